"""The `meta` block: FRBR identification, publication, votes, references (AKN4UN part 1, metadata)."""

from __future__ import annotations

from lxml import etree

from akn_convert.model import Count, Entity, Record, Voting
from akn_convert.writer.akn import Element, Links
from akn_convert.writer.names import AKN4UN, CLASSES, DOCUMENTS, tag

TOOL = "akn-convert"
_OFFICES = (("author", "Author"), ("publisher", "Publisher"), ("editor", "Editor"))


def meta(record: Record, links: Links) -> Element:
    """The metadata of a record; what votes refer to in the body is left to `links`."""
    element = etree.Element(tag("meta"))
    _identification(element, Iris.of(record), record)
    _publication(element, record)
    if record.meta.kind == "presidentialStatement":
        _workflow(element, record)
    if record.votings:
        _votings(element, record, links)
    _references(element, record.entities)
    if record.meta.jobs:
        holder = _sub(element, "proprietary", source=f"#{TOOL}")
        for job in record.meta.jobs:
            etree.SubElement(holder, f"{{{AKN4UN}}}internalCode").text = job
    return element


class Iris:
    """The IRIs of work, expression and manifestation, of the whole or of a component (naming convention, FRBR)."""

    def __init__(self, work: str, language: str, component: str = "!main") -> None:
        self.work, self.component = work, component
        self.expression = f"{work}/{language}@"

    @classmethod
    def of(cls, record: Record) -> Iris:
        """The IRIs of a record."""
        m = record.meta
        document = DOCUMENTS[m.kind]
        work = f"/akn/un/{document.element}/{document.subtype}/{m.actor}/{m.date}/{m.number}"
        return cls(work, m.language)


def _sub(parent: Element, name: str, /, **attributes: str) -> Element:
    return etree.SubElement(parent, tag(name), {k.rstrip("_"): v for k, v in attributes.items()})


def _identification(parent: Element, iris: Iris, record: Record, subtype: str = "") -> None:
    m, document = record.meta, DOCUMENTS[record.meta.kind]
    element = _sub(parent, "identification", source=f"#{TOOL}")
    work = _sub(element, "FRBRWork")
    _iris(work, iris.work, f"{iris.work}/{iris.component}")
    if m.symbol and iris.component == "!main":
        _sub(work, "FRBRalias", name="symbol", value=m.symbol)
        _unxml_alias(work, record)
    _sub(work, "FRBRdate", date=m.date, name=document.dated_by)
    _sub(work, "FRBRauthor", href=f"#{m.actor}", as_="#author")
    _sub(work, "FRBRcountry", value="un")
    _sub(work, "FRBRsubtype", value=subtype or document.subtype)
    _sub(work, "FRBRnumber", value=m.number, showAs=m.symbol or m.number)
    _sub(work, "FRBRprescriptive", value="false")
    expression = _sub(element, "FRBRExpression")
    _iris(expression, iris.expression, f"{iris.expression}/{iris.component}")
    _sub(expression, "FRBRdate", date=m.date, name=document.dated_by)
    _sub(expression, "FRBRauthor", href="#un", as_="#publisher")
    _sub(expression, "FRBRlanguage", language=m.language)
    manifestation = _sub(element, "FRBRManifestation")
    _iris(manifestation, f"{iris.expression}.xml", f"{iris.expression}/{iris.component}.xml")
    _sub(manifestation, "FRBRdate", date=m.markup_date or m.date, name="markup")
    _sub(manifestation, "FRBRauthor", href=f"#{TOOL}", as_="#editor")
    _sub(manifestation, "FRBRformat", value="xml")


def _iris(level: Element, uri: str, this: str) -> None:
    _sub(level, "FRBRthis", value=this)
    _sub(level, "FRBRuri", value=uri)


def _unxml_alias(work: Element, record: Record) -> None:
    """The IRI under which the Secretariat's own archive has a presidential statement."""
    m = record.meta
    if m.kind == "presidentialStatement" and m.symbol.startswith("S/PRST/"):
        number = m.symbol.removeprefix("S/PRST/").replace("/", "-")
        _sub(work, "FRBRalias", name="UNxml", value=f"/akn/un/statement/deliberation/unsc/{m.date}/{number}/")


def _publication(parent: Element, record: Record) -> None:
    m = record.meta
    provisional = m.kind == "verbatimRecord" and any(e.id == "provisional" for e in record.entities)
    name = "provisionalVerbatimRecord" if provisional else m.kind
    label = m.status or m.title or next((e.label for e in record.entities if e.id == m.kind), m.kind)
    _sub(parent, "publication", date=m.date, name=name, showAs=label, number=m.symbol or m.number)


def _workflow(parent: Element, record: Record) -> None:
    element = _sub(parent, "workflow", source=f"#{TOOL}")
    _sub(
        element, "step", date=record.meta.date, by=f"#{record.meta.actor}", as_="#author",
        refersTo="#adoption", outcome="#issued",
    )  # fmt: skip


def _votings(parent: Element, record: Record, links: Links) -> None:
    holder = _sub(_sub(parent, "analysis", source=f"#{TOOL}"), "parliamentary")
    for voting in record.votings:
        _voting(holder, voting, links)


def _voting(parent: Element, voting: Voting, links: Links) -> None:
    element = _sub(parent, "voting", href="", outcome=f"#{voting.outcome}")
    if voting.documents:
        element.set("refersTo", " ".join(f"#{eid}" for eid in voting.documents))
    links.to_paragraph(element, "href", voting.stated)
    for count in voting.counts:
        _count(element, count, links)


def _count(parent: Element, count: Count, links: Links) -> None:
    element = _sub(parent, "count", refersTo=f"#{count.choice}", value=str(count.value))
    for line in count.lines:
        links.counts[line.start] = element
    if count.lines:
        links.to_paragraph(element, "href", count.lines[-1])


def _references(parent: Element, entities: tuple[Entity, ...]) -> None:
    element = _sub(parent, "references", source=f"#{TOOL}")
    organs = [e for e in entities if e.kind == "organization"]
    for entity in organs:
        _entity(element, entity)
    _entity(element, Entity(TOOL, "organization", TOOL, "akn_convert"))
    for eid, label in _OFFICES:
        _entity(element, Entity(eid, "role", eid, label))
    for entity in entities:
        if entity.kind != "organization":
            _entity(element, entity)


def _entity(parent: Element, entity: Entity) -> None:
    name, shown = CLASSES[entity.kind], entity.label
    if entity.kind == "reference":
        _sub(parent, name, eId=entity.id, name="citedDocument", href=entity.path, showAs=shown)
    else:
        _sub(parent, name, eId=entity.id, href=f"/akn/ontology/{entity.kind}/un/{entity.path}", showAs=shown)


def annex_meta(record: Record, number: int) -> Element:
    """The metadata of the annex of a record, as a component of its work."""
    element = etree.Element(tag("meta"))
    whole = Iris.of(record)
    _identification(element, Iris(whole.work, record.meta.language, f"!annex_{number}"), record)
    return element
