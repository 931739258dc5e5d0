"""Language versions of one meeting side by side: rows in which every version says the same thing.

Versions are aligned by capacity, delegation and order, with the eId as the tie-break: a version that lost its cover
numbers its sections otherwise, and names are spelled otherwise in every language.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from akn_convert.exports.document import Document, Item, Paragraph, Remark, SpeechPart


@dataclass(frozen=True, slots=True)
class Cell:
    """A thing of one version: the headings of a section, or an item; `key` is what other versions know it by."""

    eId: str
    key: tuple[str, ...]
    thing: Item | tuple[Paragraph, ...]


Row = dict[str, Cell]

# Above this many comparisons the plain order is taken: no real meeting comes near it.
_LIMIT = 4_000_000


def cells(document: Document) -> list[Cell]:
    """What a document is made of, in printed order."""
    found: list[Cell] = []
    for section in (*document.sections, *document.annexes):
        if section.headings:
            found.append(Cell(section.eId, ("heading", section.name), section.headings))
        found.extend(Cell(item.eId, _key(item, section.name), item) for item in section.items)
    return found


def aligned(versions: Mapping[str, Document]) -> list[Row]:
    """The rows of several versions, by language; a version that lacks something has no cell in that row."""
    rows: list[Row] = []
    for language, document in versions.items():
        rows = _merged(rows, cells(document), language)
    return rows


def _key(item: Item, section: str) -> tuple[str, ...]:
    match item:
        case SpeechPart(capacity=capacity, country=country, by=by):
            return "speech", capacity, country or by
        case Remark(kind=kind, target=target):
            return kind, target
        case Paragraph():
            return "p", section
    return (type(item).__name__,)


def _merged(rows: list[Row], new: list[Cell], language: str) -> list[Row]:
    """The rows with a version added: each of its cells in the row it fits, or in a row of its own."""
    merged: list[Row] = []
    i = j = 0
    for next_i, next_j in [*_pairs([next(iter(row.values())) for row in rows], new), (len(rows), len(new))]:
        merged += rows[i:next_i]
        merged += [{language: cell} for cell in new[j:next_j]]
        if next_i < len(rows):
            merged.append({**rows[next_i], language: new[next_j]})
        i, j = next_i + 1, next_j + 1
    return merged


def _pairs(old: Sequence[Cell], new: Sequence[Cell]) -> list[tuple[int, int]]:
    """Which cells belong together, as growing pairs of indices: what is alike at both ends first, the rest by score."""
    start = 0
    while start < min(len(old), len(new)) and _score(old[start], new[start]) == 3:
        start += 1
    end = 0
    while end < min(len(old), len(new)) - start and _score(old[-1 - end], new[-1 - end]) == 3:
        end += 1
    middle = _best(old[start : len(old) - end], new[start : len(new) - end])
    tail = [(len(old) - k, len(new) - k) for k in range(end, 0, -1)]
    pairs = [(k, k) for k in range(start)] + [(i + start, j + start) for i, j in middle] + tail
    assert all(a < b and c < d for (a, c), (b, d) in pairwise(pairs))
    return pairs


def _score(one: Cell, other: Cell) -> int:
    """How well two cells fit: 0 not at all, 2 by what they are, 3 with the same eId besides."""
    return 0 if one.key != other.key else 2 + (one.eId == other.eId)


def _best(old: Sequence[Cell], new: Sequence[Cell]) -> list[tuple[int, int]]:
    """The pairs of the highest total score (dynamic programming, quadratic in what differs)."""
    if len(old) * len(new) > _LIMIT:
        return [(k, k) for k in range(min(len(old), len(new))) if _score(old[k], new[k])]
    totals = [[0] * (len(new) + 1) for _ in range(len(old) + 1)]
    for i in range(len(old) - 1, -1, -1):
        row, below = totals[i], totals[i + 1]
        for j in range(len(new) - 1, -1, -1):
            score = _score(old[i], new[j])
            row[j] = max(below[j], row[j + 1], below[j + 1] + score if score else 0)
    return _traced(old, new, totals)


def _traced(old: Sequence[Cell], new: Sequence[Cell], totals: list[list[int]]) -> list[tuple[int, int]]:
    pairs: list[tuple[int, int]] = []
    i = j = 0
    while i < len(old) and j < len(new):
        score = _score(old[i], new[j])
        if score and totals[i][j] == totals[i + 1][j + 1] + score:
            pairs.append((i, j))
            i, j = i + 1, j + 1
        elif totals[i][j] == totals[i + 1][j]:
            i += 1
        else:
            j += 1
    return pairs
