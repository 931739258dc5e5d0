"""Word by python-docx, behind a check of the zip directory; .doc, .odt and .rtf through LibreOffice where it is installed.

The source is the text of the document as Word would show it with all changes accepted: a line a paragraph, tabs between
cells, notes after the body, headers before and footers behind it (both marked "furniture").
"""

from __future__ import annotations

import io
import os
import shutil
import signal
import subprocess
import tempfile
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from akn_convert.findings import Finding, finding
from akn_convert.reader.plain import divided
from akn_convert.reader.source import Draft, Limits, Source
from akn_convert.text import Cut, Edit, Text

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_NOTES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_ZIP, _OLE, _RTF = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"{\\rtf"
_LOCKED = "EncryptedPackage".encode("utf-16-le")  # how Word wraps a .docx that has a password
_STREAM = "WordDocument".encode("utf-16-le")  # the part of an old Word file that holds the text
# LibreOffice takes what it does not know for plain text, unless it is told what to take it for.
_FILTERS = {"doc": "MS Word 97", "odt": "writer8", "rtf": "Rich Text Format"}
_ODT = b"mimetypeapplication/vnd.oasis.opendocument.text"
_WORDS = {"br": "\n", "cr": "\n", "tab": "\t", "ptab": "\t", "noBreakHyphen": "\u2011", "softHyphen": "\u00ad"}
# What Word does not show once all changes are accepted, and what holds settings or field codes, not text.
_SKIPPED = frozenset(
    {W + name for name in ("del", "moveFrom", "instrText", "delText", "rPr", "pPr", "sectPr", "tblPr", "tcPr", "trPr")}
    | {_FALLBACK}
)
_SMALL = 1 << 20  # below this unpacked size no ratio is suspicious


# --- .docx -----------------------------------------------------------------------------------------------------------


def recognises(source: Source) -> bool:
    """Whether the file is a zip archive with a Word document in it."""
    return source.data.startswith(_ZIP) and b"word/document.xml" in source.data


def read(source: Source) -> Text:
    """The text of a Word document; a finding where the archive or the document in it is unsound."""
    import docx

    refused = _refused(source.data, source.limits)
    if refused is not None:
        return source.unreadable("docx", refused)
    try:
        document = docx.Document(io.BytesIO(source.data))
        return replace(_text(document), origin=source.origin("docx"))
    except Exception as error:  # python-docx lets through whatever its layers raise on a broken file
        return source.unreadable("docx", finding("damaged-docx", reason=type(error).__name__))


def _refused(data: bytes, limits: Limits) -> Finding | None:
    """Why an archive is not opened, judged by its directory alone: nothing is unpacked."""
    try:
        entries = zipfile.ZipFile(io.BytesIO(data)).infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, EOFError, OverflowError):
        return finding("damaged-docx", reason="its directory cannot be read")
    unpacked = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries)
    markup = sum(entry.file_size for entry in entries if entry.filename.lower().endswith((".xml", ".rels")))
    if any(entry.flag_bits & 1 for entry in entries):
        return finding("encrypted-docx")
    for fact, value, limit in (
        ("entries", len(entries), limits.entries),
        ("bytes", unpacked, limits.unpacked),
        ("bytes of XML", markup, limits.markup),
    ):
        if value > limit:
            return finding("archive-bomb", what=f"{value} {fact}", limit=limit)
    if unpacked > _SMALL and unpacked > limits.ratio * max(1, packed):
        return finding("archive-bomb", what=f"{unpacked // max(1, packed)} times its packed size", limit=limits.ratio)
    if packed > len(data):
        return finding("archive-bomb", what=f"{packed} packed bytes in a file of {len(data)}", limit=len(data))
    return None


def _text(document: Any) -> Text:
    """The text of an opened document."""
    draft = Draft()
    walk = _Walk(draft, _numbered_styles(document))
    headers, footers = _margins(document)
    walk.furniture(headers)
    walk.blocks(document.element.body)
    walk.notes(document.part)
    walk.furniture(footers)
    text = divided(draft.raw, marks=tuple(draft.marks))
    pages = tuple(sorted({*draft.pages, *text.pages} - {len(text.raw)} | {0}))
    found = [] if text.clean.strip() else [finding("no-text")]
    found += [finding("automatic-numbers", count=walk.numbered)] if walk.numbered else []
    return replace(_rowed(text, walk.rosters), pages=pages, findings=tuple(found))


def _margins(document: Any) -> tuple[list[Any], list[Any]]:
    """The headers and the footers of the sections, each text once."""
    headers: dict[str, Any] = {}
    footers: dict[str, Any] = {}
    for section in document.sections:
        for kind, found in (("header", headers), ("footer", footers)):
            for name in (kind, f"first_page_{kind}", f"even_page_{kind}"):
                part = getattr(section, name)
                if not part.is_linked_to_previous:
                    found.setdefault("".join(part.part.element.itertext()), part.part.element)
    return list(headers.values()), list(footers.values())


