"""Fuzz all targets with atheris, each in a process of its own, and say how many inputs were tried.

    python tests/fuzz/run.py --seconds 3600 [--only layout] [--jobs 2]     a long round
    python tests/fuzz/run.py --runs 500                                    a short one, the same each time

Each target begins with what seeds.py makes, what tests/fuzz/corpus/TARGET keeps and, in a long round, what earlier ones
left in build/fuzz. An input that breaks a promise is kept as build/fuzz/found/TARGET-*, the round goes on, and the exit
code is 1 at its end. Move such an input to tests/fuzz/corpus/TARGET, give it a test of its own, then mend what it found.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
KEPT = ROOT / "build" / "fuzz"
MOST_FOUND = 20  # of a target, then its round ends


class Share(NamedTuple):
    """Of the time of a round, how much a target gets; and how many bytes its inputs may have."""

    weight: int
    most: int


# Conversions are slow, and worth it. Where bytes choose lines and damages, few bytes make a long text.
SHARES = {
    "decode": Share(2, 600), "layout": Share(3, 600), "layout_record": Share(3, 80), "convert_text": Share(5, 160),
    "convert_record": Share(6, 80), "convert_noise": Share(4, 900), "convert_html": Share(3, 600), "convert_docx": Share(4, 2500),
    "convert_pdf": Share(4, 2500), "validate_xml": Share(2, 4000), "validate_altered": Share(4, 60),
}  # fmt: skip

_CHILD = """
import sys
sys.path[:0] = [{root!r}, {here!r}]
import hashlib, logging; logging.disable(logging.CRITICAL)
import atheris
with atheris.instrument_imports(include=["akn_convert"]):
    import akn_convert, akn_convert.line, akn_convert.validator, akn_convert.exports.readback, akn_convert.mapper
    import akn_convert.reader.pdf.pages, akn_convert.reader.pdf.surface, akn_convert.reader.pdf.guard, akn_convert.reader.html
    import akn_convert.reader.word
from pathlib import Path
from seeds import dictionary, seeds
from targets import TARGETS
name, scratch = {name!r}, Path({scratch!r})
begun = [Path(kept) for kept in {kept!r}]
for number, seed in enumerate(seeds(name)):
    begun.append(scratch / str(number))
    begun[-1].write_bytes(seed)
(scratch / "begun").write_text(",".join(map(str, begun)))
(scratch / "words").write_text(dictionary(name), encoding="ascii")
tried, target = hashlib.sha256(), TARGETS[name]

def hashed(data):
    tried.update(len(data).to_bytes(4, "big") + data)
    (scratch / "tried").write_text(tried.hexdigest())
    target(data)

