"""The cover page: masthead, meeting, membership, agenda, note and imprint, in the order in which they are printed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from akn_convert.grammar import Grammar, Rule
from akn_convert.grammar.clock import Day, find_day, find_hour, meeting_day, moment, named, number
from akn_convert.grammar.openers import seat
from akn_convert.mapper.cast import Cast
from akn_convert.mapper.identify import Identity
from akn_convert.mapper.inline import Inlines
from akn_convert.mapper.verbatim.headings import title_key
from akn_convert.mapper.verbatim.sitting import Chair
from akn_convert.model import Container, Inline, Paragraph, Row
from akn_convert.text import Cut

_JOB = re.compile(r"\d{2}-\d{5}(?:\s?\([ACEFRS]\))?")
_BARCODE = re.compile(r"\*\d{6,8}\*$")
_LONGEST_STATUS = 60  # characters of a line that prints the status
_ITEM_NUMBER = re.compile(r"\d{1,2}\s?[.)．、]\s*")
_BRACKETED = re.compile(r"[（(]\s*([^（）()]+(?:[（(][^（）()]*[)）][^（）()]*)?)\s*[)）]")


@dataclass(slots=True)
class Front:
    """The cover while it is read: its containers, and what it says of the meeting."""

    clean: str
    grammar: Grammar
    identity: Identity
    cast: Cast
    inlines: Inlines
    president: Chair = field(default_factory=Chair)
    place: str = ""
    status: str = ""
    jobs: list[str] = field(default_factory=list)
    titles: dict[str, str] = field(default_factory=dict)
    _meeting_day: Day | None = None
    _open: str = ""
    _awaited: str = ""
    _president_name: Cut | None = None
    _states: list[str] = field(default_factory=list)
    _blocks: list[tuple[str, Paragraph | Row]] = field(default_factory=list)

    def read(self, lines: list[Cut]) -> None:
        """Read the lines of the cover, in order."""
        self._meeting_day = meeting_day(self.clean, self.grammar, lines[0].start, lines[-1].end) if lines else None
        for cut in (part for line in lines for part in self._apart(line)):
            name, block = next(found for rule in _RULES if (found := rule(self, cut)))
            self._open = name
            self._blocks.append((name, block))
        self._settle()

    def _apart(self, cut: Cut) -> list[Cut]:
        """The boxes that stand side by side on a line of the masthead; a row of the roster stays whole."""
        words = self._words(cut)
        is_row = self._open == "membership" and self._awaited != "president"
        if "\t" not in words or is_row or self.grammar.cover.members.pattern.match(words):
            return [cut]
        parts = re.finditer(r"[^\t]*[^\t ][^\t]*", words)
        return [Cut(*_strip(self.clean, cut.start + part.start(), cut.start + part.end())) for part in parts]

    def _settle(self) -> None:
        """The President's name may stand lines before the State: only now it is known who that is."""
        if self._president_name is None:
            return
        name = _joined(self.clean[slice(*self._president_name)])
        iso = self.president.state
        person = self.cast.person(iso, name, roster=True) if iso else self.cast.unnamed("president", name)
        self.president = Chair(person, iso)
        self._blocks = [(kind, _with_person(block, person)) for kind, block in self._blocks]

    @property
    def containers(self) -> tuple[Container, ...]:
        """What was read: lines of one kind that stand together are one container."""
        out: list[Container] = []
        for name, block in self._blocks:
            if out and out[-1].name == name:
                out[-1] = Container(name, (*out[-1].blocks, block))
            else:
                out.append(Container(name, (block,)))
        return tuple(out)

    # --- masthead ---------------------------------------------------------------------------------------------

    def organ(self, cut: Cut) -> tuple[str, Paragraph] | None:
        """The organ's name."""
        for actor, rule in self.grammar.cover.organs.items():
            if rule.pattern.fullmatch(self._words(cut)):
                self.cast.organ(actor, _joined(self._words(cut)))
                return "masthead", self._paragraph(cut, Inline(cut, "authority", actor))
        return None

    def series(self, cut: Cut) -> tuple[str, Paragraph] | None:
        """The year of the Security Council, or the session of the General Assembly."""
        words = self._words(cut)
        for name, rule, path in (
            ("session", self.grammar.cover.session, "session"),
            ("year", self.grammar.cover.year, "year"),
        ):
            found = rule.pattern.match(words)
            value = number(named(found, "number") or "", self.grammar) if found else None
            if found and value and found.end() >= len(words) - 2:
                eid = self.cast.add("event", f"{name}-{value}", f"{self.cast.actor}/{path}/{value}", _joined(words))
                return "masthead", self._paragraph(cut, Inline(cut, name, eid, str(value)))
        return None

    def status_line(self, cut: Cut) -> tuple[str, Paragraph] | None:
        """The status and the kind of the record: "Provisional", "verbatim record"."""
        if cut.end - cut.start > _LONGEST_STATUS:
            return None
        status = self.grammar.cover.status.pattern.search(self.clean, *cut)
        kind = self.grammar.cover.kind.pattern.search(self.clean, *cut)
        if not (status or kind) or self.grammar.cover.agenda.pattern.match(self._words(cut)):
            return None
        inlines = []
        if status:
            self.status = _joined(self._words(cut))
            eid = self.cast.concept("provisional", "status/provisional", _joined(status[0]))
            inlines.append(Inline(Cut(*status.span()), "status", eid))
        if kind and not (status and kind.start() < status.end()):
            eid = self.cast.concept("verbatimRecord", "verbatimRecord", _joined(kind[0]))
            inlines.append(Inline(Cut(*kind.span()), "type", eid))
        return "masthead", self._paragraph(cut, *sorted(inlines))

    def symbol(self, cut: Cut) -> tuple[str, Paragraph] | None:
        """The document's own symbol."""
        found = self.identity.body.record.search(self.clean, *cut)
        if not found or found.end() - found.start() < (cut.end - cut.start) - 40:
            return None
        eid = self.cast.concept("symbol", "symbol", "Symbol")
        return "masthead", self._paragraph(cut, Inline(Cut(*found.span()), "symbol", eid))

    # --- meeting ----------------------------------------------------------------------------------------------

    def meeting(self, cut: Cut) -> tuple[str, Paragraph] | None:
        """The number of the meeting."""
        found = self.grammar.cover.meeting.pattern.match(self.clean, *cut)
        if not found or self._open in ("membership", "agenda", "note"):
            return None
        return "meeting", self._paragraph(cut, Inline(Cut(*found.span()), "event", "meeting"))

    def day(self, cut: Cut) -> tuple[str, Paragraph] | None:
        """The date of the meeting and the hour for which it was called."""
        day = find_day(self.clean, self.grammar, *cut)
        if day is None or self._open in ("agenda", "note", "membership") or cut.end - cut.start > 120:
            return None
        inlines = []
        if self._meeting_day and day.start == self._meeting_day.start:
            inlines.append(Inline(Cut(day.start, day.end), "meeting-date", self._event, day.iso))
        hour = find_hour(self.clean, self.grammar, day.end, cut.end) if inlines else None
        if hour:
            eid = self.cast.concept("scheduledTime", "time/scheduled")
            inlines.append(Inline(Cut(hour.start, hour.end), "time", eid, moment(day.iso, hour.clock, self.place)))
        return "meeting", self._paragraph(cut, *inlines)

    def location(self, cut: Cut) -> tuple[str, Paragraph] | None:
        """The place of the meeting; in the roster a State that is named as its capital is, Panama, is no place."""
        words = self._words(cut)
        code = place_of(words, self.grammar)
        if not code or (self._open == "membership" and self.grammar.states.find(words.strip(" ."))):
            return None
        eid = self.cast.add("location", "location", code, _joined(words))
        return "meeting", self._paragraph(cut, Inline(cut, "location", eid))

    # --- membership -------------------------------------------------------------------------------------------

    def presiding(self, cut: Cut) -> tuple[str, Paragraph] | None:
        """Who presides: "President: Mr. Osman (Somalia)", on one line or on three."""
        label = self.grammar.cover.president.pattern.match(self.clean, *cut)
        if label:
            role = self.cast.role("president", label=_joined(named(label, "label") or ""))
            start = cut.start + self._words(cut).index(named(label, "label") or "")
            own = [Inline(Cut(start, start + len(named(label, "label") or "")), "role", role)]
            self._awaited = "president"
            return "membership", self._paragraph(cut, *own, *self._president(Cut(label.end(), cut.end)))
        if self._awaited == "president" and not self._is_label(cut):
            return "membership", self._paragraph(cut, *self._president(cut))
        return None

    def _president(self, cut: Cut) -> list[Inline]:
        """The President's name and State, as far as they stand here."""
        bracket = _BRACKETED.search(self.clean, *cut)
        iso = self.grammar.states.find_misread(bracket[1]) if bracket else None
        name = Cut(*_strip(self.clean, cut.start, bracket.start() if bracket and iso else cut.end))
        inlines = []
        if name.end > name.start:
            self._president_name = name
            inlines.append(Inline(name, "person", "", capacity="president"))
        if bracket and iso:
            self.president = Chair("", iso)
            state = self.cast.state(iso, _joined(bracket[1]))
            inlines.append(Inline(Cut(*_strip(self.clean, *bracket.span(1))), "organization", state))
            self._awaited = ""
        return inlines

    def present(self, cut: Cut) -> tuple[str, Paragraph] | None:
        """The sentence of an older roster, which names States and no representatives: who presides is told by then."""
        if not self.grammar.cover.present.pattern.match(self._words(cut)):
            return None
        self._awaited = ""
        return "membership", self._paragraph(cut)

    def member(self, cut: Cut) -> tuple[str, Paragraph | Row] | None:
        """A row of the roster: a State and its representative, side by side or one below the other."""
        label = self.grammar.cover.members.pattern.match(self.clean, *cut)
        if not label and self._open != "membership":
            return None
        if self._is_label(cut) and not label:
            return None
        if label:
            self._awaited = ""
        start = label.end() if label else cut.start
        cells = list(self._cells(Cut(start, cut.end)))
        if label and not cells:
            return "membership", self._paragraph(cut)
        if label:
            cells.insert(0, Paragraph(Cut(*_strip(self.clean, cut.start, label.end()))))
        return ("membership", Row(tuple(cells))) if cells else None

    def _cells(self, cut: Cut) -> Iterator[Paragraph]:
        """The cells of a row: divided by a tab, else by where the State's name ends and a title begins."""
        for start, end in self._parts(cut):
            words = self.clean[start:end]
            states = self.grammar.states  # behind a State stands who represents it: no name that was misread
            iso = (states.find if self._states else states.find_misread)(words.rstrip(" ."))
            if iso:
                self._states.append(iso)
                state = self.cast.state(iso, _joined(words.rstrip(" .")))
                inner = Cut(start, start + len(words.rstrip(" .")))
                yield Paragraph(Cut(start, end), (Inline(inner, "organization", state),))
            elif self._states and words.strip(" ."):
                owner = self._states.pop(0)
                person = self.cast.person(owner, _joined(words), roster=True)
                role = self.cast.role("representative", owner)
                yield Paragraph(Cut(start, end), (Inline(Cut(start, end), "person", person, capacity=role),))
            else:
                yield Paragraph(Cut(start, end))

    def _parts(self, cut: Cut) -> Iterator[tuple[int, int]]:
        words = self.clean[cut.start : cut.end]
        if "\t" not in words:
            at = seat(words, self.grammar)
            if at > 0:
                yield _strip(self.clean, cut.start, cut.start + at)
                yield _strip(self.clean, cut.start + at, cut.end)
                return
        for part in re.finditer(r"[^\t]*[^\t ][^\t]*", words):
            yield _strip(self.clean, cut.start + part.start(), cut.start + part.end())

    # --- agenda, note, imprint -----------------------------------------------------------------------------------

    def agenda(self, cut: Cut) -> tuple[str, Paragraph] | None:
        """The agenda: its heading, then its items and the documents under them."""
        words = self._words(cut)
        if self.grammar.cover.agenda.pattern.match(words):
            self._awaited = ""
            return "agenda", self._paragraph(cut)
        if self._open != "agenda" or len(words) < 3:
            return None
        number_ = _ITEM_NUMBER.match(words)
        words = words[number_.end() if number_ else 0 :]
        if self.grammar.headings.adoption.pattern.fullmatch(words.rstrip(" .")):
            return "agenda", self._paragraph(cut)
        if self.grammar.headings.document.pattern.match(words) and self.titles:
            self.titles[title_key(words)] = next(reversed(self.titles.values()))
            return "agenda", self._paragraph(cut)
        eid = "agenda-item" if not self.titles else f"agenda-item-{len(set(self.titles.values())) + 1}"
        path = f"{self.cast.actor}/{self.cast.number}/agendaItem/{len(set(self.titles.values())) + 1}"
        self.titles[title_key(words)] = self.cast.add("concept", eid, path, _joined(words))
        return "agenda", self._paragraph(cut, Inline(cut, "concept", eid))

    def note(self, cut: Cut) -> tuple[str, Paragraph] | None:
        """The note on corrections, and what follows it."""
        starts = self.grammar.cover.note.pattern.match(self._words(cut))
        return ("note", self._paragraph(cut)) if starts or self._open == "note" else None

    def imprint(self, cut: Cut) -> tuple[str, Paragraph] | None:
        """Job number, bar code, "please recycle"."""
        words = self._words(cut)
        job = _JOB.match(words)
        if job:
            eid = self.cast.concept("publicationJobNumber", "publicationJobNumber")
            self.jobs.append(job[0])
            return "imprint", self._paragraph(cut, Inline(Cut(cut.start, cut.start + job.end()), "job", eid))
        if _BARCODE.match(words) or (self.grammar.cover.imprint.pattern.match(words) and len(words) < 80):
            return "imprint", self._paragraph(cut)
        return None

    def rest(self, cut: Cut) -> tuple[str, Paragraph]:
        """Anything else stays where it stands."""
        return self._open or "masthead", self._paragraph(cut)

    # --- help ---------------------------------------------------------------------------------------------------

    def _words(self, cut: Cut) -> str:
        return self.clean[cut.start : cut.end]

    def _paragraph(self, cut: Cut, *own: Inline) -> Paragraph:
        return self.inlines.paragraph(cut.start, cut.end, *own)

    @property
    def _event(self) -> str:
        """What the printed date is the date of."""
        return "adoption" if self.identity.kind == "presidentialStatement" else "meeting"

    def _is_label(self, cut: Cut) -> bool:
        cover = self.grammar.cover
        words = self._words(cut)
        if any(rule.pattern.match(words) for rule in (cover.members, cover.present, cover.agenda, cover.note)):
            return True
        return bool(_JOB.match(words) or cover.imprint.pattern.match(words))


