"""Plain text: the law first (nothing is lost, each change keeps its contract), then the examples."""

from __future__ import annotations

import os
import time
import tracemalloc
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from akn_convert.errors import UsageError
from akn_convert.reader import CONTRACTS, Limits, read
from akn_convert.text import Text, broken_contracts, out_of_order, unaccounted


def lawful(text: Text) -> bool:
    return not (unaccounted(text) or out_of_order(text) or broken_contracts(text, CONTRACTS))


@given(
    st.text(alphabet=st.one_of(st.sampled_from("\r\n\f\x0b\x85\u2028\ufeff a"), st.characters(exclude_characters="<")))
)
def test_any_text_is_read_whole(raw: str) -> None:
    text = read(raw)
    assert text.raw == raw
    assert lawful(text)
    assert not set(text.clean) & set("\r\x0b\x0c\x85\u2028\u2029")


@given(st.binary())
def test_any_bytes_give_a_text_and_never_an_exception(data: bytes) -> None:
    assume(not data.startswith(b"{\\rtf"))  # which is LibreOffice's, where it is installed
    text = read(data)
    assert lawful(text)
    assert text.findings or "\ufffd" not in text.clean


@pytest.mark.parametrize(
    ("raw", "clean", "pages"),
    [
        ("one\r\ntwo\rthree\n", "one\ntwo\nthree\n", (0,)),
        ("\ufeffone", "one", (0,)),
        ("one\ufeff", "one\ufeff", (0,)),
        ("page one\n\fpage two\n\f", "page one\npage two\n", (0, 10)),
        ("page one\fpage two", "page one\npage two", (0, 9)),
        ("page one\f\r\npage two", "page one\npage two", (0, 9)),
        ("", "", (0,)),
    ],
)
def test_line_ends_and_pages(raw: str, clean: str, pages: tuple[int, ...]) -> None:
    text = read(raw)
    assert (text.clean, text.pages) == (clean, pages)


def test_the_origin_says_where_the_text_is_from(tmp_path: Path) -> None:
    path = tmp_path / "record.txt"
    path.write_bytes(b"The meeting rose at 1.05 p.m.\n")
    origin = read(path).origin
    assert (origin.filename, origin.format, origin.encoding, origin.confidence) == ("record.txt", "text", "utf-8", 1.0)
    assert len(origin.sha256) == 64


@pytest.mark.parametrize("name", ["utf-8", "utf-16-le", "utf-16-be", "utf-16", "utf-8-sig", "utf-32"])
def test_unicode_encodings_are_certain(name: str) -> None:
    raw = "Г-н Петров (Беларусь): спасибо. Mr. Adu (Ghana): thank you.\n"
    text = read(raw.encode(name))
    assert (text.clean, text.findings) == (raw, ())


def test_an_encoding_that_is_given_overrules_the_bytes() -> None:
    data = "Côte d'Ivoire".encode()
    assert read(data, encoding="cp1252").clean == "CÃ´te d'Ivoire"
    with pytest.raises(UsageError, match="no-such"):
        read(data, encoding="no-such")


def test_a_damaged_spot_is_found_where_it_is() -> None:
    text = read(b"\xef\xbb\xbfMrs. Pe\xc3 (Ghana): thank you")
    (found,) = text.findings
    assert found.code == "damaged-text"
    assert found.span is not None
    assert text.raw[found.span.start : found.span.end] == "\ufffd"


def test_what_is_no_regular_file_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "record.txt").write_text("text")
    (tmp_path / "link.txt").symlink_to(tmp_path / "record.txt")
    os.mkfifo(tmp_path / "pipe.txt")
    codes = [read(tmp_path / name).findings[0].code for name in ("link.txt", "pipe.txt", "", "missing.txt")]
    assert codes == ["not-a-file", "not-a-file", "not-a-file", "cannot-open"]


def test_a_file_over_the_limit_and_an_unknown_format_are_refused(tmp_path: Path) -> None:
    assert [f.code for f in read(b"x" * 11, limits=Limits(size=10)).findings] == ["too-large"]
    assert [
        f.code for f in read(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\1\0\0\0\1\0\x08\2\0\0\0", filename="a.bin").findings
    ] == ["unknown-format"]


@pytest.mark.parametrize("unit", [b"\xff\xfe word ", b"word \r\n", "слово ".encode("cp1251"), b"\xc3\xa9 \xe9 "])
def test_time_and_memory_grow_with_the_text_and_no_faster(unit: bytes) -> None:
    data = b"The first line.\n" + unit * (400_000 // len(unit))
    tracemalloc.start()
    started = time.process_time()
    text = read(data)
    seconds, (_, peak) = time.process_time() - started, tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 80 * len(text.raw)
    assert seconds < 5
