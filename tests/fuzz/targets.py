"""What a fuzzer calls: each target takes bytes, and fails only where a promise of the product is broken.

The promise (docs/reliability.md): for any bytes one result, valid XML or a stated reason for none, no text lost without
a word, and no exception.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from lxml import etree

from akn_convert import grammar, reader
from akn_convert.findings import Severity
from akn_convert.layout import CONTRACTS, lay_out
from akn_convert.line import Conversion, convert
from akn_convert.text import Text, broken_contracts, out_of_order, unaccounted
from akn_convert.validator import validate

LANGUAGES = ("ar", "en", "es", "fr", "ru", "zh")
KINDS = ("", "verbatimRecord", "presidentialStatement", "communique")
ALL_CONTRACTS = {**reader.CONTRACTS, **CONTRACTS}


def accounted(text: Text) -> None:
    """Every source character is kept, or changed or dropped within a contract, and nothing moved unasked."""
    assert unaccounted(text) == []
    assert out_of_order(text) == []
    assert broken_contracts(text, ALL_CONTRACTS) == []


def promised(conversion: Conversion) -> None:
    """Valid XML, or none and a reason; nothing lost."""
    accounted(conversion.text)
    errors = [f.code for f in conversion.findings if f.severity == Severity.ERROR]
    if conversion.xml is None:
        assert errors
        return
    etree.fromstring(conversion.xml)
    assert not [code for code in errors if code.startswith("xsd") or code == "R25"], errors
    assert len(conversion.xml) > 0 and conversion.report["findings"] is not None


def decode(data: bytes) -> None:
    """Reading bytes as a text file."""
    accounted(reader.read(data, filename="fuzz.txt"))


def layout(data: bytes) -> None:
    """Laying out decoded text in a language that the first byte chooses."""
    language = LANGUAGES[data[0] % len(LANGUAGES)] if data else "en"
    accounted(lay_out(Text.of(data[1:].decode("utf-8", "replace")), grammar.load(language)))


@cache
def _lines(language: str) -> list[str]:
    """Lines that mean something in a language: the examples of its own rules."""
    from akn_convert.grammar.schema import Rule

    found: list[str] = []

    def gather(value: object) -> None:
        if isinstance(value, Rule):
            found.extend(value.examples + value.counter)
        elif isinstance(value, dict):
            for inner in value.values():
                gather(inner)
        elif hasattr(type(value), "__dataclass_fields__"):
            for name in type(value).__dataclass_fields__:
                gather(getattr(value, name, None))

    gather(grammar.load(language))
    return found


def composed(data: bytes) -> str:
    """A text made of a language's telling lines, in an order and with noise that the bytes choose."""
    if not data:
        return ""
    language = LANGUAGES[data[0] % len(LANGUAGES)]
    lines, out = _lines(language), []
    rest = data[1:]
    while rest:
        if rest[0] < 200 and len(rest) > 1:
            out.append(lines[(rest[0] * 256 + rest[1]) % len(lines)])
            rest = rest[2:]
        else:
            out.append(rest[1 : 2 + rest[0] % 16].decode("utf-8", "replace"))
            rest = rest[2 + rest[0] % 16 :]
    joint = ("\n", "\n\n", " ", "\r\n")[data[0] % 4]
    return joint.join(out)


def convert_text(data: bytes) -> None:
    """Converting a text that looks like a record here and there."""
    kind = KINDS[data[-1] % len(KINDS)] if data else ""
    promised(convert(composed(data), kind=kind, date="2018-02-13" if len(data) % 3 else ""))


def convert_noise(data: bytes) -> None:
    """Converting any bytes as a text file, in a language and kind that the first byte chooses."""
    first = data[0] if data else 0
    promised(convert(data[1:], language=LANGUAGES[first % 6], kind=KINDS[first // 6 % 4], date="2018-02-13"))


def convert_file(data: bytes) -> None:
    """Converting bytes of whatever format they turn out to be: PDF, Word, HTML, text."""
    promised(convert(data, date="2018-02-13"))


def validate_xml(data: bytes) -> None:
    """Checking any bytes as Akoma Ntoso: findings, never an exception."""
    for finding in validate(data, max_findings=20):
        assert finding.code and finding.message


TARGETS: dict[str, Callable[[bytes], None]] = {
    "decode": decode,
    "layout": layout,
    "convert_text": convert_text,
    "convert_noise": convert_noise,
    "convert_docx": convert_file,
    "convert_pdf": convert_file,
    "validate_xml": validate_xml,
}
