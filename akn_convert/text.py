"""A Text is a source and what became of each of its characters: kept, changed or dropped, each by a named rule.

Two rulers never mix: a Span measures the source, a Cut the clean text (characters, half-open). They are types of
their own so that mypy forbids taking one for the other.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import accumulate, pairwise
from typing import NamedTuple

from akn_convert.findings import Finding


class Span(NamedTuple):
    """A half-open range `[start, end)` of characters of the source."""

    start: int
    end: int


class Cut(NamedTuple):
    """A half-open range `[start, end)` of characters of the clean text."""

    start: int
    end: int


class Piece(NamedTuple):
    """A range of the source and what it became; `rule` names what changed, dropped or moved it, "" for untouched."""

    source: Span
    text: str
    rule: str = ""


class Edit(NamedTuple):
    """A wish of the layout: the characters of a Cut become `text`, by the name of a rule."""

    start: int
    end: int
    text: str
    rule: str


class Mark(NamedTuple):
    """How a range of the source is set: "bold", "italic", "heading", "superscript" or "indent" (a paragraph opens)."""

    source: Span
    kind: str


class Contract(NamedTuple):
    """What a rule may do: `allows(source, became, raw)` says whether this change is within it."""

    rule: str
    promise: str
    allows: Callable[[str, str, str], bool]


_new = tuple.__new__

# Rules that may take a piece out of the source's order: columns, strays of them, notes, rosters, right-to-left lines.
# Those of the last row also change what they move: each has a contract of its own.
MOVING_RULES = frozenset({"column", "stray", "note", "roster", "visual-order", "lam-alef", "mirrored-bracket"})

# Rules that drop what prints nothing: what they dropped inside a range may go with the range.
MUTE_RULES = frozenset({"control", "direction-mark", "markdown", "rule-line", "tatweel"})


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a text comes from: the file's name, the SHA-256 of its bytes, its format and encoding, how sure that is."""

    filename: str | None = None
    sha256: str = ""
    format: str = "text"
    encoding: str = "utf-8"
    confidence: float = 1.0
    declared: str | None = None


