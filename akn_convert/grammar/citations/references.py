"""The words by which one language cites documents, read from its `[references]` table, and the patterns made of them.

Symbols (S/2026/8) and numbers (1373 (2001), 60/288, 2625 (XXV)) are written alike in all languages; the words around
them are not, nor whether "resolution" stands before its number or after it.

Each pattern begins with literal characters or a class of them, so that `re` runs over the rest of a text at full speed;
what must not stand before is therefore asked behind the first character.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from akn_convert.errors import GrammarError
from akn_convert.grammar.citations.symbols import RESUMPTION

# Organs as keys of `organs`: the beginning of the symbols of their resolutions.
ORGANS = ("A", "S", "E", "A/HRC")

_WORD_LISTS = (
    "resolution",
    "decision",
    "statement",
    "beside",
    "joints",
    "charter",
    "of_the_charter",
    "article",
    "after_article",
)
_FLAGS = ("noun_last", "visual_order")

# Series of symbols. А Е Ѕ Т in Cyrillic letters are look-alikes that keyboards and text layers put for the Latin ones.
_SERIES = "[AАSЅEЕTТ]|ST|SG|TD|DP|CD|NPT|PBC|HRI|CCPR|CEDAW|CERD|CRC|CRPD|CAT|CMW|CED|UNEP|FCCC|SPLOS|ISBA"
_CAPITAL = "A-ZАВЕКМНОРСТХЅ"
# Scripts without blanks between words stand right behind a symbol, so \w would see a word go on.
_NO_LETTER = r"(?![A-Za-zÀ-ÿА-я\d])"
_SPECIAL = r"(?:(?:ES|S)[-‐‑–]|د\s?إ\s?(?:ط\s?)?-\s?)"  # special sessions, with any hyphen; Arabic prints دإط for ES
# One part of a symbol: "ES-10", "61", "PV.107", "C.3", "RES"; a blank after the stop is a line join ("PV. 8422").
_PART = rf"(?:{_SPECIAL}\d{{1,2}}|\d{{1,6}}[A-Z]?|[{_CAPITAL}][{_CAPITAL}a-z]{{0,7}}(?:\.\s?\d{{1,5}}(?:bis)?)?){_NO_LETTER}"
_SLASH = "[/／∕⁄]"
_SESSION = r"(?:E?S-)?[IVXL]+|[一二三四五六七八九十]{1,4}|د\s?إ?ط?\s?-\s?\d{1,2}"
_YEAR = r"(?:19[4-9]|20\d|١٩[٤-٩]|٢٠\d|１９[４-９]|２０\d)\d"
_OPEN, _CLOSE = r"\s?[(（]\s?", r"\s?[)）]"
# What may follow the symbol of a resolution or of a record.
_TAIL = rf"(?:{_OPEN}(?:{_YEAR}|{_SESSION}|(?:{RESUMPTION})(?:\s?\d)?|Part\s?(?:[IVX]{{1,4}}|\d)){_CLOSE}(?:[A-Z]{_NO_LETTER})?)?"
_SYMBOL = rf"{_SLASH}\s?{_PART}(?:\s?{_SLASH}\s?{_PART})*+{_TAIL}"
_ADDITION = r"(?:Add|Corr|Rev|Amend)\.\s?\d{1,3}"
# A letter for a part of a resolution ("46/39 A", "217 A (III)"), which is no article, pronoun or word.
_PART_LETTER = r"(?:[B-HJ-Z]|A(?!\s(?!of\s|and\s|to\s|or\s)[a-z]))(?![’'.-]?[A-Za-zÀ-ÿА-я\d])"
_LETTER = rf"(?:\s?{_PART_LETTER})"
_REST = (
    rf"(?!\d)(?:[/／]\s?\d{{1,3}}(?![\d/]){_LETTER}?"
    rf"|{_LETTER}?{_OPEN}(?:{_YEAR}(?:\s?年)?|{_SESSION}){_CLOSE})?"
)
# The number of a resolution or decision, with its session or year where that is printed.
_ITEM = rf"{_SPECIAL}?\d{{1,4}}{_REST}"
# The same, with names for its parts; `more` is a letter alone, for another part of the resolution before it.
_NAMED_ITEM = (
    rf"(?P<special>{_SPECIAL})?(?P<number>\d{{1,4}})(?!\d)"
    rf"(?:[/／]\s?(?P<second>\d{{1,3}})(?![\d/])(?:\s?(?P<letter>{_PART_LETTER}))?"
    rf"|(?:\s?(?P<part>{_PART_LETTER}))?{_OPEN}(?:(?P<year>{_YEAR})(?:\s?年)?|(?P<session>{_SESSION})){_CLOSE})?"
    rf"|(?P<more>{_PART_LETTER})"
)
# The first digit of a number that does not go on another number, a date or a symbol.
_FIRST_DIGIT = r"\d(?<![\d./].)(?<!\d,.)"
_FIRST_ITEM = rf"[\dES](?:(?<=\d)(?<![\d./].)(?<!\d,.)|(?<=E)S[-‐‑–]\d|(?<=S)[-‐‑–]\d)\d{{0,3}}{_REST}"


@dataclass(frozen=True, slots=True)
class References:
    """How one language cites: five patterns find citations, four read them.

    `symbols` finds what follows the series ("/48/L.13") with its `additions` (" and Corr.1"), `series` the series before
    it. `numbers` finds a `noun` ("resolutions"; None if it stands last and is lacking) and its `numbers`, which `item`
    reads one by one; `dated` a number with its year that may stand without a noun. `charter_name` finds the Charter,
    `articles` what is cited of it (and, where the noun stands last, the Charter too), `organ` the names of organs.
    """

    resolution: tuple[str, ...]
    decision: tuple[str, ...]
    statement: tuple[str, ...]
    noun_last: bool
    visual_order: bool
    beside: tuple[str, ...]
    joints: tuple[str, ...]
    charter: tuple[str, ...]
    of_the_charter: tuple[str, ...]
    article: tuple[str, ...]
    after_article: tuple[str, ...]
    organs: Mapping[str, str]
    examples: tuple[tuple[str, ...], ...]
    counter_examples: tuple[str, ...]
    series: re.Pattern[str] = field(init=False, repr=False, compare=False)
    symbols: re.Pattern[str] = field(init=False, repr=False, compare=False)
    numbers: re.Pattern[str] = field(init=False, repr=False, compare=False)
    dated: re.Pattern[str] = field(init=False, repr=False, compare=False)
    charter_name: re.Pattern[str] = field(init=False, repr=False, compare=False)
    articles: re.Pattern[str] = field(init=False, repr=False, compare=False)
    item: re.Pattern[str] = field(init=False, repr=False, compare=False)
    addition: re.Pattern[str] = field(init=False, repr=False, compare=False)
    organ: re.Pattern[str] = field(init=False, repr=False, compare=False)

    nouns: Mapping[str, str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        series = {"RES": self.resolution, "DEC": self.decision, "PRST": self.statement}
        object.__setattr__(self, "nouns", {word.casefold(): name for name in series for word in series[name]})
        for name, pattern in _patterns(self).items():
            object.__setattr__(self, name, re.compile(pattern))

    @classmethod
    def parse(cls, table: Mapping[str, Any]) -> References:
        """The words in a `[references]` table; raises GrammarError for a key missing, unknown or of the wrong type."""
        keys = {*_WORD_LISTS, *_FLAGS, "organs", "examples", "not"}
        if wrong := keys ^ table.keys():
            raise GrammarError(f"[references]: missing or unknown: {', '.join(sorted(wrong))}")
        return cls(
            **{key: _words(table, key) for key in _WORD_LISTS},
            **{key: _flag(table, key) for key in _FLAGS},
            organs=_organs(table["organs"]),
            examples=tuple(tuple(example) for example in table["examples"]),
            counter_examples=_words(table, "not"),
        )

    @property
    def nouns_as_printed(self) -> tuple[str, ...]:
        """All words that make a number a citation."""
        return (*self.resolution, *self.decision, *self.statement)

    def series_of(self, noun: str) -> str:
        """The series that a noun found by `numbers` names: "RES", "DEC" or "PRST", as in symbols."""
        return self.nouns[" ".join(noun.split()).casefold()]

    def organ_of(self, printed: str) -> str:
        """The key in ORGANS of the organ whose name this is, in whatever capitals and blanks."""
        name = " ".join(printed.split()).casefold()
        return next(organ for word, organ in self.organs.items() if word.casefold() == name)


def _words(table: Mapping[str, Any], key: str) -> Any:
    words = table[key]
    if not isinstance(words, list) or not all(isinstance(word, str) and word for word in words):
        raise GrammarError(f"[references]: {key} must be a list of words")
    return tuple(words)


def _flag(table: Mapping[str, Any], key: str) -> Any:
    if not isinstance(table[key], bool):
        raise GrammarError(f"[references]: {key} must be true or false")
    return table[key]


def _organs(table: Mapping[str, Any]) -> dict[str, str]:
    if wrong := set(ORGANS) ^ table.keys():
        raise GrammarError(f"[references.organs]: missing or unknown: {', '.join(sorted(wrong))}")
    return {word: organ for organ in ORGANS for word in _words(table, organ)}


def _any(words: Iterable[str]) -> str:
    """One of the words, longest first, also with a capital or in capitals; a blank in a word is any white space."""
    forms = {form for word in words for form in (word, word[:1].upper() + word[1:], word.upper())}
    ordered = sorted(forms, key=lambda form: (-len(form), form))
    return "(?:" + "|".join(re.escape(form).replace(r"\ ", r"\s") for form in ordered) + ")" if ordered else "(?!)"


def _patterns(words: References) -> dict[str, str]:
    """The patterns by their names in References."""
    word = _any(words.joints)
    joint = rf"(?:\s?[,;、，；،]\s?(?:{word}\s?)?|\s?{word}\s?)"
    mirrored = r"|[()]\s?(?P<mirrored>\d{3,4})(?!\d)" if words.visual_order else ""
    return {
        "series": rf"(?<![A-Za-zА-я\d/])(?:{_SERIES})\s?\Z",
        "symbols": rf"(?P<symbol>{_SYMBOL})(?P<additions>(?:{joint}{_ADDITION})*+)",
        "addition": _ADDITION,
        "numbers": _numbers_before(words, joint) if words.noun_last else _numbers_behind(words, joint),
        "dated": rf"(?P<number>{_FIRST_DIGIT}\d{{2,3}})(?:{_OPEN}(?P<year>{_YEAR}){_CLOSE}{mirrored})",
        "item": _NAMED_ITEM,
        "organ": _any(words.organs),
        "charter_name": _any(words.charter),
        "articles": _articles_behind(words) if words.noun_last else _articles_before(words, joint),
    }


def _numbers_behind(words: References, joint: str) -> str:
    """As in "resolutions 1373 (2001) and 1540 (2004)"."""
    noun = _any(words.nouns_as_printed)
    beside = rf"(?:\s?{_any((*words.beside, *words.organs))}){{0,3}}\s?"
    return rf"(?P<noun>{noun}){beside}(?P<numbers>{_ITEM}(?:{joint}(?:{_ITEM}|{_LETTER}))*+)"


def _numbers_before(words: References, joint: str) -> str:
    """As in "第1373(2001)和1540(2004)号决议"; a list without a noun matches too, lest it be read from each number on."""
    noun = _any(words.nouns_as_printed)
    beside = rf"(?:\s?{_any((*words.beside, *words.organs))}){{0,4}}+"
    more = rf"{beside}{joint}{beside}\s?(?:{_ITEM}|{_LETTER})"
    return rf"(?P<numbers>{_FIRST_ITEM}(?:{more})*+)(?:{beside}\s?(?P<noun>{noun}))?"


def _articles_before(words: References, joint: str) -> str:
    """As in "Articles 1 and 2 of the Charter"."""
    articles = rf"\d{{1,3}}(?!\d)(?:{joint}\d{{1,3}}(?!\d))*+"
    return rf"{_any(words.article)}\s?(?P<articles>{articles})(?=\s?{_any(words.of_the_charter)})"


def _articles_behind(words: References) -> str:
    """As in "《联合国宪章》第五十一条"."""
    articles = r"\d{1,3}|[一二三四五六七八九十百零〇]{1,6}"
    article = rf"{_any(words.article)}\s?(?P<articles>{articles})\s?{_any(words.after_article)}"
    return rf"{_any((*words.charter, *words.of_the_charter))}(?:》?\s?{article})?"
