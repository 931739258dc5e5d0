"""What a fuzzer calls: each target takes bytes, and fails only where a promise of the product is broken.

The promise (docs/reliability.md): for any bytes one result, valid XML or a stated reason for none, no text lost without
a word, and no exception; the same bytes give the same result, and what is written is read back as it was meant.
"""

from __future__ import annotations

import json
import pickle
import sys
import zlib
from collections.abc import Callable
from pathlib import Path

from lxml import etree

from akn_convert import grammar, reader
from akn_convert.exports.readback import read_back
from akn_convert.findings import Severity
from akn_convert.layout import lay_out
from akn_convert.line import CONTRACTS, Conversion, convert
from akn_convert.report import as_json
from akn_convert.text import Text, broken_contracts, out_of_order, unaccounted
from akn_convert.validator import validate

sys.path.insert(0, str(Path(__file__).parent))
from composed import LANGUAGES, docx_of, pdf_of, record_of, text_of, xml_of

KINDS = ("", "verbatimRecord", "presidentialStatement", "communique")
SAMPLED = 16  # one input of so many is converted twice, sent through pickle and read back


def accounted(text: Text) -> None:
    """Every source character is kept, or changed or dropped within a contract, and nothing moved unasked."""
    assert unaccounted(text) == []
    assert out_of_order(text) == []
    assert broken_contracts(text, CONTRACTS) == []


def promised(source: bytes | str, **options: str) -> None:
    """Valid XML, or none and a reason; nothing lost; places within the source."""
    conversion = convert(source, **options)
    accounted(conversion.text)
    for found in conversion.findings:
        assert found.span is None or 0 <= found.span.start <= found.span.end <= len(conversion.text.raw), found
    errors = [f.code for f in conversion.findings if f.severity == Severity.ERROR]
    if conversion.xml is None:
        assert errors
    else:
        etree.fromstring(conversion.xml)
        assert not [code for code in errors if code.startswith("xsd") or code == "R25"], errors
    json.loads(as_json(conversion.report))
    if zlib.crc32(source if isinstance(source, bytes) else source.encode("utf-8", "surrogatepass")) % SAMPLED == 0:
        repeatable(conversion, source, options)


def repeatable(conversion: Conversion, source: bytes | str, options: dict[str, str]) -> None:
    """The same input gives the same result; it can be sent to another process; what is written is read back."""
    again = convert(source, **options)
    assert (again.xml, again.findings) == (conversion.xml, conversion.findings)
    assert pickle.loads(pickle.dumps(conversion)).xml == conversion.xml
    if conversion.xml is not None and conversion.record is not None:
        read, meta = read_back(conversion.xml), conversion.record.meta
        assert (read.name, read.date, read.language) == (meta.kind, meta.date, meta.language)
        assert read.symbol == meta.symbol or not meta.symbol


def decode(data: bytes) -> None:
    """Reading bytes as a text file."""
    accounted(reader.read(data, filename="fuzz.txt"))


def layout(data: bytes) -> None:
    """Laying out decoded text in a language that the first byte chooses."""
    language = LANGUAGES[data[0] % len(LANGUAGES)] if data else "en"
    accounted(lay_out(Text.of(data[1:].decode("utf-8", "replace")), grammar.load(language)))


def layout_record(data: bytes) -> None:
    """Laying out a damaged record."""
    language = LANGUAGES[data[-1] % len(LANGUAGES)] if data else "en"
    accounted(lay_out(reader.read(record_of(data), filename="fuzz.txt"), grammar.load(language)))


def convert_text(data: bytes) -> None:
    """Converting a text that looks like a record here and there."""
    kind = KINDS[data[-1] % len(KINDS)] if data else ""
    promised(text_of(data), kind=kind, date="2018-02-13" if len(data) % 3 else "")


def convert_record(data: bytes) -> None:
    """Converting a record that was damaged."""
    promised(record_of(data), date="2018-02-13" if len(data) % 2 else "")


def convert_noise(data: bytes) -> None:
    """Converting any bytes as a text file, in a language and kind that the first byte chooses."""
    first = data[0] if data else 0
    promised(data[1:], language=LANGUAGES[first % 6], kind=KINDS[first // 6 % 4], date="2018-02-13")


def convert_html(data: bytes) -> None:
    """Converting bytes as the body of a page."""
    promised(b"<html><body>" + data, date="2018-02-13")


def convert_docx(data: bytes) -> None:
    """Converting a damaged Word file, or a sound one with any content."""
    promised(data if data.startswith(b"PK") else docx_of(data), date="2018-02-13")


def convert_pdf(data: bytes) -> None:
    """Converting a damaged PDF, or a sound one with lines anywhere on its pages."""
    promised(data if data.startswith(b"%PDF") else pdf_of(data), date="2018-02-13")


def validate_xml(data: bytes) -> None:
    """Checking any bytes as Akoma Ntoso: findings, never an exception."""
    for finding in validate(data, max_findings=20):
        assert finding.code and finding.message


def validate_altered(data: bytes) -> None:
    """Checking and reading back a valid document that was altered here and there."""
    xml = xml_of(data)
    validate_xml(xml)
    if zlib.crc32(data) % SAMPLED == 0:
        assert validate(xml) == validate(xml)


TARGETS: dict[str, Callable[[bytes], None]] = {
    "decode": decode,
    "layout": layout,
    "layout_record": layout_record,
    "convert_text": convert_text,
    "convert_record": convert_record,
    "convert_noise": convert_noise,
    "convert_html": convert_html,
    "convert_docx": convert_docx,
    "convert_pdf": convert_pdf,
    "validate_xml": validate_xml,
    "validate_altered": validate_altered,
}
