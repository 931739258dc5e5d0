"""For CI servers: JUnit XML, a suite with one test case for each document; errors fail it, the rest is its output."""

from __future__ import annotations

from html import escape

from akn_convert.findings import Finding, Severity
from akn_convert.reports.summary import Checked, Summary, printable


def begin() -> str:
    """The declaration and the opening of the suites."""
    return '<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="akn-convert validate">\n'


def one(document: Checked, first: bool = False) -> str:
    """A suite of one test case: `failure` holds all errors, `system-out` what is milder."""
    errors = [found for found in document.findings if found.severity is Severity.ERROR]
    milder = [found for found in document.findings if found.severity is not Severity.ERROR]
    name = f'"{escape(printable(document.filename))}"'
    parts = [
        f'<testsuite name={name} tests="1" failures="{int(bool(errors))}" errors="0" skipped="0">\n',
        f'<testcase classname="akn-convert.validate" name={name}>\n',
    ]
    if errors:
        message = f"{len(errors)} error{'s' * (len(errors) > 1)}: {', '.join(dict.fromkeys(e.code for e in errors))}"
        parts.append(f'<failure type="{errors[0].code}" message="{message}">{_lines(errors)}</failure>\n')
    if milder:
        parts.append(f"<system-out>{_lines(milder)}</system-out>\n")
    return "".join([*parts, "</testcase>\n</testsuite>\n"])


def _lines(findings: list[Finding]) -> str:
    """A line a finding; one with a line end in it could tell the CI server's log something else."""
    return escape("\n".join(printable(_line(found)) for found in findings), quote=False)


def _line(found: Finding) -> str:
    place = f"{found.location.row}:{found.location.column}: " if found.location else ""
    return f"{place}{found.severity} {found.code}: {found.message}" + (f" ({found.hint})" if found.hint else "")


def end(summary: Summary) -> str:
    """The end of the suites."""
    return "</testsuites>\n"
