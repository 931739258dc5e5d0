"""An Index is what one walk over a document collects, so that each rule can be a short look-up.

Elements are named as people write them: the local name in the Akoma Ntoso namespace, `{namespace}name` elsewhere.
"""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Iterator
from functools import cache, cached_property
from importlib import resources
from typing import Any

from lxml import etree

Element = etree._Element

AKN = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
CLARK = f"{{{AKN}}}"

# Attributes whose value is "#" and an eId by the schema's own documentation (agentRef, roleRef, conceptRef, ...).
REFERENCES = (
    "by", "as", "to", "source", "refersTo", "outcome", "choice", "dictionary", "for", "alternativeTo",
)  # fmt: skip
_META = f"{CLARK}meta"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_LINKS = ("ref", "rref", "mref", "a", "voting", "count", "quorum")
_INDEXED = (*REFERENCES, "name", XML_LANG)


@cache
def vocabulary() -> dict[str, Any]:
    """The closed lists that the rules ask for: element names, language codes."""
    return tomllib.loads(resources.files(__package__).joinpath("rules", "vocabulary.toml").read_text("utf-8"))


# The elements whose type takes eId from the schema's attribute group "idreq".
IDREQ = frozenset(vocabulary()["idreq"].split())
# What stands for an element's name in its eId; any other goes by its own name.
SHORT_FORMS: dict[str, str] = vocabulary()["short"]


# An element that has an eId, its name, the eId, and the eId of the nearest ancestor that has one ("" for none).
Identified = tuple[Element, str, str, str]


# What a rule found: its code, the element, the facts of the sentence, the severity where not the catalogue's, the kin.
# Faults of one cause have one kin, so that they can be told as one; with none, the facts are the cause. A plain tuple,
# since a document may have hundreds and a named one takes six times as long to make.
Fault = tuple[str, Element, dict[str, Any], str | None, tuple[str, ...]]


def fault(
    code: str, element: Element, severity: str | None = None, /, *, kin: tuple[str, ...] = (), **facts: Any
) -> Fault:
    """A fault with its facts by keyword."""
    return code, element, facts, severity, kin


class _Names(dict[str, str]):
    """Clark names to the names that people write, each worked out once."""

    def __missing__(self, tag: str) -> str:
        name = self[tag] = tag[len(CLARK) :] if tag.startswith(CLARK) else tag
        return name


_NAMES = _Names()


def name_of(element: Element) -> str:
    """The element's name as people write it."""
    return _NAMES[element.tag]


class Index:
    """Everything the rules ask of a document; the elements in `elements` and in each list stand in document order."""

    def __init__(self, root: Element, head: bytes | None = None) -> None:
        """The index of a tree; `head` is the file's own first bytes where there is a file: only R27 asks for them."""
        self.root, self.head = root, head
        # While they are kept, lxml gives the same objects again: they can be keys.
        self.elements: list[Element] = list(root.iter("*"))
        self.by_tag: dict[str, list[Element]] = defaultdict(list)
        self.references: dict[str, list[tuple[Element, str]]] = {name: [] for name in _INDEXED}
        # Values of other attributes that may be references all the same: in links, and in foreign attributes.
        self.mentions: set[str] = set()
        self.identified: list[Identified] = []
        self.unidentified: list[Element] = []
        self._walk()
        self.ids = {eid: element for element, _, eid, _ in reversed(self.identified)}

    def _walk(self) -> None:
        names, by_tag, references, mentions = _NAMES, self.by_tag, self.references, self.mentions
        nearest: dict[Element | None, str] = {self.root.getparent(): ""}
        for element in self.elements:
            tag = names[element.tag]
            by_tag[tag].append(element)
            own = None
            items: list[tuple[str, str]] = element.items()  # type: ignore[assignment]
            for name, value in items:
                if name == "eId":
                    own = value
                elif name in references:
                    references[name].append((element, value))
                elif "#" in value and (value[0] == "#" or name == "href"):
                    mentions.add(value)
            above = nearest[element.getparent()]
            if own is None:
                nearest[element] = above
                if tag in IDREQ:
                    self.unidentified.append(element)
            else:
                nearest[element] = own
                self.identified.append((element, tag, own, above))

    @cached_property
    def numbers(self) -> list[str | None]:
        """Of each in `identified` the number in its eId ("" for none); None where that does not go on from the eId
        around it, or not by the element's short form.
        """
        found, short = list[str | None](), SHORT_FORMS.get
        for _, tag, eid, above in self.identified:
            head, _, last = eid.rpartition("__")
            stem, _, number = last.partition("_")
            found.append(number if head == above and stem == short(tag, tag) else None)
        return found

    @cached_property
    def values(self) -> dict[str, set[str]]:
        """What stands in the attributes of `references`, by the attribute's name: each value once."""
        return {name: {value for _, value in found} for name, found in self.references.items()}

    @cached_property
    def links(self) -> list[tuple[Element, str]]:
        """The elements whose `href` may point into the document, kind by kind, with that href ("" for none)."""
        return [(element, element.get("href", "")) for element in self.all(*_LINKS)]

    def all(self, *tags: str) -> Iterator[Element]:
        """The elements of these names, name by name."""
        for tag in tags:
            yield from self.by_tag.get(tag, ())

    def target(self, reference: str | None) -> Element | None:
        """The element that "#eId" points to; None where it points nowhere."""
        return self.ids.get(reference[1:]) if reference and reference[0] == "#" else None

    def target_tag(self, reference: str | None) -> str:
        """The name of the element that "#eId" points to; "" where it points nowhere."""
        target = self.target(reference)
        return "" if target is None else name_of(target)

    @cached_property
    def document(self) -> Element | None:
        """The main document: the first child of `akomaNtoso` (debate, statement, act, ...)."""
        return next(iter(self.root.iterchildren("*")), None)

    @cached_property
    def meta(self) -> Element | None:
        """The main document's `meta`."""
        return None if self.document is None else child_of(self.document, "meta")

    @cached_property
    def text(self) -> str:
        """The text of the main document outside its `meta`."""
        return "".join([text for part, text in self.parts if part.tag != _META and part.getparent() is self.document])

    @cached_property
    def parts(self) -> list[tuple[Element, str]]:
        """What each document of the file consists of, `meta` and body and the rest, with its text."""
        return [
            (part, text_of(part)) for document in self.root.iterchildren("*") for part in document.iterchildren("*")
        ]

    @cached_property
    def frbr(self) -> dict[str, dict[str, Element]]:
        """FRBRWork, FRBRExpression, FRBRManifestation of the main document: their children by name, the first each."""
        blocks = () if self.meta is None else self.meta.iterchildren(f"{CLARK}identification")
        return {
            name_of(level): {name_of(child): child for child in level.iterchildren("*", reversed=True)}
            for block in blocks
            for level in block.iterchildren("*")
        }

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


def child_of(element: Element, name: str) -> Element | None:
    """The first child of that name; None where there is none."""
    return next(element.iterchildren(CLARK + name), None)


def stands_in_meta(element: Element) -> bool:
    """Whether an element stands inside a `meta`, the main document's or a component's."""
    return next(element.iterancestors(_META), None) is not None


def ancestors(element: Element) -> list[str]:
    """The names of the elements around an element, the nearest first."""
    return [name_of(above) for above in element.iterancestors("*")]
