"""A pool gives an answer for every item, in order, whatever an item does to the worker that has it.

Each worker is a process with a thread of ours that feeds it. A task that outlives its time is killed with its worker,
a worker that dies is replaced, and at most `ahead` items are under way or waiting to be yielded.
"""

from __future__ import annotations

import contextlib
import enum
import math
import os
import pickle
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Generator, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from akn_convert.files import Unwritable
from akn_convert.workers import nursery, worker
from akn_convert.workers.nursery import Maker, Process, WorkerFailed

LOOKS = 0.05  # seconds between looks at the clock


class Fate(enum.StrEnum):
    """What became of an item: it was done, raised, ran out of time or memory, or took its process with it."""

    DONE = "done"
    RAISED = "raised"
    TIMEOUT = "timeout"
    NO_MEMORY = "no-memory"
    CRASHED = "crashed"


@dataclass(frozen=True, slots=True)
class Limits:
    """How many processes; seconds for an item; bytes for a worker; None is without limit."""

    jobs: int
    timeout: float | None = None
    max_memory: int | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of one item; `detail` is the exception, or how the process ended."""

    item: Any
    fate: Fate
    value: Any = None
    detail: str = ""


def cores() -> int:
    """The cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _same(item: Any) -> Any:
    return item


def run(
    task: Callable[[Any], Any],
    items: Iterable[Any],
    limits: Limits,
    ahead: int | None = None,
    wire: Callable[[Any], Any] = _same,
) -> Generator[Answer, None, None]:
    """An answer for each item, in order; items are taken only as the answers are asked for, `ahead` of them at most.

    `task` must be picklable by name; it is given `wire(item)`. Raises Unwritable when a task says that outputs cannot
    be written, WorkerFailed when no worker comes up; closing the iterator ends the workers.
    """
    if limits == Limits(1):
        yield from (_here(task, item, wire) for item in items)
        return
    with contextlib.closing(_Pool(task, limits, wire)) as pool:
        yield from pool.answers(items, ahead or 16 * limits.jobs)


def _here(task: Callable[[Any], Any], item: Any, wire: Callable[[Any], Any]) -> Answer:
    """The answer of this process itself: for one job without limits, where nothing would have to be killed."""
    try:
        return Answer(item, Fate.DONE, task(wire(item)))
    except MemoryError:
        return Answer(item, Fate.NO_MEMORY)
    except Unwritable:
        raise
    except Exception as error:
        return Answer(item, Fate.RAISED, detail=f"{type(error).__name__}: {error}")


class _Pool:
    """The threads and their processes, the queue of items to do and the queue of answers."""

    def __init__(self, task: Callable[[Any], Any], limits: Limits, wire: Callable[[Any], Any]) -> None:
        self._wire = wire
        warm = pickle.dumps(getattr(task, "warm", None))
        setup = {"path": list(sys.path), "task": pickle.dumps(task), "warm": warm, "max_memory": limits.max_memory}
        self._maker = Maker(setup)
        self._todo: queue.SimpleQueue[tuple[int, Any] | None] = queue.SimpleQueue()
        self._done: queue.SimpleQueue[tuple[int, tuple[Fate, Any] | BaseException]] = queue.SimpleQueue()
        self._watch = _Watch()
        self._workers = [_Worker(self._maker, limits.timeout, self._watch) for _ in range(limits.jobs)]
        self._threads: list[threading.Thread] = []
        self._buried, self._over = threading.Semaphore(0), threading.Event()

    def answers(self, items: Iterable[Any], ahead: int) -> Iterator[Answer]:
        """The answers in the order of the items."""
        source = enumerate(items)
        waiting: dict[int, Any] = {}  # what was handed out and not yet yielded
        ready: dict[int, tuple[Fate, Any]] = {}
        while True:
            for index, item in islice(source, ahead - len(waiting)):
                waiting[index] = item
                self._hand_out(index, item)
            if not waiting:
                return
            index = next(iter(waiting))
            while index not in ready:
                ready.update([self._next_done()])
            yield _answer(waiting.pop(index), *ready.pop(index))

    def _hand_out(self, index: int, item: Any) -> None:
        """Queue an item; threads start as there is work for them."""
        self._todo.put((index, self._wire(item)))
        if len(self._threads) < len(self._workers):
            thread = threading.Thread(target=self._serve, args=(self._workers[len(self._threads)],), daemon=True)
            self._threads.append(thread)
            thread.start()

    def _next_done(self) -> tuple[int, tuple[Fate, Any]]:
        """Wait for the next answer, whichever item it belongs to; a failure of the environment is raised here."""
        while True:
            try:
                # With a timeout, so that Ctrl-C is heard on every system.
                index, answer = self._done.get(timeout=1.0)
            except queue.Empty:
                continue
            if isinstance(answer, BaseException):
                raise answer
            return index, answer

    def _serve(self, mine: _Worker) -> None:
        """One thread: an item from the queue to the worker, its answer to the other queue, until there is a None.

        The nursery ends with the thread that started it, so no thread ends before all workers are buried.
        """
        while (entry := self._todo.get()) is not None:
            index, item = entry
            try:
                self._done.put((index, mine.do(item)))
            except BaseException as error:
                self._done.put((index, error))
                break
        try:
            mine.bury()
        finally:
            self._buried.release()
            self._over.wait()

    def close(self) -> None:
        """End the workers, whatever they do, and their threads."""
        self._maker.hurry()
        for each in self._workers:
            each.kill()
        for _ in self._threads:
            self._todo.put(None)
        for _ in self._threads:
            self._buried.acquire()
        self._over.set()
        for thread in self._threads:
            thread.join()
        self._maker.close()
        self._watch.close()


