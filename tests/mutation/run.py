"""Mutation testing: break one thing at a time in a module, and see whether its tests notice.

    python tests/mutation/run.py [--only text] [--most 60] [--seed 1] [--again FILE]

Prints what survived, and the share that was killed by module. Of the code that keeps what nothing is lost by, and of the
rules, every mutant is tried; of other modules a sample, drawn by the seed. A mutant is tried with the tests that run its
line, the quickest first, up to a number of seconds. What cannot be told from the original by any test stands in
equivalent.toml with the reason, and is not counted.
"""

from __future__ import annotations

import argparse
import ast
import math
import os
import random
import re
import sys
import time
import tomllib
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).parent))
import recording
from forks import IMPORTED_ALREADY, KILLED, SURVIVED, Bench, Module
from mutants import Mutant, mutants_of

EXPLAINED = Path(__file__).with_name("equivalent.toml")
_WHOLE = ["text", "validator/fidelity", "validator/parity", "layout/bounds"]
_RULES = [f"validator/rules/{name}" for name in
          ("__init__", "identifiers", "identification", "ontology", "speeches", "markup", "dates", "scripts")]  # fmt: skip
_SAMPLED = [
    *(f"layout/{name}" for name in ("__init__", "lines", "characters", "columns", "notes", "joins", "furniture", "sheet", "strays")),
    *(f"layout/visual/{name}" for name in ("__init__", "heads", "names", "runs")),
    *(f"mapper/{name}" for name in
      ("__init__", "doubts", "heads", "cast", "inline", "references", "front", "statement", "identify")),
    *(f"mapper/verbatim/{name}" for name in
      ("__init__", "sitting", "headings", "speakers", "introductions", "votes", "scenes")),
    *(f"writer/{name}" for name in ("__init__", "akn", "meta", "names", "eid", "places", "markup")),
]  # fmt: skip
WHOLE = [f"akn_convert/{name}.py" for name in (*_WHOLE, *_RULES)]
SAMPLED = [f"akn_convert/{name}.py" for name in _SAMPLED]
# Where the tests stand that call these modules in their own process, and quickly.
TESTS = [f"tests/{room}" for room in
         ("core", "layout", "mapper", "writer", "validator", "records", "line", "overrides", "exports", "ci",
          "reliability/test_metamorphic.py", "reliability/test_damaged_records.py")]  # fmt: skip
_CHECK = 4.0  # seconds; of the tests that are run to see that they pass without a mutant
_SLOW = 10.0  # seconds; a test that takes longer is not run for a mutant


class Options(NamedTuple):
    """What is tried: which files, how many mutants of those that are sampled, with how many seconds of tests."""

    root: Path
    files: list[str]
    sampled: frozenset[str]
    most: int
    seed: int
    seconds: float
    again: frozenset[str]
    explained: Path


class Reason(NamedTuple):
    """A row of what is explained; it names the function where the same line is in others of the file."""

    file: str
    line: str
    change: str
    function: str


class Score(NamedTuple):
    """Of a module: the mutants tried, killed and explained."""

    file: str
    tried: int
    killed: int
    explained: int

    def __str__(self) -> str:
        counted = self.tried - self.explained
        share = 100 * self.killed / max(1, counted)
        return f"| {self.file} | {self.killed} of {counted} | {share:.0f} % | {self.explained} |"


