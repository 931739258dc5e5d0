"""Many documents: the order is theirs, processes and cache change nothing but the time, and none takes others along."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from akn_convert.ci import cache as caches
from akn_convert.ci import run as runs
from akn_convert.ci.cache import Cache
from akn_convert.ci.inputs import Document
from akn_convert.ci.run import Run
from akn_convert.findings import Finding
from akn_convert.validator import validate

FIXTURES = Path(__file__).parents[2] / "fixtures"
FILES = sorted((FIXTURES / "broken").glob("*/*.xml"))
DOCUMENTS = [Document(str(path), path.read_bytes) for path in FILES]
EXPECTED = [(str(path), validate(path)) for path in FILES]


def results(run: Run) -> list[tuple[str, list[Finding]]]:
    return [tuple(checked) for checked in run.check(DOCUMENTS)]  # type: ignore[misc]


def test_one_process_gives_what_validate_gives() -> None:
    assert results(Run(jobs=1)) == EXPECTED


def test_two_processes_give_the_same_in_the_same_order() -> None:
    assert results(Run(jobs=2)) == EXPECTED


def test_left_to_itself_a_run_starts_processes_where_there_is_much_to_check_only(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[int] = []
    run = runs.pool.run

    def watched(task: Any, items: Any, limits: Any, **more: Any) -> Any:
        asked.append(limits.jobs)
        return run(task, items, limits, **more)

    monkeypatch.setattr(runs.pool, "cores", lambda: 2)
    monkeypatch.setattr(runs.pool, "run", watched)
    assert results(Run(jobs=0)) == EXPECTED and asked == [1]
    monkeypatch.setattr(runs, "_AHEAD", 30)
    assert results(Run(jobs=0)) == EXPECTED and set(asked[1:]) == {1}
    monkeypatch.setattr(runs, "_PAYS", FILES[0].stat().st_size + 1)
    asked.clear()
    assert results(Run(jobs=0)) == EXPECTED and asked == [2]


def test_a_second_run_is_answered_by_the_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = Cache(tmp_path, {})
    assert results(Run(cache=first)) == EXPECTED
    first.close()
    monkeypatch.setattr(runs, "_check", None)  # whatever is checked again fails
    second = Cache(tmp_path, {})
    assert results(Run(cache=second)) == EXPECTED
    assert results(Run(jobs=2, cache=second)) == EXPECTED
    second.close()


def test_other_options_another_schema_and_another_validator_are_other_keys(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def key(**options: object) -> str:
        cache = Cache(tmp_path, options)
        cache.close()
        return cache.key(b"<a/>")

    own = tmp_path / "own.xsd"
    own.write_text("<xsd/>")
    keys = {key(), key(lenient=True), key(max_findings=3), key(schema=str(own))}
    own.write_text("<other/>")
    keys.add(key(schema=str(own)))
    monkeypatch.setattr(caches, "_own_files", lambda: "another validator")
    keys.add(key())
    assert len(keys) == 6
    assert key() == key()


def test_a_cache_that_cannot_be_used_is_as_good_as_none(tmp_path: Path) -> None:
    (tmp_path / "validate.sqlite").write_bytes(b"this is no database" * 100)
    broken = Cache(tmp_path, {})
    assert results(Run(cache=broken)) == EXPECTED
    broken.close()
    (tmp_path / "file").write_text("")
    nowhere = Cache(tmp_path / "file" / "below", {})
    assert results(Run(cache=nowhere)) == EXPECTED
    nowhere.close()


def test_a_cache_does_not_grow_without_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(caches, "_KEPT", 5)
    cache = Cache(tmp_path, {})
    results(Run(cache=cache))
    cache.close()
    again = Cache(tmp_path, {})
    known = [again.get(again.key(path.read_bytes())) is not None for path in FILES]
    again.close()
    assert sum(known) == 5 and known[-1]


def test_what_cannot_be_read_stands_in_its_place() -> None:
    bad = Document("bad.xml", lambda: Finding("unreadable", EXPECTED[0][1][0].severity, "It is gone."))
    found = list(Run().check([DOCUMENTS[0], bad, DOCUMENTS[1]]))
    assert [checked.filename for checked in found] == [str(FILES[0]), "bad.xml", str(FILES[1])]
    assert found[1].findings[0].filename == "bad.xml"


def stumble(options: object, items: list[runs._Work]) -> list[list[runs._Packed]]:
    """Checks, but dies on one document and raises on another."""
    for item in items:
        if item.name == "deadly":
            os._exit(9)
        if item.name == "raises":
            raise RuntimeError("a mistake")
    return [[] for _ in items]


@pytest.mark.parametrize("jobs", [1, pytest.param(2, marks=pytest.mark.extras)])
def test_a_document_that_the_validator_stumbles_over_takes_no_other_along(
    jobs: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(str(Path(__file__).parent))
    import test_run as importable  # the processes import the task by this name

    monkeypatch.setattr(runs, "_check_all", importable.stumble)
    names = ["one", "raises", "two", "three"] + (["deadly", "four"] if jobs == 2 else [])
    found = list(Run(jobs=jobs).check([Document(name, lambda: b"<a/>") for name in names]))
    assert [checked.filename for checked in found] == names
    codes = {checked.filename: [finding.code for finding in checked.findings] for checked in found}
    assert codes["raises"] == ["internal-error"] and codes["one"] == codes["two"] == codes["three"] == []
    if jobs == 2:
        assert codes["deadly"] == ["crashed"] and codes["four"] == []
