"""Every input that a fuzzer found worth keeping, and short noise, keeps the promise of each target."""

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE))
from targets import TARGETS  # noqa: E402

KEPT = [(path.parent.name, path) for path in sorted((HERE / "corpus").glob("*/*"))]
QUICK = ("decode", "layout", "convert_noise", "validate_xml")


@pytest.mark.parametrize(("name", "path"), KEPT, ids=[f"{name}-{path.name}" for name, path in KEPT])
def test_a_kept_input_keeps_the_promise(name: str, path: Path) -> None:
    TARGETS[name](path.read_bytes())


@pytest.mark.parametrize("name", QUICK)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.binary(max_size=300))
def test_noise_keeps_the_promise(name: str, data: bytes) -> None:
    TARGETS[name](data)


@settings(max_examples=60, deadline=None)
@given(data=st.binary(min_size=2, max_size=120))
def test_a_text_of_telling_lines_keeps_the_promise(data: bytes) -> None:
    TARGETS["convert_text"](data)


@pytest.mark.extras
def test_a_short_round_of_fuzzing_finds_nothing() -> None:
    """The same inputs each time: libFuzzer with a fixed seed, no clock."""
    pytest.importorskip("atheris")
    assert short_round("--runs", "400")


@pytest.mark.extras
def test_two_short_rounds_try_the_same_inputs() -> None:
    pytest.importorskip("atheris")
    once = short_round("--runs", "150", "--only", "convert_text", "--only", "convert_docx")
    assert once == short_round("--runs", "150", "--only", "convert_text", "--only", "convert_docx")
    assert [len(digest) for digest in once.values()] == [16, 16]


def short_round(*options: str) -> dict[str, str]:
    """Which inputs a round that breaks no promise has tried: a digest a target."""
    command = [sys.executable, str(HERE / "run.py"), "--jobs", "2", *options]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return {words[0]: words[-1] for line in done.stdout.splitlines() if (words := line.split())[-2:-1] == ["promise"]}
