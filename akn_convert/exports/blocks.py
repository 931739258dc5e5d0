"""Akoma Ntoso's content as paragraphs: where one begins and ends, and which runs of words it is made of."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from lxml import etree

from akn_convert.exports.document import Paragraph, Run

# The standard's elements that stand within a line; any other makes a block of its own.
INLINES = frozenset(
    [
        "a",
        "abbr",
        "affectedDocument",
        "argument",
        "authorialNote",
        "b",
        "br",
        "change",
        "cmpInline",
        "concept",
        "courtType",
        "date",
        "def",
        "del",
        "docAuthority",
        "docCommittee",
        "docDate",
        "docIntroducer",
        "docJurisdiction",
        "docNumber",
        "docProponent",
        "docPurpose",
        "docStage",
        "docStatus",
        "docTitle",
        "docType",
        "docketNumber",
        "entity",
        "eol",
        "eop",
        "event",
        "extractText",
        "fillIn",
        "i",
        "img",
        "inline",
        "ins",
        "judge",
        "lawyer",
        "legislature",
        "location",
        "mmod",
        "mod",
        "mref",
        "neutralCitation",
        "noteRef",
        "object",
        "omissis",
        "opinion",
        "organization",
        "outcome",
        "party",
        "person",
        "placeholder",
        "process",
        "quantity",
        "quotedText",
        "recordedTime",
        "ref",
        "relatedDocument",
        "remark",
        "rmod",
        "role",
        "rref",
        "session",
        "shortTitle",
        "signature",
        "span",
        "sub",
        "sup",
        "term",
        "time",
        "u",
        "vote",
        "signature",
        "number",
    ]
)
# Notes printed elsewhere than where they are anchored, and what is no text.
_SILENT = frozenset({"authorialNote", "img"})
_QUOTES = frozenset({"embeddedStructure", "quotedStructure", "embeddedText"})
_SPACE = re.compile(r"[ \t\r\n]+")


def tag(element: etree._Element | None) -> str:
    """The name of an element without its namespace; "" for comments, instructions and None."""
    if element is None or not isinstance(element.tag, str):
        return ""
    return element.tag.rpartition("}")[2]


def eid(element: etree._Element) -> str:
    """The permanent id of an element, by the attribute of this standard or of the one before it; "" without one."""
    return element.get("eId") or element.get("id") or ""


def parent(element: etree._Element) -> etree._Element:
    """The element around an element; the root stands in itself."""
    around = element.getparent()
    return element if around is None else around


def named(element: etree._Element, name: str) -> Iterator[etree._Element]:
    """The elements of a name within an element, itself included, in document order."""
    return element.iter("{*}" + name)


def words(element: etree._Element) -> str:
    """The text within an element, white space collapsed."""
    return _SPACE.sub(" ", "".join(map(str, element.itertext()))).strip(" ")


def paragraph(element: etree._Element) -> Paragraph:
    """An element's whole text as one paragraph."""
    quoted = any(tag(a) in _QUOTES for a in element.iterancestors())
    return Paragraph(eid(element), _tidy(list(_runs(element, Run("")))), quoted=quoted)


def printed(element: etree._Element) -> Iterator[Paragraph]:
    """The paragraphs that an element is, or holds; none for what is no element."""
    if tag(element):
        yield from paragraphs(element)


def paragraphs(element: etree._Element) -> Iterator[Paragraph]:
    """The paragraphs within a block, in printed order; a printed number goes with the paragraph after it."""
    return numbered([element])


def numbered(elements: Iterable[etree._Element]) -> Iterator[Paragraph]:
    """The paragraphs of elements side by side, which may be numbers themselves."""
    number = ""
    for found in (found for element in elements if tag(element) for found in _blocks(element)):
        if isinstance(found, str):
            number = found
        elif found.runs:
            yield Paragraph(found.eId, found.runs, number, found.quoted) if number else found
            number = ""
    if number:
        yield Paragraph("", (Run(number),))


def _blocks(element: etree._Element) -> Iterator[Paragraph | str]:
    """Paragraphs, and the numbers between them as strings."""
    if tag(element) == "num":
        yield words(element)
        return
    if not any(_is_block(e) for e in element.iterdescendants()):
        yield paragraph(element)
        return
    loose: list[Run] = [Run(element.text)] if element.text else []
    for child in element:
        if _holds_block(child):
            yield from _loose(element, loose)
            loose = []
            yield from _blocks(child)
        elif tag(child):
            loose.extend(_runs(child, Run(""), outer=True))
        if child.tail:
            loose.append(Run(child.tail))
    yield from _loose(element, loose)


def _loose(element: etree._Element, runs: list[Run]) -> Iterator[Paragraph]:
    """Words that stand in a block beside other blocks, as a paragraph, where there are any."""
    if tidy := _tidy(runs):
        yield Paragraph(eid(element), tidy)


def _is_block(element: etree._Element) -> bool:
    name = tag(element)
    return bool(name) and name not in INLINES


def _holds_block(element: etree._Element) -> bool:
    return _is_block(element) or any(_is_block(e) for e in element.iterdescendants())


def _runs(element: etree._Element, around: Run, outer: bool = False) -> Iterator[Run]:
    """The runs within an element; `around` is what the words of the element itself are."""
    if outer:
        around = _run_of(element, around)
    if tag(element) in _SILENT:
        return
    if tag(element) in ("br", "eol"):
        yield Run(" ", *around[1:])
    if element.text:
        yield Run(element.text, *around[1:])
    for child in element:
        if tag(child):
            yield from _runs(child, around, outer=True)
        if child.tail:
            yield Run(child.tail, *around[1:])


_VALUES = ("date", "time", "normalized", "value", "choice")


def _run_of(element: etree._Element, around: Run) -> Run:
    name = tag(element)
    kind = (element.get("name") or name).rpartition(":")[2] if name == "inline" else name
    href = element.get("href", "") if name in ("ref", "a") else around.href
    value = next((v for a in _VALUES if (v := element.get(a))), "")
    language = element.get("{http://www.w3.org/XML/1998/namespace}lang") or around.language
    refers = (element.get("refersTo") or element.get("by") or "").lstrip("#")
    return Run("", kind, href, refers or (around.refers if href else ""), value, language)


def _tidy(runs: list[Run]) -> tuple[Run, ...]:
    """The runs with white space collapsed across their borders, and none at either end."""
    tidy: list[Run] = []
    open_ended = True
    for run in runs:
        text = _SPACE.sub(" ", run.text)
        if open_ended:
            text = text.lstrip(" ")
        if text:
            open_ended = text.endswith(" ")
            if tidy and tidy[-1][1:] == run[1:]:
                tidy[-1] = Run(tidy[-1].text + text, *run[1:])
            else:
                tidy.append(Run(text, *run[1:]))
    while tidy and not (last := tidy[-1].text.rstrip(" ")):
        tidy.pop()
    if tidy:
        tidy[-1] = Run(last, *tidy[-1][1:])
    return tuple(tidy)
