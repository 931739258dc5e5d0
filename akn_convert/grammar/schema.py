"""The shape of a language's file: every key a language must have, and nothing else may stand there.

A table with `patterns` is a Rule: its examples must match, its counter-examples (`not`) must not; one test runs all.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import MISSING, dataclass, fields, is_dataclass, replace
from functools import cache, cached_property
from typing import Any, get_args, get_origin, get_type_hints

from akn_convert.errors import GrammarError
from akn_convert.grammar.citations.references import References
from akn_convert.grammar.states import States

_APOSTROPHES = "’'ʼ´`"
# A blank before a class that takes white space itself, many times over: the first of a run is enough.
_BEFORE_WHITE = re.compile(r" (?=\??\[\^(?:[^\]\\\s]|\\[^sWDSntrfv])+\][{+*])")
# A blank that may lack, before a sign that stands there in any case and is not white: what it took is never given back.
_MAYBE_BEFORE_SIGN = re.compile(r" \?(?=(?:\\[.()\[\]]|[\w,:;“”«»（）。]|\[[^\]^\\\s]+\])(?![?*{]))")
_CLASS = r"\\.|\[\^?\]?(?:\\.|[^\]\\])*+(?:\]|\Z)"
_CLASS_OR_APOSTROPHE = re.compile(_CLASS + "|’")
# Letters of Arabic that are typed and printed for each other: alefs with their hamzas or without, a ya with its dots or
# without, the Persian ya and kaf, a ha without the dots of its feminine ending.
_SPELLINGS = {
    letter: f"[{letters}]" for letters in ("اأإآٱ", "يىی", "كک", "ةه") for letter in letters.removesuffix("ه")
}
# An ideograph of a pattern, or a class that begins with one, with another behind it; other classes, and what stands in a
# look behind, whose width is fixed, are passed over.
_IDEOGRAPH = re.compile(
    r"\(\?<[=!][^()]{1,80}+\)"
    r"|(?P<character>[\u3400-\u9fff]|\[[\u3400-\u9fff][^\]]{0,80}+\])(?P<maybe>\?)?(?=(?:\(\?:)?\[?[\u3400-\u9fff])"
    r"|\[(?:\\.|[^\]\\]){1,120}+\]"
)
_ONE_LETTER = str.maketrans("ىیکةٱ", "ييكها")
_CLASS_OR_LETTER = re.compile(f"{_CLASS}|[{''.join(_SPELLINGS)}]")


@dataclass(frozen=True)
class Rule:
    """One regular expression made of a list of alternatives, in which a blank and an apostrophe stand for any (`expanded`)."""

    source: str
    examples: tuple[str, ...] = ()
    counter: tuple[str, ...] = ()

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """The expression, compiled when it is first used: many only stand in others, or not in every kind of record."""
        return _compiled(self.source)

    @classmethod
    def parse(cls, table: Mapping[str, Any]) -> Rule:
        """A rule out of a table `{patterns, examples, not}`; an empty list of patterns never matches."""
        wrong = set(table) - {"patterns", "examples", "not"}
        if wrong:
            raise GrammarError(f"unknown keys {sorted(wrong)}")
        return cls(expanded(table["patterns"]), tuple(table.get("examples", ())), tuple(table.get("not", ())))


def compiled(patterns: list[str], flags: int = 0) -> re.Pattern[str]:
    """The alternatives as one pattern, compiled."""
    return _compiled(expanded(patterns), flags)


def expanded(patterns: list[str]) -> str:
    """The alternatives as one pattern: a blank matches any run of white space, a line end too; "’" any apostrophe, a letter
    of Arabic any of its spellings; between two ideographs a blank may stand; "¬" in a word stands for the hyphen of a
    line end, which layout sees and the mapper does not."""
    source = "|".join(f"(?:{p})" for p in patterns) if patterns else r"(?!)"
    source = _MAYBE_BEFORE_SIGN.sub(r"\\s*+", _BEFORE_WHITE.sub(r"\\s", spelled(_any_apostrophe(source))))
    source = source.replace(" ?", r"\s*").replace(" ", r"\s++")
    return _IDEOGRAPH.sub(_parted, source).replace("¬", r"(?:-\s+)?")


def _compiled(source: str, flags: int = 0) -> re.Pattern[str]:
    try:
        return re.compile(source, flags)
    except re.error as error:
        raise GrammarError(f"{error}: {source}") from error


def _parted(found: re.Match[str]) -> str:
    """An ideograph behind which a page may leave a blank before the next."""
    if not found["character"]:
        return found[0]
    return f"(?:{found['character']}[ \\t]?+)?" if found["maybe"] else rf"{found['character']}[ \t]?+"


def spelled(source: str) -> str:
    """The pattern with each letter of Arabic that stands outside a class also as others spell it."""
    return _CLASS_OR_LETTER.sub(lambda m: _SPELLINGS.get(m[0], m[0]), source)


def folded(word: str) -> str:
    """The letters and digits of a word without case and marks, one blank between words; letters that are typed for each
    other are one. Capitals are printed without accents, compounds with hyphens and without."""
    plain = unicodedata.normalize("NFD", word.casefold())
    letters = (c if c.isalnum() else " " for c in plain if not unicodedata.combining(c))
    return " ".join("".join(letters).translate(_ONE_LETTER).split())


def _any_apostrophe(source: str) -> str:
    """The pattern with each "’" standing for every sign that is printed for it, in a class and outside."""
    return _CLASS_OR_APOSTROPHE.sub(
        lambda m: m[0].replace("’", _APOSTROPHES) if m[0] != "’" else f"[{_APOSTROPHES}]", source
    )


@dataclass(frozen=True, slots=True)
class Language:
    """What the language is and how its lines join: `blank` is what a line end inside a paragraph becomes.

    `terminals` are the characters a paragraph may end with, `hyphen` says what becomes of one at a line end ("keep" or
    "drop") and `compounds` which words keep theirs in any case, `job` is the letter of the language in job numbers.
    """

    name: str
    iso3: str
    iso2: str
    direction: str
    blank: str
    terminals: str
    hyphen: str
    job: str
    compounds: Rule


@dataclass(frozen=True, slots=True)
class Heads:
    """How a printed turn begins: titles before or after the name, offices, the note of the language spoken.

    `offices` maps a capacity ("president", "acting_president", "secretariat", ...) to the words that stand for the
    speaker; `functions` a capacity to words that follow the name or the country. `languages` maps a printed name of a
    language to ISO 639-2. `name` is the pattern of a personal name without its title. Without `colon` a head ends with
    its line, which is no matter of the language: see `Grammar.without_colons`.
    """

    before: tuple[str, ...]
    after: tuple[str, ...]
    name: str
    exact_names: bool
    offices: dict[str, Rule]
    functions: dict[str, Rule]
    delivery: Rule
    languages: dict[str, str]
    colon: bool = True


@dataclass(frozen=True, slots=True)
class Capacities:
    """Sentences by which a speaker takes up another capacity.

    `country`: the President speaks for a State (group `state` where it is named); `resumes`: speaks as President
    again; `committee`: reports as chair of a subsidiary body; `national`: speaks for the own State after that.
    """

    country: Rule
    resumes: Rule
    committee: Rule
    national: Rule


@dataclass(frozen=True, slots=True)
class Scenes:
    """Lines that nobody speaks. Times have the groups of `times`; `chair_taken` has `person` and `state`."""

    opened: Rule
    closed: Rule
    suspended: Rule
    agenda_adopted: Rule
    decided: Rule
    chair_taken: Rule
    chair_returned: Rule
    silence: Rule
    show_of_hands: Rule
    recorded_vote: Rule
    secret_ballot: Rule
    correction: Rule
    phenomenon: Rule
    other: Rule


@dataclass(frozen=True, slots=True)
class Votes:
    """Words of a vote: labels of its lists, the line that states its result, the sentence that says it.

    `result` and `spoken` use the groups `for`, `against`, `abstaining` (numerals or number words) where numbers stand;
    `adopted` and `rejected` tell the outcome within a result, `draft` that a sentence names the draft to be voted on.
    `numbers` and `ordinals` give the value of number words.
    """

    in_favour: Rule
    against: Rule
    abstaining: Rule
    none: Rule
    result: Rule
    spoken_for: Rule
    spoken_against: Rule
    spoken_abstaining: Rule
    adopted: Rule
    rejected: Rule
    draft: Rule
    numbers: dict[str, int]
    ordinals: dict[str, int]


@dataclass(frozen=True, slots=True)
class Headings:
    """Printed headings that are known by their words: the agenda's adoption, a numbered item, "(continued)"."""

    adoption: Rule
    item: Rule
    continued: Rule
    document: Rule
    procedural: Rule


