"""Where an element stands, as people look for it: row and column of its start tag, nearest eId, path.

libxml2 keeps the row alone, and that of the tag's end; so the start tags are counted in the file itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import count

from akn_convert.findings import Location
from akn_convert.validator.index import CLARK, Element, row_of

# "<" begins a start tag unless it begins one of these; in a well-formed file without a DOCTYPE nothing else has it.
_TAGS = re.compile(rb"<!--(?:.*?-->|.*)|<!\[CDATA\[(?:.*?\]\]>|.*)|<\?(?:.*?\?>|.*)|<([^/!?])", re.S)


class Places:
    """The places of a document's elements; `source` is the file in UTF-8 (or another superset of ASCII), or None."""

    def __init__(self, root: Element, source: bytes | None) -> None:
        self._root, self._source = root, source
        self._tree = root.getroottree()
        self._eids: dict[Element, str | None] = {}

    def locations(self, elements: Sequence[Element]) -> list[Location | None]:
        """Row and column of each element, from 1, the column in characters; without a file, the row that lxml knows."""
        if self._source is None:
            return [_row_alone(element) for element in elements]
        ordinals = dict(zip(self._root.iter("*"), count(), strict=False))
        starts = [match.start() for match in _TAGS.finditer(self._source) if match.lastindex]
        numbers = [ordinals.get(element, len(starts)) for element in elements]
        offsets = [starts[number] if number < len(starts) else None for number in numbers]
        places = _rows_and_columns(self._source, {offset for offset in offsets if offset is not None})
        return [
            _row_alone(element) if offset is None else places[offset]
            for element, offset in zip(elements, offsets, strict=True)
        ]

    def eid_and_path(self, element: Element) -> tuple[str | None, str]:
        """The eId of an element or of the nearest ancestor that has one; a path to it, by its own eId where it has one."""
        if eid := element.get("eId"):
            return eid, f'//*[@eId="{eid}"]'
        top = self._tree.getroot()
        path = "" if element is top else "/" + self._tree.getelementpath(element)
        return self._eid_of(element.getparent()), f"/{top.tag}{path}".replace(CLARK, "")

    def _eid_of(self, element: Element | None) -> str | None:
        """The eId of an element or of the nearest ancestor that has one; looked up once for all that stand in it."""
        passed, here = [], element
        while here is not None and here not in self._eids:
            passed.append(here)
            here = None if here.get("eId") else here.getparent()
        found = self._eids[here] if here is not None else (passed[-1].get("eId") if passed else None) or None
        self._eids.update(dict.fromkeys(passed, found))
        return found


def _row_alone(element: Element) -> Location | None:
    return Location(row) if (row := row_of(element)) else None


def _rows_and_columns(source: bytes, offsets: Iterable[int]) -> dict[int, Location]:
    """The place of each byte offset, by one pass over the file."""
    found = {}
    row, column, last = 1, 1, 0
    for offset in sorted(offsets):
        between = source[last:offset]
        if rows := between.count(b"\n"):
            row, column, between = row + rows, 1, between[between.rfind(b"\n") + 1 :]
        column += len(between.decode("utf-8", "replace"))
        found[offset] = Location(row, column)
        last = offset
    return found
