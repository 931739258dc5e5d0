"""What is broken, one thing at a time: each change of a module's syntax tree that its tests should notice.

Left alone are docstrings, annotations, decorators, the fixed words of messages and sentences for people: no test should
repeat them.
"""

from __future__ import annotations

import ast
import copy
import re
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

COMPARISONS = {ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
               ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.In: ast.NotIn, ast.NotIn: ast.In}  # fmt: skip
_SENTENCE = re.compile(r"[\w’'\",;:.()-]+(?: [\w’'\",;:.()-]+){2,}")
_UNTOUCHED = frozenset({"annotation", "returns", "decorator_list", "type_params"})
_LONGEST = 90  # characters of a change as it is shown


class Mutant(NamedTuple):
    """`new` in the place of `old`, which is the field of `parent` (at an index, if the field is a list).

    `lines` is the range of the source lines of which one runs whenever the place runs; `function` the outermost function
    around it, None for what runs when the module is imported.
    """

    kind: str
    parent: ast.AST
    field: str
    index: int | None
    old: ast.AST
    new: ast.AST
    line: int
    lines: tuple[int, int]
    function: str | None
    change: str

    def put(self, node: ast.AST) -> None:
        """Put a node in the place."""
        if self.index is None:
            setattr(self.parent, self.field, node)
        else:
            getattr(self.parent, self.field)[self.index] = node


class _Around(NamedTuple):
    """Where the walk is: what surrounds a node."""

    function: str | None = None
    qualname: str = ""
    lines: tuple[int, int] = (0, 0)
    assigned: frozenset[str] = frozenset()  # names of the function that are given a value more than once


def mutants_of(tree: ast.Module) -> list[Mutant]:
    """All mutants of a module, in the order of its lines."""
    return sorted(_inside(tree, _Around()), key=lambda mutant: mutant.line)


def _inside(parent: ast.AST, around: _Around) -> Iterator[Mutant]:
    around = _entered(parent, around)
    if _is_default(parent, around):
        around = around._replace(function=None)
    for field, value in ast.iter_fields(parent):
        if field in _UNTOUCHED or (isinstance(parent, ast.JoinedStr) and field != "values"):
            continue
        for index, node in enumerate(value) if isinstance(value, list) else [(None, value)]:
            if not isinstance(node, ast.AST) or _is_left_alone(parent, field, node):
                continue
            here = around._replace(lines=_lines(node, around))
            for kind, new in _changes(parent, field, node, around):
                yield _mutant(kind, parent, field, index, node, new, here)
            yield from _inside(node, here)


def _entered(node: ast.AST, around: _Around) -> _Around:
    match node:
        case ast.FunctionDef() | ast.ClassDef():
            name = f"{around.qualname}{node.name}"
            if isinstance(node, ast.ClassDef):
                return around._replace(qualname=f"{name}.")
            outermost = around.function or name
            return around._replace(function=outermost, qualname=f"{name}.<locals>.", assigned=_assigned_again(node))
    return around


def _is_default(parent: ast.AST, around: _Around) -> bool:
    """Whether what stands in these arguments runs when the function is made, not when it is called."""
    return isinstance(parent, ast.arguments) and around.qualname.count("<locals>") == 1


def _assigned_again(function: ast.FunctionDef) -> frozenset[str]:
    arguments = [node.arg for node in ast.walk(function.args) if isinstance(node, ast.arg)]
    stored = [node.id for node in ast.walk(function) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)]
    return frozenset(name for name, times in Counter((*arguments, *stored)).items() if times > 1)


def _lines(node: ast.AST, around: _Around) -> tuple[int, int]:
    """The lines of the statement that a node is in; of one with a body, those of its head."""
    if isinstance(node, ast.stmt | ast.ExceptHandler | ast.match_case):
        start = getattr(node, "lineno", around.lines[0])
        body = getattr(node, "body", None)
        end = getattr(body[0], "lineno", start) - 1 if body else getattr(node, "end_lineno", start)
        return start, max(start, end)
    return around.lines


def _is_left_alone(parent: ast.AST, field: str, node: ast.AST) -> bool:
    is_docstring = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    is_of_message = isinstance(parent, ast.JoinedStr) and isinstance(node, ast.Constant)
    is_default = isinstance(parent, ast.arguments) and field in ("defaults", "kw_defaults") and node is None
    names = [target.id for target in getattr(node, "targets", ()) if isinstance(target, ast.Name)]
    return (
        is_docstring
        or is_of_message
        or is_default
        or "__all__" in names
        or isinstance(node, ast.Import | ast.ImportFrom)
    )


