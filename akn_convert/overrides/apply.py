"""Overrides applied to a record: a pure function, which also says what it did."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import NamedTuple

from akn_convert import grammar
from akn_convert.findings import Finding, finding
from akn_convert.mapper import Identity, Options
from akn_convert.mapper.cast import Cast
from akn_convert.model import (
    Container,
    Debate,
    Entity,
    Inline,
    Item,
    Paragraph,
    Record,
    Remark,
    RollCall,
    Row,
    Section,
    Speech,
    leaves,
)
from akn_convert.overrides import table
from akn_convert.overrides.table import Overrides, matches


@dataclass(frozen=True, slots=True)
class Chosen:
    """The overrides that concern one document; `facts` are those that are options of the mapper ("symbol", "date")."""

    entries: Overrides
    facts: dict[str, str]
    uses: tuple[Use, ...] = ()

    def applied(self, record: Record, clean: str) -> tuple[Record, tuple[Use, ...]]:
        """The record as they have it, and everything that they changed, facts included."""
        record, uses = apply(record, self.entries, clean)
        return record, (*self.uses, *uses)


def choose(overrides: Overrides, filename: str | None, identity: Identity, wanted: Options) -> Chosen:
    """The overrides that concern a document of an identity; what the caller has given himself stays his."""
    language = identity.grammar.language.iso3
    entries = overrides.of(filename, identity.symbol, language)
    if symbol := entries.facts.get("symbol"):
        entries = Overrides(tuple(dict.fromkeys((*entries.entries, *overrides.of(filename, symbol, language).entries))))
    said = [
        Use(entry.origin, name, getattr(identity, name), value)
        for entry in entries.entries
        for name, value in entry.facts
        if not getattr(wanted, name)
    ]
    return Chosen(entries, {use.what: use.becomes for use in said}, tuple(said))


class Use(NamedTuple):
    """One thing that an override changed: where the override stands, what it concerns, what was and what is."""

    origin: str
    what: str
    was: str
    becomes: str


def apply(record: Record, overrides: Overrides, clean: str = "") -> tuple[Record, tuple[Use, ...]]:
    """The record as the overrides have it, and what they changed; one that finds nothing to change is a finding in it.

    `overrides` are those that concern the record (`Overrides.of`); their `facts` are options of the mapper and not
    applied here. `clean` is the text of the record's cuts: without it, speakers are known by their labels alone, and
    sections by their numbers.
    """
    uses: list[Use] = []
    idle: list[Finding] = []
    for entry in overrides.entries:
        for number, speaker in enumerate(entry.speakers, 1):
            place = f"{entry.origin}, speaker {number}"
            record, said = _speaker(record, speaker, clean, place)
            uses += said
            idle += [] if said else [finding("override-idle", place=place, what=speaker.printed)]
        for number, section in enumerate(entry.sections, 1):
            place = f"{entry.origin}, section {number}"
            record, said = _section(record, section, clean, place)
            uses += said
            what = section.heading or f"number {section.number}"
            idle += [] if said else [finding("override-idle", place=place, what=what)]
    return (replace(record, findings=(*record.findings, *idle)) if idle else record), tuple(uses)


# --- speakers -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Change:
    """A speaker's override at work: who it is about, and the ids that take the place of others."""

    person: str
    becomes: str
    capacity: str  # the role in which the named speeches were held
    role: str  # the role in which they are held now
    state: str  # the State that the heads named
    new_state: str


def _speaker(record: Record, wish: table.Speaker, clean: str, place: str) -> tuple[Record, list[Use]]:
    found = _speech_of(record, wish.printed, clean)
    if found is None:
        return record, []
    known = {entity.id: entity for entity in record.entities}
    person = known[found.by]
    cast = Cast(grammar.load(record.meta.language), record.meta.actor, record.meta.number)
    state = cast.state(wish.state, _state_name(wish, known)) if wish.state else ""
    capacity = wish.capacity or _own_capacity(found.capacity, wish.state)
    role = cast.role(capacity, wish.state, "subsidiary") if capacity else found.capacity
    renamed = _renamed(person, wish, record, known)
    change = _Change(person.id, renamed.id, found.capacity, role, _state_in(found.head), state)
    entities = _merged((renamed if e.id == person.id else e for e in record.entities), cast.entities())
    changed = _rewritten(replace(record, entities=entities), change)
    return _without_orphans(record, changed), list(_uses(place, wish, person, change))


def _speech_of(record: Record, printed: str, clean: str) -> Speech | None:
    """The first speech of a person of that name, as the head prints it or as the label has it."""
    labels = {entity.id: entity.label for entity in record.entities}
    for speech in record.speeches:
        names = [clean[slice(*i.cut)] for i in _inlines(speech.head) if i.name in ("person", "role")]
        if matches(printed, [labels.get(speech.by, ""), *names]):
            return speech
    return None


def _inlines(paragraph: Paragraph | None) -> tuple[Inline, ...]:
    return paragraph.inlines if paragraph else ()


def _state_in(head: Paragraph | None) -> str:
    """The id of the State that a head names, "" for none."""
    return next((i.target for i in _inlines(head) if i.name == "organization"), "")


def _state_name(wish: table.Speaker, known: dict[str, Entity]) -> str:
    entity = known.get(f"state-{wish.state.lower()}")
    return wish.state_name or (entity.label if entity else wish.state)


def _own_capacity(role: str, state: str) -> str:
    """The capacity that follows a State when a delegate turns out to be another's; "" leaves the role."""
    return {"rep": "representative", "obs": "observer"}.get(role.partition("-")[0], "") if state else ""


