"""Where a line goes on and where a paragraph ends: each pair of lines is joined or parted, for a stated reason."""

from __future__ import annotations

import re
from itertools import pairwise

from akn_convert.grammar.openers import label, landmark, seat
from akn_convert.layout.bounds import is_white
from akn_convert.layout.sheet import COMMA, Line, Sheet
from akn_convert.text import Contract

# A line this much shorter than the measure, its neighbour's first word included, was ended on purpose.
_SLACK = 0.85
_TITLE_SLACK, _CAPITALS_SLACK = 0.7, 0.5  # titles are broken sooner, and capitals are wider
_ACRONYM = 7  # letters
_AROUND = 500_000  # characters before and after a broken word in which it may stand whole: more than a meeting has
_SYMBOL_LAST = re.compile(r"(?<!\s)\s*+[(（][^()（）]*+[)）]?$")
_SUB_ITEM = re.compile(r"[(（]?[^\W\d_][)）]\s*\w")
_LIST = re.compile("[,，、،:：]")
_LONGEST_NAME = 150  # characters of a State's name and of the line ends in it
_LEADER = re.compile(r"(?:\s\.){2}$")
# Where each line is a paragraph, one that ends without a full stop was divided by a page if it is this wide; else it is
# a title.
_LEAST_PARAGRAPH = 60
_CELLS = re.compile(r"\t| {4,}")  # what stands between the boxes of a cover, and the cells of a row
_WORD = re.compile(r"\S+")
_BRACKET_OPEN, _BRACKET_CLOSED = re.compile(r"[(（]([^()（）]++)\Z"), re.compile(r"([^()（）]++)[)）]")
_ASCII_WORD = re.compile(r"[A-Za-z0-9]")

CONTRACTS = (
    Contract("line-join", "a line end inside a paragraph becomes a blank, or nothing where the script has none",
             lambda s, b, raw: (is_white(s) and b in (" ", "")) or ("\ufffe" in s and not s.strip("\ufffe\r\n ") and b == "-")),
    Contract("blank-lines", "the white space between two paragraphs becomes one line end",
             lambda s, b, raw: is_white(s) and (b in ("\n", "") or (b in ("-", "-\n") and "\ufffe" in raw))),
    Contract("hyphen-join", "a hyphen that only broke a word at the line's end is dropped with it",
             lambda s, b, raw: b == "" and s.strip() in ("-", "\u00ad", "‐", "")),
)  # fmt: skip


def joints(sheet: Sheet) -> list[tuple[str, str]]:
    """For each kept line, what stands after it and by which rule: a blank, nothing or a line end."""
    kept = sheet.kept
    pairs = [_joint(sheet, a, b) for a, b in pairwise(kept)]
    return [*pairs, ("", "blank-lines")] if kept else []


def _joint(sheet: Sheet, line: Line, after: Line) -> tuple[str, str]:
    if _parted(sheet, line, after):
        return "\n", "blank-lines"
    if line.text[-1] in "-\u00ad‐" and len(line.text) > 1 and line.text[-2].isalpha() and after.text[0].islower():
        return _hyphen(sheet, line, after)
    if sheet.grammar.language.blank or _are_two_words(line, after):
        return ("", "line-join") if line.text[-1] in "-/" else (" ", "line-join")
    return "", "line-join"


def _are_two_words(line: Line, after: Line) -> bool:
    """Whether two lines of a script without blanks meet in two Latin words; where digits meet, it is one number."""
    last, first = line.text[-1], after.text[0]
    return bool(_ASCII_WORD.match(last) and _ASCII_WORD.match(first)) and not (last.isdigit() and first.isdigit())


def _hyphen(sheet: Sheet, line: Line, after: Line) -> tuple[str, str]:
    """Whether the hyphen belongs to the word: what the rest of the text prints decides, else the language."""
    first, second = line.text[:-1].split()[-1], after.text.split()[0].rstrip(".,;:")
    around = max(0, line.start - _AROUND), line.end + _AROUND
    if sheet.clean.find(first + second, *around) >= 0:
        return "", "hyphen-join"
    language, word = sheet.grammar.language, f"{first}-{second}"
    if language.hyphen == "keep" or sheet.clean.find(word, *around) >= 0 or language.compounds.pattern.search(word):
        return "", "line-join"
    return "", "hyphen-join"


