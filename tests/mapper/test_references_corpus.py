"""Citations on real records: what people found in ../shared/corpus, and what the UN linked in ../shared/unxml."""

import json
import re
import tomllib
from collections import Counter
from functools import cache
from pathlib import Path

import pytest
from lxml import etree

from akn_convert.grammar.citations.references import References
from akn_convert.grammar.tables import text_of
from akn_convert.mapper.references import find_citations

# F1 against the gold, by its folder; prst/ is linked by machine and leaves out three that are printed.
FLOORS = {"ar": 1.0, "en": 1.0, "es": 1.0, "fr": 1.0, "ru": 1.0, "zh": 1.0, "prst": 0.98}
# Share of the UN's own links that are found; a few of those lead to other documents than the words say.
LINKED = {"ara": 1.0, "eng": 0.98, "spa": 1.0, "fra": 1.0, "rus": 1.0, "zho": 1.0}
CODES = {"ara": "ar", "eng": "en", "spa": "es", "fra": "fr", "rus": "ru", "zho": "zh"}

pytestmark = pytest.mark.shared


@cache
def words(language: str) -> References:
    text = text_of(language)
    return References.parse(tomllib.loads(text)["references"])


def cited(text: str, language: str, organ: str) -> set[str]:
    return {c.symbol for c in find_citations(text, 0, len(text), words(language), organ=organ)} - {"charter"}


def joined(text: str, symbol: str) -> str:
    """The lines of a file joined, roughly as the layout does it: no running heads, no hyphens at line ends."""
    text = re.sub(r"-\n(?=[^\W\d_])", "", text)
    text = re.sub(rf"(?m)^\s*{re.escape(symbol)}\s*$", "", text)
    text = re.sub(r"\s+", " ", text)
    return re.sub(r"(?<=[⺀-￯\d(（]) (?=[⺀-￯\d])", "", text)


@pytest.mark.parametrize("group", FLOORS)
def test_citations_are_those_that_people_found(group: str, shared: Path) -> None:
    language = "en" if group == "prst" else group
    count: Counter[str] = Counter()
    for path in sorted((shared / "gold" / group).glob("*.json")):
        gold = json.loads(path.read_text("utf-8"))
        if not gold["refs"]:
            continue
        source = shared / "corpus" / group / Path(gold["source"]).name
        source = source.with_suffix(".raw.txt") if source.suffix == ".pdf" else source
        text = joined(source.read_text("utf-8"), gold["symbol"])
        found = cited(text, language, "un-sc" if gold["symbol"].startswith("S/") else "un-ga") - {gold["symbol"]}
        asked = {re.sub(r"\s", "", ref) for ref in gold["refs"]}
        count.update(found=len(found), asked=len(asked), both=len(found & asked))
    assert count["asked"]
    assert 2 * count["both"] / (count["found"] + count["asked"]) >= FLOORS[group], count


@pytest.mark.parametrize("code", LINKED)
def test_documents_that_the_united_nations_link_are_found(code: str, shared: Path) -> None:
    asked = found = 0
    for path in sorted((shared / "unxml").glob("*.xml")):
        root = _root(path, code)
        if root is None:
            continue
        parts = root.xpath("//*[local-name()='preamble' or local-name()='mainBody' or local-name()='attachments']")
        hrefs = {href for part in parts for href in part.xpath(".//@href") if "undocs.org/" in href}
        links = {re.sub(r"^(?:[a-z]{2})/|\s|%20", "", href.split("undocs.org/")[1]) for href in hrefs}
        text = " ".join("\n".join("".join(part.itertext()) for part in parts).split())
        asked += len(links)
        found += len(links & cited(text, CODES[code], "un-sc"))
    assert asked >= 19
    assert found / asked >= LINKED[code], (found, asked)


def _root(path: Path, code: str) -> etree._Element | None:
    """The document, if it is well-formed and in that language."""
    try:
        root = etree.parse(str(path)).getroot()
    except etree.XMLSyntaxError:
        return None
    return root if root.xpath("string(//*[local-name()='FRBRlanguage']/@language)") == code else None
