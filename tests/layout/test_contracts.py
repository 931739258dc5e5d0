"""What each rule of the layout may do to the source, and the nearest thing that it may not: nothing else guards the words."""

from __future__ import annotations

import pytest

from akn_convert.layout import CONTRACTS
from akn_convert.text import MOVING_RULES, MUTE_RULES

RAW = "General Assembly 12\nwords\nGeneral Assembly 13\n(Mr. Roe, Peru)\nMr. ROE (Peru): words, Peru\nonce\n"

# By rule: what may become of what, and what may not.
MAY = {
    "column-gap": [("     ", "\n")],
    "control": [("\0", ""), ("\x7f", ""), ("\ufffe", "")],
    "direction-mark": [("\u200f", ""), ("\ufeff", "")],
    "space": [("\u00a0", " "), ("\u3000", " ")],
    "ligature": [("\ufb01", "fi")],
    "composed": [("e\u0301", "é"), ("e\u0302\u0323", "ệ")],
    "presentation-form": [("\ufe8d", "ا"), ("\ufdfa", "صلى الله عليه وسلم")],
    "tatweel": [("ـ", "")],
    "leader": [("....", "\t"), (". . . .", "\t"), ("……", "\t"), ("····", "\t"),
               (".\r\n.\r\n.\r\n.", "\t")],
    "rule-line": [("____", ""), ("-----", ""), ("======", "")],
    "markdown": [("**", ""), ("## ", ""), ("#\r\n", "")],
    "letter-spacing": [(" ", "")],
    "lam-alef": [("ال", "لا"), ("أل", "لأ"), ("إل", "لإ"), ("آل", "لآ"), ("\ufefb\ufefb", "للاا")],
    "mirrored-bracket": [("(", ")"), (")", "("), ("[", "]"), ("»", "«")],
    "furniture": [("12/34", ""), ("18-04093 (C)", ""), ("S/PV.8180 13/02/2018", ""), ("General Assembly 12", ""),
                  ("(Mr. Roe, Peru)", ""), ("94-18999 (E) 300794 /...", ""), ("Page 2", ""), ("English", ""), (" 12/34 ", ""), ("07-50999 ..... 12", ""), (".....", "")],
    "link-residue": [("<http://example.org/a>", ""), ("https://example.org", "")],
    "line-join": [("\n", " "), (" \n\n ", " "), ("\n", ""), ("\ufffe\r\n", "-")],
    "blank-lines": [("\n\n", "\n"), (" \n ", "\n"), ("\n", "")],
    "hyphen-join": [("-\n", ""), ("\u00ad\n", ""), ("‐\n", ""), ("\n", "")],
    "blanks": [("   ", " "), ("\t", "\t"), (" \t ", ""), (" .... ", "\t"), ("··", " "), ("..", "")],
    "line-tail": [(" \t", ""), ("....", "")],
    "white-run": [("   ", ""), (" \n ", "\n"), ("....", "")],
    "paragraph-limit": [(" ", "\n"), ("\n\n", "\n"), ("....", "\n"), ("a", "a\n"), ("。", "。\n"), ("\ufb01", "f\ni")],
}  # fmt: skip
MAY_NOT = {
    "column-gap": [("  a  ", "\n"), ("     ", " "), ("\t", "\n")],
    "control": [("\t", ""), ("\n", ""), ("a", ""), ("\0", " ")],
    "direction-mark": [("a", ""), (" ", ""), ("\u200f", " ")],
    "space": [(" ", ""), ("\u00a0", ""), ("a", " "), ("\t", " ")],
    "ligature": [("\ufb01", "f"), ("f", "fi")],
    "composed": [("e\u0301", "e"), ("e\u0301", ""), ("e", "é"), ("ee\u0301", "eé"), ("\u0301", "")],
    "presentation-form": [("\ufe8d", "ب"), ("ا", "")],
    "tatweel": [("ا", ""), ("ـ", " ")],
    "leader": [("...", "\t"), (".", "\t"), ("…", "\t"), ("...a", "\t"), ("....", "")],
    "rule-line": [("___", ""), ("----", ""), ("=====", ""), ("____", " ")],
    "markdown": [("*", ""), ("#", ""), ("**a", ""), ("####### ", "")],
    "letter-spacing": [("  ", ""), ("a", ""), (" ", "\t")],
    "lam-alef": [("لا", "ال"), ("ال", "لأ"), ("ا", "ل"), ("ال", ""), ("\ufefb", "لا"), ("\ufefb\ufefb", "للا")],
    "mirrored-bracket": [("(", "("), ("(", ""), ("[", ")")],
    "furniture": [("once", ""), ("General Assembly 12\nonce", ""), ("General Assembly 12", " "), ("12/34", "1"), ("(Mr. Doe, Peru)", ""), ("07-50999 ..... of 12", ""),
                  ("", ""), ("\n", "")],
    "link-residue": [("http://example.org and", ""), ("example.org", ""), ("http://example.org", " ")],
    "line-join": [("-\n", " "), ("\n", "\n"), ("a\n", ""), ("\n", "-"), ("a\ufffe\n", "-"), ("\ufffe-\n", "-")],
    "blank-lines": [("a\n", "\n"), ("\n\n", " "), (".\n", "")],
    "hyphen-join": [("a-\n", ""), ("-\n", "-"), ("--\n", ""), (".\n", "")],
    "blanks": [(".", ""), (" . ", " "), ("  a", " "), ("  ", "\n"), ("…", " ")],
    "line-tail": [(".", ""), ("a ", ""), ("  ", " ")],
    "white-run": [(" . ", ""), (" a ", ""), (" \n ", ""), ("   ", "\n"), ("   ", " ")],
    "paragraph-limit": [(" ", ""), ("a", "\n"), ("a", "b\n"), (".", "\n"), ("", "\n"), (" ", " \n"), ("a", "a\n\n")],
}  # fmt: skip
WORDS = ["a", "words", ".", "-", "5", "主", "ا", "(", "words of a whole sentence.", "S/PV.8180", "12"]


