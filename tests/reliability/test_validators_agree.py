"""Four validators say the same of every output: lxml and xmllint (libxml2 of PyPI and of Debian), xmlschema, jing.

jing, written for RELAX NG, judges an XML Schema by the Apache Xerces that it comes with (apt-get install libxml2-utils jing).
"""

import random
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
import xmlschema
from lxml import etree

from akn_convert import convert
from akn_convert.validator.xsd import compiled, schema_file

sys.path.insert(0, str(Path(__file__).parent))
sys.path.insert(0, str(Path(__file__).parents[1] / "fuzz"))
from composed import record_of, text_of
from made import FIXTURES, TEXTS

pytestmark = [
    pytest.mark.extras,
    pytest.mark.skipif(not (shutil.which("xmllint") and shutil.which("jing")), reason="needs xmllint and jing"),
]
SEEDS = 150  # records generated
Verdicts = dict[str, bool]


def by_lxml(paths: list[Path]) -> Verdicts:
    schema = compiled(schema_file())
    return {str(path): schema.validate(etree.parse(str(path))) for path in paths}


def by_xmlschema(paths: list[Path]) -> Verdicts:
    schema = xmlschema.XMLSchema(str(schema_file()))
    return {str(path): schema.is_valid(str(path)) for path in paths}


def by_xmllint(paths: list[Path]) -> Verdicts:
    command = ["xmllint", "--noout", "--nonet", "--schema", schema_file(), *paths]
    told = subprocess.run(command, capture_output=True, text=True).stderr
    lines = {line for line in told.splitlines() if line.endswith((" validates", " fails to validate"))}
    return {str(path): f"{path} validates" in lines for path in paths}


def by_jing(paths: list[Path]) -> Verdicts:
    """It names what is wrong and passes over the rest: a document that we broke is given too, to see that it judged."""
    broken = FIXTURES / "broken" / "xsd-bad-value" / "debate.xml"
    told = subprocess.run(["jing", schema_file(), *paths, broken], capture_output=True, text=True).stdout
    assert f"{broken}:" in told and "fatal" not in told, told
    return {str(path): f"{path}:" not in told for path in paths}


def agreed(paths: list[Path]) -> Verdicts:
    verdicts = by_lxml(paths)
    assert by_xmllint(paths) == verdicts
    assert by_xmlschema(paths) == verdicts
    assert by_jing(paths) == verdicts
    return verdicts


def outputs(sources: Sequence[Path | str], folder: Path) -> list[Path]:
    made = []
    for number, source in enumerate(sources):
        if xml := convert(source, date="" if isinstance(source, Path) else "2018-02-13").xml:
            made.append(folder / f"{number:03d}.xml")
            made[-1].write_bytes(xml)
    return made


def test_all_find_the_outputs_of_the_made_records_valid(tmp_path: Path) -> None:
    paths = outputs(TEXTS + sorted((FIXTURES / "records").glob("S_*")), tmp_path)
    assert len(paths) >= len(TEXTS)
    assert set(agreed(paths).values()) == {True}


@pytest.mark.shared
def test_all_find_the_outputs_of_the_corpus_valid(tmp_path: Path, shared: Path) -> None:
    paths = outputs(sorted(p for p in (shared / "corpus").glob("*/*") if p.is_file()), tmp_path)
    assert len(paths) > 40
    assert set(agreed(paths).values()) == {True}


def test_all_find_the_outputs_of_generated_records_valid(tmp_path: Path) -> None:
    """Made records with lines swapped, doubled, cut and replaced, and texts of telling lines."""
    chance = random.Random(20260101)
    texts = [(record_of, text_of)[n % 5 == 4](chance.randbytes(chance.randrange(2, 80))) for n in range(SEEDS)]
    paths = outputs(texts, tmp_path)
    assert len(paths) > SEEDS // 2
    assert set(agreed(paths).values()) == {True}


def test_all_find_the_same_of_our_broken_documents() -> None:
    paths = sorted((FIXTURES / "broken").glob("xsd-*/*.xml"))
    assert set(agreed(paths).values()) == {False}
