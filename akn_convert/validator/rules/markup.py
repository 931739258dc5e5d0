"""Rules about the marks in the text: names, counts, dates, front matter, layout, encoding (R15, R21 to R27)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from akn_convert.validator.index import Fault, Index, ancestors, fault, name_of, text_of
from akn_convert.validator.rules.dates import date_disagrees, time_disagrees

_NAME = re.compile(r"(?:[A-Za-z][A-Za-z0-9]*:)?[a-z][A-Za-z0-9]*")
# Whose @name is no term of a vocabulary: aliases and dates of the FRBR block (R13 reads those), references, forms.
_NAMED_FREELY = frozenset({"FRBRalias", "FRBRdate", "TLCReference", "FRBRauthor", "componentData"})
_FRONT = frozenset({"coverPage", "preface", "preamble"})
_DOC_INLINES = (
    "docTitle", "docNumber", "docProponent", "docDate", "docAuthority", "docStage", "docStatus", "docType",
    "docPurpose", "docketNumber", "docIntroducer", "docJurisdiction", "docCommittee",
)  # fmt: skip
_DECLARED = re.compile(rb"<\?xml[^>]*?\sencoding\s*=\s*[\"']([A-Za-z0-9._-]+)[\"']")


def names_are_well_formed(index: Index) -> Iterator[Fault]:
    """R15: a @name is one word in camelCase, perhaps with a prefix, and not merely an element's name."""
    judged: dict[str, str] = {}
    for element, value in index.references["name"]:
        tag = name_of(element)
        if tag in _NAMED_FREELY or tag[0] == "{":
            continue
        if value not in judged:
            judged[value] = _name_fault(value)
        why = judged[value] or ("that is an element's name" if tag == "inline" and value in index.by_tag else "")
        if why:
            yield fault("R15", element, element=tag, value=value, why=why)


def _name_fault(value: str) -> str:
    if not value.strip():
        return "it is empty"
    if any(map(str.isspace, value)):
        return "it has spaces"
    return "" if _NAME.fullmatch(value) else "it is not in camelCase"


def counts_are_numbers(index: Index) -> Iterator[Fault]:
    """R21: each count is a whole number, and the number of votes listed for it where there is a list."""
    listed = Counter([value for _, value in index.references["choice"]])
    for element in index.all("count", "quorum"):
        value = element.get("value", "")
        if not (value.isascii() and value.isdigit()):
            why = "it is empty" if not value.strip() else "it is no whole number"
            yield fault("R21", element, element=name_of(element), value=value, why=why)
            continue
        votes = listed.get(f"#{element.get('eId')}", 0)
        if votes and votes != int(value):
            why = f"{votes} votes are listed for it"
            yield fault("R21", element, "warning", element=name_of(element), value=value, why=why)


def values_agree_with_their_text(index: Index) -> Iterator[Fault]:
    """R22: the value of a date or time is what its text says; the date on the cover is the work's."""
    for element in index.all("docDate", "date"):
        value, text = element.get("date", ""), text_of(element)
        if value and (why := date_disagrees(value, text)):
            yield fault("R22", element, element=name_of(element), value=value, why=why)
    for element in index.all("recordedTime"):
        value, text = element.get("time", ""), text_of(element)
        if value and (why := time_disagrees(value, text)):
            yield fault("R22", element, element="recordedTime", value=value, why=why)
    work = index.frbr_value("FRBRWork", "FRBRdate", "date")
    cover = next((e for e in index.all("docDate") if "preface" in ancestors(e)), None)
    if cover is not None and work and (date := cover.get("date", "")) and date[:10] != work[:10]:
        yield fault("R22", cover, element="docDate", value=date, why=f"FRBRWork is of {work}")


def front_matter_stays_in_front(index: Index) -> Iterator[Fault]:
    """R23: docTitle, docDate and their kin stand in the cover page, the preface or the preamble."""
    for element in index.all(*_DOC_INLINES):
        around = ancestors(element)
        if _FRONT.isdisjoint(around) and not (name_of(element) == "docStage" and "heading" in around):
            yield fault("R23", element, element=name_of(element), parent=around[0] if around else "")


def no_layout_is_left(index: Index) -> Iterator[Fault]:
    """R26: no tabs, no runs of blanks or dots for layout, no empty paragraph or image; no HTML lists at the UN."""
    for element in index.by_tag.get("p", ()):
        text = element.text
        if (not text or text.isspace()) and len(element) == 0:
            yield fault("R26", element, element="p", why="it is empty")
    for element in index.by_tag.get("img", ()):
        if not element.get("src"):
            yield fault("R26", element, element="img", why="its src is empty")
    if index.is_un:
        for element in index.all("ul", "ol"):
            yield fault("R26", element, element=name_of(element), why="AKN4UN has blockList for that")
    yield from _layout_runs(index)


def _layout_runs(index: Index) -> Iterator[Fault]:
    if not any(_layout_run(text) for _, text in index.parts):  # most documents are judged by this alone
        return
    for tag in ("p", "heading", "subheading", "num", "narrative", "summary", "from", "docTitle"):
        for element in index.by_tag.get(tag, ()):
            if why := _layout_run(text_of(element)):
                yield fault("R26", element, element=tag, why=why)


def _layout_run(text: str) -> str:
    """What of the page's layout is left in a text, in words; a line's indentation is the XML file's own affair."""
    if not ("\t" in text or "   " in text or "....." in text or ". . . . ." in text):
        return ""
    inner = "\n".join(map(str.strip, text.split("\n")))
    if "\t" in inner:
        return "a TAB stands in its text"
    if "....." in inner or ". . . . ." in inner:
        return "leader dots stand in its text"
    return "a run of blanks stands in its text" if "   " in inner else ""


def encoding_is_declared(index: Index) -> Iterator[Fault]:
    """R27: the XML declaration says UTF-8; judged where the document is a file, not a tree in memory."""
    if index.head is None:
        return
    declared = _DECLARED.match(index.head.removeprefix(b"\xef\xbb\xbf"))
    if declared is None:
        yield fault("R27", index.root, why="it declares no encoding")
    elif declared[1].lower() != b"utf-8":
        yield fault("R27", index.root, why=f"it declares {declared[1].decode('ascii')}")
