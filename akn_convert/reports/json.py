"""For programs: `{"findings": [...], "summary": {...}}`, as `schemas/findings.schema.json` says."""

from __future__ import annotations

from json import dumps

from akn_convert.reports.summary import Checked, Summary


def begin() -> str:
    """The opening of the object and of its list."""
    return '{"findings": ['


def one(document: Checked, first: bool = False) -> str:
    """An object a finding, a line each; non-ASCII is escaped, so that no reader can stumble."""
    lines = (f"\n{dumps(found.in_file(document.filename).as_dict())}" for found in document.findings)
    told = ",".join(lines)
    return told if first or not told else f",{told}"


def end(summary: Summary) -> str:
    """The end of the list, and the counts."""
    return f'\n], "summary": {dumps(summary.as_dict())}}}\n'
