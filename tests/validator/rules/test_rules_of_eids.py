"""R1 to R4: eIds are unique, present, built from those around them and numbered in order; each broken in one place."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
from changed import SOUND, Change, changed, said

SPEECH = '<p eId="dbsect_2__speech_2__p_1">The lakes are low again this year.</p>'
IN = "dbsect_2__speech_2"
PLAIN = "levels are joined by two underscores, a number by one, in plain letters"
AROUND = "it does not go on from the eId around it"


def check(rule: str, changes: list[Change], faults: list[str]) -> None:
    assert sorted(said(rule, changed("debate", *changes))) == sorted(faults)


def words(*eids: str, tag: str = "p") -> list[Change]:
    """The words of the second speech in elements of these eIds."""
    return [(SPEECH, "".join(f'<{tag} eId="{eid}">words</{tag}>' for eid in eids))]


def test_r1_no_two_elements_have_the_same_eid() -> None:
    row = (SOUND / "debate.xml").read_text("utf-8").split(SPEECH)[0].count("\n") + 1
    twice = words(f"{IN}__p_1", f"{IN}__p_1", f"{IN}__p_2", f"{IN}__p_1")
    assert said("R1", changed("debate", *twice)) == [f"{IN}__p_1: p | {IN}__p_1 | p | {row}"] * 2
    check("R1", words("un", f"{IN}__p_2"), ["un: p | un | TLCOrganization | 43"])
    check("R1", [], [])


@pytest.mark.parametrize(
    ("changes", "faults"),
    [
        ([(SPEECH, "<container>words</container>")], ["container: container"]),
        ([(SPEECH, "<container><p><b>words</b></p></container>")], ["container: container"]),  # p and b need none
        ([(SPEECH, "<container>words</container>"), ("/akn/un/", "/akn/gh/")], ["container (warning): container"]),
        ([('<TLCOrganization eId="un" ', "<TLCOrganization ")], ["TLCOrganization (warning): TLCOrganization"]),
        (
            [(' eId="dbsect_3"', ""), (SPEECH, "<container>words</container>")],
            ["container: container", "debateSection: debateSection"],
        ),
        (
            [(' eId="dbsect_2"', ""), (SPEECH, "<container>words</container>")],
            ["debateSection: debateSection", "container: container"],
        ),
    ],
)
def test_r2_what_takes_an_eid_has_one(changes: list[Change], faults: list[str]) -> None:
    check("R2", changes, faults)


@pytest.mark.parametrize(
    ("tag", "eid", "why"),
    [
        ("p", f"{IN}__p_1", None),
        ("p", f"{IN}__p_2a", None),
        ("p", f"{IN}__p_2-1", None),
        ("p", f"{IN}__p", None),
        ("p", f"{IN}__p_é", f'{PLAIN}; "{IN}__p_" and a number would do'),
        ("p", f"{IN}__p_1_2", f'{PLAIN}; "{IN}__p_" and a number would do'),
        ("p", f"{IN}_p_1", f'{PLAIN}; "{IN}__p_" and a number would do'),
        ("p", f"{IN}__1p", f'{PLAIN}; "{IN}__p_" and a number would do'),
        ("p", "dbsect_2__p_1", f'{AROUND}; "{IN}__p_" and a number would do'),
        ("p", "é__p_1", f'{PLAIN}; "{IN}__p_" and a number would do'),
        ("p", "p_1", f'{AROUND}; "{IN}__p_" and a number would do'),
        ("p", f"{IN}__para_1", f'the short form of p is "p"; "{IN}__p_" and a number would do'),
        (
            "paragraph",
            f"{IN}__paragraph_1",
            f'the short form of paragraph is "para"; "{IN}__para_" and a number would do',
        ),
        ("paragraph", f"{IN}__para_1", None),
        ("article", f"{IN}__art_1", None),
    ],
)
def test_r3_an_eid_has_the_form_of_the_naming_convention(tag: str, eid: str, why: str | None) -> None:
    check("R3", words(eid, tag=tag), [f"{eid}: {tag} | {eid} | {why}"] if why else [])


def test_r3_an_element_that_stands_in_none_with_an_eid_begins_the_path() -> None:
    why = 'the short form of conclusions is "conclusions"; "conclusions_" and a number would do'
    check("R3", [("</debateBody>", '</debateBody><conclusions eId="end_1"/>')], [f"end_1: conclusions | end_1 | {why}"])


SHORT = (
    "alinea:al article:art attachment:att blockList:list chapter:chp citation:cit citations:cits clause:cl component:cmp "
    "components:cmpnts componentRef:cref debateSection:dbsect division:dvs documentRef:dref eventRef:eref "
    "listIntroduction:intro listWrapUp:wrapup paragraph:para quotedStructure:qstr quotedText:qtext recital:rec recitals:recs "
    "section:sec subchapter:subchp subclause:subcl subdivision:subdvs subparagraph:subpara subsection:subsec "
    "temporalGroup:tmpg wrapUp:wrapup speech:speech"
)


@pytest.mark.parametrize(("tag", "short"), [pair.split(":") for pair in SHORT.split()])
def test_r3_an_element_goes_by_its_short_form(tag: str, short: str) -> None:
    check("R3", words(f"{IN}__{short}_1", tag=tag), [])
    why = f'the short form of {tag} is "{short}"; "{IN}__{short}_" and a number would do'
    check("R3", words(f"{IN}__x_1", tag=tag), [f"{IN}__x_1: {tag} | {IN}__x_1 | {why}"])


def test_r3_entries_and_foreign_elements_are_named_freely_in_plain_letters() -> None:
    free = "it may only have letters, digits, dots, hyphens and underscores"
    check("R3", [('eId="location" ', 'eId="New York" ')], [f"New York: TLCLocation | New York | {free}"])
    check("R3", [('eId="location" ', 'eId="x__y_1__z.2-3" ')], [])
    check("R3", [(SPEECH, f'<x xmlns="urn:x" eId="any">words</x>{SPEECH}')], [])
    check("R3", [(SPEECH, f'<x xmlns="urn:x" eId="a ny">words</x>{SPEECH}')], [f"a ny: {{urn:x}}x | a ny | {free}"])


def test_r3_the_faults_stand_in_the_order_of_the_document() -> None:
    changes = [
        *words(f"{IN}__q_1", tag="p"),
        ('eId="dbsect_2__speech_1__p_1"', 'eId="dbsect_2__speech_1__q_1"'),
        ('eId="dbsect_3"', 'eId="sect_3"'),
    ]
    assert [fault.partition(":")[0] for fault in said("R3", changed("debate", *changes))][:3] == [
        "dbsect_2__speech_1__q_1",
        f"{IN}__q_1",
        "sect_3",
    ]


@pytest.mark.parametrize(
    ("numbers", "faults"),
    [
        (["1", "2", "3"], {}),
        ([""], {}),
        (["1", "3", "4"], {"3": "it is number 2 of its kind here"}),  # one gap is one fault
        (["2"], {"2": "it is number 1 of its kind here"}),
        (["1", "1a", "3"], {"1a": "it is number 2 of its kind here"}),
        (["1", "2", "2"], {"2": "it is number 3 of its kind here"}),
        (["1", "٢"], {}),  # R3 says that it has not the form
    ],
)
def test_r4_numbers_follow(numbers: list[str], faults: dict[str, str]) -> None:
    eids = [f"{IN}__p_{number}".rstrip("_") for number in numbers]
    found = said("R4", changed("debate", *words(*eids)))
    if "٢" in numbers:
        assert len(found) <= 1
        return
    assert found == [f"{IN}__p_{number}: p | {IN}__p_{number} | {why}" for number, why in faults.items()]


def articles(*rows: tuple[str, str]) -> list[Change]:
    """Articles of these numbers, the one in the eId and the one that is printed."""
    return [(SPEECH, "".join(f'<article eId="{IN}__art_{number}"><num>{num}</num></article>' for number, num in rows))]


@pytest.mark.parametrize(
    ("rows", "faults"),
    [
        ([("3", "Article 3"), ("4", "Article 4.")], []),
        ([("3", "(3)"), ("3-2", "Article 3")], []),  # it stands a second time
        ([("3bis", "3 bis")], []),
        ([("3-bis", "3 BIS")], []),
        ([("12", "１２")], []),
        ([("5", "Article 6")], [f'{IN}__art_5: article | {IN}__art_5 | the printed number is "Article 6"']),
        ([("5", " Article 6 ")], [f'{IN}__art_5: article | {IN}__art_5 | the printed number is "Article 6"']),
        ([("1", "第一条"), ("2", "—")], []),  # no number is printed that can be read: the position counts
        ([("1", "..."), ("2", "-")], []),  # nor among dots and hyphens
        ([("1", "第一条"), ("3", "第二条")], [f"{IN}__art_3: article | {IN}__art_3 | it is number 2 of its kind here"]),
        ([("5", "6"), ("6", "第六条")], [f'{IN}__art_5: article | {IN}__art_5 | the printed number is "6"']),
    ],
)
def test_r4_a_printed_number_is_the_number(rows: list[tuple[str, str]], faults: list[str]) -> None:
    check("R4", articles(*rows), faults)


def test_r4_what_r3_has_said_is_not_counted() -> None:
    check("R4", words(f"{IN}__p_1", "p_7", f"{IN}__q_8", f"{IN}__p_2"), [])


def test_r4_a_printed_number_elsewhere_changes_nothing_here() -> None:
    with_num = SPEECH + '<point eId="dbsect_2__speech_2__point_1"><num>1</num></point>'
    check("R4", [(SPEECH, with_num)], [])
    check(
        "R4",
        [(SPEECH, with_num.replace("p_1", "p_2"))],
        [f"{IN}__p_2: p | {IN}__p_2 | it is number 1 of its kind here"],
    )
