"""What is written as markup is read back as the same words and values, whatever signs stand in them."""

from hypothesis import example, given
from hypothesis import strategies as st
from lxml import etree

from akn_convert.model import Container, Debate, Inline, Meta, Paragraph, Record, Row, Section
from akn_convert.text import Cut, Text
from akn_convert.writer import AKN, write
from akn_convert.writer.markup import Markup, as_written

ALLOWED = st.text(
    st.characters(exclude_categories=["Cs", "Cn"]).filter(lambda c: c >= " " or c in "\t\n\r")
    | st.sampled_from("&<>\"'")
)


@example("a\tb\nc\rd\r\n\"e\" & <f> 'g'")
@given(ALLOWED)
def test_words_and_values_come_back_as_they_were(words: str) -> None:
    out = Markup(words)
    out.bare("p", {"title": words})
    out.words(0, len(words))
    out.end("p")
    element = etree.fromstring(str(out).encode())
    assert (element.text or "", element.get("title")) == (words, words)


def test_attributes_keep_their_order_and_a_blank_before_each() -> None:
    assert as_written({"b": "1", "a": 'say "&"'}) == ' b="1" a="say &quot;&amp;&quot;"'


def record(*blocks: Paragraph | Row) -> Record:
    meta = Meta("verbatimRecord", "un-sc", "S-PV.1", "2001-02-03", "eng", "S/PV.1")
    return Record(meta, (Container("membership", blocks),), Debate((Section("openingSection", ()),)), ())


def test_the_paragraph_of_a_cell_has_no_eid_and_what_it_holds_counts_in_the_table() -> None:
    cells = (
        Paragraph(Cut(0, 4), (Inline(Cut(0, 4), "organization", "state-per"),)),
        Paragraph(Cut(5, 8), (Inline(Cut(5, 8), "person", "person-per"),)),
        Paragraph(Cut(9, 13), (Inline(Cut(9, 13), "organization", "state-fra"),)),
    )
    root = write(record(Row(cells)), Text.of("Peru Roe Fran"))
    assert [p.get("eId") for p in root.iter(f"{{{AKN}}}p")] == [None, None, None]
    found = [e.get("eId") for e in root.iter(f"{{{AKN}}}organization", f"{{{AKN}}}person")]
    table = "preface__container_1__table_1"
    assert found == [f"{table}__organization_1", f"{table}__person_1", f"{table}__organization_2"]


def test_rows_that_a_line_parts_stand_in_two_tables() -> None:
    row = Row((Paragraph(Cut(0, 4)),))
    root = write(record(row, row, Paragraph(Cut(5, 8)), row), Text.of("Peru Roe"))
    assert [(t.get("eId"), len(t)) for t in root.iter(f"{{{AKN}}}table")] == [
        ("preface__container_1__table_1", 2),
        ("preface__container_1__table_2", 1),
    ]


def test_a_finding_about_a_written_tree_names_no_line_since_nobody_sees_one() -> None:
    root = write(record(Paragraph(Cut(0, 4))), Text.of("Peru"))
    assert {element.sourceline for element in root.iter()} == {None}
