"""Akoma Ntoso as it is written: tags and words in the order of the document, each element named as it opens."""

from __future__ import annotations

import re
from collections.abc import Mapping
from xml.sax.saxutils import escape

from akn_convert.writer.eid import Eids

# White that a parser would take for a blank in an attribute's value, or for a line end in words.
_IN_VALUE = {"\t": "&#9;", "\n": "&#10;", "\r": "&#13;", '"': "&quot;"}
_IN_WORDS = {"\r": "&#13;"}
_SPECIAL = re.compile('[&<>"\t\n\r]')


class Markup:
    """A document that grows: `begin` and `end` write tags, `words` what stands between them.

    `clean` is the text that the words are cuts of. `paragraphs` holds the eId by which the paragraph made from the cut
    that starts at an offset can be cited, `lists` that of the count to which the list of votes printed there belongs.
    """

    __slots__ = ("_parts", "_signs", "clean", "eids", "lists", "paragraphs")

    def __init__(self, clean: str) -> None:
        self.clean = clean
        self.eids = Eids()
        self.paragraphs: dict[int, str] = {}
        self.lists: dict[int, str] = {}
        self._parts: list[str] = []
        self._signs = [sign for sign in "&<>\r" if sign in clean]

    def begin(self, name: str, ancestor: str = "", attributes: Mapping[str, str] | None = None) -> str:
        """Open an element; returns the eId that what it holds has for its nearest ancestor's."""
        eid = self.eids.of(name, ancestor)
        given = as_written(attributes) if attributes else ""
        if not eid:
            self._parts.append(f"<{name}{given}>")
            return ancestor
        self._parts.append(f'<{name}{given} eId="{eid}">')
        return eid

    def bare(self, name: str, attributes: Mapping[str, str] | None = None) -> None:
        """Open an element that has no eId where it stands."""
        self._parts.append(f"<{name}{as_written(attributes)}>" if attributes else f"<{name}>")

    def words(self, start: int, end: int) -> None:
        """Write a cut of the clean text."""
        words = self.clean[start:end]
        for sign in self._signs:
            if sign in words:
                words = escape(words, _IN_WORDS)
                break
        self._parts.append(words)

    def end(self, *names: str) -> None:
        """Close elements, the innermost first."""
        for name in names:
            self._parts.append(f"</{name}>")

    def empty(self, name: str, attributes: Mapping[str, str]) -> None:
        """An element of the metadata, without an eId and without words."""
        self._parts.append(f"<{name}{as_written(attributes)}/>")

    def raw(self, markup: str) -> None:
        """Write what is markup already."""
        self._parts.append(markup)

    def __str__(self) -> str:
        return "".join(self._parts)


def as_written(attributes: Mapping[str, str]) -> str:
    """Attributes as they stand in a tag, a blank before each."""
    if _SPECIAL.search("".join(attributes.values())):
        attributes = {name: quoted(value) for name, value in attributes.items()}
    return "".join([f' {name}="{value}"' for name, value in attributes.items()])


def quoted(value: str) -> str:
    """A value as it may stand between quotation marks."""
    return escape(value, _IN_VALUE)
