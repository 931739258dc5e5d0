"""Dates, times and numbers as a language prints them, and what they are in ISO 8601."""

from __future__ import annotations

import datetime
import re
from functools import cache
from typing import NamedTuple
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from akn_convert.grammar.misread import Slips
from akn_convert.grammar.schema import Grammar, folded

# UN/LOCODE of the places where the organs have met -> the time zone of the place (IANA).
ZONES = {
    "USNYC": "America/New_York", "CHGVA": "Europe/Zurich", "FRPAR": "Europe/Paris", "GBLON": "Europe/London",
    "ETADD": "Africa/Addis_Ababa", "KENBO": "Africa/Nairobi", "PAPTY": "America/Panama", "ATVIE": "Europe/Vienna",
}  # fmt: skip
_CHINESE_DIGITS = {c: i for i, c in enumerate("〇一二三四五六七八九")} | {"零": 0, "○": 0, "两": 2, "０": 0}
_CHINESE_UNITS = {"十": 10, "百": 100, "千": 1000}
# Where a pattern names months, and the brackets of a pattern, those in classes and behind backslashes passed over.
_MONTH = re.compile(r"(?<=\(\?P<month)(?=\d*>)")
_BRACKET = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*+(?:\]|\Z)|[()]")
_ANY_WORD = r"[^\W_]{3,12}"
_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
_ROMAN_FIGURES = ((40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


class Day(NamedTuple):
    """A printed date: ISO date, the place in the text, and whether the printed weekday agrees (None: none printed)."""

    iso: str
    start: int
    end: int
    weekday_agrees: bool | None


class Hour(NamedTuple):
    """A printed time of day, "HH:MM", and its place in the text."""

    clock: str
    start: int
    end: int


def named(found: re.Match[str], name: str) -> str | None:
    """The group of a name, or of the name with a number after it: alternatives cannot share a name."""
    groups = found.groupdict()
    return next((v for k, v in groups.items() if v is not None and k.rstrip("0123456789") == name), None)


def named_span(found: re.Match[str], name: str) -> tuple[int, int] | None:
    """Where such a group stands."""
    key = next((k for k, v in found.groupdict().items() if v is not None and k.rstrip("0123456789") == name), None)
    return found.span(key) if key else None


def number(word: str, grammar: Grammar | None = None) -> int | None:
    """The value of digits of any script, of a Chinese or Roman numeral, or of number words of the language."""
    words, word = word, re.sub(r"\s", "", word)
    if word.isdigit():
        return int(word)
    chinese = chinese_number(word)
    if chinese is not None:
        return chinese
    spelled = _spelled(words, grammar) if grammar else None
    if spelled is not None:
        return spelled
    if word and all(c in _ROMAN for c in word):
        values = [_ROMAN[c] for c in word]
        return sum(-v if v < max(values[i:]) else v for i, v in enumerate(values))
    return None


def _spelled(words: str, grammar: Grammar) -> int | None:
    """The value of number words put together ("soixante et onzième"): they add up, hundreds and thousands multiply."""
    part, values = _number_words(grammar)
    plain = folded(words)
    parts = part.findall(plain)
    if not parts or len("".join(parts).replace(" ", "")) != len(plain.replace(" ", "")):
        return None
    total = current = 0
    for value in (values[p] for p in parts):
        if value == 1000:
            total, current = total + (current or 1) * value, 0
        else:
            current = (current or 1) * value if value == 100 else current + value
    return total + current


@cache
def _number_words(grammar: Grammar) -> tuple[re.Pattern[str], dict[str, int]]:
    """Number words and ordinals by their folded letters, and a pattern that finds the longest of them."""
    values = {folded(w): v for w, v in (*grammar.votes.ordinals.items(), *grammar.votes.numbers.items())}
    return re.compile("|".join(sorted(map(re.escape, values), key=len, reverse=True)) or "(?!)"), values


def chinese_number(printed: str) -> int | None:
    """The value of a Chinese numeral, digit by digit (八一八〇) or by ten, hundred and thousand (七十三); else None."""
    if not printed or not all(c in _CHINESE_DIGITS or c in _CHINESE_UNITS for c in printed):
        return None
    if _CHINESE_UNITS.keys().isdisjoint(printed):
        return int("".join(str(_CHINESE_DIGITS[c]) for c in printed))
    total, digit = 0, 0
    for c in printed:
        if c in _CHINESE_UNITS:
            total += (digit or 1) * _CHINESE_UNITS[c]
            digit = 0
        else:
            digit = _CHINESE_DIGITS[c]
    return total + digit


def roman(value: int) -> str:
    """A whole number below 90 in Roman figures."""
    figures = ""
    for worth, figure in _ROMAN_FIGURES:
        count, value = divmod(value, worth)
        figures += figure * count
    return figures


def find_day(text: str, grammar: Grammar, start: int = 0, end: int | None = None) -> Day | None:
    """The first date that stands complete in the text; None where there is none, or none that the calendar has."""
    for found in grammar.dates.date.pattern.finditer(text, start, len(text) if end is None else end):
        day = _day(found, grammar)
        if day:
            return day
    return None


def meeting_day(text: str, grammar: Grammar, start: int = 0, end: int | None = None) -> Day | None:
    """The day of the meeting on a cover: the first date with its weekday, since dates of issue have none; else the first."""
    first = day = find_day(text, grammar, start, end)
    while day and day.weekday_agrees is None:
        day = find_day(text, grammar, day.end, end)
    return day or first


def find_misread_day(text: str, grammar: Grammar, start: int, end: int) -> Day | None:
    """The first date whose month is the name of one but for a slip of recognition: "13 Septembet 2007"."""
    days = (_day(found, grammar, misread=True) for found in _with_any_month(grammar).finditer(text, start, end))
    return next((day for day in days if day), None)


@cache
def _with_any_month(grammar: Grammar) -> re.Pattern[str]:
    """The pattern of dates, in which any word stands where the names of months do."""
    first, *rest = _MONTH.split(grammar.dates.date.source)
    loose = (f"{name}>{_ANY_WORD}{_behind_group(group)}" for name, _, group in (part.partition(">") for part in rest))
    source = "".join([first, *loose])
    return re.compile(source.replace(r"\s*", r"\s{0,9}").replace(r"\s++", r"\s{1,9}"))  # behind any word, any blanks


def _behind_group(source: str) -> str:
    """What stands in a pattern behind the end of the group that is open at its start."""
    depth = 1
    for found in _BRACKET.finditer(source):
        depth += {"(": 1, ")": -1}.get(found[0], 0)
        if not depth:
            return source[found.start() :]
    return source


def _day(found: re.Match[str], grammar: Grammar, *, misread: bool = False) -> Day | None:
    month_word = folded(named(found, "month") or "")
    months, weekdays = _names_of_days(grammar)
    month = months.get(month_word) or number(month_word)
    if misread and not month:
        meant = {months[name] for name in Slips(months).meant(month_word)}
        month = meant.pop() if len(meant) == 1 else None
    day, year = number(named(found, "day") or ""), number(named(found, "year") or "")
    try:
        date = datetime.date(year or 0, month or 0, day or 0)
    except ValueError:
        return None
    weekday = named(found, "weekday")
    expected = weekdays.get(folded(weekday or ""))
    return Day(date.isoformat(), *found.span(), expected == date.isoweekday() if expected else None)


@cache
def _names_of_days(grammar: Grammar) -> tuple[dict[str, int], dict[str, int]]:
    """The numbers of months and weekdays by their names, folded."""
    months, weekdays = grammar.dates.months, grammar.dates.weekdays
    return {folded(name): n for name, n in months.items()}, {folded(name): n for name, n in weekdays.items()}


def find_hour(text: str, grammar: Grammar, start: int = 0, end: int | None = None) -> Hour | None:
    """The first time of day in the text."""
    found = grammar.dates.time.pattern.search(text, start, len(text) if end is None else end)
    if not found:
        return None
    groups = found.groupdict()
    hour = number(named(found, "hour") or "0") or 0
    minute = 30 if groups.get("thirty") else number(named(found, "minute") or "0") or 0
    half = re.sub(r"\W", "", (named(found, "half") or "")).casefold()
    added = {re.sub(r"\W", "", k).casefold(): v for k, v in grammar.dates.halves.items()}.get(half)
    if added == 12 and hour < 12:
        hour += 12
    elif added == 0 and hour == 12 and half:
        hour = 0
    if hour > 24 or minute > 59:
        return None
    return Hour(f"{hour % 24:02d}:{minute:02d}", *found.span())


def moment(date: str, clock: str, place: str) -> str:
    """An ISO 8601 date-time with the place's offset on that day; without one where the place is unknown or had none yet.

    Before the zones of the 1880s clocks showed local mean time, which no XML Schema time can say.
    """
    naive = datetime.datetime.fromisoformat(f"{date}T{clock}:00")
    zone = ZONES.get(place)
    if not zone:
        return naive.isoformat()
    try:
        placed = naive.replace(tzinfo=ZoneInfo(zone))
    except ZoneInfoNotFoundError:  # a system without zones, and tzdata not installed
        return naive.isoformat()
    offset = placed.utcoffset()
    return (placed if offset is not None and offset.seconds % 60 == 0 else naive).isoformat()


def next_day(date: str) -> str:
    """The ISO date of the day after."""
    return (datetime.date.fromisoformat(date) + datetime.timedelta(days=1)).isoformat()