@dataclass(frozen=True, slots=True)
class Text:
    """Every character of `raw` is in exactly one piece; the texts of the pieces, joined, are `clean`.

    `pages` holds the source offset at which each page begins (page 1 first). Offsets are characters of `raw`.
    """

    raw: str
    pieces: tuple[Piece, ...]
    pages: tuple[int, ...] = (0,)
    marks: tuple[Mark, ...] = ()
    origin: Origin = Origin()
    findings: tuple[Finding, ...] = ()
    clean: str = field(init=False, repr=False, compare=False)
    _starts: array[int] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        texts = [piece.text for piece in self.pieces]
        object.__setattr__(self, "clean", "".join(texts))
        object.__setattr__(self, "_starts", array("Q", accumulate(map(len, texts), initial=0)))

    @classmethod
    def of(cls, raw: str, **fields: object) -> Text:
        """A text in which nothing has been changed yet."""
        pieces = (Piece(Span(0, len(raw)), raw),) if raw else ()
        return cls(raw, pieces, **fields)  # type: ignore[arg-type]

    def edited(self, edits: Iterable[Edit]) -> Text:
        """The text after the edits, which must be sorted and must not overlap; each leaves its rule's name behind."""
        return replace(self, pieces=tuple(_edited(self.pieces, self._starts, edits)))

    def arranged(self, order: Sequence[tuple[Cut, str]]) -> Text:
        """The text in another reading order: the cuts, which together cover it once, one after the other.

        A cut given with a rule's name is moved by that rule, which must be one of MOVING_RULES.
        """
        pieces: list[Piece] = []
        for cut, rule in order:
            if cut.start == 0:
                pieces += self._dropped_at(0)
            for piece in self._within(cut)[self._begun(cut.start) :]:
                pieces.append(Piece(piece.source, piece.text, piece.rule or rule))
            pieces += self._dropped_at(cut.end)
        return replace(self, pieces=tuple(pieces))

    def _begun(self, offset: int) -> int:
        """How many changed pieces an offset would divide, none or one: such a piece goes whole where it begins."""
        at = bisect_right(self._starts, offset) - 1
        return int(at < len(self.pieces) and self._starts[at] < offset and not _is_kept(self.pieces[at]))

    def _dropped_at(self, offset: int) -> Iterator[Piece]:
        """The pieces of which nothing is left, at an offset of the clean text."""
        at = bisect_left(self._starts, offset)
        while at < len(self.pieces) and self._starts[at] == offset and not self.pieces[at].text:
            yield self.pieces[at]
            at += 1

    def with_findings(self, findings: Iterable[Finding]) -> Text:
        """The same text, with more to say about it."""
        return replace(self, findings=(*self.findings, *findings))

    def source_of(self, cut: Cut) -> list[Span]:
        """The source ranges that a cut of the clean text was made from, in reading order, touching ones joined."""
        spans: list[Span] = []
        for piece in self._within(cut):
            if spans and spans[-1].end == piece.source.start:
                spans[-1] = Span(spans[-1].start, piece.source.end)
            else:
                spans.append(piece.source)
        return spans

    def ranges_of(self, cut: Cut) -> list[Span]:
        """The source ranges that go if a cut is dropped: moved pieces put back, without what was dropped in it before."""
        return [piece.source for piece in _merged(self._within(cut), "", "*") if piece.rule == "*"]

    def place_of(self, cut: Cut) -> Span:
        """The smallest source range around a cut."""
        spans = [piece.source for piece in self._within(cut)]
        if len(spans) == 1:
            return spans[0]
        return Span(min(spans).start, max([span.end for span in spans])) if spans else Span(0, 0)

    def page_of(self, offset: int) -> int:
        """The number of the page, from 1, on which a source offset stands."""
        return max(1, bisect_right(self.pages, offset))

    def offset_of(self, source: int) -> int:
        """Where a source offset stands in the clean text, as long as no piece was moved."""
        index = max(0, bisect_right(self.pieces, source, key=lambda piece: piece.source.start) - 1)
        piece = self.pieces[index] if self.pieces else None
        inside = source - piece.source.start if piece and _is_kept(piece) else 0
        return min(self._starts[index] + inside, len(self.clean))

    def marked(self, kind: str) -> list[Cut]:
        """The cuts of the clean text that are set in a way ("bold", ...), in order."""
        return self.marked_by_kind().get(kind, [])

    def marked_by_kind(self) -> dict[str, list[Cut]]:
        """The cuts of the clean text that are set in each way that occurs, in order."""
        cuts: dict[str, list[Cut]] = {}
        if self.marks:
            order = sorted(range(len(self.pieces)), key=[piece.source for piece in self.pieces].__getitem__)
            begun = [self.pieces[index].source.start for index in order]
            for mark in self.marks:
                first = max(0, bisect_right(begun, mark.source.start) - 1)
                near = order[first : bisect_left(begun, mark.source.end)]
                found = cuts.setdefault(mark.kind, [])
                found += [cut for index in near if (cut := self._cut_of(mark.source, index))]
        return {kind: sorted(found) for kind, found in cuts.items()}

    def _cut_of(self, span: Span, index: int) -> Cut | None:
        """What a piece has of a source range in the clean text: a changed piece all of its text, or None."""
        (begin, end), words, _ = self.pieces[index]
        low, high, start = max(span.start, begin), min(span.end, end), self._starts[index]
        if not words or low >= high:
            return None
        kept = len(words) == end - begin
        return Cut(start + low - begin, start + high - begin) if kept else Cut(start, start + len(words))

    def _within(self, cut: Cut) -> list[Piece]:
        """The pieces of a cut, the first and last cut to size; a changed piece is never divided."""
        starts = self._starts
        first = max(0, bisect_right(starts, cut.start) - 1)
        last = bisect_left(starts, cut.end, first, len(self.pieces)) - 1
        found = list(self.pieces[first : last + 1])
        if found and (cut.start > starts[last] or cut.end < starts[last + 1]):
            base = starts[last]
            found[-1] = _trimmed(found[-1], max(0, cut.start - base), min(starts[last + 1], cut.end) - base)
        if len(found) > 1 and cut.start > starts[first]:
            found[0] = _trimmed(found[0], cut.start - starts[first], starts[first + 1] - starts[first])
        return found


