"""Lines are joined into paragraphs, and furniture goes, by rules that can be told from the outcome."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from akn_convert import grammar
from akn_convert.layout import CONTRACTS, lay_out
from akn_convert.text import Text, broken_contracts, out_of_order, unaccounted

OPENING = "下午3时10分开会。"


def laid(raw: str, language: str = "zh") -> Text:
    return lay_out(Text.of(raw), grammar.load(language))


def body(*lines: str) -> list[str]:
    """The lines of a meeting's text after its opening, laid out."""
    return laid("\n".join([OPENING, *lines])).clean.split("\n")[1:]


FULL = "安全理事会重申致力于根据《联合国宪章》维护所有国家的主权领土完整和政治独立"


def test_full_lines_without_a_full_stop_go_on() -> None:
    assert body(FULL, FULL, FULL, FULL, FULL, FULL, FULL, "并强调责任。") == [FULL * 7 + "并强调责任。"]


def test_a_sentence_that_ends_on_a_short_line_ends_the_paragraph() -> None:
    lines = [FULL, FULL, FULL, "并强调责任。", FULL, FULL, FULL, "结束。"]
    assert body(*lines) == [FULL * 3 + "并强调责任。", FULL * 3 + "结束。"]


def test_a_head_opens_a_paragraph_wherever_its_line_stands() -> None:
    lines = [FULL] * 4 + ["主席（以英语发言）：我感谢" + FULL[:20]] + [FULL] * 4
    assert [line[:2] for line in body(*lines)] == ["安全", "主席"]


def test_a_paragraph_that_a_page_break_divides_is_joined_again() -> None:
    broken = [FULL + "第一段说明跨界相互依存性日增相关的威", "", "胁和脆弱性方面国际合作尤其重要。", "", "第二段。"]
    assert body(*broken) == [broken[0] + broken[2], "第二段。"]


@pytest.mark.parametrize(
    ("end", "start", "joined"),
    [("第 27", "32（2024）号决议", "第 2732（2024）号决议"), ("联合国 UN", "ESCO 的工作", "联合国 UN ESCO 的工作"),
     ("文件 S", "2024 年分发", "文件 S 2024 年分发")],
)  # fmt: skip
def test_a_number_that_a_line_end_divides_is_whole_and_latin_words_stay_apart(
    end: str, start: str, joined: str
) -> None:
    broken = [FULL[: -len(end)] + end, start + FULL[: -len(start)]]
    assert body(FULL, FULL, *broken, FULL, FULL, FULL, "结束。") == [
        FULL * 2 + FULL[: -len(end)] + joined + FULL[: -len(start)] + FULL * 3 + "结束。"
    ]


def test_a_title_without_a_full_stop_stands_alone() -> None:
    statement = (
        "Statement by the President of the Security Council\n\nAt the 7378th meeting the President spoke:\n\n“Yes.”"
    )
    assert laid(statement, "en").clean == statement.replace("\n\n", "\n")


@pytest.mark.parametrize(
    "furniture",
    [
        ["2/4 24-15338"],
        ["24-15338 3/4"],
        ["S/PV.9642 有关伊拉克局势 30/05/2024"],
        ["30/05/2024 有关伊拉克局势 S/PV.9642"],
        ["S/PV.9642"],
        ["17"],
        ["05-25413 (C) 020305 020305"],
        ["2/4 24-15338", "S/PV.9642 有关伊拉克局势 30/05/2024"],
        ["94-18999 (C) 300794 /..."],
        ["BG/4", "S/PV.9642", "17"],
        ["94-18999 (C) 300794 /. . .", "S/PRST/1994/99", "Chinese", "Page 2"],
    ],
    ids=lambda lines: lines[0],
)
def test_furniture_inside_a_paragraph_goes_and_the_paragraph_stays_whole(furniture: list[str]) -> None:
    lines = [f"{n}{FULL[1:]}" for n in "一二三四五六七"]
    text = laid("\n".join([OPENING, *lines[:3], *furniture, *lines[3:], "结束。"]))
    assert text.clean.split("\n")[1:] == ["".join(lines) + "结束。"]
    assert [text.raw[slice(*p.source)] for p in text.pieces if p.rule == "furniture"] == furniture
    assert broken_contracts(text, CONTRACTS) == []


