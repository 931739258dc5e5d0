"""Folders on a disk and prefixes in an object store, with the same few verbs; a name is relative, with slashes.

`s3://bucket/prefix` and whatever else fsspec knows need the extra `s3`; where a store is and how to log in come from
its own environment variables and files (AWS_ENDPOINT_URL, AWS_PROFILE, ~/.config/fsspec, ...).
"""

from __future__ import annotations

import os
import re
import shutil
import stat
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from pathlib import Path, PurePosixPath
from typing import IO, Any, Protocol

from akn_convert.errors import MissingExtra, UsageError
from akn_convert.files import Unwritable, below, paths_below, sweep, whole
from akn_convert.findings import Finding, finding

# Two letters at least: "C:\records" is a path.
_URI = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]+::?//")
LARGEST = 1 << 30  # bytes of a document; the reader has a limit of its own below this one


def is_remote(name: str) -> bool:
    """Whether a name is an address of an object store, not a path; `file://` is one that fsspec reads too.

    >>> is_remote("s3://records/2018"), is_remote("C:\\\\records"), is_remote("records/2018")
    (True, False, False)
    """
    return _URI.match(name) is not None


class Folder(Protocol):
    """Where outputs go."""

    def write(self, name: str, data: bytes | IO[bytes]) -> None:
        """Put a file, whole; Unwritable where that fails."""

    def open(self, name: str) -> IO[bytes] | None:
        """A file to read from; None where there is none."""

    def names(self, prefix: str) -> list[str]:
        """The files below a prefix, sorted."""

    def remove(self, name: str) -> None:
        """Remove a file; nothing happens where there is none."""

    def tidy(self) -> None:
        """Take away what killed runs left behind."""


class LocalFolder:
    """A folder on a disk."""

    def __init__(self, path: str | os.PathLike[str]) -> None:
        self.path = Path(path)

    def write(self, name: str, data: bytes | IO[bytes]) -> None:
        """Put a file, whole."""
        with whole(below(self.path, PurePosixPath(name))) as file:
            _copy(data, file)

    def open(self, name: str) -> IO[bytes] | None:
        """A regular file to read from."""
        path = below(self.path, PurePosixPath(name))
        try:
            return path.open("rb") if stat.S_ISREG(path.lstat().st_mode) else None
        except OSError:
            return None

    def names(self, prefix: str) -> list[str]:
        """The files below a prefix."""
        folder = self.path / prefix
        found = folder.iterdir() if folder.is_dir() else ()
        return sorted(f"{prefix}/{path.name}" for path in found if path.is_file())

    def remove(self, name: str) -> None:
        """Remove a file, and with the last file a hidden folder; others may just be about to get a file."""
        path = below(self.path, PurePosixPath(name))
        path.unlink(missing_ok=True)
        if path.parent.name.startswith("."):
            with suppress(OSError):
                path.parent.rmdir()

    def tidy(self) -> None:
        """Take away temporary files that nobody holds."""
        sweep(self.path)


class RemoteFolder:
    """A prefix in an object store: an object appears whole by nature, so there is nothing to tidy."""

    def __init__(self, uri: str) -> None:
        self._fs, self._root = filesystem(uri)

    def __reduce__(self) -> tuple[Any, ...]:
        return RemoteFolder, (self._fs.unstrip_protocol(self._root),)

    def write(self, name: str, data: bytes | IO[bytes]) -> None:
        """Put an object."""
        path = self._place(name)
        try:
            if not _is_object_store(self._fs):
                self._fs.makedirs(self._fs._parent(path), exist_ok=True)
            with self._fs.open(path, "wb") as file:
                _copy(data, file)
        except Exception as error:  # a store's libraries have no exception in common
            raise Unwritable(f"cannot write {path}: {_reason(error)}") from error

    def open(self, name: str) -> IO[bytes] | None:
        """An object to read from."""
        try:
            file: IO[bytes] = self._fs.open(self._place(name), "rb")
        except FileNotFoundError:
            return None
        return file

    def names(self, prefix: str) -> list[str]:
        """The objects below a prefix."""
        self._fs.invalidate_cache()
        start = len(self._root) + 1
        try:
            return sorted(path[start:] for path in self._fs.find(self._place(prefix)))
        except FileNotFoundError:
            return []
        except Exception as error:
            raise Unwritable(f"cannot list {self._root}: {_reason(error)}") from error

    def remove(self, name: str) -> None:
        """Remove an object."""
        try:
            self._fs.rm_file(self._place(name))
        except FileNotFoundError:
            return

    def tidy(self) -> None:
        """Nothing to take away."""

    def _place(self, name: str) -> str:
        below(Path("/"), PurePosixPath(name))
        return f"{self._root}/{name}"


