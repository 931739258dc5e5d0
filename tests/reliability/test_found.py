"""What fuzzing has found, in the smallest words that show it; the inputs themselves are kept in tests/fuzz/corpus."""

import sys
import time
from pathlib import Path

import pytest
from lxml import etree

from akn_convert import convert
from akn_convert.findings import Severity
from akn_convert.grammar import load
from akn_convert.grammar.clock import moment
from akn_convert.layout import columns, lay_out
from akn_convert.layout.bounds import WIDEST
from akn_convert.text import Contract, Cut, Edit, Piece, Span, Text, broken_contracts, out_of_order, unaccounted

sys.path.insert(0, str(Path(__file__).parent))
sys.path.insert(0, str(Path(__file__).parents[1] / "reader"))
from made import ALL, FIXTURES, promised
from make_pdf import Set, make_pdf, paragraphs

FACTS = {"language": "en", "date": "2018-02-13", "symbol": "S/PV.9999", "kind": "verbatimRecord"}


def pdf(*lines: Set) -> bytes:
    return make_pdf([lines, [Set(50, 700, "The Council met again.")]])


def test_a_colon_alone_on_its_line_labels_nothing_and_ends() -> None:
    conversion = promised(convert(pdf(Set(50, 700, ":", size=8), Set(50, 680, "The Council met.")), **FACTS))
    assert "The Council met." in conversion.text.clean


def test_a_number_sign_before_a_cell_is_the_mark_of_a_heading() -> None:
    raw = "#\r\nThe words"
    text = lay_out(
        Text(raw, (Piece(Span(0, 1), "#"), Piece(Span(1, 3), "\t", "cell"), Piece(Span(3, 12), raw[3:]))), load("en")
    )
    assert text.clean == "The words" and broken_contracts(text, ALL) == []


def test_words_behind_a_moved_line_that_went_as_furniture_stand_where_they_were_put() -> None:
    raw = "30/01/2026\nThe words.\nThe head.\n"
    pieces = (Piece(Span(22, 32), raw[22:32]), Piece(Span(0, 11), raw[:11], "column"), Piece(Span(11, 22), raw[11:22]))
    text = Text(raw, pieces)
    assert out_of_order(text) == []
    assert out_of_order(text.edited([Edit(10, 20, "", "furniture")])) == []
    assert out_of_order(Text(raw, (pieces[0], Piece(Span(0, 11), raw[:11]), pieces[2]))) != []


def test_an_edit_behind_one_that_dropped_what_two_moved_ranges_share_begins_where_that_ended() -> None:
    moved = Text.of("one two.").arranged([(Cut(4, 8), "visual-order"), (Cut(0, 4), "visual-order")])
    text = moved.edited([Edit(3, 5, "", "line-join"), Edit(6, 7, "", "line-join")])
    assert text.clean == "twon "
    assert unaccounted(text) == []


def test_moved_pieces_that_go_are_one_range_of_the_source_again() -> None:
    text = Text.of("one two three").arranged([(Cut(8, 13), "visual-order"), (Cut(3, 8), "visual-order"), (Cut(0, 3), "visual-order")])  # fmt: skip
    assert text.edited([Edit(0, 13, "", "furniture")]).pieces == (Piece(Span(0, 13), "", "furniture"),)


def test_a_changed_piece_at_a_seam_goes_whole_and_once() -> None:
    text = Text.of("aﬁb").edited([Edit(1, 2, "fi", "ligature")])
    moved = text.arranged([(Cut(2, 4), "visual-order"), (Cut(0, 2), "visual-order")])
    assert moved.clean == "bafi" and unaccounted(moved) == []


def test_a_line_that_is_furniture_only_as_it_was_put_together_stays() -> None:
    head = "26/06/2025 الحالة S/PV.9979"
    lines = (FIXTURES / "made" / "visual-order" / "ar.txt").read_text("utf-8").split("\n")
    for at in range(len(lines)):
        joined = [*lines[:at], f"{head}{lines[at]}", *lines[at + 1 :]]
        promised(convert("\n".join(joined), language="ar", date="2025-06-26"))


def test_words_and_a_far_date_on_one_line_are_no_running_head() -> None:
    line = f"it will keep them longer.{' ' * 57}30/01/2026"
    raw = (FIXTURES / "made" / "briefers" / "en.txt").read_text("utf-8")
    assert "it will keep them longer." in promised(convert(f"{raw}\n{line}\n", **FACTS)).text.clean


