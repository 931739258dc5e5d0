"""Every regular expression of the package takes time in proportion to its input, whatever is repeated in it.

Each is given its own examples with one word, number, blank or sign of them repeated, and seeds that are hard for
backtracking. A pattern that is searched for is searched for to the end of the string, one that is only matched is
matched at its start, as the code does. Rules of languages meet white space only as layout leaves it: bounds.WIDEST
characters in a row while lines are still lines, one behind that.
"""

import importlib
import inspect
import re
import sys
import time
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from akn_convert.layout.bounds import WIDEST

sys.path.insert(0, str(Path(__file__).parent))
from patterns import Known, known

SEEDS = (
    " ", "\n", " \n", "\t", " .", ". ", "a", "A", "Aa ", "1", "1 ", "12/", "(", "()", "( ", "(a", ")", "[", "[a] ", "（", "S/", "S/PV.",
    "A/", "/", ".", ":", ",", ", ", "-", "- ", "*", "** ", "'", "a'", "the ", "中", "中 ", "第", "一", "ا", "ال ", "ж", "Mr. A ", "Mr. A, ",
    "a-", "a b", "1,", "1 (2001) ", "1373 (2001), ", "<", "<a", "<a ", "<!--", "<!-- -->", "<?", "<?a?>", "<?xml>", "<meta ", "]]>",
    "<![CDATA[", "&", "é ", "_", "\u00ad", " a", "．", "…", "· ", "{", '"', "“", "=", "%", "\ufffe", "1.", "stream\n", "Do ", "\\", "http://",
)  # fmt: skip
TOKEN = re.compile(r"\s+|\d+|[^\W\d]+|[^\w\s]")
# Rules that layout applies to printed lines; all others see what it has tidied.
EARLY = ("heads", "scenes", "votes", "headings", "cover", "openers", "statements.title", "statements.communique")
# Rules that are searched for inside a text; others are matched at the start of a line.
SEARCHED = ("heads.delivery", "heads.functions", "capacities", "votes.spoken", "votes.adopted", "votes.rejected", "votes.draft", "states",
            "headings.continued", "dates", "statements", "cover.status", "cover.kind", "references", "openers.title")  # fmt: skip
# What is read with these is part of the package, not of the input.
OF_OUR_OWN_FILES = ("akn_convert.grammar.schema.", "akn_convert.grammar.states._HEAD")
PATTERNS = [k for k in known() if not k.path.startswith(OF_OUR_OWN_FILES)]
GROUPS = sorted({k.path.split(".")[1 if k.path.startswith("akn_convert.") else 0] for k in PATTERNS})


def group(name: str) -> list[Known]:
    return [k for k in PATTERNS if k.path.split(".")[1 if k.path.startswith("akn_convert.") else 0] == name]


@cache
def is_searched(path: str) -> bool:
    """Whether the code looks for a pattern anywhere in a string."""
    if not path.startswith("akn_convert."):
        return path.partition(".")[2].startswith(SEARCHED) or path.startswith("un-")
    module, _, name = path.rpartition(".")
    try:
        source = inspect.getsource(importlib.import_module(module))
    except ImportError:  # a table: the pattern has no name of its own
        return True
    if re.search(rf"\b{name}\.(?:search|finditer|findall|sub|subn|split)\b", source):
        return True
    return not re.search(rf"\b{name}\.(?:match|fullmatch)\b", source)


def pumped(k: Known, examples: int) -> Iterator[tuple[str, str, str]]:
    """What stands before, what is repeated, and what stands behind."""
    for seed in SEEDS:
        yield "", seed, ""
        yield "", seed, "\0"
    for example in k.examples[:examples]:
        yield "", example, ""
        yield "", example + " ", ""
        for token in TOKEN.finditer(example):
            for tail in (example[token.end() :], "\0"):
                yield example[: token.start()], token[0], tail
            if not token[0].isspace():
                yield example[: token.start()], token[0] + " ", "\0"


def white(path: str) -> int:
    """How many white characters in a row a pattern may meet; 0 where there is no bound."""
    if path.startswith("akn_convert."):
        return 0
    return WIDEST if path.partition(".")[2].startswith(EARLY) else 1


def seconds(k: Known, pump: tuple[str, str, str], length: int) -> float:
    before, unit, behind = pump
    bound = white(k.path)
    if unit.isspace() and bound:
        text = before + (unit * bound)[:bound] + behind + "x"
        text *= length // len(text) + 1
    else:
        text = before + unit * (length // len(unit)) + behind
    subject = text.encode("utf-8", "surrogatepass") if isinstance(k.pattern.pattern, bytes) else text
    start = time.process_time()
    if is_searched(k.path):
        for _ in k.pattern.finditer(subject):
            pass
    else:
        k.pattern.match(subject)
        k.pattern.fullmatch(subject)
    return time.process_time() - start


def slow(k: Known, examples: int, lengths: tuple[int, int, int]) -> list[str]:
    """The strings on which a pattern is not linear; the longest are tried only where a shorter one took its time."""
    first, second, third = lengths
    found = []
    for pump in dict.fromkeys(pumped(k, examples)):
        if not pump[1] or seconds(k, pump, first) < first * 1e-6:
            continue
        short = min(seconds(k, pump, second) for _ in range(2))
        if short < second * 2.5e-6:
            continue
        long = min(seconds(k, pump, third) for _ in range(2))
        if long > 2.4 * short * third / second or long > third * 25e-6:
            found.append(f"{k.path}: {pump} {short:.3f} s, {long:.3f} s")
        if len(found) == 3:
            break
    return found


def test_all_patterns_are_found() -> None:
    assert len(PATTERNS) > 700
    assert {"ar", "en", "es", "fr", "ru", "zh", "layout", "mapper", "reader", "validator", "un-sc"} <= set(GROUPS)


@pytest.mark.parametrize("name", [name for name in GROUPS if len(name) > 2])
def test_a_pattern_of_the_code_or_of_a_body_is_linear(name: str) -> None:
    assert [told for k in group(name) for told in slow(k, 1, (1_000, 2_000, 10_000))] == []


def test_a_quadratic_pattern_is_seen() -> None:
    bad = Known("akn_convert.layout.x.BAD", re.compile(r"\s+:"))
    assert slow(bad, 1, (1_000, 2_000, 10_000))
