"""What a record says, twice: as the mapper understood it, and as it is read back from the Akoma Ntoso that was written."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from akn_convert import Conversion
from akn_convert.exports import document as read
from akn_convert.exports.readback import read_back
from akn_convert.model import Container, Debate, Inline, Paragraph, Remark, RollCall, Row, Section, Speech, Statement

PLAIN = ("opening", "closing")  # kinds of remark that are written as a paragraph of their section


def meant(conversion: Conversion) -> dict[str, Any]:
    """The facts of the record, in the words of the clean text."""
    record, clean = conversion.record, conversion.text.clean
    assert record is not None

    def words(paragraph: Paragraph | None) -> str:
        return " ".join(clean[slice(*paragraph.cut)].split()) if paragraph else ""

    def item(one: Speech | Remark | RollCall) -> tuple[Any, ...]:
        match one:
            case Speech(by, role, paragraphs, head):
                noted = [code for p in paragraphs for code in languages(p)]
                who = labels.get(by, ""), labels.get(role, "")
                return "speech", by, *who, words(head), languages(head)[:1], noted, [*map(words, paragraphs)]
            case Remark(kind, line, target):
                return ("paragraph", words(line)) if kind in PLAIN else (kind, ends.get(target, target), words(line))
            case RollCall(lines):
                return (
                    "roll call",
                    [*map(words, lines)],
                    [ends[i.target] for line in lines for i in inlines(line, "vote")],
                )

    def block(one: Container) -> tuple[str, list[Any]]:
        return one.name, [[*map(words, b.cells)] if isinstance(b, Row) else words(b) for b in one.blocks]

    def languages(paragraph: Paragraph | None) -> list[str]:
        ended = [ends.get(i.target, i.value) for i in inlines(paragraph, "delivered")]
        return [read.ALPHA2.get(code, code) for code in ended]

    labels = {entity.id: entity.label for entity in record.entities}
    ends = {entity.id: entity.path.rsplit("/", 1)[-1] for entity in record.entities}
    meta, body = record.meta, record.body
    sections: Iterable[Section] = body.sections if isinstance(body, Debate) else ()
    said = []
    if not isinstance(body, Debate):
        said = [words(p) for p in (body.formula if isinstance(body, Statement) else ())]
        for part in body.paragraphs:
            parts = part.blocks if isinstance(part, Container) else (part,)
            said += [words(p) for p in parts if isinstance(p, Paragraph)]
    return {
        "meta": (meta.kind, meta.symbol or meta.number, meta.date, meta.language, meta.actor),
        "cover": [block(one) for one in record.preface if one.name],
        "title": " ".join(words(b) for one in record.preface if not one.name for b in one.blocks if isinstance(b, Paragraph)),
        "sections": [(s.name, [*map(words, s.headings)], ends.get(s.target, s.target)) for s in sections],
        "items": [item(one) for section in sections for one in section.items],
        "words": said,
        "annexes": [words(p) for annex in record.annexes for p in annex.paragraphs],
        "times": {i.value for one in _remarks(sections) for i in inlines(one.line, "time")},
        "cited": [entity.label for entity in record.entities if entity.kind == "reference"],
        "votings": [(v.outcome, [(c.choice, c.value) for c in v.counts]) for v in record.votings],
    }  # fmt: skip


def inlines(paragraph: Paragraph | None, name: str) -> list[Inline]:
    """The inlines of a name in a paragraph, those inside others too."""
    found, waiting = [], list(paragraph.inlines if paragraph else ())
    while waiting:
        inline = waiting.pop(0)
        found += [inline] if inline.name == name else []
        waiting = [*inline.children, *waiting]
    return found


def _remarks(sections: Iterable[Section]) -> list[Remark]:
    return [one for section in sections for one in section.items if isinstance(one, Remark)]


def written(xml: bytes) -> dict[str, Any]:
    """The facts that are read back from what was written."""
    document = read_back(xml)

    def words(paragraph: read.Paragraph | None) -> str:
        return " ".join(f"{paragraph.num} {paragraph.text}".split()) if paragraph else ""

    def item(one: read.Item) -> tuple[Any, ...]:
        match one:
            case read.SpeechPart():
                who = one.speaker, one.role
                begun = (
                    [one.delivered] if one.head and any(run.kind == "originalLanguage" for run in one.head.runs) else []
                )
                return "speech", one.by, *who, words(one.head), begun, [*one.languages], [*map(words, one.paragraphs)]
            case read.Remark():
                return one.kind, one.target, words(one.line)
            case read.RollCall():
                return "roll call", [*map(words, one.lines)], [vote.country for vote in one.votes]
            case read.Paragraph():
                return ("paragraph", words(one))

    def block(one: read.Block) -> tuple[str, list[Any]]:
        return one.name, [
            [*map(words, line.cells)] if isinstance(line, read.Row) else words(line) for line in one.lines
        ]

    is_debate = document.kind == "debate"
    return {
        "meta": (document.name, document.symbol, document.date, document.language, document.actor),
        "cover": [block(one) for one in document.preface if one.name],
        "title": document.title,
        "sections": [(s.name, [*map(words, s.headings)], s.target) for s in document.sections] if is_debate else [],
        "items": [item(one) for one in document.items] if is_debate else [],
        "words": [] if is_debate else [words(p) for one in document.items for p in read.paragraphs_of(one)],
        "annexes": [words(p) for one in document.annexes for item in one.items for p in read.paragraphs_of(item)],
        "times": {time for time in (document.opened, document.closed, *document.suspended) if time},
        "cited": [reference.symbol for reference in document.references],
        "votings": [(v.outcome, [(c.choice, c.value) for c in v.counts]) for v in document.votings],
    }  # fmt: skip
