"""Any valid Akoma Ntoso debate, statement or doc read back into plain values (`akn_convert.exports.document`).

    document = read_back("S_PV.8180.zh.xml")            # bytes, a path, or an lxml element
    for part in document.speeches:
        print(part.eId, part.speaker, part.country, part.capacity, part.delivered, part.text)

Records written by this package give all their facts; others as far as they follow the same model, and nothing is
guessed for the rest. Element names are taken without their namespace, so that earlier drafts of the standard read too.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby

from lxml import etree

from akn_convert.errors import AknConvertError
from akn_convert.exports.blocks import eid, named, numbered, paragraph, paragraphs, parent, printed, tag, words
from akn_convert.exports.document import (
    ALPHA2,
    Block,
    Count,
    Document,
    Item,
    Member,
    Paragraph,
    Reference,
    Remark,
    RollCall,
    Row,
    Section,
    SpeechPart,
    Vote,
    Voting,
)

_STATE = re.compile(r"(?:/(?:representative|memberState|observer)|\A(?>.*?/person/).*)/([A-Z]{3}|EU)(?:-\d+)?$")
_NUMBERED = {of: re.compile(rf"(?>.*?/event/).*/{of}/(\d+)") for of in ("meeting", "session")}
# What the IRI of a role ends in, in the order in which they are tried; {actor} is the organ's id.
_CAPACITIES = (
    ("representative", r"/representative/[\w-]+$"),
    ("observer", r"/observer(/[\w-]+)?$"),
    ("acting_president", r"/(acting|vice)-?(president|chair)$"),
    ("president", r"/{actor}/(president|chair)$"),
    ("committee_chair", r"/(president|chair)$"),
    ("rapporteur", r"/rapporteur$"),
    ("secretariat", r"/secretar(iat|y)(/[\w-]+)?$"),
    ("briefer", r"/(briefer|guest)$"),
)
_SPOKEN = frozenset({"speech", "question", "answer"})
_UNSPOKEN = frozenset({"narrative", "summary", "scene"})
_HEADINGS = frozenset({"heading", "subheading"})
_GROUPS = frozenset({"speechGroup", "adjournment"})
# The standard's names for a part of a debate, besides the roll call and the adjournment.
_SECTIONS = frozenset(
    [
        "debateSection",
        "administrationOfOath",
        "declarationOfVote",
        "communication",
        "petitions",
        "papers",
        "noticesOfMotion",
        "questions",
        "address",
        "proceduralMotions",
        "pointOfOrder",
        "prayers",
        "oralStatements",
        "writtenStatements",
        "personalStatements",
        "ministerialStatements",
        "resolutions",
        "nationalInterest",
    ]
)
# Where the words of each kind of document stand.
_BODIES = ("debateBody", "mainBody", "body", "judgmentBody", "amendmentBody", "collectionBody")


class NotAkomaNtoso(AknConvertError, ValueError):
    """The input is no Akoma Ntoso document: `NotAkomaNtoso(reason)`, the reason being a short clause."""


def read_back(source: bytes | str | os.PathLike[str] | etree._Element) -> Document:
    """The facts of a document, from its bytes, a path to it, or the root of its tree.

    Raises NotAkomaNtoso for what is not well-formed, has a DOCTYPE (never expanded, never fetched) or holds no
    document, and OSError for a path that cannot be read.
    """
    root = source if isinstance(source, etree._Element) else _parsed(source)
    document = next((e for e in root if isinstance(e.tag, str)), None) if tag(root) == "akomaNtoso" else None
    if document is None:
        raise NotAkomaNtoso("its root is not akomaNtoso, or there is no document in it")
    return _Reader(root, document).document()


def _parsed(source: bytes | str | os.PathLike[str]) -> etree._Element:
    data = source
    if not isinstance(data, bytes):
        with open(data, "rb") as file:
            data = file.read()
    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_pis=True, remove_comments=True)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise NotAkomaNtoso(f"it is not well-formed: {error.msg}") from None
    if root.getroottree().docinfo.internalDTD is not None:
        raise NotAkomaNtoso("it has a DOCTYPE, which is not read")
    return root


@dataclass(slots=True)
class _Reader:
    """One document being read: its tree, and what its ids stand for."""

    root: etree._Element
    body: etree._Element
    hrefs: dict[str, str] = field(default_factory=dict)
    labels: dict[str, str] = field(default_factory=dict)
    states: dict[str, str] = field(default_factory=dict)
    counts: dict[str, tuple[str, str]] = field(default_factory=dict)
    voters: dict[str, list[str]] = field(default_factory=dict)
    lang: str = ""
    actor: str = ""
    turn: int = 0
    before: SpeechPart | None = None

    def document(self) -> Document:
        """The whole; ids are gathered first, since everything is told by what they stand for."""
        self._gather()
        language = self._first("FRBRlanguage", "language")
        self.lang = ALPHA2.get(language, language)
        author_id = _local(self._first("FRBRauthor", "href"))
        self.actor = self.hrefs.get(author_id, author_id).rstrip("/").rsplit("/", 1)[-1]
        sections = tuple(self._body_sections())
        start, end, breaks = self._times()
        return Document(
            kind=tag(self.body), name=self.body.get("name", ""),
            work_iri=self._iri("FRBRWork"), expression_iri=self._iri("FRBRExpression"),
            symbol=self._symbol(), actor=self.actor, organ=self._organ(author_id),
            meeting=self._ordinal("meeting"), session=self._ordinal("session"),
            date=self._first("FRBRdate", "date"), language=language, lang=self.lang,
            title=self._printed("docTitle"), status=self._printed("docStatus"),
            preface=tuple(self._preface()), sections=sections, annexes=tuple(self._annexes()),
            votings=tuple(self._voting(v) for v in named(self.body, "voting")), references=tuple(self._references()),
            opened=start, closed=end, suspended=breaks, president=self._president(), roster=tuple(self._roster()),
            states=tuple(sorted(self.states.items())),
        )  # fmt: skip

    def _gather(self) -> None:
        for entity in (e for references in named(self.body, "references") for e in references):
            if tag(entity) and eid(entity):
                href, label = entity.get("href", ""), entity.get("showAs", "")
                self.hrefs[eid(entity)], self.labels[eid(entity)] = href, label
                if "/organization/" in href and (state := _state(href)):
                    self.states.setdefault(state, label)
        for count in named(self.body, "count"):
            self.counts[eid(count)] = self._end(count.get("refersTo")), eid(parent(count))
        for vote in named(self.body, "vote"):
            self.voters.setdefault(_local(vote.get("choice")), []).append(_state(self._href(vote.get("by"))))

    # --- what identifies it ---------------------------------------------------------------------------------------

    def _first(self, name: str, attribute: str) -> str:
        return next((e.get(attribute) or "" for e in named(self.body, name)), "")

    def _printed(self, name: str) -> str:
        return next((words(e) for e in named(self.body, name)), "")

    def _iri(self, level: str) -> str:
        return next((e.get("value", "") for w in named(self.body, level) for e in named(w, "FRBRuri")), "")

    def _symbol(self) -> str:
        aliases = (e.get("value", "") for e in named(self.body, "FRBRalias") if e.get("name") == "symbol")
        return self._first("FRBRnumber", "showAs") or next(aliases, "") or self._printed("docNumber")

    def _organ(self, author: str) -> str:
        return self._printed("docAuthority") or self.labels.get(author, "")

    def _ordinal(self, of: str) -> int:
        """The number of the meeting or session, as the IRI of an event says it; 0 where none does."""
        for href in self.hrefs.values():
            if found := _NUMBERED[of].match(href):
                return int(found[1])
        return 0

    def _times(self) -> tuple[str, str, tuple[str, ...]]:
        """When it opened and closed, and the breaks, which are told in narratives."""
        start, end, breaks = "", "", []
        for time in named(self.body, "recordedTime"):
            kind, value = time.get("type"), time.get("time", "")
            if kind and any(tag(a) in _UNSPOKEN for a in time.iterancestors()):
                breaks.append(value)
            elif kind == "startEvent":
                start = start or value
            elif kind == "endEvent":
                end = value
        return start, end, tuple(breaks)

    # --- the cover ------------------------------------------------------------------------------------------------

    def _preface(self) -> Iterator[Block]:
        for part in ("coverPage", "preface"):
            for preface in (e for e in self.body if tag(e) == part):
                for grouped, found in groupby(preface, lambda part: tag(part) == "container"):
                    parts = list(found)
                    blocks = [(e.get("name", ""), e, e) for e in parts] if grouped else [("", parts, preface)]
                    yield from (Block(name, tuple(_lines(lines)), eid(owner)) for name, lines, owner in blocks)

    def _roster(self) -> Iterator[Member]:
        """The delegations in the cover's table."""
        for preface in named(self.body, "preface"):
            for person in (p for table in named(preface, "table") for p in named(table, "person")):
                yield self._member(person)

    def _president(self) -> Member | None:
        """The person on the cover whose role is to preside."""
        for preface in named(self.body, "preface"):
            for person in named(preface, "person"):
                if re.search(r"/(president|chair)$", self._href(person.get("as"))):
                    return self._member(person)
        return None

    def _member(self, person: etree._Element) -> Member:
        state = _state(self._href(person.get("refersTo"))) or _state(self._href(person.get("as")))
        row = next((a for a in person.iterancestors() if tag(a) == "tr"), None)
        line = row if row is not None else parent(person)
        names = [words(o) for o in named(line, "organization")]
        return Member(
            words(person), state, names[0] if names else self.states.get(state, ""), _local(person.get("refersTo"))
        )

    # --- the body -------------------------------------------------------------------------------------------------

    def _body_sections(self) -> Iterator[Section]:
        """The sections of the body, in printed order; for a statement, its preamble and its main body."""
        for part in self.body:
            name = tag(part)
            if name in _BODIES or name in ("preamble", "conclusions"):
                yield from self._sections(part, level=0)

    def _annexes(self) -> Iterator[Section]:
        for attachments in (e for e in self.body if tag(e) in ("attachments", "components")):
            for attachment in (a for a in attachments if isinstance(a.tag, str)):
                heading = tuple(paragraph(h) for h in attachment if tag(h) in _HEADINGS)
                inner = [b for name in _BODIES for b in named(attachment, name)]
                yield Section(eid(attachment), "attachment", 1, heading, tuple(p for b in inner for p in paragraphs(b)))

    def _sections(self, element: etree._Element, level: int) -> Iterator[Section]:
        """A section, the sections in it, and what it goes on with after them."""
        name = element.get("name") or tag(element)
        headings: tuple[Paragraph, ...] = tuple(paragraph(h) for h in element if tag(h) in _HEADINGS)
        target = self._end(element.get("refersTo"))
        items: list[Item] = []
        fresh = level > 0 or bool(headings)
        for child in element:
            if _is_section(child):
                if items or fresh:
                    yield Section(eid(element), name, max(1, level), headings, tuple(items), target)
                items, headings, fresh = [], (), False
                yield from self._sections(child, level + 1)
            elif tag(child) not in _HEADINGS:
                items.extend(self._items(child))
        if items or fresh:
            yield Section(eid(element), name, max(1, level), headings, tuple(items), target)

    def _items(self, element: etree._Element) -> Iterator[Item]:
        name = tag(element)
        if name in _SPOKEN:
            yield self._speech(element)
        elif name in _UNSPOKEN:
            target = element.get("refersTo") or next((r.get("refersTo") for r in named(element, "remark")), None)
            yield Remark(eid(element), name, paragraph(element), self._end(target))
        elif name == "rollCall":
            yield RollCall(eid(element), tuple(paragraphs(element)), tuple(self._votes(element)))
        elif name in _GROUPS:
            for child in element:
                yield from self._items(child)
        elif name:
            yield from paragraphs(element)

    def _speech(self, speech: etree._Element) -> SpeechPart:
        by, role = _local(speech.get("by")), _local(speech.get("as"))
        head = next((e for e in speech if tag(e) == "from"), None)
        before = self.before if head is None else None
        self.turn += before is None
        state = self._country(speech, head)
        part = SpeechPart(
            eId=eid(speech), turn=self.turn, by=by, speaker=self._speaker(by, head),
            country=state, country_name=self._country_name(state, head),
            capacity=self._capacity(self.hrefs.get(role, "")), role=self.labels.get(role, ""),
            head=paragraph(head) if head is not None else None,
            delivered=before.delivered if before else next(self._noted(head), self.lang),
            languages=tuple(language for e in speech if e is not head for language in self._noted(e)),
            paragraphs=tuple(numbered(e for e in speech if e is not head)),
        )  # fmt: skip
        self.before = part
        return part

    def _speaker(self, by: str, head: etree._Element | None) -> str:
        label = self.labels.get(by, "")
        return label or (next((words(p) for p in named(head, "person")), "") if head is not None else "")

    def _noted(self, element: etree._Element | None) -> Iterator[str]:
        """The languages of delivery that notes in an element name."""
        for note in named(element, "inline") if element is not None else ():
            if note.get("name", "").endswith("originalLanguage"):
                code = self._end(note.get("refersTo"))
                yield ALPHA2.get(code, code)

    def _country(self, speech: etree._Element, head: etree._Element | None) -> str:
        """The delegation: by the role, else the organization that the head names, else the person."""
        named_in_head = [o.get("refersTo") for o in named(head, "organization")] if head is not None else []
        candidates = [speech.get("as"), *named_in_head, speech.get("by")]
        return next((state for c in candidates if (state := _state(self._href(c)))), "")

    def _country_name(self, state: str, head: etree._Element | None) -> str:
        printed_names = (words(o) for o in named(head, "organization")) if head is not None else iter(())
        return (self.states.get(state, "") or next(printed_names, "")) if state else ""

    def _capacity(self, href: str) -> str:
        tests = ((name, end.replace("{actor}", re.escape(self.actor))) for name, end in _CAPACITIES)
        return next((name for name, end in tests if re.search(end, href, re.IGNORECASE)), "")

    # --- votes and references -------------------------------------------------------------------------------------

    def _votes(self, roll: etree._Element) -> Iterator[Vote]:
        for vote in named(roll, "vote"):
            choice, voting = self.counts.get(_local(vote.get("choice")), ("", ""))
            yield Vote(_state(self._href(vote.get("by"))), words(vote), choice, voting)

    def _voting(self, voting: etree._Element) -> Voting:
        counts = tuple(
            Count(self._end(c.get("refersTo")), _whole(c.get("value")), tuple(self.voters.get(eid(c), ())))
            for c in named(voting, "count")
        )
        documents = tuple(self.labels.get(_local(i)) or _local(i) for i in (voting.get("refersTo") or "").split())
        return Voting(eid(voting), _local(voting.get("href")), documents, self._end(voting.get("outcome")), counts)

    def _references(self) -> Iterator[Reference]:
        """The cited documents: those listed, then those that a `ref` leads to and no list names."""
        linked: dict[str, str] = {}
        unlisted: dict[str, str] = {}
        for ref in named(self.body, "ref"):
            listed = _local(ref.get("refersTo"))
            (linked if listed in self.hrefs else unlisted).setdefault(
                listed or ref.get("href", ""), ref.get("href", "")
            )
            if listed not in self.hrefs:
                self.labels.setdefault(listed or ref.get("href", ""), words(ref))
        for entity in named(self.body, "TLCReference"):
            if entity.get("name") in (None, "citedDocument"):
                yield Reference(
                    eid(entity), entity.get("showAs", ""), entity.get("href", ""), linked.get(eid(entity), "")
                )
        for key, href in unlisted.items():
            yield Reference("", self.labels[key], href, href)

    # --- ids ------------------------------------------------------------------------------------------------------

    def _href(self, value: str | None) -> str:
        return self.hrefs.get(_local(value), "")

    def _end(self, value: str | None) -> str:
        """What the IRI of an entity ends in; where the id is not declared, the id itself."""
        local = _local(value)
        return (self.hrefs.get(local) or local).rsplit("/", 1)[-1]


def _is_section(element: etree._Element) -> bool:
    return tag(element) in _SECTIONS


def _state(href: str) -> str:
    found = _STATE.search(href)
    return found[1] if found else ""


def _lines(block: Iterable[etree._Element]) -> Iterator[Paragraph | Row]:
    """The lines of a part of the cover: paragraphs, and rows where it is a table."""
    for child in block:
        if tag(child) == "table":
            for row in named(child, "tr"):
                yield Row(tuple(paragraph(cell) for cell in row if isinstance(cell.tag, str)))
        else:
            yield from printed(child)


def _local(value: str | None) -> str:
    return (value or "").lstrip("#")


def _whole(value: str | None) -> int | None:
    return int(value) if value and re.fullmatch(r"\d{1,9}", value) else None
