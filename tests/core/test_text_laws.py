"""The rulers of a Text against the simplest thing that could measure the same: one list of characters."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from akn_convert.findings import finding
from akn_convert.text import (
    Contract,
    Cut,
    Edit,
    Mark,
    Origin,
    Piece,
    Span,
    Text,
    broken_contracts,
    out_of_order,
    unaccounted,
)

WORDS = st.text(alphabet="ab é主 \n", min_size=1, max_size=30)
RULES = st.sampled_from(["one", "two", "control"])


@st.composite
def edits(draw: st.DrawFn, clean: str) -> list[Edit]:
    """Edits of a text, sorted and apart, each of a character at least."""
    places = sorted(draw(st.lists(st.integers(0, len(clean)), max_size=8)))
    pairs = zip(places[::2], places[1::2], strict=False)
    return [Edit(a, b, draw(st.sampled_from(["", " ", "xyz"])), draw(RULES)) for a, b in pairs if a < b]


@st.composite
def texts(draw: st.DrawFn) -> Text:
    """A text edited up to three times."""
    text = Text.of(draw(WORDS))
    for _ in range(draw(st.integers(0, 3))):
        text = text.edited(draw(edits(text.clean)))
    return text


@st.composite
def arranged(draw: st.DrawFn) -> tuple[Text, list[Cut], Text]:
    """A text, cuts of it in another order, which divide no changed piece, and the text in that order."""
    text = draw(texts())
    whole = {start for start, _, _ in ranges(text)} | {0, len(text.clean)}
    inside = {at for start, end, piece in ranges(text) if is_kept(piece) for at in range(start, end)}
    places = sorted({0, len(text.clean)} | set(draw(st.lists(st.sampled_from(sorted(whole | inside)), max_size=4))))
    cuts = [Cut(start, end) for start, end in pairwise(places)]
    order = draw(st.permutations(cuts))
    return text, order, text.arranged([(cut, "column") for cut in order])


def ranges(text: Text) -> list[tuple[int, int, Piece]]:
    """Each piece with where it begins and ends in the clean text."""
    found, at = [], 0
    for piece in text.pieces:
        found.append((at, at + len(piece.text), piece))
        at += len(piece.text)
    return found


def is_kept(piece: Piece) -> bool:
    return len(piece.text) == piece.source.end - piece.source.start


def origin(text: Text, at: int) -> set[int]:
    """The source characters that one of the clean text was made from: itself, or all that its piece was made from."""
    start, piece = next((start, piece) for start, end, piece in ranges(text) if start <= at < end)
    if is_kept(piece):
        return {piece.source.start + at - start}
    return set(range(*piece.source))


@given(texts(), st.data())
def test_the_source_of_a_cut_is_that_of_its_characters_and_of_what_was_dropped_between_them(text: Text, data) -> None:  # type: ignore[no-untyped-def]
    if not text.clean:
        return
    start = data.draw(st.integers(0, len(text.clean) - 1))
    end = data.draw(st.integers(start + 1, len(text.clean)))
    wanted = set().union(*(origin(text, at) for at in range(start, end)))
    for begins, ends, piece in ranges(text):
        if begins == ends and start < begins < end:
            wanted |= set(range(*piece.source))
    spans = text.source_of(Cut(start, end))
    assert {at for span in spans for at in range(*span)} == wanted
    assert all(one.end < other.start for one, other in pairwise(spans))
    assert text.place_of(Cut(start, end)) == Span(min(wanted), max(wanted) + 1)


def test_what_is_cut_from_nothing_stands_at_the_start() -> None:
    assert Text.of("").place_of(Cut(0, 0)) == Span(0, 0)
    assert Text.of("").source_of(Cut(0, 1)) == []


def test_a_text_of_nothing_has_no_pieces() -> None:
    assert Text.of("").pieces == () and Text.of("a").pieces == (Piece(Span(0, 1), "a"),)


def test_a_text_of_words_alone_is_one_page_of_plain_text_of_which_all_is_certain() -> None:
    text = Text.of("a")
    assert (text.pages, text.marks, text.findings) == ((0,), (), ())
    assert text.origin == Origin(
        filename=None, sha256="", format="text", encoding="utf-8", confidence=1.0, declared=None
    )


def test_a_text_is_shown_by_its_source_and_its_pieces_and_not_by_what_follows_from_them() -> None:
    assert "clean" not in repr(Text.of("a")) and "_starts" not in repr(Text.of("a"))


def test_what_is_found_later_stands_later() -> None:
    first, second = finding("paragraph-divided", length=9, parts=2), finding("paragraph-divided", length=8, parts=2)
    assert Text.of("a").with_findings([first]).with_findings([second]).findings == (first, second)


@given(texts())
def test_a_source_offset_is_found_in_the_clean_text(text: Text) -> None:
    for start, _, piece in ranges(text):
        for inside, source in enumerate(range(*piece.source)):
            assert text.offset_of(source) == start + (inside if is_kept(piece) else 0)
    last = text.pieces[-1]
    assert text.offset_of(len(text.raw)) == len(text.clean) - (0 if is_kept(last) else len(last.text))


def test_every_offset_of_a_text_of_nothing_is_its_start() -> None:
    assert Text.of("").offset_of(0) == 0


@given(arranged(), st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30), st.sampled_from("bi")), max_size=4))
def test_a_mark_is_where_its_characters_are(
    case: tuple[Text, list[Cut], Text], marks: list[tuple[int, int, str]]
) -> None:
    for text in (case[0], case[2]):
        marked = Text(text.raw, text.pieces, marks=tuple(Mark(Span(a, b), kind) for a, b, kind in marks))
        found = marked.marked_by_kind()
        assert set(found) == {kind for _, _, kind in marks}
        for kind, cuts in found.items():
            wanted = {
                at
                for low, high, other in marks
                for at in range(len(text.clean))
                if kind == other and origin(text, at) & set(range(low, high))
            }
            assert {at for cut in cuts for at in range(*cut)} == wanted
            assert cuts == sorted(cuts) == marked.marked(kind) and all(start < end for start, end in cuts)


@given(arranged())
def test_in_another_order_each_character_is_there_once_and_each_piece_says_who_moved_it(
    case: tuple[Text, list[Cut], Text],
) -> None:
    text, order, moved = case
    assert moved.clean == "".join(text.clean[start:end] for start, end in order)
    assert unaccounted(moved) == [] if text.clean else moved.pieces == ()
    assert {piece.rule for piece in moved.pieces if piece.text} <= {"column", "one", "two", "control"}
    assert out_of_order(text) == []


@given(texts())
def test_whatever_is_edited_each_source_character_is_in_one_piece(text: Text) -> None:
    assert unaccounted(text) == [] and out_of_order(text) == []
    assert all(piece.source.start < piece.source.end for piece in text.pieces)


@given(texts(), st.data())
def test_edits_give_what_they_give_in_a_plain_string(text: Text, data) -> None:  # type: ignore[no-untyped-def]
    made, clean = data.draw(edits(text.clean)), text.clean
    for edit in reversed(made):
        clean = clean[: edit.start] + edit.text + clean[edit.end :]
    assert text.edited(made).clean == clean


def test_two_edits_of_what_a_ligature_became_are_both_made() -> None:
    text = Text.of("a\ufb03b").edited([Edit(1, 2, "ffi", "ligature")])
    assert text.edited([Edit(1, 2, "", "one"), Edit(3, 4, "j", "two")]).clean == "afjb"
    assert text.edited([Edit(1, 2, "", "one"), Edit(3, 5, "j", "two")]).clean == "afj"
    assert text.edited([Edit(1, 2, "", "one"), Edit(2, 3, "j", "two")]).clean == "ajib"
    assert unaccounted(text.edited([Edit(1, 2, "", "one"), Edit(3, 5, "j", "two")])) == []


def test_two_edits_of_a_changed_piece_are_made_where_the_first_of_them_began_before_it() -> None:
    text = Text.of("abcd").edited([Edit(1, 2, "", "one"), Edit(2, 3, "xyz", "two")])
    again = text.edited([Edit(0, 2, "Q", "one"), Edit(3, 4, "R", "one")])
    assert again.clean == "QyRd" and unaccounted(again) == []


def test_what_an_edit_covers_is_one_piece_for_each_unbroken_range_and_the_first_has_its_text() -> None:
    changed = Text.of("abcd").edited([Edit(1, 2, "B", "one")])
    assert changed.edited([Edit(0, 4, "x", "two")]).pieces == (Piece(Span(0, 4), "x", "two"),)
    moved = Text.of("abcd").arranged([(Cut(2, 4), "column"), (Cut(0, 2), "column")])
    assert moved.edited([Edit(0, 4, "x", "two")]).pieces == (
        Piece(Span(2, 4), "x", "two"),
        Piece(Span(0, 2), "", "two"),
    )
    assert moved.edited([Edit(0, 4, "", "two")]).pieces == (
        Piece(Span(0, 4), "", "two"),
    )  # what is dropped stands nowhere


def test_a_changed_piece_that_is_dropped_goes_by_the_rule_that_drops_it_unless_it_is_white() -> None:
    white = Text.of("abc").edited([Edit(1, 2, " \t\n", "one")])
    assert white.edited([Edit(1, 4, "", "two")]).pieces[1] == Piece(Span(1, 2), "", "one")
    changed = Text.of("abc").edited([Edit(1, 2, "xyz", "one")])
    assert changed.edited([Edit(1, 4, "", "two")]).pieces[1] == Piece(Span(1, 2), "", "two")
    assert changed.edited([Edit(1, 4, "y", "two")]).pieces[1] == Piece(Span(1, 2), "y", "two")
    assert changed.edited([Edit(0, 4, "", "two")]).pieces[0] == Piece(Span(0, 2), "", "two")
    dropped = Text.of("abc").edited([Edit(1, 2, "", "one")]).edited([Edit(0, 2, "x", "two")])
    assert dropped.pieces == (Piece(Span(0, 1), "x", "two"), Piece(Span(1, 2), "", "one"), Piece(Span(2, 3), "", "two"))
    mute = Text.of("abc").edited([Edit(1, 2, "", "control")]).edited([Edit(0, 2, "x", "two")])
    assert mute.pieces == (Piece(Span(0, 3), "x", "two"),)


def test_nothing_is_set_in_a_way_that_does_not_occur() -> None:
    assert Text.of("a").marked("bold") == [] == Text.of("a", marks=(Mark(Span(0, 1), "italic"),)).marked("bold")


@given(texts(), st.data())
def test_the_ranges_that_go_with_a_cut_are_those_of_its_characters(text: Text, data) -> None:  # type: ignore[no-untyped-def]
    if not text.clean:
        return
    start = data.draw(st.integers(0, len(text.clean) - 1))
    end = data.draw(st.integers(start + 1, len(text.clean)))
    wanted = set().union(*(origin(text, at) for at in range(start, end)))
    spans = text.ranges_of(Cut(start, end))
    found = {at for span in spans for at in range(*span)}
    mute = {at for piece in text.pieces if not piece.text and piece.rule == "control" for at in range(*piece.source)}
    inside = [piece for begins, ends, piece in ranges(text) if begins < end and ends > start]
    if len(inside) == 1 and not is_kept(inside[0]) and not inside[0].text.strip():
        assert spans == []  # it stays the change that it is, with no text
        return
    assert wanted <= found <= wanted | mute
    assert all(one.end <= other.start for one, other in pairwise(spans))


@given(texts(), st.data())
def test_a_changed_piece_that_a_cut_divides_goes_whole_where_its_beginning_goes(text: Text, data) -> None:  # type: ignore[no-untyped-def]
    places = sorted({0, len(text.clean)} | set(data.draw(st.lists(st.integers(0, len(text.clean)), max_size=4))))
    order = data.draw(st.permutations([Cut(start, end) for start, end in pairwise(places)]))
    moved = text.arranged([(cut, "column") for cut in order])
    assert unaccounted(moved) == [] or not text.clean
    begun = [[p for start, _, p in ranges(text) if cut.start <= start < cut.end and not is_kept(p)] for cut in order]
    changed = [piece.source for pieces in begun for piece in pieces if piece.text]
    assert [piece.source for piece in moved.pieces if piece.text and not is_kept(piece)] == changed


@given(texts(), st.data())
def test_an_edit_leaves_its_rule_and_what_it_does_not_touch(text: Text, data) -> None:  # type: ignore[no-untyped-def]
    made = data.draw(edits(text.clean))
    again = text.edited(made)
    touched = {at for edit in made for at in range(edit.start, edit.end)}
    untouched = {piece for start, end, piece in ranges(text) if not touched & set(range(start, end)) and end > start}
    assert untouched <= set(again.pieces)
    for piece in again.pieces:
        if piece.rule == "" and is_kept(piece):
            assert piece.text == text.raw[piece.source.start : piece.source.end]
    assert {piece.rule for piece in again.pieces} <= {p.rule for p in text.pieces} | {edit.rule for edit in made}


def test_a_page_begins_at_its_offset_and_nothing_stands_before_the_first() -> None:
    text = Text.of("a" * 9, pages=(2, 5))
    assert [text.page_of(at) for at in range(7)] == [1, 1, 1, 1, 1, 2, 2]


def pieces(*rows: tuple[int, int, str] | tuple[int, int, str, str]) -> tuple[Piece, ...]:
    return tuple(Piece(Span(row[0], row[1]), *row[2:]) for row in rows)


def test_what_is_in_no_piece_or_in_two_is_named_by_its_range() -> None:
    def wrong(*rows: tuple[int, int, str]) -> list[Span]:
        return unaccounted(Text("abcdef", pieces(*rows)))

    assert wrong((0, 6, "abcdef")) == []
    assert wrong((3, 6, "def"), (0, 3, "abc")) == []
    assert wrong((1, 6, "bcdef")) == [Span(0, 1)]
    assert wrong((0, 2, "ab"), (4, 6, "ef")) == [Span(2, 4)]
    assert wrong((0, 4, "abcd"), (2, 6, "cdef")) == [Span(2, 4)]
    assert wrong((0, 6, "abcdef"), (1, 2, "b"), (4, 5, "e")) == [Span(1, 6), Span(4, 6)]
    assert wrong((0, 4, "abcd")) == [Span(4, 6)]
    assert wrong((0, 8, "abcdefgh")) == [Span(6, 8)]
    assert wrong() == [Span(0, 6)]


def test_pieces_keep_the_order_of_the_source_unless_a_rule_that_may_moved_them() -> None:
    def wrong(*rows: tuple[int, int, str, str]) -> list[int]:
        return [piece.source.start for piece in out_of_order(Text("abcdef", pieces(*rows)))]

    assert wrong((0, 3, "abc", ""), (3, 6, "def", "")) == []
    assert wrong((3, 6, "def", ""), (0, 3, "abc", "")) == [0]
    assert wrong((3, 6, "def", ""), (0, 3, "abc", "one")) == [0]
    assert wrong((3, 6, "def", ""), (0, 3, "abc", "column")) == []
    assert wrong((3, 6, "def", "column"), (0, 3, "abc", "")) == []  # its neighbour was moved before it
    assert wrong((3, 6, "def", "column"), (0, 1, "a", ""), (1, 3, "bc", "")) == []
    assert wrong((3, 4, "d", "column"), (4, 6, "ef", ""), (0, 3, "abc", "")) == [0]  # it stands in order again between
    assert wrong((3, 6, "def", ""), (0, 3, "", "")) == [] == wrong((3, 6, "def", ""), (0, 3, " \n ", ""))
    assert (
        wrong((3, 6, "def", ""), (0, 2, "", "one"), (2, 3, "c", "")) == []
    )  # words were moved before it, and dropped since
    assert wrong((3, 4, "d", ""), (4, 6, "", "one"), (0, 3, "abc", "")) == [0]  # what was dropped stood in its place
    blank = Text("  cdef", pieces((3, 6, "def", ""), (0, 2, "", "one"), (2, 3, "c", "")))
    assert [piece.source.start for piece in out_of_order(blank)] == [2]
    assert wrong((4, 6, "ef", ""), (0, 2, "ab", ""), (2, 4, "cd", "")) == [0, 2]


def test_what_was_changed_right_before_what_was_moved_went_with_it() -> None:
    def wrong(*rows: tuple[int, int, str, str]) -> list[int]:
        rest = (3, 6, "def", ""), *rows
        return [piece.source.start for piece in out_of_order(Text("abcdef", pieces(*rest)))]

    assert wrong((0, 1, "x", "one"), (1, 3, "bc", "column")) == []
    assert wrong((0, 1, "a", ""), (1, 3, "bc", "column")) == [0]  # kept as it is, it moved by no rule
    assert wrong((0, 1, "x", "one"), (1, 2, "y", "one"), (2, 3, "c", "column")) == []
    assert wrong((0, 1, "x", "one"), (1, 2, "b", ""), (2, 3, "c", "column")) == [1]
    assert wrong((0, 1, "x", "one"), (2, 3, "c", "column"), (1, 2, "b", "column")) == [0]  # they do not touch
    assert wrong((0, 1, "x", "one"), (1, 3, "yz", "one")) == [0, 1]


@pytest.mark.parametrize("rule", ["column", "stray", "note", "roster", "visual-order", "lam-alef", "mirrored-bracket"])
def test_these_rules_may_move_what_they_keep(rule: str) -> None:
    moved = Text("abcdef", pieces((3, 6, "def", ""), (0, 3, "abc", rule)))
    assert out_of_order(moved) == [] == broken_contracts(moved, {})


@pytest.mark.parametrize("rule", ["control", "direction-mark", "markdown", "rule-line", "tatweel"])
def test_what_these_rules_dropped_goes_with_the_range_around_it(rule: str) -> None:
    dropped = Text.of("abc").edited([Edit(1, 2, "", rule)])
    assert dropped.edited([Edit(0, 2, "x", "one")]).pieces == (Piece(Span(0, 3), "x", "one"),)


def test_a_change_is_judged_by_the_contract_of_its_rule_alone() -> None:
    made = {"one": Contract("one", "", lambda s, b, raw: (s, b) == ("a", "x") and raw == "abab"),
            "blank": Contract("blank", "", lambda s, b, raw: s == "b" and b == " "),
            "end": Contract("end", "", lambda s, b, raw: s == "b" and b == "\n"),
            "tab": Contract("tab", "", lambda s, b, raw: s == "b" and b == "\t")}  # fmt: skip

    def wrong(*rows: tuple[int, int, str, str]) -> list[int]:
        return [piece.source.start for piece in broken_contracts(Text("abab", pieces(*rows)), made)]

    assert wrong((0, 1, "x", "one"), (1, 2, "b", ""), (2, 3, "x", "one")) == []
    assert wrong((0, 1, "y", "one"), (2, 3, "y", "one")) == [0, 2]  # each, though they are alike
    assert wrong((0, 1, "x", ""), (1, 2, "x", "none")) == [0, 1]
    assert wrong((0, 1, "a", "column"), (1, 2, "b", "one")) == [
        1
    ]  # moved as it is; but no rule may claim what it did not
    assert wrong((0, 1, "x", "column")) == [0]
    for rule in ("blank", "end", "tab"):  # white that a rule may make may go again; words may not
        assert wrong((1, 2, "", rule)) == []
        assert wrong((0, 1, "", rule), (1, 2, "c", rule)) == [0, 1]
    assert wrong((0, 1, "", "one")) == [0]
