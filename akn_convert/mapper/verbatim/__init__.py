"""A verbatim record: the lines of a meeting become sections, speeches, votes and remarks.

Each line of the clean text asks the CUTS in their order what it is; the first that says yes takes it, and perhaps the
lines after it that belong to it.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from akn_convert.grammar.clock import named
from akn_convert.grammar.openers import nameless_head, note, openings
from akn_convert.mapper.heads import language, parse_head
from akn_convert.mapper.verbatim import headings, scenes, speakers, votes
from akn_convert.mapper.verbatim.sitting import Sitting
from akn_convert.model import Inline, Paragraph, Speech
from akn_convert.text import Cut

CutRule = Callable[[Sitting, int], int]
# The mark of a note right behind a head's colon belongs to the head.
_BEHIND = re.compile(r"(\*+(?!\S))?\s*")


def map_sitting(sitting: Sitting) -> None:
    """Map all lines that are left; what nobody can be found to say stands as a remark, with a finding."""
    opened = openings(sitting.clean, sitting.grammar)
    index = 0
    while index < len(sitting.lines):
        rules = CUTS if sitting.lines[index].start in opened else PLAIN_CUTS
        for rule in rules:
            if taken := rule(sitting, index):
                index += taken
                break
    sitting.end_section()
    votes.close_ballot(sitting)


def _head(sitting: Sitting, index: int) -> int:
    """A printed head: somebody takes the floor."""
    cut = sitting.lines[index]
    head = parse_head(sitting.clean, cut.start, cut.end, sitting.grammar, sitting.year)
    if head is None:
        return 0
    if sitting.sections and sitting.sections[-1].name == "openingSection":
        sitting.begin_section("procedural")  # the call to order is over
    by, role = speakers.speaker_of(sitting, head)
    printed, start = speakers.head_paragraph(sitting, head, by, role), head.cut.end
    if behind := _BEHIND.match(sitting.clean, start, cut.end):
        printed = printed._replace(cut=Cut(head.cut.start, max(start, behind.end(1))))
        start = behind.end()
    sitting.begin_speech(Speech(by, role, (), printed))
    if start < cut.end:
        _say(sitting, Cut(start, cut.end))
    return 1


def _nameless(sitting: Sitting, index: int) -> int:
    """A head that lost its name, after something that nobody spoke: whoever presides goes on."""
    cut = sitting.lines[index]
    if not sitting.after_scene:
        return 0
    found = nameless_head(sitting.grammar).match(sitting.clean, cut.start, cut.end)
    if not found:
        return 0
    by, role = speakers.presiding(sitting)
    note_ = sitting.grammar.heads.delivery.pattern.fullmatch(found["note"])
    word = (named(note_, "language") if note_ else "") or ""
    target = speakers.language_of(sitting, language(word, sitting.grammar), word)
    printed = Paragraph(Cut(cut.start, found.end()), (Inline(Cut(*found.span("note")), "delivered", target),))
    sitting.begin_speech(Speech(by, role, (), printed))
    sitting.tell("nameless-head", cut)
    start = found.end() + len(sitting.clean[found.end() : cut.end]) - len(sitting.clean[found.end() : cut.end].lstrip())
    if start < cut.end:
        _say(sitting, Cut(start, cut.end))
    return 1


def _note(sitting: Sitting, index: int) -> int:
    """A note of the language alone on its line: the speech goes on in another language."""
    cut = sitting.lines[index]
    found = note(sitting.grammar).match(sitting.clean, cut.start, cut.end)
    spoken = sitting.grammar.heads.delivery.pattern.search(sitting.clean, cut.start, cut.end)
    if not found or not spoken or not sitting.has_floor:
        return 0
    word = named(spoken, "language") or ""
    target = speakers.language_of(sitting, language(word, sitting.grammar), word)
    end = cut.end - 1 if sitting.clean[cut.end - 1] in ")）]" else spoken.end()
    sitting.say(sitting.inlines.paragraph(*cut, Inline(Cut(spoken.start(), end), "delivered", target)))
    return 1


def _words(sitting: Sitting, index: int) -> int:
    """Anything else is said by whoever has the floor; where nobody has it, it stands as a remark."""
    cut = sitting.lines[index]
    if sitting.has_floor:
        _say(sitting, cut)
        return 1
    if not sitting.sections:
        sitting.begin_section("procedural")
    sitting.tell("unattributed", cut)
    scenes.remark(sitting, cut)
    return 1


def _say(sitting: Sitting, cut: Cut) -> None:
    """Words of the speaker: with the sentence that takes up another capacity, a new speech begins."""
    speakers.announce(sitting, cut)
    start = cut.start
    for at, role in speakers.capacity_changes(sitting, cut):
        if at > start:
            sitting.say(sitting.inlines.paragraph(start, start + len(sitting.clean[start:at].rstrip())))
        sitting.change_capacity(role)
        start = at
    sitting.say(sitting.inlines.paragraph(start, cut.end))
    votes.hear(sitting, Cut(start, cut.end))


# The order: scenes first, for some begin like a head or hold a colon; lists of a vote before heads, whose labels end
# in a colon too; results before headings, which they resemble.
CUTS: tuple[CutRule, ...] = (
    scenes.take,
    votes.take_roll_call,
    votes.take_result,
    _head,
    _nameless,
    _note,
    headings.take,
    _words,
)
# A line that opens nothing can only be a head without a name, a heading, by its place or its setting, or words.
PLAIN_CUTS: tuple[CutRule, ...] = (_nameless, headings.take, _words)
