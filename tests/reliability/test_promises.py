"""The table of docs/reliability.md names a test for each kind of bad input, and the test is there."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ROWS = [
    line
    for line in (ROOT / "docs" / "reliability.md").read_text("utf-8").split("## Figures")[0].split("\n")
    if line.startswith("| ") and not line.startswith(("| bad input", "|---"))
]


def named_by(row: str) -> list[tuple[str, str]]:
    """The files and functions that the last cell of a row names; `::name` is one more of the file before it."""
    named, file = [], ""
    for path, name in re.findall(r"`([\w/]*\.py)?(?:::(\w+))?`", row.rsplit(" | ", 1)[1]):
        file = path or file
        named.append((file, name))
    return named


@pytest.mark.parametrize("row", ROWS, ids=[row.split("|")[1].strip()[:50] for row in ROWS])
def test_each_row_names_tests_that_there_are(row: str) -> None:
    named = named_by(row)
    assert named
    for file, name in named:
        source = (ROOT / "tests" / file).read_text("utf-8")
        assert f"def {name}(" in source or (file == "fuzz/targets.py" and not name), (file, name)


def test_there_is_a_row_for_each_kind_of_bad_input() -> None:
    assert len(ROWS) >= 24
