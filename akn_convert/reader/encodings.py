"""Bytes become text by what they are: byte order mark, strict UTF-8, UTF-16 by its shape, and only then a guess.

A declaration is recorded and never believed against the bytes. Nothing is replaced without a finding.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Iterator
from itertools import groupby, islice
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
# What records in the six languages were written in. A guess outside of these is taken for a wrong one; the names that
# differ only in what they leave out are read as the larger set, as browsers do.
KNOWN = {
    name: codecs.lookup(name).name
    for name in (
        "cp1252",
        "iso8859-15",
        "cp1251",
        "koi8-r",
        "iso8859-5",
        "cp1256",
        "iso8859-6",
        "gb18030",
        "big5",
        "big5hkscs",
        "utf-16-le",
        "utf-16-be",
    )
}
WIDER = {"iso8859-1": "cp1252", "ascii": "cp1252", "gb2312": "gb18030", "gbk": "gb18030", "koi8-u": "koi8-r"}
DOUBT = 0.2  # chardet is right on long records from about this confidence on; below it a guess is reported as doubtful
FEW = 24  # non-ASCII bytes that a guess needs under it
SAMPLE = 65_536  # bytes that a guess looks at
EACH = 20  # damaged spots that get a finding each; the rest share one

_HIGH = re.compile(rb"[\x80-\xff]")
_DECLARES = re.compile(rb"charset|encoding", re.I)
_LETTERS = re.compile(
    "[\t\n\f\r -~\xa0-\u024f\u0400-\u04ff\u0600-\u06ff\u2010-\u2030\u20ac\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]"
)
_ESCAPED = re.compile("[\udc80-\udcff]+")


class Decoded(NamedTuple):
    """A text and how it was got out of its bytes: the encoding, how sure that is (0 to 1), what was noticed."""

    text: str
    encoding: str
    confidence: float
    findings: tuple[Finding, ...] = ()


class Spot(NamedTuple):
    """A range of the text, half-open in characters, whose bytes are not in the encoding of the rest."""

    code: str
    start: int
    end: int
    encoding: str


def decode(data: bytes, encoding: str | None = None, declared: str | None = None) -> Decoded:
    """The text of some bytes; `encoding` overrules what they say, `declared` is believed where they do not object.

    Raises UsageError for an unknown `encoding`; a declaration that names none is passed over.
    """
    if encoding is not None:
        return _decoded(data, _codec(encoding), 1.0)
    for bom, name in BOMS:
        if data.startswith(bom):
            return _decoded(data, name, 1.0)
    if b"\0" in data[:SAMPLE] and (wide := wide_encoding(data[:SAMPLE])):  # a NUL is lawful UTF-8, so before it
        return _decoded(data, wide, 0.99)
    try:
        return _strict(data.decode("utf-8"), "utf-8", 1.0)
    except UnicodeDecodeError:
        return _patched(data) or _guessed(data, _declared(declared))


def wide_encoding(sample: bytes) -> str | None:
    """The encoding of two bytes a character that a sample is in, by the side of its NULs or by its letters alone."""
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    few = max(even, odd) * 20 < len(sample) and _fits(sample, "utf-8")  # stray NULs in a text that is sound without
    if max(even, odd) * 100 >= len(sample) and min(even, odd) * 20 <= max(even, odd) and even + odd and not few:
        return "utf-16-be" if even > odd else "utf-16-le"
    fits = [name for name in ("utf-16-le", "utf-16-be") if _share_of_letters(sample, name) >= 0.98]
    return fits[0] if len(fits) == 1 else None


def _share_of_letters(sample: bytes, name: str) -> float:
    """The share of characters that records in the six languages use, if a sample is read in an encoding."""
    text = sample[: len(sample) // 2 * 2].decode(name, "replace")
    return len(_LETTERS.findall(text)) / max(1, len(text))


def _codec(name: str) -> str:
    try:
        return codecs.lookup(name).name
    except LookupError:
        raise UsageError(f"encoding: {name!r} is not an encoding that Python knows, such as utf-8 or gb18030") from None


def _declared(name: str | None) -> str | None:
    """The codec that a declaration means; None where it means none, or one of those that the bytes have ruled out."""
    try:
        found = codecs.lookup(name or "").name
    except LookupError:
        return None
    found = WIDER.get(found, found)
    return None if found.startswith(("utf", "idna", "punycode")) else found


def _guessed(data: bytes, declared: str | None) -> Decoded:
    """The best guess at a legacy encoding, what was declared being one; always with a finding that says how sure."""
    import chardet

    first = _HIGH.search(data)
    start = max(0, first.start() - 1000) // 2 * 2 if first else 0
    sample = _DECLARES.sub(b"-", data[start : start + SAMPLE])  # chardet would believe what the page says of itself
    if wide := wide_encoding(data[start : start + SAMPLE]):
        return _decoded(data, wide, 0.9)
    answers = chardet.detect_all(sample, ignore_threshold=True)
    guesses = [(_plain_name(answer["encoding"]), float(answer["confidence"])) for answer in answers]
    known = [(name, confidence) for name, confidence in guesses if name in KNOWN.values()]
    name, confidence = _first_that_fits(data, known) or (declared or "cp1252", 0.0)
    if declared and declared != name and confidence < 0.5 and _fits(data, declared):
        name, confidence = declared, max(confidence, DOUBT)
    doubtful = confidence < DOUBT or len(_HIGH.findall(sample)) < FEW or guesses[0][0] not in KNOWN.values()
    decoded = _decoded(data, name, confidence)
    code = "encoding-doubtful" if doubtful else "encoding-guessed"
    said = [finding(code, encoding=name, confidence=f"{confidence:.0%}")]
    if declared and declared != name:
        said.append(finding("declared-encoding", declared=declared, encoding=name))
    return decoded._replace(findings=(*said, *decoded.findings))


def _plain_name(name: str | None) -> str:
    """Python's name of an encoding, the larger one of those that differ in what they leave out."""
    try:
        found = codecs.lookup(name or "cp1252").name
    except LookupError:
        return ""
    return WIDER.get(found, found)


