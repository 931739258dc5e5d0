"""What was found in a document is kept under the hash of its bytes, so that an unchanged one is not checked again.

The key also holds the validator's own files, the version of libxml2, the schema and the options: a finding can never
come from another validator. JSON, since a cache may lie where others can write.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import sqlite3
import sys
from collections.abc import Mapping
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from lxml import etree

from akn_convert import __version__
from akn_convert.findings import Finding, Location, Place, Severity
from akn_convert.validator.xsd import schema_file

_KEPT = 200_000  # documents; the oldest go first
_BATCH = 500  # rows written at a time


def default_folder() -> Path:
    """Where caches of programs belong on this system, in a folder of ours."""
    home = Path.home()
    if sys.platform == "win32":
        base = Path(os.environ.get("LOCALAPPDATA", home / "AppData" / "Local"))
    elif sys.platform == "darwin":
        base = home / "Library" / "Caches"
    else:
        base = Path(os.environ.get("XDG_CACHE_HOME") or home / ".cache")
    return base / "akn-convert"


class Cache:
    """Findings by document. A cache that cannot be opened, read or written is as good as an empty one."""

    def __init__(self, folder: Path, options: Mapping[str, Any]) -> None:
        self._prefix = _fingerprint(options)
        self._new: list[tuple[str, str]] = []
        self._base = _opened(folder)

    def key(self, data: bytes) -> str:
        """The name under which a document's findings are kept."""
        return hashlib.sha256(self._prefix + data).hexdigest()

    def get(self, key: str) -> list[Finding] | None:
        """What was found before; None where nothing is known."""
        if self._base is None:
            return None
        try:
            row = self._base.execute("select findings from documents where key = ?", (key,)).fetchone()
            return None if row is None else [_finding(item) for item in json.loads(row[0])]
        except (sqlite3.Error, ValueError, KeyError, TypeError):
            return None

    def put(self, key: str, findings: list[Finding]) -> None:
        """Keep what was found; written some hundred at a time."""
        self._new.append((key, json.dumps([found.as_dict() for found in findings])))
        if len(self._new) >= _BATCH:
            self._write()

    def close(self) -> None:
        """Write what is not yet written, and forget the oldest beyond the limit."""
        self._write()
        if self._base is not None:
            with contextlib.suppress(sqlite3.Error), self._base:
                oldest = "select max(rowid) - ? from documents"
                self._base.execute(f"delete from documents where rowid <= ({oldest})", (_KEPT,))
            self._base.close()

    def _write(self) -> None:
        if self._base is not None and self._new:
            with contextlib.suppress(sqlite3.Error), self._base:
                self._base.executemany("insert or replace into documents (key, findings) values (?, ?)", self._new)
        self._new = []


def _opened(folder: Path) -> sqlite3.Connection | None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        base = sqlite3.connect(folder / "validate.sqlite", timeout=2.0)
        base.execute("create table if not exists documents (key text unique, findings text)")
    except (sqlite3.Error, OSError):
        return None
    return base


def _fingerprint(options: Mapping[str, Any]) -> bytes:
    schema = schema_file(options.get("schema"), lenient=bool(options.get("lenient")))
    facts = [__version__, etree.LIBXML_VERSION, _own_files(), hashlib.sha256(schema.read_bytes()).hexdigest()]
    plain = {key: value for key, value in options.items() if key != "schema"}
    return hashlib.sha256(json.dumps([facts, plain], sort_keys=True, default=str).encode()).digest()


@cache
def _own_files() -> str:
    """The hash of the validator's code and tables, so that no version number has to be trusted."""
    digest = hashlib.sha256()
    for package in ("akn_convert.validator", "akn_convert.catalogue"):
        for file in _files(resources.files(package)):
            digest.update(file.read_bytes())
    return digest.hexdigest()


def _files(folder: Traversable) -> list[Traversable]:
    entries = sorted(folder.iterdir(), key=lambda entry: entry.name)
    here = [entry for entry in entries if entry.name.endswith((".py", ".toml"))]
    below = [file for entry in entries if entry.is_dir() and entry.name[0] != "_" for file in _files(entry)]
    return [*here, *below]


def _finding(item: dict[str, Any]) -> Finding:
    location, span = item["location"], item["span"]
    return Finding(
        item["code"],
        Severity(item["severity"]),
        item["message"],
        filename=item["filename"],
        location=Location(**location) if location else None,
        span=Place(**span) if span else None,
        xpath=item["xpath"],
        eId=item["eId"],
        hint=item["hint"],
    )
