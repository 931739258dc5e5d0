"""The `meta` block: FRBR identification, publication, votes, references (AKN4UN part 1, metadata)."""

from __future__ import annotations

from collections.abc import Mapping

from akn_convert.model import Count, Entity, Record, Voting
from akn_convert.writer.eid import Eids
from akn_convert.writer.markup import Markup, quoted
from akn_convert.writer.names import CLASSES, DOCUMENTS

TOOL = "akn-convert"
_OFFICES = (("author", "Author"), ("publisher", "Publisher"), ("editor", "Editor"))


def meta(record: Record, paragraphs: Mapping[int, str]) -> str:
    """The metadata of a record; votes refer to paragraphs of the body by the eIds found at the start of their cuts."""
    out = Markup("")
    out.bare("meta")
    _identification(out, Iris.of(record), record)
    _publication(out, record)
    if record.meta.kind == "presidentialStatement":
        _workflow(out, record)
    if record.votings:
        _votings(out, record.votings, paragraphs)
    _references(out, record.entities)
    if record.meta.jobs:
        out.bare("proprietary", {"source": f"#{TOOL}"})
        for job in record.meta.jobs:
            out.raw(f"<akn4un:internalCode>{quoted(job)}</akn4un:internalCode>")
        out.end("proprietary")
    out.end("meta")
    return str(out)


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


def _identification(out: Markup, iris: Iris, record: Record) -> None:
    out.bare("identification", {"source": f"#{TOOL}"})
    _work(out, iris, record)
    _expression(out, iris, record)
    _manifestation(out, iris, record)
    out.end("identification")


def _work(out: Markup, iris: Iris, record: Record) -> None:
    m, document = record.meta, DOCUMENTS[record.meta.kind]
    out.bare("FRBRWork")
    _iris(out, iris.work, f"{iris.work}/{iris.component}")
    if m.symbol and iris.component == "!main":
        out.empty("FRBRalias", {"name": "symbol", "value": m.symbol})
        _unxml_alias(out, record)
    out.empty("FRBRdate", {"date": m.date, "name": document.dated_by})
    out.empty("FRBRauthor", {"href": f"#{m.actor}", "as": "#author"})
    out.empty("FRBRcountry", {"value": "un"})
    out.empty("FRBRsubtype", {"value": document.subtype})
    out.empty("FRBRnumber", {"value": m.number, "showAs": m.symbol or m.number})
    out.empty("FRBRprescriptive", {"value": "false"})
    out.end("FRBRWork")


def _expression(out: Markup, iris: Iris, record: Record) -> None:
    m = record.meta
    out.bare("FRBRExpression")
    _iris(out, iris.expression, f"{iris.expression}/{iris.component}")
    out.empty("FRBRdate", {"date": m.date, "name": DOCUMENTS[m.kind].dated_by})
    out.empty("FRBRauthor", {"href": "#un", "as": "#publisher"})
    out.empty("FRBRlanguage", {"language": m.language})
    out.end("FRBRExpression")


def _manifestation(out: Markup, iris: Iris, record: Record) -> None:
    m = record.meta
    out.bare("FRBRManifestation")
    _iris(out, f"{iris.expression}.xml", f"{iris.expression}/{iris.component}.xml")
    out.empty("FRBRdate", {"date": m.markup_date or m.date, "name": "markup"})
    out.empty("FRBRauthor", {"href": f"#{TOOL}", "as": "#editor"})
    out.empty("FRBRformat", {"value": "xml"})
    out.end("FRBRManifestation")


def _iris(out: Markup, uri: str, this: str) -> None:
    out.empty("FRBRthis", {"value": this})
    out.empty("FRBRuri", {"value": uri})


