"""Layout of English records: the note of the first page, titles, running heads and names at a page's edge."""

import re

import pytest

from akn_convert import grammar
from akn_convert.grammar.openers import seat
from akn_convert.layout import CONTRACTS, lay_out, notes
from akn_convert.reader import read
from akn_convert.text import Mark, Span, Text, broken_contracts, out_of_order, unaccounted

OPENING = "The meeting was called to order at 10 a.m."
FULL = "The harbour has been open to all ships since the spring of the year before, and"


def laid(*lines: str, pages: tuple[int, ...] = (0,)) -> Text:
    text = lay_out(Text.of("\n".join(lines), pages=pages), grammar.load("en"))
    assert (unaccounted(text), out_of_order(text), broken_contracts(text, CONTRACTS)) == ([], [], [])
    return text


NOTE = [
    "This record contains the text of speeches delivered in English and of the translation of",
    "speeches delivered in other languages. Corrections should be submitted to the original",
    "languages only.",
    "07-50999 (E)",
    "*0750999*",
]


def test_the_note_within_a_speech_goes_before_the_meeting() -> None:
    lines = ["General Assembly", OPENING, "The President: Her words are known to", *NOTE, "all of us here."]
    clean = laid(*lines).clean.split("\n")
    assert clean.index(next(line for line in clean if line.startswith("This record"))) < clean.index(OPENING)
    assert clean[-1] == "The President: Her words are known to all of us here."


def test_a_note_without_its_imprint_stays_where_it_is() -> None:
    lines = ["General Assembly", OPENING, "The President: I read out.", NOTE[0], NOTE[1], NOTE[2], "That was all."]
    clean = laid(*lines).clean
    assert clean.index(OPENING) < clean.index("This record")


SPOKEN = "The President: Her words are known to"


def lifted(*pages: list[str]) -> list[str]:
    """The lines that stand before the meeting once the note on these pages is lifted."""
    text = notes.lift_note(read("\f".join("\n".join(page) for page in pages).encode()), grammar.load("en"))
    assert (unaccounted(text), out_of_order(text)) == ([], [])
    return text.clean.split(OPENING)[0].split("\n")[1:-1]


@pytest.mark.parametrize(
    ("under", "imprint"),
    [
        (["07-50999 (E)", "all of us here."], 1),
        (["07-50999 (E)", "*0750999*", "S/PV.9999", "all of us here."], 3),
        (["07-50999 (E)", "all of us here.", "*0750999*"], 1),  # the number at the foot of the page is not the note's
        (["24 October 2007", "all of us here."], 1),
        (["on 24 October 2007", "07-50999", "all of us here."], 2),
        (["We met on 24 October 2007.", "all of us here."], None),
        (["all of us here."], None),
        ([*["It goes on."] * 11, "07-50999", "all of us here."], 12),  # a note of fourteen lines
        ([*["It goes on."] * 12, "07-50999", "all of us here."], None),
        (["07-50999"], None),  # cut off: no line end goes with it
    ],
)
def test_the_note_ends_with_the_job_number_or_the_day_under_it(under: list[str], imprint: int | None) -> None:
    lines = ["General Assembly", OPENING, SPOKEN, *NOTE[:3], *under]
    assert lifted(lines) == ([] if imprint is None else [*NOTE[:3], *under[:imprint]])


def test_a_note_is_looked_for_on_the_first_page_only() -> None:
    begun, rest = ["General Assembly", OPENING, SPOKEN], ["all of us here.", "And of us all."]
    assert lifted([*begun, *NOTE], rest, rest) == NOTE
    assert lifted(begun, [*NOTE, *rest]) == [] == lifted(begun, [*NOTE, *rest], rest)


def test_a_scene_that_is_whole_ends_its_paragraph() -> None:
    lines = [OPENING, *[FULL] * 6, "so it stays.", "It was so decided.", "The members went home after that."]
    assert laid(*lines).clean.split("\n")[-2:] == ["It was so decided.", "The members went home after that."]


LONG = "The situation in the harbour of the north as it was seen from all of the ships"


@pytest.mark.parametrize(
    ("printed", "titles"),
    [
        ([LONG, "and from the shore", "Report of the board"], [f"{LONG} and from the shore", "Report of the board"]),
        ([LONG, "Letter dated 2 May 2018 from the board"], [LONG, "Letter dated 2 May 2018 from the board"]),
        ([LONG, "(a) Boats of the board"], [LONG, "(a) Boats of the board"]),
        ([LONG, "Members of the Council"], [f"{LONG} Members of the Council"]),
        (["Report of the board", "(S/2018/9901)", "Tides"], ["Report of the board (S/2018/9901)", "Tides"]),
        ([f"{LONG[:60]} (S/2018/9901)", LONG], [f"{LONG[:60]} (S/2018/9901)", LONG]),
        ([LONG, "in spring", LONG.replace(" ", "  "), "in winter"], [f"{LONG} in spring", f"{LONG} in winter"]),
        (["(a) NOTE BY THE SECRETARY-", "GENERAL OF THE BOARD"], ["(a) NOTE BY THE SECRETARY-GENERAL OF THE BOARD"]),
    ],
)
def test_a_title_ends_early_or_with_its_symbol_or_where_another_begins(printed: list[str], titles: list[str]) -> None:
    lines = [OPENING, *[FULL] * 8, "so it stays.", "The agenda was adopted.", *printed, "The President: It is open."]
    assert laid(*lines).clean.split("\n")[3:-1] == titles


