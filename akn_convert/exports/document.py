"""What an Akoma Ntoso document says, as plain values: one set of types for tables, for pages and for other readers.

Every value stands in the XML; what it lacks is "" (words), 0 (numbers), () (lists) or None (things). Text has its
white space collapsed. States are ISO 3166-1 alpha-3 codes ("FRA"; "EU" for the European Union), languages ISO 639-1
("fr") unless a field says otherwise, times the xsd:dateTime or xsd:time of the markup.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

# ISO 639-2 (terminology and bibliographic codes) to ISO 639-1, for the languages records come in or are spoken in.
ALPHA2 = {
    "ara": "ar", "zho": "zh", "chi": "zh", "eng": "en", "fra": "fr", "fre": "fr", "rus": "ru", "spa": "es", "por": "pt",
    "deu": "de", "ger": "de", "ita": "it", "nld": "nl", "dut": "nl", "jpn": "ja", "kor": "ko", "tur": "tr", "fas": "fa",
    "per": "fa", "heb": "he", "ukr": "uk", "pol": "pl", "ell": "el", "gre": "el", "hin": "hi", "urd": "ur", "vie": "vi",
    "ron": "ro", "rum": "ro", "ces": "cs", "cze": "cs", "hun": "hu", "swe": "sv", "fin": "fi", "dan": "da", "nor": "no",
    "kat": "ka", "geo": "ka", "hye": "hy", "arm": "hy", "aze": "az", "kaz": "kk", "ind": "id", "msa": "ms", "may": "ms",
    "tha": "th", "swa": "sw", "afr": "af", "zul": "zu", "xho": "xh", "sot": "st", "cat": "ca", "eus": "eu", "baq": "eu",
    "glg": "gl", "bul": "bg", "hrv": "hr", "srp": "sr", "bos": "bs", "slv": "sl", "slk": "sk", "slo": "sk", "est": "et",
    "lav": "lv", "lit": "lt", "gle": "ga", "cym": "cy", "wel": "cy", "mlt": "mt", "isl": "is", "ice": "is", "sqi": "sq",
    "alb": "sq", "mkd": "mk", "mac": "mk", "ben": "bn", "tam": "ta", "sin": "si", "nep": "ne", "mya": "my", "bur": "my",
    "khm": "km", "lao": "lo", "mon": "mn", "som": "so", "amh": "am", "mlg": "mg", "pus": "ps", "kur": "ku", "tgl": "tl",
}  # fmt: skip
RIGHT_TO_LEFT = frozenset({"ar", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"})


class Run(NamedTuple):
    """A stretch of a paragraph with one meaning; the runs of a paragraph, joined, are its text.

    `kind` is the innermost inline element ("person", "ref", "i", ...), for `inline` its name without a prefix
    ("originalLanguage"), "" for plain words. `href` is where a `ref` or `a` around it leads, `refers` the local id
    that it stands for, `value` the IRI of that entity, else the machine's form (a date, a time, a number).
    `language` is the run's own xml:lang, if any.
    """

    text: str
    kind: str = ""
    href: str = ""
    refers: str = ""
    value: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A printed paragraph: its permanent id, its runs, its printed number and whether it is quoted or read out."""

    eId: str
    runs: tuple[Run, ...]
    num: str = ""
    quoted: bool = False

    @property
    def text(self) -> str:
        """The words, without the number."""
        return "".join(run.text for run in self.runs)

    @property
    def is_note(self) -> bool:
        """Whether nothing stands in it but a note on the language of delivery, such as "(spoke in French)"."""
        noted = any(run.kind == "originalLanguage" for run in self.runs)
        return noted and not any(run.kind != "originalLanguage" and re.search(r"\w", run.text) for run in self.runs)


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table on the cover: its cells in order."""

    cells: tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """A named block of the preface ("masthead", "meeting", "membership", ...); "" for what stands in none."""

    name: str
    lines: tuple[Paragraph | Row, ...]
    eId: str = ""


@dataclass(frozen=True, slots=True)
class SpeechPart:
    """Words of one speaker in one capacity: a whole turn, or the part of one that a scene or a capacity cuts off.

    `turn` counts printed turns from 1; a part with the turn of the part before it has no head of its own. `by` is the
    local id of the person, `speaker` the name. `capacity` is "representative", "president", "acting_president",
    "committee_chair", "rapporteur", "observer", "secretariat" or "briefer", "" where the role is none of these; `role`
    is its printed name. `delivered` is the language in which the turn begins, `languages` those that it goes on in.
    """

    eId: str
    turn: int
    by: str
    speaker: str
    country: str
    country_name: str
    capacity: str
    role: str
    head: Paragraph | None
    delivered: str
    languages: tuple[str, ...]
    paragraphs: tuple[Paragraph, ...]

    @property
    def text(self) -> str:
        """The words spoken, a line a paragraph; notes on the language are left out."""
        return "\n".join(p.text for p in self.paragraphs if not p.is_note)


@dataclass(frozen=True, slots=True)
class Remark:
    """A line that nobody speaks: `kind` is the element ("narrative", "summary", "scene", ...).

    `target` is the end of the IRI of what it stands for ("chairChange", "suspension", "applause", ...).
    """

    eId: str
    kind: str
    line: Paragraph
    target: str = ""

    @property
    def text(self) -> str:
        """The words of the line."""
        return self.line.text


class Vote(NamedTuple):
    """A State's vote: its code and printed name, how it voted ("inFavour", "against", "abstaining"), in which voting."""

    country: str
    name: str
    choice: str
    voting: str


