"""The blocks of docs/etl.md run as they stand."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

import akn_convert

pytestmark = pytest.mark.extras

ROOT = Path(akn_convert.__file__).parents[1]
MEETING = (Path(__file__).parents[1] / "overrides" / "meeting.zh.txt").read_text("utf-8")
BLOCKS = dict(
    re.findall(r"^## (\w+)\n.*?```python\n(.*?)```", (ROOT / "docs" / "etl.md").read_text("utf-8"), re.S | re.M)
)

# What is run after a block to see that it did its work.
CHECKS = {
    "pandas": 'assert list(pd.read_parquet("results.parquet")["status"]) == ["converted", "failed"]',
    "Spark": 'assert speeches.count() == 5; assert spark.read.parquet("out/results").count() == 2; spark.stop()',
    "Airflow": """
import subprocess
flow = records()
assert [t.task_id for t in flow.topological_sort()] == ["convert", "export"]
for step in flow.topological_sort():
    subprocess.run(step.python_callable(), shell=True, check=True)
""",
    "Dagster": """
done = dagster.materialize([results])
assert done.success
assert list(done.output_for_node("results")["status"]) == ["converted", "failed"]
""",
}
MODULES = {"pandas": "pandas", "Spark": "pyspark", "Airflow": "airflow.sdk", "Dagster": "dagster"}


def test_every_block_has_its_check():
    assert set(BLOCKS) == set(CHECKS)


@pytest.mark.parametrize("name", CHECKS)
def test_the_block_runs(name, tmp_path):
    pytest.importorskip(MODULES[name])
    (tmp_path / "records").mkdir()
    (tmp_path / "records" / "a.txt").write_text(MEETING, "utf-8")
    (tmp_path / "records" / "b.txt").write_text("no record", "utf-8")
    (tmp_path / "block.py").write_text(BLOCKS[name] + "\n" + CHECKS[name], "utf-8")
    commands = tmp_path / "bin"
    commands.mkdir()
    command = commands / "akn-convert"
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m akn_convert "$@"\n')
    command.chmod(0o755)
    environment = {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "PATH": f"{commands}:{os.environ['PATH']}",
        "HOME": str(tmp_path),
        "AIRFLOW_HOME": str(tmp_path / "airflow"),
        "DAGSTER_HOME": "",
        "SPARK_LOCAL_IP": "127.0.0.1",
        "PYSPARK_PYTHON": sys.executable,
    }
    done = subprocess.run(
        [sys.executable, "block.py"], cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=300
    )
    assert done.returncode == 0, done.stderr[-3000:]
