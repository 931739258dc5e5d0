"""Lines become paragraphs: furniture is dropped, broken lines are joined, blanks made single."""

from __future__ import annotations

import re
from collections.abc import Iterator

from akn_convert.grammar import Grammar
from akn_convert.layout import strays
from akn_convert.layout.furniture import CONTRACTS as FURNITURE
from akn_convert.layout.furniture import drop_furniture
from akn_convert.layout.joins import CONTRACTS as JOINS
from akn_convert.layout.joins import joints
from akn_convert.layout.sheet import Line, Sheet
from akn_convert.text import Contract, Edit, Text

_INNER = re.compile(r"[ \t]{2,}|\t")
_TABBED = re.compile(r"\t+|[^\t]+")
_DOTS = re.compile(r"[.…·]")


def _allows_blanks(source: str, became: str, raw: str) -> bool:
    """Blanks, and dots only as many as lead the eye: the one that ends a sentence is no layout."""
    if became == "- ":  # the mark that pdfium gives for a hyphen, which nobody sees, and the white behind it
        return not source.strip() and "\ufffe" in raw
    dots = len(_DOTS.findall(source))
    return not _DOTS.sub("", source).strip() and (dots == 0 or dots > 1) and became in (" ", "\t", "")


_BLANKS = Contract(
    "blanks", "a run of blanks, or of leading dots, becomes one blank, between the cells of a row a tab", _allows_blanks
)
CONTRACTS = (*FURNITURE, *JOINS, _BLANKS)


def tidy(text: Text, grammar: Grammar) -> Text:
    """The text in which each line is a paragraph, a heading or a line of the cover."""
    sheet = _sheet(text, grammar)
    if (gathered := strays.gathered(text, sheet)) is not text:
        text, sheet = gathered, _sheet(gathered, grammar)
    joined = joints(sheet)
    sheet.kept.clear()
    return text.edited(_edits(sheet, joined))


def _sheet(text: Text, grammar: Grammar) -> Sheet:
    """A text as lines, of which those of furniture are told that they go."""
    sheet = Sheet.of(text, grammar)
    drop_furniture(sheet)
    return sheet


def _edits(sheet: Sheet, joined: list[tuple[str, str]]) -> Iterator[Edit]:
    """All edits in order: what stands between two lines becomes one joint, or goes with lines that are dropped."""
    clean, reached, joints_left = sheet.clean, 0, iter(joined)
    before, rule = "", "blank-lines"
    for line in _spent(sheet.lines):
        if line.rule:
            if line.start > reached:
                yield from _white(clean, reached, line.start, before, rule)
                before = ""
            yield Edit(line.start, line.end, "", line.rule)
            reached = line.end
            continue
        if clean[reached : line.start] != before:
            yield from _white(clean, reached, line.start, before, rule)
        if "  " in line.text or "\t" in line.text:
            yield from _inner(sheet, line)
        before, rule = next(joints_left)
        reached = line.end - (1 if rule == "hyphen-join" else 0)
    if reached < len(clean):
        yield from _white(clean, reached, len(clean), before, rule)


def _spent(lines: list[Line]) -> Iterator[Line]:
    """The lines in order, each let go of before the next: short ones weigh as much as the pieces made of them."""
    lines.reverse()
    while lines:
        yield lines.pop()


def _white(clean: str, start: int, end: int, becomes: str, rule: str) -> list[Edit]:
    """White space becomes a joint; a leader in it, which leads nowhere, goes by its own rule."""
    if "\t" in clean[start:end]:
        return list(_led(clean, start, end, becomes, rule))
    return [Edit(start, end, becomes, rule)] if start < end else []


def _led(clean: str, start: int, end: int, becomes: str, rule: str) -> Iterator[Edit]:
    """The white space around leaders becomes the joint, once; the leaders go."""
    for found in _TABBED.finditer(clean, start, end):
        if found[0][0] == "\t":
            yield Edit(*found.span(), "", "blanks")
        else:
            yield Edit(*found.span(), becomes, rule)
            becomes = ""


def _inner(sheet: Sheet, line: Line) -> Iterator[Edit]:
    """Runs of blanks within a line: a tab between the cells of a roster's row, a blank anywhere else."""
    is_row = line.start < sheet.cover_end and not sheet.grammar.cover.president.pattern.match(line.text)
    for found in _INNER.finditer(sheet.clean, line.start, line.end):
        wide = "\t" in found[0] or len(found[0]) > 3
        becomes = "\t" if wide and is_row else " "
        if found[0] != becomes:
            yield Edit(found.start(), found.end(), becomes, "blanks")
