"""What follows from a symbol alone, whatever the language: the IRI of the work, the address, the id of a reference.

A symbol is written without blanks: "S/RES/1373(2001)", "A/48/L.13/Corr.1". "charter" stands for the Charter.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from akn_convert.grammar.citations.dates import is_draft, meeting_date, meeting_year, resolution_date, resolution_year

CHARTER = "charter"
_CHARTER_IRI = "/akn/un/act/provision/un/1945-06-26/charter"
_CHARTER_URL = "https://www.un.org/en/about-us/un-charter"

# "(Resumption 1)" behind the symbol of a record, in the languages of records.
RESUMPTION = "Resumption|Reprise|Reanudación|Возобновление"
_RESUMED = re.compile(rf"\((?:{RESUMPTION})(?=[\d)])")
_COUNCIL_RESOLUTION = re.compile(r"S/RES/(\d+)\((\d{4})\)")
_ASSEMBLY_RESOLUTION = re.compile(r"A/RES/(.+)")
_MEETING = re.compile(
    r"S/PV\.\d+(?:\((?:Resumption\d*|Part(?:[IVX]+|\d))\))?|A/(?:C\.(?P<committee>\d)/)?(?:(?:E?S-)?\d+/)?PV\.\d+"
)
_PART_OF_MEETING = re.compile(r"\((Resumption|Part)(?=([\dIVX]?))")
_STATEMENT = re.compile(r"S/PRST/(\d{4})/\d+")
_COUNCIL_PAPER = re.compile(r"S/(\d{4})/\d+(?:/(?:Add|Corr|Rev)\.\d+)*")
_NOT_IN_ID = re.compile(r"[^A-Za-z0-9.]+")


def one_symbol(symbol: str) -> str:
    """A symbol without blanks as it is in English, so that the language versions of a document have one."""
    return _RESUMED.sub("(Resumption", symbol)


def reference_id(symbol: str) -> str:
    """The eId of the TLCReference to a document: "doc-S-RES-1373-2001" for S/RES/1373(2001); ASCII, one a symbol."""
    return "doc-" + _NOT_IN_ID.sub("-", symbol).strip("-")


def reference_href(symbol: str) -> str:
    """Where a document can be read today: the address of a TLCReference, the same in all languages."""
    return _CHARTER_URL if symbol == CHARTER else f"https://undocs.org/{symbol}"


def work_iri(symbol: str, dates: Mapping[str, str] | None = None) -> str | None:
    """The Work IRI of a document, None where its date or class cannot be told for certain.

    `dates` gives what the record itself says of cited documents: symbol to day ("1970-10-24") or year ("1970").
    The IRI holds the full date where that or the tables know it, the year where the symbol or its neighbours prove it.
    """
    if symbol == CHARTER:
        return _CHARTER_IRI
    date = (dates or {}).get(symbol)
    return _resolution(symbol, date) or _record(symbol, date) or _paper(symbol, date)


def _resolution(symbol: str, date: str | None) -> str | None:
    """Resolutions and presidential statements; a year that contradicts the Council's series proves nothing."""
    if match := _COUNCIL_RESOLUTION.fullmatch(symbol):
        number, year = int(match[1]), int(match[2])
        date = resolution_date(number, year) or date
        if date is None and resolution_year(number) in (year, None):
            date = match[2]
        return date and f"/akn/un/statement/deliberation/un-sc/{date}/{number}-{year}"
    if match := _ASSEMBLY_RESOLUTION.fullmatch(symbol):
        printed = _number(match[1]).replace("(", "-").replace(")", "")
        return date and f"/akn/un/statement/deliberation/un-ga/{date}/{printed}"
    if match := _STATEMENT.fullmatch(symbol):
        return f"/akn/un/statement/deliberation/un-sc/{date or match[1]}/{_number(symbol)}"
    return None


def _record(symbol: str, date: str | None) -> str | None:
    """Verbatim records of the Council, the Assembly and its committees."""
    match = _MEETING.fullmatch(symbol)
    if match is None:
        return None
    if symbol.startswith("S/"):
        actor = "un-sc"
        date = meeting_date(symbol) or date or _year(meeting_year(symbol))
    else:
        actor = f"un-ga-c{match['committee']}" if match["committee"] else "un-ga"
    return date and f"/akn/un/debate/record/{actor}/{date}/{_number(symbol)}"


def _paper(symbol: str, date: str | None) -> str | None:
    """Papers of the Council, S/year/number: drafts that were adopted are known, any other is a communication."""
    match = _COUNCIL_PAPER.fullmatch(symbol)
    if match is None:
        return None
    kind = "statement/deliberation" if is_draft(symbol) else "doc/communication"
    return f"/akn/un/{kind}/un-sc/{date or match[1]}/{_number(symbol)}"


def _number(symbol: str) -> str:
    """A symbol as the last part of an IRI: slashes and blanks are not allowed there."""
    return _PART_OF_MEETING.sub(lambda m: f"_({m[1]}{'_' if m[2] else ''}", symbol.replace("/", "-"))


def _year(year: int | None) -> str | None:
    return str(year) if year else None
