"""Layout is undone here, and only here do characters change: each change has a rule, each rule a contract.

EDITORS run in this order. Columns come first, while every blank stands where it was printed; characters next, since a
line's shape is judged by its letters, and their order after that; the note is known by its lines, so it goes before they are joined; so does furniture, or a page number would be joined into
a sentence.
"""

from __future__ import annotations

from collections.abc import Callable

from akn_convert.grammar import Grammar
from akn_convert.layout import bounds, characters, columns, lines, notes, visual
from akn_convert.layout.visual import embedded
from akn_convert.text import Contract, Text

Editor = Callable[[Text, Grammar], Text]

EDITORS: tuple[Editor, ...] = (
    columns.part,  # two columns side by side, one after the other
    embedded.read_again,  # what an extractor embedded in right-to-left lines, before the marks that tell of it go
    characters.tidy,  # damaged, invisible and stretched characters, marks of markdown, leader dots
    bounds.narrow,  # white space without end, which no rule should have to run through
    visual.tidy,  # lines of right-to-left scripts that stand in the order of the eye
    notes.lift_note,  # the note at the foot of the first page moved to the cover
    lines.tidy,  # furniture dropped, lines joined into paragraphs
    bounds.divide,  # paragraphs too long for readers of XML
)


def _of_the_visible(contract: Contract) -> Contract:
    """The contract of a rule that ran when what prints nothing was gone already, unless the reader had changed it."""

    def allows(source: str, became: str, raw: str) -> bool:
        return any(contract.allows(seen, became, raw) for seen in characters.views(source))

    return contract._replace(allows=allows)


CONTRACTS: dict[str, Contract] = {
    contract.rule: contract
    for contract in (
        *columns.CONTRACTS,
        *characters.CONTRACTS,
        *map(_of_the_visible, (*visual.CONTRACTS, *lines.CONTRACTS, *bounds.CONTRACTS)),
    )
}


def lay_out(text: Text, grammar: Grammar) -> Text:
    """The text without its layout: one paragraph, heading or cover line a line, blanks single, furniture dropped.

    Tabs remain on the cover only, between the cells of a row. Nothing is raised for what stands in the input.
    """
    for edit in EDITORS:
        text = edit(text, grammar)
    return text
