"""The words by which one language cites documents, read from its `[references]` table, and the pattern made of them.

Symbols (S/2026/8) and numbers (1373 (2001), 60/288, 2625 (XXV)) are written alike in all languages; the words around
them are not, nor whether "resolution" stands before its number or after it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from akn_convert.errors import GrammarError

# Organs as keys of `organs`: the beginning of the symbols of their resolutions.
ORGANS = ("A", "S", "E", "A/HRC")

_WORD_LISTS = ("resolution", "decision", "beside", "joints", "charter", "of_the_charter", "article", "after_article")
_FLAGS = ("noun_last", "visual_order")

# Series of symbols. А Е Ѕ Т in Cyrillic letters are look-alikes that keyboards and text layers put for the Latin ones.
_SERIES = "[AАSЅEЕTТ]|ST|SG|TD|DP|CD|NPT|PBC|HRI|CCPR|CEDAW|CERD|CRC|CRPD|CAT|CMW|CED|UNEP|FCCC|SPLOS|ISBA"
_CAPITAL = "A-ZАВЕКМНОРСТХЅ"
# Scripts without blanks between words stand right behind a symbol, so \w would see a word go on.
_NO_LETTER = r"(?![A-Za-zÀ-ÿА-я\d])"
# One part of a symbol: "ES-10", "61", "PV.107", "C.3", "RES"; a blank after the stop is a line join ("PV. 8422").
_PART = (
    rf"(?:(?:ES|S)-\d{{1,2}}|\d{{1,6}}[A-Z]?|[{_CAPITAL}][{_CAPITAL}a-z]{{0,7}}(?:\.\s?\d{{1,5}}(?:bis)?)?){_NO_LETTER}"
)
_SLASH = r"\s?[/／∕⁄]\s?"
_SESSION = r"(?:E?S-)?[IVXL]+|[一二三四五六七八九十]{1,4}|د\s?إ?ط?\s?-\s?\d{1,2}"
_YEAR = r"(?:19[4-9]|20\d)\d"
_OPEN, _CLOSE = r"\s?[(（]\s?", r"\s?[)）]"
# What may follow the symbol of a resolution or of a record.
_TAIL = rf"(?:{_OPEN}(?:{_YEAR}|{_SESSION}|Resumption\s\d){_CLOSE}(?:[A-Z]{_NO_LETTER})?)?"
_SYMBOL = rf"(?<![A-Za-zА-я\d/])(?:{_SERIES})(?:{_SLASH}{_PART})++{_TAIL}"
_ADDITION = r"(?:Add|Corr|Rev|Amend)\.\s?\d{1,3}"
# A letter for a part of a resolution ("46/39 A", "217 A (III)"), which is no article, pronoun or word.
_LETTER = r"(?:\s?(?:[B-HJ-Z]|A(?!\s(?!of\s|and\s|to\s|or\s)[a-z]))(?![’'.-]?[A-Za-zÀ-ÿА-я\d]))"
_BRACKETS = rf"{_LETTER}?{_OPEN}(?:{_YEAR}(?:\s?年)?|{_SESSION}){_CLOSE}"
# The number of a resolution or decision, with its session or year where that is printed.
_ITEM = rf"(?:E?S-)?\d{{1,4}}(?!\d)(?:[/／]\d{{1,3}}(?![\d/]){_LETTER}?|{_BRACKETS})?"
_DATED = rf"\d{{1,4}}{_OPEN}{_YEAR}{_CLOSE}"
_MIRRORED = rf"{_YEAR}\(\s?\d{{1,4}}(?!\d)"


@dataclass(frozen=True, slots=True)
class References:
    """How one language cites: `pattern` finds a citation, `item` and `addition` what is listed in it.

    Groups of `pattern`: `symbol` and `additions` ("and Corr.1"); `resolution` or `decision` and `numbers`;
    `dated`, a number with its year that stands without such a word; `charter`; `articles` of the Charter.
    `organ` finds the names of organs.
    """

    resolution: tuple[str, ...]
    decision: tuple[str, ...]
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
    pattern: re.Pattern[str] = field(init=False, repr=False, compare=False)
    item: re.Pattern[str] = field(init=False, repr=False, compare=False)
    addition: re.Pattern[str] = field(init=False, repr=False, compare=False)
    organ: re.Pattern[str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "pattern", re.compile(_pattern(self)))
        object.__setattr__(self, "item", re.compile(rf"{_ITEM}|{_LETTER}"))
        object.__setattr__(self, "addition", re.compile(_ADDITION))
        object.__setattr__(self, "organ", re.compile(_any(self.organs)))

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


def _pattern(words: References) -> str:
    """All that a language cites by, in one pattern: symbols first, since their parts look like numbers."""
    word = _any(words.joints)
    joint = rf"(?:\s?[,;、，；،]\s?(?:{word}\s?)?|\s?{word}\s?)"
    symbol = rf"(?P<symbol>{_SYMBOL})(?P<additions>(?:{joint}{_ADDITION})*+)"
    return "|".join((symbol, *(_noun_last(words, joint) if words.noun_last else _noun_first(words, joint))))


def _noun_first(words: References, joint: str) -> tuple[str, ...]:
    """As in "resolutions 1373 (2001) and 1540 (2004)", "Articles 1 and 2 of the Charter"."""
    beside = rf"(?:\s?{_any((*words.beside, *words.organs))}){{0,3}}\s?"
    articles = rf"\d{{1,3}}(?!\d)(?:{joint}\d{{1,3}}(?!\d))*+"
    dated = rf"{_DATED}|{_MIRRORED}" if words.visual_order else _DATED
    return (
        rf"{_nouns(words)}{beside}(?P<numbers>{_ITEM}(?:{joint}(?:{_ITEM}|{_LETTER}))*+)",
        rf"{_any(words.article)}\s?(?P<articles>{articles})(?=\s?{_any(words.of_the_charter)})",
        rf"(?P<charter>{_any(words.charter)})",
        rf"(?<![\d./])(?<!\d,)(?P<dated>{dated})",
    )


def _noun_last(words: References, joint: str) -> tuple[str, ...]:
    """As in "第1373(2001)和1540(2004)号决议", "《联合国宪章》第五十一条"."""
    beside = rf"(?:\s?{_any((*words.beside, *words.organs))}){{0,4}}+"
    numbers = rf"{_ITEM}(?:{beside}{joint}{beside}\s?(?:{_ITEM}|{_LETTER}))*+"
    articles = r"\d{1,3}|[一二三四五六七八九十百零〇]{1,6}"
    return (
        rf"(?<![\d./])(?<!\d,)(?P<numbers>{numbers})(?:{beside}\s?{_nouns(words)})?",
        rf"(?:(?P<charter>{_any(words.charter)})|{_any(words.of_the_charter)})"
        rf"(?:》?\s?{_any(words.article)}\s?(?P<articles>{articles})\s?{_any(words.after_article)})?",
    )


def _nouns(words: References) -> str:
    return rf"(?:(?P<resolution>{_any(words.resolution)})|(?P<decision>{_any(words.decision)}))"
