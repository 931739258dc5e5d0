"""Visual order undone: a text whose lines were taken from left to right though they are read from right to left.

It is undone only where the whole text shows it: by letters that no Arabic word has in that order, and by full stops,
colons and brackets at the wrong end of their lines. What letters such a text has displaced inside words stays.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import compress
from operator import not_
from typing import NamedTuple

from akn_convert.findings import Finding, finding
from akn_convert.grammar import Grammar
from akn_convert.grammar.openers import SCENES, opener
from akn_convert.layout.furniture import RUNNING
from akn_convert.layout.visual.heads import head_order
from akn_convert.layout.visual.names import joined, list_order, name_order, phrase_order
from akn_convert.layout.visual.runs import LETTER, Range, reading_order
from akn_convert.reader.source import MIRRORED, TURNED
from akn_convert.text import Contract, Cut, Edit, Text

_LAM_ALEF = {"أل": "لأ", "إل": "لإ", "آل": "لآ", "ال": "لا"}

# Pairs of lam and alef, printed as one sign, whose letters came out in the other order. An alef before a hamza's alef,
# two alefs at the beginning of a word and an article alone are never written; all other pairs may be what they seem.
_SWAPPED = re.compile(
    r"(?<=ا)(?:[أإآ]ل)"
    r"|(?<=[^\w\n])(?P<lil>[وفب]?ل)(?:[أإآا]ل)(?=\w)"
    r"|(?<=[ \t(،\"])(?P<al>[وفبك]{0,2}ا)ال(?!سيد)(?=\w)"
    r"|^(?P<first>ا)ال(?=\w[^\n]*[^رزو\n]$)"
    r"|(?<!\w)(?P<no>[وف]?[إأ]?)ال(?!\w)",
    re.MULTILINE,
)
# Counted in the whole text: what only swapped letters or only sound ones give.
_ONLY_SWAPPED = re.compile("ا[أإآ]ل")
_ONLY_SOUND = re.compile(r"(?<!\w)[وفبكل]?ال[أإآ]")
# Ends of sentences and brackets as the eye sees them from the left, and as they are read.
_PRINTED = re.compile(r"^(?:[.،] ?\)?[\d٠-٩]|:\)$|[^():\n]{0,80}\):)|\)[A-Z\d][^()\n]{1,30}\(", re.MULTILINE)
_READ = re.compile(rf"{LETTER} ?\((?:[A-Z]+/|\d{{4}}\))[^()\n]{{0,30}}|[\d٠-٩]\.$", re.MULTILINE)
# Blanks at the ends of a line are neither before nor behind its words.
_EDGES = re.compile(r"^ ++|(?<! ) ++$", re.MULTILINE)
_FEWEST = 2  # signs of an order, below which nothing is certain
_COMMA = re.compile("[،,]")
# What a result says of a draft, between its numbers, and what tells that a line may hold it, or a month.
_DRAFT = r"(?:اعتُ?مد|رُ?فض|تقرر اإلبقاء على) مشروع (?:القرار|المقرر)(?: [^\W\d_]{4,9})?"
_RESULT = re.compile(
    rf"{_DRAFT}(?: (?:بدون|دون) تصويت| بتوافق اآلراء)?(?: بأغلبية| \((?:القرار|المقرر))?|(?:[^\W\d_]{{2,6}}،? ){{1,4}}عن التصويت \((?:القرار|المقرر)"
)
_TELLING = re.compile("مشرو|عن التصويت|[^\\W\\d_A-Za-z]/[^\\W\\d_A-Za-z]")
# Stems of which one stands whole in each line that is known whole; other lines need not be tried.
_CUE = re.compile("الجلسة|جدول|تصويت|اقتراع|تقر|السنة|الدور|صمت|رئاسة|بند")
_LETTERS = re.compile(LETTER)
_ROSTER = re.compile(r"(?P<label>[^\t\n]*)(?P<leader>\t)(?P<blank> *)(?P<rest>[^\t\n]+)")
_MIRRORED = re.compile(
    r"^(?:[^()\t\n]*+\t[^()\n]*+)?(?P<first>\))(?P<words>[^()\n]+(?:\([^()\n]*\))?)(?P<last>\() *$", re.MULTILINE
)


def _change_places(letters: str, became: str) -> bool:
    """Whether letters differ from what became of them by pairs of lam and alef alone."""
    at, swapped = 0, False
    while at < max(len(letters), len(became)):
        if letters[at : at + 1] == became[at : at + 1]:
            at += 1
        elif _LAM_ALEF.get(letters[at : at + 2]) == became[at : at + 2]:
            at, swapped = at + 2, True
        else:
            return False
    return swapped


CONTRACTS = (
    Contract("lam-alef", "a lam and an alef that stand in the wrong order change places",
             lambda s, b, raw: _change_places(unicodedata.normalize("NFKC", s), b)),  # one sign may have printed both
    MIRRORED,
)  # fmt: skip


class _Evidence(NamedTuple):
    """How often the text shows each: swapped letters, sound ones, the order of the eye, the order of reading."""

    swapped: int
    sound: int
    printed: int
    read: int

    @property
    def letters(self) -> bool:
        """Whether letters are swapped for certain."""
        return self.swapped >= _FEWEST and self.swapped > 10 * self.sound

    @property
    def lines(self) -> bool:
        """Whether lines stand in visual order for certain."""
        enough = self.printed >= _FEWEST or (self.printed and self.swapped > 2 * _FEWEST)
        return bool(self.letters and enough and self.printed > 3 * self.read)


class _Line(NamedTuple):
    """The half-open range of a line's characters, and the characters."""

    start: int
    end: int
    words: str


