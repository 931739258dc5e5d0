"""Words as a search finds them: without case, accents or vowel signs, each Chinese character a word of its own.

>>> fold("Règlement")
'reglement'
>>> fold("安理会通过2732号决议")
'安 理 会 通 过 2732 号 决 议'
>>> match("安理 Reglement")
'"安 理" "reglement"'
"""

from __future__ import annotations

import re
import sqlite3
import unicodedata
from collections.abc import Iterator
from os import PathLike

# Scripts that put no blanks between words: Han with its extensions and compatibility forms, and the kana.
_UNSPACED = re.compile("([\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff])")
# Accents, vowel signs and voice marks, once NFKD has set them apart from their letters; the tatweel, which only
# stretches a word.
_MARKS = re.compile(
    "[\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf\u05c1\u05c2\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06dc"
    "\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed\u08d3-\u08ff\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\u3099\u309a\ufe20-\ufe2f]+"
)


def fold(text: str) -> str:
    """A text as the index holds it: lower case, no combining marks, unspaced scripts taken apart."""
    bare = _MARKS.sub("", unicodedata.normalize("NFKD", text).casefold())
    return " ".join(_UNSPACED.sub(r" \1 ", bare).split())


def match(words: str) -> str:
    """The FTS5 expression that finds texts with all of the words; characters of one Chinese word stand together."""
    phrases = (" ".join(re.findall(r"\w+", fold(word))) for word in words.split())
    return " ".join(f'"{phrase}"' for phrase in phrases if phrase)


def search(database: str | PathLike[str], words: str, limit: int = 20) -> Iterator[dict[str, object]]:
    """The speeches with all of the words, best first, as rows of the table speeches; none for no words."""
    expression = match(words)
    if not expression:
        return
    connection = sqlite3.connect(database)
    try:
        connection.row_factory = sqlite3.Row
        query = (
            "SELECT speeches.* FROM speeches_search JOIN speeches ON speeches.rowid = speeches_search.rowid"
            " WHERE speeches_search MATCH ? ORDER BY rank, speeches.rowid LIMIT ?"
        )
        yield from map(dict, connection.execute(query, (expression, limit)))
    finally:
        connection.close()
