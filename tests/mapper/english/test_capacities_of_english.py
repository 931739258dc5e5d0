"""As what somebody speaks: told by the head, or by what the speaker says, and until when."""

from __future__ import annotations

import pytest

from akn_convert import convert
from akn_convert.exports.readback import read_back

COVER = """United Nations
A/58/PV.91
General Assembly
Fifty-eighth session
91st plenary meeting
Thursday, 20 November 2003, 3 p.m.
New York
President: Mr. Toussaint (Saint Lucia)
The meeting was called to order at 3.15 p.m.
"""
COMMITTEE = "the Committee established pursuant to resolution 1540 (2004)"
BRIEFS = f"I have the honour to brief the Council in my capacity as Chair of {COMMITTEE}. It works."
OWN = "I now speak in my national capacity. We agree."
PERU, CHAIR = ("person-per", "representative", "PER"), ("person-per", "committee_chair", "PER")


def parts(*lines: str) -> list[tuple[str, str, str]]:
    """Person, capacity and State of each part of a turn."""
    xml = convert("\n".join([COVER + lines[0], *lines[1:], "The meeting rose at 6 p.m.", ""])).xml
    assert xml is not None
    return [(part.by, part.capacity, part.country) for part in read_back(xml).speeches]


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        (["Ms. Roe (Peru): Yes."], [PERU]),
        ([f"Ms. Roe (Peru): {BRIEFS}"], [CHAIR]),
        ([f"Ms. Roe (Peru): {BRIEFS}", f"It is late. {OWN}"], [CHAIR, PERU]),
        ([f"Ms. Roe (Peru): {OWN}"], [PERU]),
        (["Ms. Roe (Peru): Yes.", BRIEFS], [CHAIR]),  # in the opening words of the turn
        (["Ms. Roe (Peru): " + "It is late. " * 100, BRIEFS], [PERU]),
        ([f"Ms. Roe (Peru), Chair of {COMMITTEE}: Yes.", OWN], [CHAIR, PERU]),
        (["Ms. Roe (Peru), Rapporteur of the Third Committee: Yes."], [("person-per", "rapporteur", "PER")]),
        (["Ms. Roe (Minister for Foreign Affairs of Peru): Yes."], [PERU]),
        (["Ms. Roe, Minister for Foreign Affairs of Peru: Yes."], [PERU]),
        ([f"Mr. Ash (Palestine): {OWN}"], [("person-pse", "observer", "PSE")]),
        (["The President: Yes."], [("person-lca", "president", "LCA")]),
        ([f"The President: {BRIEFS}"], [("person-lca", "president", "LCA")]),
        (["The Acting President: Yes.", "The President: Yes."],
         [("person-acting-president", "acting_president", ""), ("person-lca", "president", "LCA")]),
        (["Mr. Doku (Ghana), Vice-President, took the Chair.", "The Acting President: Yes."], [("person-gha", "acting_president", "GHA")]),
        (["Mr. Doku, Vice-President, took the Chair.", "The Acting President: Yes."], [("person-speaker-1", "acting_president", "")]),
        (["The President (spoke in French): I speak in my capacity as representative of Saint Lucia. Yes.", "I resume my functions as President of the Assembly."],
         [("person-lca", "representative", "LCA"), ("person-lca", "president", "LCA")]),
    ],
)  # fmt: skip
def test_a_speaker_is_what_the_head_or_the_words_say(lines: list[str], found: list[tuple[str, str, str]]) -> None:
    assert parts(*lines) == found


def test_the_second_speaker_of_a_delegation_goes_back_to_the_same_state() -> None:
    assert parts("Mr. Ash (Peru): Yes.", f"Ms. Roe (Peru): {BRIEFS}", OWN)[1:] == [
        ("person-per-2", "committee_chair", "PER"), ("person-per-2", "representative", "PER"),
    ]  # fmt: skip
