"""A sound document with a few words changed, and what one rule says of it."""

from __future__ import annotations

from pathlib import Path

from lxml import etree

from akn_convert.findings import catalogue
from akn_convert.validator.index import Fault, Index, name_of
from akn_convert.validator.rules import RULES

SOUND = Path(__file__).parents[3] / "fixtures" / "sound"
Change = tuple[str, str]


def changed(name: str, *changes: Change) -> str:
    """The sound document of this name with each first word replaced, wherever it stands, by the second."""
    text = (SOUND / f"{name}.xml").read_text("utf-8")
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new)
    return text


def said(rule: str, text: str, head: bytes | None = None) -> list[str]:
    """A line a fault: the eId or name of its element, its severity where it is not the usual one, and its facts."""
    return [line(fault) for fault in RULES[rule](Index.of(etree.fromstring(text.encode()), head))]


def line(fault: Fault) -> str:
    catalogue()[fault.code].sentence.format_map(fault.facts)  # the sentence can be made of the facts
    where = fault.element.get("eId") or name_of(fault.element)
    severity = f" ({fault.severity})" if fault.severity else ""
    return f"{where}{severity}: {' | '.join(str(value) for value in fault.facts.values())}"