class _Walk:
    """One pass over the elements of a document, from the outside in."""

    def __init__(self, draft: Draft, numbered_styles: set[str]) -> None:
        self.draft, self.numbered_styles = draft, numbered_styles
        self.numbered = 0
        self.references: list[tuple[str, str]] = []
        self.rosters: list[list[list[tuple[int, int]]]] = []

    def furniture(self, parts: list[Any]) -> None:
        """Headers or footers, marked as such."""
        for part in parts:
            start = self.draft.length
            self.blocks(part)
            self.draft.mark("furniture", start)

    def blocks(self, parent: Any) -> None:
        """The paragraphs and tables in an element."""
        for child in parent:
            if child.tag == W + "p":
                self.paragraph(child)
            elif child.tag == W + "tbl":
                self.table(child)
            elif child.tag not in _SKIPPED:
                self.blocks(child)

    def paragraph(self, element: Any) -> None:
        """A paragraph: its text, a line end, and marks for its style and where it opens."""
        draft, start, words = self.draft, self.draft.length, self.draft.words
        settings = element.find(W + "pPr")
        self.runs(element)
        style = _value(settings, "pStyle")
        if style.lower().startswith(("heading", "title", "berschrift", "titre")):
            draft.mark("heading", start)
        if _value(settings, "jc") == "center":
            draft.mark("centred", start)
        if draft.words > words:
            own = settings.find(W + "numPr") if settings is not None else None
            self.numbered += style in self.numbered_styles if own is None else _value(own, "numId") != "0"
            draft.mark("indent", start)
            draft.marks[-1] = draft.marks[-1]._replace(source=draft.marks[-1].source._replace(end=start + 1))
        draft.add("\n")

    def runs(self, parent: Any) -> None:
        """The text of the runs in an element, also in links, fields, inserted and moved parts."""
        for child in parent:
            tag = child.tag
            if tag in _SKIPPED or not isinstance(tag, str):
                continue
            if tag == W + "r":
                self.run(child)
            elif tag == W + "p":  # of a text box
                self.draft.part("\n")
                self.paragraph(child)
            elif tag == W + "lastRenderedPageBreak":
                self.draft.new_page()
            else:
                self.draft.add(_plain(child))
                self.note(child)
                self.runs(child)

    def run(self, element: Any) -> None:
        """A run: text of one setting."""
        start = self.draft.length
        self.runs(element)
        settings = element.find(W + "rPr")
        if settings is None:
            return
        for name, kind in (("b", "bold"), ("i", "italic")):
            found = settings.find(W + name)
            if found is not None and found.get(W + "val", "1") not in ("0", "false", "none"):
                self.draft.mark(kind, start)
        if _value(settings, "vertAlign") == "superscript":
            self.draft.mark("superscript", start)

    def note(self, element: Any) -> None:
        """A reference to a footnote or an endnote: its number, raised; the note follows after the body."""
        kind = element.tag.removeprefix(W).removesuffix("Reference")
        if kind in ("footnote", "endnote") and element.tag.endswith("Reference"):
            start = self.draft.length
            self.references.append((kind, element.get(W + "id", "")))
            self.draft.add(str(len(self.references)))
            self.draft.mark("superscript", start)

    def notes(self, part: Any) -> None:
        """The notes that were referred to, each a paragraph that begins with its number."""
        from docx.oxml import parse_xml

        for kind in ("footnote", "endnote"):
            found = [rel.target_part for rel in part.rels.values() if rel.reltype == f"{_NOTES}{kind}s"]
            bodies = {note.get(W + "id"): note for target in found for note in parse_xml(target.blob)}
            for number, (of_kind, name) in enumerate(list(self.references), 1):
                if of_kind == kind and name in bodies:
                    self.draft.add(f"{number} ")
                    self.blocks(bodies[name])

    def table(self, element: Any) -> None:
        """A table, a line a row; a row whose cells hold as many paragraphs each is a roster: so many rows in one."""
        for row in element.iterchildren(W + "tr"):
            cells = [cell for cell in row.iter(W + "tc") if cell.getparent() in (row, *row.iterchildren(W + "sdt"))]
            spans = [list(self.cell(cell)) for cell in cells]
            counts = {len(lines) for lines in spans if len(lines) > 1}
            if len(spans) > 1 and (not counts or (len(counts) == 1 and sum(len(lines) > 1 for lines in spans) > 1)):
                self.rosters.append(spans)

    def cell(self, element: Any) -> Iterator[tuple[int, int]]:
        """The ranges of the paragraphs of a cell that hold text, each with its line end."""
        for block in element.iter(W + "p"):
            start = self.draft.length
            self.paragraph(block)
            if self.draft.length > start + 1:
                yield start, self.draft.length


