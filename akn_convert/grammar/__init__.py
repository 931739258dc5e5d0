"""A language is one TOML file in `tables`, an organ one in `bodies`: `load("zh")`, `body("un-sc")`, and which there are."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from functools import cache
from importlib import resources

from akn_convert.errors import UsageError
from akn_convert.grammar import tables
from akn_convert.grammar.schema import Grammar, Rule, build, compiled, spelled

_SAMPLES = (3_000, 20_000)  # characters in which a language is sought
_PRESENTED = re.compile("[\ufb50-\ufdff\ufe70-\ufefc]")  # letters of Arabic in the forms that a font has for them
_AHEAD = 10  # telling words more than twice as many as another language has

__all__ = ["Body", "Grammar", "Rule", "bodies", "body", "detect", "languages", "load"]


@dataclass(frozen=True, slots=True)
class Body:
    """An organ: its id as the end of IRIs, the symbols of its records, and how a symbol follows from a meeting.

    `record` finds a record's symbol and has the groups `meeting`, and where they apply `session`, `part` and
    `committee`; `statement` finds a statement's; `symbol` is a template, "" where the number alone does not tell.
    """

    actor: str
    record: re.Pattern[str]
    statement: re.Pattern[str]
    symbol: str
    place: str

    @classmethod
    def parse(cls, table: dict[str, str]) -> Body:
        """An organ out of its TOML table."""
        patterns = {key: compiled([table[key]] if table[key] else []) for key in ("record", "statement")}
        return cls(table["actor"], symbol=table["symbol"], place=table["place"], **patterns)


def languages() -> tuple[str, ...]:
    """The ISO 639-1 codes of all languages that have a file."""
    return tables.codes()


@cache
def load(language: str) -> Grammar:
    """The grammar of a language by its ISO 639-1 or 639-2 code; UsageError where there is none."""
    code = language if language in languages() else _TWO_LETTERS.get(language, "")
    if code not in languages():
        raise UsageError(f"no grammar for the language {language!r}; there are {', '.join(languages())}")
    if code != language:
        return load(code)
    table = tomllib.loads(tables.text_of(code))
    return build(Grammar, table, f"{code}.toml")  # type: ignore[no-any-return]


@cache
def body(actor: str) -> Body:
    """An organ by its id ("un-sc"); a committee ("un-ga-c3") has its parent's file, an organ without one that of "un"."""
    known = bodies()
    name = next((b for b in known if actor == b or actor.startswith(f"{b}-")), None)
    if name is None:
        raise UsageError(f"no such body: {actor!r}; there are {', '.join(known)} and their committees")
    return Body.parse(tomllib.loads((resources.files(__name__) / "bodies" / f"{name}.toml").read_text("utf-8")))


@cache
def bodies() -> tuple[str, ...]:
    """The ids of all organs that have a file, "un" for any other last: an id that goes on from another stands before it."""
    folder = resources.files(__name__) / "bodies"
    return tuple(sorted((f.name[:-5] for f in folder.iterdir() if f.name.endswith(".toml")), reverse=True))


def detect(text: str) -> str | None:
    """The language whose telling words stand in a text most often, as ISO 639-1; None where no word stands.

    Only the words at the top of each file are read, so that a language not needed is not loaded. The beginning is
    enough where one language is far ahead of all others.
    """
    scores: dict[str, int] = {}
    for length in _SAMPLES:
        sample = text[:length]
        if _PRESENTED.search(sample):
            sample = unicodedata.normalize("NFKC", sample)
        scores = {code: _told(sample, code) for code in languages()}
        second, first = sorted(scores.values())[-2:]
        if first >= _AHEAD + 2 * second:
            break
    best = max(scores, key=lambda code: scores[code])
    return best if scores[best] else None


def _told(sample: str, code: str) -> int:
    """How many telling words of a language stand in a text."""
    words, others = _telling(code)
    return sum(map(sample.count, words)) + (len(others.findall(sample)) if others else 0)


@cache
def _telling(code: str) -> tuple[tuple[str, ...], re.Pattern[str] | None]:
    """The telling words of a language: those that are spelled in one way only, which are found sooner, and the others."""
    words = tomllib.loads(tables.text_of(code).split("\n[", 1)[0])["detect"]
    alike = tuple(word for word in words if spelled(word) == word)
    others = [spelled(re.escape(word)) for word in words if word not in alike]
    return alike, re.compile("|".join(others)) if others else None


_TWO_LETTERS = {"ara": "ar", "zho": "zh", "eng": "en", "fra": "fr", "rus": "ru", "spa": "es"}
