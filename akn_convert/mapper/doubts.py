"""What a mapped text makes one doubt: findings about words, each with its place in the source."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from akn_convert.findings import Finding, Place, finding
from akn_convert.grammar import Grammar
from akn_convert.grammar.openers import opened
from akn_convert.mapper.cast import Cast
from akn_convert.model import Record, Speech
from akn_convert.text import Cut, Text

# Words of the note that stand in a broken font 29 code points below: the distance from glyph numbers to ASCII.
_FONT = 29
_SHIFTED = ["".join(chr(ord(c) - _FONT) for c in w) for w in ("verbatimrecords", "documents", "undocs")]
_MOST = 60  # characters of the text that a sentence repeats


def placed(findings: Iterable[Finding], text: Text) -> tuple[Finding, ...]:
    """The findings with their ranges of the clean text as ranges of the source."""
    return tuple(_placed(found, text) if found.span else found for found in findings)


def _placed(found: Finding, text: Text) -> Finding:
    assert found.span
    return replace(found, span=Place(*text.place_of(Cut(found.span.start, found.span.end))))


def about(record: Record, clean: str, lines: list[Cut], cast: Cast) -> Iterator[Finding]:
    """What is odd about the record of a meeting: somebody must speak in it, it must end, and its words must be words."""
    yield from _misread(clean, cast)
    yield from _shifted(clean)
    if not any(isinstance(i, Speech) for s in record.sections for i in s.items):
        yield finding("no-speech")
    elif not any(section.name == "conclusion" for section in record.sections):
        yield finding("no-closing", span=lines[-1])


def second(clean: str, lines: list[Cut], after: int | None, grammar: Grammar) -> Iterator[Finding]:
    """Where another document begins behind the words of this one (`after`, None where they do not end)."""
    words = grammar.statements
    begins = words.title.pattern.fullmatch, words.formula.pattern.match, opened(grammar).match
    behind = (cut for cut in lines if after is not None and cut.start >= after)
    first = next((cut for cut in behind if any(begin(clean, *cut) for begin in begins)), None)
    if first:
        yield finding("second-document", span=first, words=clean[first.start : first.end][:_MOST])


def _misread(clean: str, cast: Cast) -> Iterator[Finding]:
    """The names of States that are printed with a slip, each where it stands first."""
    for printed, name in cast.misread.items():
        at = clean.find(printed)
        yield finding("misread-state", span=(at, at + len(printed)) if at >= 0 else None, printed=printed, name=name)


def _shifted(clean: str) -> Iterator[Finding]:
    """Words of the cover's note in a font whose table of letters is shifted: they stay as they are, but are told of."""
    for at, words in sorted((clean.find(words), words) for words in _SHIFTED if words in clean)[:1]:
        meant = "".join(chr(ord(c) + _FONT) for c in words)
        yield finding("shifted-letters", span=(at, at + len(words)), words=words, meant=meant)
