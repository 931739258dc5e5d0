"""What several rooms' tests share: where the development corpus is, if it is here at all."""

import gc
import os
from pathlib import Path

import pytest
from hypothesis import settings

# What CI tries is the same each time, and no slow machine fails it; elsewhere new examples are drawn at every run.
settings.register_profile("ci", derandomize=True, deadline=None)
if os.environ.get("CI"):
    settings.load_profile("ci")

SHARED = Path(__file__).resolve().parents[2] / "shared"


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Tests marked `long` run only if they are asked for by mark; those marked `shared` skip where ../shared is not there."""
    if "long" not in config.option.markexpr:
        config.hook.pytest_deselected(items=[item for item in items if item.get_closest_marker("long")])
        items[:] = [item for item in items if not item.get_closest_marker("long")]
    if SHARED.is_dir():
        return
    for item in items:
        if item.get_closest_marker("shared"):
            item.add_marker(pytest.mark.skip(reason="../shared is not here"))


@pytest.fixture
def shared() -> Path:
    """The folder of the development corpus."""
    return SHARED


def pytest_collection_finish() -> None:
    """What collecting made is there to stay: no test whose time is taken pays for looking it through for garbage."""
    gc.collect()
    gc.freeze()
