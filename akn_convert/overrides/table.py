"""The tables of overrides: read, checked, and picked for a document."""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date as calendar_date
from fnmatch import fnmatchcase
from os import PathLike, fspath
from pathlib import Path
from typing import Any, NamedTuple

from akn_convert.errors import UsageError

CAPACITIES = (
    "president", "acting_president", "representative", "observer", "committee_chair", "rapporteur", "secretariat", "briefer",
)  # fmt: skip
SECTIONS = ("openingSection", "adoptionOfAgenda", "agendaItem", "procedural", "conclusion")


class OverridesError(UsageError):
    """A file of overrides cannot be used: which entry, what is wrong with it, and what would do."""


class Speaker(NamedTuple):
    """What holds of a speaker whose name is printed as `printed`; "" leaves what the record says."""

    printed: str
    name: str = ""
    state: str = ""
    state_name: str = ""
    capacity: str = ""


class Section(NamedTuple):
    """The kind of a section, which is known by its heading or its number from 1."""

    heading: str
    number: int
    kind: str


@dataclass(frozen=True, slots=True)
class Entry:
    """What holds of the documents that it is about; `origin` is the file and the number of the entry in it."""

    origin: str
    file: str = ""
    symbol: str = ""
    language: str = ""
    facts: tuple[tuple[str, str], ...] = ()
    speakers: tuple[Speaker, ...] = ()
    sections: tuple[Section, ...] = ()

    def concerns(self, filename: str | None, symbol: str, language: str) -> bool:
        """Whether it is about a document; whatever it names must fit."""
        return (
            (not self.file or _fits(filename or "", self.file))
            and (not self.symbol or _plain(symbol) == _plain(self.symbol))
            and (not self.language or language in (self.language, _ISO3.get(self.language)))
        )


_ISO3 = {"ar": "ara", "zh": "zho", "en": "eng", "fr": "fra", "ru": "rus", "es": "spa"}


@dataclass(frozen=True, slots=True)
class Overrides:
    """All entries, in the order of their files; where two of them say different things, the later one counts."""

    entries: tuple[Entry, ...] = ()
    digest: str = ""

    def of(self, filename: str | None, symbol: str = "", language: str = "") -> Overrides:
        """Those that concern a document."""
        chosen = tuple(entry for entry in self.entries if entry.concerns(filename, symbol, language))
        return Overrides(chosen, self.digest)

    @property
    def facts(self) -> dict[str, str]:
        """The options of `convert` that they set: "symbol", "date"."""
        return {name: value for entry in self.entries for name, value in entry.facts}


def load(path: str | PathLike[str]) -> Overrides:
    """The overrides of a TOML file, or of all `*.toml` files in a folder, in the order of their names.

    Raises OverridesError for what cannot be read, for an unknown key and for a value that cannot be.
    """
    place = Path(fspath(path))
    files = sorted(place.glob("*.toml")) if place.is_dir() else [place]
    if not files:
        raise OverridesError(f"{place}: there is no file that ends in .toml")
    digest, entries = hashlib.sha256(), []
    for file in files:
        try:
            data = file.read_bytes()
            table = tomllib.loads(data.decode("utf-8"))
        except OSError as error:
            raise OverridesError(f"{file}: {error.strerror}") from error
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise OverridesError(f"{file.name}: {error}") from error
        digest.update(hashlib.sha256(data).digest())
        entries.extend(parse(table, file.name))
    return Overrides(tuple(entries), digest.hexdigest())


def parse(table: Mapping[str, Any], name: str = "overrides") -> list[Entry]:
    """The entries of a decoded table."""
    _Reader(table, name).only("document")
    documents = _Reader(table, name).tables("document")
    return [_entry(document) for document in documents]


def _entry(reader: _Reader) -> Entry:
    reader.only("where", "set", "speaker", "section")
    where, facts = reader.table("where"), reader.table("set")
    where.only("file", "symbol", "language")
    facts.only("symbol", "date")
    if not where.value:
        raise reader.wrong("where", "must name a file, a symbol or both")
    given = tuple(
        (key, facts.text(key, _a_date if key == "date" else _any_text))
        for key in ("symbol", "date")
        if key in facts.value
    )
    entry = Entry(
        reader.place, where.text("file"), where.text("symbol"), where.text("language", _a_language), given,
        tuple(map(_speaker, reader.tables("speaker"))), tuple(map(_section, reader.tables("section"))),
    )  # fmt: skip
    if not (entry.facts or entry.speakers or entry.sections):
        raise reader.wrong("set", "is missing, and so are speaker and section: the entry changes nothing")
    return entry


