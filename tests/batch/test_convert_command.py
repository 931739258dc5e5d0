"""The command converts what it is given, says what it could not, and leaves whole files only."""

import io
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from types import SimpleNamespace

import pytest

import akn_convert
from akn_convert.batch.archive import Result
from akn_convert.batch.inputs import Inputs
from akn_convert.batch.progress import shown
from akn_convert.cli import main

ROOT = Path(akn_convert.__file__).parents[1]
MEETING = (Path(__file__).parents[1] / "overrides" / "meeting.zh.txt").read_text("utf-8")
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT)}


@pytest.fixture
def records(tmp_path: Path) -> Path:
    """Two records in a folder."""
    for name in ("2024/a.txt", "2024/b.md"):
        path = tmp_path / "in" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(MEETING, "utf-8")
    return tmp_path / "in"


def names(folder: Path) -> list[str]:
    return sorted(str(p.relative_to(folder)) for p in folder.rglob("*") if p.is_file())


def test_a_folder_is_mirrored_and_a_second_run_has_nothing_to_do(records, tmp_path, capsys):
    out = tmp_path / "out"
    assert main(["convert", str(records), "-o", str(out), "--jobs", "1"]) == 0
    assert names(out) == ["2024/a.report.json", "2024/a.xml", "2024/b.report.json", "2024/b.xml", "manifest.jsonl"]
    told = capsys.readouterr()
    assert ["2024/a.txt", "verbatimRecord", "S/PV.9901", "5"] in [line.split()[:4] for line in told.out.splitlines()]
    assert told.out.splitlines()[-1] == "2 converted"
    assert told.err == ""
    before = {name: (out / name).stat().st_mtime_ns for name in names(out) if "manifest" not in name}
    assert main(["convert", str(records), "-o", str(out), "--jobs", "1", "--resume"]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "2 converted, 2 of them by an earlier run"
    assert {name: (out / name).stat().st_mtime_ns for name in before} == before


def test_one_file_needs_no_manifest_and_a_missing_one_stops_nothing(records, tmp_path, capsys):
    out = tmp_path / "out"
    assert (
        main(["convert", str(tmp_path / "none.pdf"), str(records / "2024" / "a.txt"), "-o", str(out), "--jobs", "1"])
        == 1
    )
    told = capsys.readouterr()
    assert "none.pdf: error cannot-open: none.pdf cannot be opened: No such file or directory." in told.out
    assert names(out) == ["a.report.json", "a.xml", "manifest.jsonl"]
    assert main(["convert", str(records / "2024" / "a.txt"), "-o", str(tmp_path / "one"), "-q"]) == 0
    assert names(tmp_path / "one") == ["a.report.json", "a.xml"]
    assert capsys.readouterr().out == ""


def test_findings_are_told_in_the_formats_of_validate(records, tmp_path, capsys):
    (records / "c.txt").write_text("no record")
    report = tmp_path / "junit.xml"
    arguments = ["convert", str(records), "-o", str(tmp_path / "out"), "--output-format", "json", "--jobs", "1"]
    assert main([*arguments, "--report", f"junit:{report}", "--fail-on", "never"]) == 0
    told = capsys.readouterr()
    assert "c.txt" in json.dumps(json.loads(told.out))
    assert "2 converted, 1 failed" in told.err
    assert report.read_text().count("<testcase") == 3


def test_what_cannot_be_used_is_a_usage_error(records, tmp_path, capsys):
    out = ["-o", str(tmp_path / "out")]
    (tmp_path / "wrong.toml").write_text("[[documents]]")
    for arguments, words in (
        ([str(records), "--symbol", "S/PV.1"], "--symbol and --date are for one input"),
        ([str(records), "--jobs", "0"], "jobs must be 1 or more"),
        ([str(records), "--timeout", "-1"], "timeout must be between"),
        ([str(records), "--max-memory", "1M"], "max_memory must be 67108864 bytes or more"),
        ([str(records), "--overrides", str(tmp_path / "wrong.toml")], "'documents' is not known"),
        ([str(records), "--date", "yesterday"], "is not a date"),
        (["--files-from", str(tmp_path / "none")], "cannot be read: No such file"),
        ([], "no INPUT is given"),
    ):
        assert main(["convert", *arguments, *out]) == 2
        assert words in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_overrides_and_the_date_of_the_build_reach_the_document(records, tmp_path, monkeypatch):
    (tmp_path / "o.toml").write_text('[[document]]\nwhere = {file = "b.md"}\nset = {symbol = "S/PV.9902"}\n')
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1735689600")
    out = tmp_path / "out"
    assert (
        main(["convert", str(records), "-o", str(out), "-q", "--jobs", "1", "--overrides", str(tmp_path / "o.toml")])
        == 0
    )
    symbols = [json.loads(line)["symbol"] for line in (out / "manifest.jsonl").read_text().splitlines()]
    assert symbols == ["S/PV.9901", "S/PV.9902"]
    assert json.loads((out / "2024/b.report.json").read_text())["overrides"][0]["becomes"] == "S/PV.9902"
    assert b'date="2025-01-01" name="markup"' in (out / "2024/a.xml").read_bytes()


def test_standard_input_is_a_document(tmp_path, monkeypatch):
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(MEETING.encode())))
    assert main(["convert", "-", "--stdin-filename", "x.txt", "-o", str(tmp_path), "-q"]) == 0
    assert names(tmp_path) == ["x.report.json", "x.xml"]


