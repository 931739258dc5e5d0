"""Reading order: whatever stands where, each line is read once; and what is on the left of a gutter comes first."""

from __future__ import annotations

import time

from hypothesis import given
from hypothesis import strategies as st

from akn_convert.reader import CONTRACTS
from akn_convert.reader.pdf.columns import Line, Page, reading_order
from akn_convert.reader.pdf.pages import arranged
from akn_convert.text import broken_contracts, out_of_order, unaccounted

TEXTS = ["of the region", "President:", "China . . . . . . . .", "(a)", "7", "الرئيس"]
PLACES = st.tuples(
    st.sampled_from(TEXTS),
    st.integers(0, 55).map(lambda n: n * 10),
    st.integers(0, 60).map(lambda n: n * 12),
    st.sampled_from([10, 60, 230, 480]),
)


def page(places: list[tuple[str, int, int, int]], *, rtl: bool = False, rules: tuple[float, ...] = ()) -> Page:
    """A page of lines of 12 points at these places, their texts one after the other in the stream."""
    lines, parts, at = [], [], 0
    for text, left, bottom, width in places:
        end = at + len(text)
        lines.append(Line(at, end, end + 2, text, left, bottom, left + width, bottom + 12))
        parts.append(text + "\r\n")
        at = end + 2
    raw = "".join(parts)[:-2]
    if lines:
        lines[-1] = lines[-1]._replace(stop=len(raw) + 1)
    return Page(raw, lines, 595, 842, rules, rtl)


@given(st.lists(PLACES, max_size=40), st.booleans(), st.lists(st.integers(0, 800), max_size=2))
def test_each_line_is_read_once(places: list[tuple[str, int, int, int]], rtl: bool, rules: list[int]) -> None:
    made = page(places, rtl=rtl, rules=tuple(rules))
    read = [line.start for block in reading_order(made.lines, made) for row in block for line in row.lines]
    assert sorted(read) == [line.start for line in made.lines]


@given(st.lists(st.lists(PLACES, max_size=15), min_size=1, max_size=3))
def test_any_pages_keep_the_laws(pages: list[list[tuple[str, int, int, int]]]) -> None:
    text = arranged([page(places) for places in pages])
    assert not (unaccounted(text) or out_of_order(text) or broken_contracts(text, CONTRACTS))
    assert len(text.pages) == len(pages)


def test_a_page_of_very_many_lines_costs_no_more_than_its_lines() -> None:
    made = page([("President:", 10 * (n % 50), 12 * (n % 61), 50) for n in range(20_000)])
    started = time.process_time()
    blocks = reading_order(made.lines, made)
    assert [row.lines[0].start for row in blocks[0]] == [line.start for line in made.lines]
    assert time.process_time() - started < 2
