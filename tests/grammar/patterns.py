"""Every regular expression of the package: where it stands, what its author says that it matches, and how it is applied.

Nothing is listed by name. Patterns are taken from what modules hold, from each call of `re` in their source, from the
tables of languages and bodies, and from the functions that make a pattern of a grammar.
"""

from __future__ import annotations

import ast
import importlib
import inspect
import pkgutil
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import fields, is_dataclass
from functools import cache
from pathlib import Path
from types import FunctionType, ModuleType
from typing import Any, NamedTuple

import akn_convert
from akn_convert import grammar
from akn_convert.grammar import Grammar
from akn_convert.grammar.citations.references import References
from akn_convert.grammar.misread.tolerant import tolerant
from akn_convert.grammar.schema import Rule
from akn_convert.grammar.states import States

OPTIONAL = ("akn_convert.adapters",)  # they need an extra to be imported, and their calls of `re` are read all the same
CALLS = ("compile", "search", "match", "fullmatch", "finditer", "findall", "sub", "subn", "split")
# How a pattern is applied: once to a line or the start of a text; at the start of each line of a text; anywhere in one.
ONCE, STARTS, SEARCH = "once", "starts", "search"
# Rules of a language that are searched for inside a paragraph or a text.
SEARCHED = ("language.compounds", "heads.delivery", "heads.functions", "capacities", "votes.spoken", "votes.adopted", "votes.rejected", "votes.draft", "states",
            "headings.continued", "dates", "statements", "cover.status", "cover.kind", "cover.session", "cover.meeting", "references")  # fmt: skip
# Rules of a language, and what is made of them, that are asked at each line of a text and may reach over line ends.
AT_STARTS = ("scenes", "votes.result", "heads.offices", "headings.adoption", "headings.item",
             "akn_convert.grammar.openers.head", "akn_convert.grammar.openers.scenes", "akn_convert.grammar.openers.opener",
             "akn_convert.grammar.openers.beginning", "akn_convert.grammar.openers.landmark", "akn_convert.grammar.openers.label")  # fmt: skip
# Matched at many places of a text.
AT_PLACES = ("akn_convert.layout.characters._PATTERN", "akn_convert.grammar.states._BRACKET")

# Only ever matched, though not by their own names.
MATCHED = ("akn_convert.layout.visual.heads._shapes", "akn_convert.layout.visual._brackets_of_presidents")


class Known(NamedTuple):
    """A pattern, where it is kept, its examples and counter-examples, and how it is applied."""

    path: str
    pattern: re.Pattern[Any]
    examples: tuple[str, ...] = ()
    use: str = SEARCH


class Call(NamedTuple):
    """A call of `re` in the source: module, function ("" at the top), method, and the pattern if it is written out."""

    module: str
    function: str
    method: str
    pattern: re.Pattern[Any] | None


@cache
def known() -> tuple[Known, ...]:
    """All patterns, each once; one that stands in several places is applied in the hardest of their ways."""
    found: dict[tuple[Any, int], Known] = {}
    for one in [*_of_modules(), *of_languages(), *_of_tolerant(), *_of_bodies(), *_of_makers(), *_of_calls()]:
        key = (one.pattern.pattern, one.pattern.flags)
        first = found.setdefault(key, one)
        hardest = max(first.use, one.use, key=(ONCE, STARTS, SEARCH).index)
        found[key] = first._replace(examples=first.examples or one.examples, use=hardest)
    return tuple(found.values())


def modules() -> Iterator[ModuleType]:
    """All modules that can be imported without an extra."""
    for module in pkgutil.walk_packages(akn_convert.__path__, "akn_convert."):
        if not module.name.startswith(OPTIONAL) and not module.name.endswith("__main__"):
            yield importlib.import_module(module.name)


def _of_modules() -> Iterator[Known]:
    for module in modules():
        for name, value in vars(module).items():
            for one in _below(f"{module.__name__}.{name}", value):
                yield one._replace(use=_use_of(f"{module.__name__}.{name}"))


def of_languages() -> Iterator[Known]:
    """The rules in the table of each language, as they are written there."""
    for code in grammar.languages():
        yield from _of_grammar(code, grammar.load(code))


def _of_grammar(code: str, loaded: Grammar) -> Iterator[Known]:
    for one in _below(code, loaded):
        yield one._replace(use=_use_of_rule(one.path.partition(".")[2]))


def _grammars() -> Iterator[tuple[str, Grammar]]:
    """The grammar of each language, as it is and for what recognition misread."""
    for code in grammar.languages():
        yield code, grammar.load(code)
        yield code, tolerant(grammar.load(code))


def _of_tolerant() -> Iterator[Known]:
    for code in grammar.languages():
        yield from _of_grammar(code, tolerant(grammar.load(code)))


def _of_bodies() -> Iterator[Known]:
    for name in grammar.bodies():
        for one in _below(name, grammar.body(name)):
            yield one._replace(examples=("S/PV.8180 (Resumption 1)", "S/PRST/2021/1", "A/C.1/68/PV.3", "A/ES-10/PV.5"))


def makers() -> Iterator[Callable[[Any], Any]]:
    """The cached functions that make patterns of one grammar, or of the code of a language."""
    for module in modules():
        for value in vars(module).values():
            made = getattr(value, "__wrapped__", None)
            if isinstance(made, FunctionType) and made.__module__ == module.__name__:
                parameters = [p.annotation for p in inspect.signature(made).parameters.values()]
                if "re.Pattern" in str(made.__annotations__.get("return")) and parameters in (["Grammar"], ["str"]):
                    yield value


