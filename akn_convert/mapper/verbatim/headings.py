"""Headings: known by their words, by the agenda on the cover, by how they are set, or by their place."""

from __future__ import annotations

import re

from akn_convert.grammar.clock import named, named_span, number
from akn_convert.grammar.openers import openings
from akn_convert.mapper.verbatim.sitting import Sitting
from akn_convert.model import Inline, Paragraph
from akn_convert.text import Cut

_NUMBERED = re.compile(r"(?:\d{1,3}|[一二三四五六七八九十]{1,3})\s?[.．)]\s*(?=[^\W\d])")
_NUMBERED_TITLES_UNTIL = 1980  # later records number neither titles nor paragraphs
_NO_LETTERS = re.compile(r"[\W_]+")
_LONGEST = 400  # characters of a heading


def take(sitting: Sitting, index: int) -> int:
    """A heading opens a section; the lines of headings that follow it stand under it. 0 where the line is none."""
    kind = _kind(sitting, index)
    if not kind:
        return 0
    taken = 1
    first = sitting.lines[index]
    if _goes_on(sitting, kind):
        sitting.add_heading(_paragraph(sitting, first))
        return 1
    sitting.begin_section(kind, _concept(sitting, index, kind), _paragraph(sitting, first))
    while index + taken < len(sitting.lines) and _is_further(sitting, index + taken, kind):
        sitting.add_heading(_paragraph(sitting, sitting.lines[index + taken]))
        taken += 1
    return taken


def title_key(words: str) -> str:
    """The letters and digits of a title without its number, folded: blanks, capitals and numbers may differ."""
    return _NO_LETTERS.sub("", _NUMBERED.sub("", words).casefold())


def _kind(sitting: Sitting, index: int) -> str:
    """The name of the section that a line opens; "" where it is no heading."""
    cut, words = sitting.lines[index], sitting.line(index)
    if len(words) > _LONGEST:
        return ""
    rules = sitting.grammar.headings
    numbered = _NUMBERED.match(words) if words[0].isnumeric() else None
    if rules.adoption.pattern.fullmatch(words, numbered.end() if numbered else 0):
        return "adoptionOfAgenda"
    if rules.item.pattern.match(words) or _on_agenda(sitting, words):
        return "agendaItem"
    if numbered and _is_numbered_title(sitting, index):
        return "agendaItem"
    set_apart = sitting.marked.get(cut.start, frozenset()) & {"heading", "bold"}
    if set_apart or (_speechless(sitting) and not _is_words(sitting, words)):
        return "procedural" if rules.procedural.pattern.match(words) else "agendaItem"
    if rules.procedural.pattern.fullmatch(words) and _opens_next(sitting, index):
        return "procedural"
    return ""


def _is_numbered_title(sitting: Sitting, index: int) -> bool:
    """Whether a numbered line of an old record is a title: it does not end as a sentence, and somebody speaks next."""
    year, last = sitting.year, sitting.line(index)[-1]
    old = year is not None and year < _NUMBERED_TITLES_UNTIL
    return old and last not in sitting.grammar.language.terminals and _opens_next(sitting, index)


def _on_agenda(sitting: Sitting, words: str) -> bool:
    """Whether the cover's agenda prints these words as an item."""
    return len(words) <= 2 * max(map(len, sitting.titles), default=0) and title_key(words) in sitting.titles


def _speechless(sitting: Sitting) -> bool:
    """Whether nobody has had the floor since the agenda was adopted: what stands here are headings."""
    last = sitting.sections[-1].name if sitting.sections else ""
    return last in ("adoptionOfAgenda", "openingSection") and not sitting.has_floor


def _is_words(sitting: Sitting, words: str) -> bool:
    return words[-1] in ".。؟!?:：" and len(words) > 60


def _opens_next(sitting: Sitting, index: int) -> bool:
    """Whether the next line opens a paragraph of its own, as what follows a heading does."""
    following = index + 1
    return following < len(sitting.lines) and _opens(sitting, following)


def _opens(sitting: Sitting, index: int) -> bool:
    return sitting.lines[index].start in openings(sitting.clean, sitting.grammar)


def _goes_on(sitting: Sitting, kind: str) -> bool:
    """Whether a heading stands directly under another, as a title under "Agenda item 15" does."""
    return kind != "adoptionOfAgenda" and sitting.section_is_empty and sitting.sections[-1].name == "agendaItem"


def _is_further(sitting: Sitting, index: int, kind: str) -> bool:
    """Whether a line under a heading belongs to it: nothing else can stand before somebody speaks."""
    if kind == "adoptionOfAgenda" or _opens(sitting, index):
        return False
    return len(sitting.line(index)) <= _LONGEST and not _is_words(sitting, sitting.line(index))


def _paragraph(sitting: Sitting, cut: Cut) -> Paragraph:
    """The heading's line: "(continued)" is a stage of the item."""
    found = sitting.grammar.headings.continued.pattern.search(sitting.clean, cut.start, cut.end)
    span = named_span(found, "stage") if found else None
    if not span:
        return sitting.inlines.paragraph(*cut)
    target = sitting.cast.concept("continuation", "stage/continuation", sitting.clean[slice(*span)])
    return sitting.inlines.paragraph(*cut, Inline(Cut(*span), "stage", target))


def _concept(sitting: Sitting, index: int, kind: str) -> str:
    """The concept of an agenda item: the cover's, or one of its own, by printed number or by position."""
    words = sitting.line(index)
    if kind != "agendaItem":
        return ""
    known = sitting.titles.get(title_key(words))
    if known:
        return known
    item = sitting.grammar.headings.item.pattern.match(words)
    printed = number(named(item, "number") or "", sitting.grammar) if item else None
    position = printed or 1 + len(set(sitting.titles.values()))
    label = words if not printed else _title_under(sitting, index) or words
    eid = f"agenda-item-{position}" if printed or sitting.titles else "agenda-item"
    path = f"{sitting.cast.actor}/{sitting.cast.number}/agendaItem/{position}"
    sitting.titles[title_key(words)] = eid
    return sitting.cast.add("concept", eid, path, re.sub(r"\s+", " ", label))


def _title_under(sitting: Sitting, index: int) -> str:
    following = index + 1
    return sitting.line(following) if following < len(sitting.lines) and _is_further(sitting, following, "") else ""
