"""What a text is: its language, its kind, its organ, its symbol and its date, each with where it was found."""

from __future__ import annotations

import datetime
import hashlib
import re
import unicodedata
from collections import Counter
from dataclasses import dataclass

from akn_convert import grammar as tables
from akn_convert.errors import UsageError
from akn_convert.findings import Finding, finding
from akn_convert.grammar import Body, Grammar
from akn_convert.grammar.citations.dates import meeting_date
from akn_convert.grammar.citations.symbols import one_symbol
from akn_convert.grammar.clock import find_day, find_misread_day, meeting_day, named, number
from akn_convert.grammar.openers import cover_end, head, opened

KINDS = ("verbatimRecord", "presidentialStatement", "communique")
_COUNCIL, _ANY_ORGAN = "un-sc", "un"  # the second of a record whose symbol is none of a known organ's
_BRACKETS = str.maketrans("（）", "()")
_FRONT = 6_000  # characters in which a cover or a masthead stands
_NUMERIC_DATE = re.compile(r"(?<!\d)(\d{1,2})[/.](\d{1,2})[/.](\d{4})(?!\d)")


@dataclass(frozen=True, slots=True)
class Options:
    """What the caller knows better than the text; "" leaves it to the text. Dates are ISO 8601.

    Raises UsageError for a kind, body, language or date that cannot be.
    """

    symbol: str = ""
    date: str = ""
    language: str = ""
    kind: str = ""
    body: str = ""
    markup_date: str = ""

    def __post_init__(self) -> None:
        if self.kind and self.kind not in KINDS:
            raise UsageError(f"kind {self.kind!r} is not known; there are {', '.join(KINDS)}")
        for name in ("date", "markup_date"):
            value = getattr(self, name)
            if value and not re.fullmatch(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])", value):
                raise UsageError(f"{name} {value!r} is not a date like 2018-02-13")
        if self.language:
            tables.load(self.language)
        if self.body:
            tables.body(self.body)


@dataclass(frozen=True, slots=True)
class Identity:
    """What identifies a document, as far as known: "" or 0 where it is not; `number` is what stands in IRIs.

    The places of `findings` are ranges of the clean text.
    """

    grammar: Grammar
    kind: str
    body: Body
    actor: str
    symbol: str
    number: str
    date: str
    meeting: int
    session: int
    findings: tuple[Finding, ...]


def identify(clean: str, raw: str, grammar: Grammar, options: Options) -> Identity | Finding:
    """The identity of a laid-out text; a finding where its kind is none that can be converted.

    `raw` is the decoded source: a running head that layout has dropped may be all that tells symbol and date.
    """
    kind = options.kind or _kind(clean, grammar)
    if kind not in KINDS:
        return finding(kind or "unknown-kind")
    organ = _body(clean, raw, kind, options, grammar)
    body, actor = organ or (tables.body(_COUNCIL), _COUNCIL)
    symbol, found = _symbol(clean, raw, body, kind, grammar, options)
    session = _session(clean, found, grammar)
    meeting = _meeting(clean, found, grammar)
    if not symbol and kind != "presidentialStatement" and meeting and body.symbol:
        symbol = body.symbol.format(meeting=meeting)
    date, findings = _date(clean, raw, grammar, kind, symbol, options)
    number_ = symbol.replace("/", "-").replace(" ", "_")
    if not symbol:
        number_ = "unnumbered-" + _digest(clean)
        findings.append(finding("no-symbol", number=number_))
    if not date:
        findings.append(finding("no-date"))
    if organ is None:
        findings.append(finding("assumed-organ"))
    elif body.actor == _ANY_ORGAN:
        findings.append(finding("other-organ", actor=actor))
    return Identity(grammar, kind, body, actor, symbol, number_, date, meeting, session, tuple(findings))


def _kind(clean: str, grammar: Grammar) -> str:
    """The kind by the words of the front; "unsupported-kind" for kinds that are known but not converted."""
    front, words = clean[:_FRONT], grammar.statements
    lines = [line for line in front.split("\n") if line]
    if any(words.unsupported.pattern.match(line) for line in lines[:40]):
        return "unsupported-kind"
    if any(map(opened(grammar).match, lines)):
        return "verbatimRecord"
    if any(map(words.communique.pattern.search, lines)):
        return "communique"
    if any(words.title.pattern.fullmatch(line.strip()) or words.formula.pattern.match(line.strip()) for line in lines):
        return "presidentialStatement"
    is_record = _has_speech(clean, grammar) or any(tables.body(b).record.search(front) for b in tables.bodies())
    return "verbatimRecord" if is_record or grammar.cover.kind.pattern.search(front) else ""


def _has_speech(clean: str, grammar: Grammar) -> bool:
    speaks = head(grammar).match
    return any(speaks(line) for line in clean.split("\n")[:400])


def _body(clean: str, raw: str, kind: str, options: Options, grammar: Grammar) -> tuple[Body, str] | None:
    """The organ: as given, by the symbol, by its name on the cover; statements and communiques are the Security Council's."""
    if options.body:
        return tables.body(options.body), options.body
    if kind != "verbatimRecord":
        return tables.body(_COUNCIL), _COUNCIL
    for source in (options.symbol, clean[:_FRONT], raw):
        if first := _first_symbol(source):
            body, found = first
            committee = found.groupdict().get("committee")
            return body, body.actor + (f"-c{committee}" if committee else "")
    lines = [line.strip() for line in clean[:_FRONT].split("\n")]
    named = (actor for actor, rule in grammar.cover.organs.items() if any(map(rule.pattern.fullmatch, lines)))
    return next(((tables.body(actor), actor) for actor in named), None)


