"""Where lines stand on a page decides their order: columns, boxes and rows are found from the white between them.

Lengths are points (1/72 inch) from the lower left of the page, as in PDF. A block is a list of printed lines, a printed
line a list of the stream's lines that stand side by side.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import NamedTuple

from akn_convert.reader.pdf.bidi import Order

_LEADERS = re.compile(r"[^\W_].{0,3}?(?:(?:[.·…] ?){4,}|_{4,}|… ?…) *$")
_DOTS = re.compile(r"(?:[.·…] ?){4}|_{4}|… ?…")
_GUTTER = 6.0  # narrower white is a blank between words
_SIDE = 0.08  # share of the region's width that a column has at least
_MOST_LINES = 600  # a printed page has no more; what has is left in the order of its stream
_DEEPEST = 20  # regions in regions: a page has four or five
_DESCENT = 0.22  # share of a cell's height that is below the line on which letters stand
_LABEL = 0.2  # share of the page's width that a label of a roster ("President:") has at most
_FULL = 0.75  # a line that fills this share of its column is running text


class Line(NamedTuple):
    """A line of the stream: its text is `[start, end)`, what ends it `[end, stop)`, and the box that it stands in."""

    start: int
    end: int
    stop: int
    text: str
    left: float
    bottom: float
    right: float
    top: float


class Style(NamedTuple):
    """A run of characters of a page that is set in a way ("bold", "italic")."""

    start: int
    end: int
    kind: str


class Page(NamedTuple):
    """What pdfium tells of a page: its text, its lines, its size, the rules drawn across it, the share unmapped.

    `swapped` are the places of two letters each that were drawn as one shape and came out the wrong way round;
    `orders` are the starts of the lines of both directions, each with its characters in the order of reading.
    """

    text: str
    lines: list[Line]
    width: float
    height: float
    rules: tuple[float, ...] = ()
    rtl: bool = False
    styles: tuple[Style, ...] = ()
    unmapped: float = 0.0
    readable: bool = True
    swapped: tuple[int, ...] = ()
    orders: tuple[tuple[int, Order], ...] = ()


class Row(NamedTuple):
    """A printed line: the stream's lines that it is made of, in reading order, and the box around them."""

    lines: tuple[Line, ...]
    left: float
    bottom: float
    right: float
    top: float


Block = list[Row]


def reading_order(lines: Sequence[Line], page: Page) -> list[Block]:
    """The blocks of a page in reading order: top before bottom, left before right; right first in Arabic."""
    if len(lines) > _MOST_LINES:
        return [[row_of([line]) for line in lines]]
    rows = _joined(list(lines), page)
    return [printed(block, page.rtl) for block in _cut(rows, page.rtl, page.rules)]


# --- lines that belong on one printed line -------------------------------------------------------------------------


def _joined(lines: list[Line], page: Page) -> Block:
    """Rows, those of a roster already whole: dot leaders lead to a cell, a short label to what it labels."""
    parts = _touching(lines, page.rtl)
    taken: set[int] = set()
    rows: Block = []
    for part in sorted(parts, key=lambda row: -row.right if page.rtl else row.left):
        if part.lines[0].start in taken:
            continue
        chain = [part]
        taken.add(part.lines[0].start)
        while (following := _cell_after(chain[-1], parts, taken, page)) is not None:
            chain.append(following)
            taken.add(following.lines[0].start)
        rows.append(part if len(chain) == 1 else row_of([line for row in chain for line in row.lines]))
    return sorted(rows, key=lambda row: row.lines[0].start)


def _touching(lines: list[Line], rtl: bool) -> Block:
    """Rows of lines that follow one another in the stream and nearly touch, as a raised ordinal does its number."""
    groups: list[list[Line]] = []
    for line in lines:
        if groups and beside(groups[-1][-1], line):
            last = groups[-1][-1]
            gap = last.left - line.right if rtl else line.left - last.right
            if -2 < gap < 0.5 * min(last.top - last.bottom, line.top - line.bottom):
                groups[-1].append(line)
                continue
        groups.append([line])
    return [row_of(group) for group in groups]


