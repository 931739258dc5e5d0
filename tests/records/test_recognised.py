"""Records that recognition misread here and there: who speaks, what happens and who votes are found all the same."""

import re
from pathlib import Path

import pytest

from akn_convert import Conversion, convert
from akn_convert.model import Inline, Paragraph, RollCall

MADE = Path(__file__).parents[2] / "fixtures" / "made"
VOTE = (MADE / "ga-recorded-vote" / "en.txt").read_text("utf-8")


def votes(conversion: Conversion) -> list[tuple[str, str]]:
    assert conversion.record is not None
    lists = (item for section in conversion.record.sections for item in section.items if isinstance(item, RollCall))
    lines: list[Paragraph] = [line for roll_call in lists for line in roll_call.lines]
    inlines: list[Inline] = [inline for line in lines for inline in line.inlines]
    return [(inline.target, inline.value) for inline in inlines if inline.name == "vote"]


def shape(conversion: Conversion) -> list[tuple[str, int]]:
    assert conversion.record is not None
    return [(section.name, len(section.items)) for section in conversion.record.sections]


@pytest.mark.parametrize(
    ("printed", "misread", "code"),
    [
        ("The President: The Assembly", "Tbe President: The Assembly", "misread-lines"),
        ("A recorded vote was taken.", "A recordcd vote was taken.", "misread-lines"),
        ("It was so decided.", "It was so declded.", "misread-lines"),
        ("The meeting rose at", "The rneeting rose at", "misread-lines"),
        ("Bolivia", "Bolivla", "misread-state"),
        ("Indonesia, Iran", "lndonesia, Iran", "misread-state"),
        ("Bielska (Poland)", "Bielska (Polaud)", "misread-state"),
        ("(Saint Lucia)", "(Saint Lucja)", "misread-state"),
        ("20 November 2003", "20 Novernber 2003", "misread-date"),
    ],
)
def test_one_slip_changes_nothing_that_is_told_of_the_meeting(printed: str, misread: str, code: str) -> None:
    assert printed in VOTE
    right, wrong = convert(VOTE), convert(VOTE.replace(printed, misread))
    assert wrong.valid and wrong.record is not None and right.record is not None
    assert (shape(wrong), votes(wrong)) == (shape(right), votes(right))
    assert [speech.by for speech in wrong.record.speeches] == [speech.by for speech in right.record.speeches]
    assert wrong.record.meta.date == right.record.meta.date
    codes = {f.code for f in wrong.findings} - {f.code for f in right.findings}
    assert codes == {code}


@pytest.mark.parametrize(
    ("note", "spoken"), [("spoke ln French", "lang-fra"), ("sp0ke in Arabic", "lang-ara"), ("by telephone", "")]
)
def test_the_language_of_a_note_is_read_though_its_verb_is_misread(note: str, spoken: str) -> None:
    text = VOTE.replace("(Poland), Rapporteur of the Third\nCommittee:", f"(Poland) ({note}):")
    assert text != VOTE
    xml = (convert(text).xml or b"").decode()
    assert f"({note})" in re.sub("<[^>]*>", "", xml)
    told = re.search(rf'<inline[^>]*refersTo="#([^"]*)"[^>]*>{note}</inline>', xml)
    assert (told[1] if told else "") == spoken


VETO = (MADE / "sc-veto" / "en.txt").read_text("utf-8")


@pytest.mark.parametrize(("printed", "misread"), [("Denmark", "Denrnark"), ("Republic of Korea", "Republlc of Korca")])
def test_a_member_of_the_roster_is_who_is_meant(printed: str, misread: str) -> None:
    right, wrong = convert(VETO), convert(VETO.replace(f"{printed} ..", f"{misread} .."))
    assert [f.code for f in wrong.findings] == ["misread-state"]
    people = [re.findall(r'<person [^>]*refersTo="([^"]*)"', (each.xml or b"").decode()) for each in (right, wrong)]
    assert people[0] == people[1]


def test_the_words_stay_as_they_are() -> None:
    wrong = convert(VOTE.replace("Bolivia", "Bolivla").replace("It was so decided.", "It was so declded."))
    assert wrong.xml is not None and b"Bolivla</vote>" in wrong.xml and b"It was so declded." in wrong.xml
    assert b'showAs="Bolivia"' in wrong.xml and b'showAs="Bolivla"' not in wrong.xml


@pytest.mark.parametrize("case", sorted(path.name for path in MADE.iterdir() if path.is_dir()))
def test_no_made_record_is_taken_for_a_misread_one(case: str) -> None:
    for file in sorted((MADE / case).glob("*.txt")):
        assert not {f.code for f in convert(file.read_bytes()).findings} & {
            "misread-lines",
            "misread-state",
            "misread-date",
        }
