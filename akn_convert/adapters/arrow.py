"""The kernel that engines run: Arrow batches of documents in, Arrow batches of results out, a row for every row.

A batch has a column `content` (bytes) or `uri` (paths and addresses), `path` being another name for `uri` as Spark's
binaryFile source has it. Columns named after options of `convert` (`symbol`, `date`, `language`, `kind`, `body`,
`encoding`) hold them for their row. Conversions run in a process of their own, so that a document that hangs or dies
is a row with that status and the engine's process lives on.

    table = pyarrow.table({"uri": ["a.pdf", "b.docx"]})
    results = pyarrow.Table.from_batches(convert_batches(table.to_batches()), schema())
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from akn_convert.batch.many import MAX_MEMORY, TIMEOUT, convert_many
from akn_convert.batch.outcome import Document, Outcome
from akn_convert.errors import MissingExtra, UsageError

if TYPE_CHECKING:
    import pandas
    import pyarrow

ROW_OPTIONS = ("symbol", "date", "language", "kind", "body", "encoding")
FACTS = ("symbol", "kind", "language", "date")
# A batch of results ends at this many rows or bytes of XML, whichever comes first.
ROWS, BYTES = 256, 16 << 20


def schema() -> pyarrow.Schema:
    """The columns of the results; `findings` and `report` are JSON, in the shape of the reports on disk."""
    pa = _pyarrow()
    text = ["uri", "status", *FACTS, "findings", "report"]
    return pa.schema([*(pa.field(name, pa.string()) for name in text), pa.field("xml", pa.binary())])


def convert_batches(
    batches: Iterable[pyarrow.RecordBatch],
    *,
    jobs: int = 1,
    timeout: float | None = TIMEOUT,
    max_memory: int | None = MAX_MEMORY,
    **options: Any,
) -> Iterator[pyarrow.RecordBatch]:
    """The results, in the order of the rows; the arguments are those of `convert_many`, `converter` included."""
    documents = (document for batch in batches for document in _documents(batch))
    rows: list[dict[str, Any]] = []
    size = 0
    for outcome in convert_many(documents, jobs=jobs, timeout=timeout, max_memory=max_memory, **options):
        rows.append(_row(outcome))
        size += len(rows[-1]["xml"] or b"")
        if len(rows) >= ROWS or size >= BYTES:
            yield _pyarrow().RecordBatch.from_pylist(rows, schema())
            rows, size = [], 0
    if rows:
        yield _pyarrow().RecordBatch.from_pylist(rows, schema())


def convert_frame(frame: pandas.DataFrame, **options: Any) -> pandas.DataFrame:
    """The same for a pandas DataFrame; the index is kept."""
    pa = _pyarrow()
    batches = pa.Table.from_pandas(frame, preserve_index=False).to_batches()
    results: pandas.DataFrame = pa.Table.from_batches(convert_batches(batches, **options), schema()).to_pandas()
    return results.set_index(frame.index)


def _documents(batch: pyarrow.RecordBatch) -> Iterator[Document]:
    """The documents of a batch, one row at a time: the contents are not copied all at once."""
    place = next((name for name in ("uri", "path") if name in batch.schema.names), None)
    if place is None and "content" not in batch.schema.names:
        raise UsageError(f"no column content, uri or path; there are {', '.join(batch.schema.names)}")
    given = [name for name in ROW_OPTIONS if name in batch.schema.names]
    for index in range(batch.num_rows):
        uri = batch.column(place)[index].as_py() if place else ""
        content = batch.column("content")[index].as_py() if "content" in batch.schema.names else None
        options = {name: value for name in given if (value := batch.column(name)[index].as_py())}
        yield Document(uri or "" if content is None else content, uri or "", options)


def _row(outcome: Outcome) -> dict[str, Any]:
    conversion = outcome.conversion
    report = conversion.report if conversion else {}
    return {
        "uri": outcome.source.name,
        "status": str(outcome.status),
        **{fact: report.get(fact) for fact in FACTS},
        "findings": _json([f.as_dict() for f in outcome.findings]),
        "report": _json(report) if report else None,
        "xml": conversion.xml if conversion else None,
    }


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True).encode("utf-8", "backslashreplace").decode()


def _pyarrow() -> Any:
    try:
        import pyarrow
    except ImportError as error:
        raise MissingExtra("pyarrow", "arrow") from error
    return pyarrow
