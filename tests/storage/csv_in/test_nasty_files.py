"""Forty files as people have them: each gives the right rows, or one sentence that says why not."""

from dataclasses import dataclass

import pytest

from chainrule.network.message import ChainruleError
from chainrule.storage.csv_in.columns import Use
from chainrule.storage.csv_in.decoding import MOST_BYTES, read_bytes
from chainrule.storage.csv_in.preview import look_at, look_at_text

PLAIN = [(0.0, 1.0, 1.0), (0.5, 0.25, 0.0)]


@dataclass(frozen=True)
class Case:
    name: str
    data: bytes
    rows: list | None = None
    """what is read"""
    says: str = ""
    """what the sentence says where nothing can be read"""
    bad: tuple = ()
    """the lines that are left out"""
    targets: tuple = ("y",)


def utf8(text: str) -> bytes:
    return text.encode("utf-8")


HEAD = "a,b,y\n"
CASES = [
    Case("plain", utf8(HEAD + "0,1,1\n0.5,0.25,0\n"), PLAIN),
    Case("no newline at the end", utf8(HEAD + "0,1,1\n0.5,0.25,0"), PLAIN),
    Case("byte order mark", b"\xef\xbb\xbf" + utf8(HEAD + "0,1,1\n0.5,0.25,0\n"), PLAIN),
    Case("UTF-16 with mark", (HEAD + "0,1,1\n0.5,0.25,0\n").encode("utf-16"), PLAIN),
    Case("UTF-16, big end first", b"\xfe\xff" + (HEAD + "0,1,1\n0.5,0.25,0\n").encode("utf-16-be"),
         PLAIN),
    Case("Windows line ends", utf8("a,b,y\r\n0,1,1\r\n0.5,0.25,0\r\n"), PLAIN),
    Case("old Macintosh line ends", utf8("a,b,y\r0,1,1\r0.5,0.25,0\r"), PLAIN),
    Case("mixed line ends", utf8("a,b,y\r\n0,1,1\n0.5,0.25,0\r"), PLAIN),
    Case("semicolons and decimal commas", utf8("a;b;y\n0;1;1\n0,5;0,25;0\n"), PLAIN),
    Case("semicolons and points", utf8("a;b;y\n0;1;1\n0.5;0.25;0\n"), PLAIN),
    Case("tabs", utf8("a\tb\ty\n0\t1\t1\n0.5\t0.25\t0\n"), PLAIN),
    Case("tabs and decimal commas", utf8("a\tb\ty\n0\t1\t1\n0,5\t0,25\t0\n"), PLAIN),
    Case("bars", utf8("a|b|y\n0|1|1\n0.5|0.25|0\n"), PLAIN),
    Case("spaces", utf8("a b y\n0 1 1\n0.5 0.25 0\n"), PLAIN),
    Case("blanks after the commas", utf8("a, b, y\n0, 1, 1\n0.5, 0.25, 0\n"), PLAIN),
    Case("quoted numbers", utf8('"a","b","y"\n"0","1","1"\n"0.5","0.25","0"\n'), PLAIN),
    Case("quoted decimal commas", utf8('a;b;y\n"0";"1";"1"\n"0,5";"0,25";"0"\n'), PLAIN),
    Case("names with commas", utf8('"a, m","b, m",y\n0,1,1\n0.5,0.25,0\n'), PLAIN),
    Case("a name on two lines", utf8('"a\n(m)",b,y\n0,1,1\n0.5,0.25,0\n'), PLAIN),
    Case("no header", utf8("0,1,1\n0.5,0.25,0\n"), PLAIN, targets=("c3",)),
    Case("blank lines", utf8("\n\n" + HEAD + "\n0,1,1\n\n\n0.5,0.25,0\n\n"), PLAIN),
    Case("lines of commas", utf8(HEAD + "0,1,1\n,,\n0.5,0.25,0\n,,\n"), PLAIN),
    Case("a missing cell", utf8(HEAD + "0,1,1\n,1,1\n0.5,0.25,0\n"), PLAIN, bad=(3,)),
    Case("NA for missing", utf8(HEAD + "0,1,1\nNA,1,1\n0.5,0.25,0\n"), PLAIN, bad=(3,)),
    Case("a short row", utf8(HEAD + "0,1,1\n0,1\n0.5,0.25,0\n"), PLAIN, bad=(3,)),
    Case("a long row", utf8(HEAD + "0,1,1\n0,1,2,3\n0.5,0.25,0\n"), PLAIN, bad=(3,)),
    Case("a word among numbers", utf8(HEAD + "0,1,1\n0.5,abc,0\n0.5,0.25,0\n"), PLAIN, bad=(3,)),
    Case("beyond float64", utf8(HEAD + "0,1,1\n1e309,0,0\n0.5,0.25,0\n"), PLAIN, bad=(3,)),
    Case("nan and inf", utf8(HEAD + "0,1,1\nnan,0,0\ninf,0,0\n0.5,0.25,0\n"), PLAIN, bad=(3, 4)),
    Case("as large as it gets", utf8(HEAD + "1e308,-1e308,1\n0,0,0\n"),
         [(1e308, -1e308, 1.0), (0.0, 0.0, 0.0)]),
    Case("other forms of numbers", utf8(HEAD + "+1,.5,1.\n\u22121,1e-3,1E2\n"),
         [(1.0, 0.5, 1.0), (-1.0, 0.001, 100.0)]),
    Case("two classes in words", utf8("a,b,kind\n0,1,yes\n0.5,0.25,no\n"), PLAIN,
         targets=("kind",)),
    Case("three classes in words", utf8("a,kind\n1,red\n2,green\n3,blue\n"),
         [(1.0, 0.0, 0.0, 1.0), (2.0, 0.0, 1.0, 0.0), (3.0, 1.0, 0.0, 0.0)],
         targets=("blue", "green", "red")),
    Case("classes in Chinese, GB 18030", "长,宽,种类\n0,1,甲\n0.5,0.25,乙\n".encode("gb18030"),
         [(0.0, 1.0, 1.0), (0.5, 0.25, 0.0)], targets=("种类",)),
    Case("names in Latin 1", "grö\xdfe,b,y\n0,1,1\n0.5,0.25,0\n".encode("cp1252"), PLAIN),
    Case("names twice", utf8("a,a,y\n0,1,1\n0.5,0.25,0\n"), PLAIN),
    Case("names missing", utf8(",,y\n0,1,1\n0.5,0.25,0\n"), PLAIN),
    Case("empty", b"", says="The file is empty."),
    Case("blank", b" \r\n\t\n", says="The file is empty."),
    Case("a header only", utf8(HEAD), says="There is no row below the names."),
    Case("a picture", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(256)),
         says="This is not a text file"),
    Case("a spreadsheet's own file", b"PK\x03\x04\x14\x00\x06\x00" + bytes(200),
         says="This is not a text file"),
    Case("one column", utf8("a\n1\n2\n"), says="Choose at least one column as input"),
    Case("no numbers", utf8("a,b\nx,y\nz,w\n"), says="Choose at least one column as input"),
    Case("a quotation mark left open", utf8(HEAD + '0,1,1\n"0.5,0.25,0\n0,0,0\n'),
         says="a quotation mark is wrong"),
    Case("nothing but bad rows", utf8(HEAD + "1,2\n3,4\n5,6\n1,x,1\n"),
         says=r"Not one row could be read\. Line 2"),
    Case("a class per row", utf8("a,id\n" + "".join(f"{n},id{n}\n" for n in range(200))),
         says="The column id has 200 classes; 2 to 50 can be learned."),
    Case("one class", utf8("a,kind\n1,same\n2,same\n"), says="The column kind has 1 classes"),
]  # fmt: skip