def _unxml_alias(out: Markup, record: Record) -> None:
    """The IRI under which the Secretariat's own archive has a presidential statement."""
    m = record.meta
    if m.kind == "presidentialStatement" and m.symbol.startswith("S/PRST/"):
        number = m.symbol.removeprefix("S/PRST/").replace("/", "-")
        out.empty("FRBRalias", {"name": "UNxml", "value": f"/akn/un/statement/deliberation/unsc/{m.date}/{number}/"})


def _publication(out: Markup, record: Record) -> None:
    m = record.meta
    provisional = m.kind == "verbatimRecord" and any(e.id == "provisional" for e in record.entities)
    name = "provisionalVerbatimRecord" if provisional else m.kind
    label = m.status or m.title or next((e.label for e in record.entities if e.id == m.kind), m.kind)
    out.empty("publication", {"date": m.date, "name": name, "showAs": label, "number": m.symbol or m.number})


def _workflow(out: Markup, record: Record) -> None:
    out.bare("workflow", {"source": f"#{TOOL}"})
    out.empty("step", {"date": record.meta.date, "by": f"#{record.meta.actor}", "as": "#author", "refersTo": "#adoption", "outcome": "#issued"})  # fmt: skip
    out.end("workflow")


def _votings(out: Markup, votings: tuple[Voting, ...], paragraphs: Mapping[int, str]) -> None:
    out.bare("analysis", {"source": f"#{TOOL}"})
    out.bare("parliamentary")
    for voting in votings:
        _voting(out, voting, paragraphs)
    out.end("parliamentary", "analysis")


def _voting(out: Markup, voting: Voting, paragraphs: Mapping[int, str]) -> None:
    stated = paragraphs.get(voting.stated.start, "")
    attributes = {"href": f"#{stated}" if stated else "", "outcome": f"#{voting.outcome}"}
    if voting.documents:
        attributes["refersTo"] = " ".join(f"#{eid}" for eid in voting.documents)
    above = out.begin("voting", "", attributes)
    for count in voting.counts:
        _count(out, above, count, paragraphs)
    out.end("voting")


def _count(out: Markup, above: str, count: Count, paragraphs: Mapping[int, str]) -> None:
    attributes = {"refersTo": f"#{count.choice}", "value": str(count.value), "eId": out.eids.of("count", above)}
    listed = paragraphs.get(count.lines[-1].start, "") if count.lines else ""
    if listed:
        attributes["href"] = f"#{listed}"
    out.empty("count", attributes)


def counts_of(votings: tuple[Voting, ...]) -> dict[int, str]:
    """The eId of the count to which each printed list of votes belongs, by the start of its cut."""
    eids, found = Eids(), {}
    for voting in votings:
        above = eids.of("voting", "")
        for count in voting.counts:
            eid = eids.of("count", above)
            found.update({line.start: eid for line in count.lines})
    return found


def _references(out: Markup, entities: tuple[Entity, ...]) -> None:
    out.bare("references", {"source": f"#{TOOL}"})
    organs = [e for e in entities if e.kind == "organization"]
    own = (
        Entity(TOOL, "organization", TOOL, "akn_convert"),
        *(Entity(eid, "role", eid, label) for eid, label in _OFFICES),
    )
    for entity in (*organs, *own, *(e for e in entities if e.kind != "organization")):
        _entity(out, entity)
    out.end("references")


def _entity(out: Markup, entity: Entity) -> None:
    name, shown = CLASSES[entity.kind], entity.label
    if entity.kind == "reference":
        out.empty(name, {"eId": entity.id, "name": "citedDocument", "href": entity.path, "showAs": shown})
    else:
        out.empty(name, {"eId": entity.id, "href": f"/akn/ontology/{entity.kind}/un/{entity.path}", "showAs": shown})


def annex_meta(record: Record, number: int) -> str:
    """The metadata of the annex of a record, as a component of its work."""
    out, whole = Markup(""), Iris.of(record)
    out.bare("meta")
    _identification(out, Iris(whole.work, record.meta.language, f"!annex_{number}"), record)
    out.end("meta")
    return str(out)
