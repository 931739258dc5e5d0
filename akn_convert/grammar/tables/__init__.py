"""The tables of the languages, one file each, named by its ISO 639-1 code."""

from __future__ import annotations

from functools import cache
from importlib import resources


@cache
def codes() -> tuple[str, ...]:
    """The ISO 639-1 codes of all languages that have a file, in order."""
    files = resources.files(__name__).iterdir()
    return tuple(sorted(file.name[:-5] for file in files if file.name.endswith(".toml")))


@cache
def text_of(code: str) -> str:
    """The TOML of a language, by its ISO 639-1 code; FileNotFoundError where there is none."""
    return (resources.files(__name__) / f"{code}.toml").read_text("utf-8")