@dataclass(frozen=True, slots=True)
class Cover:
    """Words of the cover page, each matched at the start of a line.

    `organs` maps an organ's id ("un-sc") to its printed names, `places` a UN/LOCODE to the printed names of a place.
    """

    organs: dict[str, Rule]
    places: dict[str, Rule]
    year: Rule
    session: Rule
    meeting: Rule
    status: Rule
    kind: Rule
    president: Rule
    members: Rule
    present: Rule
    agenda: Rule
    note: Rule
    imprint: Rule


@dataclass(frozen=True, slots=True)
class Dates:
    """How dates and times are printed.

    `date` has the groups `day`, `month`, `year`; `time` has `hour`, and may have `minute` and `half` (words before or
    after noon); `months` gives the number of a month's name, `halves` the hours that a half adds, `weekdays` the
    ISO number (1 is Monday) of a weekday's name.
    """

    date: Rule
    time: Rule
    months: dict[str, int]
    halves: dict[str, int]
    weekdays: dict[str, int]


@dataclass(frozen=True, slots=True)
class Statements:
    """Words of presidential statements: the title, the sentence that opens one, its agenda item, a communique's."""

    title: Rule
    formula: Rule
    item: Rule
    president: Rule
    meeting: Rule
    communique: Rule
    unsupported: Rule
    annex: Rule
    opening_quotes: str


