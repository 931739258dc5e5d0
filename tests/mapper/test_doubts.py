"""Findings about words tell where the words stand: as a range of the source, and as people look for it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from akn_convert import convert
from akn_convert.findings import Location, Rows, finding
from akn_convert.line import _as_people_look
from akn_convert.text import Origin, Text

RECORD = """S/PV.9153

Security Council
9153rd meeting
Tuesday, 13 September 2022, 10 a.m.

President: Mr. Kero .............................. (Hungary)

The meeting was called to order at 10.05 a.m.

These words are whole sentences, and nobody says them. They are no heading.

The President: I shall put the draft to the vote.

A vote was taken by show of hands.

In favour:
China, Peru, Atlantis

The President: The draft resolution received 3 votes in favour. It has been adopted.

The meeting rose at 11.05 a.m.
"""
STATEMENT = """S/PRST/2021/30

Statement by the President of the Security Council

At the 7th meeting of the Security Council, held on 13 September 2021, the President of the Security Council made the following statement on behalf of the Council:

“The Council recalls its statement.”
"""


@pytest.mark.parametrize(
    ("code", "change", "words"),
    [
        ("unattributed", ("", ""), "These words are whole sentences, and nobody says them. They are no heading."),
        ("unknown-state", ("", ""), "Atlantis"),
        ("misread-state", ("China", "Chima"), "Chima"),
        ("weekday-mismatch", ("Tuesday", "Monday"), "Monday, 13 September 2022"),
        ("vote-without-result", ("The President: The draft resolution received 3 votes in favour. It has been adopted.", ""), "A vote was taken by show of hands."),
        ("no-time", ("11.05 a.m", "11.75 a.m"), "The meeting rose at 11.75 a.m."),
        ("no-closing", ("The meeting rose at 11.05 a.m.", ""), "The President: The draft resolution received 3 votes in favour. It has been adopted."),
    ],
)  # fmt: skip
def test_a_doubt_has_its_place(code: str, change: tuple[str, str], words: str) -> None:
    source = RECORD.replace(*change) if change[0] else RECORD
    found = next(f for f in convert(source).findings if f.code == code)
    assert found.span is not None and found.location is not None
    assert source[found.span.start : found.span.end] == words
    assert source.splitlines()[found.location.row - 1][found.location.column - 1 :].startswith(words)


@pytest.mark.parametrize(
    ("source", "second"),
    [
        (STATEMENT + STATEMENT, "Statement by the President"),
        (RECORD + STATEMENT, "Statement by the President"),
        (RECORD + RECORD, "The meeting was called to order"),
        (RECORD, None),
        (STATEMENT, None),
    ],
)
def test_a_file_of_several_documents_is_told_of_where_the_second_begins(source: str, second: str | None) -> None:
    found = [f for f in convert(source).findings if f.code == "second-document"]
    assert len(found) == (second is not None)
    if second:
        assert found[0].span is not None and source[found[0].span.start :].startswith(second)
        assert found[0].span.start > len(source) / 2


def test_doubts_are_told_in_the_order_of_the_source() -> None:
    found = convert(RECORD.replace("China", "Chima") + RECORD).findings
    rows = [f.location.row for f in found if f.location]
    assert len(rows) > 3 and rows == sorted(rows)


def test_where_rows_say_nothing_the_page_is_told() -> None:
    text = replace(Text.of("one\ntwo\nthree\n"), pages=(0, 4, 8), origin=Origin("a.pdf", format="pdf"))
    said = finding("no-closing", span=(8, 13))
    assert _as_people_look(said, text, None).message == f"{said.message} (page 3)"
    assert _as_people_look(said, replace(text, pages=(0,)), None).message == said.message
    looked = _as_people_look(said, replace(text, origin=Origin("a.txt")), Rows(text.raw))
    assert (looked.message, looked.location, looked.filename) == (said.message, Location(3, 1), "a.txt")


@given(st.text("ab\n\r\f", max_size=30), st.data())
def test_rows_and_columns_are_those_that_people_count(text: str, data: st.DataObject) -> None:
    offset = data.draw(st.integers(0, len(text)))
    before = text[:offset].split("\n")
    assert Rows(text).location(offset) == Location(len(before), len(before[-1]) + 1)
