"""The editor's view shows every character of the source with its fate, and links each paragraph to its place."""

import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest

pytest.importorskip("jinja2")

from akn_convert.cli import main
from akn_convert.findings import Finding, Place, Severity
from akn_convert.model import Debate, Entity, Inline, Meta, Paragraph, Record, Remark, Section, Speech
from akn_convert.site.review import Stretch, _View, review
from akn_convert.text import Cut, Edit, Text

RAW = "## Lamps\n\n**Ms. Lin** (China): A light\nfor every ship.\x0c2/5\n\n(Applause)\n"
RECORDS = Path(__file__).parents[2] / "fixtures" / "records"


def dropped(words: str, rule: str, became: str = "") -> Edit:
    start = RAW.index(words)
    return Edit(start, start + len(words), became, rule)


@pytest.fixture
def text() -> Text:
    edits = [dropped("## ", "markdown"), dropped("\n\n", "blank-lines", "\n"), dropped("**", "markdown"), dropped("** (", "markdown", " ("),
             dropped("light\nfor", "line-join", "light for"), dropped("\x0c2/5\n\n", "page-number", "\n")]  # fmt: skip
    return Text(RAW, Text.of(RAW).pieces, pages=(0, RAW.index("\x0c") + 1)).edited(edits)


@pytest.fixture
def record(text: Text) -> Record:
    def at(words: str, *inlines: Inline) -> Paragraph:
        start = text.clean.index(words)
        return Paragraph(Cut(start, start + len(words)), inlines)

    name = Inline(at("Ms. Lin").cut, "person", "person-chn")
    speech = Speech("person-chn", "rep-chn", (at("A light for every ship."),), at("Ms. Lin (China):", name))
    section = Section("agendaItem", (speech, Remark("scene", at("(Applause)"), "applause")), (at("Lamps"),))
    entities = (
        Entity("person-chn", "person", "x/CHN", "Ms. Lin"),
        Entity("rep-chn", "role", "representative/CHN", "Representative of China"),
    )
    return Record(
        Meta("verbatimRecord", "un-ga", "A-99-PV.7", "2042-10-14", "eng", "A/99/PV.7"), (), Debate((section,)), entities
    )


def said(code: str, words: str, message: str = "Something is odd.") -> Finding:
    start = RAW.index(words)
    return Finding(code, Severity.WARNING, message, span=Place(start, start + len(words)))


class Page(HTMLParser):
    """Ids, links to them, and the words by the class of the element around them."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.tags.append((tag, found))
        self.ids += [found["id"] or ""] if "id" in found else []
        self.links += [found["href"] or ""] if "href" in found else []


def test_the_stretches_joined_are_the_source_and_what_they_became_the_clean_text(text: Text, record: Record) -> None:
    view = _View(text, record, [said("odd", "every"), said("odd", "light\nfor")])
    stretches = list(view.stretches())
    assert "".join(s.source for s in stretches) == RAW
    assert "".join(s.text for s in stretches) == text.clean
    assert {s.rule for s in stretches} == {"", "markdown", "blank-lines", "line-join", "page-number"}


def test_a_stretch_knows_its_fate() -> None:
    fates = [
        Stretch(0, *words).fate
        for words in (("a", "a"), ("a", "a", "column"), (" ", " ", "line-join"), ("a", "", "x"), ("a", "b", "x"))
    ]
    assert fates == ["kept", "moved", "kept", "dropped", "changed"]


def test_every_paragraph_and_its_place_lead_to_each_other(text: Text, record: Record) -> None:
    page = Page(review(text, record, []))
    for number in range(4):
        assert f"s{number}" in page.ids and f"r{number}" in page.ids
        assert f"#s{number}" in page.links and f"#r{number}" in page.links
    assert {link[1:] for link in page.links} <= set(page.ids)
    assert len(page.ids) == len(set(page.ids))


def test_a_paragraph_begins_where_its_words_do_not_at_what_was_dropped_before_them(record: Record) -> None:
    """Two columns: the second comes first, and page furniture stands before both."""
    raw = "7 right left"
    text = Text.of(raw).edited([Edit(0, 2, "", "furniture")]).arranged([(Cut(6, 10), "column"), (Cut(0, 6), "column")])
    assert text.clean == "leftright "
    view = _View(
        text, replace(record, body=Debate((Section("x", (), (Paragraph(Cut(0, 4)), Paragraph(Cut(4, 9)))),))), []
    )
    begins = {s.leaf: s.source for s in view.stretches() if s.first}
    assert begins == {0: "left", 1: "right"}


def test_what_was_changed_is_marked_with_the_rule(text: Text, record: Record) -> None:
    html = review(text, record, [])
    assert re.search(r'<del title="markdown: dropped">## </del><span class="rule">markdown</span>', html)
    assert re.search(r'<del title="line-join: changed">light\s+for</del><ins title="line-join">light for</ins>', html)
    assert 'title="blank-lines: changed"' in html and "page 2" in html


def test_findings_stand_at_their_place_and_in_the_list(text: Text, record: Record) -> None:
    html = review(
        text, record, [said("odd-ship", "every ship"), Finding("no-date", Severity.ERROR, "No date is known.")]
    )
    page = Page(html)
    assert {"f0", "at0", "f1"} <= set(page.ids) and "at1" not in page.ids
    assert "line 4, column 5" in html and "No date is known." in html
    result = html[html.index('id="r2"') : html.index('id="r3"')]
    assert 'href="#f0"' in result


def test_speakers_have_a_table(text: Text, record: Record) -> None:
    view = _View(text, record, [])
    [speaker] = view.speakers()
    assert (speaker.name, speaker.capacities, speaker.speeches) == ("Ms. Lin", ["Representative of China"], [1])
    assert speaker.characters == len("Alightforeveryship.")


def test_without_a_record_the_source_and_the_findings_are_there(text: Text) -> None:
    html = review(text, None, [said("unknown-kind", "Lamps")])
    assert "No document was made" in html and "every ship" in html and "unknown-kind" in html


def test_the_file_is_complete_in_itself_and_runs_nothing(text: Text, record: Record) -> None:
    hostile = Text.of("<script>alert(1)</script>\u202eevil")
    for html in (review(text, record, []), review(hostile, None, [], title="<img src=x onerror=alert(1)>")):
        tags = Page(html).tags
        assert not [tag for tag, _ in tags if tag in ("script", "link", "img", "iframe")]
        assert not [a for _, a in tags if any(name.startswith("on") or name in ("src", "style") for name in a)]
        assert "\u202e" not in html and "default-src &#39;none&#39;" in html


@pytest.mark.parametrize("name", ["S_PV_8180.zh.md", "S_PRST_2021_1.zh.txt"])
def test_the_sample_records_can_be_reviewed(name: str, tmp_path: Path) -> None:
    options = ["--symbol", "S/PRST/2021/1"] if "PRST" in name else []
    assert main(["review", str(RECORDS / name), "-o", str(tmp_path / "review.html"), *options]) == 0
    page = Page((tmp_path / "review.html").read_text("utf-8"))
    assert {link[1:] for link in page.links} <= set(page.ids)
    assert len([i for i in page.ids if i.startswith("r")]) > 15


def test_a_source_that_gives_no_document_still_gives_a_page(tmp_path: Path) -> None:
    (tmp_path / "x.txt").write_text("nothing to convert", "utf-8")
    assert main(["review", str(tmp_path / "x.txt"), "-o", str(tmp_path / "x.html")]) == 1
    assert "nothing to convert" in (tmp_path / "x.html").read_text("utf-8")