def test_a_line_that_is_set_as_a_heading_stands_alone() -> None:
    lines = [OPENING, *[FULL] * 4, FULL[:-5] + ".", "## " + FULL.upper(), *[FULL] * 4]
    assert laid(*lines).clean.split("\n")[2] == FULL.upper()
    lines[6] = lines[6].removeprefix("## ")
    assert len(laid(*lines).clean.split("\n")) == 2


@pytest.mark.parametrize(
    ("line", "stands_alone"),
    [
        ("ORGANIZATION OF WORK IN THE HARBOUR", True),
        ("S/2018/9901 AND A/73/1", False),
        ("NATO AND OSCE", True),
        ("UNHCR", False),
    ],
)
def test_a_short_line_in_capitals_behind_a_full_stop_is_a_heading(line: str, stands_alone: bool) -> None:
    clean = laid(OPENING, *[FULL] * 4, FULL[:-5] + ".", line, "The President: I thank you all for that.").clean
    assert (line in clean.split("\n")) == stands_alone


TITLE = "The harbour of the north in spring"


@pytest.mark.parametrize(
    ("pages", "stays"),
    [
        ([[FULL, TITLE, "12/34", FULL], [FULL, TITLE, "13/34", FULL]], False),
        ([[FULL, "12/34", TITLE, FULL], [FULL, "13/34", TITLE, FULL]], False),
        ([[FULL, TITLE, FULL], [FULL, TITLE, FULL]], True),
        ([[FULL, TITLE, "12/34", FULL], [FULL, FULL, "13/34", FULL]], True),
        ([[FULL, TITLE, FULL, "12/34"], [FULL, TITLE, FULL, "13/34"]], True),
    ],
)
def test_a_running_title_stands_beside_a_page_number_on_more_pages_than_one(
    pages: list[list[str]], stays: bool
) -> None:
    assert (TITLE in laid(OPENING, *[line for page in pages for line in page]).clean) == stays


@pytest.mark.parametrize(("again", "left"), [(TITLE, 0), (f"and {TITLE}", 2)])
def test_what_the_reader_took_for_furniture_goes_where_it_is_a_line_more_than_once(again: str, left: int) -> None:
    raw = "\n".join([OPENING, FULL, TITLE, FULL, FULL, again, FULL])
    marks = [Mark(Span(found.start(), found.end()), "furniture") for found in re.finditer(f"(?m)^{TITLE}$", raw)]
    assert lay_out(Text.of(raw, marks=tuple(marks)), grammar.load("en")).clean.count(TITLE) == left


def test_a_running_title_at_the_edge_of_pages_goes() -> None:
    pages = [[OPENING, *[FULL] * 5], *([["46th meeting - Monday, 1 November 1993", *[FULL] * 5]] * 2)]
    text = read("\f".join("\n".join(page) for page in pages).encode())
    assert "46th" not in lay_out(text, grammar.load("en")).clean


LISTED = [
    "A recorded vote was taken.",
    "In favour: Albania, Algeria, Angola, Austria, Belgium, Bolivia, Brazil, Canada,",
]


@pytest.mark.parametrize("line", [LISTED[1], "Venezuela, Zaire", "Zambia", "of Korea, Zimbabwe"])
@pytest.mark.parametrize("marked", [False, True])
def test_the_names_of_a_vote_are_no_running_title_though_two_pages_end_with_them(line: str, marked: bool) -> None:
    lists = LISTED if line != LISTED[1] else [LISTED[0]]
    check_that_it_stays("\n".join([*[FULL] * 6, *lists, line]), line, marked)


@pytest.mark.parametrize("marked", [False, True])
def test_the_last_words_of_a_sentence_are_no_running_title_though_two_pages_end_with_them(marked: bool) -> None:
    check_that_it_stays("\n".join([*[FULL] * 6, "of the whole Council."]), "of the whole Council.", marked)


def check_that_it_stays(page: str, line: str, marked: bool) -> None:
    raw = f"{OPENING}\n{page}\n\f{page}\n\f{FULL}\n"
    pages = (0, *(found.end() for found in re.finditer("\f", raw)))
    marks = [Mark(Span(*found.span()), "furniture") for found in re.finditer(f"(?m)^{line}$", raw)] if marked else []
    text = lay_out(Text.of(raw, pages=pages, marks=tuple(marks)), grammar.load("en"))
    assert text.clean.count(line) == 2


def test_who_goes_on_speaking_is_named_in_brackets_and_goes() -> None:
    head = "Mr. ROE (Peru): " + FULL[:50]
    page = ["EH/jh S/PV.2999", "6", "(Mr. Roe, Peru)"]
    lines = [OPENING, head, FULL, FULL, *page, FULL, "in Peru it is known. I thank Mr. Roe."]
    clean = laid(*lines).clean
    assert "(Mr. Roe, Peru)" not in clean and "S/PV.2999" not in clean
    assert "(spoke in French)" in laid(OPENING, head, FULL, FULL, *page[:2], "(spoke in French)", FULL).clean


@pytest.mark.parametrize(
    ("row", "at"),
    [
        ("Northern IrelandMr. Roe", 0),  # no State
        ("IrelandMr. Roe", 7),
        ("United Kingdom of Great Britain and Northern IrelandSir Alan Roe", 52),
        ("Ireland Mr. Roe", 8),
        ("IrelandMrs. Roe", 7),
        ("Ireland", 0),
    ],
)
def test_a_row_without_a_blank_is_divided_where_a_title_stands_behind_a_state(row: str, at: int) -> None:
    assert seat(row, grammar.load("en")) == at
