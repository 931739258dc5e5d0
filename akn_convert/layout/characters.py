"""Characters that are no part of the words: control codes, marks of direction and of markdown, stretched letters."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator

from akn_convert.grammar import Grammar
from akn_convert.text import Contract, Edit, Mark, Span, Text

_CJK = "\u3400-\u9fff"

# One alternative a rule, by its name; what the characters become is said in BECOMES. The order matters: a leader is
# tried before single dots would be, stretched letters last. Each alternative opens with a literal or a small class.
_RULES = {
    "control": r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff\ud800-\udfff]",
    "direction-mark": r"[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]",
    "space": r"[\u00a0\u2000-\u200a\u202f\u205f\u3000]",
    "ligature": r"[\ufb00-\ufb06]+",
    "presentation-form": r"[\ufb50-\ufdff\ufe70-\ufefc]+",
    "tatweel": r"\u0640+",
    "leader": r"[ \t]*(?:\.[ \t]?){4,}[ \t]*|[ \t]*…{2,}[ \t…]*|[ \t]*(?:·[ \t]?){4,}[ \t]*",
    "rule-line": r"_{4,}|-{6,}|={6,}",
    "markdown": r"\*\*|^#{1,6}[ \t]+",
    "letter-spacing": rf"(?<![{_CJK}])[{_CJK}〇](?: [{_CJK}〇])+(?![{_CJK}])"
    r"|(?<!\S)[^\W\d_](?: [^\W\d_]){3,}(?!\S)",
}
_PATTERN = re.compile("|".join(f"(?P<R{i}>{p})" for i, p in enumerate(_RULES.values())), re.MULTILINE)
_NAMES = list(_RULES)


def _normal(found: str) -> str:
    return unicodedata.normalize("NFKC", found)


_BECOMES: dict[str, Callable[[str], str]] = {
    "control": lambda found: "",
    "direction-mark": lambda found: "",
    "space": lambda found: " ",
    "ligature": _normal,
    "presentation-form": _normal,
    "tatweel": lambda found: "",
    "leader": lambda found: "\t",
    "rule-line": lambda found: "",
    "markdown": lambda found: "",
    "letter-spacing": lambda found: found.replace(" ", ""),
}

_PROMISES = {
    "control": "codes that XML 1.0 forbids or that print nothing are dropped",
    "direction-mark": "invisible marks of direction, joining and byte order are dropped",
    "space": "a blank of another width becomes a blank",
    "ligature": "a ligature becomes its letters (Unicode NFKC)",
    "presentation-form": "an Arabic presentation form becomes its letters (Unicode NFKC)",
    "tatweel": "the Arabic stretching stroke is dropped",
    "leader": "a row of dots that leads the eye becomes a tab",
    "rule-line": "a ruled line is dropped",
    "markdown": "the marks of bold and of headings are dropped",
    "letter-spacing": "the blanks between stretched letters are dropped",
}


def _contract(rule: str) -> Contract:
    shape = re.compile(_RULES[rule].replace("^#", "#"))
    becomes = _BECOMES[rule]
    return Contract(rule, _PROMISES[rule], lambda s, b, raw: bool(shape.fullmatch(s)) and b == becomes(s))


CONTRACTS = tuple(_contract(rule) for rule in _RULES)


def tidy(text: Text, grammar: Grammar) -> Text:
    """The text with each such character changed by its rule; what markdown set bold or as a heading is marked."""
    edits = list(_edits(text.clean))
    if not edits:
        return text
    marks = tuple(_markdown_marks(text, edits))
    tidied = text.edited(edits)
    return Text(tidied.raw, tidied.pieces, tidied.pages, text.marks + marks, tidied.origin, tidied.findings)


def _edits(clean: str) -> Iterator[Edit]:
    for found in _PATTERN.finditer(clean):
        rule = _NAMES[(found.lastindex or 1) - 1]
        yield Edit(found.start(), found.end(), _BECOMES[rule](found[0]), rule)


def _markdown_marks(text: Text, edits: list[Edit]) -> Iterator[Mark]:
    """What stands between two "**", and the rest of a line after "#": a mark on the source each."""
    opened: Edit | None = None
    for edit in edits:
        if edit.rule != "markdown":
            continue
        if text.clean[edit.start] == "#":
            end = text.clean.find("\n", edit.end)
            yield Mark(_span(text, edit.end, end if end >= 0 else len(text.clean)), "heading")
        elif opened is None:
            opened = edit
        else:
            yield Mark(_span(text, opened.end, edit.start), "bold")
            opened = None


def _span(text: Text, start: int, end: int) -> Span:
    from akn_convert.text import Cut

    return text.place_of(Cut(start, end))