def tidy(text: Text, grammar: Grammar) -> Text:
    """The text in reading order, as far as that is certain; a finding says what was done, and what remains in doubt."""
    if grammar.language.direction != "rtl":
        return text
    text = text.edited(Edit(*edge.span(), "", "blanks") for edge in _EDGES.finditer(text.clean))
    evidence = _evidence(text.clean)
    if not evidence.letters:
        return text.with_findings(_doubts(evidence))
    printed = text.clean
    text = _unswapped(text, list(_letters(printed)))
    if not evidence.lines:
        return text.with_findings(_doubts(evidence))
    text = text.edited(_brackets(text.clean, grammar))
    plan = _Plan(text.clean, printed, grammar)
    plan.make()
    text = text.arranged(plan.order)
    said = [finding("visual-order", lines=plan.lines_moved, heads=plan.heads)]
    left = sum(1 for line in text.clean.split("\n") if line.startswith((":)", "):")))
    said += [finding("visual-order-doubt", why=f"{left} heads of speeches could not be put together")] if left else []
    return text.with_findings(said)


def _evidence(clean: str) -> _Evidence:
    return _Evidence(*(len(sign.findall(clean)) for sign in (_ONLY_SWAPPED, _ONLY_SOUND, _PRINTED, _READ)))


def _doubts(evidence: _Evidence) -> list[Finding]:
    """A finding where the text shows some signs of visual order, but not enough of them."""
    if evidence.letters:
        return [finding("visual-order-doubt", why="letters are swapped, but lines seem to be in order")]
    if evidence.swapped >= _FEWEST:
        return [finding("visual-order-doubt", why="letters are swapped in some words and sound in others")]
    if evidence.printed > _FEWEST and evidence.printed > 3 * evidence.read:
        return [finding("visual-order-doubt", why="signs stand at the wrong end of lines, but no letters are swapped")]
    return []


def _unswapped(text: Text, swaps: Sequence[Edit]) -> Text:
    """The text with swapped letters put right: two that stand together in the source as one, others each by itself."""
    whole = [len(text.source_of(Cut(edit.start, edit.end))) == 1 for edit in swaps]
    text = text.edited(compress(swaps, whole))
    if all(whole):
        return text
    order: list[tuple[Cut, str]] = []
    reached = 0
    for start, end, _, rule in compress(swaps, map(not_, whole)):
        order += [(Cut(reached, start), ""), (Cut(start + 1, end), rule), (Cut(start, start + 1), rule)]
        reached = end
    return text.arranged([*order, (Cut(reached, len(text.clean)), "")])


def _letters(clean: str) -> Iterator[Edit]:
    """Swapped letters, except in running heads, which go as they are."""
    running = {line.start for line in _lines(clean) if RUNNING.fullmatch(line.words)}
    for found in _SWAPPED.finditer(clean):
        start = found.end(found.lastgroup) if found.lastgroup else found.start()
        if clean.rfind("\n", 0, start) + 1 not in running:
            yield Edit(start, start + 2, _LAM_ALEF[clean[start : start + 2]], "lam-alef")


