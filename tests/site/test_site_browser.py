"""The site as people meet it: in a real browser, with and without scripts, judged by axe-core.

AKN_SCREENSHOTS=docs/screenshots makes the pictures of the documentation.
"""

from __future__ import annotations

import functools
import os
import shutil
import threading
from collections.abc import Callable, Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from importlib import resources
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

playwright = pytest.importorskip("playwright.sync_api")
pytest.importorskip("axe_playwright_python")
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
pytestmark = [pytest.mark.extras, pytest.mark.skipif(CHROMIUM is None, reason="chromium is not installed")]

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PAGES = {
    "front": "index.html", "record": "records/A-99-PV.7/en.html", "chinese": "records/A-99-PV.7/zh.html",
    "arabic": "records/A-99-PV.7/ar.html", "compare": "records/A-99-PV.7/compare.html?fr+ar",
    "vote": "records/A-99-PV.7/fr.voting_1.html", "delegation": "es/delegations/FRA.html",
    "delegations": "ru/delegations.html", "document": "zh/documents/A-99-L.4.html", "search": "en/search.html?q=lamp",
    "list": "ar/year-2042.html",
}  # fmt: skip
Open = Callable[..., Any]


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture(scope="module")
def address(public: Path) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(public)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with playwright.sync_playwright() as engine:
        found = engine.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield found
        found.close()


@pytest.fixture
def open_page(browser: Any, address: str) -> Iterator[Open]:
    """Opens a page; whatever it says on the console, or tries to load elsewhere, fails the test."""
    said: list[str] = []
    contexts = []

    def open_page(path: str, width: int = 1280, height: int = 900, base: str = address, **options: Any) -> Any:
        context = browser.new_context(viewport={"width": width, "height": height}, **options)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        page.on("dialog", lambda dialog: said.append(f"dialog: {dialog.message}"))
        page.on("request", lambda request: said.append(request.url) if not request.url.startswith(base) else None)
        page.goto(base + path)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert said == []


def picture(page: Any, name: str) -> None:
    if folder := os.environ.get("AKN_SCREENSHOTS"):
        Path(folder).mkdir(parents=True, exist_ok=True)
        page.set_viewport_size({"width": 1040, "height": 660})
        page.screenshot(path=Path(folder) / f"{name}.png")


def faults(page: Any) -> list[str]:
    page.evaluate((resources.files("axe_playwright_python") / "axe.min.js").read_text("utf-8"))
    rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
    found = page.evaluate("rules => axe.run(document, {preload: false, runOnly: rules})", rules)
    assert len(found["passes"]) > 10
    return [f"{v['impact']}: {v['id']}: {v['nodes'][0]['html']}" for v in found["violations"]]


@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize("kind", PAGES)
def test_axe_finds_nothing_and_nothing_runs_over_the_edge(open_page: Open, kind: str, width: int) -> None:
    page = open_page(PAGES[kind], width=width)
    page.wait_for_load_state("networkidle")
    assert faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


def test_from_the_front_page_to_a_speech_by_its_permanent_link(open_page: Open) -> None:
    page = open_page("index.html")
    page.click("text=A/99/PV.7")
    picture(page, "record")
    page.click("#dbsect_2__speech_4 .akn-permalink")
    assert page.url.endswith("records/A-99-PV.7/en.html#dbsect_2__speech_4")
    assert page.evaluate("document.querySelector(':target').id") == "dbsect_2__speech_4"
    assert page.evaluate("document.querySelector(':target').getBoundingClientRect().top < innerHeight")


def test_the_front_page_filters(open_page: Open) -> None:
    page = open_page("en/index.html")
    rows = page.locator("#records tbody tr:visible")
    assert rows.count() == 2
    page.select_option("select[name=langs]", "zh")
    assert rows.count() == 1 and page.inner_text(".akn-filter-count") == "1 records"
    page.select_option("select[name=langs]", "")
    page.fill("input[name=words]", "pv.3")
    assert rows.count() == 1 and "A/99/PV.3" in rows.first.inner_text()


def test_a_chinese_and_an_arabic_record_are_set_as_they_should(open_page: Open) -> None:
    chinese = open_page("records/A-99-PV.7/zh.html")
    assert chinese.evaluate("document.documentElement.lang") == "zh" and "灯塔" in chinese.inner_text("main")
    arabic = open_page("records/A-99-PV.7/ar.html")
    box = "document.querySelector('{}').getBoundingClientRect()"
    assert arabic.evaluate(f"{box.format('.akn-toc')}.left > {box.format('.akn-body')}.left")
    assert arabic.evaluate("getComputedStyle(document.querySelector('.akn-p')).direction") == "rtl"


