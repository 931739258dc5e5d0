"""eIds follow the naming convention: the nearest ancestor's, a short name, a number."""

from lxml import etree

from akn_convert.writer.eid import set_ids
from akn_convert.writer.names import AKN


def ids(xml: str) -> list[tuple[str, str | None]]:
    root = etree.fromstring(f'<akomaNtoso xmlns="{AKN}">{xml}</akomaNtoso>')
    set_ids(root)
    return [(etree.QName(e).localname, e.get("eId")) for e in root.iter() if e is not root]


def test_a_debate_section_and_what_is_in_it() -> None:
    found = ids(
        "<debateBody><debateSection/><debateSection><heading/><speech><from><role/></from><p/><p><ref/></p></speech></debateSection></debateBody>"
    )
    assert found == [
        ("debateBody", None),
        ("debateSection", "dbsect_1"),
        ("debateSection", "dbsect_2"),
        ("heading", "dbsect_2__heading_1"),
        ("speech", "dbsect_2__speech_1"),
        ("from", None),
        ("role", "dbsect_2__speech_1__role_1"),
        ("p", "dbsect_2__speech_1__p_1"),
        ("p", "dbsect_2__speech_1__p_2"),
        ("ref", "dbsect_2__speech_1__p_2__ref_1"),
    ]


def test_what_is_unique_has_no_number_and_cells_have_no_id() -> None:
    found = dict(
        ids(
            "<preface><container><table><tr><td><p><organization/></p></td><td><p><person/></p></td></tr></table></container></preface>"
        )
    )
    assert found["preface"] == "preface"
    assert found["organization"] == "preface__container_1__table_1__organization_1"
    assert found["td"] is None and found["p"] is None


def test_a_paragraph_of_a_statement_counts_in_the_whole_body() -> None:
    found = ids(
        "<mainBody><paragraph><content><p/></content></paragraph><paragraph><content><p/></content></paragraph></mainBody>"
    )
    assert [eid for name, eid in found if name == "p"] == ["para_1__content__p_1", "para_2__content__p_1"]
