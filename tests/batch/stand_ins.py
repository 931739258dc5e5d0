"""Tasks and converters that misbehave on demand; workers import them by name."""

import os
import re
import signal
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NoReturn

from akn_convert.files import Unwritable
from akn_convert.findings import Finding, finding


def _raise() -> NoReturn:
    raise ValueError("a sentence")


def _sleep() -> None:
    time.sleep(600)


def _loop() -> NoReturn:
    while True:
        pass


def _eat() -> NoReturn:
    hoard = []
    while True:
        hoard.append(bytes(16 << 20))


def _print() -> str:
    print("something on standard output")
    os.write(1, b"and past Python\n")
    return "PRINT"


def _full() -> NoReturn:
    raise Unwritable("no space left")


DEEDS: dict[str, Callable[[], Any]] = {
    "raise": _raise,
    "sleep": _sleep,
    "loop": _loop,
    # Holds the interpreter's lock for years.
    "regex": lambda: re.match(r"(a*)*b", "a" * 60),
    "eat": _eat,
    "exit": lambda: os._exit(3),
    "sigkill": lambda: os.kill(os.getpid(), signal.SIGKILL),
    "unpicklable": lambda: lambda: None,
    "print": _print,
    "full": _full,
    "pid": os.getpid,
    "big": lambda: bytes(5_000_000),
}


def misbehave(item: str) -> Any:
    """Do what the item says; any other item comes back in capitals."""
    return DEEDS[item]() if item in DEEDS else item.upper()


class Sleeper:
    """A task that takes its time to warm up."""

    warm = staticmethod(_sleep)

    def __call__(self, item: str) -> str:
        return item


@dataclass
class Pressed:
    """What a conversion has, as far as a batch looks."""

    xml: bytes | None
    findings: tuple[Finding, ...] = ()
    report: dict[str, Any] = field(default_factory=dict)


def press(source: bytes, *, filename: str | None = None, **options: Any) -> Pressed:
    """A quick converter: poison does its deed, "no record" fails, the rest becomes XML of a kind."""
    if os.environ.get("PRESS_LOG"):
        with open(os.environ["PRESS_LOG"], "a") as log:
            log.write(f"{filename}\n")
    time.sleep(float(os.environ.get("PRESS_SECONDS", "0")))
    _take_poison(source)
    report = {"source": filename, "symbol": "S/PV.1", "options": options}
    if source.startswith(b"no record"):
        return Pressed(None, (finding("unknown-format", formats="text", filename=filename),), report)
    return Pressed(b"<x>%s</x>" % source * 20, (), report)


def convert_or_suffer(source: bytes, **options: Any) -> Any:
    """The real converter, with poison."""
    from akn_convert.line import convert

    _take_poison(source)
    return convert(source, **options)


def _take_poison(source: bytes) -> None:
    if source.startswith(b"POISON "):
        DEEDS[source.split()[1].decode()]()


def run_archive(
    source: str, out: str, jobs: int, resume: bool = False, timeout: float = 30.0, **more: Any
) -> list[Any]:
    """Convert a folder by `press`; the rows."""
    from akn_convert.batch import archive
    from akn_convert.batch.inputs import Inputs
    from akn_convert.workers.pool import Limits

    settings = archive.Settings(out, more.pop("options", {}), **more)
    limits = Limits(jobs, timeout, 300 << 20)
    return [result.row for result in archive.run(Inputs([source]), settings, limits, resume, converter=press)]


def tree(folder: Path) -> dict[str, bytes]:
    """Everything in a folder, hidden files too."""
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}
