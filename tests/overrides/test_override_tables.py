"""Overrides are read with care: what cannot be meant is said, with the place and what would do."""

import pickle

import pytest

from akn_convert.overrides import Entry, Overrides, OverridesError, Section, Speaker, load, parse

WHOLE = """
[[document]]
where = { symbol = "S/PV.8180", language = "zh" }
set = { date = 2018-02-13 }

[[document.speaker]]
printed = "Mr. Smth"
name = "Mr. Smith"
state = "USA"
capacity = "representative"

[[document.section]]
heading = "Organization of work"
kind = "procedural"

[[document]]
where = { file = "2018/*.pdf" }
set = { symbol = "S/PV.8181" }
"""


@pytest.fixture
def overrides(tmp_path):
    (tmp_path / "overrides.toml").write_text(WHOLE, "utf-8")
    return load(tmp_path / "overrides.toml")


def test_a_file_becomes_its_entries(overrides):
    assert overrides.entries == (
        Entry(
            "overrides.toml, document 1",
            symbol="S/PV.8180",
            language="zh",
            facts=(("date", "2018-02-13"),),
            speakers=(Speaker("Mr. Smth", "Mr. Smith", "USA", "", "representative"),),
            sections=(Section("Organization of work", 0, "procedural"),),
        ),
        Entry("overrides.toml, document 2", file="2018/*.pdf", facts=(("symbol", "S/PV.8181"),)),
    )
    assert pickle.loads(pickle.dumps(overrides)) == overrides


@pytest.mark.parametrize(
    ("filename", "symbol", "language", "facts"),
    [
        ("a.txt", "S/PV.8180", "zho", {"date": "2018-02-13"}),
        ("a.txt", "s / pv.8180", "zh", {"date": "2018-02-13"}),
        ("a.txt", "S/PV.8180", "eng", {}),
        ("a.txt", "S/PV.818", "zh", {}),
        ("in/2018/a.pdf", "", "", {"symbol": "S/PV.8181"}),
        ("2018/a.pdf", "S/PV.8180", "zh", {"date": "2018-02-13", "symbol": "S/PV.8181"}),
        ("x2018/a.pdf", "", "", {}),
        (None, "", "", {}),
    ],
)
def test_an_entry_concerns_what_fits_all_that_it_names(overrides, filename, symbol, language, facts):
    assert overrides.of(filename, symbol, language).facts == facts


def test_a_folder_is_read_in_the_order_of_names_and_later_entries_count(tmp_path):
    for name, date in (("b.toml", "2020-01-02"), ("a.toml", "2020-01-01")):
        (tmp_path / name).write_text(f'[[document]]\nwhere = {{file = "x"}}\nset = {{date = "{date}"}}\n')
    found = load(tmp_path)
    assert [entry.origin for entry in found.entries] == ["a.toml, document 1", "b.toml, document 1"]
    assert found.facts == {"date": "2020-01-02"}
    before = found.digest
    (tmp_path / "b.toml").write_text("")
    assert load(tmp_path).digest != before


DOCUMENT = '[[document]]\nwhere = {file = "x"}\n'


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[[documents]]", "'documents' is not known; there are document"),
        ("[document]", "document must be a list of tables: write [[document]]"),
        ("document = [1]", "document 1 must be a table"),
        ("[[document]]", "document 1: where must name a file, a symbol or both"),
        (DOCUMENT, "document 1: set is missing, and so are speaker and section"),
        (DOCUMENT + 'set = {dat = "2018-02-13"}', "document 1, set: 'dat' is not known; there are symbol, date"),
        (DOCUMENT + 'set = {date = "13.2.2018"}', "set: date must be a date like 2018-02-13, not '13.2.2018'"),
        (DOCUMENT + 'set = {date = "20180213"}', "date must be a date like"),
        (DOCUMENT + "set = {symbol = 8180}", "symbol must be a text"),
        (DOCUMENT + '[[document.speaker]]\nname = "A"', "document 1, speaker 1: printed must be the name"),
        (DOCUMENT + '[[document.speaker]]\nprinted = "A"', "speaker 1: printed stands alone"),
        (DOCUMENT + '[[document.speaker]]\nprinted = "A"\nstate = "Fra"', "state must be an ISO 3166-1 alpha-3 code"),
        (DOCUMENT + '[[document.speaker]]\nprinted = "A"\ncapacity = "chair"', "capacity must be one of president,"),
        (DOCUMENT + '[[document.speaker]]\nprinted = "A"\ncapacity = "observer"', "state must be given with"),
        (DOCUMENT + '[[document.section]]\nheading = "A"\nkind = "item"', "kind must be one of openingSection"),
        (DOCUMENT + '[[document.section]]\nheading = "A"', "kind must be one of"),
        (DOCUMENT + '[[document.section]]\nkind = "procedural"', "heading or number must say which"),
        (DOCUMENT + '[[document.section]]\nnumber = -1\nkind = "procedural"', "number must be a number from 1"),
        ("[[document]\n", "overrides.toml: Expected"),
    ],
)  # fmt: skip
def test_what_cannot_be_meant_is_said(tmp_path, text, words):
    path = tmp_path / "overrides.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(OverridesError) as caught:
        load(path)
    assert words in str(caught.value)
    assert str(caught.value).startswith("overrides.toml")


def test_files_that_are_not_there_are_said(tmp_path):
    with pytest.raises(OverridesError, match="No such file"):
        load(tmp_path / "none.toml")
    with pytest.raises(OverridesError, match=r"no file that ends in \.toml"):
        load(tmp_path)
    assert Overrides().of("x").facts == {}


def test_parse_takes_a_decoded_table():
    assert parse({"document": [{"where": {"file": "x"}, "set": {"symbol": "A/1/PV.1"}}]})[0].facts == (
        ("symbol", "A/1/PV.1"),
    )