@dataclass(frozen=True, slots=True, eq=False)
class Grammar:
    """All that a human reader of a language knows of its records; compared, and cached, by identity."""

    language: Language
    detect: tuple[str, ...]
    heads: Heads
    capacities: Capacities
    scenes: Scenes
    votes: Votes
    headings: Headings
    cover: Cover
    dates: Dates
    statements: Statements
    references: References
    states: States
    labels: dict[str, str]

    @property
    def without_colons(self) -> Grammar:
        """The same language in records whose heads stand alone on their lines, as some web pages set them."""
        return _without_colons(self)


@cache
def _without_colons(grammar: Grammar) -> Grammar:
    return replace(grammar, heads=replace(grammar.heads, colon=False))


def build(kind: type[Any], table: Mapping[str, Any], path: str) -> Any:
    """An object of a dataclass out of a TOML table; GrammarError names the key that is missing, unknown or wrong."""
    hints = get_type_hints(kind)
    names = {f.name for f in fields(kind) if f.default is MISSING}
    for problem, keys in (("missing", names - set(table)), ("unknown", set(table) - names)):
        if keys:
            raise GrammarError(f"{path}: {problem} key {', '.join(sorted(keys))}")
    return kind(**{name: _value(hints[name], table[name], f"{path}.{name}") for name in names})


def _value(hint: Any, value: Any, path: str) -> Any:
    """One value of the table as the type that the schema asks for."""
    try:
        if hint is States:
            return States.parse(**value)
        if hasattr(hint, "parse"):
            return hint.parse(value)
        if is_dataclass(hint) and isinstance(hint, type):
            return build(hint, value, path)
        if get_origin(hint) is dict:
            inner = get_args(hint)[1]
            return {key: _value(inner, item, f"{path}.{key}") for key, item in value.items()}
        if get_origin(hint) is tuple:
            return tuple(value)
    except GrammarError as error:
        raise GrammarError(str(error) if path in str(error) else f"{path}: {error}") from error
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise GrammarError(f"{path}: {error}") from error
    if not isinstance(value, hint):
        raise GrammarError(f"{path}: a {hint.__name__} is wanted, not {value!r}")
    return value