def _speaker(reader: _Reader) -> Speaker:
    reader.only("printed", "name", "state", "state_name", "capacity")
    speaker = Speaker(
        reader.text("printed"), reader.text("name"), reader.text("state", _a_state), reader.text("state_name"),
        reader.text("capacity", _one_of(CAPACITIES)),
    )  # fmt: skip
    if not speaker.printed:
        raise reader.wrong("printed", "must be the name as the record prints it")
    if not (speaker.name or speaker.state or speaker.capacity):
        raise reader.wrong("printed", "stands alone: give a name, a state or a capacity")
    if speaker.capacity in ("representative", "observer") and not speaker.state:
        raise reader.wrong("state", f"must be given with the capacity {speaker.capacity}")
    return speaker


def _section(reader: _Reader) -> Section:
    reader.only("heading", "number", "kind")
    number = reader.value.get("number", 0)
    if not isinstance(number, int) or isinstance(number, bool) or number < 0:
        raise reader.wrong("number", "must be a number from 1")
    section = Section(reader.text("heading"), number, reader.text("kind", _one_of(SECTIONS)))
    if bool(section.heading) == bool(section.number):
        raise reader.wrong("heading", "or number must say which section it is, and only one of them")
    if not section.kind:
        raise reader.wrong("kind", f"must be one of {', '.join(SECTIONS)}")
    return section


# --- checking -----------------------------------------------------------------------------------------------------

Check = Callable[[str], str]  # what a value must be, in words; "" for one that will do


def _any_text(_: str) -> str:
    return ""


def _a_date(value: str) -> str:
    try:
        return "" if calendar_date.fromisoformat(value).isoformat() == value else "must be a date like 2018-02-13"
    except ValueError:
        return "must be a date like 2018-02-13"


def _a_state(value: str) -> str:
    return "" if re.fullmatch(r"[A-Z]{3}|EU", value) else "must be an ISO 3166-1 alpha-3 code such as FRA, or EU"


def _a_language(value: str) -> str:
    return "" if re.fullmatch(r"[a-z]{2,3}", value) else "must be an ISO 639 code such as zh"


def _one_of(values: Sequence[str]) -> Check:
    return lambda value: "" if value in values else f"must be one of {', '.join(values)}"


class _Reader:
    """A table with the words for its errors."""

    def __init__(self, value: Any, place: str) -> None:
        self.place = place
        if not isinstance(value, Mapping):
            raise OverridesError(f"{place} must be a table")
        self.value: Mapping[str, Any] = value

    def wrong(self, key: str, words: str) -> OverridesError:
        """The error that says what is wrong with a key."""
        return OverridesError(f"{self.place}: {key} {words}")

    def only(self, *keys: str) -> None:
        """Refuse unknown keys."""
        for key in self.value:
            if key not in keys:
                raise self.wrong(repr(key), f"is not known; there are {', '.join(keys)}")

    def text(self, key: str, check: Check = _any_text) -> str:
        """A text; "" where the key is missing."""
        value = self.value.get(key)
        if value is None:
            return ""
        if isinstance(value, calendar_date):  # TOML has dates without quotes
            value = value.isoformat()
        if not isinstance(value, str) or not value.strip():
            raise self.wrong(key, "must be a text, and not an empty one")
        if words := check(value):
            raise self.wrong(key, f"{words}, not {value!r}")
        return value

    def table(self, key: str) -> _Reader:
        """A table; an empty one where the key is missing."""
        return _Reader(self.value.get(key, {}), f"{self.place}, {key}")

    def tables(self, key: str) -> list[_Reader]:
        """The tables of a list."""
        value = self.value.get(key, [])
        if not isinstance(value, list):
            raise self.wrong(key, f"must be a list of tables: write [[{key}]]")
        return [_Reader(item, f"{self.place}, {key} {number}") for number, item in enumerate(value, 1)]


# --- choosing -----------------------------------------------------------------------------------------------------


def _fits(filename: str, pattern: str) -> bool:
    """Whether a file's name, or the end of its path, fits a pattern with * and ?; slashes divide folders."""
    name = filename.replace("\\", "/")
    return fnmatchcase(name, pattern) or fnmatchcase(name, f"*/{pattern}")


def _plain(words: str) -> str:
    """Words as they are compared: without case and blanks."""
    return "".join(words.casefold().split())


def matches(printed: str, words: Iterable[str]) -> bool:
    """Whether a printed name is one of several, case and blanks aside."""
    return _plain(printed) in map(_plain, words)
