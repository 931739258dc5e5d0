"""Files a second of the validator beside bare lxml on the same files, in one run, turn by turn; best of the rounds.

    python benchmarks/validate.py FOLDER [--rounds 7]

Goals: the schema's layer at least 0.8 of bare lxml, all layers at least 0.4, in one process; the schema's layer
faster than one `xmllint --schema` process, where that is installed. The last table shows from how many documents two
processes pay.
"""

from __future__ import annotations

import argparse
import contextlib
import gc
import itertools
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from lxml import etree

from akn_convert.ci.inputs import Document
from akn_convert.ci.run import Run
from akn_convert.validator import validate, xsd


def timed(work: Callable[[], object]) -> float:
    """Seconds of processor time, this process and its children: a busy machine changes them little."""
    gc.collect()
    start = os.times()
    work()
    end = os.times()
    return sum(end[:4]) - sum(start[:4])


def elapsed(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def check_all(documents: list[Document], jobs: int) -> None:
    for _ in Run(jobs=jobs).check(documents):
        pass


def best(rounds: int, works: dict[str, Callable[[], object]]) -> dict[str, float]:
    """Seconds of each work: turns are taken, so that a busy machine is busy for all."""
    times: dict[str, list[float]] = {name: [] for name in works}
    for _ in range(rounds):
        for name, work in works.items():
            times[name].append(timed(work))
    return {name: min(found) for name, found in times.items()}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--rounds", type=int, default=7)
    args = parser.parse_args()
    files = sorted(path for path in args.folder.rglob("*.xml") if not path.is_symlink())
    schema_file = xsd.schema_file()
    schema = xsd.compiled(schema_file)

    def bare() -> None:
        for path in files:
            with contextlib.suppress(etree.XMLSyntaxError):
                schema.validate(etree.fromstring(path.read_bytes()))

    def layers(*checks: str) -> Callable[[], object]:
        return lambda: [validate(path, checks=checks) for path in files]

    works = {
        "bare lxml: parse and schema": bare,
        "XSD layer": layers("wellformed", "xsd"),
        "all layers": layers("wellformed", "xsd", "rules"),
    }
    if shutil.which("xmllint"):
        command = ["xmllint", "--noout", "--nonet", "--schema", str(schema_file), *map(str, files)]
        works["one xmllint process"] = lambda: subprocess.run(command, capture_output=True, check=False)
    seconds = best(args.rounds, works)
    size = sum(path.stat().st_size for path in files)
    print(
        f"{len(files)} files, {size / 1e6:.1f} MB, best of {args.rounds} rounds; {sys.version.split()[0]}, lxml {etree.__version__}"
    )
    for name, took in seconds.items():
        rate = len(files) / took
        print(
            f"{name:30s} {rate:8.0f} files/s {size / took / 1e6:7.1f} MB/s {seconds['bare lxml: parse and schema'] / took:6.2f} of bare"
        )
    print("\ndocuments   one process   two processes (all layers, from starting them to the last result)")
    for count in (200, 800, 1600):
        documents = [Document(str(path), path.read_bytes) for path in itertools.islice(itertools.cycle(files), count)]
        took = {str(jobs): min(elapsed(partial(check_all, documents, jobs)) for _ in range(2)) for jobs in (1, 2)}
        print(f"{count:9d} {took['1']:11.2f} s {took['2']:13.2f} s")


if __name__ == "__main__":
    main()
