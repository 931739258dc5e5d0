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
from typing import Any, NamedTuple

from akn_convert import __version__
from akn_convert.batch.inputs import Input
from akn_convert.batch.manifest import JOURNAL, Known, Manifest, Row
from akn_convert.batch.many import Converter, the_converter, warm_up
from akn_convert.batch.outcome import Status, misfortune, status_of
from akn_convert.batch.storage import Folder, fetch, folder, read
from akn_convert.files import Unwritable, safe_path
from akn_convert.findings import Finding, Location, Place, Severity, finding
from akn_convert.report import as_json
from akn_convert.workers import pool
from akn_convert.workers.pool import Answer, Fate, Limits

# Facts of the report that a row repeats, so that the manifest alone answers most questions.
FACTS = ("kind", "symbol", "language", "date")
FIGURES = ("speeches", "speakers", "references")
MOST_ERRORS = 20  # errors that a row holds; the report has them all


class Result(NamedTuple):
    """What became of an input: its row, its findings (of the errors alone where a former run did it), what was done now."""

    row: Row
    findings: tuple[Finding, ...]
    fresh: bool


class Item(NamedTuple):
    """What a worker is told: an input, what to call its outputs, and the row of a former run."""

    source: str | bytes
    name: str
    stem: str
    known: Row | None = None
    clash: bool = False


@dataclass(frozen=True, slots=True)
class Settings:
    """What a run does: the output folder or prefix, the options of `convert`, and whether to try known failures again.

    `extra` stands for what the options do not show, such as the content of the overrides. Without `manifest`, none is
    written.
    """

    out: str
    options: Mapping[str, Any]
    extra: str = ""
    retry_failed: bool = False
    manifest: bool = True

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
) -> Iterator[Result]:
    """Convert every input; its result, in order, when it is done. The manifest is whole when the last one was taken.

    Raises Unwritable where outputs cannot be written; what was written before stays, and a run with `resume` goes on
    from there.
    """
    out = folder(settings.out)
    out.tidy()
    with ExitStack() as stack:
        stack.callback(out.tidy)  # when the workers are gone, who may have been killed while they wrote
        known = stack.enter_context(closing(Known(out))) if resume else None
        log = stack.enter_context(closing(Manifest(out, out.names(JOURNAL)))) if settings.manifest else None
        answers = pool.run(ConvertInto(settings, converter), items(inputs, known), limits, ahead=256 * limits.jobs)
        stack.enter_context(closing(answers))
        try:
            for answer in answers:
                result = answer.value if answer.fate is Fate.DONE else _unlucky(answer, settings, out)
                if log:
                    log.add(result.row, result.fresh)
                yield result
        except BaseException:
            with suppress(Unwritable):
                if log:
                    log.keep()
            raise
        if log:
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
        self.warm = warm_up if converter is None else None

    def __call__(self, item: Item) -> Result:
        """Convert one document, unless a former run did."""
        if item.clash:
            said = finding("same-output", output=f"{item.stem}.xml", filename=item.name)
            return self._result(item, Status.FAILED, None, (said,))
        content = item.source if isinstance(item.source, bytes) else fetch(item.source)
        if isinstance(content, Finding):
            return self._result(item, Status.FAILED, None, (content.in_file(item.name),))
        digest = hashlib.sha256(content).hexdigest()
        if item.known is not None and self._stands(item.known, digest):
            return Result(item.known, tuple(map(_finding, item.known["errors"])), False)
        return self._convert(item, content, digest)

    def _convert(self, item: Item, content: bytes, digest: str) -> Result:
        convert = self._converter or the_converter()
        conversion = convert(content, filename=item.name, **self.settings.options)
        outputs = {f"{item.stem}.xml": conversion.xml, f"{item.stem}.report.json": as_json(conversion.report)}
        written = self._write(outputs)
        result = self._result(item, status_of(conversion), digest, conversion.findings, written)
        result.row.update({fact: conversion.report.get(fact) for fact in FACTS})
        result.row.update({figure: conversion.report.get("counts", {}).get(figure, 0) for figure in FIGURES})
        return result

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

    def _result(
        self,
        item: Item,
        status: Status,
        digest: str | None,
        findings: tuple[Finding, ...],
        outputs: Mapping[str, str] = {},
    ) -> Result:
        return Result(row_of(item, status, digest, findings, outputs, self._fingerprint), findings, True)


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
        **dict.fromkeys(FIGURES, 0),
    }


def _finding(said: Mapping[str, Any]) -> Finding:
    """A finding as a row has it."""
    location, span = said.get("location"), said.get("span")
    return Finding(
        said["code"], Severity(said["severity"]), said["message"], said.get("filename"),
        Location(**location) if location else None, Place(**span) if span else None,
        said.get("xpath"), said.get("eId"), said.get("hint"),
    )  # fmt: skip


def _unlucky(answer: Answer, settings: Settings, out: Folder) -> Result:
    """The result of a document whose worker gave no answer; its outputs of a former run go."""
    item: Item = answer.item
    status, said = misfortune(answer, item.name)
    for suffix in (".xml", ".report.json"):
        out.remove(item.stem + suffix)
    content = item.source if isinstance(item.source, bytes) else fetch(item.source)
    digest = None if isinstance(content, Finding) else hashlib.sha256(content).hexdigest()
    return Result(row_of(item, status, digest, (said,), {}, settings.fingerprint), (said,), True)
