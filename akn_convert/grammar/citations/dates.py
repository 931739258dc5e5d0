"""Dates of what the Security Council adopted and when it met, from the package's own tables; what they lack is None.

The tables are read when first asked for. Dates are ISO 8601 days ("2017-02-13").
"""

from __future__ import annotations

from bisect import bisect_left
from functools import cache
from importlib import resources
from typing import NamedTuple

# The series runs on beyond the tables: a number this far above the last one known may be of the last year or later.
_NEWER = 200


class Resolution(NamedTuple):
    """A resolution of the Security Council: the year in its symbol, the day of its adoption, the symbol of its draft."""

    year: int
    adopted: str
    draft: str


def resolution_date(number: int, year: int) -> str | None:
    """The day on which resolution `number (year)` was adopted; None if the tables lack it or know it by another year."""
    known = _resolutions().get(number)
    return known.adopted if known and known.year == year and known.adopted else None


def resolution_year(number: int) -> int | None:
    """The year of a resolution's number: the series is one since 1946. None below 1 and above the last one known."""
    lasts = _last_numbers()
    index = bisect_left(lasts, (number, 0))
    return lasts[index][1] if number > 0 and index < len(lasts) else None


def is_resolution(number: int, year: int) -> bool:
    """Whether the Council's series reached this number in this year, or may have after the tables end."""
    known = resolution_year(number)
    if known is not None:
        return known == year
    last, last_year = _last_numbers()[-1]
    return 0 < number <= last + _NEWER and year >= last_year


def is_draft(symbol: str) -> bool:
    """Whether a symbol is known to be that of a draft which the Council adopted."""
    return symbol in _drafts()


def meeting_date(symbol: str) -> str | None:
    """The day of a meeting by the symbol of its record ("S/PV.7882"); None if the table lacks it."""
    return _meetings().get(symbol)


def meeting_year(symbol: str) -> int | None:
    """The year of a meeting: its own, or that of the meetings before and after it where both are of one year."""
    held = meeting_date(symbol)
    if held:
        return int(held[:4])
    digits = symbol.removeprefix("S/PV.")
    if digits == symbol or not digits.isdecimal():
        return None
    numbered = _numbered_meetings()
    index = bisect_left(numbered, (int(digits), 0))
    around = {year for _, year in numbered[max(0, index - 1) : index + 1]}
    return around.pop() if len(around) == 1 and 0 < index < len(numbered) else None


def _rows(name: str) -> list[list[str]]:
    """The rows of a table, without its comments and the names of its columns."""
    text = (resources.files("akn_convert.grammar") / "bodies" / name).read_text("utf-8")
    return [line.split("\t") for line in text.splitlines() if line and line[0] != "#"][1:]


@cache
def _resolutions() -> dict[int, Resolution]:
    known = {}
    for symbol, adopted, _, draft in _rows("sc_resolutions.tsv"):
        number, _, year = symbol[len("S/RES/") : -1].partition("(")
        known[int(number)] = Resolution(int(year), adopted, draft)
    return known


@cache
def _last_numbers() -> list[tuple[int, int]]:
    """The last number of each year and the year, in order."""
    last = {int(year): int(number) for year, number in _rows("sc_last_resolutions.tsv")}
    for number, known in _resolutions().items():
        last[known.year] = max(number, last.get(known.year, 0))
    return sorted((number, year) for year, number in last.items())


@cache
def _drafts() -> frozenset[str]:
    return frozenset(known.draft for known in _resolutions().values() if known.draft)


@cache
def _meetings() -> dict[str, str]:
    return {symbol: held for symbol, held in _rows("sc_meetings.tsv") if held}


@cache
def _numbered_meetings() -> list[tuple[int, int]]:
    """The number and year of each meeting in the table, in order."""
    numbers = ((symbol.removeprefix("S/PV."), held) for symbol, held in _meetings().items())
    return sorted((int(number), int(held[:4])) for number, held in numbers if number.isdecimal())
