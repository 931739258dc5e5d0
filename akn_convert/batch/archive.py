"""A whole archive into an output folder: each document's XML and report, and a row in the manifest.

A row says what became of a document, of which bytes and settings it was made, and what was written; with it a later
run knows that there is nothing to do.
"""

from __future__ import annotations

import hashlib
import json
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, closing, suppress
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any, NamedTuple

from akn_convert import __version__
from akn_convert.batch import manifest, pool
from akn_convert.batch.manifest import JOURNAL, Known, Manifest, Row
from akn_convert.batch.many import Converter, the_converter
from akn_convert.batch.outcome import Status, misfortune, status_of
from akn_convert.batch.pool import Answer, Fate, Limits
from akn_convert.batch.storage import Folder, fetch, folder, read
from akn_convert.files import Unwritable, safe_path
from akn_convert.findings import Finding, Severity, finding

# Facts of the report that a row repeats, so that the manifest alone answers most questions.
FACTS = ("kind", "symbol", "language", "date")
MOST_ERRORS = 20  # errors that a row holds; the report has them all


class Input(NamedTuple):
    """A document to convert: where it is, and its name below the folder that was named (slashes)."""

    source: str
    name: str


class Item(NamedTuple):
    """What a worker is told: an input, what to call its outputs, and the row of a former run."""

    source: str
    name: str
    stem: str
    known: Row | None = None
    clash: bool = False


@dataclass(frozen=True, slots=True)
class Settings:
    """What a run does: the output folder or prefix, the options of `convert`, and whether to try known failures again.

    `extra` stands for what the options do not show, such as the content of the overrides.
    """

    out: str
    options: Mapping[str, Any]
    extra: str = ""
    retry_failed: bool = False

    @property
    def fingerprint(self) -> str:
        """Equal where the version and the options are: 16 hexadecimal digits."""
        plain = {key: value for key, value in self.options.items() if value is not None and key != "overrides"}
        text = json.dumps([__version__, plain, self.extra], sort_keys=True, default=str)
        return hashlib.sha256(text.encode()).hexdigest()[:16]


def run(
    inputs: Iterable[Input],
    settings: Settings,
    limits: Limits,
    resume: bool = False,
    converter: Converter | None = None,
) -> Iterator[Row]:
    """Convert every input; its row, in order, when it is done. The manifest is whole when the last row was taken.

    Raises Unwritable where outputs cannot be written; what was written before stays, and a run with `resume` goes on
    from there.
    """
    out = folder(settings.out)
    out.tidy()
    with ExitStack() as stack:
        known = stack.enter_context(closing(Known(out))) if resume else None
        log = stack.enter_context(closing(Manifest(out, out.names(JOURNAL))))
        answers = pool.run(ConvertInto(settings, converter), items(inputs, known), limits, ahead=256 * limits.jobs)
        stack.enter_context(closing(answers))
        try:
            for answer in answers:
                row, fresh = answer.value if answer.fate is Fate.DONE else (_unlucky(answer, settings, out), True)
                log.add(row, fresh)
                yield row
        except BaseException:
            with suppress(Unwritable):
                log.keep()
            raise
        log.finish()


def items(inputs: Iterable[Input], known: Known | None) -> Iterator[Item]:
    """The inputs with the names of their outputs; one whose outputs another has already is marked."""
    taken: set[int] = set()
    for source, name in inputs:
        stem = stem_of(name)
        key = _key(stem)
        yield Item(source, name, stem, known.row(name) if known else None, key in taken)
        taken.add(key)


def stem_of(name: str) -> str:
    """The outputs' name without ending: the input's, made of safe parts, less its last suffix.

    >>> stem_of("2018/S_PV.8180.zh.md")
    '2018/S_PV.8180.zh'
    """
    path = safe_path(name)
    return str(path.with_suffix("")) if path.suffix and path.stem else str(path)


def _key(stem: str) -> int:
    """Equal for names that some file system takes for one; a number, since there may be very many."""
    same = unicodedata.normalize("NFC", stem).casefold()
    return int.from_bytes(hashlib.blake2b(same.encode(), digest_size=8).digest(), "big")


