"""Heads that were taken from the page behind the first line of their words: "): The Council" / "spoke in French( Mr. X".

The order is certain only where what comes out is a head: an order is tried, and the language's own pattern decides.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from akn_convert.grammar import Grammar
from akn_convert.grammar.openers import head, nameless_head
from akn_convert.layout.visual.names import joined
from akn_convert.layout.visual.runs import Range, reading_order

# What a head's line leaves on the line before: the bracket that its note closes and its colon, or the colon alone.
_REST = re.compile(r"(?P<more>[^():：]*)(?P<edge>\)[:：]|[:：]\)|[:：])(?P<words>.*)", re.DOTALL)
_TURNED = ":)"
_WORD = re.compile(r"\s+|\(?[^\s()]+\)?|[()]")
_BALANCED = r"\((?:[^()]|\([^()]*\))+\)"


def head_order(first: str, second: str, printed: str, grammar: Grammar) -> tuple[list[Range], list[Range]] | None:
    """The reading order of two lines that hold a head: ranges of the second, then ranges of the first.

    `printed` is the first line before its letters were put right. None where the two do not make a head.
    """
    rest = _REST.fullmatch(first)
    if rest is None:
        return None
    edge = rest["edge"] if rest["edge"] != _TURNED else "):"
    for order in _orders(second, edge, grammar):
        if _is_head(joined(second, order) + edge, grammar):
            return order, _first(printed, rest)
    return None


def _first(printed: str, rest: re.Match[str]) -> list[Range]:
    """The line before: the edge of the head, the words behind it, then the words that were set before it."""
    start, end = rest.span("edge")
    edge = [(start + 1, end), (start, start + 1)] if rest["edge"] == _TURNED else [(start, end)]
    blanks = re.compile(r"\s*").match(printed, end).end()  # type: ignore[union-attr]
    words = (
        [(blanks + low, blanks + high) for low, high in reading_order(printed[blanks:])]
        if blanks < len(printed)
        else []
    )
    more = reading_order(printed[:start]) if start else []
    return [*edge, (end, blanks), *words, *more]


def _is_head(words: str, grammar: Grammar) -> bool:
    """Whether words are a head to their end, with a State where a bracket stands for one."""
    found = head(grammar).fullmatch(words)
    return bool(found) or bool(nameless_head(grammar).fullmatch(words))


def _orders(words: str, edge: str, grammar: Grammar) -> Iterator[list[Range]]:
    """The orders in which the parts of a head's line may be read."""
    for shape, parts in _shapes(grammar)[edge[0] == ")"]:
        found = shape.fullmatch(words)
        if found:
            yield [found.span(part) for part in parts]
    by_word = [found.span() for found in _WORD.finditer(words)]
    if edge[0] == ")" and sum(end - start for start, end in by_word) == len(words):
        yield by_word[::-1]


@cache
def _shapes(grammar: Grammar) -> dict[bool, list[tuple[re.Pattern[str], tuple[str, ...]]]]:
    """How the parts of a head follow each other as printed, and how they are read; by whether the edge has a bracket."""
    titles = "|".join(sorted(map(re.escape, grammar.heads.before), key=len, reverse=True))
    offices = "|".join(re.sub(r"\(\?P<\w+>", "(?:", rule.source) for rule in grammar.heads.offices.values())
    languages = "|".join(sorted(map(re.escape, grammar.heads.languages), key=len, reverse=True))
    name = rf"(?P<who>(?:{offices})(?!\w)|(?:{titles})\s[^()]+?)\s*"
    who = rf"(?P<tail>[^()]*?){name}"
    note = rf"(?P<note>[^\W\d_]+\s(?:[^\W\d_]+\s){{0,2}}?\w?(?:{languages}))(?P<g1>\s*)"
    noted = [
        (rf"{note}(?P<open>\()(?P<g2>\s*)", "g2 open note g1"),
        (rf"{note}(?P<open>\()(?P<g2>\s*){who}", "who tail g2 open note g1"),
        (rf"{note}(?P<state>{_BALANCED})(?P<g2>\s*)(?P<open>\()(?P<g3>\s*){who}", "who tail g3 state g2 open note g1"),
        (
            rf"{note}(?P<end>(?:[^()]|\([^()]*\))++\))(?P<g2>\s*)(?P<open>\()"
            rf"(?P<state>\([^()]*?)(?P<g3>\s+)(?P<tail>[^()\s]*?){name}",
            "who tail g3 state end g2 open note g1",
        ),
        (rf"(?P<state>[^()]+)(?P<open>\()(?P<g1>\s*){who}", "who tail g1 open state"),
    ]
    plain = [(rf"(?P<state>{_BALANCED})(?P<g1>\s*){who}", "who tail g1 state"), (rf"(?P<who>{offices})", "who")]
    return {
        bracket: [(re.compile(shape), tuple(parts.split())) for shape, parts in shapes]
        for bracket, shapes in ((True, noted), (False, plain))
    }
