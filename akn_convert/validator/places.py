"""Where an element stands, as people look for it: row and column of its start tag, nearest eId, path.

libxml2 keeps the row alone, and that of the tag's end; so the start tags are counted in the file itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

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
        self._paths: dict[Element, tuple[str | None, str]] = {}  # several faults may stand on one element

    def locations(self, elements: Sequence[Element]) -> list[Location | None]:
        """Row and column of each element, from 1, the column in characters; without a file, the row that lxml knows."""
        if self._source is None:
            return [_row_alone(element) for element in elements]
        wanted = set(elements)
        starts = [match.start() for match in _TAGS.finditer(self._source) if match.lastindex]
        walk = zip(self._root.iter("*"), starts, strict=False)
        offsets = {element: start for element, start in walk if element in wanted}
        places = _rows_and_columns(self._source, offsets.values())
        return [places[offsets[e]] if e in offsets else _row_alone(e) for e in elements]

    def eid_and_path(self, element: Element) -> tuple[str | None, str]:
        """The eId of an element or of the nearest ancestor that has one; a path to it, by its own eId where it has one."""
        if eid := element.get("eId"):
            return eid, f'//*[@eId="{eid}"]'
        found = self._paths.get(element)
        if found is None:
            top = self._tree.getroot()
            path = "" if element is top else "/" + self._tree.getelementpath(element)
            found = self._eid_of(element.getparent()), f"/{top.tag}{path}".replace(CLARK, "")
            self._paths[element] = found
        return found

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
        if (end := source.rfind(b"\n", last, offset)) >= 0:
            row, column = row + source.count(b"\n", last, offset), 1
            last = end + 1
        column += len(source[last:offset].decode("utf-8", "replace"))
        found[offset] = Location(row, column)
        last = offset
    return found
