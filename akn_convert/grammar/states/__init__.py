"""Names of States, as records print them, to their codes: ISO 3166 alpha-3, and EU for the European Union.

The names are data: the `[states]` table of each language. A name is looked up by its letters alone, so that case,
accents, blanks, hyphens, apostrophes, brackets and damage by line ends or letter-spacing make no difference.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple
from unicodedata import normalize

from akn_convert.errors import GrammarError
from akn_convert.grammar.misread import Slips, SlipsInWords

# The observers of the United Nations that have a code; all other codes of States in being are Members'.
OBSERVERS = frozenset({"PSE", "VAT", "EU"})

_NOT_A_LETTER = re.compile(r"[\W_]+")
_NOT_IN_A_TABLE = re.compile(r"[^\w|\n]+|_+")
_MARK = re.compile(r"[^\w\s|]+")
_HEAD = re.compile(r"(?P<code>EU|[A-Z]{3})(?: (?P<first>\d{4})-(?P<last>\d{4})?)?")
_IDEOGRAPHS = "\u3400-\u9fff\uf900-\ufaff"
# What a page leaves between names when its furniture is printed there: numbers, dates and symbols of documents.
_ASIDE = r"[A-Z]*\s?/[\w./\-]+|\d[\d./\-]*"
_BRACKET = re.compile(r"[\s'’_-]{0,3}[()（）\[\]]")
_BRACKETS = re.compile(r"[()（）\[\]]")


class Era(NamedTuple):
    """A code, and the years, both included, in which a name stands for it."""

    code: str
    first: int = 0
    last: int = 9999


class Stretch(NamedTuple):
    """A half-open range `[start, end)` of characters of a list, and the code of the State; "" where it is none."""

    start: int
    end: int
    code: str


class _Alike(NamedTuple):
    """What is read as the same letter, and letters whose order within a word is not looked at."""

    letters: Mapping[int, str]
    swaps: re.Pattern[str] | None


class _Words(NamedTuple):
    """The words of a list side by side: where each stands, its letters, what it is; `edges` are where items may end."""

    starts: list[int]
    ends: list[int]
    letters: list[str]
    kinds: list[str]
    edges: set[int]
    stops: set[int]


_MOST_READ, _LONGEST_READ = 2_000, 100  # printed names kept in mind, and their characters
_TURNED = re.compile(r"[(,،]")


@dataclass(frozen=True, slots=True)
class States:
    """The names of States in one language, by their letters."""

    codes: Mapping[str, str]
    eras: Mapping[str, Sequence[Era]]
    articles: frozenset[str]
    alike: _Alike
    words: re.Pattern[str]
    longest: int
    inverted: frozenset[str]
    names: str
    endings: re.Pattern[str] | None
    # The nominatives of a language that declines, by their stems; made when it is first asked for one.
    _stems: dict[str, str] = field(default_factory=dict, init=False, repr=False, compare=False)
    # What recognition may have made of the names.
    _slips: Slips = field(init=False, repr=False, compare=False)
    _words_slips: SlipsInWords = field(init=False, repr=False, compare=False)
    # What printed names were read as: a record prints each many times, and so do the records after it.
    _read: dict[str, str] = field(default_factory=dict, init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_slips", Slips(self.codes))
        object.__setattr__(self, "_words_slips", SlipsInWords(self._names_in_words))

    @classmethod
    def parse(
        cls,
        names: str,
        articles: Iterable[str] = (),
        separators: str = "[,;]",
        conjunctions: Iterable[str] = (),
        variants: str = "",
        swaps: str = "",
        endings: str = "",
    ) -> States:
        """The States of a `[states]` table; its keys are the parameters.

        `names` holds a State a line: `ISO | name | name`, or `ISO 1946-1991 | name` for a name of those years.
        `articles` are words that may stand before a name; `separators` and `conjunctions` regular expressions for what
        stands between names; `variants` pairs of a letter and the one it is read as, or single letters to be passed
        over; `swaps` two letters that damaged text prints in the other order; `endings` a regular expression for the
        endings that a word has in its cases, where names are declined. Raises GrammarError for a row of another shape.
        """
        pairs = {ord(pair[0]): pair[1:] for pair in variants.split()}
        alike = _Alike(pairs, re.compile("(?<!{1}){1}++{0}[{0}{1}]*".format(*swaps)) if swaps else None)
        eras = _eras(names, alike)
        between = "|".join(conjunctions) or "(?!)"
        words = re.compile(
            f"(?P<stop>{separators})|(?P<join>{between})|(?P<aside>{_ASIDE})"
            f"|(?P<word>[{_IDEOGRAPHS}]|[^\\W_{_IDEOGRAPHS}]+)"
        )
        return cls(
            codes={letters: _latest(rows).code for letters, rows in eras.items()},
            eras={letters: rows for letters, rows in eras.items() if len(rows) > 1},
            articles=frozenset(_letters(word, alike) for word in articles),
            alike=alike,
            words=words,
            longest=max(map(len, eras), default=0),
            inverted=frozenset(_inverted(names, alike)),
            names=names,
            endings=re.compile(endings) if endings else None,
        )

    def find(self, name: str, year: int | None = None) -> str | None:
        """The code of a State by its printed name, with or without article; None for what is no name of a State.

        Where a name has stood for several States, the one of `year` is preferred, else the latest.
        """
        letters = self._read.get(name)
        if letters is None:
            letters = self._known(name)
            if len(self._read) >= _MOST_READ:
                self._read.clear()
            if len(name) <= _LONGEST_READ:
                self._read[name] = letters
        return self._code(letters, year) if letters else None

    def find_misread(self, name: str, year: int | None = None) -> str | None:
        """As `find`, for a name in which recognition may have misread a letter: the only State that can be meant.

        Only for places where the name of a State is sure to stand: any word may be like one.
        """
        found = self.find(name, year)
        if found:
            return found
        meant = self._slips.meant(_letters(name, self.alike)) | self._slips.meant(self._without_articles(name))
        return self._only_code(meant or self._words_slips.meant(self._in_words(name)), year)

    def _only_code(self, names: Iterable[str], year: int | None) -> str | None:
        """The code of names, by their letters, if all are one State's."""
        codes = {self._code(name, year) for name in names}
        return codes.pop() if len(codes) == 1 else None

    def _in_words(self, name: str) -> list[str]:
        """The letters of each word of a name."""
        return [_letters(match[0], self.alike) for match in self.words.finditer(name) if match.lastgroup != "stop"]

    def _names_in_words(self) -> list[list[str]]:
        """The names of the table, those of several words, in words."""
        names = (name for row in self.names.split("\n") for name in row.split("|")[1:])
        found = (words for name in names if len(words := self._in_words(name)) > 1)
        return [words for words in found if "".join(words) in self.codes]

    def find_declined(self, name: str, year: int | None = None) -> str | None:
        """As `find`, for a name that may stand in a case other than the nominative: "Республики Корея"."""
        found = self.find(name, year)
        if found or self.endings is None:
            return found
        if not self._stems:
            printed = (known for row in self.names.split("\n") for known in row.split("|")[1:])
            self._stems.update((self._stem(known), _letters(known, self.alike)) for known in printed)
        letters = self._stems.get(self._stem(name))
        return self._code(letters, year) if letters else None

    def _stem(self, name: str) -> str:
        """The words of a name without the endings of their case, one after the other."""
        endings = self.endings or re.compile(r"(?!)")
        return "".join(endings.sub("", word) for word in _NOT_A_LETTER.split(name.casefold()))

    def _known(self, name: str) -> str:
        """The letters of the name that a printed one is; "" for none."""
        letters = _letters(name, self.alike)
        if letters not in self.codes:
            letters = self._without_articles(name)
        return letters if letters in self.codes else ""

    def name_meant(self, printed: str, code: str) -> str:
        """The name of the table that a misread one is meant to be, else the first that it has for a code."""
        rows = (row.split("|")[1:] for row in self.names.split("\n") if row.lstrip().startswith(code))
        names = [name.strip() for row in rows for name in row]
        meant = self._slips.meant(_letters(printed, self.alike))
        return next((name for name in names if _letters(name, self.alike) in meant), names[0] if names else printed)

    def begins(self, name: str) -> bool:
        """Whether the name of a State begins with these letters, as in a list that goes on in the next line."""
        letters = _letters(name, self.alike)
        return any(known.startswith(letters) for known in self.codes)

    def split(self, text: str, year: int | None = None) -> list[tuple[int, int, str]]:
        """Every State of a printed list: the half-open range of characters of its name, and its code.

        An item counts only where all its words are names: of "Northern Ireland" no part is taken for Ireland.
        """
        return [(start, end, code) for start, end, code in self.stretches(text, year) if code]

    def unknown(self, text: str) -> list[tuple[int, int]]:
        """The ranges of a printed list that are no State, article, separator or conjunction."""
        return [(start, end) for start, end, code in self.stretches(text) if not code]

    def _code(self, letters: str, year: int | None) -> str:
        """The code of a known name; of several, the one valid in the year."""
        if year is not None and letters in self.eras:
            for era in self.eras[letters]:
                if era.first <= year <= era.last:
                    return era.code
        return self.codes[letters]

    def _without_articles(self, name: str) -> str:
        """The letters of a name without the articles before it, or behind it in brackets: "Gambia (the)"."""
        words = self._in_words(name)
        while words and words[0] in self.articles:
            del words[0]
        while words and words[-1] in self.articles:
            del words[-1]
        return "".join(words)

    def stretches(self, text: str, year: int | None = None, *, misread: bool = False) -> Iterator[Stretch]:
        """The States of a list and what is none, in order; articles and conjunctions are passed over.

        With `misread`, an item that is no name counts if it is one but for slips of recognition.
        """
        words = self._words(text)
        at = 0
        while at < len(words.starts):
            item = self._item(words, at) or (self._misread_item(words, at, text) if misread else None)
            for first, last, letters in item or [(at, _next_edge(words, at), "")]:
                start = words.starts[first]
                end = _closed(text, start, words.ends[last - 1])
                at = last
                if letters:
                    yield Stretch(start, end, self._code(letters, year))
                elif item is None or words.kinds[first] == "aside":
                    yield Stretch(start, end, "")

    def _words(self, text: str) -> _Words:
        """The words of a list, and where its items may begin and end: at separators and around conjunctions."""
        words = _Words([], [], [], [], {0}, set())
        for match in self.words.finditer(text):
            kind, count = match.lastgroup or "", len(words.starts)
            if kind != "word" and kind != "aside":
                words.edges.add(count)
            if kind == "stop":
                words.stops.add(count)
                continue
            if kind == "join":
                words.edges.add(count + 1)
            words.starts.append(match.start())
            words.ends.append(match.end())
            words.letters.append(_letters(match[0], self.alike))
            words.kinds.append(kind)
        words.edges.add(len(words.starts))
        return words

    def _item(self, words: _Words, at: int) -> list[tuple[int, int, str]] | None:
        """From one edge to another: names as ranges of words with their letters, and loose words with none.

        None where a word remains that is neither: a part of an unknown name may look like another State's.
        """
        item: list[tuple[int, int, str]] = []
        while not item or at not in words.edges:
            end, letters = self._longest_name(words, at)
            if not letters and words.kinds[at] == "word" and words.letters[at] not in self.articles:
                return None
            item.append((at, end, letters))
            at = end
        return item

    def _misread_item(self, words: _Words, at: int, text: str) -> list[tuple[int, int, str]] | None:
        """The item as far as the next separator, else an edge, or a full stop for a comma, as the only name it may be."""
        letters, ends = "", []
        for end in range(at + 1, len(words.starts) + 1):
            letters += words.letters[end - 1]
            if len(letters) > self.longest + 1:
                break
            if end in words.edges or text.startswith(".", words.ends[end - 1]):
                ends.append((end, letters))
            if end in words.stops:
                break
        for end, letters in reversed(ends):
            meant = self._slips.meant(letters) or self._words_slips.meant(words.letters[at:end])
            if self._only_code(meant, None):
                return [(at, end, min(meant))]
        return None

    def _longest_name(self, words: _Words, at: int) -> tuple[int, str]:
        """The end and the letters of the longest name that begins at a word, one that ends at an edge preferred.

        The preference reads "Congo, Republic of Korea" as two States though "Congo, Republic of" is a name too. Only a
        name that is printed with a comma or a bracket may run over one.
        """
        letters, inner, outer = "", (at + 1, ""), (at + 1, "")
        for end in range(at + 1, len(words.starts) + 1):
            letters += words.letters[end - 1]
            if len(letters) > self.longest:
                break
            crossed = not words.stops.isdisjoint(range(at + 1, end))
            if letters in self.codes and (not crossed or letters in self.inverted):
                inner = (end, letters)
                if end in words.edges:
                    outer = inner
        return outer if outer[1] else inner


