"""What a paragraph holds: documents cited in it, links, and what its own line told of it."""

from __future__ import annotations

import pytest

from akn_convert import grammar
from akn_convert.mapper.cast import Cast
from akn_convert.mapper.inline import Inlines
from akn_convert.model import Inline
from akn_convert.text import Cut

ENGLISH = grammar.load("en")


def inlines_of(clean: str) -> Inlines:
    return Inlines.of(clean, ENGLISH, Cast(ENGLISH, "un-sc", "S-PV.9999"), "S/PV.9999")


def held(clean: str, start: int = 0, end: int | None = None, *own: Inline) -> list[tuple[str, str]]:
    """Name and words of each inline of a paragraph, which is the whole text unless said otherwise."""
    paragraph = inlines_of(clean).paragraph(start, len(clean) if end is None else end, *own)
    return [(inline.name, clean[slice(*inline.cut)]) for inline in paragraph.inlines]


@pytest.mark.parametrize(
    ("clean", "found"),
    [
        ("S/2018/9901 was read out with S/2018/9902", [("cited", "S/2018/9901"), ("cited", "S/2018/9902")]),
        ("see https://example.org/a.", [("link", "https://example.org/a")]),
        ("http://example.org/a and S/2018/9901", [("link", "http://example.org/a"), ("cited", "S/2018/9901")]),
        ("this is S/PV.9999 itself", []),
        ("nothing", []),
    ],
)
def test_a_paragraph_holds_the_documents_and_links_that_it_names(clean: str, found: list[tuple[str, str]]) -> None:
    assert held(clean) == found


def test_a_paragraph_holds_what_stands_in_it_whole() -> None:
    clean = "S/2018/9901 S/2018/9902 S/2018/9903"
    assert held(clean, 0, 11) == [("cited", "S/2018/9901")]
    assert held(clean, 12, 23) == [("cited", "S/2018/9902")]
    assert held(clean, 1, 22) == []


@pytest.mark.parametrize(
    ("own", "found"),
    [
        (Cut(0, 4), ["that", "S/2018/9901"]),
        (Cut(0, 5), ["that ", "S/2018/9901"]),  # they touch
        (Cut(0, 6), ["that S"]),
        (Cut(7, 9), ["20"]),
        (Cut(15, 20), ["1 is "]),
        (Cut(16, 20), ["S/2018/9901", " is "]),
        (Cut(17, 19), ["S/2018/9901", "is"]),
    ],
)
def test_what_the_line_itself_tells_wins_where_they_overlap(own: Cut, found: list[str]) -> None:
    clean = "that S/2018/9901 is read"
    assert [words for _, words in held(clean, 0, None, Inline(own, "person", "person-per"))] == found


def test_what_a_line_tells_stands_in_its_order() -> None:
    two = Inline(Cut(5, 7), "person", "a"), Inline(Cut(0, 4), "person", "b")
    assert [words for _, words in held("that it is so", 0, None, *two)] == ["that", "it"]
