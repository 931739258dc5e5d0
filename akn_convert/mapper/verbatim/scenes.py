"""Lines that nobody speaks: the meeting opens, is suspended and rises, somebody takes the Chair, it is so decided."""

from __future__ import annotations

import re

from akn_convert.grammar.clock import Hour, find_hour, moment, named, named_span, next_day
from akn_convert.grammar.openers import scenes as scene_patterns
from akn_convert.mapper.verbatim import votes
from akn_convert.mapper.verbatim.sitting import Chair, Sitting
from akn_convert.model import Inline, Remark
from akn_convert.text import Cut

# scene -> the concept it stands for, and its IRI's end; scenes that are not here have code of their own, or none.
_CONCEPTS = {
    "agenda_adopted": ("agendaAdopted", "outcome/agendaAdopted"),
    "decided": ("decided", "outcome/decided"),
    "silence": ("silence", "scene/silence"),
    "correction": ("correction", "voting/correction"),
    "phenomenon": ("applause", "scene/applause"),
}
_BALLOTS = {"show_of_hands": "showOfHands", "recorded_vote": "recordedVote", "secret_ballot": "secretBallot"}


def take(sitting: Sitting, index: int) -> int:
    """A line that nobody speaks, whichever it is; 0 where the line is none."""
    cut = sitting.lines[index]
    for name, pattern in scene_patterns(sitting.grammar).items():
        found = pattern.match(sitting.clean, cut.start)
        if found and found.end() <= cut.end + 1:
            _take(sitting, name, found, cut)
            return 1
    return 0


def remark(sitting: Sitting, cut: Cut, target: str = "", *own: Inline, kind: str = "narrative") -> None:
    """A line of its own kind, outside all speeches."""
    sitting.add(Remark(kind, sitting.inlines.paragraph(*cut, *own), target))


def _take(sitting: Sitting, name: str, found: re.Match[str], cut: Cut) -> None:
    match name:
        case "opened":
            _open(sitting, found, cut)
        case "closed":
            _close(sitting, found, cut)
        case "suspended":
            _suspend(sitting, found, cut)
        case "chair_taken":
            _chair_taken(sitting, found, cut)
        case "chair_returned":
            sitting.chair = Chair()
            remark(
                sitting, cut, sitting.cast.add("event", "chairChange", "chairChange", sitting.cast.label("chairChange"))
            )
        case "show_of_hands" | "recorded_vote" | "secret_ballot":
            eid = _BALLOTS[name]
            process = sitting.cast.add("process", eid, f"voting/{eid}", sitting.cast.label(eid))
            remark(sitting, cut, process)
            votes.open_ballot(sitting, cut, secret=name == "secret_ballot")
        case _:
            _plain(sitting, name, cut)


def _plain(sitting: Sitting, name: str, cut: Cut) -> None:
    eid, path = _CONCEPTS.get(name, ("", ""))
    target = sitting.cast.concept(eid, path) if eid else ""
    if name == "agenda_adopted" and not (sitting.sections and sitting.sections[-1].name == "adoptionOfAgenda"):
        sitting.begin_section("adoptionOfAgenda")
    kind = "scene" if name == "phenomenon" else "narrative"
    _need_section(sitting)
    remark(sitting, cut, target, kind=kind)


def _need_section(sitting: Sitting) -> None:
    if not sitting.sections and not sitting.has_floor:
        sitting.begin_section("openingSection")


def _time(sitting: Sitting, hour: Hour, edge: str, target: str, after: str = "") -> Inline:
    """A printed time as an inline; a time before `after` (both "HH:MM") is the next day's."""
    if not sitting.date:
        return Inline(Cut(hour.start, hour.end), "time", target, edge=edge)
    date = next_day(sitting.date) if after and hour.clock < after else sitting.date
    return Inline(Cut(hour.start, hour.end), "time", target, moment(date, hour.clock, sitting.place), edge=edge)


def _hour(sitting: Sitting, found: re.Match[str], group: str) -> Hour | None:
    span = named_span(found, group)
    return find_hour(sitting.clean, sitting.grammar, *span) if span else None


def _open(sitting: Sitting, found: re.Match[str], cut: Cut, group: str = "time") -> None:
    if not (sitting.sections and sitting.sections[-1].name == "openingSection"):
        sitting.begin_section("openingSection")
    hour = _hour(sitting, found, group)
    sitting.opened = hour.clock if hour else ""
    _edge(sitting, cut, hour, "start", "opening")


def _close(sitting: Sitting, found: re.Match[str], cut: Cut) -> None:
    sitting.begin_section("conclusion")
    _edge(sitting, cut, _hour(sitting, found, "time"), "end", "closing")


def _edge(sitting: Sitting, cut: Cut, hour: Hour | None, edge: str, kind: str) -> None:
    """The meeting begins or ends: the event around the words, the time within it."""
    if hour is None:
        sitting.tell("no-time", cut, words=sitting.clean[cut.start : cut.end])
        remark(sitting, cut, kind=kind)
        return
    concept = sitting.cast.concept(f"{edge}Time", f"time/{edge}")
    time = _time(sitting, hour, edge, concept, sitting.opened if edge == "end" else "")
    words = sitting.clean[cut.start : cut.end].rstrip("。.۔ ")
    end = max(cut.start + len(words), time.cut.end)  # the full stop of "3 p.m." ends the line as well
    event = Inline(Cut(cut.start, end), "event", "meeting", children=(time,))
    remark(sitting, cut, "", event, kind=kind)


def _suspend(sitting: Sitting, found: re.Match[str], cut: Cut) -> None:
    """The meeting stops ("from") and goes on ("to"), in one line or in two; a record may begin where it goes on."""
    if not sitting.sections and not named(found, "from"):
        _open(sitting, found, cut, "to")
        return
    _need_section(sitting)
    target = sitting.cast.add("event", "suspension", "suspension", sitting.cast.label("suspension"))
    stop, go_on = _hour(sitting, found, "from"), _hour(sitting, found, "to")
    times = [_time(sitting, stop, "end", "", sitting.opened)] if stop else []
    times += [_time(sitting, go_on, "start", "", sitting.opened)] if go_on else []
    remark(sitting, cut, target, *times)


def _chair_taken(sitting: Sitting, found: re.Match[str], cut: Cut) -> None:
    """Somebody takes the Chair: named with the State, who then is the acting president."""
    _need_section(sitting)
    target = sitting.cast.add("event", "chairChange", "chairChange", sitting.cast.label("chairChange"))
    person, state = named(found, "person"), named(found, "state")
    iso = sitting.grammar.states.find(state, year=sitting.year) if state else None
    spans = named_span(found, "person"), named_span(found, "state")
    if not (person and spans[0]) or (state and not iso):
        remark(sitting, cut, target)
        return
    by = sitting.cast.person(iso, person) if iso else sitting.cast.speaker(person)
    sitting.chair = Chair(by, iso or "", acting=True)
    inlines = [Inline(Cut(*spans[0]), "person", by, capacity=sitting.cast.role("acting_president"))]
    if iso and state and spans[1]:
        organization = sitting.cast.state(iso, re.sub(r"\s+", " ", state))
        inlines.append(Inline(Cut(*spans[1]), "organization", organization))
    remark(sitting, cut, target, *inlines)
