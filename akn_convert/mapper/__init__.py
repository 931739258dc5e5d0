"""The mapper decides what each line of a laid-out text is; it handles ranges, and changes no character."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator
from dataclasses import replace

from akn_convert.findings import Finding, finding
from akn_convert.grammar.openers import cover_end
from akn_convert.mapper import doubts
from akn_convert.mapper.cast import Cast
from akn_convert.mapper.front import Front, place_of
from akn_convert.mapper.identify import Identity, Options, identify
from akn_convert.mapper.inline import Inlines
from akn_convert.mapper.statement import map_communique, map_statement
from akn_convert.mapper.verbatim import map_sitting
from akn_convert.mapper.verbatim.sitting import Sitting
from akn_convert.model import Debate, Meta, Record
from akn_convert.text import Cut, Text

__all__ = ["KINDS", "Identity", "Options", "identify", "map_record"]

Mapper = Callable[[Text, list[Cut], Identity, Cast, Inlines], Record]


def map_record(text: Text, identity: Identity) -> Record:
    """The record in a laid-out text, every word of it in exactly one paragraph; nothing is raised for the input."""
    cast = Cast(identity.grammar, identity.actor, identity.number)
    cast.organ("un")
    cast.organ(identity.actor)
    inlines = Inlines.of(text.clean, identity.grammar, cast, identity.symbol)
    return KINDS[identity.kind](text, list(_lines(text.clean)), identity, cast, inlines)


def _lines(clean: str) -> Iterator[Cut]:
    """The words of each line, without the white space around them; a blank line has none."""
    start = 0
    for line in clean.split("\n"):
        words = line.strip()
        if words:
            begin = start + line.index(words)
            yield Cut(begin, begin + len(words))
        start += len(line) + 1


def _verbatim(text: Text, lines: list[Cut], identity: Identity, cast: Cast, inlines: Inlines) -> Record:
    """A verbatim record: the cover, then the meeting."""
    clean, grammar = text.clean, identity.grammar
    end = cover_end(clean, grammar)
    cover = lines if end is None else [cut for cut in lines if cut.start < end]
    places = (place_of(clean[slice(*cut)], grammar) for cut in cover)
    place = next(filter(None, places), "") or identity.body.place
    front = Front(clean, grammar, identity, cast, inlines, place=place)
    _meeting_event(identity, cast)
    front.read(cover)
    sitting = Sitting(clean, grammar, identity, cast, inlines, identity.date, place, front.titles, front.president)
    sitting.lines = lines[len(cover) :]
    sitting.marked = _marks(text, sitting.lines)
    map_sitting(sitting)
    meta = _meta(identity, status=front.status, jobs=tuple(front.jobs))
    body = Debate(tuple(section for section in sitting.sections if section.items or section.headings))
    record = Record(meta, front.containers, body, cast.entities(), tuple(sitting.votings))
    found = (
        *sitting.findings,
        *doubts.about(record, clean, lines, cast),
        *doubts.second(record, clean, lines, grammar),
    )
    return replace(record, findings=doubts.placed(found, text))


def _meeting_event(identity: Identity, cast: Cast) -> None:
    """The meeting itself, to which times and places refer."""
    session = f"session/{identity.session}/" if identity.session and not identity.body.symbol else ""
    label = cast.label("meeting", organ=cast.office_label(identity.actor), number=str(identity.meeting or "?"))
    path = f"{identity.actor}/{session}meeting/{identity.meeting or identity.number}"
    cast.add("event", "meeting", path, label)


def _marks(text: Text, lines: list[Cut]) -> dict[int, frozenset[str]]:
    """How whole lines are set, by their start: "heading", "bold", "italic"."""
    out: dict[int, set[str]] = {}
    marked = text.marked_by_kind()
    starts = [line.start for line in lines]
    for kind in ("heading", "bold", "italic"):
        for cut in marked.get(kind, []):
            at = bisect_left(starts, cut.start)
            while at < len(lines) and lines[at].end <= cut.end:
                out.setdefault(lines[at].start, set()).add(kind)
                at += 1
    return {start: frozenset(kinds) for start, kinds in out.items()}


def _meta(identity: Identity, **facts: object) -> Meta:
    language = identity.grammar.language.iso3
    return Meta(
        identity.kind, identity.actor, identity.number, identity.date, language, identity.symbol,
        meeting=identity.meeting, session=identity.session, **facts,  # type: ignore[arg-type]
    )  # fmt: skip


def _statement(text: Text, lines: list[Cut], identity: Identity, cast: Cast, inlines: Inlines) -> Record:
    """A presidential statement, which is issued and not voted on."""
    cast.concept("issued", "outcome/issued")
    cast.add("event", "adoption", f"{identity.number}/adoption", cast.label("adoption"))
    preface, body, annexes, title = map_statement(text.clean, lines, identity, cast, inlines)
    meta = _meta(identity, title=title)
    found: tuple[Finding, ...] = () if body.formula else (finding("no-formula"),)
    found += (finding("no-paragraph"),) if not (body.formula or body.paragraphs) else ()
    record = Record(meta, preface, body, cast.entities(), annexes=annexes)
    found += tuple(doubts.second(record, text.clean, lines, identity.grammar))
    return replace(record, findings=doubts.placed(found, text))


def _communique(text: Text, lines: list[Cut], identity: Identity, cast: Cast, inlines: Inlines) -> Record:
    """A communique of a closed meeting."""
    _meeting_event(identity, cast)
    preface, body, annexes, title = map_communique(text.clean, lines, identity, cast, inlines)
    found = () if body.paragraphs else (finding("no-paragraph"),)
    return Record(_meta(identity, title=title), preface, body, cast.entities(), annexes=annexes, findings=found)


KINDS: dict[str, Mapper] = {
    "verbatimRecord": _verbatim,
    "presidentialStatement": _statement,
    "communique": _communique,
}
