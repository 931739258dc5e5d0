"""The wheel carries the data files, and converts in a fresh environment."""

import configparser
import os
import shutil
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


CLEAN = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}


def test_the_wheel_is_told_of_each_folder_with_code() -> None:
    config = configparser.ConfigParser()
    config.read(ROOT / "setup.cfg", "utf-8")
    folders = {file.parent.relative_to(ROOT) for file in (ROOT / "akn_convert").rglob("*.py")}
    assert {".".join(folder.parts) for folder in folders} <= {*config["options"]["packages"].split()}


def build(kind: str, folder: Path) -> Path:
    """Build a wheel or an sdist of a copy of this checkout; returns the file."""
    copy = folder / "source"
    for name in ("akn_convert", "schemas"):
        shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("setup.cfg", "pyproject.toml", "MANIFEST.in", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, copy / name)
    command = [sys.executable, "-m", "build", f"--{kind}", "--outdir", str(folder / "dist"), str(copy)]
    subprocess.run(command, check=True, capture_output=True, env=CLEAN)
    return next((folder / "dist").iterdir())


@pytest.mark.extras
def test_the_wheel_converts_in_a_fresh_environment(tmp_path: Path) -> None:
    wheel = build("wheel", tmp_path)
    names = zipfile.ZipFile(wheel).namelist()
    for needed in (
        "akn_convert/py.typed",
        "akn_convert/grammar/tables/zh.toml",
        "akn_convert/schemas/report.schema.json",
    ):
        assert needed in names
    venv.create(tmp_path / "env", with_pip=True)
    python = tmp_path / "env" / "bin" / "python"
    subprocess.run([python, "-m", "pip", "install", "-q", str(wheel)], check=True, capture_output=True, env=CLEAN)
    record = ROOT / "fixtures" / "records" / "S_PV_8180.zh.md"
    command = [tmp_path / "env" / "bin" / "akn-convert", "convert", str(record), "-o", str(tmp_path / "out")]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, env=CLEAN)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "out" / "S_PV_8180.zh.xml").read_bytes().startswith(b"<?xml")


@pytest.mark.extras
def test_the_sdist_carries_what_the_wheel_is_built_from(tmp_path: Path) -> None:
    import tarfile

    with tarfile.open(build("sdist", tmp_path)) as archive:
        names = archive.getnames()
    assert any(n.endswith("schemas/report.schema.json") for n in names)
    assert any(n.endswith("akn_convert/grammar/tables/zh.toml") for n in names)
