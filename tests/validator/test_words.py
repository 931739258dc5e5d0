"""What the schema refuses is said in words that a person can act on, with the place and a hint."""

from __future__ import annotations

import re
import tomllib
from importlib import resources
from pathlib import Path

import pytest

from akn_convert.findings import Finding, catalogue
from akn_convert.validator import validate

SOUND = sorted((Path(__file__).parents[2] / "fixtures" / "sound").glob("*.xml"))
HINTS = tomllib.loads(resources.files("akn_convert.validator").joinpath("hints.toml").read_text("utf-8"))["hint"]
EXAMPLES = [entry for entry in catalogue().values() if entry.code.startswith("xsd-") and entry.broken]
FORM = [catalogue()[code] for code in ("not-well-formed", "doctype", "xinclude", "other-generation", "not-akoma-ntoso")]


def squeezed(markup: str) -> str:
    return re.sub(r">\s+<", "><", " ".join(markup.split()))


def found_in(mended: str, broken: str) -> list[Finding]:
    """What is found where `broken` takes the place of `mended` in the first sound document that has it."""
    texts = [squeezed(file.read_text("utf-8")) for file in SOUND]
    text = next((text for text in texts if squeezed(mended) in text), None)
    assert text is not None, "the mended example stands in no sound fixture"
    return validate(text.replace(squeezed(mended), squeezed(broken), 1).encode(), checks=("wellformed", "xsd"))


@pytest.mark.parametrize(
    "row", HINTS, ids=lambda row: f"{row['code']}-{row.get('element', '')}-{row.get('attribute', '')}"
)
def test_each_hint_shows_at_its_fault(row: dict[str, str]) -> None:
    hints = [finding.hint for finding in found_in(row["mended"], row["broken"]) if finding.code == row["code"]]
    assert row["hint"] in hints


def test_the_twenty_commonest_faults_have_hints() -> None:
    assert len(HINTS) >= 20


@pytest.mark.parametrize("entry", [*EXAMPLES, *FORM], ids=lambda entry: entry.code)
def test_the_examples_of_explain_break(entry) -> None:  # type: ignore[no-untyped-def]
    assert entry.code in {finding.code for finding in found_in(entry.mended, entry.broken)}


def test_a_finding_has_row_column_and_the_nearest_eid() -> None:
    text = SOUND[1].read_text("utf-8").replace("again this year.", "again <b>this year</b><foo/>.")
    (finding,) = validate(text.encode(), checks=("xsd",))
    line = text.split("\n")[(finding.location.row if finding.location else 0) - 1]
    assert finding.location is not None and line[finding.location.column - 1 :].startswith("<foo/>")
    assert finding.eId == "dbsect_2__speech_2__p_1"
    assert finding.xpath is not None and finding.xpath.endswith("/p/foo")


def test_columns_count_characters_not_bytes() -> None:
    text = SOUND[1].read_text("utf-8").replace("The lakes are low", "湖水很低 <foo/>")
    (finding,) = validate(text.encode(), checks=("xsd",))
    assert finding.location is not None
    assert text.split("\n")[finding.location.row - 1][finding.location.column - 1 :].startswith("<foo/>")


def test_tags_in_comments_and_cdata_are_not_counted() -> None:
    text = SOUND[1].read_text("utf-8").replace("The lakes are low", "<!-- <p> --><![CDATA[<p>]]><?x <p>?>\n<foo/>")
    (finding,) = validate(text.encode(), checks=("xsd",))
    assert finding.location is not None
    assert text.split("\n")[finding.location.row - 1][finding.location.column - 1 :].startswith("<foo/>")


@pytest.mark.parametrize("declared", [" encoding='UTF-16'", ""])
def test_the_place_is_right_in_utf_16_too(declared: str) -> None:
    text = (
        SOUND[1].read_text("utf-8").replace("The lakes are low", "湖水 <foo/>").replace(" encoding='UTF-8'", declared)
    )
    (finding,) = validate(text.encode("utf-16"), checks=("xsd",))
    assert finding.location is not None
    assert text.split("\n")[finding.location.row - 1][finding.location.column - 1 :].startswith("<foo/>")


def test_no_message_has_a_namespace_in_it() -> None:
    for row in HINTS:
        for finding in found_in(row["mended"], row["broken"]):
            assert "{" not in finding.message and "docs.oasis-open.org" not in finding.message


def test_what_is_missing_is_named_although_libxml2_lists_what_is_optional_too() -> None:
    (finding,) = found_in('<FRBRlanguage language="fra"/> </FRBRExpression>', "</FRBRExpression>")
    assert finding.message == "This FRBRExpression is not complete; expected: FRBRlanguage."


@pytest.mark.parametrize(
    ("namespace", "said"),
    [
        ("http://www.akomantoso.org/1.0", "Akoma Ntoso 1.0"),
        ("http://www.akomantoso.org/2.0", "Akoma Ntoso 2.0"),
        ("http://docs.oasis-open.org/legaldocml/ns/akn/3.0/CSD13", "Akoma Ntoso working draft CSD13 of 3.0"),
        ("http://docs.oasis-open.org/legaldocml/ns/akn/3.0/WD17", "Akoma Ntoso working draft WD17 of 3.0"),
    ],
)
def test_another_generation_is_one_finding_that_says_which(namespace: str, said: str) -> None:
    text = SOUND[0].read_text("utf-8").replace("http://docs.oasis-open.org/legaldocml/ns/akn/3.0", namespace)
    (finding,) = validate(text.encode())
    assert finding.code == "other-generation" and said in finding.message


AKN = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
XSD = f'<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="{AKN}" xmlns:a="{AKN}" elementFormDefault="qualified">'


def test_a_schema_of_one_s_own_in_two_files_with_a_key_is_asked_too(tmp_path: Path) -> None:
    (tmp_path / "parts").mkdir()
    (tmp_path / "parts" / "doc.xsd").write_text(
        f'{XSD}<xs:element name="doc"><xs:complexType><xs:sequence><xs:element name="title" minOccurs="0"/>'
        '<xs:element name="p"/></xs:sequence></xs:complexType></xs:element></xs:schema>'
    )
    (tmp_path / "own.xsd").write_text(
        f'{XSD}<xs:include schemaLocation="parts/doc.xsd"/><xs:element name="akomaNtoso"><xs:complexType><xs:sequence>'
        '<xs:element ref="a:doc"/></xs:sequence></xs:complexType>'
        '<xs:key name="id"><xs:selector xpath=".//a:p"/><xs:field xpath="@eId"/></xs:key></xs:element></xs:schema>'
    )
    document = f'<akomaNtoso xmlns="{AKN}"><doc/></akomaNtoso>'.encode()
    (finding,) = validate(document, checks=("xsd",), schema=tmp_path / "own.xsd")
    assert finding.message == "This doc is not complete; expected: p."
