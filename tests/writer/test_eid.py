"""eIds follow the naming convention: the nearest ancestor's, a short name, a number."""

import pytest

from akn_convert.writer.eid import Eids

CITED = (
    "adjournment attachment:att concept container count date debateSection:dbsect embeddedStructure entity event formula "
    "heading location narrative object organization p paragraph:para person quantity ref role rollCall scene speech "
    "subheading summary table voting"
)


@pytest.mark.parametrize("pair", CITED.split())
def test_an_element_that_is_cited_goes_by_its_name_or_short_form_and_a_number(pair: str) -> None:
    name, _, short = pair.partition(":")
    assert Eids().of(name, "") == f"{short or name}_1"
    assert Eids().of(name, "above") == f"above__{short or name}_1"


@pytest.mark.parametrize("name", ["from", "docDate", "debateBody", "tr", "td", "vote", "remark"])
def test_any_other_element_has_none(name: str) -> None:
    assert Eids().of(name, "above") == ""


def test_a_debate_section_and_what_is_in_it() -> None:
    eids = Eids()
    assert eids.of("debateBody", "") == ""
    first, section = eids.of("debateSection", ""), eids.of("debateSection", "")
    assert (first, section) == ("dbsect_1", "dbsect_2")
    assert eids.of("heading", section) == "dbsect_2__heading_1"
    speech = eids.of("speech", section)
    assert eids.of("from", speech) == ""
    assert eids.of("role", speech) == "dbsect_2__speech_1__role_1"
    assert [eids.of("p", speech), eids.of("p", speech)] == ["dbsect_2__speech_1__p_1", "dbsect_2__speech_1__p_2"]
    assert eids.of("ref", "dbsect_2__speech_1__p_2") == "dbsect_2__speech_1__p_2__ref_1"


def test_what_is_unique_has_no_number() -> None:
    assert Eids().of("preface", "") == "preface"
    assert Eids().of("content", "para_1") == "para_1__content"


def test_a_number_counts_among_its_like_below_one_ancestor() -> None:
    eids = Eids()
    assert [eids.of("p", "a"), eids.of("p", "b"), eids.of("ref", "a"), eids.of("p", "a")] == [
        "a__p_1", "b__p_1", "a__ref_1", "a__p_2",
    ]  # fmt: skip
