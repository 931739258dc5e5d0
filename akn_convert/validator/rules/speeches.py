"""Rules about a debate: its order, its times, its turns, its speakers and delegations (R16 to R20)."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from akn_convert.validator.index import CLARK, Element, Fault, Index, ancestors, child_of, fault, name_of, text_of

_PRESIDING = frozenset({"president", "chair", "actingPresident"})
_SCHEDULE_TOLERANCE = 15  # minutes by which a meeting may open before its scheduled time


def _sections(index: Index) -> list[Element]:
    """The top sections of the main document's debateBody."""
    body = None if index.document is None else child_of(index.document, "debateBody")
    return [] if body is None else list(body.iterchildren("*"))


def meeting_is_in_order(index: Index) -> Iterator[Fault]:
    """R16: the opening stands first and the closing last, and the times of the record never go back."""
    sections = _sections(index)
    for place, section in enumerate(sections):
        name = section.get("name")
        if name == "openingSection" and place:
            yield fault("R16", section, "warning", why="the opening section is not the first")
        if name in ("conclusion", "adjournment") and place != len(sections) - 1:
            yield fault("R16", section, "warning", why="the closing section is not the last")
    times = [element for element in index.all("recordedTime") if "debateBody" in ancestors(element)]
    yield from _times_go_back(times)
    yield from _day_differs(index, times)
    yield from _opens_before_schedule(index, times)


def _clock(element: Element) -> str:
    """The local date and time as printed, without the offset: such strings sort as the times do."""
    return element.get("time", "")[:19]


def _times_go_back(times: list[Element]) -> Iterator[Fault]:
    for earlier, later in pairwise(times):
        first, second = _clock(earlier), _clock(later)
        if not first or len(first) != len(second) or first < second:
            continue
        if (earlier.get("type"), later.get("type")) == ("startEvent", "endEvent"):
            yield fault("R16", later, why=f"it ends at {second}, having begun at {first}")
        elif first > second:
            yield fault("R16", later, "warning", why=f"{second} stands after {first}")


def _day_differs(index: Index, times: list[Element]) -> Iterator[Fault]:
    date = index.frbr_value("FRBRWork", "FRBRdate", "date") or ""
    date = next((e.get("date", "") for e in index.all("docDate") if "preface" in ancestors(e)), date)[:10]
    for element in times:
        clock = _clock(element)
        if date and "T" in clock and clock[:10] != date and clock[:10] != _next_day(date):
            yield fault("R16", element, "warning", why=f"it is of {clock[:10]}, the meeting of {date}")


def _next_day(date: str) -> str:
    from datetime import date as Date
    from datetime import timedelta

    try:
        return (Date.fromisoformat(date) + timedelta(days=1)).isoformat()
    except (ValueError, OverflowError):
        return ""


def _opens_before_schedule(index: Index, times: list[Element]) -> Iterator[Fault]:
    scheduled = next((e for e in index.all("recordedTime") if "preface" in ancestors(e) and not e.get("type")), None)
    opening = next((e for e in times if e.get("type") == "startEvent"), None)
    if scheduled is None or opening is None:
        return
    planned, actual = _minutes(_clock(scheduled)), _minutes(_clock(opening))
    if planned is not None and actual is not None and actual + _SCHEDULE_TOLERANCE < planned:
        yield fault("R16", opening, "warning", why=f"the meeting opens before its scheduled time {_clock(scheduled)}")


def _minutes(clock: str) -> int | None:
    """Minutes since midnight of "…T15:10:00" or "15:10:00"; None for anything else."""
    time = clock.rpartition("T")[2]
    if not (time[:2].isdigit() and time[2:3] == ":" and time[3:5].isdigit()):
        return None
    return int(time[:2]) * 60 + int(time[3:5])


def meeting_opens_and_closes_once(index: Index) -> Iterator[Fault]:
    """R17: a debate has one opening time and one closing time, those of suspensions apart."""
    if index.document is None or name_of(index.document) != "debate" or not _sections(index):
        return
    of_type: dict[str, list[Element]] = {"startEvent": [], "endEvent": []}
    for element in index.all("recordedTime"):
        if not _is_pause(index, element):
            of_type.get(element.get("type", ""), []).append(element)
    for kind, found in of_type.items():
        if len(found) != 1:
            where = found[1] if found else index.document
            yield fault("R17", where, kind=kind, count=len(found) or "no")


def _is_pause(index: Index, element: Element) -> bool:
    """Whether a time stands in the narrative of a suspension: that narrative tells of an end, or of two times."""
    around = next((a for a in element.iterancestors(f"{CLARK}narrative", f"{CLARK}scene")), None)
    return around is not None


def turns_begin_with_a_speaker(index: Index) -> Iterator[Fault]:
    """R18: each speech has words, and a `from` unless it goes on after the same speaker, a narrative or a scene."""
    for speech in index.by_tag.get("speech", ()):
        if not any(_is_spoken(child) for child in speech.iterchildren("*")):
            yield fault("R18", speech, why="it has no words")
        if not any(name_of(child) == "from" for child in speech.iterchildren("*")) and (why := _turn_fault(speech)):
            yield fault("R18", speech, why=why)