@dataclass(frozen=True, slots=True)
class RollCall:
    """The printed lists of a vote."""

    eId: str
    lines: tuple[Paragraph, ...]
    votes: tuple[Vote, ...]


Item = SpeechPart | Remark | RollCall | Paragraph


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a document: `level` from 1; items in printed order, a Paragraph being words that nobody is named for.

    Sections within a section follow it in `Document.sections`. What the outer one goes on with after them is a
    section of its own, with the same eId and no headings.
    """

    eId: str
    name: str
    level: int
    headings: tuple[Paragraph, ...]
    items: tuple[Item, ...]
    target: str = ""

    @property
    def title(self) -> str:
        """The headings in one line."""
        return " ".join(heading.text for heading in self.headings)


class Count(NamedTuple):
    """Votes of one kind ("inFavour", "against", "abstaining", "withoutVote"): the printed number, the States listed."""

    choice: str
    value: int | None
    states: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Voting:
    """A draft, or a part of one, put to a decision: `href` is the eId of the element that states the result.

    `documents` are symbols; `outcome` is "adopted", "rejected" or what the IRI of the outcome ends in.
    """

    eId: str
    href: str
    documents: tuple[str, ...]
    outcome: str
    counts: tuple[Count, ...]

    @property
    def without_vote(self) -> bool:
        """Whether it was decided without a vote."""
        return any(count.choice == "withoutVote" for count in self.counts)

    @property
    def adopted(self) -> str:
        """The symbol of the adopted text, "" where none is named."""
        return next((s for s in self.documents if re.search(r"/(RES|DEC|PRST)/", s)), "")

    @property
    def draft(self) -> str:
        """The symbol of the draft, "" where none is named."""
        return next((s for s in self.documents if s != self.adopted), "")

    def count(self, choice: str) -> Count | None:
        """The votes of one kind; None where none are counted."""
        return next((count for count in self.counts if count.choice == choice), None)

    def states(self, choice: str) -> tuple[str, ...]:
        """The States listed under a choice."""
        count = self.count(choice)
        return count.states if count else ()


class Reference(NamedTuple):
    """A cited document: local id, symbol (or title), address, and the work IRI by which the text links it."""

    eId: str
    symbol: str
    href: str
    work_iri: str


class Member(NamedTuple):
    """A line of the cover's roster, or the one who presides."""

    name: str
    country: str
    country_name: str
    person: str


@dataclass(frozen=True, slots=True)
class Document:
    """One document in one language.

    `kind` is the element ("debate", "statement", "doc", ...), `name` its name ("verbatimRecord"). `actor` is the id of
    the organ ("un-sc"), `organ` its printed name. `language` is ISO 639-2 as in the markup ("fra"), `lang` ISO 639-1
    ("fr"), ready for HTML. `suspended` holds the times of breaks: end, start, end, start.
    """

    kind: str
    name: str
    work_iri: str
    expression_iri: str
    symbol: str
    actor: str
    organ: str
    meeting: int
    session: int
    date: str
    language: str
    lang: str
    title: str
    status: str
    preface: tuple[Block, ...]
    sections: tuple[Section, ...]
    annexes: tuple[Section, ...]
    votings: tuple[Voting, ...]
    references: tuple[Reference, ...]
    opened: str
    closed: str
    suspended: tuple[str, ...]
    president: Member | None
    roster: tuple[Member, ...]
    states: tuple[tuple[str, str], ...]

    @property
    def items(self) -> Iterator[Item]:
        """Every item of the body, in printed order."""
        return (item for section in self.sections for item in section.items)

    @property
    def speeches(self) -> tuple[SpeechPart, ...]:
        """Every part of a speech, in printed order."""
        return tuple(item for item in self.items if isinstance(item, SpeechPart))

    @property
    def rtl(self) -> bool:
        """Whether the language runs from right to left."""
        return self.lang in RIGHT_TO_LEFT


def paragraphs_of(item: Item) -> tuple[Paragraph, ...]:
    """The paragraphs of an item in printed order, the head of a speech first."""
    match item:
        case SpeechPart(head=head, paragraphs=paragraphs):
            return (head, *paragraphs) if head else paragraphs
        case Remark(line=line):
            return (line,)
        case RollCall(lines=lines):
            return lines
        case Paragraph():
            return (item,)
