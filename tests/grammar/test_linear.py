"""Every regular expression of the package takes time in proportion to its input, whatever is repeated in it.

Strings that are hard for a pattern are made from its parse (attacks.py), from its examples with one word, number, blank
or sign of them repeated, and from seeds. A pattern is applied as the code applies it (patterns.py). A rule of a
language meets white space only as layout leaves it: bounds.WIDEST characters in a row while lines are still lines, one
behind that; both are tested below.
"""

import json
import random
import re
import signal
import subprocess
import sys
import time
import tomllib
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path

import pytest

from akn_convert import convert, grammar
from akn_convert.layout.bounds import WIDEST

sys.path.insert(0, str(Path(__file__).parent))
from attacks import Attack, attacks
from patterns import ONCE, SEARCH, STARTS, Known, calls, known, makers, of_languages

SEEDS = (
    " ", "\n", " \n", "\t", " .", ". ", "a", "A", "Aa ", "1", "1 ", "12/", "(", "()", "( ", "(a", ")", "[", "[a] ", "（", "S/", "S/PV.",
    "A/", "/", ".", ":", ",", ", ", "-", "- ", "*", "** ", "'", "a'", "the ", "中", "中 ", "第", "一", "ا", "ال ", "ж", "Mr. A ", "Mr. A, ",
    "a-", "a b", "1,", "1 (2001) ", "1373 (2001), ", "<", "<a", "<a ", "<!--", "<!-- -->", "<?", "<?a?>", "<?xml>", "<meta ", "]]>",
    "<![CDATA[", "&", "é ", "_", "\u00ad", " a", "．", "…", "· ", "{", '"', "“", "=", "%", "\ufffe", "1.", "stream\n", "Do ", "\\", "http://",
)  # fmt: skip
TOKEN = re.compile(r"\s+|\d+|[^\W\d]+|[^\w\s]")
FIXTURES = Path(__file__).parents[2] / "fixtures"

# What is read with these is part of the package, not of the input.
OF_OUR_OWN_FILES = ("akn_convert.grammar.schema.", "akn_convert.grammar.states._HEAD")
# Rules that layout applies to printed lines, before white space is one blank.
EARLY = ("heads", "scenes", "votes", "headings", "cover", "states", "statements.title", "statements.communique")
# Made of rules that are tested one by one, or tested with the end of a line behind them: all are tried by the long test.
OF_MANY = ("akn_convert.grammar.openers.opener", "akn_convert.grammar.openers.beginning", "akn_convert.layout.visual.known_line",
           *(f"{code}.scenes" for code in grammar.languages()))  # fmt: skip
# Functions that make a pattern of something else than a grammar, and what is known of them all the same.
ELSEWHERE = {
    ("akn_convert.grammar.schema", "_compiled"): "each rule of a language and each symbol of a body",
    ("akn_convert.grammar.citations.references", "__post_init__"): "the patterns of References",
    ("akn_convert.grammar.states", "parse"): "the patterns of States",
    ("akn_convert.layout.characters", "_contract"): "closed over by the contracts",
    ("akn_convert.exports.readback", ""): "the values of a table",
    (
        "akn_convert.exports.readback",
        "_capacity",
    ): "the ends of IRIs in a table, anchored at the end and without repeats of their own",
}
# Microseconds of processor time a character: a string is looked at again where it takes more than the first, and is no
# trouble below the second; it is slow where it takes so many times as much at four times the length, or over the limit.
SUSPECT, PLAIN, GROWTH, LIMIT = 0.3, 0.7, 1.8, 50.0
SHORTEST = 2_000  # characters

PATTERNS = [k for k in known() if not k.path.startswith(OF_OUR_OWN_FILES)]
GROUPS = sorted({k.path.split(".")[1 if k.path.startswith("akn_convert.") else 0] for k in PATTERNS})


def group(name: str) -> list[Known]:
    return [k for k in PATTERNS if k.path.split(".")[1 if k.path.startswith("akn_convert.") else 0] == name]


def of_examples(k: Known, examples: int) -> Iterator[Attack]:
    """Each example with one of its parts repeated."""
    for example in k.examples[:examples]:
        yield Attack("", example + " ", "")
        for token in TOKEN.finditer(example):
            yield Attack(example[: token.start()], token[0], example[token.end() :])
            yield Attack(example[: token.start()], token[0])
            yield Attack(example[: token.start()], token[0] + " ")


def of_seeds() -> Iterator[Attack]:
    """What is hard for many patterns."""
    for seed in SEEDS:
        yield Attack("", seed, "")
        yield Attack("", seed)


def white(path: str) -> int:
    """How many white characters in a row a pattern may meet; 0 where there is no bound."""
    if path.startswith(("akn_convert.grammar.openers", "akn_convert.layout.visual")):
        return WIDEST
    if path.startswith("akn_convert."):
        return 1 if path.startswith("akn_convert.mapper") else 0
    return 0 if path.startswith("un-") else WIDEST if path.partition(".")[2].startswith(EARLY) else 1


