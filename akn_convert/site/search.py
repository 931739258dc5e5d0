"""A search index that needs no server: words and where they are said, in small files that a page loads on demand.

For each language `manifest.js` says with which word each file of words begins; `w{n}.js` holds words with the numbers
of the speeches that have them; `r{n}.js` the words of the speeches of one record. A word is folded as search.js folds
what is typed: no case, no accents, no Arabic vowels or article; Chinese goes by single characters and pairs.
"""

from __future__ import annotations

import heapq
import json
import re
import tempfile
import unicodedata
from collections.abc import Iterable, Iterator
from itertools import groupby, pairwise
from pathlib import Path

# Scripts that put no spaces between words: Chinese, Japanese kana, Thai, Lao, Khmer, Burmese. search.js has the same.
UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003ffff"
_WORDS = re.compile(rf"[{UNSPACED}]+|(?:(?![{UNSPACED}])[^\W_])+")
_UNSPACED = re.compile(rf"[{UNSPACED}]")
_ARTICLE = re.compile(r"(?:وال|بال|كال|فال|لل|ال)(?=\w{3})")


class _Bare(dict[int, int | None]):
    """What becomes of each character, found out when it is first met: marks go, all others stay."""

    def __missing__(self, point: int) -> int | None:
        self[point] = None if unicodedata.category(chr(point)).startswith("M") else point
        return self[point]


_BARE = _Bare({ord(a): ord(b) for a, b in zip("أإآىة", "ااايه", strict=True)} | {ord("ـ"): None})

UNITS = 4096  # speeches that one record can number; what is more goes into the last
SHARD = 40_000  # characters of a file of words, about
SPILL = 1_500_000  # numbers held in memory before they are written out
DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


def folded(text: str) -> str:
    """A text as the index knows it: lower case, no accents, one form for the Arabic letters that vary."""
    lower = text.lower()
    return lower if lower.isascii() else unicodedata.normalize("NFKD", lower).translate(_BARE)


def tokens(text: str) -> Iterator[str]:
    """The words of a text, folded; for scripts without spaces, every character and every pair of neighbours."""
    for word in _WORDS.findall(folded(text)):
        if _UNSPACED.match(word):
            yield from word
            yield from (a + b for a, b in pairwise(word))
        else:
            yield _ARTICLE.sub("", word, count=1) if word[0] >= "\u0600" and _ARTICLE.match(word) else word


class Index:
    """The index of one language, written record by record into a folder; memory stays below SPILL numbers."""

    def __init__(self, folder: Path, language: str) -> None:
        self.folder, self.language = folder, language
        self.records = 0
        self._words: dict[str, list[int]] = {}
        self._held = 0
        self._runs: list[Path] = []
        folder.mkdir(parents=True, exist_ok=True)
        self._spill = Path(tempfile.mkdtemp(prefix="akn-index-", dir=folder))

    def add(self, record: dict[str, str], units: Iterable[tuple[str, str, str, str]]) -> None:
        """Take in a record and its units (eId, speaker, country's name, words); newer records have higher numbers."""
        rows = [list(unit) for unit in units]
        number = self.records
        self.records += 1
        for place, (_, speaker, country, words) in enumerate(rows):
            key = number * UNITS + min(place, UNITS - 1)
            for token in set(tokens(f"{speaker}\n{country}\n{words}")):
                self._words.setdefault(token, []).append(key)
                self._held += 1
        (self.folder / f"r{number}.js").write_text(self._script("r", number, {**record, "units": rows}), "utf-8")
        if self._held > SPILL:
            self._spill_words()

    def close(self) -> None:
        """Write the files of words and the manifest, and remove what was written on the way."""
        self._spill_words()
        starts: list[str] = []
        for number, shard in enumerate(self._shards()):
            starts.append(shard[0][0])
            (self.folder / f"w{number}.js").write_text(self._script("w", number, dict(shard)), "utf-8")
        manifest = {"records": self.records, "units": UNITS, "starts": starts}
        (self.folder / "manifest.js").write_text(self._script("m", 0, manifest), "utf-8")
        for run in self._runs:
            run.unlink()
        self._spill.rmdir()

    def _script(self, kind: str, number: int, data: object) -> str:
        """Data as a script: it can then be loaded from a folder on disk too, where a page may not fetch files."""
        return f'aknIndex("{self.language}","{kind}",{number},{json.dumps(data, ensure_ascii=False, separators=(",", ":"))});\n'

    def _spill_words(self) -> None:
        if self._words:
            run = self._spill / f"{len(self._runs)}"
            with run.open("w", encoding="utf-8") as file:
                for token in sorted(self._words, key=_order):
                    file.write(f"{token}\t{' '.join(map(str, self._words[token]))}\n")
            self._runs.append(run)
            self._words, self._held = {}, 0

    def _shards(self) -> Iterator[list[tuple[str, str]]]:
        """The words in order with their numbers, cut into files of about SHARD characters."""
        shard: list[tuple[str, str]] = []
        size = 0
        for token, numbers in self._merged():
            entry = token, _packed(numbers)
            if shard and size + len(entry[1]) + len(token) > SHARD:
                yield shard
                shard, size = [], 0
            shard.append(entry)
            size += len(entry[1]) + len(token) + 6
        if shard:
            yield shard

    def _merged(self) -> Iterator[tuple[str, list[int]]]:
        """Every word once; the runs were written one after the other, so their numbers only grow."""
        files = [run.open(encoding="utf-8") for run in self._runs]
        try:
            lines = heapq.merge(*map(_entries, files), key=lambda entry: _order(entry[0]))
            for token, group in groupby(lines, key=lambda entry: entry[0]):
                yield token, [int(number) for _, numbers in group for number in numbers.split()]
        finally:
            for file in files:
                file.close()


def _entries(file: Iterable[str]) -> Iterator[tuple[str, str]]:
    for line in file:
        token, _, numbers = line.rstrip("\n").partition("\t")
        yield token, numbers


def _order(token: str) -> bytes:
    """The order in which a browser sorts: by UTF-16 units."""
    return token.encode("utf-16-be")


def _packed(numbers: list[int]) -> str:
    """Growing numbers as the steps between them, to the base of 36."""
    return " ".join(_base36(b - a) for a, b in pairwise([0, *sorted(set(numbers))]))


def _base36(number: int) -> str:
    digits = ""
    while number >= 36:
        number, digit = divmod(number, 36)
        digits = DIGITS[digit] + digits
    return DIGITS[number] + digits
