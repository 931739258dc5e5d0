"""What all pages need to know of all records, kept in a database on disk so that memory does not grow with a site."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import astuple, dataclass, fields, replace
from pathlib import Path
from typing import Any

from akn_convert.exports.document import Document, Item, RollCall, SpeechPart, Voting, paragraphs_of
from akn_convert.site.config import state_names, strings

SNIPPET = 180  # characters of a speech that lists show


@dataclass(frozen=True, slots=True)
class Version:
    """A record in one language: `slug` names its folder, `path` is where it was read."""

    work: str
    slug: str
    lang: str
    path: str
    symbol: str
    date: str
    actor: str
    organ: str
    title: str
    kind: str
    iri: str = ""

    @property
    def year(self) -> str:
        """The year of the meeting, "" where no date is known."""
        return self.date[:4]

    @property
    def label(self) -> str:
        """The symbol, else the title, else the name of its folder."""
        return self.symbol or self.title or self.slug


_SCHEMA = """
CREATE TABLE version (work, slug, lang, path, symbol, date, actor, organ, title, kind, iri,
                      PRIMARY KEY (work, lang)) WITHOUT ROWID;
CREATE TABLE work (work PRIMARY KEY, slug UNIQUE, date, actor);
CREATE INDEX work_date ON work (date DESC, slug);
CREATE TABLE chosen (ui, work, lang, PRIMARY KEY (ui, work)) WITHOUT ROWID;
CREATE TABLE speech (country, lang, work, place, eId, speaker, capacity, words);
CREATE TABLE state (country, lang, name, uses, PRIMARY KEY (country, lang, name)) WITHOUT ROWID;
CREATE TABLE cite (doc, lang, work, place, eId, speaker, country, words);
CREATE TABLE doc (doc PRIMARY KEY, symbol, href) WITHOUT ROWID;
CREATE TABLE voting (doc, lang, work, eId, draft, adopted, outcome);
CREATE TABLE page (path);
CREATE TABLE ballot (country, lang, work, voting, choice, draft, outcome);
"""
_INDEXES = """
CREATE INDEX speech_country ON speech (country, lang, work);
CREATE INDEX cite_doc ON cite (doc, lang, work);
CREATE INDEX voting_doc ON voting (doc, lang, work);
CREATE INDEX ballot_country ON ballot (country, lang, work);
"""


class Ledger:
    """The rows of a site, in a file that goes away with the build; every list comes in an order of its own."""

    def __init__(self, path: Path) -> None:
        self.db = sqlite3.connect(path)
        self.db.execute("PRAGMA journal_mode = OFF")
        self.db.execute("PRAGMA synchronous = OFF")
        self.db.executescript(_SCHEMA)
        self._organs: dict[tuple[str, str], str] = {}

    def close(self) -> None:
        """Let go of the file."""
        self.db.close()

    # --- taking in -------------------------------------------------------------------------------------------------

    def enter(self, document: Document, path: Path) -> bool:
        """Take in a version; False where one of the same record and language is there already.

        Versions of a meeting are known by its symbol, since in one of them a misprinted date may stand in the IRI. Two
        documents of one symbol and one language, but two IRIs, are two records.
        """
        iri, lang = document.work_iri or path.stem, language_of(document)
        work = document.symbol if "/" in document.symbol else iri
        if self.one("SELECT 1 FROM version WHERE work = ? AND lang = ? AND iri <> ?", work, lang, iri):
            work = iri
        slug = self._slug(work, iri.rstrip("/").rsplit("/", 1)[-1])
        date = document.date if re.fullmatch(r"\d{4}-\d\d-\d\d", document.date) else ""
        row = Version(work, slug, lang, str(path), document.symbol, date, document.actor, document.organ,
                      title_of(document), document.name if document.kind != "doc" else "other", iri)  # fmt: skip
        try:
            self._insert("version", astuple(row))
        except sqlite3.IntegrityError:
            return False
        self.db.execute("INSERT OR IGNORE INTO work VALUES (?, ?, ?, ?)", (work, slug, date, document.actor))
        return True

    def _slug(self, work: str, number: str) -> str:
        """A folder's name for a work: the number in its IRI, from a whitelist of characters; a second one of that name counts on."""
        known = self.one("SELECT slug FROM work WHERE work = ?", work)
        if known:
            return str(known)
        base = slug_of(number) or "record"
        copy, slug = 1, base
        while self.one("SELECT 1 FROM work WHERE slug = ?", slug) or slug.lower() in RESERVED:
            copy += 1
            slug = f"{base}-{copy}"
        return slug

    def tell(self, document: Document, version: Version) -> None:
        """Take in what a version says: its speeches, citations, votes and names of States."""
        where = version.lang, version.work
        cited = {r.eId: document_slug(r.eId) for r in document.references if r.eId}
        for reference in document.references:
            if reference.eId:
                self.db.execute(
                    "INSERT OR IGNORE INTO doc VALUES (?, ?, ?)",
                    (cited[reference.eId], reference.symbol.replace(" (", "("), reference.href),
                )
        for place, item in enumerate(document.items):
            self._tell_item(item, place, where, cited)
        for voting in document.votings:
            by_symbol = {r.symbol: cited[r.eId] for r in document.references if r.eId}
            self._tell_voting(voting, where, by_symbol, subject_of(document, voting))
        names = {**dict(document.states), **{s.country: s.country_name for s in document.speeches if s.country_name}}
        for country, name in names.items():
            self.db.execute(
                "INSERT INTO state VALUES (?, ?, ?, 1) ON CONFLICT DO UPDATE SET uses = uses + 1",
                (country, version.lang, name),
            )

    def _tell_item(self, item: Item, place: int, where: tuple[str, str], cited: dict[str, str]) -> None:
        speaker, country = (item.speaker, item.country) if isinstance(item, SpeechPart) else ("", "")
        if country and isinstance(item, SpeechPart):
            self._insert("speech", (country, *where, place, item.eId, speaker, item.capacity, shortened(item.text)))
        seen: set[str] = set()
        for run in (run for p in paragraphs_of(item) for run in p.runs if run.refers in cited):
            if run.refers not in seen and not isinstance(item, RollCall):
                words = shortened(item.text)
                self._insert("cite", (cited[run.refers], *where, place, item.eId, speaker, country, words))
                seen.add(run.refers)

    def _tell_voting(self, voting: Voting, where: tuple[str, str], cited: dict[str, str], subject: str) -> None:
        for symbol in voting.documents:
            self._insert(
                "voting",
                (
                    cited.get(symbol) or slug_of(symbol),
                    *where,
                    voting.eId,
                    voting.draft,
                    voting.adopted,
                    voting.outcome,
                ),
            )
        for count in voting.counts:
            for country in count.states:
                self._insert(
                    "ballot",
                    (country, *where, voting.eId, count.choice, subject, voting.outcome),
                )

    def settle(self, interfaces: Iterable[str], preferred: tuple[str, ...]) -> None:
        """Choose, for each language of the interface, which version of each record its lists show."""
        for ui in interfaces:
            order = {language: place for place, language in enumerate(dict.fromkeys((ui, *preferred)))}
            for (work,) in self.db.execute("SELECT work FROM work ORDER BY work").fetchall():
                languages = [row[0] for row in self.db.execute("SELECT lang FROM version WHERE work = ?", (work,))]
                self._insert("chosen", (ui, work, min(languages, key=lambda code: (order.get(code, 99), code))))

    def index(self) -> None:
        """Make the lists quick; called once, when all is taken in."""
        self.db.executescript(_INDEXES)

    def _insert(self, table: str, row: tuple[Any, ...]) -> None:
        self.db.execute(f"INSERT INTO {table} VALUES ({', '.join('?' * len(row))})", row)

    # --- giving out ------------------------------------------------------------------------------------------------

    def one(self, query: str, *values: str) -> Any:
        """The first value of the first row, or None."""
        row = self.db.execute(query, values).fetchone()
        return row[0] if row else None

    def works(self) -> list[str]:
        """All works, the oldest first."""
        return [row[0] for row in self.db.execute("SELECT work FROM work ORDER BY date, slug")]

    def versions(self, work: str) -> list[Version]:
        """The versions of a work, by language."""
        columns = ", ".join(field.name for field in fields(Version))
        return [
            Version(*row)
            for row in self.db.execute(f"SELECT {columns} FROM version WHERE work = ? ORDER BY lang", (work,))
        ]

    def languages(self) -> list[str]:
        """The languages that records are in."""
        return [row[0] for row in self.db.execute("SELECT DISTINCT lang FROM version ORDER BY lang")]

    def listed(self, ui: str, where: str = "1", *values: str) -> Iterator[Version]:
        """The versions that a list shows, the newest first."""
        columns = ", ".join(f"version.{field.name}" for field in fields(Version))
        query = (
            f"SELECT {columns} FROM chosen JOIN work USING (work) JOIN version ON version.work = chosen.work AND "
            f"version.lang = chosen.lang WHERE ui = ? AND ({where}) ORDER BY work.date DESC, work.slug"
        )
        found = (Version(*row) for row in self.db.execute(query, (ui, *values)))
        return (replace(version, organ=self.organ(version.actor, ui) or version.organ) for version in found)

    def facets(self, what: str) -> list[tuple[str, int]]:
        """The years, organs or languages there are, each with its number of records."""
        queries = {
            "year": "SELECT substr(date, 1, 4), count(*) FROM work GROUP BY 1 ORDER BY 1 DESC",
            "organ": "SELECT actor, count(*) FROM work WHERE actor <> '' GROUP BY 1 ORDER BY 1",
            "language": "SELECT lang, count(*) FROM version GROUP BY 1 ORDER BY 1",
        }
        return [(key, n) for key, n in self.db.execute(queries[what]) if key]

    def organ(self, actor: str, ui: str) -> str:
        """The name of an organ in a language, else as records print it, else its id."""
        key = actor, ui
        if key not in self._organs:
            query = "SELECT organ FROM version WHERE actor = ? AND organ <> '' ORDER BY lang <> ?, lang LIMIT 1"
            known = strings(ui)["organs"].get(actor)
            self._organs[key] = str(known or self.one(query, actor, ui) or actor)
        return self._organs[key]

    def state(self, country: str, ui: str) -> str:
        """The usual name of a State in a language, else as most records print it, else its code."""
        if known := state_names(ui).get(country):
            return known
        query = (
            "SELECT name FROM state WHERE country = ? AND name <> '' ORDER BY lang <> ?, uses DESC, lang, name LIMIT 1"
        )
        return str(self.one(query, country, ui) or country)

    def delegations(self) -> list[tuple[str, int]]:
        """The delegations that spoke or voted, with the number of speeches in the language they have most of."""
        query = (
            "SELECT country, max(n) FROM (SELECT country, lang, count(*) n FROM speech GROUP BY 1, 2 UNION ALL "
            "SELECT DISTINCT country, '', 0 FROM ballot WHERE country <> '') GROUP BY 1 ORDER BY 1"
        )
        return list(self.db.execute(query))

    def documents(self) -> Iterator[tuple[str, str, str]]:
        """The documents that are cited or voted on: slug, symbol, address."""
        return iter(self.db.execute("SELECT doc, symbol, href FROM doc ORDER BY symbol, doc"))

    def entries(self, table: str, key: str, value: str, ui: str) -> Iterator[dict[str, Any]]:
        """The rows of a table about one delegation or document, with their record's symbol, slug and date."""
        order = ", t.place" if table in ("speech", "cite") else ", t.rowid"
        query = (
            f"SELECT t.*, v.slug, v.symbol, v.date, v.title, v.actor, v.lang FROM {table} t JOIN chosen c ON c.work = t.work "
            f"AND c.lang = t.lang AND c.ui = ? JOIN version v ON v.work = t.work AND v.lang = t.lang "
            f"WHERE t.{key} = ? ORDER BY v.date DESC, v.slug{order}"
        )
        cursor = self.db.execute(query, (ui, value))
        names = [column[0] for column in cursor.description]
        for row in cursor:
            entry = dict(zip(names, row, strict=True))
            yield {**entry, "organ": self.organ(entry["actor"], ui)}

    def count(self, table: str, key: str, value: str, ui: str) -> int:
        """How many rows `entries` gives."""
        query = (
            f"SELECT count(*) FROM {table} t JOIN chosen c ON c.work = t.work AND c.lang = t.lang AND c.ui = ? "
            f"WHERE t.{key} = ?"
        )
        return int(self.one(query, ui, value))

    def page(self, address: str) -> None:
        """Note the address of a page."""
        self._insert("page", (address,))

    def addresses(self) -> Iterator[str]:
        """The addresses of all pages, sorted."""
        return (row[0] for row in self.db.execute("SELECT path FROM page ORDER BY path"))


