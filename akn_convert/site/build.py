"""A folder of records in, a folder of pages out: whole or not at all, the same bytes for the same input.

Records are read twice: once to know them all, once, record by record in all its languages, to write their pages. What
lists need meanwhile stands in a database on disk, so that memory depends on the largest record, not on their number.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from importlib import resources
from itertools import islice
from pathlib import Path
from typing import Any

from lxml import etree

from akn_convert.errors import UsageError
from akn_convert.exports.document import Document, Paragraph, Remark, RollCall, SpeechPart, Voting, paragraphs_of
from akn_convert.exports.readback import NotAkomaNtoso, read_back
from akn_convert.files import Unwritable
from akn_convert.findings import Finding, finding
from akn_convert.site.align import aligned
from akn_convert.site.config import COLOURS, LANGUAGES, Settings, strings
from akn_convert.site.downloads import as_json, as_text, is_active, json_ld, sitemap
from akn_convert.site.ledger import Ledger, Version, document_slug, slug_of, subject_of
from akn_convert.site.pages import environment, interface_of, language_name, quoted, render
from akn_convert.site.search import Index

RECORDS_A_PAGE = 150
ENTRIES_A_PAGE = 250
MARKER = ".akn-site"  # stands in every folder that this module wrote, and that it may therefore replace
AUTONYMS = {code: str(strings(code)["autonym"]) for code in LANGUAGES}


@dataclass(frozen=True, slots=True)
class Built:
    """What came of it: how many records (works), versions and pages, and what was found on the way."""

    records: int
    versions: int
    pages: int
    findings: tuple[Finding, ...]


def build_site(inputs: Iterable[Path], out: Path, settings: Settings | None = None) -> Built:
    """Write the site of all Akoma Ntoso files under `inputs` into `out`, which is replaced as a whole.

    A file that is no Akoma Ntoso becomes a finding. Raises UsageError where `out` holds something that is no site
    or holds the input, Unwritable where the disk is full or may not be written, MissingExtra without Jinja2.
    """
    if out.exists() and not _is_ours(out):
        raise UsageError(f"{out} holds something that is no site of akn-convert; choose another folder or empty it")
    environment()  # says at once where the extra is missing
    inputs = list(inputs)
    if any(path.resolve().is_relative_to(out.resolve()) for path in inputs):
        raise UsageError(f"{out} holds the input, and would be replaced; choose another folder")
    try:
        return _built(inputs, out, settings or Settings())
    except (OSError, sqlite3.Error) as error:
        raise Unwritable(f"cannot write {out}: {getattr(error, 'strerror', None) or error}") from error


def _built(inputs: list[Path], out: Path, settings: Settings) -> Built:
    """The site, made beside its place and then moved there."""
    out.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".akn-site-", dir=out.parent) as folder:
        stage = Path(folder) / "public"
        with closing(Ledger(Path(folder) / "ledger")) as ledger:
            built = _Builder(stage, ledger, settings).build(inputs)
        _put(stage, out, Path(folder) / "old")
    return built


def _put(stage: Path, out: Path, old: Path) -> None:
    """Move a finished site to its place; the one that stood there stands there again if that fails."""
    if out.exists():
        out.rename(old)
    try:
        stage.rename(out)
    except OSError:
        if old.exists():
            old.rename(out)
        raise


def _is_ours(out: Path) -> bool:
    return out.is_dir() and not out.is_symlink() and ((out / MARKER).exists() or not any(out.iterdir()))


def sources(inputs: Iterable[Path]) -> Iterator[Path]:
    """The XML files among and under the inputs, sorted, links not followed; a path that is no file comes as it is."""
    for given in sorted(set(inputs)):
        if given.is_dir():
            found = (Path(base) / name for base, _, names in os.walk(given) for name in names if name.endswith(".xml"))
            yield from sorted(path for path in found if not path.is_symlink())
        else:
            yield given


class _Builder:
    """One run: where pages go, and what all of them share."""

    def __init__(self, stage: Path, ledger: Ledger, settings: Settings) -> None:
        self.stage, self.ledger, self.settings = stage, ledger, settings
        self.findings: list[Finding] = []
        self.interfaces: list[str] = []
        self.pages = 0

    def build(self, inputs: Iterable[Path]) -> Built:
        """Everything, in the order in which one thing needs another."""
        self.stage.mkdir()
        for path in sources(inputs):
            self._enter(path)
        spoken = {interface_of(code, self.settings.language) for code in self.ledger.languages()}
        self.interfaces = sorted(spoken | {self.settings.language})
        self.ledger.settle(self.interfaces, ("en", "fr", "es", "ru", "zh", "ar"))
        records, versions = self._records()
        self.ledger.index()
        for ui in self.interfaces:
            self._lists(ui)
            self._delegations(ui)
            self._documents(ui)
        self._front()
        self._statics()
        return Built(records, versions, self.pages, tuple(self.findings))

    def _enter(self, path: Path) -> None:
        document = self._read(path)
        if document is not None and not self.ledger.enter(document, path):
            self.findings.append(finding("site-same-record", record=document.symbol or path.stem, filename=str(path)))

    def _read(self, path: Path) -> Document | None:
        try:
            return read_back(path)
        except (NotAkomaNtoso, OSError) as error:
            reason = error.strerror or "it cannot be read" if isinstance(error, OSError) else str(error)
            self.findings.append(finding("site-left-out", reason=reason, filename=str(path)))
            return None

    # --- the pages of a record --------------------------------------------------------------------------------------

    def _records(self) -> tuple[int, int]:
        """Every record in all its languages, the oldest first, so that the search finds the newest first."""
        indexes: dict[str, Index] = {}
        records = versions = 0
        for work in self.ledger.works():
            found = self.ledger.versions(work)
            documents = {v.lang: d for v in found if (d := self._read(Path(v.path))) is not None}
            found = [v for v in found if v.lang in documents]
            for version in found:
                if version.lang not in indexes:
                    indexes[version.lang] = Index(self.stage / "search" / version.lang, version.lang)
                self._record(version, documents[version.lang], found, indexes[version.lang])
            if len(found) > 1:
                self._compare(found, documents)
            records, versions = records + 1, versions + len(found)
        for index in indexes.values():
            index.close()
        return records, versions

    def _record(self, version: Version, document: Document, versions: list[Version], index: Index) -> None:
        self.ledger.tell(document, version)
        ui = interface_of(version.lang, self.settings.language)
        folder = f"records/{version.slug}"
        links = {
            r.eId: f"../../{ui}/documents/{quoted(document_slug(r.eId))}.html" for r in document.references if r.eId
        }
        siblings = [(v.lang, f"{folder}/{v.lang}.html") for v in versions if v.lang in self.interfaces]
        subjects = {voting.eId: subject_of(document, voting) for voting in document.votings}
        shared = {"d": document, "v": version, "versions": versions, "links": links, "subjects": subjects}
        address = f"{self.settings.address}{folder}/{version.lang}.html" if self.settings.address else ""
        kind = strings(ui)["kinds"].get(version.kind, strings(ui)["kinds"]["other"])
        ld = _safe(json_ld(document, address, [v.lang for v in versions], kind))
        xml = self._downloads(version, document, folder)
        self._page(f"{folder}/{version.lang}.html", "record.html", ui, siblings, ld=ld, xml=xml, **shared)
        for voting in document.votings:
            self._voting(voting, ui, folder, shared)
        index.add(
            {
                "slug": version.slug,
                "symbol": version.label,
                "date": version.date,
                "organ": version.organ,
                "title": version.title,
            },
            _units(document),
        )

    def _downloads(self, version: Version, document: Document, folder: str) -> str:
        """The record's files; XML that a browser would run when opened gets a name under which it is only shown."""
        target = self.stage / folder
        target.mkdir(parents=True, exist_ok=True)
        data = Path(version.path).read_bytes()
        active = is_active(etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True)))
        name = f"{version.lang}.xml.txt" if active else f"{version.lang}.xml"
        if active:
            self.findings.append(finding("site-active-markup", filename=version.path))
        (target / name).write_bytes(data)
        (target / f"{version.lang}.json").write_text(as_json(document), "utf-8")
        (target / f"{version.lang}.txt").write_text(as_text(document), "utf-8")
        return name

    def _voting(self, voting: Voting, ui: str, folder: str, shared: dict[str, Any]) -> None:
        document: Document = shared["d"]
        version: Version = shared["v"]
        lists: dict[str, list[tuple[str, str]]] = {}
        for vote in (vote for item in document.items if isinstance(item, RollCall) for vote in item.votes):
            if vote.voting == voting.eId:
                lists.setdefault(vote.choice, []).append((vote.country, vote.name))
        ids = {r.eId: r.symbol for r in document.references}
        self._page(
            f"{folder}/{version.lang}.{slug_of(voting.eId)}.html", "voting.html", ui, [], g=voting, lists=lists,
            what=shared["subjects"][voting.eId], stated=_line(document, voting.href),
            doc_links={ids[eid]: link for eid, link in shared["links"].items()},
            speeches=[s for s in document.speeches if _cites(s, voting.documents, ids)][:40], **shared,
        )  # fmt: skip

    def _compare(self, versions: list[Version], documents: dict[str, Document]) -> None:
        ui = self.settings.language
        first = next((v for v in versions if v.lang == ui), versions[0])
        links = {r.eId: f"../../{ui}/documents/{quoted(document_slug(r.eId))}.html"
                 for d in documents.values() for r in d.references if r.eId}  # fmt: skip
        ordered = [first, *(v for v in versions if v is not first)]
        rows = aligned({v.lang: documents[v.lang] for v in ordered})
        self._page(
            f"records/{first.slug}/compare.html",
            "compare.html",
            ui,
            [],
            v=first,
            versions=ordered,
            rows=rows,
            links=links,
        )

    # --- the pages about many records ---------------------------------------------------------------------------------

    def _lists(self, ui: str) -> None:
        """The front page in a language, and the lists by organ, year and language."""
        ledger, t = self.ledger, strings(ui)["ui"]
        facets: dict[str, list[Any]] = {
            "organs": [(key, ledger.organ(key, ui), n) for key, n in ledger.facets("organ")],
            "years": ledger.facets("year"),
            "languages": [(key, language_name(key, ui), n) for key, n in ledger.facets("language")],
        }
        named: Callable[[str], str] = lambda what: t["records_of"].format(what=what)  # noqa: E731
        self._list(ui, "index", t["latest"], facets, sum(1 for _ in ledger.works()), "1")
        for key, name, n in facets["organs"]:
            self._list(ui, f"organ-{slug_of(key)}", named(name), facets, n, "work.actor = ?", key)
        for key, n in facets["years"]:
            self._list(ui, f"year-{key}", named(key), facets, n, "substr(work.date, 1, 4) = ?", key)
        for key, name, n in facets["languages"]:
            where = "EXISTS (SELECT 1 FROM version o WHERE o.work = work.work AND o.lang = ?)"
            self._list(ui, f"in-{key}", named(name), facets, n, where, key)

    def _list(
        self, ui: str, stem: str, heading: str, facets: dict[str, list[Any]], n: int, where: str, *values: str
    ) -> None:
        rows = self.ledger.listed(ui, where, *values)
        for page, pages, chunk in _paged(rows, n, RECORDS_A_PAGE):
            path = f"{stem}{'' if page == 1 else f'-{page}'}.html"
            listed = [(v, self.ledger.versions(v.work)) for v in chunk]
            self._page(f"{ui}/{path}", "list.html", ui, self._siblings(path), heading=heading, rows=listed, page=page,
                       pages=pages, stem=stem, **facets)  # fmt: skip

    def _delegations(self, ui: str) -> None:
        t = strings(ui)["ui"]
        rows = [(key, self.ledger.state(key, ui), n) for key, n in self.ledger.delegations()]
        rows.sort(key=lambda row: row[1])
        self._index(ui, "delegations", t["delegations"], rows)
        for key, name, _ in rows:
            tables = [(t["speeches_by"], "speech", "country"), (t["votes_cast"], "ballot", "country")]
            self._entity(ui, f"delegations/{key}", name, tables, key, ("delegations", t["delegations"]))

    def _documents(self, ui: str) -> None:
        t = strings(ui)["ui"]
        documents = list(self.ledger.documents())
        self._index(ui, "documents", t["documents"], [(slug, symbol or slug, 0) for slug, symbol, _ in documents])
        for slug, symbol, href in documents:
            tables = [(t["decided_in"], "voting", "doc"), (t["cited_by"], "cite", "doc")]
            here = next(self.ledger.listed(ui, "version.symbol = ?", symbol), None) if symbol else None
            parent = "documents", t["documents"]
            self._entity(ui, f"documents/{slug}", symbol or slug, tables, slug, parent, href=href, here=here)

    def _index(self, ui: str, stem: str, heading: str, names: list[tuple[str, str, int]]) -> None:
        t = strings(ui)["ui"]
        for page, pages, chunk in _paged(iter(names), len(names), 2000):
            path = f"{stem}{'' if page == 1 else f'-{page}'}.html"
            self._page(f"{ui}/{path}", "entity.html", ui, self._siblings(path), heading=heading, groups=[], href="", here=None,
                       parent=("index", t["records"]), names=chunk, folder=stem, page=page, pages=pages, stem=stem)  # fmt: skip

    def _entity(self, ui: str, stem: str, heading: str, tables: list[tuple[str, str, str]], value: str,
                parent: tuple[str, str], href: str = "", here: Version | None = None) -> None:  # fmt: skip
        """The pages of a delegation or a document: what the tables have about it, cut into pages."""
        total = sum(self.ledger.count(table, key, value, ui) for _, table, key in tables)
        rows = ((title, table, e) for title, table, key in tables for e in self.ledger.entries(table, key, value, ui))
        for page, pages, chunk in _paged(rows, total, ENTRIES_A_PAGE):
            path = f"{stem}{'' if page == 1 else f'-{page}'}.html"
            groups = [(title, [e for _, kind, e in chunk if kind == table], table) for title, table, _ in tables]
            siblings = self._siblings(f"{stem}.html")
            self._page(f"{ui}/{path}", "entity.html", ui, siblings, heading=heading, groups=groups, names=[], folder="",
                       parent=parent, href=href, here=here, page=page, pages=pages, stem=stem.rpartition("/")[2])  # fmt: skip

    # --- the frame ----------------------------------------------------------------------------------------------------

    def _front(self) -> None:
        """The search in every language, and the first page of the site, which is that of its own language."""
        indexed = self.ledger.languages()
        for ui in self.interfaces:
            self._page(f"{ui}/search.html", "search.html", ui, self._siblings("search.html"), indexed=indexed)
        front = (self.stage / self.settings.language / "index.html").read_text("utf-8")
        (self.stage / "index.html").write_text(
            front.replace('="../', '="').replace('="index', f'="{self.settings.language}/index'), "utf-8"
        )

    def _statics(self) -> None:
        """Style, scripts, logo, the sitemap, and the marker by which a later run knows the folder."""
        static = resources.files("akn_convert.site").joinpath("theme", "static")
        for name in ("site.js", "search.js", "icon.svg"):
            (self.stage / name).write_text(static.joinpath(name).read_text("utf-8"), "utf-8")
        style = static.joinpath("style.css").read_text("utf-8")
        if own := {k: v for k, v in self.settings.colours.items() if v != COLOURS[k]}:
            style += ":root { " + " ".join(f"--akn-{name}: {colour};" for name, colour in sorted(own.items())) + " }\n"
        (self.stage / "style.css").write_text(style, "utf-8")
        if logo := self.settings.logo:
            shutil.copyfile(logo, self.stage / f"logo{logo.suffix.lower()}")
        for name, text in sitemap(self.ledger.addresses(), self.settings.address):
            (self.stage / name).write_text(text, "utf-8")
        (self.stage / MARKER).write_text("", "utf-8")

    def _siblings(self, path: str) -> list[tuple[str, str]]:
        """The same page in the other languages of the interface."""
        return [(code, f"{code}/{path}") for code in self.interfaces]

    def _page(self, path: str, template: str, ui: str, siblings: list[tuple[str, str]], **values: Any) -> None:
        target = self.stage / path
        target.parent.mkdir(parents=True, exist_ok=True)
        frame = {"root": "../" * path.count("/"), "ui": ui, "lang": ui, "t": strings(ui), "site": self.settings,
                 "siblings": siblings, "autonyms": AUTONYMS}  # fmt: skip
        target.write_text(render(template, **frame, **values), "utf-8")
        self.ledger.page(quoted(path))
        self.pages += 1


