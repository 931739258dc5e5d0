"""The writer turns a Record into Akoma Ntoso 3.0; it alone knows the names of elements, and it invents no word.

It writes the document as markup and has it parsed, which takes a third of the time of building the tree.
"""

from __future__ import annotations

from typing import TypeAlias

from lxml import etree

from akn_convert.model import Record
from akn_convert.text import Text
from akn_convert.writer.akn import document
from akn_convert.writer.names import AKN, AKN4UN

__all__ = ["AKN", "AKN4UN", "serialise", "write"]

Element: TypeAlias = "etree._Element"


def write(record: Record, text: Text) -> Element:
    """The `akomaNtoso` element of a record, whose words are cuts of the clean text; every eId is set.

    The record must have a date, since none is invented: its IRIs are made of it.
    """
    # What is long is the source's own and has passed its limits; nothing outside the document is ever fetched.
    parser = etree.XMLParser(huge_tree=True, resolve_entities=False, no_network=True)
    root = etree.fromstring(document(record, text.clean).encode("utf-8"), parser)
    for element in root.iter():
        element.sourceline = 0  # a line of markup that nobody sees is no place to name in a finding
    return root


def serialise(root: Element) -> bytes:
    """The document as UTF-8 with an XML declaration, line ends as "\\n"; the same tree gives the same bytes."""
    return bytes(etree.tostring(root, encoding="UTF-8", xml_declaration=True)) + b"\n"
