"""What a record cannot be without is told of where it lacks it, and is not made up."""

from __future__ import annotations

import pytest

from akn_convert import convert

MEETING = """United Nations
S/PV.9999
Security Council
9999th meeting
Tuesday, 13 February 2018, 3 p.m.
New York
President: Mr. Toussaint (Kuwait)
The meeting was called to order at 3.10 p.m.
"""
STATEMENT = """United Nations
S/PRST/2018/99
Security Council
Distr.: General
2 May 2018
Original: English
Statement by the President of the Security Council
"""
FORMULA = "At the 8200th meeting of the Security Council, held on 2 May 2018, the President of the Security Council made the following statement on behalf of the Council:\n"
COMMUNIQUE = """Security Council
S/PV.9998
9998th (closed) meeting
Tuesday, 13 February 2018, 3 p.m.
New York
Official communiqué of the 9998th (closed) meeting of the Security Council
"""
MISSING = {"no-speech", "no-closing", "no-formula", "no-paragraph"}


@pytest.mark.parametrize(
    ("record", "missing"),
    [
        (MEETING + "The President: I open.\nThe meeting rose at 4 p.m.\n", set()),
        (MEETING + "The President: I open.\n", {"no-closing"}),
        (MEETING + "The meeting rose at 4 p.m.\n", {"no-speech"}),
        (MEETING, {"no-speech"}),
        (STATEMENT + FORMULA + "“The Council is glad.”\n", set()),
        (STATEMENT + FORMULA, set()),
        (STATEMENT + "“The Council is glad.”\n", {"no-formula"}),
        (STATEMENT, {"no-formula", "no-paragraph"}),
        (COMMUNIQUE + "Held in private on 13 February 2018 at 3 p.m.\n", set()),
    ],
)
def test_what_a_record_lacks_is_told(record: str, missing: set[str]) -> None:
    assert {finding.code for finding in convert(record.encode()).findings} & MISSING == missing
