"""A language's grammar for texts that recognition misread: heads, scenes and labels count with one slip of a letter.

The phrases are the examples of the language's own table. Since any slip costs time and may mislead, the tolerant grammar
is for texts in which such lines were found, and where it tells more of who speaks and what happens.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from itertools import chain
from typing import Any, NamedTuple

from akn_convert.grammar.misread import Slips
from akn_convert.grammar.openers import opening
from akn_convert.grammar.schema import Grammar, Rule

_SCENES = ("opened", "closed", "agenda_adopted", "decided", "chair_returned", "show_of_hands", "recorded_vote")
_LABELS = ("in_favour", "against", "abstaining")
_EDGE = 3  # letters
_LIKE_CAPITALS = "Il1|!'\"‘’“«"  # what recognition may put first: else a phrase begins as it should
_FEWEST = 7  # letters of a phrase in which one may be wrong
_LONGEST = 80  # characters from the start of a line, or of a column, that are looked at
_IN_WORD = re.compile(r"(?:(?<=\w)|(?=\w\w))[^\W\d_]")  # a letter of a word of two letters or more
_NO_LETTER = re.compile(r"[\W\d_]+")
_SIGNS = (":", "：", "(", "（", ".\n", ".\r\n", ".   ")
_SLIP = r"(?:[^\s:：()（）]{0,2}|[^\s:：()（）] )"
_DIGITS = "0123456789"
_OWN_GROUPS = 100  # the number of the first group that is not the rule's own
_LONGEST_TIME = 18  # characters


def misread_lines(raw: str, grammar: Grammar) -> list[str]:
    """The lines of a source, or of its columns, that are a head's office, a scene or a label but for one slip."""
    known, initials, edges, slips = _phrases(grammar)
    found = []
    for words in _candidates(raw, initials):
        letters = _letters(words)
        if (letters[:_EDGE] in edges or letters[-_EDGE:] in edges) and letters not in known and slips.meant(letters):
            found.append(words)
    return [words for words in found if not opening(words, grammar)]


def _candidates(raw: str, initials: frozenset[str]) -> Iterator[str]:
    """What stands at the start of a line, or of a column, before a colon, a bracket or a full stop that ends the line."""
    for at in sorted(at for sign in _SIGNS for at in _places(sign, raw)):
        begin = raw.rfind("\n", max(0, at - _LONGEST), at)
        words = raw[begin + 1 : at + 1].rpartition("   ")[2].strip() if begin >= 0 or at < _LONGEST else ""
        if words[:1] in initials:
            yield words


def _places(sign: str, raw: str) -> Iterator[int]:
    """Where a sign stands; each by itself, which is faster than a pattern for all of them."""
    at = raw.find(sign)
    while at >= 0:
        yield at
        at = raw.find(sign, at + 1)


@cache
def tolerant(grammar: Grammar) -> Grammar:
    """The grammar in which one slip in an office, a scene or a label is passed over."""
    offices = {name: _with_slips(rule) for name, rule in grammar.heads.offices.items()}
    scenes = {name: _with_slips(getattr(grammar.scenes, name)) for name in _SCENES}
    labels: dict[str, Any] = {name: _with_slips(getattr(grammar.votes, name)) for name in _LABELS}
    return replace(
        grammar,
        heads=replace(grammar.heads, offices=offices),
        scenes=replace(grammar.scenes, **scenes),
        votes=replace(grammar.votes, **labels),
    )


class _Phrases(NamedTuple):
    """The letters of all phrases; with which letters those begin in which a slip is looked for; their first and last
    few letters, since one slip leaves the one or the other as it is; and their slips.
    """

    known: frozenset[str]
    initials: frozenset[str]
    edges: frozenset[str]
    slips: Slips


@cache
def _phrases(grammar: Grammar) -> _Phrases:
    rules = chain(
        grammar.heads.offices.values(),
        (getattr(grammar.scenes, name) for name in _SCENES),
        (getattr(grammar.votes, name) for name in _LABELS),
    )
    known = frozenset(_letters(example) for rule in rules for example in rule.examples)
    phrases = {letters for letters in known if len(letters) >= _FEWEST}
    edges = frozenset(edge for letters in phrases for edge in (letters[:_EDGE], letters[-_EDGE:]))
    return _Phrases(known, frozenset({letters[0] for letters in phrases} | {*_LIKE_CAPITALS}), edges, Slips(phrases))


def _letters(words: str) -> str:
    return _NO_LETTER.sub("", words)


def _with_slips(rule: Rule) -> Rule:
    """A rule that also matches its examples with one slip."""
    examples = (example for example in rule.examples if len(_letters(example)) >= _FEWEST)
    more = (_slipped(rule, example, number) for number, example in enumerate(examples, _OWN_GROUPS))
    return replace(rule, source="|".join([rule.source, *filter(None, more)]))


def _slipped(rule: Rule, example: str, number: int) -> str:
    """An example as a pattern in which any one letter is replaced by what recognition may have made of it.

    A time in it, which a group of the rule matches, is no part of the phrase; what follows it is the end of the line.
    """
    found = rule.pattern.match(example)
    group = next((name for name, words in found.groupdict().items() if words), "") if found else ""
    words, rest = example, ""
    if found and group:
        words = example[: found.start(group)]
        rest = rf"(?P<{group.rstrip(_DIGITS)}{number}>\d[^\n]{{0,{_LONGEST_TIME}}})"
    signs = [_sign(sign) for sign in words]
    slips = ["".join([*signs[:at], _SLIP, *signs[at + 1 :]]) for at in range(len(words)) if _IN_WORD.match(words, at)]
    return f"(?:{'|'.join(slips)}){rest}" if len(slips) >= _FEWEST else ""


def _sign(sign: str) -> str:
    return r"\s{1,9}+" if sign.isspace() else re.escape(sign)