@pytest.mark.parametrize(
    ("language", "opening", "broken", "joined"),
    [
        ("fr", "La séance est ouverte à 15 h 5.", "Le Conseil examinera la question au mois de mai et fera peut-\nêtre", "fera peut-être"),
        ("fr", "La séance est ouverte à 15 h 5.", "Le Conseil examinera la question au mois de mai avec ses parte-\nnaires", "ses partenaires"),
        ("ru", "Заседание открывается в 15 ч. 05 м.", "Совет рассмотрит этот вопрос в мае, о чем сообщил премьер-\nминистр", "премьер-министр"),
        ("ru", "Заседание открывается в 15 ч. 05 м.", "Совет рассмотрит этот вопрос в мае вместе с другими вопро-\nсами", "вопросами"),
    ],
)  # fmt: skip
def test_a_hyphen_at_a_line_end_stays_where_the_word_has_it(
    language: str, opening: str, broken: str, joined: str
) -> None:
    full = broken.split("\n")[0]
    text = laid("\n".join([opening, *[f"{n} {full[2:-3]} oo" for n in "ABCDEFGH"], broken]), language)
    assert text.clean.endswith(joined)


def test_a_title_with_the_day_goes_beside_furniture_and_a_sentence_that_ends_with_a_day_stays() -> None:
    lines = ["We extend the mandate of the mission in the country until its end on", "30/05/2024 and thank all."]
    sentence = "We extend the mandate of the mission in the country until 30/05/2024"
    page = ["24-15338 3/4", "The situation in the Middle East 30/05/2024"]
    words = [f"{n} and the members of the Council commend all that was done there" for n in "ABCDEFG"]
    text = laid(
        "\n".join(
            ["The meeting was called to order at 3 p.m.", *words[:2], sentence, *words[2:5], *page, *words[5:], *lines]
        ),
        "en",
    )
    assert sentence in text.clean
    assert "The situation in the Middle East" not in text.clean
    assert broken_contracts(text, CONTRACTS) == []


def test_a_running_title_goes_and_the_heading_of_the_same_words_stays() -> None:
    page = ["2/4 24-15338", "伊拉克局势", "30/05/2024"]
    lines = [f"{n}{FULL[1:]}" for n in "一二三四五六七"]
    text = laid("\n".join([OPENING, "伊拉克局势", "主席：我感谢" + FULL[:32], *lines[:3], *page, *lines[3:], "结束。"]))
    assert [line[:5] for line in text.clean.split("\n")] == ["下午3时1", "伊拉克局势", "主席：我感"]


def test_a_sentence_that_stands_once_is_not_furniture_by_contract() -> None:
    allows = CONTRACTS["furniture"].allows
    assert not allows("我们赞扬这项努力。", "", "我们赞扬这项努力。")
    assert not allows("S/PV.9642", "S/PV", "S/PV.9642")
    assert allows("S/PV.9642", "", "S/PV.9642")


@given(
    st.lists(
        st.sampled_from(
            [OPENING, FULL, "主席：好。", "S/PV.9642", "2/4 24-15338", "", " ", "\t结束。", "通过议程", "-"]
        ),
        max_size=20,
    )
)
def test_whatever_the_lines_all_laws_hold(lines: list[str]) -> None:
    text = laid("\n".join(lines))
    assert unaccounted(text) == []
    assert out_of_order(text) == []
    assert broken_contracts(text, CONTRACTS) == []
    assert "\n\n" not in text.clean


def test_the_second_line_of_a_head_is_never_parted_from_the_first() -> None:
    full = "Le Conseil a examiné la question dont il est saisi"
    lines = [
        "La séance est ouverte à 15 h 5.",
        "Mme Rouvier (Royaume-Uni) ( parle",
        f"en anglais) : {full}",
        *[full] * 8,
    ]
    clean = laid("\n".join(lines), "fr").clean
    assert clean.split("\n")[1].startswith("Mme Rouvier (Royaume-Uni) ( parle en anglais) : Le Conseil")
