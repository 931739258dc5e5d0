"""Words whose letters were set in runs that stand in the wrong order: put back where only what is known comes out.

What is known are names of States, and phrases that a pattern matches whole. The words given here are those printed, in
which lam and alef may have changed places.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from akn_convert.grammar.states import States
from akn_convert.layout.visual.runs import Range, reading_order

Test = Callable[[str], bool]

# The letters behind which typesetting programs begin a new run, because the next letter is set below them.
_BREAKING = "رزو"
_COMMA = re.compile("[،,]")
_WORD = re.compile(r"\s+|[^\s،,]+[،,]?|[،,]")
_MOST_RUNS = 5
_LONGEST_LIST = 200  # characters of a line in which runs are sought
_LONGEST_PHRASE = 60


def joined(words: str, order: list[Range]) -> str:
    """The characters of the ranges, one after the other."""
    return "".join(words[start:end] for start, end in order)


def name_order(words: str, states: States) -> list[Range] | None:
    """The runs of one State's name in reading order; None where no order, or more than one, gives a name."""
    return _only(words, _orders(words, lambda name: bool(states.find(name)), states.begins))


def phrase_order(words: str, known: Test) -> list[Range] | None:
    """The runs of a known phrase in reading order; None where no order, or more than one, gives one."""
    if len(words) > _LONGEST_PHRASE or words[-1:] not in _BREAKING:
        return None
    return _only(words, _searched(words, known, lambda begun: True, len(words), []))


def list_order(words: str, states: States, carried: str) -> list[Range] | None:
    """The runs of a line of a list in reading order: what stands between commas must be names of States.

    `carried` is what the line before left unfinished. None where no order gives names alone.
    """

    def known(listed: str) -> bool:
        *items, last = _COMMA.split(carried + listed)
        return all(states.find(item) for item in items) and (not last.strip() or states.begins(last))

    return next(_orders(words, known, known), None) if len(words) <= _LONGEST_LIST else None


def _only(words: str, orders: Iterator[list[Range]]) -> list[Range] | None:
    found = {joined(words, order): order for order in orders}
    return next(iter(found.values())) if len(found) == 1 else None


def _orders(words: str, known: Test, begun: Test) -> Iterator[list[Range]]:
    """Orders that give what is known, the likelier first: as printed, by certain seams, word by word, by runs."""
    by_word = [found.span() for found in _WORD.finditer(words)]
    for order in ([(0, len(words))], reading_order(words), by_word[::-1]):
        if known(joined(words, order)):
            yield order
            return
    if words:
        yield from _searched(words, known, begun, len(words), [])


def _searched(words: str, known: Test, begun: Test, end: int, order: list[Range]) -> Iterator[list[Range]]:
    """Take runs from the right end of the line; each but the one that is read last ends with a breaking letter."""
    if words[end - 1] not in _BREAKING or len(order) >= _MOST_RUNS:
        return
    for start in range(end - 1, 0, -1):
        run = [*order, (start, end)]
        if not begun(joined(words, run)):
            continue
        complete = [*run, (0, start)]
        if known(joined(words, complete)):
            yield complete
        if words[start - 1] in _BREAKING:
            yield from _searched(words, known, begun, start, run)
