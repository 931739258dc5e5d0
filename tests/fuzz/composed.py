"""Inputs made of bytes that look like records: the bytes choose lines, damages and places, so that few of them are noise."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

from lxml import etree

from akn_convert import convert, grammar

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "tests" / "reader"))
from make_docx import make_docx, p, r, table  # noqa: E402
from make_pdf import Set, make_pdf  # noqa: E402

LANGUAGES = ("ar", "en", "es", "fr", "ru", "zh")
RECORDS = sorted((ROOT / "fixtures" / "made").glob("*/??.txt"))
# What does not print, and what readers, rules or XML could take for something of their own.
SIGNS = (
    "\0", "\x01", "\x1b", "\ufffe", "\ud800", "\u202e", "\u2066", "\ufeff", "\x7f", "\x85", "\u2028", "\f", "\t", "\r", "\u00ad",
    "\u00a0", "\u200b", "\u0640", "\ufefb", "\ufb01", "**", "# ", "----------", "......", " . . . .", "(", ")", ":", "：", "（", "。",
    "]]>", "<b>", "&amp;", "\U0010ffff", "\n", "\n\n\n", "  \n", " " * 50, "-\n", "‐\n", "\u0301", "1", "S/PV.1", "__________", "、",
)  # fmt: skip


@cache
def telling(language: str) -> list[str]:
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


def lines_of(data: bytes) -> Iterator[str]:
    """Telling lines of the language that the first byte chooses, and noise between them."""
    lines, rest = telling(LANGUAGES[data[0] % len(LANGUAGES)]), data[1:]
    while rest:
        if rest[0] < 200 and len(rest) > 1:
            yield lines[(rest[0] * 256 + rest[1]) % len(lines)]
            rest = rest[2:]
        else:
            yield rest[1 : 2 + rest[0] % 16].decode("utf-8", "replace")
            rest = rest[2 + rest[0] % 16 :]


def text_of(data: bytes) -> str:
    """A text of telling lines, joined in one of four ways."""
    return ("\n", "\n\n", " ", "\r\n")[data[0] % 4].join(lines_of(data)) if data else ""


@cache
def _record(number: int) -> tuple[str, ...]:
    return tuple(RECORDS[number].read_text("utf-8").split("\n"))


def _sign(line: str, at: int) -> str:
    at, sign = at % (len(line) + 1), SIGNS[at % len(SIGNS)]
    return line[:at] + sign + line[at:]


Damage = Callable[[list[str], int, int, list[str]], None]


def _signed(line: str, sign: str) -> str:
    """A sign for each blank of a line, unless signs for signs have made it long already."""
    return line.replace(" ", sign) if len(line) < 10_000 else line


def _replaced(lines: list[str], at: int, new: list[str]) -> None:
    lines[at : at + 1] = new


# Each takes the lines, a place, a number and the language's telling lines.
DAMAGES: tuple[Damage, ...] = (
    lambda lines, at, n, told: _replaced(lines, at, []),
    lambda lines, at, n, told: _replaced(lines, at, [lines[at]] * (1 + n % 4)),
    lambda lines, at, n, told: lines.insert(at, told[n % len(told)]),
    lambda lines, at, n, told: lines.insert(at, lines[n % len(lines)]),
    lambda lines, at, n, told: lines.insert(at, lines.pop(n % len(lines))),
    lambda lines, at, n, told: _replaced(lines, at, [lines[at][: n % 60], lines[at][n % 60 :]]),
    lambda lines, at, n, told: _replaced(lines, at, [lines[at][: n % 60]]),
    lambda lines, at, n, told: _replaced(lines, at, [lines[at] + told[n % len(told)]]),
    lambda lines, at, n, told: _replaced(lines, at, [_sign(lines[at], n)]),
    lambda lines, at, n, told: _replaced(lines, at, [_sign(lines[at], n)]),
    lambda lines, at, n, told: _replaced(lines, at, [_signed(lines[at], SIGNS[n % len(SIGNS)])]),
    lambda lines, at, n, told: _replaced(lines, at, [lines[at][::-1]]),
    lambda lines, at, n, told: _replaced(lines, at, [" " * (n % 60) + lines[at]]),
    lambda lines, at, n, told: _replaced(lines, at, [lines[at] + " " * (n % 60) + told[n % len(told)]]),
    lambda lines, at, n, told: _replaced(lines, at, [lines[at].upper()]),
    lambda lines, at, n, told: _replaced(lines, at, [lines[at] + (lines.pop(at + 1) if at + 1 < len(lines) else "")]),
    lambda lines, at, n, told: _replaced(lines, at, [lines[at], ("", "\f")[n % 2]]),  # white between blocks, or a page
    lambda lines, at, n, told: _mix(lines, at, n),
    lambda lines, at, n, told: _replaced(lines, at, [_misread(lines[at], n)]),
)


def _mix(lines: list[str], at: int, n: int) -> None:
    """A block of lines put elsewhere, white around it, as programs do that print columns block by block."""
    block = lines[at : at + 1 + n % 7]
    del lines[at : at + len(block)]
    place = n // 7 % (len(lines) + 1)
    lines[place:place] = ["", *block, ""]


def _misread(line: str, n: int) -> str:
    """A line with a letter that recognition misread."""
    at = n % max(1, len(line))
    return line[:at] + ("", "rn", "1", "x ", line[at : at + 1] * 2)[n % 5] + line[at + 1 :]


def record_of(data: bytes) -> str:
    """A made record that the first byte chooses, damaged: four bytes say each time how, where and by how much."""
    if not data:
        return ""
    number = data[0] % len(RECORDS)
    lines, told = list(_record(number)), telling(RECORDS[number].stem)
    for at in range(1, len(data) - 3, 4):
        how, where, high, low = data[at : at + 4]
        if not lines:
            break
        DAMAGES[how % len(DAMAGES)](lines, where % len(lines), high * 256 + low, told)
    return "\n".join(lines)


def _in_word(line: str) -> str:
    return "".join(c if c in "\t\n" or " " <= c < "\ud800" else "" for c in line).translate({38: "&amp;", 60: "&lt;"})


def docx_of(data: bytes) -> bytes:
    """A Word file: telling lines as paragraphs, tables and furniture; or the bytes as the markup of its body."""
    if data[:1] == b"<":
        return make_docx(data.decode("utf-8", "replace"))
    blocks, row = [], []
    for number, line in enumerate(map(_in_word, lines_of(data[:300] or b"\0"))):
        how = data[number % len(data)] % 8 if data else 0
        if how < 4:
            blocks.append(p(r(line, ("", "<w:b/>", "<w:i/>", '<w:vertAlign w:val="superscript"/>')[how])))
        elif how < 6:
            row.append([line, _in_word(line[::-1])][: how - 3])
        elif how == 6:
            blocks.append(p(line, settings='<w:pStyle w:val="Heading1"/>'))
        else:
            blocks += [table(row, row[::-1]) if row else "<w:p/>", p("<w:r><w:br/></w:r>", line)]
            row = []
    return make_docx(*blocks, header=p(_in_word("S/PV.1")) if len(data) % 2 else "")


def pdf_of(data: bytes) -> bytes:
    """A PDF whose pages set telling lines at places that the bytes choose: in one column, in two, or anywhere."""
    sets: list[list[Set]] = [[]]
    for number, line in enumerate(lines_of(data[:160] or b"\0")):
        byte = data[number % len(data)] if data else 0
        line = "".join(c for c in line if " " <= c <= "~" or "\xa0" <= c < "\ud800")
        if byte % 29 == 28:
            sets.append([])
        step, column = divmod(len(sets[-1]), 1 + byte % 2)
        x = (50, 310)[column] if byte < 240 else byte * 2 - 400
        style = ("", "", "bold", "italic")[byte % 4]
        if line:
            sets[-1].append(Set(x, 800 - 12 * (step % 62) - (byte % 3), line[:90], style, 8 + byte % 5))
    return make_pdf(sets, rules=(400,) if len(data) % 3 == 0 else ())


@cache
def _trees() -> tuple[bytes, ...]:
    """Documents to alter: our sound ones, and a made record of each language."""
    texts = [convert(path).xml or b"" for path in RECORDS[:: len(RECORDS) // 11]]
    return (*(path.read_bytes() for path in sorted((ROOT / "fixtures" / "sound").glob("*.xml"))), *texts)


VALUES = ("", " ", "#", "#x", "x y", "/akn/un", "2018-02-30", "2018-02-13T25:00:00", "0", "-1", "9" * 30, "\u202e", "é", "a__b_1", "#a #b", "../..",
          "/akn/un/debateRecord/sc/2018-02-13/8180/eng@", "ara", "http://[", "//x:99999999/", "endTime", "&#1;", "１２")  # fmt: skip


def _alter(elements: list[etree._Element], how: int, at: int, number: int) -> None:
    """Change one element: its place, its number, its name, an attribute or its text."""
    element, other = elements[at % len(elements)], elements[number % len(elements)]
    parent = element.getparent()
    if how == 0 and parent is not None:
        parent.remove(element)
    elif how == 1 and parent is not None:
        parent.insert(0, etree.fromstring(etree.tostring(element, with_tail=False)))
    elif how == 2 and element not in (other, *other.iterancestors()):
        other.append(element)
    elif how == 3:
        element.tag = other.tag
    elif how == 4 and element.attrib:
        del element.attrib[element.keys()[number % len(element.attrib)]]
    elif how == 5 and element.attrib:
        element.set(element.keys()[number // 256 % len(element.attrib)], VALUES[number % len(VALUES)])
    elif how == 6 and other.attrib:
        element.set(*other.items()[0])
    elif how == 7:
        element.text = VALUES[number % len(VALUES)]
    elif how == 8:
        element.tail = VALUES[number % len(VALUES)]


def xml_of(data: bytes) -> bytes:
    """A valid document that the first byte chooses, altered: four bytes say each time how, where and to what."""
    if not data:
        return b""
    root = etree.fromstring(_trees()[data[0] % len(_trees())])
    for at in range(1, len(data) - 3, 4):
        elements = [element for element in root.iter() if isinstance(element.tag, str)]
        _alter(elements, data[at] % 9, data[at + 1] + len(elements) * data[at + 2] // 256, data[at + 2] * 256 + data[at + 3])  # fmt: skip
    return etree.tostring(root)
