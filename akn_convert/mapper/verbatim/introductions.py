"""How somebody without a State was introduced: as an official of the Secretariat, as a guest, or for a State after all."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import islice
from typing import NamedTuple

from akn_convert.grammar import Grammar
from akn_convert.mapper.heads import Head
from akn_convert.mapper.verbatim.sitting import Sitting

_REACH = 320  # characters before and after a name in which its function is looked for
_MENTIONS = 12  # earlier mentions of a name that are looked at
_LONGEST_STATE = 9  # words
_SHORTEST_STEM = 4  # letters of a name that a case may change the end of
_CYRILLIC = re.compile("[\u0400-\u04ff]")
_GIVEN_NAMES = re.compile(r"\s*(?:[^\W\d_a-zа-яё][\w’'-]*[\s.]+){1,3}")
_STOPS = r"[;；。:：؛؟?!\n\[\]]|(?<=[^\s.][^\W\d_])\.(?=\s)"


class Introduction(NamedTuple):
    """The capacity that was given to somebody, and the State (ISO 3166 alpha-3) with its name, "" where none was."""

    capacity: str
    state: str = ""
    name: str = ""


def introduced(sitting: Sitting, head: Head, name: str) -> Introduction:
    """What earlier mentions of a name say of the one who bears it; a guest where they say nothing."""
    told = (described(sitting, words) for words in islice(_descriptions(sitting, head, name), _MENTIONS))
    return next(filter(None, told), Introduction("briefer"))


def described(sitting: Sitting, words: str) -> Introduction | None:
    """What the words of a function say: an official of the Secretariat, somebody of a State; None for anything else."""
    functions = sitting.grammar.heads.functions
    secretariat, office = functions.get("secretariat"), functions.get("representative")
    if secretariat and secretariat.pattern.search(words):
        return Introduction("secretariat")
    found = _state_in(sitting, words) if office and office.pattern.search(words) else None
    return Introduction("representative", *found) if found else None


def _descriptions(sitting: Sitting, head: Head, name: str) -> Iterator[str]:
    """What stands beside each earlier mention of a name: behind its comma, else before it, up to the next person."""
    stops = _stops(sitting.grammar)
    for start, end in _mentions(sitting, head, name):
        after = stops.search(sitting.clean, end, end + _REACH)
        behind = sitting.clean[end : after.start() if after else end + _REACH]
        if re.match(r"\s*[,，،、(（]\s*\w", behind):
            yield behind
            continue
        low = max(0, start - _REACH)
        before = [
            found for found in stops.finditer(sitting.clean, low, start) if not _is_own(sitting.clean, found, start)
        ]
        yield sitting.clean[before[-1].end() if before else low : start]


def _is_own(clean: str, stop: re.Match[str], start: int) -> bool:
    """Whether a stop is the title of the name that begins at `start`, with given names between or none."""
    between = clean[stop.end() : start]
    return not between.strip(" \t.") or (stop[0][0].isalpha() and _GIVEN_NAMES.fullmatch(between) is not None)


def _mentions(sitting: Sitting, head: Head, name: str) -> Iterator[tuple[int, int]]:
    """Where the surname stands before the head, the last mention first."""
    bare = _title_behind(sitting.grammar).sub("", name.split()[-1] if " " in name else name)
    if len(bare) > _SHORTEST_STEM and _CYRILLIC.match(bare):  # a name may be declined: "Новотный", "Новотного"
        bare = bare[: max(_SHORTEST_STEM, len(bare) - 2)]
    at = sitting.clean.rfind(bare, 0, head.cut.start) if bare else -1
    while at >= 0:
        end = at + len(bare)
        while end < len(sitting.clean) and sitting.clean[end].isalpha() and sitting.grammar.language.blank:
            end += 1
        yield at, end
        at = sitting.clean.rfind(bare, 0, at)


def _state_in(sitting: Sitting, words: str) -> tuple[str, str] | None:
    """The State that a description names, ISO and words: "President of the Republic of Peru"."""
    for part in re.split(r"[,，،、]", words):
        tokens = part.split()
        for start in range(1, len(tokens)):
            for end in range(min(len(tokens), start + _LONGEST_STATE), start, -1):
                name = " ".join(tokens[start:end])
                iso = sitting.grammar.states.find(name, year=sitting.year)
                if iso:
                    return iso, name
    return None


@cache
def _title_behind(grammar: Grammar) -> re.Pattern[str]:
    """A title that ends a name."""
    titles = "|".join(map(re.escape, grammar.heads.after)) or "(?!)"
    return re.compile(rf"(?:{titles})$")


@cache
def _stops(grammar: Grammar) -> re.Pattern[str]:
    """Where the description of a person ends: with the sentence, or where another person is named."""
    short = {t for t in grammar.heads.before if t.endswith(".") or re.fullmatch(r"\w{1,2}[-‑–]\w{1,3}", t)}
    before = "|".join(re.escape(t) for t in sorted(short, key=lambda t: (-len(t), t)))
    after = "|".join(re.escape(t) for t in sorted(grammar.heads.after, key=len, reverse=True))
    named = [rf"(?<!\w)(?i:{before})(?=\s)"] if before else []
    named += [f"(?:{after})"] if after else []
    return re.compile("|".join([*named, _STOPS]))
