"""Tables say what the documents say, in every format, with the types that are promised."""

import csv
import json
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from akn_convert.cli import main
from akn_convert.errors import UsageError
from akn_convert.exports.readback import read_back
from akn_convert.exports.tables import FORMATS, as_dict, export, open_writer, origin_of
from akn_convert.exports.tables.columns import TABLES, json_schema, markdown
from akn_convert.exports.tables.rows import Origin, Place, rows_of
from akn_convert.exports.tables.search import fold, match, search

HERE = Path(__file__).parent / "readback"
ROOT = Path(__file__).parents[2]
ENGLISH, ARABIC = HERE / "A_73_PV.90.en.xml", HERE / "A_73_PV.90.ar.xml"


def rows(table: str, path: Path = ENGLISH, origin: Origin | None = None) -> list[dict[str, Any]]:
    found = rows_of(read_back(path), origin or Origin(path.name))
    return [as_dict(row) for row in found if row[0] == table]


def speech(text: str, language: str = "eng") -> bytes:
    return (
        '<akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0"><debate name="verbatimRecord"><meta>'
        f'<identification source="#x"><FRBRExpression><FRBRlanguage language="{language}"/></FRBRExpression>'
        '</identification></meta><debateBody><debateSection eId="dbsect_1" name="x">'
        f'<speech eId="dbsect_1__speech_1" by="#a"><p>{text}</p></speech></debateSection></debateBody></debate></akomaNtoso>'
    ).encode()


def test_every_speech_is_a_row_with_the_facts_of_the_document(tmp_path):
    document = read_back(ENGLISH)
    found = rows("speeches")
    assert [row["eid"] for row in found] == [part.eId for part in document.speeches]
    assert [row["speech_order"] for row in found] == list(range(1, len(found) + 1))
    assert {row["symbol"] for row in found} == {"A/73/PV.90"}
    assert {(row["organ"], row["meeting"], row["date"], row["language"]) for row in found} == {
        ("un-ga", 90, "2019-03-05", "eng")
    }
    assert [row["text"] for row in found] == [part.text for part in document.speeches]
    assert {row["page"] for row in found} == {row["start_offset"] for row in found} == {None}


def test_a_report_beside_the_file_gives_the_places():
    first = read_back(ENGLISH).speeches[0].eId
    report = {"source": "a.pdf", "sha256": "0" * 64, "places": [{"eid": first, "page": 2, "start": 10, "end": 99}]}
    origin = origin_of("a.xml", json.dumps(report).encode())
    assert origin == Origin("a.xml", "a.pdf", "0" * 64, {first: Place(2, 10, 99)})
    row = rows("speeches", origin=origin)[0]
    assert (row["source_file"], row["page"], row["start_offset"], row["end_offset"]) == ("a.pdf", 2, 10, 99)


@pytest.mark.parametrize("report", [b"", b"{", b"[]", b'{"places": [1]}', b'{"places": 3}'])
def test_a_report_that_is_none_leaves_the_places_open(report):
    assert origin_of("a.xml", report)._replace(places={}) == Origin("a.xml")


def test_votings_and_votes_agree_with_each_other():
    votings, votes = rows("votings"), rows("votes")
    assert votings and votes
    for voting in (v for v in votings if not v["without_vote"]):
        listed = [v for v in votes if v["voting"] == voting["voting"] and v["choice"] == "inFavour"]
        assert len(listed) in (0, voting["in_favour"])
        assert all(v["draft"] == voting["draft"] for v in listed)


def test_the_table_of_documents_counts_the_others():
    (row,) = rows("documents")
    for table in ("speeches", "votings", "citations"):
        assert row[table] == len(rows(table))


# --- formats --------------------------------------------------------------------------------------------------------


@pytest.fixture
def written(tmp_path: Path) -> Any:
    def write(form: str, *paths: Path) -> Path:
        target = tmp_path / (f"{form}.sqlite" if form == "sqlite" else form)
        export([(read_back(path), Origin(path.name)) for path in paths or (ENGLISH, ARABIC)], form, target)
        return target

    return write


