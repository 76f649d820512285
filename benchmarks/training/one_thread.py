"""One thread for all: the libraries below numpy and PyTorch read this when they are loaded."""

import os

VARIABLES = (
    "OPENBLAS_NUM_THREADS",
    "OMP_NUM_THREADS",
    "MKL_NUM_THREADS",
    "BLIS_NUM_THREADS",
    "VECLIB_MAXIMUM_THREADS",
)


def use_one_thread() -> None:
    """Ask for one thread; to be called before numpy is imported."""
    os.environ.update(dict.fromkeys(VARIABLES, "1"))
