"""A Finding is what a stage has to say about the input: one type from every stage, never an exception.

The catalogue (`akn_convert/catalogue/*.toml`) gives each code its severity, its sentence and its explanation.
"""

from __future__ import annotations

import enum
import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from functools import cache
from importlib import resources
from typing import Any

from akn_convert.errors import UsageError


class Severity(enum.StrEnum):
    """How bad a finding is; `error` fails a document, the others do not."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    @property
    def rank(self) -> int:
        """0 for error, 1 for warning, 2 for info: smaller is worse."""
        return list(Severity).index(self)


@dataclass(frozen=True, slots=True)
class Location:
    """A place in a file as people count: row and column from 1, the column in characters."""

    row: int
    column: int = 1


class Rows:
    """The rows of a text, counted once for all places in it: what ends a row is a line feed."""

    def __init__(self, text: str) -> None:
        """The rows of a text of any length."""
        self._starts = [0, *(found.end() for found in re.finditer("\n", text))]

    def location(self, offset: int) -> Location:
        """Where an offset of characters stands."""
        row = bisect_right(self._starts, offset)
        return Location(row, offset - self._starts[row - 1] + 1)


@dataclass(frozen=True, slots=True)
class Place:
    """A half-open range `[start, end)` of characters in the decoded source."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Finding:
    """One statement about a document: a stable code, how bad it is, a sentence, and the place as far as known.

    Of the places, `location` and `span` concern the file named by `filename`; `xpath` and `eId` its markup.
    """

    code: str
    severity: Severity
    message: str
    filename: str | None = None
    location: Location | None = None
    span: Place | None = None
    xpath: str | None = None
    eId: str | None = None
    hint: str | None = None

    @property
    def url(self) -> str:
        """Where the code is explained: a page of the documentation, by the code's name."""
        return f"docs/findings.md#{self.code.lower()}"

    def in_file(self, filename: str | None) -> Finding:
        """The same finding, said of a file."""
        return replace(self, filename=filename)

    def as_dict(self) -> dict[str, Any]:
        """The one shape of a finding in reports, JSON and exports; keys are always all there."""
        return {**asdict(self), "severity": str(self.severity), "url": self.url}


@dataclass(frozen=True, slots=True)
class Entry:
    """A row of the catalogue: what a code means, at length, with an example that breaks it and one mended."""

    code: str
    severity: Severity
    sentence: str
    explain: str
    broken: str = ""
    mended: str = ""


@cache
def catalogue() -> Mapping[str, Entry]:
    """Every code that any stage can give, by code; the files of the catalogue in the order of their names."""
    entries: dict[str, Entry] = {}
    for text in _files():
        for code, entry in _rows(text).items():
            if code in entries:
                raise UsageError(f"catalogue: {code} stands twice")
            entries[code] = entry
    return entries


@cache
def _entry(code: str) -> Entry:
    """A row of the catalogue, of which only the file is parsed that has it; KeyError where there is none."""
    for text in _files():
        if f"\n[{code}]\n" in f"\n{text}":
            return _rows(text)[code]
    raise KeyError(code)


@cache
def _files() -> tuple[str, ...]:
    folder = resources.files("akn_convert.catalogue")
    files = sorted((f for f in folder.iterdir() if f.name.endswith(".toml")), key=lambda f: f.name)
    return tuple(file.read_text("utf-8") for file in files)


@cache
def _rows(text: str) -> dict[str, Entry]:
    import tomllib

    rows = tomllib.loads(text).items()
    return {code: Entry(code, Severity(row.pop("severity")), **row) for code, row in rows}


def finding(
    code: str, *, span: tuple[int, int] | None = None, severity: Severity | None = None, **facts: Any
) -> Finding:
    """A finding by its code: the sentence comes from the catalogue, filled in with `facts`.

    `span` is a half-open range of source characters. Facts that the sentence does not name are taken as fields of the
    Finding (`filename`, `location`, `xpath`, `eId`, `hint`). Raises KeyError for a code that the catalogue lacks.
    """
    entry = _entry(code)
    fields = {key: facts.pop(key) for key in ("filename", "location", "xpath", "eId", "hint") if key in facts}
    place = Place(*span) if span is not None else None
    return Finding(code, severity or entry.severity, entry.sentence.format(**facts), span=place, **fields)


def worst(findings: Iterable[Finding]) -> Severity | None:
    """The worst severity among the findings; None where there are none."""
    return min((f.severity for f in findings), key=lambda s: s.rank, default=None)
