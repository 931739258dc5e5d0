"""`convert_many` gives an Outcome for every source, of whatever kind, lazily and in order."""

import itertools
import pickle
from pathlib import Path

import pytest

import akn_convert
from akn_convert import Outcome, convert_many
from akn_convert.batch.outcome import Document
from akn_convert.errors import UsageError

MEETING = Path(__file__).parents[1] / "overrides" / "meeting.zh.txt"


def test_every_kind_of_source_gives_the_same_document():
    text = MEETING.read_text("utf-8")
    sources = [MEETING, str(MEETING), text.encode(), text, Document(text, "x.txt"), Document(str(MEETING), "x.txt")]
    outcomes = list(convert_many(sources, jobs=2))
    assert [outcome.source for outcome in outcomes] == sources
    assert {outcome.status for outcome in outcomes} == {"converted"}
    assert {outcome.conversion.xml for outcome in outcomes} == {akn_convert.convert(text).xml}
    assert [outcome.conversion.report["source"] for outcome in outcomes[:2]] == [MEETING.name] * 2
    assert pickle.loads(pickle.dumps(outcomes[0])).conversion.xml == outcomes[0].conversion.xml


def test_what_cannot_be_opened_or_is_no_record_fails_alone(tmp_path):
    outcomes = list(
        convert_many([tmp_path / "none.pdf", b"", tmp_path, MEETING], jobs=1, timeout=None, max_memory=None)
    )
    assert [outcome.status for outcome in outcomes] == ["failed", "failed", "failed", "converted"]
    assert [outcome.findings[0].code for outcome in outcomes[:3]] == ["cannot-open", "empty-text", "not-a-file"]
    assert outcomes[0].conversion is None


def test_sources_are_taken_as_results_are_asked_for():
    taken = itertools.count()
    outcomes = convert_many((MEETING for _ in taken), jobs=1)
    assert isinstance(next(outcomes), Outcome)
    assert next(taken) < 20
    outcomes.close()


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"jobs": 0}, "jobs must be 1 or more"),
        ({"timeout": 0}, "timeout must be between"),
        ({"max_memory": 1}, "max_memory must be"),
        ({"dates": "2018-02-13"}, "convert has no option dates"),
        ({"date": "yesterday"}, "is not a date"),
        ({"language": "xx"}, "no grammar for the language"),
    ],
)
def test_arguments_that_cannot_be_used_are_said_at_once(options, words):
    with pytest.raises(UsageError, match=words):
        convert_many([], **options)


def test_options_of_one_document_are_its_own():
    given = [
        Document(str(MEETING), "a", {"symbol": "S/PV.9902"}),
        Document(str(MEETING), "b", {"date": "yesterday"}),
        MEETING,
    ]
    outcomes = list(convert_many(given, jobs=1, markup_date="2024-05-01"))
    assert [o.conversion.report["symbol"] if o.conversion else None for o in outcomes] == [
        "S/PV.9902",
        None,
        "S/PV.9901",
    ]
    assert outcomes[1].findings[0].code == "wrong-option"
    assert b'date="2024-05-01"' in outcomes[2].conversion.xml
