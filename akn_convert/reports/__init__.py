"""Findings -> strings: one module a format, each the same three functions, in the one table FORMATS.

`begin()` opens a report, `one(document)` tells of a document, `end(summary)` closes it; joined, they are the report, so
that an archive of any size can be told as it is checked. Whatever stands in a document is escaped for the format.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from akn_convert.reports import github, json, junit, sarif, text
from akn_convert.reports.summary import Checked, Summary

__all__ = ["FORMATS", "Checked", "Format", "Summary", "render"]


class Format(NamedTuple):
    """How a report is written: its beginning, a document (`first` of the report or not), its end."""

    begin: Callable[[], str]
    one: Callable[[Checked, bool], str]
    end: Callable[[Summary], str]


FORMATS = {
    "text": Format(text.begin, text.one, text.end),
    "json": Format(json.begin, json.one, json.end),
    "github": Format(github.begin, github.one, github.end),
    "sarif": Format(sarif.begin, sarif.one, sarif.end),
    "junit": Format(junit.begin, junit.one, junit.end),
}


def render(documents: Iterable[Checked], name: str) -> str:
    """A whole report as one string, in a format of FORMATS."""
    return "".join(_pieces(documents, FORMATS[name]))


def _pieces(documents: Iterable[Checked], form: Format) -> Iterator[str]:
    summary, first = Summary(), True
    yield form.begin()
    for document in documents:
        summary.add(document)
        told = form.one(document, first)
        first = first and not told
        yield told
    yield form.end(summary)
