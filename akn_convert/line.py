"""The whole line in five calls: read, lay out, map, write, validate."""

from __future__ import annotations

import os
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from akn_convert import grammar as tables
from akn_convert.errors import UsageError
from akn_convert.findings import Finding, Rows, Severity, finding
from akn_convert.grammar import Grammar
from akn_convert.grammar.misread.tolerant import misread_lines, tolerant
from akn_convert.layout import CONTRACTS as LAYOUT
from akn_convert.layout import lay_out
from akn_convert.mapper import Identity, Options, identify, map_record
from akn_convert.mapper.doubts import placed
from akn_convert.model import Record, RollCall
from akn_convert.reader import CONTRACTS as READER
from akn_convert.reader import Limits, read
from akn_convert.report import report_of
from akn_convert.text import Text
from akn_convert.validator import check_tree
from akn_convert.validator.fidelity import check_fidelity
from akn_convert.writer import serialise, write
from akn_convert.writer.places import Place, places_of

if TYPE_CHECKING:
    from akn_convert.overrides import Chosen, Overrides, Use

CONTRACTS = {**READER, **LAYOUT}
_DOUBTS = frozenset({"unattributed", "vote-without-result", "nameless-head"})


@dataclass(frozen=True, slots=True)
class Conversion:
    """What became of a source: `xml` is a whole document or None; all of it can be pickled."""

    xml: bytes | None
    findings: tuple[Finding, ...]
    text: Text
    record: Record | None = None
    report: dict[str, Any] = field(default_factory=dict)

    @property
    def valid(self) -> bool:
        """Whether there is a document, and no finding about it is an error."""
        return self.xml is not None and all(f.severity != Severity.ERROR for f in self.findings)


def convert(
    source: bytes | str | os.PathLike[str],
    *,
    filename: str | None = None,
    encoding: str | None = None,
    limits: Limits | None = None,
    overrides: Overrides | None = None,
    **options: str,
) -> Conversion:
    """A published record as Akoma Ntoso, with all that there is to say about it; never raises for the input.

    `source` is the content of a file (bytes), decoded text (str) or a path. The options are those of
    `mapper.Options`: `symbol`, `date` (ISO 8601), `language`, `kind`, `body` and `markup_date`; each overrules the
    text. `overrides` (akn_convert.overrides) correct what it gets wrong; an option overrules them. Raises UsageError for
    an option that cannot be.
    """
    wanted = _options(options)
    text = read(source, filename=filename, encoding=encoding, limits=limits)
    if not text.clean.strip():
        empty = () if any(f.severity == Severity.ERROR for f in text.findings) else (finding("empty-text"),)
        return _without_xml(text, empty)
    language = wanted.language or tables.detect(text.clean)
    if not language:
        return _without_xml(text, (finding("unknown-language", languages=", ".join(tables.languages())),))
    text, identity, mine, record = _read_again(text, tables.load(language), wanted, overrides)
    if isinstance(identity, Finding) or record is None:
        return _without_xml(text, (identity,) if isinstance(identity, Finding) else ())
    record = replace(record, meta=replace(record.meta, markup_date=wanted.markup_date))
    uses: tuple[Use, ...] = ()
    if mine is not None:
        record, uses = mine.applied(record, text.clean)
    found = (*text.findings, *placed(identity.findings, text), *record.findings)
    said = tuple(sorted(found, key=lambda one: one.span.start if one.span else -1))  # in the order of the source
    if not identity.date or record.is_empty:
        return _result(None, said, text, record, uses)
    root = write(record, text)
    checked = (*check_tree(root), *check_fidelity(text, root, CONTRACTS))
    return _result(serialise(root), (*said, *checked), text, record, uses, places_of(root, record, text))


