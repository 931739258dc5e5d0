"""Characters that are no part of the words: control codes, marks of direction and of markdown, stretched letters."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator

from akn_convert.grammar import Grammar
from akn_convert.text import MOVING_RULES, MUTE_RULES, Contract, Cut, Edit, Mark, Span, Text

_CJK = "\u3400-\u9fff"

# One alternative a rule, by its name; what the characters become is said in _BECOMES. A character of _TRIGGERS opens
# each of them: one class of characters is found many times faster than alternatives are tried everywhere. Blanks,
# which are common, have a search of their own.
_RULES = {
    "control": r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff\ud800-\udfff]",
    "direction-mark": r"[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]",
    "space": r"[\u00a0\u2000-\u200a\u202f\u205f\u3000]",
    "ligature": r"[\ufb00-\ufb06]",
    "presentation-form": r"[\ufb50-\ufdff\ufe70-\ufefc]",
    "tatweel": r"\u0640",
    "leader": r"\.(?:[ \t]?\.){3,}|…(?:[ \t]?…)+|·(?:[ \t]?·){3,}",
    "rule-line": r"_{4,}|-{5,}|={6,}",
    "markdown": r"\*\*|(?m:^)#{1,6}[ \t]+",
}
_TRIGGERS = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00a0\u0640\u2000-\u200f\u202a-\u202f\u205f-\u2069\u3000\ud800-\udfff"
    r"\ufb00-\ufb06\ufb50-\ufdff\ufe70-\ufeff\ufffe\uffff*#_=…·.\-]"
)
_BRANCHES = "|".join(f"(?P<R{i}>{pattern})" for i, pattern in enumerate(_RULES.values()))
_PATTERN = re.compile(_BRANCHES)
_NAMES = list(_RULES)

# The blank between two letters that stand alone: "K i n g d o m" (four letters at least), "主 席" (the blank before a
# sign that no other sign follows, behind one that no other sign precedes), "通 过 。" (before a stop, likewise), "صوتا ً"
# (before a vowel sign, which stands over the letter behind which it is printed).
_LETTER = rf"[^\W\d_{_CJK}]"
_ALONE = rf"(?<!{_LETTER}['’.])(?<!\w){_LETTER}"
_STRETCHED = re.compile(
    rf" (?:(?<=[{_CJK}〇] )(?<![{_CJK}][{_CJK}〇] )(?=[{_CJK}〇](?![{_CJK}]))"
    rf"|(?<= [{_CJK}〇] )(?=[。，、；：！？]|[.:](?!\S))"
    r"|(?<=[\u0621-\u064a] )(?=[\u064b-\u0652])"
    rf"|(?<={_ALONE} )(?={_LETTER}(?: {_LETTER}){{2}}(?!\w))"
    rf"|(?<={_ALONE} {_LETTER} )(?={_LETTER} {_LETTER}(?!\w))|(?<={_ALONE} {_LETTER} {_LETTER} )(?={_LETTER}(?!\w)))"
)

# A letter and the marks that some programs print behind it instead of the letter that bears them: "e" and U+0301.
_MARKS = r"[\u0300-\u036f\u064b-\u0655]+"
_MARKED = re.compile(_MARKS)
_SHAPES = {"letter-spacing": r"\s", "composed": rf"[^\W\d_]{_MARKS}"}


def _normal(found: str) -> str:
    return unicodedata.normalize("NFKC", found).strip()  # a vowel sign alone has a blank for a letter to stand on


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
    "letter-spacing": lambda found: "",
    "composed": lambda found: unicodedata.normalize("NFC", found),
}

# Dropped before the rest is looked for: they may stand within a row of dots, or between letters that are set apart.
_UNSEEN = ("control", "direction-mark")
_UNSEEN_SIGNS = re.compile("|".join(_RULES[rule] for rule in _UNSEEN))

# In the source a mark's blank need not have been one, since the end of a cell becomes a blank as well, and white that the
# reader of HTML took away may stand before it.
_SOURCES = {**_RULES, "markdown": r"\*\*|(?m:^)[^\S\r\n]*+#{1,6}\s+"}
_INVISIBLE = re.compile("|".join(_SOURCES[rule] for rule in sorted(MUTE_RULES)))
_WHITE = re.compile(r"\s+")
_LINE_END = re.compile(r"\r\n|[\r\x0b\x0c\x85\u2028\u2029]")  # the reader may have made it a line feed


def visible(source: str) -> str:
    """A stretch of the source as layout's later rules saw it: without what prints nothing."""
    return _INVISIBLE.sub("", _UNSEEN_SIGNS.sub("", source))  # in this order: a code may stand within a ruled line


