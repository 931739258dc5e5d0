"""Versions stand side by side by capacity, delegation and order; ids and names may differ."""

from types import ModuleType

from hypothesis import given
from hypothesis import strategies as st

from akn_convert.exports.document import Paragraph
from akn_convert.exports.readback import read_back
from akn_convert.site.align import Cell, Row, _merged, aligned


def kinds(rows: list[Row], language: str) -> list[str]:
    return [row[language].eId if language in row else "-" for row in rows]


def test_six_versions_of_one_meeting_have_no_gap(minutes: ModuleType) -> None:
    rows = aligned({language: read_back(minutes.debate(language)) for language in minutes.ALPHA3})
    assert len(rows) > 15
    assert all(len(row) == 6 and len({cell.eId for cell in row.values()}) == 1 for row in rows)


def test_a_version_with_other_section_numbers_is_aligned_all_the_same(minutes: ModuleType) -> None:
    shifted = minutes.debate("fr").replace(b"dbsect_2", b"dbsect_1")
    rows = aligned({"en": read_back(minutes.debate("en")), "fr": read_back(shifted)})
    assert all(len(row) == 2 for row in rows)


def test_what_one_version_lacks_leaves_a_gap_and_moves_nothing(minutes: ModuleType) -> None:
    whole = minutes.debate("en").decode()
    start = whole.index('<speech eId="dbsect_2__speech_4"')
    end = whole.index("</speech>", start) + len("</speech>")
    for order in (("en", "fr"), ("fr", "en")):
        versions = {"en": read_back((whole[:start] + whole[end:]).encode()), "fr": read_back(minutes.debate("fr"))}
        rows = aligned({language: versions[language] for language in order})
        lone = [row for row in rows if len(row) == 1]
        assert [row["fr"].eId for row in lone] == ["dbsect_2__speech_4"]
        assert kinds(rows, "fr") == kinds(aligned({"fr": versions["fr"]}), "fr")


def test_the_tie_break_is_the_id(minutes: ModuleType) -> None:
    """Of two speeches of one delegation, one is missing: the id says which."""
    french = minutes.debate("fr", repeat=2)
    text = minutes.debate("en", repeat=2).decode()
    start = text.index('<speech eId="dbsect_2__speech_2"')
    end = text.index('<speech eId="dbsect_2__speech_6"')
    rows = aligned({"en": read_back((text[:start] + text[end:]).encode()), "fr": read_back(french)})
    pairs = [(row["en"].eId, row["fr"].eId) for row in rows if len(row) == 2]
    assert all(one == other for one, other in pairs)
    assert kinds(rows, "en").count("-") == 4


CELLS = st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("xyz")), max_size=8).map(
    lambda pairs: [Cell(eid, (key,), Paragraph(eid, ())) for eid, key in pairs]
)


@given(st.lists(CELLS, min_size=1, max_size=4))
def test_every_cell_of_every_version_stands_in_one_row_in_its_order(versions: list[list[Cell]]) -> None:
    rows: list[Row] = []
    for number, version in enumerate(versions):
        rows = _merged(rows, version, str(number))
    for number, version in enumerate(versions):
        assert [row[str(number)] for row in rows if str(number) in row] == version
    assert all(len({cell.key for cell in row.values()}) == 1 for row in rows)
