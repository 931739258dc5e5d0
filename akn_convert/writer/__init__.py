"""The writer turns a Record into Akoma Ntoso 3.0; it alone knows the names of elements, and it invents no word."""

from __future__ import annotations

from lxml import etree

from akn_convert.model import Record
from akn_convert.text import Text
from akn_convert.writer.akn import AKN, AKN4UN, Element, document
from akn_convert.writer.eid import set_ids

__all__ = ["AKN", "AKN4UN", "serialise", "write"]


def write(record: Record, text: Text) -> Element:
    """The `akomaNtoso` element of a record, whose words are cuts of the clean text; every eId is set.

    The record must have a date, since none is invented: its IRIs are made of it.
    """
    root, links = document(record, text.clean)
    set_ids(root)
    links.resolve()
    return root


def serialise(root: Element) -> bytes:
    """The document as UTF-8 with an XML declaration, line ends as "\\n"; the same tree gives the same bytes."""
    return bytes(etree.tostring(root, encoding="UTF-8", xml_declaration=True)) + b"\n"
