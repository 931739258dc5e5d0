"""Fidelity over a run: the one document's source is laid out again, in this process, and the two texts compared."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from akn_convert.ci.inputs import Document
from akn_convert.errors import UsageError
from akn_convert.findings import Finding, Severity
from akn_convert.reports.summary import Checked
from akn_convert.validator.fidelity import check_fidelity
from akn_convert.validator.index import Element
from akn_convert.validator.wellformed import parse


class Fidelity:
    """Watches the document go in and adds R25 to what comes out; UsageError where there is more than one document."""

    def __init__(self, source: Path) -> None:
        if not source.is_file():
            raise UsageError(f"--source {source} is no file")
        self._source = source
        self._found: list[Finding] = []

    def watch(self, documents: Iterable[Document]) -> Iterator[Document]:
        """The same document, compared with its source as it is read."""
        for count, document in enumerate(documents):
            if count:
                raise UsageError("--source is the source of one document; more than one is given")
            yield Document(document.name, lambda document=document: self._read(document))  # type: ignore[misc]

    def _read(self, document: Document) -> bytes | Finding:
        data = document.read()
        root = None if isinstance(data, Finding) else parse(data).root
        if root is not None:
            self._found = [found.in_file(document.name) for found in compared(self._source, root)]
        return data

    def complete(self, results: Iterable[Checked]) -> Iterator[Checked]:
        """The result with what was found."""
        for document in results:
            yield Checked(document.filename, [*document.findings, *self._found])


def compared(source: Path, root: Element) -> list[Finding]:
    """What the document lost of its source; where the source itself cannot be read, that."""
    from akn_convert.line import CONTRACTS, convert

    conversion = convert(source)
    if not conversion.text.clean.strip():
        return [found for found in conversion.findings if found.severity is Severity.ERROR]
    return check_fidelity(conversion.text, root, CONTRACTS)
