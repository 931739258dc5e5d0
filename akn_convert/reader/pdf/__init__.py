"""PDF by pdfium: its page texts are the source, character for character; where they stand on the page decides the order.

The source is the text of the pages as pdfium gives it, each page closed by a form feed.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from akn_convert.findings import Finding, finding
from akn_convert.reader.source import Source
from akn_convert.text import Text

if TYPE_CHECKING:
    from akn_convert.reader.pdf.columns import Page

LEAST_WORDS = 0.7  # share of words below which a text layer is called poor; real records have 0.98 and more
LEAST_CHARACTERS = 10  # a page; below this on average a file is a scan
MOST_UNMAPPED = 0.05  # share of characters without a Unicode value

_PDFIUM = threading.Lock()  # pdfium keeps one state for the whole process
_POINTS = re.compile(r"""[\s"'“”‘’«»‹›()\[\]{}（）【】《》〈〉*.,;:!?¿¡…،؛؟。，：；、！？/\\–—‐‑·_-]+""")
_WORD = re.compile("(?:[^\\W\\d_]|[\u0300-\u036f\u064b-\u0655\u0670])+|[A-Z]{0,3}\\d+[a-zа-я年月日时分]{0,3}|%|№|€")


def recognises(source: Source) -> bool:
    """Whether the header of a PDF stands within the first 1,024 bytes, as readers have always allowed."""
    return source.decoded is None and b"%PDF-" in source.head[:1024]


def read(source: Source) -> Text:
    """The text of a PDF in reading order, with pages and marks; a file that cannot be read gives one finding."""
    from akn_convert.reader.pdf import guard
    from akn_convert.reader.pdf.pages import arranged
    from akn_convert.reader.pdf.surface import extracted

    if guard.is_suspicious(source.data, source.limits):
        pages, problems = guard.extracted_apart(source.data, source.limits)
    else:
        with _PDFIUM:
            pages, problems = extracted(source.data, source.limits)
    found = [finding(code, **facts) for code, facts in problems]
    if not pages:
        return source.unreadable("pdf", found[0])
    return arranged(pages, origin=source.origin("pdf"), findings=(*found, *_quality(pages)))


def _quality(pages: Sequence[Page]) -> Iterator[Finding]:
    """What is to be said about the text layer: none at all, without Unicode values, or hardly any words in it."""
    broken = [number for number, page in enumerate(pages, 1) if not page.readable]
    if broken:
        yield finding("damaged-page", pages=", ".join(map(str, broken[:10])))
    total = sum(len(page.text) for page in pages)
    if total < LEAST_CHARACTERS * len(pages):
        yield finding("no-text-layer", pages=len(pages))
        return
    unmapped = sum(page.unmapped * len(page.text) for page in pages) / total
    if unmapped > MOST_UNMAPPED:
        yield finding("no-unicode-map", share=f"{unmapped:.0%}")
    share = _share_of_words(" ".join(page.text[:2000] for page in pages[:10]))
    if share < LEAST_WORDS:
        yield finding("poor-text", share=f"{share:.0%}", least=f"{LEAST_WORDS:.0%}")


def _share_of_words(sample: str) -> float:
    """The share of the letters, figures and signs of a sample that belong to whole words and numbers."""
    parts = [part for part in _POINTS.split(sample) if part]
    words = sum(len(part) for part in parts if _WORD.fullmatch(part))
    return words / max(1, sum(map(len, parts)))
