"""Folders and prefixes behave the same; a store is tried over its real protocol, against a server on this machine."""

import json
import os
import pickle
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from akn_convert.batch import storage
from akn_convert.batch.storage import documents, fetch, folder, is_folder, is_remote, read
from akn_convert.cli import main
from akn_convert.errors import MissingExtra, UsageError
from akn_convert.findings import Finding

RECORD = Path(__file__).parents[1] / "exports" / "readback" / "A_73_PV.90.en.xml"


def keeps_files(place: str) -> None:
    """What any folder does."""
    out = folder(place)
    assert read(out, "a/b.xml") is None
    out.write("a/b.xml", b"one")
    out.write("a/b.xml", b"two")
    with RECORD.open("rb") as file:
        out.write("a/c.xml", file)
    out.write("a/.hidden", b"")
    assert read(out, "a/b.xml") == b"two"
    assert read(out, "a/c.xml") == RECORD.read_bytes()
    assert out.names("a") == ["a/.hidden", "a/b.xml", "a/c.xml"]
    found = list(documents(place))
    assert [name.rsplit("/", 1)[-1] for name in found] == ["b.xml", "c.xml"]
    assert [fetch(name) for name in found] == [b"two", RECORD.read_bytes()]
    assert is_folder(place) and not is_folder(found[0])
    assert read(pickle.loads(pickle.dumps(out)), "a/b.xml") == b"two"
    for name in ("a/b.xml", "a/b.xml", "a/c.xml", "a/.hidden"):
        out.remove(name)
    assert list(documents(place)) == out.names("a") == []
    missing = fetch(f"{place}/none.pdf")
    assert isinstance(missing, Finding) and missing.code == "cannot-open"
    with pytest.raises(UsageError, match="leads out"):
        out.write("../x", b"")
    out.tidy()


def test_a_folder_keeps_files(tmp_path):
    keeps_files(str(tmp_path))


def test_paths_are_told_from_addresses():
    assert [is_remote(name) for name in ("s3://b/k", "gs://b", "memory://x", "/a/b", "C:\\a", "a:b", "-")] == [
        True, True, True, False, False, False, False,
    ]  # fmt: skip


def test_a_missing_library_is_named_with_the_line_that_helps(monkeypatch):
    storage.filesystem.cache_clear()
    monkeypatch.setitem(sys.modules, "fsspec", None)
    monkeypatch.setitem(sys.modules, "fsspec.core", None)
    with pytest.raises(MissingExtra, match=r"akn-convert\[s3\]"):
        fetch("s3://bucket/key")


@pytest.mark.extras
def test_any_file_system_of_fsspec_keeps_files():
    pytest.importorskip("fsspec")
    storage.filesystem.cache_clear()
    keeps_files("memory://records")


@pytest.fixture(scope="module")
def bucket(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A bucket on a server of its own."""
    pytest.importorskip("s3fs")
    pytest.importorskip("moto")
    storage.filesystem.cache_clear()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    log = (tmp_path_factory.mktemp("moto") / "log").open("wb")
    code = f"from moto.server import main; main(['-H', '127.0.0.1', '-p', '{port}'])"
    server = subprocess.Popen([sys.executable, "-c", code], stdout=log, stderr=log)
    settings = {
        "AWS_ENDPOINT_URL": address,
        "AWS_ACCESS_KEY_ID": "x",
        "AWS_SECRET_ACCESS_KEY": "x",
        "AWS_DEFAULT_REGION": "us-east-1",
    }
    with pytest.MonkeyPatch.context() as patch:
        for key, value in settings.items():
            patch.setenv(key, value)
        try:
            _await(address)
            import s3fs

            s3fs.S3FileSystem().mkdir("records")
            yield "s3://records"
        finally:
            server.terminate()
            server.wait(10)
            log.close()


def _await(address: str) -> None:
    for _ in range(100):
        try:
            urllib.request.urlopen(address, timeout=1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise TimeoutError(address)


@pytest.mark.extras
@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::ResourceWarning")
def test_a_bucket_keeps_files(bucket):
    keeps_files(f"{bucket}/files")


@pytest.mark.extras
@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::ResourceWarning")
def test_tables_go_from_bucket_to_bucket(bucket, capsys):
    folder(f"{bucket}/akn").write("2019/a.xml", RECORD.read_bytes())
    folder(f"{bucket}/akn").write("2019/a.report.json", b'{"source": "a.pdf"}')
    out = f"{bucket}/tables"
    assert main(["export", f"{bucket}/akn", "-o", out, "--to", "jsonl"]) == 0
    row = json.loads(read(folder(out), "documents.jsonl") or b"")
    assert (row["xml_file"], row["source_file"], row["symbol"]) == ("2019/a.xml", "a.pdf", "A/73/PV.90")
    assert main(["export", f"{bucket}/akn/2019/a.xml", "-o", f"{out}/r.sqlite", "--to", "sqlite"]) == 0
    assert (read(folder(out), "r.sqlite") or b"").startswith(b"SQLite format 3")
    assert main(["export", f"{bucket}/akn", "-o", "s3://no-such-bucket/t", "--to", "csv"]) == 2
    assert "cannot write no-such-bucket/t/" in capsys.readouterr().err
    assert os.environ["AWS_ENDPOINT_URL"].startswith("http://127.0.0.1:")


MEETING = (Path(__file__).parents[1] / "overrides" / "meeting.zh.txt").read_bytes()


@pytest.mark.extras
@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::ResourceWarning")
def test_an_archive_in_a_bucket_is_converted_into_it_and_resumed(bucket, tmp_path, capsys):
    source, out = f"{bucket}/in", f"{bucket}/out"
    for name in ("2024/a.txt", "2024/b.txt"):
        folder(source).write(name, MEETING)
    folder(source).write("2024/c.txt", b"no record")
    assert main(["convert", source, "-o", out, "--jobs", "2", "-q"]) == 1
    names = ["2024/a.report.json", "2024/a.xml", "2024/b.report.json", "2024/b.xml", "2024/c.report.json"]
    assert [name.removeprefix(f"{out}/") for name in documents(out)] == [*names, "manifest.jsonl"]
    (tmp_path / "in" / "2024").mkdir(parents=True)
    for name in ("a", "b"):
        (tmp_path / "in" / "2024" / f"{name}.txt").write_bytes(MEETING)
    assert main(["convert", str(tmp_path / "in"), "-o", str(tmp_path / "out"), "--jobs", "1", "-q"]) == 0
    assert (tmp_path / "out" / "2024" / "a.xml").read_bytes() == read(folder(out), "2024/a.xml")
    capsys.readouterr()
    assert main(["convert", source, "-o", out, "--jobs", "1", "--resume"]) == 1
    assert "2 converted, 1 failed, 3 of them by an earlier run" in capsys.readouterr().out
    assert folder(out).names(".akn-convert") == []
    assert main(["convert", f"{source}/2024/a.txt", "-o", f"{bucket}/one", "-q"]) == 0
    assert main(["convert", source, "-o", "s3://no-such-bucket/out", "-q"]) == 2