def _is_spoken(part: Element) -> bool:
    """Whether a part of a speech has words that were spoken."""
    return name_of(part) not in ("from", "num") and bool(text_of(part).strip())


def _turn_fault(speech: Element) -> str:
    """Why a speech without `from` cannot be the continuation of a turn; "" where it can."""
    before = next(iter(speech.itersiblings("*", preceding=True)), None)
    if before is None or name_of(before) not in ("speech", "narrative", "scene", "summary"):
        return "it has no from, and no turn stands before it"
    if name_of(before) != "speech":
        return ""
    if before.get("by") != speech.get("by"):
        return "it has no from, and the speech before it is another speaker's"
    if before.get("as") == speech.get("as"):
        return "it has no from, and goes on in the same capacity as the speech before it"
    return ""


def speakers_are_who_they_are(index: Index) -> Iterator[Fault]:
    """R19: the person and State in `from` are those of `by` and `as`; at the UN, who presides is known to preside."""
    for speech in index.by_tag.get("speech", ()):
        opening = child_of(speech, "from")
        if opening is not None:
            yield from _from_disagrees(index, speech, opening)
    if index.is_un:
        yield from _strange_presidents(index)


def _from_disagrees(index: Index, speech: Element, opening: Element) -> Iterator[Fault]:
    person, by = child_of(opening, "person"), speech.get("by")
    if person is not None and person.get("refersTo") != by and index.target(by) is not None:  # R5 says the rest
        yield fault("R19", speech, why=f"from names {person.get('refersTo')}, by says {by}")
    organization, role = child_of(opening, "organization"), index.target(speech.get("as"))
    if organization is None or role is None or "/representative/" not in role.get("href", ""):
        return
    state = index.target(organization.get("refersTo"))
    named = "" if state is None else _last(state)
    if named and named != _last(role):
        yield fault("R19", speech, why=f"from names {named}, as says {_last(role)}")


def _last(entity: Element) -> str:
    return entity.get("href", "").rpartition("/")[2]


def _strange_presidents(index: Index) -> Iterator[Fault]:
    """A speech as president by someone whom neither the cover nor a change of chair before it puts in the Chair."""
    presidents = [role for role in index.all("TLCRole") if _last(role) in _PRESIDING]
    roles = {f"#{role.get('eId')}" for role in presidents if "/committee-" not in role.get("href", "")}
    people = [person for person in index.by_tag.get("person", ()) if person.get("as") in roles]
    cover = {person.get("refersTo") for person in people if "preface" in ancestors(person)}
    if not cover:
        return
    speeches = [speech for speech in index.all("speech") if speech.get("as") in roles]
    for element in _in_document_order(index, _chair_changes(index), speeches):
        if name_of(element) == "narrative":
            cover.update(person.get("refersTo") for person in element.iter(f"{CLARK}person"))
        elif element.get("by") not in cover:
            why = f"{element.get('by')} speaks as {element.get('as')}, but neither the cover nor a change of chair says so"
            yield fault("R19", element, why=why)


def _chair_changes(index: Index) -> list[Element]:
    """The narratives that tell who takes the Chair."""
    changes = {f"#{event.get('eId')}" for event in index.all("TLCEvent", "TLCConcept") if _last(event) == "chairChange"}
    if not changes:
        return []
    return [n for n in index.all("narrative") if not changes.isdisjoint(n.get("refersTo", "").split())]


def _in_document_order(index: Index, few: list[Element], many: list[Element]) -> list[Element]:
    if not few:
        return many
    place = {element: number for number, element in enumerate(index.elements)}
    return sorted([*few, *many], key=place.__getitem__)


def delegations_are_declared(index: Index) -> Iterator[Fault]:
    """R20: each delegation on the cover has its State, its person and that person's role among the references."""
    if not index.is_un:
        return
    for table in index.by_tag.get("table", ()):
        if "preface" not in ancestors(table):
            continue
        # States in one column of rows and persons in another: each row is judged by what it holds.
        apart = len([*table.iter(f"{CLARK}organization")]) == len([*table.iter(f"{CLARK}person")])
        for row in table.iter(f"{CLARK}tr"):
            organization, person = next(row.iter(f"{CLARK}organization"), None), next(row.iter(f"{CLARK}person"), None)
            if organization is None and person is None:
                continue
            if missing := _undeclared(index, organization, person, apart):
                printed = " ".join(" ".join(map(text_of, row.iterchildren("*"))).split())
                yield fault("R20", row, delegation=printed, missing=" and ".join(missing))


def _undeclared(index: Index, organization: Element | None, person: Element | None, apart: bool) -> list[str]:
    state = None if organization is None else organization.get("refersTo")
    who, role = (None, None) if person is None else (person.get("refersTo"), person.get("as"))
    wanted = {"TLCOrganization": state, "TLCPerson": who, "TLCRole": role}
    if apart and None in (organization, person):
        wanted = {"TLCOrganization": state} if person is None else {"TLCPerson": who, "TLCRole": role}
    return [tag for tag, reference in wanted.items() if index.target_tag(reference) != tag]
