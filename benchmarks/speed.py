"""How fast the line is, beside its floor and beside bluebell-akn, all measured in the same run.

    python benchmarks/speed.py [--runs 20] [--quick]

Prints, for the sample record and statement and for longer documents: wall and processor time of each stage (medians),
the floor (decode, one regex pass, serialise, schema), bluebell-akn on text marked up for it by this script, how time
and memory grow with length, and documents a second. Only public tools are used; bluebell-akn is installed from PyPI into
an environment of the benchmark's own (.venv-bench), and left out with a word where that cannot be done.
"""

from __future__ import annotations

import argparse
import json
import platform
import re
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from importlib.metadata import version
from itertools import count, islice, repeat
from pathlib import Path

from lxml import etree
from peer import HOME, Work, bluebell

from akn_convert import grammar as tables
from akn_convert.layout import lay_out
from akn_convert.line import CONTRACTS, convert
from akn_convert.mapper import Options, identify, map_record
from akn_convert.reader import read
from akn_convert.report import as_json
from akn_convert.validator import check_tree
from akn_convert.validator.fidelity import check_fidelity
from akn_convert.validator.xsd import compiled, schema_file
from akn_convert.writer import serialise, write

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared" / "corpus"


def timed(work: Callable[[], object], runs: int) -> tuple[float, float]:
    """The medians of wall and processor time, in milliseconds, after a warm-up."""
    work()
    wall, cpu = [], []
    for _ in range(runs):
        begun, spent = time.perf_counter(), time.process_time()
        work()
        wall.append(time.perf_counter() - begun)
        cpu.append(time.process_time() - spent)
    return statistics.median(wall) * 1e3, statistics.median(cpu) * 1e3


