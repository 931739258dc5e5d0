"""The documents that arguments name: files, folders, globs, zip and tar archives, lists, standard input.

Every input gives a document or a finding; the order is that of the arguments, sorted below each of them. Archives are
read member by member, never unpacked to disk, and a member that would inflate without measure is refused.
"""

from __future__ import annotations

import glob
import os
import sys
import tarfile
import zipfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import IO, NamedTuple

from akn_convert.errors import UsageError
from akn_convert.files import documents_below, irregular
from akn_convert.findings import Finding, finding
from akn_convert.validator.wellformed import MAX_BYTES

SUFFIXES = (".xml", ".akn")
_ARCHIVES = (".zip", ".tar", ".tar.gz", ".tgz", ".tar.bz2", ".tbz2", ".tar.xz", ".txz")
_RATIO = 200  # times that a member may grow when it is inflated; XML grows twenty times at most
_SMALL = 1024 * 1024  # bytes below which the ratio says nothing


class Document(NamedTuple):
    """A document to check: its name for reports, and how to get its bytes (or a finding that says why not)."""

    name: str
    read: Callable[[], bytes | Finding]


def documents(paths: Iterable[str], stdin_filename: str = "<stdin>") -> Iterator[Document]:
    """The documents of the arguments; a file that two arguments name is given once."""
    seen: set[str] = set()
    for path in paths:
        for document in _of_argument(path, stdin_filename):
            if document.name not in seen:
                seen.add(document.name)
                yield document


def listed(file: str) -> list[str]:
    """The arguments of a list, one a line, "-" for standard input; UsageError where it cannot be read."""
    try:
        text = sys.stdin.read() if file == "-" else Path(file).read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"the list {file} cannot be read: {error}") from error
    return [line for line in text.split("\n") if line.strip()]


def _of_argument(path: str, stdin_filename: str) -> Iterator[Document]:
    if path == "-":
        yield Document(stdin_filename, lambda: _limited(sys.stdin.buffer, None))
    elif os.path.isdir(path):
        yield from _below(Path(path))
    elif glob.has_magic(path) and not os.path.lexists(path):
        yield from _matching(path, stdin_filename)
    elif path.lower().endswith(_ARCHIVES) and irregular(Path(path)) is None:
        yield from _in_archive(path)
    else:
        yield _file(path)


def _file(path: str) -> Document:
    return Document(path, lambda: read_file(Path(path)))


def _below(folder: Path) -> Iterator[Document]:
    found = False
    for path in documents_below(folder):
        if path.suffix.lower() in SUFFIXES:
            found = True
            yield _file(str(path))
    if not found:
        yield _refusal(str(folder), f"no {' or '.join(SUFFIXES)} file stands below it")


def _matching(pattern: str, stdin_filename: str) -> Iterator[Document]:
    matches = sorted(glob.glob(pattern, recursive=True))
    for match in matches:
        yield from _of_argument(match, stdin_filename)
    if not matches:
        yield _refusal(pattern, "no file matches it")


def _refusal(name: str, why: str) -> Document:
    return Document(name, lambda: finding("unreadable", why=why))


def read_file(path: Path) -> bytes | Finding:
    """The bytes of a regular file, or a finding."""
    why = irregular(path)
    if why is not None:
        return finding("unreadable", why=why)
    try:
        with path.open("rb") as file:
            return _limited(file, path.stat().st_size)
    except OSError as error:
        return finding("unreadable", why=error.strerror or str(error))


def _limited(file: IO[bytes], size: int | None) -> bytes | Finding:
    """What a stream holds, unless it is more than MAX_BYTES; of that, one byte more is read at most."""
    if size is None or size <= MAX_BYTES:
        data = file.read(MAX_BYTES + 1)
        size = len(data)
        if size <= MAX_BYTES:
            return data
    return finding("xml-too-large", size=size, limit=MAX_BYTES)


# --- archives -----------------------------------------------------------------------------------------------------


def _in_archive(path: str) -> Iterator[Document]:
    """The XML members of an archive, named `archive!/member`; a damaged archive is a finding, after what came before."""
    members = _zip_members(path) if path.lower().endswith(".zip") else _tar_members(path)
    found = False
    try:
        for document in members:
            found = True
            yield document
    except (OSError, EOFError, zipfile.BadZipFile, tarfile.TarError, ValueError, NotImplementedError) as error:
        yield _refusal(path, f"the archive is damaged: {error}")
    else:
        if not found:
            yield _refusal(path, f"no {' or '.join(SUFFIXES)} file is in it")


def _zip_members(path: str) -> Iterator[Document]:
    with zipfile.ZipFile(path) as archive:
        for info in sorted(archive.infolist(), key=lambda info: info.filename):
            if not info.is_dir() and info.filename.lower().endswith(SUFFIXES):
                data = _zip_member(archive, info)
                yield Document(f"{path}!/{info.filename}", lambda data=data: data)  # type: ignore[misc]


def _zip_member(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes | Finding:
    if info.flag_bits & 1:
        return finding("unreadable", why="it is encrypted")
    if info.file_size > _SMALL and info.file_size > _RATIO * max(info.compress_size, 1):
        return finding("unreadable", why=f"{info.compress_size} bytes would inflate to {info.file_size}")
    try:
        with archive.open(info) as file:
            return _limited(file, info.file_size)
    except (OSError, EOFError, zipfile.BadZipFile, NotImplementedError, RuntimeError, ValueError) as error:
        return finding("unreadable", why=f"the archive is damaged: {error}")


def _tar_members(path: str) -> Iterator[Document]:
    # In the archive's order: a compressed tar can only be read once, from the front.
    compressed = os.stat(path).st_size
    with tarfile.open(path, "r|*") as archive:
        for info in archive:
            if archive.offset > max(_SMALL * 64, compressed * _RATIO):
                yield _refusal(path, f"{compressed} bytes inflate to more than {archive.offset}")
                return
            if info.isreg() and info.name.lower().endswith(SUFFIXES):
                file = archive.extractfile(info)
                data = b"" if file is None else _limited(file, info.size)
                yield Document(f"{path}!/{info.name}", lambda data=data: data)  # type: ignore[misc]
