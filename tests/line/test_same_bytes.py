"""The bytes of the output depend on the input and the options alone."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

import akn_convert

ROOT = Path(__file__).parents[2]
RECORD = ROOT / "fixtures" / "records" / "S_PV_8180.zh.md"
CODE = "import sys, akn_convert; sys.stdout.buffer.write(akn_convert.convert(open(sys.argv[1], 'rb').read()).xml)"


@pytest.mark.parametrize(
    "environment",
    [
        {"PYTHONHASHSEED": "1"},
        {"PYTHONHASHSEED": "2", "TZ": "Asia/Tokyo"},
        {"LC_ALL": "C", "LANG": "C"},
        {"SOURCE_DATE_EPOCH": "0"},
    ],
    ids=lambda e: "-".join(e),
)
def test_the_same_input_gives_the_same_bytes(environment: dict[str, str], tmp_path: Path) -> None:
    command = [sys.executable, "-c", CODE, str(RECORD)]
    path = {"PYTHONPATH": str(ROOT)}
    there = subprocess.run(command, env={**os.environ, **path, **environment}, cwd=tmp_path, capture_output=True)
    assert there.stdout == akn_convert.convert(RECORD.read_bytes()).xml


def test_line_ends_a_byte_order_mark_and_trailing_blanks_do_not_matter() -> None:
    source = RECORD.read_text("utf-8")
    plain = akn_convert.convert(source).xml
    assert akn_convert.convert(source.replace("\n", "\r\n")).xml == plain
    assert akn_convert.convert(b"\xef\xbb\xbf" + source.encode()).xml == plain
    assert akn_convert.convert(source + "\n\n").xml == plain
    assert akn_convert.convert(source.encode("gb18030")).xml == plain
    assert akn_convert.convert(source.encode("utf-16")).xml == plain
