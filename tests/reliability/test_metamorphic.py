"""What does not change the words does not change the Akoma Ntoso."""

import random
import sys
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest

from akn_convert import convert

sys.path.insert(0, str(Path(__file__).parent))
from made import IDS, TEXTS, promised, xml_of

SAME: dict[str, Callable[[str], bytes]] = {
    "crlf": lambda raw: raw.replace("\n", "\r\n").encode(),
    "cr": lambda raw: raw.replace("\n", "\r").encode(),
    "bom": lambda raw: b"\xef\xbb\xbf" + raw.encode(),
    "utf-16": lambda raw: raw.encode("utf-16"),
    "utf-16-be": lambda raw: b"\xfe\xff" + raw.encode("utf-16-be"),
    "utf-32": lambda raw: raw.encode("utf-32"),
    "letters-and-their-marks": lambda raw: unicodedata.normalize("NFD", raw).encode(),
    "trailing-blanks": lambda raw: raw.replace("\n", "  \n").encode(),
    "trailing-tab": lambda raw: raw.replace("\n", " \t\n").encode(),
    "line-end-at-the-end": lambda raw: (raw + "\n\n\n").encode(),
    "no-line-end-at-the-end": lambda raw: raw.rstrip("\n").encode(),
}


@pytest.mark.parametrize("path", TEXTS, ids=IDS)
def test_line_ends_marks_encodings_and_trailing_blanks_change_nothing(path: Path) -> None:
    raw = path.read_text("utf-8")
    other = [name for name, change in SAME.items() if convert(change(raw), filename=path.name).xml != xml_of(path)]
    assert other == []


@pytest.mark.parametrize("path", TEXTS, ids=IDS)
def test_the_same_input_gives_the_same_bytes_under_any_name(path: Path) -> None:
    assert convert(path.read_bytes(), filename="another.txt").xml == xml_of(path)


UNSEEN = ("\u200b", "\u200c", "\u200e", "\u2060", "\ufeff", "\x01")


@pytest.mark.parametrize("path", TEXTS, ids=IDS)
def test_signs_that_print_nothing_change_nothing_wherever_they_stand(path: Path) -> None:
    """Between stretched letters and in a row of dots too; the language is given, as telling words may be cut by them."""
    chance = random.Random(path.as_posix()[-30:])
    sign = chance.choice(UNSEEN)
    strewn = "".join(c + sign if chance.random() < 0.2 else c for c in path.read_text("utf-8"))
    conversion = promised(convert(strewn, filename=path.name, language=path.stem))
    assert conversion.xml == xml_of(path)


# The forms in which a font has the letters of Arabic, and some programs give them: here each letter as it stands alone.
FORMS = {
    unicodedata.normalize("NFKC", form): form
    for form in map(chr, range(0xFE80, 0xFEF5))
    if unicodedata.decomposition(form).startswith("<isolated>")
}


@pytest.mark.parametrize("path", [p for p in TEXTS if p.stem == "ar"], ids=[i for i in IDS if i.endswith("-ar")])
def test_arabic_letters_in_the_forms_of_a_font_are_letters(path: Path) -> None:
    raw = path.read_text("utf-8")
    formed = "".join(FORMS.get(c, c) for c in raw)
    assert formed != raw and convert(formed, filename=path.name).xml == xml_of(path)
