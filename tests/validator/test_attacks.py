"""The twelve classic attacks by XML: refused before they can expand, fetch or fill anything; nothing is ever opened."""

from __future__ import annotations

import http.server
import os
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from akn_convert.findings import Finding
from akn_convert.validator import validate

SOUND = (Path(__file__).parents[2] / "fixtures" / "sound" / "act.xml").read_text("utf-8")
WORDS = "This is the Lakes Act."
DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>'


def attack(doctype: str = "", words: str = WORDS, root: str = "") -> bytes:
    """The sound act with a DOCTYPE, other words, or more attributes on its root."""
    text = SOUND.replace(DECLARATION, DECLARATION + doctype).replace(WORDS, words)
    return text.replace("<akomaNtoso ", f"<akomaNtoso {root} ", 1).encode()


LAUGHS = "".join(f'<!ENTITY lol{n} "{f"&lol{n - 1};" * 10}">' for n in range(1, 10))
BLOWUP = f'<!ENTITY a "{"a" * 50_000}">'


@pytest.fixture(scope="module")
def server() -> Iterator[tuple[str, list[str]]]:
    asked: list[str] = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(404)
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = http.server.HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}", asked
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def canary(server: tuple[str, list[str]]) -> tuple[str, list[str]]:
    """A local server's address, and the paths that anyone asked it for."""
    server[1].clear()
    return server


@pytest.fixture
def pipe(tmp_path: Path) -> Path:
    """A named pipe that nobody writes to: who opens it to read waits for ever."""
    os.mkfifo(tmp_path / "secret")
    return tmp_path / "secret"


def within(seconds: float, document: bytes) -> list[Finding]:
    """What is found in a document, if the answer comes in time: a reader of the pipe would not give one."""
    answers: list[list[Finding]] = []
    thread = threading.Thread(target=lambda: answers.append(validate(document)), daemon=True)
    thread.start()
    thread.join(seconds)
    assert answers, "no answer in time"
    return answers[0]


ATTACKS = {
    "billion laughs": attack(f'<!DOCTYPE a [<!ENTITY lol0 "lol">{LAUGHS}]>', "&lol9;"),
    "quadratic blowup": attack(f"<!DOCTYPE a [{BLOWUP}]>", "&a;" * 1000),
    "entities in an attribute": attack(f'<!DOCTYPE a [<!ENTITY lol0 "lol">{LAUGHS}]>', root='x="&lol9;"'),
    "entities that name each other": attack('<!DOCTYPE a [<!ENTITY a "&b;"><!ENTITY b "&a;">]>', "&a;"),
    "parameter entities": attack("<!DOCTYPE a [<!ENTITY % p \"<!ENTITY e 'x'>\">%p;]>", "&e;"),
    "external entity, a file": attack('<!DOCTYPE a [<!ENTITY e SYSTEM "{file}">]>', "&e;"),
    "external entity, an address": attack('<!DOCTYPE a [<!ENTITY e SYSTEM "{http}/entity">]>', "&e;"),
    "external DTD": attack('<!DOCTYPE a SYSTEM "{http}/a.dtd">'),
    "external parameter entity": attack('<!DOCTYPE a [<!ENTITY % p SYSTEM "{http}/p.dtd">%p;]>'),
    "XInclude": attack(words='<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="{file}" parse="text"/>'),
}


@pytest.mark.parametrize("name", ATTACKS)
def test_an_attack_is_one_finding_and_nothing_is_fetched(name: str, canary: tuple[str, list[str]], pipe: Path) -> None:
    address, asked = canary
    document = ATTACKS[name].replace(b"{http}", address.encode()).replace(b"{file}", pipe.as_uri().encode())
    (finding,) = within(2.0, document)
    assert finding.code == ("xinclude" if name == "XInclude" else "doctype")
    assert not asked


@pytest.mark.parametrize("hint", ["schemaLocation", "noNamespaceSchemaLocation"])
@pytest.mark.parametrize("where", ["root", "inside"])
def test_a_document_s_own_schemas_are_not_fetched(hint: str, where: str, canary: tuple[str, list[str]]) -> None:
    address, asked = canary
    value = f"urn:x {address}/x.xsd" if hint == "schemaLocation" else f"{address}/x.xsd"
    attribute = f'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:{hint}="{value}"'
    document = attack(root=attribute) if where == "root" else attack(words=f"This <b {attribute}>is</b> it.")
    assert validate(document) == []
    assert not asked


def test_deep_nesting_is_refused() -> None:
    (finding,) = validate(attack(words="<b>" * 300 + "</b>" * 300))
    assert finding.code == "xml-too-deep"
    assert validate(attack(words="<b>" * 100 + "x" + "</b>" * 100)) == []


def test_nesting_without_end_takes_no_time() -> None:
    start = time.process_time()
    (finding,) = validate(b"<a>" * 1_000_000)
    assert finding.code == "xml-too-deep"
    assert time.process_time() - start < 2.0


def test_giant_text_is_refused() -> None:
    (finding,) = validate(attack(words="x" * 10_000_001))
    assert finding.code == "xml-text-too-large"


def test_a_giant_attribute_is_an_error_and_not_repeated_in_the_message() -> None:
    found = validate(attack(root=f'x="{"x" * 20_000_000}"'))
    assert found and all(finding.severity == "error" and len(finding.message) < 1000 for finding in found)


def test_a_file_beyond_the_limit_is_not_read(tmp_path: Path) -> None:
    giant = tmp_path / "giant.xml"
    with giant.open("wb") as file:
        file.truncate(300 * 1024 * 1024)
    (finding,) = validate(giant)
    assert finding.code == "xml-too-large"


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-8-sig", "iso-8859-1", "utf-7"])
def test_a_doctype_does_not_hide_in_an_encoding(encoding: str) -> None:
    name = "utf-8" if encoding == "utf-8-sig" else encoding
    body = '<!DOCTYPE a [<!ENTITY e "x">]><a>&e;</a>'
    hidden = body.replace("<!", "+ADwAIQ-") if encoding == "utf-7" else body
    document = f'<?xml version="1.0" encoding="{name}"?>{hidden}'.encode("ascii" if encoding == "utf-7" else encoding)
    (finding,) = validate(document)
    assert finding.code in ("doctype", "not-well-formed")


def test_a_doctype_behind_comments_is_seen_in_linear_time() -> None:
    prolog = "<!-- x --> <?y z?>\n" * 50_000
    start = time.process_time()
    assert [f.code for f in validate(f"{prolog}<!DOCTYPE a><a/>".encode())] == ["doctype"]
    assert time.process_time() - start < 2.0
    assert [f.code for f in validate(f"{prolog}<a><![CDATA[<!DOCTYPE a>]]></a>".encode())] == ["not-akoma-ntoso"]


def test_the_word_doctype_in_text_is_no_doctype() -> None:
    assert validate(attack(words="<![CDATA[<!DOCTYPE html>]]>")) == []


def test_an_xinclude_hides_in_no_encoding() -> None:
    text = attack(words='<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="x"/>').decode()
    undeclared = text.replace(DECLARATION, "").encode("utf-16")
    assert [finding.code for finding in validate(undeclared)] == ["xinclude"]