def imported(data: bytes):
    reading = look_at(data).importing()
    for _ in reading:
        pass
    return reading.result()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_file_gives_its_rows_or_a_sentence(case):
    if case.says:
        with pytest.raises(ChainruleError, match=case.says) as caught:
            imported(case.data)
        assert "\n" not in str(caught.value), "one sentence, one line"
        return
    found = imported(case.data)
    assert list(found.table.train) == case.rows, "the rows that are right"
    assert tuple(row.line for row in found.bad) == case.bad, "the lines left out"
    assert found.table.targets == case.targets, "the names of the targets"


def test_there_are_forty_of_them():
    assert len(CASES) >= 40


def test_a_file_of_200_megabytes_is_refused_unread(tmp_path):
    large = tmp_path / "large.csv"
    with large.open("wb") as file:
        file.truncate(200 * 1024 * 1024)
    with pytest.raises(ChainruleError, match="200 MB; at most 64 MB"):
        read_bytes(large)
    assert MOST_BYTES < 200 * 1024 * 1024


def test_a_missing_file_and_a_folder_are_told(tmp_path):
    for path in (tmp_path / "none.csv", tmp_path):
        with pytest.raises(ChainruleError, match="The file cannot be read: "):
            read_bytes(path)


def test_a_million_rows_are_sampled_slice_by_slice(monkeypatch):
    monkeypatch.setattr("chainrule.storage.csv_in.importing.MOST_ROWS", 1000)
    text = "a,y\n" + "".join(f"{n},{n % 2}\n" for n in range(20_000))
    reading = look_at_text(text).importing()
    shares = list(reading)
    assert len(shares) > 30, "the reading can be looked at, and stopped, between slices"
    assert shares == sorted(shares), "the share that is read grows"
    found = reading.result()
    assert (found.rows, len(found.table.train), found.sampled) == (20_000, 1000, True)
    mean = sum(row[0] for row in found.table.train) / 1000
    assert abs(mean - 10_000) < 1000, "rows from everywhere in the file"


def test_a_bad_row_is_told_with_its_line_and_cell():
    found = imported(utf8(HEAD + "0,1,1\n0.5,abc,0\n,1,1\n1,2\n"))
    assert [str(row.why) for row in found.bad] == [
        "b: “abc” is not a number",
        "the cell of a is empty",
        "2 cells where 3 are expected",
    ]


def test_columns_can_be_used_otherwise():
    preview = look_at(utf8("id,a,b,y\n7,0,1,1\n8,0.5,0.25,0\n"))
    assert preview.uses == (Use.INPUT, Use.INPUT, Use.INPUT, Use.TARGET)
    chosen = (Use.IGNORE, Use.INPUT, Use.TARGET, Use.TARGET)
    reading = preview.used(chosen).importing()
    list(reading)
    table = reading.result().table
    assert (table.inputs, table.targets) == (("a",), ("b", "y"))
    assert list(table.train) == PLAIN


def test_numbers_can_be_classes():
    preview = look_at(utf8("a,digit\n0.1,10\n0.2,9\n0.3,0\n"))
    reading = preview.used((Use.INPUT, Use.CLASS)).importing()
    list(reading)
    assert reading.result().table.classes == ("0", "9", "10"), "in the order of the numbers"


def test_cells_pasted_from_a_spreadsheet():
    reading = look_at_text("0\t1\t1\r\n0,5\t0,25\t0\r\n").importing()
    list(reading)
    assert list(reading.result().table.train) == PLAIN
