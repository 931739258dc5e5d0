"""Rules about what points to what: references, their targets' classes, links, declared entities (R5 to R8, R24)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from akn_convert.validator.index import CLARK, REFERENCES, Element, Fault, Index, fault, name_of, stands_in_meta

_AGENTS = frozenset({"TLCPerson", "TLCOrganization"})
# What each reference may point to; refersTo and dictionary are looked up by place, as any entry of `references` will do.
_CLASSES = {
    "by": _AGENTS,
    "source": _AGENTS,
    "to": _AGENTS | {"TLCRole"},
    "as": frozenset({"TLCRole"}),
    "outcome": frozenset({"TLCConcept"}),
    "choice": frozenset({"quorum", "count"}),
}
# What the IRI of an entity of a class begins with; that of a TLCReference is free.
_ROOTS = {
    f"TLC{name}": f"/akn/ontology/{name.lower()}/"
    for name in ("Person", "Organization", "Role", "Concept", "Event", "Location", "Object", "Process", "Term")
}
# Its `source` names the document that made the event: an entry of `references` such as `passiveRef`.
_EVENT_REF = f"{CLARK}eventRef"
_CITATIONS = frozenset({"ref", "rref", "mref"})
_UN_HOSTS = re.compile(r"https?://(?:www\.)?(?:undocs\.org|documents(?:-dds-ny)?\.un\.org|docs\.un\.org)/.", re.I)


def references_resolve(index: Index) -> Iterator[Fault]:
    """R5: a reference is "#" and an eId of this document."""
    for attribute in REFERENCES:
        reasons = {value: why for value in index.values[attribute] if (why := _astray(value, index.ids))}
        for element, value in index.references[attribute] if reasons else ():
            if value in reasons:
                yield _leads_nowhere(element, attribute, value, reasons[value])
    for element in index.all("FRBRauthor"):
        value = element.get("href", "")
        if why := _unresolved(value, index.ids):
            yield _leads_nowhere(element, "href", value, why)


def _leads_nowhere(element: Element, attribute: str, value: str, why: str) -> Fault:
    """One cause is one value, wherever it stands; where "#" is missing, one kind of reference: a habit of its author."""
    tag = name_of(element)
    kin = (value,) if value[:1] in ("", "#") else (tag, attribute)
    return "R5", element, {"element": tag, "attribute": attribute, "value": value, "why": why}, None, kin


def _astray(value: str, ids: dict[str, Element]) -> str:
    """Why one of the references in an attribute leads nowhere, in words; "" where all lead somewhere."""
    if value[:1] == "#" and value[1:] in ids:
        return ""
    for one in value.split() or [""]:
        if why := _unresolved(one, ids):
            return why
    return ""


def _unresolved(value: str, ids: dict[str, Element]) -> str:
    """Why a reference leads nowhere, in words; "" where it leads somewhere."""
    if not value:
        return "it is empty"
    if value[0] != "#":
        return f'"#{value}" was meant: "#" is missing' if value in ids else 'it does not begin with "#"'
    return "" if value[1:] in ids else f'no element here has the eId "{value[1:]}"'


def references_fit(index: Index) -> Iterator[Fault]:
    """R6: a reference points to an entity of the class that it stands for."""
    for attribute, classes in _CLASSES.items():
        targets = {value: index.target_tag(value) for value in index.values[attribute]}
        if classes.issuperset(filter(None, targets.values())):
            continue
        for element, value in index.references[attribute]:
            found = targets[value]
            if found and found not in classes and not (element.tag == _EVENT_REF and _is_entry(index, value)):
                wanted = " or ".join(sorted(classes, reverse=True))
                yield _misfit(element, attribute, value, found, wanted)
    yield from _entries_fit(index)
    for element in index.all("FRBRauthor"):
        value = element.get("href", "")
        found = index.target_tag(value)
        if found and found not in _AGENTS:
            yield _misfit(element, "href", value, found, "TLCPerson or TLCOrganization")


def _entries_fit(index: Index) -> Iterator[Fault]:
    """refersTo and dictionary point to entries of `references`, of any class."""
    for attribute in ("refersTo", "dictionary"):
        strange = {value: found for value in index.values[attribute] if (found := _no_entries(index, value))}
        for element, value in index.references[attribute] if strange else ():
            for one, tag in strange.get(value, ()):
                yield _misfit(element, attribute, one, tag, "an entry of references")


def _no_entries(index: Index, value: str) -> list[tuple[str, str]]:
    """Those references of a value that point to something else than an entry, with the name of what they point to."""
    if "#" not in value or index.target_tag(value)[:3] == "TLC":
        return []
    targets = [(one, index.target_tag(one)) for one in value.split()]
    return [(one, tag) for one, tag in targets if tag and tag[:3] != "TLC" and not _is_entry(index, one)]


def _misfit(element: Element, attribute: str, value: str, found: str, wanted: str) -> Fault:
    name = name_of(element)
    return fault("R6", element, element=name, attribute=attribute, value=value, found=found, wanted=wanted)


def _is_entry(index: Index, value: str) -> bool:
    """Whether a reference points to an entry of `references`, or to a keyword."""
    target = index.target(value)
    if target is None or (parent := target.getparent()) is None:
        return False
    return name_of(parent) in ("references", "classification")


def links_stay_in_content(index: Index) -> Iterator[Fault]:
    """R7: a link within the document points to an element of its content, never into `meta`."""
    for element, value in index.links:
        if value[:1] != "#":
            continue
        target = index.target(value)
        if target is None:
            yield fault("R7", element, element=name_of(element), value=value, why="no element here has that eId")
        elif stands_in_meta(target):
            why = f"{name_of(target)} stands in meta; refersTo is for that"
            yield fault("R7", element, element=name_of(element), value=value, why=why)


def classes_are_declared_well(index: Index) -> Iterator[Fault]:
    """R8: each declared entity is used, has an IRI of its class, and no other has the same IRI."""
    mentioned = index.mentions.union(*index.values.values())
    mentioned.update(*map(str.split, mentioned))
    seen: dict[str, str] = {}
    for tag, entities in index.by_tag.items():
        if tag[:3] == "TLC":
            yield from _entity_faults(tag, entities, mentioned, seen)


def _entity_faults(tag: str, entities: list[Element], mentioned: set[str], seen: dict[str, str]) -> Iterator[Fault]:
    root = _ROOTS.get(tag, "")
    for entity in entities:
        eid, href = entity.get("eId", ""), entity.get("href", "")
        if f"#{eid}" not in mentioned:
            yield fault("R8", entity, "info", element=tag, eid=eid, why="nothing refers to it", kin=("unused",))
        if not href.startswith(root):
            why = f'its href "{href}" does not begin with /akn/ontology/{tag[3:].lower()}/'
            yield fault("R8", entity, element=tag, eid=eid, why=why, kin=(tag,))
        if href in seen:
            yield fault("R8", entity, element=tag, eid=eid, why=f'"{seen[href]}" has the same href')
        else:
            seen[href] = eid


def documents_are_cited_by_iri(index: Index) -> Iterator[Fault]:
    """R24: a document of the UN is cited by its IRI; a bare web address only where it also says which document it is."""
    if not index.is_un:
        return
    for element, href in index.links:
        if href[:4].lower() != "http" or not _UN_HOSTS.match(href):
            continue
        tag = name_of(element)
        if tag in _CITATIONS or (tag == "a" and element.get("refersTo") is None):
            yield fault("R24", element, element=tag, value=href, kin=("a" if tag == "a" else "ref",))
