"""Fragments that an extractor printed away from their place are put back, where one place alone will take them.

`pdftotext`, left to itself, prints a page of two columns block by block, and not always in order: the end of a paragraph
that began at the foot of the left column comes before its time, the last words of a line that was stretched come behind
their paragraph, and under a cover somebody may speak before the meeting opens. What cannot be placed with certainty
stays, and is told of.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterator
from itertools import groupby, pairwise
from typing import NamedTuple

from akn_convert.findings import finding
from akn_convert.grammar.openers import head, opened
from akn_convert.layout.sheet import COMMA, COMMAS, Line, Sheet
from akn_convert.text import Cut, Text

_FULL = 0.75  # of the measure: a line that goes on elsewhere is at least this wide
_EARLY = 0.9  # of the measure: a line on which the next word would have had room has lost some
_OVER = 1.1  # of the measure: no line is wider
_LONGEST = 40  # characters of the words that a line has lost
_BRACKETS = ")）]"
_STOPS = (". ", "? ", "! ")
_MOST_TOLD = 20  # pages whose numbers a finding tells
_FEWEST = 3  # names with which a list goes on


class _Block(NamedTuple):
    """Lines without white or furniture between them, where they begin among the kept ones, and the number of their page."""

    lines: list[Line]
    at: int
    page: int


class _Move(NamedTuple):
    """Lines, and the offset of the row that they belong before."""

    cuts: list[Cut]
    before: int


def gathered(text: Text, sheet: Sheet) -> Text:
    """The text with stray fragments where they belong, and with a finding where others stay; itself if there is none.

    Only a text file that is set in lines is looked at: readers of other formats know where words stand on the page.
    """
    pairs = pairwise(sheet.kept)
    if text.origin.format != "text" or not sheet.width or not any(_is_torn_apart(sheet, *pair) for pair in pairs):
        return text
    blocks = list(_blocks(sheet))
    moves, scrambled = [*_opening_put_first(sheet, blocks), *_words_put_back(sheet, blocks)], []
    for page, orphans, torn in _torn_pages(sheet, blocks):
        move = _reunited(sheet, orphans[0], torn[0]) if len(orphans) == len(torn) == 1 else None
        if move:
            moves.append(move)
        else:
            scrambled.append(page)
    if scrambled:
        text = text.with_findings([finding("columns-mixed", pages=_numbers(scrambled))])
    return text.arranged(list(_order(len(sheet.clean), _apart(moves)))) if moves else text


def _numbers(pages: list[int]) -> str:
    """The numbers of pages, the first of them where they are many."""
    numbers = sorted(set(pages))
    return ", ".join(map(str, numbers[:_MOST_TOLD])) + ", …" * (len(numbers) > _MOST_TOLD)


def _is_inside(line: Line) -> bool:
    """Whether a line begins within a sentence."""
    return line.text[0].islower() and not line.opens and not line.held


def _is_torn_apart(sheet: Sheet, line: Line, after: Line) -> bool:
    """Whether white stands before a line that begins within a sentence, or behind one that ends with a comma."""
    return after.gap > sheet.leading and (_is_inside(after) or line.text[-1] in COMMAS)


def _blocks(sheet: Sheet) -> Iterator[_Block]:
    """The blocks of a sheet, in order."""
    pages = [sheet.lines[index].start for index in sorted(sheet.pages) if index < len(sheet.lines)]
    first = 0
    for index in range(1, len(sheet.kept) + 1):
        if index == len(sheet.kept) or _is_white_between(sheet, *sheet.kept[index - 1 : index + 1]):
            yield _Block(sheet.kept[first:index], first, 1 + bisect_right(pages, sheet.kept[first].start))
            first = index


def _is_white_between(sheet: Sheet, line: Line, after: Line) -> bool:
    return after.gap > sheet.leading or bool(sheet.clean[line.end : after.start].strip())


def _rows(clean: str, lines: list[Line]) -> Cut:
    """The rows of lines that stand one under the other, with their line ends."""
    return Cut(clean.rfind("\n", 0, lines[0].start) + 1, clean.find("\n", lines[-1].end) + 1 or len(clean))


# --- the opening of the meeting ---------------------------------------------------------------------------------------


def _opening_put_first(sheet: Sheet, blocks: list[_Block]) -> Iterator[_Move]:
    """The block with which the meeting opens before the head that stands above it, and behind it an item's documents.

    It cannot have opened after somebody spoke; what stands between the cover and its note is a title of what follows.
    """
    begin, clean, grammar = sheet.cover_end, sheet.clean, sheet.grammar
    late = next(
        (b for b in blocks if b.lines[0].start > begin and opened(grammar).match(clean, b.lines[0].start)), None
    )
    if not late or late.page > 1 or not head(grammar).match(clean, begin):
        return
    titles = [b for b in blocks if b.lines[-1].end < begin and grammar.headings.document.pattern.match(b.lines[0].text)]
    yield _Move([_rows(clean, block.lines) for block in (late, *titles)], clean.rfind("\n", 0, begin) + 1)


# --- words that a line has lost ------------------------------------------------------------------------------------


def _words_put_back(sheet: Sheet, blocks: list[_Block]) -> Iterator[_Move]:
    """The words behind a paragraph that one of its lines has lost, blocks of them one after the other."""
    owner: _Block | None = None
    for are_words, run in groupby(blocks, lambda block: _are_words(sheet, block)):
        found = list(run)
        if not are_words:
            owner = found[-1]
        elif owner and owner.page == found[0].page:
            under = _behind_the_loss(sheet, owner, [line for block in found for line in block.lines])
            if under:
                yield _Move([_rows(sheet.clean, block.lines) for block in found], _rows(sheet.clean, [under]).start)


def _are_words(sheet: Sheet, block: _Block) -> bool:
    """Whether a block is a few words from within a sentence."""
    words = " ".join(line.text for line in block.lines)
    return (
        len(words) <= _LONGEST
        and all(map(_is_inside, block.lines))
        and words[-1] not in sheet.grammar.language.terminals
    )


def _behind_the_loss(sheet: Sheet, block: _Block, words: list[Line]) -> Line | None:
    """The last line of a block where the one above it ends early, within a sentence, and would take the words."""
    if len(block.lines) < 2:
        return None
    line, under = block.lines[-2:]
    ends_early = line.width + 1 + len(under.text.split()[0]) < _EARLY * sheet.width
    has_room = line.width + sum(1 + word.width for word in words) <= _OVER * sheet.width
    whole = line.text[-1] in sheet.grammar.language.terminals or under.text[0].isupper()
    return under if ends_early and has_room and not whole else None


# --- ends of paragraphs and lists that stand before their time --------------------------------------------------------


def _torn_pages(sheet: Sheet, blocks: list[_Block]) -> Iterator[tuple[int, list[_Block], list[_Block]]]:
    """Each page with blocks that begin in the midst of something and others that end so, not one behind the other.

    Twice: for sentences, and for the lists of votes.
    """
    whole = [block for block in blocks if not _are_words(sheet, block)]
    for begins, is_ended, breaks_off in (_SENTENCES, _LISTS):
        orphans = [b for a, b in pairwise(whole) if begins(sheet, b) and is_ended(sheet, a)]
        gone_on = {id(a) for a, b in pairwise(whole) if begins(sheet, b)}
        torn = [block for block in whole if breaks_off(sheet, block) and id(block) not in gone_on] if orphans else []
        begun, broken = _by_page(orphans), _by_page(torn)
        yield from ((page, found, broken[page]) for page, found in begun.items() if page in broken)


def _by_page(blocks: list[_Block]) -> dict[int, list[_Block]]:
    found = defaultdict[int, list[_Block]](list)
    for block in blocks:
        found[block.page].append(block)
    return dict(found)


def _begins_inside(sheet: Sheet, block: _Block) -> bool:
    return _is_inside(block.lines[0])


def _begins_in_list(sheet: Sheet, block: _Block) -> bool:
    """Whether a block begins with names of States, without the label of a list."""
    line = block.lines[0]
    names = [] if line.opens or line.held else COMMA.split(line.text)
    return len(names) >= _FEWEST and all(map(sheet.grammar.states.find, names[1:-1]))


def _is_ended(sheet: Sheet, block: _Block) -> bool:
    line = block.lines[-1]
    return line.closes or line.titled or line.text[-1] in sheet.grammar.language.terminals + _BRACKETS


def _is_list_ended(sheet: Sheet, block: _Block) -> bool:
    return block.lines[-1].text[-1] not in COMMAS


def _is_torn(sheet: Sheet, block: _Block) -> bool:
    """Whether a block ends within a sentence, with a line as wide as any; what looks like a title has none."""
    *above, line = block.lines
    sentence = any(sign in each.text for each in above for sign in _STOPS)
    is_prose = not (line.listed or line.closes or line.text.isupper()) and (sentence or not line.titled)
    return is_prose and line.text[-1].isalpha() and line.width >= _FULL * sheet.width and line.start >= sheet.cover_end


def _is_torn_list(sheet: Sheet, block: _Block) -> bool:
    """Whether a block ends within the list of a vote."""
    line = block.lines[-1]
    return line.text[-1] in COMMAS and (line.listed or line.opens)


_Judge = Callable[[Sheet, _Block], bool]
# What begins in the midst of something, whether a block's end is the end of such, and whether it is none.
_SENTENCES: tuple[_Judge, _Judge, _Judge] = _begins_inside, _is_ended, _is_torn
_LISTS: tuple[_Judge, _Judge, _Judge] = _begins_in_list, _is_list_ended, _is_torn_list


def _reunited(sheet: Sheet, orphan: _Block, torn: _Block) -> _Move | None:
    """The paragraphs of an orphan behind the torn one; None where it is doubtful who of two speakers says them.

    Nobody says a list, nor what stands behind a scene or a title, so that it surely stands in the wrong place; and who
    says the torn paragraph is certain where no head stands between them but its own.
    """
    lines, is_list = sheet.kept, _is_torn_list(sheet, torn)
    at, end = orphan.at, torn.at + len(torn.lines) - 1
    between = lines[min(at, end) + 1 : max(at, end) + 1]
    unspoken = is_list or lines[at - 1].closes or lines[at - 1].titled or lines[at].start < sheet.cover_end
    if not unspoken and not _is_own(torn) and any(line.opens for line in between):
        return None
    speaks = head(sheet.grammar).match
    ends = (i for i, line in enumerate(orphan.lines) if line.opens and (not is_list or speaks(line.text)))
    return _Move(
        [_rows(sheet.clean, orphan.lines[: next(ends, len(orphan.lines))])], _rows(sheet.clean, torn.lines[-1:]).end
    )


def _is_own(block: _Block) -> bool:
    """Whether the head of whoever says the last words of a block stands in the block."""
    opened = [line for line in block.lines if line.opens]
    return bool(opened) and not opened[-1].closes


# --- all of them ------------------------------------------------------------------------------------------------------


def _apart(moves: list[_Move]) -> list[_Move]:
    """The moves that no other one crosses: none takes what another does, or the place where another puts it."""
    cuts = sorted(cut for move in moves for cut in move.cuts)
    crossed = {cut for before, cut in pairwise(cuts) if cut.start < before.end}
    starts = [cut.start for cut in cuts]

    def is_free(offset: int) -> bool:
        """Whether an offset lies inside nothing that moves."""
        at = bisect_left(starts, offset) - 1
        return at < 0 or cuts[at].end <= offset

    return [move for move in moves if is_free(move.before) and crossed.isdisjoint(move.cuts)]


def _order(length: int, moves: list[_Move]) -> Iterator[tuple[Cut, str]]:
    """The cuts of a text in the order in which it will be read."""
    taken = {cut.start: cut.end for move in moves for cut in move.cuts}
    put = defaultdict[int, list[Cut]](list)
    for move in moves:
        put[move.before] += move.cuts
    for start, end in pairwise([*sorted({0, length, *taken, *taken.values(), *put}), length]):
        yield from ((cut, "stray") for cut in put[start])
        if start < end and start not in taken:
            yield Cut(start, end), ""
