"""The UN's own archive as yardstick: every verdict of the schema is met, and the causes are those a person finds."""

from __future__ import annotations

from pathlib import Path

import pytest

from akn_convert.validator import validate

ARCHIVE = Path(__file__).parents[3] / "shared" / "unxml"
ROWS = [tuple(row.split("\t")) for row in (ARCHIVE / "VERDICTS.tsv").read_text("utf-8").splitlines()[1:]] if ARCHIVE.is_dir() else []  # fmt: skip

pytestmark = [pytest.mark.shared, pytest.mark.skipif(not ROWS, reason="needs ../shared")]


@pytest.mark.parametrize(("name", "verdict"), ROWS)
def test_the_verdict_is_met(name: str, verdict: str) -> None:
    codes = {finding.code for finding in validate(ARCHIVE / name, checks=("wellformed", "xsd"))}
    if verdict == "valid":
        assert not codes
    elif verdict == "malformed":
        assert codes == {"not-well-formed"}
    else:
        assert codes and all(code.startswith("xsd-") for code in codes)


def test_causes_that_were_read_by_a_person() -> None:
    def said(name: str) -> list[str]:
        return [f"{f.location.row if f.location else 0} {f.message}" for f in validate(ARCHIVE / name, checks=("xsd",))]

    assert said("PRST__2001__S_PRST_2001_2-0122325E.xml") == [
        "68 This step has no date, which the schema requires.",
        "68 This step has no by, which the schema requires.",
    ]
    assert said("2025__Arabic__S_RES_2790-2513822A.xml")[1].startswith(
        "156 This preamble cannot stand here inside statement; expected: conclusions, attachments or components."
    )
    assert (
        "<paragraph> was opened in line 136, but </docTitle> stands"
        in said("PRST__2000__S_PRST_2000_25-0054631E.xml")[0]
    )