def _of_makers() -> Iterator[Known]:
    examples = {code: _first_examples(grammar.load(code)) for code in grammar.languages()}
    for make in makers():
        made: Any = make.__wrapped__  # type: ignore[attr-defined]
        path = f"{made.__module__}.{made.__name__}"
        by_code = next(iter(inspect.signature(made).parameters.values())).annotation == "str"
        for code, loaded in _grammars():
            for one in _below(f"{path}({code})", make(code if by_code else loaded)):
                yield one._replace(examples=examples[code], use=_use_of(path))


def _first_examples(loaded: Grammar) -> tuple[str, ...]:
    return tuple(text for one in _below("", loaded) for text in one.examples[:1])


def _of_calls() -> Iterator[Known]:
    for call in calls():
        if call.pattern is not None:
            # What a module compiles at its top has a name there, by which its use is known.
            once = call.method in ("match", "fullmatch") or (call.method == "compile" and not call.function)
            yield Known(f"{call.module}.{call.function}()", call.pattern, (), ONCE if once else SEARCH)


@cache
def calls() -> tuple[Call, ...]:
    """Each call of `re` in the source of the package, those of modules that need an extra too."""
    root = Path(str(akn_convert.__file__)).parent
    return tuple(call for path in sorted(root.rglob("*.py")) for call in _calls_in(path, root.parent))


def _calls_in(path: Path, root: Path) -> Iterator[Call]:
    name = ".".join(path.relative_to(root).with_suffix("").parts).removesuffix(".__init__")
    optional = name.startswith(OPTIONAL) or name.endswith("__main__")
    space: dict[str, Any] = {"re": re} if optional else vars(importlib.import_module(name))
    tree = ast.parse(path.read_text("utf-8"))
    inside = {
        id(node): function.name
        for function in ast.walk(tree)  # the innermost comes last
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef)
        for node in ast.walk(function)
    }
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Attribute(value=ast.Name(id="re"), attr=method)) if method in CALLS:
                yield Call(name, inside.get(id(node), ""), method, _written_out(node, space))


def _written_out(call: ast.Call, space: dict[str, Any]) -> re.Pattern[Any] | None:
    """The pattern of a call that depends on nothing but names of its module."""
    flags = [k.value for k in call.keywords if k.arg == "flags"]
    flags += (
        call.args[1:2] if call.args[1:] and isinstance(call.func, ast.Attribute) and call.func.attr == "compile" else []
    )
    try:
        pattern, *given = (
            eval(compile(ast.Expression(part), "", "eval"), dict(space)) for part in (call.args[0], *flags)
        )
    except NameError:
        return None
    return re.compile(pattern, *given) if isinstance(pattern, str | bytes) else None


@cache
def _all_sources() -> str:
    return "".join(path.read_text("utf-8") for path in Path(str(akn_convert.__file__)).parent.rglob("*.py"))


@cache
def module_source(path: str) -> str:
    """The source of the module in which something of this path stands."""
    return inspect.getsource(importlib.import_module(path.rpartition(".")[0]))


def _use_of(path: str) -> str:
    """How the package applies what has this name: searched for, unless it is only ever matched."""
    if path.startswith(AT_STARTS + MATCHED + AT_PLACES):
        return STARTS if path.startswith(AT_STARTS) else ONCE if path.startswith(MATCHED) else SEARCH
    name = path.rpartition(".")[2]
    source = module_source(path) if name.startswith("_") else _all_sources()
    called = rf"\b{name}(?:\([\w.]*\))?(?:\[\w+\])?\."
    if re.search(rf"{called}(?:search|finditer|findall|sub|subn|split)\b", source):
        return SEARCH
    return ONCE if re.search(rf"{called}(?:match|fullmatch)\b", source) else SEARCH


def _use_of_rule(path: str) -> str:
    return SEARCH if path.startswith(SEARCHED) else STARTS if path.startswith(AT_STARTS) else ONCE


def _below(path: str, value: object) -> Iterator[Known]:
    """The patterns in a value: in rules, tables, dataclasses, sequences, and what a function has closed over."""
    if isinstance(value, re.Pattern):
        yield Known(path, value)
    elif isinstance(value, Rule):
        yield Known(path, value.pattern, value.examples + value.counter)
    else:
        examples = _examples_of(value)
        for name, inner in _parts(value):
            for one in _below(f"{path}{name}", inner):
                yield one if one.examples else one._replace(examples=examples)


def _parts(value: object) -> Iterable[tuple[str, object]]:
    """What a value holds, by name."""
    if isinstance(value, dict):
        return [(f".{key}", inner) for key, inner in value.items()]
    if isinstance(value, tuple | list | frozenset):
        return [(f"[{at}]", inner) for at, inner in enumerate(value)]
    if isinstance(value, FunctionType):
        cells = [cell.cell_contents for cell in value.__closure__ or ()]
        return [("()", inner) for inner in cells if isinstance(inner, re.Pattern)]
    if is_dataclass(value) and not isinstance(value, type):
        return [(f".{field.name}", getattr(value, field.name, None)) for field in fields(value)]
    return ()


def _examples_of(value: object) -> tuple[str, ...]:
    if isinstance(value, References):
        return tuple(example[0] for example in value.examples)
    return tuple(list(value.codes)[:3]) if isinstance(value, States) else ()