def read(folder: Folder, name: str) -> bytes | None:
    """The bytes of a file; None where there is none."""
    file = folder.open(name)
    if file is None:
        return None
    with file:
        return file.read()


def folder(name: str | os.PathLike[str]) -> Folder:
    """The folder of a path or an address."""
    return RemoteFolder(name) if isinstance(name, str) and is_remote(name) else LocalFolder(name)


def documents(name: str) -> Iterator[str]:
    """The documents below a folder or prefix, sorted, as names that `fetch` takes; hidden ones are left out."""
    if not is_remote(name):
        yield from paths_below(str(Path(name)))
        return
    fs, root = filesystem(name)
    for path in _found(fs, root):
        if not any(part.startswith(".") for part in path[len(root) :].split("/")):
            yield fs.unstrip_protocol(path)


def is_folder(name: str) -> bool:
    """Whether a name is that of a folder, or of a prefix with objects below it."""
    if not is_remote(name):
        return os.path.isdir(name)
    fs, path = filesystem(name)
    try:
        return name.endswith("/") or bool(fs.isdir(path))
    except Exception as error:
        raise UsageError(f"cannot open {name}: {_reason(error)}") from error


def _found(fs: Any, root: str) -> list[str]:
    """The objects below a prefix; UsageError where the store does not answer."""
    try:
        return sorted(fs.find(root))
    except Exception as error:
        raise UsageError(f"cannot list {root}: {_reason(error)}") from error


def fetch(name: str) -> bytes | Finding:
    """The bytes of a document; a finding where there is no regular file, or it cannot be read."""
    short = name.rstrip("/").rsplit("/", 1)[-1]
    try:
        if is_remote(name):
            fs, path = filesystem(name)
            return bytes(fs.cat_file(path))
        status = os.lstat(name)
        if not stat.S_ISREG(status.st_mode):
            return finding("not-a-file", name=short)
        if status.st_size > LARGEST:
            return finding("too-large", size=status.st_size, limit=LARGEST)
        return Path(name).read_bytes()
    except MemoryError:
        raise
    except MissingExtra:
        raise
    except Exception as error:
        return finding("cannot-open", name=short, reason=_reason(error))


@cache
def filesystem(uri: str) -> tuple[Any, str]:
    """The fsspec file system of an address, and the path on it.

    Raises MissingExtra where a library is missing, UsageError where fsspec does not know such addresses.
    """
    try:
        from fsspec.core import url_to_fs
    except ImportError as error:
        raise MissingExtra("fsspec", "s3") from error
    try:
        fs, path = url_to_fs(uri)
    except ImportError as error:
        raise MissingExtra("s3fs", "s3") from error
    except ValueError as error:
        raise UsageError(f"{uri}: {error}") from error
    return fs, path.rstrip("/")


def _is_object_store(fs: Any) -> bool:
    """Whether folders are only parts of names there."""
    protocols = (fs.protocol,) if isinstance(fs.protocol, str) else fs.protocol
    return bool({"s3", "s3a", "gs", "gcs", "abfs", "az"} & set(protocols))


def _copy(data: bytes | IO[bytes], file: IO[bytes]) -> None:
    if isinstance(data, bytes):
        file.write(data)
    else:
        shutil.copyfileobj(data, file)


def _reason(error: Exception) -> str:
    """An exception in one line."""
    text = getattr(error, "strerror", None) or str(error) or type(error).__name__
    return " ".join(str(text).split())