def test_a_page_and_a_job_number_with_leading_dots_between_them_are_furniture() -> None:
    raw = (FIXTURES / "made" / "briefers" / "en.txt").read_text("utf-8")
    text = promised(convert(f"{raw}\n2  . . . .04-99553\n\nMr. Roe (Peru): I agree.\n", **FACTS)).text
    assert "04-99553" not in text.clean


def test_a_stretching_stroke_between_lam_and_alef_goes_with_their_order() -> None:
    lines = (FIXTURES / "made" / "visual-order" / "ar.txt").read_text("utf-8")
    promised(convert(lines.replace("آل", "آـل").replace("ال", "اـل"), language="ar", date="2025-06-26"))


@pytest.mark.parametrize(
    "body", ["<p>o del\n卂\n帇</p>", "<p>联合国n年\n膬</p>", "<p>安理会...  .</p>", "<p>o\n.. .\n.  .</p>"]
)
def test_white_that_html_makes_a_blank_is_a_blank_to_every_rule(body: str) -> None:
    promised(convert(f"<html><body>{body}".encode(), language="zh", date="2018-02-13"))


def test_a_hyphen_at_the_end_of_a_page_may_go_with_the_line_end() -> None:
    sets = [Set(50, 700, "The draft was adopt-"), Set(50, 688, "ed by the Council, and the Council adopted it.")]
    promised(convert(make_pdf([sets, *([paragraphs(50, 700, ["ed", "adopted"])] * 2)]), **FACTS))


def test_a_hyphen_that_ends_a_cell_is_kept_with_one_blank() -> None:
    raw = "He was co\ufffeopted by all."
    text = Text(
        raw, (Piece(Span(0, 9), raw[:9]), Piece(Span(9, 10), "-\t", "hyphen-mark"), Piece(Span(10, 23), raw[10:]))
    )
    laid = lay_out(text, load("en"))
    assert laid.clean == "He was co- opted by all." and broken_contracts(laid, ALL) == []


def test_a_hyphen_that_ends_the_last_line_is_kept() -> None:
    text = Text("He was co\ufffe", (Piece(Span(0, 9), "He was co"), Piece(Span(9, 10), "-\n", "hyphen-mark")))
    laid = lay_out(text, load("en"))
    assert laid.clean == "He was co-" and broken_contracts(laid, ALL) == []


def test_a_sign_at_the_edge_of_each_page_is_no_running_head() -> None:
    pages = [[Set(300, 820, "."), Set(50, 500, f"The Council met on day {n}.")] for n in range(3)]
    promised(convert(make_pdf(pages), **FACTS))


@pytest.mark.parametrize("day", ["1007-08-09", "1883-11-17", "1001-11-02"])
def test_a_time_before_there_were_zones_has_no_offset(day: str) -> None:
    assert moment(day, "15:10", "USNYC") == f"{day}T15:10:00"


def test_a_time_of_long_ago_is_still_a_time() -> None:
    conversion = convert("1007年8月9日0时\n女士：", language="zh", date="2018-02-13")
    assert [f.code for f in conversion.findings if f.severity == Severity.ERROR and f.code.startswith("xsd")] == []


@pytest.mark.parametrize("language", ["es", "fr"])
def test_wide_blanks_between_all_words_take_no_time(language: str) -> None:
    line = {"es": "Sr. Mugisha (Rwanda) (habla en francés): La línea se abrió", "fr": "M. Mugisha (Rwanda) (parle en français) : La ligne"}  # fmt: skip
    start = time.process_time()
    lay_out(Text.of((" " * WIDEST).join(line[language].split()) + "\n\nAlto Comisionado"), load(language))
    assert time.process_time() - start < 2


def test_the_law_of_order_still_sees_swapped_pieces() -> None:
    raw = "One sentence. Another one. "
    swapped = Text(raw, (Piece(Span(14, 27), raw[14:]), Piece(Span(0, 14), raw[:14])))
    assert out_of_order(swapped) and not unaccounted(swapped)
    assert broken_contracts(swapped, dict[str, Contract]()) == []


@pytest.mark.parametrize("line", ["---\x1d----", "\x1d-\x00-\x00------", "_\u200b__\x01_", "===\x00\x00\x00==="])
def test_a_ruled_line_with_codes_in_it_is_white_between_two_paragraphs(line: str) -> None:
    text = lay_out(Text.of(f"The Council met.\n{line}\nThe Council rose.\nA word\n{line}\nwas said."), load("en"))
    assert text.clean.startswith("The Council met.\nThe Council rose.") and broken_contracts(text, ALL) == []


