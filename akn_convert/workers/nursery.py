"""A nursery is a process that has loaded what every conversion needs; workers are forked from it, warm.

So what is dear (imports, compiling the schema) is paid once, and a worker that died is replaced in milliseconds. The
nursery has one thread and does nothing else, which is what makes forking it safe; workers are its children, and it
tells how they ended. It is a new interpreter, or, for the command, which is small and has no thread either, a fork of
the command itself. Linux only: elsewhere each worker is an interpreter of its own.
"""

from __future__ import annotations

import contextlib
import gc
import os
import pickle
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any, NoReturn

from akn_convert.errors import AknConvertError
from akn_convert.workers import worker

POSSIBLE = sys.platform == "linux" and os.path.isdir("/proc/self/task")
STARTUP = 120.0  # seconds; a process that has not come up by then never will
# Requests and replies are a packet each; the first has the import path in it.
LONGEST = 1 << 18
_LOOKS = 0.002  # seconds between looks at a process that is about to end

Warm = Callable[[], None] | None


class Nursery:
    """The nursery as the pool sees it; its methods may be called from any thread."""

    def __init__(self, process: subprocess.Popen[bytes] | Fork, control: socket.socket, warm: bytes) -> None:
        self._process, self._control = process, control
        self._lock = threading.Lock()
        self._warm = False
        control.settimeout(STARTUP)
        control.send(pickle.dumps((list(sys.path), warm)))

    @classmethod
    def started(cls, warm: bytes) -> Nursery:
        """A nursery that is a new interpreter; it ends with the thread that calls this."""
        ours, theirs = _pair()
        code = f"import sys; sys.path[:] = {sys.path!r}; from akn_convert.workers.nursery import main; main(*{{}})"
        arguments = (theirs.fileno(), os.getpid())
        with theirs:
            process = subprocess.Popen([sys.executable, "-c", code.format(arguments)], pass_fds=[theirs.fileno()])
        return cls(process, ours, warm)

    @classmethod
    def forked(cls, warm: bytes) -> Nursery:
        """A nursery that is a fork of this process, which must have no other thread."""
        ours, theirs = _pair()
        parent = os.getpid()
        signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT])
        try:
            pid = os.fork()
            if not pid:
                _be(lambda: _tend_fork(theirs, parent))
        finally:
            signal.pthread_sigmask(signal.SIG_UNBLOCK, [signal.SIGINT])
        theirs.close()
        return cls(Fork(pid), ours, warm)

    def worker(self) -> Worker:
        """A new worker; OSError where the nursery is gone, RuntimeError where it could not warm up."""
        ours, theirs = socket.socketpair()
        with theirs:
            try:
                pid, told = self._ask(b"start", [theirs.fileno()])
            except BaseException:
                ours.close()
                raise
        self._warm = True
        if not pid:
            ours.close()
            raise RuntimeError(told)
        return Worker(self, pid, ours)

    def ended(self, pid: int, seconds: float) -> int | None:
        """How a worker ended, once it does: as `subprocess` tells it; None where it still runs after so many seconds."""
        try:
            code: int | None = self._ask(b"wait %d %f" % (pid, seconds))[0]
        except OSError:
            return -signal.SIGKILL  # workers end with their nursery
        return code

    def _ask(self, request: bytes, files: list[int] | None = None) -> Any:
        with self._lock:
            try:
                socket.send_fds(self._control, [request], files or [])
                reply = self._control.recv(LONGEST)
            except OSError:
                self._control.close()  # a reply that comes late would be taken for that to the next request
                raise
        if not reply:
            raise ConnectionResetError("the process that starts workers has ended")
        return pickle.loads(reply)

    def hurry(self) -> None:
        """End it if it still warms up, so that nobody need wait for that."""
        if not self._warm:
            self._process.kill()

    def close(self) -> None:
        """End the nursery, and with it every worker."""
        self._process.kill()
        self._process.wait()
        self._control.close()


class Fork:
    """A child of ours that was forked, with the two methods of Popen that are needed."""

    def __init__(self, pid: int) -> None:
        self._pid = pid

    def kill(self) -> None:
        """Kill it."""
        os.kill(self._pid, signal.SIGKILL)

    def wait(self) -> None:
        """Reap it."""
        os.waitpid(self._pid, 0)


class Worker:
    """A worker as the pool sees it: what it needs of `subprocess.Popen`."""

    def __init__(self, nursery: Nursery, pid: int, channel: socket.socket) -> None:
        self.stdin, self.stdout = channel.makefile("wb"), channel.makefile("rb")
        channel.close()  # it is open while one of the files is
        self.returncode: int | None = None
        self._nursery, self._pid = nursery, pid

    def kill(self) -> None:
        """Kill it, unless it is known to have ended: until then the number is its own, since nobody reaps it."""
        if self.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                os.kill(self._pid, signal.SIGKILL)

    def wait(self, timeout: float = STARTUP) -> int:
        """How it ended; subprocess.TimeoutExpired where it does not."""
        if self.returncode is None:
            self.returncode = self._nursery.ended(self._pid, timeout)
        if self.returncode is None:
            raise subprocess.TimeoutExpired("worker", timeout)
        return self.returncode


# --- for the pool -------------------------------------------------------------------------------------------------


class WorkerFailed(AknConvertError, RuntimeError):
    """A worker could not be started: what it said."""


Process = subprocess.Popen[bytes] | Worker