def _parted(sheet: Sheet, line: Line, after: Line) -> bool:
    """Whether a paragraph ends between two lines."""
    if after.held:
        return False
    if line.closes or after.opens or line.marked & {"heading"} or after.marked & {"heading"}:
        return True
    if after.start <= sheet.cover_end or line.start < sheet.cover_end:
        return _parted_on_cover(sheet, line, after)
    ended = line.text[-1] in sheet.grammar.language.terminals
    if not ended and after.text[0].islower() and not (after.titled and _SUB_ITEM.match(after.text)):
        return False
    if after.listed and _goes_on_in_list(sheet, line, after):
        return False
    if not sheet.width:
        return ended or after.gap == 0 or line.width < _LEAST_PARAGRAPH
    if after.titled and not sheet.indented:
        return not line.titled or _begins_title(sheet, line, after)
    if sheet.indented and ("indent" in after.marked or _is_title_above(sheet, line, after)):
        return True
    if not ended:
        return not sheet.indented and _is_broken_off(sheet, line, after)
    return _opens_anew(sheet, line, after)


def _opens_anew(sheet: Sheet, line: Line, after: Line) -> bool:
    """Whether a paragraph opens behind a line that ends a sentence: that one is short, or this one is set off."""
    if _is_short(sheet, line, after) or (after.text.isupper() and _is_in_capitals(sheet, line, after)):
        return True
    return not sheet.indented and (after.indent > line.indent or _is_set_off(sheet, line, after))


def _is_in_capitals(sheet: Sheet, line: Line, after: Line) -> bool:
    """Whether the words of a short line, all in capitals, are a heading, and not a symbol or an acronym."""
    letters = [sign for sign in after.text if sign.isalpha()]
    is_heading = len(letters) > _ACRONYM and all(map(str.isupper, letters)) and " " in after.text
    return is_heading and after.width < _SLACK * sheet.width and not line.text.isupper()


def _goes_on_in_list(sheet: Sheet, line: Line, after: Line) -> bool:
    """Whether the names of a vote go on: behind a comma, or with the rest of a State's name."""
    before = sheet.clean[max(0, line.end - _LONGEST_NAME) : line.end]  # a name may stand on more than two lines
    begun, (rest, *more) = _LIST.split(before)[-1].strip(), _LIST.split(after.text)
    name, states = f"{begun} {rest.strip(' .')}", sheet.grammar.states
    return not begun or bool(states.find(name)) or (not more and states.begins(name))


def _is_broken_off(sheet: Sheet, line: Line, after: Line) -> bool:
    """Whether a paragraph ends with a line that no sign ends: a quotation's next one is set off from it, or it is short.

    What is short for a list's or a page's sake ends nothing.
    """
    quoted = after.text[0] in sheet.quotes  # a quotation that goes on opens each of its paragraphs anew
    if quoted and after.indent > line.indent:
        return True
    if sheet.clean[line.end : after.start].strip():
        return False
    if quoted and after.gap > sheet.leading:
        return True
    whole = _is_short(sheet, line, after) and line.text[-1] not in ",，、،-"
    return whole and not _is_list_broken(sheet, line, after)


def _begins_title(sheet: Sheet, line: Line, after: Line) -> bool:
    """Whether one title ends, with a symbol or early, or another begins as titles of documents and sub-items do."""
    if line.text[-1] == "-":
        return False
    if _SUB_ITEM.match(after.text) or line.text in sheet.agenda:
        return True
    if after.text[0].islower() or not _SYMBOL_LAST.sub("", after.text):  # a symbol does not tell where a title begins
        return False
    if _names_document(sheet, after) or line.text[-1] in ")）":
        return True
    return line.width + _room(sheet, after) < (_CAPITALS_SLACK if line.text.isupper() else _TITLE_SLACK) * sheet.width


def _is_title_above(sheet: Sheet, line: Line, after: Line) -> bool:
    """Whether a title ends early above another that begins as titles of documents do."""
    return line.titled and after.titled and _names_document(sheet, after) and _is_short(sheet, line, after)