def views(source: str) -> tuple[str, str, str]:
    """A stretch of the source as later rules may have seen it: without what prints nothing, with line feeds, as it is."""
    return visible(source), visible(_LINE_END.sub("\n", source)), source


_PROMISES = {
    "control": "codes that XML 1.0 forbids or that print nothing are dropped",
    "direction-mark": "invisible marks of direction, joining and byte order are dropped",
    "space": "a blank of another width becomes a blank",
    "ligature": "a ligature becomes its letters (Unicode NFKC)",
    "presentation-form": "an Arabic presentation form becomes its letters (Unicode NFKC), a sign without one itself alone",
    "tatweel": "the Arabic stretching stroke is dropped",
    "leader": "a row of dots that leads the eye becomes a tab",
    "rule-line": "a ruled line is dropped",
    "markdown": "the marks of bold and of headings are dropped",
    "letter-spacing": "the blanks between stretched letters are dropped",
    "composed": "a letter and the marks behind it become the letter that bears them (Unicode NFC)",
}


def _contract(rule: str) -> Contract:
    shape = re.compile(_SHAPES.get(rule) or _RULES[rule])
    becomes = _BECOMES[rule]

    def allows(source: str, became: str, raw: str) -> bool:
        # A blank between letters or behind a mark may have been a form feed, which is a code elsewhere.
        forms = [source if rule in _UNSEEN else _UNSEEN_SIGNS.sub("", source), source]
        if rule in ("leader", "markdown"):  # the reader may have made one blank of any white in them
            forms = [_WHITE.sub(" ", form) for form in forms]
        return any(shape.fullmatch(form) and became == becomes(form) for form in forms)

    return Contract(rule, _PROMISES[rule], allows)


CONTRACTS = tuple(_contract(rule) for rule in _BECOMES)


def tidy(text: Text, grammar: Grammar) -> Text:
    """The text with each such character changed by its rule; what markdown set bold or as a heading is marked."""
    edits = _edits(text)
    unseen = [edit for edit in edits if edit.rule in _UNSEEN]
    if unseen:
        text = text.edited(unseen)
        edits = _edits(text)
    if not edits:
        return text
    marks = tuple(_markdown_marks(text, edits))
    tidied = text.edited(edits)
    return Text(tidied.raw, tidied.pieces, tidied.pages, text.marks + marks, tidied.origin, tidied.findings)


def _edits(text: Text) -> list[Edit]:
    """All searches, in order of place; they never find the same character."""
    clean = text.clean
    stretched = (Edit(*match.span(), "", "letter-spacing") for match in _STRETCHED.finditer(clean))
    found = sorted([*_damaged(clean), *stretched, *_decomposed(clean)])
    if all(piece.rule not in MOVING_RULES for piece in text.pieces):
        return found
    # Dots that were moved to others are no row: what is changed as one stands together in the source as well.
    return [edit for edit in found if len(text.source_of(Cut(edit.start, edit.end))) == 1]


def _decomposed(clean: str) -> Iterator[Edit]:
    """The letters that are printed as a letter and its marks, where there is one that bears them."""
    if unicodedata.is_normalized("NFC", clean):  # nearly always, and told in a seventh of the time of a search
        return
    for marks in _MARKED.finditer(clean):
        start, end = max(0, marks.start() - 1), marks.end()
        letter = clean[start : marks.start()]
        became = unicodedata.normalize("NFC", clean[start:end])
        if letter.isalpha() and not _TRIGGERS.match(letter) and len(became) < end - start:
            yield Edit(start, end, became, "composed")


def _damaged(clean: str) -> Iterator[Edit]:
    reached = 0
    for trigger in _TRIGGERS.finditer(clean):
        start = trigger.start()
        if start >= reached and (found := _PATTERN.match(clean, start)):
            rule, reached = _NAMES[(found.lastindex or 1) - 1], found.end()
            yield Edit(start, reached, _BECOMES[rule](found[0]), rule)


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
    return text.place_of(Cut(start, end))
