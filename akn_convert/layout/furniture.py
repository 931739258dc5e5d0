"""Furniture is what a page prints around its words: running heads, page and job numbers, the target of a link.

A line is furniture by its shape alone, or because it stands beside such a line and repeats from page to page.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from functools import lru_cache
from unicodedata import normalize

from akn_convert.grammar.openers import JOB
from akn_convert.grammar.openers import head as speaks
from akn_convert.layout.characters import visible
from akn_convert.layout.sheet import COMMA, Line, Sheet
from akn_convert.text import Contract, Cut

_SYMBOL = r"[AS]\s?/(?:[\w.\-]{1,12}/){0,3}(?:PV\s?\.\s?\d{1,5}|PRST/\d{4}/\d{1,3})(?:\s?\([^)]{1,20}\))?"
_DATE = r"\d{1,2}[/.]\d{1,2}[/.]\d{4}"
_TYPIST = r"[A-Z]{2,4}/[a-z]{2,4}"
_PAGE = r"\d{1,3}/\d{1,3}"
_GOES_ON = r"/\s?(?:\.\s?\.\s?\.|…)"  # at the foot of a page, until about 2001
# At the head of its later pages such a document printed its symbol, its language, and the page's number in words.
_PAGE_WORD = r"(?:Page|Página|Стр(?:\.|аница))\s?\d{1,3}"
_SECTION = r"[A-Z]{2,3}/\d{1,3}"  # who typed a page, and which: "BG/4"
_LANGUAGE = re.compile(r"English|Français|Español|Русский|Chinese|Arabic|Russian|French|Spanish|中文|عربي")

# Shapes that nothing but furniture has; a title between symbol and date is at most a line long.
SHAPES = re.compile(
    rf"(?:{_PAGE}(?:\s+{JOB})?|{JOB}\s*{_PAGE}|{JOB}\s+\d{{1,3}}|\d{{1,3}}\s+{JOB}"
    rf"|{_SYMBOL}\s.{{1,150}}\s?{_DATE}|{_DATE}\s.{{1,150}}\s?{_SYMBOL}|{_SYMBOL}\s+{_DATE}|{_DATE}\s+{_SYMBOL}|{_TYPIST}(?:\s+\d{{1,3}})?|{_TYPIST}\s+{_SYMBOL}|{JOB}\s+{_GOES_ON})"
)
# A title and a date may be the end of a sentence as well: only beside other furniture, or repeated, are they a head.
DATED = re.compile(rf".{{1,150}}\s{_DATE}")
RUNNING = re.compile(f"{SHAPES.pattern}|{DATED.pattern}")
# Shapes that are furniture inside the words, but may stand on a cover as well.
_INSIDE = re.compile(
    rf"(?:{_SYMBOL}|{_DATE}|{JOB}|\*\d{{7}}\*|-?\s?\d{{1,3}}(?:\s?-\s?\d{{1,3}})?\s?-?|{_PAGE_WORD}|{_SECTION})"
)
# Typed records repeat at the head of a page who is speaking: "(The President)", "(Mr. Roe, Peru)".
_SPEAKER = re.compile(r"\(([^():]{3,80})\)")
_DIGIT = re.compile(r"\d+")
_WIDEST = 160  # columns of a line that may be furniture
_NO_LETTERS = re.compile(r"[\W_]+")
_LEADER = re.compile(r"[.…·](?:[ \t]?[.…·]){3,}")  # between the cells of a line that goes
_ACCENT = re.compile(r"[\u0300-\u036f\u064b-\u065f]")  # apart from its letter: no letter of a title
_RESIDUE = re.compile(r"<?https?://\S+>?")


def _allows_furniture(source: str, became: str, raw: str) -> bool:
    """A line may go if its shape is furniture's, or if the source prints its letters more than once, digits aside."""
    if became:
        return False
    led = bool(_LEADER.search(source))
    source = (_LEADER.sub("\t", source) if led else source).strip()  # as the line was seen
    if (led and not source) or any(shape.fullmatch(source) for shape in (SHAPES, _INSIDE, DATED, _LANGUAGE)):
        return True
    return _is_printed_again(source, raw) or _is_printed_again(_bare(source), _bare(raw))


