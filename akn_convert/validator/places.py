"""Where an element stands, as people look for it: row and column of its start tag, nearest eId, path.

libxml2 keeps the row alone, and that of the tag's end; so the start tags are counted in the file itself.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cached_property
from itertools import accumulate, count

from akn_convert.findings import Location
from akn_convert.validator.index import CLARK, Element, row_of

# "<" begins a start tag unless it begins one of these; in a well-formed file without a DOCTYPE nothing else has it.
_TAGS = re.compile(rb"<!--(?:.*?-->|.*)|<!\[CDATA\[(?:.*?\]\]>|.*)|<\?(?:.*?\?>|.*)|<([^/!?])", re.S)


class Places:
    """The places of a document's elements; `source` is the file in UTF-8 (or another superset of ASCII), or None."""

    def __init__(self, root: Element, source: bytes | None) -> None:
        self.root, self.source = root, source

    @cached_property
    def _ordinals(self) -> dict[Element, int]:
        # As keys the elements are also kept: lxml gives the same objects again.
        return dict(zip(self.root.iter("*"), count(), strict=False))

    @cached_property
    def _starts(self) -> list[int]:
        return [match.start() for match in _TAGS.finditer(self.source or b"") if match.lastindex]

    @cached_property
    def _lines(self) -> list[int]:
        return list(accumulate((len(line) + 1 for line in (self.source or b"").split(b"\n")), initial=0))

    def location(self, element: Element) -> Location | None:
        """Row and column, from 1, the column in characters; from the tree alone, the row as far as lxml knows it."""
        if self.source is None or (ordinal := self._ordinals.get(element, -1)) < 0 or ordinal >= len(self._starts):
            return Location(row) if (row := row_of(element)) else None
        return self.at(self._starts[ordinal])

    def at(self, offset: int) -> Location:
        """Row and column of a byte of the source."""
        row = bisect_right(self._lines, offset)
        before = (self.source or b"")[self._lines[row - 1] : offset]
        return Location(row, len(before.decode("utf-8", "replace")) + 1)


def nearest_eid(element: Element) -> str | None:
    """The eId of an element, or of the nearest ancestor that has one."""
    here: Element | None = element
    while here is not None:
        if eid := here.get("eId"):
            return eid
        here = here.getparent()
    return None


def xpath_of(element: Element, eid: str | None) -> str:
    """A path to an element without namespace prefixes; by its eId, given as the nearest one, where it is its own."""
    if eid and element.get("eId") == eid:
        return f'//*[@eId="{eid}"]'
    tree = element.getroottree()
    root = tree.getroot()
    path = "" if element is root else "/" + tree.getelementpath(element)
    return f"/{root.tag}{path}".replace(CLARK, "")
