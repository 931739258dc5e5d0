"""Writes docs/findings.md from the catalogue: `python docs/findings.py`; a test sees that it is current."""

from __future__ import annotations

from pathlib import Path

from akn_convert.findings import Entry, catalogue

PAGE = Path(__file__).with_suffix(".md")
_HEAD = """# Findings

Written by `python docs/findings.py` from `akn_convert/catalogue/*.toml`; do not edit. `akn-convert explain CODE` prints
the same. An error fails a document, a warning and a note do not.
"""


def page() -> str:
    """The page: a table of all codes, then a section each, rules by number first."""
    entries = sorted(catalogue().values(), key=_order)
    rows = [f"| [{e.code}](#{e.code.lower()}) | {e.severity} | {_cell(e.sentence)} |" for e in entries]
    table = "\n".join(["| code | severity | what is said |", "|---|---|---|", *rows])
    return "\n".join([_HEAD, table, "", *map(_section, entries)])


def _order(entry: Entry) -> tuple[bool, int, str]:
    is_rule = entry.code[0] == "R" and entry.code[1:].isdigit()
    return not is_rule, int(entry.code[1:]) if is_rule else 0, entry.code


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("<", "&lt;")


def _section(entry: Entry) -> str:
    parts = [f"## {entry.code}", f"**{entry.severity}**: {entry.sentence}".replace("<", "&lt;")]
    parts.append(" ".join(entry.explain.split()).replace("&", "&amp;").replace("<", "&lt;"))
    for name, example in (("Broken", entry.broken), ("Mended", entry.mended)):
        if example:
            parts.append(f"{name}:\n\n```xml\n{example.strip()}\n```")
    return "\n\n".join(parts) + "\n"


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