def _first_symbol(source: str) -> tuple[Body, re.Match[str]] | None:
    """The symbol of a record that stands first in a text, and whose it is; any organ's only before those of known ones."""
    first, end = None, len(source)
    for body in map(tables.body, tables.bodies()):
        if found := body.record.search(source, 0, end):
            first, end = (body, found), found.start()
    return first


def _symbol(
    clean: str, raw: str, body: Body, kind: str, grammar: Grammar, options: Options
) -> tuple[str, re.Match[str] | None]:
    """The document's own symbol, without blanks: on the cover, or in what repeats from page to page."""
    pattern = body.statement if kind == "presidentialStatement" else body.record
    if options.symbol:
        return re.sub(r"(?<=[/.\d]) | (?=/)", "", options.symbol), pattern.search(options.symbol)
    front = clean[: _front_end(clean, grammar, kind)]
    found = pattern.search(front) or _repeated(pattern, raw)
    return (_tidy(found[0]), found) if found else ("", None)


def _front_end(clean: str, grammar: Grammar, kind: str) -> int:
    """Where the front of a document ends: a symbol printed after that is cited, not its own."""
    if kind == "presidentialStatement":
        found = grammar.statements.formula.pattern.search(clean)
        return found.start() if found else min(len(clean), 400)
    end = cover_end(clean, grammar)
    return min(len(clean), _FRONT) if end is None else end


def _repeated(pattern: re.Pattern[str], raw: str) -> re.Match[str] | None:
    """The symbol of the running heads: it stands at the start or the end of a line."""
    on_edges: Counter[str] = Counter()
    first: dict[str, re.Match[str]] = {}
    for found in pattern.finditer(raw):
        before, after = raw[max(0, found.start() - 1) : found.start()], raw[found.end() : found.end() + 1]
        if before in ("", "\n", "\f") or after in ("", "\n", "\r"):
            on_edges[_tidy(found[0])] += 1
            first.setdefault(_tidy(found[0]), found)
    return first[on_edges.most_common(1)[0][0]] if on_edges else None


def _tidy(symbol: str) -> str:
    """A symbol without stray blanks; those before and in "(Resumption 1)", so in every language, and "(Part II)" stay."""
    plain = one_symbol(re.sub(r"\s+", "", symbol.translate(_BRACKETS)))
    return re.sub(r"\(([^\d()]*[^\d()IVX])(\d*|[IVX]+)\)", lambda m: f" ({f'{m[1]} {m[2]}'.rstrip()})", plain)


def _meeting(clean: str, found: re.Match[str] | None, grammar: Grammar) -> int:
    if found and "meeting" in found.re.groupindex and found["meeting"]:
        return int(found["meeting"])
    printed = grammar.cover.meeting.pattern.search(clean[:_FRONT])
    return (number(named(printed, "number") or "", grammar) or 0) if printed else 0


def _session(clean: str, found: re.Match[str] | None, grammar: Grammar) -> int:
    printed = found.groupdict().get("session") if found else None
    if printed:
        return int(re.sub(r"\D", "", printed) or 0)
    session = grammar.cover.session.pattern
    if not session.search(clean, 0, _FRONT):
        return 0
    on_cover = session.search(clean, 0, min(cover_end(clean, grammar) or 0, _FRONT))
    return (number(named(on_cover, "number") or "", grammar) or 0) if on_cover else 0


def _date(
    clean: str, raw: str, grammar: Grammar, kind: str, symbol: str, options: Options
) -> tuple[str, list[Finding]]:
    """The date: as given, on the cover, in a running head, in the table of meetings, or on the cover with a slip."""
    if options.date:
        return options.date, []
    is_record = kind == "verbatimRecord"
    end = _front_end(clean, grammar, kind) if is_record else _FRONT
    front = (meeting_day if is_record else find_day)(clean, grammar, 0, end)
    if front:
        agrees, place = front.weekday_agrees is not False, (front.start, front.end)
        return front.iso, [] if agrees else [finding("weekday-mismatch", span=place, date=front.iso)]
    heads = Counter(day for found in _NUMERIC_DATE.finditer(raw) if (day := _iso(*map(int, found.groups()))))
    if heads:
        return heads.most_common(1)[0][0], []
    if held := meeting_date(symbol):
        return held, []
    misread = find_misread_day(clean, grammar, 0, end)
    if not misread:
        return "", []
    place = misread.start, misread.end
    return misread.iso, [finding("misread-date", span=place, printed=clean[slice(*place)], date=misread.iso)]


def _iso(day: int, month: int, year: int) -> str:
    """A date in ISO 8601; "" for one that the calendar lacks."""
    try:
        return datetime.date(year, month, day).isoformat()
    except ValueError:
        return ""


def _digest(clean: str) -> str:
    """Eight hex digits of the SHA-256 of the text, NFC, UTF-8, without white space."""
    plain = "".join(unicodedata.normalize("NFC", clean).split())
    return hashlib.sha256(plain.encode("utf-8", "surrogatepass")).hexdigest()[:8]
