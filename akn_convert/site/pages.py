"""From values to pages: the templates with what they may call; whatever comes from a record is escaped here or there."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from html import escape
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlsplit

from akn_convert.errors import MissingExtra
from akn_convert.exports.document import RIGHT_TO_LEFT, Paragraph, RollCall, Run, SpeechPart
from akn_convert.site.config import LANGUAGES, spelled_date, strings
from akn_convert.site.ledger import slug_of

if TYPE_CHECKING:
    from jinja2 import Environment
    from markupsafe import Markup

# No script, style, frame or address but the site's own; what a page holds of JSON-LD is data and never run.
POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'"
_STYLED = {"b": "b", "i": "i", "u": "u", "sup": "sup", "sub": "sub", "ins": "ins", "del": "del", "em": "em"}
# Characters that turn the direction of what follows: shown by name, so that no text can be made to read otherwise.
_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")
_SPECIAL = re.compile("[&<>\"'\u202a-\u202e\u2066-\u2069]")


@cache
def environment() -> Environment:
    """The templates; everything that is not marked safe in this module is escaped."""
    try:
        from jinja2 import Environment, PackageLoader, StrictUndefined
    except ImportError:
        raise MissingExtra("Jinja2", "site") from None
    found = Environment(
        loader=PackageLoader("akn_convert.site", "theme/templates"), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True, auto_reload=False,
    )  # fmt: skip
    found.filters |= {
        "words": words,
        "plain": plain,
        "bare": bare,
        "date": spelled_date,
        "clock": clock,
        "url": quoted,
        "slug": slug_of,
    }
    found.globals |= {
        "language_name": language_name,
        "direction": direction,
        "host": host,
        "policy": POLICY,
        "chart": chart,
    }
    found.tests["speech"] = lambda item: isinstance(item, SpeechPart)
    found.tests["roll_call"] = lambda item: isinstance(item, RollCall)
    found.tests["paragraph"] = lambda item: isinstance(item, Paragraph)
    return found


def render(template: str, **values: Any) -> str:
    """A page."""
    return environment().get_template(template).render(**values)


def words(paragraph: Paragraph, links: dict[str, str]) -> Markup:
    """A paragraph's runs as HTML: links where `links` (by local id) or a web address says where, notes and type."""
    from markupsafe import Markup

    return Markup("".join(_run(run, links) for run in paragraph.runs))


def plain(text: str) -> Markup:
    """A text as HTML, with the characters that turn its direction shown by their numbers."""
    from markupsafe import Markup

    return Markup(_plain(text))


def _plain(text: str) -> str:
    return _TURNING.sub(_named, escape(text)) if _SPECIAL.search(text) else text


def bare(text: str) -> str:
    """A text for where no markup can be: characters that turn its direction become the sign for a lost one."""
    return _TURNING.sub("\N{REPLACEMENT CHARACTER}", str(text))


def _named(found: re.Match[str]) -> str:
    name = unicodedata.name(found[0]).capitalize()
    return f'<span class="akn-control" title="{name}">U+{ord(found[0]):04X}</span>'


def _run(run: Run, links: dict[str, str]) -> str:
    html = _plain(run.text)
    kind = re.sub(r"[^\w-]", "", run.kind, flags=re.ASCII)
    if run.kind in _STYLED:
        html = f"<{run.kind}>{html}</{run.kind}>"
    elif run.kind in ("recordedTime", "docDate", "date", "time") and re.fullmatch(r"[\dT:Z.+-]+", run.value):
        html = f'<time class="akn-{kind}" datetime="{run.value}">{html}</time>'
    elif kind and kind not in ("ref", "a"):
        html = f'<span class="akn-{kind}">{html}</span>'
    if run.language and re.fullmatch(r"[A-Za-z0-9-]{1,35}", run.language):
        html = f'<span lang="{run.language}" dir="{direction(run.language[:2])}">{html}</span>'
    return _linked(html, run, links)


def _linked(html: str, run: Run, links: dict[str, str]) -> str:
    if run.refers in links and (run.href or run.kind in ("ref", "a")):
        return f'<a class="akn-ref" href="{links[run.refers]}">{html}</a>'
    if run.href and host(run.href):
        return f'<a class="akn-a" href="{escape(run.href)}" rel="noreferrer">{html}</a>'
    return html


def host(address: str) -> str:
    """The host of a web address; "" for what is none, which is then never made a link."""
    try:
        parts = urlsplit(address)
        return (parts.hostname or "") if parts.scheme in ("http", "https") else ""
    except ValueError:
        return ""


def quoted(path: str) -> str:
    """A path of the site as it stands in an address."""
    return quote(path)


def clock(time: str) -> str:
    """The hours and minutes of an xsd:dateTime or xsd:time."""
    found = re.search(r"(\d\d:\d\d)(?::\d\d)?", time)
    return found[1] if found else time


def direction(language: str) -> str:
    """How a language runs, as HTML says it."""
    return "rtl" if language in RIGHT_TO_LEFT else "ltr"


def interface_of(language: str, default: str) -> str:
    """The language of the interface for a record: its own where there are words for it."""
    return language if language in LANGUAGES else default


def language_name(code: str, ui: str) -> str:
    """A language's name in the language of the interface; its code where that has none."""
    return str(strings(ui)["languages"].get(code, code))


def chart(counts: dict[str, int], width: int = 640) -> list[dict[str, int | str]]:
    """The bars of a vote: each choice with where its bar starts and how wide it is, in units of a line of `width`."""
    total = sum(counts.values())
    bars: list[dict[str, int | str]] = []
    start = 0
    for choice, number in counts.items():
        if number > 0:
            end = start + round(width * number / total)
            bars.append({"choice": choice, "value": number, "x": start, "width": end - start})
            start = end
    return bars
