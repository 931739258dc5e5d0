"""What pdfium says of a PDF: the text of each page, where its lines stand, how they are set, the rules drawn across.

Nothing is decided here; reading order, columns and running heads are the business of `columns` and `pages`.
"""

from __future__ import annotations

import ctypes
import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

from akn_convert.reader.pdf.bidi import RTL, Order, is_mixed, is_turned, ordered
from akn_convert.reader.pdf.columns import Line, Page, Style, is_raised
from akn_convert.reader.source import Limits

_LINE = re.compile("[^\\s\ufffe][^\r\n\ufffe]*+")
_GAP = re.compile(r"\s+")
_WORDS = re.compile(r"[^\w\s]*(\S+)")
_ALEF_LAM = re.compile("[\u0622\u0623\u0625\u0627]\u0644")
_BOLD, _ITALIC = re.compile("bold|black|heavy|demi", re.I), re.compile("italic|oblique", re.I)
_PASSWORD, _PATH, _ITALIC_FLAG, _BOLD_WEIGHT = 4, 2, 0x40, 600
_RAISED = 4  # letters that are raised together at most: numbers of notes, endings of ordinals
_ENOUGH = 5  # as many lines across the middle of a page make it worth looking for columns drawn row by row


class Problem(NamedTuple):
    """A finding to be: its code and its facts, plain enough to come from another process."""

    code: str
    facts: dict[str, Any]


def extracted(
    data: bytes, limits: Limits, counted: Callable[[int], None] = lambda pages: None
) -> tuple[list[Page], list[Problem]]:
    """The pages of a PDF up to the limits, and what kept further ones from being read; `counted` is told their number."""
    import pypdfium2.raw as pdfium

    with _document(data) as document:
        if not document:
            locked = pdfium.FPDF_GetLastError() == _PASSWORD
            return [], [Problem("encrypted-pdf" if locked else "damaged-pdf", {})]
        count = pdfium.FPDF_GetPageCount(document)
        if count > limits.pages:
            return [], [Problem("too-many-pages", {"pages": count, "limit": limits.pages})]
        counted(count)
        return _pages(document, count, limits)


@contextmanager
def _document(data: bytes) -> Iterator[Any]:
    """A document of pdfium, closed afterwards; None where it cannot be opened."""
    import pypdfium2.raw as pdfium

    handle = pdfium.FPDF_LoadMemDocument64(data, len(data), None)  # pdfium reads from the bytes as long as it is open
    try:
        yield handle or None
    finally:
        if handle:
            pdfium.FPDF_CloseDocument(handle)


def _pages(document: Any, count: int, limits: Limits) -> tuple[list[Page], list[Problem]]:
    deadline = time.monotonic() + limits.seconds
    pages: list[Page] = []
    for number in range(count):
        if time.monotonic() > deadline:
            return pages, [Problem("time-limit", {"page": number, "pages": count, "seconds": limits.seconds})]
        pages.append(_page(document, number))
    return pages, [] if pages else [Problem("no-pages", {})]


def _page(document: Any, number: int) -> Page:
    """What stands on a page; an empty Page where pdfium cannot load it."""
    import pypdfium2.raw as pdfium

    page = pdfium.FPDF_LoadPage(document, number)
    if not page:
        return Page("", [], 0.0, 0.0, readable=False)
    text_page = pdfium.FPDFText_LoadPage(page)
    try:
        return _Surface(pdfium, page, text_page).page() if text_page else Page("", [], 0.0, 0.0, readable=False)
    finally:
        if text_page:
            pdfium.FPDFText_ClosePage(text_page)
        pdfium.FPDF_ClosePage(page)


