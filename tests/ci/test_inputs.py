"""Every way to name documents: files, folders, globs, archives, lists; and every one that cannot be read is a finding."""

from __future__ import annotations

import io
import os
import tarfile
import zipfile
from pathlib import Path

import pytest

from akn_convert.ci.inputs import documents, listed
from akn_convert.errors import UsageError
from akn_convert.findings import Finding


def given(*paths: object) -> dict[str, bytes | str]:
    """The documents by name: bytes, or the message of the finding."""
    found = {}
    for document in documents(map(str, paths)):
        data = document.read()
        found[document.name] = data.message if isinstance(data, Finding) else data
    return found


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    for name in ("b.xml", "a.xml", "sub/c.AKN", "sub/notes.txt", ".hidden/d.xml"):
        path = tmp_path / "tree" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(name.encode())
    return tmp_path / "tree"


def test_a_folder_gives_its_xml_sorted(tree: Path) -> None:
    assert list(given(tree).values()) == [b"a.xml", b"b.xml", b"sub/c.AKN"]


def test_a_file_is_read_whatever_its_name(tree: Path) -> None:
    assert given(tree / "sub" / "notes.txt") == {str(tree / "sub" / "notes.txt"): b"sub/notes.txt"}


def test_a_glob_that_no_shell_expanded_is_expanded(tree: Path) -> None:
    assert list(given(tree / "**" / "*.xml").values()) == [b"a.xml", b"b.xml"]


def test_a_file_named_twice_is_given_once(tree: Path) -> None:
    assert len(given(tree, tree / "a.xml", tree)) == 3


def test_what_is_not_there_is_said_and_the_rest_goes_on(tree: Path) -> None:
    found = given(tree / "missing.xml", tree / "*.none", tree / "a.xml")
    assert [type(value) for value in found.values()] == [str, str, bytes]


def test_a_folder_without_documents_is_said(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    assert "no .xml or .akn file" in str(given(tmp_path / "empty"))


def test_pipes_are_not_opened_and_links_in_folders_not_followed(tree: Path) -> None:
    os.mkfifo(tree / "pipe.xml")
    (tree / "link.xml").symlink_to("/etc/hostname")
    assert "pipe" in str(given(tree / "pipe.xml"))
    assert set(map(os.path.basename, given(tree))) == {"a.xml", "b.xml", "c.AKN"}


def zipped(path: Path, members: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return path


def tarred(path: Path, members: dict[str, bytes]) -> Path:
    with tarfile.open(path, "w:gz" if path.suffix in (".gz", ".tgz") else "w") as archive:
        for name, data in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return path


MEMBERS = {"x/b.xml": b"2", "a.xml": b"1", "readme.txt": b"no"}


def test_a_zip_is_read_member_by_member(tmp_path: Path) -> None:
    archive = zipped(tmp_path / "all.zip", MEMBERS)
    assert given(archive) == {f"{archive}!/a.xml": b"1", f"{archive}!/x/b.xml": b"2"}


@pytest.mark.parametrize("name", ["all.tar", "all.tar.gz", "all.tgz"])
def test_a_tar_is_read_member_by_member(tmp_path: Path, name: str) -> None:
    archive = tarred(tmp_path / name, MEMBERS)
    assert given(archive) == {f"{archive}!/x/b.xml": b"2", f"{archive}!/a.xml": b"1"}


def test_a_member_that_would_inflate_without_measure_is_refused_unread(tmp_path: Path) -> None:
    archive = zipped(tmp_path / "bomb.zip", {"bomb.xml": b" " * 50_000_000, "good.xml": b"1"})
    found = given(archive)
    assert "would inflate to 50000000" in str(found[f"{archive}!/bomb.xml"])
    assert found[f"{archive}!/good.xml"] == b"1"


def test_a_tar_that_inflates_without_measure_is_left(tmp_path: Path) -> None:
    archive = tarred(tmp_path / "bomb.tgz", {"filler.bin": b"\0" * 200_000_000, "late.xml": b"1"})
    assert "inflate" in str(given(archive))


@pytest.mark.parametrize("name", ["cut.zip", "cut.tar", "cut.tgz"])
def test_a_damaged_archive_is_a_finding(tmp_path: Path, name: str) -> None:
    make = zipped if name.endswith("zip") else tarred
    archive = make(tmp_path / name, {f"{n}.xml": os.urandom(3000) for n in range(9)})
    archive.write_bytes(archive.read_bytes()[:9000])
    assert any("damaged" in str(value) for value in given(archive).values())


def test_members_that_lead_out_are_names_only(tmp_path: Path) -> None:
    archive = zipped(tmp_path / "slip.zip", {"../../evil.xml": b"1"})
    assert given(archive) == {f"{archive}!/../../evil.xml": b"1"}
    assert not (tmp_path.parent / "evil.xml").exists()


def test_a_list_names_documents_a_line_each(tmp_path: Path) -> None:
    (tmp_path / "list").write_text("a b.xml\n\nc.xml\n")
    assert listed(str(tmp_path / "list")) == ["a b.xml", "c.xml"]
    with pytest.raises(UsageError, match="cannot be read"):
        listed(str(tmp_path / "none"))
