"""One function a class of the model: each makes its element and hands its paragraphs to `fill`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from lxml import etree

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
from akn_convert.writer.names import AKN, AKN4UN, DOCUMENTS, INLINES, tag

Element: TypeAlias = "etree._Element"
__all__ = ["AKN", "AKN4UN", "Element", "Links", "document"]


@dataclass(slots=True)
class Links:
    """Attributes that point at an element whose eId is not yet known, by the start of the cut it was made from.

    `made` holds the element of each paragraph, `counts` the count to which a list of votes belongs.
    """

    made: dict[int, Element] = field(default_factory=dict)
    counts: dict[int, Element] = field(default_factory=dict)
    _wanted: list[tuple[Element, str, dict[int, Element], int]] = field(default_factory=list)

    def to_paragraph(self, element: Element, attribute: str, cut: Cut) -> None:
        """Let an attribute become a link to the paragraph made from a cut."""
        self._wanted.append((element, attribute, self.made, cut.start))

    def to_count(self, element: Element, attribute: str, cut: Cut) -> None:
        """Let an attribute become a link to the count of the list printed at a cut."""
        self._wanted.append((element, attribute, self.counts, cut.start))

    def resolve(self) -> None:
        """Set the links, now that every element has its eId."""
        for element, attribute, targets, start in self._wanted:
            target = targets.get(start)
            while target is not None and not target.get("eId"):
                target = target.getparent()
            if target is not None:
                element.set(attribute, f"#{target.get('eId')}")


def document(record: Record, clean: str) -> tuple[Element, Links]:
    """The whole document without eIds, and the links that wait for them."""
    from akn_convert.writer.meta import meta

    links = Links()
    root = etree.Element(tag("akomaNtoso"), nsmap={None: AKN, "akn4un": AKN4UN})  # type: ignore[dict-item]
    name = DOCUMENTS[record.meta.kind].element
    doc = _sub(root, name, name=record.meta.kind, contains="originalVersion")
    doc.append(meta(record, links))
    preface = _sub(doc, "preface")  # AKN4UN asks for one even where the source has lost its cover
    for container in record.preface:
        _container(preface, container, clean, links)
    if not record.preface:
        _sub(preface, "p")
    _BODIES[type(record.body)](doc, record.body, clean, links)
    _annexes(doc, record, clean, links)
    return root, links


def _sub(parent: Element, name: str, /, **attributes: str) -> Element:
    """A new element at the end of another; an attribute without a value is left out."""
    if attributes:
        attributes = {key: value for key, value in attributes.items() if value}
    return etree.SubElement(parent, tag(name), attributes)


# --- the parts of a document ---------------------------------------------------------------------------------------


def _container(parent: Element, container: Container, clean: str, links: Links) -> None:
    """A block of the preface; one without a name is no block, its lines stand in the preface itself."""
    holder = _sub(parent, "container", name=container.name) if container.name else parent
    table: Element | None = None
    for block in container.blocks:
        if isinstance(block, Row):
            table = table if table is not None else _sub(holder, "table")
            row = _sub(table, "tr")
            for cell in block.cells:
                fill(_sub(_sub(row, "td"), "p"), cell, clean, links)
        else:
            table = None
            fill(_sub(holder, "p"), block, clean, links)


def _debate(doc: Element, body: Debate, clean: str, links: Links) -> None:
    holder = _sub(doc, "debateBody")
    for section in body.sections:
        _section(holder, section, clean, links)


def _section(parent: Element, section: Section, clean: str, links: Links) -> None:
    element = _sub(parent, "debateSection", name=section.name, refersTo=_local(section.target))
    for index, heading in enumerate(section.headings):
        fill(_sub(element, "subheading" if index else "heading"), heading, clean, links)
    for item in section.items:
        _ITEMS[type(item)](element, item, clean, links)


def _speech(parent: Element, item: Speech, clean: str, links: Links) -> None:
    speech = etree.SubElement(parent, tag("speech"), {"by": f"#{item.by}", "as": f"#{item.capacity}"})
    if item.head:
        fill(_sub(speech, "from"), item.head, clean, links)
    for paragraph in item.paragraphs:
        fill(_sub(speech, "p"), paragraph, clean, links)
    if not item.paragraphs:
        _sub(speech, "p")


def _remark(parent: Element, item: Remark, clean: str, links: Links) -> None:
    match item.kind:
        case "opening":
            fill(_sub(parent, "p"), item.line, clean, links)
        case "closing":
            fill(_sub(_sub(parent, "adjournment"), "p"), item.line, clean, links)
        case "scene":
            remark = _sub(_sub(parent, "scene"), "remark", type="phenomenon", refersTo=_local(item.target))
            fill(remark, item.line, clean, links)
        case _:
            fill(_sub(parent, item.kind, refersTo=_local(item.target)), item.line, clean, links)


def _roll_call(parent: Element, item: RollCall, clean: str, links: Links) -> None:
    element = _sub(parent, "rollCall")
    for line in item.lines:
        fill(_sub(element, "p"), line, clean, links)


def _statement(doc: Element, body: Statement, clean: str, links: Links) -> None:
    if body.formula:
        formula = _sub(_sub(doc, "preamble"), "formula", name="akn4un:enactingFormula")
        for paragraph in body.formula:
            fill(_sub(formula, "p"), paragraph, clean, links)
    holder = _sub(doc, "mainBody")
    for part in body.paragraphs:
        if isinstance(part, Container):
            _container(holder, part, clean, links)
        else:
            fill(_sub(_sub(_sub(holder, "paragraph"), "content"), "p"), part, clean, links)
    if not body.paragraphs:
        _sub(_sub(_sub(holder, "paragraph"), "content"), "p")


def _communique(doc: Element, body: Communique, clean: str, links: Links) -> None:
    holder = _sub(doc, "mainBody")
    for paragraph in body.paragraphs:
        fill(_sub(holder, "p"), paragraph, clean, links)


def _annexes(doc: Element, record: Record, clean: str, links: Links) -> None:
    """Annexes are attachments: documents of their own inside this one."""
    from akn_convert.writer.meta import annex_meta

    holder = _sub(doc, "attachments") if record.annexes else None
    for number, annex in enumerate(record.annexes, 1):
        assert holder is not None and isinstance(annex, Annex)
        part = _sub(_sub(holder, "attachment"), "doc", name="annex", contains="originalVersion")
        part.append(annex_meta(record, number))
        body = _sub(part, "mainBody")
        for paragraph in annex.paragraphs:
            fill(_sub(body, "p"), paragraph, clean, links)


_Body = Callable[[Element, Any, str, Links], None]
_BODIES: dict[type[object], _Body] = {Debate: _debate, Statement: _statement, Communique: _communique}
_ITEMS: dict[type[object], Callable[[Element, Any, str, Links], None]] = {
    Speech: _speech,
    Remark: _remark,
    RollCall: _roll_call,
}


# --- paragraphs ------------------------------------------------------------------------------------------------------


def fill(element: Element, paragraph: Paragraph, clean: str, links: Links) -> None:
    """Give an element the words of a paragraph, its inlines as elements around theirs."""
    cut, inlines = paragraph
    links.made.setdefault(cut.start, element)
    if not inlines:
        element.text = clean[cut.start : cut.end]
        return
    _mixed(element, cut, inlines, clean, links)


def _mixed(element: Element, cut: Cut, inlines: tuple[Inline, ...], clean: str, links: Links) -> None:
    reached = cut.start
    before: Element | None = None
    for inline in inlines:
        words = clean[reached : inline.cut.start]
        if before is None:
            element.text = words
        else:
            before.tail = words
        before = _inline(element, inline, clean, links)
        if inline.name == "vote":
            links.to_count(before, "choice", cut)
        reached = inline.cut.end
    if before is not None:
        before.tail = clean[reached : cut.end]


def _inline(parent: Element, inline: Inline, clean: str, links: Links) -> Element:
    name, attributes = INLINES[inline.name](inline)
    element = etree.SubElement(parent, tag(name), attributes)
    if inline.children:
        _mixed(element, inline.cut, inline.children, clean, links)
    else:
        element.text = clean[inline.cut.start : inline.cut.end]
    return element


def _local(eid: str) -> str:
    return f"#{eid}" if eid else ""
