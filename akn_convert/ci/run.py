"""Many documents, each with its findings, in order: from the cache, in this process or in several.

A document that a process dies on is checked again by itself, so that it never takes its neighbours along.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, NamedTuple

from akn_convert.batch.outcome import misfortune
from akn_convert.ci.cache import Cache
from akn_convert.ci.inputs import Document
from akn_convert.findings import Finding, Location, Severity, catalogue
from akn_convert.reports.summary import Checked
from akn_convert.validator import CHECKS, validate, xsd
from akn_convert.workers import pool

_PATIENCE = 600.0  # seconds for a document that a process died on
# Bytes that have to be checked before more processes pay, where their number is left to us: for 200 documents of 28 KB
# two took 1.1 s and one 1.4. Of many small documents no more are read ahead than these.
_PAYS, _AHEAD = 5_000_000, 1000
_CHUNK = 16  # documents that a process is given at a time: fewer cost messages, more make it wait


# A finding on its way between processes: plain values take a fifth of the time that the objects take.
_Packed = tuple[str, str, str, tuple[int, int] | None, str | None, str | None, str | None]


class _Work(NamedTuple):
    """A document on its way: its bytes, or what is known of it already; its key in the cache."""

    name: str
    data: bytes | None
    known: list[Finding] | None = None
    key: str = ""


@dataclass
class Run:
    """How documents are checked: the options of `validate`, the processes, the cache if any.

    With 0 jobs it is as many processes as pay: one a core where there is much to check, else this one.
    """

    options: Mapping[str, Any] = field(default_factory=dict)
    jobs: int = 1
    cache: Cache | None = None

    def check(self, documents: Iterable[Document]) -> Iterator[Checked]:
        """Each document with its findings, in order; documents are read as they are asked for."""
        work = map(self._prepare, documents)
        yield from self._checked(work, self.jobs) if self.jobs else self._checked_as_pays(work)

    def _checked_as_pays(self, work: Iterator[_Work]) -> Iterator[Checked]:
        """Documents are read ahead until it is known whether processes pay; a few at a time, they are checked here."""
        ahead, size = list[_Work](), 0
        for item in work:
            ahead.append(item)
            size += len(item.data or b"")
            if size >= _PAYS:
                yield from self._checked(_chain(ahead, work), pool.cores())
                return
            if len(ahead) == _AHEAD:
                yield from self._checked(ahead, 1)
                ahead, size = [], 0
        yield from self._checked(ahead, 1)

    def _checked(self, work: Iterable[_Work], jobs: int) -> Iterator[Checked]:
        chunks = _chunks(work, 1 if jobs == 1 else _CHUNK)
        for chunk in chunks:
            if _unknown(chunk):
                yield from self._in_pool(_chain([chunk], chunks), jobs)
            else:  # the cache knows it all so far: no process is needed
                yield from (Checked(item.name, item.known or []) for item in chunk)

    def _prepare(self, document: Document) -> _Work:
        data = document.read()
        if isinstance(data, Finding):
            return _Work(document.name, None, [data.in_file(document.name)])
        if self.cache is None:
            return _Work(document.name, data)
        key = self.cache.key(data)
        known = self.cache.get(key)
        if known is None:
            return _Work(document.name, data, None, key)
        return _Work(document.name, None, [found.in_file(document.name) for found in known])

    def _in_pool(self, work: Iterable[list[_Work]], jobs: int) -> Iterator[Checked]:
        for answer in pool.run(_Task(self.options), work, pool.Limits(jobs), ahead=4 * jobs, wire=_unknown):
            fresh = iter(answer.value if answer.fate is pool.Fate.DONE else self._one_by_one(answer))
            for item in answer.item:
                found = item.known
                if found is None:
                    found = _unpacked(next(fresh), item.name)
                    self._keep(item, found)
                yield Checked(item.name, found)

    def _one_by_one(self, answer: pool.Answer) -> Iterator[list[_Packed]]:
        """The findings of each document of a chunk that did not come back; the one at fault says so."""
        items = _unknown(answer.item)
        if len(items) == 1:
            yield [_packed(misfortune(answer, items[0].name)[1])]
            return
        limits = pool.Limits(1, timeout=_PATIENCE)  # with a limit it is a process of its own, which may die
        for again in pool.run(_Task(self.options), ([item] for item in items), limits):
            done = again.fate is pool.Fate.DONE
            yield again.value[0] if done else [_packed(misfortune(again, again.item[0].name)[1])]

    def _keep(self, item: _Work, found: list[Finding]) -> None:
        if self.cache is not None and item.key:
            self.cache.put(item.key, found)


class _Task:
    """What a process does: all documents of a chunk; it is warm when the schema is compiled."""

    def __init__(self, options: Mapping[str, Any]) -> None:
        self._options, self._check_all = dict(options), _check_all

    def __call__(self, items: list[_Work]) -> list[list[_Packed]]:
        return self._check_all(self._options, items)

    def warm(self) -> None:
        """Do what every document needs, before processes are forked."""
        catalogue()
        if "xsd" in self._options.get("checks", CHECKS):
            schema = self._options.get("schema")
            xsd.compiled(xsd.schema_file(schema, lenient=bool(self._options.get("lenient"))))


def _chain(first: list[Any], rest: Iterator[Any]) -> Iterator[Any]:
    yield from first
    yield from rest


def _chunks(work: Iterable[_Work], size: int) -> Iterator[list[_Work]]:
    source = iter(work)
    while chunk := list(islice(source, size)):
        yield chunk


def _unknown(chunk: list[_Work]) -> list[_Work]:
    """What a process is sent of a chunk: the documents that have to be checked."""
    return [item for item in chunk if item.known is None]


def _check(options: Mapping[str, Any], item: _Work) -> list[Finding]:
    return validate(item.data or b"", filename=item.name, **options)


def _check_all(options: Mapping[str, Any], items: list[_Work]) -> list[list[_Packed]]:
    return [[_packed(found) for found in _check(options, item)] for item in items]


def _packed(found: Finding) -> _Packed:
    place = found.location
    where = (place.row, place.column) if place else None
    return found.code, str(found.severity), found.message, where, found.xpath, found.eId, found.hint


def _unpacked(packed: Iterable[_Packed], filename: str) -> list[Finding]:
    return [
        Finding(
            code, Severity(severity), message, filename, Location(*where) if where else None, None, xpath, eid, hint
        )
        for code, severity, message, where, xpath, eid, hint in packed
    ]