def _brackets(clean: str, grammar: Grammar) -> Iterator[Edit]:
    """The brackets around the name of the President's State, and around a note that stands alone on its line."""
    spoken = grammar.heads.delivery.pattern.fullmatch
    for found in _MIRRORED.finditer(clean):
        if spoken(found["words"]) or name_order(found["words"], grammar.states):
            for group in ("first", "last"):
                yield Edit(*found.span(group), TURNED[found[group]], "mirrored-bracket")


@dataclass(slots=True)
class _Plan:
    """The order in which a text's characters are read: cuts that cover it, each with the rule that moves it or none.

    `printed` is the text before its letters were put right, character by character.
    """

    clean: str
    printed: str
    grammar: Grammar
    order: list[tuple[Cut, str]] = field(default_factory=list)
    lines_moved: int = 0
    heads: int = 0
    _reached: int = 0
    _listed: str | None = None

    def make(self) -> None:
        """Look at each line, and at each with the next."""
        lines = [line for line in _lines(self.clean) if line.words.strip()]
        following = [*lines[1:], None]
        skipped = -1
        for index, (line, after) in enumerate(zip(lines, following, strict=True)):
            if index == skipped:
                continue
            before = self.printed[line.start : line.end]
            head = head_order(line.words, after.words, before, self.grammar) if after else None
            if head and after:
                self._put_head(line, after, head)
                skipped = index + 1
            else:
                self._put(line.start, self._line_order(line.words, before), line.end)
        self._keep(len(self.clean))

    def _put_head(self, line: _Line, after: _Line, head: tuple[list[Range], list[Range]]) -> None:
        """The second of two lines before the first; the line end between them opens the paragraph."""
        self._keep(line.start)
        self._move(line.end, [(0, after.start - line.end)])
        self._move(after.start, head[0])
        self._move(line.start, head[1])
        self._reached = after.end
        self._listed = None
        self.heads += 1

    def _put(self, start: int, ranges: list[Range], end: int) -> None:
        if len(ranges) > 1:
            self._keep(start)
            self._move(start, ranges)
            self._reached = end
            self.lines_moved += 1

    def _keep(self, end: int) -> None:
        if end > self._reached:
            self.order.append((Cut(self._reached, end), ""))
        self._reached = end

    def _move(self, start: int, ranges: list[Range]) -> None:
        self.order += [(Cut(start + low, start + high), "visual-order") for low, high in ranges if high > low]

    def _line_order(self, words: str, printed: str) -> list[Range]:
        """The reading order of one line: of a roster, of a list of States, or of words."""
        if RUNNING.fullmatch(words):
            return []
        roster = _ROSTER.fullmatch(printed)
        if roster:
            return self._row(printed, roster)
        listed = self._list(words, printed)
        if listed is None and _CUE.search(printed):
            listed = phrase_order(printed, self._is_phrase)
        return listed or self._dated(printed)

    def _is_phrase(self, words: str) -> bool:
        """Whether words are a line that is known whole: a scene, a heading, a session."""
        return bool(known_line(self.grammar).fullmatch(words))

    def _dated(self, printed: str) -> list[Range]:
        """The order of a line of words; what stands between two numbers may be in runs that only one phrase puts right."""
        parts = reading_order(printed)
        if not _TELLING.search(printed):
            return parts
        order: list[Range] = []
        for start, end in _unbroken(printed, parts):
            telling = _TELLING.search(printed, start, end)
            found = phrase_order(printed[start:end], self._known) if telling else None
            order += _shifted(found, start) if found else [p for p in parts if start <= p[0] < end]
        return order

    def _known(self, words: str) -> bool:
        """Whether words between two numbers are known whole: a month, or what a result says of a draft."""
        return self._is_month(words) or bool(_RESULT.fullmatch(words))

    def _is_month(self, words: str) -> bool:
        return words in _months(self.grammar)

    def _row(self, words: str, roster: re.Match[str]) -> list[Range]:
        """A row of the roster: the State, the leader, then the name, whose end may stand before it."""
        label, leader, blank, rest = (roster.span(part) for part in ("label", "leader", "blank", "rest"))
        president = self._president(words, rest[0])
        if president:
            return [(0, rest[0]), *president]
        at = min((i for title in _titles(self.grammar) if (i := words.find(f"{title} ", *rest)) > rest[0]), default=0)
        for found in reversed(list(re.finditer(r"\s+", words[:at]))):
            state = name_order(words[rest[0] : found.start()], self.grammar.states) if found.start() > rest[0] else None
            if state:
                name = [(at, len(words)), (found.end(), at)]
                gap = [found.span()]
                front = [label, blank, *gap] if label[1] else []
                return [*front, *_shifted(state, rest[0]), leader, *name, *([] if front else [blank, *gap])]
        return []

    def _president(self, words: str, start: int) -> list[Range]:
        """The President's name and State, whose letters may stand on both sides of a bracket; empty for other rows."""
        broken_bracket, whole_bracket = _brackets_of_presidents(self.grammar)
        broken = broken_bracket.fullmatch(words, start)
        if broken and self.grammar.states.find(broken["state"] + broken["end"]):
            return [broken.span(part) for part in ("who", "tail", "gap", "open", "state", "end", "close")]
        whole = whole_bracket.fullmatch(words, start)
        order = name_order(whole["state"], self.grammar.states) if whole else None
        if not (whole and order):
            return []
        person = [whole.span(part) for part in ("who", "tail", "gap", "open")]
        return [*person, *_shifted(order, whole.start("state")), whole.span("close")]

    def _list(self, words: str, printed: str) -> list[Range] | None:
        """The order of a line in a list of a vote; None where no list goes on."""
        votes = self.grammar.votes
        if any(rule.pattern.match(words) for rule in (votes.in_favour, votes.against, votes.abstaining)):
            self._listed = ""
            return None
        if self._listed is None or not _LETTERS.search(words):
            return None
        if opener(self.grammar).match(words) or words.rstrip()[-1] in ":.":
            self._listed = None
            return None
        order = list_order(printed, self.grammar.states, self._listed)
        if order:  # else a running title, in the midst of the list
            self._listed = _COMMA.split(self._listed + joined(printed, order))[-1] + " "
        return order


