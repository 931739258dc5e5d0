"""Spark (extra `spark`): a DataFrame of documents in, a DataFrame of results out, and a job to submit.

    documents = spark.read.format("binaryFile").option("recursiveFileLookup", True).load("records/")
    results = convert_frame(documents, timeout=60)        # uri, status, symbol, kind, language, date, ..., xml

Columns in and out are those of `akn_convert.adapters.arrow`. As a job (docs/etl.md), it writes OUT/results, OUT/speeches
(Parquet) and OUT/xml; IN and OUT are folders that every executor sees, or addresses that Hadoop and fsspec know.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import TYPE_CHECKING, Any

from akn_convert.adapters.arrow import convert_batches, schema
from akn_convert.batch.archive import stem_of
from akn_convert.batch.many import TIMEOUT
from akn_convert.batch.storage import folder, is_remote
from akn_convert.errors import MissingExtra
from akn_convert.exports.readback import read_back
from akn_convert.exports.tables import origin_of, speeches_of

if TYPE_CHECKING:
    import pyarrow
    from pyspark.sql import DataFrame, Row

Batches = Iterator["pyarrow.RecordBatch"]


def convert_frame(documents: DataFrame, **options: Any) -> DataFrame:
    """A row of results for each row; `options` are those of `convert_many`, the same for all rows."""
    columns = [c for c in documents.columns if c not in ("modificationTime", "length")]
    return _mapped(documents.select(*columns), partial(convert_batches, **options), schema())


def speeches_frame(results: DataFrame) -> DataFrame:
    """The table speeches of docs/export.md, out of a frame of results."""
    from akn_convert.exports.tables.parquet import schema as of_table

    return _mapped(results.where("xml is not null").select("uri", "xml", "report"), _speeches, of_table("speeches"))


def _mapped(frame: DataFrame, kernel: Callable[[Batches], Batches], columns: pyarrow.Schema) -> DataFrame:
    try:
        from pyspark.sql.pandas.types import from_arrow_schema
    except ImportError as error:
        raise MissingExtra("pyspark", "spark") from error
    return frame.mapInArrow(kernel, from_arrow_schema(columns))


def _speeches(batches: Batches) -> Batches:
    from akn_convert.exports.tables.parquet import batch_of

    for batch in batches:
        for row in batch.to_pylist():
            origin = origin_of(row["uri"], (row["report"] or "").encode())
            yield batch_of("speeches", speeches_of(read_back(row["xml"]), origin))


def _write_xml(rows: Iterable[Row], source: str, out: str) -> None:
    """Write the XML of a partition's rows, mirrored below `out`; safe to be tried again."""
    place = folder(out)
    for row in rows:
        place.write(f"{stem_of(name_below(row.uri, source))}.xml", bytes(row.xml))


def name_below(uri: str, source: str) -> str:
    """The name of a document below the folder that was read, which Spark's addresses hold in full.

    >>> name_below("file:/data/in/2018/a.txt", "/data/in"), name_below("s3a://b/in/a.txt", "s3a://b/in/")
    ('2018/a.txt', 'a.txt')
    """
    return uri.partition(source.rstrip("/") + "/")[2] or uri.rsplit("/", 1)[-1]


def main(arguments: list[str]) -> None:
    """Convert a folder; what follows IN and OUT are options, `name=value`."""
    from pyspark.sql import SparkSession

    source, out, *given = [a if "=" in a or is_remote(a) else os.path.abspath(a) for a in arguments]
    options: dict[str, Any] = dict(item.split("=", 1) for item in given)
    options["timeout"] = float(options.get("timeout", TIMEOUT))
    spark = SparkSession.builder.appName("akn-convert").getOrCreate()
    documents = spark.read.format("binaryFile").option("recursiveFileLookup", True).load(source)
    convert_frame(documents, **options).write.mode("overwrite").parquet(f"{out}/results")
    results = spark.read.parquet(f"{out}/results")  # read back: converting once serves all outputs
    xml = results.where("xml is not null").select("uri", "xml")
    xml.foreachPartition(partial(_write_xml, source=source, out=f"{out}/xml".replace("s3a://", "s3://")))
    speeches_frame(results).write.mode("overwrite").parquet(f"{out}/speeches")


if __name__ == "__main__":
    main(sys.argv[1:])
