"""Every item gets its answer, in order, and only the guilty one suffers."""

import itertools
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

import akn_convert
from akn_convert.files import Unwritable
from akn_convert.workers.pool import Fate, Limits, WorkerFailed, run

HERE = Path(__file__).parents[1] / "batch"  # stand_ins.py is there
ROOT = Path(akn_convert.__file__).parents[1]


@pytest.fixture
def misbehave(monkeypatch: pytest.MonkeyPatch) -> object:
    monkeypatch.syspath_prepend(str(HERE))
    from stand_ins import misbehave

    return misbehave


TAMED = Limits(jobs=2, timeout=1.0, max_memory=200 << 20)


def test_every_bad_item_has_its_fate_and_all_others_their_result(misbehave):
    bad = {
        "raise": Fate.RAISED,
        "sleep": Fate.TIMEOUT,
        "regex": Fate.TIMEOUT,
        "eat": Fate.NO_MEMORY,
        "exit": Fate.CRASHED,
        "sigkill": Fate.CRASHED,
        "unpicklable": Fate.RAISED,
    }
    items = [item for name in bad for item in (f"before {name}", name, f"after {name}")]
    answers = list(run(misbehave, items, TAMED))
    assert [answer.item for answer in answers] == items
    assert {a.item: a.fate for a in answers if a.fate is not Fate.DONE} == bad
    assert all(a.value == a.item.upper() for a in answers if a.fate is Fate.DONE)
    details = {a.item: a.detail for a in answers}
    assert details["raise"] == "ValueError: a sentence"
    assert (details["exit"], details["sigkill"], details["sleep"]) == ("exit code 3", "SIGKILL", "1 s")


def test_what_a_task_prints_does_not_disturb_the_answers(misbehave):
    assert [a.value for a in run(misbehave, ["print", "x"], TAMED)] == ["PRINT", "X"]


def test_large_results_come_through(misbehave):
    assert [len(a.value) for a in run(misbehave, ["big"] * 3, TAMED)] == [5_000_000] * 3


def test_two_jobs_are_two_processes_and_neither_is_ours(misbehave):
    pids = {a.value for a in run(misbehave, ["pid"] * 200, Limits(2, timeout=60))}
    assert len(pids) == 2
    assert os.getpid() not in pids


def test_one_job_without_limits_needs_no_process(misbehave):
    answers = list(run(misbehave, ["pid", "raise", "x"], Limits(1)))
    assert [a.value for a in answers] == [os.getpid(), None, "X"]
    assert answers[1].detail == "ValueError: a sentence"


def test_items_are_taken_only_a_little_ahead_of_the_answers(misbehave):
    taken = itertools.count()

    def endless() -> Iterator[str]:
        for number in taken:
            yield f"item {number}"

    answers = run(misbehave, endless(), TAMED, ahead=10)
    for number in range(25):
        assert next(answers).value == f"ITEM {number}"
    answers.close()
    assert next(taken) <= 35


def test_a_full_disk_stops_the_run(misbehave):
    with pytest.raises(Unwritable, match="no space left"):
        list(run(misbehave, ["a", "full", "b"], TAMED))


def test_a_task_that_workers_cannot_import_is_said_at_once():
    import stand_ins_that_only_this_process_has as missing

    with pytest.raises(WorkerFailed, match="could not be started"):
        list(run(missing.task, ["a"], TAMED))


@pytest.fixture(autouse=True)
def a_module_of_this_process_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    import types

    module = types.ModuleType("stand_ins_that_only_this_process_has")
    exec("def task(item): return item", module.__dict__)
    monkeypatch.setitem(sys.modules, module.__name__, module)


def test_closing_early_leaves_no_process_and_no_thread(misbehave):
    before = threading.active_count()
    answers = run(misbehave, ["pid", "sleep", "sleep"], Limits(2, timeout=60))
    pid = next(answers).value
    started = time.monotonic()
    answers.close()
    assert time.monotonic() - started < 5
    assert threading.active_count() == before
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


SCRIPT = """
import sys
sys.path[:0] = {paths!r}
from stand_ins import misbehave
from akn_convert.workers.pool import Limits, run
for answer in run(misbehave, ["pid", "loop", "loop"], Limits(2, timeout=60)):
    print(answer.value, flush=True)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="the kernel ends workers with their parent on Linux only")
def test_workers_die_with_a_parent_that_is_killed_even_in_an_endless_loop():
    with subprocess.Popen(
        [sys.executable, "-c", SCRIPT.format(paths=[str(HERE), str(ROOT)])], stdout=subprocess.PIPE, text=True
    ) as parent:
        assert parent.stdout is not None
        worker = int(parent.stdout.readline())
        parent.kill()
    assert _is_gone(worker)


def test_a_script_without_a_main_guard_works(tmp_path):
    script = tmp_path / "script.py"
    script.write_text(SCRIPT.format(paths=[str(HERE), str(ROOT)]).replace('"loop", "loop"', '"a", "b"'))
    done = subprocess.run([sys.executable, str(script)], capture_output=True, text=True, timeout=60)
    assert done.stdout.split()[1:] == ["A", "B"], done.stderr


def test_ctrl_c_ends_the_run_and_the_workers():
    import signal

    with subprocess.Popen(
        [sys.executable, "-c", SCRIPT.format(paths=[str(HERE), str(ROOT)])],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as parent:
        assert parent.stdout is not None and parent.stderr is not None
        worker = int(parent.stdout.readline())
        os.killpg(parent.pid, signal.SIGINT)
        words = parent.stderr.read()
        parent.wait(10)
    assert words.count("Traceback") == 1, words
    assert words.rstrip().endswith("KeyboardInterrupt")
    assert _is_gone(worker)


def _is_gone(pid: int) -> bool:
    """Whether a process ends within five seconds."""
    for _ in range(50):
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return True
        if Path(f"/proc/{pid}/stat").exists() and Path(f"/proc/{pid}/stat").read_text().split()[2] == "Z":
            return True
        time.sleep(0.1)
    return False