@pytest.mark.parametrize(
    ("language", "query", "eid"),
    [
        ("zh", "谈判", "dbsect_2__speech_4"), ("zh", "光", "dbsect_2__speech_2"), ("zh", "海上和平始于", "dbsect_2__speech_2"),
        ("fr", "negociation", "dbsect_2__speech_4"), ("fr", "equite", "dbsect_2__speech_5"), ("ar", "السلام", "dbsect_2__speech_2"),
        ("ar", "السَّلامُ", "dbsect_2__speech_2"), ("ru", "переговоры", "dbsect_2__speech_4"), ("es", "rep", ""),
        ("en", "negotiat", "dbsect_2__speech_4"), ("en", '"peace at sea"', "dbsect_2__speech_2"), ("en", "A/RES/98/7", "dbsect_2__speech_2"),
    ],
)  # fmt: skip
def test_the_search_finds_the_speech(open_page: Open, language: str, query: str, eid: str) -> None:
    page = open_page(f"{language}/search.html")
    page.fill("#q", query)
    page.press("#q", "Enter")
    page.wait_for_selector("#results li")
    links = page.eval_on_selector_all("#results a", "all => all.map(a => a.getAttribute('href'))")
    assert all(link.startswith("../records/") for link in links)
    if eid:
        assert f"../records/A-99-PV.7/{language}.html#{eid}" in links
        assert page.locator("#results mark").count() >= 1


def test_the_search_says_when_there_is_nothing_and_goes_through_all_languages(open_page: Open) -> None:
    page = open_page("en/search.html?q=zeppelin")
    page.wait_for_function("document.getElementById('status').textContent.startsWith('No speech')")
    page.select_option("#in", "all")
    page.fill("#q", "灯塔")
    page.press("#q", "Enter")
    page.wait_for_selector("#results li")
    assert "/zh.html#" in page.get_attribute("#results a", "href")
    page.select_option("#in", "en")
    page.fill("#q", "lamps storm")
    page.press("#q", "Enter")
    page.wait_for_selector("#results mark")
    picture(page, "search")


def test_the_search_box_of_the_front_page_leads_to_the_results(open_page: Open) -> None:
    page = open_page("index.html")
    page.fill("#q", "lighthouse")
    page.press("#q", "Enter")
    page.wait_for_selector("#results li")
    assert "en/search.html?q=lighthouse" in page.url


def test_browser_and_index_fold_words_alike(open_page: Open) -> None:
    from akn_convert.site.search import tokens

    samples = ["Négociation ÉQUITÉ ﬁnal", "فَالسَّلامُ والسلام الأُمم المتحدة ـ", "Ёжик й МИР", "和平与安全 第1373(2001)号 𠀀𠀁", "İstanbul ΟΔΟΣ", "a_b S/PV.8180 ½ ๑๒ ไทย かな 한국어 अनुच्छेद"]  # fmt: skip
    page = open_page("en/search.html")
    for sample in samples:
        assert page.evaluate("text => tokens(text)", sample) == list(tokens(sample))


def test_side_by_side_shows_the_languages_that_are_ticked(open_page: Open) -> None:
    page = open_page("records/A-99-PV.7/fr.html")
    page.click("text=Côte à côte")
    assert "compare.html?fr+" in page.url
    shown = "[...document.querySelectorAll('.akn-aligned thead th')].filter(h => h.offsetWidth).map(h => h.lang)"
    assert page.evaluate(shown) == ["ar", "fr"]
    picture(page, "side-by-side")
    page.check("input[data-lang=zh]")
    page.uncheck("input[data-lang=ar]")
    assert page.evaluate(shown) == ["fr", "zh"]
    assert page.locator(".akn-aligned tbody tr:visible").count() == page.locator(".akn-aligned tbody tr").count()
    tops = page.eval_on_selector_all(
        ".akn-aligned tbody tr",
        "rows => rows.map(r => [...r.cells].filter(c => c.offsetWidth).map(c => c.getBoundingClientRect().top))",
    )
    assert all(len(set(row)) == 1 for row in tops)


def test_a_vote_has_its_chart_and_lists(open_page: Open) -> None:
    page = open_page("records/A-99-PV.7/en.voting_1.html")
    picture(page, "vote")
    widths = page.eval_on_selector_all(
        ".akn-chart rect", "bars => bars.map(b => Math.round(b.getBoundingClientRect().width))"
    )
    assert len(widths) == 3 and 3.8 < widths[0] / widths[1] < 4.2
    assert page.locator(".akn-states li").count() == 6


