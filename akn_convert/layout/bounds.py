"""What has no bound in a damaged or hostile source is given one: white space, and the length of paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from unicodedata import normalize

from akn_convert.findings import finding
from akn_convert.grammar import Grammar
from akn_convert.text import Contract, Edit, Text

WIDEST = (
    40  # white characters in a row that a rule of a language may meet; covers have up to 120, and lose nothing by it
)
LONGEST = 5_000_000  # characters of a paragraph
_MOST_BYTES = 9_500_000  # of a paragraph in UTF-8: libxml2 reads no text node over 10,000,000
_LONGEST_WIDE = _MOST_BYTES // 4  # characters, where most take more than a byte

_KEPT = WIDEST // 2 - 1  # at each end of a run, so that what a rule knows by its blanks stays what it is
_WHITE = re.compile(rf"\s{{{WIDEST + 1},}}")
_TWO_WHITE = re.compile(r"\s\s")
_TAIL = re.compile(r"(?<![ \t])[ \t]++(?=\n)")
_ENDS = (". ", "? ", "! ", "。", "！", "？", "؟ ")

_DOTS = re.compile(r"[.…·]")


def is_white(source: str) -> bool:
    """White space, or dots that a leader was made of; the one that ends a sentence is neither."""
    return not _DOTS.sub("", source).strip() and len(_DOTS.findall(source)) != 1


def _ended(source: str, became: str) -> bool:
    """The source as it is written now (a ligature is more than one letter), with a line end behind one of its letters."""
    return "\n" in became and became.replace("\n", "", 1) == normalize("NFKC", source)


CONTRACTS = (
    Contract("line-tail", "blanks at the end of a right-to-left line go", lambda s, b, raw: is_white(s) and b == ""),
    Contract("white-run", "the middle of a long run of white space goes; a line end in it stays one",
             lambda s, b, raw: is_white(s) and b == ("\n" if "\n" in s else "")),
    Contract("paragraph-limit", "a line end stands behind, or for the white at, the place where a long paragraph is divided",
             lambda s, b, raw: bool(s) and (b == "\n" if is_white(s) else _ended(s, b))),
)  # fmt: skip


def narrow(text: Text, grammar: Grammar) -> Text:
    """The text with at most WIDEST white characters in a row, so that every rule of a language takes linear time."""
    text = _trimmed(text) if grammar.language.direction == "rtl" else text
    clean, step = text.clean, WIDEST // 2
    # A run that is too wide covers two of these characters, and one of these stretches whole, wherever it begins.
    if not _TWO_WHITE.search(clean[::step]) or not any(
        clean[at : at + step].isspace() for at in range(0, len(clean), step)
    ):
        return text
    cuts = ((run.start() + _KEPT, run.end() - _KEPT) for run in _WHITE.finditer(clean))
    return text.edited(Edit(start, end, "\n" if "\n" in clean[start:end] else "", "white-run") for start, end in cuts)


def _trimmed(text: Text) -> Text:
    """The text without the blanks at the ends of lines: what order a line stands in is told by its ends."""
    if " \n" not in text.clean and "\t\n" not in text.clean:
        return text
    return text.edited(Edit(*found.span(), "", "line-tail") for found in _TAIL.finditer(text.clean))


def divide(text: Text, grammar: Grammar) -> Text:
    """The text with no paragraph beyond LONGEST characters, or beyond what a reader of XML takes, and a word about each."""
    if len(text.clean) <= _LONGEST_WIDE:
        return text
    edits, said, start = [], [], 0
    for line in text.clean.split("\n"):
        places = list(_places(text.clean, start, start + len(line)))
        if places:
            said.append(finding("paragraph-divided", length=len(line), parts=len(places) + 1))
        edits += [Edit(at, at + 1, text.clean[at].rstrip() + "\n", "paragraph-limit") for at in places]
        start += len(line) + 1
    return text.edited(edits).with_findings(said) if edits else text


def _places(clean: str, start: int, end: int) -> Iterator[int]:
    """The last character of each part but the last: the white behind a sentence, or failing that behind a word."""
    if end - start <= _LONGEST_WIDE:
        return
    fits = end - start <= LONGEST and len(clean[start:end].encode("utf-8", "replace")) <= _MOST_BYTES
    most = end - start if fits else LONGEST if clean[start:end].isascii() else _LONGEST_WIDE
    while end - start > most:
        low, high = start + most - most // 10, start + most
        found = max(clean.rfind(mark, low, high) + len(mark) for mark in _ENDS)
        at = found - 1 if found > low else clean.rfind(" ", low, high)
        at = at if at >= low else high - 1
        yield at
        start = at + 1
