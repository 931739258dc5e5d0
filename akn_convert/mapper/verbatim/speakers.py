"""Who has the floor and in which capacity: from the head, from the Chair, from the words that announce a change."""

from __future__ import annotations

import re
from collections.abc import Iterator

from akn_convert.grammar.clock import named
from akn_convert.mapper.cast import OBSERVERS
from akn_convert.mapper.heads import Head
from akn_convert.mapper.verbatim.introductions import Introduction, described, introduced
from akn_convert.mapper.verbatim.sitting import Chair, Sitting
from akn_convert.model import Inline, Paragraph
from akn_convert.text import Cut

_ANNOUNCED_WITHIN = 700  # characters of a speech in which its capacity is announced
_COMMITTEE_NUMBER = re.compile(r"\d{3,4}")


def speaker_of(sitting: Sitting, head: Head) -> tuple[str, str]:
    """The ids of the person and of the role that a head stands for."""
    words = sitting.clean[head.who.start : head.who.end]
    if head.office in ("president", "acting_president"):
        return _presiding(sitting, head, words)
    name = _name(words)
    if head.state:
        return _delegate(sitting, head, name)
    return _guest(sitting, head, name)


def _presiding(sitting: Sitting, head: Head, words: str) -> tuple[str, str]:
    """Whoever is in the Chair; where nobody was named, somebody unnamed."""
    if sitting.chair.titled and head.office == "president":  # came back, though no scene says so
        sitting.chair = Chair()
    sitting.chair.titled = head.office == "acting_president"
    chair = sitting.chair if sitting.chair.person else sitting.president
    acting = chair.acting or head.office == "acting_president"
    capacity = "acting_president" if acting else "president"
    role = sitting.cast.role(capacity, label=_name(words))
    if head.state:
        return sitting.cast.person(head.state, _name(words)), role
    if not chair.person or (acting and not chair.acting):
        return sitting.cast.unnamed("acting-president" if acting else "president", _name(words)), role
    return chair.person, role


def presiding(sitting: Sitting) -> tuple[str, str]:
    """The ids of the person in the Chair, where no head names one, and of the role."""
    chair = sitting.chair if sitting.chair.person else sitting.president
    capacity = "acting_president" if chair.acting else "president"
    by = chair.person or sitting.cast.unnamed(capacity.replace("_", "-"), sitting.cast.label(capacity))
    return by, sitting.cast.role(capacity)


def _delegate(sitting: Sitting, head: Head, name: str) -> tuple[str, str]:
    """A speaker of a delegation, in the function printed behind the State, if one is."""
    state_name = sitting.clean[slice(*head.state_cut)] if head.state_cut else head.state
    sitting.cast.state(head.state, _name(state_name))
    by = sitting.cast.person(head.state, name)
    words = _name(sitting.clean[slice(*head.function_cut)]) if head.function_cut else ""
    match head.function:
        case "rapporteur":
            return by, sitting.cast.role("rapporteur", label=words, detail=_organ_of(sitting, words))
        case "committee_chair":
            return by, _committee(sitting, words)
        case "acting_president":
            return by, sitting.cast.role("acting_president", label=words)
        case _:
            capacity = "observer" if head.state in OBSERVERS or head.function == "observer" else "representative"
            return by, sitting.cast.role(capacity, head.state)


def _guest(sitting: Sitting, head: Head, name: str) -> tuple[str, str]:
    """Somebody without a State in the head, by the function printed there, else by how the meeting was told of them."""
    capacity = head.office or head.function
    told = Introduction(capacity) if capacity else introduced(sitting, head, name)
    if capacity == "representative" and head.function_cut:
        told = described(sitting, f", {sitting.clean[slice(*head.function_cut)]}") or told
    if told.capacity == "representative" and told.state:
        by, capacity = (
            sitting.cast.person(told.state, name),
            "observer" if told.state in OBSERVERS else "representative",
        )
        return by, sitting.cast.role(capacity, told.state, label=sitting.cast.label(capacity, state=told.name))
    by = sitting.cast.person(told.state, name) if told.state else sitting.cast.speaker(name, exact=bool(head.office))
    if told.words:
        return by, _committee(sitting, told.words, label=_name(told.words))
    if told.capacity == "committee_chair":
        return by, _committee(sitting, sitting.clean[slice(*(head.function_cut or head.who))])
    return by, sitting.cast.role(told.capacity if told.capacity in ("secretariat", "rapporteur") else "briefer")


def _organ_of(sitting: Sitting, words: str) -> str:
    """The organ whose rapporteur somebody is: a Main Committee by its number in words, else the record's own."""
    for word, value in sitting.grammar.votes.ordinals.items():
        if word.casefold() in words.casefold() and 1 <= value <= 6:
            return f"un-ga-c{value}"
    return sitting.cast.actor


