"""Two thousand documents, one in a hundred poisoned: two thousand rows, all right, however they are run."""

import os
import sys
from pathlib import Path
from typing import Any

import pytest

import akn_convert
from akn_convert import convert_many
from akn_convert.batch.outcome import Status

ROOT = Path(akn_convert.__file__).parents[1]
HERE = Path(__file__).parent
COUNT = 2_000
POISON = [b"POISON loop", b"POISON sigkill", b"POISON eat", b"POISON exit", b"\x00\xfe\x07 garbage \xff" * 50]
FATES = [Status.TIMEOUT, Status.CRASHED, Status.CRASHED, Status.CRASHED, Status.FAILED]
LIMITS: dict[str, Any] = {"timeout": 20.0, "max_memory": 600 << 20}

pytestmark = [
    pytest.mark.extras,
    pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::ResourceWarning", "ignore::FutureWarning"),
]


@pytest.fixture(autouse=True)
def stand_ins(monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.syspath_prepend(str(HERE))
    import stand_ins

    return stand_ins


@pytest.fixture(scope="module")
def documents(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """The sample records and a made one again and again, under other names."""
    texts = [
        path.read_bytes()
        for path in sorted((ROOT / "fixtures" / "records").iterdir())
        if path.suffix in (".md", ".txt")
    ]
    texts += [(HERE.parent / "overrides" / "meeting.zh.txt").read_bytes()] * 8
    folder = tmp_path_factory.mktemp("two-thousand")
    paths = []
    for n in range(COUNT):
        path = folder / f"{n // 100:02d}" / f"{n:04d}.txt"
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(POISON[n // 100 % 5] if n % 100 == 41 else texts[n % len(texts)])
        paths.append(path)
    return paths


WANTED = [FATES[n // 100 % 5] if n % 100 == 41 else Status.CONVERTED for n in range(COUNT)]


@pytest.fixture(scope="module")
def one_by_one(documents: list[Path]) -> dict[str, bytes]:
    """The bytes that each sound document gives by itself, in this process."""
    seen: dict[bytes, bytes] = {}
    for path, wanted in zip(documents, WANTED, strict=True):
        source = path.read_bytes()
        if wanted is Status.CONVERTED and source not in seen:
            seen[source] = akn_convert.convert(source, filename="x.txt").xml or b""
    return {str(path): seen.get(path.read_bytes(), b"") for path in documents}


@pytest.mark.parametrize("jobs", [1, 2])
def test_processes_give_every_row_and_the_same_bytes(documents, one_by_one, stand_ins, jobs):
    outcomes = convert_many(documents, jobs=jobs, converter=stand_ins.convert_or_suffer, **LIMITS)
    statuses = []
    for path, outcome in zip(documents, outcomes, strict=True):
        assert outcome.source == path
        statuses.append(outcome.status)
        xml = outcome.conversion.xml if outcome.conversion else None
        assert (xml or b"") == one_by_one[str(path)]
    assert statuses == WANTED


def test_spark_gives_every_row_and_the_same_bytes(documents, one_by_one, stand_ins):
    sql = pytest.importorskip("pyspark.sql")
    from akn_convert.adapters.spark import convert_frame

    os.environ["PYTHONPATH"] = os.pathsep.join([str(ROOT), str(HERE)])
    os.environ["PYSPARK_PYTHON"] = sys.executable
    spark = sql.SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false").getOrCreate()
    spark.sparkContext.setLogLevel("ERROR")
    uris = spark.createDataFrame([(str(path),) for path in documents], "uri string").repartition(4)
    frame = convert_frame(uris, converter=stand_ins.convert_or_suffer, **LIMITS)
    rows = {row.uri: row for row in frame.select("uri", "status", "xml").collect()}
    spark.stop()
    assert len(rows) == COUNT
    assert [rows[str(path)].status for path in documents] == WANTED
    assert {uri: bytes(row.xml or b"") for uri, row in rows.items()} == one_by_one
