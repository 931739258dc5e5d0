"""Workers that are forked from one warm process are as safe to lose as interpreters of their own."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

import akn_convert
from akn_convert.workers import nursery
from akn_convert.workers.pool import Fate, Limits, run

HERE = Path(__file__).parents[1] / "batch"  # stand_ins.py is there
ROOT = Path(akn_convert.__file__).parents[1]
pytestmark = pytest.mark.skipif(not nursery.POSSIBLE, reason="nurseries are for Linux")


@pytest.fixture
def misbehave(monkeypatch: pytest.MonkeyPatch) -> object:
    monkeypatch.syspath_prepend(str(HERE))
    from stand_ins import misbehave

    return misbehave


def parent_of(pid: int) -> int:
    return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])


def script(body: str) -> subprocess.CompletedProcess[str]:
    """Run a script that is a process of its own, as the command is."""
    head = f"import sys\nsys.path[:0] = {[str(HERE), str(ROOT)]!r}\n"
    return subprocess.run([sys.executable, "-c", head + body], capture_output=True, text=True, timeout=60)


BAD = ["raise", "loop", "eat", "exit", "sigkill", "print"]
FATES = """
import json
from stand_ins import misbehave
from akn_convert.workers import nursery
from akn_convert.workers.pool import Limits, run
with nursery.begun(None, alone=True):
    answers = run(misbehave, {items!r}, Limits(2, 1.0, 200 << 20))
    print(json.dumps([[a.item, a.fate, a.value, a.detail] for a in answers]))
"""


def test_bad_items_have_their_fates_in_forks_of_the_command_too():
    items = [item for bad in BAD for item in (bad, f"after {bad}")]
    done = script(FATES.format(items=items))
    told = {item: (fate, value, detail) for item, fate, value, detail in json.loads(done.stdout)}
    assert list(told) == items
    assert [told[f"after {bad}"][:2] for bad in BAD] == [(Fate.DONE, f"AFTER {bad.upper()}") for bad in BAD]
    assert [told[bad][0] for bad in BAD] == [
        Fate.RAISED, Fate.TIMEOUT, Fate.NO_MEMORY, Fate.CRASHED, Fate.CRASHED, Fate.DONE
    ]  # fmt: skip
    assert (told["exit"][2], told["sigkill"][2]) == ("exit code 3", "SIGKILL")


def test_a_worker_that_replaces_another_is_a_child_of_the_same_nursery(misbehave):
    answers = run(misbehave, ["pid", "exit", "pid"], Limits(1, timeout=60), ahead=1)
    first = next(answers).value
    nursery_of_first = parent_of(first)
    assert next(answers).fate is Fate.CRASHED
    second = next(answers).value
    assert second != first
    assert parent_of(second) == nursery_of_first != os.getpid()
    answers.close()


def ends(pid: int) -> bool:
    """Whether a process ends within ten seconds."""
    for _ in range(1000):
        try:
            if Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z":
                return True
        except FileNotFoundError:
            return True
        time.sleep(0.01)
    return False


def test_a_nursery_that_is_killed_costs_what_was_under_way_and_no_more(misbehave):
    answers = run(misbehave, ["pid", *map(str, range(20)), "pid"], Limits(1, timeout=60), ahead=4)
    first = next(answers).value
    os.kill(parent_of(first), signal.SIGKILL)
    assert ends(first)
    *rest, last = list(answers)
    assert [answer.fate for answer in rest].count(Fate.CRASHED) == 1
    assert [answer.fate for answer in rest].count(Fate.DONE) == 19
    assert last.value != first


CLOSED = """
import _thread, threading, time
from stand_ins import Sleeper
from akn_convert.workers.pool import Limits, run
answers = run(Sleeper(), iter(["a", "b"]), Limits(1, 60.0))
started = time.monotonic()
threading.Timer(0.3, _thread.interrupt_main).start()
try:
    next(answers)
except KeyboardInterrupt:
    answers.close()
    print(time.monotonic() - started < 10)
"""


def test_an_interruption_while_the_nursery_warms_up_is_heard_at_once():
    done = script(CLOSED)
    assert done.stdout == "True\n", done.stderr


LOCK = """
import fcntl, os
from akn_convert.workers import nursery
held = open({path!r}, "w")
fcntl.flock(held, fcntl.LOCK_EX)
with nursery.begun(None, alone=True):
    nursery._begun[0].worker().kill()  # it answers, so it has let go
    held.close()
    with open({path!r}) as again:
        fcntl.flock(again, fcntl.LOCK_EX | fcntl.LOCK_NB)
    print("free")
"""


def test_a_fork_of_the_command_holds_none_of_its_files(tmp_path):
    done = script(LOCK.format(path=str(tmp_path / "held")))
    assert done.stdout == "free\n", done.stderr


def test_a_nursery_that_nobody_needed_is_gone_with_the_command(tmp_path):
    (tmp_path / "a.txt").write_text("x")
    command = [sys.executable, "-m", "akn_convert", "convert", str(tmp_path / "a.txt"), "-o", str(tmp_path / "out")]
    with subprocess.Popen(
        [*command, "--date", "yesterday"], env={**os.environ, "PYTHONPATH": str(ROOT)}, stderr=subprocess.PIPE,
        start_new_session=True,
    ) as process:  # fmt: skip
        _, told = process.communicate(timeout=30)
    assert (process.returncode, b"is not a date" in told) == (2, True)
    with pytest.raises(ProcessLookupError):
        os.killpg(process.pid, 0)
