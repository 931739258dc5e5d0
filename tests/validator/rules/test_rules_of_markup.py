"""R15 and R21 to R27: names, counts, dates, front matter, layout and encoding, each broken in one place."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
from changed import Change, changed, line, said

from akn_convert.validator import validate

LOW = "The lakes are low again this year."
WORDS = f'<p eId="dbsect_2__speech_2__p_1">{LOW}</p>'


def check(rule: str, changes: list[Change], faults: list[str]) -> None:
    assert sorted(said(rule, changed("debate", *changes))) == sorted(faults)


@pytest.mark.parametrize(
    ("name", "why"),
    [("membership", None), ("un:membership", None), ("listOfMembers2", None), ("", "it is empty"), (" ", "it is empty"), ("list of members", "it has spaces"),
     ("a\u2003b", "it has spaces"), ("Membership", "it is not in camelCase"), ("list_of_members", "it is not in camelCase"), ("2ndList", "it is not in camelCase"),
     ("1:a", "it is not in camelCase"), ("un4:a", None), ("list-of-members", "it is not in camelCase"), ("p", None)],
)  # fmt: skip
def test_r15_a_name_is_one_word_in_camel_case(name: str, why: str | None) -> None:
    faults = [f"preface__container_1: container | {name} | {why}"] if why else []
    check(
        "R15",
        [
            (
                '<container eId="preface__container_1" name="membership">',
                f'<container eId="preface__container_1" name="{name}">',
            )
        ],
        faults,
    )


@pytest.mark.parametrize("element", ["FRBRalias", "FRBRdate", "TLCReference", "FRBRauthor", "componentData"])
def test_r15_some_names_are_free(element: str) -> None:
    check("R15", [(LOW, f'<{element} name="Not a term"/>')], [])


def test_r15_foreign_elements_are_not_judged_and_an_inline_is_named_for_what_it_is() -> None:
    check("R15", [(LOW, '<x xmlns="urn:x" name="Not a term"/>')], [])
    check(
        "R15",
        [('name="akn4un:originalLanguage"', 'name="speech"')],
        ["inline: inline | speech | that is an element's name"],
    )
    check("R15", [('name="akn4un:originalLanguage"', 'name="ins"')], [])
    check("R15", [(LOW, '<block name="speech"/>')], [])
    check(
        "R15",
        [(LOW, '<block name="A b"/><inline name="A b"/>')],
        ["block: block | A b | it has spaces", "inline: inline | A b | it has spaces"],
    )


@pytest.mark.parametrize(
    ("value", "faults"),
    [("2", []), ("3", ["voting_1__count_1 (warning): count | 3 | 2 votes are listed for it"]), ("02", []),
     ("", ["voting_1__count_1: count |  | it is empty"]), (" ", ["voting_1__count_1: count |   | it is empty"]),
     ("two", ["voting_1__count_1: count | two | it is no whole number"]), ("٢", ["voting_1__count_1: count | ٢ | it is no whole number"]),
     ("-2", ["voting_1__count_1: count | -2 | it is no whole number"]), ("2.0", ["voting_1__count_1: count | 2.0 | it is no whole number"])],
)  # fmt: skip
def test_r21_a_count_is_the_number_of_the_votes_that_are_listed(value: str, faults: list[str]) -> None:
    check(
        "R21",
        [('href="#dbsect_2__rollCall_1__p_1" value="2"', f'href="#dbsect_2__rollCall_1__p_1" value="{value}"')],
        faults,
    )


def test_r21_a_count_without_a_list_may_be_any_and_a_quorum_is_a_count_too() -> None:
    check("R21", [('rollCall_1__p_2" value="0"', 'rollCall_1__p_2" value="7"')], [])
    check("R21", [(' value="0"', "")], ["voting_1__count_2: count |  | it is empty"])
    check(
        "R21",
        [("<count ", "<quorum "), ('value="0"', 'value="none"')],
        ["voting_1__count_2: quorum | none | it is no whole number"],
    )
    check("R21", [("<count eId=\"voting_1__count_1\"", '<count eId="c" value="x"/><count eId="voting_1__count_1"'), ('value="0"', 'value="y"')],
          ["c: count | x | it is no whole number", "voting_1__count_2: count | y | it is no whole number"])  # fmt: skip


OPENS = 'time="2018-05-03T10:05:00-04:00" refersTo="#startTime"'


@pytest.mark.parametrize(
    ("changes", "faults"),
    [
        ([("Thursday, 3 May 2018", "Thursday, 4 May 2018")], ["docDate: docDate | 2018-05-03 | the text says 4"]),
        ([("Thursday, 3 May 2018", "Thursday, 3 June 2018")], ["docDate: docDate | 2018-05-03 | the text names month 6"]),
        ([("Thursday, 3 May 2018", "Thursday")], []),
        ([('<docDate date="2018-05-03"', "<docDate"), ("3 May 2018", "4 May 2018")], []),
        ([(LOW, 'on <date date="2018-05-04">3 May</date>')], ["date: date | 2018-05-04 | the text says 3"]),
        ([(OPENS, OPENS.replace("10:05", "10:06"))], ["recordedTime: recordedTime | 2018-05-03T10:06:00-04:00 | the text says 10.05 a.m."]),
        ([(OPENS, "")], []),
        ([("<docDate date=\"2018-05-03\"", '<docDate date="2018-05-04"'), ("3 May 2018", "4 May 2018")],
         ["docDate: docDate | 2018-05-04 | FRBRWork is of 2018-05-03"]),
        ([("<docDate date=\"2018-05-03\"", '<docDate date="2018-05-03T10:00:00"')], []),
        ([('<FRBRdate date="2018-05-03" name="meeting"/>', '<FRBRdate date="2018-05-03T10:00:00" name="meeting"/>')], []),
        ([("<docDate date=\"2018-05-03\"", '<docDate date="2018-05-04"'), ("3 May 2018", "4 May 2018"), ("preface", "conclusions")], []),
        ([("<docDate date=\"2018-05-03\"", '<docDate date="2018-05-04"'), ("3 May 2018", "4 May 2018"),
          ('<FRBRdate date="2018-05-03" name="meeting"/>\n<FRBRauthor href="#un-sc"', '<FRBRauthor href="#un-sc"')], []),
        ([("<docDate date=\"2018-05-03\"", "<docDate")], []),
        ([('<p eId="preface__p_1">', '<p><docDate date="2018-05-03">3</docDate></p><p eId="preface__p_1">'), ('<docDate date="2018-05-03" refersTo', '<docDate date="2018-05-04" refersTo'), ("3 May 2018", "4 May 2018")], []),
    ],
)  # fmt: skip
def test_r22_a_value_is_what_its_text_says(changes: list[Change], faults: list[str]) -> None:
    check("R22", changes, faults)


INLINES = ["docTitle", "docNumber", "docProponent", "docDate", "docAuthority", "docStage", "docStatus", "docType", "docPurpose",
           "docketNumber", "docIntroducer", "docJurisdiction", "docCommittee"]  # fmt: skip


@pytest.mark.parametrize("element", INLINES)
def test_r23_front_matter_stays_in_front(element: str) -> None:
    matter = f"<{element}>a lake</{element}>"
    check("R23", [(LOW, matter)], [f"{element}: {element} | p"])
    for front in ("coverPage", "preface", "preamble"):
        check("R23", [(WORDS, f"<{front}>{WORDS}</{front}>"), (LOW, matter)], [])


def test_r23_a_stage_may_stand_in_a_heading_and_a_root_in_nothing() -> None:
    check("R23", [("The lakes of the north</heading>", "<docStage>first</docStage></heading>")], [])
    check(
        "R23",
        [("The lakes of the north</heading>", "<docTitle>first</docTitle></heading>")],
        ["docTitle: docTitle | heading"],
    )
    assert said("R23", "<docTitle xmlns='http://docs.oasis-open.org/legaldocml/ns/akn/3.0'/>") == [
        "docTitle: docTitle | "
    ]


BLANKS, DOTS, TAB = "a run of blanks stands in its text", "leader dots stand in its text", "a TAB stands in its text"


@pytest.mark.parametrize(
    ("words", "why"),
    [("low   again", BLANKS), ("low  again", None), ("   low again   ", None), ("low\n      again", None), ("low   \n again", None), ("low\tagain", TAB),
     ("\tlow\t\n\tagain\t", None), ("low.....again", DOTS), ("low....again", None), ("low. . . . .again", DOTS), ("low. . . .again", None),
     ("low\t.....   again", TAB), ("low.....   again", DOTS), ("<b>low </b>  again", BLANKS)],
)  # fmt: skip
def test_r26_no_layout_is_left_in_the_text(words: str, why: str | None) -> None:
    check("R26", [(LOW, words)], [f"dbsect_2__speech_2__p_1: p | {why}"] if why else [])


def test_r26_layout_is_looked_for_in_notes_of_the_metadata_too() -> None:
    note = '<notes source="#un"><note eId="n"><p eId="n__p_1">{}</p></note></notes></meta>'
    check("R26", [("</meta>", note.format("low   again"))], [f"n__p_1: p | {BLANKS}"])
    check("R26", [("</meta>", note.format("low again"))], [])


@pytest.mark.parametrize("element", ["p", "heading", "subheading", "num", "narrative", "summary", "from", "docTitle"])
def test_r26_layout_is_looked_for_in_every_block(element: str) -> None:
    check("R26", [(WORDS, f"<{element}>low\tagain</{element}>")], [f"{element}: {element} | {TAB}"])


@pytest.mark.parametrize(
    ("words", "faults"),
    [
        ("<p/>", ["p: p | it is empty"]),
        ("<p>  \n</p>", ["p: p | it is empty"]),
        ("<p><b/></p>", []),
        ("<p>a<img/></p>", ["img: img | its src is empty"]),
        ('<p>a<img src=""/></p>', ["img: img | its src is empty"]),
        ('<p>a<img src="a.png"/></p>', []),
        ("<ul/><ol/>", ["ul: ul | AKN4UN has blockList for that", "ol: ol | AKN4UN has blockList for that"]),
    ],
)
def test_r26_nothing_is_empty_and_lists_are_the_un_s(words: str, faults: list[str]) -> None:
    check("R26", [(WORDS, words)], faults)


def test_r26_of_other_publishers_lists_may_be_html_s() -> None:
    check("R26", [(WORDS, "<ul/>"), ("/akn/un/", "/akn/gh/")], [])


@pytest.mark.parametrize(
    ("head", "why"),
    [
        (b'<?xml version="1.0" encoding="UTF-8"?>', None),
        (b"<?xml version='1.0' encoding='utf-8'?>", None),
        (b'\xef\xbb\xbf<?xml version="1.0" encoding = "UTF-8"?>', None),
        (b'<?xml version="1.0"?>', "it declares no encoding"),
        (b"", "it declares no encoding"),
        (b'<?xml version="1.0" encoding="US-ASCII"?>', "it declares US-ASCII"),
        (b'<?xml version="1.0"?><!-- encoding="UTF-8" -->', "it declares no encoding"),
    ],
)
def test_r27_a_file_declares_utf_8(head: bytes, why: str | None) -> None:
    body = changed("debate").partition("?>")[2].strip().encode()
    found = [line(finding) for finding in validate(head + body, checks=("rules",)) if finding.code == "R27"]
    assert found == ([f"akomaNtoso: {why}"] if why else [])
    assert said("R27", changed("debate")) == []  # a tree in memory is no file
