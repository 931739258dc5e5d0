"""Documents a second with one process and two, memory at 500 and 5,000 documents, and Spark's rate.

    python benchmarks/batch.py                 # all
    python benchmarks/batch.py --documents 200 # less of it

The documents are the sample records in fixtures/, mixed as archives are (statements and short records are the many),
under other names. Each figure is the best of three runs; other work on the machine lowers the second process's share.
Starting is part of each run and is the same for one process as for two, so that short runs tell less of the rate.
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
RECORDS = [ROOT / "fixtures" / "records" / name for name in ("S_PV_8180.zh.md", "S_PRST_2021_1.zh.txt")]
SHORT = ROOT / "tests" / "overrides" / "meeting.zh.txt"


def archive(folder: Path, count: int, short: bool = False) -> Path:
    """A folder of that many documents."""
    texts = [path.read_bytes() for path in ([SHORT] if short else [RECORDS[0], *[RECORDS[1]] * 4, *[SHORT] * 5])]
    for n in range(count):
        path = folder / "in" / f"{n // 100:03d}" / f"{n:05d}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(texts[n % len(texts)])
    return folder / "in"


def convert(source: Path, out: Path, jobs: int, first: list[float] | None = None) -> float:
    """Documents a second of a whole run, workers' start included; the seconds to the first result go to `first`."""
    from akn_convert.batch import archive
    from akn_convert.batch.inputs import Inputs
    from akn_convert.workers.pool import Limits

    started = time.perf_counter()
    settings = archive.Settings(str(out), {})
    done = 0
    for _ in archive.run(Inputs([str(source)]), settings, Limits(jobs, 120.0, 2 << 30)):
        if first is not None and not done:
            first.append(time.perf_counter() - started)
        done += 1
    return done / (time.perf_counter() - started)


def rates(count: int) -> None:
    """One process and two, in turns, so that other work on the machine hits both."""
    best = {1: 0.0, 2: 0.0}
    first: list[float] = []
    before = os.times()
    with tempfile.TemporaryDirectory() as name:
        source = archive(Path(name), count)
        for turn in range(3):
            for jobs in best:
                best[jobs] = max(best[jobs], convert(source, Path(name, f"out-{turn}-{jobs}"), jobs, first))
    after = os.times()
    own = after.user + after.system - before.user - before.system
    workers = after.children_user + after.children_system - before.children_user - before.children_system
    print(f"{count} documents: jobs 1 {best[1]:.1f}/s, jobs 2 {best[2]:.1f}/s, {best[2] / best[1]:.2f} times")
    print(f"the first document is there after {min(first):.2f} s")
    # What the parent does cannot be shared out: its part of the work is what keeps two workers from being twice as fast.
    print(
        f"processor time: {workers:.1f} s in workers, {own:.1f} s in the parent ({100 * own / (own + workers):.0f} percent)"
    )


def memory() -> None:
    """The peak of the process that a user starts, and of its largest worker."""
    peaks = {}
    for count in (500, 5_000):
        done = subprocess.run(
            [sys.executable, __file__, "--peak", str(count)], capture_output=True, text=True, check=True
        )
        own, worker = map(float, done.stdout.split())
        peaks[count] = own
        print(f"peak memory at {count} documents: {own:.1f} MB, largest worker {worker:.1f} MB")
    print(f"growth {100 * (peaks[5_000] / peaks[500] - 1):.1f} percent")


def peak(count: int) -> None:
    """Run, and print both peaks in megabytes."""
    with tempfile.TemporaryDirectory() as name:
        convert(archive(Path(name), count, short=True), Path(name, "out"), 2)
    usage = (resource.getrusage(who).ru_maxrss / 1024 for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    print(*usage)


def spark(count: int) -> None:
    """Documents a second by Spark with two local tasks, after a first small run that starts its workers."""
    try:
        from pyspark.sql import SparkSession
    except ImportError:
        print("Spark: pyspark is not installed")
        return
    from akn_convert.adapters.spark import convert_frame

    os.environ |= {"PYTHONPATH": str(ROOT), "PYSPARK_PYTHON": sys.executable}
    session = SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false").getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    with tempfile.TemporaryDirectory() as name:
        paths = [(str(path),) for path in sorted(archive(Path(name), count).rglob("*.txt"))]
        for rows in (paths[:4], paths):
            started = time.perf_counter()
            frame = convert_frame(session.createDataFrame(rows, "uri string").repartition(2))
            done = frame.where("status = 'converted'").count()
            rate = done / (time.perf_counter() - started)
    print(f"Spark, 2 tasks: {rate:.1f}/s ({done} documents)")
    session.stop()


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=2_000, help="for the rates")
    parser.add_argument("--peak", type=int, help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.peak:
        peak(args.peak)
        return
    print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    rates(args.documents)
    memory()
    spark(args.documents)


if __name__ == "__main__":
    main()
