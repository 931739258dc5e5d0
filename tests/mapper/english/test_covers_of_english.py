"""What the cover of an English record tells: who presides, the roster, the agenda; and which document it is."""

from __future__ import annotations

import pytest
from lxml import etree

from akn_convert import convert
from akn_convert.exports.document import Document
from akn_convert.exports.readback import read_back

COVER = """United Nations
S/PV.9999
Security Council
Seventy-third year
9999th meeting
{day}, 13 February 2018, 3 p.m.
New York
President: Mr. Toussaint{state}
Members: Peru Mr. Roe
Agenda
1. Adoption of the agenda.
2. The lakes of the north
Report of the Secretary-General (S/2018/1)
3. Tides
The meeting was called to order at 3.10 p.m.
The President: I open.
"""
YES = "Ms. Roe (Peru): Yes."


def record(*lines: str, day: str = "Tuesday", state: str = " (Kuwait)") -> bytes:
    xml = convert(
        "\n".join([COVER.format(day=day, state=state) + lines[0], *lines[1:], "The meeting rose at 4 p.m.", ""])
    ).xml
    assert xml is not None
    return xml


def words(xml: bytes, name: str) -> list[tuple[str, str | None]]:
    """The words of each element of a name in the preface, and what it refers to."""
    preface = etree.fromstring(xml).find(".//{*}preface")
    assert preface is not None
    return [("".join(element.itertext()), element.get("refersTo")) for element in preface.iter(f"{{*}}{name}")]


@pytest.mark.parametrize(
    ("state", "person"), [(" (Kuwait)", "#person-kwt"), ("", "#person-president"), ("\n(Kuwait)", "#person-kwt")]
)
def test_who_presides_is_the_state_s_or_the_office_s_person(state: str, person: str) -> None:
    xml = record(YES, state=state)
    assert words(xml, "role") == [("President", "#president")]
    assert words(xml, "person") == [("Mr. Toussaint", person), ("Mr. Roe", "#person-per")]
    assert read_back(xml).speeches[0].by == person.removeprefix("#")


def test_an_agenda_is_its_items_with_the_documents_under_them() -> None:
    xml = record("The lakes of the north", YES, "Tides", YES, "Report of the Secretary-General (S/2018/1)", YES)
    assert words(xml, "concept") == [("2. The lakes of the north", "#agenda-item"), ("3. Tides", "#agenda-item-2")]
    agenda = [line for line, _ in words(xml, "p")][-5:]
    assert agenda[:2] == ["Agenda", "1. Adoption of the agenda."] and agenda[3].startswith("Report of")
    assert [(section.title, section.target) for section in read_back(xml).sections[2:-1]] == [
        ("The lakes of the north", "1"), ("Tides", "2"), ("Report of the Secretary-General (S/2018/1)", "1"),
    ]  # fmt: skip


@pytest.mark.parametrize(("day", "codes"), [("Tuesday", []), ("Monday", ["weekday-mismatch"])])
def test_a_day_that_is_no_such_weekday_is_told_of(day: str, codes: list[str]) -> None:
    assert [finding.code for finding in convert(COVER.format(day=day, state="") + YES + "\nThe meeting rose at 4 p.m.\n").findings] == codes  # fmt: skip


BARE = """Security Council
{day}The meeting was called to order at 3.10 p.m.
The President: I open S/PV.9000 here.
{first}
The President: I go on and on.
{second}
The meeting rose at 4 p.m.
"""
DAY = "Tuesday, 13 February 2018, 3 p.m.\n"


def bare(first: str, second: str, day: str = DAY) -> Document:
    xml = convert(BARE.format(day=day, first=first, second=second)).xml
    assert xml is not None
    return read_back(xml)