def _mapped(
    source: Text, grammar: Grammar, wanted: Options, overrides: Overrides | None
) -> tuple[Text, Identity | Finding, Chosen | None, Record | None]:
    """The text laid out, what identifies it, and its record; where nobody speaks, heads may stand without colons."""
    text = lay_out(source, grammar)
    identity, mine = _identified(text, grammar, wanted, overrides)
    if isinstance(identity, Finding):
        return text, identity, mine, None
    record = map_record(text, identity)
    if identity.kind == "verbatimRecord" and not record.speeches and grammar.heads.colon:
        again = _mapped(source, grammar.without_colons, wanted, overrides)
        if again[-1] is not None and again[-1].speeches:
            return again
    return text, identity, mine, record


def _read_again(
    source: Text, grammar: Grammar, wanted: Options, overrides: Overrides | None
) -> tuple[Text, Identity | Finding, Chosen | None, Record | None]:
    """As `_mapped`; where lines are misread, with a slip in each passed over, if more is understood so."""
    first = text, identity, _, record = _mapped(source, grammar, wanted, overrides)
    if record is None or isinstance(identity, Finding) or identity.kind != "verbatimRecord":
        return first
    in_order = not any(found.code == "visual-order" for found in text.findings)
    misread = misread_lines(text.raw, grammar) if in_order else []
    again = _mapped(source, tolerant(grammar), wanted, overrides) if misread else first
    if again[-1] is None or _understood(again[-1]) <= _understood(record):
        return first
    place = text.raw.index(misread[0])  # a stretch of a line of it
    told = finding("misread-lines", span=(place, place + len(misread[0])), count=len(misread), words=misread[0])
    return again[0].with_findings([told]), *again[1:]


def _understood(record: Record) -> int:
    """How much of a meeting is understood: speeches, scenes, lists, opening and closing, less what nobody seems to say."""
    doubts = sum(found.code in _DOUBTS for found in record.findings)
    edges = {"openingSection", "conclusion"} & {section.name for section in record.sections}
    items = [item for section in record.sections for item in section.items]
    lists = sum(len(item.lines) for item in items if isinstance(item, RollCall))
    return len(items) + lists + len(edges) - 2 * doubts


def _identified(
    text: Text, grammar: Grammar, wanted: Options, overrides: Overrides | None
) -> tuple[Identity | Finding, Chosen | None]:
    """What identifies a text, and the overrides that concern it: a fact that they set is sought no more."""
    identity = identify(text.clean, text.raw, grammar, wanted)
    if overrides is None or isinstance(identity, Finding):
        return identity, None
    from akn_convert.overrides import choose

    chosen = choose(overrides, text.origin.filename, identity, wanted)
    if chosen.facts:
        identity = identify(text.clean, text.raw, grammar, replace(wanted, **chosen.facts))
    return identity, chosen


def _options(options: dict[str, str]) -> Options:
    wrong = set(options) - set(Options.__dataclass_fields__)
    if wrong:
        raise UsageError(f"convert has no option {', '.join(sorted(wrong))}")
    return Options(**{name: value or "" for name, value in options.items()})


def _without_xml(text: Text, more: tuple[Finding, ...]) -> Conversion:
    return _result(None, (*text.findings, *more), text, None)


def _result(
    xml: bytes | None,
    findings: tuple[Finding, ...],
    text: Text,
    record: Record | None,
    uses: tuple[Use, ...] = (),
    places: tuple[Place, ...] = (),
) -> Conversion:
    rows = Rows(text.raw) if text.origin.format == "text" and any(found.span for found in findings) else None
    told = tuple(_as_people_look(found, text, rows) for found in findings)
    report = report_of(xml, told, text, record)
    report["overrides"] = [use._asdict() for use in uses]
    report["places"] = [place._asdict() for place in places]
    return Conversion(xml, told, text, record, report)


def _as_people_look(found: Finding, text: Text, rows: Rows | None) -> Finding:
    """A finding with the file's name, and its place as people look for it: row and column of a text, else the page."""
    if found.filename is None and text.origin.filename:
        found = found.in_file(text.origin.filename)
    if found.span is None:
        return found
    if rows:
        return replace(found, location=rows.location(found.span.start))
    page = f"{found.message} (page {text.page_of(found.span.start)})"
    return replace(found, message=page) if len(text.pages) > 1 else found
