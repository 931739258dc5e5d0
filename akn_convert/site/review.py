"""The editor's view of a conversion: the source on the left, what became of it on the right, each linked to the other.

One HTML file that needs no other and runs no script. Offsets are characters of the source, half-open.
"""

from __future__ import annotations

import hashlib
import re
from base64 import b64encode
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from importlib import resources
from itertools import islice, pairwise, takewhile
from typing import Any

from akn_convert.exports.document import ALPHA2
from akn_convert.findings import Finding, Rows, Severity
from akn_convert.model import Inline, Paragraph, Record, Remark, RollCall, Row, Speech, Statement, leaves
from akn_convert.site.pages import direction, render
from akn_convert.text import MOVING_RULES, Cut, Text


@dataclass(frozen=True, slots=True)
class Stretch:
    """A range of the source that had one fate: `rule` names who changed it, "" for nobody; `text` is what it became.

    `leaf` is the number of the paragraph of the result that it went into, -1 for none; `first` says that this is where
    that paragraph begins. `findings` are the numbers of the findings that stand here, `page` the page that begins here.
    """

    start: int
    source: str
    text: str
    rule: str = ""
    leaf: int = -1
    first: bool = False
    findings: tuple[int, ...] = ()
    page: int = 0

    @property
    def fate(self) -> str:
        """What happened: "kept", "moved", "dropped" or "changed"."""
        if self.text == self.source:
            return "moved" if self.rule in MOVING_RULES else "kept"
        return "changed" if self.text else "dropped"

    @property
    def is_blank(self) -> bool:
        """Whether no visible character is touched."""
        return not (self.source + self.text).strip()


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph of the result: its number, its words in parts (text, what it stands for), how it is set."""

    number: int
    parts: tuple[tuple[str, str], ...]
    kind: str
    about: str = ""
    findings: tuple[int, ...] = ()
    has_source: bool = True


@dataclass(slots=True)
class Speaker:
    """A row of the table of speakers: capacities, number of characters, and where each speech begins."""

    name: str
    capacities: list[str] = field(default_factory=list)
    characters: int = 0
    speeches: list[int] = field(default_factory=list)


def review(text: Text, record: Record | None, findings: Sequence[Finding], title: str = "") -> str:
    """The page: HTML, complete in itself."""
    style = resources.files("akn_convert.site").joinpath("theme", "static", "review.css").read_text("utf-8")
    hashed = b64encode(hashlib.sha256(f"\n{style}".encode()).digest()).decode()
    language = ALPHA2.get(record.meta.language, record.meta.language) if record else "und"
    view = _View(text, record, findings)
    return render(
        "review.html", style=style, policy=f"default-src 'none'; style-src 'sha256-{hashed}'", lang=language,
        dir=direction(language), title=title or text.origin.filename or "text", meta=record.meta if record else None,
        origin=text.origin, stretches=view.stretches(), lines=view.lines, speakers=view.speakers(), rules=rules(text),
        findings=[(number, found, view.place(found)) for number, found in enumerate(findings)],
        worst=Counter(str(found.severity) for found in findings), severities=[str(s) for s in Severity],
    )  # fmt: skip


def rules(text: Text) -> list[tuple[str, int, int, str]]:
    """Each rule that changed something: its name, how often, how many characters, and what it did to visible ones."""
    times: Counter[str] = Counter()
    characters: Counter[str] = Counter()
    example: dict[str, str] = {}
    for piece in text.pieces:
        if piece.rule:
            source = text.raw[piece.source.start : piece.source.end]
            times[piece.rule] += 1
            characters[piece.rule] += len(source)
            if (source + piece.text).strip() and piece.rule not in example:
                example[piece.rule] = f"{shortened(source)} → {shortened(piece.text) or '∅'}"
    return [(rule, n, characters[rule], example.get(rule, "")) for rule, n in times.most_common()]


def shortened(text: str) -> str:
    """The start of a text, with its line ends to be seen."""
    seen = text.replace("\n", "↵").replace("\t", "⇥")
    return seen if len(seen) <= 60 else seen[:59] + "…"


def _spans(text: Text, cuts: Sequence[Cut]) -> Iterator[tuple[int, int, int]]:
    """Where each cut comes from: start and end in the source, and the number of the cut; what was dropped is in none."""
    order = sorted((cut.start, cut.end, number) for number, cut in enumerate(cuts) if cut.end > cut.start)
    at = clean = 0
    for piece in text.pieces:
        start, end = clean, clean + len(piece.text)
        clean = end
        whole = end - start != piece.source.end - piece.source.start
        while at < len(order) and order[at][1] <= start:
            at += 1
        for low, high, number in takewhile(lambda cut: cut[0] < end, islice(order, at, None)):  # noqa: B023
            if whole:
                yield piece.source.start, piece.source.end, number
            else:
                yield piece.source.start + max(low - start, 0), piece.source.start + min(high, end) - start, number


class _View:
    """What both sides need: which paragraph each range of the source went into, and where findings stand."""

    def __init__(self, text: Text, record: Record | None, findings: Sequence[Finding]) -> None:
        self.text, self.record, self.findings = text, record, findings
        self.leaves = list(leaves(record)) if record else []
        self.labels = {entity.id: entity.label for entity in record.entities} if record else {}
        found = list(_spans(text, [leaf.cut for leaf in self.leaves]))
        # In reading order the first range is where a paragraph begins, whatever stands before it on the page.
        self._first: dict[int, int] = {}
        for start, _, number in found:
            self._first.setdefault(number, start)
        self.spans = sorted(found)
        self._starts = [start for start, _, _ in self.spans]
        self.lines = list(self._lines())
        self._rows = Rows(self.text.raw)

    # --- the left side --------------------------------------------------------------------------------------------

    def stretches(self) -> Iterator[Stretch]:
        """The source from its first character to its last, cut wherever the fate, the paragraph or the page changes."""
        raw, pages = self.text.raw, {start: number for number, start in enumerate(self.text.pages, 1) if number > 1}
        marks: dict[int, list[int]] = {}
        for number, found in enumerate(self.findings):
            if found.span is not None:
                marks.setdefault(min(found.span.start, max(0, len(raw) - 1)), []).append(number)
        borders = sorted({*(b for s, e, _ in self.spans for b in (s, e)), *pages, *marks})
        for piece in sorted(self.text.pieces, key=lambda p: p.source):
            start, end = piece.source
            whole = raw[start:end]
            divisible = piece.text == whole
            low, high = bisect_right(borders, start), bisect_right(borders, end - 1)
            edges = [start, *borders[low:high], end] if divisible else [start, end]
            for a, b in pairwise(edges):
                leaf = self.leaf_at(a)
                yield Stretch(
                    a, raw[a:b], raw[a:b] if divisible else piece.text, piece.rule, leaf, self._first.get(leaf) == a,
                    tuple(n for at in (range(a, b) if not divisible else (a,)) for n in marks.get(at, ())),
                    next((pages[at] for at in (range(a, b) if not divisible else (a,)) if at in pages), 0),
                )  # fmt: skip

    def leaf_at(self, offset: int) -> int:
        """The paragraph of the result that a character of the source went into; -1 for none."""
        index = bisect_right(self._starts, offset) - 1
        return self.spans[index][2] if index >= 0 and offset < self.spans[index][1] else -1

    def place(self, found: Finding) -> tuple[int, int, int] | None:
        """Row and column (from 1) and offset of a finding in the source; None where it has no place there."""
        if found.span is None:
            return None
        location = self._rows.location(found.span.start)
        return location.row, location.column, found.span.start

    # --- the right side -------------------------------------------------------------------------------------------

    def _lines(self) -> Iterator[Line]:
        """The paragraphs of the result, with what the mapper took each for, in the order of `leaves`."""
        placed: dict[int, list[int]] = {}
        for number, found in enumerate(self.findings):
            if found.span is not None and (leaf := self.leaf_at(found.span.start)) >= 0:
                placed.setdefault(leaf, []).append(number)
        for number, (paragraph, (kind, about)) in enumerate(zip(self.leaves, self._kinds(), strict=True)):
            parts = tuple(self._parts(paragraph))
            yield Line(number, parts, kind, about, tuple(placed.get(number, ())), number in self._first)

    def _kinds(self) -> Iterator[tuple[str, str]]:
        """What each paragraph is, and what else there is to say of it; in the order of `leaves`."""
        record = self.record
        if record is None:
            return
        for container in record.preface:
            for block in container.blocks:
                for _ in block.cells if isinstance(block, Row) else (block,):
                    yield "cover", container.name
        for section in record.sections:
            yield from (("heading", section.name) for _ in section.headings)
            for item in section.items:
                yield from self._of_item(item)
        if not record.sections:
            yield from self._of_body(record)
        for annex in record.annexes:
            yield from (("annex", "") for _ in annex.paragraphs)

    def _of_item(self, item: Speech | Remark | RollCall) -> Iterator[tuple[str, str]]:
        match item:
            case Speech():
                about = " · ".join(
                    filter(None, (self.labels.get(item.by, item.by), self.labels.get(item.capacity, item.capacity)))
                )
                if item.head:
                    yield "head", about
                yield from (("speech", "" if item.head or n else about) for n, _ in enumerate(item.paragraphs))
            case Remark():
                yield item.kind, item.target
            case RollCall():
                yield from (("rollCall", "") for _ in item.lines)

    @staticmethod
    def _of_body(record: Record) -> Iterator[tuple[str, str]]:
        if isinstance(record.body, Statement):
            yield from (("formula", "") for _ in record.body.formula)
        yield from (("paragraph", "") for _ in getattr(record.body, "paragraphs", ()))

    def _parts(self, leaf: Paragraph) -> Iterator[tuple[str, str]]:
        """The words of a paragraph, cut at its inlines, each with what it stands for."""
        clean, at = self.text.clean, leaf.cut.start
        for inline in leaf.inlines:
            yield clean[at : inline.cut.start], ""
            yield clean[inline.cut.start : inline.cut.end], self._meaning(inline)
            at = inline.cut.end
        yield clean[at : leaf.cut.end], ""

    def _meaning(self, inline: Inline) -> str:
        label = self.labels.get(inline.target, inline.target)
        return f"{inline.name}: {' '.join(filter(None, (label, inline.value)))}".rstrip(": ")

    def speakers(self) -> list[Speaker]:
        """Who spoke, in the order of first speeches."""
        found: dict[str, Speaker] = {}
        number = {leaf.cut: n for n, leaf in enumerate(self.leaves)}
        for speech in self.record.speeches if self.record else ():
            row = found.setdefault(speech.by, Speaker(self.labels.get(speech.by, speech.by)))
            capacity = self.labels.get(speech.capacity, speech.capacity)
            if capacity not in row.capacities:
                row.capacities.append(capacity)
            row.characters += sum(
                len(re.sub(r"\s", "", self.text.clean[p.cut.start : p.cut.end])) for p in speech.paragraphs
            )
            first: Any = speech.head or next(iter(speech.paragraphs), None)
            if first is not None:
                row.speeches.append(number[first.cut])
        return list(found.values())
