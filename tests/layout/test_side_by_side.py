"""Two columns side by side in a text file are read one after the other, where the gutter is certain."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from akn_convert import grammar
from akn_convert.layout import CONTRACTS, columns, lay_out
from akn_convert.text import Origin, Text, broken_contracts, out_of_order, unaccounted

LEFT = [
    "     The meeting was called to order at 3.10 p.m.",
    "",
    "Adoption of the agenda",
    "     The agenda was adopted.",
    "     The President: I thank the members of the",
    "Council who came to this meeting, and I ask them",
    "to be brief in what they have to say about the",
    "matter that stands before us on this afternoon.",
]
RIGHT = [
    "     Mr. Sample (Peru): We thank you for the",
    "floor, Mr. President, and for the report that",
    "was given to us in good time before the debate",
    "began. We have read it with care and interest.",
    "     My delegation will be brief, since others",
    "wish to speak as well. We support the text.",
    "That is all that we have to say about it.",
    "     The meeting rose at 3.40 p.m.",
]


def side_by_side(left: list[str], right: list[str], width: int = 60) -> str:
    return "".join(f"{a.ljust(width)}{b}".rstrip() + "\n" for a, b in zip(left, right, strict=True))


def parted(raw: str) -> Text:
    return columns.part(Text.of(raw), grammar.load("en"))


def test_the_left_column_is_read_before_the_right_one() -> None:
    text = parted(side_by_side(LEFT, RIGHT))
    assert [line.strip() for line in text.clean.split("\n")[:-1]] == [
        line.strip() for line in (*filter(None, LEFT), *RIGHT)
    ]
    assert unaccounted(text) == [] and out_of_order(text) == [] and broken_contracts(text, CONTRACTS) == []


def test_a_line_across_the_gutter_divides_the_page() -> None:
    head = "S/PV.9999            The situation in Utopia, as it is seen by everybody here           1/2/2034\n"
    foot = "2/2" + " " * 80 + "34-12345\n"
    text = parted(head + side_by_side(LEFT, RIGHT) + foot)
    assert text.clean.startswith(head) and text.clean.rstrip().endswith("34-12345")
    assert text.clean.index("on this afternoon") < text.clean.index("Mr. Sample")


def test_the_columns_of_a_page_may_stand_at_other_heights() -> None:
    level = side_by_side(["Adoption of the agenda"] * 6, ["     Set in, as a paragraph begins."] * 6)
    beside = [
        line for pair in zip(LEFT[5:8] * 4, RIGHT[1:4] * 4, strict=True) for line in (pair[0], " " * 60 + pair[1])
    ]
    lines = [line.strip() for line in parted(level + "\n".join(beside) + "\n").clean.splitlines()]
    assert lines[6:18] == LEFT[5:8] * 4 and lines[-12:] == RIGHT[1:4] * 4


@pytest.mark.parametrize(
    ("columns", "across", "is_pair"), [(8, 4, True), (8, 5, False), (33, 17, True), (33, 18, False)]
)
def test_of_two_columns_a_third_of_the_lines_may_cross_the_gutter(columns: int, across: int, is_pair: bool) -> None:
    raw = "The words here.".ljust(60) + "The other words.\n"
    page = raw * columns + "\n" * 9 + ("x" * 100 + "\n") * across  # a line without words does not count
    assert (parted(page).clean != page) == is_pair


@pytest.mark.parametrize(("width", "is_parted"), [(57, True), (58, True), (59, False)])
def test_two_blanks_are_the_narrowest_gutter(width: int, is_parted: bool) -> None:
    page = ("The words here.".ljust(60) + "The other words.\n") * 9
    clean = parted(page + "x" * width + " " * (60 - width) + "The last words.\n").clean
    assert ("x" * width + "\n" in clean) == is_parted


@pytest.mark.parametrize(("column", "is_pair"), [(60, True), (67, True), (68, False)])
def test_words_that_begin_within_eight_columns_stand_behind_one_gutter(column: int, is_pair: bool) -> None:
    page = ("The words here.".ljust(60) + "The other words.\n") * 4 + "The words here.".ljust(column) + "The others.\n"
    assert (parted(page).clean != page) == is_pair


def test_a_roster_is_no_pair_of_columns() -> None:
    rows = [
        f"{state} {'. ' * (20 - len(state) // 2)}      Mr. Sample\n"
        for state in ("Peru", "China", "France", "Japan", "Malta", "Ghana")
    ]
    assert parted("".join(rows)).clean == "".join(rows)


def test_a_list_of_a_vote_that_ends_beside_a_head_is_no_roster() -> None:
    left, right = (
        ["Against:", "Chad", *["a line of the left"] * 6],
        ["of the vote.", "Mr. Doe (Kenya): I end.", *["right"] * 6],
    )
    assert parted(side_by_side(left, right)).clean.split("\n")[:8] == left


def test_words_spread_over_a_line_are_no_columns() -> None:
    prose = (
        "The  Security  Council  will  now  begin  its  consideration of the item on its agenda, as it stands.\n" * 9
    )
    assert parted(prose).clean == prose


def test_only_what_was_a_text_file_shows_columns_by_blanks() -> None:
    page = Text.of(side_by_side(LEFT, RIGHT), origin=Origin(format="pdf"))
    assert columns.part(page, grammar.load("en")) is page


def test_a_record_in_two_columns_becomes_the_record_it_is() -> None:
    text = lay_out(Text.of(side_by_side(LEFT, RIGHT)), grammar.load("en"))
    assert [line.split(":")[0][:24] for line in text.clean.split("\n")] == [
        "The meeting was called t",
        "Adoption of the agenda",
        "The agenda was adopted.",
        "The President",
        "Mr. Sample (Peru)",
        "My delegation will be br",
        "The meeting rose at 3.40",
    ]


@given(
    st.lists(
        st.tuples(st.sampled_from([*LEFT, "", "x" * 70]), st.sampled_from([*RIGHT, "", "2/3  34-12345"])), max_size=30
    ),
    st.integers(50, 64),
)
def test_whatever_stands_side_by_side_all_laws_hold(pairs: list[tuple[str, str]], width: int) -> None:
    raw = side_by_side([a for a, _ in pairs], [b for _, b in pairs], width)
    for text in (parted(raw), lay_out(Text.of(raw), grammar.load("en"))):
        assert unaccounted(text) == []
        assert out_of_order(text) == []
        assert broken_contracts(text, CONTRACTS) == []
