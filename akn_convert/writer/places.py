"""Where each speech of a finished document stands in its source."""

from __future__ import annotations

from typing import NamedTuple

from akn_convert.model import Record, Speech
from akn_convert.text import Cut, Span, Text
from akn_convert.writer import Element
from akn_convert.writer.names import AKN


class Place(NamedTuple):
    """A speech by its eId: the page it begins on, from 1, and a half-open range of characters of the source."""

    eid: str
    page: int
    start: int
    end: int


def places_of(root: Element, record: Record, text: Text) -> tuple[Place, ...]:
    """The places of all speeches, in order; none where the document has other speeches than the record."""
    eids = [speech.get("eId", "") for speech in root.iter(f"{{{AKN}}}speech")]
    if len(eids) != len(record.speeches):
        return ()
    spans = (text.place_of(_cut(speech)) for speech in record.speeches)
    return tuple(_place(eid, span, text) for eid, span in zip(eids, spans, strict=True))


def _place(eid: str, span: Span, text: Text) -> Place:
    return Place(eid, text.page_of(span.start), span.start, span.end)


def _cut(speech: Speech) -> Cut:
    """All of a speech, the head included."""
    leaves = (speech.head, *speech.paragraphs) if speech.head else speech.paragraphs
    return Cut(min(leaf.cut.start for leaf in leaves), max(leaf.cut.end for leaf in leaves)) if leaves else Cut(0, 0)
