"""Numbers and symbols that an extractor put between marks of embedding, as they are printed from the left.

poppler writes a right-to-left line as one embedding (U+202B) and in it each run that is read from the left as another
(U+202A to U+202C), together with the blanks, stops and brackets beside it, all in the order in which the eye meets them
from the left: those are read from the right again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from akn_convert.grammar import Grammar
from akn_convert.layout.visual.runs import LATIN
from akn_convert.text import Cut, Text

# A line end, the mark that a right-to-left line begins with, or a run that is read from the left.
_MARK = re.compile("\n|\u202b|\u202a([^\u202a-\u202e\r\n]+)\u202c")
_PART = re.compile(rf"{LATIN.pattern}|\s+|\S")


def read_again(text: Text, grammar: Grammar) -> Text:
    """The text with what stands in embedded runs in the order of reading, moved by the rule "visual-order"."""
    if grammar.language.direction != "rtl" or "\u202b" not in text.raw:
        return text
    return text.arranged(list(_order(text.clean)))


def _order(clean: str) -> Iterator[tuple[Cut, str]]:
    reached, turned = 0, False
    for found in _MARK.finditer(clean):
        if found[1] is None:
            turned = found[0] == "\u202b"
            continue
        parts = [part.span() for part in _PART.finditer(clean, *found.span(1))]
        if not turned or len(parts) < 2:
            continue
        yield Cut(reached, parts[0][0]), ""
        yield from ((Cut(*part), "visual-order") for part in reversed(parts))
        reached = parts[-1][1]
    if reached < len(clean):
        yield Cut(reached, len(clean)), ""
