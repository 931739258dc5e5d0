"""A Citation says where a text cites a document and which: the symbol, whole, whatever the text left to the reader.

"Resolution 2341" takes its year from "resolution 2341 (2017)" elsewhere in the text, or from the Council's series.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator
from typing import NamedTuple

from akn_convert.grammar.citations.dates import is_resolution, resolution_year
from akn_convert.grammar.citations.references import References
from akn_convert.grammar.citations.symbols import CHARTER, one_symbol
from akn_convert.grammar.clock import chinese_number, roman
from akn_convert.text import Cut


class Citation(NamedTuple):
    """A cited document: the cut of the identifier as printed, the symbol without blanks, the article of the Charter.

    `symbol` is "charter" for the Charter; `article` is its number ("51"), else "".
    """

    cut: Cut
    symbol: str
    article: str = ""


# Look-alikes of other scripts and full-width signs that stand for the letters and signs of a symbol.
_PLAIN = str.maketrans("АВЕКМНОРСТХЅ／∕⁄（）‐‑–٠١٢٣٤٥٦٧٨٩", "ABEKMHOPCTXS///()---0123456789")
_BLANKS = re.compile(r"\s+")
_ARTICLE = re.compile(r"\d+|[^\W\d]+")
_SINGLE_PART = re.compile(r"[A-Z]+/(\d*)")
_LIKE_A_YEAR = re.compile(r"19[4-9]\d|20\d\d")
_ARABIC_SESSION = re.compile(r"د(إ?)(ط?)-(\d+)")
_ADDED = re.compile(r"/(Add|Corr|Rev|Amend)\.\d+$")
_BARE = re.compile(r"(?P<doubt>\??)S/RES/(?P<number>\d+)")
# The Assembly's resolutions are numbered by session and number since its thirty-first session, in 1976.
_SLASH_SESSIONS = range(31, 200)
_STATEMENT_YEARS = range(1994, 2100)  # S/PRST is a series since 1994
_FEWEST_DIGITS = 3  # of a number that is taken for a resolution's without a year
_SHORTEST_DATED = len("100(1950)")
_LONGEST_SERIES = 8  # characters, with a blank
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
    found = sorted(
        (
            *_symbols(text, start, end, words),
            *_numbers(text, start, end, words, organ),
            *(() if words.noun_last else _dated(text, start, end, words)),
            *_charter(text, start, end, words),
        ),
        key=lambda citation: citation.cut.start,
    )
    cited = {_number_of(citation.symbol): citation.symbol for citation in found if citation.symbol[-1] == ")"}
    return [whole for citation in _apart(found) if (whole := _completed(citation, cited, year))]


def _apart(found: list[Citation]) -> Iterator[Citation]:
    """The citations without those that begin inside one before: a number with its year is found in lists as well."""
    reached = 0
    for citation in found:
        if citation.cut.start >= reached:
            yield citation
            reached = citation.cut.end


def _number_of(symbol: str) -> str:
    """The number in S/RES/1373(2001)."""
    return symbol[: symbol.index("(")].rpartition("/")[2]


def _completed(citation: Citation, cited: dict[str, str], year: int | None) -> Citation | None:
    """The citation with the year or session of its number; None where neither the text nor the series tells it."""
    bare = None if citation.symbol[-1] == ")" else _BARE.fullmatch(citation.symbol)
    if bare is None:
        return citation
    number = bare["number"]
    if number in cited:
        return citation._replace(symbol=cited[number])
    adopted = resolution_year(int(number))
    if bare["doubt"] or adopted is None or adopted > (year or adopted):
        return None
    return citation._replace(symbol=f"{citation.symbol}({adopted})")


def _symbols(text: str, start: int, end: int, words: References) -> Iterator[Citation]:
    """A/48/L.13 and Corr.1: two documents, the second completed from the first."""
    for match in words.symbols.finditer(text, start, end):
        series = words.series.search(text, max(start, match.start() - _LONGEST_SERIES), match.start())
        if series is None:
            continue
        cut = Cut(series.start(), match.end("symbol"))
        symbol = one_symbol(_BLANKS.sub("", text[cut.start : cut.end].translate(_PLAIN)))
        if _is_symbol(symbol):
            yield Citation(cut, symbol)
            for addition in words.addition.finditer(text, *match.span("additions")):
                yield Citation(Cut(*addition.span()), _with_addition(symbol, _BLANKS.sub("", addition[0])))


def _with_addition(symbol: str, addition: str) -> str:
    """A/48/L.13/Add.2 for A/48/L.13 or A/48/L.13/Add.1 "and Add.2"."""
    last = _ADDED.search(symbol)
    base = symbol[: last.start()] if last and addition.startswith(f"{last[1]}.") else symbol
    return f"{base}/{addition}"


def _is_symbol(symbol: str) -> bool:
    """Whether this is more than letters and a slash ("A/S") or a symbol cut short ("S/2026")."""
    single = _SINGLE_PART.fullmatch(symbol)
    if single:
        return len(single[1]) >= _FEWEST_DIGITS and not _LIKE_A_YEAR.fullmatch(single[1])
    return symbol.isascii() and any(map(str.isdigit, symbol))


def _numbers(text: str, start: int, end: int, words: References, organ: str) -> Iterator[Citation]:
    """The resolutions, decisions or statements of each list; after a number with its year, one without is none."""
    for match in words.numbers.finditer(text, start, end):
        if not match["noun"]:
            if match.end() - match.start() >= _SHORTEST_DATED:
                yield from _dated(text, *match.span(), words)
            continue
        series = words.series_of(match["noun"])
        symbol: str | None = None
        for item in words.item.finditer(text, *match.span("numbers")):
            if item["more"]:  # a part of the resolution before it: "46/39 A and B"
                symbol = symbol[:-1] + item["more"] if symbol and symbol[-1].isalpha() else None
            elif item["year"]:
                symbol = f"S/RES/{int(item['number'])}({int(item['year'])})" if series == "RES" else None
            elif item["second"] or item["session"]:
                symbol = _numbered(item, _organ_named(match, words), series)
            elif series == "RES" and (symbol is None or _BARE.fullmatch(symbol)):
                doubt = symbol is not None and _LIKE_A_YEAR.fullmatch(item["number"]) is not None
                symbol = _bare(item, _organ_named(match, words), organ, doubt)
            else:
                continue
            if symbol:
                yield Citation(Cut(*item.span()), symbol)


def _numbered(item: re.Match[str], named: str | None, series: str) -> str | None:
    """The symbol of a number with a session, or of a statement's with its year."""
    number = int(item["number"])
    if item["second"]:
        second = int(item["second"])
        if series == "PRST":
            return f"S/PRST/{number}/{second}" if number in _STATEMENT_YEARS else None
        owner = named if named in ("E", "A/HRC") else "A"
        if owner == "A" and not item["special"] and number not in _SLASH_SESSIONS:
            return None
        return f"{owner}/{series}/{_special(item['special'] or '')}{number}/{second}{item['letter'] or ''}"
    if series != "RES":
        return None
    return f"{'E' if named == 'E' else 'A'}/RES/{number}({_session(item['session'])}){item['part'] or ''}"


