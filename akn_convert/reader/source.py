"""A Source is what a reader is given: the bytes or the text, what is known about them, and the limits that hold."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from dataclasses import dataclass, field

from akn_convert.findings import Finding
from akn_convert.text import Contract, Mark, Origin, Span, Text

HEAD = 4096  # bytes that a recogniser may look at: a signature that stands deeper is no signature


@dataclass(frozen=True, slots=True)
class Limits:
    """How much of a file is read before it is refused; no real record comes near a default.

    Sizes in bytes: of the file, of the memory of a reader that runs in a process of its own, of all that is packed in
    a file, and of the XML in it. `seconds` of wall clock, `ratio` of unpacked to packed size.
    """

    size: int = 512 * 2**20
    pages: int = 5_000
    seconds: float = 60.0
    memory: int = 256 * 2**20
    unpacked: int = 256 * 2**20
    markup: int = 16 * 2**20
    ratio: int = 200
    entries: int = 5_000


@dataclass(frozen=True)
class Source:
    """A document that nobody has looked into yet: `data` its bytes, or `decoded` its text where there were no bytes."""

    data: bytes
    decoded: str | None = None
    filename: str | None = None
    encoding: str | None = None
    limits: Limits = field(default_factory=Limits)

    @property
    def head(self) -> bytes:
        """The first bytes, by which a format is recognised."""
        return self.data[:HEAD] if self.decoded is None else self.decoded[:HEAD].encode("utf-8", "replace")

    @property
    def suffix(self) -> str:
        """The ending of the file's name, in lower case, with the dot; "" without a name."""
        return os.path.splitext(self.filename or "")[1].lower()

    def origin(self, format: str, encoding: str = "", confidence: float = 1.0, declared: str | None = None) -> Origin:
        """Where a text that is read from this source comes from."""
        data = self.data if self.decoded is None else self.decoded.encode("utf-8", "surrogatepass")
        digest = hashlib.sha256(data).hexdigest()
        return Origin(self.filename, digest, format, encoding, confidence, declared)

    def unreadable(self, format: str, found: Finding) -> Text:
        """The empty text of a source that cannot be read, with the one finding that says why."""
        return Text.of("", origin=self.origin(format), findings=(found,))


@dataclass(frozen=True, slots=True)
class Reader:
    """A format: how its content and its name are known, and how a source of that format becomes a Text."""

    name: str
    suffixes: tuple[str, ...]
    recognises: Callable[[Source], bool]
    read: Callable[[Source], Text]


class Draft:
    """A source in the making, for formats whose text lies in a tree: what is added, in order, is the source."""

    def __init__(self) -> None:
        self.length = 0
        self.pages = [0]
        self.marks: list[Mark] = []
        self.breaks: list[tuple[int, str]] = []  # where a line or a cell ends, and which
        self._parts: list[str] = []
        self._filled = False
        self.words = 0  # how often something was added that is not white

    def add(self, text: str) -> None:
        """Put text at the end."""
        self._parts.append(text)
        if text and not text.isspace():
            self._filled, self.words = True, self.words + 1
        self.length += len(text)

    def part(self, kind: str) -> None:
        """End the line ("\\n") or the cell ("\\t"), unless one of the kind has just ended here."""
        if self.breaks[-1:] != [(self.length - 1, kind)]:
            self.breaks.append((self.length, kind))
            self.add(kind)

    def new_page(self) -> None:
        """The page ends here, unless nothing stands on it yet."""
        if self._filled:
            self.pages.append(self.length)
            self._filled = False

    def mark(self, kind: str, start: int) -> None:
        """What was added since `start` is set in a way."""
        if self.length > start:
            self.marks.append(Mark(Span(start, self.length), kind))

    @property
    def raw(self) -> str:
        """All that was added."""
        return "".join(self._parts)


LINE_ENDS = frozenset({"\r\n", "\r", "\x0b", "\x85", "\u2028", "\u2029"})

TURNED = {"(": ")", ")": "(", "[": "]", "]": "[", "«": "»", "»": "«"}
MIRRORED = Contract(
    "mirrored-bracket",
    "a bracket that opens the wrong way is turned",
    lambda source, became, raw: TURNED.get(source) == became,
)
_HYPHENS = ("-\n", "-", "- ", "-\t", "")

CONTRACTS: dict[str, Contract] = {
    contract.rule: contract
    for contract in (
        MIRRORED,
        Contract(
            "line-end",
            "a line end of any kind becomes one line feed",
            lambda source, became, raw: source in LINE_ENDS and became == "\n",
        ),
        Contract(
            "bom",
            "a byte order mark at the start is dropped",
            lambda source, became, raw: source == "\ufeff" and became == "" and raw.startswith("\ufeff"),
        ),
        Contract(
            "page-break",
            "a form feed becomes a line feed, or nothing where a line ends anyway",
            lambda source, became, raw: source == "\f" and became in ("", "\n"),
        ),
        Contract(
            "blank-line",
            "white between two printed lines of a page becomes one line feed, or nothing at its head",
            lambda source, became, raw: source.isspace() and became in ("", "\n"),
        ),
        Contract(
            "hyphen-mark",
            "the mark that pdfium gives for a hyphen at a line end becomes a hyphen and the line end, or goes with it",
            lambda source, became, raw: "\ufffe" in source and not source.strip(" \r\n\f\ufffe") and became in _HYPHENS,
        ),
        Contract(
            "column-break",
            "the blanks between the lines of two columns, drawn as one, become a line feed",
            lambda source, became, raw: source.isspace() and became == "\n",
        ),
        Contract(
            "white-space",
            "white becomes one blank, a line end, a tab between cells or nothing, as browsers show it",
            lambda source, became, raw: source.isspace() and became in ("", " ", "\n", "\t"),
        ),
        Contract(
            "cell",
            "the line end between two cells of a printed line becomes a blank, a tab or nothing",
            lambda source, became, raw: source.isspace() and became in ("", " ", "\t"),
        ),
    )
}
