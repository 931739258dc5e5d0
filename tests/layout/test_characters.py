"""Characters that are no part of the words go by named rules, and each change keeps its contract."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from akn_convert import grammar
from akn_convert.layout import CONTRACTS, characters, lay_out
from akn_convert.reader import CONTRACTS as READ
from akn_convert.reader import read
from akn_convert.text import Text, broken_contracts, unaccounted


def tidied(raw: str) -> Text:
    return characters.tidy(Text.of(raw), grammar.load("zh"))


@pytest.mark.parametrize(
    ("raw", "clean", "rule"),
    [
        ("nul\0here", "nulhere", "control"),
        ("left\u200fright", "leftright", "direction-mark"),
        ("no\u00a0break", "no break", "space"),
        ("\ufb01rst", "first", "ligature"),
        ("Pre\u0301sident", "Président", "composed"),
        ("Nguye\u0302\u0303n", "Nguyễn", "composed"),
        ("\u0438\u0306", "й", "composed"),
        ("\u0627\u0653", "آ", "composed"),
        ("\ufe8d", "ا", "presentation-form"),
        ("قـــال", "قال", "tatweel"),
        ("Japan.........Mr. X", "Japan\tMr. X", "leader"),
        ("Japan. . . . . Mr. X", "Japan\t Mr. X", "leader"),
        ("__________\ntext", "\ntext", "rule-line"),
        ("## Heading", "Heading", "markdown"),
        ("**bold** rest", "bold rest", "markdown"),
        ("\n主 席（以英语发言）", "\n主席（以英语发言）", "letter-spacing"),
        ("\n第 八 一 八 〇 次 会 议", "\n第八一八〇次会议", "letter-spacing"),
        ("\n议 程 通 过 。\n", "\n议程通过。\n", "letter-spacing"),
        (" M e x i c o, ", " Mexico, ", "letter-spacing"),
        ("صوتا ً مؤيدا ً من", "صوتاً مؤيداً من", "letter-spacing"),
    ],
)
def test_a_character_goes_by_its_rule(raw: str, clean: str, rule: str) -> None:
    text = tidied(raw)
    assert text.clean == clean
    assert {piece.rule for piece in text.pieces} - {""} == {rule}
    assert broken_contracts(text, CONTRACTS) == []


@pytest.mark.parametrize(
    "raw",
    [
        "Mr. J. F. Smith said so...",
        "a plan B is needed",
        "la parole à M. Dupont",
        "il y a M. Dupont",
        "无障碍文件 请回收",
        "风险和 提高对",
        "结果如下 ：13票",
        "*1843649*",
        "the item # 4",
        "S/PV.8180 - not a rule",
    ],
)
def test_ordinary_words_stay_as_they_are(raw: str) -> None:
    assert tidied(raw).clean == raw


def test_what_markdown_marks_is_remembered() -> None:
    text = tidied("## 通过议程\n**主席**（以英语发言）：好")
    assert [text.clean[slice(*cut)] for cut in text.marked("heading")] == ["通过议程"]
    assert [text.clean[slice(*cut)] for cut in text.marked("bold")] == ["主席"]


def test_a_heading_in_the_last_line_ends_with_the_text() -> None:
    text = tidied("好。\n## 通过议程")
    assert [text.clean[slice(*cut)] for cut in text.marked("heading")] == ["通过议程"]


def test_what_else_goes_marks_nothing() -> None:
    text = tidied("秘\u00a0书\u00a0长 **主席** 好\u00a0了")
    assert [text.clean[slice(*cut)] for cut in text.marked("bold")] == ["主席"]
    assert set(text.marked_by_kind()) == {"bold"}


@pytest.mark.parametrize("end", ["\n", "\r", "\x0b", "\x0c", "\x85", "\u2028", "\u2029"])
def test_a_heading_s_mark_is_unseen_behind_any_end_of_a_line(end: str) -> None:
    assert ["好", "通过"] in [seen.split() for seen in characters.views(f"好{end}##\n通过")]
    assert set(characters.views("好## 通过")) == {"好## 通过"}
    text = lay_out(read(f"下午3时10分开会。\n词  {end}## \n好。\n".encode()), grammar.load("zh"))
    assert broken_contracts(text, {**READ, **CONTRACTS}) == []


@given(st.text(alphabet="ab .\t\n*#_主席…·\u00a0\u200f\ufb01\0-", max_size=60))
def test_every_change_is_accounted_for_and_within_its_contract(raw: str) -> None:
    text = tidied(raw)
    assert unaccounted(text) == []
    assert broken_contracts(text, CONTRACTS) == []
