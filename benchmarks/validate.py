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
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from lxml import etree

from akn_convert.validator import validate, xsd


def timed(work: Callable[[], object]) -> float:
    """Seconds of processor time, this process and its children: a busy machine changes them little."""
    gc.collect()
    start = spent()
    work()
    return spent() - start


def spent() -> float:
    """Seconds of processor time so far, to the microsecond: `os.times` counts in hundredths."""
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


def commanded(folder: Path, jobs: int) -> float:
    """Seconds from the command to its end."""
    command = [sys.executable, "-m", "akn_convert", "validate", str(folder), "--no-cache", "--fail-on", "never"]
    start = time.perf_counter()
    subprocess.run([*command, "--jobs", str(jobs)], stdout=subprocess.DEVNULL, check=True)
    return time.perf_counter() - start


def copied(files: list[Path], count: int, folder: Path) -> Path:
    """A folder of that many documents."""
    for number, file in enumerate(itertools.islice(itertools.cycle(files), count)):
        shutil.copy(file, folder / f"{number:05d}.xml")
    return folder


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
    print("\ndocuments   one process   two processes   left to it (the whole command, all layers)")
    for count in (200, 800, 1600):
        with tempfile.TemporaryDirectory() as name:
            folder = copied(files, count, Path(name))
            waited = {jobs: min(commanded(folder, jobs) for _ in range(2)) for jobs in (1, 2, 0)}
        print(f"{count:9d} {waited[1]:11.2f} s {waited[2]:13.2f} s {waited[0]:10.2f} s")


if __name__ == "__main__":
    main()
