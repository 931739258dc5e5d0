"""What the rules read in a text: a date or a time in any language that prints figures, and which language it looks like."""

from __future__ import annotations

import pytest

from akn_convert.validator.rules.dates import _MONTHS, date_disagrees, time_disagrees
from akn_convert.validator.rules.scripts import looks_like


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Tuesday, 13 February 2018", ""),
        ("13 février 2018", ""),
        ("الثلاثاء، ١٣ شباط/فبراير ٢٠١٨", ""),
        ("2018年2月13日星期二", ""),
        ("13", ""),
        ("February", ""),  # no figures: it cannot be read
        ("March", ""),
        ("13 February 2017", "the text says 2017"),
        ("13 February 1900", "the text says 1900"),
        ("13 February 2199", "the text says 2199"),
        ("13 February 1899", ""),  # too old to be a year of ours
        ("13 February 2200", ""),
        ("12 February 2018", "the text says 12"),
        ("1 February", "the text says 1"),
        ("31 February", "the text says 31"),
        ("32 February", ""),
        ("0 February", ""),
        ("12 and 13 February 2017 and 2018", ""),
        ("13 March 2018", "the text names month 3"),
        ("13 March and 14 February 2018", ""),
        ("13 كانون الثاني 2018", "the text names month 1"),
        ("13 Septembrie 2018", ""),
    ],
)
def test_a_date_is_what_a_text_says(text: str, why: str) -> None:
    assert date_disagrees("2018-02-13", text) == why


def test_what_is_no_date_agrees_with_everything() -> None:
    assert date_disagrees("2018-02", "14 March 2017") == "" == date_disagrees("", "14")
    assert date_disagrees("2018-02-13T10:00:00", "14") == "the text says 14"


@pytest.mark.parametrize("month", range(1, 13))
def test_every_month_is_known_in_every_language(month: int) -> None:
    for name in _MONTHS[month - 1].split():
        text = f"5 {name.replace('_', ' ').title()} 2018"
        assert date_disagrees(f"2018-{month:02}-05", text) == ""
        assert date_disagrees(f"2018-{month % 12 + 1:02}-05", text) == f"the text names month {month}"
    assert len(_MONTHS[month - 1].split()) >= 6


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("3.10 p.m.", ""),
        ("3:10", ""),
        ("15h10", ""),
        ("下午3时10分", ""),
        ("3.40 p.m. ", "the text says 3.40 p.m."),
        ("4.10 p.m.", "the text says 4.10 p.m."),
        ("3 p.m.", "the text says 3 p.m."),
        ("in the afternoon", ""),
        ("3.10 and 4", ""),  # too many figures to tell
    ],
)
def test_a_time_is_what_a_text_says(text: str, why: str) -> None:
    assert time_disagrees("2018-02-13T15:10:00-05:00", text) == why
    assert time_disagrees("15:10:00", text) == why


def test_the_hour_alone_is_the_full_hour_and_noon_is_twelve() -> None:
    assert time_disagrees("15:00:00", "3 p.m.") == "" == time_disagrees("12:00:00", "12 noon")
    assert time_disagrees("00:30:00", "12.30 a.m.") == ""
    assert time_disagrees("at 15:10:00", "4") == "" == time_disagrees("2018-02-13", "4")


ENGLISH = "the end of the lake and to the shore in it "
OTHERS = {
    "ara": "قال الممثل إن البحيرة منخفضة ",
    "rus": "Представитель сказал об озере ",
    "zho": "安理会审议了这一问题",
    "fra": "les eaux des lacs et une rive du nord ",
    "spa": "los lagos y las aguas del norte una vez ",
    "deu": "der See und die Ufer den Sommer des Jahres ",
}


@pytest.mark.parametrize("language", [*OTHERS, "eng"])
def test_a_text_looks_like_its_language_and_contradicts_the_others(language: str) -> None:
    text = (OTHERS | {"eng": ENGLISH})[language] * 20
    assert looks_like(text, instead_of=language) == ""
    for other in (*OTHERS, "eng"):
        if other != language:
            assert looks_like(text, instead_of=other) == language


EVERYDAY = {
    "eng": "the of and to in",
    "fra": "les des du et une",
    "spa": "los del las y una",
    "deu": "der die und den des",
}


@pytest.mark.parametrize(("language", "word"), [(name, word) for name in EVERYDAY for word in EVERYDAY[name].split()])
def test_each_everyday_word_counts_for_its_language(language: str, word: str) -> None:
    other = next(other for other in EVERYDAY[language].split() if other != word)
    declared = "fra" if language == "eng" else "eng"
    ten = "abc" * 90 + f" {other} x" * 10 + " "
    assert looks_like(ten, instead_of=declared) == ""
    assert looks_like(f"{ten}{word} x", instead_of=declared) == language


def test_a_language_that_is_in_no_table_is_never_contradicted() -> None:
    assert looks_like(ENGLISH * 20, instead_of="ita") == "" == looks_like("国" * 900, instead_of="tha")


def test_of_less_than_two_hundred_letters_nothing_is_said() -> None:
    assert looks_like("國" * 66, instead_of="eng") == ""  # a sign carries what three letters do
    assert looks_like("國" * 67, instead_of="eng") == "zho"
    assert looks_like("ж" * 199, instead_of="eng") == "" != looks_like("ж" * 200, instead_of="eng")


def test_a_text_of_two_scripts_is_doubtful_up_to_twice_as_many_letters() -> None:
    def mixed(cyrillic: int, latin: int) -> str:
        return looks_like("ж" * cyrillic + "." * 3000 + "a" * latin, instead_of="eng")

    assert mixed(1000, 501) == "" == mixed(1000, 1000)
    assert mixed(1000, 500) == "rus" == mixed(1000, 0)


def test_a_third_of_the_letters_in_the_script_of_the_language_is_as_it_should_be() -> None:
    assert looks_like("ж" * 1000 + "a" * 501, instead_of="eng") == ""
    assert looks_like("ж" * 1000 + "a" * 500, instead_of="eng") == "rus"
    assert looks_like("国" * 200 + "a" * 399, instead_of="zho") == ""
    assert looks_like("国" * 600 + "a" * 301, instead_of="eng") == ""
    assert looks_like("国" * 600 + "a" * 300, instead_of="eng") == "zho"


def test_words_are_counted_only_in_the_letters_of_the_language() -> None:
    quoted = " the x" * 50 + " "
    assert looks_like("ж" * 200 + quoted, instead_of="rus") == ""
    assert looks_like("ж" * 300 + quoted + "." * 3000, instead_of="rus") == ""


def test_words_tell_more_than_ten_of_them_and_three_times_as_many_as_the_declared_language_has() -> None:
    french = " les x" * 10 + " "
    assert looks_like("abc" * 90 + french, instead_of="eng") == ""
    assert looks_like("abc" * 90 + french + "les ", instead_of="eng") == "fra"
    assert looks_like("abc" * 90 + " les x" * 12 + " " + " the x" * 4 + " ", instead_of="eng") == ""
    assert looks_like("abc" * 90 + " les x" * 13 + " " + " the x" * 4 + " ", instead_of="eng") == "fra"
    assert (
        looks_like("." * 3000 + " LES X" * 50, instead_of="eng") == "fra"
    )  # few letters, but of the script, in capitals
