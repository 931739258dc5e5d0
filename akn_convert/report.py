"""The report of one conversion: what was found, what was changed and what was dropped, as a dict for JSON.

Its JSON Schema is `schemas/report.schema.json`.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence, Sized
from typing import Any

from akn_convert.findings import Finding, Severity
from akn_convert.model import Record
from akn_convert.text import MOVING_RULES, Text


def report_of(xml: bytes | None, findings: Sequence[Finding], text: Text, record: Record | None) -> dict[str, Any]:
    """Everything about a conversion but its words; offsets are half-open ranges of characters of the source."""
    changed, dropped = _changes(text)
    return {
        "source": text.origin.filename,
        "sha256": text.origin.sha256,
        "format": text.origin.format,
        "encoding": text.origin.encoding,
        "language": record.meta.language if record else None,
        "kind": record.meta.kind if record else None,
        "symbol": (record.meta.symbol or None) if record else None,
        "date": (record.meta.date or None) if record else None,
        "counts": _counts(text, record),
        "changed": changed,
        "dropped": dropped,
        "findings": [f.as_dict() for f in findings],
        "valid": xml is not None and all(f.severity != Severity.ERROR for f in findings),
    }


def as_json(report: dict[str, Any]) -> bytes:
    """The report as JSON, UTF-8, two blanks deep."""
    return (json.dumps(report, ensure_ascii=False, indent=2) + "\n").encode("utf-8", "backslashreplace")


def _counts(text: Text, record: Record | None) -> dict[str, int]:
    """How much there is of what."""
    speeches = record.speeches if record else ()
    return {
        "characters": len(text.raw),
        "pages": len(text.pages),
        "sections": len(record.sections) if record else 0,
        "speeches": len(speeches),
        "speakers": len({speech.by for speech in speeches}),
        "votes": len(record.votings) if record else 0,
        "references": sum(entity.kind == "reference" for entity in record.entities) if record else 0,
    }


def _changes(text: Text) -> tuple[dict[str, int], list[dict[str, Any]]]:
    """How often each rule changed something, and every stretch with words in it that a rule dropped."""
    changed: Counter[str] = Counter()
    dropped: list[dict[str, Any]] = []
    for (start, end), became, rule in text.pieces:
        if not rule:
            continue
        changed[rule] += 1
        if not became and rule not in MOVING_RULES:
            words = text.raw[start:end]
            if not words.isspace():
                dropped.append({"start": start, "end": end, "text": words, "rule": rule})
    return dict(sorted(changed.items())), dropped


def row_of(name: str, report: dict[str, Any], findings: Sized) -> tuple[str, ...]:
    """A document's row of the summary: name, kind, symbol, speeches, speakers, references, findings, valid or not."""
    counts = report.get("counts", {})
    figures = (str(counts.get(key, 0)) for key in ("speeches", "speakers", "references"))
    verdict = "valid" if report.get("valid") else "NOT VALID"
    return (name, report.get("kind") or "-", report.get("symbol") or "-", *figures, str(len(findings)), verdict)


def table_of(rows: Sequence[tuple[str, ...]]) -> str:
    """The summary as a table for people: a line a document under a line of titles."""
    titles = ("document", "kind", "symbol", "speeches", "speakers", "references", "findings", "")
    widths = [max(len(row[i]) for row in (titles, *rows)) for i in range(len(titles))]
    lines = ("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in (titles, *rows))
    return "\n".join(line.rstrip() for line in lines)
