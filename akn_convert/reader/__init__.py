"""Bytes in, Text out: one reader a format, each knowing its own by content first and by name second."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable
from importlib import import_module
from typing import Any

from akn_convert.findings import finding
from akn_convert.reader import pdf, plain
from akn_convert.reader.source import CONTRACTS, Limits, Reader, Source
from akn_convert.text import Text

__all__ = ["CONTRACTS", "READERS", "Limits", "Reader", "Source", "read", "sniff"]

_ZIP, _OLD_WORD, _RTF = b"PK", b"\xd0\xcf", b"{\\rtf"


def _later(name: str, begins: tuple[bytes, ...] = (), holds: bytes = b"") -> Callable[[Source], Any]:
    """A function of a module ("html.read") that is imported when it is called.

    It is not called, and the answer is no, for what begins with none of `begins`, or whose head lacks `holds`.
    """
    module, function = f"{__name__}.{name}".rsplit(".", 1)

    def call(source: Source) -> Any:
        if (begins and not source.data.startswith(begins)) or holds not in source.head:
            return False
        return getattr(import_module(module), function)(source)

    return call


_WORD = _later("word.recognises", (_ZIP,))
_OFFICE = _later("word.is_office", (_ZIP, _OLD_WORD, _RTF))
_HTML = _later("html.recognises", holds=b"<")
READERS: tuple[Reader, ...] = (
    Reader("pdf", (".pdf",), pdf.recognises, pdf.read),
    Reader("docx", (".docx", ".docm"), _WORD, _later("word.read")),
    Reader("doc, odt, rtf", (".doc", ".odt", ".rtf"), _OFFICE, _later("word.read_office")),
    Reader("html", (".html", ".htm", ".xhtml"), _HTML, _later("html.read")),
    Reader("text", (".txt", ".text", ".md"), plain.recognises, plain.read),
)


def read(
    source: bytes | str | os.PathLike[str],
    *,
    filename: str | None = None,
    encoding: str | None = None,
    limits: Limits | None = None,
) -> Text:
    """The text of a document with the source of every character; what was noticed stands in its `findings`.

    `source` is the content of a file (bytes), a text that is decoded already (str) or a path. `encoding` overrules
    what the bytes say. Raises UsageError for an unknown `encoding`, and nothing for what stands in the input.
    """
    limits = limits or Limits()
    if isinstance(source, str):
        return _read(Source(b"", source, filename, None, limits))
    if isinstance(source, bytes):
        return _read(Source(source, None, filename, encoding, limits))
    name = filename or os.path.basename(os.fspath(source))
    content = _content(source, name, limits)
    return content if isinstance(content, Text) else _read(Source(content, None, name, encoding, limits))


def sniff(source: Source) -> list[Reader]:
    """The readers that take a source for theirs: by its content, and where that is undecided by its name as well."""
    *marked, plain_text = READERS  # only text carries no mark of its own, so it is what nobody else claims
    by_content = [reader for reader in marked if reader.recognises(source)]
    if not by_content and plain_text.recognises(source):
        by_content = [plain_text]
    by_name = [reader for reader in READERS if source.suffix in reader.suffixes]
    if len(by_content) > 1:
        return [reader for reader in by_content if reader in by_name] or by_content
    return by_content or by_name


def _read(source: Source) -> Text:
    """The text by the one reader that says yes; else a finding with the list of those that could or did."""
    if len(source.data) > source.limits.size:
        return source.unreadable("", finding("too-large", size=len(source.data), limit=source.limits.size))
    yes = sniff(source)
    if len(yes) == 1:
        return yes[0].read(source)
    names = ", ".join(reader.name for reader in yes or READERS)
    return source.unreadable("", finding("ambiguous-format" if yes else "unknown-format", formats=names))


def _content(path: os.PathLike[str], name: str, limits: Limits) -> bytes | Text:
    """The bytes of a regular file; links, pipes and devices are not followed."""
    empty = Source(b"", None, name)
    try:
        status = os.lstat(path)
        if not stat.S_ISREG(status.st_mode):
            return empty.unreadable("", finding("not-a-file", name=name))
        if status.st_size > limits.size:
            return empty.unreadable("", finding("too-large", size=status.st_size, limit=limits.size))
        with open(path, "rb") as file:
            return file.read()
    except OSError as error:
        return empty.unreadable("", finding("cannot-open", name=name, reason=error.strerror or str(error)))
