"""For GitHub Actions: a workflow command a finding, which the pull request shows at its line."""

from __future__ import annotations

from akn_convert.findings import Finding, Severity
from akn_convert.reports.summary import Checked, Summary, printable

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}
# A command ends at a line end; a property also at "," and ":". "%" is what escapes begin with.
_DATA = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_PROPERTY = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A", ":": "%3A", ",": "%2C"})


def begin() -> str:
    """Nothing: each command stands by itself."""
    return ""


def one(document: Checked, first: bool = False) -> str:
    """A command for each finding."""
    return "".join(_command(document.filename, found) for found in document.findings)


def _command(filename: str, found: Finding) -> str:
    place = f",line={found.location.row},col={found.location.column}" if found.location else ""
    file, title = _clean(filename).translate(_PROPERTY), found.code.translate(_PROPERTY)
    message = found.message + (f" {found.hint}" if found.hint else "")
    return f"::{_COMMANDS[found.severity]} file={file}{place},title={title}::{_clean(message).translate(_DATA)}\n"


def _clean(text: str) -> str:
    """A text whose only control character is the line end, which a message may have."""
    return "\n".join(map(printable, text.replace("\r\n", "\n").split("\n")))


def end(summary: Summary) -> str:
    """Nothing: GitHub counts for itself."""
    return ""
