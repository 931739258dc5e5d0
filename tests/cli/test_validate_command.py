"""The command `akn-convert validate`: what it prints, what it writes, what it returns."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import pytest

from akn_convert.cli import main

FIXTURES = Path(__file__).parents[2] / "fixtures"
SOUND = str(FIXTURES / "sound" / "act.xml")
BROKEN = str(FIXTURES / "broken" / "R5" / "debate.xml")
WARNED = str(FIXTURES / "broken" / "R3" / "debate.xml")


@pytest.fixture(autouse=True)
def no_cache_of_the_user(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ([SOUND], 0),
        ([BROKEN], 1),
        ([WARNED], 0),
        ([WARNED, "--fail-on", "warning"], 1),
        ([BROKEN, "--fail-on", "never"], 0),
        ([BROKEN, "--checks", "wellformed,xsd"], 0),
        (["nothing.xml"], 1),
        (["nothing.xml", SOUND], 1),
        ([], 2),
        ([SOUND, "--checks", "everything"], 2),
        ([SOUND, "--schema", SOUND], 2),
        ([SOUND, "--schema", "nothing.xsd"], 2),
        ([SOUND, "--report", "sarif"], 2),
        ([SOUND, "--report", "word:x.doc"], 2),
        ([SOUND, "--report", "json:/proc/nowhere/x.json"], 2),
        ([SOUND, "--jobs", "-1"], 2),
        ([SOUND, BROKEN, "--source", SOUND], 2),
        ([SOUND, "--source", "nothing.txt"], 2),
        ([SOUND, "--files-from", "nothing.list"], 2),
    ],
)
def test_exit_codes(arguments: list[str], code: int) -> None:
    assert main(["validate", *arguments]) == code


def test_one_bad_file_does_not_hide_another(capsys: pytest.CaptureFixture[str]) -> None:
    malformed = str(FIXTURES / "broken" / "not-well-formed" / "debate.xml")
    main(["validate", malformed, "nothing.xml", BROKEN, SOUND])
    told = capsys.readouterr().out
    assert "not-well-formed" in told and "nothing.xml: error unreadable" in told and "error R5" in told
    assert "4 documents checked, 3 with errors" in told


def test_several_reports_at_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    reports = [f"--report={name}:{tmp_path / name}" for name in ("json", "sarif", "junit", "github", "text")]
    assert main(["validate", BROKEN, *reports, "-q"]) == 1
    assert json.loads((tmp_path / "json").read_text())["summary"]["by_code"]["R5"] == 1
    assert json.loads((tmp_path / "sarif").read_text())["runs"][0]["results"][0]["ruleId"] == "R5"
    assert (tmp_path / "github").read_text().startswith("::error file=")
    assert (tmp_path / "junit").read_text().startswith("<?xml")
    assert capsys.readouterr().out.count("\n") == (tmp_path / "text").read_text().count("error R5")


def test_a_failed_run_leaves_no_half_report(tmp_path: Path) -> None:
    assert main(["validate", SOUND, BROKEN, "--source", SOUND, "--report", f"json:{tmp_path / 'out.json'}"]) == 2
    assert list(tmp_path.glob("out*")) == []


def test_standard_input_has_the_name_it_is_given(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    class Stdin:
        buffer = io.BytesIO(Path(BROKEN).read_bytes())

    monkeypatch.setattr("sys.stdin", Stdin())
    assert main(["validate", "-", "--stdin-filename", "record.xml", "-q"]) == 1
    assert capsys.readouterr().out.startswith("record.xml:91:1: error R5")


def test_results_go_to_stdout_and_counts_of_machine_formats_to_stderr(capsys: pytest.CaptureFixture[str]) -> None:
    main(["validate", BROKEN, "--output-format", "json"])
    told = capsys.readouterr()
    assert json.loads(told.out)["summary"]["failed"] == 1
    assert "1 document checked" in told.err


def test_members_of_an_archive_and_of_a_list(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.write(BROKEN, "in/broken.xml")
    (tmp_path / "list").write_text(f"{SOUND}\n{tmp_path / 'a.zip'}\n")
    assert main(["validate", "--files-from", str(tmp_path / "list"), "-v"]) == 1
    told = capsys.readouterr()
    assert "a.zip!/in/broken.xml:91:1: error R5" in told.out
    assert f"{SOUND}: sound" in told.err


def test_the_limit_and_every_place(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    file = tmp_path / "many.xml"
    file.write_text((FIXTURES / "sound" / "debate.xml").read_text("utf-8").replace(' eId="dbsect', ' eId="sect'))
    main(["validate", str(file), "-q", "--every-place", "--max-findings", "0"])
    everything = capsys.readouterr().out
    main(["validate", str(file), "-q"])
    merged = capsys.readouterr().out
    main(["validate", str(file), "-q", "--max-findings", "2"])
    few = capsys.readouterr().out
    assert everything.count("\n") > merged.count("\n") > few.count("\n") == 3
    assert "also in lines" in merged and "also in line" not in everything and "more-findings" in few


def test_colour_is_for_terminals_and_by_wish(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    main(["validate", BROKEN])
    assert "\x1b" not in capsys.readouterr().out
    main(["validate", BROKEN, "--color", "always"])
    assert "\x1b[1;31merror" in capsys.readouterr().out


def test_lenient_lets_an_eid_stand_twice_for_the_schema(tmp_path: Path) -> None:
    file = str(FIXTURES / "broken" / "xsd-duplicate-id" / "debate.xml")
    assert main(["validate", file, "--checks", "xsd"]) == 1
    assert main(["validate", file, "--checks", "xsd", "--lenient"]) == 0


def test_a_schema_of_one_s_own(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    schema = tmp_path / "own.xsd"
    schema.write_text(
        '<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" elementFormDefault="qualified"'
        ' targetNamespace="http://docs.oasis-open.org/legaldocml/ns/akn/3.0">'
        '<xs:element name="akomaNtoso"><xs:complexType><xs:sequence><xs:element name="debate" type="xs:anyType"/>'
        "</xs:sequence></xs:complexType></xs:element></xs:schema>"
    )
    assert main(["validate", BROKEN, "--schema", str(schema), "--checks", "xsd"]) == 0
    assert main(["validate", SOUND, "--schema", str(schema), "--checks", "xsd"]) == 1
    assert "This act cannot stand here inside akomaNtoso; expected: debate." in capsys.readouterr().out


def test_parity_is_a_check_among_documents(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    english = (FIXTURES / "sound" / "debate.xml").read_text("utf-8")
    french = english.replace("eng@", "fra@").replace('language="eng"', 'language="fra"').replace("speech_5", "speech_6")
    for name, text in (("en", english), ("fr", french)):
        (tmp_path / f"{name}.xml").write_text(text, "utf-8")
    main(["validate", str(tmp_path), "--checks", "parity"])
    told = capsys.readouterr().out
    assert "fr.xml" in told and "warning R28" in told and "en.xml" not in told


RECORD = FIXTURES / "records"


def test_fidelity_against_the_source(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from akn_convert import convert

    source = next(path for path in sorted(RECORD.rglob("*")) if path.suffix in (".txt", ".md"))
    made = convert(source, date="2021-01-12").xml
    assert made is not None
    (tmp_path / "made.xml").write_bytes(made)
    main(["validate", str(tmp_path / "made.xml"), "--source", str(source), "--checks", "wellformed"])
    assert "R25" not in capsys.readouterr().out
    root = made.decode()
    cut = root[: root.rindex("</p>") - 12] + root[root.rindex("</p>") :]
    (tmp_path / "made.xml").write_text(cut, "utf-8")
    assert main(["validate", str(tmp_path / "made.xml"), "--source", str(source), "--checks", "wellformed"]) == 1
    assert "error R25" in capsys.readouterr().out