def _is_kept(piece: Piece) -> bool:
    """Whether a piece still has one character for each of the source, so that it may be divided."""
    (start, end), text, _ = piece
    return len(text) == end - start


def _trimmed(piece: Piece, start: int, end: int) -> Piece:
    """The part `[start, end)` of a piece; the whole piece where it was changed."""
    if not _is_kept(piece) or (start == 0 and end == len(piece.text)):
        return piece
    return _piece(piece.source.start + start, piece.source.start + end, piece.text[start:end], piece.rule)


def _piece(start: int, end: int, text: str, rule: str) -> Piece:
    """A piece of the source range `[start, end)`: made a thousand times a document, in half the time of `Piece(...)`."""
    return _new(Piece, (_new(Span, (start, end)), text, rule))


def _edited(pieces: Sequence[Piece], starts: Sequence[int], edits: Iterable[Edit]) -> list[Piece]:
    """The pieces with the edits made: what an edit covers becomes one changed piece of its rule.

    A changed piece is never divided: an edit that touches a part of it takes over the whole.
    """
    made: list[Piece] = []
    index, offset, place, count = 0, 0, 0, len(pieces)  # this piece, this far in its text and, past an edit, the source
    for edit in edits:
        if edit.start < (reached := starts[index]):
            _edit_again(made, edit, reached)
            if edit.end <= reached:
                continue
            edit = edit._replace(start=reached, text="")
        start, end, text, rule = edit
        while index < count and starts[index + 1] <= start:
            made.append(_rest(pieces[index], offset))
            index, offset = index + 1, 0
        if index < count and end < starts[index + 1] and _is_kept(pieces[index]):
            # It leaves the end of a kept piece, as nearly all do.
            ((base, _), words, kept), low, high = pieces[index], start - starts[index], end - starts[index]
            first = base + low  # one number for the end of a piece and the start of the next: they are many
            if low > offset:
                made.append(_piece(place if offset else base, first, words[offset:low], kept))
            offset, place = high, base + high
            made.append(_piece(first, place, text, rule))
        else:
            index, offset = _edit_across(made, pieces, starts, index, offset, edit)
            place = pieces[index].source.start + offset if offset else 0
    if index < count:
        made.append(_rest(pieces[index], offset))
        made += pieces[index + 1 :]
    return made


def _rest(piece: Piece, offset: int) -> Piece:
    """What is left of a piece behind the last edit in it."""
    return _trimmed(piece, offset, len(piece.text)) if offset else piece


def _edit_again(made: list[Piece], edit: Edit, reached: int) -> None:
    """Make an edit, as far as it goes, in the changed piece that the edit before it has taken over, up to `reached`."""
    at = next(at for at in reversed(range(len(made))) if made[at].text)
    text = made[at].text
    end = len(text) - max(0, reached - edit.end)
    made[at] = made[at]._replace(text=text[: len(text) - reached + edit.start] + edit.text + text[end:])


def _edit_across(
    made: list[Piece], pieces: Sequence[Piece], starts: Sequence[int], index: int, offset: int, edit: Edit
) -> tuple[int, int]:
    """Make an edit that takes in the ends of pieces, or changed ones; returns at which piece we are, how far into it."""
    covered: list[Piece] = []
    before = after = ""
    while index < len(pieces) and starts[index] < edit.end:
        piece, start, length = pieces[index], starts[index], len(pieces[index].text)
        low, high = max(0, edit.start - start), min(length, edit.end - start)
        if not _is_kept(piece):
            before, after = before or piece.text[offset:low], piece.text[high:]
            covered.append(piece)
            high = length
        else:
            if low > offset:
                made.append(_trimmed(piece, offset, low))
            covered.append(_trimmed(piece, low, high))
        if high < length:
            offset = high
            break
        index, offset = index + 1, 0
    made += _merged(covered, before + edit.text + after, edit.rule)
    return index, offset