@pytest.mark.parametrize(
    ("first", "second", "symbol"),
    [
        ("S/PV.9999 13/02/2018", "13/02/2018 S/PV.9999", "S/PV.9999"),
        ("S/PV.9999", "S/PV.9999", "S/PV.9999"),
        (
            "S/PV.9998 13/02/2018",
            "S/PV.9999\nThe President: Yes.\nS/PV.9999",
            "S/PV.9999",
        ),  # what is printed more often
        ("as in S/PV.9998 here", "S/PV.9997 13/02/2018", "S/PV.9997"),
        ("S/PV.9999 (Part II)", "S/PV.9999 (PartII)", "S/PV.9999 (Part II)"),
        ("as in S/PV.9998 here", "Yes", "unnumbered-"),
    ],
)
def test_without_a_cover_the_running_heads_tell_the_symbol(first: str, second: str, symbol: str) -> None:
    assert bare(first, second).symbol.startswith(symbol)


@pytest.mark.parametrize(("number", "label"), [("9999th meeting\n", "meeting 9999"), ("", "meeting ?")])
def test_a_meeting_without_a_number_is_labelled_so(number: str, label: str) -> None:
    xml = convert(BARE.format(day=number + DAY, first="Yes", second="Yes")).xml
    assert xml is not None and f'showAs="Security Council, {label}"' in xml.decode()


def test_without_a_cover_the_running_heads_tell_the_day() -> None:
    assert (
        bare("S/PV.9999 13/02/2018", "14/02/2018 S/PV.9999\nThe President: Yes.\n13/02/2018 S/PV.9999", "").date
        == "2018-02-13"
    )


def blocks(xml: bytes) -> list[tuple[str | None, list[str]]]:
    """Each named block of the preface with its lines."""
    preface = etree.fromstring(xml).find(".//{*}preface")
    assert preface is not None
    return [(part.get("name"), ["".join(line.itertext()) for line in part.iter("{*}p")]) for part in preface]


def test_lines_of_one_kind_that_stand_together_are_one_block() -> None:
    assert blocks(record(YES)) == [
        ("imprint", ["United Nations"]),
        ("masthead", ["S/PV.9999", "Security Council", "Seventy-third year"]),
        ("meeting", ["9999th meeting", "Tuesday, 13 February 2018, 3 p.m.", "New York"]),
        ("membership", ["President: Mr. Toussaint (Kuwait)", "Members:", "Peru", "Mr. Roe"]),
        ("agenda", ["Agenda", "1. Adoption of the agenda.", "2. The lakes of the north", "Report of the Secretary-General (S/2018/1)", "3. Tides"]),
    ]  # fmt: skip


def test_boxes_that_stand_side_by_side_are_lines_of_their_own() -> None:
    text = COVER.format(day="Tuesday", state="").replace("United Nations\nS/PV.9999", "United Nations\t\tS/PV.9999")
    xml = convert(f"{text}{YES}\nThe meeting rose at 4 p.m.\n").xml
    assert xml is not None
    assert blocks(xml)[:2] == [
        ("imprint", ["United Nations"]), ("masthead", ["S/PV.9999", "Security Council", "Seventy-third year"]),
    ]  # fmt: skip
    assert words(xml, "docNumber") == [("S/PV.9999", "#symbol")] and words(xml, "docAuthority") == [
        ("Security Council", "#un-sc")
    ]
    assert words(xml, "docDate") == [("Tuesday, 13 February 2018", "#meeting")]
    assert words(xml, "recordedTime") == [("3 p.m.", "#scheduledTime")]


OFFICIAL = """UNITED NATIONS
SECURITY COUNCIL
OFFICIAL RECORDS
FIFTH YEAR
489th MEETING: 22 AUGUST 1950
LAKE SUCCESS, NEW YORK
President: Mr. A. ILYIN (Union of Soviet Socialist
Republics).
Present: The representatives of the following countries: Cuba, Ecuador, India.
1. Provisional agenda (S/Agenda 489)
1. Adoption of the agenda.
2. The question of the salt road.
2. Adoption of the agenda
"""


def test_the_cover_of_an_old_record_tells_who_presides_and_no_second_chair() -> None:
    document = read_back(convert(f"{OFFICIAL}The PRES1DEN'I' (translated from Russian): I open.\n").xml or b"")
    (speech,) = document.speeches
    assert (speech.speaker, speech.country, speech.delivered) == ("Mr. A. ILYIN", "SUN", "ru")
    assert document.roster == ()