def _is_printed_again(source: str, raw: str) -> bool:
    """Whether the letters of a title, or of each part of a speaker's name in brackets, stand in the source elsewhere."""
    if _SPEAKER.fullmatch(source):
        return _all_repeat(source.split(","), raw)
    letters = fold(source)
    return 0 < len(letters) <= _WIDEST and _repeats(letters, _folded(raw))


@lru_cache(maxsize=2)
def _bare(text: str) -> str:
    """A text without what may have been in the way of its letters when they were compared: codes, accents, forms."""
    return normalize("NFKC", _ACCENT.sub("", visible(text)))


def _allows_residue(source: str, became: str, raw: str) -> bool:
    return not became and bool(_RESIDUE.fullmatch(source))


def fold(words: str) -> str:
    """What tells whether two running titles are the same: the letters, and that there is a number."""
    return _NO_LETTERS.sub("", _DIGIT.sub("0", words))


@lru_cache(maxsize=2)
def _folded(text: str) -> str:
    return fold(text)


@lru_cache(maxsize=2)
def _casefolded(text: str) -> str:
    return _folded(text).casefold()


def _all_repeat(parts: list[str], text: str) -> bool:
    """Whether a text prints the letters of each part more than once, in capitals or not."""
    return all(_repeats(fold(part).casefold(), _casefolded(text)) for part in parts)


def _repeats(letters: str, text: str) -> bool:
    first = text.find(letters)
    return first >= 0 and text.find(letters, first + len(letters)) >= 0


CONTRACTS = (
    Contract("furniture", "running heads and feet, page and job numbers are dropped", _allows_furniture),
    Contract("link-residue", "the target of a link, printed on a line of its own, is dropped",
             _allows_residue),
)  # fmt: skip


def drop_furniture(sheet: Sheet) -> None:
    """Give each line of furniture the rule by which it goes, then divide the sheet."""
    narrow = [line for line in sheet.lines if line.width <= _WIDEST]
    for line in narrow:
        if line.start > sheet.cover_end and _RESIDUE.fullmatch(line.text):
            line.rule = "link-residue" if _is_printed_so(sheet, line, _allows_residue) else ""
        elif _is_shape(sheet, line) and _is_lawful(sheet, line):
            line.rule = "furniture"
    marked = [line for line in narrow if "furniture" in line.marked and not line.rule]  # as the reader saw it
    if sheet.pages or marked or any(line.rule == "furniture" for line in narrow):
        folded = Counter(fold(line.text) for line in narrow)
        for line in marked:
            repeats = (letters := fold(line.text)) and folded[letters] > 1 and not _is_of_meeting(sheet, line)
            line.rule = "furniture" if repeats and _is_printed_so(sheet, line) else ""
        _drop_languages(sheet)
        _drop_dated(sheet, folded)
        _drop_titles(sheet, folded)
        _drop_speakers(sheet)
    sheet.divide()


def _drop_languages(sheet: Sheet) -> None:
    """The name of a language between two lines of furniture tells the reader of a page which version it is of."""
    for index in _near(sheet):
        line = sheet.lines[index]
        if _LANGUAGE.fullmatch(line.text) and _beside_furniture(sheet, index) == 2 and _is_printed_so(sheet, line):
            line.rule = "furniture"


def _drop_dated(sheet: Sheet, folded: Counter[str]) -> None:
    """A title with the day of the meeting behind it goes beside furniture or at the edge of a page, or where it repeats."""
    for index, line in enumerate(sheet.lines):
        dated = line.text[-1].isdigit() and not (line.rule or line.opens) and DATED.fullmatch(line.text)
        if dated and (folded[fold(line.text)] > 1 or _beside_furniture(sheet, index)) and _is_lawful(sheet, line):
            line.rule = "furniture"