class Runner:
    """A plug-in of pytest that tries mutants in the place of running the tests once."""

    def __init__(self, options: Options) -> None:
        self.options, self.scores = options, list[Score]()

    def pytest_runtestloop(self, session: object) -> bool:
        """Record which test runs which line, then try the mutants of each file."""
        items = getattr(session, "items", [])
        root, kept = self.options.root, self.options.root / "build" / "mutation"
        kept.mkdir(parents=True, exist_ok=True)
        _in_fork(
            lambda: recording.taken(
                root, items, {str(root / f): f for f in (*WHOLE, *SAMPLED, *self.options.files)}, kept
            )
        )
        self.bench = Bench(root, {item.nodeid: item for item in items})
        self.tests = [test for test in recording.read(kept) if test.name in self.bench.items and test.seconds < _SLOW]
        explained = _explained(self.options.explained)
        for file in self.options.files:
            self.scores.append(self._score(Module(root, file), explained))
        return True

    def _score(self, module: Module, explained: frozenset[Reason]) -> Score:
        start = time.monotonic()
        ways = self._ways(module)
        killed = equivalent = 0
        mutants = list(self._chosen(module))
        there = {reason for mutant in mutants_of(module.tree) for reason in _reasons(module, mutant)}
        for row in sorted(row for row in explained - there if row.file == module.file):
            print(f"explained, but not there: {row.file}: {row.line} | {row.change}", flush=True)
        for mutant in mutants:
            name = f"{module.file}: {module.line(mutant.line)} | {mutant.change}"
            is_explained = not explained.isdisjoint(_reasons(module, mutant))
            outcome = self._tried(module, mutant, ways)
            killed += outcome == KILLED and not is_explained
            equivalent += is_explained
            if is_explained and outcome == KILLED:
                print(f"explained, but killed: {name}", flush=True)
            elif outcome == SURVIVED and not is_explained:
                print(f"survived: {name} | line {mutant.line}, {mutant.kind}", flush=True)
        score = Score(module.file, len(mutants), killed, equivalent)
        print(score, f"{time.monotonic() - start:.0f} s", flush=True)
        return score

    def _ways(self, module: Module) -> list[str]:
        """The ways of putting a mutant in place with which the tests pass without a mutant; SystemExit if too few."""
        tests = self._within([test for test in self.tests if test.lines.get(module.file)], _CHECK)
        ways = [way for way in self.bench.ways if self.bench.tried(module, None, tests, [way]) == SURVIVED]
        if "code" not in ways or "import" not in ways:
            raise SystemExit(f"{module.file}: the tests fail without any mutant, but by {ways}")
        return ways

    def _chosen(self, module: Module) -> Iterator[Mutant]:
        mutants = mutants_of(module.tree)
        if module.file in self.options.sampled and len(mutants) > self.options.most:
            places = sorted(
                random.Random(f"{self.options.seed} {module.file}").sample(range(len(mutants)), self.options.most)
            )
            mutants = [mutants[place] for place in places]
        for mutant in mutants:
            if (
                not self.options.again
                or f"{module.file}: {module.line(mutant.line)} | {mutant.change}" in self.options.again
            ):
                yield mutant

    def _tried(self, module: Module, mutant: Mutant, ways: Sequence[str]) -> str:
        running = [test for test in self.tests if mutant.function and test.runs(module.file, *mutant.lines)]
        tests = self._within(recording.focused(running or self._depending(module, mutant), module.file))
        if not running:  # changing the code of what was called at import, if ever, changes nothing any more
            ways = [way for way in ways if way != "code"]
        return self.bench.tried(module, mutant, tests, ways) if tests else SURVIVED

    def _depending(self, module: Module, mutant: Mutant) -> list[recording.Test]:
        """Of what runs at import, the tests that name what it binds, or run what uses that: of others, its neighbours."""
        names, ranges = users(module.tree, mutant.lines)
        naming = [test for test in self.tests if names & _words(str(self.options.root / test.name.partition("::")[0]))]
        running = [test for test in self.tests if any(test.runs(module.file, *lines) for lines in ranges)]
        folder = Path(module.file).parent
        around = [test for test in self.tests if not ranges and any(Path(file).parent == folder for file in test.lines)]
        chosen = {test.name: test for test in (*naming, *running, *around)}
        return list(chosen.values()) or [test for test in self.tests if test.lines.get(module.file)]

    def _within(self, tests: Sequence[recording.Test], most: float = math.inf) -> list[recording.Test]:
        """The first of the tests, as many as fit into the time."""
        chosen, seconds = [], 0.0
        for test in tests:
            seconds += test.seconds
            if chosen and seconds > min(most, self.options.seconds):
                break
            chosen.append(test)
        return chosen


