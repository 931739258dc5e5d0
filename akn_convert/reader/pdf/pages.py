"""Pages become a Text: running heads and feet apart from the body, each line a piece, what its setting says a mark."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from statistics import median

from akn_convert.reader.pdf.bidi import Order
from akn_convert.reader.pdf.columns import Block, Line, Page, Row, Style, is_raised, printed, reading_order, row_of
from akn_convert.text import Mark, Piece, Span, Text

_DIGITS = re.compile(r"\d+")
_STOPS = '.!?:;。！？：；؟؛”")'
_BAND = 0.12  # share of the page's height in which running heads and feet stand


def arranged(pages: Sequence[Page], **fields: object) -> Text:
    """The Text of some pages: each a form feed's length apart in the source, its pieces in reading order."""
    raw = "".join(page.text + "\f" for page in pages)
    furniture = _furniture(pages)
    pieces: list[Piece] = []
    marks: list[Mark] = []
    starts: list[int] = []
    base = 0
    for page, (head, foot) in zip(pages, furniture, strict=True):
        starts.append(base)
        known = {line.start for row in (*head, *foot) for line in row.lines}
        body = reading_order([line for line in page.lines if line.start not in known], page)
        pieces += _pieces([head, *body, foot], page, base)
        marks += _marks(body, [*head, *foot], page, base)
        base += len(page.text) + 1
    return Text(raw, tuple(pieces), tuple(starts) or (0,), tuple(marks), **fields)  # type: ignore[arg-type]


# --- running heads and feet ----------------------------------------------------------------------------------------


def _furniture(pages: Sequence[Page]) -> list[tuple[Block, Block]]:
    """The rows at the head and at the foot of each page that repeat from page to page or stand apart from the body."""
    zones = [_zones(page) for page in pages]
    seen = Counter(key for head, foot in zones for key in {*map(_key, head), *map(_key, foot)})
    return [
        (_outer(head, page, seen, at_head=True), _outer(foot, page, seen, at_head=False)[::-1])
        for page, (head, foot) in zip(pages, zones, strict=True)
    ]


def _zones(page: Page) -> tuple[Block, Block]:
    """The rows in the bands at the head and the foot of a page, from the edge inwards."""
    head = [line for line in page.lines if line.bottom > page.height * (1 - _BAND)]
    foot = [line for line in page.lines if line.top < page.height * _BAND]
    rows = [printed([row_of([line]) for line in band], page.rtl) for band in (head, foot)]
    return rows[0], rows[1][::-1]


def _key(row: Row) -> str:
    """What stays the same of a running head: its words without their order, any number as 0."""
    return " ".join(sorted(word for line in row.lines for word in _DIGITS.sub("0", line.text).split()))


def _outer(rows: Block, page: Page, seen: Counter[str], *, at_head: bool) -> Block:
    """The rows from the edge inwards, as long as each repeats on another page or has white between it and the next.

    Within rows that repeat, one that does not is the body's, whatever white the paragraphs at its edge leave.
    """
    outer: Block = []
    for row in rows[:4]:
        repeats = seen[_key(row)] > 1
        if not repeats and (not _apart(row, page, at_head, 1.5) or any(seen[_key(other)] > 1 for other in outer)):
            break
        outer.append(row)
    while len(outer) > 1 and not _apart(outer[-1], page, at_head, 0.4):
        outer.pop()
    return outer


def _apart(row: Row, page: Page, at_head: bool, white: float) -> bool:
    """Whether there is white of so many times its height between a row and all that stands further in."""
    if at_head:
        inner = max((line.top for line in page.lines if line.top < row.bottom + 2), default=0.0)
        return row.bottom - inner > white * (row.top - row.bottom)
    inner = min((line.bottom for line in page.lines if line.bottom > row.top - 2), default=page.height)
    return inner - row.top > white * (row.top - row.bottom)


# --- pieces and marks ----------------------------------------------------------------------------------------------


def _pieces(blocks: Sequence[Block], page: Page, base: int) -> Iterator[Piece]:
    """The pieces of a page: each line, and each line's end; lines that leave the stream's order are marked so."""
    source, orders = page.text + "\f", dict(page.orders)
    reached = min((line.start for line in page.lines), default=len(source))
    if reached:
        text, rule = _ending(source[:reached], "")
        yield Piece(Span(base, base + reached), text, "blank-line" if rule == "cell" else rule)
    for row in (row for block in blocks for row in block):
        for number, line in enumerate(row.lines):
            rule = "" if line.start == reached else "column"
            if line.end > line.start:
                order = orders.get(line.start)
                if order:
                    yield from _reordered(order, line, page.swapped, base)
                else:
                    yield from _letters((line.start, line.end), line, rule, page.swapped, base)
            wanted = _between(line, row.lines[number + 1]) if number + 1 < len(row.lines) else "\n"
            yield Piece(Span(base + line.end, base + line.stop), *_ending(source[line.end : line.stop], wanted))
            reached = line.stop


def _letters(span: tuple[int, int], line: Line, rule: str, swapped: Sequence[int], base: int) -> Iterator[Piece]:
    """The pieces of a range of a line, letters that one shape stands for put in the order in which they are read."""
    at, end = span
    for place in swapped[bisect_left(swapped, at) :]:
        if place + 1 >= end:
            break
        if place > at:
            yield Piece(Span(base + at, base + place), line.text[at - line.start : place - line.start], rule)
        for letter in (place + 1, place):
            yield Piece(Span(base + letter, base + letter + 1), line.text[letter - line.start], "visual-order")
        at = place + 2
    yield Piece(Span(base + at, base + end), line.text[at - line.start : end - line.start], rule)