def _cell_after(row: Row, rows: Block, taken: set[int], page: Page) -> Row | None:
    text = row.lines[-1].text
    if row.right - row.left < _LABEL * page.width and text.rstrip().endswith((":", "：")):
        reach = 5 * (row.top - row.bottom)
    elif has_leaders(text):
        reach = 1000.0
    else:
        return None
    best, least = None, reach
    for other in rows:
        distance = row.left - other.right if page.rtl else other.left - row.right
        if -3 < distance < least and other.lines[0].start not in taken and beside(row, other):
            best, least = other, distance
    return best


def has_leaders(text: str) -> bool:
    """Whether a line ends with the dots that lead the eye to the next cell of a roster."""
    return text.rstrip().endswith((".", "…", "_", "·")) and _LEADERS.search(text) is not None


def row_of(lines: Sequence[Line]) -> Row:
    """The printed line that some lines make together, in the order given."""
    return Row(
        tuple(lines),
        min(line.left for line in lines),
        min(line.bottom for line in lines),
        max(line.right for line in lines),
        max(line.top for line in lines),
    )


def beside(a: Line | Row, b: Line | Row) -> bool:
    """Whether two boxes share half of the height of the lower one."""
    return min(a.top, b.top) - max(a.bottom, b.bottom) > 0.5 * min(a.top - a.bottom, b.top - b.bottom)


def is_raised(bottom: float, top: float, line_bottom: float, line_top: float) -> bool:
    """Whether a cell is smaller than those of its line and stands above the line that they stand on."""
    size, line_size = top - bottom, line_top - line_bottom
    lift = (bottom + _DESCENT * size) - (line_bottom + _DESCENT * line_size)
    return size < 0.85 * line_size and lift > 0.15 * line_size


def printed(block: Block, rtl: bool) -> Block:
    """The rows of a block from top to bottom, those side by side made one printed line."""
    ordered = sorted(block, key=lambda row: -(row.top + row.bottom))
    lines: list[list[Row]] = []
    for row in ordered:
        if lines and _fits(row, lines[-1]):
            lines[-1].append(row)
        else:
            lines.append([row])
    return [_whole(line, rtl) for line in lines]


def _fits(row: Row, line: list[Row]) -> bool:
    """Whether a row stands beside those of a printed line, and over none of them."""
    tallest = max(line, key=lambda other: other.top - other.bottom)
    return beside(row, tallest) and all(row.left >= o.right - 2 or row.right <= o.left + 2 for o in line)


def _whole(rows: list[Row], rtl: bool) -> Row:
    if len(rows) == 1:
        return rows[0]
    rows.sort(key=lambda row: row.left)
    if rtl:
        rows = _right_to_left(rows)
    return row_of([line for row in rows for line in row.lines])


def _right_to_left(rows: list[Row]) -> list[Row]:
    """Rows that stand side by side, from right to left; those that hold only figures or Latin keep their own order."""
    runs = [list(run) for _, run in groupby(rows, key=lambda row: any(_is_rtl(line.text) for line in row.lines))]
    return [row for run in reversed(runs) for row in (run[::-1] if _is_rtl(run[0].lines[0].text) else run)]


def _is_rtl(text: str) -> bool:
    return not any("0" <= char <= "9" or "A" <= char <= "z" for char in text)


# --- blocks --------------------------------------------------------------------------------------------------------


def _cut(rows: Block, rtl: bool, rules: tuple[float, ...] = (), depth: int = 0) -> list[Block]:
    """The blocks of a region: by the rules drawn across it, else by its gutter if it has one, else by its wide lines."""
    if len(rows) < 2 or depth > _DEEPEST:
        return [rows] if rows else []
    if rules and len(slabs := _slabs(rows, rules)) > 1:
        return [block for slab in slabs for block in _cut(slab, rtl, (), depth + 1)]
    gutter = _gutter(rows)
    return _around_wide(rows, rtl, depth) if gutter is None else _sides(rows, gutter, rtl, depth)