def _drop_titles(sheet: Sheet, folded: Counter[str]) -> None:
    """A running title stands between two lines of furniture, or beside one, or at a page's edge, on more pages than one."""
    lines = sheet.lines
    beside = {index: found for index in _near(sheet) if (found := _beside_furniture(sheet, index))}
    often = Counter(fold(lines[index].text) for index in beside)
    for index, found in beside.items():
        line = lines[index]
        repeats = folded[letters := fold(line.text)] > 1 and letters and (found == 2 or often[letters] > 1)
        if repeats and not _is_of_meeting(sheet, line) and _is_printed_so(sheet, line):
            line.rule = "furniture"


def _is_of_meeting(sheet: Sheet, line: Line) -> bool:
    """Whether a line that repeats is what a meeting repeats: it opens something, or names States in the list of a vote.

    Nor does a title of a page begin within a sentence.
    """
    names = COMMA.split(line.text) if line.listed else ()
    inside = line.text[0].islower() and " " in line.text
    return line.opens or inside or any(sheet.grammar.states.find(name.strip(" .")) for name in names)


def _drop_speakers(sheet: Sheet) -> None:
    """A name in brackets at the head of a page says who goes on speaking there."""
    for index, line in enumerate(sheet.lines):
        found = _SPEAKER.fullmatch(line.text) if line.start > sheet.cover_end else None
        speaks_on = found and _beside_furniture(sheet, index) and _is_speaker(sheet, found[1])
        if speaks_on and _is_printed_so(sheet, line):
            line.rule = "furniture"


def _is_lawful(sheet: Sheet, line: Line) -> bool:
    """Whether a line of a shape may go: one put together from several places only if each holds furniture."""
    cut = Cut(line.start, line.end)
    ranges = sheet.text.ranges_of(cut)
    return (len(ranges) == 1 and ranges == sheet.text.source_of(cut)) or _is_printed_so(sheet, line)


def _is_printed_so(sheet: Sheet, line: Line, allows: Callable[[str, str, str], bool] = _allows_furniture) -> bool:
    """Whether the source holds furniture where a line was taken from: what repeats may have been put together since."""
    text = sheet.text
    ranges = text.ranges_of(Cut(line.start, line.end))
    return all(allows(visible(text.raw[start:end]), "", text.raw) for start, end in ranges)


def _is_speaker(sheet: Sheet, words: str) -> bool:
    """Whether words can stand in a head, and all their parts stand elsewhere in the text as well."""
    head = re.sub(r"(?<!\s)\s*+,\s*+(.+)", r" (\1)", words, flags=re.DOTALL)
    return bool(speaks(sheet.grammar).match(f"{head}:")) and _all_repeat(words.split(","), sheet.clean)


def _is_shape(sheet: Sheet, line: Line) -> bool:
    """Whether a line can be nothing but furniture where it stands; all shapes hold a digit at one of their ends."""
    if line.opens or not (line.text[0].isascii() or line.text[-1].isdigit()) or not _DIGIT.search(line.text):
        return False
    return bool(SHAPES.fullmatch(line.text)) or (line.start > sheet.front_end and bool(_INSIDE.fullmatch(line.text)))


def _near(sheet: Sheet) -> list[int]:
    """The indices of the lines next to furniture or to the edge of a page, in order."""
    near = {i for index, line in enumerate(sheet.lines) if line.rule == "furniture" for i in (index - 1, index + 1)}
    near.update(i for page in sheet.pages for i in (page - 1, page))
    return sorted(index for index in near if 0 <= index < len(sheet.lines))


def _beside_furniture(sheet: Sheet, index: int) -> int:
    """How many of the lines above and below go by their shape; 0 for a line that is furniture itself, or opens.

    At the edge of a page that holds lines, one counts.
    """
    lines = sheet.lines
    if lines[index].rule or lines[index].opens:
        return 0
    found = sum(lines[i].rule == "furniture" for i in (index - 1, index + 1) if 0 <= i < len(lines))
    return found or int(index in sheet.pages or index + 1 in sheet.pages)
