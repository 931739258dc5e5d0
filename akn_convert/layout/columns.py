"""Two columns that a text file shows side by side are put one after the other, where the gutter is certain.

`pdftotext -layout` and its like keep the place of each word on the page by blanks. A page is taken for one of two
columns only if enough of its lines have words on both sides of one gutter, and few words stand in it; a line that
crosses the gutter, a heading or a running head, divides the page into blocks, each read left column first.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Set
from itertools import groupby, pairwise
from typing import NamedTuple

from akn_convert.grammar import Grammar
from akn_convert.grammar.openers import title
from akn_convert.text import Contract, Cut, Edit, Text

_GAP = re.compile(r"(?<=\S) {3,}(?=\S)")
_LEADERS = re.compile(r"(?:\. ?){5,}")
_FEWEST = 5  # lines with words on both sides
_CROSSING = 0.34  # share of the lines that may cross the gutter
_NARROWEST = 20  # characters of the left column
_COVER = 8_000  # characters in which a cover with all its blanks stands
_INSET = 8  # characters by which the first line of a paragraph is set in, and one more
_DRIFT = 8  # characters by which the gutter may stand elsewhere on another page

CONTRACTS = (
    Contract("column-gap", "the blanks between two columns become the line end that the left one lacks",
             lambda s, b, raw: not s.strip(" ") and b == "\n"),
)  # fmt: skip


class _Line(NamedTuple):
    """A line of a page, `[start, end)` with its line end; `gap` is where the gutter stands in it, if it has both sides."""

    start: int
    end: int
    side: str  # "left", "right", "both" or "across"
    gap: tuple[int, int] = (0, 0)


def part(text: Text, grammar: Grammar) -> Text:
    """The text with each page of two columns in reading order; any other page as it is."""
    if text.origin.format != "text" or "   " not in text.clean or not _GAP.search(text.clean):
        return text
    pages = list(_pages(text))
    rows = frozenset(_rows(text.clean, grammar))
    edges = [_right_edge(text.clean, page, rows) for page in pages]
    usual = sorted(filter(None, edges))[len(list(filter(None, edges))) // 2] if any(edges) else 0
    blocks: list[list[_Line]] = []
    for page, edge in zip(pages, edges, strict=True):
        blocks += _blocks(text.clean, page, rows, edge or _right_edge(text.clean, page, rows, usual))
    edits = [Edit(*line.gap, "\n", "column-gap") for block in blocks for line in block if line.side == "both"]
    if not edits:
        return text
    parted = text.edited(edits)
    return parted.arranged(list(_order(blocks, edits, len(parted.clean))))


def _pages(text: Text) -> Iterator[tuple[int, int]]:
    """The ranges of the clean text that are pages; the whole of it where no page is marked."""
    starts = [0, *(text.offset_of(page) for page in text.pages[1:])]
    yield from pairwise([*starts, len(text.clean)])


def _rows(clean: str, grammar: Grammar) -> Iterator[int]:
    """Where the rows of a roster begin: a State and its representative, with leading dots between them or without.

    Without dots they stand on the cover alone, and one row is none: a list of a vote may end beside the head of a turn.
    """
    yield from (start for start, _ in _lines_with(_LEADERS, clean, len(clean)))
    gapped = _lines_with(_GAP, clean, min(len(clean), _COVER))
    rows = [line for line in gapped if _is_row(clean, *line, grammar)]
    for (start, end), (after, _) in pairwise(rows):
        if not clean[end:after].strip():
            yield from (start, after)


def _lines_with(pattern: re.Pattern[str], clean: str, limit: int) -> Iterator[tuple[int, int]]:
    """The lines in which a pattern is found that begins before an offset, each once."""
    reached = 0
    for found in pattern.finditer(clean, 0, limit):
        if found.start() >= reached:
            start = clean.rfind("\n", reached, found.start()) + 1 or reached
            reached = clean.find("\n", found.end()) + 1 or len(clean)
            yield start, reached


def _is_row(clean: str, start: int, end: int, grammar: Grammar) -> bool:
    """Whether a State stands before the last gap of a line, and behind it a name with its title."""
    gaps = [*_GAP.finditer(clean, start, end)]
    if not gaps or not title(grammar).match(clean, gaps[-1].end()):
        return False
    state = clean[start : gaps[-1].start()].strip()
    label = grammar.cover.members.pattern.match(state)
    return grammar.states.find(state[label.end() :] if label else state) is not None


def _blocks(clean: str, page: tuple[int, int], rows: Set[int], right: int) -> Iterator[list[_Line]]:
    """The runs of lines of a page that stand in two columns; none for a page that has one."""
    if not right:
        return
    lines = [_placed(clean, start, end, rows, right) for start, end in _lines(clean, *page)]
    across = sum(line.side == "across" for line in lines)
    if across > _CROSSING * sum(bool(clean[line.start : line.end].strip()) for line in lines):
        return
    for is_across, run in groupby(lines, lambda line: line.side == "across"):
        block = list(run)
        if not is_across and any(line.side == "both" for line in block):
            yield block


def _lines(clean: str, start: int, end: int) -> list[tuple[int, int]]:
    spans = []
    while start < end:
        stop = clean.find("\n", start, end) + 1 or end
        spans.append((start, stop))
        start = stop
    return spans


def _right_edge(clean: str, page: tuple[int, int], rows: Set[int], usual: int = 0) -> int:
    """The column at which the right one begins: where the words behind a gap begin most often; 0 where none does.

    A short last page has few such lines: `usual` is where the other pages have it. A roster, whose rows begin at
    `rows`, is no pair of columns.
    """
    lines = [clean[start:end] for start, end in _lines(clean, *page) if start not in rows]
    begins = Counter(gap.end() for line in lines for gap in _GAP.finditer(line) if gap.end() > _NARROWEST)
    if usual:
        begins = Counter({column: count for column, count in begins.items() if abs(column - usual) <= _DRIFT})
    if not begins:
        return 0
    # Where the lines of the columns stand at other heights, most of the right one's have nothing beside them.
    alone = Counter(len(line) - len(line.lstrip(" ")) for line in lines if line.strip())
    columns = {*begins, *(column for column in alone if any(begins[column + inset] for inset in range(_INSET)))}
    edge = max(columns, key=lambda column: (sum(begins[c] + alone[c] for c in range(column, column + 3)), -column))
    both = sum(begins[column] for column in range(edge, edge + _INSET))
    return edge if both >= (1 if usual else _FEWEST) else 0


def _placed(clean: str, start: int, end: int, rows: Set[int], right: int) -> _Line:
    """On which side of the gutter a line has words, and where the gutter stands in it."""
    line = clean[start:end].rstrip("\n")
    words = line.rstrip()
    if len(words) < right:
        return _Line(start, end, "left")
    if line[right - 2 : right].strip() or start in rows:
        return _Line(start, end, "across")
    left = line[:right].rstrip(" ")  # blanks alone: other white is for other rules to drop
    if not left.strip():
        return _Line(start, end, "right")
    return _Line(start, end, "both", (start + len(left), start + right))


def _order(blocks: list[list[_Line]], edits: list[Edit], after: int) -> Iterator[tuple[Cut, str]]:
    """The cuts of the parted text in reading order: of each block the left sides, then the right ones, moved."""
    gaps = [edit.end for edit in edits]
    shifts = [0]
    for edit in edits:
        shifts.append(shifts[-1] + edit.end - edit.start - 1)

    def moved(offset: int) -> int:
        """Where an offset of the text stands now that each gap is one line end."""
        return offset - shifts[bisect_right(gaps, offset)]

    reached = 0
    for block in blocks:
        begin = moved(block[0].start)
        if begin > reached:
            yield Cut(reached, begin), ""
        for line in block:
            if line.side != "right":
                yield Cut(moved(line.start), moved(line.gap[1] or line.end)), ""
        for line in block:
            if line.side != "left":
                yield Cut(moved(line.gap[1] or line.start), moved(line.end)), "column"
        reached = moved(block[-1].end)
    if reached < after:
        yield Cut(reached, after), ""