class _Surface:
    """An open page: its text, and where the characters of it stand, upright whatever the page's rotation."""

    def __init__(self, pdfium: Any, page: Any, text_page: Any) -> None:
        self.pdfium, self.handle, self.chars = pdfium, page, text_page
        self.fonts: dict[int, tuple[bool, bool]] = {}  # of this page only: pdfium gives addresses out again
        self.count = pdfium.FPDFText_CountChars(text_page)
        self.text = self._text()
        self.width, self.height = pdfium.FPDF_GetPageWidthF(page), pdfium.FPDF_GetPageHeightF(page)
        self.turn = pdfium.FPDFPage_GetRotation(page)
        self._rect = pdfium.FS_RECTF()
        self._pointer = ctypes.byref(self._rect)
        self._sparse = len(self.text) != self.count or max(self.text, default="") > "\uffff"

    def page(self) -> Page:
        """The page, its lines split where columns were drawn row by row, fonts kept as styles."""
        lines = self._split(list(self._lines()))
        sample = self.text[:4000]
        rtl = len(RTL.findall(sample)) * 2 > sum(map(str.isalpha, sample))
        orders: dict[int, Order] = {}
        if rtl:
            lines = [self._ordered(line, orders) if self._is_disordered(line) else line for line in lines]
        styles = [style for line in lines for style in self._styles(line)]
        return Page(
            self.text,
            lines,
            self.width,
            self.height,
            tuple(self._rules()),
            rtl,
            tuple(styles),
            self._unmapped(),
            swapped=tuple(self._swapped()) if rtl else (),
            orders=tuple(orders.items()),
        )

    def _is_disordered(self, line: Line) -> bool:
        """Whether pdfium may have put signs of a right-to-left page in another place."""
        return is_mixed(line.text) or is_turned(line.text, line.start, self._box)

    def _ordered(self, line: Line, orders: dict[int, Order]) -> Line:
        """A line of both directions with the box around all of it; its order of reading is put into `orders`."""
        found = ordered(line.text, line.start, self._box)
        orders[line.start] = found.order
        return line._replace(left=found.left, bottom=found.bottom, right=found.right, top=found.top)

    def _swapped(self) -> Iterator[int]:
        """Where the shape of lam-alef came out as alef and lam: turning the line round, pdfium turns its letters too.

        They have one cell between them; an article (alef, then lam) has two.
        """
        for match in _ALEF_LAM.finditer(self.text):
            if self._box(match.start()) == self._box(match.start() + 1):
                yield match.start()

    def _text(self) -> str:
        if self.count <= 0:
            return ""
        buffer = ctypes.create_string_buffer(2 * self.count * 2 + 4)
        pointer = ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort))
        length = self.pdfium.FPDFText_GetText(self.chars, 0, self.count, pointer)
        return buffer.raw[: max(0, length - 1) * 2].decode("utf-16-le", "replace")

    def _index(self, offset: int) -> int:
        """The character of pdfium at an offset of the text; they differ where it drops or doubles one."""
        if not self._sparse:
            return offset
        units = len(self.text[:offset].encode("utf-16-le")) // 2
        return max(0, int(self.pdfium.FPDFText_GetCharIndexFromTextIndex(self.chars, units)))

    def _box(self, offset: int) -> tuple[float, float, float, float]:
        """Left, bottom, right and top of the cell of a character, in points from the lower left of the page."""
        self.pdfium.FPDFText_GetLooseCharBox(self.chars, self._index(offset), self._pointer)
        rect = self._rect
        if not self.turn:
            return rect.left, rect.bottom, rect.right, rect.top
        return _turned((rect.left, rect.bottom, rect.right, rect.top), self.turn, self.width, self.height)

    def _lines(self) -> Iterator[Line]:
        """The lines as pdfium divides the text; a hyphen that it found at a line end (U+FFFE) divides too.

        What ends a line is its own line end and all white lines after it; the last one takes the page's form feed.
        """
        spans = [match.span() for match in _LINE.finditer(self.text)]
        starts = [start for start, _ in spans] + [len(self.text) + 1]
        for (start, end), stop in zip(spans, starts[1:], strict=True):
            yield self._line(start, end, stop)

    def _line(self, start: int, end: int, stop: int) -> Line:
        text = self.text[start:end]
        inner = text.strip()
        if not inner:
            return Line(start, end, stop, text, 0.0, 0.0, 0.0, 0.0)
        first = start + text.index(inner[0])
        l1, b1, r1, t1 = self._box(first)
        l2, b2, r2, t2 = self._box(first + len(inner) - 1)
        return Line(start, end, stop, text, min(l1, l2), min(b1, b2), max(r1, r2), max(t1, t2))

    def _split(self, lines: list[Line]) -> list[Line]:
        """The lines, those cut at a common gap in which a row of the page holds a line of each column."""
        middle = self.width / 2
        across = [
            line
            for line in lines
            if line.left < middle - 9 and line.right > middle + 9 and "...." not in line.text.replace(" ", "")
        ]
        if len(across) < _ENOUGH:
            return lines
        sample = [gap for gap in map(self._gap_near_middle, across[: 3 * _ENOUGH]) if gap]
        if len(sample) < 0.6 * min(len(across), 3 * _ENOUGH):
            return lines
        low, high = max(gap[2] for gap in sample), min(gap[3] for gap in sample)
        if (
            high - low < 4
            and sorted(gap[3] for gap in sample)[len(sample) // 4]
            - sorted(gap[2] for gap in sample)[-1 - len(sample) // 4]
            < 4
        ):
            return lines
        wanted = {line.start for line in across}
        return [part for line in lines for part in (self._halves(line) if line.start in wanted else (line,))]

    def _halves(self, line: Line) -> tuple[Line, ...]:
        gap = self._gap_near_middle(line)
        if gap is None:
            return (line,)
        return self._line(line.start, gap[0], gap[1]), self._line(gap[1], line.end, line.stop)

    def _gap_near_middle(self, line: Line) -> tuple[int, int, float, float] | None:
        """The widest gap in the middle third of a line, if it is wider than blanks are: offsets, left and right."""
        best = None
        least = 0.6 * (line.top - line.bottom)
        for match in _GAP.finditer(line.text):
            start, end = line.start + match.start(), line.start + match.end()
            if start == line.start or end >= line.start + len(line.text.rstrip()):
                continue
            a, b = self._box(start - 1), self._box(end)
            left, right = min(a[2], b[2]), max(a[0], b[0])
            if right - left > least and self.width / 3 < (left + right) / 2 < self.width * 2 / 3:
                best, least = (start, end, left, right), right - left
        return best

    def _styles(self, line: Line) -> Iterator[Style]:
        """The runs of a line that are bold, italic or raised, word by word; nothing for plain ones."""
        first, last = line.start, line.start + len(line.text.rstrip()) - 1
        if last < first:
            return
        whole = self._object(first)
        if whole == self._object(last):
            yield from self._styled(first, last + 1, whole)
            return
        for match in _WORDS.finditer(line.text):
            start, end = line.start + match.start(), line.start + match.end()
            drawn = self._object(line.start + match.start(1))
            yield from self._styled(start, end, drawn)
            if end - start <= _RAISED or drawn != self._object(end - 1):
                yield from self._raised(line, start, end)

    def _raised(self, line: Line, start: int, end: int) -> Iterator[Style]:
        """The last letters of a word, a few at most, if they are drawn smaller and higher than the line."""
        drawn, first = self._object(end - 1), end - 1
        while first > start and end - first <= _RAISED and self._object(first - 1) == drawn:
            first -= 1
        if end - first > _RAISED:
            return
        _, bottom, _, top = self._box(end - 1)
        if is_raised(bottom, top, line.bottom, line.top):
            yield Style(first, end, "superscript")

    def _styled(self, start: int, end: int, handle: int) -> Iterator[Style]:
        bold, italic = self._font(handle) if handle else (False, False)
        if bold:
            yield Style(start, end, "bold")
        if italic:
            yield Style(start, end, "italic")

    def _object(self, offset: int) -> int:
        """The address of the text object that drew a character; 0 where pdfium made the character up."""
        handle = self.pdfium.FPDFText_GetTextObject(self.chars, self._index(offset))
        return ctypes.cast(handle, ctypes.c_void_p).value or 0

    def _font(self, handle: int) -> tuple[bool, bool]:
        """Whether the font of a text object is bold and whether it is italic, by its descriptor or its name."""
        pdfium = self.pdfium
        font = pdfium.FPDFTextObj_GetFont(ctypes.cast(handle, pdfium.FPDF_PAGEOBJECT))
        address = ctypes.cast(font, ctypes.c_void_p).value or 0
        if address not in self.fonts:
            name = ctypes.create_string_buffer(256)
            pdfium.FPDFFont_GetBaseFontName(font, name, 256)
            label = name.value.decode("latin-1")
            bold = pdfium.FPDFFont_GetWeight(font) >= _BOLD_WEIGHT or bool(_BOLD.search(label))
            italic = bool(pdfium.FPDFFont_GetFlags(font) & _ITALIC_FLAG) or bool(_ITALIC.search(label))
            self.fonts[address] = (bold, italic)
        return self.fonts[address]

    def _rules(self) -> Iterator[float]:
        """The heights of the horizontal lines that are drawn across half of the page or more."""
        pdfium = self.pdfium
        bounds = [ctypes.c_float() for _ in range(4)]
        pointers = [ctypes.byref(bound) for bound in bounds]
        for index in range(pdfium.FPDFPage_CountObjects(self.handle)):
            item = pdfium.FPDFPage_GetObject(self.handle, index)
            if pdfium.FPDFPageObj_GetType(item) != _PATH or not pdfium.FPDFPageObj_GetBounds(item, *pointers):
                continue
            box = tuple(bound.value for bound in bounds)
            left, bottom, right, top = _turned(box, self.turn, self.width, self.height)
            if right - left > self.width / 2 and top - bottom < 5:
                yield (bottom + top) / 2

    def _unmapped(self) -> float:
        """The share of characters, of a sample, that the font of the page has no Unicode value for."""
        places = range(0, self.count, max(1, self.count // 64))
        error = self.pdfium.FPDFText_HasUnicodeMapError
        wrong = [place for place in places if error(self.chars, place) == 1]
        return len(wrong) / max(1, len(places))


def _turned(box: tuple[float, ...], turn: int, width: float, height: float) -> tuple[float, float, float, float]:
    """A box of a page that is shown turned by quarters, as it stands on the page that is seen."""
    left, bottom, right, top = box
    if turn == 1:
        return bottom, height - right, top, height - left
    if turn == 2:
        return width - right, height - top, width - left, height - bottom
    if turn == 3:
        return width - top, left, width - bottom, right
    return left, bottom, right, top
