"""CSV by RFC 4180: a file a table, a header, UTF-8, an empty cell where the document does not say.

A text that a spreadsheet would take for a formula gets an apostrophe in front; JSON Lines and Parquet keep every text
as it is.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from akn_convert.exports.tables import Sink
from akn_convert.exports.tables.columns import TABLES
from akn_convert.exports.tables.rows import Row
from akn_convert.files import whole

# What a cell begins with that spreadsheets run (OWASP, "CSV Injection").
FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


@contextmanager
def writer(target: Path, tables: Sequence[str]) -> Iterator[Sink]:
    """Write a header and one record a row."""
    with ExitStack() as stack:
        files = {name: stack.enter_context(whole(target / f"{name}.csv")) for name in tables}
        texts = {n: io.TextIOWrapper(f, "utf-8", "backslashreplace", newline="") for n, f in files.items()}
        sheets = {name: csv.writer(text) for name, text in texts.items()}
        for name, sheet in sheets.items():
            sheet.writerow([column.name for column in TABLES[name]])

        def put(row: Row) -> None:
            sheets[row[0]].writerow(map(_cell, row[1]))

        yield put
        for text in texts.values():
            text.detach()


def _cell(value: Any) -> Any:
    if isinstance(value, str) and value.startswith(FORMULA):
        return "'" + value
    return value if not isinstance(value, bool) else str(value).lower()