def _letters(text: str, alike: _Alike) -> str:
    """The letters and digits of a text, without case, accents and vowel signs; what is read alike is made one."""
    if text.isascii():
        return text.lower() if text.isalnum() else _NOT_A_LETTER.sub("", text.lower())
    return _NOT_A_LETTER.sub("", _read_alike(text, alike))


def _read_alike(text: str, alike: _Alike) -> str:
    """A text in which letters that are read alike are one, swapped letters in one order; blanks and bars stay.

    The order is made within words, so that the letters of a name are those of its words one after the other.
    """
    text = normalize("NFKD", text).casefold()
    if alike.letters:
        text = text.translate(alike.letters)
    return alike.swaps.sub(_in_order, _MARK.sub("", text)) if alike.swaps else text


def _in_order(run: re.Match[str]) -> str:
    """A run of letters in the order of their code points."""
    return "".join(sorted(run[0]))


def _eras(names: str, alike: _Alike) -> dict[str, list[Era]]:
    """What each name, by its letters, stands for in which years; a row a line."""
    eras: dict[str, list[Era]] = {}
    folded = _read_alike(names, alike)
    for sign in " -'()":  # the commonest first: str.replace is faster than the pattern
        folded = folded.replace(sign, "")
    folded = _NOT_IN_A_TABLE.sub("", folded)
    for row, letters in zip(names.split("\n"), folded.split("\n"), strict=True):
        if row.strip():
            era = _era(row)
            for name in filter(None, letters.split("|")[1:]):
                eras.setdefault(name, []).append(era)
    return eras


