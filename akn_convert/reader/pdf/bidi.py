"""Lines of a right-to-left page in the order in which they are read, from where their signs stand on the page.

pdfium turns such lines round itself: Arabic words come out right, but what is read from the left comes out in parts
("/2024/368S"), and brackets turned or not. So the words are put side by side as they are printed, and read again by the
rules that printed them (Unicode Standard Annex 9). Where two readings have one print, that one is taken which records
have: a number in brackets of its own is no part of the symbol beside it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple
from unicodedata import combining

RTL = re.compile("[\u0590-\u065f\u066a-\u06ef\u06fa-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_WORDS = re.compile(rf"(?P<R>{RTL.pattern}+)|(?P<N>\d)|(?P<L>[^\W\d_])|(?P<O>([.…·_])\5*|\S)")
_RTL_WORD = re.compile(f"{RTL.pattern}{{2,}}")
_BLANK = re.compile(r"\s+")
_PAIRS = {"(": "()", ")": "()", "[": "[]", "]": "[]", "«": "«»", "»": "«»"}
_SEPARATORS = frozenset("/.,:-\u2010\u2011\u2013")  # of which one joins two numbers to one
_STOPS = frozenset(".,:;!?")
_TOUCHES = 0.07  # share of the line's height: narrower white is none
_OF_A_BLANK = 0.65  # share of the narrowest printed blank of the line: likewise
_LONGEST = 1_000  # characters; what has more was never printed on one line, and is left as it is
_CELL = 2.0  # times the line's height: wider white parts two cells

# Half-open ranges of pdfium's text in the order of reading, each with what it becomes: nothing else where it is "".
Order = list[tuple[int, int, str]]
# Left, bottom, right and top of the cell of a character, by its offset, in points from the lower left of the page.
Box = Callable[[int], tuple[float, float, float, float]]


class _Word(NamedTuple):
    """A range that is read in one go: right-to-left letters ("R"), Latin ones ("L"), a number ("N"), one other sign ("O")."""

    kind: str
    start: int
    stop: int
    text: str
    left: float
    bottom: float
    right: float
    top: float


class Ordered(NamedTuple):
    """A line in the order of reading, and the box around all of it."""

    order: Order
    left: float
    bottom: float
    right: float
    top: float


def is_mixed(text: str) -> bool:
    """Whether a printed line has signs other than right-to-left letters, which pdfium may have put in another place."""
    return len(text) <= _LONGEST and any(not char.isspace() and not RTL.match(char) for char in text)


def is_turned(text: str, start: int, box: Box) -> bool:
    """Whether a line has a right-to-left word whose letters pdfium left in the order of the eye, as Skia draws some."""
    if len(text) > _LONGEST:
        return False
    words = ((start + found.start(), found[0]) for found in _RTL_WORD.finditer(text))
    return any(_goes_right(_bases(word), at, box) for at, word in words)


def ordered(text: str, start: int, box: Box) -> Ordered:
    """A line of pdfium's text, which begins at `start`, in the order in which it is read."""
    words = sorted(_words(text, start, box), key=lambda word: word.left + word.right)
    low, high = min(word.bottom for word in words), max(word.top for word in words)
    touching = max(_TOUCHES * (high - low), _OF_A_BLANK * _blank(text, start, box))
    near = [after.left - before.right < touching for before, after in pairwise(words)]
    blanks = _placed(text, start, box, words, near)
    order: Order = []
    depth = 0
    for index, forward, gap in _reading(words, near, high - low):
        order += blanks.get(gap, ())
        word, became = words[index], ""
        if pair := _PAIRS.get(word.text):
            closes = _closes(words, near, index, forward=forward, depth=depth)
            depth += -1 if closes else 1
            became = "" if pair[closes] == word.text else pair[closes]
        order += _letters(word, box) if word.kind == "R" else [(word.start, word.stop, became)]
    order += blanks.get(0, ())
    return Ordered(order, words[0].left, low, max(word.right for word in words), high)


# --- words ---------------------------------------------------------------------------------------------------------


def _words(text: str, start: int, box: Box) -> list[_Word]:
    """The words of a line as pdfium orders them; those that are read from the left are put together sign by sign."""
    words: list[_Word] = []
    for found in _WORDS.finditer(text):
        kind = found.lastgroup or ""
        first, last = box(start + found.start()), box(start + found.end() - 1)
        word = _Word(
            kind,
            start + found.start(),
            start + found.end(),
            found[0],
            min(first[0], last[0]),
            min(first[1], last[1]),
            max(first[2], last[2]),
            max(first[3], last[3]),
        )
        if words and kind in "NL" and _follows(words[-1], word):
            words[-1] = _joined(words[-1], word)
        else:
            words.append(word)
    return words


def _follows(before: _Word, word: _Word) -> bool:
    return before.kind == word.kind and before.stop == word.start and (word.left + word.right) / 2 >= before.left


def _joined(a: _Word, b: _Word) -> _Word:
    box = min(a.left, b.left), min(a.bottom, b.bottom), max(a.right, b.right), max(a.top, b.top)
    return _Word(a.kind, a.start, b.stop, a.text + b.text, *box)


def _letters(word: _Word, box: Box) -> Order:
    """The letters of a right-to-left word: as they are, or from the right where they stand in the order of the eye."""
    bases = _bases(word.text)
    if not _goes_right(bases, word.start, box):
        return [(word.start, word.stop, "")]
    middles = [_middle(box(word.start + at)) for at in range(len(word.text))]
    bases.sort(key=lambda base: -middles[base])
    edges = [-(middles[one] + middles[other]) / 2 for one, other in pairwise(bases)]
    clusters = [[base] for base in bases]
    for at, char in enumerate(word.text):
        if combining(char):  # a mark follows the letter over or under which it is printed
            clusters[bisect_left(edges, -middles[at])].append(at)
    return [(word.start + at, word.start + at + 1, "") for cluster in clusters for at in cluster]


