"""A small mutation test: break one thing at a time in a module, and see whether its tests notice.

    python tests/mutation/run.py [--only text] [--most 40] [--seed 1]

A mutant turns a comparison, drops a `not`, swaps `and` and `or`, moves a whole number by one, or swaps + and -. What
tests pass with has survived, and is printed. Works on a copy of the package, so that the checkout is never broken.
"""

from __future__ import annotations

import argparse
import ast
import copy
import random
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[2]
TARGETS = {
    "text": ("akn_convert/text.py", ["tests/core/test_text.py", "tests/validator/test_fidelity.py"]),
    "fidelity": ("akn_convert/validator/fidelity.py", ["tests/validator/test_fidelity.py"]),
    "joins": ("akn_convert/layout/joins.py", ["tests/layout", "tests/records/test_made.py"]),
    "furniture": ("akn_convert/layout/furniture.py", ["tests/layout", "tests/records/test_made.py"]),
    "eid": ("akn_convert/writer/eid.py", ["tests/writer", "tests/records/test_made.py"]),
    "votes": ("akn_convert/mapper/verbatim/votes.py", ["tests/mapper", "tests/records/test_made.py"]),
}  # fmt: skip
COMPARISONS = {ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
               ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.In: ast.NotIn, ast.NotIn: ast.In}  # fmt: skip


def places(tree: ast.AST) -> list[tuple[int, str]]:
    """Each node that can be mutated, by its number in a walk, with what is done to it; annotations are left alone."""
    found = []
    for number, node in enumerate(ast.walk(tree)):
        if isinstance(node, ast.Compare) and type(node.ops[0]) in COMPARISONS:
            found.append((number, "comparison"))
        elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
            found.append((number, "not"))
        elif isinstance(node, ast.BoolOp):
            found.append((number, "and-or"))
        elif isinstance(node, ast.Constant) and type(node.value) is int:
            found.append((number, "number"))
        elif isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add | ast.Sub):
            found.append((number, "plus-minus"))
    return found


def mutant(tree: ast.Module, number: int, kind: str) -> tuple[str, int]:
    """The source of a mutant, and the line that it differs in."""
    changed = copy.deepcopy(tree)
    node = next(node for at, node in enumerate(ast.walk(changed)) if at == number)
    match node:
        case ast.Compare():
            node.ops[0] = COMPARISONS[type(node.ops[0])]()
        case ast.UnaryOp():
            node.operand = ast.UnaryOp(ast.Not(), node.operand)
        case ast.BoolOp():
            node.op = ast.Or() if isinstance(node.op, ast.And) else ast.And()
        case ast.Constant():
            node.value += 1
        case ast.BinOp():
            node.op = ast.Sub() if isinstance(node.op, ast.Add) else ast.Add()
    return ast.unparse(ast.fix_missing_locations(changed)), node.lineno


def survives(copy_of: Path, file: str, source: str, tests: list[str]) -> bool:
    """Whether all tests pass with a mutant in place; one that runs too long is noticed."""
    (copy_of / file).write_text(source, encoding="utf-8")
    command = [
        sys.executable,
        "-B",
        "-m",
        "pytest",
        "-q",
        "-x",
        "-p",
        "no:cacheprovider",
        "-m",
        "not extras and not shared",
    ]
    command += [test for test in tests if (copy_of / test).exists()]
    try:
        done = subprocess.run(
            command,
            cwd=copy_of,
            capture_output=True,
            timeout=90,
            env={"PYTHONPATH": str(copy_of), "PATH": "/usr/bin:/bin"},
        )
    except subprocess.TimeoutExpired:
        return False
    return done.returncode == 0


def score(name: str, most: int, seed: int) -> tuple[int, int]:
    """Try mutants of a module; how many were killed, how many tried."""
    file, tests = TARGETS[name]
    tree = ast.parse((ROOT / file).read_text("utf-8"))
    chosen = places(tree)
    if len(chosen) > most:
        chosen = sorted(random.Random(seed).sample(chosen, most))
    killed = 0
    with tempfile.TemporaryDirectory() as scratch:
        copy_of = Path(scratch) / "copy"
        shutil.copytree(
            ROOT, copy_of, ignore=shutil.ignore_patterns(".git", "corpus", ".hypothesis", "__pycache__", "site")
        )
        plain = ast.unparse(tree)
        if not survives(copy_of, file, plain, tests):
            raise SystemExit(f"{name}: the tests fail without any mutant")
        for number, kind in chosen:
            source, line = mutant(tree, number, kind)
            if survives(copy_of, file, source, tests):
                print(f"survived: {file}:{line} {kind}", flush=True)
            else:
                killed += 1
    print(f"{name}: {killed} of {len(chosen)} mutants killed", flush=True)
    return killed, len(chosen)


def main() -> None:
    """Print the survivors and the score of each module, and the score of all."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", action="append", choices=TARGETS)
    parser.add_argument("--most", type=int, default=40, help="mutants of a module, chosen by the seed")
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    scores = [score(name, args.most, args.seed) for name in args.only or TARGETS]
    killed, tried = (sum(column) for column in zip(*scores, strict=True))
    print(f"{killed} of {tried} mutants killed ({100 * killed // max(1, tried)} %)")


if __name__ == "__main__":
    main()