def _answer(item: Any, fate: Fate, value: Any) -> Answer:
    """An answer as the caller sees it; results stay pickled until they are asked for, which keeps the wait small."""
    if fate is not Fate.DONE:
        return Answer(item, fate, detail=value)
    try:
        return Answer(item, fate, pickle.loads(value))
    except Exception as error:
        return Answer(item, Fate.RAISED, detail=f"{type(error).__name__}: {error}")


class _Worker:
    """One process at a time, started when first needed and again after it died."""

    def __init__(self, maker: Maker, timeout: float | None, watch: _Watch) -> None:
        self._maker, self._timeout, self._watch = maker, timeout, watch
        self._lock = threading.Lock()
        self._process: Process | None = None
        self._ended = False

    def do(self, item: Any) -> tuple[Fate, Any]:
        """Have an item done: its fate, with the pickled result or a word on what went wrong."""
        process = self._running()
        alarm = self._watch.set(process, math.inf if self._timeout is None else self._timeout)
        answer = _exchange(process, pickle.dumps(item, pickle.HIGHEST_PROTOCOL))
        rang = alarm.off()
        if answer is None or rang:
            self._discard(process)
        if answer is None:
            return (Fate.TIMEOUT, f"{self._timeout:g} s") if rang else (Fate.CRASHED, _ending(process))
        kind, value = answer
        if kind == worker.ENVIRONMENT:
            raise Unwritable(value)
        if kind == worker.NO_MEMORY and not rang:
            # What a task that ran out of memory leaves behind in its process is not worth trusting.
            self._discard(process)
        return Fate(kind), value

    def _running(self) -> Process:
        """The process, started if there is none."""
        with self._lock:
            if self._ended:
                raise WorkerFailed("the pool is closed")
            if self._process is not None:
                return self._process
            process = self._process = self._maker.process()
        alarm = self._watch.set(process, nursery.STARTUP)
        answer = _exchange(process, self._maker.setup)
        if alarm.off() or answer is None or answer[0] != worker.READY:
            self._discard(process)
            said = answer[1] if answer else _ending(process)
            raise WorkerFailed(f"a worker process could not be started: {said}")
        return process

    def _discard(self, process: Process) -> None:
        """Kill a process and forget it."""
        with self._lock:
            self._process = None
        _kill(process)

    def kill(self) -> None:
        """Kill the process, if any, and start no other; from any thread."""
        with self._lock:
            self._ended = True
            if self._process is not None:
                self._process.kill()

    def bury(self) -> None:
        """Kill the process and clear up after it; from the thread that feeds it."""
        self.kill()
        if self._process is not None:
            self._discard(self._process)


class _Alarm:
    """Kills a process after a time unless it is switched off before."""

    __slots__ = ("_lock", "_off", "_process", "_rang", "_when")

    def __init__(self, process: Process, seconds: float) -> None:
        self._process = process
        self._when = time.monotonic() + seconds
        self._lock, self._off, self._rang = threading.Lock(), False, False

    def ring(self, now: float) -> None:
        """Kill the process if its time is over."""
        with self._lock:
            if now >= self._when and not self._off and not self._rang:
                self._rang = True
                self._process.kill()

    def off(self) -> bool:
        """Switch the alarm off; whether it rang."""
        with self._lock:
            self._off = True
        return self._rang


class _Watch:
    """One thread that looks at all alarms every now and then; a thread for each would cost more than a short document."""

    def __init__(self) -> None:
        self._alarms: dict[int, _Alarm] = {}  # by the thread that set it
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)
        self._thread.start()

    def set(self, process: Process, seconds: float) -> _Alarm:
        """An alarm for the calling thread, in the place of its last one."""
        alarm = self._alarms[threading.get_ident()] = _Alarm(process, seconds)
        return alarm

    def _look(self) -> None:
        while not self._ended.wait(LOOKS):
            for alarm in list(self._alarms.values()):
                alarm.ring(time.monotonic())

    def close(self) -> None:
        """End the thread."""
        self._ended.set()
        self._thread.join()


def _exchange(process: Process, frame: bytes) -> tuple[str, Any] | None:
    """Send a frame and wait for the answer; None where the process died first."""
    assert process.stdin is not None and process.stdout is not None
    with contextlib.suppress(OSError):
        worker.send(process.stdin, frame)
        answer = worker.receive(process.stdout)
        if answer is not None:
            return pickle.loads(answer)  # type: ignore[no-any-return]
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(2.0)  # its own exit code is wanted, not that of our kill
    return None


def _kill(process: Process) -> None:
    """Kill, reap and close the pipes."""
    process.kill()
    process.wait()
    for pipe in (process.stdin, process.stdout):
        if pipe is not None:
            with contextlib.suppress(OSError):
                pipe.close()


def _ending(process: Process) -> str:
    """How a process ended, in words."""
    import signal

    code = process.returncode
    if code is None or code >= 0:
        return f"exit code {code}"
    try:
        return signal.Signals(-code).name
    except ValueError:
        return f"signal {-code}"