@cache
def _titles(grammar: Grammar) -> tuple[str, ...]:
    """The titles before a name, as they are and as such a text prints them; the longest first."""
    return tuple(sorted({*grammar.heads.before, *map(as_printed, grammar.heads.before)}, key=lambda t: (-len(t), t)))


@cache
def _brackets_of_presidents(grammar: Grammar) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """The President's name and State on the cover: letters of the State on both sides of a bracket, or all in it."""
    titles = "|".join(map(re.escape, _titles(grammar)))
    person = rf"(?=[^()]*+[()])(?>(?P<tail>[^()]*?)(?P<who>(?:{titles})\s[^()]*?)(?P<gap>\s*+)(?=[()]))"
    state = r"[^()]+(?:\([^()]*\))?"
    return (
        re.compile(rf"{person}(?P<close>\))(?P<end>{state})(?P<open>\()(?P<state>[^()]+)"),
        re.compile(rf"{person}(?P<open>[()])(?P<state>{state})(?P<close>[()]\s*)"),
    )


@cache
def known_line(grammar: Grammar) -> re.Pattern[str]:
    """Lines that are the same in all records, but for a name or a number, as they are printed."""
    heading, cover = grammar.headings, grammar.cover
    rules = [getattr(grammar.scenes, name) for name in SCENES]
    rules += [heading.adoption, heading.item, cover.session, cover.year, cover.meeting]
    return re.compile("|".join(re.sub(r"\(\?P<\w+>", "(?:", f"(?:{as_printed(rule.source)})") for rule in rules))


@cache
def _months(grammar: Grammar) -> frozenset[str]:
    """The months under both of their names, as they are printed."""
    months = grammar.dates.months.items()
    return frozenset(as_printed(f"{a}/{b}") for a, one in months for b, other in months if one == other and a != b)


def as_printed(words: str) -> str:
    """Words, or a pattern, with each lam and alef in the order in which such a text prints them."""
    return re.sub(r"ل(\[اأإآٱ\]|[اأإآ])", r"\1ل", words)


def _unbroken(printed: str, parts: list[Range]) -> Iterator[Range]:
    """The stretches of words between numbers and Latin words, in reading order, with their seams."""
    letters: list[Range] = []
    for start, end in parts:
        if letters and letters[-1][0] == end and _LETTERS.search(printed, start, end):
            letters[-1] = (start, letters[-1][1])
            continue
        yield from letters
        letters = [(start, end)] if _LETTERS.search(printed, start, end) else []
        if not letters:
            yield start, end
    yield from letters


def _shifted(ranges: list[Range], by: int) -> list[Range]:
    return [(start + by, end + by) for start, end in ranges]


def _lines(clean: str) -> Iterator[_Line]:
    start = 0
    for words in clean.split("\n"):
        yield _Line(start, start + len(words), words)
        start += len(words) + 1
