"""Bad input gives one clear finding and never an exception."""

from pathlib import Path

import pytest

import akn_convert
from akn_convert.errors import UsageError
from akn_convert.findings import Severity

RECORD = Path(__file__).parents[2] / "fixtures" / "records" / "S_PV_8180.zh.md"


def errors(conversion: akn_convert.Conversion) -> list[str]:
    return [f.code for f in conversion.findings if f.severity == Severity.ERROR]


@pytest.mark.parametrize(
    ("source", "code"),
    [
        (b"", "empty-text"),
        ("   \n\n", "empty-text"),
        ("Lorem ipsum dolor sit amet, consectetur adipiscing elit. " * 20, "unknown-language"),
        ("致编辑的信：上周的会议开得很好，天气也不错。\n" * 5, "unknown-kind"),
        (
            "安全理事会\n第八十一年\n临时逐字记录\n第一〇一〇〇次会议\n2026年1月30日星期五下午3时举行\n纽约\n",
            "no-speech",
        ),
    ],
)
def test_what_is_no_record_gives_one_error(source: str | bytes, code: str) -> None:
    assert errors(akn_convert.convert(source)) == [code]


def test_nuls_give_one_error_and_no_document() -> None:
    conversion = akn_convert.convert(b"\0" * 500)
    assert conversion.xml is None
    assert len(errors(conversion)) == 1


@pytest.mark.parametrize("share", [0.02, 0.1, 0.5, 0.9, 0.99])
def test_a_record_that_is_cut_off_says_so(share: float) -> None:
    source = RECORD.read_text("utf-8")
    conversion = akn_convert.convert(source[: int(len(source) * share)])
    said = {f.code for f in conversion.findings}
    assert said & {"no-closing", "no-speech"}
    assert not (said & {"R25"})


def test_a_record_without_a_date_gives_no_document() -> None:
    source = (
        RECORD.read_text("utf-8").replace("2018年2月13日星期二下午3时举行", "").replace("八 一 八 〇", "九 九 九 九 九")
    )
    conversion = akn_convert.convert(source)
    assert conversion.xml is None and errors(conversion) == ["no-date"]
    assert akn_convert.convert(source, date="2018-02-13").valid


@pytest.mark.parametrize(
    "options", [{"date": "13 May"}, {"kind": "poem"}, {"language": "xx"}, {"body": "parliament"}, {"colour": "red"}]
)
def test_an_option_that_cannot_be_is_misuse(options: dict[str, str]) -> None:
    with pytest.raises(UsageError):
        akn_convert.convert("text", **options)


def test_a_path_that_does_not_exist_is_a_finding() -> None:
    conversion = akn_convert.convert(Path("/nowhere/record.pdf"))
    assert conversion.xml is None and errors(conversion) == ["cannot-open"]
