"""What is written is read back as the same facts: of the made records, of damaged ones, and with words in six scripts."""

import random
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from akn_convert import Conversion, convert

sys.path.insert(0, str(Path(__file__).parent))
from facts import meant, written
from made import FIXTURES, IDS, LANGUAGES, TEXTS, promised
from test_damaged_records import DAMAGES

VETO = FIXTURES / "made" / "sc-veto"
# Letters of the six languages, what is printed between them, and signs that layout or XML treat in a way of their own.
SCRIPTS = {"ar": "ابتجحدرسعفقكلمنهويءآأؤةى", "en": "abcdefghijKLMNOP", "es": "aáeéiíoóñÑ", "fr": "àâçèéêëîïôùûœ",
           "ru": "абвгдежзийклмнопрстуфхцчшщъыьэюя", "zh": "中国安全理事会主席代表一二三四五"}  # fmt: skip
SIGNS = " \t.,:;()[]（）：，。、«»“”‘’'\"-–—*#<>&/%0123456789\u00a0\u00ad\u0301\u200b\u200f\u0640\ufb01"


def read_back_is_what_was_meant(conversion: Conversion) -> bool:
    """Whether there was a document to read back; what is read is compared fact by fact."""
    if conversion.xml is None:
        return False
    first, second = meant(conversion), written(conversion.xml)
    for name in first:
        assert second[name] == first[name], name
    return True


@pytest.mark.parametrize("path", TEXTS, ids=IDS)
def test_what_is_written_is_read_back(path: Path) -> None:
    assert read_back_is_what_was_meant(convert(path))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_damaged_record_is_read_back_as_what_was_made_of_it(language: str) -> None:
    lines = (VETO / f"{language}.txt").read_text("utf-8").split("\n")
    broken = ("\n".join(damage(lines, random.Random(name))) for name, damage in DAMAGES.items())
    read = [
        read_back_is_what_was_meant(convert(text, filename=f"{language}.txt", date="2018-02-13")) for text in broken
    ]
    assert sum(read) >= len(DAMAGES) // 2


@pytest.mark.long
@pytest.mark.parametrize("path", TEXTS, ids=IDS)
def test_every_damaged_record_is_read_back_as_what_was_made_of_it(path: Path) -> None:
    lines = path.read_text("utf-8").split("\n")
    for name, damage in DAMAGES.items():
        for seed in range(5):
            broken = "\n".join(damage(lines, random.Random(f"{name}{seed}")))
            read_back_is_what_was_meant(convert(broken, filename=path.name, date="2018-02-13"))


@st.composite
def records(draw: st.DrawFn) -> tuple[str, str]:
    """A language, and a record of it with lines of the letters of any script between its own."""
    language = draw(st.sampled_from(LANGUAGES))
    letters = SCRIPTS[language] * 3 + "".join(SCRIPTS.values()) + SIGNS * 2
    lines = (VETO / f"{language}.txt").read_text("utf-8").split("\n")
    for _ in range(draw(st.integers(1, 6))):
        line = draw(st.text(st.sampled_from(letters), max_size=120))
        lines.insert(draw(st.integers(0, len(lines))), line)
    return language, "\n".join(lines)


@given(records())
@settings(max_examples=60, deadline=None)
def test_words_in_any_script_are_read_back(record: tuple[str, str]) -> None:
    language, raw = record
    read_back_is_what_was_meant(
        promised(convert(raw, filename=f"{language}.txt", language=language, date="2018-02-13"))
    )