def _renamed(person: Entity, wish: table.Speaker, record: Record, known: dict[str, Entity]) -> Entity:
    """The person with another label, and with the id and IRI of a State's delegate where a State is given."""
    label = wish.name or person.label
    wanted = f"person-{wish.state.lower()}"
    if not wish.state or person.id == wanted or person.id.startswith(f"{wanted}-"):
        return person._replace(label=label)
    suffix = next(end for end in ("", *(f"-{n}" for n in range(2, len(known) + 3))) if wanted + end not in known)
    path = f"{record.meta.actor}/{record.meta.number}/{wish.state}{suffix}"
    return Entity(wanted + suffix, "person", path, label)


def _merged(entities: Iterable[Entity], more: Iterable[Entity]) -> tuple[Entity, ...]:
    """Entities with new ones, each behind the last of its kind."""
    merged = list(entities)
    for entity in more:
        if all(entity.id != other.id for other in merged):
            after = max((i for i, other in enumerate(merged) if other.kind == entity.kind), default=len(merged) - 1)
            merged.insert(after + 1, entity)
    return tuple(merged)


def _rewritten(record: Record, change: _Change) -> Record:
    """The record with a change made wherever its ids stand."""

    def inline(old: Inline) -> Inline:
        if old.target != change.person:
            return old._replace(children=tuple(map(inline, old.children)))
        capacity = change.role if old.capacity == change.capacity else old.capacity
        return old._replace(target=change.becomes, capacity=capacity, children=tuple(map(inline, old.children)))

    def of_head(old: Inline) -> Inline:
        if change.new_state and old.name == "organization" and old.target == change.state:
            return old._replace(target=change.new_state)
        if old.name == "role" and old.target == change.capacity:
            return old._replace(target=change.role)
        return inline(old)

    def item(old: Item) -> Item:
        if isinstance(old, Speech) and old.by == change.person:
            capacity = change.role if old.capacity == change.capacity else old.capacity
            old = replace(old, by=change.becomes, capacity=capacity, head=_mapped(old.head, of_head))
        return _item(old, inline)

    preface = tuple(replace(container, blocks=tuple(_blocks(container, inline))) for container in record.preface)
    record = replace(record, preface=preface)
    if isinstance(record.body, Debate):
        sections = (replace(section, items=tuple(map(item, section.items))) for section in record.body.sections)
        record = replace(record, body=Debate(tuple(sections)))
    return record


def _blocks(container: Container, change: Callable[[Inline], Inline]) -> Iterator[Paragraph | Row]:
    for block in container.blocks:
        if isinstance(block, Row):
            yield Row(tuple(_changed(cell, change) for cell in block.cells))
        else:
            yield _changed(block, change)


def _changed(paragraph: Paragraph, change: Callable[[Inline], Inline]) -> Paragraph:
    return Paragraph(paragraph.cut, tuple(map(change, paragraph.inlines)))


def _mapped(paragraph: Paragraph | None, change: Callable[[Inline], Inline]) -> Paragraph | None:
    return _changed(paragraph, change) if paragraph else None


def _item(item: Item, change: Callable[[Inline], Inline]) -> Item:
    match item:
        case Speech(paragraphs=paragraphs):
            return replace(item, paragraphs=tuple(_changed(p, change) for p in paragraphs))
        case Remark(line=line):
            return replace(item, line=_changed(line, change))
        case RollCall():
            return item


def _without_orphans(before: Record, after: Record) -> Record:
    """The record less the entities, old or new, that the change leaves without anything that refers to them."""
    new = {entity.id for entity in after.entities} - {entity.id for entity in before.entities}
    orphans = (_referred(before) | new) - _referred(after)
    return replace(after, entities=tuple(e for e in after.entities if e.id not in orphans))


def _referred(record: Record) -> set[str]:
    """The ids that stand anywhere in a record."""
    ids: set[str] = set()
    waiting = [inline for paragraph in leaves(record) for inline in paragraph.inlines]
    while waiting:
        inline = waiting.pop()
        ids.update((inline.target, inline.capacity))
        waiting.extend(inline.children)
    for section in record.sections:
        ids.add(section.target)
    for speech in record.speeches:
        ids.update((speech.by, speech.capacity))
    return ids


def _uses(place: str, wish: table.Speaker, person: Entity, change: _Change) -> Iterator[Use]:
    if wish.name:
        yield Use(place, "name", person.label, wish.name)
    if wish.state:
        yield Use(place, "state", change.state.removeprefix("state-").upper(), wish.state)
    if wish.capacity:
        yield Use(place, "capacity", change.capacity, change.role)


# --- sections -----------------------------------------------------------------------------------------------------


def _section(record: Record, wish: table.Section, clean: str, place: str) -> tuple[Record, list[Use]]:
    if not isinstance(record.body, Debate):
        return record, []
    sections, uses = list(record.body.sections), []
    for index, section in enumerate(sections):
        if wish.number == index + 1 or (wish.heading and matches(wish.heading, _headings(section, clean))):
            target = section.target if wish.kind == "agendaItem" else ""
            sections[index] = replace(section, name=wish.kind, target=target)
            uses.append(Use(place, "kind", section.name, wish.kind))
    return _without_orphans(record, replace(record, body=Debate(tuple(sections)))), uses


def _headings(section: Section, clean: str) -> list[str]:
    """The printed headings, each and all in one."""
    words = [clean[slice(*heading.cut)] for heading in section.headings]
    return [*words, " ".join(words)]