@pytest.mark.parametrize("end", ["\x0b", "\x0c", "\x85", "\r", "\u2028"])
def test_the_mark_of_a_heading_behind_any_line_end_is_white(end: str) -> None:
    record = (FIXTURES / "made" / "briefers" / "en.txt").read_text("utf-8").rstrip()
    for line in (f" \xa0{end}# ", f"\x01{end}#\x02 \t", f"---\x01---{end}## "):
        text = promised(convert(f"{record}\n{line}\nIt rose.\n".encode(), **FACTS)).text
        assert text.clean.endswith("\nIt rose.") and "#" not in text.clean


def on_pages(*heads: str) -> Text:
    """A text of so many pages, each below a running head and a page number."""
    raw = "".join(f"\f12/3{n}\n{head}\nThe Council went on to its item number {n}.\n" for n, head in enumerate(heads))
    starts = tuple(at for at, sign in enumerate(raw) if sign == "\f")
    return lay_out(Text.of(raw, pages=starts), load("en"))


@pytest.mark.parametrize(
    "again",
    [
        "Day 1\x006 of the office",
        "Day 1**6 of the office",
        "Day 16 of the o\ufb03ce",
        "Day 16 of the o\ufb03\u0301ce",
        "Day 16 of the of\x00fi\x00ce",
    ],
)
def test_a_running_title_repeats_whatever_stood_in_the_way_of_its_letters(again: str) -> None:
    text = on_pages("Day 16 of the office", again)
    assert "office" not in text.clean and broken_contracts(text, ALL) == []


def test_a_title_that_nothing_repeats_stays() -> None:
    assert "Day 16 of the office" in on_pages("Day 16 of the office", "Day 16 of the home").clean


def test_a_running_title_that_was_put_together_since_is_none() -> None:
    raw = "\f12/31\nAny title\nThe Council went on.\n\f12/32\ntitle Any \nThe Council rose.\n"
    at = raw.index("title Any")
    put = (Piece(Span(at + 6, at + 10), "Any ", "roster"), Piece(Span(at, at + 5), "title", "roster"))
    rest = Piece(Span(at + 5, at + 6), " ", "roster"), Piece(Span(at + 10, len(raw)), raw[at + 10 :])
    text = Text(raw, (Piece(Span(0, at), raw[:at]), *put, *rest), pages=(0, raw.rindex("\f")))
    laid = lay_out(text, load("en"))
    assert "Any title" in laid.clean and broken_contracts(laid, ALL) == []


@pytest.mark.parametrize("sign", ["\ufb01", "\ufdfa", "\ufefb"])
def test_a_running_title_of_one_sign_goes_by_the_rule_of_furniture(sign: str) -> None:
    text = on_pages(sign, sign, sign)
    assert {piece.rule for piece in text.pieces if text.raw[piece.source.start] == sign} == {"furniture"}
    assert broken_contracts(text, ALL) == []


@pytest.mark.parametrize("words", ["http://x.y/z a b c d#", "http://x.y/z:主 席=="])
def test_an_address_with_stretched_words_behind_it_is_no_residue(words: str) -> None:
    language = "zh" if "主" in words else "en"
    text = lay_out(Text.of(f"The words go on and on.\n{words}\nThe words go on."), load(language))
    assert "http://x.y/z" in text.clean and broken_contracts(text, ALL) == []


def test_a_column_may_begin_with_a_ligature() -> None:
    text = lay_out(Text.of("\n".join(["The words on the left        \ufb01nal words"] * 5)), load("en"))
    assert text.clean.endswith("the left" + " final words" * 5) and out_of_order(text) == []


def test_a_ligature_out_of_order_is_still_seen_where_nothing_moved() -> None:
    pieces = (Piece(Span(1, 3), "no"), Piece(Span(0, 1), "fi", "ligature"), Piece(Span(3, 5), "up"))
    assert out_of_order(Text("\ufb01noup", pieces)) == [pieces[1]]


@pytest.mark.parametrize("sign", ["\x1f", "\x1c", "\x85", "\xa0", "\t", "\u2028"])
def test_other_white_before_the_blanks_between_two_columns_is_no_part_of_the_gap(sign: str) -> None:
    lines = [*["The Council met today.       The Council."] * 5, f"It met once more.{sign}           The Council."]
    text = columns.part(Text.of("\n".join(lines)), load("en"))
    assert text.clean.endswith("The Council.") and broken_contracts(text, ALL) == []


