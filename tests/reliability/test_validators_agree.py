"""Four validators that share no code say the same of every output: libxml2 by lxml and by xmllint, xmlschema, Xerces.

jing, which Debian has too, validates RELAX NG and takes no XML Schema such as the one of OASIS; Apache Xerces stands in
its place (apt-get install libxml2-utils libxerces2-java default-jdk-headless).
"""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import xmlschema
from lxml import etree

from akn_convert import convert
from akn_convert.validator.xsd import compiled, schema_file

sys.path.insert(0, str(Path(__file__).parent))
from made import FIXTURES, TEXTS

JARS = [Path("/usr/share/java") / name for name in ("xercesImpl.jar", "xml-apis.jar", "xml-resolver.jar")]
pytestmark = [
    pytest.mark.extras,
    pytest.mark.skipif(not (shutil.which("xmllint") and shutil.which("javac") and JARS[0].exists()), reason="needs xmllint and Xerces"),
]  # fmt: skip
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


def by_xerces(paths: list[Path], folder: Path) -> Verdicts:
    classes = ":".join([*map(str, JARS), str(folder)])
    source = Path(__file__).with_name("XsdCheck.java")
    subprocess.run(["javac", "-cp", classes, "-d", folder, source], check=True, capture_output=True)
    done = subprocess.run(["java", "-cp", classes, "XsdCheck", schema_file(), *paths], capture_output=True, text=True)
    lines = done.stdout.splitlines()
    assert len(lines) == len(paths), done.stderr
    return {str(path): f"valid {path}" in lines for path in paths}


def agreed(paths: list[Path], folder: Path) -> Verdicts:
    verdicts = by_lxml(paths)
    assert by_xmllint(paths) == verdicts
    assert by_xmlschema(paths) == verdicts
    assert by_xerces(paths, folder) == verdicts
    return verdicts


def outputs(sources: list[Path], folder: Path) -> list[Path]:
    made = []
    for number, source in enumerate(sources):
        if xml := convert(source).xml:
            made.append(folder / f"{number:03d}.xml")
            made[-1].write_bytes(xml)
    return made


def test_all_find_the_outputs_of_the_made_records_valid(tmp_path: Path) -> None:
    paths = outputs(TEXTS + sorted((FIXTURES / "records").glob("S_*")), tmp_path)
    assert len(paths) >= len(TEXTS)
    assert set(agreed(paths, tmp_path).values()) == {True}


@pytest.mark.shared
def test_all_find_the_outputs_of_the_corpus_valid(tmp_path: Path, shared: Path) -> None:
    paths = outputs(sorted(p for p in (shared / "corpus").glob("*/*") if p.is_file()), tmp_path)
    assert len(paths) > 40
    assert set(agreed(paths, tmp_path).values()) == {True}


def test_all_find_the_same_of_our_broken_documents(tmp_path: Path) -> None:
    paths = sorted((FIXTURES / "broken").glob("xsd-*/*.xml"))
    assert set(agreed(paths, tmp_path).values()) == {False}