def _inverted(names: str, alike: _Alike) -> Iterator[str]:
    """The letters of the names that are printed with a bracket or a comma: "Iran (Islamic Republic of)"."""
    for row in names.split("\n"):
        if _TURNED.search(row):
            yield from (_letters(name, alike) for name in row.split("|")[1:] if _TURNED.search(name))


def _era(row: str) -> Era:
    """The code and the years at the head of a row, which must have a name too."""
    head, _, rest = row.partition("|")
    match = _HEAD.fullmatch(head.strip())
    if match is None or not rest.strip(" |"):
        raise GrammarError(f"states: a row reads 'ISO | name | name' or 'ISO 1946-1991 | name', not {row!r}")
    return Era(match["code"], int(match["first"] or 0), int(match["last"] or 9999))


def _latest(eras: Sequence[Era]) -> Era:
    """The era that ends last."""
    return eras[0] if len(eras) == 1 else max(eras, key=lambda era: era.last)


def _next_edge(words: _Words, at: int) -> int:
    """The first edge behind a word."""
    return next(edge for edge in range(at + 1, len(words.starts) + 1) if edge in words.edges)


def _closed(text: str, start: int, end: int) -> int:
    """The end of a name, with the bracket that closes it."""
    if len(_BRACKETS.findall(text, start, end)) % 2 and (match := _BRACKET.match(text, end)):
        return match.end()
    return end