class ConvertInto:
    """The task of a worker: convert one document, write its outputs, give its row and whether that is new."""

    def __init__(self, settings: Settings, converter: Converter | None = None) -> None:
        self.settings = settings
        self._converter = converter
        self._fingerprint = settings.fingerprint
        self._folder: Folder | None = None

    def __call__(self, item: Item) -> tuple[Row, bool]:
        """Convert one document, unless a former run did."""
        if item.clash:
            target = f"{item.stem}.xml"
            said = finding("same-output", name=target, output=target, filename=item.name)
            return self._row(item, Status.FAILED, None, (said,)), True
        content = fetch(item.source)
        if isinstance(content, Finding):
            return self._row(item, Status.FAILED, None, (content.in_file(item.name),)), True
        digest = hashlib.sha256(content).hexdigest()
        if item.known is not None and self._stands(item.known, digest):
            return item.known, False
        return self._convert(item, content, digest), True

    def _convert(self, item: Item, content: bytes, digest: str) -> Row:
        convert = self._converter or the_converter()
        conversion = convert(content, filename=item.name, **self.settings.options)
        outputs = {
            f"{item.stem}.xml": conversion.xml,
            f"{item.stem}.report.json": as_json(conversion.report),
        }
        written = self._write(outputs)
        row = self._row(item, status_of(conversion), digest, conversion.findings, written)
        return {**row, **{fact: conversion.report.get(fact) for fact in FACTS}}

    def _write(self, outputs: Mapping[str, bytes | None]) -> dict[str, str]:
        """Write what there is, remove what a former run wrote and this one does not; the digests."""
        out = self._out()
        for name, data in outputs.items():
            if data is None:
                out.remove(name)
            else:
                out.write(name, data)
        return {name: hashlib.sha256(data).hexdigest() for name, data in outputs.items() if data is not None}

    def _stands(self, row: Row, digest: str) -> bool:
        """Whether a former run's row is still true: same bytes, same settings, and its outputs are what they were."""
        if row.get("sha256") != digest or row.get("settings") != self._fingerprint:
            return False
        if self.settings.retry_failed and row.get("status") != Status.CONVERTED:
            return False
        return all(self._holds(name, sha) for name, sha in row.get("outputs", {}).items())

    def _holds(self, name: str, sha: str) -> bool:
        data = read(self._out(), name)
        return data is not None and hashlib.sha256(data).hexdigest() == sha

    def _out(self) -> Folder:
        if self._folder is None:
            self._folder = folder(self.settings.out)
        return self._folder

    def _row(
        self,
        item: Item,
        status: Status,
        digest: str | None,
        findings: Iterable[Finding],
        outputs: Mapping[str, str] = {},
    ) -> Row:
        return row_of(item, status, digest, tuple(findings), outputs, self._fingerprint)


def row_of(
    item: Item,
    status: Status,
    digest: str | None,
    findings: tuple[Finding, ...],
    outputs: Mapping[str, str],
    settings: str,
) -> Row:
    """A row of the manifest (schemas/manifest.json); the same bytes for the same document and settings."""
    errors = [f.as_dict() for f in findings if f.severity is Severity.ERROR]
    return {
        "source": item.name,
        "status": str(status),
        "sha256": digest,
        "version": __version__,
        "settings": settings,
        "outputs": dict(outputs),
        "counts": {str(s): sum(f.severity is s for f in findings) for s in Severity},
        "errors": errors[:MOST_ERRORS],
        **dict.fromkeys(FACTS),
    }


def _unlucky(answer: Answer, settings: Settings, out: Folder) -> Row:
    """The row of a document whose worker gave no answer; its outputs of a former run go."""
    item: Item = answer.item
    status, said = misfortune(answer, item.name)
    for suffix in (".xml", ".report.json"):
        out.remove(item.stem + suffix)
    content = fetch(item.source)
    digest = None if isinstance(content, Finding) else hashlib.sha256(content).hexdigest()
    return row_of(item, status, digest, (said,), {}, settings.fingerprint)


def as_json(value: Any) -> bytes:
    """A report as it stands in its file: UTF-8, sorted keys, two blanks, a line end."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, indent=2).encode("utf-8", "backslashreplace") + b"\n"


def failures(rows: Iterable[Row]) -> Iterator[Row]:
    """The rows of documents that have no sound output."""
    return (row for row in rows if row["status"] != Status.CONVERTED)


def former(out: str) -> Iterator[Row]:
    """The rows of the last run that ended."""
    return manifest.rows(folder(out))


def mirrored(name: str, base: str) -> str:
    """The name of a document below the folder that was named.

    >>> mirrored("in/2018/a.txt", "in/"), mirrored("s3://bucket/in/a.txt", "s3://bucket/in")
    ('2018/a.txt', 'a.txt')
    """
    return str(PurePosixPath(name.removeprefix(base.rstrip("/")).lstrip("/")))
