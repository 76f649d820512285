from __future__ import annotations

import time

import pytest

from chainrule.storage.strict_json import DEEPEST, LARGEST, ReadError, member, quoted, strict_json


def said(data: bytes) -> str:
    with pytest.raises(ReadError) as caught:
        strict_json(data)
    return str(caught.value)


def test_plain_values_come_through() -> None:
    read = strict_json(b'{"a": [1, 2.5, "x", true, null, {"b": []}], "c": -0.0}')
    assert read == {"a": [1, 2.5, "x", True, None, {"b": []}], "c": 0.0}
    assert isinstance(read, dict)
    assert str(read["c"]) == "-0.0"


def test_a_file_beyond_the_limit_is_refused_before_it_is_parsed() -> None:
    assert said(b" " * (LARGEST + 1)) == "the file is larger than 64 MiB"


def test_a_file_at_the_limit_is_parsed() -> None:
    assert strict_json(b"1" + b" " * (LARGEST - 1)) == 1


def test_depth_is_limited() -> None:
    assert strict_json(b"[" * DEEPEST + b"]" * DEEPEST)
    deeper = DEEPEST + 1
    assert said(b"[" * deeper + b"]" * deeper) == "the file is nested deeper than 32 levels"
    assert "nested deeper" in said(b'{"a":' * 100_000)


@pytest.mark.parametrize("text", [b"[" * 99, b"{" * 99, b'\\"' + b"[" * 99, b"\\\\[[" * 40])
def test_brackets_inside_a_string_are_no_depth(text: bytes) -> None:
    assert strict_json(b'["' + text + b'"]')


@pytest.mark.parametrize("unit", [b'\\"', b"\\", b'"', b"x", b'"\\', b"[]", b"1", b"1.", b"-"])
def test_no_text_takes_quadratic_time(unit: bytes) -> None:
    begun = time.process_time()
    said(b'["' + unit * 400_000)
    spent = time.process_time() - begun
    assert spent < 5, f"took {spent:.1f} s for a file below a megabyte"


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity", "1e999", "-1e999"])
def test_a_number_that_is_not_finite_is_refused_with_its_place(number: str) -> None:
    assert said(f'{{"a": [0, {number}]}}'.encode()) == "$.a[1]: expected a finite number"


@pytest.mark.parametrize("digits", [310, 401, 4301, 100_000])
@pytest.mark.parametrize("sign", ["", "-"])
def test_an_integer_too_large_for_a_float_is_refused_with_its_place(digits: int, sign: str) -> None:
    text = f'{{"a": {sign}{"9" * digits}}}'
    assert said(text.encode()) == "$.a: expected a finite number"


def test_a_key_twice_is_refused_with_its_place() -> None:
    assert said(b'{"a": [{"b": 1, "b": 1}]}') == "$.a[0].b: the field stands here twice"
    assert said(b'{"a": 1, "\\u0061": 2}') == "$.a: the field stands here twice"


def test_what_is_no_json_is_refused_with_line_and_column() -> None:
    assert said(b'{\n  "a" 1}').startswith("not JSON: line 2, column 7: ")
    assert said(b"").startswith("not JSON: line 1, column 1")
    assert said(b"{} {}").startswith("not JSON")
    assert said(b"{'a': 1}").startswith("not JSON")
    assert said(b"[1,]").startswith("not JSON")


def test_what_is_no_utf_8_is_refused() -> None:
    assert said(b'"\xff"') == "not UTF-8 text: byte 1"
    assert "UTF-8" in said('{"a": 1}'.encode("utf-16"))


def test_a_byte_order_mark_is_refused_plainly() -> None:
    assert "byte order mark" in said(b"\xef\xbb\xbf{}")


@pytest.mark.parametrize(
    ("key", "place"),
    [
        ("train", "$.train"),
        ("w[x1->h1]", '$["w[x1->h1]"]'),
        ("", '$[""]'),
        ("two\nlines", '$["two\\nlines"]'),
        ("\ud800", '$["\\ud800"]'),
    ],
)
def test_an_odd_key_is_quoted_in_a_place(key: str, place: str) -> None:
    assert member("$", key) == place


def test_a_long_text_is_cut_off() -> None:
    assert len(quoted("a" * 1000)) < 100
    assert len(member("$", "a" * 1000)) < 100
