"""An Index is what one walk over a document collects, so that each rule can be a short look-up.

Elements are named as people write them: the local name in the Akoma Ntoso namespace, `{namespace}name` elsewhere.
"""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache, cached_property
from importlib import resources
from typing import Any, NamedTuple

from lxml import etree

Element = etree._Element

AKN = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
CLARK = f"{{{AKN}}}"

# Attributes whose value is "#" and an eId by the schema's own documentation (agentRef, roleRef, conceptRef, ...).
REFERENCES = (
    "by", "as", "to", "source", "refersTo", "outcome", "choice", "dictionary", "for", "alternativeTo",
)  # fmt: skip
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_INDEXED = frozenset((*REFERENCES, "href", "name", XML_LANG))


@cache
def vocabulary() -> dict[str, Any]:
    """The closed lists that the rules ask for: element names, language codes."""
    return tomllib.loads(resources.files(__package__).joinpath("rules", "vocabulary.toml").read_text("utf-8"))


# The elements whose type takes eId from the schema's attribute group "idreq".
IDREQ = frozenset(vocabulary()["idreq"].split())


# An element that has an eId, its name, the eId, and the eId of the nearest ancestor that has one ("" for none); a plain
# tuple, since a document has hundreds and a named one takes six times as long to make.
Identified = tuple[Element, str, str, str]


class Fault(NamedTuple):
    """What a rule found: its code, the element, the facts of the sentence; `severity` where not the catalogue's.

    Faults of one cause have one `kin`, so that they can be told as one; by default the facts are the cause.
    """

    code: str
    element: Element
    facts: dict[str, Any]
    severity: str | None = None
    kin: tuple[str, ...] = ()

    @property
    def cause(self) -> tuple[object, ...]:
        """What faults that are told as one have in common."""
        return (self.code, self.severity, *(self.kin or self.facts.values()))


def fault(
    code: str, element: Element, severity: str | None = None, /, *, kin: tuple[str, ...] = (), **facts: Any
) -> Fault:
    """A fault with its facts by keyword."""
    return Fault(code, element, facts, severity, kin)


class _Names(dict[str, str]):
    """Clark names to the names that people write, each worked out once."""

    def __missing__(self, tag: str) -> str:
        name = self[tag] = tag[len(CLARK) :] if tag.startswith(CLARK) else tag
        return name


_NAMES = _Names()


def name_of(element: Element) -> str:
    """The element's name as people write it."""
    return _NAMES[element.tag]


@dataclass
class Index:
    """Everything the rules ask of a document; the elements in `elements` and in each list stand in document order."""

    root: Element
    elements: list[Element] = field(default_factory=list)
    by_tag: dict[str, list[Element]] = field(default_factory=lambda: defaultdict(list))
    references: dict[str, list[tuple[Element, str]]] = field(default_factory=lambda: defaultdict(list))
    identified: list[Identified] = field(default_factory=list)
    unidentified: list[Element] = field(default_factory=list)
    ids: dict[str, Element] = field(default_factory=dict)
    # Values that begin with "#" in attributes that are not in `references`: foreign ones, for the most part.
    mentions: set[str] = field(default_factory=set)
    # The file's own first bytes, where there is a file: only R27 asks for them.
    head: bytes | None = None

    @classmethod
    def of(cls, root: Element, head: bytes | None = None) -> Index:
        """The index of a tree, by one walk over its elements."""
        index = cls(root, head=head)
        index._walk()
        return index

    def _walk(self) -> None:
        names, by_tag, references, indexed = _NAMES, self.by_tag, self.references, _INDEXED
        nearest: dict[Element | None, str] = {None: ""}
        self.elements = elements = list(self.root.iter("*"))
        identified, unidentified, mentions = self.identified, self.unidentified, self.mentions
        for element in elements:
            tag = names[element.tag]
            by_tag[tag].append(element)
            above = nearest.get(element.getparent(), "")
            own = None
            items: list[tuple[str, str]] = element.items()  # type: ignore[assignment]
            for name, value in items:
                if name == "eId":
                    own = value
                elif name in indexed:
                    references[name].append((element, value))
                elif value[:1] == "#":
                    mentions.add(value)
            if own is None:
                nearest[element] = above
                if tag in IDREQ:
                    unidentified.append(element)
            else:
                nearest[element] = own
                identified.append((element, tag, own, above))
        self.ids = {eid: element for element, _, eid, _ in reversed(identified)}

    def all(self, *tags: str) -> Iterator[Element]:
        """The elements of these names, name by name."""
        for tag in tags:
            yield from self.by_tag.get(tag, ())

    def target(self, reference: str | None) -> Element | None:
        """The element that "#eId" points to; None where it points nowhere."""
        return self.ids.get(reference[1:]) if reference and reference[0] == "#" else None

    @cached_property
    def tags(self) -> dict[str | None, str]:
        """The names of the elements that references can point to, by "#eId"."""
        return {f"#{eid}": tag for _, tag, eid, _ in reversed(self.identified)}

    def target_tag(self, reference: str | None) -> str:
        """The name of the element that "#eId" points to; "" where it points nowhere."""
        return self.tags.get(reference, "")

    @cached_property
    def document(self) -> Element | None:
        """The main document: the first child of `akomaNtoso` (debate, statement, act, ...)."""
        return next(iter(self.root.iterchildren("*")), None)

    @cached_property
    def meta(self) -> Element | None:
        """The main document's `meta`."""
        return None if self.document is None else self.document.find(f"{CLARK}meta")

    @cached_property
    def text(self) -> str:
        """The text of the main document outside its `meta`."""
        if self.document is None:
            return ""
        return "".join([text_of(child) for child in self.document.iterchildren("*") if name_of(child) != "meta"])

    @cached_property
    def frbr(self) -> dict[str, dict[str, Element]]:
        """FRBRWork, FRBRExpression, FRBRManifestation of the main document: their children by name, the first each."""
        levels: dict[str, dict[str, Element]] = {}
        for level in () if self.meta is None else self.meta.iterfind(f"{CLARK}identification/*"):
            children = {name_of(child): child for child in reversed(list(level.iterchildren("*")))}
            levels[name_of(level)] = children
        return levels

    def frbr_value(self, level: str, name: str, attribute: str = "value") -> str | None:
        """An attribute of a child of a FRBR level of the main document; None where it is missing."""
        element = self.frbr.get(level, {}).get(name)
        return None if element is None else element.get(attribute)

    @cached_property
    def is_un(self) -> bool:
        """Whether the main document's work IRI is the United Nations'."""
        iri = self.frbr_value("FRBRWork", "FRBRuri") or self.frbr_value("FRBRWork", "FRBRthis") or ""
        return iri.startswith("/akn/un/")


def row_of(element: Element) -> int | None:
    """The row in which an element's start tag ends, where lxml knows it."""
    row: Any = element.sourceline
    return row or None


_STRING = etree.XPath("string()", smart_strings=False)


def text_of(element: Element) -> str:
    """The characters inside an element, comments and processing instructions left out."""
    return str(_STRING(element)) if len(element) else element.text or ""


def is_in_meta(element: Element) -> bool:
    """Whether an element stands inside a `meta`, the main document's or a component's."""
    return next(element.iterancestors(f"{CLARK}meta"), None) is not None


def ancestors(element: Element) -> list[str]:
    """The names of the elements around an element, the nearest first."""
    return [name_of(above) for above in element.iterancestors("*")]