RESERVED = frozenset({"con", "nul", "aux", "prn"})


def slug_of(name: str) -> str:
    """A name from letters, digits and `.()_-` alone, not hidden and not too long: safe as a file's name and in a URL."""
    return re.sub(r"[^A-Za-z0-9.()_-]+", "-", name).strip(".-")[:120]


def document_slug(eid: str) -> str:
    """The file name of a cited document's page, by its local id: ids agree in all languages."""
    return slug_of(eid.removeprefix("doc-")) or "document"


def language_of(document: Document) -> str:
    """The code of a document's language where it is one, else "und": it becomes part of file names."""
    return document.lang if re.fullmatch(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*", document.lang) else "und"


def shortened(text: str, length: int = SNIPPET) -> str:
    """The start of a text, cut between words where there are blanks."""
    return text if len(text) <= length else (text[:length].rpartition(" ")[0] or text[:length]) + " …"


def subject_of(document: Document, voting: Voting) -> str:
    """What was voted on: the draft, else the adopted text, else the title of the section in which it happened."""
    around = next((s.title for s in document.sections if s.title and any(voting.href in _ids(i) for i in s.items)), "")
    return voting.draft or voting.adopted or shortened(around, 100) or voting.eId


def _ids(item: Item) -> set[str]:
    return {item.eId, *(paragraph.eId for paragraph in paragraphs_of(item))} - {""}


def title_of(document: Document) -> str:
    """What a document is about: its title, else the agenda items that its sections treat, else its first heading."""
    titles = [
        " – ".join(h.text for h in s.headings) for s in document.sections if s.name == "agendaItem" and s.headings
    ]
    return document.title or "; ".join(titles[:3]) or next((s.title for s in document.sections if s.title), "")