def expected(table: str) -> list[dict[str, Any]]:
    return rows(table, ENGLISH) + rows(table, ARABIC)


def test_json_lines_hold_every_row(written):
    for table in TABLES:
        lines = (written("jsonl") / f"{table}.jsonl").read_bytes().splitlines()
        assert [json.loads(line) for line in lines] == expected(table)


def test_csv_holds_every_row_as_text(written):
    for table in TABLES:
        with (written("csv") / f"{table}.csv").open(encoding="utf-8", newline="") as file:
            found = list(csv.DictReader(file))
        assert found == [
            {key: "" if v is None else str(v).lower() if isinstance(v, bool) else str(v) for key, v in row.items()}
            for row in expected(table)
        ]


def test_sqlite_holds_every_row(written):
    connection = sqlite3.connect(written("sqlite"))
    connection.row_factory = sqlite3.Row
    for table in TABLES:
        assert [dict(row) for row in connection.execute(f"SELECT * FROM {table} ORDER BY rowid")] == expected(table)
    connection.close()


@pytest.mark.extras
def test_parquet_holds_every_row_with_its_type(written):
    from datetime import date

    pq = pytest.importorskip("pyarrow.parquet")
    for table in TABLES:
        found = pq.read_table(written("parquet") / f"{table}.parquet")
        want = [
            {**row, **({"date": date.fromisoformat(row["date"])} if row["date"] else {})} for row in expected(table)
        ]
        assert found.to_pylist() == want
        types = {"string": "string", "integer": "int64", "date": "date32[day]", "boolean": "bool"}
        assert [(f.name, str(f.type), f.nullable) for f in found.schema] == [
            (c.name, types[c.type], not c.required) for c in TABLES[table]
        ]


def test_the_same_documents_give_the_same_bytes(written):
    for form in ("jsonl", "csv", "sqlite"):
        first = written(form)
        paths = [first] if first.is_file() else sorted(first.iterdir())
        before = [path.read_bytes() for path in paths]
        written(form)
        assert [path.read_bytes() for path in paths] == before


def test_a_formula_is_defused_in_csv_and_kept_in_json(tmp_path):
    export([(read_back(speech("=HYPERLINK(1)")), Origin("a.xml"))], "csv", tmp_path)
    export([(read_back(speech("=HYPERLINK(1)")), Origin("a.xml"))], "jsonl", tmp_path)
    assert ",'=HYPERLINK(1)," in (tmp_path / "speeches.csv").read_text()
    assert '"text":"=HYPERLINK(1)"' in (tmp_path / "speeches.jsonl").read_text()


def test_an_export_that_breaks_off_leaves_no_file(tmp_path):
    def breaks_off() -> Any:
        yield read_back(ENGLISH), Origin("a.xml")
        raise RuntimeError

    for form in set(FORMATS) - {"parquet"}:
        with pytest.raises(RuntimeError):
            export(breaks_off(), form, tmp_path / form)
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_formats_and_tables_that_do_not_exist_are_named(tmp_path):
    with pytest.raises(UsageError, match="no format 'xls'; there are jsonl"):
        open_writer("xls", tmp_path)
    with pytest.raises(UsageError, match="no table 'refs'; there are documents"):
        open_writer("csv", tmp_path, ["refs"])


# --- search ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "language", "words", "strangers"),
    [
        ("安理会通过第2732号决议。", "zho", ["安", "会", "安理", "决议", "安理会", "2732", "安理会 决议"], ["理安", "国", "议决"]),
        ("Le règlement a été adopté à Genève.", "fra", ["règlement", "reglement", "RÈGLEMENT", "Geneve"], ["regle"]),
        ("السَّيِّدُ الرَّئيسُ يتكلّم", "ara", ["السيد", "السَّيِّدُ", "الرئيس", "الســـيد"], ["سيد"]),
        ("Ёлка и съезд", "rus", ["елка", "ёлка", "Съезд"], ["ел"]),
        ("El señor Muñoz", "spa", ["senor munoz", "Muñoz"], ["munos"]),
        ("Document S/PV.8180", "eng", ["S/PV.8180", "s/pv.8180"], ["S/PV.8181"]),
    ],
)  # fmt: skip
def test_words_are_found_as_people_type_them(tmp_path, text, language, words, strangers):
    base = tmp_path / "records.sqlite"
    export([(read_back(speech(text, language)), Origin("a.xml"))], "sqlite", base)
    assert [word for word in words if not list(search(base, word))] == []
    assert [word for word in strangers if list(search(base, word))] == []


