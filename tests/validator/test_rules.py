"""Each rule has a broken and a sound fixture; without the rule, its broken fixture passes: no check is idle."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from lxml import etree

from akn_convert.findings import catalogue
from akn_convert.validator import MAX_FINDINGS, check_tree, rules, validate
from akn_convert.validator.index import Index
from akn_convert.validator.parity import check_parity

FIXTURES = Path(__file__).parents[2] / "fixtures"
SOUND = sorted((FIXTURES / "sound").glob("*.xml"))
NOT_ALONE = ("R25", "R28")  # they need a source, or another language version: below
BROKEN = [path for path in sorted((FIXTURES / "broken").glob("*/*.xml")) if path.parent.name not in NOT_ALONE]
EXAMPLES = [entry for entry in catalogue().values() if entry.code[0] == "R" and entry.broken]
ON_ONE_DOCUMENT = sorted(set(rules.RULES))


def codes(source: bytes | Path, **options: object) -> set[str]:
    return {finding.code for finding in validate(source, **options)}  # type: ignore[arg-type]


@pytest.mark.parametrize("file", SOUND, ids=lambda file: file.name)
def test_a_sound_document_has_no_finding(file: Path) -> None:
    assert validate(file) == []


@pytest.mark.parametrize("file", BROKEN, ids=lambda file: f"{file.parent.name}/{file.name}")
def test_a_broken_document_has_the_finding_of_its_folder(file: Path) -> None:
    found = [finding for finding in validate(file) if finding.code == file.parent.name]
    assert found
    assert all(finding.location is not None and finding.filename == str(file) for finding in found)


@pytest.mark.parametrize("file", [f for f in BROKEN if f.parent.name in rules.RULES], ids=lambda f: f.parent.name)
def test_without_its_rule_a_broken_document_passes(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    code = file.parent.name
    monkeypatch.delitem(rules.RULES, code)
    assert code not in codes(file)


@pytest.mark.parametrize("code", ON_ONE_DOCUMENT)
def test_each_rule_has_a_broken_fixture(code: str) -> None:
    assert list((FIXTURES / "broken" / code).glob("*.xml"))


@pytest.mark.parametrize("code", ON_ONE_DOCUMENT)
def test_each_rule_has_a_row_and_an_example(code: str) -> None:
    entry = catalogue()[code]
    assert entry.explain and entry.broken and entry.mended


def test_r25_needs_the_source() -> None:
    from akn_convert.ci.source import compared

    broken, sound = FIXTURES / "broken" / "R25", FIXTURES / "sound"
    found = compared(broken / "statement.txt", etree.parse(broken / "statement.xml").getroot())
    assert [finding.code for finding in found] == ["R25"] and "balayage" in found[0].message
    assert compared(sound / "statement.txt", etree.parse(sound / "statement.xml").getroot()) == []


def test_r28_needs_the_other_versions() -> None:
    trees = {path.name: etree.parse(path).getroot() for path in sorted((FIXTURES / "broken" / "R28").glob("*.xml"))}
    found = check_parity(trees)
    assert {finding.code for finding in found} == {"R28"} and "narrative" in found[0].message
    assert check_parity({"en.xml": trees["en.xml"], "again.xml": trees["en.xml"]}) == []


def test_rules_leave_the_tree_as_it_was() -> None:
    for file in SOUND:
        root = etree.parse(file).getroot()
        before = etree.tostring(root)
        check_tree(root)
        assert etree.tostring(root) == before


def test_findings_beyond_the_limit_are_counted_and_the_worst_are_kept() -> None:
    text = (FIXTURES / "sound" / "debate.xml").read_text("utf-8").replace(' eId="dbsect', ' eId="sect')
    everything = validate(text.encode(), max_findings=None)
    few = validate(text.encode(), max_findings=3)
    assert 3 < len(everything) <= MAX_FINDINGS
    assert [finding.code for finding in few].count("more-findings") == 1 and len(few) == 4
    assert max(f.severity.rank for f in few[:3]) <= min(f.severity.rank for f in everything if f not in few)


ALONE = b'<akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0"/>'


@pytest.mark.parametrize("what", ["attribute", "element"])
def test_rules_judge_whatever_is_missing(what: str) -> None:
    """Rules are asked about documents that the schema refuses, too: nothing that is missing may stop them."""
    source = (FIXTURES / "sound" / "debate.xml").read_bytes()
    whole = etree.fromstring(source)
    for element in list(whole.iter("*")):
        for name in list(element.attrib) if what == "attribute" else [None]:
            with without(element, name):
                assert isinstance(rules.check(Index(whole)), list)
    assert etree.tostring(whole) == etree.tostring(etree.fromstring(source))
    assert {fault[0] for fault in rules.check(Index(etree.fromstring(ALONE)))} == set()


@contextmanager
def without(element: etree._Element, attribute: str | None) -> Iterator[None]:
    """While one attribute of an element is gone, or all that the element holds."""
    attributes, children, text = dict(element.attrib), list(element), element.text
    if attribute is None:
        element.clear(keep_tail=True)
    else:
        del element.attrib[attribute]
    yield
    element.clear(keep_tail=True)
    element.attrib.update(attributes)
    element.text = text
    element.extend(children)


def squeezed(markup: str) -> str:
    return re.sub(r">\s+<", "><", " ".join(markup.split()))


@pytest.mark.parametrize("entry", EXAMPLES, ids=lambda entry: entry.code)
def test_the_examples_of_explain_break_and_mend(entry) -> None:  # type: ignore[no-untyped-def]
    holders = [text for file in SOUND if squeezed(entry.mended) in (text := squeezed(file.read_text("utf-8")))]
    assert holders, "the mended example stands in no sound fixture"
    broken = [text.replace(squeezed(entry.mended), squeezed(entry.broken), 1).encode() for text in holders]
    assert any(entry.code in codes(document) for document in broken)
    assert not any(entry.code in codes(text.encode()) for text in holders)
