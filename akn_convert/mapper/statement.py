"""Presidential statements and communiques: a masthead, words that open, paragraphs, and what is annexed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import groupby

from akn_convert.grammar import Grammar
from akn_convert.grammar.clock import find_day, named, named_span, number
from akn_convert.mapper.cast import Cast
from akn_convert.mapper.front import Front
from akn_convert.mapper.identify import Identity
from akn_convert.mapper.inline import Inlines
from akn_convert.model import Annex, Communique, Container, Inline, Paragraph, Statement
from akn_convert.text import Cut

_JOB = re.compile(r"\d{2}-\d{5}(?:\s?\([ACEFRS]\))?(?:\s+\S+){0,2}|\*\d{6,8}\*")
_LONGEST_IMPRINT = 60  # characters


def map_statement(
    clean: str, lines: list[Cut], identity: Identity, cast: Cast, inlines: Inlines
) -> tuple[tuple[Container, ...], Statement, tuple[Annex, ...], str]:
    """The preface, the body, the annexes and the printed title of a presidential statement."""
    grammar = identity.grammar
    opening = _index(clean, lines, grammar.statements.formula.pattern)
    title = _index(clean, lines, grammar.statements.title.pattern)
    first = opening if opening is not None else (title + 1 if title is not None else 0)
    words = lines[first:]
    if opening is not None and words:
        words[:1] = _apart_from_formula(clean, words[0], grammar)
    annex_title = grammar.statements.annex.pattern
    annex = next((i for i, cut in enumerate(words) if i and _full(annex_title, clean, cut)), len(words))
    formula = (_formula(clean, words[0], identity, cast, inlines),) if opening is not None and words else ()
    paragraphs = tuple(_parts(clean, words[len(formula) : annex], grammar, inlines))
    containers, printed = _preface(clean, lines[:first], identity, cast, inlines)
    return containers, Statement(formula, paragraphs), _annexes(clean, words[annex:], grammar, inlines), printed


def _index(clean: str, lines: list[Cut], pattern: re.Pattern[str]) -> int | None:
    return next((i for i, cut in enumerate(lines) if pattern.match(clean, *cut)), None)


def _apart_from_formula(clean: str, cut: Cut, grammar: Grammar) -> list[Cut]:
    """The formula, and the words of the statement where they begin on its line, behind a colon and a quotation mark."""
    item = grammar.statements.item.pattern.search(clean, *cut)
    found = _quotation(grammar).search(clean, item.end() if item else cut.start, cut.end)
    if not found:
        return [cut]
    return [Cut(cut.start, found.start() + 1), Cut(found.end(), cut.end)]


@cache
def _quotation(grammar: Grammar) -> re.Pattern[str]:
    """A colon, and a quotation mark behind it."""
    return re.compile(rf"[:：]\s*(?=[{grammar.statements.opening_quotes}])")


def _full(pattern: re.Pattern[str], clean: str, cut: Cut) -> bool:
    return pattern.fullmatch(clean, *cut) is not None


def _parts(clean: str, lines: list[Cut], grammar: Grammar, inlines: Inlines) -> Iterator[Paragraph | Container]:
    """The paragraphs, and between or under them the job number and the like, which are no words of the statement."""
    for is_imprint, cuts in groupby(lines, lambda cut: _is_imprint(clean, cut, grammar)):
        paragraphs = (inlines.paragraph(*cut) for cut in cuts)
        if is_imprint:
            yield Container("imprint", tuple(paragraphs))
        else:
            yield from paragraphs


def _is_imprint(clean: str, cut: Cut, grammar: Grammar) -> bool:
    """Whether a line is a job number, a bar code, "please recycle" or the like."""
    short = cut.end - cut.start < _LONGEST_IMPRINT
    return short and bool(_JOB.fullmatch(clean, *cut) or grammar.cover.imprint.pattern.match(clean, *cut))


def _preface(
    clean: str, lines: list[Cut], identity: Identity, cast: Cast, inlines: Inlines
) -> tuple[tuple[Container, ...], str]:
    """The masthead and the title."""
    front = Front(clean, identity.grammar, identity, cast, inlines)
    title = next((cut for cut in lines if _full(identity.grammar.statements.title.pattern, clean, cut)), None)
    before = [cut for cut in lines if title is None or cut < title]
    front.read(before)
    containers = list(front.containers)
    printed = clean[title.start : title.end] if title else ""
    if title:
        eid = cast.concept("presidentialStatement", "presidentialStatement")
        containers.append(Container("", (inlines.paragraph(*title, Inline(title, "title", eid)),)))
        rest = [cut for cut in lines if cut > title]
        containers += [Container("masthead", tuple(inlines.paragraph(*cut) for cut in rest))] if rest else []
    return tuple(containers), re.sub(r"\s+", " ", printed)


def _formula(clean: str, cut: Cut, identity: Identity, cast: Cast, inlines: Inlines) -> Paragraph:
    """The opening sentence: its date, the President, the agenda item and, where there was one, the meeting."""
    grammar, words, own = identity.grammar, identity.grammar.statements, []
    day = find_day(clean, grammar, *cut)
    if day:
        own.append(Inline(Cut(day.start, day.end), "date", "adoption", day.iso))
    president = words.president.pattern.search(clean, *cut)
    if president:
        role = cast.role("president", label=president[0])
        own.append(Inline(Cut(*president.span()), "role", role))
    item = words.item.pattern.search(clean, *cut)
    span = named_span(item, "item") if item else None
    if span:
        path = f"{cast.actor}/{cast.number}/agendaItem/1"
        eid = cast.add("concept", "agenda-item", path, re.sub(r"\s+", " ", clean[slice(*span)]))
        own.append(Inline(Cut(*span), "concept", eid))
    meeting = words.meeting.pattern.search(clean, *cut)
    value = number(named(meeting, "number") or "", grammar) if meeting else None
    if meeting and value:
        label = cast.label("meeting", organ=cast.label(cast.actor), number=str(value))
        eid = cast.add("event", "meeting", f"{cast.actor}/meeting/{value}", label)
        own.append(Inline(Cut(*meeting.span()), "event", eid))
    return inlines.paragraph(*cut, *_apart(own))


def _apart(inlines: list[Inline]) -> list[Inline]:
    """Those that do not overlap an earlier one: a date may stand inside the title of an item."""
    out: list[Inline] = []
    for inline in sorted(inlines, key=lambda i: (i.name != "concept", i.cut)):
        if all(inline.cut.end <= o.cut.start or inline.cut.start >= o.cut.end for o in out):
            out.append(inline)
    return out


def _annexes(clean: str, lines: list[Cut], grammar: Grammar, inlines: Inlines) -> tuple[Annex, ...]:
    annexes: list[Annex] = []
    for cut in lines:
        paragraph = inlines.paragraph(*cut)
        if _full(grammar.statements.annex.pattern, clean, cut) or not annexes:
            annexes.append(Annex((paragraph,)))
        else:
            annexes[-1] = Annex((*annexes[-1].paragraphs, paragraph))
    return tuple(annexes)


def map_communique(
    clean: str, lines: list[Cut], identity: Identity, cast: Cast, inlines: Inlines
) -> tuple[tuple[Container, ...], Communique, tuple[Annex, ...], str]:
    """The preface and the paragraphs of a communique; it opens with the rule under which it is issued."""
    pattern = identity.grammar.statements.communique.pattern
    first = next((i for i, cut in enumerate(lines) if pattern.search(clean, *cut)), 0)
    front = Front(clean, identity.grammar, identity, cast, inlines)
    front.read(lines[:first])
    paragraphs = tuple(inlines.paragraph(*cut) for cut in lines[first:])
    return front.containers, Communique(paragraphs), (), ""