@cache
def _words(path: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", Path(path).read_text("utf-8")))


def users(tree: ast.Module, lines: tuple[int, int]) -> tuple[set[str], list[tuple[int, int]]]:
    """What a statement of a module binds, and the lines of functions that use it, by way of other constants too."""
    bound = [node for node in tree.body if node.lineno <= lines[1] and lines[0] <= (node.end_lineno or 0)]
    first = names = set().union(*map(_bound, bound))
    found = [(node.lineno, node.end_lineno or 0) for statement in bound for node in _functions(statement)]
    left = [node for node in tree.body if node not in bound]
    while using := [node for node in left if any(isinstance(n, ast.Name) and n.id in names for n in ast.walk(node))]:
        found += [(node.lineno, node.end_lineno or 0) for statement in using for node in _functions(statement)]
        names = names.union(*(_bound(node) for node in using if not isinstance(node, ast.FunctionDef)))
        left = [node for node in left if node not in using]
    return first, found


def _functions(statement: ast.stmt) -> list[ast.FunctionDef | ast.Lambda]:
    return [node for node in ast.walk(statement) if isinstance(node, ast.FunctionDef | ast.Lambda)]


def _bound(node: ast.stmt) -> set[str]:
    if isinstance(node, ast.FunctionDef | ast.ClassDef):
        return {node.name}
    targets = [*getattr(node, "targets", ()), *filter(None, [getattr(node, "target", None)])]
    return {n.id for target in targets for n in ast.walk(target) if isinstance(n, ast.Name)}


def _in_fork(work: object) -> None:
    """Do something in a process of its own, so that nothing of it is left in this one."""
    child = os.fork()
    if not child:
        status = 1
        try:
            work()  # type: ignore[operator]
            status = 0
        finally:
            sys.stdout.flush()
            os._exit(status)
    if os.waitpid(child, 0)[1]:
        raise SystemExit("the lines that the tests run could not be recorded")


def _explained(path: Path) -> frozenset[Reason]:
    rows = tomllib.loads(path.read_text("utf-8")).get("equivalent", []) if path.exists() else []
    return frozenset(Reason(row["file"], row["line"], row["change"], row.get("function", "")) for row in rows)


def _reasons(module: Module, mutant: Mutant) -> set[Reason]:
    """The rows that would explain a mutant: one that names its function, one that names none."""
    return {Reason(module.file, module.line(mutant.line), mutant.change, name) for name in ("", mutant.function or "")}


def _again(path: str | None) -> frozenset[str]:
    """What survived by the output of an earlier run."""
    lines = Path(path).read_text("utf-8").splitlines() if path else []
    return frozenset(
        line.removeprefix("survived: ").rpartition(" | ")[0] for line in lines if line.startswith("survived: ")
    )


def _options(arguments: Sequence[str] | None = None) -> tuple[Options, list[str]]:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", action="append", help="files whose path contains this")
    parser.add_argument("--most", type=int, default=60, help="mutants of a module that is sampled")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--seconds", type=float, default=10.0, help="tests that a mutant is tried with")
    parser.add_argument("--tests", action="append", help="where the tests stand, if not in all rooms")
    parser.add_argument("--again", metavar="FILE", help="only what survived by this output of an earlier run")
    parser.add_argument("--root", type=Path, default=Path(__file__).parents[2], help=argparse.SUPPRESS)
    parser.add_argument("--file", action="append", help=argparse.SUPPRESS)
    parser.add_argument("--explained", type=Path, default=EXPLAINED, help=argparse.SUPPRESS)
    args = parser.parse_args(arguments)
    files = args.file or [file for file in (*WHOLE, *SAMPLED) if any(part in file for part in args.only or [""])]
    root = args.root.resolve()
    options = Options(
        root, files, frozenset(SAMPLED), args.most, args.seed, args.seconds, _again(args.again), args.explained
    )
    return options, args.tests or ([str(root)] if args.file else TESTS)


def _warm_up(root: Path) -> None:
    """Do once what takes long and does not depend on the modules under test: tables of languages, the schema."""
    from akn_convert import convert

    for path in sorted((root / "fixtures" / "made" / "sc-veto").glob("??.txt")):
        convert(path)
    recording.empty_caches([name for name in sys.modules if name.replace(".", "/") + ".py" in {*WHOLE, *SAMPLED}])


def main() -> None:
    """Print the survivors, and the score of each module and of all."""
    options, tests = _options()
    os.chdir(options.root)
    sys.path.insert(0, str(options.root))
    os.environ.pop("CI", None)
    import pytest
    from hypothesis import HealthCheck, Phase, settings

    settings.register_profile(
        "mutation", derandomize=True, database=None, deadline=None, phases=(Phase.explicit, Phase.generate),
        suppress_health_check=list(HealthCheck), report_multiple_bugs=False,
    )  # fmt: skip
    settings.load_profile("mutation")
    if options.files[0] in (*WHOLE, *SAMPLED):
        _warm_up(options.root)
    runner = Runner(options)
    marks = ["-m", "not extras and not long and not shared"]
    quiet = ["-qq", "-s", "--no-summary", "--tb=no", "-p", "no:cacheprovider", "-W", IMPORTED_ALREADY]
    status = pytest.main([*quiet, *marks, *tests], plugins=[runner])
    print("\n| module | killed | | explained |\n|---|---|---|---|")
    for score in runner.scores:
        print(score)
    print(Score("all", *(sum(getattr(score, part) for score in runner.scores) for part in Score._fields[1:])))
    if len(runner.scores) < len(options.files):
        raise SystemExit(f"not all modules were tried: pytest ended with {status!r}")


if __name__ == "__main__":
    main()