class Maker:
    """Starts processes: forks of one nursery where there can be one, else interpreters of their own."""

    def __init__(self, setup: dict[str, Any]) -> None:
        self.setup = pickle.dumps(setup)
        self._warm: bytes = setup["warm"]
        self._lock = threading.Lock()
        self._nursery: Nursery | None = None
        self._ended = False

    def process(self) -> Process:
        """A new worker process, which waits for the setup."""
        if not POSSIBLE:
            return _interpreter()
        with self._lock:
            try:
                return self._worker()
            except OSError:  # the system may have ended the nursery, where memory was short
                self._forget()
            if self._ended:
                raise WorkerFailed("the pool is closed")
            try:
                return self._worker()
            except OSError as error:
                raise WorkerFailed(f"a worker process could not be started: {error}") from error

    def _worker(self) -> Worker:
        if self._nursery is None:
            self._nursery = taken(self._warm)
        try:
            return self._nursery.worker()
        except RuntimeError as error:
            raise WorkerFailed(f"a worker process could not be started: {error}") from error

    def _forget(self) -> None:
        if self._nursery is not None:
            self._nursery.close()
            self._nursery = None

    def hurry(self) -> None:
        """No process is wanted any more: let nobody wait for one."""
        self._ended = True
        if self._nursery is not None:
            self._nursery.hurry()

    def close(self) -> None:
        """End the nursery; no worker may be wanted any more."""
        with self._lock:
            self._forget()


def _interpreter() -> subprocess.Popen[bytes]:
    """A worker that is a new interpreter; -c and not -m, so that it starts without a second copy of the module."""
    code = f"import sys; sys.path[:] = {sys.path!r}; from akn_convert.workers.worker import main; main({os.getpid()})"
    return subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE)


# --- the command's own --------------------------------------------------------------------------------------------

_begun: list[Nursery] = []


@contextlib.contextmanager
def begun(warm: Warm, alone: bool) -> Iterator[None]:
    """Within this, a nursery warms up that the next pool takes; `alone` says that this process is the command's own.

    It is a fork of this process, so what is imported here need not be imported there.
    """
    if alone and POSSIBLE and len(os.listdir("/proc/self/task")) == 1:
        _begun.append(Nursery.forked(pickle.dumps(warm)))
    try:
        yield
    finally:
        while _begun:
            _begun.pop().close()


def taken(warm: bytes) -> Nursery:
    """The nursery that has begun, else a new one; the caller closes it."""
    return _begun.pop() if _begun else Nursery.started(warm)


# --- in the nursery -----------------------------------------------------------------------------------------------


def _pair() -> tuple[socket.socket, socket.socket]:
    """Two ends of a channel that keeps packets apart."""
    return socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)


def main(control: int, parent: int) -> None:
    """The whole life of a nursery that is a new interpreter."""
    _be(lambda: _tend(socket.socket(fileno=control), parent))


def _be(what: Callable[[], None]) -> NoReturn:
    """Live that life in this process and end it: nothing of what it is a fork of runs on, or is cleared up."""
    code = 1
    try:
        what()
        code = 0
    except SystemExit as leave:
        code = leave.code if isinstance(leave.code, int) else 1
    except BaseException:
        sys.excepthook(*sys.exc_info())
    finally:
        with contextlib.suppress(Exception):
            sys.stdout.flush()
            sys.stderr.flush()
        os._exit(code & 0xFF)


def _tend_fork(control: socket.socket, parent: int) -> None:
    """Be a nursery that is a fork: let go of the files of the process that it is a fork of."""
    gc.freeze()  # what was made before stays as it is, so that no clearing up of it happens here
    for name in os.listdir("/proc/self/fd"):
        if int(name) > 2 and int(name) != control.fileno():
            with contextlib.suppress(OSError):
                os.close(int(name))
    _tend(control, parent)


def _tend(control: socket.socket, parent: int) -> None:
    """Warm up, then start workers and tell of their ends until the parent closes the control."""
    worker.leave_standard_files()
    signal.pthread_sigmask(signal.SIG_UNBLOCK, [signal.SIGINT])
    worker.die_with(parent)
    path, warm = pickle.loads(control.recv(LONGEST))
    sys.path[:] = path
    failure = _warmed(warm)
    while True:
        request, files, _, _ = socket.recv_fds(control, 64, 1)
        if not request:
            return
        if not files:
            _, pid, seconds = request.split()
            reply: tuple[int | None, str] = (_ended(int(pid), float(seconds)), "")
        else:
            reply = (0, failure) if failure else (_start(control, files[0]), "")
            os.close(files[0])
        control.send(pickle.dumps(reply))


def _warmed(pickled: bytes) -> str:
    """Load what every conversion needs; what went wrong, "" where nothing did.

    What is loaded is there to stay: the garbage collector, which would write to each of its pages, leaves it alone.
    """
    gc.disable()
    try:
        warm: Warm = pickle.loads(pickled)
        if warm is not None:
            warm()
    except Exception as error:
        return f"{type(error).__name__}: {error}"
    finally:
        gc.freeze()
        gc.enable()
    return ""


def _start(control: socket.socket, channel: int) -> int:
    """Fork a worker that serves a channel; its process id."""
    nursery = os.getpid()
    pid = os.fork()
    if not pid:
        control.close()
        _be(lambda: _work(channel, nursery))
    return pid


def _work(channel: int, nursery: int) -> None:
    worker.die_with(nursery)
    with socket.socket(fileno=channel) as both:
        worker.serve(both.makefile("rb"), both.makefile("wb"))


def _ended(pid: int, seconds: float) -> int | None:
    """Reap a worker, waiting so long for it; its exit code, or less than 0 the signal that ended it."""
    deadline = time.monotonic() + seconds
    while True:
        done, status = os.waitpid(pid, os.WNOHANG)
        if done:
            return os.waitstatus_to_exitcode(status)
        if time.monotonic() > deadline:
            return None
        time.sleep(_LOOKS)
