"""What the fuzzer begins with: made records in six languages and files of each format, and words that records print."""

from __future__ import annotations

import random
from collections.abc import Iterator

from composed import LANGUAGES, RECORDS, ROOT, docx_of, pdf_of, telling, xml_of

_ENCODINGS = {"ar": "cp1256", "en": "cp1252", "es": "latin-1", "fr": "cp1252", "ru": "cp1251", "zh": "gb18030"}
_MARKUP = (
    "<p>", "</p>", "<br>", "<b>", "<i>", "<table><tr><td>", "</td><td>", "</tr>", "<h2>", "<pre>", "<span style='top:10px'>", "<!--", "-->",
    "<akomaNtoso>", "<debate>", "<meta>", "<FRBRdate date=''/>", "<speech by='#x'>", "<TLCPerson/>", "<from>", "<?xml version='1.0'?>",
    "<!DOCTYPE x [<!ENTITY a 'b'>]>", "&#x0;", "]]>", "<![CDATA[", "<w:p>", "<w:r><w:t>", "<w:tbl><w:tr><w:tc>", "<w:sym w:char='F0B7'/>",
    "<w:br w:type='page'/>", "<w:footnoteReference w:id='1'/>", " Tj ET\n", "BT /F3 10 Tf 1 0 0 1 ", "/Type /Page", "endstream", "/Encrypt",
)  # fmt: skip
_BYTES = (
    b"\xef\xbb\xbf",
    b"\xff\xfe",
    b"\xfe\xff",
    b"\xff\xfe\0\0",
    b"\0",
    b"\x0c",
    b"\x85",
    b"\xe2\x80\xae",
    b"\xed\xa0\x80",
    b"**",
    b"\n\n",
)
_CHOOSING = ("convert_text", "convert_record", "layout_record", "validate_altered")  # their bytes are choices, not text


def seeds(name: str) -> Iterator[bytes]:
    """Inputs for a target, each of a few hundred bytes at most where bytes are lines."""
    chance = random.Random(name)
    if name in _CHOOSING:
        yield from (bytes([number]) + chance.randbytes(40) for number in range(120))
    elif name == "validate_xml":
        yield from (xml_of(bytes([number])) for number in range(12))
    elif name == "convert_docx":
        yield from (docx_of(bytes([number]) + chance.randbytes(20)) for number in range(6))
        yield from (b"<w:p><w:r><w:t>%s</w:t></w:r></w:p>" % _start(language) for language in LANGUAGES)
        yield from (bytes([number]) + chance.randbytes(60) for number in range(24))
    elif name == "convert_pdf":
        yield from (pdf_of(bytes([number]) + chance.randbytes(20)) for number in range(6))
        yield from (bytes([number]) + chance.randbytes(60) for number in range(40))
    else:
        yield from (bytes([LANGUAGES.index(path.stem)]) + path.read_bytes()[:900] for path in RECORDS)
        yield from (_start(language).decode().encode(_ENCODINGS[language], "replace") for language in LANGUAGES)
        yield from (_start(language).decode().encode("utf-16") for language in LANGUAGES)


def _start(language: str) -> bytes:
    return (ROOT / "fixtures" / "made" / "briefers" / f"{language}.txt").read_text("utf-8")[:400].encode()


def dictionary(name: str) -> str:
    """Words for a target whose input is text, as libFuzzer reads them."""
    words = [*_BYTES]
    if name not in _CHOOSING:
        words += [word.encode() for word in _MARKUP]
    if name in ("decode", "layout", "convert_noise", "convert_html"):
        lines = {line.encode() for language in LANGUAGES for line in telling(language)}
        words += sorted(line for line in lines if 3 < len(line) <= 60)[::5]
    return "".join(f'"{_escaped(word)}"\n' for word in words)


def _escaped(word: bytes) -> str:
    return "".join(chr(b) if 32 <= b < 127 and b not in b'"\\' else f"\\x{b:02x}" for b in word)
