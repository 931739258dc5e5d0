"""Strings that are hard for a regular expression, made from its own parse: each repeat is entered, filled and broken off.

A repeat is dangerous where what it repeats may also begin it, or stand before it, or be what a repeat beside it takes.
So each is tried with every kind of character that the pattern tells apart and the repeat takes, once behind one
beginning and once with a beginning at every step; then comes a character that fits nothing.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from typing import Any, NamedTuple

parser = re._parser  # type: ignore[attr-defined]  # the standard library's own, without a public name

# One character of each kind that rules of six languages tell apart.
ALPHABET = (
    "a Az\n\t1.,:;!?-–'’*/()（）[]“”\"«_<>&=中第一十年，。：；、»·…Aé\u0301жЖاًبة،١\u00a0\u00ad\u200b#%+@{}|\\^~$№"
)
FEW = 8  # repeats of fewer are left aside: they cost what they cost once
BREAK = "\0"


class Attack(NamedTuple):
    """What stands before, what is repeated, and what stands behind."""

    before: str
    unit: str
    behind: str = BREAK

    def of(self, length: int) -> str:
        """The string of about this many characters."""
        return self.before + self.unit * max(1, length // len(self.unit)) + self.behind


def attacks(pattern: re.Pattern[Any], most: int = 0) -> Iterator[Attack]:
    """Attacks on every repeat of a pattern, each once; with `most`, of so many kinds of characters a repeat."""
    source = pattern.pattern if isinstance(pattern.pattern, str) else pattern.pattern.decode("latin-1")
    flags = pattern.flags & ~re.UNICODE if isinstance(pattern.pattern, bytes) else pattern.flags
    tree = parser.parse(source, flags & ~re.DEBUG)
    letters = _kinds(tree, bool(flags & re.IGNORECASE))
    seen = set()
    for before, body, behind in _repeats(list(tree), "", letters):
        units = list(_units(body, letters))
        for unit in units[:: max(1, len(units) // most)] if most else units:
            ways = [Attack(before, unit), Attack("", before + unit)]
            if not most:
                ways += [Attack("", before + unit * 3 + (behind[:-1] or " ")), Attack(before, unit + behind[:-1])]
            for attack in ways:
                if attack.unit and attack not in seen:
                    seen.add(attack)
                    yield attack


def _kinds(tree: Any, ignore_case: bool) -> str:
    """One character for each way in which the sets of a pattern tell characters apart, its own literals among them."""
    sets = list(_sets(list(tree)))
    own = {chr(value) for node in sets for value in _literals(node)}
    kinds: dict[tuple[bool, ...], str] = {}
    for character in [*ALPHABET, *sorted(own)]:
        kinds.setdefault(tuple(_takes(node, character) for node in sets), character)
    return "".join(kinds.values())


def _sets(nodes: list[Any]) -> Iterator[Any]:
    """Everything in a pattern that takes one character out of several, each once."""
    seen = set()
    for node in _all(nodes):
        if str(node[0]) in ("IN", "NOT_LITERAL", "ANY") and repr(node) not in seen:
            seen.add(repr(node))
            yield node


def _all(nodes: Iterable[Any]) -> Iterator[Any]:
    for node in nodes:
        yield node
        for inner in _inside(node):
            yield from _all(inner)


def _inside(node: Any) -> Iterator[list[Any]]:
    """The sequences below a node, alternatives one by one."""
    op, arg = str(node[0]), node[1]
    if op == "BRANCH":
        yield from (list(part) for part in arg[1])
    elif op in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"):
        yield list(arg[2])
    elif op == "SUBPATTERN":
        yield list(arg[3])
    elif op in ("ASSERT", "ASSERT_NOT"):
        yield list(arg[1])
    elif op == "ATOMIC_GROUP":
        yield list(arg)
    elif op == "GROUPREF_EXISTS":
        yield from (list(part) for part in arg[1:] if part)


def _literals(node: Any) -> Iterator[int]:
    """Some characters that a set names: the ends of its ranges."""
    if str(node[0]) == "NOT_LITERAL":
        yield node[1]
    elif str(node[0]) == "IN":
        for op, arg in node[1]:
            if str(op) == "LITERAL":
                yield arg
            elif str(op) == "RANGE":
                yield arg[0]


CATEGORIES: dict[str, Callable[[str], bool]] = {
    "CATEGORY_SPACE": str.isspace,
    "CATEGORY_DIGIT": str.isdecimal,
    "CATEGORY_WORD": lambda c: c.isalnum() or c == "_",
}


@cache
def _category(name: str, character: str) -> bool:
    turned = name.replace("_NOT_", "_")
    return CATEGORIES[turned](character) != (turned != name)


def _takes(node: Any, character: str) -> bool:
    """Whether a node that takes one character takes this one."""
    op, arg = str(node[0]), node[1]
    if op == "LITERAL":
        return bool(arg == ord(character))
    if op == "NOT_LITERAL":
        return bool(arg != ord(character))
    if op == "ANY":
        return character != "\n"
    turned = str(arg[0][0]) == "NEGATE"
    return turned != any(_in_set(str(kind), value, character) for kind, value in arg)


def _in_set(kind: str, value: Any, character: str) -> bool:
    if kind == "LITERAL":
        return bool(value == ord(character))
    if kind == "RANGE":
        return bool(value[0] <= ord(character) <= value[1])
    return kind == "CATEGORY" and _category(str(value), character)


def _repeats(nodes: list[Any], before: str, letters: str) -> Iterator[tuple[str, list[Any], str]]:
    """Each repeat with a string that enters it, what it repeats, and a string of what follows."""
    for at, node in enumerate(nodes):
        if str(node[0]).endswith("_REPEAT"):
            most = int(node[1][1])
            if most >= FEW:
                yield before, list(node[1][2]), _sample(nodes[at + 1 :], letters)
        for inner in _inside(node):
            yield from _repeats(inner, before, letters)
        before += _sample([node], letters)


def _units(body: list[Any], letters: str) -> Iterator[str]:
    """What a repeat may take at a time: any kind of character, or each of its alternatives."""
    if len(body) == 1 and str(body[0][0]) in ("IN", "NOT_LITERAL", "ANY", "LITERAL"):
        if str(body[0][0]) == "LITERAL":
            yield chr(body[0][1])
        else:
            yield from (letter for letter in letters if _takes(body[0], letter))
        return
    if len(body) == 1 and list(_inside(body[0])):
        for inner in _inside(body[0]):
            yield from _units(inner, letters)
        return
    for turned in (letters, letters[::-1]):
        yield _sample(body, turned)


def _sample(nodes: list[Any], letters: str) -> str:
    """A short string that a sequence takes, as far as that can be told without looking around."""
    made = ""
    for node in nodes:
        op, arg = str(node[0]), node[1]
        if op == "LITERAL":
            made += chr(arg)
        elif op in ("IN", "NOT_LITERAL", "ANY"):
            made += next((c for c in letters if _takes(node, c)), "") or _first(node)
        elif op == "BRANCH":
            made += min((_sample(list(part), letters) for part in arg[1]), key=len)
        elif op.endswith("_REPEAT"):
            made += _sample(list(arg[2]), letters) * int(arg[0])
        elif op in ("SUBPATTERN", "ATOMIC_GROUP"):
            made += _sample(list(arg[3] if op == "SUBPATTERN" else arg), letters)
    return made


def _first(node: Any) -> str:
    return next((c for c in map(chr, range(1, 0x10000)) if unicodedata.category(c) != "Cs" and _takes(node, c)), "")
