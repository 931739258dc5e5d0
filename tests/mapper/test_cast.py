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


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [
        ("ar", "السيد لي", "السيد كي"),
        ("ar", "السيد لي", "السيد ليبمان"),
        ("ar", "رئيس الأساقفة كاتشا", "رئيس الأساقفة غالاغر"),
        ("ru", "Г-жа Эк", "Г-жа Эш"),
        ("ru", "Г-н Ли", "Г-н Линь"),
        ("ru", "Его Превосходительство г-н Роу", "Его Превосходительство г-н Доу"),
        ("zh", "李女爵士", "王女爵士"),
        ("en", "Mr. Li", "Mr. Lima"),
    ],
)
def test_a_title_in_common_does_not_make_two_speakers_one(language: str, one: str, other: str) -> None:
    known = Cast(grammar.load(language), "un-sc", "S-PV.1")
    assert known.speaker(one) != known.speaker(other)


@pytest.mark.parametrize(
    ("language", "cover", "head", "is_same"),
    [
        ("ru", "г-жа Хеннис-Пласхарт", "Г-жа Хеннис-Пласшерт", True),
        ("ru", "г-н Сан Чин Ким", "Г-н Ким", True),
        ("ru", "г-н Доу", "Г-жа Куисперо", False),
        ("ar", "السيد قواوي", "السيد غاواوي", True),
        ("ar", "السيد قواوي", "السيدة ميلر", False),
        ("zh", "金相镇先生", "金尚镇先生", True),
        ("zh", "Lindqvist女士", "林奎斯特女士", True),
        ("zh", "金相镇先生", "罗德里格斯女士", False),
        ("zh", "Mr. ROE", "Mr. QUISPE", False),
        ("en", "Mr. Kawawi", "Mr. Gawawy", False),
    ],
)
def test_the_cover_names_a_delegate_in_another_transcription(
    language: str, cover: str, head: str, is_same: bool
) -> None:
    known = Cast(grammar.load(language), "un-sc", "S-PV.1")
    assert (known.person("PER", cover, roster=True) == known.person("PER", head)) == is_same
