"""The note at the foot of the first page goes to the cover: it stands in the middle of what somebody says there."""

from __future__ import annotations

import re

from akn_convert.grammar import Grammar
from akn_convert.grammar.clock import find_day
from akn_convert.grammar.openers import cover_end
from akn_convert.text import Cut, Text

_LINE = re.compile(r"\S[^\n]*")
_LONGEST = 14  # lines of a note before the job number under it
_FIRST_PAGE = 12_000  # characters of a first page, where pages are not known
_IMPRINT = re.compile(r"\d{2}-\d{5}(?:\s?\([ACEFRS]\))?|\*\d{6,8}\*|[AS]/\S{3,20}")


def lift_note(text: Text, grammar: Grammar) -> Text:
    """The text with the note on corrections, and the job number under it, moved before the meeting begins."""
    end = cover_end(text.clean, grammar)
    note = _note(text, grammar, end) if end else None
    if not end or not note:
        return text
    rest = Cut(end, note.start), Cut(note.end, len(text.clean))
    return text.arranged([(Cut(0, end), ""), (note, "note"), *((cut, "") for cut in rest)])


def _note(text: Text, grammar: Grammar, start: int) -> Cut | None:
    """Where the note stands on the first page: from its opening words to the last line of the imprint under it."""
    begun, last, awaited = -1, -1, _LONGEST
    for line in _LINE.finditer(text.clean, start, _page_end(text, start)):
        words = line[0].strip()
        opens = grammar.cover.note.pattern.match(words)
        if begun < 0:
            begun = line.start() if opens else -1
        elif _is_imprint(words, grammar) or (opens and last > 0):
            last = line.end()
        elif last > 0 or not (awaited := awaited - 1):
            break
    is_whole = 0 <= begun < last < len(text.clean)  # with the line end that parts it from what it will stand before
    return Cut(begun, last + 1) if is_whole else None


def _is_imprint(words: str, grammar: Grammar) -> bool:
    if _IMPRINT.fullmatch(words) or (len(words) < 60 and grammar.cover.imprint.pattern.match(words)):
        return True
    day = find_day(words, grammar) if len(words) < 30 else None
    return day is not None and day.end - day.start == len(words)


def _page_end(text: Text, start: int) -> int:
    """Where the second page begins in the clean text."""
    if len(text.pages) < 2:
        return min(len(text.clean), start + _FIRST_PAGE)
    at = 0
    for piece in text.pieces:
        if piece.source.start >= text.pages[1]:
            return at
        at += len(piece.text)
    return at
