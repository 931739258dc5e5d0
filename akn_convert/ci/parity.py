"""Parity over a run: language versions are noted as documents are read, and compared when all are checked."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from akn_convert.ci.inputs import Document
from akn_convert.findings import Finding
from akn_convert.reports.summary import Checked
from akn_convert.validator.parity import Version, compare, version_of
from akn_convert.validator.wellformed import parse


class Parity:
    """Watches the documents go in and adds what it finds to the results that come out."""

    def __init__(self) -> None:
        self._versions: list[Version] = []

    def watch(self, documents: Iterable[Document]) -> Iterator[Document]:
        """The same documents; what is read from them is noted."""
        for document in documents:
            yield Document(document.name, lambda document=document: self._read(document))  # type: ignore[misc]

    def _read(self, document: Document) -> bytes | Finding:
        data = document.read()
        root = None if isinstance(data, Finding) else parse(data).root
        version = None if root is None else version_of(document.name, root)
        if version is not None:
            self._versions.append(version)
        return data

    def complete(self, results: Iterable[Checked]) -> Iterator[Checked]:
        """The results with the differences; all are held back until the last document is there to compare with."""
        held = list(results)
        differences: dict[str | None, list[Finding]] = defaultdict(list)
        for found in compare(self._versions):
            differences[found.filename].append(found)
        for document in held:
            yield Checked(document.filename, [*document.findings, *differences[document.filename]])
