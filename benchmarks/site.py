"""How fast a site is built, what memory it takes, and how heavy its pages are; prints a table.

    python benchmarks/site.py [--works 125 250 500]      # each work in two languages: 250, 500, 1,000 records

Each size runs in a process of its own, so that the peak of memory is its own. The records are the invented meeting of
tests/site, fifteen times the general debate: 66 speeches, 30 to 50 KB of words a record.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from types import ModuleType

ROOT = Path(__file__).resolve().parents[1]
LANGUAGES = ("en", "zh")
REPEAT = 15
FRAME = ("style.css", "site.js")


def minutes() -> ModuleType:
    """The maker of meetings, which stands with the tests."""
    spec = importlib.util.spec_from_file_location("site_minutes", ROOT / "tests" / "site" / "minutes.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def run(works: int) -> dict[str, float]:
    """Build a site of so many meetings; what it took."""
    from akn_convert.exports.readback import read_back
    from akn_convert.site import build_site

    make = minutes().debate
    with tempfile.TemporaryDirectory() as folder:
        source, out = Path(folder) / "in", Path(folder) / "out"
        source.mkdir()
        for number in range(works):
            day = f"{2000 + number // 300}-{number // 28 % 12 + 1:02}-{number % 28 + 1:02}"
            for language in LANGUAGES:
                data = make(language, number=number, date=day, repeat=REPEAT)
                (source / f"{number}.{language}.xml").write_bytes(data)
        before, worked = time.perf_counter(), time.process_time()
        built = build_site([source], out)
        seconds, worked = time.perf_counter() - before, time.process_time() - worked
        page = out / "records" / "A-99-PV.0" / "en.html"
        words = len((page.with_suffix(".txt")).read_bytes())
        shards = [p.stat().st_size for p in (out / "search").rglob("w*.js")]
        return {
            "records": built.versions,
            "speeches": len(read_back(source / "0.en.xml").speeches),
            "pages": built.pages,
            "seconds": seconds,
            "cpu": worked,
            "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
            "weight": (page.stat().st_size + sum((out / name).stat().st_size for name in FRAME) - words) / 1024,
            "list": max(p.stat().st_size for p in out.rglob("*.html") if "records" not in p.parts) / 1024,
            "shard": max(shards) / 1024,
        }


def main() -> None:
    """One row a size."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--works", type=int, nargs="+", default=[125, 250, 500])
    parser.add_argument("--one", type=int, help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.one:
        print(json.dumps(run(args.one)))
        return
    print(
        "records  pages  seconds  CPU seconds  pages/s  pages/CPU s  peak MB  record page KB without text  heaviest list KB  largest index file KB"
    )
    for works in args.works:
        command = [sys.executable, __file__, "--one", str(works)]
        row = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
        print(f"{row['records']:7.0f} {row['pages']:6.0f} {row['seconds']:8.1f} {row['cpu']:12.1f} {row['pages'] / row['seconds']:8.0f} "
              f"{row['pages'] / row['cpu']:12.0f} {row['peak']:8.0f} {row['weight']:29.0f} {row['list']:14.0f} "
              f"{row['shard']:22.0f}")  # fmt: skip


if __name__ == "__main__":
    main()
