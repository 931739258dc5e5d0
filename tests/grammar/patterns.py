"""Every compiled regular expression of the package, with what its author says that it matches, and how it is applied."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any, NamedTuple

import akn_convert
from akn_convert import grammar
from akn_convert.grammar import openers
from akn_convert.grammar.references import References
from akn_convert.grammar.schema import Rule
from akn_convert.grammar.states import States

OPTIONAL = ("akn_convert.adapters", "akn_convert.batch.spark")  # they need an extra to be imported


class Known(NamedTuple):
    """A pattern, where it is kept, and its examples and counter-examples."""

    path: str
    pattern: re.Pattern[Any]
    examples: tuple[str, ...] = ()


def known() -> list[Known]:
    """All patterns, each once: module by module, then language by language, then body by body."""
    found = [*_of_modules(), *_of_languages(), *_of_bodies()]
    return list({(k.pattern.pattern, k.pattern.flags): k for k in reversed(found)}.values())[::-1]


def _of_modules() -> Iterator[Known]:
    for module in pkgutil.walk_packages(akn_convert.__path__, "akn_convert."):
        if module.name.startswith(OPTIONAL) or module.name.endswith("__main__"):
            continue
        for name, value in vars(importlib.import_module(module.name)).items():
            yield from _below(f"{module.name}.{name}", value)


def _of_languages() -> Iterator[Known]:
    for code in grammar.languages():
        loaded = grammar.load(code)
        rules = list(_below(code, loaded))
        yield from rules
        texts = tuple(text for rule in rules for text in rule.examples[:1])
        for make in (openers.head, openers.scenes, openers.note, openers.nameless_head, openers.opener,
                     openers.beginning, openers.landmark, openers.label, openers.title):  # fmt: skip
            for one in _below(f"{code}.openers.{make.__name__}", make(loaded)):
                yield one._replace(examples=texts)


def _of_bodies() -> Iterator[Known]:
    for name in grammar.bodies():
        for one in _below(name, grammar.body(name)):
            yield one._replace(examples=("S/PV.8180 (Resumption 1)", "S/PRST/2021/1", "A/C.1/68/PV.3", "A/ES-10/PV.5"))


def _below(path: str, value: object) -> Iterator[Known]:
    """The patterns in a value: in rules, tables, dataclasses, sequences."""
    if isinstance(value, re.Pattern):
        yield Known(path, value)
    elif isinstance(value, Rule):
        yield Known(path, value.pattern, value.examples + value.counter)
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from _below(f"{path}.{key}", inner)
    elif isinstance(value, tuple | list | frozenset):
        for at, inner in enumerate(value):
            yield from _below(f"{path}[{at}]", inner)
    elif is_dataclass(value) and not isinstance(value, type):
        cited = tuple(e[0] for e in value.examples) if isinstance(value, References) else ()
        named = tuple(list(value.names)[:3]) if isinstance(value, States) and hasattr(value, "names") else ()
        for field in fields(value):
            for one in _below(f"{path}.{field.name}", getattr(value, field.name, None)):
                yield one if one.examples else one._replace(examples=cited or named)