def _committee(sitting: Sitting, words: str, label: str = "") -> str:
    """The role of the chair of a subsidiary body, known by the resolution that set it up, else by a number."""
    number = _COMMITTEE_NUMBER.search(words)
    detail = number[0] if number else "subsidiary"
    label = label or sitting.cast.label("committee_chair", body=words)
    return sitting.cast.role("committee_chair", detail=detail, label=label)


def capacity_changes(sitting: Sitting, cut: Cut) -> list[tuple[int, str]]:
    """Where in a paragraph the speaker takes up another capacity: offsets of sentences, and the ids of the roles."""
    speech = sitting.has_floor
    if speech is None:
        return []
    presiding = speech.by in (sitting.chair.person, sitting.president.person) or "president" in speech.by
    changes = _of_president(sitting, cut, speech.by) if presiding else _of_delegate(sitting, cut)
    return [(at, role) for at, role in changes if role]


def _of_president(sitting: Sitting, cut: Cut, by: str) -> Iterator[tuple[int, str]]:
    """The President speaks for a country, then as President again."""
    words = sitting.grammar.capacities
    found = words.country.pattern.search(sitting.clean, cut.start, cut.end)
    resumed = words.resumes.pattern.search(sitting.clean, cut.start, cut.end)
    for match in sorted(filter(None, (found, resumed)), key=lambda m: m.start()):
        at = sitting.sentence_start(match.start(), cut.start)
        if match is resumed:
            yield at, sitting.cast.role("acting_president" if sitting.chair.acting else "president")
        else:
            yield at, _national(sitting, named(match, "state") or "", by)


def _national(sitting: Sitting, state: str, by: str) -> str:
    """The role of the President's own delegation; "" where no State can be told."""
    iso = sitting.grammar.states.find(state, year=sitting.year) if state else None
    iso = iso or (sitting.chair.state if sitting.chair.person == by else sitting.president.state)
    if not iso:
        return ""
    if state and sitting.grammar.states.find(state, year=sitting.year):
        sitting.cast.state(iso, state)
    if not sitting.chair.person:
        sitting.chair = Chair(by, iso)
    return sitting.cast.role("representative", iso)


def _of_delegate(sitting: Sitting, cut: Cut) -> Iterator[tuple[int, str]]:
    """Who reported as chair of a subsidiary body speaks for the own State after that."""
    speech = sitting.has_floor
    if speech is None or not speech.capacity.startswith("chair-"):
        return
    found = sitting.grammar.capacities.national.pattern.search(sitting.clean, cut.start, cut.end)
    if found:
        yield sitting.sentence_start(found.start(), cut.start), _own_role(sitting, speech.by)


def announce(sitting: Sitting, cut: Cut) -> None:
    """Note that a delegate reports as chair of a subsidiary body, if the opening words of the speech say so."""
    speech = sitting.has_floor
    if speech is None or not speech.capacity.startswith("rep-") or not sitting.opening_words(cut, _ANNOUNCED_WITHIN):
        return
    if speech.by in (sitting.chair.person, sitting.president.person):
        return
    end = min(cut.end, cut.start + _ANNOUNCED_WITHIN)
    found = sitting.grammar.capacities.committee.pattern.search(sitting.clean, cut.start, end)
    if found:
        sitting.recast(_committee(sitting, named(found, "body") or ""))


def _own_role(sitting: Sitting, by: str) -> str:
    iso = re.match(r"person-([a-z]{3})(?:-\d+)?$", by)
    return sitting.cast.role("representative", iso[1].upper()) if iso else ""


def head_paragraph(sitting: Sitting, head: Head, by: str, role: str) -> Paragraph:
    """The head as a paragraph: office or name, State, function and language stand for what they name."""
    who = Inline(head.who, "role", role) if head.office else Inline(head.who, "person", by)
    inlines = [who]
    if head.state_cut:
        name = _name(sitting.clean[slice(*head.state_cut)])
        inlines.append(Inline(head.state_cut, "organization", sitting.cast.state(head.state, name)))
    if head.function_cut and head.function:
        inlines.append(Inline(head.function_cut, "role", role))
    if head.delivered_cut:
        word = sitting.clean[slice(*head.delivered_cut)]
        inlines.append(Inline(head.delivered_cut, "delivered", language_of(sitting, head.delivered, word)))
    return Paragraph(head.cut, tuple(sorted(inlines)))


def language_of(sitting: Sitting, code: str, word: str) -> str:
    """The concept of a language of delivery by ISO 639-2, under the name that the language's table prefers."""
    names = (name for name, value in sitting.grammar.heads.languages.items() if value == code)
    return sitting.cast.add("concept", f"lang-{code}", f"language/{code}", next(names, word))


def _name(words: str) -> str:
    return " ".join(words.split()).strip(" *")
