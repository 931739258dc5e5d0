"""Parquet by pyarrow (extra `arrow`): a file a table, typed columns, row groups of a bounded size."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from datetime import date
from pathlib import Path
from typing import IO, Any

from akn_convert.errors import MissingExtra
from akn_convert.exports.tables import Sink
from akn_convert.exports.tables.columns import TABLES
from akn_convert.exports.tables.rows import Row
from akn_convert.files import whole

GROUP = 8 << 20  # characters of text after which a row group is written: some tens of megabytes in memory
MOST_ROWS = 20_000


def schema(table: str) -> Any:
    """The Arrow schema of a table."""
    pa = _pyarrow()
    types = {"string": pa.string(), "integer": pa.int64(), "date": pa.date32(), "boolean": pa.bool_()}
    return pa.schema(
        [pa.field(c.name, types[c.type], not c.required, {"description": c.meaning}) for c in TABLES[table]]
    )


@contextmanager
def writer(target: Path, tables: Sequence[str]) -> Iterator[Sink]:
    """Write rows in groups."""
    _pyarrow()
    with ExitStack() as stack:
        open_tables = {n: _Table(n, stack.enter_context(whole(target / f"{n}.parquet"))) for n in tables}
        yield lambda row: open_tables[row[0]].put(row)
        for table in open_tables.values():
            table.close()


class _Table:
    """One file: rows are gathered until they make a row group."""

    def __init__(self, name: str, file: IO[bytes]) -> None:
        import pyarrow.parquet as pq

        self._name = name
        self._writer = pq.ParquetWriter(file, schema(name), compression="zstd")
        self._rows: list[tuple[Any, ...]] = []
        self._size = 0

    def put(self, row: Row) -> None:
        """Take a row."""
        self._rows.append(row[1])
        self._size += sum(len(value) for value in row[1] if isinstance(value, str))
        if self._size > GROUP or len(self._rows) >= MOST_ROWS:
            self._flush()

    def _flush(self) -> None:
        self._writer.write_batch(batch_of(self._name, self._rows))
        self._rows, self._size = [], 0

    def close(self) -> None:
        """Write what is left; a table without rows is a file without rows."""
        if self._rows:
            self._flush()
        self._writer.close()


def batch_of(table: str, rows: Iterable[tuple[Any, ...]]) -> Any:
    """An Arrow record batch of rows of a table."""
    pa, fields = _pyarrow(), schema(table)
    columns = list(zip(*rows, strict=True)) or [() for _ in fields]
    days = [column.type == "date" for column in TABLES[table]]
    arrays = [
        pa.array(map(_day, values) if day else values, field.type)
        for day, values, field in zip(days, columns, fields, strict=True)
    ]
    return pa.RecordBatch.from_arrays(arrays, schema=fields)


def _day(value: str | None) -> date | None:
    """A calendar day; None for what is none, such as 30 February."""
    try:
        return date.fromisoformat(value) if value else None
    except ValueError:
        return None


def _pyarrow() -> Any:
    try:
        import pyarrow
    except ImportError as error:
        raise MissingExtra("pyarrow", "arrow") from error
    return pyarrow
