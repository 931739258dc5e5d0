"""What a symbol alone tells: the IRI of the work with a date that is certain, or none; ids; dates of the Council."""

import re

import pytest

from akn_convert.grammar.citations import dates
from akn_convert.grammar.citations.symbols import one_symbol, reference_href, reference_id, work_iri
from akn_convert.grammar.clock import chinese_number, roman


@pytest.mark.parametrize(
    ("symbol", "iri"),
    [
        ("S/RES/1373(2001)", "/akn/un/statement/deliberation/un-sc/2001-09-28/1373-2001"),
        ("S/RES/1267(1999)", "/akn/un/statement/deliberation/un-sc/1999/1267-1999"),
        ("S/PRST/2021/1", "/akn/un/statement/deliberation/un-sc/2021/S-PRST-2021-1"),
        ("S/PV.7882", "/akn/un/debate/record/un-sc/2017-02-13/S-PV.7882"),
        ("S/PV.8178", "/akn/un/debate/record/un-sc/2018/S-PV.8178"),
        ("S/2018/372", "/akn/un/doc/communication/un-sc/2018/S-2018-372"),
        ("S/1999/1021/Add.1", "/akn/un/doc/communication/un-sc/1999/S-1999-1021-Add.1"),
        ("S/2000/10", "/akn/un/statement/deliberation/un-sc/2000/S-2000-10"),
        ("charter", "/akn/un/act/provision/un/1945-06-26/charter"),
    ],
)
def test_a_date_that_is_certain_gives_an_iri(symbol: str, iri: str) -> None:
    assert work_iri(symbol) == iri


@pytest.mark.parametrize(
    "symbol",
    [
        "A/RES/61/295",  # a session ends in another year
        "A/RES/2625(XXV)",
        "A/61/L.67",
        "A/60/PV.25",
        "S/RES/2248(2018)",  # a misprint: the series gives 2015
        "S/PV.2",
        "S/22609",
        "ST/SGB/2003/13",
        "E/2018/SR.12",
    ],
)
def test_a_date_or_class_that_is_not_certain_gives_none(symbol: str) -> None:
    assert work_iri(symbol) is None


def test_dates_that_the_record_tells_give_an_iri() -> None:
    told = {
        "A/RES/2625(XXV)": "1970-10-24",
        "A/RES/71/4": "2016-10-13",
        "A/C.1/73/PV.5": "2018",
        "S/PV.2": "1946-01-25",
    }
    assert {symbol: work_iri(symbol, told) for symbol in told} == {
        "A/RES/2625(XXV)": "/akn/un/statement/deliberation/un-ga/1970-10-24/2625-XXV",
        "A/RES/71/4": "/akn/un/statement/deliberation/un-ga/2016-10-13/71-4",
        "A/C.1/73/PV.5": "/akn/un/debate/record/un-ga-c1/2018/A-C.1-73-PV.5",
        "S/PV.2": "/akn/un/debate/record/un-sc/1946-01-25/S-PV.2",
    }


def test_a_resumed_meeting_keeps_its_number_in_the_iri() -> None:
    resumed = "S/PV.4548(Resumption1)"
    assert (
        work_iri(resumed, {resumed: "2002-06-03"}) == "/akn/un/debate/record/un-sc/2002-06-03/S-PV.4548_(Resumption_1)"
    )


def test_a_meeting_that_was_resumed_once_may_have_no_number_of_its_resumption() -> None:
    resumed = "S/PV.3463(Resumption)"
    assert one_symbol("S/PV.3463(Reprise)") == resumed
    assert work_iri(resumed, {resumed: "1994-12-02"}) == "/akn/un/debate/record/un-sc/1994-12-02/S-PV.3463_(Resumption)"


def test_a_part_of_a_meeting_has_a_record_of_its_own() -> None:
    part = "S/PV.2977(PartII)"
    assert work_iri(part, {part: "1991-02-14"}) == "/akn/un/debate/record/un-sc/1991-02-14/S-PV.2977_(Part_II)"


def test_ids_are_ascii_names_and_one_a_symbol() -> None:
    symbols = [
        "S/RES/1373(2001)",
        "A/RES/2625(XXV)",
        "A/73/L.60",
        "A/48/L.13/Corr.1",
        "S/PV.4548(Resumption1)",
        "charter",
    ]
    ids = [reference_id(symbol) for symbol in symbols]
    assert ids[:3] == ["doc-S-RES-1373-2001", "doc-A-RES-2625-XXV", "doc-A-73-L.60"]
    assert all(re.fullmatch(r"[A-Za-z][A-Za-z0-9.-]*", name) for name in ids)
    assert len(set(ids)) == len(ids)


def test_references_lead_to_where_the_document_can_be_read() -> None:
    assert reference_href("S/RES/1373(2001)") == "https://undocs.org/S/RES/1373(2001)"
    assert reference_href("charter").startswith("https://www.un.org/")


def test_a_resolution_is_dated_by_its_number_and_year() -> None:
    assert dates.resolution_date(1373, 2001) == "2001-09-28"
    assert dates.resolution_date(1373, 2002) is None
    assert dates.resolution_date(242, 1967) is None


@pytest.mark.parametrize(("number", "year"), [(1, 1946), (242, 1967), (1284, 1999), (1285, 2000), (2334, 2016)])
def test_the_series_of_resolutions_gives_the_year_of_a_number(number: int, year: int) -> None:
    assert dates.resolution_year(number) == year
    assert dates.is_resolution(number, year)
    assert not dates.is_resolution(number, year + 1)


def test_beyond_the_series_the_year_is_not_known() -> None:
    assert dates.resolution_year(0) is None
    assert dates.resolution_year(9999) is None
    assert not dates.is_resolution(9999, 2030)


def test_the_tables_never_run_backwards() -> None:
    held = sorted((int(symbol[5:]), day) for symbol, day in dates._meetings().items())
    assert [day for _, day in held] == sorted(day for _, day in held)
    years = [year for _, year in dates._last_numbers()]
    assert years == list(range(1946, years[-1] + 1))


def test_a_meeting_between_two_of_one_year_is_of_that_year() -> None:
    assert dates.meeting_date("S/PV.8178") is None
    assert dates.meeting_year("S/PV.8178") == 2018
    assert dates.meeting_year("S/PV.1") is None
    assert dates.meeting_year("S/PV.99999") is None
    assert dates.meeting_year("A/60/PV.25") is None


@pytest.mark.parametrize(
    ("printed", "value"),
    [
        ("五十一", 51),
        ("十", 10),
        ("一百零二", 102),
        ("二", 2),
        ("八一八〇", 8180),
        ("〇", 0),
        ("第五条", None),
        ("", None),
    ],
)
def test_chinese_numerals(printed: str, value: int | None) -> None:
    assert chinese_number(printed) == value


@pytest.mark.parametrize(("value", "figures"), [(1, "I"), (4, "IV"), (25, "XXV"), (39, "XXXIX"), (44, "XLIV")])
def test_roman_figures(value: int, figures: str) -> None:
    assert roman(value) == figures
