"""How somebody without a State was introduced: as an official of the Secretariat, as the chair of a subsidiary body, as a
guest, or for a State after all."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import islice
from typing import NamedTuple

from akn_convert.grammar import Grammar, Rule
from akn_convert.grammar.openers import untitled
from akn_convert.mapper.heads import Head
from akn_convert.mapper.verbatim.sitting import Sitting

_REACH = 320  # characters before and after a name in which its function is looked for
_MENTIONS = 12  # earlier mentions of a name that are looked at
_LONGEST_STATE = 9  # words
_LONGEST_UNSPACED = 20  # characters, where no blanks part words
_SHORTEST_STEM = 4  # letters of a name that a case may change the end of
_CYRILLIC = re.compile("[\u0400-\u04ff]")
_GIVEN_NAMES = re.compile(r"\s*(?:[^\W\d_a-zа-яё][\w’'-]*[\s.]+){1,3}")
# A head may print less of a name than the introduction does: "King Talal", "His Majesty King Talal Bin Doe, Head of State".
_REST_OF_NAME = re.compile(
    r"(?:\s+(?:(?:bin|bint|ibn|al|el|de|la|du|dos|da|y|e|of)\s+){0,2}[^\W\d_a-zà-ÿа-яё][\w’'-]*){1,5}(?=\s*,)"
)
# What set up a sanctions committee: other bodies that are called so, as of the African Union, have none.
_RESOLUTION = re.compile(r"(?:第\s?)?(?<!\d)\d{3,4}(?!\d)\s?[（(]\d{4}[)）]")
# Behind a comma stands a function of its own, or with an article or a conjunction somebody else's, who is named after it.
_APPOSITION = re.compile(r"\s*[,，،、(（]\s*(?!(?i:y|e|et|ainsi|el|la|los|las|le|les|and|the|и)\s|[Ll]['’])\w")
_STOPS = r"[;；。:：؛؟?!\n\[\]]|(?<=[^\s.][^\W\d_])\.(?=\s)"


class Introduction(NamedTuple):
    """The capacity that was given to somebody, and the State (ISO 3166 alpha-3) with its name, "" where none was.

    `words` are those that tell which body a chair reports for.
    """

    capacity: str
    state: str = ""
    name: str = ""
    words: str = ""


def introduced(sitting: Sitting, head: Head, name: str) -> Introduction:
    """What earlier mentions of a name say of the one who bears it; a guest where they say nothing."""
    told = (described(sitting, words) for words in _descriptions(sitting, head, name))
    return next(filter(None, told), Introduction("briefer"))


def described(sitting: Sitting, words: str) -> Introduction | None:
    """What the words of a function say: an official of the Secretariat, the chair of a body that a resolution set up,
    somebody of a State; None for anything else."""
    functions = sitting.grammar.heads.functions
    if _says(functions.get("secretariat"), words):
        return Introduction("secretariat")
    found = _state_in(sitting, words) if _says(functions.get("representative"), words) else None
    if body := _chaired(functions.get("committee_chair"), words):
        return Introduction("committee_chair", *(found or ("", "")), words=body)
    return Introduction("representative", *found) if found else None


def _chaired(function: Rule | None, words: str) -> str:
    """The words from the office of a chair to the resolution that set up the body, in either order; "" where one lacks."""
    office = function.pattern.search(words) if function else None
    resolution = _RESOLUTION.search(words)
    if not office or not resolution:
        return ""
    return words[min(office.start(), resolution.start()) : max(office.end(), resolution.end())]


def _says(function: Rule | None, words: str) -> bool:
    return function is not None and function.pattern.search(words) is not None


def _descriptions(sitting: Sitting, head: Head, name: str) -> Iterator[str]:
    """What stands beside each earlier mention of a name: behind its comma, else before it, up to the next person."""
    stops = _stops(sitting.grammar)
    for start, end in _mentions(sitting, head, name):
        end = rest.end() if (rest := _REST_OF_NAME.match(sitting.clean, end, end + _REACH)) else end
        after = stops.search(sitting.clean, end, end + _REACH)
        behind = sitting.clean[end : after.start() if after else end + _REACH]
        if _APPOSITION.match(behind):
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
    """Where the surname stands before the head, the last mention first; its last word where the whole never does."""
    surname = _title_behind(sitting.grammar).sub("", untitled(name, sitting.grammar))
    names = (surname, surname.split()[-1] if " " in surname else surname)
    for words in dict.fromkeys((*names, *map(str.title, names))):  # a head may be set in capitals
        mentions = [*islice(_places(sitting, head, words), _MENTIONS)]
        if mentions:
            yield from mentions
            return


def _places(sitting: Sitting, head: Head, bare: str) -> Iterator[tuple[int, int]]:
    """Where words of a name begin and end before the head, the last first: whole words, where blanks part them."""
    clean, parted = sitting.clean, bool(sitting.grammar.language.blank)
    declined = _CYRILLIC.match(bare)  # "Новотный", "Новотного"
    if declined and len(bare) > _SHORTEST_STEM:
        bare = bare[: max(_SHORTEST_STEM, len(bare) - 2)]
    at = clean.rfind(bare, 0, head.cut.start) if bare else -1
    while at >= 0:
        end = at + len(bare)
        while declined and end < len(clean) and clean[end].isalpha():
            end += 1
        if not parted or not (clean[at - 1 : at].isalpha() or clean[end : end + 1].isalpha()):
            yield at, end
        at = clean.rfind(bare, 0, at)


def _state_in(sitting: Sitting, words: str) -> tuple[str, str] | None:
    """The State that a description names, ISO and words: "President of the Republic of Peru"."""
    for part in re.split(r"[,，،、]", words):
        blank = sitting.grammar.language.blank
        tokens = part.split() if blank else [*part]
        longest = _LONGEST_STATE if blank else _LONGEST_UNSPACED
        for start in range(1 if blank else 0, len(tokens)):  # the first word is the office, where words stand apart
            for end in range(min(len(tokens), start + longest), start, -1):
                name = blank.join(tokens[start:end])
                iso = sitting.grammar.states.find_declined(name, year=sitting.year)
                if iso:
                    return iso, name
    return None


@cache
def _title_behind(grammar: Grammar) -> re.Pattern[str]:
    """A title that ends a name: a word of its own where blanks part words, as "Bey" is but not in "Sacirbey"."""
    titles = "|".join(map(re.escape, grammar.heads.after)) or "(?!)"
    apart = r"\s+" if grammar.language.blank else ""
    return re.compile(rf"{apart}(?:{titles})$")


@cache
def _stops(grammar: Grammar) -> re.Pattern[str]:
    """Where the description of a person ends: with the sentence, or where another person is named."""
    short = {t for t in grammar.heads.before if t.endswith(".") or re.fullmatch(r"\w{1,2}[-‑–]\w{1,3}", t)}
    before = "|".join(re.sub(r"\\-|[‑–]", "[-‑–]", re.escape(t)) for t in sorted(short, key=lambda t: (-len(t), t)))
    offices = grammar.heads.functions.get("representative")  # "总统" may end a name, and tells a function before one
    titles = [t for t in grammar.heads.after if not _says(offices, t)]
    after = "|".join(re.escape(t) for t in sorted(titles, key=len, reverse=True))
    named = [rf"(?<!\w)(?i:{before})(?=\s)"] if before else []
    named += [f"(?:{after})"] if after else []
    return re.compile("|".join([*named, _STOPS]))
