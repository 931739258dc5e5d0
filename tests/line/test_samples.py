"""The two sample records: valid, scored 1.000, and nothing of them lost, told without the converter's accounting."""

import json
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from lxml import etree

import akn_convert
from akn_convert.findings import Severity

RECORDS = Path(__file__).parents[2] / "fixtures" / "records"
SAMPLES = {"S_PV_8180.zh.md": {}, "S_PRST_2021_1.zh.txt": {"symbol": "S/PRST/2021/1"}}
AKN = "{http://docs.oasis-open.org/legaldocml/ns/akn/3.0}"


@pytest.fixture(params=SAMPLES, ids=str)
def sample(request: pytest.FixtureRequest) -> tuple[Path, akn_convert.Conversion]:
    path = RECORDS / request.param
    return path, akn_convert.convert(path, **SAMPLES[request.param])


def test_a_sample_is_valid_without_a_finding_that_is_an_error(sample) -> None:
    _, conversion = sample
    assert [f for f in conversion.findings if f.severity == Severity.ERROR] == []
    assert conversion.valid and conversion.report["valid"]


def test_xmlschema_agrees_with_libxml2(sample) -> None:
    import xmlschema

    from akn_convert.validator.xsd import schema_file

    _, conversion = sample
    schema = xmlschema.XMLSchema(str(schema_file()), allow="local")
    assert schema.is_valid(etree.ElementTree(etree.fromstring(conversion.xml)))


def letters(words: str) -> Counter[str]:
    return Counter(c for c in words if c.isalnum())


def test_the_letters_of_the_source_less_what_was_dropped_are_those_of_the_output(sample) -> None:
    path, conversion = sample
    source = path.read_text("utf-8")
    for drop in conversion.report["dropped"]:
        assert source[drop["start"] : drop["end"]] == drop["text"]
    left = list(source)
    for drop in conversion.report["dropped"]:
        left[drop["start"] : drop["end"]] = "\0" * (drop["end"] - drop["start"])
    document = etree.fromstring(conversion.xml)[0]
    content = "".join("".join(part.itertext()) for part in document if part.tag != f"{AKN}meta")
    kept = "".join(left)
    assert [c for c in kept if c.isalnum()] == [c for c in content if c.isalnum()]
    assert letters(kept) == letters(content)


def test_the_statement_without_its_symbol_is_numbered_by_its_own_text() -> None:
    conversion = akn_convert.convert(RECORDS / "S_PRST_2021_1.zh.txt")
    number = conversion.record.meta.number
    assert number.startswith("unnumbered-") and len(number) == len("unnumbered-") + 8
    assert [f.code for f in conversion.findings if f.severity == Severity.WARNING] == ["no-symbol"]
    assert conversion.valid


def test_the_report_keeps_its_schema(sample) -> None:
    jsonschema = pytest.importorskip("jsonschema")
    schema = json.loads((RECORDS.parents[1] / "schemas" / "report.schema.json").read_text("utf-8"))
    jsonschema.validate(sample[1].report, schema)


@pytest.mark.shared
def test_the_scorer_prints_one_for_every_figure(shared: Path, tmp_path: Path) -> None:
    gold, out = tmp_path / "gold", tmp_path / "out"
    for name, options in SAMPLES.items():
        target = out / "zh" / Path(name).with_suffix(".xml")
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(akn_convert.convert(RECORDS / name, **options).xml)
        facts = shared / "gold" / "zh" / Path(name).with_suffix(".json")
        (gold / "zh").mkdir(parents=True, exist_ok=True)
        (gold / "zh" / facts.name).write_bytes(facts.read_bytes())
    command = [sys.executable, str(shared / "score" / "score.py"), str(gold), str(out), "--json"]
    printed = json.loads(subprocess.run(command, capture_output=True, check=True, text=True).stdout)
    assert printed["missing"] == []
    assert {k: v for k, v in printed["figures"]["TOTAL"].items() if v != 1.0} == {}
