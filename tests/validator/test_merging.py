"""Faults of one cause are one finding, at the first of its places in the file; the others are named in order."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent / "rules"))
from changed import changed

from akn_convert.validator import validate


def document(*changes: tuple[str, str]) -> bytes:
    return changed("debate", *changes).encode()


def row(data: bytes, words: str) -> int:
    """The row in which these words stand, from 1."""
    return data[: data.index(words.encode())].count(b"\n") + 1


def test_one_value_that_leads_nowhere_is_one_cause_whatever_refers_by_it() -> None:
    assert validate(document()) == []
    # The rule looks at `by` before `refersTo`, and the summary stands before the fifth speech.
    data = document(('_5" by="#person-per"', '_5" by="#gone"'), ("<summary ", '<summary refersTo="#gone" '))
    (finding,) = [f for f in validate(data) if f.code == "R5"]
    assert finding.location is not None and finding.location.row == row(data, '<summary refersTo="#gone"')
    assert 'refersTo="#gone"' in finding.message
    assert finding.message.endswith(f"(also in line {row(data, 'by=' + chr(34) + '#gone')})")
    assert len([f for f in validate(data, merge=False) if f.code == "R5"]) == 2


def test_references_that_all_lack_their_hash_are_one_cause_for_each_kind_of_reference() -> None:
    missing = [(f'_{n}" by="#person-{who}"', f'_{n}" by="person-{who}"') for n, who in ((1, "gha"), (2, "per"))]
    data = document(*missing, ("<summary ", '<summary refersTo="votes" '), ('_4" by="#person-gha"', '_4" by=""'))
    found = [f for f in validate(data) if f.code == "R5"]
    assert [f.message.partition(" leads")[0] for f in found] == [
        'by="person-gha" of this speech',
        'refersTo="votes" of this summary',
        'by="" of this speech',
    ]
    assert found[0].message.endswith(f"(also in line {row(data, missing[1][1])})")
