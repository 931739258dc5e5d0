"""The n-th call of the system that writes fails, for n = 1, 2, ...: an output is whole or absent, and the next run mends all."""

import builtins
import errno
import fcntl
import io
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import akn_convert
from akn_convert import convert
from akn_convert.batch import archive
from akn_convert.batch.inputs import Inputs
from akn_convert.cli import main
from akn_convert.errors import AknConvertError
from akn_convert.exports.readback import read_back
from akn_convert.exports.tables import Origin, export
from akn_convert.files import TEMPORARY, Unwritable, write_whole
from akn_convert.site import build_site
from akn_convert.workers.pool import Limits

ROOT = Path(akn_convert.__file__).parents[1]
MEETING = (ROOT / "fixtures" / "made" / "sc-veto" / "en.txt").read_bytes()
OLD, NEW = b"old" * 1000, b"new" * 2000
CALLS = ("open", "write", "flush", "fsync", "replace", "mkdir", "flock", "unlink")


class Fault:
    """Let the n-th of some calls fail with an errno; `count` says how many there were."""

    def __init__(self, n: int, code: int) -> None:
        self.n, self.code, self.count = n, code, 0

    def __call__(self, *_: object) -> None:
        self.count += 1
        if self.count == self.n:
            raise OSError(self.code, os.strerror(self.code))


class Faulty(io.BufferedWriter):
    """A file whose writing and flushing may fail."""

    fault: Any = None
    watched: tuple[str, ...] = ()
    closing = False

    def write(self, data: Any) -> int:
        if "write" in self.watched:
            self.fault()
        return super().write(data)

    def flush(self) -> None:
        if "flush" in self.watched and not self.closing:
            self.fault()
        super().flush()

    def close(self) -> None:
        self.closing = True  # nothing is left to flush that could fail
        super().close()


def inject(patch: pytest.MonkeyPatch, calls: tuple[str, ...], fault: Fault) -> None:
    """Put the fault before the calls, for files opened for writing and the functions that place them."""

    def before(function: Callable[..., Any]) -> Callable[..., Any]:
        def wrapped(*args: Any, **named: Any) -> Any:
            fault()
            return function(*args, **named)

        return wrapped

    for place, call in ((os, "fsync"), (os, "replace"), (os, "rename"), (os, "unlink"), (fcntl, "flock")):
        if call in calls:
            patch.setattr(place, call, before(getattr(place, call)))
    if "mkdir" in calls:
        patch.setattr(os, "mkdir", before(os.mkdir))
    real = io.open

    def opened(file: Any, mode: str = "r", *args: Any, **named: Any) -> Any:
        if not set(mode) & set("wxa+"):
            return real(file, mode, *args, **named)
        if "open" in calls:
            fault()
        if "b" not in mode or named.get("opener"):
            return real(file, mode, *args, **named)
        made = Faulty(io.FileIO(file, mode.replace("b", "")))
        made.fault, made.watched = fault, calls
        return made

    patch.setattr(io, "open", opened)
    patch.setattr(builtins, "open", opened)


def fails(
    call: tuple[str, ...], fault: Fault, errors: type[Exception] | tuple[type[Exception], ...], work: Any, *args: Any
) -> bool:
    """Whether work ends in one of the errors that it may end in while a fault is injected; any other is raised."""
    with pytest.MonkeyPatch.context() as patch:
        inject(patch, call, fault)
        try:
            work(*args)
        except errors:
            return True
    return False


def contents(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EIO, errno.EROFS, errno.EACCES, errno.EDQUOT, errno.EMFILE])
@pytest.mark.parametrize("call", [(c,) for c in CALLS if c != "unlink"] + [CALLS[:-1]], ids="+".join)
def test_a_file_is_the_old_one_or_the_new_one(call: tuple[str, ...], code: int, tmp_path: Path) -> None:
    for n in range(1, 30):
        target = tmp_path / str(n) / "deep" / "b.xml"
        if n % 2:
            write_whole(target, OLD)
        fault = Fault(n, code)
        failed = fails(call, fault, Unwritable, write_whole, target, NEW)
        found = contents(tmp_path / str(n)) if (tmp_path / str(n)).exists() else {}
        expected = ({"deep/b.xml": OLD} if n % 2 else {}) if failed else {"deep/b.xml": NEW}
        assert found == expected, (call, n)
        if fault.count < n:
            assert not failed
            return
    raise AssertionError("no run went through")