def _changes(parent: ast.AST, field: str, node: ast.AST, around: _Around) -> Iterator[tuple[str, ast.AST]]:
    """The kinds of change that a node takes, each with what stands there then."""
    if isinstance(node, ast.expr):
        yield from _conditions(parent, field, node)
        yield from _expressions(node)
        if isinstance(node, ast.Constant):
            yield from _constants(node)
    elif isinstance(node, ast.stmt) and around.function:
        yield from _statements(node, around)


def _conditions(parent: ast.AST, field: str, node: ast.expr) -> Iterator[tuple[str, ast.AST]]:
    if isinstance(parent, ast.If | ast.IfExp) and field == "test":
        yield "always", ast.Constant(True)
        yield "never", ast.Constant(False)
    elif isinstance(parent, ast.comprehension) and field == "ifs":
        yield "always", ast.Constant(True)
    elif isinstance(parent, ast.While) and field == "test":
        yield "never", ast.Constant(False)


def _expressions(node: ast.expr) -> Iterator[tuple[str, ast.AST]]:
    match node:
        case ast.Compare():
            for at, operator in enumerate(node.ops):
                new = copy.deepcopy(node)
                new.ops[at] = COMPARISONS[type(operator)]()
                yield "comparison", new
        case ast.UnaryOp(op=ast.Not()):
            yield "not", node.operand
        case ast.BoolOp():
            yield "and-or", ast.BoolOp(ast.Or() if isinstance(node.op, ast.And) else ast.And(), node.values)
        case ast.BinOp(op=ast.Add() | ast.Sub()):
            swapped = ast.Sub() if isinstance(node.op, ast.Add) else ast.Add()
            yield "plus-minus", ast.BinOp(node.left, swapped, node.right)
        case ast.Name(id="min" | "max", ctx=ast.Load()):
            yield "min-max", ast.Name("max" if node.id == "min" else "min", ast.Load())
        case ast.Call(func=ast.Name(id="next") | ast.Attribute(attr="get"), args=[_, _]):
            yield "default", ast.Call(node.func, node.args[:1], node.keywords)


def _constants(node: ast.Constant) -> Iterator[tuple[str, ast.AST]]:
    match node.value:
        case bool():
            yield "bool", ast.Constant(not node.value)
        case int() | float():
            yield "number", ast.Constant(node.value + 1)
        case str() if not _SENTENCE.fullmatch(node.value):
            yield "string", ast.Constant(node.value + "XX")


def _statements(node: ast.stmt, around: _Around) -> Iterator[tuple[str, ast.AST]]:
    match node:
        case ast.Expr() | ast.AugAssign() | ast.Continue() | ast.Break():
            yield "removed", ast.Pass()
        case ast.Assign() if any(_is_kept(target, around) for target in node.targets):
            yield "removed", ast.Pass()
        case ast.Return(value=ast.expr()) if not isinstance(node.value, ast.Constant):
            yield "return", ast.Return(ast.Constant(None))


def _is_kept(target: ast.expr, around: _Around) -> bool:
    """Whether what is assigned to has a value already, so that leaving the assignment out is no error by itself."""
    return not isinstance(target, ast.Name | ast.Tuple) or (
        isinstance(target, ast.Name) and target.id in around.assigned
    )


def _mutant(
    kind: str, parent: ast.AST, field: str, index: int | None, old: ast.AST, new: ast.AST, around: _Around
) -> Mutant:
    new = ast.fix_missing_locations(ast.copy_location(new, old))
    line = getattr(old, "lineno", around.lines[0])
    mutant = Mutant(kind, parent, field, index, old, new, line, around.lines, around.function, "")
    return mutant._replace(change=_change(mutant))


def _change(mutant: Mutant) -> str:
    """The change in words: what stood there and what stands there now, with the expression around it where that is short."""
    shown = mutant.parent if isinstance(mutant.parent, ast.expr | ast.keyword) else mutant.old
    before = ast.unparse(shown)
    if len(before) > _LONGEST:
        shown = mutant.old
        before = ast.unparse(shown)
    if isinstance(mutant.new, ast.Pass):
        return f"{_around(before, '')[0]} -> nothing"
    mutant.put(mutant.new)
    after = ast.unparse(mutant.parent if shown is mutant.parent else mutant.new)
    mutant.put(mutant.old)
    return " -> ".join(_around(before, after))


def _around(before: str, after: str) -> tuple[str, str]:
    """Both texts in one line, short: what surrounds the first difference of them."""
    before, after = " ".join(before.split()), " ".join(after.split())
    at = next((i for i, (one, other) in enumerate(zip(before, after, strict=False)) if one != other), 0)
    start = max(0, at - _LONGEST // 2) if max(len(before), len(after)) > _LONGEST else 0
    return _short(before[start:]), _short(after[start:])


def _short(words: str) -> str:
    return words if len(words) <= _LONGEST else words[:_LONGEST] + "…"