def _numbered_styles(document: Any) -> set[str]:
    """The names of the styles whose paragraphs Word numbers, those built on others among them; bullets are no numbers."""
    styles = {style.get(W + "styleId", ""): style for style in document.styles.element.iterchildren(W + "style")}
    found: set[str] = set()
    for name, style in styles.items():
        seen: set[str] = set()
        while style is not None and (of := style.get(W + "styleId", "")) not in seen:
            seen.add(of)
            if next(style.iter(W + "numPr"), None) is not None and "bullet" not in of.lower():
                found.add(name)
            style = styles.get(_value(style, "basedOn"))
    return found


def _value(settings: Any, name: str) -> str:
    found = settings.find(W + name) if settings is not None else None
    return found.get(W + "val", "") if found is not None else ""


def _plain(element: Any) -> str:
    """What an element without children stands for."""
    name = element.tag.removeprefix(W)
    if name == "t":
        return element.text or ""
    if name == "br" and element.get(W + "type") == "page":
        return "\f"
    if name == "sym":
        return chr(int(element.get(W + "char", "FFFD"), 16))
    return _WORDS.get(name, "")


def _rowed(text: Text, rosters: list[list[list[tuple[int, int]]]]) -> Text:
    """The text with the cells of each row on one line, tabs between them."""
    order: list[tuple[Cut, str]] = []
    edits: list[Edit] = []
    end = 0
    for cells in rosters:
        filled = [lines for lines in cells if lines]
        if not filled:
            continue
        start, stop = min(lines[0][0] for lines in filled), max(lines[-1][1] for lines in filled)
        order.append((Cut(end, start), ""))
        rows = [[lines[number] for lines in filled if number < len(lines)] for number in range(max(map(len, filled)))]
        for row in rows:
            order += [(Cut(*line), "roster") for line in row]
            edits += [Edit(line[1] - 1, line[1], "\t", "cell") for line in row[:-1]]
        placed = {line for row in rows for line in row}
        order += [(Cut(*gap), "roster") for gap in _gaps(start, stop, sorted(placed))]
        end = stop
    order.append((Cut(end, len(text.clean)), ""))
    return (
        text.edited(sorted(edits)).arranged([(cut, rule) for cut, rule in order if cut.end > cut.start])
        if edits
        else text
    )


def _gaps(start: int, stop: int, taken: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """What is left of a range without the ranges taken out of it."""
    for low, high in taken:
        if low > start:
            yield start, low
        start = max(start, high)
    if stop > start:
        yield start, stop


# --- what LibreOffice reads ------------------------------------------------------------------------------------------


def is_office(source: Source) -> bool:
    """Whether the file is an old Word document, an OpenDocument text or RTF."""
    data = source.data
    return data.startswith((_OLE, _RTF)) or (data.startswith(_ZIP) and _ODT in data[30:200])


def read_office(source: Source) -> Text:
    """The text by way of LibreOffice, run without a window in a folder of its own; a finding where it is missing."""
    if _LOCKED in source.data:
        return source.unreadable("docx", finding("encrypted-docx"))
    name = next((ending for mark, ending in ((_OLE, "doc"), (_RTF, "rtf")) if source.data.startswith(mark)), "odt")
    if name == "doc" and _STREAM not in source.data:
        return source.unreadable(name, finding("damaged-office", format=name))
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        return source.unreadable(name, finding("needs-libreoffice", format=name))
    if name == "odt" and (refused := _refused(source.data, source.limits)):
        return source.unreadable(name, refused)
    with tempfile.TemporaryDirectory(prefix="akn-convert-") as folder:
        made = _converted(program, Path(folder), source, name)
        if isinstance(made, Finding):
            return source.unreadable(name, made)
        text = read(replace(source, data=made))
    return replace(text, origin=source.origin(name))


def _converted(program: str, folder: Path, source: Source, name: str) -> bytes | Finding:
    """The .docx that LibreOffice makes of a file, within the time limit."""
    (folder / f"in.{name}").write_bytes(source.data)
    command = [program, "--headless", "--norestore", f"-env:UserInstallation={(folder / 'profile').as_uri()}"]
    command += [f"--infilter={_FILTERS[name]}"]
    command += ["--convert-to", "docx", "--outdir", str(folder / "out"), str(folder / f"in.{name}")]
    nowhere = {
        f"{scheme}_proxy": "http://127.0.0.1:9" for scheme in ("http", "https", "ftp")
    }  # linked pictures stay away
    process = subprocess.Popen(
        command,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        stdin=subprocess.DEVNULL,
        env={**os.environ, **nowhere, "HOME": str(folder)},
        start_new_session=True,
    )
    try:
        process.wait(timeout=source.limits.seconds)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL) if hasattr(os, "killpg") else process.kill()
        process.wait()
        return finding("office-timeout", format=name, seconds=source.limits.seconds)
    made = folder / "out" / "in.docx"
    return made.read_bytes() if made.is_file() else finding("damaged-office", format=name)
