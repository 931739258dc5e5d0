"""A mutant is tried in a fork of a process that has imported everything and collected the tests, so it takes a moment.

What a function does is changed by giving the function that is there other code. A constant is changed by running its
module again in the place where it is, and those that take the constant from it. A class, or a default of a function,
is changed by importing again all modules that depend on it, and collecting the tests again, all in the fork.
"""

from __future__ import annotations

import ast
import contextlib
import gc
import importlib.machinery
import importlib.util
import os
import resource
import signal
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from types import CodeType, FunctionType, ModuleType

import pytest
from mutants import Mutant
from recording import Test, passes

KILLED, SURVIVED = "killed", "survived"
IMPORTED_ALREADY = "ignore::pytest.PytestAssertRewriteWarning"  # hypothesis is there before pytest comes
_MEMORY = 4 << 30  # bytes that a fork may have more than the process it comes from
_ASIDE = 20  # how many times longer a fork may take by the clock than by the processor


Way = Callable[["Module", "Mutant | None", "Sequence[Test]"], "bool | None"]


class Module:
    """A module with its tree, which the mutants are changes of."""

    def __init__(self, root: Path, file: str) -> None:
        """`file` is relative to the root."""
        self.file, self.path = file, str(root / file)
        self.source = (root / file).read_text("utf-8")
        self.tree = ast.parse(self.source)
        self.name = file.removesuffix(".py").removesuffix("/__init__").replace("/", ".")

    def line(self, number: int) -> str:
        """The text of a line, without what surrounds it."""
        return self.source.splitlines()[number - 1].strip()

    def compiled(self, mutant: Mutant | None) -> CodeType:
        """The code of the module with a mutant in it."""
        if mutant is None:
            return compile(self.tree, self.path, "exec")
        mutant.put(mutant.new)
        try:
            return compile(self.tree, self.path, "exec")
        finally:
            mutant.put(mutant.old)


class Bench:
    """Tries mutants of modules under a root with tests that pytest has collected."""

    def __init__(self, root: Path, items: Mapping[str, pytest.Item]) -> None:
        """`items` are the tests by node id."""
        self._root, self.items = root, items
        self.ways: dict[str, Way] = {"code": self._by_code, "running": self._by_running, "import": self._by_import}

    def tried(self, module: Module, mutant: Mutant | None, tests: Sequence[Test], ways: Sequence[str]) -> str:
        """KILLED or SURVIVED: whether one of the tests fails, or takes far too long, by the first way that can be gone."""
        seconds = 5 + 3 * sum(test.seconds for test in tests)
        child = os.fork()
        if not child:
            self._in_fork(module, mutant, tests, seconds, ways)
        _, status = os.waitpid(child, 0)
        return SURVIVED if status == 0 else KILLED

    def _in_fork(
        self, module: Module, mutant: Mutant | None, tests: Sequence[Test], seconds: float, ways: Sequence[str]
    ) -> None:
        """Never returns: the status of the process says whether all tests passed."""
        try:
            _limit(seconds)
            outcomes = (self.ways[way](module, mutant, tests) for way in ways)
            os._exit(0 if next(done for done in outcomes if done is not None) else 1)
        except BaseException:
            os._exit(2)

    def _by_code(self, module: Module, mutant: Mutant | None, tests: Sequence[Test]) -> bool | None:
        """Whether all tests pass; None if it cannot be tried so."""
        if mutant is not None and mutant.function is None:
            return None
        wanted = None if mutant is None else mutant.function
        codes = {(code.co_qualname, code.co_firstlineno): code for code in _codes(module.compiled(mutant))}
        changed, functions = 0, _functions(module.path)
        if any(function.__qualname__.startswith(f"{wanted}.<locals>.") for function in functions):
            return None  # what it made when its module was imported keeps its code
        try:
            for function in functions:
                key = function.__qualname__, function.__code__.co_firstlineno
                if function.__qualname__ == wanted or (wanted is None and key in codes and key[0] != "<lambda>"):
                    function.__code__ = codes[key]
                    changed += 1
        except ValueError:  # it would have other variables of the functions around it
            return None
        if not changed:  # no test would tell: what is not in place is not survived
            return None
        return all(passes(self.items[test.name]) for test in tests)

    def _by_running(self, module: Module, mutant: Mutant | None, tests: Sequence[Test]) -> bool | None:
        """Whether all tests pass; None if it cannot be tried so."""
        if mutant is not None and any(
            isinstance(node, ast.FunctionDef | ast.ClassDef) and node.lineno <= mutant.line <= (node.end_lineno or 0)
            for node in module.tree.body
        ):
            return None
        run_again(self._root, sys.modules[module.name], module.compiled(mutant))
        return all(passes(self.items[test.name]) for test in tests)

    def _by_import(self, module: Module, mutant: Mutant | None, tests: Sequence[Test]) -> bool:
        depending = dependents(self._root, module)
        for name, loaded in list(sys.modules.items()):
            file = str(getattr(loaded, "__file__", None) or "")
            if name in depending or (file.startswith(str(self._root)) and "tests" in Path(file).parts):
                del sys.modules[name]
        sys.meta_path.insert(0, _Finder(module, module.compiled(mutant)))
        names = [test.name for test in tests]
        options = ["-x", "-q", "-s", "-p", "no:cacheprovider", "-W", IMPORTED_ALREADY]
        return pytest.main([*options, *names], plugins=[_InOrder(names)]) == 0


