"""SQLite: one file with the tables, indexes on their keys, and `speeches_search`, an FTS5 index of the speeches.

The index holds the words as `akn_convert.exports.tables.search.fold` gives them; `search` there asks it.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

from akn_convert.exports.tables import Sink
from akn_convert.exports.tables.columns import TABLES, Column
from akn_convert.exports.tables.rows import Row
from akn_convert.exports.tables.search import fold
from akn_convert.files import Unwritable, whole

TYPES = {"string": "TEXT", "integer": "INTEGER", "date": "TEXT", "boolean": "INTEGER"}
INDEXES = ("expression_iri", "symbol", "country")
_TEXT = [column.name for column in TABLES["speeches"]].index("text")


@contextmanager
def writer(target: Path, tables: Sequence[str]) -> Iterator[Sink]:
    """Write a database in one transaction."""
    with whole(target) as file:
        try:
            with closing(sqlite3.connect(os.fspath(file.name), isolation_level=None)) as base:
                # The file has no name until it is whole: nothing need be undone, and a power cut loses nothing.
                base.execute("PRAGMA journal_mode = OFF")
                base.execute("PRAGMA synchronous = OFF")
                base.execute("BEGIN")
                yield _filling(base, tables)
                base.execute("COMMIT")
        except sqlite3.Error as error:
            raise Unwritable(f"cannot write {target}: {error}") from error


def _filling(base: sqlite3.Connection, tables: Sequence[str]) -> Sink:
    """Make the tables; the function that fills them."""
    for name in tables:
        base.execute(f"CREATE TABLE {name} ({', '.join(map(_column, TABLES[name]))})")
        for column in TABLES[name]:
            if column.name in INDEXES:
                base.execute(f"CREATE INDEX {name}_{column.name} ON {name} ({column.name})")
    if "speeches" in tables:
        base.execute(
            "CREATE VIRTUAL TABLE speeches_search USING fts5(words, content='', tokenize=\"unicode61 remove_diacritics 2\")"
        )
    inserts = {name: f"INSERT INTO {name} VALUES ({', '.join('?' * len(TABLES[name]))})" for name in tables}

    def put(row: Row) -> None:
        name, values = row
        cursor = base.execute(inserts[name], values)
        if name == "speeches":
            base.execute(
                "INSERT INTO speeches_search (rowid, words) VALUES (?, ?)", (cursor.lastrowid, fold(values[_TEXT]))
            )

    return put


def _column(column: Column) -> str:
    return f"{column.name} {TYPES[column.type]}{' NOT NULL' if column.required else ''}"
