"""HTML by lxml: the source is the text of the page's body in document order, a line end at each edge of a block.

Cells of a table are parted by tabs. What stands outside the main text is kept and marked "furniture".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from akn_convert.findings import Finding, finding
from akn_convert.reader.encodings import decode, wide_encoding
from akn_convert.reader.source import Draft, Source
from akn_convert.text import Mark, Piece, Span, Text

_OPENS = re.compile(
    r"\s*+(?:<!--(?:(?!-->).)*+-->\s*+|<\?xml[^>]*+>\s*+)*+<(!doctype\s+html|[a-z][a-z0-9]*)(?=[\s/>])", re.I | re.S
)
_TAG_NAMES = (
    "html head body meta title link base script style div p span table tbody tr td center font h1 h2 h3 h4 b i ul ol pre "
    "article main section header nav blockquote br hr a"
)
_META = re.compile(
    rb"<meta[^<>]+charset\s*=\s*+(?:[\"']\s*+)?([\w.:-]+)|<\?xml[^<>]+encoding\s*=\s*[\"']([\w.:-]+)", re.I
)
_UNFIT = re.compile("[\0\ud800-\udfff]")
_WHITE = re.compile(r"[ \t\n\r\f]+")
_TOP = re.compile(r"top:\s*(?:calc\([^;*]{0,80}\*\s*)?(-?[\d.]+)")

HIDDEN = frozenset({"script", "style", "noscript", "template", "svg", "object", "iframe", "select", "textarea", "head"})
_BLOCK_NAMES = (
    "address article aside blockquote body center dd details dialog div dl dt fieldset figcaption figure footer form h1 h2 h3 "
    "h4 h5 h6 header hr html li main nav ol p pre section summary table tbody tfoot thead tr ul caption"
)
BLOCKS = frozenset(_BLOCK_NAMES.split())
PARAGRAPHS = frozenset({"p", "li", "dd", "dt", "blockquote", "pre", "caption", *(f"h{level}" for level in range(1, 7))})
AROUND = frozenset({"nav", "header", "footer", "aside", "form", "button"})
STYLES = {"b": "bold", "strong": "bold", "i": "italic", "em": "italic", "cite": "italic", "sup": "superscript"}
STYLES.update({f"h{level}": "heading" for level in range(1, 7)})


def recognises(source: Source) -> bool:
    """Whether the head opens with a tag of HTML, after comments and an XML declaration at most."""
    head = source.head
    wide = wide_encoding(head) if b"\0" in head and source.decoded is None else None
    text = head.decode(wide or "latin-1", "replace").lstrip("\ufeff").removeprefix("ï»¿").removeprefix("ÿþ")
    match = _OPENS.match(text)
    return match is not None and (match[1].lower() in _TAG_NAMES.split() or match[1][0] == "!")


def read(source: Source) -> Text:
    """The text of a page with its headings, bold and italic runs, tables, and pages where a PDF viewer saved them."""
    declared = _META.search(source.head)
    name = (declared[1] or declared[2]).decode("ascii") if declared else None
    found: tuple[Finding, ...] = ()
    if source.decoded is not None:
        content, origin = source.decoded, source.origin("html", "utf-8", 1.0, name)
    else:
        content, encoding, confidence, found = decode(source.data, source.encoding, name)
        found = tuple(replace(item, span=None) for item in found)  # their places count characters of the markup
        origin = source.origin("html", encoding, confidence, name)
    body, broken = _parsed(content)
    draft = Draft()
    kept = _walk(body, draft) if body is not None else []
    raw = draft.raw
    empty = () if raw.strip() else (finding("no-text"),)
    pieces = tuple(_collapsed(raw, draft.breaks, kept))
    marks = tuple(mark for mark in draft.marks if raw[mark.source.start : mark.source.end].strip())
    return Text(raw, pieces, tuple(draft.pages), marks, origin, (*found, *broken, *empty))


def _parsed(content: str) -> tuple[Any, list[Finding]]:
    """The body of a page; findings where the parser gave up before the end."""
    from lxml import etree, html

    parser = html.HTMLParser(encoding="utf-8", no_network=True, huge_tree=True, remove_comments=True, remove_pis=True)
    mended, count = _UNFIT.subn("\ufffd", content)
    try:
        tree = html.document_fromstring(mended.encode("utf-8"), parser=parser)
    except etree.ParserError:
        return None, []
    fatal = [error for error in parser.error_log if error.level_name == "FATAL"]
    found = [finding("damaged-html", line=error.line) for error in fatal[:1]]
    found += [finding("unfit-for-html", count=count)] if count else []
    body = tree.find("body")
    return (tree if body is None else body), found


def _walk(body: Any, draft: Draft) -> list[range]:
    """Add the text of an element and of all in it to a draft; the ranges whose white is to be kept."""
    from lxml import etree

    walker = etree.iterwalk(body, events=("start", "end"))
    writer = _Writer(draft, _main(body))
    for event, element in walker:
        if event == "start":
            if element.tag in HIDDEN or "hidden" in element.attrib:
                walker.skip_subtree()
                writer.starts.append(-1)
                continue
            writer.open(element)
            draft.add(element.text or "")
        else:
            writer.close(element)
            if element is not body:
                draft.add(element.tail or "")
    if writer.after is not None:
        draft.mark("furniture", writer.after)
    return writer.kept


def _main(body: Any) -> Any:
    """The element that holds the main text, if the page names one and it holds more than half of all text."""
    for path in (".//main", ".//*[@role='main']", ".//article", ".//*[@id='content' or @id='main-content']"):
        named = body.xpath(path)
        if len(named) == 1 and named[0].xpath("string-length()") * 2 > body.xpath("string-length()"):
            return named[0]
    return None


class _Writer:
    """What tags mean for the text: lines, cells, pages and marks."""

    def __init__(self, draft: Draft, main: Any) -> None:
        self.draft, self.main = draft, main
        self.starts: list[int] = []
        self.top: str | None = None
        self.after: int | None = None
        self.kept: list[range] = []

    def open(self, element: Any) -> None:
        """What the beginning of an element means."""
        tag, draft = element.tag, self.draft
        if tag in BLOCKS or tag == "br" or self._is_new_line(element):
            draft.part("\n")
        if element.get("data-page-number") or element.get("data-page-no"):
            draft.new_page()
        if element is self.main:
            draft.mark("furniture", 0)
        self.starts.append(draft.length)

    def close(self, element: Any) -> None:
        """What the end of an element means."""
        start, tag, draft = self.starts.pop(), element.tag, self.draft
        if start < 0:
            return
        for kind in self._kinds(element):
            draft.mark(kind, start)
        if tag in PARAGRAPHS and draft.length > start:
            draft.marks.append(Mark(Span(start, start + 1), "indent"))
        if tag in ("td", "th") and element.getnext() is not None:
            lines = [at for at, kind in reversed(draft.breaks[-9:]) if kind == "\n" and start < at < draft.length - 2]
            draft.part("\n" if lines else "\t")
        elif tag in BLOCKS:
            draft.part("\n")
        if element is self.main:
            self.after = draft.length
        if tag == "pre":
            self.kept.append(range(start, draft.length))

    def _kinds(self, element: Any) -> Iterator[str]:
        if element.tag in STYLES:
            yield STYLES[element.tag]
        if element.get("dir") == "rtl":
            yield "rtl"
        if element.tag == "center" or element.get("align") == "center":
            yield "centred"
        if element.tag in AROUND and self.main is None:
            yield "furniture"

    def _is_new_line(self, element: Any) -> bool:
        """Whether a run of a saved PDF viewer stands on another height than the one before."""
        match = _TOP.search(element.get("style") or "")
        if match is None:
            return False
        same, self.top = match[1] == self.top, match[1]
        return not same


def _collapsed(raw: str, breaks: list[tuple[int, str]], kept: list[range]) -> Iterator[Piece]:
    """The pieces: white becomes what browsers show, a line end or a tab where a block or a cell ends."""
    end = 0
    ends = iter([*breaks, (len(raw) + 1, "")])
    at, kind = next(ends)
    for match in _WHITE.finditer(raw):
        start, stop = match.span()
        became = ""
        while at < stop:
            became = "\t" if "\t" in (became, kind) else kind
            at, kind = next(ends)
        if not became and any(start in part for part in kept):
            continue
        became = (became or " ") if start else ""
        if became != match[0]:
            if start > end:
                yield Piece(Span(end, start), raw[end:start])
            yield Piece(Span(start, stop), became, "white-space")
            end = stop
    if end < len(raw):
        yield Piece(Span(end, len(raw)), raw[end:])