def test_a_search_for_nothing_or_for_syntax_is_no_error(tmp_path):
    base = tmp_path / "records.sqlite"
    export([(read_back(speech('He said "no" AND left')), Origin("a.xml"))], "sqlite", base)
    assert list(search(base, "")) == list(search(base, ' " * ')) == []
    assert len(list(search(base, '"no" AND'))) == 1
    assert match("a-b") == '"a b"'
    assert fold("ﬁn") == "fin"


# --- the command ------------------------------------------------------------------------------------------------------


def test_the_command_exports_a_folder_and_names_what_it_refuses(tmp_path, capsys):
    source = tmp_path / "in"
    (source / "deep").mkdir(parents=True)
    (source / "deep" / "a.xml").write_bytes(ENGLISH.read_bytes())
    (source / "deep" / "a.report.json").write_text('{"source": "a.pdf"}')
    (source / "b.xml").write_bytes(b"<html/>")
    assert main(["export", str(source), "-o", str(tmp_path / "out"), "--to", "jsonl", "--tables", "documents"]) == 1
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["documents.jsonl"]
    row = json.loads((tmp_path / "out" / "documents.jsonl").read_text())
    assert (row["xml_file"], row["source_file"]) == ("deep/a.xml", "a.pdf")
    said = capsys.readouterr().err
    assert "b.xml: error not-exportable: The file holds no Akoma Ntoso document" in said
    assert "1 documents exported, 1 refused" in said


def test_the_command_says_what_is_missing(tmp_path, capsys, monkeypatch):
    assert main(["export", str(tmp_path / "none.xml"), "-o", str(tmp_path), "--to", "csv"]) == 1
    assert "none.xml cannot be opened" in capsys.readouterr().err
    monkeypatch.setitem(__import__("sys").modules, "pyarrow", None)
    assert main(["export", str(ENGLISH), "-o", str(tmp_path / "p"), "--to", "parquet"]) == 2
    assert "pip install 'akn-convert[arrow]'" in capsys.readouterr().err


def test_what_was_converted_has_its_places_in_the_source(tmp_path):
    meeting = HERE.parents[1] / "overrides" / "meeting.zh.txt"
    assert main(["convert", str(meeting), "-o", str(tmp_path / "akn"), "-q"]) == 0
    assert main(["export", str(tmp_path / "akn"), "-o", str(tmp_path / "t"), "--to", "jsonl", "-q"]) == 0
    found = [json.loads(line) for line in (tmp_path / "t" / "speeches.jsonl").read_bytes().splitlines()]
    source = meeting.read_text("utf-8")
    assert len(found) == 5
    for row in found:
        assert (row["source_file"], row["page"]) == ("meeting.zh.txt", 1)
        words = source[row["start_offset"] : row["end_offset"]]
        assert words.endswith(row["text"]) and "：" in words[: -len(row["text"])]


def test_rows_follow_the_schema(tmp_path):
    jsonschema = pytest.importorskip("jsonschema")
    schema = json_schema()
    for table in TABLES:
        for row in rows(table):
            jsonschema.validate(row, {**schema, "$ref": f"#/$defs/{table}"})


# --- the promise ------------------------------------------------------------------------------------------------------


def test_the_schema_on_disk_is_that_of_the_columns():
    assert json.loads((ROOT / "schemas" / "export.json").read_text("utf-8")) == json_schema()


def test_the_page_on_disk_has_the_columns():
    assert markdown() in (ROOT / "docs" / "export.md").read_text("utf-8")
