"""R16 to R20: the order of a meeting, its times, its turns, its speakers and delegations, each broken in one place."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
from changed import Change, changed, said

OPENS = '<recordedTime type="startEvent" time="2018-05-03T10:05:00-04:00" refersTo="#startTime">'
CLOSES = '<recordedTime type="endEvent" time="2018-05-03T12:10:00-04:00" refersTo="#endTime">'
STOPS = '<recordedTime type="endEvent" time="2018-05-03T11:00:00-04:00">'
RESUMES = '<recordedTime type="startEvent" time="2018-05-03T11:30:00-04:00">'
LOW = "The lakes are low again this year."
PLANNED = '<recordedTime time="2018-05-03T10:00:00-04:00">'


def timed(tag: str, time: str) -> Change:
    """A time set to another one."""
    start, _, rest = tag.partition('time="')
    return tag, f'{start}time="{time}"{rest.partition(chr(34))[2]}'


def check(rule: str, changes: list[Change], faults: list[str]) -> None:
    assert sorted(said(rule, changed("debate", *changes))) == sorted(faults)


@pytest.mark.parametrize(
    ("changes", "faults"),
    [
        ([('name="agendaItem"', 'name="openingSection"')], ["dbsect_2 (warning): the opening section is not the first"]),
        ([('name="agendaItem"', 'name="conclusion"')], ["dbsect_2 (warning): the closing section is not the last"]),
        ([('name="agendaItem"', 'name="adjournment"')], ["dbsect_2 (warning): the closing section is not the last"]),
        ([('name="openingSection"', 'name="conclusion"'), ('name="conclusion">\n<adj', 'name="closing">\n<adj')],
         ["dbsect_1 (warning): the closing section is not the last"]),
        ([timed(RESUMES, "2018-05-03T10:59:00-04:00")], ["recordedTime (warning): 2018-05-03T10:59:00 stands after 2018-05-03T11:00:00"]),
        ([timed(RESUMES, "2018-05-03T11:00:00-04:00")], []),  # at once
        ([timed(CLOSES, "2018-05-03T11:30:00-04:00")], ["recordedTime: it ends at 2018-05-03T11:30:00, having begun at 2018-05-03T11:30:00"]),
        ([timed(CLOSES, "2018-05-03T11:29:00-04:00")], ["recordedTime: it ends at 2018-05-03T11:29:00, having begun at 2018-05-03T11:30:00"]),
        ([timed(CLOSES, "11:10:00")], []),  # a time without a date cannot be compared with one that has a date
        ([timed(CLOSES, "2018-05-04T00:10:00-04:00")], []),  # past midnight
        ([timed(CLOSES, "2018-05-05T12:10:00-04:00")], ["recordedTime (warning): it is of 2018-05-05, the meeting of 2018-05-03"]),
        ([('<docDate date="2018-05-03"', '<docDate date="2018-05-02"')], []),
        ([('<docDate date="2018-05-03"', '<docDate date="2018-05-01"')],
         ["recordedTime (warning): it is of 2018-05-03, the meeting of 2018-05-01"] * 4),
        ([('<docDate date="2018-05-03"', "<docDate")], []),
        ([('<docDate date="2018-05-03"', '<docDate date="a day"')], ["recordedTime (warning): it is of 2018-05-03, the meeting of a day"] * 4),
        ([('<docDate date="2018-05-03"', '<docDate date="9999-12-31"')], ["recordedTime (warning): it is of 2018-05-03, the meeting of 9999-12-31"] * 4),
        ([timed(OPENS, "2018-05-03T09:45:00-04:00")], []),
        ([timed(OPENS, "2018-05-03T09:44:00-04:00")],
         ["recordedTime (warning): the meeting opens before its scheduled time 2018-05-03T10:00:00"]),
        ([timed(OPENS, "09:44:00"), timed(PLANNED, "10:00:00")], ["recordedTime (warning): the meeting opens before its scheduled time 10:00:00"]),
        ([timed(OPENS, "2018-05-03T08:59:00-04:00"), timed(PLANNED, "2018-05-03T10h00")], []),
        ([timed(OPENS, "8:59:00"), timed(PLANNED, "10:00:00")], []),
        ([timed(OPENS, "2018-05-03T08:5x:00-04:00")], []),
        ([timed(OPENS, "2018-05-03T08:x5:00-04:00")], []),
        ([(OPENS, '<recordedTime type="startEvent">'), (STOPS, '<recordedTime type="endEvent">')], []),  # no times to compare
        ([('<docDate date="2018-05-03"', '<docDate date="2018-05-03T10:00:00"')], []),
        ([("<docDate ", "<span "), ("</docDate>", "</span>"), (LOW, 'since <docDate date="2018-05-01">May</docDate>')], []),  # not of the meeting
        ([timed(OPENS, "2018-05-03T08:59:00-04:00"), (PLANNED, PLANNED.replace(" time", ' type="startEvent" time'))], []),
        ([timed(OPENS, "2018-05-03T08:59:00-04:00"), (' type="startEvent"', "")], []),
    ],
)  # fmt: skip
def test_r16_the_meeting_is_in_order(changes: list[Change], faults: list[str]) -> None:
    check("R16", changes, faults)


def test_r16_of_a_document_without_a_cover_the_work_has_the_date() -> None:
    text = changed("debate", ('<docDate date="2018-05-03"', "<span"), ("</docDate>", "</span>"), ('<FRBRdate date="2018-05-03" name="meeting"/>\n<FRBRauthor href="#un-sc"', '<FRBRdate date="2018-05-01" name="meeting"/>\n<FRBRauthor href="#un-sc"'))  # fmt: skip
    assert said("R16", text) == ["recordedTime (warning): it is of 2018-05-03, the meeting of 2018-05-01"] * 4
    assert said("R16", text.replace('<FRBRdate date="2018-05-01" name="meeting"/>', "")) == []  # nothing says it


@pytest.mark.parametrize(
    ("changes", "faults"),
    [
        ([(OPENS, OPENS.replace("startEvent", "other"))], ["debate: startEvent | no"]),
        ([(CLOSES, CLOSES.replace("endEvent", "startEvent"))], ["recordedTime: startEvent | 2", "debate: endEvent | no"]),
        ([(OPENS, OPENS.replace(' type="startEvent"', ""))], ["debate: startEvent | no"]),
        ([('<narrative eId="dbsect_2__narrative_1" refersTo="#suspension">', "<p>"), ("11.30 a.m.</recordedTime></narrative>", "11.30 a.m.</recordedTime></p>")],
         ["recordedTime: startEvent | 2", "recordedTime: endEvent | 2"]),
        ([('<narrative eId="dbsect_2__narrative_1" refersTo="#suspension">', "<scene>"), ("11.30 a.m.</recordedTime></narrative>", "11.30 a.m.</recordedTime></scene>")], []),
        ([(OPENS, OPENS.replace("startEvent", "other")), ("<debate ", "<debateReport "), ("</debate>", "</debateReport>")], []),
        ([(OPENS, OPENS.replace("startEvent", "other")), ("debateBody", "body")], []),
    ],
)  # fmt: skip
def test_r17_a_meeting_opens_and_closes_once(changes: list[Change], faults: list[str]) -> None:
    check("R17", changes, faults)


def test_r17_the_second_opening_is_the_one_that_is_pointed_at() -> None:
    second = CLOSES.replace("<recordedTime", '<recordedTime eId="second"').replace("endEvent", "startEvent")
    assert "second: startEvent | 2" in said("R17", changed("debate", (CLOSES, second)))


FROM = '<from>The <role eId="dbsect_2__speech_1__role_1" refersTo="#president">President</role>:</from>'
LATER_FROM = '<from>The <role eId="dbsect_2__speech_3__role_1" refersTo="#president">President</role>:</from>'
GOES_ON = '<speech eId="dbsect_2__speech_4" by="#person-gha" as="#president">'
HEADING = '<heading eId="dbsect_2__heading_1">The lakes of the north</heading>'
SUBHEADING = '<subheading eId="dbsect_2__subheading_1">Draft resolution (<a href="https://undocs.org/S/2018/9901" refersTo="#doc-S-2018-9901">S/2018/9901</a>)</subheading>'
NO_TURN = "it has no from, and no turn stands before it"


@pytest.mark.parametrize(
    ("changes", "faults"),
    [
        ([(FROM, "")], [f"dbsect_2__speech_1: {NO_TURN}"]),
        ([(FROM, ""), ("<speech eId=\"dbsect_2__speech_1\"", "<narrative/><speech eId=\"dbsect_2__speech_1\"")], []),
        ([(FROM, ""), ("<speech eId=\"dbsect_2__speech_1\"", "<scene/><speech eId=\"dbsect_2__speech_1\"")], []),
        ([(FROM, ""), ("<speech eId=\"dbsect_2__speech_1\"", "<p/><speech eId=\"dbsect_2__speech_1\"")], [f"dbsect_2__speech_1: {NO_TURN}"]),
        ([(LATER_FROM, "")], []),  # it goes on behind the summary of a vote
        ([(FROM, ""), (HEADING, ""), ('<subheading eId="dbsect_2__subheading_1">', "<container>"), ("</subheading>", "</container>")],
         [f"dbsect_2__speech_1: {NO_TURN}"]),
        ([(FROM, ""), (HEADING, ""), (SUBHEADING, "")], [f"dbsect_2__speech_1: {NO_TURN}"]),  # nothing at all
        ([(GOES_ON, GOES_ON.replace("gha", "per"))], ["dbsect_2__speech_4: it has no from, and the speech before it is another speaker's"]),
        ([(GOES_ON, GOES_ON.replace("president", "rep-gha"))],
         ["dbsect_2__speech_4: it has no from, and goes on in the same capacity as the speech before it"]),
        ([("I resume my functions as President.", " ")], ["dbsect_2__speech_4: it has no words"]),
        ([("I give the floor to the representative of Peru.", "")], ["dbsect_2__speech_1: it has no words"]),
        ([('<p eId="dbsect_2__speech_1__p_1">I give the floor to the representative of Peru.</p>', "<num>1.</num>")], ["dbsect_2__speech_1: it has no words"]),
        ([("I resume my functions as President.", ""), (GOES_ON, GOES_ON.replace("gha", "per"))],
         ["dbsect_2__speech_4: it has no words", "dbsect_2__speech_4: it has no from, and the speech before it is another speaker's"]),
    ],
)  # fmt: skip
def test_r18_a_turn_begins_with_a_speaker_and_has_words(changes: list[Change], faults: list[str]) -> None:
    check("R18", changes, faults)


SPOKE = '<speech eId="dbsect_2__speech_2" by="#person-per" as="#rep-per">'
STATE = '<organization eId="dbsect_2__speech_2__organization_1" refersTo="#state-per">'
ACTING = '<speech eId="dbsect_2__speech_5" by="#person-per" as="#acting-president">'
SAYS_NO = "but neither the cover nor a change of chair says so"


@pytest.mark.parametrize(
    ("changes", "faults"),
    [
        ([(SPOKE, SPOKE.replace('by="#person-per"', 'by="#person-gha"'))], ["dbsect_2__speech_2: from names #person-per, by says #person-gha"]),
        ([(SPOKE, SPOKE.replace('by="#person-per"', 'by="#nobody"'))], []),  # R5 says that it leads nowhere
        ([(SPOKE, SPOKE.replace('by="#person-per"', ""))], []),
        ([(SPOKE, SPOKE.replace("#rep-per", "#rep-gha"))], ["dbsect_2__speech_2: from names PER, as says GHA"]),
        ([(SPOKE, SPOKE.replace("#rep-per", "#author"))], []),  # no representative
        ([(SPOKE, SPOKE.replace("#rep-per", "#nobody"))], []),
        ([(STATE, STATE.replace("#state-per", "#state-gha"))], ["dbsect_2__speech_2: from names GHA, as says PER"]),
        ([(STATE, STATE.replace("#state-per", "#nobody"))], []),
        ([(STATE, "<span>"), ("Peru</organization>) (", "Peru</span>) (")], []),
        ([(' href="/akn/ontology/organization/un/memberState/PER"', "")], []),  # which State it is nothing says
        ([(' href="/akn/ontology/role/un/representative/PER"', "")], []),
        ([(SPOKE, SPOKE.replace("#rep-per", "#president"))],
         [f"dbsect_2__speech_2: #person-per speaks as #president, {SAYS_NO}"]),
        ([('#chairChange"><person', '#suspension"><person')], [f"dbsect_2__speech_5: #person-per speaks as #acting-president, {SAYS_NO}"]),
        ([('#chairChange"><person', '#meeting #chairChange"><person')], []),
        ([(ACTING, ACTING.replace("person-per", "person-gha"))], []),  # who is on the cover stays who presides
        ([('<TLCEvent eId="chairChange"', '<TLCConcept eId="chairChange"')], []),
        ([(' refersTo="#suspension">The', ">The")], []),
        ([('href="/akn/ontology/role/un/un-sc/president"', 'href="/akn/ontology/role/un/un-sc/chair"'), (SPOKE, SPOKE.replace("#rep-per", "#president"))],
         [f"dbsect_2__speech_2: #person-per speaks as #president, {SAYS_NO}"]),
        ([('href="/akn/ontology/role/un/un-sc/president"', 'href="/akn/ontology/role/un/committee-1540/chair"'), (SPOKE, SPOKE.replace("#rep-per", "#president"))], []),
        ([('refersTo="#person-gha" as="#president">Ms. Amoako', 'refersTo="#person-gha">Ms. Amoako'), ('#chairChange"><person', '#suspension"><person')], []),
        ([("/akn/un/debate", "/akn/gh/debate"), (SPOKE, SPOKE.replace("#rep-per", "#president"))], []),
        ([("/akn/un/debate", "/akn/gh/debate"), (SPOKE, SPOKE.replace("#rep-per", "#rep-gha"))], ["dbsect_2__speech_2: from names PER, as says GHA"]),
    ],
)  # fmt: skip
def test_r19_speakers_are_who_they_are(changes: list[Change], faults: list[str]) -> None:
    check("R19", changes, faults)


def test_r19_who_takes_the_chair_presides_from_then_on_and_not_before() -> None:
    narrative = '<narrative eId="dbsect_2__narrative_2" refersTo="#chairChange"><person eId="dbsect_2__narrative_2__person_1" refersTo="#person-per" as="#acting-president">Mr. Quispe</person> took the Chair.</narrative>'
    text = changed("debate", (narrative, ""), ("<adjournment", narrative + "<adjournment"))
    assert said("R19", text) == [f"dbsect_2__speech_5: #person-per speaks as #acting-president, {SAYS_NO}"]


CELL = '<organization eId="preface__container_1__table_1__organization_1" refersTo="#state-per">'
MEMBER = '<person eId="preface__container_1__table_1__person_1" refersTo="#person-per" as="#rep-per">'
ROW = "<tr><td><p>" + CELL + "Peru</organization></p></td><td><p>" + MEMBER + "Mr. Quispe</person></p></td></tr>"


@pytest.mark.parametrize(
    ("changes", "faults"),
    [
        ([(CELL, CELL.replace("#state-per", "#nobody"))], ["tr: Peru Mr. Quispe | TLCOrganization"]),
        ([(CELL, CELL.replace("#state-per", "#person-per"))], ["tr: Peru Mr. Quispe | TLCOrganization"]),
        ([(CELL, CELL.replace(' refersTo="#state-per"', ""))], ["tr: Peru Mr. Quispe | TLCOrganization"]),
        ([(MEMBER, MEMBER.replace("#person-per", "#nobody"))], ["tr: Peru Mr. Quispe | TLCPerson"]),
        ([(MEMBER, MEMBER.replace("#rep-per", "#nobody"))], ["tr: Peru Mr. Quispe | TLCRole"]),
        ([(MEMBER, "<span>"), ("Mr. Quispe</person></p></td>", "Mr. Quispe</span></p></td>")], ["tr: Peru Mr. Quispe | TLCPerson and TLCRole"]),
        ([(CELL, "<span>"), ("Peru</organization></p></td>", "Peru</span></p></td>")],
         ["tr: Peru Mr. Quispe | TLCOrganization"]),
        ([(ROW, "<tr><td><p>Peru  \n Mr. Quispe</p></td></tr>")], []),
        ([(ROW, f"<tr><td><p>{CELL}Peru</organization></p></td></tr><tr><td><p>{MEMBER}Mr. Quispe</person></p></td></tr>")], []),
        ([(ROW, f"<tr><td><p>{CELL}Peru</organization></p></td></tr><tr><td><p>{MEMBER}Mr. Quispe</person></p></td></tr>"),
          ("#state-per\">Peru</organization></p></td>", "#nobody\">Peru</organization></p></td>"), ("#rep-per\">Mr. Quispe</person></p></td>", "#nobody\">Mr. Quispe</person></p></td>")],
         ["tr: Peru | TLCOrganization", "tr: Mr. Quispe | TLCRole"]),
        ([(ROW, f"<tr><td><p>Members</p></td></tr>{ROW}"), ("#rep-per\">Mr. Quispe</person></p></td>", "#nobody\">Mr. Quispe</person></p></td>")],
         ["tr: Peru Mr. Quispe | TLCRole"]),
        ([(CELL, CELL.replace("#state-per", "#nobody")), ("preface", "preamble")], []),
        ([(CELL, CELL.replace("#state-per", "#nobody")), ("/akn/un/debate", "/akn/gh/debate")], []),
    ],
)  # fmt: skip
def test_r20_delegations_are_declared(changes: list[Change], faults: list[str]) -> None:
    check("R20", changes, faults)