def rows(table: dict[str, list[tuple[str, str]]]) -> list[tuple[str, str, str]]:
    return [(rule, source, became) for rule, changes in table.items() for source, became in changes]


def test_the_tables_know_every_rule() -> None:
    assert set(MAY) == set(MAY_NOT) == set(CONTRACTS)
    assert all(contract.rule == rule and contract.promise for rule, contract in CONTRACTS.items())


@pytest.mark.parametrize(("rule", "source", "became"), rows(MAY))
def test_a_rule_may(rule: str, source: str, became: str) -> None:
    assert CONTRACTS[rule].allows(source, became, RAW)


@pytest.mark.parametrize(("rule", "source", "became"), rows(MAY_NOT))
def test_a_rule_may_not(rule: str, source: str, became: str) -> None:
    assert not CONTRACTS[rule].allows(source, became, RAW)


@pytest.mark.parametrize("rule", sorted(CONTRACTS))
def test_no_rule_may_rewrite_a_word(rule: str) -> None:
    for word in WORDS:
        for became in ("b", "words.", "other", word + "s", word * 2):
            assert not CONTRACTS[rule].allows(word, became, word), (word, became)


@pytest.mark.parametrize("rule", sorted(set(CONTRACTS) - {"furniture"}))
def test_no_rule_but_furniture_drops_a_word_and_that_not_one_that_stands_once(rule: str) -> None:
    for word in ("a", "words", "5", "主", "ا", "words of a whole sentence.", "S/PV.8180"):
        assert not CONTRACTS[rule].allows(word, "", word)


def test_a_rule_that_ran_later_is_judged_by_what_it_saw() -> None:
    assert CONTRACTS["line-join"].allows("\u200f\n\0", " ", "")
    assert CONTRACTS["lam-alef"].allows("ا\u200fل", "لا", "")
    assert CONTRACTS["leader"].allows("..\u200f..", "\t", "") and not CONTRACTS["leader"].allows("..**..", "\t", "")


def test_a_mark_that_the_reader_gives_for_a_hyphen_may_become_one_with_the_blank_behind_it() -> None:
    allows = CONTRACTS["blanks"].allows
    assert allows("  ", "- ", "long\ufffe  and short")
    assert not allows("  ", "- ", RAW) and not allows("a ", "- ", "long\ufffea and short")


def test_who_may_move_and_who_may_go_with_a_range_is_written_down() -> None:
    assert {"column", "stray", "note", "roster", "visual-order", "lam-alef", "mirrored-bracket"} == MOVING_RULES
    assert {"control", "direction-mark", "markdown", "rule-line", "tatweel"} == MUTE_RULES
