"""Citations: where they stand, which document they name, and that no text makes finding them slow."""

import time
import tomllib
from functools import cache
from itertools import pairwise

import pytest

from akn_convert.grammar.citations.references import References
from akn_convert.grammar.tables import text_of
from akn_convert.mapper.references import Citation, find_citations

LANGUAGES = ("ar", "en", "es", "fr", "ru", "zh")


@cache
def words(language: str) -> References:
    text = text_of(language)
    return References.parse(tomllib.loads(text)["references"])


def find(text: str, language: str = "en", organ: str = "un-sc", year: int | None = None) -> list[Citation]:
    return find_citations(text, 0, len(text), words(language), organ=organ, year=year)


def symbols(text: str, language: str = "en", organ: str = "un-sc", year: int | None = None) -> list[str]:
    return [citation.symbol for citation in find(text, language, organ, year)]


@pytest.mark.parametrize(
    ("language", "text", "printed"),
    [
        ("en", "under resolutions 1373 (2001) and 60/288.", ["1373 (2001)", "60/288"]),
        ("en", "in document S/2026/8, annex", ["S/2026/8"]),
        ("en", "draft A/48/L.13 and Corr.1.", ["A/48/L.13", "Corr.1"]),
        ("en", "resolutions 46/39 A and B", ["46/39 A", "B"]),
        ("en", "Articles 41 and 42 of the Charter", ["41", "42"]),
        ("zh", "第1373（2001）、1540(2004)号决议", ["1373（2001）", "1540(2004)"]),
        ("zh", "第2341号相关决议，第2341(2017)号决议", ["2341", "2341(2017)"]),
        ("zh", "《联合国宪章》第五十一条", ["联合国宪章", "五十一"]),
        ("ar", ")2024( 2732 ار", ["2024( 2732"]),
        ("ru", "в резолюции Совета Безопасности 242 (1967)", ["242 (1967)"]),
    ],
)
def test_the_cut_holds_the_identifier_as_printed_and_nothing_else(language: str, text: str, printed: list[str]) -> None:
    assert [text[citation.cut.start : citation.cut.end] for citation in find(text, language)] == printed


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("resolutions 46/39 A and B", ["A/RES/46/39A", "A/RES/46/39B"]),
        ("resolutions 1373 (2001) and 1540 (2004)", ["S/RES/1373(2001)", "S/RES/1540(2004)"]),
        ("decisions 54 (2001) and 61/401", ["A/DEC/61/401"]),
        ("decision 401", []),
        ("decision 401 (XIV)", []),
        ("resolution 377 (V)", ["A/RES/377(V)"]),
    ],
)
def test_a_number_is_of_its_series(text: str, found: list[str]) -> None:
    assert symbols(text, organ="un-ga") == found


def test_cuts_are_offsets_of_the_whole_text_and_keep_within_the_range() -> None:
    text = "S/2026/8 and S/2026/9 and S/2026/10"
    found = find_citations(text, 13, 21, words("en"), organ="un-sc")
    assert [(text[c.cut.start : c.cut.end], c.symbol) for c in found] == [("S/2026/9", "S/2026/9")]


def test_a_number_takes_its_year_from_the_same_number_elsewhere_before_or_after() -> None:
    assert symbols("Resolution 2248 stands. See resolution 2248 (2018).") == ["S/RES/2248(2018)"] * 2


def test_a_number_takes_its_session_from_the_same_number_elsewhere() -> None:
    text = "resolution 1514 (XV); resolution 1514 was a beginning"
    assert symbols(text, organ="un-ga") == ["A/RES/1514(XV)"] * 2


def test_a_number_alone_takes_its_year_from_the_series_in_a_record_of_the_council() -> None:
    assert symbols("by resolution 1325") == ["S/RES/1325(2000)"]
    assert symbols("by resolution 1325", organ="un-ga") == []
    assert symbols("by Security Council resolution 1325", organ="un-ga") == ["S/RES/1325(2000)"]
    assert symbols("by General Assembly resolution 1325") == []


def test_no_resolution_is_taken_from_after_the_record() -> None:
    assert symbols("by resolution 1514", year=1961) == []
    assert symbols("by resolution 242", year=1969) == ["S/RES/242(1967)"]


