"""A record in other forms, for readers that are no people: JSON, plain text, JSON-LD, and the map of the site."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any
from xml.sax.saxutils import escape

from lxml import etree

from akn_convert.exports.document import Document, Item, Paragraph, Remark, RollCall, Row, Section, SpeechPart

# Most addresses that one sitemap may hold, by the protocol.
SITEMAP = 50_000
_ACTIVE = ("{http://www.w3.org/1999/xhtml}", "{http://www.w3.org/2000/svg}")


def as_json(document: Document) -> str:
    """The record's facts and words as JSON: sections of items, each item with its eId."""
    data = {
        "symbol": document.symbol, "work": document.work_iri, "expression": document.expression_iri,
        "kind": document.name or document.kind, "organ": {"id": document.actor, "name": document.organ},
        "session": document.session or None, "meeting": document.meeting or None, "date": document.date,
        "language": document.lang, "title": document.title, "opened": document.opened, "closed": document.closed,
        "suspended": list(document.suspended), "president": document.president and document.president._asdict(),
        "members": [member._asdict() for member in document.roster],
        "sections": [_section(section) for section in (*document.sections, *document.annexes)],
        "votings": [
            {"eId": v.eId, "stated": v.href, "draft": v.draft, "adopted": v.adopted, "outcome": v.outcome,
             "counts": {c.choice: {"value": c.value, "states": list(c.states)} for c in v.counts}}
            for v in document.votings
        ],
        "references": [reference._asdict() for reference in document.references],
    }  # fmt: skip
    return json.dumps(data, ensure_ascii=False) + "\n"


def _section(section: Section) -> dict[str, Any]:
    return {"eId": section.eId, "name": section.name, "headings": [h.text for h in section.headings],
            "items": [_item(item) for item in section.items]}  # fmt: skip


def _item(item: Item) -> dict[str, Any]:
    match item:
        case SpeechPart():
            return {"type": "speech", "eId": item.eId, "turn": item.turn, "head": item.head.text if item.head else None,
                    "speaker": item.speaker, "country": item.country, "capacity": item.capacity, "role": item.role,
                    "delivered": item.delivered, "languages": list(item.languages),
                    "paragraphs": [_paragraph(p) for p in item.paragraphs]}  # fmt: skip
        case Remark():
            return {"type": item.kind, "eId": item.eId, "text": item.text, "target": item.target}
        case RollCall():
            return {"type": "rollCall", "eId": item.eId, "lines": [line.text for line in item.lines]}
        case Paragraph():
            return {"type": "p", **_paragraph(item)}


def _paragraph(paragraph: Paragraph) -> dict[str, Any]:
    return {"eId": paragraph.eId, "text": f"{paragraph.num} {paragraph.text}".strip()}


def as_text(document: Document) -> str:
    """The record's words, a line a paragraph and an empty line between items."""
    return "\n\n".join(_blocks(document)) + "\n"


def _blocks(document: Document) -> Iterator[str]:
    for block in document.preface:
        rows = [line.cells if isinstance(line, Row) else (line,) for line in block.lines]
        yield "\n".join("  ".join(cell.text for cell in row) for row in rows)
    for section in (*document.sections, *document.annexes):
        if section.headings:
            yield "\n".join(heading.text for heading in section.headings)
        for item in section.items:
            match item:
                case SpeechPart():
                    lines = ((item.head,) if item.head else ()) + item.paragraphs
                case RollCall():
                    lines = item.lines
                case Remark():
                    lines = (item.line,)
                case Paragraph():
                    lines = (item,)
            yield "\n".join(f"{p.num} {p.text}".strip() for p in lines)


def json_ld(document: Document, address: str, versions: Iterable[str], kind: str) -> str:
    """The record as schema.org says it, safe inside a script element: no character of it can end that element."""
    data: dict[str, Any] = {
        "@context": "https://schema.org", "@type": ["Report", "ArchiveComponent"], "@id": address or document.expression_iri,
        "identifier": [value for value in (document.symbol, document.work_iri) if value],
        "name": f"{document.symbol} {document.title}".strip() or kind, "genre": kind, "inLanguage": document.lang,
        "dateCreated": document.date, "publisher": {"@type": "Organization", "name": document.organ},
        "workTranslation": [{"@type": "CreativeWork", "inLanguage": v} for v in versions if v != document.lang],
        "encoding": [
            {"@type": "MediaObject", "encodingFormat": media, "contentUrl": f"{document.lang}.{ending}"}
            for media, ending in (("application/akn+xml", "xml"), ("application/json", "json"), ("text/plain", "txt"))
        ],
        "citation": [{"@type": "CreativeWork", "identifier": r.symbol, "url": r.href} for r in document.references if r.href.startswith("https://")],
        "recordedAt": {"@type": "Event", "name": document.organ, "startDate": document.opened or document.date, "endDate": document.closed or document.date},
    }  # fmt: skip
    text = json.dumps(data, ensure_ascii=True, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def is_active(root: etree._Element) -> bool:
    """Whether a browser that opens this XML would run or style something in it: HTML, SVG or a style sheet."""
    before = root.getprevious()
    while before is not None:
        if isinstance(before, etree._ProcessingInstruction):
            return True
        before = before.getprevious()
    return any(isinstance(e.tag, str) and e.tag.startswith(_ACTIVE) for e in root.iter())


def sitemap(addresses: Iterable[str], site: str) -> Iterator[tuple[str, str]]:
    """The files of the site's map, by name: one, or an index of several where one may not hold all."""
    files: list[str] = []
    rows: list[str] = []
    for address in addresses:
        rows.append(f"<url><loc>{escape(site + address)}</loc></url>")
        if len(rows) == SITEMAP:
            files.append(f"sitemap-{len(files) + 1}.xml")
            yield files[-1], _wrapped("urlset", rows)
            rows = []
    if not files:
        yield "sitemap.xml", _wrapped("urlset", rows)
        return
    if rows:
        files.append(f"sitemap-{len(files) + 1}.xml")
        yield files[-1], _wrapped("urlset", rows)
    yield "sitemap.xml", _wrapped("sitemapindex", [f"<sitemap><loc>{escape(site + f)}</loc></sitemap>" for f in files])


def _wrapped(name: str, rows: list[str]) -> str:
    lines = "\n".join(rows)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<{name} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{lines}\n</{name}>\n'
