"""What the lines of an English presidential statement become: its formula, its paragraphs, its imprint, its annexes."""

from __future__ import annotations

import pytest
from lxml import etree

from akn_convert import convert

COVER = """United Nations
S/PRST/2018/99
Security Council
Distr.: General
2 May 2018
Original: English
Statement by the President of the Security Council
"""
ITEM = "The lakes of the north"
FORMULA = (
    "At the 8200th meeting of the Security Council, held on 2 May 2018, in connection with the Council’s consideration "
    f"of the item entitled “{ITEM}”, the President of the Security Council made the following statement on behalf of "
    "the Council:"
)
GLAD, SO = "“The Council is glad.", "“It is so.”"


def statement(*lines: str) -> etree._Element:
    xml = convert((COVER + "\n".join(lines) + "\n").encode()).xml
    assert xml is not None
    return etree.fromstring(xml)


def words(root: etree._Element, path: str) -> list[str]:
    """The texts of the elements that a path of names leads to, below any element."""
    steps = "/".join(f"*[local-name()='{name}']" for name in path.split("/"))
    return ["".join(element.itertext()) for element in root.xpath(f"//{steps}")]


@pytest.mark.parametrize(
    ("lines", "parts", "imprint"),
    [
        ([FORMULA, GLAD, SO], [GLAD, SO], []),
        ([f"{FORMULA} {GLAD}", SO], [GLAD, SO], []),  # the words begin on the line of the formula
        ([FORMULA, GLAD, SO, "Please recycle", "Accessible document"], [GLAD, SO], ["Please recycle", "Accessible document"]),
        ([FORMULA, GLAD, "Please recycle", SO], [GLAD, SO], ["Please recycle"]),
        ([FORMULA, GLAD, "Please recycle " + "all of it " * 6], [GLAD, ("Please recycle " + "all of it " * 6).strip()], []),
    ],
)  # fmt: skip
def test_a_statement_is_a_formula_paragraphs_and_an_imprint(
    lines: list[str], parts: list[str], imprint: list[str]
) -> None:
    root = statement(*lines)
    assert words(root, "formula/p") == [FORMULA]
    assert words(root, "paragraph/content/p") == parts
    assert words(root, "mainBody/container/p") == imprint


@pytest.mark.parametrize(
    ("item", "date"),
    [(ITEM, "2 May 2018"), ("The lakes, 1 May 2018", "2 May 2018"), ("The report of 2 May 2018", "2 May 2018")],
)
def test_a_formula_names_meeting_day_item_and_president(item: str, date: str) -> None:
    root = statement(FORMULA.replace(ITEM, item), GLAD)
    assert words(root, "formula/p/event") == ["8200th meeting"]
    assert words(root, "formula/p/concept") == [item]
    assert words(root, "formula/p/date") == [date]  # not the one within the item
    assert words(root, "formula/p/role") == ["President of the Security Council"]


def test_a_day_that_is_printed_in_the_item_alone_is_the_item_s() -> None:
    root = statement(FORMULA.replace(", held on 2 May 2018", "").replace(ITEM, "The report of 2 May 2018"), GLAD)
    assert words(root, "formula/p/concept") == ["The report of 2 May 2018"] and words(root, "formula/p/date") == []


def test_pages_of_the_nineties_print_language_and_page_number_between_the_paragraphs_and_a_rule_at_the_end() -> None:
    foot = ["94-18999 (E)   300794            /...", "S/PRST/2018/99", "English", "Page 2"]
    root = statement(FORMULA, GLAD, *foot, "“The Council speaks English.", "“English", "it is.", SO, "-----")
    said = ["“The Council is glad.", "“The Council speaks English.", "“English it is.", "“It is so.”"]
    assert words(root, "mainBody/paragraph/content/p") == said


def test_an_annex_begins_with_its_title_and_holds_what_follows() -> None:
    root = statement(FORMULA, GLAD, "Annex", "Tides of the lakes", "Annex", "Winds")
    assert words(root, "paragraph/content/p") == [GLAD]
    assert words(root, "attachment") == ["AnnexTides of the lakes", "AnnexWinds"]


def test_only_the_title_is_the_title_and_what_stands_under_it_is_of_the_masthead() -> None:
    root = statement("On the lakes", FORMULA, GLAD)
    assert words(root, "docTitle") == ["Statement by the President of the Security Council"]
    assert words(root, "preface/container/p")[-1] == "On the lakes"
