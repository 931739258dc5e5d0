"""What the site's tests share: the invented meeting, and a site built of it once."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

HERE = Path(__file__).parent


def _minutes() -> ModuleType:
    """The maker of meetings; loaded by path, since tests are no package."""
    spec = importlib.util.spec_from_file_location("site_minutes", HERE / "minutes.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules["site_minutes"] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def minutes() -> ModuleType:
    return _minutes()


@pytest.fixture(scope="session")
def records(minutes: ModuleType, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One meeting in six languages, and an earlier one in two."""
    folder = tmp_path_factory.mktemp("records")
    for language in minutes.ALPHA3:
        (folder / f"A_99_PV.7.{language}.xml").write_bytes(minutes.debate(language))
    for language in ("en", "fr"):
        (folder / f"A_99_PV.3.{language}.xml").write_bytes(minutes.debate(language, number=3, date="2042-09-30"))
    return folder


@pytest.fixture(scope="session")
def public(records: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    pytest.importorskip("jinja2")
    from akn_convert.site import Settings, build_site

    out = tmp_path_factory.mktemp("site") / "public"
    built = build_site([records], out, Settings(address="https://records.example.org/"))
    assert (built.records, built.versions, built.findings) == (2, 8, ())
    yield out
