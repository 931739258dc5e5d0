"""Language versions of one meeting have one skeleton; the one that differs from most is named."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree

from akn_convert.findings import Location
from akn_convert.validator.parity import check_parity, version_of

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


@pytest.mark.parametrize(
    "old",
    [
        "dbsect_2__narrative_1",
        "dbsect_2__rollCall_1",
        "dbsect_2__speech_3",
        "dbsect_3__adjournment_1",
        "voting_1",
        "dbsect_1",
    ],
)
def test_each_part_of_the_skeleton_is_compared_and_the_place_is_named(old: str) -> None:
    new = f"{old[:-1]}9"
    trees = {"en.xml": version("eng"), "fr.xml": version("fra", (f'"{old}"', f'"{new}"'))}
    (found,) = check_parity(trees)
    row = SOUND[: SOUND.index(f'eId="{old}"')].count("\n") + 1
    assert found.location == Location(row)
    assert (found.filename, found.eId) == ("fr.xml", new)
    tag = "debateSection" if old == "dbsect_1" else old.rpartition("__")[2].partition("_")[0]
    assert f"fra has {tag} {new} where eng has {tag} {old} (1" in found.message
    assert "differ in sections, speeches, narratives and votes: " in found.message


def differences(*changes: tuple[str, str]) -> list[str]:
    found = check_parity({"en.xml": version("eng"), "fr.xml": version("fra", *changes)})
    return [f.message.partition(": ")[2] for f in found]


def test_what_one_version_lacks_at_the_end_is_nothing_more_there() -> None:
    closing = SOUND[SOUND.index("<adjournment") : SOUND.index("</adjournment>") + len("</adjournment>")]
    assert differences((closing, "<p/>")) == [
        "fra has nothing more where eng has adjournment dbsect_3__adjournment_1 (12 against 13 in all)."
    ]
    assert differences((closing, closing + '<adjournment eId="dbsect_3__adjournment_2"/>')) == [
        "fra has adjournment dbsect_3__adjournment_2 where eng has nothing more (14 against 13 in all)."
    ]


def test_a_difference_at_no_element_of_the_document_has_no_place() -> None:
    (found,) = check_parity(
        {"en.xml": version("eng"), "fr.xml": version("fra", ("memberState/PER", "memberState/CHL"))}
    )
    assert (found.eId, found.location) == (None, None)
    assert (
        "differ in entities: fra has /akn/ontology/organization/un/memberState/CHL where eng has /akn/ontology/"
        in found.message
    )


def test_entities_are_the_references_and_not_the_links_of_the_text() -> None:
    assert (
        differences(('<a href="https://undocs.org/S/2018/9901"', '<a href="https://undocs.org/fr/S/2018/9901"')) == []
    )
    assert (
        differences(('href="/akn/ontology/concept/un/language/spa"', 'href="/akn/ontology/concept/un/language/fra"'))
        == []
    )


@pytest.mark.parametrize("own", ["/akn/ontology/concept/un/language/fra", "/akn/ontology/concept/un/verbatimRecord"])
def test_what_one_version_alone_prints_is_no_entity_of_the_meeting(own: str) -> None:
    added = f'<TLCConcept eId="own" href="{own}" showAs="x"/>'
    assert differences(('<TLCConcept eId="adopted"', f'{added}<TLCConcept eId="adopted"')) == []
    assert differences(('<TLCConcept eId="adopted"', f'{added}<TLCConcept eId="adopted"'.replace("un/", "un/x"))) != []


def test_what_lacks_an_eid_or_an_address_is_compared_too() -> None:
    assert differences((' eId="dbsect_2__narrative_2"', ""))[0].startswith(
        "fra has narrative  where eng has narrative dbsect_2__narrative_2 (13 against 13"
    )
    assert differences((' href="/akn/ontology/event/un/chairChange"', ""))[0].startswith(
        "fra has  where eng has /akn/ontology/"
    )


def test_versions_are_of_one_meeting_by_the_symbol_or_else_by_the_number() -> None:
    unsaid = (' showAs="S/PV.9901"/>\n<FRBRprescriptive', "/>\n<FRBRprescriptive")
    assert (
        len(
            check_parity({"en.xml": version("eng", unsaid), "fr.xml": version("fra", unsaid, ("speech_5", "speech_6"))})
        )
        == 1
    )
    assert check_parity({"en.xml": version("eng"), "fr.xml": version("fra", unsaid, ("speech_5", "speech_6"))}) == []
    nothing = ('<FRBRnumber value="S-PV.9901" showAs="S/PV.9901"/>', "")
    assert version_of("fr.xml", version("fra", nothing)) is None
    assert (
        check_parity({"en.xml": version("eng", nothing), "fr.xml": version("fra", nothing, ("speech_5", "speech_6"))})
        == []
    )


def test_a_version_that_does_not_say_its_language_is_a_question_mark() -> None:
    assert differences(('<FRBRlanguage language="fra"/>', ""), ("speech_5", "speech_6"))[0].startswith("? has speech")
    known = version_of("fr.xml", version("fra"))
    assert known is not None and (known.filename, known.symbol, known.language) == ("fr.xml", "S/PV.9901", "fra")
