"""The table of a language against a list of names that others keep: `python -m akn_convert.grammar.states --check CSV`."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from akn_convert.grammar.states import States
from akn_convert.grammar.tables import text_of

_COLUMNS = {
    "en": ("UNTERM English Short", "UNTERM English Formal", "official_name_en"),
    "fr": ("UNTERM French Short", "UNTERM French Formal", "official_name_fr"),
    "es": ("UNTERM Spanish Short", "UNTERM Spanish Formal", "official_name_es"),
    "ru": ("UNTERM Russian Short", "UNTERM Russian Formal", "official_name_ru"),
    "zh": ("UNTERM Chinese Short", "UNTERM Chinese Formal", "official_name_cn"),
    "ar": ("UNTERM Arabic Short", "UNTERM Arabic Formal", "official_name_ar"),
}


class Coverage(NamedTuple):
    """How many names of a column the table of a language finds, of how many; `missing` are codes with names."""

    language: str
    column: str
    found: int
    asked: int
    missing: tuple[tuple[str, str], ...]


def load_states(language: str) -> States:
    """The States of a language of the package, by its two letters."""
    return States.parse(**tomllib.loads(text_of(language))["states"])


def coverage(language: str, rows: Sequence[Mapping[str, str]]) -> list[Coverage]:
    """How the table of a language covers rows of datasets/country-codes, a column each; Members and observers only."""
    states, every = load_states(language), set(load_states("en").codes.values())
    rows = [row for row in rows if row["ISO3166-1-Alpha-3"] in every]
    report = []
    for column in _COLUMNS[language]:
        asked = [(row["ISO3166-1-Alpha-3"], row[column]) for row in rows if row[column].strip()]
        missing = tuple((code, name) for code, name in asked if states.find(name) != code)
        report.append(Coverage(language, column, len(asked) - len(missing), len(asked), missing))
    return report


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints the coverage of every language against a copy of datasets/country-codes; 1 where a name is missing."""
    import argparse
    import csv
    from pathlib import Path

    parser = argparse.ArgumentParser(prog="python -m akn_convert.grammar.states", description=main.__doc__)
    parser.add_argument("--check", metavar="CSV", type=Path, required=True, help="country-codes.csv")
    with parser.parse_args(arguments).check.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    report = [line for language in _COLUMNS for line in coverage(language, rows)]
    for line in report:
        print(f"{line.language}  {line.column:<24}{line.found:>4} of {line.asked:<4}{line.found / line.asked:8.1%}")
        for code, name in line.missing:
            print(f"      missing: {code} {name}")
    return int(any(line.missing for line in report))
