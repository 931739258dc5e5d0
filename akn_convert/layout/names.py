"""Names of States whose letters were set in runs that stand in the wrong order: put back where only names come out.

The words given here are those printed, in which lam and alef may have changed places.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from akn_convert.grammar.states import States
from akn_convert.layout.bidi import Range, reading_order

# The letters behind which typesetting programs begin a new run, because the next letter is set below them.
_BREAKING = "رزو"
_COMMA = re.compile("[،,]")
_WORD = re.compile(r"\s+|[^\s،,]+[،,]?|[،,]")
_MOST_RUNS = 6
_LONGEST = 200  # characters of a line in which runs are sought


def name_order(words: str, states: States) -> list[Range] | None:
    """The runs of one State's name in reading order; None where no order, or more than one, gives a name."""
    found = {joined(words, order): order for order in _orders(words, states, "", whole=True)}
    return next(iter(found.values())) if len(found) == 1 else None


def list_order(words: str, states: States, carried: str) -> list[Range] | None:
    """The runs of a line of a list in reading order: what stands between commas must be names of States.

    `carried` is what the line before left unfinished. None where no order gives names alone.
    """
    return next(_orders(words, states, carried, whole=False), None)


def joined(words: str, order: list[Range]) -> str:
    """The characters of the ranges, one after the other."""
    return "".join(words[start:end] for start, end in order)


def _orders(words: str, states: States, carried: str, *, whole: bool) -> Iterator[list[Range]]:
    """Orders that give names, the likelier first: as printed, by certain seams, word by word, by runs."""
    by_word = [found.span() for found in _WORD.finditer(words)]
    for order in ([(0, len(words))], reading_order(words), by_word[::-1]):
        if _are_names(carried + joined(words, order), states, whole):
            yield order
            return
    if len(words) <= _LONGEST:
        yield from _searched(words, states, carried, len(words), [], whole)


def _searched(
    words: str, states: States, carried: str, end: int, order: list[Range], whole: bool
) -> Iterator[list[Range]]:
    """Take runs from the right end of the line; each but the one that is read last ends with a breaking letter."""
    if words[end - 1] not in _BREAKING or len(order) >= _MOST_RUNS:
        return
    for start in range(end - 1, 0, -1):
        run = [*order, (start, end)]
        if not _are_names(carried + joined(words, run), states, False):
            continue
        complete = [*run, (0, start)]
        if _are_names(carried + joined(words, complete), states, whole):
            yield complete
        if words[start - 1] in _BREAKING:
            yield from _searched(words, states, carried, start, run, whole)


def _are_names(words: str, states: States, whole: bool) -> bool:
    """Whether a list holds names alone; its last item may be the beginning of one, unless the list is `whole`."""
    *items, last = _COMMA.split(words)
    if not all(states.find(item) for item in items):
        return False
    return bool(states.find(last)) if whole else not last.strip() or states.begins(last)
