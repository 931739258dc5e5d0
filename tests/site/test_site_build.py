"""The site is whole: every link leads somewhere, every fact is on its page, hostile text is shown and never run."""

import errno
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from types import ModuleType
from urllib.parse import unquote, urlsplit

import pytest

pytest.importorskip("jinja2")

from lxml import etree

from akn_convert.cli import main
from akn_convert.errors import UsageError
from akn_convert.exports.document import Paragraph, Run
from akn_convert.site import Settings, build_site
from akn_convert.site.downloads import sitemap
from akn_convert.site.pages import words

HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>\u202eevil\u202c{{7*7}}"


class Page(HTMLParser):
    """A page's links, ids, elements and words."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.links: list[str] = []
        self.ids: list[str] = []
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.elements.append((tag, found))
        self.ids += [found["id"] or ""] if "id" in found else []
        self.links += [value or "" for key in ("href", "src", "action") if (value := found.get(key)) is not None]

    def handle_data(self, data: str) -> None:
        self.text += data


@cache
def page(path: Path) -> Page:
    return Page(path.read_text("utf-8"))


def pages(public: Path) -> Iterator[Path]:
    return public.rglob("*.html")


def test_every_link_of_every_page_leads_to_a_file_and_a_place(public: Path) -> None:
    checked = 0
    for path in pages(public):
        for link in page(path).links:
            parts = urlsplit(link)
            if parts.scheme:
                assert parts.scheme == "https"
                continue
            target = (path.parent / unquote(parts.path)).resolve() if parts.path else path
            assert target.is_file(), (path, link)
            if parts.fragment and target.suffix == ".html":
                assert unquote(parts.fragment) in page(target).ids, (path, link)
            checked += 1
    assert checked > 4000


def test_ids_are_unique_and_headings_begin_with_one(public: Path) -> None:
    for path in pages(public):
        assert len(page(path).ids) == len(set(page(path).ids)), path
        assert [tag for tag, _ in page(path).elements].count("h1") == 1, path


def test_every_page_holds_the_policy_and_no_script_or_style_within(public: Path) -> None:
    for path in pages(public):
        policies = [a["content"] for tag, a in page(path).elements if a.get("http-equiv") == "Content-Security-Policy"]
        assert len(policies) == 1 and "unsafe" not in str(policies[0])
        for tag, attributes in page(path).elements:
            assert not [name for name in attributes if name.startswith("on") or name == "style"], (path, tag)
            assert tag != "style"
            if tag == "script":
                assert "src" in attributes or attributes.get("type") == "application/ld+json"


def test_a_speech_stands_with_all_that_is_known_of_it(public: Path) -> None:
    html = (public / "records/A-99-PV.7/fr.html").read_text("utf-8")
    speech = html[html.index('id="dbsect_2__speech_4"') : html.index('id="dbsect_2__speech_5"')]
    text = re.sub(r"\s+", " ", Page(speech).text)
    assert "Mme Maïakova (Fédération de Russie) (parle en russe) :" in text
    assert "prononcé en russe" in text and "négociation" in text
    assert 'href="../../fr/delegations/RUS.html"' in speech and 'href="#dbsect_2__speech_4"' in speech


def test_a_chinese_page_is_chinese_and_an_arabic_one_runs_from_the_right(public: Path) -> None:
    assert '<html lang="zh" dir="ltr">' in (public / "records/A-99-PV.7/zh.html").read_text("utf-8")
    assert '<html lang="ar" dir="rtl">' in (public / "records/A-99-PV.7/ar.html").read_text("utf-8")


def test_from_the_vote_to_the_texts_and_back(public: Path) -> None:
    vote = public / "records/A-99-PV.7/en.voting_1.html"
    assert "../../en/documents/A-99-L.4.html" in page(vote).links
    assert "../../en/documents/A-RES-99-12.html" in page(vote).links
    assert "../../en/delegations/GBR.html" in page(vote).links
    back = page(public / "en/documents/A-RES-99-12.html")
    assert "../../records/A-99-PV.7/en.voting_1.html" in back.links
    assert "../../records/A-99-PV.7/en.html#dbsect_2__summary_1" in back.links


def test_a_delegation_has_its_speeches_and_votes_in_the_language_asked_for(public: Path) -> None:
    france = page(public / "fr/delegations/FRA.html")
    assert "../../records/A-99-PV.7/fr.html#dbsect_2__speech_5" in france.links
    assert "../../records/A-99-PV.7/fr.voting_1.html" in france.links
    assert "Pour" in france.text
    assert "../../records/A-99-PV.3/en.html#dbsect_2__speech_5" in page(public / "zh/delegations/FRA.html").links


def test_downloads_say_the_same_as_the_page(public: Path, records: Path) -> None:
    folder = public / "records/A-99-PV.7"
    assert (folder / "zh.xml").read_bytes() == (records / "A_99_PV.7.zh.xml").read_bytes()
    data = json.loads((folder / "zh.json").read_text("utf-8"))
    assert data["symbol"] == "A/99/PV.7" and data["votings"][0]["counts"]["against"]["states"] == ["GBR"]
    assert "海上和平始于岸上的一盏灯" in (folder / "zh.txt").read_text("utf-8")


def test_json_ld_says_what_the_page_is(public: Path) -> None:
    html = (public / "records/A-99-PV.7/es.html").read_text("utf-8")
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)
    assert found
    data = json.loads(found[1])
    assert data["@id"] == "https://records.example.org/records/A-99-PV.7/es.html"
    assert data["inLanguage"] == "es" and data["identifier"][0] == "A/99/PV.7"


def test_the_sitemap_lists_every_page_once(public: Path) -> None:
    root = etree.parse(public / "sitemap.xml").getroot()
    listed = sorted(str(loc.text) for loc in root.iter("{*}loc"))
    built = sorted(
        f"https://records.example.org/{p.relative_to(public).as_posix()}"
        for p in pages(public)
        if p != public / "index.html"
    )
    assert [unquote(address) for address in listed] == built


def test_a_sitemap_of_many_pages_is_cut() -> None:
    files = dict(sitemap((f"{n}.html" for n in range(50_001)), "https://x.example/"))
    assert sorted(files) == ["sitemap-1.xml", "sitemap-2.xml", "sitemap.xml"]
    assert "https://x.example/sitemap-2.xml" in files["sitemap.xml"]


def test_the_same_records_give_the_same_bytes(records: Path, public: Path, tmp_path: Path) -> None:
    """In another process, with other hash seeds."""
    command = [
        sys.executable,
        "-m",
        "akn_convert",
        "site",
        str(records),
        "-o",
        str(tmp_path / "out"),
        "--address",
        "https://records.example.org",
    ]
    subprocess.run(command, check=True, capture_output=True)
    one = {p.relative_to(public): p.read_bytes() for p in public.rglob("*") if p.is_file()}
    other = {p.relative_to(tmp_path / "out"): p.read_bytes() for p in (tmp_path / "out").rglob("*") if p.is_file()}
    assert one == other


def test_hostile_text_is_shown_and_is_no_markup(minutes: ModuleType, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    for language in ("en", "ar"):
        (tmp_path / "in" / f"{language}.xml").write_bytes(minutes.debate(language, hostile=HOSTILE))
    build_site([tmp_path / "in"], tmp_path / "out")
    for path in pages(tmp_path / "out"):
        found = page(path)
        assert all("src" in a or a.get("type") == "application/ld+json" for tag, a in found.elements if tag == "script")
        assert not [tag for tag, a in found.elements if tag == "img" or "onerror" in a], path
        assert "\u202e" not in path.read_text("utf-8"), path
    record = page(tmp_path / "out/records/A-99-PV.7/en.html").text
    assert "<script>alert(1)</script>" in record and "U+202E" in record and "{{7*7}}" in record


@pytest.mark.parametrize(
    "href", ["javascript:alert(1)", "data:text/html,x", "//evil.example", "http://[", "JAVASCRIPT:x"]
)
def test_only_web_addresses_become_links(href: str) -> None:
    assert "<a" not in words(Paragraph("p", (Run("here", "a", href),)), {})


def test_xml_that_a_browser_would_run_is_offered_as_text(minutes: ModuleType, tmp_path: Path) -> None:
    active = minutes.debate("en").replace(
        b"</meta>", b'<proprietary source="#x"><s:script xmlns:s="http://www.w3.org/1999/xhtml"/></proprietary></meta>'
    )
    (tmp_path / "a.xml").write_bytes(active)
    built = build_site([tmp_path / "a.xml"], tmp_path / "out")
    assert [f.code for f in built.findings] == ["site-active-markup"]
    assert sorted(p.name for p in (tmp_path / "out/records/A-99-PV.7").glob("*.xml*")) == ["en.xml.txt"]


def test_names_out_of_a_record_stay_below_the_folder(minutes: ModuleType, tmp_path: Path) -> None:
    wild = (
        minutes.debate("en").replace(b"A-99-PV.7", b"../../../etc/x").replace(b'language="eng"', b'language="../../y"')
    )
    wild = wild.replace(b'eId="voting_1"', b'eId="../../../../z"')
    (tmp_path / "a.xml").write_bytes(wild)
    build_site([tmp_path / "a.xml"], tmp_path / "deep" / "out")
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a.xml", "deep"]
    assert [p.name for p in (tmp_path / "deep").iterdir()] == ["out"]
    assert (tmp_path / "deep/out/records/x/und.html").is_file()


def test_what_is_no_record_is_told_and_the_rest_is_built(
    records: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.xml").write_bytes((records / "A_99_PV.7.en.xml").read_bytes())
    (tmp_path / "in" / "b.xml").write_bytes((records / "A_99_PV.7.en.xml").read_bytes())
    (tmp_path / "in" / "c.xml").write_text("<html/>", "utf-8")
    assert main(["site", str(tmp_path / "in"), str(tmp_path / "nowhere.xml"), "-o", str(tmp_path / "out")]) == 1
    said = capsys.readouterr().err
    assert said.count("site-left-out") == 2 and said.count("site-same-record") == 1
    assert (tmp_path / "out/records/A-99-PV.7/en.html").is_file()
    assert main(["site", str(tmp_path / "in"), "-o", str(tmp_path / "out"), "--fail-on", "never", "-q"]) == 0


def test_versions_with_different_dates_are_one_record_by_their_symbol(minutes: ModuleType, tmp_path: Path) -> None:
    (tmp_path / "en.xml").write_bytes(minutes.debate("en"))
    (tmp_path / "fr.xml").write_bytes(minutes.debate("fr", date="2042-10-15"))
    built = build_site([tmp_path / "en.xml", tmp_path / "fr.xml"], tmp_path / "out")
    assert (built.records, built.versions, built.findings) == (1, 2, ())
    assert (tmp_path / "out/records/A-99-PV.7/compare.html").is_file()


def test_two_meetings_of_one_number_are_two_records(minutes: ModuleType, tmp_path: Path) -> None:
    """Parliaments begin to count anew each year."""
    (tmp_path / "a.xml").write_bytes(minutes.debate("en"))
    (tmp_path / "b.xml").write_bytes(minutes.debate("en", date="2043-01-01"))
    built = build_site([tmp_path / "a.xml", tmp_path / "b.xml"], tmp_path / "out")
    assert (built.records, built.findings) == (2, ())
    assert sorted(p.name for p in (tmp_path / "out/records").iterdir()) == ["A-99-PV.7", "A-99-PV.7-2"]


def test_odd_dates_and_organs_break_no_link(minutes: ModuleType, tmp_path: Path) -> None:
    odd = minutes.debate("en").replace(b"2042-10-14", b"some/../day").replace(b'un/un-ga"', b'un/%22%3E odd"')
    (tmp_path / "a.xml").write_bytes(odd)
    build_site([tmp_path / "a.xml"], tmp_path / "out")
    for path in pages(tmp_path / "out"):
        for link in page(path).links:
            target = urlsplit(link)
            assert target.scheme or not target.path or (path.parent / unquote(target.path)).is_file(), (path, link)


def test_without_the_extra_the_command_says_what_to_install(
    records: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from akn_convert.site.pages import environment

    environment.cache_clear()
    monkeypatch.setitem(sys.modules, "jinja2", None)
    assert main(["site", str(records), "-o", str(tmp_path / "out")]) == 2
    assert "akn-convert[site]" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_a_folder_that_is_no_site_is_never_replaced(records: Path, tmp_path: Path) -> None:
    (tmp_path / "thesis.doc").write_text("years of work", "utf-8")
    with pytest.raises(UsageError, match="no site"):
        build_site([records], tmp_path)
    assert [p.name for p in tmp_path.iterdir()] == ["thesis.doc"]


def test_an_input_within_the_output_is_never_replaced(records: Path, tmp_path: Path) -> None:
    build_site([records / "A_99_PV.7.en.xml"], tmp_path / "out")
    with pytest.raises(UsageError, match="holds the input"):
        build_site([tmp_path / "out" / "records"], tmp_path / "out")
    assert (tmp_path / "out/records/A-99-PV.7/en.xml").is_file()


def test_a_build_that_fails_leaves_the_old_site(records: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    build_site([records / "A_99_PV.7.en.xml"], tmp_path / "out")
    monkeypatch.setattr("akn_convert.site.build.as_text", lambda document: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        build_site([records], tmp_path / "out")
    assert (tmp_path / "out/index.html").is_file() and [p.name for p in tmp_path.iterdir()] == ["out"]


def test_a_full_disk_is_one_line_and_leaves_the_old_site(
    records: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    assert main(["site", str(records), "-o", str(tmp_path / "out"), "-q"]) == 0
    monkeypatch.setattr(Path, "write_bytes", full)
    capsys.readouterr()
    assert main(["site", str(records), "-o", str(tmp_path / "out"), "-q"]) == 2
    assert capsys.readouterr().err.strip().endswith("No space left on device")
    assert (tmp_path / "out/index.html").is_file() and [p.name for p in tmp_path.iterdir()] == ["out"]


def test_an_empty_folder_gives_an_empty_site(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    built = build_site([tmp_path / "in"], tmp_path / "out", Settings(language="fr"))
    assert (built.records, built.findings) == (0, ())
    assert "Rien pour l’instant." in (tmp_path / "out/index.html").read_text("utf-8")
