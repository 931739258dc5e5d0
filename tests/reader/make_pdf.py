"""Small PDFs for the tests, written by hand so that each thing that is wrong with one is wrong on purpose.

Latin text is set in the standard Times fonts; other scripts in a font that is only named, with a Unicode table.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

A4 = (595, 842)
FONTS = {"": "Times-Roman", "bold": "Times-Bold", "italic": "Times-Italic"}
WIDTH = 0.5  # of a character, in units of the font's size: what all made-up fonts here have


@dataclass(frozen=True)
class Set:
    """A line of text that is set at a place, in points from the lower left of the page."""

    x: float
    y: float
    text: str
    style: str = ""
    size: float = 10


def paragraphs(x: float, top: float, lines: Iterable[str], step: float = 12, size: float = 10) -> list[Set]:
    """Lines one under the other; a line that begins with a tab is set in by 18 points, an empty one leaves white."""
    return [
        Set(x + 18 * line.startswith("\t"), top - step * number, line.lstrip("\t"), "", size)
        for number, line in enumerate(lines)
        if line
    ]


def make_pdf(
    pages: Sequence[Sequence[Set]],
    *,
    rules: Sequence[float] = (),
    to_unicode: bool = True,
    trailer: str = "",
    shapes: dict[str, str] | None = None,
) -> bytes:
    """A PDF of pages of set lines, with rules drawn across each page at the heights given.

    `shapes` are characters of the text that are one shape on the page and several letters in the Unicode table.
    """
    glyphs = sorted(
        {char for page in pages for line in page for char in line.text if any(ord(c) > 255 for c in line.text)}
    )
    codes = {char: number for number, char in enumerate(glyphs, 3)}
    objects: dict[int, bytes] = {1: b"<< /Type /Catalog /Pages 2 0 R >>"}
    fonts = _fonts(objects, codes, to_unicode, shapes or {})
    kids: list[int] = []
    for page in pages:
        number = len(objects) + 2
        content = "".join(_line(line, codes) for line in page)
        content += "".join(f"40 {height} m 555 {height} l S\n" for height in rules)
        objects[number] = stream(content.encode("latin-1"))
        objects[number + 1] = (
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {A4[0]} {A4[1]}] /Contents {number} 0 R "
            f"/Resources << /Font << {fonts} >> >> >>"
        ).encode()
        kids.append(number + 1)
    names = " ".join(f"{kid} 0 R" for kid in kids)
    objects[2] = f"<< /Type /Pages /Kids [{names}] /Count {len(kids)} >>".encode()
    return assemble(objects, trailer)


def stream(data: bytes, extra: str = "", *, packed: bool = False) -> bytes:
    """A stream object; `packed` deflates it."""
    if packed:
        data, extra = zlib.compress(data, 9), extra + " /Filter /FlateDecode"
    return f"<< /Length {len(data)}{extra} >>\nstream\n".encode() + data + b"\nendstream"


def packed(unit: bytes, times: int, before: bytes = b"") -> bytes:
    """What a run of equal parts deflates to, without ever holding the run."""
    packer = zlib.compressobj(6)
    block = unit * (1 + (1 << 20) // len(unit))
    parts = [packer.compress(before), *(packer.compress(block) for _ in range(times * len(unit) // len(block)))]
    return b"".join(parts) + packer.flush()


def deflated(data: bytes, filters: str = "/FlateDecode") -> bytes:
    """A stream object of what is deflated already."""
    return f"<< /Length {len(data)} /Filter {filters} >>\nstream\n".encode() + data + b"\nendstream"


def assemble(objects: dict[int, bytes], trailer: str = "") -> bytes:
    """A file of numbered objects with its cross-reference table."""
    out = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
    places: dict[int, int] = {}
    for number in sorted(objects):
        places[number] = len(out)
        out += b"%d 0 obj\n" % number + objects[number] + b"\nendobj\n"
    start, size = len(out), max(objects) + 1
    out += b"xref\n0 %d\n0000000000 65535 f \n" % size
    for number in range(1, size):
        out += b"%010d 00000 n \n" % places[number] if number in places else b"0000000000 00000 f \n"
    out += f"trailer\n<< /Size {size} /Root 1 0 R {trailer} >>\nstartxref\n{start}\n%%EOF\n".encode()
    return bytes(out)


def _fonts(objects: dict[int, bytes], codes: dict[str, int], to_unicode: bool, shapes: dict[str, str]) -> str:
    for number, name in enumerate(FONTS.values(), 3):
        objects[number] = f"<< /Type /Font /Subtype /Type1 /BaseFont /{name} /Encoding /WinAnsiEncoding >>".encode()
    table = "/ToUnicode 8 0 R" if to_unicode else ""
    objects[6] = (
        f"<< /Type /Font /Subtype /Type0 /BaseFont /Made /Encoding /Identity-H /DescendantFonts [7 0 R] {table} >>".encode()
    )
    objects[7] = (
        b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Made /DW 1000 /CIDSystemInfo "
        b"<< /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /FontDescriptor 9 0 R >>"
    )
    rows = "".join(
        f"<{code:04x}> <{shapes.get(char, char).encode('utf-16-be').hex()}>\n" for char, code in codes.items()
    )
    cmap = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /Made def /CMapType 2 def\n"
        f"1 begincodespacerange <0000> <ffff> endcodespacerange\n{len(codes)} beginbfchar\n{rows}endbfchar\n"
        "endcmap end end"
    )
    objects[8] = stream(cmap.encode())
    objects[9] = (
        b"<< /Type /FontDescriptor /FontName /Made /Flags 4 /FontBBox [0 -200 1000 800] /ItalicAngle 0 "
        b"/Ascent 800 /Descent -200 /CapHeight 700 /StemV 80 >>"
    )
    return " ".join(f"/F{number} {number} 0 R" for number in (3, 4, 5, 6))


def _line(line: Set, codes: dict[str, int]) -> str:
    if any(ord(char) > 255 for char in line.text):
        shown = "<" + "".join(f"{codes[char]:04x}" for char in line.text) + ">"
        font = "F6"
    else:
        shown = "(" + "".join("\\" + char if char in "()\\" else char for char in line.text) + ")"
        shown = shown.encode("cp1252").decode("latin-1")
        font = f"F{3 + list(FONTS).index(line.style)}"
    return f"BT /{font} {line.size} Tf 1 0 0 1 {line.x} {line.y} Tm {shown} Tj ET\n"
