"""A folder becomes a folder: every document has its row, nothing is done twice, and no run leaves a half behind."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

import akn_convert
from akn_convert.batch.archive import stem_of
from akn_convert.files import Unwritable

HERE = Path(__file__).parent
ROOT = Path(akn_convert.__file__).parents[1]


@pytest.fixture(autouse=True)
def stand_ins(monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.syspath_prepend(str(HERE))
    import stand_ins

    return stand_ins


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """Twelve documents, of which four are bad."""
    contents = {f"{n // 4}/{n:02d}.txt": b"document %d" % n for n in range(12)}
    contents |= {"0/02.txt": b"no record", "1/04.txt": b"POISON sigkill", "1/05.txt": b"POISON raise"}
    for name, data in contents.items():
        path = tmp_path / "in" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return tmp_path / "in"


@pytest.fixture
def sleeper(source: Path) -> Path:
    """The same with one that hangs."""
    (source / "2" / "09.txt").write_bytes(b"POISON sleep")
    return source


BAD = {"0/02.txt": "failed", "1/04.txt": "crashed", "1/05.txt": "failed"}


def rows_in(out: Path) -> list[Any]:
    return [json.loads(line) for line in (out / "manifest.jsonl").read_text("utf-8").splitlines()]


def test_every_document_has_its_row_and_its_outputs(sleeper, tmp_path, stand_ins):
    rows = stand_ins.run_archive(str(sleeper), str(tmp_path / "out"), 2, timeout=1.0)
    assert rows_in(tmp_path / "out") == rows
    assert [row["source"] for row in rows] == sorted(row["source"] for row in rows)
    assert {row["source"]: row["status"] for row in rows if row["status"] != "converted"} == {
        **BAD, "2/09.txt": "timeout",
    }  # fmt: skip
    good = next(row for row in rows if row["source"] == "0/01.txt")
    assert (good["symbol"], good["errors"], list(good["outputs"])) == ("S/PV.1", [], ["0/01.xml", "0/01.report.json"])
    assert (tmp_path / "out" / "0" / "01.xml").read_bytes().startswith(b"<x>document 1</x>")
    said = {row["source"]: [error["code"] for error in row["errors"]] for row in rows if row["errors"]}
    assert said == {
        "0/02.txt": ["unknown-format"], "1/04.txt": ["crashed"], "1/05.txt": ["internal-error"], "2/09.txt": ["timeout"],
    }  # fmt: skip
    jsonschema = pytest.importorskip("jsonschema")
    for row in rows:
        jsonschema.validate(row, json.loads((ROOT / "schemas" / "manifest.json").read_text("utf-8")))
    for name in ("1/04", "1/05", "2/09", "0/02"):
        assert not (tmp_path / "out" / f"{name}.xml").exists()


def test_one_job_and_two_give_the_same_folder(sleeper, tmp_path, stand_ins):
    trees = []
    for jobs in (1, 2):
        stand_ins.run_archive(str(sleeper), str(tmp_path / f"out{jobs}"), jobs, timeout=1.0)
        trees.append(stand_ins.tree(tmp_path / f"out{jobs}"))
    assert trees[0] == trees[1]


@pytest.fixture
def converted(source, tmp_path, stand_ins, monkeypatch) -> Any:
    """A function that goes on with a converted folder and says what was converted again."""
    out, log = tmp_path / "out", tmp_path / "log"
    stand_ins.run_archive(str(source), str(out), 2)
    before = stand_ins.tree(out)

    def again(**settings: Any) -> list[str]:
        log.write_text("")
        monkeypatch.setenv("PRESS_LOG", str(log))
        stand_ins.run_archive(str(source), str(out), 2, resume=True, **settings)
        return sorted(log.read_text().split())

    return again, out, before


def test_a_run_that_resumes_does_nothing_twice_and_retries_no_failure(converted, stand_ins):
    again, out, before = converted
    assert again() == []
    assert stand_ins.tree(out) == before


def test_failures_are_tried_again_when_asked(converted, stand_ins):
    again, out, before = converted
    assert again(retry_failed=True) == sorted(BAD)
    assert stand_ins.tree(out) == before


def test_what_changed_is_converted_again(converted, source):
    again, out, _ = converted
    (source / "0" / "00.txt").write_bytes(b"new words")
    (out / "0" / "01.xml").write_bytes(b"tampered with")
    (out / "1" / "06.report.json").unlink()
    assert again() == ["0/00.txt", "0/01.txt", "1/06.txt"]
    assert (out / "0" / "00.xml").read_bytes().startswith(b"<x>new words</x>")


def test_other_options_are_another_conversion(converted):
    again, _, _ = converted
    assert len(again(options={"language": "fr"})) == 12
    assert again(options={"language": "fr"}) == []
    assert len(again(options={"language": "fr"}, extra="overrides")) == 12


def test_what_fails_now_leaves_no_output_of_before(converted, source):
    again, out, _ = converted
    (source / "0" / "00.txt").write_bytes(b"no record")
    (source / "0" / "01.txt").write_bytes(b"POISON exit")
    again()
    assert not (out / "0" / "00.xml").exists()
    assert not (out / "0" / "01.xml").exists()
    assert not (out / "0" / "01.report.json").exists()
    assert {row["source"]: row["status"] for row in rows_in(out)}["0/01.txt"] == "crashed"


def test_a_damaged_manifest_costs_time_and_nothing_else(converted, stand_ins):
    again, out, before = converted
    whole = (out / "manifest.jsonl").read_bytes()
    (out / "manifest.jsonl").write_bytes(whole[:700] + b"\xff\n[1]\n{}\n" + whole[700:])
    assert again() != []
    assert stand_ins.tree(out) == before


def test_two_inputs_for_one_output_are_an_error_and_overwrite_nothing(tmp_path, stand_ins):
    source, out = tmp_path / "in", tmp_path / "out"
    source.mkdir()
    for name in ("A.pdf", "a.txt", "b.txt"):
        (source / name).write_text(name)
    rows = stand_ins.run_archive(str(source), str(out), 2)
    assert [(row["source"], row["status"]) for row in rows] == [
        ("A.pdf", "converted"), ("a.txt", "failed"), ("b.txt", "converted"),
    ]  # fmt: skip
    assert rows[1]["errors"][0]["code"] == "same-output"
    assert (out / "A.xml").read_bytes().startswith(b"<x>A.pdf</x>")
    assert not (out / "a.xml").exists()


@pytest.mark.parametrize(
    ("name", "stem"),
    [("a/b.pdf", "a/b"), ("a", "a"), (".b", "_b"), ("S_PV.8180", "S_PV"), ("../x.txt", "x"), ("a:b\n.txt", "a_b_")],
)
def test_outputs_are_named_after_their_inputs(name, stem):
    assert stem_of(name) == stem


KILLABLE = """
import sys
sys.path[:0] = {paths!r}
from stand_ins import run_archive
run_archive({source!r}, {out!r}, 2, resume=True)
"""


def kill_and_resume(source: Path, out: Path, moments: int, stand_ins: Any) -> int:
    """Kill as many runs at random moments; how many were killed with something done and something to do."""
    code = KILLABLE.format(paths=[str(HERE), str(ROOT)], source=str(source), out=str(out))
    total, telling, chance = sum(1 for _ in source.rglob("*.txt")), 0, random.Random(8180)
    for moment in range(moments):
        process = subprocess.Popen([sys.executable, "-c", code], env={**os.environ, "PRESS_SECONDS": "0.002"})
        while process.poll() is None and sum(1 for _ in out.rglob("*.xml")) < total * (moment + 0.5) / (moments + 1):
            time.sleep(0.002)
        time.sleep(chance.random() * 0.02)
        process.send_signal(signal.SIGKILL)
        telling += process.wait() == -signal.SIGKILL and any(out.rglob("*.xml"))
    subprocess.run([sys.executable, "-c", code], check=True)
    return telling


def many(tmp_path: Path, count: int) -> Path:
    for n in range(count):
        path = tmp_path / "in" / f"{n // 50:02d}" / f"{n:04d}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"document %d" % n)
    return tmp_path / "in"


def test_runs_killed_at_any_moment_and_resumed_equal_an_uninterrupted_one(tmp_path, stand_ins):
    source = many(tmp_path, 60)
    telling = kill_and_resume(source, tmp_path / "killed", 2, stand_ins)
    stand_ins.run_archive(str(source), str(tmp_path / "whole"), 2)
    assert stand_ins.tree(tmp_path / "killed") == stand_ins.tree(tmp_path / "whole")
    assert telling > 0


@pytest.mark.extras
def test_the_same_with_twenty_moments_and_more_documents(tmp_path, stand_ins):
    source = many(tmp_path, 1500)
    telling = kill_and_resume(source, tmp_path / "killed", 20, stand_ins)
    stand_ins.run_archive(str(source), str(tmp_path / "whole"), 2)
    assert stand_ins.tree(tmp_path / "killed") == stand_ins.tree(tmp_path / "whole")
    assert telling > 10


@pytest.mark.extras
def test_two_runs_at_once_in_one_folder_give_what_one_gives(tmp_path, stand_ins):
    source = many(tmp_path, 300)
    code = KILLABLE.format(paths=[str(HERE), str(ROOT)], source=str(source), out=str(tmp_path / "both"))
    runs = [subprocess.Popen([sys.executable, "-c", code]) for _ in range(2)]
    assert [run.wait(120) for run in runs] == [0, 0]
    stand_ins.run_archive(str(source), str(tmp_path / "whole"), 2)
    assert stand_ins.tree(tmp_path / "both") == stand_ins.tree(tmp_path / "whole")


def test_an_interrupted_run_keeps_what_it_knows(tmp_path, stand_ins, monkeypatch):
    from akn_convert.batch import archive
    from akn_convert.batch.inputs import Inputs
    from akn_convert.workers.pool import Limits

    source = many(tmp_path, 30)
    inputs = Inputs([str(source)])
    settings = archive.Settings(str(tmp_path / "out"), {})
    run = archive.run(inputs, settings, Limits(2, 30.0), converter=stand_ins.press)
    for _ in range(10):
        next(run)
    run.close()
    assert not (tmp_path / "out" / "manifest.jsonl").exists()
    log = tmp_path / "log"
    log.write_text("")
    monkeypatch.setenv("PRESS_LOG", str(log))
    again = archive.run(inputs, settings, Limits(2, 30.0), resume=True, converter=stand_ins.press)
    assert len(list(again)) == 30
    assert len(log.read_text().split()) <= 20
    assert not (tmp_path / "out" / ".akn-convert").exists()


def test_a_folder_that_cannot_be_written_stops_the_run_with_one_error(source, tmp_path, stand_ins):
    (tmp_path / "out").write_text("a file stands where the folder should be")
    with pytest.raises(Unwritable, match=r"cannot write .*out"):
        stand_ins.run_archive(str(source), str(tmp_path / "out"), 2)
