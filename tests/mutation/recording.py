"""Which test runs which line: each test is run once, alone, with every cache emptied before it.

The record is kept under build/mutation and taken again for the files of tests that changed, or for all of them when the
package did.
"""

from __future__ import annotations

import functools
import hashlib
import json
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from types import CodeType, FrameType
from typing import Any, NamedTuple

import pytest


class Test(NamedTuple):
    """A test by its node id: how long it takes (seconds of the processor), and the lines it runs of each file, as bits."""

    name: str
    seconds: float
    lines: Mapping[str, int]

    def runs(self, file: str, first: int, last: int) -> bool:
        """Whether it runs one of the lines from the first to the last of a file."""
        return bool(self.lines.get(file, 0) >> first & ((1 << (last - first + 1)) - 1))


def focused(tests: Iterable[Test], file: str) -> list[Test]:
    """The tests of the file's own room first, of them those that are quick and run little of it: they tell most."""
    room = f"tests/{Path(file).parts[1]}/" if len(Path(file).parts) > 2 else "tests/core/"
    return sorted(
        tests,
        key=lambda test: (not test.name.startswith(room), test.seconds * (1 + test.lines.get(file, 0).bit_count())),
    )


def passes(item: pytest.Item) -> bool:
    """Whether a test passes, set up and torn down by itself; one that is skipped passes."""
    from _pytest.runner import runtestprotocol

    return not any(report.failed for report in runtestprotocol(item, log=False, nextitem=None))


def empty_caches(names: Iterable[str]) -> None:
    """Forget what functions of these modules remember."""
    for name in names:
        for value in list(vars(sys.modules[name]).values()):
            if isinstance(value, functools._lru_cache_wrapper):
                value.cache_clear()


class Recorder:
    """The lines of some files that run while it is on."""

    def __init__(self, files: Mapping[str, str]) -> None:
        """`files` are names in the record by the paths that code objects have."""
        self._files = files
        self._left: dict[int, set[int]] = {}
        self._codes: dict[int, CodeType] = {}

    def record(self, run: Callable[[], bool]) -> tuple[bool, dict[str, int]]:
        """What `run` gives, and the lines that ran, as bits by file."""
        self._left.clear()
        threading.settrace(self._called)
        sys.settrace(self._called)
        try:
            result = run()
        finally:
            sys.settrace(None)
            threading.settrace(None)  # type: ignore[arg-type]
        lines: dict[str, int] = {}
        for key, left in self._left.items():
            code = self._codes[key]
            bits = sum(1 << line for line in _lines(code) - left)
            name = self._files[code.co_filename]
            lines[name] = lines.get(name, 0) | bits
        return result, lines

    def _called(self, frame: FrameType, event: str, argument: Any) -> Any:
        code = frame.f_code
        if code.co_filename not in self._files:
            return None
        key = id(code)
        left = self._left.get(key)
        if left is None:
            self._codes[key] = code
            left = self._left[key] = _lines(code)
        left.discard(frame.f_lineno)
        return self._stepped if left else None

    def _stepped(self, frame: FrameType, event: str, argument: Any) -> Any:
        left = self._left[id(frame.f_code)]
        if event == "line":
            left.discard(frame.f_lineno)
        return self._stepped if left else None


def _lines(code: CodeType) -> set[int]:
    return {line for _, _, line in code.co_lines() if line is not None}


def taken(root: Path, items: Sequence[pytest.Item], files: Mapping[str, str], kept: Path) -> None:
    """Bring the record under `kept` up to date for the files of these tests."""
    package = _package_hash(root, files)
    for path, tests in _by_file(items):
        place = kept / (path.relative_to(root).as_posix().replace("/", "-") + ".json")
        key = hashlib.sha256(package.encode() + path.read_bytes()).hexdigest()
        if not place.exists() or json.loads(place.read_text("utf-8"))["key"] != key:
            rows = list(_recorded(tests, Recorder(files), _modules(items, files)))
            place.write_text(json.dumps({"key": key, "tests": rows}), "utf-8")


def _recorded(
    tests: Iterable[pytest.Item], recorder: Recorder, modules: Sequence[str]
) -> Iterator[tuple[str, float, dict[str, str]]]:
    for item in tests:
        empty_caches(modules)
        start = time.process_time()
        passed, lines = recorder.record(functools.partial(passes, item))
        if passed:
            yield (
                item.nodeid,
                round(time.process_time() - start, 4),
                {name: f"{bits:x}" for name, bits in lines.items()},
            )
        else:
            print(f"left out, it fails when it is recorded: {item.nodeid}", flush=True)


def _modules(items: Sequence[pytest.Item], files: Mapping[str, str]) -> list[str]:
    """The names of the modules of the tests, and of those that are recorded."""
    paths = {str(item.path) for item in items} | set(files)
    loaded = {name: getattr(module, "__file__", None) for name, module in sys.modules.items()}
    return [name for name, path in loaded.items() if path in paths or name.startswith("tests.")]


def _by_file(items: Sequence[pytest.Item]) -> list[tuple[Path, list[pytest.Item]]]:
    files: dict[Path, list[pytest.Item]] = {}
    for item in items:
        files.setdefault(item.path, []).append(item)
    return list(files.items())


def _package_hash(root: Path, files: Mapping[str, str]) -> str:
    packages = {(root / name).relative_to(root).parts[0] for name in files.values()}
    whole = hashlib.sha256()
    for package in sorted(packages):
        top = root / package
        for path in sorted(top.rglob("*")) if top.is_dir() else [top]:
            if path.suffix in (".py", ".toml", ".tsv"):
                whole.update(path.read_bytes())
    return whole.hexdigest()


def read(kept: Path) -> list[Test]:
    """The tests of a record, the quickest first."""
    rows = [row for path in kept.glob("*.json") for row in json.loads(path.read_text("utf-8"))["tests"]]
    tests = [
        Test(name, seconds, {file: int(bits, 16) for file, bits in lines.items()}) for name, seconds, lines in rows
    ]
    return sorted(tests, key=lambda test: test.seconds)