def test_with_scripts_off_everything_can_be_read(open_page: Open) -> None:
    front = open_page("index.html", java_script_enabled=False)
    assert front.locator("#records tbody tr").count() == 2 and not front.locator(".akn-filter").is_visible()
    front.click("text=A/99/PV.7")
    assert "The lighthouses of the world" in front.inner_text("main")
    front.click("summary:has-text('Cover page')")
    assert front.locator(".akn-roster").is_visible()
    front.click("text=Side by side")
    shown = [th.inner_text() for th in front.locator(".akn-aligned thead th").all() if th.is_visible()]
    assert shown == ["English", "العربية"]
    front.check("#show-6")
    assert front.locator("td.akn-v6").first.is_visible()
    search = open_page("fr/search.html", java_script_enabled=False)
    assert "JavaScript" in search.inner_text("main")


def test_a_folder_opened_from_disk_searches_too(open_page: Open, public: Path) -> None:
    page = open_page("zh/search.html?q=" + "和平", base=public.as_uri() + "/")
    page.wait_for_selector("#results li")
    page.click("#results a")
    assert "records/A-99-PV." in page.url


def test_hostile_text_is_never_run(open_page: Open, browser: Any, minutes: ModuleType, tmp_path: Path) -> None:
    """Nothing opens a dialog, sets a variable or breaks the policy, on any page or in the search."""
    from akn_convert.site import build_site

    hostile = "<script>window.run=1</script>\"'><img src=x onerror=window.run=1>\u202eevil\u202c"
    (tmp_path / "a.xml").write_bytes(minutes.debate("en", hostile=hostile))
    build_site([tmp_path / "a.xml"], tmp_path / "out")
    base = (tmp_path / "out").as_uri() + "/"
    for path in (
        "index.html",
        "records/A-99-PV.7/en.html",
        "records/A-99-PV.7/en.voting_1.html",
        "en/delegations/FRA.html",
        "en/search.html?q=script",
    ):
        page = open_page(path, base=base)
        page.wait_for_load_state("networkidle")
        assert page.evaluate("window.run") is None
        assert "<script>window.run=1</script>" in page.inner_text("main")


def test_the_editor_goes_from_a_finding_to_its_place_and_on_to_the_result(open_page: Open, tmp_path: Path) -> None:
    from akn_convert.findings import Finding, Place, Severity
    from akn_convert.line import convert
    from akn_convert.site.review import review

    source = Path(__file__).parents[2] / "fixtures" / "records" / "S_PV_8180.zh.md"
    made = convert(source)
    start = made.text.raw.index("卡塔尔") if "卡塔尔" in made.text.raw else 6000
    odd = Finding("an-example", Severity.WARNING, "This is where a finding stands.", span=Place(start, start + 3))
    (tmp_path / "review.html").write_text(review(made.text, made.record, (*made.findings, odd), source.name), "utf-8")
    page = open_page("review.html", base=tmp_path.as_uri() + "/")
    assert faults(page) == []
    page.click("#f0 a" if len(made.findings) == 0 else f"#f{len(made.findings)} a")
    assert page.evaluate("document.querySelector(':target').id.startsWith('at')")
    page.click("#r45 a.to")
    assert page.url.endswith("#s45")
    picture(page, "review")
    page.click("#s45")
    assert page.evaluate("document.querySelector(':target').id") == "r45"


def test_a_page_is_light_and_prints_without_its_frame(open_page: Open, public: Path) -> None:
    page = open_page("records/A-99-PV.7/en.html")
    words = len(page.inner_text("article.akoma-ntoso").encode())
    weight = sum((public / name).stat().st_size for name in ("records/A-99-PV.7/en.html", "style.css", "site.js"))
    assert weight - words < 60_000
    page.emulate_media(media="print")
    assert not page.locator(".akn-banner").is_visible() and page.locator(".akn-speech").first.is_visible()


def test_rows_that_the_languages_shown_lack_are_hidden(open_page: Open, minutes: ModuleType, tmp_path: Path) -> None:
    from akn_convert.site import build_site

    whole = minutes.debate("en").decode()
    start = whole.index('<speech eId="dbsect_2__speech_4"')
    (tmp_path / "en.xml").write_text(whole[:start] + whole[whole.index("</speech>", start) + 9 :], "utf-8")
    (tmp_path / "fr.xml").write_bytes(minutes.debate("fr"))
    build_site([tmp_path / "en.xml", tmp_path / "fr.xml"], tmp_path / "out")
    page = open_page("records/A-99-PV.7/compare.html", base=(tmp_path / "out").as_uri() + "/")
    rows = page.locator(".akn-aligned tbody tr:visible")
    both = rows.count()
    assert page.locator("td .akn-gap:visible").count() == 1
    page.uncheck("input[data-lang=fr]")
    assert rows.count() == both - 1
