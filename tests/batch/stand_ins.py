"""Tasks that misbehave on demand; workers import them by name."""

import os
import re
import signal
import time
from collections.abc import Callable
from typing import Any, NoReturn

from akn_convert.files import Unwritable


def _raise() -> NoReturn:
    raise ValueError("a sentence")


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
    "sleep": lambda: time.sleep(600),
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
