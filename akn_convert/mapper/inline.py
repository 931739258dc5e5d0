"""What stands inside a paragraph: cited documents and links, found in one pass over the whole text."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass

from akn_convert.grammar import Grammar
from akn_convert.grammar.citations.symbols import CHARTER, reference_href, reference_id, work_iri
from akn_convert.mapper.cast import Cast
from akn_convert.mapper.references import Citation, find_citations
from akn_convert.model import Inline, Paragraph
from akn_convert.text import Cut

_LINK = re.compile(r"https?://[^\s<>()（）\[\]，。；”]+[^\s<>()（）\[\]，。；”.,;:]")


@dataclass(slots=True)
class Inlines:
    """All citations and links of a text, in order, to be taken by the paragraph."""

    found: list[Inline]
    starts: list[int]
    citations: list[Citation]
    _cited: list[int]

    @classmethod
    def of(cls, clean: str, grammar: Grammar, cast: Cast, symbol: str) -> Inlines:
        """Find them; each cited document becomes an entity of the cast, the document's own symbol does not."""
        citations = [
            c
            for c in find_citations(clean, 0, len(clean), grammar.references, organ=cast.actor)
            if c.symbol != symbol.replace(" ", "")
        ]
        documents = {symbol: _document(symbol, cast) for symbol in dict.fromkeys(c.symbol for c in citations)}
        inlines = [Inline(citation.cut, "cited", *documents[citation.symbol]) for citation in citations]
        if "://" in clean:
            inlines += [Inline(Cut(*m.span()), "link", value=m[0]) for m in _LINK.finditer(clean)]
        inlines.sort(key=lambda inline: inline.cut)
        return cls(inlines, [i.cut.start for i in inlines], citations, [c.cut.start for c in citations])

    def paragraph(self, start: int, end: int, *own: Inline) -> Paragraph:
        """The paragraph of a cut with what was found in it; its own inlines win where they overlap."""
        low, high = bisect_left(self.starts, start), bisect_left(self.starts, end)
        if low == high:
            return Paragraph(Cut(start, end), tuple(sorted(own)) if own else ())
        free = [i for i in self.found[low:high] if i.cut.end <= end and not any(_overlap(i, o) for o in own)]
        return Paragraph(Cut(start, end), tuple(sorted([*own, *free])))

    def cited_in(self, start: int, end: int) -> list[Citation]:
        """The citations that begin in a range of the text."""
        return self.citations[bisect_left(self._cited, start) : bisect_left(self._cited, end)]


def _document(symbol: str, cast: Cast) -> tuple[str, str]:
    """A cited document, noted in the cast: its id, and its IRI or else its address."""
    address = reference_href(symbol)
    label = cast.label("charter") if symbol == CHARTER else symbol
    return cast.add("reference", reference_id(symbol), address, label), work_iri(symbol) or address


def _overlap(one: Inline, other: Inline) -> bool:
    return one.cut.start < other.cut.end and other.cut.start < one.cut.end
