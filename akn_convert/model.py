"""A Record is what the mapper found: a tree whose leaves are cuts of the clean text, with no words of its own.

Only labels of entities are strings; every printed character stands in exactly one Paragraph.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from akn_convert.findings import Finding
from akn_convert.text import Cut

# --- what a meeting record talks about -------------------------------------------------------------------------


class Entity(NamedTuple):
    """Something the record refers to; `id` becomes its eId, `path` the end of its IRI.

    `kind` is "person", "organization", "role", "event", "location", "concept", "process" or "reference"; the path of
    a reference is the address of the cited document, that of any other kind what follows `/akn/ontology/{kind}/un/`.
    """

    id: str
    kind: str
    path: str
    label: str


class Inline(NamedTuple):
    """A stretch of a paragraph that stands for something: `name` says what, `target` is the id of an Entity.

    Names are the model's own: "person", "organization", "role", "event", "location", "concept", "quantity", "cited",
    "link", "delivered" (language of delivery), "time", "date", "meeting-date", "authority", "status", "type",
    "title", "symbol", "job", "session", "year", "outcome", "vote", "stage". `value` is the machine's form (an ISO
    date or date-time, a number, an IRI), `capacity` the id of a role, `edge` "start" or "end" for times.
    """

    cut: Cut
    name: str
    target: str = ""
    value: str = ""
    capacity: str = ""
    edge: str = ""
    children: tuple[Inline, ...] = ()


class Paragraph(NamedTuple):
    """A stretch of the clean text without a line end, and the inlines in it, in order and not overlapping."""

    cut: Cut
    inlines: tuple[Inline, ...] = ()


# --- the parts of a record --------------------------------------------------------------------------------------


class Row(NamedTuple):
    """A row of a table: its cells, in printed order."""

    cells: tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True)
class Container:
    """A named block of the preface: "masthead", "meeting", "membership", "agenda", "note" or "imprint"."""

    name: str
    blocks: tuple[Paragraph | Row, ...]


@dataclass(frozen=True, slots=True)
class Speech:
    """Words of one speaker in one capacity; without `head` it goes on with the printed turn before it.

    `by` is the id of a person, `capacity` of a role.
    """

    by: str
    capacity: str
    paragraphs: tuple[Paragraph, ...]
    head: Paragraph | None = None


@dataclass(frozen=True, slots=True)
class Remark:
    """A line that nobody speaks: `kind` is "narrative", "summary" (the result of a vote) or "scene" (applause)."""

    kind: str
    line: Paragraph
    target: str = ""


@dataclass(frozen=True, slots=True)
class RollCall:
    """The printed lists of a vote; each name in them is an inline "vote" whose target is a State."""

    lines: tuple[Paragraph, ...]


Item = Speech | Remark | RollCall


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the meeting: `name` is the value of debateSection/@name, `headings` the printed lines above it."""

    name: str
    items: tuple[Item, ...]
    headings: tuple[Paragraph, ...] = ()
    target: str = ""


class Count(NamedTuple):
    """Votes of one kind ("inFavour", "against", "abstaining" or "withoutVote"); `lines` are those of its printed list."""

    choice: str
    value: int
    lines: tuple[Cut, ...] = ()


@dataclass(frozen=True, slots=True)
class Voting:
    """A draft, or a part of one, put to a decision; `stated` is the cut of the paragraph that states the result."""

    outcome: str
    counts: tuple[Count, ...]
    documents: tuple[str, ...]
    stated: Cut


@dataclass(frozen=True, slots=True)
class Debate:
    """The body of a verbatim record."""

    sections: tuple[Section, ...]


@dataclass(frozen=True, slots=True)
class Statement:
    """The body of a presidential statement: its opening formula and its paragraphs.

    A container among the paragraphs is what a page prints between them, a job number for instance.
    """

    formula: tuple[Paragraph, ...]
    paragraphs: tuple[Paragraph | Container, ...]


@dataclass(frozen=True, slots=True)
class Communique:
    """The body of a communique: what is made known of a closed meeting."""

    paragraphs: tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True)
class Annex:
    """Matter printed after the document's own words."""

    paragraphs: tuple[Paragraph, ...]


# --- the whole ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Meta:
    """What identifies a record: the facts behind its IRIs.

    `kind` is "verbatimRecord", "presidentialStatement" or "communique"; `actor` the organ ("un-sc"); `symbol` the
    printed or derived symbol, "" where there is none, and `number` what stands for it in IRIs; dates are ISO 8601,
    "" where unknown; `language` is ISO 639-2 ("zho"); `meeting` and `session` are numbers, 0 where unknown;
    `status` is the printed status ("Provisional"); `jobs` are job numbers.
    """

    kind: str
    actor: str
    number: str
    date: str
    language: str
    symbol: str = ""
    markup_date: str = ""
    meeting: int = 0
    session: int = 0
    status: str = ""
    title: str = ""
    jobs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Record:
    """A record as the mapper understood it; `entities` in the order in which the output lists them."""

    meta: Meta
    preface: tuple[Container, ...]
    body: Debate | Statement | Communique
    entities: tuple[Entity, ...]
    votings: tuple[Voting, ...] = ()
    annexes: tuple[Annex, ...] = ()
    findings: tuple[Finding, ...] = ()

    @property
    def sections(self) -> tuple[Section, ...]:
        """The sections of a debate; none for other kinds."""
        return self.body.sections if isinstance(self.body, Debate) else ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing was found that a body could be made of."""
        match self.body:
            case Debate(sections):
                return not sections
            case Statement(formula, paragraphs):
                return not (formula or paragraphs)
            case Communique(paragraphs):
                return not paragraphs

    @property
    def speeches(self) -> tuple[Speech, ...]:
        """All speeches, in order."""
        return tuple(item for section in self.sections for item in section.items if isinstance(item, Speech))


def leaves(record: Record) -> Iterator[Paragraph]:
    """Every paragraph of a record, in printed order: their cuts cover the clean text once, white space aside."""
    for container in record.preface:
        yield from _of_container(container)
    match record.body:
        case Debate(sections):
            for section in sections:
                yield from section.headings
                for item in section.items:
                    yield from _of_item(item)
        case Statement(formula, paragraphs):
            yield from formula
            for part in paragraphs:
                yield from _of_container(part) if isinstance(part, Container) else (part,)
        case Communique(paragraphs):
            yield from paragraphs
    for annex in record.annexes:
        yield from annex.paragraphs


def _of_container(container: Container) -> Iterator[Paragraph]:
    for block in container.blocks:
        yield from block.cells if isinstance(block, Row) else (block,)


def _of_item(item: Item) -> Iterator[Paragraph]:
    match item:
        case Speech(head=head, paragraphs=paragraphs):
            if head:
                yield head
            yield from paragraphs
        case Remark(line=line):
            yield line
        case RollCall(lines=lines):
            yield from lines
