"""Paragraphs without end are divided, and white space without end is bounded, and no word of either is lost."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from hypothesis import given
from hypothesis import strategies as st

from akn_convert import grammar
from akn_convert.findings import finding
from akn_convert.layout import CONTRACTS, bounds, lay_out
from akn_convert.text import Text, broken_contracts, out_of_order, unaccounted

ENGLISH, ARABIC = grammar.load("en"), grammar.load("ar")
LONGEST, WIDE = 100, 40  # characters of a paragraph, and of one whose characters take more than a byte


@contextmanager
def limited() -> Iterator[None]:
    """The limits made small, so that what is beyond them is short."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(bounds, "LONGEST", LONGEST)
        patch.setattr(bounds, "_LONGEST_WIDE", WIDE)
        patch.setattr(bounds, "_MOST_BYTES", 4 * WIDE)
        yield


def divided(words: str) -> list[str]:
    with limited():
        return bounds.divide(Text.of(words), ENGLISH).clean.split("\n")


@given(
    st.lists(
        st.sampled_from(["He spoke", ". ", " ", "\n", "\n\n", " \n", "安理会", "。", "ﬁ", "a" * 30, "......"]),
        max_size=60,
    )
)
def test_no_paragraph_is_too_long_and_every_character_is_accounted_for(words: list[str]) -> None:
    raw = "".join(words)
    with limited():
        text = lay_out(Text.of(raw), ENGLISH)
        assert unaccounted(text) == [] and out_of_order(text) == [] and broken_contracts(text, CONTRACTS) == []
        lines = text.clean.split("\n")
        assert all(len(line) <= LONGEST and len(line.encode()) <= 4 * LONGEST for line in lines)
    assert "".join(text.clean.split()) == "".join(lay_out(Text.of(raw), ENGLISH).clean.split())


def test_what_fits_is_one_paragraph() -> None:
    assert divided("a" * LONGEST) == ["a" * LONGEST]
    assert divided("é" + "a" * (LONGEST - 1)) == ["é" + "a" * (LONGEST - 1)]
    assert divided("é" * 2 * WIDE) == ["é" * 2 * WIDE]  # 160 bytes
    assert divided("é" * (2 * WIDE + 1)) == ["é" * WIDE, "é" * WIDE, "é"]
    assert divided("é" + "a" * LONGEST)[0] == "é" + "a" * (WIDE - 1)


@pytest.mark.parametrize("mark", [". ", "? ", "! "])
def test_a_paragraph_is_divided_behind_the_last_sentence_of_what_fits_rather_than_behind_a_later_word(
    mark: str,
) -> None:
    assert divided("a" * 91 + mark + "b" * 5 + " " + "c" * 60) == ["a" * 91 + mark[0], "b" * 5 + " " + "c" * 60]


@pytest.mark.parametrize("mark", ["؟ ", "。", "！", "？"])
def test_sentences_end_in_other_scripts_too(mark: str) -> None:
    assert divided("安" * 36 + mark + "理 " + "会" * 38) == ["安" * 36 + mark.strip(), "理 " + "会" * 38]


@pytest.mark.parametrize("length", [90, 94, 99])
def test_where_no_sentence_ends_in_the_last_tenth_it_is_divided_behind_a_word(length: int) -> None:
    assert divided("a. " + "b" * (length - 3) + " " + "c" * 60) == ["a. " + "b" * (length - 3), "c" * 60]


@pytest.mark.parametrize("length", [89, 100])
def test_where_no_word_ends_there_either_it_is_divided_anywhere(length: int) -> None:
    words = "a" * length + " " + "b" * 60
    assert divided(words) == [words[:LONGEST], words[LONGEST:]]


def test_each_paragraph_that_is_divided_has_a_finding() -> None:
    with limited():
        text = bounds.divide(Text.of("a" * 250 + "\nb\n" + "c" * 101), ENGLISH)
        assert bounds.divide(text, ENGLISH) is text
    assert text.clean.split("\n") == ["a" * 100, "a" * 100, "a" * 50, "b", "c" * 100, "c"]
    assert [f.message for f in text.findings] == [
        finding("paragraph-divided", length=250, parts=3).message,
        finding("paragraph-divided", length=101, parts=2).message,
    ]


@given(st.integers(0, 45), st.sampled_from([" ", "\n", " \n", "\t"]), st.integers(1, 100), st.sampled_from(["", "b"]))
def test_of_a_wide_run_of_white_space_the_ends_are_kept(before: int, white: str, count: int, after: str) -> None:
    run = (white * count)[:count]
    narrowed = bounds.narrow(Text.of("a" * before + run + after), ENGLISH).clean
    kept = bounds.WIDEST // 2 - 1
    middle = "\n" if "\n" in run[kept:-kept] else ""
    bounded = run[:kept] + middle + run[-kept:] if count > bounds.WIDEST else run
    assert narrowed == "a" * before + bounded + after


@pytest.mark.parametrize("blanks", [" ", "\t", " \t "])
def test_blanks_at_the_ends_of_lines_go_where_lines_run_from_right_to_left(blanks: str) -> None:
    raw = f"السيد  علي{blanks}\n\nشكرا"
    assert bounds.narrow(Text.of(raw), ARABIC).clean == "السيد  علي\n\nشكرا"
    assert bounds.narrow(Text.of(raw), ENGLISH).clean == raw


def test_a_line_from_right_to_left_without_blanks_at_its_end_stays_and_others_name_the_rule() -> None:
    plain = Text.of("السيد علي\nشكرا")
    assert bounds.narrow(plain, ARABIC) is plain
    assert [piece.rule for piece in bounds.narrow(Text.of("السيد \nشكرا"), ARABIC).pieces] == ["", "line-tail", ""]


def test_a_paragraph_is_measured_by_itself_wherever_it_stands() -> None:
    assert divided("x\n" * 60 + "é" * 2 * WIDE)[-1] == "é" * 2 * WIDE
    assert divided("\ud83d" * (WIDE + 1)) == ["\ud83d" * (WIDE + 1)]  # half a sign has a length too
