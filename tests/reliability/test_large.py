"""What is very long takes time in proportion, stays below a stated memory, and is divided where readers of XML give up."""

import gc
import subprocess
import sys
import time
from pathlib import Path

import pytest
from lxml import etree

from akn_convert import convert, grammar
from akn_convert.layout import lay_out
from akn_convert.layout.bounds import LONGEST, WIDEST
from akn_convert.text import Text

sys.path.insert(0, str(Path(__file__).parent))
from made import FIXTURES, promised

HEAD = (FIXTURES / "made" / "sc-veto" / "en.txt").read_text("utf-8") + "\n"
FACTS = {"language": "en", "date": "2018-02-13", "symbol": "S/PV.9999", "kind": "verbatimRecord"}
SHAPES = {
    "one-line": lambda n: "The Council met and spoke of it. " * (n // 33),
    "no-end": lambda n: "a" * n,
    "short-paragraphs": lambda n: "He spoke of it.\n\n" * (n // 17),
    "lines": lambda n: "He spoke of it once more\n" * (n // 25),
    "blanks": lambda n: " " * n + "x",
    "line-ends": lambda n: "\n" * n + "x",
    "heads": lambda n: "Mr. Doe (Kenya): I agree.\n" * (n // 26),
    "open-brackets": lambda n: "(" * n,
    "references": lambda n: "see S/2020/12, resolution 1373 (2001) and " * (n // 42),
    "slashes": lambda n: "S/" * (n // 2),
    "stretched": lambda n: "a " * (n // 2),
    "dots": lambda n: ". " * (n // 2),
    "digits": lambda n: "1" * n,
    "chinese": lambda n: "安理会审议了这一问题。" * (n // 11),
    "form-feeds": lambda n: "\f1\n" * (n // 3),
    "controls": lambda n: "\0\u202e" * (n // 2),
    "votes": lambda n: "In favour:\nKenya, Peru\n" * (n // 24),
    "capitals": lambda n: "THE SITUATION IN\n" * (n // 17),
    "markdown": lambda n: "**a** " * (n // 6),
}
# Seconds of processor time a character, on a machine that does other things as well.
SLOWEST = 30e-6


def seconds(name: str, count: int) -> float:
    """Processor time of a conversion; what other tests left to the garbage collector is not looked through in it."""
    raw = HEAD + SHAPES[name](count)
    gc.collect()
    gc.freeze()
    start = time.process_time()
    promised(convert(raw, **FACTS))
    spent = time.process_time() - start
    gc.unfreeze()
    return spent


@pytest.mark.parametrize("name", SHAPES)
def test_time_is_in_proportion_to_length(name: str) -> None:
    short, long = seconds(name, 10_000), seconds(name, 60_000)
    assert long < SLOWEST * 64_000
    assert long < 12 * short + 0.2, (short, long)


@pytest.mark.long
@pytest.mark.parametrize("name", SHAPES)
def test_time_is_in_proportion_to_length_up_to_a_million(name: str) -> None:
    short, long = seconds(name, 100_000), seconds(name, 1_000_000)
    assert long < 20 * short + 0.2, (short, long)


def test_five_million_characters_in_one_line_are_laid_out_in_seconds() -> None:
    start = time.process_time()
    text = lay_out(Text.of(HEAD + SHAPES["one-line"](5_000_000)), grammar.load("en"))
    assert len(text.clean) > 4_999_000 and time.process_time() - start < 8


@pytest.mark.long
def test_two_hundred_thousand_paragraphs_are_converted_in_seconds() -> None:
    assert seconds("short-paragraphs", 200_000 * 17) < 60


MEASURED = """
import resource, sys
from akn_convert import convert
from akn_convert.validator import xsd
xsd.compiled(xsd.schema_file())
head = open(sys.argv[1], encoding="utf-8").read() + chr(10)
data = (head + eval(sys.argv[2]) * int(sys.argv[3])).encode()
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
conversion = convert(data, language="en", date="2018-02-13", symbol="S/PV.9999", kind="verbatimRecord")
assert conversion.xml is not None
errors = [f.code for f in conversion.findings if f.severity == "error"]
assert not [code for code in errors if code == "R25" or code.startswith("xsd")], errors
print((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) * 1024 / len(data.decode()))
"""
MASSES = {
    "one-line": ("'The Council met and spoke of it. '", 100_000_000 // 33),
    "a-million-paragraphs": (
        "'The representative spoke of it again, and at length, to the Council and to all others who sat there.' + chr(10) * 2",
        1_000_000,
    ),
    "lines-of-ten": ("'He spoke.' + chr(10)", 2_000_000),
}


@pytest.mark.long
@pytest.mark.parametrize("name", MASSES)
def test_a_hundred_million_characters_take_less_than_80_bytes_each(name: str) -> None:
    unit, count = MASSES[name]
    command = [sys.executable, "-c", MEASURED, FIXTURES / "made" / "sc-veto" / "en.txt", unit, str(count)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=3600)
    assert done.returncode == 0, done.stderr
    assert float(done.stdout) < 80


@pytest.mark.parametrize(
    ("unit", "ends"), [("He spoke of it again. ", ".\n"), ("安理会审议了这一问题。", "。\n"), ("a", "a\n")]
)
def test_a_paragraph_beyond_five_million_is_divided_with_a_finding(unit: str, ends: str) -> None:
    raw = unit * (6_000_000 // len(unit))
    text = lay_out(Text.of(raw), grammar.load("en"))
    parts = text.clean.split("\n")
    assert len(parts) > 1 and max(map(len, parts)) <= LONGEST
    assert max(len(part.encode()) for part in parts) < 10_000_000
    assert all((part + "\n").endswith(ends) for part in parts[:-1])
    assert "".join(text.clean.split()) == "".join(raw.split())
    assert [f.code for f in text.findings] == ["paragraph-divided"]


@pytest.mark.long
@pytest.mark.parametrize("unit", ["He spoke of it again. ", "安理会审议了这一问题。"])
def test_what_is_divided_is_read_by_libxml2_without_huge(unit: str) -> None:
    conversion = promised(convert(HEAD + unit * (12_000_000 // len(unit)), **FACTS))
    assert conversion.xml is not None
    etree.fromstring(conversion.xml, etree.XMLParser(huge_tree=False))
    assert "paragraph-divided" in [f.code for f in conversion.findings]


@pytest.mark.parametrize("white", [" ", "\n", "\t", " \n", "\t\n "])
@pytest.mark.parametrize("count", [WIDEST, WIDEST + 1, 1000])
def test_a_run_of_white_space_is_bounded_and_parts_what_it_parted(white: str, count: int) -> None:
    run = (white * count)[:count]
    raw = f"The first words.{run}The other words."
    text = promised(convert(raw, **FACTS)).text
    assert text.clean.split() == raw.split()
    assert ("\n" in text.clean) == ("\n" in run)


def test_a_line_end_in_the_middle_of_blanks_still_ends_a_line() -> None:
    raw = f"The first words.{' ' * 300}\n\n{' ' * 300}The other words."
    assert promised(convert(raw, **FACTS)).text.clean.split("\n") == ["The first words.", "The other words."]
