"""The rows of a document: (name of the table, values in the order of its columns), None for what it does not say."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from akn_convert.exports.document import Document, RollCall, SpeechPart, Voting

Row = tuple[str, tuple[Any, ...]]


class Place(NamedTuple):
    """Where a speech stands in the source: its page, from 1, and a half-open range of characters."""

    page: int | None = None
    start: int | None = None
    end: int | None = None


class Origin(NamedTuple):
    """Which files a document comes from, as far as known; places by eId."""

    xml_file: str
    source_file: str | None = None
    source_sha256: str | None = None
    places: Mapping[str, Place] = {}


def rows_of(document: Document, origin: Origin) -> Iterator[Row]:
    """All the rows of one document, table by table."""
    key = _key(document)
    yield "documents", (*key, *_document(document, origin))
    for speech in _speeches(document, origin):
        yield "speeches", (*key, *speech)
    drafts = {voting.eId: voting.draft for voting in document.votings}
    for voting in document.votings:
        yield "votings", (*key, *_voting(voting))
    for roll in document.items:
        if isinstance(roll, RollCall):
            for vote in roll.votes:
                yield (
                    "votes",
                    (
                        *key,
                        _word(vote.voting),
                        _word(drafts.get(vote.voting)),
                        _word(vote.country),
                        vote.name,
                        _word(vote.choice),
                    ),
                )
    for reference in document.references:
        yield "citations", (*key, reference.symbol, _word(reference.work_iri), _word(reference.href))


def _key(document: Document) -> tuple[Any, ...]:
    return (
        _word(document.expression_iri), _word(document.work_iri), _word(document.symbol), _word(document.actor),
        document.meeting or None, _date(document.date), _word(document.language),
    )  # fmt: skip


def _document(document: Document, origin: Origin) -> tuple[Any, ...]:
    president = document.president
    return (
        _word(document.name or document.kind), _word(document.organ), document.session or None, _word(document.title),
        _word(document.status), _word(document.opened), _word(document.closed),
        _word(president.name if president else ""), _word(president.country if president else ""),
        len(document.speeches), len(document.votings), len(document.references),
        origin.xml_file, origin.source_file, origin.source_sha256,
    )  # fmt: skip


def _speeches(document: Document, origin: Origin) -> Iterator[tuple[Any, ...]]:
    order = 0
    for section in document.sections:
        for part in section.items:
            if isinstance(part, SpeechPart):
                order += 1
                place = origin.places.get(part.eId, Place())
                yield (
                    _word(section.title), _word(section.name), _word(part.eId), order, part.turn, _word(part.speaker),
                    _word(part.country), _word(part.country_name), _word(part.capacity), _word(part.delivered),
                    _word(" ".join(part.languages)), part.text, origin.source_file, *place,
                )  # fmt: skip


def _voting(voting: Voting) -> tuple[Any, ...]:
    counts = (voting.count(choice) for choice in ("inFavour", "against", "abstaining"))
    return (
        voting.eId, _word(voting.draft), _word(voting.adopted), _word(voting.outcome), voting.without_vote,
        *(count.value if count else None for count in counts), _word(voting.href),
    )  # fmt: skip


def _word(value: str | None) -> str | None:
    """A text that says something; None for the empty one."""
    return value or None


def _date(value: str) -> str | None:
    """A full ISO 8601 date; None for anything else."""
    return value[:10] if re.match(r"\d{4}-\d\d-\d\d(?!\d)", value) else None
