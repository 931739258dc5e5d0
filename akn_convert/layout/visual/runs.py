"""Reading order within a line that was taken from the page from left to right, though it is read from right to left.

Such a line is a row of runs, the last one first; inside a run the letters are in order. A run ends for certain at a
number or a Latin word, and where two letters touch that no word has side by side. Such a text prints lam and alef in the
other order: the words given here are those printed, before that is undone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

Range = tuple[int, int]

LETTER = "[\u0621-\u064a\u0671-\u06d3]"
_LATIN_WORD = r"[A-Za-z](?:[A-Za-z0-9_./@+:&'\-]*[A-Za-z0-9+])?"
_LATIN_WORDS = rf"{_LATIN_WORD}(?:,? (?:\({_LATIN_WORD}\)|{_LATIN_WORD}))*"
_NUMBER = r"\d+(?:[/.,:\-–]\d+)*%?"
LATIN = re.compile(rf"\((?:{_LATIN_WORDS}|{_NUMBER})\)|{_LATIN_WORDS}|{_NUMBER}")
_HAS_LETTER = re.compile(LETTER)
_MIRRORED = re.compile(r"^[^()]*\)")
# Brackets beside a number stand where the eye sees them; those beside words belong to the words.
_AFTER_LATIN = re.compile(r"\(*\s*")
_BEFORE_LATIN = re.compile(r"(?:(?<!\s)\s++\)*+|(?<![\s)])\)++|)$")
_SINGLE = re.compile(r"\s+|\S")
# Seams: letters that end a word and signs that end a sentence, with a letter right behind them; a letter right before a
# bracket that opens, or behind one that closes; a lam and an alef in their order, where all others of the text changed
# places; a stem that nothing but its own small words may precede.
_SEAMS = re.compile(
    rf"(?<=[ةى])(?={LETTER})(?!ء)"
    rf"|(?<={LETTER}{LETTER}[.،؛؟])(?={LETTER})"
    rf"|(?<=[)”»][.،؛؟])(?={LETTER})"
    rf"|(?<={LETTER}{LETTER})(?=[\[(]{LETTER})|(?<=[\])])(?={LETTER})"
    r"|(?<=ل)(?=[أإآا](?!ل))"
    rf"|(?<={LETTER}[^\Wوفبكلساأ_])(?=إ)"
)


def reading_order(words: str) -> list[Range]:
    """The ranges of a line's characters in the order in which they are read; one range where nothing moves.

    The ranges cover the line and are in characters, half-open.
    """
    if not _HAS_LETTER.search(words) and not _MIRRORED.search(words):
        return [(0, len(words))]
    return list(_runs(words))[::-1]


def _runs(words: str) -> Iterator[Range]:
    """The runs of a line as printed, from left to right: they cover it."""
    reached, after = 0, False
    for found in LATIN.finditer(words):
        yield from _between(words, reached, found.start(), after, True)
        yield found.span()
        reached, after = found.end(), True
    yield from _between(words, reached, len(words), after, False)


def _between(words: str, start: int, end: int, after: bool, before: bool) -> Iterator[Range]:
    """The runs between two numbers or Latin words, or between one and the edge of the line."""
    if not _HAS_LETTER.search(words, start, end):
        if after or before:
            yield from (found.span() for found in _SINGLE.finditer(words, start, end))
        elif start < end:
            yield start, end
        return
    low = _AFTER_LATIN.match(words, start, end).end() if after else start  # type: ignore[union-attr]
    found = _BEFORE_LATIN.search(words[:end], low) if before else None
    high = found.start() if found else end
    yield from (found.span() for found in _SINGLE.finditer(words, start, low))
    yield from _parts(words, low, high)
    yield from (found.span() for found in _SINGLE.finditer(words, high, end))


def _parts(words: str, start: int, end: int) -> Iterator[Range]:
    """A run of words, divided where two runs must have been set side by side."""
    for at in seams(words, start, end):
        yield start, at
        start = at
    if start < end:
        yield start, end


def seams(words: str, start: int, end: int) -> list[int]:
    """Where, inside a range, two runs touch for certain: offsets, in order."""
    return [found.start() for found in _SEAMS.finditer(words, start, end) if start < found.start() < end]
