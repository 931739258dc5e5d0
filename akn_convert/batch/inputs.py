"""The documents that arguments name: files, folders, globs, addresses of object stores, standard input.

Each has a name below the folder that was named; outputs mirror it.
"""

from __future__ import annotations

import glob
import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from akn_convert.batch import storage
from akn_convert.files import paths_below


class Input(NamedTuple):
    """A document to convert: where it is (a path or an address), or its content, and its name (slashes)."""

    source: str | bytes
    name: str


class Inputs:
    """The documents of the arguments, in their order, sorted below each folder; may be walked more than once.

    `ignored` is the output folder: what stands there is no input. A file that does not exist is an input too, whose
    result says so.
    """

    def __init__(
        self, arguments: Sequence[str], stdin: bytes = b"", stdin_name: str = "stdin", ignored: str = ""
    ) -> None:
        self._arguments, self._stdin, self._stdin_name = arguments, stdin, stdin_name
        self._ignored = str(Path(ignored)) if ignored and not storage.is_remote(ignored) else None

    @property
    def many(self) -> bool:
        """Whether an argument may stand for any number of documents."""
        return len(self._arguments) > 1 or any(is_many(argument) for argument in self._arguments)

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def __iter__(self) -> Iterator[Input]:
        for argument in self._arguments:
            if argument == "-":
                yield Input(self._stdin, self._stdin_name)
            elif storage.is_remote(argument):
                yield from _remote(argument)
            elif os.path.isdir(argument):
                yield from self._below(str(Path(argument)))
            elif is_glob(argument):
                base = _base(argument)
                yield from (Input(path, mirrored(path, base)) for path in sorted(glob.glob(argument, recursive=True)))
            else:
                yield Input(argument, os.path.basename(argument))

    def _below(self, folder: str) -> Iterator[Input]:
        for path in paths_below(folder, self._ignored):
            name = path if folder == "." else path[len(folder) :]
            yield Input(path, name.replace(os.sep, "/").lstrip("/"))


def is_many(argument: str) -> bool:
    """Whether an argument is a folder, a prefix or a glob."""
    return argument != "-" and (storage.is_folder(argument) or is_glob(argument))


def is_glob(argument: str) -> bool:
    """Whether an argument is a pattern; the name of a file that exists is none, whatever signs it has."""
    return glob.has_magic(argument) and not storage.is_remote(argument) and not os.path.lexists(argument)


def _base(pattern: str) -> str:
    """The folder before the first part of a glob that is a pattern."""
    parts = pattern.split("/")
    first = next(i for i, part in enumerate(parts) if glob.has_magic(part))
    return "/".join(parts[:first]) + "/" if first else ""


def _remote(address: str) -> Iterator[Input]:
    if storage.is_folder(address):
        yield from (Input(name, mirrored(name, address)) for name in storage.documents(address))
    else:
        yield Input(address, address.rsplit("/", 1)[-1])


def mirrored(name: str, base: str) -> str:
    """The name of a document below the folder that was named.

    >>> mirrored("in/2018/a.txt", "in/"), mirrored("s3://bucket/in/a.txt", "s3://bucket/in")
    ('2018/a.txt', 'a.txt')
    """
    return name.removeprefix(base.rstrip("/") if base != "/" else "").lstrip("/")
