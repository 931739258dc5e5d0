"""What the command loads before it works: little, since each start from the shell pays for it."""

import subprocess
import sys
from pathlib import Path

import pytest

import akn_convert
from akn_convert.cli import convert, options
from akn_convert.mapper import Options
from akn_convert.reports import FORMATS

ROOT = Path(akn_convert.__file__).parents[1]
STATEMENT = ROOT / "fixtures" / "records" / "S_PRST_2021_1.zh.txt"
# Runs the command as the shell would, then tells what its own process has imported.
SCRIPT = """
import sys
sys.path.insert(0, {root!r})
sys.argv[1:] = {arguments!r}
from akn_convert.cli import main
try:
    code = main()
except SystemExit as leave:
    code = leave.code
print(code, *sorted(sys.modules), file=sys.stderr)
"""
HEAVY = {"lxml", "xmlschema", "chardet", "pypdfium2", "docx", "multiprocessing", "asyncio", "cobalt", "tqdm", "fsspec"}
ROOMS = {f"akn_convert.{room}" for room in ("reader", "layout", "grammar", "mapper", "writer", "validator", "line")}


def loaded_by(*arguments: str) -> set[str]:
    """The modules in the process of a command that ends well."""
    script = SCRIPT.format(root=str(ROOT), arguments=list(arguments))
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=60)
    code, *modules = done.stderr.splitlines()[-1].split()
    assert code in ("0", "None"), done.stderr
    return set(modules)


def test_the_process_that_a_user_starts_to_convert_never_loads_the_converter(tmp_path: Path) -> None:
    loaded = loaded_by("convert", str(STATEMENT), "-o", str(tmp_path), "-q", "--symbol", "S/PRST/2021/1")
    assert (tmp_path / "S_PRST_2021_1.zh.xml").exists()
    assert loaded & (HEAVY | ROOMS) == set()


@pytest.mark.parametrize("argument", ["--version", "--help"])
def test_what_only_speaks_of_the_command_loads_no_verb(argument: str) -> None:
    loaded = loaded_by(argument)
    assert loaded & (HEAVY | ROOMS | {"akn_convert.batch", "akn_convert.findings", "dataclasses"}) == set()


def test_the_names_that_are_written_down_so_that_they_need_not_be_loaded_are_right() -> None:
    assert tuple(FORMATS) == options.FORMATS
    assert tuple(Options.__dataclass_fields__) == convert.FACTS
