"""A Citation says where a text cites a document and which: the symbol, whole, whatever the text left to the reader.

"Resolution 2341" takes its year from "resolution 2341 (2017)" elsewhere in the text, or from the Council's series.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator
from typing import NamedTuple

from akn_convert.grammar.dates import is_resolution, resolution_year
from akn_convert.grammar.numerals import chinese_number, roman
from akn_convert.grammar.references import References
from akn_convert.grammar.symbols import CHARTER
from akn_convert.text import Cut


class Citation(NamedTuple):
    """A cited document: the cut of the identifier as printed, the symbol without blanks, the article of the Charter.

    `symbol` is "charter" for the Charter; `article` is its number ("51"), else "".
    """

    cut: Cut
    symbol: str
    article: str = ""


# Look-alikes of other scripts and full-width signs that stand for the letters and signs of a symbol.
_PLAIN = str.maketrans("АВЕКМНОРСТХЅ／∕⁄（）", "ABEKMHOPCTXS///()")
_BLANKS = re.compile(r"\s+")
_SINGLE_PART = re.compile(r"[A-Z]+/(\d*)")
_LIKE_A_YEAR = re.compile(r"19[4-9]\d|20\d\d")
_NUMBER = re.compile(
    r"(?P<special>(?:ES|S)-)?(?P<number>\d+)(?:/(?P<second>\d+))?(?P<letter>[A-Z])?"
    r"(?:\((?:(?P<year>\d{4})年?|(?P<session>[^)]+))\))?"
)
_MIRRORED = re.compile(r"(?P<year>\d{4})\((?P<number>\d{1,4})")
_ARABIC_SESSION = re.compile(r"د(إ?)(ط?)-(\d+)")
_ADDED = re.compile(r"/(Add|Corr|Rev|Amend)\.\d+$")
_CITED = re.compile(r"[AS]/RES/(\d+)(\(.+)?")
# The Assembly's resolutions are numbered by session and number since its thirty-first session, in 1976.
_SLASH_SESSIONS = range(31, 200)
_FEWEST_DIGITS = 3  # of a number that is taken for a resolution's without a year, or without the word
_NEAR = 40  # characters around a number in which the organ may be named
_GAP = re.compile(r"[^.;:,。；：，()（）\d]{0,14}")


def find_citations(
    text: str, start: int, end: int, words: References, *, organ: str, year: int | None = None
) -> list[Citation]:
    """The documents that `text[start:end]` cites, in order, as cuts of `text` that do not overlap.

    `organ` is the record's own ("un-sc", "un-ga-c3"): a number without year or session is the Security Council's only
    there, or where the words say so. `year` is the record's: no later resolution is meant. Give the whole text at
    once, since one citation may be completed from another.
    """
    found = [citation for match in words.pattern.finditer(text, start, end) for citation in _read(match, words, organ)]
    numbers = ((_CITED.fullmatch(citation.symbol), citation.symbol) for citation in found)
    cited = {match[1]: symbol for match, symbol in numbers if match and match[2]}
    return [whole for citation in found if (whole := _completed(citation, cited, year))]


def _completed(citation: Citation, cited: dict[str, str], year: int | None) -> Citation | None:
    """The citation with the year or session of its number; None where neither the text nor the series tells it."""
    match = _CITED.fullmatch(citation.symbol.removeprefix("?"))
    if match is None or match[2]:
        return citation
    if match[1] in cited:
        return citation._replace(symbol=cited[match[1]])
    adopted = resolution_year(int(match[1]))
    if citation.symbol.startswith("?") or adopted is None or adopted > (year or adopted):
        return None
    return citation._replace(symbol=f"{citation.symbol}({adopted})")


def _read(match: re.Match[str], words: References, organ: str) -> Iterator[Citation]:
    """What one match of the pattern cites: a symbol and its additions, a list of numbers, the Charter, its articles."""
    groups = match.groupdict()
    if groups["symbol"]:
        yield from _symbols(match, words)
    elif groups["numbers"]:
        yield from _numbers(match, words, organ)
    elif groups.get("dated"):
        yield from _dated(match)
    else:
        yield from _charter(groups, match)


def _symbols(match: re.Match[str], words: References) -> Iterator[Citation]:
    """A/48/L.13 and Corr.1: two documents, the second completed from the first."""
    symbol = _BLANKS.sub("", match["symbol"].translate(_PLAIN))
    if not _is_symbol(symbol):
        return
    yield Citation(Cut(*match.span("symbol")), symbol)
    for addition in words.addition.finditer(match.string, *match.span("additions")):
        suffix = "/" + _BLANKS.sub("", addition[0])
        last = _ADDED.search(symbol)
        base = symbol[: last.start()] if last and suffix.startswith(f"/{last[1]}.") else symbol
        yield Citation(Cut(*addition.span()), base + suffix)


def _is_symbol(symbol: str) -> bool:
    """Whether this is more than letters and a slash ("A/S") or a symbol cut short ("S/2026")."""
    single = _SINGLE_PART.fullmatch(symbol)
    if single:
        return len(single[1]) >= _FEWEST_DIGITS and not _LIKE_A_YEAR.fullmatch(single[1])
    return symbol.isascii() and any(map(str.isdigit, symbol))


def _numbers(match: re.Match[str], words: References, organ: str) -> Iterator[Citation]:
    """The resolutions or decisions of a list; numbers with a year are resolutions even without the word."""
    groups = match.groupdict()
    series = "DEC" if groups["decision"] else "RES" if groups["resolution"] else ""
    named = _organ_named(match, words) if series else None
    symbol: str | None = ""
    for item in words.item.finditer(match.string, *match.span("numbers")):
        printed = _BLANKS.sub("", item[0].translate(_PLAIN))
        number = _NUMBER.fullmatch(printed)
        if number is None:  # a part of the resolution before it: "46/39 A and B"
            symbol = symbol[:-1] + printed if symbol and symbol[-1].isalpha() else None
        elif number["second"] or number["year"] or number["session"]:
            symbol = _numbered(number, series, named)
        else:
            first = item.start() == match.start("numbers")
            symbol = _bare(number, named, organ) if series == "RES" and (first or _is_bare(symbol)) else None
        if symbol:
            yield Citation(Cut(*item.span()), symbol)


def _numbered(number: re.Match[str], series: str, named: str | None) -> str | None:
    """The symbol of a number with a session or a year; without the word for what it is, only a sure one."""
    letter = number["letter"] or ""
    if number["second"] and series:
        owner = named if named in ("E", "A/HRC") else "A"
        if owner == "A" and not number["special"] and int(number["number"]) not in _SLASH_SESSIONS:
            return None
        return f"{owner}/{series}/{number['special'] or ''}{int(number['number'])}/{int(number['second'])}{letter}"
    if number["year"] and (series == "RES" or (not series and _is_dated_resolution(number))):
        return f"S/RES/{int(number['number'])}({number['year']})"
    if number["session"] and series == "RES":
        owner = "E" if named == "E" else "A"
        return f"{owner}/RES/{int(number['number'])}({_session(number['session'])}){letter}"
    return None


def _is_bare(symbol: str | None) -> bool:
    """Whether a symbol is still without its year; after one that has it, a number may count anything."""
    return symbol is not None and "S/RES/" in symbol and symbol[-1] != ")"


def _bare(number: re.Match[str], named: str | None, organ: str) -> str | None:
    """A number alone, to be completed: of the Council where its name or its record says so, else of who knows ("?")."""
    if len(number["number"]) < _FEWEST_DIGITS or number["special"] or number["letter"]:
        return None
    council = named == "S" or (named is None and organ.startswith("un-sc"))
    return f"{'' if council else '?'}S/RES/{int(number['number'])}"


def _dated(match: re.Match[str]) -> Iterator[Citation]:
    """A number with a year, far from the word "resolution" or beside one that the text layer broke."""
    printed = _BLANKS.sub("", match["dated"].translate(_PLAIN))
    number = _NUMBER.fullmatch(printed) or _MIRRORED.fullmatch(printed)
    if number and _is_dated_resolution(number):
        yield Citation(Cut(*match.span("dated")), f"S/RES/{int(number['number'])}({number['year']})")


def _is_dated_resolution(number: re.Match[str]) -> bool:
    """Whether a number and a year are those of a resolution of the Council, by its series."""
    return len(number["number"]) >= _FEWEST_DIGITS and is_resolution(int(number["number"]), int(number["year"]))


def _organ_named(match: re.Match[str], words: References) -> str | None:
    """The organ whose resolution the words say this is: the nearest one before the number, else one right after."""
    text, (start, end) = match.string, match.span()
    before = deque(words.organ.finditer(text, max(0, start - _NEAR), match.start("numbers")), maxlen=1)
    if before and (before[0].end() > start or _GAP.fullmatch(text, before[0].end(), start)):
        return words.organ_of(before[0][0])
    after = words.organ.search(text, end, end + _NEAR)
    return words.organ_of(after[0]) if after and _GAP.fullmatch(text, end, after.start()) else None


def _charter(groups: dict[str, str], match: re.Match[str]) -> Iterator[Citation]:
    """The Charter of the United Nations, and articles of it."""
    if groups["charter"]:
        yield Citation(Cut(*match.span("charter")), CHARTER)
    if groups["articles"]:
        start = match.start("articles")
        for article in re.finditer(r"\d+|[^\W\d]+", groups["articles"]):
            if number := _article(article[0]):
                yield Citation(Cut(start + article.start(), start + article.end()), CHARTER, str(number))


def _article(printed: str) -> int:
    """The number of an article; 0 for a word between two numbers."""
    return int(printed) if printed.isdecimal() else chinese_number(printed)


def _session(printed: str) -> str:
    """The session of the Assembly in Roman figures; Arabic records print د-25, old Chinese ones 二十五."""
    if arabic := _ARABIC_SESSION.fullmatch(printed):
        prefix = "ES-" if arabic[2] else "S-" if arabic[1] else ""
        return prefix + roman(int(arabic[3]))
    value = chinese_number(printed)
    return roman(value) if value else printed
