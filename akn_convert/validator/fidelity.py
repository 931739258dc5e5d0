"""R25: the text of a document is its source's, every character accounted for; checked against the source itself.

Four laws: each source character is in exactly one piece; a piece with a rule keeps that rule's contract, one without is
its source; pieces stand in the source's order unless a moving rule moved them; the content of the XML, white space
aside, is the clean text. White space is left out by `str.split`, so no loop over characters runs in Python.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from typing import Any

from lxml import etree

from akn_convert.findings import Finding, finding
from akn_convert.text import Contract, Cut, Piece, Text, broken_contracts, out_of_order, unaccounted
from akn_convert.validator.index import AKN, Element, text_of

_CONTENT: Any = etree.XPath(
    "/*/*/*[not(self::akn:meta)]//text()[not(ancestor::akn:meta)]", namespaces={"akn": AKN}, smart_strings=False
)
_METAS: Any = etree.XPath("count(//akn:meta)", namespaces={"akn": AKN})
_SHOWN = 40  # characters of a text in a sentence


def check_fidelity(text: Text, root: Element, contracts: Mapping[str, Contract]) -> list[Finding]:
    """Each break of the four laws, with the range of the source that it concerns; an empty list is full fidelity."""
    return [*_unaccounted(text), *_broken(text, contracts), *_moved(text), *_rewritten(text, root)]


def content_of(root: Element) -> str:
    """The text of a document outside `meta`, its components' included."""
    if _METAS(root) > 1:  # components have a meta each
        return "".join(_CONTENT(root))
    document = next(iter(root.iterchildren("*")), root)
    return "".join(text_of(child) for child in document.iterchildren("*") if etree.QName(child).localname != "meta")


def _unaccounted(text: Text) -> Iterator[Finding]:
    for span in unaccounted(text):
        words = _shown(text.raw[span.start : span.end])
        yield finding("R25", span=span, why=f'"{words}" is in no piece of the text, or in more than one')


def _broken(text: Text, contracts: Mapping[str, Contract]) -> Iterator[Finding]:
    for piece in broken_contracts(text, contracts):
        yield finding("R25", span=piece.source, why=_breach(text, piece, contracts.get(piece.rule)))


def _breach(text: Text, piece: Piece, contract: Contract | None) -> str:
    before, after = _shown(text.raw[piece.source.start : piece.source.end]), _shown(piece.text)
    change = f'"{before}" became "{after}"' if piece.text else f'"{before}" was dropped'
    if not piece.rule:
        return f"{change} by no rule"
    if contract is None:
        return f"{change} by the rule {piece.rule}, which has no contract"
    return f"{change} by the rule {piece.rule}, which may only: {contract.promise}"


def _moved(text: Text) -> Iterator[Finding]:
    for piece in out_of_order(text):
        words = _shown(text.raw[piece.source.start : piece.source.end])
        yield finding("R25", span=piece.source, why=f'"{words}" stands out of its order, moved by no rule')


def _rewritten(text: Text, root: Element) -> Iterator[Finding]:
    wanted, found = "".join(text.clean.split()), "".join(content_of(root).split())
    if wanted == found:
        return
    at = _first_difference(wanted, found)
    place = _place(text.clean, at)
    span = text.place_of(Cut(place, min(place + 1, len(text.clean)))) if text.pieces else None
    source, xml = _shown(wanted[at:]) or "nothing more", _shown(found[at:]) or "nothing more"
    yield finding("R25", span=span, why=f'the source goes on with "{source}", the document with "{xml}"')


def _first_difference(one: str, other: str) -> int:
    """The length of what two strings have in common at their beginning, by halving: each step compares slices."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def _place(clean: str, at: int) -> int:
    """Where the `at`-th character that is no white space stands in the clean text."""
    ends: list[int] = []
    starts: list[int] = []
    position = count = 0
    for word in clean.split():
        position = clean.index(word, position)
        starts.append(position)
        ends.append(count)
        position, count = position + len(word), count + len(word)
    if not starts:
        return 0
    index = bisect_right(ends, at) - 1
    return min(starts[index] + at - ends[index], len(clean))


def _shown(words: str) -> str:
    return words if len(words) <= _SHOWN else words[:_SHOWN] + "…"
