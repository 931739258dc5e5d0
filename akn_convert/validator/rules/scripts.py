"""Which language a text looks like: by its script, and by everyday words where the script is Latin.

Only for a warning that metadata and text disagree: a language that is not in the tables is never contradicted by words.
"""

from __future__ import annotations

import re

_SCRIPTS = {
    "Arabic": re.compile(r"[\u0621-\u064a]+"),
    "Cyrillic": re.compile(r"[\u0400-\u04ff]+"),
    "Han": re.compile(r"[\u4e00-\u9fff]+"),
    "Latin": re.compile(r"[A-Za-z\u00c0-\u024f]+"),
}
_WRITTEN = {
    "ara": "Arabic",
    "rus": "Cyrillic",
    "zho": "Han",
    "eng": "Latin",
    "fra": "Latin",
    "spa": "Latin",
    "deu": "Latin",
}
# The language that a script stands for when the declared one is written in another.
_TYPICAL = {"Arabic": "ara", "Cyrillic": "rus", "Han": "zho"}
_WORDS = {
    "eng": (" the ", " of ", " and ", " to ", " in "),
    "fra": (" les ", " des ", " du ", " et ", " une "),
    "spa": (" los ", " del ", " las ", " y ", " una "),
    "deu": (" der ", " die ", " und ", " den ", " des "),
}
_ENOUGH = 200  # letters: below, nothing is said
_CLEAR = 3  # times as many everyday words as the declared language has


def looks_like(text: str, *, instead_of: str) -> str:
    """The language that a text is clearly written in, as ISO 639-2, where it is not `instead_of`; else "".

    >>> looks_like("国" * 300, instead_of="eng")
    'zho'
    >>> looks_like("国" * 300, instead_of="zho")
    ''
    """
    declared = _WRITTEN.get(instead_of)
    if declared is None:
        return ""
    if _letters(declared, text) * 3 > len(text):  # as it should be; the counts below are for the doubtful
        return _by_words(text, instead_of) if declared == "Latin" else ""
    letters = {script: _letters(script, text) for script in _SCRIPTS}
    script = max(letters, key=lambda name: letters[name])
    if letters[script] < _ENOUGH:
        return ""
    if script != declared:
        return "" if letters[declared] * 2 > letters[script] else _TYPICAL.get(script) or _by_words(text, instead_of)
    return _by_words(text, instead_of) if script == "Latin" else ""


def _letters(script: str, text: str) -> int:
    """How many letters of a script a text has; a Chinese sign carries what three letters do."""
    return sum(map(len, _SCRIPTS[script].findall(text))) * (3 if script == "Han" else 1)


def _by_words(text: str, instead_of: str) -> str:
    folded = text.lower()
    counts = {language: sum(map(folded.count, words)) for language, words in _WORDS.items()}
    best = max(counts, key=lambda language: counts[language])
    return best if counts[best] > 10 and counts[best] > _CLEAR * counts.get(instead_of, 0) else ""
