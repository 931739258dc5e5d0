"""How far a run is, on standard error: a bar on a terminal, a line now and then elsewhere."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext
from typing import IO

from akn_convert.batch.archive import Result
from akn_convert.batch.outcome import Status

EVERY = 10.0  # seconds between lines


def shown(
    results: Iterable[Result], total: int, stream: IO[str] | None = None, every: float = EVERY
) -> Iterator[Result]:
    """The results, while the count of done, failed and remaining documents and their rate are shown."""
    stream = stream or sys.stderr
    yield from (_bar if stream.isatty() else _lines)(results, total, stream, every)


def aside() -> AbstractContextManager[None]:
    """While something else is written to the terminal, a bar that is drawn there gives way."""
    tqdm = sys.modules.get("tqdm")
    return tqdm.tqdm.external_write_mode() if tqdm else nullcontext()


def _bar(results: Iterable[Result], total: int, stream: IO[str], _: float) -> Iterator[Result]:
    from tqdm import tqdm

    failed = 0
    with tqdm(total=total, unit="doc", file=stream, smoothing=0.05, dynamic_ncols=True) as bar:
        for result in results:
            failed += result.row["status"] != Status.CONVERTED
            bar.set_postfix(failed=failed, refresh=False)
            bar.update()
            yield result


def _lines(results: Iterable[Result], total: int, stream: IO[str], every: float) -> Iterator[Result]:
    started = told = time.monotonic()
    failed = 0
    for done, result in enumerate(results, 1):
        failed += result.row["status"] != Status.CONVERTED
        now = time.monotonic()
        if now - told >= every:
            told = now
            print(line(done, failed, total, now - started), file=stream, flush=True)
        yield result


def line(done: int, failed: int, total: int, seconds: float) -> str:
    """What a line says.

    >>> line(500, 3, 2000, 20.0)
    '500 done, 3 failed, 1500 remaining, 25.0 documents/s'
    """
    rate = done / seconds if seconds else 0.0
    return f"{done} done, {failed} failed, {total - done} remaining, {rate:.1f} documents/s"