@pytest.mark.parametrize(
    ("line", "head", "words"),
    [
        ("Mr. Roe (Peru):* I agree.", "Mr. Roe (Peru):*", "I agree."),
        ("Mr. Roe (Peru): * I agree.", "Mr. Roe (Peru):", "* I agree."),
        ("Mr. Roe (Peru):*4", "Mr. Roe (Peru):", "*4"),
        ("Mr. Roe (Peru): I agree.", "Mr. Roe (Peru):", "I agree."),
    ],
)
def test_an_asterisk_behind_the_colon_of_a_head_is_kept(line: str, head: str, words: str) -> None:
    xml = promised(convert(f"The meeting was called to order at 3 p.m.\n{line}\n", **FACTS)).xml
    speech = etree.fromstring(xml or b"").find(".//{*}speech")
    assert ["".join(part.itertext()) for part in speech] == [head, words]


@pytest.mark.parametrize("sign", ["\f", "\x1c", "\n"])
def test_the_white_between_two_letters_of_a_page_may_be_any(sign: str) -> None:
    text = promised(convert(f"<html><body><p>赞{sign}成：巴林".encode(), language="zh", date="2018-02-13")).text
    assert "赞成：巴林" in text.clean


def test_leading_dots_in_white_without_end_go_with_it() -> None:
    for white in (f"{' ' * 25}......\n{' ' * 25}", f"{' ' * 25}......{' ' * 25}"):
        text = lay_out(Text.of(f"The Council met.{white}The Council rose."), load("en"))
        assert "......" not in text.clean and broken_contracts(text, ALL) == []


@pytest.mark.parametrize(("printed", "date"), [("30/02/2034", ""), ("00/01/2034", ""), ("29/02/2036", "2036-02-29")])
def test_a_day_in_a_running_head_that_the_calendar_lacks_is_none(printed: str, date: str) -> None:
    lines = ["S/PV.9999", printed, "The meeting was called to order at 10 a.m.", "The President: I thank you all."]
    conversion = promised(convert("\n".join([*lines, "The meeting rose at 11 a.m.", ""])))
    assert (conversion.record.meta.date if conversion.xml and conversion.record else "") == date


def test_a_changed_piece_may_end_what_was_moved_and_a_kept_one_may_not() -> None:
    raw = "one two ﻼ three"
    note, lam_alef = Piece(Span(4, 8), "two ", "note"), Piece(Span(8, 9), "لا", "presentation-form")
    rest = Piece(Span(0, 4), "one "), Piece(Span(9, 15), " three")
    assert out_of_order(Text(raw, (note, lam_alef, *rest))) == []
    assert out_of_order(Text(raw, (note, lam_alef._replace(text="ﻼ", rule=""), *rest))) == [rest[0]]


@pytest.mark.parametrize("between", ["ّ", "----", "\u200b"])
def test_a_dot_that_was_moved_to_a_row_of_dots_is_not_led_by_it(between: str) -> None:
    raw, end = f"ر.{between} . . . س", 2 + len(between)
    pieces = [
        Piece(Span(0, 1), "ر"),
        Piece(Span(2, end), between, "visual-order"),
        Piece(Span(1, 2), ".", "visual-order"),
    ]
    moved = Text(raw, (*pieces, Piece(Span(end, end + 8), " . . . س", "visual-order")))
    assert moved.clean == f"ر{between}. . . . س"
    text = lay_out(moved, load("ar"))
    assert broken_contracts(text, ALL) == [] and text.clean.count(".") == 4
    together = lay_out(Text.of("رّ. . . . س"), load("ar"))
    assert together.clean.count(".") == 0


def test_swapped_letters_that_stand_apart_in_the_source_are_put_right_as_well() -> None:
    printed = (FIXTURES / "made" / "visual-order" / "ar.txt").read_text("utf-8")
    size = len(printed)
    letters = (Piece(Span(size - 1 - at, size - at), letter, "visual-order") for at, letter in enumerate(printed))
    text = lay_out(Text(printed[::-1], tuple(letters)), load("ar"))
    assert "األمن" in printed and "األمن" not in text.clean and "الأمن" in text.clean
    assert broken_contracts(text, ALL) == [] and out_of_order(text) == []


@pytest.mark.parametrize("mark", ["##\f", "   ## ", "\n      #      __________   ", "\n ## \n"])
def test_a_mark_of_markdown_in_a_page_goes_with_the_white_that_the_page_has_around_it(mark: str) -> None:
    text = promised(
        convert(f"<html><body><p>安全理事会\n<br>{mark}主席：赞成".encode(), language="zh", date="2018-02-13")
    ).text
    assert "#" not in text.clean and "主席：赞成" in text.clean