def text_of(k: Known, attack: Attack, length: int) -> str:
    """An attack as the pattern may meet it: one line for a rule that sees lines, no more white space than the bound."""
    text, bound = attack.of(length), white(k.path)
    text = text.replace("\n", " ") if k.use == ONCE and not k.path.startswith("akn_convert.") else text
    if bound:
        text = re.sub(rf"\s{{{bound + 1},}}", lambda run: run[0][:bound], text)
        if len(text) < length // 2:
            text = (text + ("\n" if k.use == STARTS else "x")) * (length // len(text) + 1)
    return text


def apply(k: Known, text: str) -> None:
    """Apply a pattern in its way to a whole text."""
    shown = text.encode("utf-8", "surrogatepass") if isinstance(k.pattern.pattern, bytes) else text
    if k.use == SEARCH:
        all(True for _ in k.pattern.finditer(shown))
    else:
        if k.use == ONCE:
            k.pattern.fullmatch(shown)
        k.pattern.match(shown)
        at = text.find("\n") + 1 if k.use == STARTS else 0
        while at:
            k.pattern.match(shown, at)
            at = text.find("\n", at) + 1


def cost(k: Known, attack: Attack, length: int) -> float:
    """Microseconds of processor time a character."""
    text = text_of(k, attack, length)
    start = time.process_time()
    apply(k, text)
    return (time.process_time() - start) * 1e6 / len(text)


def slow(k: Known, tried: Iterable[Attack], seconds: float = 20) -> str:
    """What shows that a pattern is not linear; "" where nothing does."""

    def too_long(*_: object) -> None:
        raise TimeoutError

    attack = Attack("", "")
    before = signal.signal(signal.SIGALRM, too_long)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        found = []
        for attack in dict.fromkeys(tried):
            if (took := cost(k, attack, SHORTEST)) > SUSPECT:
                found.append((took, attack))
        for _, attack in sorted(found, reverse=True)[:2]:
            for _ in range(3):  # the machine may have had other work
                short, long = (cost(k, attack, SHORTEST * n) for n in (2, 8))
                if long < LIMIT and long < max(GROWTH * short, PLAIN):
                    break
            else:
                return f"{k.path} ({k.use}): {attack}: {short:.1f} and {long:.1f} microseconds a character"
    except TimeoutError:
        return f"{k.path} ({k.use}): {attack}: over {seconds} seconds"
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
    return ""


def test_each_rule_in_a_table_is_found() -> None:
    def tables(value: object) -> int:
        inner = value.values() if isinstance(value, dict) else ()
        return (isinstance(value, dict) and "patterns" in value) + sum(map(tables, inner))

    written = {code: tables(tomllib.loads(grammar.tables.text_of(code))) for code in grammar.languages()}
    found = {code: 0 for code in written}
    for one in of_languages():
        code, _, path = one.path.partition(".")
        found[code] += not path.startswith(("references.", "states."))
    assert found == written
    assert sum(written.values()) > 400


def test_each_call_of_re_is_found() -> None:
    made = {(make.__module__, getattr(make, "__name__", "")) for make in makers()}
    keys = {(k.pattern.pattern, k.pattern.flags) for k in known()}
    hidden = {(call.module, call.function) for call in calls() if call.pattern is None}
    assert hidden == {place for place in made if place in hidden} | set(ELSEWHERE)
    assert [call for call in calls() if call.pattern and (call.pattern.pattern, call.pattern.flags) not in keys] == []
    assert len(calls()) > 200


def test_each_pattern_that_a_run_uses_is_found_and_applied_as_it_is_tested() -> None:
    script = Path(__file__).parent / "uses.py"
    run = subprocess.run([sys.executable, str(script)], capture_output=True, check=True)
    keys = {}
    for k in known():
        source = k.pattern.pattern
        keys[source if isinstance(source, str) else source.decode("latin-1"), k.pattern.flags] = k
    used = json.loads(run.stdout)
    assert len(used) > 500
    assert [use for use in used if (use["pattern"], use["flags"]) not in keys] == []
    for use in used:
        k = keys[use["pattern"], use["flags"]]
        searched = set(use["methods"]) - {"match", "fullmatch"}
        assert not (searched and k.use != SEARCH), (k.path, k.use, searched)
        assert not (use["lines"] and k.use == ONCE and not k.path.startswith("akn_convert.")), (k.path, "sees lines")
        assert not (use["open"] and k.use == ONCE), (k.path, "is matched at many places")


@pytest.mark.parametrize("name", GROUPS)
def test_patterns_are_linear(name: str) -> None:
    tried = [k for k in group(name) if not k.path.startswith(OF_MANY)]
    few = (
        1 if name == "grammar" else 2
    )  # those of the mapper and of layout are made of rules, which are tried by themselves
    assert list(filter(None, (slow(k, attacks(k.pattern, few)) for k in tried))) == []


@pytest.mark.long
@pytest.mark.parametrize("k", PATTERNS, ids=[k.path for k in PATTERNS])
def test_every_attack_on_every_pattern_takes_linear_time(k: Known) -> None:
    tried = list(chain(of_seeds(), of_examples(k, 3), attacks(k.pattern)))
    parts = [slow(k, iter(tried[at : at + 1_000])) for at in range(0, len(tried), 1_000)]
    assert list(filter(None, parts)) == []


@pytest.mark.parametrize(
    "bad", [r"\s+:", r"(?:a+)+b", r"a[^b]{0,}?c[^b]*d", r"\w+@", r"<[^>]*>", r"(?:x[^y]*)?z", r"[^;]*a[^;]*:"]
)
def test_a_pattern_that_is_not_linear_is_seen(bad: str) -> None:
    k = Known("akn_convert.layout.x", re.compile(bad))
    assert slow(k, attacks(k.pattern, 2), seconds=0.3)


@pytest.mark.parametrize("language", grammar.languages())
def test_layout_leaves_one_white_character_where_there_were_many(language: str) -> None:
    raw = (FIXTURES / "made" / "sc-veto" / f"{language}.txt").read_text("utf-8")
    chance = random.Random(language)
    wide = ("\t\t \t", "\n\n\n", " \n \n", "\u00a0\u3000 ", "\u200b ", "\x0c\n ", " " * 57)
    spread = "".join(c + chance.choice(wide) if c.isspace() and chance.random() < 0.2 else c for c in raw)
    clean = convert(spread, filename=f"{language}.txt").text.clean
    assert re.findall(r"\s{2,}", clean) == []
