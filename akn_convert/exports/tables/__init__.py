"""Tables out of Akoma Ntoso: `export` reads files and writes documents, speeches, votings, votes and citations.

A format is a module with `writer(target, tables)`: a context manager whose value takes rows. To add one, write the
module, add its row here, and run tests/exports.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from importlib import import_module
from pathlib import Path
from typing import Any

from akn_convert.errors import UsageError
from akn_convert.exports.document import Document
from akn_convert.exports.tables.columns import TABLES
from akn_convert.exports.tables.rows import Origin, Place, Row, rows_of

Sink = Callable[[Row], None]
# format -> its module in this folder, which is imported only when it is used.
FORMATS = {"jsonl": "jsonl", "csv": "delimited", "parquet": "parquet", "sqlite": "database"}


def open_writer(form: str, target: Path, tables: Sequence[str] = tuple(TABLES)) -> AbstractContextManager[Sink]:
    """A writer for a format: rows go to what it gives, and the files appear, whole, when it is left without an error.

    `target` is a folder with a file a table, for "sqlite" a file. Raises UsageError for a format or table that does
    not exist, MissingExtra where a library is missing, Unwritable where `target` cannot be written.
    """
    if form not in FORMATS:
        raise UsageError(f"no format {form!r}; there are {', '.join(FORMATS)}")
    if unknown := [name for name in tables if name not in TABLES]:
        raise UsageError(f"no table {unknown[0]!r}; there are {', '.join(TABLES)}")
    module = import_module(f"akn_convert.exports.tables.{FORMATS[form]}")
    context: AbstractContextManager[Sink] = module.writer(target, tables)
    return context


def export(
    documents: Iterable[tuple[Document, Origin]], form: str, target: Path, tables: Sequence[str] = tuple(TABLES)
) -> None:
    """Write the tables of documents, in their order."""
    with open_writer(form, target, tables) as put:
        for document, origin in documents:
            for row in rows_of(document, origin):
                if row[0] in tables:
                    put(row)


def as_dict(row: Row) -> dict[str, Any]:
    """A row with the names of its columns."""
    table, values = row
    return dict(zip((column.name for column in TABLES[table]), values, strict=True))


def origin_of(name: str, report: bytes | None = None) -> Origin:
    """Where the converted file `name` comes from, by the report beside it; only its name where there is none."""
    try:
        said = json.loads(report or b"{}")
        places = {p["eid"]: Place(p.get("page"), p.get("start"), p.get("end")) for p in said.get("places", ())}
        return Origin(name, said.get("source"), said.get("sha256"), places)
    except (ValueError, TypeError, KeyError, AttributeError):
        return Origin(name)


def speeches_of(document: Document, origin: Origin) -> Iterator[tuple[Any, ...]]:
    """The rows of the table speeches, their values in the order of its columns."""
    return (values for table, values in rows_of(document, origin) if table == "speeches")
