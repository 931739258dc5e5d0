"""A record in which other people speak for other States is the same record, with other names in it."""

import re
import sys
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import cycle, islice
from pathlib import Path
from typing import Any

import pytest

from akn_convert import convert, grammar
from akn_convert.exports.document import Document
from akn_convert.exports.readback import read_back
from akn_convert.grammar.states import OBSERVERS

sys.path.insert(0, str(Path(__file__).parent))
from test_made import MADE, read_facts

LANGUAGES = sorted(path.stem for path in (MADE / "sc-veto").glob("??.txt"))
# States of the meeting whose names stand on one line wherever they are printed, and who speaks for them.
OF_THE_MEETING = ("CHN", "DNK", "DZA", "FRA", "GRC", "GUY", "PAK", "PAN")


@cache
def names(language: str) -> dict[str, list[str]]:
    """The printed names of each State in being, by its code: the first is the one that records print."""
    rows = (row.split("|") for row in grammar.load(language).states.names.split("\n") if row.strip())
    printed = {code.strip(): [name.strip() for name in rest] for code, *rest in rows if " " not in code.strip()}
    return {code: printed_ for code, printed_ in printed.items() if code not in OBSERVERS}


def renamed(text: str, others: dict[str, str]) -> str:
    """The text with each key replaced where it stands as words of its own, the longest first."""
    keys = "|".join(map(re.escape, sorted(others, key=len, reverse=True)))
    return re.sub(rf"(?<![^\W\d_])(?:{keys})(?![^\W\d_])", lambda found: others[found[0]], text)


def document_of(text: str) -> Document:
    xml = convert(text).xml
    assert xml is not None
    return read_back(xml)


def in_place_of(facts: Any, codes: dict[str, str]) -> Any:
    """The facts with the codes of States replaced, lists of them sorted again."""
    if isinstance(facts, dict):
        return {key: in_place_of(value, codes) for key, value in facts.items()}
    if isinstance(facts, list):
        parts = [in_place_of(item, codes) for item in facts]
        return sorted(parts) if all(isinstance(part, str) and len(part) == 3 for part in parts) else parts
    return (
        re.sub(r"\b[A-Z]{3}\b", lambda found: codes.get(found[0], found[0]), facts) if isinstance(facts, str) else facts
    )


def groups(codes: Iterable[str], size: int) -> Iterator[list[str]]:
    rest = iter(codes)
    while group := list(islice(rest, size)):
        yield group


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_meeting_of_other_states_is_the_same_meeting(language: str) -> None:
    text, known = (MADE / "sc-veto" / f"{language}.txt").read_text("utf-8"), names(language)
    whole = in_place_of(read_facts(document_of(text)), {})
    at_the_meeting = {*whole["members"], whole["president"]}
    differences = []
    for group in groups([code for code in known if code not in at_the_meeting], len(OF_THE_MEETING)):
        codes = dict(zip(OF_THE_MEETING, group, strict=False))
        others = {known[old][0]: known[new][0] for old, new in codes.items()}
        facts = read_facts(document_of(renamed(text, others)))
        if in_place_of(facts, {}) != in_place_of(whole, codes):
            differences.append(others)
    assert differences == []


