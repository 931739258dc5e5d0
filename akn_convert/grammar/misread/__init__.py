"""Words that recognition misread: the known ones that are a single slip away, and no others.

A slip is a letter too many, one too few, another one, two in the other order, or a sign that looks like two ("rn" for m).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from itertools import product

SHORTEST = 4  # letters of a word in which one may be wrong: shorter ones are too like each other
_MOST_WORDS, _MOST_MEANT = 9, 2  # long words of a name, and words that one may be
_LIKENESSES = (("rn", "m"), ("cl", "d"), ("vv", "w"), ("ii", "u"), ("li", "h"))


class Slips:
    """The words of a collection by what one slip makes of them; the index is made when it is first asked."""

    def __init__(self, words: Collection[str]) -> None:
        self._words = words
        self._longest = 0
        self._shorter: dict[str, list[str]] = {}

    def meant(self, word: str) -> set[str]:
        """The words that a misread one may be; itself where it is one of them."""
        if word in self._words:
            return {word}
        if not self._shorter:
            self._make()
        if not SHORTEST <= len(word) <= self._longest + 1:
            return set()
        alike = {each for each in _looking_alike(word) if each in self._words}
        return alike | {known for known in self._near(word) if _is_slip(word, known)}

    def _make(self) -> None:
        """Each word under all that it is with a letter less; of two words that share such a form one may be the other."""
        shorter = defaultdict[str, list[str]](list)
        for word in self._words:
            if len(word) >= SHORTEST:
                self._longest = max(self._longest, len(word))
                for form in {word, *_lacking_one(word)}:
                    shorter[form].append(word)
        self._shorter = dict(shorter)

    def _near(self, word: str) -> Iterator[str]:
        for form in {word, *_lacking_one(word)}:
            yield from self._shorter.get(form, ())


class SlipsInWords:
    """Names of several words by their long ones, each of which may have a slip of its own; made when it is first asked."""

    def __init__(self, names: Callable[[], Iterable[Sequence[str]]]) -> None:
        self._names = names
        self._by_words: dict[tuple[str, ...], set[str]] = {}
        self._slips = Slips(())

    def meant(self, words: Sequence[str]) -> set[str]:
        """The names, their words run together, that misread words may be; none for a name of one long word."""
        if not self._by_words:
            self._make()
        options = [self._slips.meant(word) for word in _long(words)]
        if not 1 < len(options) <= _MOST_WORDS or not all(0 < len(each) <= _MOST_MEANT for each in options):
            return set()
        return {name for found in product(*options) for name in self._by_words.get(found, ())}

    def _make(self) -> None:
        for words in self._names():
            self._by_words.setdefault(_long(words), set()).add("".join(words))
        self._slips = Slips({word for words in self._by_words for word in words})


def _long(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(word for word in words if len(word) >= SHORTEST)


def _lacking_one(word: str) -> Iterator[str]:
    return (word[:at] + word[at + 1 :] for at in range(len(word)))


def _looking_alike(word: str) -> Iterator[str]:
    """A word with one sign in the place of two that look like it, or two in the place of one."""
    for pair in _LIKENESSES:
        for seen, meant in (pair, pair[::-1]):
            at = word.find(seen)
            while at >= 0:
                yield word[:at] + meant + word[at + len(seen) :]
                at = word.find(seen, at + 1)


def _is_slip(word: str, known: str) -> bool:
    """Whether two words that differ are one slip apart."""
    start = next((at for at, (one, other) in enumerate(zip(word, known, strict=False)) if one != other), None)
    if start is None:
        return abs(len(word) - len(known)) == 1
    one, other = word[start:], known[start:]
    swapped = one[:2] == other[1::-1] and one[2:] == other[2:] and len(one) > 1
    return swapped or one[1:] == other[1:] or one[1:] == other or one == other[1:]