def run_once(source: Path, out: Path, resume: bool = False) -> list[dict[str, Any]]:
    """Convert an archive in this process, where faults can be injected."""
    settings = archive.Settings(str(out), {})
    return [r.row for r in archive.run(Inputs([str(source)]), settings, Limits(1, None, None), resume, press)]


def press(source: bytes, **options: Any) -> Any:
    """A quick stand-in for the converter."""
    from types import SimpleNamespace

    return SimpleNamespace(xml=b"<x>%s</x>" % source * 50, findings=(), report={"symbol": "S/PV.1"})


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """Three documents in two folders."""
    for name in ("a/1.txt", "a/2.txt", "b/3.txt"):
        write_whole(tmp_path / "in" / name, name.encode())
    return tmp_path / "in"


@pytest.mark.parametrize("call", [("open",), ("write",), ("flush",), ("fsync",), ("replace",), ("mkdir",), ("unlink",)], ids="+".join)  # fmt: skip
@pytest.mark.parametrize("code", [errno.ENOSPC, pytest.param(errno.EIO, marks=pytest.mark.extras)])
def test_an_archive_goes_on_after_every_fault(call: tuple[str, ...], code: int, source: Path, tmp_path: Path) -> None:
    run_once(source, tmp_path / "whole")
    whole = contents(tmp_path / "whole")
    for n in range(1, 120):
        out, fault = tmp_path / f"out{n}", Fault(n, code)
        failed = fails(call, fault, AknConvertError, run_once, source, out)
        left = contents(out) if out.exists() else {}
        torn = [
            name
            for name, data in left.items()
            if name in whole and data != whole[name] and name.endswith((".xml", ".json"))
        ]
        assert torn == [], (call, n)
        run_once(source, out, resume=True)
        assert contents(out) == whole, (call, n)
        if fault.count < n:
            assert not failed
            return
    raise AssertionError("no run succeeded")


def first_that_goes_through(attempt: Callable[[int, Fault], bool], code: int, most: int = 200) -> int:
    """Try with the first call failing, the second ...; how many tries failed before one met no fault."""
    for n in range(1, most):
        fault = Fault(n, code)
        failed = attempt(n, fault)
        if fault.count < n:
            assert not failed
            return n - 1
    raise AssertionError("no run went through")


@pytest.mark.parametrize("form", ["jsonl", "csv", "sqlite"])
@pytest.mark.parametrize("call", [("open",), ("write",), ("flush",), ("fsync",), ("replace",)], ids="+".join)
def test_a_table_is_the_old_one_or_the_new_one(call: tuple[str, ...], form: str, tmp_path: Path) -> None:
    xml = convert(MEETING).xml
    assert xml is not None
    row = [(read_back(xml), Origin("a.xml"))]

    def export_to(folder: Path, documents: list[Any]) -> dict[str, bytes]:
        export(documents, form, folder / "t.sqlite" if form == "sqlite" else folder, ("speeches", "votings"))
        return contents(folder)

    old, new = export_to(tmp_path / "old", []), export_to(tmp_path / "new", row)
    assert old != new

    def attempt(n: int, fault: Fault) -> bool:
        folder = tmp_path / str(n)
        export_to(folder, [])
        failed = fails(call, fault, (AknConvertError, OSError), export_to, folder, row)
        left = contents(folder)
        assert left.keys() == new.keys() and all(left[name] in (old[name], new[name]) for name in left), (call, n)
        assert failed or left == new
        return failed

    first_that_goes_through(attempt, errno.ENOSPC)


@pytest.mark.parametrize(
    "call", [("rename",), *(pytest.param((c,), marks=pytest.mark.extras) for c in ("mkdir", "open"))]
)
def test_a_site_is_the_old_one_or_the_new_one(call: tuple[str, ...], tmp_path: Path) -> None:
    pytest.importorskip("jinja2")
    xml = convert(MEETING).xml
    assert xml is not None
    write_whole(tmp_path / "in" / "a.xml", xml)
    (tmp_path / "none").mkdir()
    build_site([tmp_path / "in"], tmp_path / "new")
    build_site([tmp_path / "none"], tmp_path / "old")
    old, new = contents(tmp_path / "old"), contents(tmp_path / "new")

    def attempt(n: int, fault: Fault) -> bool:
        place = tmp_path / f"{n}"
        shutil.copytree(tmp_path / "old", place / "out")
        failed = fails(call, fault, AknConvertError, build_site, [tmp_path / "in"], place / "out")
        assert [path.name for path in place.iterdir()] == ["out"], (call, n)
        assert contents(place / "out") == (old if failed else new), (call, n)
        return failed

    assert first_that_goes_through(attempt, errno.ENOSPC) > 1


