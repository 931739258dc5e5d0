"""Small Word files for the tests, part by part, so that nothing stands in them but what a test is about."""

from __future__ import annotations

import io
import zipfile

NS = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml"


def p(*runs: str, settings: str = "") -> str:
    """A paragraph of runs; a run that is no markup is plain text."""
    inner = "".join(run if run.startswith("<") else r(run) for run in runs)
    return f"<w:p>{f'<w:pPr>{settings}</w:pPr>' if settings else ''}{inner}</w:p>"


def r(text: str, settings: str = "") -> str:
    """A run of text."""
    return f'<w:r>{f"<w:rPr>{settings}</w:rPr>" if settings else ""}<w:t xml:space="preserve">{text}</w:t></w:r>'


def table(*rows: list[list[str]]) -> str:
    """A table: rows of cells of paragraphs."""
    cells = ["".join(f"<w:tc>{''.join(map(p, cell))}</w:tc>" for cell in row) for row in rows]
    return "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in cells) + "</w:tbl>"


def make_docx(*blocks: str, header: str = "", footnotes: dict[str, str] | None = None) -> bytes:
    """The bytes of a document with these blocks in its body."""
    parts = {"document": ("main", "".join(blocks))}
    section = ""
    links = []
    if header:
        section = '<w:sectPr><w:headerReference w:type="default" r:id="header"/></w:sectPr>'
        parts["header"] = ("header", header)
    if footnotes:
        parts["footnotes"] = (
            "footnotes",
            "".join(f'<w:footnote w:id="{k}">{v}</w:footnote>' for k, v in footnotes.items()),
        )
    roots = {"document": "w:document", "header": "w:hdr", "footnotes": "w:footnotes"}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:

        def put(name: str, words: str) -> None:  # without the time, so that the bytes are the same each time
            archive.writestr(zipfile.ZipInfo(name), words, zipfile.ZIP_DEFLATED)

        overrides = ""
        for name, (kind, inner) in parts.items():
            body = f"<w:body>{inner}{section}</w:body>" if name == "document" else inner
            put(f"word/{name}.xml", f"<{roots[name]} {NS}>{body}</{roots[name]}>")
            content = "document.main" if kind == "main" else kind
            overrides += f'<Override PartName="/word/{name}.xml" ContentType="{TYPES}.{content}+xml"/>'
            if name != "document":
                links.append(f'<Relationship Id="{name}" Type="{OFFICE}/{kind}" Target="{name}.xml"/>')
        relations = "http://schemas.openxmlformats.org/package/2006/relationships"
        put("word/_rels/document.xml.rels", f'<Relationships xmlns="{relations}">{"".join(links)}</Relationships>')
        put(
            "_rels/.rels",
            f'<Relationships xmlns="{relations}"><Relationship Id="a" Type="{OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>',
        )
        put(
            "[Content_Types].xml",
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>',
        )
    return out.getvalue()
