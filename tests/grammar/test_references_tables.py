"""Each language's table of citations: its examples say what is cited, its counter-examples that nothing is."""

import tomllib
from typing import Any

import pytest

from akn_convert.errors import GrammarError
from akn_convert.grammar.citations.references import References
from akn_convert.grammar.tables import text_of
from akn_convert.mapper.references import find_citations

LANGUAGES = ("ar", "en", "es", "fr", "ru", "zh")


def table(language: str) -> dict[str, Any]:
    text = text_of(language)
    return tomllib.loads(text)["references"]


def cited(text: str, words: References) -> list[str]:
    return [citation.symbol for citation in find_citations(text, 0, len(text), words, organ="un-sc")]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_example_cites_what_it_says(language: str) -> None:
    words = References.parse(table(language))
    assert {text: cited(text, words) for text, *_ in words.examples} == {
        text: symbols for text, *symbols in words.examples
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_counter_example_cites_anything(language: str) -> None:
    words = References.parse(table(language))
    assert {text: cited(text, words) for text in words.counter_examples} == {
        text: [] for text in words.counter_examples
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_table_has_enough_of_both(language: str) -> None:
    words = References.parse(table(language))
    assert len(words.examples) >= 15
    assert len(words.counter_examples) >= 8


def test_a_missing_key_is_named() -> None:
    wrong = table("en")
    del wrong["joints"]
    with pytest.raises(GrammarError, match="joints"):
        References.parse(wrong)


def test_an_unknown_key_is_named() -> None:
    with pytest.raises(GrammarError, match="colour"):
        References.parse({**table("en"), "colour": []})


@pytest.mark.parametrize(
    ("key", "value"), [("joints", "and"), ("joints", [1]), ("noun_last", "no"), ("organs", {"A": ["Assembly"]})]
)
def test_a_value_of_the_wrong_type_is_refused(key: str, value: object) -> None:
    with pytest.raises(GrammarError):
        References.parse({**table("en"), key: value})
