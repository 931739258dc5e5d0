"""The names of Akoma Ntoso that the writer uses: elements, attributes, the classes of documents and of references."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import NamedTuple

from akn_convert.model import Inline

AKN = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
AKN4UN = "http://un.org/akn4un"


class Document(NamedTuple):
    """The class of a kind of record (AKN4UN part 1, mapping of document classes): element, subtype, publication."""

    element: str
    subtype: str
    dated_by: str


DOCUMENTS = {
    "verbatimRecord": Document("debate", "record", "meeting"),
    "presidentialStatement": Document("statement", "deliberation", "adoption"),
    "communique": Document("doc", "communication", "meeting"),
}

# The class of a top level class element, by the kind of entity.
CLASSES = {
    "organization": "TLCOrganization",
    "role": "TLCRole",
    "person": "TLCPerson",
    "event": "TLCEvent",
    "location": "TLCLocation",
    "concept": "TLCConcept",
    "process": "TLCProcess",
    "reference": "TLCReference",
}

Attributes = dict[str, str]


@cache
def tag(name: str) -> str:
    """The qualified name of an element of Akoma Ntoso, as lxml writes it."""
    return f"{{{AKN}}}{name}"


def _refers(name: str, /, **more: str) -> Callable[[Inline], tuple[str, Attributes]]:
    """An element that refers to an entity, perhaps with fixed attributes more."""

    def make(inline: Inline) -> tuple[str, Attributes]:
        return name, {**more, **({"refersTo": f"#{inline.target}"} if inline.target else {})}

    return make


def _person(inline: Inline) -> tuple[str, Attributes]:
    attributes = {"refersTo": f"#{inline.target}"}
    return "person", attributes | ({"as": f"#{inline.capacity}"} if inline.capacity else {})


def _valued(name: str, attribute: str) -> Callable[[Inline], tuple[str, Attributes]]:
    """An element with the machine's form of its words in an attribute, and perhaps an entity."""

    def make(inline: Inline) -> tuple[str, Attributes]:
        attributes = {attribute: inline.value} if inline.value else {}
        return name, attributes | ({"refersTo": f"#{inline.target}"} if inline.target else {})

    return make


def _time(inline: Inline) -> tuple[str, Attributes]:
    attributes = {"type": f"{inline.edge}Event"} if inline.edge else {}
    attributes["time"] = inline.value
    return "recordedTime", attributes | ({"refersTo": f"#{inline.target}"} if inline.target else {})


def _cited(inline: Inline) -> tuple[str, Attributes]:
    """A document with a work IRI is a `ref`; one whose IRI cannot be known is an `a` to where it can be read."""
    name = "ref" if inline.value.startswith("/akn/") else "a"
    return name, {"href": inline.value, "refersTo": f"#{inline.target}"}


# name of the model's inline -> the element and its attributes
INLINES: dict[str, Callable[[Inline], tuple[str, Attributes]]] = {
    "person": _person,
    "organization": _refers("organization"),
    "role": _refers("role"),
    "event": _refers("event"),
    "location": _refers("location"),
    "concept": _refers("concept"),
    "quantity": _valued("quantity", "normalized"),
    "cited": _cited,
    "link": lambda inline: ("a", {"href": inline.value}),
    "delivered": _refers("inline", name="akn4un:originalLanguage"),
    "year": _refers("inline", name="akn4un:year"),
    "session": _valued("session", "value"),
    "time": _time,
    "date": _valued("date", "date"),
    "meeting-date": _valued("docDate", "date"),
    "authority": _refers("docAuthority"),
    "status": _refers("docStatus"),
    "type": _refers("docType"),
    "title": _refers("docTitle"),
    "symbol": _refers("docNumber"),
    "job": _refers("docketNumber"),
    "outcome": _refers("outcome"),
    "stage": _refers("docStage"),
    "vote": lambda inline: ("vote", {"by": f"#{inline.target}"}),
}
