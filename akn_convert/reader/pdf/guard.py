"""Hostile PDFs: what looks as if it could take the machine is read in a process of its own, with little time and memory.

The look is cheap and errs on the side of suspicion: a sound file that is suspected is read all the same, only later.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import zlib
from collections.abc import Iterator
from typing import Any

from akn_convert.reader.pdf.columns import Line, Page, Style
from akn_convert.reader.pdf.surface import Problem, extracted
from akn_convert.reader.source import Limits

_STREAM = re.compile(rb"stream\r?\n?")
_DRAWS = re.compile(rb"Do(?<=[\s\])>]Do)(?=\s|$)")  # each draws a picture or a form, and a form may draw others
_REFERENCES = re.compile(rb"\[\s*(?:\d+\s+\d+\s+R\s*){50,}")
# Filters whose yield is not measured here, protection, and names written so that they are not seen.
_OPAQUE = re.compile(
    rb"/LZW|/RunLengthDecode|/RL\b|/ASCII85Decode|/A85\b|/ASCIIHexDecode|/AHx\b|/Encrypt\b"
    rb"|/[A-Za-z]{0,14}#(?:4[1-9A-Fa-f]|5[0-9Aa]|6[1-9A-Fa-f]|7[0-9Aa])[A-Za-z0-9#]*[\s/\[<(]"
)
_STEP = 1 << 20
_MOST_DRAWN = 10_000  # forms and pictures that may come of it if every stream drew every other
_START, _EACH = 0.35, 0.05  # seconds that a suspected file has: to be opened, and for each of its pages


def is_suspicious(data: bytes, limits: Limits) -> bool:
    """Whether a PDF could unpack to far more than it looks, or hides whether it would."""
    if _OPAQUE.search(data) or _has_repeats(data):
        return True
    unpacked, drawn = 0, 1
    for chunk, yielded in _unpacked(data):
        unpacked += len(chunk)
        drawn *= max(1, len(_DRAWS.findall(chunk)))
        if len(chunk) == _STEP and yielded > limits.ratio:
            return True
        packed_again = chunk[:1] == b"\x78" and int.from_bytes(chunk[:2]) % 31 == 0
        if unpacked > limits.memory // 4 or drawn > _MOST_DRAWN or packed_again or _has_repeats(chunk):
            return True
    return False


def _unpacked(data: bytes) -> Iterator[tuple[bytes, int]]:
    """What the streams hold, in steps of a megabyte at most, and how many times more each is than what it came from.

    Streams that are not deflated come as they are.
    """
    for match in _STREAM.finditer(data):
        start = match.end()
        try:
            yield from _inflated(data, start)
        except zlib.error:
            if match[0] != b"stream":  # as the word stands in "endstream" and in text
                yield data[start : max(start, data.find(b"endstream", start, start + _STEP))], 1


def _inflated(data: bytes, at: int) -> Iterator[tuple[bytes, int]]:
    """What is deflated at a place of the file, step by step to its end."""
    packer = zlib.decompressobj()
    packed = b""
    while packed or (not packer.eof and at < len(data)):
        if not packed:
            packed, at = data[at : at + _STEP], at + _STEP
        step = packer.decompress(packed, _STEP)
        rest = packer.unconsumed_tail
        yield step, len(step) // max(1, len(packed) - len(rest))
        packed = rest


def _has_repeats(data: bytes) -> bool:
    """Whether a list of references names the same object again and again."""
    for match in _REFERENCES.finditer(data):
        named = match[0].split(b"R")
        if len(named) > 50 + 2 * len({item.strip(b" [\r\n\t") for item in named}):
            return True
    return False


def extracted_apart(data: bytes, limits: Limits) -> tuple[list[Page], list[Problem]]:
    """The pages of a PDF, read by a child that is stopped when it takes too much."""
    command = [
        sys.executable,
        "-c",
        "from akn_convert.reader.pdf.guard import child; child()",
        json.dumps([limits.pages, limits.seconds, limits.memory]),
    ]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    try:
        child = subprocess.run(
            command, input=data, capture_output=True, timeout=limits.seconds + 5, env=environment, check=False
        )
        pages, problems = json.loads(child.stdout) if child.returncode == 0 else ([], [])
    except (subprocess.TimeoutExpired, ValueError):
        pages, problems = [], []
    if not pages and not problems:
        return [], [Problem("pdf-bomb", {"memory": limits.memory >> 20})]
    return [_page(page) for page in pages], [Problem(code, facts) for code, facts in problems]


def _page(fields: list[Any]) -> Page:
    page = Page(*fields)
    return page._replace(
        lines=[Line(*line) for line in page.lines],
        rules=tuple(page.rules),
        swapped=tuple(page.swapped),
        orders=tuple((start, [(a, b, became) for a, b, became in order]) for start, order in page.orders),
        styles=tuple(Style(*style) for style in page.styles),
    )


def child() -> None:
    """Read a PDF from standard input within the limits of the process, and write its pages as JSON."""
    pages, seconds, memory = json.loads(sys.argv[1])
    data = sys.stdin.buffer.read()
    _limited(memory + 2 * len(data), _START)
    found = extracted(
        data, Limits(pages=pages, seconds=seconds), lambda count: _limited(0, min(seconds, _START + _EACH * count))
    )
    json.dump(found, sys.stdout)


def _limited(memory: int, seconds: float) -> None:
    """Bound the memory (bytes) and the time of this process, where the system can; death is the end of both."""
    try:
        import resource
        import signal
    except ImportError:
        return
    if memory:
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_REAL, seconds)
