"""A Sheet is a text seen as lines, with what can be measured of them: how wide they are, where the cover ends."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import deque
from dataclasses import dataclass, field
from itertools import accumulate, pairwise

from akn_convert.grammar import Grammar
from akn_convert.grammar.openers import cover_end, opening, openings
from akn_convert.text import Text

COMMAS = ",，、،"
COMMA = re.compile(f"[{COMMAS}]")
_CONTENT = re.compile(r"[^\s](?:[^\n]*[^\s])?")
_MASTHEAD = 3_000  # characters in which a masthead stands
# Lines are "set" when this share of them is nearly as wide as the widest usual ones; else each line is a paragraph.
_SET_SHARE = 0.35
_NUMBERED = re.compile(r"(\d{1,3})\s?[.．]\s*(?=[^\W\d])")
_FEWEST_NUMBERED = 4  # numbered lines that make a numbered record
_DIVIDED = 4  # lines before furniture, and behind it, over which a scene or a head may stand
_ROOMY = 0.85  # of the widest line of a cover: one that the next word would not have made so wide ends early
_TITLE_LINES = 12  # lines of titles under an item's number
_BROKEN_SHARE = 0.1  # or when this share of them is full and ends within a sentence


@dataclass(slots=True)
class Line:
    """A line that is not blank: its content `[start, end)` without blanks around it, in the clean text.

    `indent` counts the blanks before it, `gap` the blank lines above it, `width` is in columns (a wide letter is two);
    `rule` is set when the line is dropped; `held` says that it lies inside what an earlier line opened, as the second
    line of a head does, `closes` that a whole scene, result or note ends with it, `titled` that nothing but a title can
    stand there, `listed` that it stands under the label of a vote's list. `marked` holds the kinds of marks that cover
    it whole or open it.
    """

    start: int
    end: int
    text: str
    indent: int
    gap: int
    width: int
    trailing: bool
    opens: bool = False
    held: bool = False
    closes: bool = False
    titled: bool = False
    listed: bool = False
    rule: str = ""
    marked: frozenset[str] = frozenset()


@dataclass(slots=True)
class Sheet:
    """All lines of a text. `width` is the measure the text is set to, 0 where each line is a paragraph.

    `pages` are the indices of the lines with which pages begin, the first aside; `cover_end` is the offset at which the
    meeting begins, `front_end` that or where a statement's words do; `leading` is the number of blank lines that stand
    under every line, a paragraph's last line aside; `quotes` are marks with which each paragraph opens; `agenda` holds
    the lines of the cover that end early: a title that stands so on the cover ends there in the meeting too.
    """

    text: Text
    clean: str
    grammar: Grammar
    lines: list[Line]
    width: int
    cover_end: int
    front_end: int
    leading: int
    indented: bool
    quotes: str = ""
    pages: frozenset[int] = frozenset()
    agenda: frozenset[str] = frozenset()
    kept: list[Line] = field(default_factory=list)

    @classmethod
    def of(cls, text: Text, grammar: Grammar) -> Sheet:
        """Look at a text: find its lines, measure them, and find the end of the cover."""
        clean = text.clean
        lines = _lines(clean, not grammar.language.blank)
        _find_openers(clean, lines, grammar)
        _find_numbers(lines, grammar)
        _find_titles(lines, grammar)
        _put_marks(text, lines)
        end = _communique_start(clean, grammar) or cover_end(clean, grammar) or 0
        title = 0 if end else _title_end(clean, lines, grammar)
        begin = end or title
        terminals = grammar.language.terminals
        width = _measure([line for line in lines if line.start >= begin], terminals) or _measure(lines, terminals)
        gaps = [line.gap for line in lines[1:]]
        leading = int(bool(width) and sum(g > 0 for g in gaps) > 0.8 * len(gaps))
        quotes = grammar.statements.opening_quotes if title else ""
        indented = any("indent" in line.marked for line in lines)
        pages = _page_starts(text, lines)
        agenda = _short_lines([line for line in lines if line.end <= end])
        return cls(text, clean, grammar, lines, width, end, begin, leading, indented, quotes, pages, agenda)

    def divide(self) -> None:
        """Part the lines that stay from those that were given a rule by which they go."""
        self.kept = [line for line in self.lines if not line.rule]
        if len(self.kept) < len(self.lines):
            _find_divided(self)


def _short_lines(cover: list[Line]) -> frozenset[str]:
    """The lines on which the first word of the next would have had room, by the widest of them all."""
    widest = max((line.width for line in cover), default=0)
    return frozenset(a.text for a, b in pairwise(cover) if a.width + len(b.text.split()[0]) < _ROOMY * widest)


def _find_openers(clean: str, lines: list[Line], grammar: Grammar) -> None:
    """Tell each line whether it opens a paragraph, lies inside what an earlier one opened, or ends it."""
    opened, reached, whole = openings(clean, grammar), 0, False
    for line in lines:
        line.held = line.start < reached
        if not line.held and line.start in opened:
            line.opens, reached = True, opened[line.start]
            whole = clean[reached - 1] not in ":："  # a head or a label leaves its words to come
        line.closes = whole and line.start < reached and not clean[reached : line.end].strip("* ")


def _find_divided(sheet: Sheet) -> None:
    """Tell the lines of what opens before furniture and goes on behind it, as a scene at the foot of a page does."""
    count = 0
    for line, after in pairwise(sheet.lines):
        count += not line.rule
        if after.rule and not line.rule and line.start >= sheet.cover_end:
            for first in range(max(0, count - _DIVIDED), count):
                _open_divided(sheet, first, count)


def _open_divided(sheet: Sheet, first: int, behind: int) -> None:
    """Open the first of some kept lines if what opens there reaches the one behind the furniture.

    A line that opens already may go on there if it lacks its full stop: "(resolution 61/98)." ends the result above.
    """
    lines = sheet.kept[first : behind + _DIVIDED]
    begun = lines[0].opens and (not lines[0].closes or lines[0].text[-1] in sheet.grammar.language.terminals)
    if begun or lines[0].held or lines[0].text[0].islower():
        return
    words = "\n".join(line.text for line in lines)
    reached = opening(words, sheet.grammar)
    ends = list(accumulate(len(line.text) + 1 for line in lines))
    if reached < ends[behind - first - 1]:
        return
    lines[0].opens, lines[0].closes = True, False
    for line, start, end in zip(lines[1:], ends, ends[1:], strict=False):
        line.held = start < reached
        line.closes = start < reached >= end - 1 and words[reached - 1] not in ":："


def _find_numbers(lines: list[Line], grammar: Grammar) -> None:
    """Where the paragraphs of a record are numbered, each line with the next number opens one."""
    found: list[Line] = []
    expected = 0
    for before, line in pairwise(lines):
        number = _NUMBERED.match(line.text)
        if number and expected <= int(number[1]) <= expected + 2 and before.text[-1] in grammar.language.terminals:
            found.append(line)
            expected = int(number[1]) + 1
    if len(found) >= _FEWEST_NUMBERED:
        for line in found:
            line.opens = line.opens or not line.held


def _find_titles(lines: list[Line], grammar: Grammar) -> None:
    """Tell the lines behind an item's number, or behind the adoption of the agenda, that they are titles.

    Those behind the label of a vote's list are told that they stand in it.
    """
    votes = grammar.votes
    labels = [rule.pattern.match for rule in (votes.in_favour, votes.against, votes.abstaining)]
    in_list = False
    begins = (grammar.headings.item.pattern.match, grammar.scenes.agenda_adopted.pattern.match)
    left, titles = 0, set[str]()
    for line in lines:
        if line.opens:
            in_list = any(match(line.text) for match in labels)
            left, titles = _TITLE_LINES if any(match(line.text) for match in begins) else 0, set()
        else:
            line.titled, line.listed = left > 0, in_list
            words = " ".join(line.text.split()) if line.titled else ""
            line.opens = line.titled and words in titles  # no title prints a line twice: another begins
            titles.add(words)
            left -= 1


def _page_starts(text: Text, lines: list[Line]) -> frozenset[int]:
    """The indices of the lines with which the second page and those after it begin."""
    starts, awaited, at = [], deque(text.pages[1:]), 0
    for piece in text.pieces if awaited else ():
        while awaited and piece.source.start >= awaited[0]:
            starts.append(at)
            awaited.popleft()
        at += len(piece.text)
    begun = [line.start for line in lines]
    return frozenset(bisect_left(begun, start) for start in starts)


def _lines(clean: str, wide: bool) -> list[Line]:
    """The lines that are not blank; `wide` says that most letters take two columns, as the bytes of UTF-8 tell."""
    lines: list[Line] = []
    offset, gap = 0, 0
    for whole in clean.split("\n"):
        content = whole.strip()
        if content:
            start = offset + whole.index(content[0])
            end = start + len(content)
            width = (len(content) + len(content.encode("utf-8", "replace"))) // 2 if wide else len(content)
            lines.append(Line(start, end, content, start - offset, gap, width, len(whole) > end - offset))
            gap = 0
        else:
            gap += 1
        offset += len(whole) + 1
    return lines


def _communique_start(clean: str, grammar: Grammar) -> int:
    """Where the line begins that says by which rule a communique is issued: what stands above is its masthead; 0 if none."""
    found = grammar.statements.communique.pattern.search(clean, 0, _MASTHEAD)
    return clean.rfind("\n", 0, found.start()) + 1 if found else 0


def _title_end(clean: str, lines: list[Line], grammar: Grammar) -> int:
    """Where the words of a statement or communique begin: behind its title, or with its rule; 0 where there is none."""
    title, rule = grammar.statements.title.pattern, grammar.statements.communique.pattern
    for line in lines[:40]:
        if title.fullmatch(clean, line.start, line.end) or rule.match(clean, line.start):
            return line.end
    return 0


def _measure(lines: list[Line], terminals: str) -> int:
    """The width in columns that most full lines have; 0 where widths vary as those of whole paragraphs do.

    Where paragraphs are short, few lines are full; then it tells that full lines break off within a sentence.
    """
    widths = sorted(line.width for line in lines)
    if len(widths) < 8:
        return 0
    usual = widths[int(len(widths) * 0.9)]
    if usual >= 160:
        return 0
    full = sum(0.8 * usual <= w <= 1.1 * usual for w in widths)
    if full >= _SET_SHARE * len(widths):
        return usual
    broken = sum(
        0.8 * usual <= line.width <= 1.1 * usual and line.text[-1] not in terminals and not after.opens
        for line, after in pairwise(lines)
    )
    return usual if broken >= max(3, _BROKEN_SHARE * len(widths)) else 0


def _put_marks(text: Text, lines: list[Line]) -> None:
    """Tell each line how it is set: "bold" and "italic" where it is so throughout, "heading" and "indent" at its start."""
    starts = [line.start for line in lines] if text.marks else []
    for kind, cuts in text.marked_by_kind().items():
        for cut in cuts:
            at = max(0, bisect_left(starts, cut.start + 1) - 1)
            while at < len(lines) and lines[at].start < cut.end:
                line = lines[at]
                whole = cut.start <= line.start and cut.end >= line.end
                opening = kind in ("indent", "heading", "furniture") and line.start <= cut.end and cut.start <= line.end
                if whole or opening:
                    line.marked = line.marked | {kind}
                at += 1