def _sides(rows: Block, gutter: float, rtl: bool, depth: int) -> list[Block]:
    left = [row for row in rows if row.right <= gutter + 3]
    right = [row for row in rows if row.right > gutter + 3]
    if not _is_running(rows, gutter) and _is_table(left, right):
        return [rows]
    sides = (right, left) if rtl else (left, right)
    return [block for side in sides for block in _cut(side, rtl, (), depth + 1)]


def _slabs(rows: Block, rules: Iterable[float]) -> list[Block]:
    """The rows between the rules, from top to bottom."""
    heights = sorted(rules, reverse=True)
    slabs: list[Block] = [[] for _ in range(len(heights) + 1)]
    for row in rows:
        middle = (row.top + row.bottom) / 2
        slabs[sum(height > middle for height in heights)].append(row)
    return [slab for slab in slabs if slab]


def _gutter(rows: Block) -> float | None:
    """The middle of the widest white strip that no row crosses, with text side by side on both its sides."""
    low, high = min(row.left for row in rows), max(row.right for row in rows)
    least = _SIDE * (high - low)
    best, width = None, _GUTTER
    edge = low
    for left, right in sorted((row.left, row.right) for row in rows):
        if left - edge > width and edge - low > least and high - left > least:
            middle = (left + edge) / 2
            if _side_by_side(rows, middle):
                best, width = middle, left - edge
        edge = max(edge, right)
    return best


def _side_by_side(rows: Block, at: float) -> bool:
    """Whether some row before a place across the page has one beside it after that place."""
    right = [row for row in rows if row.left >= at]
    return any(beside(row, other) for row in rows if row.right <= at for other in right)


def _is_running(rows: Block, gutter: float) -> bool:
    """Whether the text before a gutter runs on: half of its lines or more fill their column, and it is no roster."""
    left = [row for row in rows if row.right <= gutter + 3]
    if len(left) < 3 or sum(len(row.lines) > 1 for row in left) > 0.3 * len(left):
        return False
    low, high = min(row.left for row in left), max(row.right for row in left)
    full = sum(row.right - low > _FULL * (high - low) for row in left)
    return full * 2 >= len(left) and gutter - high < 0.25 * (high - low)


def _is_table(left: Block, right: Block) -> bool:
    """Whether nearly each row of the shorter side has one beside it on the other: cells, not columns of text."""
    short, long = sorted((left, right), key=len)
    if len(short) < 3:
        return False
    return sum(any(_level(row, other) for other in long) for row in short) >= 0.8 * len(short)


def _level(a: Row, b: Row) -> bool:
    """Whether two rows stand on one line and are of one size, as the cells of a table are."""
    return abs(a.bottom - b.bottom) < 1 and abs(a.top - b.top) < 1


def _around_wide(rows: Block, rtl: bool, depth: int) -> list[Block]:
    """Blocks of a region that wide lines run across: what stands between two of them is a region of its own."""
    low, high = min(row.left for row in rows), max(row.right for row in rows)
    narrow = [row for row in rows if row.right - row.left < 0.6 * (high - low)]
    gutter = _gutter(narrow) if len(narrow) > 1 else None
    if gutter is None or len(narrow) == len(rows):
        return [rows]
    at = gutter
    ordered = sorted(rows, key=lambda row: -(row.top + row.bottom))
    blocks: list[Block] = []
    roster = False
    for wide, group in groupby(ordered, key=lambda row: row.left < at - 3 and row.right > at + 3):
        run = list(group)
        blocks += [run] if wide or (roster and _is_rest(run, at)) else _cut(run, rtl, (), depth + 1)
        roster = wide and any(_DOTS.search(line.text) for row in run for line in row.lines)
    return blocks


def _is_rest(run: Block, gutter: float) -> bool:
    """Whether rows after a roster's are more of it, only without leaders: as many cells on both sides, side by side."""
    left, right = [row for row in run if row.right <= gutter], [row for row in run if row.left >= gutter]
    return len(left) == len(right) and all(any(beside(row, other) for other in right) for row in left)
