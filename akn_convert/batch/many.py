"""`convert_many`: conversions of many documents, lazily and in order, in processes of their own."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Generator, Iterable
from contextlib import closing, suppress
from typing import Any

from akn_convert.batch.outcome import Document, Outcome, Status, misfortune, status_of
from akn_convert.batch.storage import fetch
from akn_convert.errors import UsageError
from akn_convert.findings import Finding
from akn_convert.workers import pool
from akn_convert.workers.pool import Answer, Fate, Limits

TIMEOUT = 120.0  # seconds; the slowest real record tried takes less than a tenth of it
MAX_MEMORY = 2 << 30  # bytes
LEAST_MEMORY = 64 << 20  # an idle worker has about 30 MB

Source = bytes | str | os.PathLike[str] | Document


Converter = Callable[..., Any]


class Convert:
    """The task of a worker: `akn_convert.convert`, or what takes its place, with the options of the batch."""

    def __init__(self, options: dict[str, Any], converter: Converter | None = None) -> None:
        self.options = options
        self._converter = converter
        self.warm = warm_up if converter is None else None

    def __call__(self, document: Document) -> Any:
        """The conversion of a document; a finding where it could not be opened."""
        content = document.source
        if isinstance(content, str) and "\n" not in content:
            fetched = fetch(content)
            if isinstance(fetched, Finding):
                return fetched
            content = fetched
        convert = self._converter or the_converter()
        return convert(content, filename=document.name or None, **{**self.options, **document.options})


def the_converter() -> Converter:
    """`akn_convert.convert`, imported when it is first needed."""
    from akn_convert.line import convert

    return convert


def warm_up() -> None:
    """Load the converter and compile the schema, once a process.

    libxml2 compiles without the interpreter's lock, so the one goes on beside the other.
    """
    from akn_convert.validator import xsd

    compiling = threading.Thread(target=_quietly, args=(lambda: xsd.compiled(xsd.schema_file()),))
    compiling.start()
    the_converter()
    compiling.join()


def _quietly(do: Callable[[], Any]) -> None:
    """Do something now that would be done later, when its failure is told."""
    with suppress(Exception):
        do()


def convert_many(
    sources: Iterable[Source],
    *,
    jobs: int | None = None,
    timeout: float | None = TIMEOUT,
    max_memory: int | None = MAX_MEMORY,
    converter: Converter | None = None,
    **options: Any,
) -> Generator[Outcome, None, None]:
    """An Outcome for each source, in order, as they are asked for; nothing in a source stops the others.

        A source is the content of a file (bytes), a path, an address such as `s3://bucket/key`, a decoded text (a str with
        a line end in it) or a Document, which has a name and options of its own. `jobs` is the number of processes (the
        cores that there are), `timeout` in seconds a document, `max_memory` in bytes a process (enforced on Linux; None is
        without limit), `options` are those of `convert`. One job without both limits needs no process of its own. A function
    given as `converter`, which workers must be able to import, is called in the place of `convert`.

        Raises UsageError for arguments that cannot be used, WorkerFailed where no process comes up.
    """
    limits = checked(jobs, timeout, max_memory)
    if converter is None:
        _check(options)
    answers = pool.run(Convert(options, converter), sources, limits, wire=document_of)
    return _outcomes(answers)


def _check(options: dict[str, Any]) -> None:
    """Raise UsageError for options that no document could be converted with."""
    from akn_convert.mapper import Options

    facts = set(Options.__dataclass_fields__)
    if unknown := sorted(set(options) - facts - {"encoding", "limits", "overrides"}):
        raise UsageError(f"convert has no option {', '.join(unknown)}")
    Options(**{name: value or "" for name, value in options.items() if name in facts})


def checked(jobs: int | None, timeout: float | None, max_memory: int | None) -> Limits:
    """The limits of a batch; UsageError for those that cannot be used."""
    if jobs is not None and jobs < 1:
        raise UsageError(f"jobs must be 1 or more, not {jobs}")
    if timeout is not None and not 0 < timeout <= 86_400:
        raise UsageError(f"timeout must be between 0 and 86400 seconds, not {timeout:g}")
    if max_memory is not None and max_memory < LEAST_MEMORY:
        raise UsageError(f"max_memory must be {LEAST_MEMORY} bytes or more, not {max_memory}")
    return Limits(jobs or pool.cores(), timeout, max_memory)


def document_of(source: Source) -> Document:
    """A source with what to call it."""
    match source:
        case Document():
            return source
        case bytes():
            return Document(source, "")
        case str() if "\n" in source:
            return Document(source, "")
        case _:
            path = os.fspath(source)
            return Document(path, path.rstrip("/").rsplit("/", 1)[-1])


def _outcomes(answers: Generator[Answer, None, None]) -> Generator[Outcome, None, None]:
    """The outcomes of answers; closing this closes the pool."""
    with closing(answers):
        for answer in answers:
            yield _outcome(answer)


def _outcome(answer: Answer) -> Outcome:
    if answer.fate is not Fate.DONE:
        status, said = misfortune(answer, document_of(answer.item).name)
        return Outcome(answer.item, status, None, (said,))
    if isinstance(answer.value, Finding):
        return Outcome(answer.item, Status.FAILED, None, (answer.value,))
    return Outcome(answer.item, status_of(answer.value), answer.value, answer.value.findings)