def _names_document(sheet: Sheet, line: Line) -> bool:
    """Whether a line begins as titles of documents do, without the symbol at its end."""
    named = _SYMBOL_LAST.sub("", line.text)
    return bool(named) and bool(sheet.grammar.headings.document.pattern.match(named))


def _is_set_off(sheet: Sheet, line: Line, after: Line) -> bool:
    """Whether more white stands between two lines than between others, or a mark that opens paragraphs after it."""
    if after.text[0] in sheet.quotes:
        return True
    return after.gap > sheet.leading and not sheet.clean[line.end : after.start].strip()


def _parted_on_cover(sheet: Sheet, line: Line, after: Line) -> bool:
    """On the cover only the note, long titles and the names of States run over lines."""
    if _is_bracket_broken(sheet, line, after):
        return False
    whole, opens_part = landmark(sheet.grammar).match, label(sheet.grammar).match
    if whole(sheet.clean, line.start) or whole(sheet.clean, after.start) or opens_part(sheet.clean, after.start):
        return True
    if _is_name_broken(sheet, line, after):
        return False
    if (
        not sheet.width
        or after.gap
        or _LEADER.search(line.text)
        or _CELLS.search(line.text)
        or _CELLS.search(after.text)
    ):
        return True
    return _is_short(sheet, line, after) or _ends_row(sheet, line) or _is_name(sheet, line, after)


def _is_name_broken(sheet: Sheet, line: Line, after: Line) -> bool:
    """Whether the name of a State begins on one line of the roster and is completed on the next."""
    states = sheet.grammar.states
    if "\t" in line.text or after.gap:
        return False
    begun = _unlabelled(sheet, line)
    return bool(states.find(f"{begun} {_first_cell(sheet, after)}")) and not states.find(begun)


def _is_name(sheet: Sheet, line: Line, after: Line) -> bool:
    """Whether a line holds the whole name of a State, of which no longer one goes on with the next."""
    find = sheet.grammar.states.find
    return bool(find(line.text)) and not find(f"{line.text} {_first_cell(sheet, after)}")


def _is_bracket_broken(sheet: Sheet, line: Line, after: Line) -> bool:
    """Whether the State in the brackets behind a name begins on one line and is completed on the next."""
    begun, rest = _BRACKET_OPEN.search(line.text), _BRACKET_CLOSED.match(after.text)
    if not begun or not rest or after.gap:
        return False
    return bool(sheet.grammar.states.find(f"{begun[1]}{sheet.grammar.language.blank}{rest[1]}"))


def _is_list_broken(sheet: Sheet, line: Line, after: Line) -> bool:
    """Whether the name of a State begins at the end of one line of a list, where no comma stands, and is completed on
    the next."""
    begun, ended = COMMA.split(line.text)[-1], COMMA.split(after.text)[0]
    return bool(sheet.grammar.states.find(f"{begun} {ended}"))


def _first_cell(sheet: Sheet, line: Line) -> str:
    """What stands before the tab, or before the title of the representative."""
    return line.text.partition("\t")[0][: seat(line.text, sheet.grammar) or None].strip()


def _ends_row(sheet: Sheet, line: Line) -> bool:
    """Whether a line is a row of the roster: a State and its representative."""
    row = _unlabelled(sheet, line)
    at = seat(row, sheet.grammar)
    return at > 0 and sheet.grammar.states.find(row[:at]) is not None


def _unlabelled(sheet: Sheet, line: Line) -> str:
    """A row of the roster without the label before the first."""
    members = sheet.grammar.cover.members.pattern.match(line.text)
    return line.text[members.end() if members else 0 :]


def _is_short(sheet: Sheet, line: Line, after: Line) -> bool:
    """Whether the first word of the next line would still have fitted on this one."""
    return line.width + _room(sheet, after) < _SLACK * sheet.width


def _room(sheet: Sheet, after: Line) -> int:
    """The columns that the first word of a line, or its first sign, would have taken on the line above."""
    word = _WORD.match(after.text)
    return 2 if not sheet.grammar.language.blank else 1 + (len(word[0]) if word else 0)