def _reordered(order: Order, line: Line, swapped: Sequence[int], base: int) -> Iterator[Piece]:
    """The pieces of a line in the order in which it is read, brackets turned that open the wrong way."""
    for start, stop, became in _runs_of(order):
        if became:
            yield Piece(Span(base + start, base + stop), became, "mirrored-bracket")
        else:
            yield from _letters((start, stop), line, "visual-order", swapped, base)


def _runs_of(order: Order) -> Order:
    """The ranges of an order, those made one that follow each other in the text and stay as they are."""
    runs: Order = []
    for start, stop, became in order:
        if runs and not became and runs[-1][1:] == (start, ""):
            runs[-1] = runs[-1][0], stop, ""
        else:
            runs.append((start, stop, became))
    return runs


def _between(line: Line, following: Line) -> str:
    """What stands between two cells of a printed line: nothing before what touches, a tab where the gap is wide."""
    gap = max(following.left - line.right, line.left - following.right)
    size = min(line.top - line.bottom, following.top - following.bottom)
    if gap > 2 * size:
        return "\t"
    touches = gap < 0.15 * size and not line.text.endswith((".", "…"))  # a leader's last dot belongs to no word
    return "" if touches or line.text.endswith((" ", "\u3000")) else " "


def _ending(source: str, wanted: str) -> tuple[str, str]:
    """What the end of a line becomes, and by which rule."""
    if "\ufffe" in source:
        return "-" + wanted, "hyphen-mark"
    if wanted != "\n":
        return wanted, "cell"
    if source == "\f":
        return wanted, "page-break"
    if source in ("\r\n", "\r"):
        return wanted, "line-end"
    return wanted, "blank-line" if "\n" in source or "\f" in source else "column-break"


def _marks(body: Sequence[Block], furniture: Block, page: Page, base: int) -> Iterator[Mark]:
    """The marks of a page: where paragraphs open, what repeats at its head and foot, bold and italic runs."""
    fences = {row.lines[0].start for row in furniture}
    for row in furniture:
        for line in row.lines:
            yield Mark(Span(base + line.start, base + line.end), "furniture")
    for block in body:
        fences.add(block[0].lines[0].start)
        yield from _raised(block, base)
        for row in _openings(block, page.rtl):
            start = row.lines[0].start
            fences.add(start)
            yield Mark(Span(base + start, base + start + 1), "indent")
    for start, end, kind in _runs(page.styles, fences):
        yield Mark(Span(base + start, base + end), kind)


def _raised(block: Block, base: int) -> Iterator[Mark]:
    """Lines of the stream that are raised letters of a printed line."""
    for row in block:
        tallest = max(row.lines, key=lambda line: line.top - line.bottom)
        for line in row.lines:
            if line is not tallest and is_raised(line.bottom, line.top, tallest.bottom, tallest.top):
                yield Mark(Span(base + line.start, base + line.start + len(line.text.rstrip())), "superscript")


def _runs(styles: Iterable[Style], fences: set[int]) -> Iterator[Style]:
    """Styles of one kind that only a line end or blanks part, made one; none runs over a fence, where a paragraph opens."""
    last: dict[str, Style] = {}
    for style in styles:
        before = last.get(style.kind)
        if before and style.start - before.end <= 3 and style.start not in fences:
            last[style.kind] = Style(before.start, style.end, style.kind)
            continue
        if before:
            yield before
        last[style.kind] = style
    yield from last.values()


def _openings(block: Block, rtl: bool) -> Iterator[Row]:
    """The rows of a block with which a paragraph opens: after white, set in, or set out from a block that is set in.

    A row that is set in as the one above is opens one too if that one ended, and it goes on in a row that is not set in.
    """
    edges = [-row.right if rtl else row.left for row in block]
    ends = [-row.left if rtl else row.right for row in block]
    margin = max(ends)
    steps = [above.bottom - row.bottom for above, row in pairwise(block)]
    pitch = _pitch(steps)
    before, opened = edges[0], False
    for number, row in enumerate(block):
        least = 0.6 * (row.top - row.bottom)
        inset = edges[number] - before
        outset = edges[number] - edges[number + 1] if number + 1 < len(block) else least + 1
        spaced = number > 0 and steps[number - 1] > 1.3 * pitch
        inner = 0 < number < len(block) - 1 and not _goes_on(block[number - 1], row, margin - ends[number - 1])
        goes_on = inner and _goes_on(row, block[number + 1], margin - ends[number])
        set_in = (inset > least or not number or goes_on) and outset > least and len(block) > 1
        opened = spaced or set_in or (-inset > least and number > 0 and not opened)
        before = edges[number]
        if opened:
            yield row


def _goes_on(row: Row, after: Row, room: float) -> bool:
    """Whether a row ends within a sentence, and the first word of the next had no room on it."""
    words, below = ("".join(line.text for line in each.lines).strip() for each in (row, after))
    if not words or not below or words[-1] in _STOPS:
        return False
    return room < (after.right - after.left) * (len(below.split()[0]) + 1) / len(below)


def _pitch(steps: Sequence[float]) -> float:
    """The usual distance of two lines, which is nearer to the small distances than to those between paragraphs."""
    forward = sorted(step for step in steps if step > 1)
    return median(forward[: max(1, len(forward) * 2 // 3)]) if forward else 1000.0
