"""Pages a second: this package's reading of PDFs beside pypdfium2's bare text extraction of the same pages.

    python benchmarks/pdf.py [--rounds N] FILE.pdf ...

Both are timed in turn, in the same run, and the best of the rounds counts; without files, pages are made.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pypdfium2

from akn_convert.reader import read


def bare(data: bytes) -> list[str]:
    """The text of each page, in the order of the file's stream."""
    document = pypdfium2.PdfDocument(data)
    texts = []
    for number in range(len(document)):
        page = document[number]
        text_page = page.get_textpage()
        texts.append(text_page.get_text_range())
        text_page.close()
        page.close()
    document.close()
    return texts


def best(work: Callable[[bytes], object], data: bytes, rounds: int) -> float:
    """The shortest of so many runs, in seconds of processor time, which other work on the machine touches least."""
    times = []
    for _ in range(rounds):
        started = time.process_time()
        work(data)
        times.append(time.process_time() - started)
    return min(times)


def made() -> bytes:
    """Twelve pages in two columns of fifty lines."""
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
    from tests.reader.make_pdf import Set, make_pdf

    line = "of the region, and we hope that it bears fruit before"
    page = [Set(x, 740 - 13 * number, line, size=10) for x in (54, 315) for number in range(50)]
    return make_pdf([page] * 12)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--rounds", type=int, default=7)
    args = parser.parse_args()
    sources = {path.name: path.read_bytes() for path in args.files} or {"(made)": made()}
    print(f"{'file':24} {'pages':>5} {'bare p/s':>9} {'read p/s':>9} {'times':>6}")
    for name, data in sources.items():
        pages = len(bare(data))
        slow, fast = best(read, data, args.rounds), best(bare, data, args.rounds)
        print(f"{name:24} {pages:5} {pages / fast:9.0f} {pages / slow:9.0f} {slow / fast:6.2f}")


if __name__ == "__main__":
    main()
