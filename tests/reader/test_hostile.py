"""Files made to take the machine: refused in under a second and under 300 MB, each with one finding."""

from __future__ import annotations

import json
import os
import shlex
import subprocess
import sys
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from akn_convert.reader import Limits, read
from akn_convert.reader.pdf import guard

from .make_pdf import Set, assemble, deflated, make_pdf, packed, stream

LINE = b"BT /F3 10 Tf 1 0 0 1 50 50 Tm (one and the same) Tj ET\n"


def one_page(content: bytes, contents: str = "4 0 R", resources: str = "") -> dict[int, bytes]:
    """The objects of a page that holds a stream."""
    return {
        1: b"<< /Type /Catalog /Pages 2 0 R >>",
        2: b"<< /Type /Pages /Kids [5 0 R] /Count 1 >>",
        3: b"<< /Type /Font /Subtype /Type1 /BaseFont /Times-Roman >>",
        4: content,
        5: f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {contents} /Resources << /Font << /F3 3 0 R >> {resources} >> >>".encode(),
    }


def blanks() -> bytes:
    return assemble(one_page(deflated(packed(b" ", 400_000_000))))


def text_without_end() -> bytes:
    return assemble(one_page(deflated(packed(LINE, 4_000_000))))


def packed_twice() -> bytes:
    return assemble(one_page(deflated(zlib.compress(packed(b" ", 400_000_000), 9), "[/FlateDecode /FlateDecode]")))


def late_bomb() -> bytes:
    noise = b"".join(zlib.crc32(b"%d" % n).to_bytes(4) for n in range(300_000))
    return assemble(one_page(deflated(packed(b" ", 400_000_000, before=noise))))


def forms_in_forms() -> bytes:
    objects = one_page(stream(b"/X Do"), resources="/XObject << /X 10 0 R >>")
    for number in range(10, 19):
        inner = f" /Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources << /XObject << /X {number + 1} 0 R >> /Font << /F3 3 0 R >> >>"
        objects[number] = stream(b"/X Do " * 10 if number < 18 else LINE, inner)
    return assemble(objects)


def one_stream_a_hundred_thousand_times() -> bytes:
    return assemble(one_page(stream(LINE * 500, packed=True), contents="[" + "4 0 R " * 100_000 + "]"))


def a_hundred_thousand_pages() -> bytes:
    objects = {1: b"<< /Type /Catalog /Pages 2 0 R >>"}
    objects |= {number: b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>" for number in range(3, 100_003)}
    kids = " ".join(f"{number} 0 R" for number in range(3, 100_003))
    return assemble({**objects, 2: f"<< /Type /Pages /Count 100000 /Kids [{kids}] >>".encode()})


PROBE = """
import json, resource, sys, time
from pathlib import Path
from akn_convert.reader import read
import docx, lxml.html, pypdfium2  # what any run has loaded
data = Path(sys.argv[1]).read_bytes()
started = time.process_time()
text = read(data, filename=sys.argv[1])
own = time.process_time() - started
child = resource.getrusage(resource.RUSAGE_CHILDREN)
memory = max(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, child.ru_maxrss) // 1024
print(json.dumps([[f.code for f in text.findings], len(text.raw), own + child.ru_utime + child.ru_stime, memory]))
"""


@pytest.mark.extras
@pytest.mark.parametrize(
    ("bomb", "code"),
    [
        (blanks, "pdf-bomb"),
        (text_without_end, "pdf-bomb"),
        (packed_twice, "pdf-bomb"),
        (late_bomb, "pdf-bomb"),
        (forms_in_forms, "pdf-bomb"),
        (one_stream_a_hundred_thousand_times, "pdf-bomb"),
        (a_hundred_thousand_pages, "too-many-pages"),
    ],
)
def test_bombs_are_refused_in_a_second_of_work_and_300_mb(bomb: Callable[[], bytes], code: str, tmp_path: Path) -> None:
    path = tmp_path / "bomb.pdf"
    path.write_bytes(bomb())
    # By way of a shell, since Linux hands the peak of a process down to what it starts, and pytest's may be high.
    command = f"{shlex.quote(sys.executable)} -c {shlex.quote(PROBE)} {shlex.quote(str(path))}; true"
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    ran = subprocess.run(["sh", "-c", command], capture_output=True, text=True, timeout=60, check=True, env=environment)
    codes, length, seconds, memory = json.loads(ran.stdout)
    assert (codes, length) == ([code], 0)
    assert seconds < 1
    assert memory < 300


def test_a_sound_file_that_is_suspected_is_read_all_the_same() -> None:
    data = make_pdf([[Set(60, 700, "The meeting rose at 1.05 p.m.", "italic"), Set(60, 680, "A second line.")]])
    suspected = data.replace(b"/Type /Catalog", b"/Type /Catalog /A85 1")
    assert guard.is_suspicious(suspected, Limits())
    assert not guard.is_suspicious(data, Limits())
    one, other = read(data), read(suspected)
    assert (one.clean, one.marks) == (other.clean, other.marks)
    assert other.findings == ()


def test_a_suspected_file_that_is_damaged_says_that_it_is_damaged() -> None:
    assert [found.code for found in read(b"%PDF-1.7 /LZWDecode").findings] == ["damaged-pdf"]


@pytest.mark.shared
def test_real_records_are_not_suspected(shared: Path) -> None:
    for path in (shared / "corpus" / "en").glob("*.pdf"):
        assert not guard.is_suspicious(path.read_bytes(), Limits()), path


@pytest.mark.parametrize("cut", [0.1, 0.5, 0.9, 0.99])
def test_a_pdf_cut_off_anywhere_gives_what_is_left_or_a_finding(cut: float) -> None:
    data = make_pdf([[Set(60, 700, "The meeting rose at 1.05 p.m.")]] * 3)
    text = read(data[: int(len(data) * cut)])
    assert text.findings or "The meeting rose" in text.clean


def test_a_protected_pdf_asks_for_a_copy_without_its_password() -> None:
    data = make_pdf([[Set(60, 700, "Secret.")]], trailer=f"/Encrypt 99 0 R /ID [<{'00' * 16}> <{'00' * 16}>]")
    key = f"<< /Filter /Standard /V 1 /R 2 /O <{'41' * 32}> /U <{'42' * 32}> /P -4 >>".encode()
    start = data.index(b"xref\n")
    locked = data[:start].rstrip() + b"\n99 0 obj\n" + key + b"\nendobj\n" + data[start:]
    assert [found.code for found in read(locked).findings] == ["encrypted-pdf"]
