"""Judges Akoma Ntoso, whoever wrote it, and changes nothing: bytes or a tree in, findings out.

Three layers, each by name: "wellformed" (form and safety), "xsd" (the OASIS schema), "rules" (what the schema cannot
say). Two more functions need more than one document: `fidelity.check_fidelity` and `parity.check_parity`.
"""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from lxml import etree

from akn_convert.errors import UsageError
from akn_convert.findings import Finding, Location, Severity, catalogue, finding
from akn_convert.validator import rules, wellformed, xsd
from akn_convert.validator.index import Element, Fault, Index, row_of
from akn_convert.validator.places import Places
from akn_convert.validator.words import in_words

__all__ = ["CHECKS", "MAX_FINDINGS", "check_tree", "validate"]

CHECKS = ("wellformed", "xsd", "rules")
MAX_FINDINGS = 200
_LONGEST = 600  # characters of a sentence: a document's values stand in it
_SEVERITIES = {str(severity): severity for severity in Severity}
_PLACES = 5  # further lines that one finding names

Source = bytes | os.PathLike[str] | Element | etree._ElementTree


def validate(
    source: Source,
    *,
    checks: Sequence[str] = CHECKS,
    schema: str | os.PathLike[str] | None = None,
    lenient: bool = False,
    max_findings: int | None = MAX_FINDINGS,
    merge: bool = True,
    filename: str | None = None,
) -> list[Finding]:
    """What is wrong with a document: bytes, a path, or an lxml element or tree; an empty list where nothing is.

    `schema` is an XSD of one's own, `lenient` the OASIS schema without unique eIds. Beyond `max_findings` the mildest
    are left out and counted. With `merge`, faults of one cause are one finding. Raises UsageError for an unknown check or an unusable schema, never for the document.
    """
    _known(checks)
    if isinstance(source, etree._ElementTree):
        source = source.getroot()
    if isinstance(source, Element):
        found = wellformed.judge_tree(source) or check_tree(
            source, checks=checks, schema=schema, lenient=lenient, max_findings=max_findings, merge=merge
        )
        return [f.in_file(filename) for f in found] if filename else found
    if isinstance(source, os.PathLike):
        filename = filename or os.fspath(source)
    data = _read(source) if isinstance(source, os.PathLike) else source
    if isinstance(data, Finding):
        return [data.in_file(filename)]
    parsed = wellformed.parse(data)
    if parsed.root is None:
        return [found.in_file(filename) for found in parsed.findings]
    faults = _faults(parsed.root, checks, xsd.schema_file(schema, lenient=lenient), parsed.source)
    return _findings(faults, Places(parsed.root, parsed.source), max_findings, merge, filename)


def check_tree(
    root: Element,
    *,
    checks: Sequence[str] = CHECKS,
    schema: str | os.PathLike[str] | None = None,
    lenient: bool = False,
    max_findings: int | None = MAX_FINDINGS,
    merge: bool = True,
) -> list[Finding]:
    """What is wrong with a tree in memory, without writing and reading it again: the schema, then the rules."""
    _known(checks)
    faults = _faults(root, checks, xsd.schema_file(schema, lenient=lenient), None)
    return _findings(faults, Places(root, None), max_findings, merge)


def _known(checks: Iterable[str]) -> None:
    unknown = [check for check in checks if check not in CHECKS]
    if unknown:
        raise UsageError(f"unknown check {unknown[0]!r}; the checks are {', '.join(CHECKS)}")


def _read(path: os.PathLike[str]) -> bytes | Finding:
    try:
        with open(path, "rb") as file:
            size = os.fstat(file.fileno()).st_size
            if size > wellformed.MAX_BYTES:
                return finding("xml-too-large", size=size, limit=wellformed.MAX_BYTES)
            return file.read()
    except OSError as error:
        return finding("unreadable", why=error.strerror or str(error))


def _faults(root: Element, checks: Sequence[str], schema: Path, source: bytes | None) -> list[Fault]:
    faults = []
    if "xsd" in checks:
        faults += [in_words(refusal, schema) for refusal in xsd.refusals(root, xsd.compiled(schema))]
    if "rules" in checks:
        faults += rules.check(Index(root, source and source[:200]))
    return faults


def _findings(
    faults: list[Fault], places: Places, limit: int | None, merge: bool, filename: str | None = None
) -> list[Finding]:
    """The faults as findings in document order, the worst `limit` of them; the rest is counted in one finding more.

    With `merge`, faults of one cause are one finding: the first place is its place, the others are named in it.
    """
    if not faults:
        return []
    kept, rest = _alike(faults) if merge else [[fault] for fault in faults], 0
    if limit is not None and len(kept) > limit:
        kept.sort(key=lambda same: _severity(same[0]).rank)
        kept, rest = kept[:limit], len(kept) - limit
    locations = places.locations([same[0][1] for same in kept])
    found = [_finding(*item, places, filename) for item in zip(kept, locations, strict=True)]
    found.sort(key=lambda f: (f.location.row, f.location.column) if f.location else (0, 0))
    if rest:
        found.append(finding("more-findings", count=rest, limit=limit, filename=filename))
    return found


def _alike(faults: Iterable[Fault]) -> list[list[Fault]]:
    """Faults of one cause together, in the order of their lines; rules look at one kind of attribute after the other."""
    alike: dict[tuple[object, ...], list[Fault]] = defaultdict(list)
    for fault in faults:
        code, _, facts, severity, kin = fault
        alike[code, severity, kin or tuple(facts.values())].append(fault)
    for same in alike.values():
        if len(same) > 1:
            same.sort(key=_line)
    return list(alike.values())


def _line(fault: Fault) -> int:
    return row_of(fault[1]) or 0


def _severity(fault: Fault) -> Severity:
    return _SEVERITIES[fault[3]] if fault[3] else catalogue()[fault[0]].severity


def _finding(same: list[Fault], location: Location | None, places: Places, filename: str | None) -> Finding:
    """What `findings.finding` would make of the faults' facts, in a third of the time: archives have millions."""
    code, element, facts, _, _ = same[0]
    eid, path = places.eid_and_path(element)
    message = catalogue()[code].sentence.format_map(facts)
    if len(message) > _LONGEST:
        message = message[:_LONGEST] + "…"
    if len(same) > 1:
        message = f"{message} {_elsewhere([fault[1] for fault in same[1:]])}"
    severity, hint = _severity(same[0]), facts.get("hint")
    return Finding(code, severity, message, filename, location, None, path, eid, hint)


def _elsewhere(others: list[Element]) -> str:
    """Where else a cause shows: "(also in lines 7, 9)", "(and in 14 more places, to line 66)"."""
    lines: list[Any] = [other.sourceline for other in others]
    rows = [row for row in dict.fromkeys(lines) if row]
    if rows and len(rows) <= _PLACES:
        return f"(also in line{'s' * (len(rows) > 1)} {', '.join(map(str, rows))})"
    return f"(and in {len(others)} more places{f', to line {rows[-1]}' if rows else ''})"
