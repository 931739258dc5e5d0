"""HTML: what a browser shows, a line a block, whatever the page says about its encoding."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from akn_convert.reader import CONTRACTS, read
from akn_convert.text import Text, broken_contracts, out_of_order, unaccounted

from .samples import text_of


def lawful(text: Text) -> bool:
    return not (unaccounted(text) or out_of_order(text) or broken_contracts(text, CONTRACTS))


def page(body: str) -> str:
    return f"<!DOCTYPE html>\n<html><head><title>Not text</title><style>p {{}}</style></head><body>{body}</body></html>"


def marked(text: Text, kind: str) -> list[str]:
    return [text.raw[mark.source.start : mark.source.end].strip() for mark in text.marks if mark.kind == kind]


TAGS = st.sampled_from(
    [
        "<p>",
        "</p>",
        "<td>",
        "</td>",
        "<tr>",
        "<table>",
        "</table>",
        "<br>",
        "<pre>",
        "</pre>",
        "<b>",
        "</b>",
        "<main>",
        "</main>",
        "<script>",
        "</script>",
        " ",
        "\n",
        "a",
        "\0",
        "&amp;",
    ]
)


@given(st.lists(TAGS))
def test_any_page_is_read_whole(parts: list[str]) -> None:
    text = read(page("".join(parts)))
    assert text.origin.format == "html"
    assert lawful(text)


@pytest.mark.parametrize(
    ("body", "clean"),
    [
        ("<p>One\n  two</p>\n<p>three</p>", "One two\nthree\n"),
        ("<p>One<br>two</p>", "One\ntwo\n"),
        ("<div><div><p>One</p></div></div>two", "One\ntwo\n"),
        ("<b>Mr. Adu</b> <i>(Ghana)</i>: yes", "Mr. Adu (Ghana): yes\n"),
        (
            "<table><tr><td>Algeria</td> <td>Mr. Benali</td></tr><tr><td>China</td><td><p>Ms. Li</p></td></tr></table>",
            "Algeria\tMr. Benali\nChina\tMs. Li\n",
        ),
        ("<table><tr><td><p>One.</p><p>Two.</p></td><td><p>Three.</p></td></tr></table>", "One.\nTwo.\nThree.\n"),
        ("<pre>kept   as\n  it is</pre>", "kept   as\n  it is\n"),
        ("<p>a<script>b()</script>c</p><p hidden>d</p>e", "ac\ne\n"),
        ("<p>C&ocirc;te &#8211; d&rsquo;Ivoire&nbsp;</p>", "Côte – d’Ivoire\xa0\n"),
    ],
)
def test_blocks_are_lines(body: str, clean: str) -> None:
    text = read(page(body))
    assert text.clean == clean
    assert lawful(text)


def test_settings_are_marks() -> None:
    text = read(
        page("<h2>Agenda</h2><p><b>Mr. Adu</b> <em>(spoke in French)</em>: 8422<sup>nd</sup></p><p dir=rtl>نص</p>")
    )
    assert (marked(text, "heading"), marked(text, "bold"), marked(text, "italic")) == (
        ["Agenda"],
        ["Mr. Adu"],
        ["(spoke in French)"],
    )
    assert (marked(text, "superscript"), marked(text, "rtl"), marked(text, "indent")) == (
        ["nd"],
        ["نص"],
        ["A", "M", "ن"],
    )


def test_what_stands_around_the_main_text_is_kept_and_marked() -> None:
    speech = "Mr. Adu (Ghana): we thank the Council for this debate, which comes at a good time."
    text = read(page(f"<nav>Home | News</nav><main><p>{speech}</p></main><footer>Contact</footer>"))
    assert marked(text, "furniture") == ["Home | News", "Contact"]
    assert text.clean.split("\n")[1] == speech
    assert marked(read(page(f"<nav>Home</nav><p>{speech}</p>")), "furniture") == ["Home"]


def test_a_page_that_a_pdf_viewer_saved_has_pages_and_lines() -> None:
    def span(top: int, text: str) -> str:
        return f'<span style="left: 10%; top: calc(var(--scale-factor)*{top}.5px)" role="presentation" dir="ltr">{text}</span>'

    first = span(10, "Mr. Adu ") + span(10, "(Ghana): We thank") + span(24, "the Council.")
    second = span(10, "There are no more speakers.")
    pages = [
        f'<div class="page" data-page-number="{n}"><div class="textLayer">{x}</div></div>'
        for n, x in ((1, first), (2, second))
    ]
    text = read(page("".join(pages)))
    assert text.clean == "Mr. Adu (Ghana): We thank\nthe Council.\nThere are no more speakers.\n"
    assert [text.page_of(text.raw.index(word)) for word in ("Adu", "Council", "There")] == [1, 1, 2]


def test_a_declared_encoding_is_recorded_and_the_bytes_decide() -> None:
    body = text_of("ru", 2_000, 0).replace("\n", "</p><p>")
    for encoding, declared in (
        ("koi8-r", "koi8-r"),
        ("koi8-r", "windows-1251"),
        ("utf-8", "windows-1251"),
        ("utf-16", "utf-16"),
    ):
        html = page(f"<p>{body}</p>").replace("<head>", f'<head><meta charset="{declared}">')
        text = read(html.encode(encoding))
        assert text.clean.startswith(body.split("</p>")[0].strip()[:40])
        assert text.origin.declared == (declared if encoding != "utf-16" else None)
    overruled = read(page(f"<p>{body}</p>").replace("<head>", '<head><meta charset="windows-1251">').encode("koi8-r"))
    assert "declared-encoding" in {found.code for found in overruled.findings}


@pytest.mark.parametrize(
    "data",
    [
        b"<p>One</p>",
        b"\xef\xbb\xbf<!-- saved from url -->\n<html><body>One",
        b"<?xml version='1.0'?><html xmlns='http://www.w3.org/1999/xhtml'><body>One</body></html>",
    ],
)
def test_html_is_known_by_its_content(data: bytes) -> None:
    assert (read(data).origin.format, read(data).clean.strip()) == ("html", "One")


def test_deep_nesting_does_no_harm() -> None:
    text = read(page("<div>" * 50_000 + "deep"))
    assert "deep" in text.clean or text.findings


def test_an_empty_page_says_so() -> None:
    assert [found.code for found in read(page("<script>only()</script>")).findings] == ["no-text"]


def test_half_a_surrogate_pair_is_replaced_and_reported() -> None:
    text = read(page("a\ud800b"))
    assert (text.clean, [found.code for found in text.findings]) == ("a\ufffdb\n", ["unfit-for-html"])