def _merged(covered: Sequence[Piece], text: str, rule: str) -> Iterator[Piece]:
    """The pieces that an edit covers as one of its rule for each unbroken range of the source; the first has the text.

    What only drops changed white leaves it under its rule; so does what covers a dropped one. Moved ones go as one.
    """
    if len(covered) == 1 and not text and not _is_kept(covered[0]) and not covered[0].text.strip():
        yield covered[0]._replace(text="")
        return
    covered = covered if text else sorted(covered)
    at = 0
    while at < len(covered):
        end = at + 1
        while end < len(covered) and _goes_on(covered[end - 1], covered[end]):
            end += 1
        if _is_dropped(covered[at]):
            yield covered[at]
        else:
            yield Piece(Span(covered[at].source.start, covered[end - 1].source.end), text, rule)
            text = ""
        at = end


def _goes_on(piece: Piece, after: Piece) -> bool:
    """Whether two pieces that an edit covers touch, and neither was dropped by a rule that said why."""
    return piece.source.end == after.source.start and not _is_dropped(piece) and not _is_dropped(after)


def _is_dropped(piece: Piece) -> bool:
    return not piece.text and piece.rule not in MUTE_RULES


def unaccounted(text: Text) -> list[Span]:
    """The source ranges that are in no piece, or in more than one: an empty list is the law."""
    wrong, end, whole = list[Span](), 0, len(text.raw)
    for start, stop in [*sorted([piece.source for piece in text.pieces]), (whole, whole)]:
        if start != end:
            wrong.append(Span(min(start, end), max(start, end)))
        if stop > end:
            end = stop
    return wrong


def out_of_order(text: Text) -> list[Piece]:
    """The pieces that stand before their turn though no moving rule moved them or what stands beside them.

    What has nothing left stands nowhere, white anywhere; words moved and dropped since explain where others stand.
    """
    wrong, reached, moved, before = list[Piece](), 0, False, -1
    for piece in text.pieces:
        (start, end), words, rule = piece
        goes_on, before = start == before and bool(rule), end  # a changed piece may end what was moved
        if not words or words.isspace():
            moved = moved or (not words and start < reached and not text.raw[start:end].isspace())
            continue
        if start < reached and rule not in MOVING_RULES and not moved:
            wrong.append(piece)
        moved = rule in MOVING_RULES or (moved and (start < reached or goes_on))
        if end > reached:
            reached = end
    if wrong:  # a changed piece may begin what was moved
        led = set[Span]()
        for after, piece in pairwise(reversed(text.pieces)):
            if piece.source.end == after.source.start and (after.rule in MOVING_RULES or after.source in led):
                led.add(piece.source)
        wrong = [piece for piece in wrong if not piece.rule or piece.source not in led]
    return wrong


def broken_contracts(text: Text, contracts: Mapping[str, Contract]) -> list[Piece]:
    """The pieces that a rule changed in a way that its contract does not allow, or that changed by no rule."""
    wrong, raw = list[Piece](), text.raw
    lawful: set[tuple[str, str, str]] = set()  # what was judged before: most changes are of a few kinds
    for piece in text.pieces:
        (start, end), became, rule = piece
        source = raw[start:end]
        if became == source and (not rule or rule in MOVING_RULES):
            continue
        contract, change = contracts.get(rule), (rule, source, became)
        if change in lawful or (contract is not None and _allows(contract, source, became, raw)):
            lawful.add(change)
        else:
            wrong.append(piece)
    return wrong


def _allows(contract: Contract, source: str, became: str, raw: str) -> bool:
    """Whether a contract allows a change; white space that a rule may make may be dropped again by any other."""
    if contract.allows(source, became, raw):
        return True
    return not became and any(contract.allows(source, blank, raw) for blank in (" ", "\n", "\t"))
