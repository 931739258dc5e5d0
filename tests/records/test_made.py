"""Records of our own making: one meeting, one set of facts, as many languages as it was composed in.

`fixtures/made/<case>/facts.json` holds what every language must give, `<language>.txt` the text as a PDF extractor
prints it. A turn is "capacity State language", with "> languages" where the speech goes on in others; "-" is no State.
"""

import json
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from akn_convert import Conversion, convert
from akn_convert.exports.document import Document, Paragraph, Remark, SpeechPart, Voting
from akn_convert.exports.readback import read_back
from akn_convert.findings import Severity
from akn_convert.text import unaccounted
from akn_convert.validator.parity import check_parity

MADE = Path(__file__).parents[2] / "fixtures" / "made"
CASES = sorted(path.parent.name for path in MADE.glob("*/facts.json"))
TEXTS = sorted(path.relative_to(MADE).as_posix() for path in MADE.glob("*/??.txt"))


@cache
def converted(name: str) -> Conversion:
    return convert(MADE / name)


def facts_of(name: str) -> dict[str, Any]:
    facts: dict[str, Any] = json.loads((MADE / name).with_name("facts.json").read_text("utf-8"))
    return facts


def vote_of(voting: Voting) -> dict[str, Any]:
    lists = {
        k: sorted(voting.states(v))
        for k, v in (("for", "inFavour"), ("against", "against"), ("abstaining", "abstaining"))
    }
    counted = [voting.count(choice) for choice in ("inFavour", "against", "abstaining")]
    counts = None if voting.without_vote else [count.value if count else None for count in counted]
    return lists | {"counts": counts, "result": voting.outcome}


def turns_of(document: Document) -> list[str]:
    """One line a printed turn or change of capacity: what a scene divides is one turn."""
    parts = groupby(document.speeches, key=lambda part: (part.turn, part.by, part.capacity))
    return [turn_of(list(same)) for _, same in parts]


def turn_of(parts: list[SpeechPart]) -> str:
    first, further = parts[0], [language for part in parts for language in part.languages]
    said = f"{first.capacity} {first.country or '-'} {first.delivered}"
    return f"{said} > {' '.join(further)}" if further else said


def scenes_of(document: Document) -> int:
    return sum(isinstance(item, Remark | Paragraph) for item in document.items)


def clock(moment: str) -> str:
    return moment[11:16]


def read_facts(document: Document) -> dict[str, Any]:
    return {
        "kind": document.name, "symbol": document.symbol, "date": document.date, "meeting": document.meeting,
        "opened": clock(document.opened), "closed": clock(document.closed), "suspended": [*map(clock, document.suspended)],
        "president": document.president.country if document.president else None,
        "members": sorted(member.country for member in document.roster),
        "sections": [section.name for section in document.sections],
        "headings": sum(len(section.headings) for section in document.sections), "scenes": scenes_of(document),
        "turns": turns_of(document), "votes": [vote_of(voting) for voting in document.votings],
        "refs": sorted(reference.symbol for reference in document.references),
        "title": bool(document.title), "paragraphs": sum(len(section.items) for section in document.sections),
    }  # fmt: skip


def in_order(facts: dict[str, Any]) -> dict[str, Any]:
    """The facts with their sets sorted."""
    votes = [vote | {k: sorted(vote[k]) for k in ("for", "against", "abstaining")} for vote in facts.get("votes", [])]
    sets = {key: sorted(facts[key]) for key in ("members", "refs") if key in facts}
    return facts | sets | ({"votes": votes} if "votes" in facts else {})


@pytest.mark.parametrize("name", TEXTS)
def test_the_facts_are_those_of_the_meeting(name: str) -> None:
    asked = in_order(facts_of(name))
    xml = converted(name).xml
    assert xml is not None
    given = read_facts(read_back(xml))
    assert {key: given[key] for key in asked} == asked


@pytest.mark.parametrize("name", TEXTS)
def test_it_is_valid_and_nothing_is_lost(name: str) -> None:
    conversion = converted(name)
    assert [f for f in conversion.findings if f.severity == Severity.ERROR] == []
    assert conversion.valid and not unaccounted(conversion.text)


@pytest.mark.parametrize("case", CASES)
def test_the_languages_of_a_meeting_have_one_skeleton(case: str) -> None:
    found = {name: converted(name).xml for name in TEXTS if name.startswith(f"{case}/")}
    differences = check_parity({name: etree.fromstring(xml) for name, xml in found.items() if xml})
    assert [f"{f.filename}: {f.message}" for f in differences] == []
