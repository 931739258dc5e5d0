"""Files appear whole or not at all, and nowhere but where they may."""

import errno
import os
from pathlib import Path, PurePosixPath

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from akn_convert import files
from akn_convert.errors import UsageError
from akn_convert.files import (
    Unwritable,
    below,
    documents_below,
    held,
    irregular,
    safe_name,
    safe_path,
    sweep,
    write_whole,
)


def test_the_file_is_there_and_nothing_else(tmp_path):
    write_whole(tmp_path / "a" / "b.xml", b"new")
    write_whole(tmp_path / "a" / "b.xml", b"newer")
    assert [(p.name, p.read_bytes()) for p in (tmp_path / "a").iterdir()] == [("b.xml", b"newer")]


@pytest.mark.parametrize("call", ["fsync", "replace"])
def test_a_failure_leaves_the_old_file_and_no_temporary_one(tmp_path, monkeypatch, call):
    target = tmp_path / "b.xml"
    write_whole(target, b"old")

    def fail(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(files.os, call, fail)
    with pytest.raises(Unwritable, match=r"cannot write .*b\.xml: No space left on device"):
        write_whole(target, b"new")
    assert [(p.name, p.read_bytes()) for p in tmp_path.iterdir()] == [("b.xml", b"old")]


def test_a_link_at_the_target_is_replaced_and_what_it_points_to_left_alone(tmp_path):
    (tmp_path / "precious").write_bytes(b"precious")
    (tmp_path / "b.xml").symlink_to(tmp_path / "precious")
    write_whole(tmp_path / "b.xml", b"new")
    assert (tmp_path / "precious").read_bytes() == b"precious"
    assert not (tmp_path / "b.xml").is_symlink()


def test_sweep_takes_what_nobody_holds(tmp_path):
    (tmp_path / "deep").mkdir()
    left = tmp_path / "deep" / f"{files.TEMPORARY}4-0.tmp"
    left.write_bytes(b"half")
    (tmp_path / "b.xml").write_bytes(b"whole")
    with held(tmp_path, "tmp") as mine:
        assert sweep(tmp_path) == 1
        assert Path(mine.name).exists()
    assert not left.exists()
    assert (tmp_path / "b.xml").exists()


@given(st.text(st.characters(exclude_categories=()), max_size=300))
@example("\ud800")
@example("a" * 400 + ".xml")
@example("...")
@example("con.xml")
def test_any_name_becomes_a_plain_one(name):
    safe = safe_name(name)
    assert 0 < len(safe.encode("utf-8")) <= files.LONGEST + 1
    assert not set(safe) & set('/\\\0<>:"|?*\n')
    assert not safe.startswith(".")
    assert safe_name(safe) == safe


def test_names_in_any_script_stay_as_they_are():
    for name in ("安理会第8180次会议.pdf", "السيد دانون.txt", "Règlement (fr).html", "हिन्दी.txt"):
        assert safe_name(name) == name


def test_names_that_differ_beyond_the_longest_stay_different():
    assert safe_name("a" * 400 + "b.xml") != safe_name("a" * 400 + "c.xml")
    assert safe_name("a" * 400 + "b.xml").endswith(".xml")


@given(st.lists(st.sampled_from(["..", ".", "a", "\\", "C:", "", "/etc", "b.xml"])).map("/".join))
def test_no_path_leads_out(name):
    path = safe_path(name)
    assert not path.is_absolute()
    assert ".." not in path.parts
    assert below(Path("/out"), path).is_relative_to("/out")


def test_below_refuses_what_leads_out_and_links_on_the_way(tmp_path):
    with pytest.raises(UsageError, match="leads out"):
        below(tmp_path, PurePosixPath("../x"))
    (tmp_path / "elsewhere").symlink_to("/")
    with pytest.raises(Unwritable, match="symbolic link"):
        below(tmp_path, PurePosixPath("elsewhere/x"))


def test_a_walk_gives_regular_files_in_order_and_follows_no_link(tmp_path):
    for name in ("b.txt", "a/c.txt", ".hidden", "out/x.xml"):
        write_whole(tmp_path / name, b"")
    (tmp_path / "link.txt").symlink_to(tmp_path / "b.txt")
    (tmp_path / "loop").symlink_to(tmp_path)
    os.mkfifo(tmp_path / "pipe")
    assert [str(p.relative_to(tmp_path)) for p in documents_below(tmp_path, tmp_path / "out")] == ["a/c.txt", "b.txt"]


def test_what_is_no_file_is_said_in_words(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    assert irregular(tmp_path / "pipe") == "it is a pipe, not a file"
    assert irregular(tmp_path) == "it is a folder, not a file"
    assert irregular(Path("/dev/null")) == "it is a device, not a file"
    assert irregular(tmp_path / "missing") == "No such file or directory"
    assert irregular(Path(__file__)) is None
