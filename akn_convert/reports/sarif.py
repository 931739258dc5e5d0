"""For code scanning: SARIF 2.1.0, one run, a result a finding; rules are told at the end, those that were broken."""

from __future__ import annotations

from json import dumps
from pathlib import PurePath
from typing import Any
from urllib.parse import quote

from akn_convert import __version__
from akn_convert.findings import Entry, Finding, Severity, catalogue
from akn_convert.reports.summary import Checked, Summary

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}


def begin() -> str:
    """The opening of the log, of its run and of the results."""
    return f'{{"$schema": "{SCHEMA}", "version": "2.1.0", "runs": [{{"columnKind": "unicodeCodePoints", "results": ['


def one(document: Checked, first: bool = False) -> str:
    """A result for each finding."""
    told = ",".join(f"\n{dumps(_result(document.filename, found))}" for found in document.findings)
    return told if first or not told else f",{told}"


def _result(filename: str, found: Finding) -> dict[str, Any]:
    place: dict[str, Any] = {"artifactLocation": {"uri": _uri(filename)}}
    if found.location:
        place["region"] = {"startLine": found.location.row, "startColumn": found.location.column}
    location: dict[str, Any] = {"physicalLocation": place}
    if found.eId or found.xpath:
        location["logicalLocations"] = [{"name": found.eId or "", "fullyQualifiedName": found.xpath or found.eId}]
    message = found.message + (f" {found.hint}" if found.hint else "")
    return {
        "ruleId": found.code,
        "level": _LEVELS[found.severity],
        "message": {"text": message.encode("utf-8", "backslashreplace").decode("utf-8")},
        "locations": [location],
    }


def _uri(filename: str) -> str:
    """A file's name as a reference: relative as the user gave it, with what a URI cannot hold escaped."""
    path = PurePath(filename)
    quoted = quote(path.as_posix().encode("utf-8", "surrogatepass"))
    return f"file://{quoted}" if path.is_absolute() else quoted


def end(summary: Summary) -> str:
    """The tool, with the rules that findings name."""
    rules = [_rule(catalogue()[code]) for code in sorted(summary.by_code) if code in catalogue()]
    driver = {"name": "akn-convert", "version": __version__, "rules": rules}
    return f'\n], "tool": {{"driver": {dumps(driver)}}}}}]}}\n'


def _rule(entry: Entry) -> dict[str, Any]:
    return {
        "id": entry.code,
        "shortDescription": {"text": entry.sentence},
        "fullDescription": {"text": " ".join(entry.explain.split())},
        "help": {"text": f"akn-convert explain {entry.code}"},
        "defaultConfiguration": {"level": _LEVELS[entry.severity]},
    }
