"""What a mapped text makes one doubt: findings about words, each with its place in the source."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from akn_convert.findings import Finding, Place, finding
from akn_convert.grammar import Grammar
from akn_convert.grammar.openers import opened
from akn_convert.mapper.cast import Cast
from akn_convert.mapper.verbatim.sitting import MOST_QUOTED
from akn_convert.model import Record, Remark, Speech, Statement
from akn_convert.text import Cut, Text

# Words of the note that stand in a broken font 29 code points below: the distance from glyph numbers to ASCII.
_FONT = 29
_SHIFTED = ["".join(chr(ord(c) - _FONT) for c in w) for w in ("verbatimrecords", "documents", "undocs")]


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


def second(record: Record, clean: str, lines: list[Cut], grammar: Grammar) -> Iterator[Finding]:
    """Where another document begins, behind the line that ends the meeting or the sentence that opens the statement."""
    words, own = grammar.statements, next(_own(record), None)
    begins = words.title.pattern.fullmatch, words.formula.pattern.match, opened(grammar).match
    behind = (cut for cut in lines if own is not None and cut.start >= own.end)
    first = next((cut for cut in behind if any(begin(clean, *cut) for begin in begins)), None)
    if first:
        yield finding("second-document", span=first, words=clean[first.start : first.end][:MOST_QUOTED])


def _own(record: Record) -> Iterator[Cut]:
    """The lines of a document after which another of its kind may begin."""
    if isinstance(record.body, Statement):
        yield from (sentence.cut for sentence in record.body.formula)
    items = (item for section in record.sections if section.name == "conclusion" for item in section.items)
    yield from (item.line.cut for item in items if isinstance(item, Remark))


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
