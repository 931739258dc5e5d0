"""What may stand at the start of a line and opens a paragraph: heads, scenes, labels of votes, headings.

Layout uses these to know where a paragraph begins, the mapper to know what it is; both see the same patterns.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from itertools import accumulate, chain
from typing import NamedTuple

from akn_convert.grammar.schema import Grammar, Rule, spelled

SCENES = (
    "opened", "closed", "suspended", "agenda_adopted", "decided", "chair_taken", "chair_returned", "silence",
    "show_of_hands", "recorded_vote", "secret_ballot", "correction", "phenomenon", "other",
)  # fmt: skip
_BRACKETS = r"(?:\s*[（(\[](?:[^()（）\[\]]|[（(][^()（）]{0,60}[)）]){1,160}+[)）\]])"
# Behind a job number may stand the days on which the text came and was done: "05-25413 (C) 020305 020305".
JOB = r"\d{2}-\d{5}(?:\s?\([ACEFRS]\))?(?:\s+\d{6}){0,2}"
_JOB = rf"(?:{JOB}|\*\d{{6,8}}\*)"  # or its bar code
_MISREAD_COLON = r"(?<=[^\s(][)\]])\s?[stzi](?=\s)"  # as recognition reads it: "(interpretación del inglés)s"
_ENDED = (
    r"(?![^\n:：()（）]{0,60}\w\w(?<!\bJr)(?<!\bSt)(?<!\bмл)\.[ \t]*\n)"  # a name and a full stop, and the line is out
)
_NUMBER = r"(?:\d{1,3}|[一二三四五六七八九十]{1,3})\s?[.．)]\s*"
_ARABIC, _VOWEL_SIGNS = re.compile("(?<=[\u0621-\u064a])"), "[\u064b-\u0652]{0,2}+"
# An ideograph of a pattern, or a class that begins with one, that stands once or may lack; other classes, and what stands
# in a look behind, whose width is fixed, are passed over.
_CHARACTER = re.compile(
    r"\(\?<[=!][^()]{1,80}+\)"
    r"|(?P<character>[\u3007\u3400-\u9fff]|\[[\u3400-\u9fff][^\]]{0,80}+\])(?![*+{])(?P<maybe>\?)?(?![?+])"
    r"|\[(?:\\.|[^\]\\]){1,120}+\]"
)
_BREAK = re.compile(r"[-\u00ad‐][ \t]*\n\s*")
_BLANKS = re.compile(r"\s+")
_LINE_END = r"(?=[\s*]*(?:\n|\Z))"


@cache
def head(grammar: Grammar) -> re.Pattern[str]:
    """A printed head from the start of a line to its colon, broken over lines or not; to the line's end without colons.

    Groups: `number` (of the paragraph), `office` or `name` (with its title), `tail` (brackets and function).
    """
    h = grammar.heads
    offices = "|".join(_plain(rule) for rule in h.offices.values())
    names = []
    if h.before:
        titles = "|".join(_title(t) for t in sorted(h.before, key=len, reverse=True))
        names.append(rf"(?:{titles})\s*(?<=[\s.,]){_ENDED}{spelled(h.name)}")
    if h.after:
        letter = r"[^\s（()）:：，,。；;“”！？]"
        ends = "|".join(f"(?<={re.escape(t)})" for t in sorted(h.after, key=len, reverse=True))
        last = "".join(sorted({re.escape(t[-1]) for t in h.after}))  # one look at a letter spares most of the many ends
        names.append(rf"{letter}(?:[ \t]?{letter}){{0,40}}+(?<=[{last}])(?:{ends})")
    who = rf"(?:(?P<office>{offices})(?!\w)|(?P<name>{'|'.join(names)}))"
    function = r"(?:\s*[,，、،]\s*(?:[^:：;；()（）。.]|\.(?!\s)){3,160}?)"
    known = "|".join(_unanchored(rule) for rule in h.functions.values())
    # Behind brackets any words may name a function; without them only known ones, or prose would be taken for a head.
    told = rf"(?=\s*[,，、،](?:[^:：;；()（）。.]|\.(?!\s)){{0,160}}?(?:{known})){function}" if known else r"(?!)"
    # Unless a note of the language spoken follows, which only a head has.
    noted = rf"{function}(?=\s*[（(\[]\s*{_plain(h.delivery)}\s*[)）\]])"
    longer = rf"{function}(?:{_BRACKETS}[^:：;；()（）。.,，、\n]{{3,20}}?)?"  # the Fourth Committee has a bracket in its name
    tail = rf"(?:[:：](?=\s*[（(]))?{_BRACKETS}{{1,3}}(?:{longer})?{_BRACKETS}{{0,2}}|(?:{told}|{noted}){_BRACKETS}{{0,2}}|"
    end = rf"\s*[:：]|{_MISREAD_COLON}" if h.colon else _LINE_END
    return re.compile(
        rf"(?:(?P<number>\d{{1,4}}|[一二三四五六七八九十百〇]{{1,6}})\s?[.．、)\-–]\s*)?{who}(?P<tail>{tail})(?:{end})"
    )


def _title(words: str) -> str:
    """A title as it is printed: broken over lines, its full stop apart, or read as a comma; with vowel signs or without."""
    stop = r"\s?[.,]" if words.endswith(".") else ""
    letters = _ARABIC.sub(_VOWEL_SIGNS, re.escape(words.removesuffix(".") if stop else words))
    return spelled(letters).replace(r"\ ", r"\s+") + stop


@cache
def opened(grammar: Grammar) -> re.Pattern[str]:
    """The scene that opens a meeting, which tells a record from a statement; without the others, for statements' sake."""
    return re.compile(f"(?:{grammar.scenes.opened.source}){_LINE_END}")