def _paged(rows: Iterator[Any], total: int, size: int) -> Iterator[tuple[int, int, list[Any]]]:
    """The rows cut into pages: number, how many there are, the rows of this one; one empty page where there are none."""
    pages = max(1, -(-total // size))
    for page in range(1, pages + 1):
        yield page, pages, list(islice(rows, size))


def _units(document: Document) -> Iterator[tuple[str, str, str, str]]:
    """What the search finds: speeches, and the lines that nobody speaks, each by its eId."""
    for section in (*document.sections, *document.annexes):
        if section.headings:
            yield section.eId, "", "", section.title
        for item in section.items:
            if isinstance(item, SpeechPart):
                yield item.eId, item.speaker, item.country_name, item.text
            elif isinstance(item, Remark | Paragraph):
                yield item.eId, "", "", item.text


def _line(document: Document, eid: str) -> Paragraph | None:
    """The paragraph that has an eId, or the line of the remark that has it."""
    for item in document.items:
        for paragraph in paragraphs_of(item):
            if eid and eid in (paragraph.eId, "" if isinstance(item, RollCall | SpeechPart) else item.eId):
                return paragraph
    return None


def _cites(speech: SpeechPart, symbols: tuple[str, ...], ids: dict[str, str]) -> bool:
    return any(ids.get(run.refers) in symbols for p in speech.paragraphs for run in p.runs if run.refers)


def _safe(html: str) -> Any:
    from markupsafe import Markup

    return Markup(html)
