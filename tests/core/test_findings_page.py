"""The page of findings is the catalogue's: a code that a report names is explained where the report says."""

from __future__ import annotations

import importlib.util
from pathlib import Path

from akn_convert.findings import catalogue, finding

SCRIPT = Path(__file__).parents[2] / "docs" / "findings.py"


def test_the_page_is_current() -> None:
    spec = importlib.util.spec_from_file_location("findings_page", SCRIPT)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    assert SCRIPT.with_suffix(".md").read_text("utf-8") == module.page(), "run: python docs/findings.py"


def test_each_rule_has_its_place_on_the_page() -> None:
    text = SCRIPT.with_suffix(".md").read_text("utf-8")
    for code in (code for code in catalogue() if code[0] == "R"):
        assert f"\n## {code}\n" in text
    assert finding("R27", why="x").url == "docs/findings.md#r27"