@cache
def scenes(grammar: Grammar) -> dict[str, re.Pattern[str]]:
    """Each kind of scene as a pattern that ends where a line ends."""
    rules = {name: getattr(grammar.scenes, name) for name in SCENES}
    return {name: re.compile(f"(?:{rule.source}){_LINE_END}") for name, rule in rules.items()}


@cache
def note(grammar: Grammar) -> re.Pattern[str]:
    """A note of the language spoken that stands alone on its line."""
    return re.compile(rf"[（(\[]\s*(?:{grammar.heads.delivery.source})\s*[)）\]][.。]?{_LINE_END}")


@cache
def nameless_head(grammar: Grammar) -> re.Pattern[str]:
    """A head whose name was lost on the way from the page: a note of the language spoken and a colon."""
    return re.compile(rf"[（(]\s*(?P<note>{grammar.heads.delivery.source})\s*[)）]\s*[:：]")


@cache
def opener(grammar: Grammar) -> re.Pattern[str]:
    """Anything that opens a paragraph wherever it stands at the start of a line."""
    whole = [getattr(grammar.scenes, name) for name in SCENES] + [grammar.votes.result]
    parts = [_over_lines(_plain(rule), grammar) + _LINE_END for rule in whole]
    parts += [_plain(getattr(grammar.votes, name)) for name in ("in_favour", "against", "abstaining")]
    item, continued = _plain(grammar.headings.item), _plain(grammar.headings.continued)
    parts += [_adoption(grammar), rf"{item}(?:\s*{continued})?{_LINE_END}", item]
    parts += [_nameless(p(grammar).pattern) for p in (note, head)]
    parts.append(r"(?<=\n\n)" + _nameless(nameless_head(grammar).pattern))  # else it may be the rest of a head
    return re.compile("|".join(f"(?:{part})" for part in parts))