def _first_that_fits(data: bytes, guesses: list[tuple[str, float]]) -> tuple[str, float] | None:
    """The first of the good guesses that all bytes agree with; the best one where none fits."""
    for name, confidence in guesses:
        if confidence * 2 >= guesses[0][1] and _fits(data, name):
            return name, confidence
    return guesses[0] if guesses else None


def _fits(data: bytes, name: str) -> bool:
    """Whether an encoding has all of the bytes, but for a character that is cut off at the end."""
    try:
        codecs.getincrementaldecoder(name)().decode(data)
    except UnicodeDecodeError:
        return False
    return True


def _decoded(data: bytes, name: str, confidence: float) -> Decoded:
    """The text by a known codec; bytes that it cannot have become U+FFFD, each run of them with a finding."""
    try:
        return _strict(data.decode(name), name, confidence)
    except UnicodeDecodeError:
        text = data.decode(name, "replace")
    return Decoded(text, name, confidence, tuple(_findings(_damage(text, name))))


def _strict(text: str, name: str, confidence: float) -> Decoded:
    """A text that decoded without a fault; replacement characters that stood in it already are told of."""
    if "\ufffd" not in text:
        return Decoded(text, name, confidence)
    at = text.index("\ufffd")
    return Decoded(
        text, name, confidence, (finding("replaced-before", span=(at, at + 1), offset=at, count=text.count("\ufffd")),)
    )


def _damage(text: str, name: str, base: int = 0) -> Iterator[Spot]:
    for match in re.finditer("\ufffd+", text):
        yield Spot("damaged-text", base + match.start(), base + match.end(), name)


def _findings(spots: Iterable[Spot]) -> Iterator[Finding]:
    """A finding for each spot; from the twenty-first on, one for all of the rest."""
    for number, (code, start, end, name) in enumerate(spots):
        if number == EACH:
            yield finding("damaged-text-more", span=(start, end), offset=start)
            return
        yield finding(code, span=(start, end), encoding=name, offset=start)


# --- UTF-8 with spots of something else ------------------------------------------------------------------------------


def _patched(data: bytes) -> Decoded | None:
    """UTF-8 in which some lines are in another encoding or damaged; None where the whole is no UTF-8."""
    text = data.decode("utf-8", "surrogateescape")
    wrong = _escaped(text)
    right = _beyond_ascii(text) - wrong
    if right < 4 or (right * 2 < wrong and not _has_whole_lines(text)):
        return None
    parts: list[str] = []
    spots: list[Spot] = []
    at = 0
    for foreign, group in groupby(text.split("\n"), key=_is_foreign):
        block, found = (_foreign if foreign else _mended)("\n".join(group), at)
        parts.append(block)
        spots += found
        at += len(block) + 1
    return Decoded("\n".join(parts), "utf-8", 0.9, tuple(_findings(spots)))


def _beyond_ascii(text: str) -> int:
    return len(text) - len(text.encode("ascii", "ignore"))


def _escaped(text: str) -> int:
    """How many bytes of a text were no UTF-8; counted without a list of them, which could be the size of the file."""
    return len(text) - len(text.encode("utf-8", "ignore").decode())


def _has_whole_lines(text: str) -> bool:
    """Whether of the lines with more than ASCII one in twenty or more is sound UTF-8."""
    lines = [line for line in text.split("\n") if not line.isascii()]
    whole = [line for line in lines if _beyond_ascii(line) > 3 and not _ESCAPED.search(line)]
    return len(whole) * 20 >= len(lines)


def _is_foreign(line: str) -> bool:
    """Whether a line is in another encoding: most of what is not ASCII in it is no UTF-8."""
    if line.isascii():
        return False
    wrong = _escaped(line)
    return wrong > 2 and wrong * 2 > _beyond_ascii(line)


def _foreign(block: str, at: int) -> tuple[str, list[Spot]]:
    """Lines in another encoding, read in the one that they are probably in."""
    text, name, *_ = _guessed(block.encode("utf-8", "surrogateescape"), None)
    return text, [Spot("mixed-encoding", at, at + len(text), name), *islice(_damage(text, name, at), EACH + 1)]


def _mended(block: str, at: int) -> tuple[str, list[Spot]]:
    """Lines of UTF-8, what is damaged in them replaced."""
    if block.isascii() or not _ESCAPED.search(block):
        return block, []
    text = _ESCAPED.sub("\ufffd", block)
    return text, list(islice(_damage(text, "utf-8", at), EACH + 1))
