"""An Outcome is what became of one document of a batch; every document has one."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from akn_convert.findings import Finding, Severity, finding, worst
from akn_convert.workers.pool import Answer, Fate


class Status(enum.StrEnum):
    """What became of a document.

    `converted`: there is XML, with no finding that is an error. `failed`: the converter said no. `timeout`: it took
    longer than allowed. `crashed`: it ended its process, or wanted more memory than allowed.
    """

    CONVERTED = "converted"
    FAILED = "failed"
    TIMEOUT = "timeout"
    CRASHED = "crashed"


class Document(NamedTuple):
    """One thing to convert: its content (bytes), or where it is (a path or an address); `name` is what to call it.

    `options` are those of `convert` for this document alone.
    """

    source: bytes | str
    name: str
    options: Mapping[str, Any] = {}


@dataclass(frozen=True, slots=True)
class Outcome:
    """The result for one source of `convert_many`; `conversion` is None where no converter lived to give one."""

    source: Any
    status: Status
    conversion: Any = None
    findings: tuple[Finding, ...] = ()


def status_of(conversion: Any) -> Status:
    """Whether a conversion made XML that has no error."""
    bad = conversion.xml is None or worst(conversion.findings) is Severity.ERROR
    return Status.FAILED if bad else Status.CONVERTED


def misfortune(answer: Answer, name: str) -> tuple[Status, Finding]:
    """The status and the finding for a document whose task did not end well."""
    match answer.fate:
        case Fate.TIMEOUT:
            return Status.TIMEOUT, finding("timeout", limit=answer.detail, filename=name)
        case Fate.NO_MEMORY:
            return Status.CRASHED, finding("out-of-memory", filename=name)
        case Fate.CRASHED:
            return Status.CRASHED, finding("crashed", how=answer.detail, filename=name)
        case _ if answer.detail.startswith("UsageError: "):
            return Status.FAILED, finding("wrong-option", what=answer.detail.partition(": ")[2], filename=name)
        case _:
            return Status.FAILED, finding("internal-error", what=answer.detail, filename=name)
