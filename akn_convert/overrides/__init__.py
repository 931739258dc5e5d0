"""Overrides say what a record gets wrong or leaves out, in TOML beside it, so that no XML is corrected by hand.

    [[document]]
    where = { symbol = "S/PV.8180", language = "zh" }     # and, or instead: file = "2018/S_PV_8180*.md"
    set = { date = "2018-02-13" }                         # symbol, date

    [[document.speaker]]
    printed = "Mr. Smth"                                  # the name as the record prints it
    name = "Mr. Smith"
    state = "USA"                                         # ISO 3166-1 alpha-3, or EU
    capacity = "representative"

    [[document.section]]
    heading = "Organization of work"                      # the printed heading, or: number = 3
    kind = "procedural"

`load` checks a file or a folder of them, `choose` picks what concerns a document; its `facts` go to the mapper as
options, and `apply` changes the record that comes out. A printed word never changes: overrides touch what is said about the text, not the text.
"""

from akn_convert.overrides.apply import Chosen, Use, apply, choose
from akn_convert.overrides.table import Entry, Overrides, OverridesError, Section, Speaker, load, parse

__all__ = [
    "Chosen",
    "Entry",
    "Overrides",
    "OverridesError",
    "Section",
    "Speaker",
    "Use",
    "apply",
    "choose",
    "load",
    "parse",
]