def _with_person(block: Paragraph | Row, person: str) -> Paragraph | Row:
    """The paragraph in which the person that nobody was yet is this one."""
    if isinstance(block, Row) or not any(i.name == "person" and not i.target for i in block.inlines):
        return block
    named_ = (i._replace(target=person) if i.name == "person" and not i.target else i for i in block.inlines)
    return Paragraph(block.cut, tuple(named_))


def place_of(words: str, grammar: Grammar) -> str:
    """The UN/LOCODE of a printed place; "" where it is not known."""
    places: dict[str, Rule] = grammar.cover.places
    return next((code for code, rule in places.items() if rule.pattern.match(words) and len(words) < 40), "")


def _strip(clean: str, start: int, end: int) -> tuple[int, int]:
    words = clean[start:end]
    return start + len(words) - len(words.lstrip(" \t")), end - (len(words) - len(words.rstrip(" \t")))


def _joined(words: str) -> str:
    return " ".join(words.split())


# Tried in this order on every line. Labels go first, since what follows them is read in their light; the note and the
# imprint before the roster, into which they would be read; the roster before the agenda's titles.
_RULES = (
    Front.organ, Front.symbol, Front.series, Front.status_line, Front.meeting, Front.location, Front.imprint,
    Front.day, Front.note, Front.present, Front.presiding, Front.agenda, Front.member, Front.rest,
)  # fmt: skip
