"""The eId of every element that can be cited, given as elements open (naming convention of OASIS)."""

from __future__ import annotations

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
_NAMES = {name: (_SHORT.get(name, name), name in _UNIQUE) for name in _CITED}


class Eids:
    """The eIds of one document: each is that of the nearest ancestor that has one, and a number among its like there."""

    __slots__ = ("_counts",)

    def __init__(self) -> None:
        self._counts: dict[str, int] = {}

    def of(self, name: str, ancestor: str) -> str:
        """The eId of the next element of a name below the ancestor with that eId ("" for none); "" for one not cited."""
        known = _NAMES.get(name)
        if known is None:
            return ""
        short, unique = known
        eid = f"{ancestor}__{short}" if ancestor else short
        if unique:
            return eid
        number = self._counts.get(eid, 0) + 1
        self._counts[eid] = number
        return f"{eid}_{number}"
