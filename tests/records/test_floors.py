"""The development corpus, converted and scored: no figure may fall under its floor."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

import akn_convert

FLOORS = json.loads((Path(__file__).parents[1] / "floors.json").read_text("utf-8"))
SYMBOLS = {"S_PRST_2021_1.zh.txt": "S/PRST/2021/1"}
pytestmark = pytest.mark.shared


@pytest.fixture(scope="module")
def outputs(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[tuple[str, akn_convert.Conversion]]]:
    """Every file of the corpus that gold speaks of, converted."""
    shared = Path(__file__).resolve().parents[3] / "shared"
    out = tmp_path_factory.mktemp("out")
    conversions = []
    for gold in sorted((shared / "gold").rglob("*.json")):
        group = gold.parent.name
        source = shared / "corpus" / group / Path(json.loads(gold.read_text("utf-8"))["source"]).name
        conversion = akn_convert.convert(source, symbol=SYMBOLS.get(source.name, ""))
        conversions.append((f"{group}/{source.name}", conversion))
        target = out / group / f"{source.stem}.xml"
        target.parent.mkdir(exist_ok=True)
        if conversion.xml:
            target.write_bytes(conversion.xml)
    return out, conversions


def test_no_figure_is_under_its_floor(outputs, shared: Path) -> None:
    command = [sys.executable, str(shared / "score" / "score.py"), str(shared / "gold"), str(outputs[0]), "--json"]
    printed = json.loads(subprocess.run(command, capture_output=True, check=True, text=True).stdout)
    assert printed["missing"] == []
    fallen = {
        f"{group} {name}": (figure, floor)
        for group, figures in printed["figures"].items()
        if group != "TOTAL"
        for name, figure in figures.items()
        if figure < (floor := FLOORS["groups"].get(group, {}).get(name, FLOORS["default"].get(name, 0.0)))
    }
    assert fallen == {}


def test_every_output_is_valid_and_nothing_is_lost(outputs) -> None:
    said = {name: [f.code for f in c.findings if f.severity == "error"] for name, c in outputs[1]}
    assert {name: codes for name, codes in said.items() if codes} == {}
    assert [name for name, c in outputs[1] if not c.valid] == []


@pytest.mark.parametrize("meeting", ["S_PV.10100", "S_PV.8422", "A_61_PV.107", "N0553261"])
def test_the_pdf_and_the_text_of_a_meeting_have_one_skeleton(meeting: str, shared: Path) -> None:
    from lxml import etree

    from akn_convert.validator.parity import check_parity

    corpus = shared / "corpus" / "en"
    files = (corpus / f"{meeting}.pdf", corpus / f"{meeting}.layout.txt")
    assert [
        f.message for f in check_parity({p.name: etree.fromstring(akn_convert.convert(p).xml) for p in files})
    ] == []
