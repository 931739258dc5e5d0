"""For people: a line a finding, `file:row:column: severity code message`, hints below, counts at the end."""

from __future__ import annotations

from akn_convert.findings import Finding, Severity
from akn_convert.reports.summary import Checked, Summary, printable

_COLORS = {Severity.ERROR: "\x1b[1;31m", Severity.WARNING: "\x1b[33m", Severity.INFO: "\x1b[36m"}
_NOUNS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
_PLAIN = "\x1b[0m"


def begin() -> str:
    """Nothing: findings speak for themselves."""
    return ""


def one(document: Checked, first: bool = False, *, color: bool = False) -> str:
    """A line for each finding; nothing for a document without."""
    return "".join(_line(document.filename, found, color) for found in document.findings)


def _line(filename: str, found: Finding, color: bool) -> str:
    place = f":{found.location.row}:{found.location.column}" if found.location else ""
    severity = f"{_COLORS[found.severity]}{found.severity}{_PLAIN}" if color else str(found.severity)
    where = f" [{printable(found.eId)}]" if found.eId else ""
    line = f"{printable(filename)}{place}: {severity} {found.code}: {printable(found.message)}{where}\n"
    return line + (f"    hint: {printable(found.hint)}\n" if found.hint else "")


def end(summary: Summary) -> str:
    """The counts: of documents, by severity, by code with the commonest first."""
    counts = [
        f"{n} {_NOUNS[severity]}{'s' * (n != 1)}" for severity in Severity if (n := summary.by_severity[severity])
    ]
    documents = f"{summary.documents} document{'s' * (summary.documents != 1)}"
    head = f"{documents} checked, {summary.failed} with errors: {', '.join(counts) or 'nothing found'}\n"
    rows = sorted(summary.by_code.items(), key=lambda item: (-item[1], item[0]))
    return head + "".join(f"{count:9d}  {code}\n" for code, count in rows)
