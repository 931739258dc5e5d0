"""The accounting of a Text: every source character in one piece, whatever is edited, and breaches are seen."""

import pickle

from hypothesis import given
from hypothesis import strategies as st

from akn_convert.text import (
    Contract,
    Cut,
    Edit,
    Mark,
    Piece,
    Span,
    Text,
    broken_contracts,
    out_of_order,
    unaccounted,
)

ANYTHING = st.text(alphabet="ab é主席 \n", max_size=40)


@st.composite
def edits_of(draw: st.DrawFn, text: str) -> list[Edit]:
    """Edits of a text, sorted and apart."""
    places = sorted(draw(st.lists(st.integers(0, len(text)), max_size=8, unique=True)))
    pairs = zip(places[::2], places[1::2], strict=False)
    return [Edit(a, b, draw(st.sampled_from(["", " ", "xy"])), draw(st.sampled_from(["one", "two"]))) for a, b in pairs]


@st.composite
def edited_twice(draw: st.DrawFn) -> tuple[str, list[Edit], Text, list[Edit]]:
    raw = draw(ANYTHING)
    first = draw(edits_of(raw))
    text = Text.of(raw).edited(first)
    return raw, first, text, draw(edits_of(text.clean))


def replayed(clean: str, edits: list[Edit]) -> str:
    """What edits of a plain string give, the simple way."""
    for edit in reversed(edits):
        clean = clean[: edit.start] + edit.text + clean[edit.end :]
    return clean


@given(edited_twice())
def test_edits_do_what_they_say_and_every_source_character_stays_accounted_for(case) -> None:
    raw, first, text, second = case
    assert text.clean == replayed(raw, first)
    again = text.edited(second)
    assert again.clean == replayed(text.clean, second)
    assert unaccounted(again) == []
    assert out_of_order(again) == []


@given(edited_twice(), st.data())
def test_every_cut_comes_from_the_source_range_that_it_names(case, data) -> None:
    _, _, text, second = case
    text = text.edited(second)
    start = data.draw(st.integers(0, len(text.clean)))
    end = data.draw(st.integers(start, len(text.clean)))
    kept = [p for p in text.pieces if not p.rule]
    if len(kept) == len(text.pieces):
        assert "".join(text.raw[s.start : s.end] for s in text.source_of(Cut(start, end))) == text.clean[start:end]
    for span in text.source_of(Cut(start, end)):
        assert 0 <= span.start <= span.end <= len(text.raw)


def test_a_mark_is_found_again_behind_a_change() -> None:
    text = Text.of("xx**bold** rest", marks=(Mark(Span(4, 8), "bold"),))
    text = text.edited([Edit(2, 4, "", "markdown"), Edit(8, 10, "", "markdown")])
    assert [text.clean[c.start : c.end] for c in text.marked("bold")] == ["bold"]


def test_a_text_in_another_order_keeps_its_words_and_names_who_moved_them() -> None:
    text = Text.of("second first").arranged([(Cut(7, 12), "column"), (Cut(6, 7), "column"), (Cut(0, 6), "column")])
    assert text.clean == "first second"
    assert unaccounted(text) == [] and out_of_order(text) == []


def test_swapped_pieces_are_seen() -> None:
    text = Text.of("one two").edited([Edit(3, 4, "_", "blank")])
    first, blank, last = text.pieces
    assert out_of_order(Text(text.raw, (last, blank, first))) != []


def test_a_doubled_and_a_missing_piece_are_seen() -> None:
    text = Text.of("one two").edited([Edit(3, 4, "_", "blank")])
    assert unaccounted(Text(text.raw, (*text.pieces, text.pieces[0]))) != []
    assert unaccounted(Text(text.raw, text.pieces[1:])) == [Span(0, 3)]


def test_a_change_needs_a_rule_and_a_rule_keeps_its_contract() -> None:
    blanks = {"blank": Contract("blank", "", lambda s, b, raw: s == " " and b == "_")}
    assert broken_contracts(Text("a b", (Piece(Span(0, 3), "a_b"),)), blanks) != []
    kept = Text("a b", (Piece(Span(0, 1), "a"), Piece(Span(1, 2), "_", "blank"), Piece(Span(2, 3), "b")))
    assert broken_contracts(kept, blanks) == []
    assert broken_contracts(kept, {}) != []


def test_a_page_is_found_by_its_offset() -> None:
    text = Text.of("a" * 30, pages=(0, 10, 20))
    assert [text.page_of(offset) for offset in (0, 9, 10, 25)] == [1, 1, 2, 3]


def test_a_text_survives_pickling() -> None:
    text = Text.of("one two").edited([Edit(3, 4, "_", "blank")])
    assert pickle.loads(pickle.dumps(text)) == text