COMMAND = [sys.executable, "-m", "akn_convert", "convert"]
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT)}


def documents(folder: Path, count: int) -> Path:
    for n in range(count):
        write_whole(folder / f"{n:03d}.txt", MEETING)
    return folder


@pytest.mark.extras
def test_two_runs_on_one_folder_leave_what_one_would(tmp_path: Path) -> None:
    source = documents(tmp_path / "in", 30)
    subprocess.run([*COMMAND, source, "-o", tmp_path / "one", "-q", "--jobs", "1"], env=ENVIRONMENT, check=True)
    two = [subprocess.Popen([*COMMAND, source, "-o", tmp_path / "two", "-q", "--jobs", "1"], env=ENVIRONMENT) for _ in "ab"]  # fmt: skip
    assert [process.wait(120) for process in two] == [0, 0]
    assert contents(tmp_path / "two") == contents(tmp_path / "one")


@pytest.mark.extras
@pytest.mark.parametrize("sign", [signal.SIGTERM, signal.SIGINT, signal.SIGKILL])
def test_a_run_stopped_in_the_middle_is_resumed_to_the_same_bytes(sign: int, tmp_path: Path) -> None:
    source = documents(tmp_path / "in", 30)
    subprocess.run([*COMMAND, source, "-o", tmp_path / "one", "-q", "--jobs", "1"], env=ENVIRONMENT, check=True)
    whole = contents(tmp_path / "one")
    for moment in (1, 8, 20):
        out = tmp_path / f"out{moment}"
        process = subprocess.Popen([*COMMAND, source, "-o", out, "-q", "--jobs", "1"], env=ENVIRONMENT)
        while process.poll() is None and len(list(out.rglob("*.xml"))) < moment:
            time.sleep(0.005)
        process.send_signal(sign)
        process.wait(60)
        assert [n for n, d in contents(out).items() if n.endswith(".xml") and d != whole[n]] == []
        subprocess.run([*COMMAND, source, "-o", out, "-q", "--jobs", "1", "--resume"], env=ENVIRONMENT, check=True)
        assert contents(out) == whole


@pytest.mark.extras
@pytest.mark.skipif(os.geteuid() != 0 or not shutil.which("unshare"), reason="needs root to mount a small disk")
def test_a_read_only_folder_is_one_line_and_exit_2(tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    documents(tmp_path / "in", 2)
    script = 'mount -t tmpfs tmpfs "$1" && echo whole > "$1"/000.xml && mount -o remount,ro "$1"; shift; "$@"; echo "exit $?"; cat "$DISK"/000.xml'  # fmt: skip
    command = ["unshare", "-m", "sh", "-c", script, "-", disk, *COMMAND, tmp_path / "in", "-o", disk, "-q"]
    done = subprocess.run(command, capture_output=True, text=True, env={**ENVIRONMENT, "DISK": str(disk)})
    assert done.stdout.splitlines() == ["exit 2", "whole"]
    assert "Read-only file system" in done.stderr and len(done.stderr.splitlines()) == 1


def test_a_link_or_a_pipe_among_the_inputs_is_not_followed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_whole(tmp_path / "secret.txt", MEETING)
    source = documents(tmp_path / "in", 1)
    (source / "link.txt").symlink_to(tmp_path / "secret.txt")
    os.mkfifo(source / "pipe.txt")
    assert main(["convert", str(source), "-o", str(tmp_path / "out"), "-q", "--jobs", "1", "--fail-on", "never"]) == 0
    rows = [json.loads(line) for line in (tmp_path / "out" / "manifest.jsonl").read_text().splitlines()]
    assert [row["source"] for row in rows] == ["000.txt"]


def test_no_symbol_leads_out_of_the_output_folder(tmp_path: Path) -> None:
    source = documents(tmp_path / "in", 1)
    main(["convert", str(source / "000.txt"), "-o", str(tmp_path / "out"), "-q", "--symbol", "../../../S/PV.1", "--fail-on", "never"])  # fmt: skip
    assert {p.name for p in tmp_path.iterdir()} <= {"in", "out"}
    assert not [p for p in tmp_path.rglob(f"{TEMPORARY}*")]
