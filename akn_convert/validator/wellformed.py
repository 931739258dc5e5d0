"""Bytes -> tree, safely: any DOCTYPE is refused before it is read, nothing is fetched or expanded, sizes have limits."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from lxml import etree

from akn_convert.findings import Finding, Location, finding
from akn_convert.validator.index import AKN, CLARK, Element, row_of

MAX_BYTES = 256 * 1024 * 1024

# The part of a file before its root element; possessive, so that no prolog takes more than one pass.
_BEFORE = r"\s*+(?>(?:<\?(?:(?!\?>).)*+\?>|<!--(?:(?!-->).)*+-->)\s*+)*+<!DOCTYPE"
_PROLOG = re.compile("\ufeff?" + _BEFORE, re.S)
_UTF_8_PROLOG = re.compile(rb"(?:\xef\xbb\xbf)?" + _BEFORE.encode(), re.S)
_DECLARATION = re.compile(rb"<\?xml[^>]*?encoding\s*=\s*[\"']([A-Za-z0-9._-]+)[\"']")
_BOMS = (
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)

_GENERATIONS = re.compile(
    r"http://www\.akomantoso\.org/(?P<old>[12]\.0)|http://docs\.oasis-open\.org/legaldocml/ns/akn/3\.0/(?P<draft>[A-Z]+\d+)"
)
# By name, which libxml2 finds by comparing pointers: "*" in a namespace takes it thirty times as long.
_XINCLUDE = [f"{{http://www.w3.org/2001/XInclude}}{name}" for name in ("include", "fallback")]

# What libxml2 calls the commonest faults of form, and what they are called here.
_WORDS = {
    "ERR_DOCUMENT_EMPTY": "the file is empty, or does not begin with XML",
    "ERR_DOCUMENT_END": "something stands after the end of the root element",
    "ERR_TAG_NOT_FINISHED": "the file ends before its last element is closed: it has been cut off",
    "ERR_INVALID_CHAR": "a character stands here that XML does not allow",
    "ERR_INVALID_ENCODING": "the bytes here are not of the declared encoding",
    "ERR_UNSUPPORTED_ENCODING": "the declared encoding is not known",
    "ERR_UNDECLARED_ENTITY": "an entity is used that XML does not know; only &amp;, &lt;, &gt;, &quot; and &apos; are",
    "ERR_NAME_REQUIRED": 'a bare "&" or "<" stands here; in text they are written &amp; and &lt;',
    "ERR_ENTITYREF_SEMICOL_MISSING": 'a bare "&" stands here; in text it is written &amp;',
    "ERR_LT_IN_ATTRIBUTE": 'a "<" stands in an attribute; there it is written &lt;',
    "ERR_ATTRIBUTE_REDEFINED": "an attribute stands twice on one element",
    "ERR_ATTRIBUTE_WITHOUT_VALUE": "an attribute has no value",
    "ERR_ATTRIBUTE_NOT_STARTED": "the value of an attribute is not in quotes",
    "ERR_GT_REQUIRED": "a tag is not closed by >",
    "ERR_SPACE_REQUIRED": "a blank is missing between attributes",
    "ERR_RESERVED_XML_NAME": "the XML declaration does not stand at the very beginning of the file",
    "ERR_COMMENT_NOT_FINISHED": "a comment is not closed",
    "ERR_CDATA_NOT_FINISHED": "a CDATA section is not closed",
    "NS_ERR_UNDEFINED_NAMESPACE": "a prefix is used that no xmlns declares",
}
_MISMATCH = re.compile(r"tag mismatch: (\S+) line (\d+) and (\S+)")
_NO_MATCH = re.compile(r"EndTag|Premature end of data in tag (\S+) line (\d+)")


@dataclass(frozen=True)
class Parsed:
    """A file as a tree, or the findings that say why there is none; `source` is the file in a superset of ASCII."""

    root: Element | None
    source: bytes | None = None
    findings: tuple[Finding, ...] = ()


def parse(data: bytes) -> Parsed:
    """The tree of a file's bytes; the findings of this layer are all errors, and there is a tree only without them."""
    if len(data) > MAX_BYTES:
        return _refused("xml-too-large", size=len(data), limit=MAX_BYTES)
    refusal = _doctype(data)
    if refusal is not None:
        return refusal
    parser = _parser()
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        return Parsed(None, None, (_malformed(data, error, parser),))
    return _accepted(root, data)