@cache
def beginning(grammar: Grammar) -> re.Pattern[str]:
    """What ends the cover page: the meeting opens, somebody takes the Chair, the agenda is adopted."""
    s = grammar.scenes  # a meeting may go on in a second record, which begins with its resumption
    rules = (s.opened, s.suspended, s.chair_taken, s.agenda_adopted)
    parts = [_over_lines(_plain(rule), grammar) + _LINE_END for rule in rules]
    return re.compile("|".join([*parts, _adoption(grammar)]))


def _adoption(grammar: Grammar) -> str:
    """The heading of the agenda's adoption, with a number or without, where no list of items goes on under it."""
    return rf"(?:{_NUMBER})?{_plain(grammar.headings.adoption)}{_LINE_END}(?!\s*\n\s*{_NUMBER})"


@cache
def landmark(grammar: Grammar) -> re.Pattern[str]:
    """A line of the cover that is whole: an organ, a place, a year, a session, a meeting, a status, who presides, a job."""
    c = grammar.cover
    alone = (*c.organs.values(), *c.places.values(), c.year, c.session, c.meeting, c.status, c.kind)
    parts = [_plain(rule) + _LINE_END for rule in alone]
    return re.compile("|".join([*parts, _plain(c.president), _JOB + _LINE_END]))


@cache
def label(grammar: Grammar) -> re.Pattern[str]:
    """The words that begin another part of the cover: the roster, the agenda, the note."""
    c = grammar.cover
    return re.compile("|".join(_plain(rule) for rule in (c.members, c.present, c.agenda, c.note)))


@cache
def title(grammar: Grammar) -> re.Pattern[str]:
    """A title that stands before a name, in capitals or not: between a State and its representative in a roster."""
    titles = "|".join(spelled(re.escape(t)) for t in sorted(grammar.heads.before, key=len, reverse=True)) or "(?!)"
    return re.compile(rf"(?<!\w)(?:{titles})(?<=[\w.])(?!\w)", re.IGNORECASE)


@cache
def _joined_title(grammar: Grammar) -> re.Pattern[str]:
    """A title as printed that stands right behind a letter."""
    titles = "|".join(re.escape(t) for t in sorted(grammar.heads.before, key=len, reverse=True)) or "(?!)"
    return re.compile(rf"(?<=[^\W\d_])(?:{titles})(?=\s?[^\W\d_])")


def untitled(name: str, grammar: Grammar) -> str:
    """A name without the title before it; the whole where nothing else stands."""
    found = title(grammar).match(name)
    return name[found.end() :].strip() or name if found else name


def seat(words: str, grammar: Grammar) -> int:
    """Where the representative begins in a row of the roster that is printed without a leader; 0 for another row.

    A title tells that stands before the name, and behind a State if its words are in a State's name too ("Príncipe");
    where one ends it, the name of the State before it does.
    """
    find, titles = grammar.states.find, [found.start() for found in title(grammar).finditer(words)]
    if titles and find(words):
        return 0
    if not titles:  # "IrelandMr. Roe": no blank was printed
        titles = [at for found in _joined_title(grammar).finditer(words) if find(words[: (at := found.start())])]
    if titles or not words.endswith(grammar.heads.after):
        return next((at for at in titles if find(words[:at])), titles[0] if titles else 0)
    blanks = reversed([*_BLANKS.finditer(words)])
    return next((blank.end() for blank in blanks if find(words[: blank.start()])), 0)


# Several stages ask this of one text, and of one more when its lines are joined: two texts are kept in mind.
@lru_cache(maxsize=2)
def openings(clean: str, grammar: Grammar) -> Mapping[int, int]:
    """Where each line begins that opens a paragraph, the blanks before it aside, and where what opens it ends."""
    opens, whole = opener(grammar).match, _whole(clean)
    starts = ((at, whole.place(at)) for at in _line_starts(clean))
    return {at: whole.back(found.end()) for at, place in starts if (found := opens(whole.text, place))}