target(b"")
atheris.Setup(sys.argv, hashed if {short!r} else target)
atheris.Fuzz()
"""


class Round(NamedTuple):
    """What came of fuzzing a target: inputs tried, seconds, the files of inputs that broke a promise.

    `again` inputs were tried in earlier rounds too; `digest` is of all inputs of a short round, in their order.
    """

    tried: int
    again: int
    seconds: float
    found: list[Path]
    digest: str = ""


def fuzz(name: str, seconds: float, runs: int, work: Path) -> Round:
    """Run one target for a time, or for some runs with a fixed seed; where an input breaks a promise, go on."""
    corpus, found = work / name, work / "found"
    for folder in (corpus, found):
        folder.mkdir(parents=True, exist_ok=True)
    before, tried, again, start = set(found.iterdir()), 0, 0, time.monotonic()
    with tempfile.TemporaryDirectory() as scratch:
        script, digest = Path(scratch) / "child.py", Path(scratch) / "tried"
        kept = sorted(map(str, (HERE / "corpus" / name).glob("*")))
        facts = {
            "root": str(ROOT),
            "here": str(HERE),
            "name": name,
            "scratch": scratch,
            "kept": kept,
            "short": bool(runs),
        }
        script.write_text(_CHILD.format(**facts), encoding="utf-8")
        options = [
            f"-seed_inputs=@{scratch}/begun",  # a list: in a folder their order would be the file system's
            "-reload=0",  # else it reads its own folder again as time goes by
            "-timeout=60",
            "-report_slow_units=1000",
            "-rss_limit_mb=3000",
            f"-max_len={SHARES[name].most}",
            "-print_final_stats=1",
        ]
        options += [f"-artifact_prefix={found}/{name}-", f"-dict={scratch}/words"]
        while (left := seconds - (time.monotonic() - start)) > 0:
            bound = [f"-runs={runs}", "-seed=1"] if runs else [f"-max_total_time={int(left) + 1}"]
            done = _run([*_at_fixed_addresses(runs), sys.executable, str(script), str(corpus), *options, *bound], runs)
            tried, again = tried + _tried(done.stderr), again + _again(done.stderr)
            if done.returncode == 0 or runs or len(set(found.iterdir()) - before) >= MOST_FOUND:
                break
            if not _tried(done.stderr):
                break
        told = digest.read_text() if digest.exists() else ""
    new = sorted(path for path in set(found.iterdir()) - before if path.name.startswith(f"{name}-"))
    return Round(tried, again, time.monotonic() - start, new, told)


@cache
def _at_fixed_addresses(runs: int) -> list[str]:
    """How to start a short round that is the same each time: libFuzzer counts comparisons by where they are in memory."""
    fixed = ["setarch", "--addr-no-randomize"]
    allowed = runs and shutil.which(fixed[0]) and not subprocess.run([*fixed, "true"], capture_output=True).returncode
    return fixed if allowed else []


def _run(command: list[str], runs: int) -> subprocess.CompletedProcess[str]:
    """Run a child; what it says of a broken promise, or of a start that failed, goes to stderr."""
    hashed = {"PYTHONHASHSEED": "1"} if runs else {}
    done = subprocess.run(command, capture_output=True, text=True, errors="replace", env={**os.environ, **hashed})
    if done.returncode:
        print(done.stderr[-2500:], file=sys.stderr)
    return done


def _tried(told: str) -> int:
    """How many inputs libFuzzer says it tried, at its end or in its last line of progress."""
    count = re.findall(r"stat::number_of_executed_units: (\d+)", told) or re.findall(r"^#(\d+)", told, re.MULTILINE)
    return int(count[-1]) if count else 0


def _again(told: str) -> int:
    """How many of them it began with: seeds, kept inputs and what earlier rounds left."""
    count = re.search(r"^INFO: seed corpus: files: (\d+)", told, re.MULTILINE)
    return int(count[1]) if count else 0


def main() -> int:
    """Fuzz, print a line a target and the sum."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=int, default=3600, help="for all targets together, on all jobs")
    parser.add_argument("--runs", type=int, default=0, help="so many inputs a target, the same each time, and no clock")
    parser.add_argument("--only", action="append", choices=SHARES, help="this target only; may be given again")
    parser.add_argument("--jobs", type=int, default=2)
    args = parser.parse_args()
    names = args.only or list(SHARES)
    whole = sum(SHARES[name].weight for name in names)
    times = {name: max(5.0, args.seconds * args.jobs * SHARES[name].weight / whole) for name in names}
    total, again, broken, silent = 0, 0, [], []
    with tempfile.TemporaryDirectory() as scratch, ThreadPoolExecutor(args.jobs) as pool:
        work = Path(scratch) if args.runs else KEPT
        for name, done in zip(names, pool.map(lambda n: fuzz(n, times[n], args.runs, work), names), strict=True):
            print(
                f"{name:<16} {done.seconds:>5.0f} s  {done.tried:>9,} inputs, {done.again:>6,} of them known",
                f"{len(done.found)} broke a promise  {done.digest[:16]}",
                sep="  ",
                flush=True,
            )
            total, again, broken = total + done.tried, again + done.again, broken + done.found
            silent += [] if done.tried else [name]
        print(f"{total:,} inputs over {len(names)} targets, {again:,} of them known, {len(broken)} broke a promise")
        for path in broken:
            print(path, path.read_bytes()[:200])
    if silent:
        print(f"tried nothing: {', '.join(silent)}")
    return 1 if broken or silent else 0


if __name__ == "__main__":
    sys.exit(main())
