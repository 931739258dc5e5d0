"""Records of organs without a table of their own: their symbol is kept, and a finding says what was taken for granted."""

from __future__ import annotations

import pytest

from akn_convert import convert

COVER = """{symbol}

{organ}
7th meeting
Tuesday, 13 September 2022, 10 a.m.

President: Mr. Kero .............................. (Hungary)

The meeting was called to order at 10.05 a.m.

Mr. Roe (Peru): I thank you. We have read {cited} with care.

The meeting rose at 11.05 a.m.
"""


def record(symbol: str, organ: str = "Conference", cited: str = "the report") -> bytes:
    return COVER.format(symbol=symbol, organ=organ, cited=cited).encode()


@pytest.mark.parametrize(
    ("symbol", "actor"),
    [
        ("S/PV.9153", "un-sc"),
        ("A/77/PV.5", "un-ga"),
        ("A/C.1/77/PV.14", "un-ga-c1"),
        ("A/PV.1234", "un-ga"),
        ("T/PV.1705", "un"),
        ("CD/PV.1638", "un"),
        ("A/CN.10/PV.370", "un"),
        ("NPT/CONF.2015/PV.1", "un"),
    ],
)
def test_a_record_has_the_symbol_that_it_prints_whoever_met(symbol: str, actor: str) -> None:
    conversion = convert(record(symbol))
    assert conversion.valid and conversion.record is not None
    meta = conversion.record.meta
    assert (meta.symbol, meta.actor, meta.number) == (symbol, actor, symbol.replace("/", "-"))
    assert [f.code for f in conversion.findings] == (["other-organ"] if actor == "un" else [])


def test_what_is_cited_does_not_make_another_record_of_it() -> None:
    conversion = convert(record("CD/PV.1638", cited="S/PV.8180"))
    assert conversion.record is not None and conversion.record.meta.symbol == "CD/PV.1638"
    conversion = convert(record("S/PV.8180", cited="CD/PV.1638"))
    assert conversion.record is not None and conversion.record.meta.symbol == "S/PV.8180"


def test_who_knows_the_organ_gives_its_id_which_is_told_since_it_may_be_a_slip() -> None:
    conversion = convert(record("CD/PV.1638"), body="un-cd")
    assert conversion.valid and conversion.xml is not None
    assert [f.message for f in conversion.findings if '"un-cd" stands for it' in f.message]
    assert b"/akn/un/debate/record/un-cd/2022-09-13/CD-PV.1638" in conversion.xml


def test_where_nothing_tells_the_organ_a_finding_says_which_was_taken() -> None:
    assert [f.code for f in convert(record("")).findings] == ["assumed-organ"]
    assert not convert(record("", organ="Security Council")).findings


def test_a_statement_is_the_councils_whatever_it_cites() -> None:
    conversion = convert(
        "S/PRST/2021/30\n\nStatement by the President of the Security Council\n\nAt the 7th meeting of the Security Council, "
        "held on 13 September 2021, the President of the Security Council made the following statement on behalf of the "
        "Council:\n\n“The Council recalls CD/PV.1638.”\n"
    )
    assert conversion.record is not None
    assert (conversion.record.meta.actor, conversion.record.meta.symbol) == ("un-sc", "S/PRST/2021/30")
