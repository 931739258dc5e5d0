"""Fuzz all targets with atheris, each in a process of its own, and say how many inputs were tried.

    python tests/fuzz/run.py --seconds 3600 [--only layout] [--jobs 2]

Inputs worth keeping go to tests/fuzz/corpus/TARGET; an input that breaks a promise is kept as tests/fuzz/found/TARGET-*
and the exit code is 1. Give such an input a test of its own, then mend what it found.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
# The share of the time that a target gets: conversions are slow, and worth it.
SHARES = {"decode": 1, "layout": 2, "convert_text": 3, "convert_noise": 2, "convert_docx": 1, "convert_pdf": 1, "validate_xml": 2}  # fmt: skip

_CHILD = """
import sys
sys.path[:0] = [{root!r}, {here!r}]
import logging; logging.disable(logging.CRITICAL)
import atheris
with atheris.instrument_imports(include=["akn_convert"]):
    import akn_convert, akn_convert.line, akn_convert.validator
from targets import TARGETS
target = TARGETS[{name!r}]
target(b"")
atheris.Setup(sys.argv, target)
atheris.Fuzz()
"""


def fuzz(name: str, seconds: int) -> tuple[str, int, list[Path]]:
    """Run one target for a time; the inputs tried, and the files of inputs that broke a promise."""
    corpus, found = HERE / "corpus" / name, HERE / "found"
    found.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        script = Path(scratch) / "child.py"
        script.write_text(_CHILD.format(root=str(ROOT), here=str(HERE), name=name), encoding="utf-8")
        work = Path(scratch) / "corpus"
        work.mkdir()
        tried, again = 0, []
        while seconds > 0:
            command = [sys.executable, str(script), str(work), *([str(corpus)] if corpus.is_dir() else [])]
            command += [f"-max_total_time={seconds}", "-timeout=20", "-rss_limit_mb=3000", "-max_len=4096"]
            command += [f"-artifact_prefix={found}/{name}-", "-print_final_stats=1"]
            done = subprocess.run(command, capture_output=True, text=True, errors="replace")
            count = re.findall(r"stat::number_of_executed_units: (\d+)", done.stderr)
            last = re.findall(r"^#(\d+)", done.stderr, re.MULTILINE)
            tried += int((count or last or ["0"])[-1])
            if done.returncode == 0:
                break
            print(done.stderr[-1500:], file=sys.stderr)
            again = sorted(found.glob(f"{name}-*"))
            break
    return name, tried, again


def main() -> int:
    """Fuzz, print a line a target and the sum."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=int, default=3600, help="for all targets together, on all jobs")
    parser.add_argument("--only", action="append", choices=SHARES, help="this target only; may be given again")
    parser.add_argument("--jobs", type=int, default=2)
    args = parser.parse_args()
    names = args.only or list(SHARES)
    whole = sum(SHARES[name] for name in names)
    times = {name: max(5, args.seconds * args.jobs * SHARES[name] // whole) for name in names}
    total, broken = 0, []
    with ThreadPoolExecutor(args.jobs) as pool:
        for name, tried, found in pool.map(lambda name: fuzz(name, times[name]), names):
            print(f"{name:<14} {times[name]:>5} s  {tried:>9} inputs  {len(found)} broke a promise", flush=True)
            total, broken = total + tried, broken + found
    print(f"{total} inputs over {len(names)} targets, {len(broken)} broke a promise")
    for path in broken:
        print(path)
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
