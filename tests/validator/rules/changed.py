"""A sound document with a few words changed, and what one rule says of it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from lxml import etree

from akn_convert.findings import Finding, catalogue
from akn_convert.validator import check_tree
from akn_convert.validator.rules import RULES

SOUND = Path(__file__).parents[3] / "fixtures" / "sound"
FACTS = ("element", "eid", "first", "row", "attribute", "value", "found", "wanted", "iri", "level", "language",
         "delegation", "missing", "kind", "count", "parent", "why")  # fmt: skip
Change = tuple[str, str]


def changed(name: str, *changes: Change) -> str:
    """The sound document of this name with each first word replaced, wherever it stands, by the second."""
    text = (SOUND / f"{name}.xml").read_text("utf-8")
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new)
    return text


def said(rule: str, text: str) -> list[str]:
    """A line a fault: the eId or name of its element, its severity where it is not the usual one, and its facts."""
    with pytest.MonkeyPatch.context() as patch:
        for other in set(RULES) - {rule}:
            patch.delitem(RULES, other)
        found = check_tree(etree.fromstring(text.encode()), checks=("rules",), max_findings=None, merge=False)
    return [line(finding) for finding in found]


def line(finding: Finding) -> str:
    entry = catalogue()[finding.code]
    template = re.sub(r"\\\{(\w+)\\\}", r"(?P<\1>.*)", re.escape(entry.sentence))
    facts = re.fullmatch(template, finding.message, re.DOTALL)
    assert facts is not None and finding.xpath is not None
    place = finding.xpath.rpartition("/")[2].partition("[")[0]
    where = finding.eId if place == "*" else place
    severity = f" ({finding.severity})" if finding.severity != entry.severity else ""
    return f"{where}{severity}: {' | '.join(facts[name] for name in FACTS if name in facts.groupdict())}"
