"""JSON Lines: a file a table, an object a line, UTF-8, null where the document does not say."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

from akn_convert.exports.tables import Sink, as_dict
from akn_convert.exports.tables.rows import Row
from akn_convert.files import whole

SUFFIX = "jsonl"


@contextmanager
def writer(target: Path, tables: Sequence[str]) -> Iterator[Sink]:
    """Write one line a row."""
    with ExitStack() as stack:
        files = {name: stack.enter_context(whole(target / f"{name}.{SUFFIX}")) for name in tables}

        def put(row: Row) -> None:
            line = json.dumps(as_dict(row), ensure_ascii=False, separators=(",", ":"))
            files[row[0]].write(line.encode("utf-8", "backslashreplace") + b"\n")

        yield put
