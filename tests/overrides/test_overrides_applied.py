"""Overrides correct what is said about a text, never the text; the result is as valid as before, and tells what was done."""

import json
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

import akn_convert
from akn_convert.exports.readback import read_back
from akn_convert.overrides import Overrides, OverridesError, apply, parse

# A meeting made up, printed as a Chinese record of the Security Council is.
MEETING = (Path(__file__).parent / "meeting.zh.txt").read_text("utf-8")


def convert(*documents: dict[str, Any], **options: Any) -> Any:
    entries = [{"where": {"file": "a.txt"}, **document} for document in documents]
    overrides = Overrides(tuple(parse({"document": entries}))) if documents else None
    return akn_convert.convert(MEETING, filename="a.txt", overrides=overrides, **options)


def speakers(conversion: Any) -> list[tuple[str, str, str]]:
    return [(part.speaker, part.country, part.capacity) for part in read_back(conversion.xml).speeches]


def words(conversion: Any) -> str:
    root = etree.fromstring(conversion.xml)
    return "".join("".join(root[0][i].itertext()) for i in range(1, len(root[0])))


PLAIN = convert()
CHANGES = [
    {"set": {"symbol": "S/PV.9902", "date": "2024-03-06"}},
    {"speaker": [{"printed": "丙丁女士", "name": "丙丁·某某女士"}]},
    {"speaker": [{"printed": "丙丁女士", "state": "BEL", "state_name": "比利时"}]},
    {"speaker": [{"printed": "庚辛先生", "state": "PSE", "capacity": "observer"}]},
    {"speaker": [{"printed": "庚辛先生", "capacity": "secretariat"}]},
    {"speaker": [{"printed": "甲乙先生", "capacity": "acting_president", "state": "KOR", "name": "壬癸先生"}]},
    {"section": [{"heading": "一个地方的局势", "kind": "procedural"}]},
    {"section": [{"number": 2, "kind": "procedural"}]},
]


def test_the_meeting_is_read_as_printed():
    assert PLAIN.valid and PLAIN.report["overrides"] == []
    assert speakers(PLAIN) == [
        ("甲乙先生", "JPN", "president"), ("丙丁女士", "FRA", "representative"), ("甲乙先生", "JPN", "president"),
        ("庚辛先生", "", "briefer"), ("甲乙先生", "JPN", "president"),
    ]  # fmt: skip


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: json.dumps(change, ensure_ascii=False)[:60])
def test_every_change_leaves_a_valid_document_with_the_same_words(change):
    changed = convert(change)
    # R22: the printed date is now another than the one set, and a reader of the report should know.
    assert {f.code for f in changed.findings if f not in PLAIN.findings} <= ({"R22"} if "set" in change else set())
    assert changed.valid and changed.xml != PLAIN.xml
    assert words(changed) == words(PLAIN)
    assert changed.report["overrides"] != []


def test_a_symbol_and_a_date_reach_every_iri_and_time():
    changed = convert({"set": {"symbol": "S/PV.9902", "date": "2024-07-06"}})
    document = read_back(changed.xml)
    assert (document.symbol, document.date) == ("S/PV.9902", "2024-07-06")
    assert document.work_iri == "/akn/un/debate/record/un-sc/2024-07-06/S-PV.9902"
    assert document.opened == "2024-07-06T10:05:00-04:00"
    assert b"9901" not in changed.xml.replace("第 九 九 〇 一".encode(), b"")
    assert changed.report["overrides"] == [
        {"origin": "overrides, document 1", "what": "symbol", "was": "S/PV.9901", "becomes": "S/PV.9902"},
        {"origin": "overrides, document 1", "what": "date", "was": "2024-03-05", "becomes": "2024-07-06"},
    ]


def test_a_fact_given_as_an_option_counts_more():
    changed = convert({"set": {"symbol": "S/PV.9902"}}, symbol="S/PV.9903")
    assert changed.report["symbol"] == "S/PV.9903"
    assert changed.report["overrides"] == []


def test_a_name_changes_for_all_speeches_of_the_person():
    changed = convert({"speaker": [{"printed": "甲乙先生", "name": "甲乙·丙先生"}]})
    assert [s for s in speakers(changed) if s[1] == "JPN"] == [("甲乙·丙先生", "JPN", "president")] * 3
    assert changed.report["overrides"][0]["was"] == "甲乙先生"


def test_a_state_brings_its_role_and_its_organization():
    changed = convert({"speaker": [{"printed": "丙丁女士", "state": "BEL", "state_name": "比利时"}]})
    assert speakers(changed)[1] == ("丙丁女士", "BEL", "representative")
    assert read_back(changed.xml).speeches[1].country_name == "比利时"
    assert "FRA" not in [country for _, country, _ in speakers(changed)]  # on the cover it is printed, and stays


def test_a_capacity_concerns_the_speeches_held_in_the_one_before():
    changed = convert({"speaker": [{"printed": "庚辛先生", "state": "PSE", "capacity": "observer"}]})
    assert speakers(changed)[3] == ("庚辛先生", "PSE", "observer")
    assert speakers(changed)[:3] == speakers(PLAIN)[:3]
    assert b"briefer" not in changed.xml


def test_a_section_changes_its_kind_and_loses_its_item():
    changed = convert({"section": [{"heading": "一个地方的局势", "kind": "procedural"}]})
    names = [section.name for section in read_back(changed.xml).sections]
    assert names == ["openingSection", "adoptionOfAgenda", "procedural", "conclusion"]


def test_what_does_not_stand_in_the_document_is_said():
    changed = convert(
        {"speaker": [{"printed": "nobody", "name": "x"}], "section": [{"number": 9, "kind": "procedural"}]}
    )
    assert [f.message for f in changed.findings if f.code == "override-idle"] == [
        "The override at overrides, document 1, speaker 1 changed nothing: nobody does not stand in this document.",
        "The override at overrides, document 1, section 1 changed nothing: number 9 does not stand in this document.",
    ]
    assert changed.xml == PLAIN.xml


def test_overrides_of_other_documents_change_nothing():
    other = {"where": {"file": "b.txt"}, "set": {"date": "2020-01-01"}}
    assert convert(other).xml == PLAIN.xml
    by_symbol = {"where": {"symbol": "S/PV.9901", "language": "zh"}, "set": {"date": "2024-03-06"}}
    assert convert(by_symbol).report["date"] == "2024-03-06"


def test_apply_is_pure():
    before = PLAIN.record
    entry = {"where": {"file": "x"}, "speaker": [{"printed": "庚辛先生", "name": "x"}]}
    overrides = Overrides(tuple(parse({"document": [entry]})))
    once, uses = apply(before, overrides)
    assert apply(before, overrides) == (once, uses)
    assert before == convert().record != once


def test_an_error_of_overrides_is_a_usage_error():
    from akn_convert.errors import UsageError

    assert issubclass(OverridesError, UsageError)
