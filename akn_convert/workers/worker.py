"""A worker is a process that does one task after another: a frame on one channel, its answer on another.

It comes from a nursery (`workers.nursery`) or is an interpreter of its own, never a fork of the caller's process or an
import of the caller's script, so that it works the same from a script without a main guard, a notebook, a thread, a
Spark task and every start method. A frame is eight bytes of length and a pickle. The first frame holds the task and
the limits; then each frame is an item. Where a task has a function `warm`, it was called before the first item, so
that the first one's time is its own.
"""

from __future__ import annotations

import os
import pickle
import signal
import struct
import sys
from collections.abc import Callable
from typing import IO, Any

HEADER = struct.Struct(">Q")

# What an answer begins with.
READY, DONE, RAISED, NO_MEMORY, ENVIRONMENT = "ready", "done", "raised", "no-memory", "environment"


def send(pipe: IO[bytes], frame: bytes) -> None:
    """Write one frame."""
    pipe.write(HEADER.pack(len(frame)))
    pipe.write(frame)
    pipe.flush()


def receive(pipe: IO[bytes]) -> bytes | None:
    """Read one frame; None at the end of the stream, also in the middle of a frame."""
    header = pipe.read(HEADER.size)
    if len(header) < HEADER.size:
        return None
    (length,) = HEADER.unpack(header)
    frame = pipe.read(length)
    return frame if len(frame) == length else None


def main(parent: int) -> None:
    """Serve on the standard input and output; `parent` is the id of the process that started this one."""
    die_with(parent)
    requests, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    leave_standard_files()
    serve(requests, answers)


def serve(requests: IO[bytes], answers: IO[bytes]) -> None:
    """Answer each frame until there are no more."""
    first = receive(requests)
    if first is None:
        return
    setup: dict[str, Any] = pickle.loads(first)
    sys.path[:] = setup["path"]
    try:
        task = pickle.loads(setup["task"])
        if warm := pickle.loads(setup["warm"]):
            warm()
        _limit_memory(setup["max_memory"])
    except Exception as error:
        send(answers, pickle.dumps((RAISED, f"{type(error).__name__}: {error}")))
        return
    send(answers, pickle.dumps((READY, "")))
    try:
        while (frame := receive(requests)) is not None:
            send(answers, _answer(task, frame))
    except MemoryError:
        send(answers, pickle.dumps((NO_MEMORY, "")))


def leave_standard_files() -> None:
    """Read nothing from the standard input, print to standard error alone, leave Ctrl-C to the parent."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    with open(os.devnull, "rb") as nothing:
        os.dup2(nothing.fileno(), 0)
    os.dup2(2, 1)


def die_with(parent: int) -> None:
    """On Linux, have the kernel end this process with its parent, even in the middle of an endless loop.

    Elsewhere a worker ends when it next reads and finds the pipe closed.
    """
    if sys.platform == "linux":
        import ctypes

        set_parent_death_signal = 1
        ctypes.CDLL(None).prctl(set_parent_death_signal, signal.SIGKILL)
        if os.getppid() != parent:
            sys.exit(1)


def _limit_memory(limit: int | None) -> None:
    """Have the kernel refuse memory beyond `limit` bytes, where it can (Linux counts what a process may write to).

    Not the address space: pdfium and threads reserve gigabytes of it that they never touch.
    """
    if limit is not None and sys.platform == "linux":
        import resource

        _, hard = resource.getrlimit(resource.RLIMIT_DATA)
        limit = limit if hard == resource.RLIM_INFINITY else min(limit, hard)
        resource.setrlimit(resource.RLIMIT_DATA, (limit, limit))


def _answer(task: Callable[[Any], Any], frame: bytes) -> bytes:
    """The pickled answer to one item; whatever is raised becomes an answer."""
    from akn_convert.files import Unwritable

    try:
        result = task(pickle.loads(frame))
        return pickle.dumps((DONE, pickle.dumps(result, pickle.HIGHEST_PROTOCOL)))
    except MemoryError:
        return pickle.dumps((NO_MEMORY, ""))
    except Unwritable as error:
        return pickle.dumps((ENVIRONMENT, str(error)))
    except Exception as error:
        return pickle.dumps((RAISED, f"{type(error).__name__}: {error}"))
