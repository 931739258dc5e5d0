"""Arabic lines with figures, symbols and brackets in them: read from the page as people read them."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from akn_convert.reader import CONTRACTS, read
from akn_convert.reader.pdf.bidi import is_mixed, is_turned, ordered
from akn_convert.text import broken_contracts, out_of_order, unaccounted

from .make_pdf import Set, make_pdf

MIRROR = str.maketrans("()[]«»", ")(][»«")
FORWARD = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9/.:,@-]| (?=[A-Z]))*(?<![/.:,@ -])")
ARABIC = "يتحدث ممثل اليونان عن هذا البند من جدول الأعمال"

LINES = [
    "معروضة على أعضاء المجلس الوثيقة S/2024/413 التي",
    "القرار 2107 (2013) والوثيقة (S/2024/368) هنا",
    "عملا بالقرار 2732 (2024).",
    "انظر الوثيقة S/PV.9642",
    "افتتحت الجلسة الساعة 10/05 يوم 31/05/2024.",
    "الرئيس (تكلم بالإنكليزية): أعطي الكلمة للسيدة بيركيت (غيانا).",
    "السيد فو كونغ (الصين) (تكلم بالصينية): أشكركم",
    "من تقرير بعثة الأمم المتحدة (انظر القرار 2682 (2023)).",
    "رئيسة الدائرة Verbatim Reporting Service في الغرفة AB-0928 وحدها",
    "نحو 12.5 في المائة [من الميزانية] و«السلام» اليوم",
    "وأيد القرار 15 عضوا من 15 عضوا",
    "(2025).",
    "A/73/L.99.",
]


def drawn(line: str) -> str:
    """A line as its shapes stand on paper, from the left: what is read from the left keeps its order, brackets turn."""
    turned = line[::-1].translate(MIRROR)
    return FORWARD.sub(lambda run: run[0], re.sub(r"[A-Za-z0-9/.:,@ -]+", _kept, turned))


def _kept(run: re.Match[str]) -> str:
    """What of a turned run is read from the left, turned back; the signs and blanks around it stay."""
    whole = run[0][::-1]
    return FORWARD.sub(lambda found: found[0][::-1], whole)[::-1]


def text_of(*lines: str) -> str:
    page = [Set(60, 700 - 14 * number, drawn(line)) for number, line in enumerate((ARABIC, *lines))]
    text = read(make_pdf([page]))
    assert not (unaccounted(text) or out_of_order(text) or broken_contracts(text, CONTRACTS))
    first, *rest = text.clean.strip().split("\n")
    assert first == ARABIC
    return "\n".join(rest)


def test_what_is_drawn_is_what_the_eye_sees() -> None:
    assert drawn("القرار 2107 (2013).") == ".(2013) 2107 رارقلا"
    assert drawn("الوثيقة S/2024/413 التي") == "يتلا S/2024/413 ةقيثولا"


@pytest.mark.parametrize("line", LINES)
def test_a_line_of_both_directions_is_read_as_it_was_written(line: str) -> None:
    assert text_of(line) == line


def test_lines_do_not_disturb_each_other() -> None:
    assert text_of(*LINES) == "\n".join(LINES)


def read_out(*places: tuple[str, float], blank: float = 0) -> str:
    """A line of signs in pdfium's order, each with the left edge of its cell, as it is read; cells are five points wide and
    ten high, blanks, where pdfium makes them up, have no width.
    """
    text = "".join(char for char, _ in places)
    found = ordered(text, 0, lambda at: (places[at][1], 0, places[at][1] + (blank if text[at] == " " else 5), 10))
    assert sorted(at for start, stop, _ in found.order for at in range(start, stop)) == list(range(len(text)))
    return "".join(became or text[start:stop] for start, stop, became in found.order)


def test_a_symbol_that_came_out_in_parts_is_whole_again() -> None:
    assert read_out(("ق", 40), (" ", 35), ("/", 5), ("2", 10), ("/", 15), ("4", 20), ("S", 0)) == "ق S/2/4"


@pytest.mark.parametrize("reported", ["()", ")(", "((", "))"])
def test_a_bracket_opens_where_it_touches_what_follows_whatever_pdfium_called_it(reported: str) -> None:
    assert read_out(("ق", 40), (" ", 35), (reported[0], 30), ("ك", 25), (reported[1], 20)) == "ق (ك)"


def test_a_blank_that_pdfium_made_up_beside_its_white_stands_in_it() -> None:
    assert read_out(("ق", 46), ("5", 40), ("(", 30), (" ", 30), ("3", 25), (")", 20)) == "ق5 (3)"


def test_a_blank_stays_in_narrow_white_and_is_no_part_of_a_word() -> None:
    assert read_out(("و", 40), (" ", 40), ("ك", 34), (".", 29)) == "و ك."
    assert read_out(("ت", 40), (" ", 38), ("\u064f", 40), ("ت", 35), (".", 26)) == "ت\u064fت ."


def test_vowel_signs_and_leaders_stay_with_what_they_belong_to() -> None:
    assert read_out(("ق", 40), ("\u064b", 41), (".", 35), (".", 30), (".", 25), ("ك", 20)) == "ق\u064b...ك"


def test_letters_that_were_left_in_the_order_of_the_eye_are_read_from_the_right() -> None:
    assert read_out(("س", 30), ("ل", 35), ("ج", 40), ("م", 45), (" ", 28), ("5", 20)) == "مجلس 5"
    assert read_out(("م", 45), ("ج", 40), ("ل", 35), ("س", 30), (" ", 28), ("5", 20)) == "مجلس 5"
    assert read_out(("ن", 30), ("\u064e", 36), ("م", 35), (".", 20)) == "م\u064eن."
    assert read_out(("ن", 30), ("ل", 35), ("ا", 35), ("م", 40), (".", 20)) == "ملان."


def test_a_mark_that_stands_to_the_right_of_its_letter_does_not_turn_a_word() -> None:
    assert read_out(("م", 30), ("\u064e", 32), (".", 20)) == "م\u064e."


@pytest.mark.parametrize(("lefts", "turned"), [((0, 5, 10), True), ((10, 5, 0), False), ((5, 5, 5), False)])
def test_a_line_of_arabic_letters_alone_is_put_in_order_where_a_word_of_it_is_turned(
    lefts: tuple[int, ...], turned: bool
) -> None:
    assert (
        is_turned("من ملح", 0, lambda at: ((40, 35, 30, *lefts)[at], 0, (45, 40, 35, *(x + 5 for x in lefts))[at], 10))
        is turned
    )
    assert not is_turned("ملح " * 400, 0, lambda at: (at, 0, at + 1, 10))


def test_white_that_is_narrower_than_the_blanks_of_its_line_is_none() -> None:
    # As Chromium prints "ق ل (ك) م": two points of white inside the brackets, five outside, where pdfium made up a blank
    # at the wrong side of one; the other blanks are printed, and four points wide.
    line = [("ق", 70, 75), (" ", 66, 70), ("ل", 61, 66), (")", 51, 56), (" ", 49, 49), ("ك", 44, 49), ("(", 38, 42), (" ", 34, 38), ("م", 29, 34)]  # fmt: skip
    text = "".join(char for char, _, _ in line)
    order = ordered(text, 0, lambda at: (line[at][1], 0, line[at][2], 10)).order
    assert "".join(became or text[start:stop] for start, stop, became in order) == "ق ل (ك) م"


def test_a_line_without_arabic_letters_is_read_from_the_side_where_its_stop_does_not_stand() -> None:
    assert read_out(("e", 5), ("n", 10), ("d", 15), (".", 20)) == "end."
    assert read_out((".", 0), ("5", 5), ("6", 10)) == "56."


@given(st.lists(st.tuples(st.sampled_from("قك و\u064b()[]«» ./:،AB12٣…\t-"), st.integers(0, 60)), max_size=12))
def test_each_sign_is_read_once_wherever_it_stands(places: list[tuple[str, int]]) -> None:
    read_out(("ق", 70), *places)


def test_what_is_too_long_for_a_printed_line_is_left_as_it_is() -> None:
    assert is_mixed("ق. " * 300) and not is_mixed("ق. " * 400)