def _goes_right(bases: Sequence[int], start: int, box: Box) -> bool:
    """Whether the last of these letters stands to the right of the first."""
    return len(bases) > 1 and _middle(box(start + bases[0])) < _middle(box(start + bases[-1]))


def _bases(word: str) -> list[int]:
    """Where the letters of a word are that are no marks upon others."""
    return [at for at, char in enumerate(word) if not combining(char)]


def _middle(cell: tuple[float, float, float, float]) -> float:
    return (cell[0] + cell[2]) / 2


# --- the order of reading ------------------------------------------------------------------------------------------


def _reading(words: Sequence[_Word], near: Sequence[bool], height: float) -> Iterator[tuple[int, bool, int]]:
    """Each word in the order of reading: its place in print from the left, whether it is one of several that are read
    from the left, and the gap before it, of which number n is to the left of the word n.
    """
    for start, stop in reversed(list(_runs(words, near, height))):
        for index in range(start, stop):
            yield index, stop - start > 1, stop if index == start else index


def _runs(words: Sequence[_Word], near: Sequence[bool], height: float) -> Iterator[tuple[int, int]]:
    """The print from the left in runs that are read from the left; a right-to-left word is one of its own.

    A line without such words is read from the left if its stop stands at the right.
    """
    if words and words[0].text not in _STOPS and all(word.kind != "R" for word in words):
        yield 0, len(words)
        return
    start = 0
    while start < len(words):
        stop = _end_of_run(words, near, start, height) if words[start].kind in "LN" else start + 1
        yield start, stop
        start = stop


def _end_of_run(words: Sequence[_Word], near: Sequence[bool], start: int, height: float) -> int:
    last, lettered = start, words[start].kind == "L"
    for index in range(start + 1, len(words)):
        word = words[index]
        if word.kind == "R" or word.left - words[index - 1].right > _CELL * height:
            break
        if word.kind == "O":
            continue
        if not _goes_on(words, near, last, index, lettered=lettered):
            break
        last, lettered = index, lettered or word.kind == "L"
    return last + 1


def _goes_on(words: Sequence[_Word], near: Sequence[bool], last: int, index: int, *, lettered: bool) -> bool:
    """Whether what is read from the left goes on with a word: after Latin letters nearly all does, a number's parts touch."""
    if lettered and words[index].kind == "L":
        return True
    touching, between = all(near[last:index]), words[last + 1 : index]
    if not lettered:
        return touching and all(word.text in _SEPARATORS for word in between) and len(between) < 2
    if any(word.text in _PAIRS for word in between):
        enclosed = index + 1 < len(words) and near[index] and words[index + 1].text in _PAIRS
        return not enclosed
    return touching or words[last].kind == "L"


# --- brackets and blanks -------------------------------------------------------------------------------------------


def _closes(words: Sequence[_Word], near: Sequence[bool], index: int, *, forward: bool, depth: int) -> bool:
    """Whether a bracket closes: it touches a word before it and none after it; where that does not tell, if one is open."""
    left, right = _touches(words, near, index, -1), _touches(words, near, index, 1)
    if left == right:
        return depth > 0
    return left if forward else right


def _touches(words: Sequence[_Word], near: Sequence[bool], index: int, step: int) -> bool:
    """Whether a word stands on a side of a bracket without white between, other signs passed over."""
    at = index
    while 0 <= at + step < len(words) and near[min(at, at + step)]:
        at += step
        if words[at].kind != "O":
            return True
    return False


def _blank(text: str, start: int, box: Box) -> float:
    """How wide the narrowest blank of a line is that is printed, not made up by pdfium; 0 where none is."""
    cells = (box(start + found.start()) for found in _BLANK.finditer(text))
    return min((right - left for left, _, right, _ in cells if right > left), default=0.0)


def _placed(text: str, start: int, box: Box, words: Sequence[_Word], near: Sequence[bool]) -> Mapping[int, Order]:
    """The blanks of a line by the gap that they stand in: that between the words beside them in the text, if these are
    beside each other in print, else the nearest; for one that pdfium made up, which has no width, the nearest with white.
    """
    before = {word.stop: index for index, word in enumerate(words)}
    after = {word.start: index for index, word in enumerate(words)}
    wide = [0, *(index for index, touches in enumerate(near, 1) if not touches), len(words)]
    placed: dict[int, Order] = defaultdict(list)
    for blank in _BLANK.finditer(text):
        low, high = start + blank.start(), start + blank.end()
        sides = sorted((before.get(low, -9), after.get(high, -9)))
        gap = sides[1]
        if gap - sides[0] != 1 or near[sides[0]]:
            left, _, right, _ = box(low)
            gap = _nearest(range(len(words) + 1) if right > left else wide, words, (left + right) / 2)
        placed[gap].append((low, high, ""))
    return placed


def _nearest(gaps: Iterable[int], words: Sequence[_Word], middle: float) -> int:
    """The gap that is nearest to a place; to the left of the word of its number."""

    def distance(gap: int) -> float:
        low = words[gap - 1].right if gap else middle
        high = words[gap].left if gap < len(words) else middle
        return max(low - middle, middle - high)

    return min(gaps, key=distance)
