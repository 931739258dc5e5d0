"""Imports go one way along the line, and the files stay small enough to read."""

import ast
from pathlib import Path

import pytest

import akn_convert

PACKAGE = Path(akn_convert.__file__).parent
# Each room may import from those before it, never from those after it.
LINE = ["errors", "findings", "text", "model", "files", "reader", "grammar", "layout", "mapper", "overrides", "writer",
        "validator", "reports", "report", "line", "workers", "batch", "ci", "exports", "site", "adapters", "cli"]  # fmt: skip
FILES = sorted(PACKAGE.rglob("*.py"))


def room_of(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imported(path: Path) -> set[str]:
    """The rooms that a file imports from."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("akn_convert."):
            found.add(node.module.split(".")[1])
        elif isinstance(node, ast.Import):
            found |= {a.name.split(".")[1] for a in node.names if a.name.startswith("akn_convert.")}
    return found


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_a_room_imports_only_from_rooms_before_it(path: Path) -> None:
    room = room_of(path)
    if room in ("__init__", "__main__"):
        return
    assert room in LINE
    allowed = set(LINE[: LINE.index(room) + 1])
    assert imported(path) <= allowed


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_a_file_stays_under_four_hundred_lines(path: Path) -> None:
    assert len(path.read_text("utf-8").splitlines()) < 400


def test_a_folder_stays_under_ten_modules_of_its_own() -> None:
    folders = {path.parent for path in FILES}
    sizes = {
        f.relative_to(PACKAGE).as_posix(): len([p for p in f.glob("*.py") if p.name != "__init__.py"]) for f in folders
    }
    assert {name: size for name, size in sizes.items() if size > 10} == {}
