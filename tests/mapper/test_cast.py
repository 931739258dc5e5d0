"""Who and what a record refers to: each under one id, with the label of its language; spellings of a name are one person."""

from __future__ import annotations

import pytest

from akn_convert import grammar
from akn_convert.mapper.cast import Cast


def cast() -> Cast:
    return Cast(grammar.load("en"), "un-sc", "S-PV.1")


def test_an_entity_is_labelled_as_the_language_says_unless_words_are_printed() -> None:
    known = cast()
    ids = [known.organ("un-sc"), known.organ("elsewhere"), known.organ("here", "Here"), known.role("president"),
           known.role("rapporteur", detail="un-ga-c3", label="The Rapporteur"), known.role("representative", "PER")]  # fmt: skip
    assert ids == ["un-sc", "elsewhere", "here", "president", "rapporteur-un-ga-c3", "rep-per"]
    assert [known.office_label(eid) for eid in (*ids, "nobody")] == [
        "Security Council", "elsewhere", "Here", "President", "The Rapporteur", "Representative of PER", "",
    ]  # fmt: skip
    known.state("PER", "Peru")
    assert cast().entities() == ()


def test_what_is_mentioned_first_gives_the_label() -> None:
    known = cast()
    known.state("PER", "Peru")
    known.state("PER", "the Republic of Peru")
    assert known.role("representative", "PER") == "rep-per" == known.role("representative", "PER")
    assert [entity.label for entity in known.entities()] == ["Peru", "Representative of Peru"]


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        ("Mr. Roe", "Mr. ROE", True),
        ("Mr. Roe", "Ms. Roe", True),
        ("Mr. Quispe", "Quispe", True),
        ("Quispe", "Mr. Quispe", True),
        ("Mr. Toussaint", "Mr. Tousaint", True),
        ("Anna", "Susanna of the North", True),  # four letters of the longer name
        ("Ana", "Susana of the North", False),
        ("Mr. Quispe", "Mr. Toussaint", False),
        ("Chancellor Oakmere", "Chancellor Ashford", False),  # the title is no part of the name
        ("Chancellor", "Chancellor", True),
        ("Mr. Li", "Mr. Liu", False),
        ("Mr. Li", "Ms. LI", True),
        ("Ms. Ash", "Mr. Oak", False),
    ],
)
def test_spellings_of_one_name_are_one_speaker(one: str, other: str, is_same: bool) -> None:
    known = cast()
    assert (known.speaker(one) == known.speaker(other)) == is_same
