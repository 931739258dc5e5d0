"""The Cast: everything a record refers to, each once, under an id that is the same in every language.

Who somebody is follows from the delegation, not from the name: names are spelled differently on cover and in the body.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from functools import cache

from akn_convert.grammar import Grammar
from akn_convert.grammar.schema import spelled
from akn_convert.model import Entity

OBSERVERS = frozenset({"PSE", "VAT", "EU"})
# Roles whose IRI does not depend on a State, and whether it hangs on the organ.
_OFFICES = {"president": "president", "acting_president": "actingPresident", "rapporteur": "rapporteur"}
# How much of two names without their titles is alike where they are spellings of one, and where the cover names only
# one person of a delegation in a language that transcribes names.
_ONE_NAME, _ONLY_ONE = 0.75, 0.4
_ORDER = ("organization", "role", "person", "event", "location", "concept", "process", "reference")


@dataclass(slots=True)
class Cast:
    """Collects the entities of one record while it is mapped; `actor` and `number` are parts of their IRIs."""

    grammar: Grammar
    actor: str
    number: str
    misread: dict[str, str] = field(default_factory=dict)  # names of States as printed, and as they are meant
    _entities: dict[str, Entity] = field(default_factory=dict)
    _names: dict[str, list[tuple[str, str]]] = field(default_factory=dict)
    _heard: dict[tuple[str, str], str] = field(default_factory=dict)  # who a name was at its last mention
    _roster: set[str] = field(default_factory=set)
    _speakers: int = 0

    def label(self, key: str, **facts: str) -> str:
        """A label of the language's table, filled in."""
        return self.grammar.labels[key].format(**facts)

    def add(self, kind: str, eid: str, path: str, label: str) -> str:
        """The id of an entity, which is noted at its first mention."""
        self._entities.setdefault(eid, Entity(eid, kind, path, label))
        return eid

    def concept(self, eid: str, path: str, label: str = "") -> str:
        """A concept by its id, with the label of the language's table."""
        return self.add("concept", eid, path, label or self.label(eid))

    def organ(self, actor: str, label: str = "") -> str:
        """An organ of the United Nations."""
        known = self.grammar.labels.get(actor)
        return self.add("organization", actor, actor, label or known or actor)

    def state(self, iso: str, label: str) -> str:
        """A Member State, or an observer; where its name is misread, the table's stands for it."""
        if label != iso and not self.grammar.states.find_declined(label):
            self.misread[label] = label = self.grammar.states.name_meant(label, iso)
        kind = "observer" if iso in OBSERVERS else "memberState"
        return self.add("organization", f"state-{iso.lower()}", f"{kind}/{iso}", label)

    def person(self, iso: str, name: str, *, roster: bool = False) -> str:
        """The person who speaks for a delegation; a second one of the same delegation has an id of their own."""
        known = self._names.setdefault(iso, [])
        heard = self._heard.get((iso, name))
        if heard and len(known) > 1 and not roster:
            return heard
        eid = self._known(iso, name)
        if eid is None:
            eid = f"person-{iso.lower()}" + (f"-{len({e for e, _ in known}) + 1}" if known else "")
            number = eid.removeprefix(f"person-{iso.lower()}")
            self.add("person", eid, f"{self.actor}/{self.number}/{iso}{number}", name)
        known.append((eid, name))
        self._heard[iso, name] = eid
        if roster:
            self._roster.add(eid)
        return eid

    def _known(self, iso: str, name: str) -> str | None:
        """Who of a delegation it is: somebody of nearly that name, else the one whom only the cover has named, where names
        are transcribed and this may be another transcription."""
        known = self._names[iso]
        for eid, other in known:
            if _alike(self._bare(other), self._bare(name)):
                return eid
        heard = {eid for eid, _ in known} - self._roster
        if known and not heard and len(known) == 1 and not self.grammar.heads.exact_names:
            eid, other = known[0]
            return eid if self._may_be(other, name) else None
        return None

    def _may_be(self, one: str, other: str) -> bool:
        """Whether two transcriptions may be of one name: letters tell, or the title where characters have none."""
        a, b = self._bare(one), self._bare(other)
        if _likeness(a, b) >= _ONLY_ONE or self.grammar.language.blank or (a.isascii() and b.isascii()):
            return _likeness(a, b) >= _ONLY_ONE
        titles = _titles(self.grammar)
        return titles.findall(one) == titles.findall(other)

    def _bare(self, name: str) -> str:
        """The letters of a name without its titles; with them where nothing else stands."""
        return _letters(_titles(self.grammar).sub("", name.strip())) or _letters(name)

    def speaker(self, name: str, *, exact: bool = False) -> str:
        """A person without a State, numbered in the order of the first heads; `exact` where the name is an office's."""
        for eid, other in self._names.get("", []):
            if exact and _letters(other) == _letters(name):
                return eid
            if not exact and _alike(self._bare(other), self._bare(name)):
                return eid
        self._speakers += 1
        eid = f"person-speaker-{self._speakers}"
        self._names.setdefault("", []).append((eid, name))
        return self.add("person", eid, f"{self.actor}/{self.number}/speaker-{self._speakers}", name)

    def unnamed(self, office: str, label: str) -> str:
        """Who presides without being named: `office` is "president" or "acting-president"."""
        return self.add("person", f"person-{office}", f"{self.actor}/{self.number}/{office}", label)

    def role(self, capacity: str, iso: str = "", detail: str = "", label: str = "") -> str:
        """The role of a capacity: of a State's delegation, of the organ, or of a body named in `detail`."""
        if capacity in ("representative", "observer"):
            state = self._entities.get(f"state-{iso.lower()}")
            name = label or self.label(capacity, state=state.label if state else iso)
            return self.add("role", f"{capacity[:3]}-{iso.lower()}", f"{capacity}/{iso}", name)
        if capacity == "committee_chair":
            return self.add("role", f"chair-{detail}", f"{self.actor}/committee-{detail}/chair", label)
        path = _OFFICES.get(capacity, capacity)
        if capacity == "president" and re.search(r"-c\d+$", self.actor):
            path = "chair"
        inside = capacity in _OFFICES
        organ = detail if capacity == "rapporteur" and detail else self.actor
        eid = capacity.replace("_", "-") + (f"-{detail}" if capacity == "rapporteur" and detail else "")
        return self.add("role", eid, f"{organ}/{path}" if inside else path, label or self.label(capacity))

    def office_label(self, eid: str) -> str:
        """The label under which an entity stands, "" for an unknown id."""
        entity = self._entities.get(eid)
        return entity.label if entity else ""

    def entities(self) -> tuple[Entity, ...]:
        """All of them, by kind, in the order of their first mention."""
        return tuple(sorted(self._entities.values(), key=lambda e: _ORDER.index(e.kind)))


def _alike(one: str, other: str) -> bool:
    """Whether letters are spellings of one name: the longer one holds the shorter, or nearly all are the same.

    Of names as short as Li and Liu every letter counts.
    """
    if one == other or min(len(one), len(other)) < 4:
        return one == other
    return one in other or other in one or _likeness(one, other) > _ONE_NAME


def _likeness(one: str, other: str) -> float:
    """From 0 to 1, how much of two words is alike."""
    return SequenceMatcher(None, one, other, autojunk=False).ratio()


@cache
def _titles(grammar: Grammar) -> re.Pattern[str]:
    """The titles of a name: before it, or at its end."""
    before, after = (
        "|".join(spelled(re.escape(t)) for t in sorted(titles, key=len, reverse=True)) or "(?!)"
        for titles in (grammar.heads.before, grammar.heads.after)
    )
    return re.compile(rf"^(?:(?:{before})(?<=[\w.])(?!\w)\s*)+|(?:{after})$", re.IGNORECASE)


def _letters(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name.casefold())
    return "".join(c for c in plain if c.isalnum())
