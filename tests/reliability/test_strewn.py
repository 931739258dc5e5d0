"""Signs that a rule of layout lives by, strewn over texts, records and files: each change stays within its contract.

The fuzzer finds such signs one after the other; here they stand side by side from the start. The seeds are fixed.
"""

import random
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from akn_convert import convert, reader
from akn_convert.grammar import load
from akn_convert.layout import lay_out
from akn_convert.text import Text, broken_contracts, out_of_order, unaccounted

sys.path.insert(0, str(Path(__file__).parent))
sys.path.insert(0, str(Path(__file__).parents[1] / "fuzz"))
from composed import LANGUAGES, RECORDS, SIGNS, Set, make_docx, make_pdf, p, r, table, telling
from made import ALL, promised

MARKS = (
    "-",
    "--",
    "---",
    "*",
    "* ",
    "#",
    "##",
    "=",
    "===",
    "_",
    "__",
    ".",
    ". .",
    "…",
    "·",
    "‐",
    "—",
    "•",
    "?",
    "[",
    '"',
)
WHITE = (" ", "  ", "\t", "\n", "\n\n", "\r", "\r\n", "\x0b", "\f", "\x1c", "\x1f", "\x85", "\u2028", "\u3000", " " * 9)
WORDS = ("The words.", "word", "A", "e", "of", "fi", "a b c d", "1", "16", "12/3", "04-99553", "30/01/2026", "Mr. Roe (Peru): ",
         "http://x.y/z", "主 席", "会", "ال", "الا", "لا", "\ufdfa", "\u064b")  # fmt: skip
TAGS = ("<p>", "</p>", "<br>", "<b>", "</b>", "<i>", "<table>", "<tr>", "<td>", "</td>", "</table>", "<h2>", "<pre>", "</pre>", "<ul>",
        "<li>", "<sup>", "<div>", "</div>", "<nav>", "<hr>", "<!-- x -->", "&nbsp;", "&shy;", "<script>x</script>", "<title>t</title>")  # fmt: skip
PLAIN = tuple(sign for sign in SIGNS if sign.isprintable() or sign in "\t\n")
LOTS = [(0, 400), *(pytest.param(seed, 3000, marks=pytest.mark.long) for seed in range(1, 11))]
FEW = [(0, 25), *(pytest.param(seed, 300, marks=pytest.mark.long) for seed in range(1, 11))]


def texts(chance: random.Random, count: int) -> Iterator[str]:
    """Texts of a few signs, marks and words; some as the lines of pages that print them again and again."""
    for _ in range(count):
        text = "".join(chance.choices((*SIGNS, *MARKS, *WHITE, *WORDS), k=chance.randint(3, 30)))
        if chance.random() < 0.3:
            lines = (text.replace("\n", " "), f"12/3{chance.randint(0, 9)}", "\f", "The words go on and on.")
            text = "\n".join(chance.choices(lines, k=6))
        yield text


def strewn(chance: random.Random, line: str, signs: tuple[str, ...] = (*SIGNS, *MARKS)) -> str:
    """A line with a few signs anywhere in it."""
    for _ in range(chance.randint(0, 3)):
        at = chance.randint(0, len(line))
        line = line[:at] + chance.choice(signs) + line[at:]
    return line


@cache
def lines_of(path: Path) -> tuple[str, ...]:
    return tuple(path.read_text("utf-8").split("\n"))


@pytest.mark.parametrize(("seed", "count"), LOTS)
def test_a_text_of_signs_is_laid_out_within_the_contracts(seed: int, count: int) -> None:
    chance = random.Random(seed)
    for raw in texts(chance, count):
        told = Text.of(raw) if chance.random() < 0.4 else reader.read(raw.encode("utf-8", "replace"), filename="a.txt")
        text = lay_out(told, load(chance.choice(LANGUAGES)))
        broken = unaccounted(text), out_of_order(text), broken_contracts(text, ALL)
        assert broken == ([], [], []), raw


@pytest.mark.parametrize(("seed", "count"), FEW)
def test_a_record_strewn_with_signs_keeps_the_promise(seed: int, count: int) -> None:
    chance = random.Random(seed)
    for _ in range(count):
        path = chance.choice(RECORDS)
        whole = lines_of(path)
        begin = chance.randrange(max(1, len(whole) - 25))
        lines = [strewn(chance, line) if chance.random() < 0.2 else line for line in whole[begin : begin + 25]]
        lines[chance.randrange(len(lines))] += chance.choice(telling(path.stem))
        promised(convert("\n".join(lines), language=path.stem, date="2018-02-13", kind="verbatimRecord"))


@pytest.mark.parametrize("make", ["page", "word", "pdf"])
@pytest.mark.parametrize(("seed", "count"), FEW)
def test_a_file_of_lines_strewn_with_signs_keeps_the_promise(seed: int, count: int, make: str) -> None:
    chance = random.Random(f"{make} {seed}")
    for _ in range(count):
        told = telling(chance.choice(LANGUAGES))
        signs = PLAIN if make == "word" else (*SIGNS, *MARKS)
        lines = [strewn(chance, chance.choice(told), signs) for _ in range(chance.randint(2, 15))]
        promised(convert(FILES[make](chance, lines), date="2018-02-13"))


def page(chance: random.Random, lines: list[str]) -> bytes:
    return ("<html><body>" + "".join(chance.choice(TAGS) + line for line in lines)).encode("utf-8", "replace")


def word(chance: random.Random, lines: list[str]) -> bytes:
    safe = [line.replace("&", "&amp;").replace("<", "&lt;") for line in lines]
    return make_docx(*(p(r(line), r(safe[0])) if chance.random() < 0.7 else table([[line], [line]]) for line in safe))


def pdf(chance: random.Random, lines: list[str]) -> bytes:
    placed = []
    for number, line in enumerate(lines):
        if printed := "".join(c for c in line if " " <= c <= "~" or "\xa0" <= c < "\ud800"):
            placed.append(Set(chance.choice((50, 50, 60, 310)), 800 - 12 * number, printed[:90]))
    return make_pdf([placed[::2], placed[1::2]])


FILES = {"page": page, "word": word, "pdf": pdf}
