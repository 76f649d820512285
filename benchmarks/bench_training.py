"""Training: updates a second of Chainrule and of what people use instead, in one run.

Everyone starts at the same parameters, takes the same batches in double precision on one thread,
and is checked to come to the same parameters before the clock runs. What is not installed is told
in its column: scikit-learn, torch, micrograd.
"""

import argparse
import sys

from training.one_thread import use_one_thread


def arguments() -> argparse.Namespace:
    """Return what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", nargs="+", metavar="NAME", help="only these networks")
    parser.add_argument("--rounds", type=int, default=15, help="slices of each contestant")
    parser.add_argument("--seconds", type=float, default=0.04, help="how long a slice takes")
    parser.add_argument("--strict", action="store_true", help="exit 1 when a ratio is short")
    return parser.parse_args()


def main() -> int:
    """Print the tables; 1 when contestants disagree, or with --strict when a bar is not met."""
    asked = arguments()
    use_one_thread()
    from training.contestants import CHECKED, Disagreement
    from training.report import TABLES, Tally, table
    from training.tasks import tasks

    known = tasks()
    unknown = [name for name in asked.rows or () if name not in known]
    if unknown:
        print(f"no network {unknown[0]}; there are: {', '.join(known)}", file=sys.stderr)
        return 2
    made = [known[name]() for name in asked.rows or known]
    tally = Tally()
    print("## Updates a second (k = thousand), and how many times as many Chainrule makes")
    for about in TABLES:
        try:
            print()
            for line in table(about, made, asked.rounds, asked.seconds, tally):
                print(line, flush=True)
        except Disagreement as error:
            print(f"not comparable: {error}", file=sys.stderr)
            return 1
    print("\n–: cannot make this network, or (micrograd) would take too long.")
    print(f"After {CHECKED} updates all parameters agreed to {tally.apart:.0e}.")
    print(f"Bars met: {tally.met}, short: {len(tally.short)}.")
    print(*(f"* short: {line}" for line in tally.short), sep="\n")
    return 1 if asked.strict and tally.short else 0


if __name__ == "__main__":
    sys.exit(main())
