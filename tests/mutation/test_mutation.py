"""The runner of mutation tests on a module of three functions: what it kills, what survives, what is explained."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
from run import EXPLAINED, SAMPLED, WHOLE

ROOT = Path(__file__).parents[2]
MODULE = """
LIMIT = 3

def larger(one, other):
    return one if one > other else other

def fits(number):
    return number < LIMIT

def untested(number=0):
    return number

def unused(number):
    return number

def above(least):
    def allows(number):
        return number > least
    return allows

IS_LARGE = above(7)
"""
TESTS = """
from toy import IS_LARGE as is_large, fits, larger

def test_larger():
    assert larger(1, 2) == 2 and larger(2, 1) == 2

def test_what_is_one_fits():
    assert fits(1)
    assert not fits(5)

def test_eight_is_large():
    assert is_large(8) and not is_large(7)
"""
FROZEN = """
import gc

def pytest_collection_finish():
    gc.freeze()
"""
REASON = """
[[equivalent]]
file = "toy.py"
line = "return one if one > other else other"
change = "one if one > other else other -> one if one >= other else other"
why = "of two equal numbers either is the larger"

[[equivalent]]
file = "toy.py"
line = "return one"
change = "one -> two"
why = "it is gone"

[[equivalent]]
file = "toy.py"
function = "unused"
line = "return number"
change = "return number -> return None"
why = "it is never called, and the other one has no reason"
"""


def test_the_score_counts_what_is_killed_and_leaves_out_what_is_explained(tmp_path: Path) -> None:
    (tmp_path / "tests").mkdir()
    (tmp_path / "toy.py").write_text(MODULE)
    (tmp_path / "conftest.py").write_text(FROZEN)  # as ours
    (tmp_path / "tests" / "test_toy.py").write_text(TESTS)
    (tmp_path / "equivalent.toml").write_text(REASON)
    options = ["--root", str(tmp_path), "--file", "toy.py", "--explained", str(tmp_path / "equivalent.toml")]
    command = [sys.executable, str(ROOT / "tests" / "mutation" / "run.py"), *options]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120)
    survived = [line.split(" | ")[1] for line in done.stdout.splitlines() if line.startswith("survived: ")]
    assert survived == [
        "3 -> 4",  # by running again
        "number < LIMIT -> number <= LIMIT",  # by code
        "0 -> 1",  # by importing again
        "return number -> return None",
    ], done.stdout + done.stderr
    assert "explained, but not there: toy.py: return one | one -> two" in done.stdout
    assert done.stdout.splitlines()[-1] == "| all | 8 of 12 | 67 % | 2 |"


@pytest.mark.parametrize(
    "row", tomllib.loads(EXPLAINED.read_text("utf-8"))["equivalent"], ids=lambda row: row["change"]
)
def test_what_is_explained_names_a_module_a_line_a_change_and_a_reason(row: dict[str, str]) -> None:
    assert row["file"] in (*WHOLE, *SAMPLED) and (ROOT / row["file"]).exists()
    assert {"file", "line", "change", "why"} <= set(row) <= {"file", "line", "change", "why", "function"}
    assert all(row.values())
