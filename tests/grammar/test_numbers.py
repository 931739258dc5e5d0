"""Numbers in words, as covers and votes print them, and signs that stand for each other in patterns."""

import pytest

from akn_convert import grammar
from akn_convert.grammar.clock import find_hour, number
from akn_convert.grammar.schema import compiled


@pytest.mark.parametrize(
    ("language", "words", "value"),
    [
        ("fr", "Soixante et onzième", 71),
        ("fr", "Quatre-vingt-unième", 81),
        ("fr", "QUATRE-VINGT-DIX-SEPTIEME", 97),
        ("fr", "Quatre-vingtième", 80),
        ("fr", "QUATRE CENT QUATRE-VINGT-DOUZIEME", 492),
        ("fr", "mille huit cent soixante-quinzième", 1875),
        ("fr", "une", 1),
        ("es", "Septuagésimo tercer", 73),
        ("es", "DECIMOSEXTO", 16),
        ("es", "Quincuagésimo octavo", 58),
        ("es", "sesenta y dos", 62),
        ("es", "ninguno", 0),
        ("zh", "七十三", 73),
    ],
)
def test_number_words_add_up_and_hundreds_multiply(language: str, words: str, value: int) -> None:
    assert number(words, grammar.load(language)) == value


@pytest.mark.parametrize("words", ["Soixante-treize ans", "vallée", "", "treizième année"])
def test_words_that_are_more_than_a_number_are_none(words: str) -> None:
    assert number(words, grammar.load("fr")) is None


@pytest.mark.parametrize(
    ("language", "printed", "clock"),
    [
        ("fr", "15 h 5", "15:05"),
        ("fr", "15 h. 30", "15:30"),
        ("fr", "18 heures", "18:00"),
        ("fr", "midi", "12:00"),
        ("es", "15.05 horas", "15:05"),
        ("es", "3.30 p.m.", "15:30"),
    ],
)
def test_hours_are_read_and_the_full_stop_behind_them_is_not(language: str, printed: str, clock: str) -> None:
    found = find_hour(f"{printed}.", grammar.load(language))
    assert found is not None
    assert (found.clock, found.end) == (clock, len(printed))


@pytest.mark.parametrize("sign", ["'", "’", "ʼ", "´", "`"])
def test_an_apostrophe_in_a_pattern_stands_for_every_sign_that_is_printed_for_it(sign: str) -> None:
    assert compiled(["l’ordre"]).fullmatch(f"l{sign}ordre")
    assert compiled(["[\\w’]+"]).fullmatch(f"l{sign}ordre")


@pytest.mark.parametrize("language", ["es", "fr"])
def test_the_languages_are_complete(language: str) -> None:
    assert grammar.load(language).language.iso2 == language
