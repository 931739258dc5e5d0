"""Plain text, and Markdown as extractors write it: one line a printed line, form feeds between the pages."""

from __future__ import annotations

import re

from akn_convert.reader.encodings import decode, wide_encoding
from akn_convert.reader.source import Source
from akn_convert.text import Piece, Span, Text

_BREAKS = re.compile("[\r\x0b\x0c\x85\u2028\u2029](?:(?<=\r)\n)?")
_XML = re.compile(rb"(?:\xef\xbb\xbf)?\s*<\?xml\b")
_CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


def recognises(source: Source) -> bool:
    """Whether the head is text and no XML: hardly a control character in it, once it is known not to be UTF-16."""
    if _XML.match(source.head):
        return False
    if source.decoded is not None:
        return True
    head = source.head
    if len(_CONTROLS.findall(head)) * 50 <= len(head):
        return True
    return head.startswith((b"\xff\xfe", b"\xfe\xff")) or bool(wide_encoding(head))


def read(source: Source) -> Text:
    """The text as it stands; line ends become line feeds, form feeds become pages, a byte order mark is dropped."""
    if source.decoded is not None:
        return divided(source.decoded, origin=source.origin("text", "utf-8"))
    decoded = decode(source.data, source.encoding)
    origin = source.origin("text", decoded.encoding, decoded.confidence)
    return divided(decoded.text, origin=origin, findings=decoded.findings)


def divided(raw: str, **fields: object) -> Text:
    """A Text of plain characters, its line ends and pages found; `fields` are further fields of the Text."""
    pieces: list[Piece] = []
    pages = [0]
    end = 0
    if raw.startswith("\ufeff"):
        pieces.append(Piece(Span(0, 1), "", "bom"))
        end = 1
    for match in _BREAKS.finditer(raw, end):
        start = match.start()
        if start > end:
            pieces.append(Piece(Span(end, start), raw[end:start]))
        end = match.end()
        if match[0] != "\f":
            pieces.append(Piece(Span(start, end), "\n", "line-end"))
            continue
        pieces.append(Piece(Span(start, end), _page_break(raw, start), "page-break"))
        if end < len(raw):
            pages.append(end)
    if end < len(raw):
        pieces.append(Piece(Span(end, len(raw)), raw[end:]))
    return Text(raw, tuple(pieces), tuple(pages), **fields)  # type: ignore[arg-type]


def _page_break(raw: str, at: int) -> str:
    """A form feed ends a line too, unless one has just ended or the next character ends it."""
    before, after = raw[at - 1 : at], raw[at + 1 : at + 2]
    return "" if before in ("", "\n", "\r", "\f") or after in ("", "\n", "\r") else "\n"