def copies(data: bytes) -> Iterator[bytes]:
    """The document again and again, never twice the same: what was kept in mind of one does not help with the next.

    A number is put into a sentence in the middle; a PDF stays as it is.
    """
    if data.startswith(b"%PDF"):
        yield from repeat(data)
    head, stop, tail = data[: len(data) // 2], b"\xe3\x80\x82", data[len(data) // 2 :]
    before, stop, after = tail.partition(stop if stop in tail else b". ")
    for number in count():
        yield head + before + b" %d" % number + stop + after


def row(name: str, figures: tuple[float, float], note: str = "") -> None:
    """A line of the report."""
    print(f"  {name:<34}{figures[0]:>9.2f} ms wall {figures[1]:>9.2f} ms cpu  {note}")


def stages(data: bytes, options: dict[str, str], runs: int) -> None:
    """Print each stage on its own."""
    wanted = Options(**options)
    read_text = read(data)
    language = tables.detect(read_text.clean) or "en"
    grammar = tables.load(language)
    text = lay_out(read_text, grammar)
    identity = identify(text.clean, text.raw, grammar, wanted)
    record = map_record(text, identity)  # type: ignore[arg-type]
    root = write(record, text)
    row("read", timed(lambda: read(data), runs))
    fresh = map(read, copies(data))
    row("lay out (read first)", timed(lambda: lay_out(next(fresh), grammar), runs))
    row("map", timed(lambda: map_record(text, identify(text.clean, text.raw, grammar, wanted)), runs))  # type: ignore[arg-type]
    row("write", timed(lambda: write(record, text), runs))
    row("validate: schema", timed(lambda: check_tree(root, checks=("xsd",)), runs))
    row("validate: rules", timed(lambda: check_tree(root, checks=("rules",)), runs))
    row("validate: fidelity", timed(lambda: check_fidelity(text, root, CONTRACTS), runs))
    row("serialise", timed(lambda: serialise(root), runs))


def whole(data: bytes, options: dict[str, str]) -> Callable[[], object]:
    """Raw bytes to checked XML, with all findings and the report as JSON; another document each time."""
    documents = copies(data)
    return lambda: as_json(convert(next(documents), **options).report)


def floor(data: bytes, xml: bytes) -> Callable[[], object]:
    """Decode, one regex pass, serialise, schema: what no converter can do without."""
    root = etree.fromstring(xml)
    schema = compiled(schema_file())
    pattern = re.compile(r"[（(][^）)]*[）)]：")

    def work() -> None:
        sum(1 for _ in pattern.finditer(data.decode("utf-8")))
        etree.tostring(root)
        schema.validate(root)

    return work


def clocked(work: Callable[[], object]) -> Work:
    """The work, telling its wall and processor time in milliseconds."""

    def run() -> tuple[float, float]:
        begun, spent = time.perf_counter(), time.process_time()
        work()
        return (time.perf_counter() - begun) * 1e3, (time.process_time() - spent) * 1e3

    return run


def by_turns(works: dict[str, Work], runs: int) -> dict[str, list[tuple[float, float]]]:
    """The times of each work, done by turns, so that a slow moment of the machine meets all of them."""
    for work in works.values():
        work()
    taken: dict[str, list[tuple[float, float]]] = {name: [] for name in works}
    for _ in range(runs):
        for name, work in works.items():
            taken[name].append(work())
    return taken


def compare(taken: dict[str, list[tuple[float, float]]]) -> None:
    """Print the medians, and for each but the first the median of the ratios of the first to it, pair by pair."""
    first, *_ = taken.values()
    for name, times in taken.items():
        wall, cpu = (statistics.median(column) for column in zip(*times, strict=True))
        ratio = statistics.median(whole[1] / other[1] for whole, other in zip(first, times, strict=True))
        row(name, (wall, cpu), "" if times is first else f"the whole is {ratio:.2f} times that (processor time)")


# --- growth --------------------------------------------------------------------------------------------------------

_GROW = """
import json, resource, sys, time
from akn_convert import convert
source = open(sys.argv[1], encoding="utf-8").read()
at = source.index(sys.argv[2])
end = source.rindex(sys.argv[3])
convert(source)
base = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
text = source[:at] + source[at:end] * int(sys.argv[4]) + source[end:]
begun = time.process_time()
conversion = convert(text)
spent = time.process_time() - begun
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
print(json.dumps([len(text), spent, peak - base, conversion.valid]))
"""


def growth(record: Path) -> None:
    """Time and memory at 1, 10 and 100 times the length: the speeches of the record are repeated."""
    print("\ngrowth (each in a process of its own; processor seconds, bytes a character above the interpreter's own)")
    first: tuple[int, float] | None = None
    for times in (1, 10, 100):
        command = [
            sys.executable,
            "-c",
            _GROW,
            str(record),
            "**主席**（以阿拉伯语发言）：安全",
            "下午4时40分散会",
            str(times),
        ]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        length, spent, memory, valid = json.loads(done.stdout)
        first = first or (length, spent)
        ratio = (spent / first[1]) / (length / first[0])
        print(
            f"  {length:>10} characters {spent:>8.3f} s  {ratio:>5.2f} of linear  {memory / length:>6.1f} B/char  valid {valid}"
        )


def documents(data: bytes, number: int) -> None:
    """The same record many times over, in one process."""
    begun = time.perf_counter()
    for document in islice(copies(data), number):
        convert(document)
    print(f"\n{number} documents in one process: {number / (time.perf_counter() - begun):.0f} a second")


def start_up() -> None:
    """How long the shell waits: for `--version`, and for one small document."""

    def run(*command: str) -> float:
        times = []
        for _ in range(7):
            begun = time.perf_counter()
            subprocess.run(command, capture_output=True, check=True)
            times.append(time.perf_counter() - begun)
        return statistics.median(times) * 1e3

    python = sys.executable
    nothing = run(python, "-c", "pass")
    print(
        f"\nstart-up: --version {run(python, '-m', 'akn_convert', '--version') - nothing:.0f} ms more than `python -c pass`"
    )
    statement = str(ROOT / "fixtures" / "records" / "S_PRST_2021_1.zh.txt")
    one = run(
        python,
        "-m",
        "akn_convert",
        "convert",
        statement,
        "-o",
        str(HOME / "out"),
        "-q",
        "--fail-on",
        "never",
    )
    print(f"one small document from the shell, validated: {one:.0f} ms")


def main() -> None:
    """Run all of it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=20, help="runs of each figure; medians are printed")
    parser.add_argument("--quick", action="store_true", help="the two samples only")
    args = parser.parse_args()
    libraries = ", ".join(f"{name} {version(name)}" for name in ("lxml", "chardet", "pypdfium2"))
    print(f"Python {platform.python_version()}, {libraries}, {platform.machine()}, medians of {args.runs} runs")
    records = ROOT / "fixtures" / "records"
    for name, options in (("S_PV_8180.zh.md", {}), ("S_PRST_2021_1.zh.txt", {"symbol": "S/PRST/2021/1"})):
        data = (records / name).read_bytes()
        print(f"\n{name} ({len(data)} bytes)")
        stages(data, options, args.runs)
        xml = convert(data, **options).xml or b""
        with bluebell(xml) as peer:
            ours = {"raw bytes to checked XML, report": clocked(whole(data, options))}
            compare(by_turns({**ours, "floor": clocked(floor(data, xml)), **peer}, args.runs))
    if not args.quick:
        for name in ("A_61_PV.107.raw.txt", "A_61_PV.107.pdf"):
            if (SHARED / "en" / name).exists():
                print(f"\n{name}")
                data = (SHARED / "en" / name).read_bytes()
                stages(data, {}, 5)
                compare(by_turns({"raw bytes to checked XML, report": clocked(whole(data, {}))}, 5))
        growth(records / "S_PV_8180.zh.md")
        documents((records / "S_PV_8180.zh.md").read_bytes(), 500)
        start_up()


if __name__ == "__main__":
    main()