def test_a_count_after_a_resolution_is_no_resolution() -> None:
    assert symbols("under resolution 1701 (2006) and 2000 troops") == ["S/RES/1701(2006)"]
    assert symbols("under resolution 1701 and 2000 troops") == ["S/RES/1701(2006)"]
    assert symbols("under resolutions 1559 and 1701") == ["S/RES/1559(2004)", "S/RES/1701(2006)"]


def test_a_year_that_the_record_misprints_is_kept_where_the_word_stands_before_it() -> None:
    assert symbols("resolution 2248 (2018)") == ["S/RES/2248(2018)"]
    assert symbols("some 2248 (2018)") == []


def test_the_assembly_numbers_by_session_since_the_thirty_first() -> None:
    assert symbols("resolutions 31/1, 30/1 and 79/7", organ="un-ga") == ["A/RES/31/1", "A/RES/79/7"]


def test_another_organ_named_far_off_or_in_another_clause_does_not_count() -> None:
    assert symbols("The Human Rights Council met. By resolution 60/251 it was made.") == ["A/RES/60/251"]
    assert symbols("in the Human Rights Council, resolution 60/251") == ["A/RES/60/251"]


def test_a_second_addition_is_completed_from_the_document_not_from_the_first() -> None:
    assert symbols("A/60/253/Add.1 and Add.2") == ["A/60/253/Add.1", "A/60/253/Add.2"]
    assert symbols("A/60/253/Rev.1 and Corr.1") == ["A/60/253/Rev.1", "A/60/253/Rev.1/Corr.1"]


def test_signs_that_only_look_like_those_of_a_symbol_are_read_as_them() -> None:
    assert symbols("А/С.3/68/L.77 и S／2026／8", "ru") == ["A/C.3/68/L.77", "S/2026/8"]
    assert symbols("القرار ٢٤٢ (١٩٦٧)", "ar") == ["S/RES/242(1967)"]


def test_a_symbol_cut_short_is_none() -> None:
    assert symbols("S/2026 and A/76 and 9/S/2026") == []
    assert symbols("S/13549 and S/PV.2") == ["S/13549", "S/PV.2"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_symbols_do_not_depend_on_the_language(language: str) -> None:
    family = ["A/HRC/48/60/Add.1", "A/ES-10/PV.5", "A/S-23/10/Rev.1", "E/2018/SR.12", "S/AC.37/2003/1", "S/Agenda/9642"]
    assert symbols("; ".join(family), language) == family


@pytest.mark.parametrize("language", LANGUAGES)
def test_citations_are_in_order_and_never_overlap(language: str) -> None:
    text = "; ".join(example[0] for example in words(language).examples)
    cuts = [citation.cut for citation in find(text, language)]
    assert len(cuts) > 20
    assert all(one.end <= other.start for one, other in pairwise(cuts))


# fmt: off
PUMPED = (
    "1", "1(", "1 (2001), ", "1373 (2001) and ", "1、", "第1号、", "1号和", "和1", "/1", "S/1/", "A /", "ES-",
    "S-1/1 ", " ", "resolution ", "resolution 1 ", "resolutions 1/1 A and B, ", "(", "Articles 1, ",
    "1 (XXV), ", "宪章第", "Corr.1 and ", "A/48/L.13 and Corr.1", "قرار 1 و ", "2024( ", "резолюции 1, ",
    "resolution of the the ", "S/PV. 1 ",
)
# fmt: on


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("seed", PUMPED)
def test_every_pattern_is_linear(language: str, seed: str) -> None:
    table = words(language)
    text = (seed * 100_000)[:100_000]
    for name in ("symbols", "numbers", "dated", "charter_name", "articles"):
        pattern = getattr(table, name)
        assert min(_seconds(pattern, text) for _ in range(3)) < 0.05 * 3, name  # 50 ms on an idle machine


def _seconds(pattern: object, text: str) -> float:
    begun = time.process_time()
    for _ in pattern.finditer(text):  # type: ignore[attr-defined]
        pass
    return time.process_time() - begun
