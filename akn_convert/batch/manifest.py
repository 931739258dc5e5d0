"""The manifest of an output folder: `manifest.jsonl`, a row a document in the order of the inputs.

While a run goes on, its rows are written every now and then to small files in `.akn-convert/`; a run that is killed
leaves those, and the next one with --resume reads them. A run that ends writes the manifest, whole, and removes them.
"""

from __future__ import annotations

import json
import os
import tempfile
import time
from collections.abc import Iterator
from typing import IO, Any

from akn_convert.batch.storage import Folder

NAME = "manifest.jsonl"
JOURNAL = ".akn-convert"
# Rows that a killed run may forget; their outputs stand, and are made again with the same bytes.
ROWS, SECONDS = 100, 2.0

Row = dict[str, Any]
_ENCODER = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))


class Known:
    """The rows of former runs by source, the latest of each; they stay in a temporary file, not in memory."""

    def __init__(self, folder: Folder) -> None:
        self._spool: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115 (closed by close)
        self._offsets: dict[str, int] = {}
        for name in (NAME, *folder.names(JOURNAL)):
            for line in lines(folder, name):
                self._take(line)

    def close(self) -> None:
        """Give the temporary file back."""
        self._spool.close()

    def _take(self, line: bytes) -> None:
        """Keep a row; a line that is none is as if it were not there."""
        try:
            source = json.loads(line)["source"]
        except (ValueError, TypeError, KeyError):
            return
        if isinstance(source, str):
            self._offsets[source] = self._spool.seek(0, os.SEEK_END)
            self._spool.write(line + b"\n")

    def row(self, source: str) -> Row | None:
        """The row of a source, if a former run has one."""
        offset = self._offsets.get(source)
        if offset is None:
            return None
        self._spool.seek(offset)
        row: Row = json.loads(self._spool.readline())
        return row


class Manifest:
    """The rows of this run, as they come."""

    def __init__(self, folder: Folder, former: list[str]) -> None:
        self._folder, self._former = folder, former
        self._spool: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115
        self._chunk: list[bytes] = []
        self._chunks: list[str] = []
        self._written = time.monotonic()

    def add(self, row: Row, fresh: bool) -> None:
        """Take the next row; a `fresh` one, which no former run has, is journalled."""
        line = _ENCODER.encode(row).encode("utf-8", "replace")
        self._spool.write(line + b"\n")
        if fresh:
            self._chunk.append(line + b"\n")
            if len(self._chunk) >= ROWS or time.monotonic() - self._written > SECONDS:
                self._journal()

    def _journal(self) -> None:
        """Write down what came since the last time, under a name that sorts after those of former runs."""
        if not self._chunks:
            self._run = f"{1 + max(map(_number, self._former), default=0):06d}-{os.getpid()}"
        name = f"{JOURNAL}/{self._run}-{len(self._chunks):08d}.jsonl"
        self._folder.write(name, b"".join(self._chunk))
        self._chunks.append(name)
        self._chunk = []
        self._written = time.monotonic()

    def keep(self) -> None:
        """End an interrupted run: what is known stays in the journal."""
        if self._chunk:
            self._journal()

    def close(self) -> None:
        """Give the temporary file back."""
        self._spool.close()

    def finish(self) -> None:
        """End a run that saw every document: the manifest appears, whole, and the journals go."""
        self._spool.seek(0)
        self._folder.write(NAME, self._spool)
        for name in (*self._former, *self._chunks):
            self._folder.remove(name)


def lines(folder: Folder, name: str) -> Iterator[bytes]:
    """The lines of a file, one at a time; none where there is no such file."""
    file = folder.open(name)
    if file is not None:
        with file:
            for line in file:
                yield line.rstrip(b"\n")


def _number(name: str) -> int:
    """The number of the run that wrote a journal; 0 for a name that is not ours."""
    digits = name.rsplit("/", 1)[-1].partition("-")[0]
    return int(digits) if digits.isdigit() else 0
