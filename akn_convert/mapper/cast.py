"""The Cast: everything a record refers to, each once, under an id that is the same in every language.

Who somebody is follows from the delegation, not from the name: names are spelled differently on cover and in the body.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from akn_convert.grammar import Grammar
from akn_convert.grammar.openers import title
from akn_convert.model import Entity

OBSERVERS = frozenset({"PSE", "VAT", "EU"})
# Roles whose IRI does not depend on a State, and whether it hangs on the organ.
_OFFICES = {"president": "president", "acting_president": "actingPresident", "rapporteur": "rapporteur"}
_ORDER = ("organization", "role", "person", "event", "location", "concept", "process", "reference")


@dataclass(slots=True)
class Cast:
    """Collects the entities of one record while it is mapped; `actor` and `number` are parts of their IRIs."""

    grammar: Grammar
    actor: str
    number: str
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
        """A Member State, or an observer."""
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
        """Who of a delegation it is: somebody of nearly that name, else the one whom only the cover has named."""
        known = self._names[iso]
        for eid, other in known:
            if self._alike(other, name):
                return eid
        heard = {eid for eid, _ in known} - self._roster
        if known and not heard and len(known) == 1 and not self.grammar.heads.exact_names:
            return known[0][0]
        return None

    def speaker(self, name: str, *, exact: bool = False) -> str:
        """A person without a State, numbered in the order of the first heads; `exact` where the name is an office's."""
        for eid, other in self._names.get("", []):
            if _letters(other) == _letters(name) if exact else self._alike(other, name):
                return eid
        self._speakers += 1
        eid = f"person-speaker-{self._speakers}"
        self._names.setdefault("", []).append((eid, name))
        return self.add("person", eid, f"{self.actor}/{self.number}/speaker-{self._speakers}", name)

    def _alike(self, one: str, other: str) -> bool:
        """Whether two names are spellings of one, whatever titles they bear: two Chancellors are not one person."""
        return _alike(self._untitled(one), self._untitled(other))

    def _untitled(self, name: str) -> str:
        """A name without the title before it; the whole where nothing else stands."""
        found = title(self.grammar).match(name)
        return name[found.end() :] if found and name[found.end() :].strip() else name

    def unnamed(self, office: str, label: str) -> str:
        """Who presides without being named: `office` is "president" or "acting-president"."""
        return self.add("person", f"person-{office}", f"{self.actor}/{self.number}/{office}", label)

    def role(self, capacity: str, iso: str = "", detail: str = "", label: str = "") -> str:
        """The role of a capacity: of a State's delegation, of the organ, or of a body named in `detail`."""
        if capacity in ("representative", "observer"):
            state = self._entities.get(f"state-{iso.lower()}")
            name = self.label(capacity, state=state.label if state else iso)
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
    """Whether two names without titles are spellings of one: one holds the other, or nearly the same letters.

    Of names as short as Li and Liu every letter counts.
    """
    a, b = _letters(one), _letters(other)
    if a == b or min(len(a), len(b)) < 4:
        return a == b
    if a in b or b in a:
        return True
    return SequenceMatcher(None, a, b, autojunk=False).ratio() > 0.75


def _letters(name: str) -> str:
    plain = unicodedata.normalize("NFD", name.casefold())
    return "".join(c for c in plain if c.isalnum())
