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
# The tatweel only stretches a word.
_STRETCH = str.maketrans("", "", "\u0640")


def fold(text: str) -> str:
    """A text as the index holds it: lower case, no combining marks, unspaced scripts taken apart."""
    apart = unicodedata.normalize("NFKD", text.translate(_STRETCH)).casefold()
    bare = "".join(char for char in apart if not unicodedata.combining(char))
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
