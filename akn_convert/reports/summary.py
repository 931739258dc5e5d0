"""What a report tells of: a document with its findings, and the counts over all of them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import NamedTuple

from akn_convert.findings import Finding, Severity, worst

_BIDI = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u2028\u2029\ufeff"
_UNSEEN = {code: f"\\x{code:02x}" for code in (*range(0x20), *range(0x7F, 0xA0))}
_UNSEEN |= {0xFFFE: "\\ufffe", 0xFFFF: "\\uffff"}
_UNSEEN |= {ord(char): f"\\u{ord(char):04x}" for char in _BIDI}


class Checked(NamedTuple):
    """A document that was checked: its name as the user gave it, and what was found."""

    filename: str
    findings: list[Finding]

    @property
    def failed(self) -> bool:
        """Whether an error is among the findings."""
        return worst(self.findings) is Severity.ERROR


@dataclass
class Summary:
    """Counts over documents: how many, how many with errors, findings by code and by severity."""

    documents: int = 0
    failed: int = 0
    by_code: Counter[str] = field(default_factory=Counter)
    by_severity: Counter[Severity] = field(default_factory=Counter)

    def add(self, document: Checked) -> None:
        """Count a document in."""
        self.documents += 1
        self.failed += document.failed
        self.by_code.update(found.code for found in document.findings)
        self.by_severity.update(found.severity for found in document.findings)

    @property
    def worst(self) -> Severity | None:
        """The worst severity of all findings; None where there are none."""
        return min(self.by_severity, key=lambda severity: severity.rank, default=None)

    def as_dict(self) -> dict[str, object]:
        """The counts for a report; codes sorted, all severities there."""
        return {
            "documents": self.documents,
            "failed": self.failed,
            "by_severity": {str(severity): self.by_severity[severity] for severity in Severity},
            "by_code": dict(sorted(self.by_code.items())),
        }


def printable(text: str) -> str:
    """A text in which nothing steers a terminal or hides: control and direction characters are written as escapes.

    >>> printable("a\\x1b[31mb")
    'a\\\\x1b[31mb'
    """
    return text.translate(_UNSEEN).encode("utf-8", "backslashreplace").decode("utf-8")
