"""The conversion is broken on purpose, and each breach is caught."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from akn_convert import grammar
from akn_convert.layout import lay_out
from akn_convert.line import CONTRACTS
from akn_convert.mapper import Options, identify, map_record
from akn_convert.reader import read
from akn_convert.text import Piece, Span, Text
from akn_convert.validator.fidelity import check_fidelity
from akn_convert.writer import write

RECORD = Path(__file__).parents[2] / "fixtures" / "records" / "S_PV_8180.zh.md"
SENTENCE = "我们赞扬乌克兰去年在安全理事会在这个问题上的领导作用。"


@pytest.fixture(scope="module")
def laid_out() -> Text:
    return lay_out(read(RECORD), grammar.load("zh"))


def rewritten(text: Text) -> Text:
    """A word becomes another."""
    pieces = tuple(p._replace(text=p.text.replace("恐怖主义", "和平主义", 1)) for p in text.pieces)
    return replace(text, pieces=pieces)


def swapped(text: Text) -> Text:
    """Two pieces change places."""
    pieces = list(text.pieces)
    kept = [i for i, p in enumerate(pieces) if len(p.text) > 40]
    pieces[kept[3]], pieces[kept[7]] = pieces[kept[7]], pieces[kept[3]]
    return replace(text, pieces=tuple(pieces))


def dropped(text: Text) -> Text:
    """A sentence goes as if it were furniture."""
    at = text.raw.index(SENTENCE)
    end = at + len(SENTENCE)
    pieces: list[Piece] = []
    for piece in text.pieces:
        start, stop = piece.source
        if not (start <= at and end <= stop):
            pieces.append(piece)
            continue
        low, high = at - start, end - start
        pieces.append(Piece(Span(start, at), piece.text[:low]))
        pieces.append(Piece(Span(at, end), "", "furniture"))
        pieces.append(Piece(Span(end, stop), piece.text[high:]))
    return replace(text, pieces=tuple(pieces))


def doubled(text: Text) -> Text:
    """A paragraph stands twice."""
    pieces = list(text.pieces)
    at = next(i for i, p in enumerate(pieces) if len(p.text) > 100)
    return replace(text, pieces=(*pieces[: at + 1], *pieces[at : at + 2], *pieces[at + 1 :]))


def check(text: Text) -> list[str]:
    identity = identify(text.clean, text.raw, grammar.load("zh"), Options())
    root = write(map_record(text, identity), text)
    return [f.code for f in check_fidelity(text, root, CONTRACTS)]


def test_the_unbroken_conversion_has_no_breach(laid_out: Text) -> None:
    assert check(laid_out) == []


@pytest.mark.parametrize("breach", [rewritten, swapped, dropped, doubled])
def test_a_breach_is_caught(laid_out: Text, breach: Callable[[Text], Text]) -> None:
    broken = breach(laid_out)
    assert broken.pieces != laid_out.pieces
    assert "R25" in check(broken)


def test_a_word_that_the_writer_loses_is_caught(laid_out: Text) -> None:
    identity = identify(laid_out.clean, laid_out.raw, grammar.load("zh"), Options())
    root = write(map_record(laid_out, identity), laid_out)
    paragraph = next(p for p in root.iter("{*}p") if p.text and len(p.text) > 50)
    paragraph.text = paragraph.text[:20] + paragraph.text[21:]
    assert "R25" in [f.code for f in check_fidelity(laid_out, root, CONTRACTS)]