def _limit(seconds: float) -> None:
    """Let this process say nothing, and end when it takes too much of the processor, the day or the memory."""
    sys.stdout.flush()
    nothing = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nothing, stream)
    pages = int(Path("/proc/self/statm").read_text().split()[0])
    resource.setrlimit(resource.RLIMIT_AS, (pages * resource.getpagesize() + _MEMORY,) * 2)
    signal.signal(signal.SIGPROF, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    signal.alarm(int(_ASIDE * seconds))


def _codes(code: CodeType) -> Iterator[CodeType]:
    """The code of each function that is not in another: those of the module, and those of its classes."""
    for constant in code.co_consts:
        if isinstance(constant, CodeType) and "<locals>" not in constant.co_qualname:
            yield constant
            yield from _codes(constant)


def _functions(path: str) -> list[FunctionType]:
    """The functions of a file that are there now."""
    gc.unfreeze()  # what is frozen, as the tests' conftest does it, is in no list of objects
    return [f for f in gc.get_objects() if isinstance(f, FunctionType) and f.__code__.co_filename == path]


def run_again(root: Path, module: ModuleType, code: CodeType) -> None:
    """Run a module's code where it is: its functions and classes stay who they are, its constants are new ones.

    So are those of the modules under the root that have them from it.
    """
    names = vars(module)
    before = dict(names)
    exec(code, names)
    changed = {}
    for name, old in before.items():
        if names[name] is old or name.startswith("__"):
            continue
        is_own = getattr(old, "__module__", None) == module.__name__ and getattr(old, "__qualname__", "") == name
        if (callable(old) and is_own) or _is_same(old, names[name]):
            names[name] = old
        else:
            changed[name] = old
    for other in list(sys.modules.values()) if changed else ():
        file = str(getattr(other, "__file__", None) or "")
        if other is module or not file.startswith(str(root)):
            continue
        taken = _taken(other, changed)
        if taken and "tests" in Path(file).parts:
            vars(other).update({alias: names[name] for alias, name in taken.items()})
        elif taken or _imports_at_once(other, module):
            run_again(root, other, compile(Path(file).read_text("utf-8"), file, "exec"))


def _taken(other: ModuleType, changed: Mapping[str, object]) -> dict[str, str]:
    """What a module has of these values, by its own names for them; a number or a word may be anybody's."""
    return {
        alias: name
        for alias, value in vars(other).items()
        for name, old in changed.items()
        if value is old and (alias == name or not isinstance(old, int | float | str | None))
    }


def _imports_at_once(other: ModuleType, module: ModuleType) -> bool:
    """Whether a module has another one under its name, and so may have taken constants from it when it was imported."""
    return other is not module and vars(other).get(module.__name__.rpartition(".")[2]) is module


def _is_same(one: object, other: object) -> bool:
    try:
        return type(one) is type(other) and bool(one == other)
    except Exception:
        return False


class _Finder:
    """Finds one module: the changed one."""

    def __init__(self, module: Module, code: CodeType) -> None:
        self._module, self._code = module, code

    def find_spec(self, name: str, path: object = None, target: object = None) -> object:
        """The specification of the module, whose code is the changed one."""
        if name != self._module.name:
            return None
        loader = _Loader(name, self._module.path)
        loader.code = self._code
        return importlib.util.spec_from_file_location(name, self._module.path, loader=loader)


class _Loader(importlib.machinery.SourceFileLoader):
    code: CodeType

    def get_code(self, fullname: str) -> CodeType:
        return self.code


class _InOrder:
    """Runs the tests in the order in which they are named."""

    def __init__(self, names: Sequence[str]) -> None:
        self._place = {name: place for place, name in enumerate(names)}

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        items.sort(key=lambda item: self._place.get(item.nodeid, 0))


def dependents(root: Path, module: Module) -> set[str]:
    """The names of the loaded modules under the root that import a module, by way of others too, and its own."""
    loaded = {
        name: Path(file)
        for name, found in sys.modules.items()
        if (file := getattr(found, "__file__", None)) and file.startswith(str(root)) and file.endswith(".py")
    }
    imports = {name: _imports(path, loaded) for name, path in loaded.items()}
    found = {module.name}
    while more := {name for name, wanted in imports.items() if name not in found and wanted & found}:
        found |= more
    return found


def _imports(path: Path, names: Mapping[str, object]) -> set[str]:
    """The modules that a file imports anywhere, and the packages that they are in."""
    found: set[str] = set()
    with contextlib.suppress(SyntaxError, OSError):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                found.update(alias.name for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module:
                found.update((node.module, *(f"{node.module}.{alias.name}" for alias in node.names)))
    return found & set(names)
