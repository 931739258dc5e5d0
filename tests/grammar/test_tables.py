"""Every rule of every language carries examples that it matches and counter-examples that it does not."""

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass

import pytest

from akn_convert import grammar
from akn_convert.errors import GrammarError
from akn_convert.grammar.schema import Grammar, Rule, build

# Tables of these parts are searched for inside a line; all others must match from its start.
SEARCHED = ("heads.delivery", "heads.functions", "capacities", "votes.spoken", "votes.adopted", "votes.rejected", "votes.draft",
            "headings.continued", "language.compounds", "dates", "statements", "cover.status", "cover.kind")  # fmt: skip


def rules(value: object, path: str = "") -> Iterator[tuple[str, Rule]]:
    """Every rule below a value, with its path in the TOML file."""
    if isinstance(value, Rule):
        yield path, value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from rules(inner, f"{path}.{key}")
    elif is_dataclass(value) and not isinstance(value, type) and type(value).__module__.endswith("schema"):
        for field in fields(value):
            yield from rules(getattr(value, field.name), f"{path}.{field.name}" if path else field.name)


ALL = [(code, path, rule) for code in grammar.languages() for path, rule in rules(grammar.load(code))]


@pytest.mark.parametrize(("code", "path", "rule"), ALL, ids=[f"{code}-{path}" for code, path, _ in ALL])
def test_a_rule_matches_its_examples_and_no_counter_example(code: str, path: str, rule: Rule) -> None:
    apply = rule.pattern.search if path.startswith(SEARCHED) else rule.pattern.match
    assert [example for example in rule.examples if not apply(example)] == []
    assert [example for example in rule.counter if apply(example)] == []


SCENES = [row for row in ALL if row[1].startswith(("scenes", "votes.result")) and grammar.load(row[0]).language.blank]


@pytest.mark.parametrize(("code", "path", "rule"), SCENES, ids=[f"{code}-{path}" for code, path, _ in SCENES])
def test_a_scene_is_known_wherever_its_line_breaks(code: str, path: str, rule: Rule) -> None:
    broken = [
        example[: blank.start()] + "\n" + example[blank.end() :]
        for example in rule.examples
        for blank in re.finditer(" ", example)
    ]
    whole = re.compile(f"(?:{rule.source})\\s*")
    assert [example for example in broken if not whole.fullmatch(example)] == []


@pytest.mark.parametrize(("code", "path", "rule"), ALL, ids=[f"{code}-{path}" for code, path, _ in ALL])
def test_a_rule_that_can_match_has_examples(code: str, path: str, rule: Rule) -> None:
    assert rule.pattern.pattern == "(?!)" or (rule.examples and rule.counter)


def test_a_missing_and_an_unknown_key_are_named() -> None:
    with pytest.raises(GrammarError, match=r"xx\.toml: missing key .*heads"):
        build(Grammar, {"detect": []}, "xx.toml")
    table = {name: {} for name in Grammar.__dataclass_fields__} | {"verbs": {}}
    with pytest.raises(GrammarError, match=r"xx\.toml: unknown key verbs"):
        build(Grammar, table, "xx.toml")
