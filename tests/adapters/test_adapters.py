"""Engines get a row for every row, whatever a document does to the process that reads it."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

pytestmark = [
    pytest.mark.extras,
    pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::ResourceWarning", "ignore::FutureWarning"),
]
pa = pytest.importorskip("pyarrow")

import akn_convert  # noqa: E402
from akn_convert.adapters.arrow import convert_batches, convert_frame, schema  # noqa: E402
from akn_convert.errors import UsageError  # noqa: E402

ROOT = Path(akn_convert.__file__).parents[1]
TESTS = Path(__file__).parents[1]
MEETING = (TESTS / "overrides" / "meeting.zh.txt").read_bytes()


@pytest.fixture(autouse=True)
def stand_ins(monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.syspath_prepend(str(TESTS / "batch"))
    import stand_ins

    return stand_ins


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Nine documents, of which one is garbage, one hangs and two end their process."""
    contents = {f"{n // 3}/{n}.txt": MEETING for n in range(9)}
    contents |= {"0/1.txt": b"\x00\xff garbage", "1/3.txt": b"POISON sigkill", "1/5.txt": b"POISON exit"}
    contents |= {"2/7.txt": b"POISON sleep"}
    for name, data in contents.items():
        path = tmp_path / "in" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return tmp_path / "in"


STATUSES = ["converted", "failed", "converted", "crashed", "converted", "crashed", "converted", "timeout", "converted"]


def files(folder: Path) -> list[Path]:
    return sorted(folder.rglob("*.txt"))


def test_arrow_batches_of_paths_and_of_contents_give_the_same_results(folder, stand_ins):
    paths = pa.table({"uri": [str(path) for path in files(folder)]})
    contents = paths.append_column("content", pa.array([path.read_bytes() for path in files(folder)]))
    tables = []
    for table in (paths, contents):
        batches = convert_batches(table.to_batches(max_chunksize=4), timeout=6, converter=stand_ins.convert_or_suffer)
        tables.append(pa.Table.from_batches(batches, schema()))
    assert tables[0].column("status").to_pylist() == STATUSES
    assert tables[0].column("uri").to_pylist() == [str(path) for path in files(folder)]
    assert tables[0].column("xml") == tables[1].column("xml")
    first = tables[0].to_pylist()[0]
    assert (first["symbol"], first["date"], first["xml"][:5]) == ("S/PV.9901", "2024-03-05", b"<?xml")
    assert json.loads(tables[0].column("findings")[3].as_py())[0]["code"] == "crashed"


def test_columns_named_after_options_hold_them_for_their_row(stand_ins):
    table = pa.table({"content": [MEETING, MEETING], "symbol": ["S/PV.9902", None]})
    found = pa.Table.from_batches(convert_batches(table.to_batches()), schema())
    assert found.column("symbol").to_pylist() == ["S/PV.9902", "S/PV.9901"]


def test_a_batch_without_documents_is_a_usage_error():
    with pytest.raises(UsageError, match="no column content, uri or path; there are x"):
        list(convert_batches(pa.table({"x": [1]}).to_batches()))


def test_a_pandas_frame_keeps_its_index(folder, stand_ins):
    pd = pytest.importorskip("pandas")
    frame = pd.DataFrame({"uri": [str(path) for path in files(folder)]}, index=list("abcdefghi"))
    results = convert_frame(frame, timeout=6, converter=stand_ins.convert_or_suffer)
    assert list(results.index) == list("abcdefghi")
    assert list(results["status"]) == STATUSES


@pytest.fixture(scope="module")
def spark() -> Any:
    """A session of two workers on this machine."""
    sql = pytest.importorskip("pyspark.sql")
    path = os.pathsep.join([str(ROOT), str(TESTS / "batch")])
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", path)
        patch.setenv("PYSPARK_PYTHON", sys.executable)
        patch.setenv("SPARK_LOCAL_IP", "127.0.0.1")
        session = (
            sql.SparkSession.builder.master("local[2]")
            .config("spark.ui.enabled", "false")
            .config("spark.driver.bindAddress", "127.0.0.1")
            .config("spark.driver.memory", "1g")
            .config("spark.sql.shuffle.partitions", "2")
            .getOrCreate()
        )
        session.sparkContext.setLogLevel("ERROR")
        yield session
        session.stop()


def test_spark_gives_a_row_for_every_row(spark, folder, stand_ins):
    from akn_convert.adapters import spark as adapter

    uris = spark.createDataFrame([(str(path),) for path in files(folder)], "uri string").repartition(2)
    results = adapter.convert_frame(uris, timeout=6, converter=stand_ins.convert_or_suffer).orderBy("uri").collect()
    assert [row.status for row in results] == STATUSES
    assert bytes(results[0].xml) == akn_convert.convert(MEETING, filename="0.txt").xml


def test_the_job_reads_a_folder_and_writes_xml_and_tables(spark, folder, tmp_path):
    from akn_convert.adapters import spark as adapter

    for name in ("1/3.txt", "1/5.txt", "2/7.txt"):
        (folder / name).unlink()
    out = tmp_path / "out"
    submit = [
        str(Path(sys.executable).parent / "spark-submit"),
        "--master",
        "local[2]",
        "--conf",
        "spark.ui.enabled=false",
    ]
    options = ["timeout=60", "markup_date=2024-05-01"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    job = [*submit, adapter.__file__, str(folder), str(out), *options]
    done = subprocess.run(job, env=environment, cwd=tmp_path, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr[-2000:]
    written = sorted(str(path.relative_to(out / "xml")) for path in (out / "xml").rglob("*.xml"))
    assert written == ["0/0.xml", "0/2.xml", "1/4.xml", "2/6.xml", "2/8.xml"]
    assert b'date="2024-05-01" name="markup"' in (out / "xml" / "0" / "0.xml").read_bytes()
    results = spark.read.parquet(str(out / "results"))
    assert sorted(row.status for row in results.collect()) == ["converted"] * 5 + ["failed"]
    speeches = spark.read.parquet(str(out / "speeches"))
    assert speeches.count() == 5 * 5
    row = speeches.orderBy("speech_order").first()
    assert (row.symbol, row.speaker, row.country, str(row.date)) == ("S/PV.9901", "甲乙先生", "JPN", "2024-03-05")
    assert (row.page, row.start_offset) == (1, MEETING.decode().index("主席（以英语发言）"))