def opening(words: str, grammar: Grammar) -> int:
    """Where what opens a paragraph at the start of these lines ends; 0 where nothing does."""
    whole = _whole.__wrapped__(words)  # a few lines, which must not displace the text that is kept in mind
    found = opener(grammar).match(whole.text)
    return whole.back(found.end()) if found else 0


class _Whole(NamedTuple):
    """A text in which no line end divides a word: `ends` are the offsets where words go on in the text as it was,
    `joints` the same places in this one, `lost` the characters that the first breaks took: of none, of one, of two ..."""

    text: str
    ends: list[int]
    joints: list[int]
    lost: list[int]

    def place(self, at: int) -> int:
        """Where an offset of the text as it was stands in this one."""
        return at - self.lost[bisect_right(self.ends, at)]

    def back(self, place: int) -> int:
        """The offset in the text as it was."""
        return place + self.lost[bisect_left(self.joints, place)]


@lru_cache(maxsize=2)
def _whole(clean: str) -> _Whole:
    """The text without the hyphens at line ends behind which a word goes on in small letters."""
    breaks = [
        found.span()
        for found in _BREAK.finditer(clean)
        if found.start() and clean[found.start() - 1].isalpha() and clean[found.end() : found.end() + 1].islower()
    ]
    lost = [0, *accumulate(end - start for start, end in breaks)]
    edges = [0, *chain.from_iterable(breaks), len(clean)]
    text = "".join(clean[start:end] for start, end in zip(edges[::2], edges[1::2], strict=True)) if breaks else clean
    joints = [start - before for (start, _), before in zip(breaks, lost, strict=False)]
    return _Whole(text, [end for _, end in breaks], joints, lost)


def _line_starts(clean: str) -> Iterator[int]:
    """Where the words of each line begin; a blank line has none."""
    start = 0
    for line in clean.split("\n"):
        words = line.lstrip()
        if words:
            yield start + len(line) - len(words)
        start += len(line) + 1


def cover_end(clean: str, grammar: Grammar) -> int | None:
    """The offset of the first line that is no longer the cover: the meeting begins, or somebody speaks; None if none."""
    begins, speaks = beginning(grammar).match, head(grammar).match
    president = grammar.cover.president.pattern.match
    whole = _whole(clean)
    items: list[int] = []
    for at in openings(clean, grammar):
        place = whole.place(at)
        if begins(whole.text, place):
            return at
        if speaks(whole.text, place) and not president(clean, at, _line_end(clean, at)):
            return _item_above(clean, items, at, grammar) if items else at
        if grammar.headings.item.pattern.match(clean, at):
            items.append(at)
    return None


def _item_above(clean: str, items: list[int], head: int, grammar: Grammar) -> int:
    """Where the heading of an item stands above the first head, behind all that only a cover prints; else that head."""
    marks = landmark(grammar).match
    last = max((at for at in _line_starts(clean[:head]) if marks(clean, at)), default=-1)
    return next((at for at in items if at > last), head)


def _line_end(clean: str, at: int) -> int:
    end = clean.find("\n", at)
    return len(clean) if end < 0 else end


def _unanchored(rule: Rule) -> str:
    """The pattern as it may stand anywhere in another."""
    return _plain(rule).replace("(?:^", "(?:").replace("$)", ")")


def _plain(rule: Rule) -> str:
    return f"(?:{_nameless(rule.source)})"


def _over_lines(pattern: str, grammar: Grammar) -> str:
    """The pattern of a sentence that lines may break at any character, where no blanks part words."""
    return pattern if grammar.language.blank else _CHARACTER.sub(_breakable, pattern)


def _breakable(found: re.Match[str]) -> str:
    if not found["character"]:
        return found[0]
    return f"(?:{found['character']}\\n?+)?" if found["maybe"] else rf"{found['character']}\n?+"


def _nameless(pattern: str) -> str:
    """The pattern with its groups unnamed: a name may stand only once in a pattern made of many."""
    return re.sub(r"\(\?P<\w+>", "(?:", pattern)
