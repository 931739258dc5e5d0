"""Bytes become text by what they are: byte order mark, strict UTF-8, UTF-16 by its NULs, and only then a guess.

A declaration is recorded and never believed against the bytes. Nothing is replaced without a finding.
"""

from __future__ import annotations

import codecs
from typing import NamedTuple

from akn_convert.errors import UsageError
from akn_convert.findings import Finding, finding

BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
SURE = 0.9  # below this confidence a guess is reported as doubtful
SAMPLE = 65_536  # bytes that a guess looks at


class Decoded(NamedTuple):
    """A text and how it was got out of its bytes: the encoding, how sure that is (0 to 1), what was noticed."""

    text: str
    encoding: str
    confidence: float
    findings: tuple[Finding, ...] = ()


def decode(data: bytes, encoding: str | None = None) -> Decoded:
    """The text of some bytes; `encoding` overrules what the bytes say. Raises UsageError for an unknown `encoding`."""
    if encoding is not None:
        return _decoded(data, _codec(encoding), 1.0)
    for bom, name in BOMS:
        if data.startswith(bom):
            return _decoded(data, name, 1.0)
    if b"\0" in data[:SAMPLE] and (wide := _utf16(data)):  # before UTF-8, in which a NUL is a lawful character
        return wide
    try:
        return Decoded(data.decode("utf-8"), "utf-8", 1.0)
    except UnicodeDecodeError:
        return _guessed(data)


def _codec(name: str) -> str:
    try:
        return codecs.lookup(name).name
    except LookupError:
        raise UsageError(f"encoding: {name!r} is not an encoding that Python knows, such as utf-8 or gb18030") from None


def _utf16(data: bytes) -> Decoded | None:
    """Text whose NULs stand all in even or all in odd places, as the blanks and digits of UTF-16 do."""
    name = wide_encoding(data[:SAMPLE])
    return _decoded(data, name, 0.99) if name else None


def wide_encoding(sample: bytes) -> str | None:
    """The encoding of two bytes a character that the NULs of a sample speak for, if they stand on one side only."""
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if max(even, odd) * 100 < len(sample) or min(even, odd) * 20 > max(even, odd) or not even + odd:
        return None
    return "utf-16-be" if even > odd else "utf-16-le"


def _guessed(data: bytes) -> Decoded:
    """The best guess at a legacy encoding, with a finding where it is in doubt."""
    import chardet

    answer = chardet.detect(data[:SAMPLE])
    name, confidence = answer["encoding"] or "windows-1252", float(answer["confidence"] or 0.0)
    decoded = _decoded(data, codecs.lookup(name).name, confidence)
    if confidence >= SURE:
        return decoded
    doubt = finding("encoding-doubtful", encoding=decoded.encoding, confidence=f"{confidence:.0%}")
    return decoded._replace(findings=(doubt, *decoded.findings))


def _decoded(data: bytes, name: str, confidence: float) -> Decoded:
    """The text by a known codec; bytes that it cannot have become U+FFFD, each run of them with a finding."""
    try:
        return Decoded(data.decode(name), name, confidence)
    except UnicodeDecodeError:
        text = data.decode(name, "replace")
    return Decoded(text, name, confidence, tuple(_damage(text, name)))


def _damage(text: str, name: str) -> list[Finding]:
    found: list[Finding] = []
    start = text.find("\ufffd")
    while start >= 0:
        end = start + 1
        while text.startswith("\ufffd", end):
            end += 1
        found.append(finding("damaged-text", span=(start, end), encoding=name, offset=start))
        start = text.find("\ufffd", end)
    return found