def _bare(item: re.Match[str], named: str | None, organ: str, doubt: bool) -> str | None:
    """A number alone, to be completed: of the Council where its name or its record says so, else of who knows ("?")."""
    if len(item["number"]) < _FEWEST_DIGITS or item["special"]:
        return None
    council = named == "S" or (named is None and organ.startswith("un-sc"))
    return f"{'' if council and not doubt else '?'}S/RES/{int(item['number'])}"


def _dated(text: str, start: int, end: int, words: References) -> Iterator[Citation]:
    """Numbers with a year, far from the word "resolution" or beside one that the text layer broke.

    They must be in the Council's series: other things are numbered by year as well. Where the noun stands last,
    only the lists without one are searched.
    """
    for match in words.dated.finditer(text, start, end):
        number, year = int(match["number"]), match["year"]
        if year is None:  # set as the eye reads it from the right: "2024( 2732"
            number, year = int(match["mirrored"]), match["number"]
        if is_resolution(number, int(year)):
            yield Citation(Cut(*match.span()), f"S/RES/{number}({int(year)})")


def _organ_named(match: re.Match[str], words: References) -> str | None:
    """The organ whose resolution the words say this is: the nearest one before the number, else one right after.

    One that stands before with words between, "of the Assembly and resolution 5/1 of the Council", gives way to one after.
    """
    text, (start, end) = match.string, match.span()
    found = deque(words.organ.finditer(text, max(0, start - _NEAR), match.start("numbers")), maxlen=1)
    before = found[0] if found and (found[0].end() > start or _GAP.fullmatch(text, found[0].end(), start)) else None
    after = words.organ.search(text, end, end + _NEAR)
    after = after if after and _GAP.fullmatch(text, end, after.start()) else None
    if before and after and text[before.end() : start].strip():
        before = None if " ".join(text[end : after.start()].split()) in words.beside else before
    named = before or after
    return words.organ_of(named[0]) if named else None


def _charter(text: str, start: int, end: int, words: References) -> Iterator[Citation]:
    """The Charter of the United Nations, and articles of it."""
    patterns = (words.articles,) if words.noun_last else (words.articles, words.charter_name)
    for match in (match for pattern in patterns for match in pattern.finditer(text, start, end)):
        if name := words.charter_name.match(text, *match.span()):
            yield Citation(Cut(*name.span()), CHARTER)
        if match.lastgroup:
            for article in _ARTICLE.finditer(text, *match.span("articles")):
                if number := _article(article[0]):
                    yield Citation(Cut(*article.span()), CHARTER, str(number))


def _article(printed: str) -> int | None:
    """The number of an article; None for a word between two numbers."""
    return int(printed) if printed.isdecimal() else chinese_number(printed)


def _special(printed: str) -> str:
    """The letters of a special session as symbols have them; Arabic records print دإ-26 and دإط-10."""
    if "د" in printed:
        return "ES-" if "ط" in printed else "S-"
    return printed.translate(_PLAIN)


def _session(printed: str) -> str:
    """The session of the Assembly in Roman figures; Arabic records print د-25, old Chinese ones 二十五."""
    printed = _BLANKS.sub("", printed)
    if arabic := _ARABIC_SESSION.fullmatch(printed):
        prefix = "ES-" if arabic[2] else "S-" if arabic[1] else ""
        return prefix + roman(int(arabic[3]))
    value = chinese_number(printed)
    return roman(value) if value else printed