def _parser() -> etree.XMLParser:
    """A parser that expands, loads and fetches nothing, and keeps libxml2's limits.

    One for each document, which takes two microseconds: its log is this document's alone, in any thread.
    """
    return etree.XMLParser(resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False)


def _accepted(root: Element, data: bytes) -> Parsed:
    encoding = (_by_first_bytes(data) or root.getroottree().docinfo.encoding or "UTF-8").upper()
    source = (
        data
        if not encoding.startswith(("UTF-16", "UTF-32", "UCS"))
        else data.decode(encoding, "replace").encode("utf-8")
    )
    findings = tuple(judge_tree(root))
    return Parsed(None if findings else root, source, findings)


def judge_tree(root: Element) -> list[Finding]:
    """What keeps a tree from the other layers: a DOCTYPE, an XInclude, another generation of the standard."""
    if root.getroottree().docinfo.internalDTD is not None:
        return [finding("doctype", location=Location(1))]
    included = next(root.iter(*_XINCLUDE), None)
    if included is not None:
        return [finding("xinclude", location=_line(included))]
    if root.tag == f"{CLARK}akomaNtoso":
        return []
    name = etree.QName(root)
    namespace = name.namespace or ""
    if match := _GENERATIONS.fullmatch(namespace):
        generation = match["old"] or f"working draft {match['draft']} of 3.0"
        return [finding("other-generation", generation=generation, namespace=namespace, location=_line(root))]
    where = f"in the namespace {namespace}" if namespace else "in no namespace"
    return [finding("not-akoma-ntoso", element=name.localname, where=where, wanted=AKN, location=_line(root))]


def _line(element: Element) -> Location | None:
    return Location(row) if (row := row_of(element)) else None


def _refused(code: str, **facts: Any) -> Parsed:
    return Parsed(None, None, (finding(code, location=Location(1), **facts),))


def _doctype(data: bytes) -> Parsed | None:
    """A refusal where the prolog has a DOCTYPE in any encoding, or where the encoding hides what it has."""
    encoding = _by_first_bytes(data)
    declared = _DECLARATION.match(data[:200].removeprefix(b"\xef\xbb\xbf"))
    if encoding is None and declared:
        encoding = declared[1].decode("ascii")
    if encoding in (None, "UTF-8", "utf-8"):
        return _refused("doctype") if _UTF_8_PROLOG.match(data) else None
    try:
        head = data.decode(encoding, "replace")
    except LookupError:
        return _refused("not-well-formed", why=f'the declared encoding "{encoding}" is not known')
    return _refused("doctype") if _PROLOG.match(head) else None


def _by_first_bytes(data: bytes) -> str | None:
    """The encoding that a byte order mark tells, or the zero bytes between letters; None where neither stands."""
    marked = next((name for bom, name in _BOMS if data.startswith(bom)), None)
    if marked is None and b"\0" in data[:4]:
        return "utf-16-le" if data[1:2] == b"\0" else "utf-16-be"
    return marked


def _malformed(data: bytes, error: Exception, parser: etree.XMLParser) -> Finding:
    """The first fault of form: those after it are mostly its consequences."""
    # Not from the exception: its log also holds other documents' errors.
    entry = next((e for e in _entries(parser) if e.level_name in ("FATAL", "ERROR")), None)
    if entry is None or not data.strip():
        why = "the file is empty" if not data.strip(b"\0 \r\n\t") else str(error)
        return finding("not-well-formed", why=why, location=Location(1))
    location = Location(max(entry.line, 1), max(entry.column, 1))
    if "Excessive depth" in entry.message or ("depth" in entry.message and "256" in entry.message):
        return finding("xml-too-deep", limit=256, location=location)
    if "huge" in entry.message.lower() or "too long" in entry.message:
        return finding("xml-text-too-large", location=location)
    return finding("not-well-formed", why=_why(entry.type_name, entry.message), location=location)


def _entries(parser: etree.XMLParser) -> list[Any]:
    return list(parser.error_log)


def _why(kind: str, message: str) -> str:
    """What a fault of form is, in words."""
    if match := _MISMATCH.search(message):
        return f"<{match[1]}> was opened in line {match[2]}, but </{match[3]}> stands where it should be closed"
    if (match := _NO_MATCH.search(message)) and match[1]:
        return f"the file ends before <{match[1]}> of line {match[2]} is closed: it has been cut off"
    return _WORDS.get(kind) or message.strip().rstrip(".")
