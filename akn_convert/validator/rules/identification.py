"""Rules about the FRBR block of the main document: IRIs, languages, dates, what must be there (R9 to R14)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from akn_convert.validator.index import XML_LANG, Element, Fault, Index, fault, name_of, vocabulary
from akn_convert.validator.rules.scripts import looks_like

_SAMPLE = 800  # characters of the text, from its middle, by which its language is judged
LEVELS = ("FRBRWork", "FRBRExpression", "FRBRManifestation")
_EXPRESSION = re.compile(r"/[a-z]{3}[@:].*")  # of an IRI, what follows the Work's
_LANGUAGE = re.compile(r"/([a-z]{2,3})[@:]")  # in the IRI of an Expression
_DATE = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?")
# Language tags of RFC 5646 by shape: a language of two or three letters, then script, region, variants.
_BCP47 = re.compile(r"(?:[a-z]{2,3}(?:-[A-Za-z0-9]{1,8})*|x(?:-[A-Za-z0-9]{1,8})+|i-[a-z]+)")
# What FRBRdate/@name says in records of the UN and in other traditions; folded before the look-up.
_DATE_NAMES = [
    "meeting",
    "adoption",
    "publication",
    "markup",
    "generation",
    "creation",
    "issue",
    "issued",
    "enactment",
    "assent",
    "promulgation",
    "signature",
    "signing",
    "commencement",
    "entryintoforce",
    "presentation",
    "delivery",
    "debate",
    "hearing",
    "decision",
    "judgment",
    "judgement",
    "translation",
    "consolidation",
    "amendment",
    "expression",
    "manifestation",
    "work",
    "registration",
    "submission",
]
# Document types and the subtypes that AKN4UN pairs them with.
_SUBTYPES = {
    "debate": {"record"},
    "debateReport": {"minute", "report", "agenda"},
    "statement": {"deliberation", "instruction"},
    "doc": {"communication", "paper"},
    "act": {"provision"},
    "bill": {"provision"},
}


@cache
def _languages() -> tuple[frozenset[str], dict[str, str]]:
    """The terminology codes of ISO 639-2, and the bibliographic ones with what to use instead."""
    table = vocabulary()
    return frozenset(table["terminology"].split()), table["bibliographic"]


def _anchor(index: Index, level: str, name: str) -> Element:
    """The element to point at, in a level that is there: the child of this name, else the level."""
    element = index.frbr[level].get(name)
    return next(index.all(level)) if element is None else element


def work_iri_agrees(index: Index) -> Iterator[Fault]:
    """R9: the parts of the work's IRI are what the metadata say; all of them are there in documents of the UN."""
    iri = index.frbr_value("FRBRWork", "FRBRuri")
    if iri is None or index.document is None:
        return
    where = _anchor(index, "FRBRWork", "FRBRuri")
    parts = iri.strip("/").split("/")
    at = next((i for i, part in enumerate(parts) if i > 2 and _DATE.fullmatch(part)), None)
    if parts[0] != "akn" or at is None or not at + 1 < len(parts) or (index.is_un and (at != 5 or len(parts) != 7)):
        pattern = "/akn/un/type/subtype/actor/date/number" if index.is_un else "/akn/country/type/.../date/number"
        yield fault("R9", where, iri=iri, why=f"its form is not {pattern}")
        return
    for name, part, said in _correspondences(index, parts, at):
        if said is not None and part != said:
            yield fault("R9", where, iri=iri, why=f'the {name} is "{part}" here and "{said}" in the metadata')


def _correspondences(index: Index, parts: list[str], at: int) -> Iterator[tuple[str, str, str | None]]:
    """(what, the part of the IRI, what the metadata say), the last None where they say nothing comparable."""
    document = index.document
    assert document is not None
    date = index.frbr_value("FRBRWork", "FRBRdate", "date")
    country = index.frbr_value("FRBRWork", "FRBRcountry")
    # Either standard of codes will do: "za" (ISO 3166-1) or "za-cpt" (ISO 3166-2) for /akn/za-cpt/.
    yield "country", parts[1], parts[1] if country == parts[1].partition("-")[0] else country
    yield "type", parts[2], name_of(document)
    yield "date", parts[at], date and date[: len(parts[at])]
    yield "number", "/".join(parts[at + 1 :]), index.frbr_value("FRBRWork", "FRBRnumber")
    if index.is_un:
        yield "subtype", parts[3], index.frbr_value("FRBRWork", "FRBRsubtype")
        author = index.target(index.frbr_value("FRBRWork", "FRBRauthor", "href"))
        yield "actor", parts[4], None if author is None else author.get("href", "").rpartition("/")[2]


def iris_nest(index: Index) -> Iterator[Fault]:
    """R10: each level's IRI goes on from the one above it, `this` is the IRI and /!main, none ends in a slash."""
    above: str | None = None
    for level in LEVELS:
        this, uri = (index.frbr_value(level, name) for name in ("FRBRthis", "FRBRuri"))
        if this is None or uri is None:
            return  # the schema has said so
        yield from _level_faults(index, level, this, uri, above)
        above = uri.rstrip("/")


