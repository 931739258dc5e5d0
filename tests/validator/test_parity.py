"""Language versions of one meeting have one skeleton; the one that differs from most is named."""

from __future__ import annotations

from pathlib import Path

from lxml import etree

from akn_convert.validator.parity import check_parity

SOUND = (Path(__file__).parents[2] / "fixtures" / "sound" / "debate.xml").read_text("utf-8")


def version(language: str, *changes: tuple[str, str]) -> etree._Element:
    text = SOUND.replace("eng@", f"{language}@").replace('language="eng"', f'language="{language}"')
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    return etree.fromstring(text.encode())


def test_versions_that_agree_have_no_finding() -> None:
    assert check_parity({"en.xml": version("eng"), "fr.xml": version("fra"), "es.xml": version("spa")}) == []


def test_a_date_that_differs_does_not_part_the_versions() -> None:
    french = version(
        "fra", ("2018-05-03", "2018-05-04"), ('by="#person-per" as="#rep-per"', 'by="#person-per" as="#president"')
    )
    assert {f.code for f in check_parity({"en.xml": version("eng"), "fr.xml": french})} == {"R28"}


def test_the_version_that_differs_from_most_is_named_with_the_place() -> None:
    spanish = version("spa", ("dbsect_2__speech_5", "dbsect_2__speech_6"))
    found = check_parity({"en.xml": version("eng"), "es.xml": spanish, "fr.xml": version("fra")})
    assert [(f.code, f.filename, f.eId) for f in found] == [("R28", "es.xml", "dbsect_2__speech_6")]
    assert "S/PV.9901" in found[0].message and "speech dbsect_2__speech_5" in found[0].message


def test_another_capacity_is_a_difference_of_speakers() -> None:
    french = version(
        "fra",
        (
            '<speech eId="dbsect_2__speech_2" by="#person-per" as="#rep-per">',
            '<speech eId="dbsect_2__speech_2" by="#person-per" as="#rep-gha">',
        ),
    )
    (found,) = check_parity({"en.xml": version("eng"), "fr.xml": french})
    assert "speakers and capacities" in found.message and "#person-per as #rep-gha" in found.message


def test_another_entity_is_a_difference() -> None:
    french = version("fra", ("memberState/PER", "memberState/CHL"))
    (found,) = check_parity({"en.xml": version("eng"), "fr.xml": french})
    assert "entities" in found.message


def test_other_meetings_are_not_compared() -> None:
    assert (
        check_parity({"a.xml": version("eng"), "b.xml": version("fra", ("9901", "9902"), ("speech_5", "speech_7"))})
        == []
    )
