"""A Sitting is a meeting while it is mapped: the sections so far, who is in the Chair, who has the floor."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any

from akn_convert.findings import Finding, finding
from akn_convert.grammar import Grammar
from akn_convert.mapper.cast import Cast
from akn_convert.mapper.identify import Identity
from akn_convert.mapper.inline import Inlines
from akn_convert.model import Item, Paragraph, Remark, RollCall, Section, Speech, Voting
from akn_convert.text import Cut

MOST_QUOTED = 60  # characters of the text that a finding repeats
_PARAGRAPH_NUMBER = re.compile(r"\d{1,4}\s?[.．]\s*")


@dataclass(slots=True)
class Chair:
    """Who presides: the id of a person, "" where nobody was named, the State, and whether only for a while.

    `titled` says that the record prints another title for whoever presides for a while ("The Acting President").
    """

    person: str = ""
    state: str = ""
    acting: bool = False
    titled: bool = False


@dataclass(slots=True)
class Ballot:
    """A vote of which the lists stand, and the result not yet: choice -> States, and the cuts of each list.

    A `secret` one has no lists, though its count of papers may have a row of abstentions.
    """

    scene: Cut
    secret: bool = False
    lists: dict[str, list[str]] = field(default_factory=dict)
    lines: dict[str, list[Cut]] = field(default_factory=dict)


@dataclass(slots=True)
class Sitting:
    """The state of mapping one meeting; `lines` are the cuts of the clean text that are left to map,
    `marked` tells by their start how they are set, `titles` the agenda's titles (letters only) and their concepts."""

    clean: str
    grammar: Grammar
    identity: Identity
    cast: Cast
    inlines: Inlines
    date: str
    place: str
    titles: dict[str, str] = field(default_factory=dict)
    president: Chair = field(default_factory=Chair)
    chair: Chair = field(default_factory=Chair)
    lines: list[Cut] = field(default_factory=list)
    marked: dict[int, frozenset[str]] = field(default_factory=dict)
    sections: list[Section] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    votings: list[Voting] = field(default_factory=list)
    ballot: Ballot | None = None
    opened: str = ""
    _items: list[Item] = field(default_factory=list)
    _speech: Speech | None = None
    _words: list[Paragraph] = field(default_factory=list)

    @property
    def year(self) -> int | None:
        """The year of the meeting, None where unknown."""
        return int(self.date[:4]) if self.date else None

    @property
    def has_floor(self) -> Speech | None:
        """The speech that goes on, None where nobody has spoken in this section."""
        return self._speech

    @property
    def after_scene(self) -> bool:
        """Whether the last thing in this section is one that nobody spoke."""
        return bool(self._items) and not self._words and not isinstance(self._items[-1], Speech)

    def line(self, index: int) -> str:
        """The words of a line."""
        return self.clean[self.lines[index].start : self.lines[index].end]

    def tell(self, code: str, cut: Cut, **facts: Any) -> None:
        """A finding about words of the clean text; where no `words` are given, it repeats the first of them."""
        quoted = {"words": self.clean[cut.start : cut.end][:MOST_QUOTED]}
        self.findings.append(finding(code, span=cut, **{**quoted, **facts}))

    def begin_section(self, name: str, target: str = "", *headings: Paragraph) -> None:
        """Close the section that is open and open another."""
        self.end_section()
        self.sections.append(Section(name, (), headings, target))

    def add_heading(self, heading: Paragraph) -> None:
        """A further line under the heading of the section that is open."""
        last = self.sections[-1]
        self.sections[-1] = replace(last, headings=(*last.headings, heading))

    def end_section(self) -> None:
        """Close the section: what was collected becomes its items."""
        self.end_speech()
        self._speech = None
        if self._items:
            if not self.sections:
                self.sections.append(Section("procedural", ()))
            last = self.sections[-1]
            self.sections[-1] = replace(last, items=(*last.items, *self._items))
            self._items = []

    @property
    def section_is_empty(self) -> bool:
        """Whether nothing but headings stands in the section that is open."""
        return bool(self.sections) and self._speech is None and not self._items and not self.sections[-1].items

    def begin_speech(self, speech: Speech) -> None:
        """Somebody takes the floor, or the speaker another capacity."""
        self.end_speech()
        self._speech = speech

    def end_speech(self) -> None:
        """The words so far become a speech; the speaker may go on after a scene."""
        speech = self._speech
        if speech is None or not (self._words or speech.head):
            return
        self._items.append(Speech(speech.by, speech.capacity, tuple(self._words), speech.head))
        self._words = []
        self._speech = Speech(speech.by, speech.capacity, ())

    def change_capacity(self, role: str) -> None:
        """The speaker goes on in another capacity: a new speech, unless nothing was said in the old one yet."""
        speech = self._speech
        if speech is not None and speech.head and not self._words:
            self._speech = replace(speech, capacity=role)
        elif speech is not None and speech.capacity != role:
            self.begin_speech(replace(speech, capacity=role, head=None))

    def recast(self, role: str) -> None:
        """The whole of the speech turns out to be held in another capacity."""
        if self._speech is not None:
            self._speech = replace(self._speech, capacity=role)

    def say(self, paragraph: Paragraph) -> None:
        """A paragraph of the speech that goes on."""
        self._words.append(paragraph)

    def add(self, item: Remark | RollCall) -> None:
        """Something that nobody speaks; it ends or divides the speech."""
        self.end_speech()
        self._items.append(item)

    def opening_words(self, cut: Cut, within: int) -> bool:
        """Whether a paragraph stands among the first characters of what the speaker says after the head."""
        if not self._words:
            return self._speech is not None and self._speech.head is not None
        head = self._speech.head if self._speech else None
        return head is not None and cut.start - head.cut.end < within

    def sentence_start(self, at: int, start: int) -> int:
        """Where the sentence around an offset begins, no further back than `start`."""
        numbered = _PARAGRAPH_NUMBER.match(self.clean, start, at)  # its full stop ends no sentence
        low = numbered.end() if numbered else start
        ends = [low + found.end() for found in _sentence_ends(self.grammar).finditer(self.clean[low:at])]
        return ends[-1] if ends else start


@cache
def _sentence_ends(grammar: Grammar) -> re.Pattern[str]:
    """What ends a sentence, with the blanks and quotation marks behind it."""
    return re.compile(rf"[{re.escape(grammar.language.terminals)}]+[\s”»\"]*")