def _level_faults(index: Index, level: str, this: str, uri: str, above: str | None) -> Iterator[Fault]:
    if uri.endswith("/") or this.endswith("/"):
        bad = "FRBRuri" if uri.endswith("/") else "FRBRthis"
        yield fault("R10", _anchor(index, level, bad), level=level, why="an IRI does not end in a slash")
        uri = uri.rstrip("/")
    if above is not None and level == "FRBRExpression" and not _EXPRESSION.fullmatch(uri[len(above) :]):
        yield fault(
            "R10",
            _anchor(index, level, "FRBRuri"),
            level=level,
            why=f"FRBRuri should be {above}/ and the language and @",
        )
    formats = {"xml", "akn", index.frbr_value("FRBRManifestation", "FRBRformat") or "xml"}
    ending = uri.rpartition(".")[2] if level == "FRBRManifestation" else ""
    if above is not None and level == "FRBRManifestation" and (ending not in formats or uri != f"{above}.{ending}"):
        yield fault("R10", _anchor(index, level, "FRBRuri"), level=level, why=f"FRBRuri should be {above}.xml")
    wanted = f"{uri.removesuffix('.' + ending)}/!main.{ending}" if ending in formats else f"{uri}/!main"
    if this.rstrip("/") not in (wanted, f"{uri}/!main"):
        yield fault("R10", _anchor(index, level, "FRBRthis"), level=level, why=f"FRBRthis should be {wanted}")


def languages_agree(index: Index) -> Iterator[Fault]:
    """R11: the language of the IRI, of FRBRlanguage and of the text are one; `xml:lang` marks other languages only."""
    language = index.frbr_value("FRBRExpression", "FRBRlanguage", "language")
    if language is None or index.document is None:
        return
    where = _anchor(index, "FRBRExpression", "FRBRlanguage")
    found = _LANGUAGE.search(index.frbr_value("FRBRExpression", "FRBRuri") or "")
    if found and found[1] != language:
        yield fault("R11", where, language=language, why=f'the IRI of the Expression says "{found[1]}"')
    middle = max(0, len(index.text) // 2 - _SAMPLE // 2)
    if other := looks_like(index.text[middle : middle + _SAMPLE], instead_of=language):
        yield fault("R11", where, "warning", language=language, why=f'the text looks like "{other}"')


def language_codes_exist(index: Index) -> Iterator[Fault]:
    """R12: FRBRlanguage is a terminology code of ISO 639-2, each `xml:lang` a language tag of RFC 5646."""
    codes, bibliographic = _languages()
    for element in index.all("FRBRlanguage"):
        code = element.get("language", "")
        if code not in codes and not "qaa" <= code <= "qtz":
            instead = f'; use "{bibliographic[code]}"' if code in bibliographic else ""
            yield fault("R12", element, value=code, why=f"it is no three-letter terminology code of ISO 639-2{instead}")
    for element, tag in index.references[XML_LANG]:
        if tag and not _BCP47.fullmatch(tag):
            yield fault("R12", element, value=tag, why="it is no language tag of RFC 5646, such as en or zh-Hant")


def dates_are_ordered(index: Index) -> Iterator[Fault]:
    """R13: work, expression and manifestation follow each other in time; no date is made up or after the markup's."""
    dates = [(level, index.frbr_value(level, "FRBRdate", "date") or "") for level in LEVELS]
    for (earlier, first), (later, second) in ((dates[0], dates[1]), (dates[1], dates[2])):
        if first and second and first[:10] > second:
            why = f"{earlier} is of {first}, {later} of {second}"
            yield fault("R13", _anchor(index, later, "FRBRdate"), why=why)
    markup = dates[2][1][:10]
    for element in index.all("FRBRdate", "publication", "step", "docDate", "eventRef"):
        date = element.get("date", "")
        if date.startswith("0001"):
            yield fault("R13", element, why=f"{name_of(element)} has the date {date}, which nobody meant")
        elif markup and date[:10] > markup and name_of(element) != "FRBRdate":
            yield fault("R13", element, "warning", why=f"{name_of(element)} is of {date}, after the markup of {markup}")
    for element in index.all("FRBRdate"):
        name = element.get("name", "")
        if name.replace("_", "").replace("-", "").lower() not in _DATE_NAMES:
            yield fault("R13", element, "warning", why=f'FRBRdate has the name "{name}", which says nothing known')


def mandatory_metadata_is_there(index: Index) -> Iterator[Fault]:
    """R14: a document of the UN has all that AKN4UN asks for, and a subtype that its type may have."""
    document, meta = index.document, index.meta
    if not index.is_un or document is None or meta is None:
        return
    if not document.get("name"):
        yield fault("R14", document, why=f"{name_of(document)} has no name")
    for name in ("FRBRsubtype", "FRBRnumber"):
        if name not in index.frbr["FRBRWork"]:
            yield fault("R14", _anchor(index, "FRBRWork", name), why=f"FRBRWork has no {name}")
    present = {name_of(child) for part in (document, meta) for child in part.iterchildren("*")}
    for name in ("publication", "references", "preface"):
        if name not in present:
            yield fault("R14", document if name == "preface" else meta, why=f"there is no {name}")
    subtype = index.frbr_value("FRBRWork", "FRBRsubtype")
    allowed = _SUBTYPES.get(name_of(document), set())
    if subtype is not None and subtype not in allowed:
        instead = f"; {' or '.join(sorted(allowed))} would do" if allowed else ""
        why = f'a {name_of(document)} cannot have the subtype "{subtype}"{instead}'
        yield fault("R14", _anchor(index, "FRBRWork", "FRBRsubtype"), why=why)
