"""Fragments that an extractor printed away from their place: put back where one place alone takes them, else told of."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from akn_convert import convert, grammar
from akn_convert.layout import CONTRACTS, lay_out
from akn_convert.text import Origin, Text, broken_contracts, out_of_order, unaccounted

COVER = [
    "S/PV.9999",
    "",
    "Security Council",
    "",
    "9999th meeting",
    "Tuesday, 3 January 2034, 10 a.m.",
    "New York",
    "",
    "President: Ms. Marlow (Norway)",
    "",
]
OPENING = ["The meeting was called to order at 10.05 a.m.", ""]
# The foot of a left column, within a sentence, and the top of the right one, where it goes on.
TORN = [
    "Mr. Sample (Peru): We thank the whole Secretariat.",
    "The report reached us in good time. In that valley",
    "of the lakes the wells have been mended, and with the",
]
ORPHAN = ["help of the villages along the road every school was", "opened again before the rains came this year."]
REST = [
    "Nobody there has forgotten the promise that was made",
    "by this Council, nor the hands that were lent to the",
    "work. My delegation will vote for the text that is",
    "before us, and it asks all other members to do so.",
    "We are ready to send more engineers if we are asked.",
    "They know the country, and the country knows them.",
]
WHOLE = (
    "and with the help of the villages along the road every school was opened again before the rains came this year."
)


def page(*blocks: list[str]) -> str:
    """A page as pdftotext prints it: blocks with a blank line between them, and a form feed behind the last."""
    return "\n\n".join("\n".join(block) for block in blocks) + "\n\n\f"


def laid(raw: str, language: str = "en") -> Text:
    pages = (0, *(at + 1 for at, sign in enumerate(raw) if sign == "\f"))
    return lay_out(Text.of(raw, pages=pages, origin=Origin(format="text")), grammar.load(language))


def lawful(text: Text) -> bool:
    return not unaccounted(text) and not out_of_order(text) and not broken_contracts(text, CONTRACTS)


def test_the_end_of_a_paragraph_goes_back_behind_its_beginning() -> None:
    text = laid(page(COVER, [*OPENING, *ORPHAN], REST, TORN))
    assert WHOLE in text.clean and lawful(text) and not text.findings
    assert text.clean.index("Nobody there") < text.clean.index("Mr. Sample")


def test_it_takes_what_stands_under_it_as_far_as_the_next_head() -> None:
    thanks = ["The President: I thank Mr. Sample for his words."]
    text = laid(
        page(
            COVER,
            [*OPENING, *ORPHAN, "We welcome that. There is more to be done, and we", "shall say so.", *thanks],
            TORN,
        )
    )
    lines = text.clean.split("\n")
    at = next(i for i, line in enumerate(lines) if WHOLE in line)
    assert lines[at].endswith(f"{WHOLE} We welcome that. There is more to be done, and we shall say so.")
    assert lines.index(thanks[0]) < at and lawful(text)


def test_it_stays_and_is_told_of_where_two_places_would_take_it() -> None:
    other = [
        "Mr. Other (Chile): My country shares that view, and",
        "has said so. It was never in doubt that we would do",
        "it as soon as the means to do so were found, and the",
    ]
    text = laid(page(COVER, [*OPENING, *ORPHAN], REST, TORN, other, REST))
    assert [f.code for f in text.findings] == ["columns-mixed"] and "page 1." in text.findings[0].message
    assert text.clean.index("help of the villages") < text.clean.index("Mr. Sample") and lawful(text)


def test_it_stays_where_it_is_doubtful_whose_words_they_are() -> None:
    first = [
        "The President: I give the floor to those who wish to",
        "speak before the vote is taken, and to nobody else.",
    ]
    text = laid(
        page(
            COVER,
            [*OPENING, *first],
            ORPHAN,
            ["Ms. Else (Mali): I have little to add to what we said."],
            TORN[1:],
            REST,
        )
    )
    assert text.clean.index("help of the villages") < text.clean.index("Ms. Else")
    assert [f.code for f in text.findings] == ["columns-mixed"]


def test_what_goes_on_from_the_page_before_is_no_stray() -> None:
    raw = page(COVER, [*OPENING, *REST], TORN) + page(ORPHAN, REST)
    text = laid(raw)
    assert WHOLE in text.clean and not any(piece.rule == "stray" for piece in text.pieces)


@pytest.mark.parametrize("words", [["was", "adopted"], ["was adopted"]])
def test_words_that_a_stretched_line_has_lost_go_back_into_it(words: list[str]) -> None:
    torn = [*REST, "Draft resolution S/2034/7", "(resolution 2999 (2034))."]
    text = laid(
        page(
            COVER, [*OPENING, *TORN[:1], *REST], torn, *[[word] for word in words], ["The President: I thank you all."]
        )
    )
    assert "Draft resolution S/2034/7 was adopted (resolution 2999 (2034))." in text.clean.split("\n") and lawful(text)


def test_words_for_which_no_line_has_room_stay_where_they_are() -> None:
    text = laid(page(COVER, [*OPENING, *TORN[:1], *REST], ["was"], ["The President: I thank you all."]))
    assert not any(piece.rule == "stray" for piece in text.pieces)


def test_the_meeting_opens_before_anybody_speaks() -> None:
    title = ["Report of the Secretary-General on the work of the", "Organization (A/88/1)"]
    spoken = ["Mr. Sample (Peru): We thank the Secretariat for its", "report.", *REST]
    note = [
        "This record contains the text of speeches delivered in English and of the translation.",
        "",
        "34-12345 (E)",
    ]
    opening = [OPENING[0], "Agenda item 110 (continued)"]
    cover = ["A/88/PV.3", "", "General Assembly", "", *COVER[4:7], "President:", "", "Ms. Marlow", "", "(Norway)"]
    text = laid(page(cover, title, ORPHAN, spoken, opening, ["We saw it.", *TORN[1:]], REST, note))
    lines = text.clean.split("\n")
    at = lines.index(OPENING[0])
    assert lines[at + 1 : at + 3] == ["Agenda item 110 (continued)", " ".join(title)]
    assert lines[at + 3].startswith("Mr. Sample") and WHOLE in text.clean and lawful(text)


def test_a_list_of_votes_goes_on_where_it_was_broken_off() -> None:
    begun = [
        "A recorded vote was taken.",
        "In favour: Albania, Algeria, Angola, Austria, Belgium,",
        "Bolivia, Brazil, Canada, Chile, China, Croatia, Cuba,",
    ]
    ended = ["Denmark, Ecuador, Egypt, Finland, France, Germany,", "Ghana, Greece, Zambia", "Against: Mali"]
    before = ["In favour: Albania, Angola", "Against: Chad", "Abstaining: Cuba"]
    said = ["The President: I now put to the vote the whole text."]
    text = laid(
        page(COVER, [*OPENING, said[0], *REST, *before], ended, said, begun, ["Mr. Sample (Peru): I thank you."])
    )
    lines = text.clean.split("\n")
    assert any(line.startswith("In favour: Albania, Algeria") and line.endswith("Zambia") for line in lines)
    assert lines[lines.index("Against: Chad") :].index("Abstaining: Cuba") == 1 and lawful(text)


def test_words_in_russian_go_back_too() -> None:
    russian = [
        "S/PV.9999", "", "Совет Безопасности", "", "9999-е заседание", "Вторник, 3 января 2034 года, 10 ч. 00 м.", "",
        "Председатель: г-жа Марлоу (Норвегия)", "",
    ]  # fmt: skip
    torn = [
        "Г-н Образец (Перу): Мы благодарим Секретариат за его",
        "доклад, который поступил вовремя. В долине озер теперь",
        "починены все колодцы, и с помощью тех деревень, которые",
    ]
    orphan = ["стоят вдоль дороги, каждая школа была открыта снова", "до того, как в этом году начались дожди."]
    rest = [
        "Никто там не забыл обещания, которое было дано этим",
        "Советом, и рук, которые помогли в этой общей работе.",
        "Моя делегация проголосует за текст, который теперь",
        "находится перед нами, и просит об этом всех членов.",
    ]
    text = laid(page(russian, ["Заседание открывается в 10 ч. 05 м.", "", *orphan], rest, torn), "ru")
    assert "с помощью тех деревень, которые стоят вдоль дороги" in text.clean and lawful(text)


def test_pages_out_of_order_take_linear_time() -> None:
    short, long = (page(COVER, ORPHAN, REST, TORN, ["was"]) * pages for pages in (100, 800))
    spent = []
    for raw in (short, long):
        begun = time.process_time()
        laid(raw)
        spent.append(time.process_time() - begun)
    assert spent[1] < 16 * spent[0] + 0.5


BLOCKS = [COVER, OPENING, ORPHAN, TORN, REST, ["was"], ["adopted"], ["Albania, Algeria, Angola, Austria"],
          ["A recorded vote was taken.", "In favour: Brazil, Canada, Chile, China, Cuba, France,"],
          ["Draft resolution S/2034/7", "(resolution 2999 (2034))."], ["Mr. Sample (Peru): I thank you."], ["A/88/PV.3"], ["2"]]  # fmt: skip


@settings(deadline=None)
@given(st.lists(st.lists(st.sampled_from(BLOCKS), max_size=9), max_size=4))
def test_nothing_is_lost_in_any_order(pages: list[list[list[str]]]) -> None:
    raw = "".join(page(COVER, *blocks) for blocks in pages)
    assert lawful(laid(raw))
    assert not any(f.code == "R25" for f in convert(raw.encode()).findings)