def test_arguments_name_documents_below_what_they_name(records, monkeypatch):
    assert [i.name for i in Inputs([str(records)])] == ["2024/a.txt", "2024/b.md"]
    assert [i.name for i in Inputs([f"{records}/2024/*.md", f"{records}/**/*.txt"])] == ["b.md", "2024/a.txt"]
    assert [i.name for i in Inputs([str(records / "2024" / "a.txt")])] == ["a.txt"]
    assert [i.name for i in Inputs([str(records)], ignored=str(records / "2024"))] == []
    monkeypatch.chdir(records)
    assert list(Inputs(["."])) == [("2024/a.txt", "2024/a.txt"), ("2024/b.md", "2024/b.md")]
    assert list(Inputs([".", "./2024/"], ignored="2024")) == [("2024/a.txt", "a.txt"), ("2024/b.md", "b.md")]
    assert [i.name for i in Inputs(["../in//2024/"])] == ["a.txt", "b.md"]
    (records / "[1].txt").write_text("x")
    assert [i.name for i in Inputs([str(records / "[1].txt")])] == ["[1].txt"]


# --- progress -------------------------------------------------------------------------------------------------------


def results(count: int) -> list[Result]:
    return [Result({"status": "failed" if n % 2 else "converted"}, (), True) for n in range(count)]


def test_progress_is_a_line_now_and_then_where_there_is_no_terminal():
    stream = io.StringIO()
    assert len(list(shown(results(4), 8, stream, every=0.0))) == 4
    last = stream.getvalue().splitlines()[-1]
    assert last.startswith("4 done, 2 failed, 4 remaining, ") and last.endswith(" documents/s")
    quiet = io.StringIO()
    list(shown(results(4), 8, quiet))
    assert quiet.getvalue() == ""


def test_progress_is_a_bar_on_a_terminal():
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    stream = Terminal()
    list(shown(results(4), 4, stream))
    assert "4/4" in stream.getvalue() and "failed=2" in stream.getvalue() and "doc/s" in stream.getvalue()


# --- the end of a run -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("sign", [signal.SIGINT, pytest.param(signal.SIGTERM, marks=pytest.mark.extras)])
def test_an_interrupted_run_ends_with_130_and_one_line_and_no_process(records, tmp_path, sign):
    for n in range(300):
        shutil.copy(records / "2024" / "a.txt", records / f"{n:03d}.txt")
    out = tmp_path / "out"
    command = [sys.executable, "-m", "akn_convert", "convert", str(records), "-o", str(out), "--jobs", "1"]
    with subprocess.Popen(
        command, stderr=subprocess.PIPE, text=True, env=ENVIRONMENT, start_new_session=True
    ) as process:
        while not any(out.rglob("*.xml")):
            time.sleep(0.01)
        os.killpg(process.pid, sign) if sign == signal.SIGINT else process.send_signal(sign)
        _, told = process.communicate(timeout=20)
    assert process.returncode == 130
    assert told == "akn-convert: interrupted\n"
    with pytest.raises(ProcessLookupError):
        os.killpg(process.pid, 0)
    assert [name for name in names(out) if name.endswith(".tmp")] == []


FULL = """
set -e
mount -t tmpfs -o size=300k tmpfs "$1"
cp "$2/small.txt" /dev/null
{python} -m akn_convert convert "$2/small.txt" -o "$1" -q
sha256sum "$1"/small.xml
set +e
{python} -m akn_convert convert "$2" -o "$1/all" -q --jobs 2
echo "exit $?"
sha256sum "$1"/small.xml
find "$1" -name '*.tmp' | wc -l
rm -r "$1"/all/x1*
mount -o remount,size=100m "$1"
{python} -m akn_convert convert "$2" -o "$1/all" -q --jobs 2 --resume
echo "exit $?"
find "$1/all" -type f | wc -l
"""


@pytest.mark.extras
@pytest.mark.skipif(
    sys.platform != "linux" or os.geteuid() != 0 or not shutil.which("unshare"),
    reason="needs root to mount a small disk",
)
def test_a_full_disk_is_one_line_and_exit_2_and_what_was_written_stays(tmp_path):
    source, disk = tmp_path / "in", tmp_path / "disk"
    source.mkdir()
    disk.mkdir()
    (source / "small.txt").write_text(MEETING, "utf-8")
    for n in range(60):
        (source / f"x{n:02d}.txt").write_text(MEETING, "utf-8")
    command = ["unshare", "-m", "bash", "-c", FULL.format(python=sys.executable), "-", str(disk), str(source)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, env=ENVIRONMENT)
    before, status, after, temporary, again, count = done.stdout.splitlines()
    assert (status, temporary, again) == ("exit 2", "0", "exit 0"), done.stderr
    assert before == after
    assert int(count) == 2 * 61 + 1
    assert len(done.stderr.splitlines()) == 1
    assert done.stderr.startswith("akn-convert: cannot write ") and "No space left on device" in done.stderr
