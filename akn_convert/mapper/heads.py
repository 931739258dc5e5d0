"""A printed head, taken apart: who speaks, for whom, in which function, in which language."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache, lru_cache

from akn_convert.grammar import Grammar
from akn_convert.grammar.clock import named, named_span
from akn_convert.grammar.openers import head as head_pattern
from akn_convert.grammar.openers import title
from akn_convert.grammar.schema import folded
from akn_convert.text import Cut

_GROUP = re.compile(r"[（(\[]\s*((?:[^()（）\[\]]|[（(][^()（）]{0,60}[)）])*?)\s*[)）\]]")
_OFFICIAL = frozenset({"ara", "zho", "eng", "fra", "rus", "spa"})
_LONGEST_NOTE = 40  # characters of a note of the language spoken
_LIKENESS, _SHORTEST_LANGUAGE = 0.8, 4
_SHORTEST_FUNCTION = 3  # characters
_BEFORE_NAMES = ("rapporteur", "committee_chair")  # functions that some records print before a name
_PARTICLES = re.compile(r"[^\W\d_]{1,3}$|[^\W\d_]+['’-]", re.UNICODE)


@dataclass(frozen=True, slots=True)
class Head:
    """A head from the start of its line to its colon; cuts are of the clean text.

    `office` is a capacity ("president", ...) where the office is printed instead of a name; `state` is ISO 3166
    alpha-3; `function` a capacity told by the words at `function_cut`; `delivered` ISO 639-2, "" where none is noted.
    """

    cut: Cut
    who: Cut
    office: str = ""
    state: str = ""
    state_cut: Cut | None = None
    function: str = ""
    function_cut: Cut | None = None
    delivered: str = ""
    delivered_cut: Cut | None = None


def parse_head(text: str, start: int, end: int, grammar: Grammar, year: int | None = None) -> Head | None:
    """The head at the start of a paragraph; None where the paragraph opens with none.

    A name alone before a colon is a head only if every word of it is capitalised, or the script has no capitals;
    words after a comma that tell no function are prose ("Mr. President, let me say this:").
    """
    found = head_pattern(grammar).match(text, start, end)
    if not found:
        return None
    who = Cut(*found.span("office" if found["office"] else "name"))
    office = _office(found["office"], grammar) if found["office"] else ""
    facts = _tail(text, found.span("tail"), grammar, year)
    if not office and not facts.get("function"):
        who = _behind_function(facts, text, who, grammar)
    if not any(facts.get(name) for name in ("state", "delivered", "function")):
        tail = found["tail"].strip()
        is_prose = tail and tail[0] not in "([（［"
        if is_prose or not (office or _is_name(text[who.start : who.end], grammar)):
            return None
    return Head(Cut(start, found.end()), who, office, **facts)  # type: ignore[arg-type]


def _office(words: str, grammar: Grammar) -> str:
    return next((c for c, rule in grammar.heads.offices.items() if rule.pattern.fullmatch(words)), "president")


def _tail(text: str, span: tuple[int, int], grammar: Grammar, year: int | None) -> dict[str, object]:
    """What brackets and the words after them say: a State, a language, a function."""
    facts: dict[str, object] = {}
    reached = span[0]
    for group in _GROUP.finditer(text, *span):
        _function(facts, text, reached, group.start(), grammar)
        reached = group.end()
        delivery = grammar.heads.delivery.pattern.search(group[1])
        if delivery:
            place = named_span(delivery, "language")
            facts["delivered"] = language(named(delivery, "language") or "", grammar)
            facts["delivered_cut"] = Cut(*group.span(1)) if place else None
            continue
        state = grammar.states.find_misread(group[1], year=year)
        if state and "state" not in facts:
            facts["state"], facts["state_cut"] = state, Cut(*group.span(1))
        elif "state" in facts and "delivered" not in facts and (spoken := _spoken(group[1], grammar)):
            facts["delivered"], facts["delivered_cut"] = spoken, Cut(*group.span(1))
        elif "function" not in facts:
            _function(facts, text, group.start(1), group.end(1), grammar)
    _function(facts, text, reached, span[1], grammar)
    return facts


def _function(facts: dict[str, object], text: str, start: int, end: int, grammar: Grammar) -> None:
    """Note the function that the words between two places name, if any words stand there."""
    words = text[start:end].strip(" ,，،、\n\t")
    told = function(words, grammar) if len(words) >= _SHORTEST_FUNCTION and not facts.get("function") else ""
    if len(words) < _SHORTEST_FUNCTION or ("function_cut" in facts and not told):
        return
    at = text.index(words, start)
    facts["function_cut"] = Cut(at, at + len(words))
    facts["function"] = told


def _behind_function(facts: dict[str, object], text: str, who: Cut, grammar: Grammar) -> Cut:
    """The name behind a function that is printed before it, where titles end names: "第三委员会报告员罗先生"."""
    for capacity in _BEFORE_NAMES if grammar.heads.after else ():
        rule = grammar.heads.functions.get(capacity)
        told = rule.pattern.search(text, *who) if rule else None
        if told and told.end() < who.end:
            facts |= {"function": capacity, "function_cut": Cut(who.start, told.end())}
            return Cut(told.end(), who.end)
    return who


def function(words: str, grammar: Grammar) -> str:
    """The capacity that the words of a function stand for: the first of the language's table; "" where none fits."""
    return next((c for c, rule in grammar.heads.functions.items() if rule.pattern.search(words)), "")


@lru_cache(maxsize=256)  # a record has few, and prints them at every head
def language(word: str, grammar: Grammar) -> str:
    """ISO 639-2 of a printed name of a language, misread or not; "und" for one that the table lacks."""
    known, word = _languages(grammar), _folded(word)
    return known.get(word) or _misread(word, known)


def _spoken(words: str, grammar: Grammar) -> str:
    """The language that ends the words of a bracket behind a State, of which recognition misread the rest; "" if none."""
    *verb, last = words.split()
    code = language(last, grammar) if verb and len(words) <= _LONGEST_NOTE and not function(words, grammar) else "und"
    return "" if code == "und" else code


def _misread(word: str, known: dict[str, str]) -> str:
    """The official language of which a word is the name but for a letter or two, as recognition reads it, else "und"."""
    official = [name for name, code in known.items() if code in _OFFICIAL]
    found = get_close_matches(word, official, 1, _LIKENESS) if len(word) >= _SHORTEST_LANGUAGE else []
    return known[found[0]] if found else "und"


@cache
def _languages(grammar: Grammar) -> dict[str, str]:
    return {_folded(name): code for name, code in grammar.heads.languages.items()}


def _folded(word: str) -> str:
    return folded(word).replace(" ", "")


def _is_name(words: str, grammar: Grammar) -> bool:
    """Whether words can be a name behind its title: capitals or short particles only, or a script without capitals."""
    titled = title(grammar).match(words)
    words = words[titled.end() if titled else 0 :]
    return all(w[0].isupper() or not w[0].islower() or _PARTICLES.match(w) for w in words.split())
