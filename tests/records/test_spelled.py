"""A record is the same in any of the spellings that its language has been typed in."""

import re
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from akn_convert import convert
from akn_convert.exports.readback import read_back

sys.path.insert(0, str(Path(__file__).parent))
from test_made import MADE, read_facts

RECORDS = sorted(path.parent.name for path in MADE.glob("*/ar.txt") if not path.parent.name.startswith("visual"))
SPELLINGS: dict[str, Callable[[str], str]] = {
    "alefs without hamzas": lambda text: re.sub("[أإآ]", "ا", text),
    "ya without dots at the end of a word": lambda text: re.sub(r"ي(?!\w)", "ى", text),
    "the letters of a Persian keyboard": lambda text: text.replace("ي", "ی").replace("ك", "ک"),
    "the feminine ending without dots": lambda text: text.replace("ة", "ه"),
}


@pytest.mark.parametrize("spelling", SPELLINGS)
@pytest.mark.parametrize("case", RECORDS)
def test_arabic_records_in_another_spelling_give_the_same_facts(case: str, spelling: str) -> None:
    text = (MADE / case / "ar.txt").read_text("utf-8")
    one, other = convert(text).xml, convert(SPELLINGS[spelling](text)).xml
    assert one is not None and other is not None
    assert read_facts(read_back(other)) == read_facts(read_back(one))
