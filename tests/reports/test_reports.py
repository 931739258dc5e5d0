"""Each format tells the same findings, holds to its schema, and escapes whatever a document puts into it."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

import pytest
from jsonschema import Draft7Validator
from lxml import etree

from akn_convert.findings import Finding, Location, Severity
from akn_convert.reports import FORMATS, Checked, render
from akn_convert.reports.summary import printable

HERE = Path(__file__).parent
SCHEMAS = HERE.parents[1] / "schemas"
HOSTILE = 'a\n::error file=x::injected\r\n]]></failure><script>alert(1)</script>&\x1b[31m\x00\u202e=cmd|%0A,:\ud800"'


def finding(code: str = "R5", severity: Severity = Severity.ERROR, **fields: object) -> Finding:
    return Finding(code, severity, "It leads nowhere.", **fields)  # type: ignore[arg-type]


PLAIN = [
    Checked("a/one.xml", [finding(location=Location(3, 7), eId="p_1", xpath="//p", hint="Declare it.")]),
    Checked("a/two.xml", []),
    Checked("a/three.xml", [finding("R8", Severity.INFO), finding("R3", Severity.WARNING, location=Location(9))]),
]
NASTY = [Checked(HOSTILE, [Finding("R5", Severity.ERROR, HOSTILE, location=Location(1, 2), eId=HOSTILE, xpath=HOSTILE, hint=HOSTILE)])]  # fmt: skip
BOTH = pytest.mark.parametrize("documents", [PLAIN, NASTY, [], [PLAIN[1]]], ids=["plain", "nasty", "none", "sound"])


@BOTH
def test_json_holds_to_its_schema(documents: list[Checked]) -> None:
    report = json.loads(render(documents, "json"))
    Draft7Validator(json.loads((SCHEMAS / "findings.schema.json").read_text("utf-8"))).validate(report)
    assert len(report["findings"]) == sum(len(document.findings) for document in documents)
    assert report["summary"]["documents"] == len(documents)


@BOTH
def test_sarif_holds_to_the_part_of_its_schema_that_we_use(documents: list[Checked]) -> None:
    log = json.loads(render(documents, "sarif"))
    Draft7Validator(json.loads((HERE / "sarif-part.schema.json").read_text("utf-8"))).validate(log)
    run = log["runs"][0]
    assert len(run["results"]) == sum(len(document.findings) for document in documents)
    assert {rule["id"] for rule in run["tool"]["driver"]["rules"]} == {result["ruleId"] for result in run["results"]}


@pytest.mark.extras
@BOTH
def test_sarif_holds_to_the_official_schema(documents: list[Checked]) -> None:
    """SARIF_SCHEMA names it; the npm package @microsoft/sarif-multitool-linux brings it as sarif-2.1.0.json."""
    if "SARIF_SCHEMA" not in os.environ:
        pytest.skip("SARIF_SCHEMA names no file")
    schema = json.loads(Path(os.environ["SARIF_SCHEMA"]).read_text("utf-8-sig"))
    Draft7Validator(schema).validate(json.loads(render(documents, "sarif")))


def test_sarif_names_files_as_uris() -> None:
    log = json.loads(render([Checked("a b/è#1.xml", [finding()]), Checked("/tmp/x.xml", [finding()])], "sarif"))
    uris = [r["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for r in log["runs"][0]["results"]]
    assert uris == ["a%20b/%C3%A8%231.xml", "file:///tmp/x.xml"]


@BOTH
def test_junit_is_well_formed_with_a_case_a_document(documents: list[Checked]) -> None:
    root = etree.fromstring(render(documents, "junit").encode())
    assert len(root.findall("testsuite/testcase")) == len(documents)
    failed = [case for case in root.iter("testcase") if case.find("failure") is not None]
    assert len(failed) == sum(document.failed for document in documents)
    assert not list(root.iter("script"))


def test_junit_holds_all_errors_in_the_failure_and_what_is_milder_beside_it() -> None:
    root = etree.fromstring(render(PLAIN, "junit").encode())
    assert root.findtext(".//failure") == "3:7: error R5: It leads nowhere. (Declare it.)"
    assert root.findtext(".//system-out") == "info R8: It leads nowhere.\n9:1: warning R3: It leads nowhere."


@BOTH
def test_github_has_a_command_a_finding_and_no_other(documents: list[Checked]) -> None:
    lines = re.split(r"[\r\n]+", render(documents, "github").strip())
    commands = [line for line in lines if line]
    assert len(commands) == sum(len(document.findings) for document in documents)
    assert all(
        re.match(r"::(error|warning|notice) file=[^,:]*(,line=\d+,col=\d+)?,title=[^,:]+::", c) for c in commands
    )


def test_github_says_where() -> None:
    assert render(PLAIN[:1], "github") == (
        "::error file=a/one.xml,line=3,col=7,title=R5::It leads nowhere. Declare it.\n"
    )


def test_text_says_where_and_counts() -> None:
    assert render(PLAIN, "text") == (
        "a/one.xml:3:7: error R5: It leads nowhere. [p_1]\n"
        "    hint: Declare it.\n"
        "a/three.xml: info R8: It leads nowhere.\n"
        "a/three.xml:9:1: warning R3: It leads nowhere.\n"
        "3 documents checked, 1 with errors: 1 error, 1 warning, 1 note\n"
        "        1  R3\n        1  R5\n        1  R8\n"
    )


@pytest.mark.parametrize("name", FORMATS)
def test_nothing_steers_the_reader(name: str) -> None:
    told = render(NASTY, name)
    assert "\x1b" not in told and "\x00" not in told
    told.encode("utf-8")  # no lone surrogate is left
    assert not any(line.startswith("::error file=x") for line in told.splitlines())


def test_in_text_a_document_cannot_hide_or_break_a_line() -> None:
    assert len(render(NASTY, "text").split("\n")) == 5  # the finding, its hint, the counts, one code, the end
    assert printable("\u202egnp.exe\n") == "\\u202egnp.exe\\x0a"


@pytest.mark.parametrize("name", FORMATS)
def test_the_same_findings_give_the_same_bytes(name: str) -> None:
    assert render(PLAIN, name) == render(list(PLAIN), name)