# How the names of speakers are shaped: particles, hyphens, apostrophes, many words, capitals inside, suffixes.
LATIN = (
    "de la Roe", "van der Doe", "van den Doe", "Von Doe-Roe", "d’Oe Roe", "D’Oe", "O’Doe-Roe", "Ó Doe", "N’Doe", "’t Doe", "Mac Doe", "MacDoe",
    "McDoe", "DiDoe", "El-Doe", "Al Doe", "Al-Doe", "al-Doe", "Aldoe", "bin Doe Al-Roe", "Ould Doe", "Ag Doe", "Le Doe", "le Doe du Roe",
    "La Doe", "Doe dos Roes", "da Doe e Roe", "Doe y Roe", "Doe wa Roe", "Do Re Mi", "Do Re-mi", "Do", "Doë", "Çdoe", "Šdoe", "Þdoe", "Łdoe",
    "Doe of Roe", "Doe Roe Poe Moe", "Doe-Roe-Poe", "Doe III", "St. Doe", "U Doe", "Constantin-Doe", "Comisario-Doe", "Secretan", "Presidor",
)  # fmt: skip
CYRILLIC = (
    "де ла Роу", "де Доу", "ван дер Доу", "ван ден Доу", "фон Доу-Роу", "д’Оу Роу", "Д’Оу", "О’Доу-Роу", "Н’Доу", "Мак-Доу", "Макдоу", "Эль-Доу",
    "эль-Доу", "Аль Доу", "аль-Доу", "Аль-Доу ар-Роу", "ар-Роу", "ас-Доу", "бен Доу", "бин Доу аль-Роу", "ибн Доу", "бинт Доу", "Доу ад-Роу",
    "дос Доу", "да Доу э Роу", "Доу и Роу", "Ле Доу дю Роу", "дель Доу-Роу", "тен Доу", "До Ре Ми", "До Ре-ми", "Ро", "О", "Доу II", "Доу мл.",
    "Дж. Доу", "Д. Р. Доу", "Доу Роу Моу Поу", "Доу-Роу-Моу", "Ёу", "Щедоу", "Йодоу", "Уль-Доу", "ДОУ", "ДЕ ЛА РОУ", "Эль-ДОУ", "ДОУ-РОУ", "Э. ДОУ",
    "ДОУ Р.", "Председов", "Докладов",
)  # fmt: skip
ARABIC = (
    "دو", "روي", "دي لا روي", "فان دير دو", "فون دو - روي", "دو-روي", "أودو", "المدني", "آل مدني", "عبد المدني", "عبدالمدني", "أبو مدني", "بن مدني",
    "ابن مدني", "بنت مدني", "ولد مدني", "أم مدني", "مدني المدني الأول", "مدني الثاني", "دو ري مي", "د. مدني", "د. ر. مدني", "إمدني", "امدني", "آمدني",
    "مدنيّ", "مُدني", "مؤدني", "مدنى", "مدنية", "دوس روي", "لو دو دو روي", "سانت دو", "الدو", "دوي - روي - موي", "ضياء", "رئيسوف", "وزيري", "ممثلوف",
)  # fmt: skip
CHINESE = (
    "罗", "杜伊", "杜伊罗", "欧阳杜伊", "德拉罗伊", "范德杜伊", "冯·杜伊", "杜伊·罗伊", "杜伊-罗伊", "杜伊－罗伊", "杜伊•罗伊", "杜伊‧罗伊", "杜伊・罗伊", "杜伊 · 罗伊", "杜伊·罗伊-莫伊", "杜伊·本·罗伊·本·莫伊",
    "奥杜伊", "杜伊三世", "小杜伊", "D·R·杜伊", "D.R.杜伊", "Doe", "Doe Roe", "O’Doe", "杜伊·罗伊·莫伊·波伊·索伊", "以杜伊", "主杜伊", "语杜伊", "代杜伊",
)  # fmt: skip
SHAPES = {"en": LATIN, "es": LATIN, "fr": LATIN, "ru": CYRILLIC, "ar": ARABIC, "zh": CHINESE}


def people_of(language: str) -> list[str]:
    """A name under each title of the language, of a shape of its own; each shape at least once."""
    heads, shapes = grammar.load(language).heads, SHAPES[language]
    before = [] if heads.after else [title for title in heads.before if not title.endswith(("M.", "MM.", "Mmes", "s."))]
    count = max(len(before), len(heads.after), len(shapes))
    titles = [*islice(cycle(heads.after or before), count)]
    people = zip(titles, cycle(shapes), strict=False)
    return [f"{name}{title}" if heads.after else f"{title} {name}" for title, name in people]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_meeting_of_other_people_is_the_same_meeting(language: str) -> None:
    text, known = (MADE / "sc-veto" / f"{language}.txt").read_text("utf-8"), names(language)
    text = renamed(text, {m.name: m.name[0].upper() + m.name[1:] for m in document_of(text).roster})
    colon, roster = {"fr": " :", "zh": "："}.get(language, ":"), document_of(text).roster
    words = "".join(f"{member.name} ({known[member.country][0]}){colon} 2030.\n" for member in roster)
    before, closing = text.rstrip("\n").rsplit("\n", 1)
    text = f"{before}\n{words}{closing}\n"  # all members speak
    whole = read_facts(document_of(text))
    differences = []
    for group in groups(people_of(language), len(roster)):
        others = dict(zip((member.name for member in roster), group, strict=False))
        document = document_of(renamed(text, others))
        if [member.name for member in document.roster] != [others.get(m.name, m.name) for m in roster]:
            differences.append([member.name for member in document.roster])
        if read_facts(document) != whole:
            differences.append(list(others.items()))
    assert len(whole["turns"]) > len(roster) and differences == []
