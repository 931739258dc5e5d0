"""The eId of every element that can be cited, set in one pass over the finished tree (naming convention of OASIS)."""

from __future__ import annotations

from lxml import etree

from akn_convert.writer.names import tag

# Short forms of the naming convention, for the elements that the writer makes; any other element is its own name.
_SHORT = {
    "debateSection": "dbsect",
    "paragraph": "para",
    "attachment": "att",
}
# Elements that are cited: those whose type the schema marks so, and speeches, paragraphs and remarks besides.
_CITED = frozenset(
    [
        "adjournment",
        "attachment",
        "concept",
        "container",
        "content",
        "count",
        "date",
        "debateSection",
        "embeddedStructure",
        "entity",
        "event",
        "formula",
        "heading",
        "location",
        "narrative",
        "object",
        "organization",
        "p",
        "paragraph",
        "person",
        "preamble",
        "preface",
        "quantity",
        "ref",
        "role",
        "rollCall",
        "scene",
        "speech",
        "subheading",
        "summary",
        "table",
        "voting",
    ]
)
# Unique where they stand, and so without a number.
_UNIQUE = frozenset({"content", "preamble", "preface"})
_TAGS = {tag(name): (_SHORT.get(name, name), name in _UNIQUE) for name in _CITED}
_CELL = tag("td")
_IN_CELLS = {name: known for name, known in _TAGS.items() if name != tag("p")}


def set_ids(root: etree._Element) -> None:
    """Give each element its eId: that of the nearest ancestor that has one, and its number among its like there."""
    counts: dict[str, int] = {}
    _name_children(root, "", counts)


def _name_children(parent: etree._Element, prefix: str, counts: dict[str, int]) -> None:
    """Name all that is in an element; `counts` tells how many of each name there are so far."""
    names = _IN_CELLS if parent.tag == _CELL else _TAGS
    for element in parent:
        known, inside = names.get(element.tag), prefix
        if known is not None:
            name, unique = known
            eid = prefix + name
            if not unique:
                number = counts.get(eid, 0) + 1
                counts[eid] = number
                eid = f"{eid}_{number}"
            element.set("eId", eid)
            inside = f"{eid}__"
        if len(element):
            _name_children(element, inside, counts)
