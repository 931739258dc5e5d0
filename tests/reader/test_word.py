"""Word: what people see in the document with all changes accepted, and nothing unpacked that is not safe."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import zipfile
from pathlib import Path

import docx
import pytest

from akn_convert.reader import CONTRACTS, Limits, read
from akn_convert.text import Text, broken_contracts, out_of_order, unaccounted

from .make_docx import make_docx, p, r, table


def lawful(text: Text) -> bool:
    return not (unaccounted(text) or out_of_order(text) or broken_contracts(text, CONTRACTS))


def marked(text: Text, kind: str) -> list[str]:
    return [text.raw[mark.source.start : mark.source.end].strip() for mark in text.marks if mark.kind == kind]


def test_paragraphs_are_lines_and_settings_are_marks() -> None:
    text = read(
        make_docx(
            p("Adoption of the agenda", settings='<w:pStyle w:val="Heading1"/><w:jc w:val="center"/>'),
            p(r("Mr. Adu", "<w:b/>"), " (Ghana) ", r("(spoke in French)", "<w:i/>"), ": thank you."),
            p(r("not bold", '<w:b w:val="0"/>'), r("e", '<w:vertAlign w:val="superscript"/>')),
        ),
        filename="record.docx",
    )
    assert text.clean == "Adoption of the agenda\nMr. Adu (Ghana) (spoke in French): thank you.\nnot bolde\n"
    assert marked(text, "heading") == marked(text, "centred") == ["Adoption of the agenda"]
    assert (marked(text, "bold"), marked(text, "italic"), marked(text, "superscript")) == (
        ["Mr. Adu"],
        ["(spoke in French)"],
        ["e"],
    )
    assert marked(text, "indent") == ["A", "M", "n"]
    assert (text.origin.format, text.findings) == ("docx", ())
    assert lawful(text)


def test_tabs_breaks_and_hyphens_are_characters() -> None:
    body = "<w:r><w:t>one</w:t><w:tab/><w:t>two</w:t><w:br/><w:t>Vice</w:t><w:noBreakHyphen/><w:t>President</w:t></w:r>"
    assert read(make_docx(p(body))).clean == "one\ttwo\nVice\u2011President\n"


def test_changes_are_accepted() -> None:
    body = '<w:r><w:t>We </w:t></w:r><w:del w:id="1"><w:r><w:delText>oppose</w:delText></w:r></w:del><w:ins w:id="2"><w:r><w:t>support</w:t></w:r></w:ins>'
    moved = '<w:moveFrom w:id="3"><w:r><w:t>gone</w:t></w:r></w:moveFrom><w:moveTo w:id="4"><w:r><w:t> it</w:t></w:r></w:moveTo>'
    assert read(make_docx(p(body, moved))).clean == "We support it\n"


def test_links_and_fields_give_what_they_show() -> None:
    field = '<w:r><w:instrText>HYPERLINK "http://x"</w:instrText></w:r>'
    link = "<w:hyperlink><w:r><w:t>S/2024/1</w:t></w:r></w:hyperlink>"
    assert read(make_docx(p("See ", field, link))).clean == "See S/2024/1\n"


def test_a_text_box_is_read_once() -> None:
    box = "<w:txbxContent>" + p("in a box") + "</w:txbxContent>"
    names = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    both = f"<w:r><mc:AlternateContent {names}><mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:r>"
    assert read(make_docx(p(both))).clean.count("in a box") == 1


def test_footnotes_follow_the_body_under_their_numbers() -> None:
    reference = '<w:r><w:footnoteReference w:id="7"/></w:r>'
    text = read(make_docx(p("A word", reference, " more."), footnotes={"-1": p(""), "7": p("See S/2024/1.")}))
    assert text.clean == "A word1 more.\n1 See S/2024/1.\n"
    assert marked(text, "superscript") == ["1"]


def test_headers_are_kept_and_marked() -> None:
    text = read(make_docx(p("Body."), header=p("S/PV.9999")))
    assert text.clean == "S/PV.9999\nBody.\n"
    assert marked(text, "furniture") == ["S/PV.9999"]


def test_the_cells_of_a_row_stand_on_a_line() -> None:
    text = read(make_docx(p("Before."), table([["Algeria"], ["Mr. Benali"]], [["China"], ["Ms. Li"]]), p("After.")))
    assert text.clean == "Before.\nAlgeria\tMr. Benali\nChina\tMs. Li\nAfter.\n"
    assert lawful(text)


def test_a_roster_in_one_row_becomes_as_many_lines_as_it_has_entries() -> None:
    text = read(make_docx(table([["Members:"], ["Algeria", "China"], ["Mr. Benali", "Ms. Li"]]), p("Agenda")))
    assert text.clean == "Members:\tAlgeria\tMr. Benali\nChina\tMs. Li\nAgenda\n"
    assert lawful(text)


def test_a_page_set_as_a_table_is_read_cell_by_cell() -> None:
    text = read(make_docx(table([["One.", "Two.", "Three."], ["Four.", "Five."]])))
    assert text.clean == "One.\nTwo.\nThree.\nFour.\nFive.\n"


def test_pages_are_where_word_broke_them() -> None:
    broken = "<w:r><w:lastRenderedPageBreak/><w:t>Second page.</w:t></w:r>"
    text = read(make_docx(p("First page."), p(broken), p('<w:r><w:br w:type="page"/></w:r>'), p("Third page.")))
    assert [text.raw[start : start + 5].strip() for start in text.pages] == ["First", "Secon", "Thir"]


def test_automatic_numbers_are_reported() -> None:
    text = read(make_docx(p("A numbered paragraph.", settings="<w:numPr/>")))
    assert [found.code for found in text.findings] == ["automatic-numbers"]
    assert read(make_docx(p("Not numbered.", settings='<w:numPr><w:numId w:val="0"/></w:numPr>'))).findings == ()


def test_a_document_that_python_docx_made_is_read_with_its_styles() -> None:
    made = docx.Document()
    made.add_heading("Agenda item 5", 1)
    made.add_paragraph("numbered", style="List Number")
    made.add_paragraph("a bullet", style="List Bullet")
    made.add_page_break()
    made.add_paragraph("On the next page.")
    made.sections[0].footer.paragraphs[0].text = "2/9"
    out = io.BytesIO()
    made.save(out)
    text = read(out.getvalue())
    assert " ".join(text.clean.split()) == "Agenda item 5 numbered a bullet On the next page. 2/9"
    assert [found.message for found in text.findings if "1 paragraphs" in found.message]
    assert len(text.pages) == 2
    assert (marked(text, "heading"), marked(text, "indent")) == (["Agenda item 5"], ["A", "n", "a", "O", "2"])


@pytest.mark.extras
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("ending", ["doc", "odt", "rtf"])
def test_libreoffice_itself_reads_what_it_wrote(ending: str, tmp_path: Path) -> None:
    (tmp_path / "made.docx").write_bytes(
        make_docx(p("Mr. Adu (Ghana): thank you."), table([["Algeria"], ["Mr. Benali"]]), p("End."))
    )
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [
        "soffice",
        "--headless",
        profile,
        "--convert-to",
        ending,
        "--outdir",
        str(tmp_path),
        str(tmp_path / "made.docx"),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    text = read(tmp_path / f"made.{ending}")
    assert (text.clean.strip().split("\n"), text.findings) == (
        ["Mr. Adu (Ghana): thank you.", "Algeria\tMr. Benali", "End."],
        (),
    )
    assert text.origin.format == ending


def zipped(*entries: tuple[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in entries:
            archive.writestr(name, data)
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "limits", "code"),
    [
        (zipped(("word/document.xml", b"<a/>" * 10_000_000)), Limits(), "archive-bomb"),
        (zipped(("word/document.xml", b"x"), ("word/media/a.png", b"\0" * 40_000_000)), Limits(), "archive-bomb"),
        (zipped(("word/document.xml", b"x"), *((f"{n}", b"") for n in range(6_000))), Limits(), "archive-bomb"),
        (make_docx(p("A record.")), Limits(markup=100), "archive-bomb"),
        (make_docx(p("A record."))[:-40], Limits(), "damaged-docx"),
        (make_docx(p("A record."))[:300] + b"word/document.xml", Limits(), "damaged-docx"),
        (zipped(("word/document.xml", b"<not-word/>")), Limits(), "damaged-docx"),
        (make_docx("<w:p><w:r>"), Limits(), "damaged-docx"),
        (make_docx(), Limits(), "no-text"),
    ],
)
def test_what_is_unsafe_or_unsound_gives_one_finding(data: bytes, limits: Limits, code: str) -> None:
    text = read(data, filename="record.docx", limits=limits)
    assert ([found.code for found in text.findings], text.clean) == ([code], "")


def test_entities_are_not_expanded() -> None:
    bomb = '<!DOCTYPE a [<!ENTITY x "ha"><!ENTITY y "&x;&x;&x;">]>'
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(make_docx(p("Ha: &y;")))) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            target.writestr(name, bomb.encode() * (name == "word/document.xml") + source.read(name))
    assert "haha" not in read(out.getvalue()).clean


@pytest.fixture
def soffice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A stand-in for LibreOffice on the path: a script that a test fills."""
    program = tmp_path / "bin" / "soffice"
    program.parent.mkdir()
    program.write_text("#!/bin/sh\nexit 1\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{program.parent}{os.pathsep}/usr/bin{os.pathsep}/bin")
    return program


OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 500 + "WordDocument".encode("utf-16-le")


def test_old_formats_go_through_libreoffice(soffice: Path, tmp_path: Path) -> None:
    (tmp_path / "made.docx").write_bytes(make_docx(p("An old record.")))
    soffice.write_text(
        f'#!/bin/sh\nfor last; do :; done\nout=$(dirname "$last")/out\nmkdir -p "$out"\ncp {tmp_path}/made.docx "$out/in.docx"\n'
    )
    text = read(OLD, filename="record.doc")
    assert (text.clean, text.origin.format) == ("An old record.\n", "doc")


def test_what_is_no_word_document_within_is_not_given_to_libreoffice(soffice: Path) -> None:
    soffice.write_text("#!/bin/sh\nsleep 30\n")
    assert [found.code for found in read(OLD[:500], filename="table.doc").findings] == ["damaged-office"]


def test_a_document_with_a_password_says_so() -> None:
    locked = OLD + "EncryptedPackage".encode("utf-16-le")
    assert [found.code for found in read(locked, filename="record.docx").findings] == ["encrypted-docx"]


def test_libreoffice_that_fails_hangs_or_is_missing_is_a_finding(
    soffice: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert [found.code for found in read(OLD).findings] == ["damaged-office"]
    soffice.write_text("#!/bin/sh\nsleep 30\n")
    assert [found.code for found in read(OLD, limits=Limits(seconds=0.3)).findings] == ["office-timeout"]
    monkeypatch.setenv("PATH", "/nowhere")
    (found,) = read(rb"{\rtf1 text}").findings
    assert (found.code, "LibreOffice" in found.message) == ("needs-libreoffice", True)
