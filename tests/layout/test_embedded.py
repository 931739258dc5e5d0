"""Arabic lines as poppler writes them: an embedding a line, another for what is read from the left."""

from __future__ import annotations

import time

import pytest

from akn_convert import grammar
from akn_convert.layout import CONTRACTS, lay_out
from akn_convert.layout.visual.embedded import read_again
from akn_convert.text import Text, broken_contracts, out_of_order, unaccounted

RLE, LRE, PDF = "\u202b", "\u202a", "\u202c"


def laid(raw: str, language: str = "ar") -> str:
    text = lay_out(Text.of(raw), grammar.load(language))
    assert not (unaccounted(text) or out_of_order(text) or broken_contracts(text, CONTRACTS))
    return text.clean


@pytest.mark.parametrize(
    ("printed", "read"),
    [
        (f"افتتحت الجلسة الساعة {LRE}.10/05{PDF}", "افتتحت الجلسة الساعة 10/05."),
        (f"الثلاثاء{LRE} 9 ،{PDF}كانون الأول", "الثلاثاء، 9 كانون الأول"),
        (f"القرار {LRE})S/2024/368( )2013( 2107{PDF}", "القرار 2107 (2013) (S/2024/368)"),
        (f"الوثيقة {LRE}S/2025/802{PDF}", "الوثيقة S/2025/802"),
        (f"الدائرة {LRE})Verbatim Reporting Service{PDF}", "الدائرة Verbatim Reporting Service)"),
    ],
)
def test_what_is_embedded_is_read_from_the_right(printed: str, read: str) -> None:
    assert laid(f"{RLE}{printed}{PDF}") == read


def test_an_embedding_that_stands_in_no_right_to_left_line_keeps_its_order() -> None:
    assert laid(f"{LRE}(2013) 2107.{PDF} الوثيقة") == "(2013) 2107. الوثيقة"
    assert laid(f"{RLE}Resolution {LRE}.2107{PDF}{PDF}", "en") == "Resolution .2107"


def test_a_line_of_many_runs_takes_linear_time() -> None:
    def seconds(runs: int) -> float:
        text = Text.of(f"{LRE}.1{PDF}ق" * runs + f"{RLE}ق{PDF}")
        start = time.process_time()
        read_again(text, grammar.load("ar"))
        return time.process_time() - start

    seconds(2_000)
    short = max(min(seconds(2_000) for _ in range(3)), 1e-3)
    assert min(seconds(64_000) for _ in range(2)) < 4 * 32 * short
