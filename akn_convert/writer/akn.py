"""One function a class of the model: each opens its element and hands its paragraphs to `fill`.

`above` is the eId of the nearest element around it that has one, "" where there is none.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from akn_convert.model import (
    Annex,
    Communique,
    Container,
    Debate,
    Inline,
    Paragraph,
    Record,
    Remark,
    RollCall,
    Row,
    Section,
    Speech,
    Statement,
)
from akn_convert.text import Cut
from akn_convert.writer.markup import Markup, as_written
from akn_convert.writer.meta import annex_meta, counts_of, meta
from akn_convert.writer.names import AKN, AKN4UN, DOCUMENTS, INLINES

_ORIGINAL = {"contains": "originalVersion"}
_ROOT = f'<akomaNtoso xmlns="{AKN}" xmlns:akn4un="{AKN4UN}">'


def document(record: Record, clean: str) -> str:
    """The whole document. Its body is written before its metadata, whose votes refer to paragraphs by their eId."""
    body = Markup(clean)
    body.lists = counts_of(record.votings)
    _preface(body, record)
    _BODIES[type(record.body)](body, record.body)
    _annexes(body, record)
    name = DOCUMENTS[record.meta.kind].element
    start = f"<{name}{as_written({'name': record.meta.kind, **_ORIGINAL})}>"
    return f"{_ROOT}{start}{meta(record, body.paragraphs)}{body}</{name}></akomaNtoso>"


# --- the parts of a document ---------------------------------------------------------------------------------------


def _preface(out: Markup, record: Record) -> None:
    """AKN4UN asks for a preface even where the source has lost its cover."""
    preface = out.begin("preface")
    for container in record.preface:
        _container(out, preface, container)
    if not record.preface:
        _nothing(out, preface)
    out.end("preface")


def _nothing(out: Markup, above: str) -> None:
    """A paragraph without words, where the schema asks for one."""
    out.begin("p", above)
    out.end("p")


def _container(out: Markup, above: str, container: Container) -> None:
    """A named block; one without a name is no block, its lines stand in what is around it."""
    if container.name:
        above = out.begin("container", above, {"name": container.name})
    table = ""
    for block in container.blocks:
        if isinstance(block, Row):
            table = table or out.begin("table", above)
            _row(out, table, block)
            continue
        if table:
            out.end("table")
            table = ""
        fill(out, "p", above, block)
    if table:
        out.end("table")
    if container.name:
        out.end("container")


def _row(out: Markup, table: str, row: Row) -> None:
    """A row of a table; what its cells hold is counted in the table, and the paragraph of a cell has no eId."""
    out.bare("tr")
    for cell in row.cells:
        out.bare("td")
        out.bare("p")
        _hold(out, table, cell)
        out.end("p", "td")
    out.end("tr")


def _debate(out: Markup, body: Debate) -> None:
    out.bare("debateBody")
    for section in body.sections:
        _section(out, section)
    out.end("debateBody")


def _section(out: Markup, section: Section) -> None:
    above = out.begin("debateSection", "", _refers(section.target, name=section.name))
    for index, heading in enumerate(section.headings):
        fill(out, "subheading" if index else "heading", above, heading)
    for item in section.items:
        _ITEMS[type(item)](out, above, item)
    out.end("debateSection")


def _speech(out: Markup, above: str, item: Speech) -> None:
    speech = out.begin("speech", above, {"by": f"#{item.by}", "as": f"#{item.capacity}"})
    if item.head:
        fill(out, "from", speech, item.head)
    for paragraph in item.paragraphs:
        fill(out, "p", speech, paragraph)
    if not item.paragraphs:
        _nothing(out, speech)
    out.end("speech")


def _remark(out: Markup, above: str, item: Remark) -> None:
    match item.kind:
        case "opening":
            fill(out, "p", above, item.line)
        case "closing":
            fill(out, "p", out.begin("adjournment", above), item.line)
            out.end("adjournment")
        case "scene":
            fill(out, "remark", out.begin("scene", above), item.line, _refers(item.target, type="phenomenon"))
            out.end("scene")
        case _:
            fill(out, item.kind, above, item.line, _refers(item.target))


def _roll_call(out: Markup, above: str, item: RollCall) -> None:
    above = out.begin("rollCall", above)
    for line in item.lines:
        fill(out, "p", above, line)
    out.end("rollCall")


def _statement(out: Markup, body: Statement) -> None:
    if body.formula:
        formula = out.begin("formula", out.begin("preamble"), {"name": "akn4un:enactingFormula"})
        for paragraph in body.formula:
            fill(out, "p", formula, paragraph)
        out.end("formula", "preamble")
    out.bare("mainBody")
    for part in body.paragraphs:
        if isinstance(part, Container):
            _container(out, "", part)
        else:
            fill(out, "p", out.begin("content", out.begin("paragraph")), part)
            out.end("content", "paragraph")
    if not body.paragraphs:
        _nothing(out, out.begin("content", out.begin("paragraph")))
        out.end("content", "paragraph")
    out.end("mainBody")


def _communique(out: Markup, body: Communique) -> None:
    out.bare("mainBody")
    for paragraph in body.paragraphs:
        fill(out, "p", "", paragraph)
    out.end("mainBody")


def _annexes(out: Markup, record: Record) -> None:
    """Annexes are attachments: documents of their own inside this one."""
    if not record.annexes:
        return
    out.bare("attachments")
    for number, annex in enumerate(record.annexes, 1):
        assert isinstance(annex, Annex)
        above = out.begin("attachment")
        out.bare("doc", {"name": "annex", **_ORIGINAL})
        out.raw(annex_meta(record, number))
        out.bare("mainBody")
        for paragraph in annex.paragraphs:
            fill(out, "p", above, paragraph)
        out.end("mainBody", "doc", "attachment")
    out.end("attachments")


_BODIES: dict[type[object], Callable[[Markup, Any], None]] = {
    Debate: _debate,
    Statement: _statement,
    Communique: _communique,
}
_ITEMS: dict[type[object], Callable[[Markup, str, Any], None]] = {
    Speech: _speech,
    Remark: _remark,
    RollCall: _roll_call,
}


# --- paragraphs ------------------------------------------------------------------------------------------------------


def fill(out: Markup, name: str, above: str, paragraph: Paragraph, attributes: dict[str, str] | None = None) -> None:
    """An element with the words of a paragraph, its inlines as elements around theirs."""
    _hold(out, out.begin(name, above, attributes), paragraph)
    out.end(name)


def _hold(out: Markup, above: str, paragraph: Paragraph) -> None:
    """The words of a paragraph, which is cited by the eId of its element or the nearest that has one."""
    cut, inlines = paragraph
    out.paragraphs.setdefault(cut.start, above)
    if inlines:
        _mixed(out, above, cut, inlines)
    else:
        out.words(cut.start, cut.end)


def _mixed(out: Markup, above: str, cut: Cut, inlines: tuple[Inline, ...]) -> None:
    reached = cut.start
    for inline in inlines:
        start, end = inline.cut
        if reached < start:
            out.words(reached, start)
        name, attributes = INLINES[inline.name](inline)
        if inline.name == "vote" and (count := out.lists.get(cut.start)):
            attributes["choice"] = f"#{count}"
        inside = out.begin(name, above, attributes)
        if inline.children:
            _mixed(out, inside, inline.cut, inline.children)
        else:
            out.words(start, end)
        out.end(name)
        reached = end
    if reached < cut.end:
        out.words(reached, cut.end)


def _refers(target: str, /, **attributes: str) -> dict[str, str]:
    """Attributes, and a reference to an entity where there is one."""
    given = {name: value for name, value in attributes.items() if value}
    return {**given, "refersTo": f"#{target}"} if target else given
