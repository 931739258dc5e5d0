"""What each part of a record is written as: documents by kind, items of a meeting, inlines by name, and where they stand."""

from __future__ import annotations

import pytest
from lxml import etree

from akn_convert.model import (
    Annex,
    Communique,
    Container,
    Debate,
    Entity,
    Inline,
    Meta,
    Paragraph,
    Record,
    Remark,
    RollCall,
    Section,
    Speech,
    Statement,
)
from akn_convert.text import Cut, Text
from akn_convert.writer import AKN, serialise, write
from akn_convert.writer.places import Place, places_of

TEXT = Text.of("One two three. Four five six.", pages=(0, 15))
ONE, TWO, FOUR = Paragraph(Cut(0, 3)), Paragraph(Cut(4, 7)), Paragraph(Cut(15, 19))


def record(kind: str, body: Debate | Statement | Communique, *annexes: Annex, symbol: str = "S/PV.1") -> Record:
    meta = Meta(kind, "un-sc", symbol.replace("/", "-"), "2001-02-03", "eng", symbol)
    entities = (Entity("other", "concept", "other", "Other"), Entity(kind, "concept", kind, "What it is"))
    return Record(meta, (Container("masthead", (ONE,)),), body, entities, annexes=annexes)


def written(element: etree._Element) -> str:
    """An element as it stands in the document, without the namespace."""
    return etree.tostring(element, with_tail=False).decode().replace(f' xmlns="{AKN}"', "").replace(
        ' xmlns:akn4un="http://un.org/akn4un"', ""
    )  # fmt: skip


def first(root: etree._Element, name: str) -> str:
    return written(next(root.iter(f"{{{AKN}}}{name}")))


DEBATE = Debate((Section("openingSection", ()),))
STATEMENT = Statement((ONE,), (TWO,))


@pytest.mark.parametrize(
    ("kind", "body", "element", "iri"),
    [
        ("verbatimRecord", DEBATE, "debate", "/akn/un/debate/record/un-sc/2001-02-03/S-PV-1"),
        ("presidentialStatement", STATEMENT, "statement", "/akn/un/statement/deliberation/un-sc/2001-02-03/S-PV-1"),
        ("communique", Communique((ONE,)), "doc", "/akn/un/doc/communication/un-sc/2001-02-03/S-PV-1"),
    ],
)
def test_a_kind_of_record_is_a_document_of_its_class(
    kind: str, body: Debate | Statement | Communique, element: str, iri: str
) -> None:
    meta = Meta(kind, "un-sc", "S-PV-1", "2001-02-03", "eng", "S/PV.1")
    root = write(Record(meta, (), body, (Entity("x", "concept", "x", "X"), Entity(kind, "concept", kind, "It"))), TEXT)
    assert (root[0].tag, root[0].get("name")) == (f"{{{AKN}}}{element}", kind)
    assert next(root.iter(f"{{{AKN}}}FRBRuri")).get("value") == iri
    published = next(root.iter(f"{{{AKN}}}publication"))
    assert (published.get("name"), published.get("showAs"), published.get("date")) == (kind, "It", "2001-02-03")


@pytest.mark.parametrize(
    ("kind", "symbol", "aliases"),
    [
        ("presidentialStatement", "S/PRST/2001/4",
         [("symbol", "S/PRST/2001/4"), ("UNxml", "/akn/un/statement/deliberation/unsc/2001-02-03/2001-4/")]),
        ("presidentialStatement", "S/23500", [("symbol", "S/23500")]),
        ("verbatimRecord", "S/PV.1", [("symbol", "S/PV.1")]),
    ],
)  # fmt: skip
def test_a_statement_has_the_iri_of_the_secretariat_s_archive_too(
    kind: str, symbol: str, aliases: list[tuple[str, str]]
) -> None:
    body = DEBATE if kind == "verbatimRecord" else STATEMENT
    work = next(write(record(kind, body, symbol=symbol), TEXT).iter(f"{{{AKN}}}FRBRWork"))
    assert [(alias.get("name"), alias.get("value")) for alias in work.iter(f"{{{AKN}}}FRBRalias")] == aliases


@pytest.mark.parametrize(
    ("item", "markup"),
    [
        (Remark("opening", ONE), '<p eId="dbsect_1__p_1">One</p>'),
        (Remark("closing", ONE), '<adjournment eId="dbsect_1__adjournment_1"><p eId="dbsect_1__adjournment_1__p_1">One</p></adjournment>'),
        (Remark("scene", ONE, "applause"), '<scene eId="dbsect_1__scene_1"><remark type="phenomenon" refersTo="#applause">One</remark></scene>'),
        (Remark("narrative", ONE), '<narrative eId="dbsect_1__narrative_1">One</narrative>'),
        (Remark("summary", ONE, "x"), '<summary refersTo="#x" eId="dbsect_1__summary_1">One</summary>'),
        (RollCall((ONE, TWO)), '<rollCall eId="dbsect_1__rollCall_1"><p eId="dbsect_1__rollCall_1__p_1">One</p><p eId="dbsect_1__rollCall_1__p_2">two</p></rollCall>'),
        (Speech("person-per", "rep-per", (TWO,), ONE),
         '<speech by="#person-per" as="#rep-per" eId="dbsect_1__speech_1"><from>One</from><p eId="dbsect_1__speech_1__p_1">two</p></speech>'),
        (Speech("person-per", "rep-per", ()),
         '<speech by="#person-per" as="#rep-per" eId="dbsect_1__speech_1"><p eId="dbsect_1__speech_1__p_1"/></speech>'),
    ],
)  # fmt: skip
def test_an_item_of_a_meeting(item: Remark | RollCall | Speech, markup: str) -> None:
    section = Section("agendaItem", (item, Remark("narrative", FOUR)), (TWO, FOUR), "agenda-item")
    root = write(record("verbatimRecord", Debate((section,))), TEXT)
    heading, subheading, found, after = (written(part) for part in next(root.iter(f"{{{AKN}}}debateSection")))
    assert heading == '<heading eId="dbsect_1__heading_1">two</heading>'
    assert subheading == '<subheading eId="dbsect_1__subheading_1">Four</subheading>'
    assert found == markup
    assert after.endswith(">Four</narrative>")  # nothing is left open


def test_a_statement_is_a_preamble_paragraphs_and_what_is_printed_between_them() -> None:
    root = write(record("presidentialStatement", Statement((ONE,), (TWO, Container("imprint", (FOUR,))))), TEXT)
    assert first(root, "preamble") == (
        '<preamble eId="preamble"><formula name="akn4un:enactingFormula" eId="preamble__formula_1">'
        '<p eId="preamble__formula_1__p_1">One</p></formula></preamble>'
    )
    assert first(root, "mainBody") == (
        '<mainBody><paragraph eId="para_1"><content eId="para_1__content"><p eId="para_1__content__p_1">two</p></content>'
        '</paragraph><container name="imprint" eId="container_1"><p eId="container_1__p_1">Four</p></container></mainBody>'
    )


def test_an_annex_is_a_document_in_an_attachment() -> None:
    root = write(record("presidentialStatement", STATEMENT, Annex((TWO, FOUR)), Annex((ONE,))), TEXT)
    found = list(root.iter(f"{{{AKN}}}attachment"))
    assert [part.get("eId") for part in found] == ["att_1", "att_2"]
    assert [(part[0].tag, part[0].get("name")) for part in found] == [(f"{{{AKN}}}doc", "annex")] * 2
    assert written(found[0][0][1]) == '<mainBody><p eId="att_1__p_1">two</p><p eId="att_1__p_2">Four</p></mainBody>'


TO = ' refersTo="#x"'


@pytest.mark.parametrize(
    ("inline", "markup"),
    [
        (Inline(Cut(4, 7), "person", "x"), f"<person{TO}>two</person>"),
        (Inline(Cut(4, 7), "person", "x", capacity="y"), f'<person{TO} as="#y">two</person>'),
        *((Inline(Cut(4, 7), name, "x"), f"<{name}{TO}>two</{name}>")
          for name in ("organization", "role", "event", "location", "concept", "outcome")),
        (Inline(Cut(4, 7), "outcome"), "<outcome>two</outcome>"),
        (Inline(Cut(4, 7), "quantity", "x", "2"), f'<quantity normalized="2"{TO}>two</quantity>'),
        (Inline(Cut(4, 7), "cited", "x", "/akn/un/a"), f'<ref href="/akn/un/a"{TO}>two</ref>'),
        (Inline(Cut(4, 7), "cited", "x", "https://undocs.org/A"), f'<a href="https://undocs.org/A"{TO}>two</a>'),
        (Inline(Cut(4, 7), "link", value="http://a.org"), '<a href="http://a.org">two</a>'),
        (Inline(Cut(4, 7), "delivered", "x"), f'<inline name="akn4un:originalLanguage"{TO}>two</inline>'),
        (Inline(Cut(4, 7), "year", "x"), f'<inline name="akn4un:year"{TO}>two</inline>'),
        (Inline(Cut(4, 7), "session", "x", "2"), f'<session value="2"{TO}>two</session>'),
        (Inline(Cut(4, 7), "time", "x", "10:00:00", edge="start"), f'<recordedTime type="startEvent" time="10:00:00"{TO}>two</recordedTime>'),
        (Inline(Cut(4, 7), "time", value="10:00:00"), '<recordedTime time="10:00:00">two</recordedTime>'),
        (Inline(Cut(4, 7), "date", "x", "2001-02-03"), f'<date date="2001-02-03"{TO}>two</date>'),
        (Inline(Cut(4, 7), "meeting-date", "x", "2001-02-03"), f'<docDate date="2001-02-03"{TO}>two</docDate>'),
        *((Inline(Cut(4, 7), name, "x"), f"<{element}{TO}>two</{element}>")
          for name, element in (("authority", "docAuthority"), ("status", "docStatus"), ("type", "docType"), ("title", "docTitle"),
                                ("symbol", "docNumber"), ("job", "docketNumber"), ("stage", "docStage"))),
        (Inline(Cut(4, 7), "vote", "x"), '<vote by="#x">two</vote>'),
        (Inline(Cut(4, 13), "event", "x", children=(Inline(Cut(8, 13), "concept", "y"),)),
         f'<event{TO}>two <concept refersTo="#y">three</concept></event>'),
    ],
)  # fmt: skip
def test_an_inline_is_an_element_around_its_words(inline: Inline, markup: str) -> None:
    line = Paragraph(Cut(0, 14), (inline,))
    root = write(record("verbatimRecord", Debate((Section("x", (Remark("narrative", line),)),))), TEXT)
    for element in root.iter():
        element.attrib.pop("eId", None)
    after = "" if inline.cut.end > 7 else " three"
    assert first(root, "narrative") == f"<narrative>One {markup}{after}.</narrative>"


def test_inlines_that_touch_have_nothing_between_them() -> None:
    line = Paragraph(Cut(0, 7), (Inline(Cut(0, 4), "person", "x"), Inline(Cut(4, 7), "person", "y")))
    root = write(record("verbatimRecord", Debate((Section("x", (Remark("narrative", line),)),))), TEXT)
    assert len(list(root.iter(f"{{{AKN}}}person"))) == 2 and "".join(root.itertext()).endswith("One two")


def test_a_file_declares_utf_8_and_ends_with_a_line_end() -> None:
    data = serialise(write(record("verbatimRecord", DEBATE), Text.of("Été")))
    assert data.startswith(b"<?xml version='1.0' encoding='UTF-8'?>\n<akomaNtoso ") and data.endswith(
        b"</akomaNtoso>\n"
    )
    assert "Été".encode() in data


# --- where each speech stands --------------------------------------------------------------------------------------


def spoken(*speeches: Speech) -> tuple[etree._Element, Record]:
    found = record("verbatimRecord", Debate((Section("x", speeches),)))
    return write(found, TEXT), found


def test_a_speech_is_placed_from_its_head_to_its_last_word() -> None:
    parts = (
        Speech("a", "b", (TWO, FOUR), ONE),
        Speech("a", "b", (FOUR,)),
        Speech("a", "b", (), TWO),
        Speech("a", "b", ()),
    )
    assert places_of(*spoken(*parts), TEXT) == tuple(
        Place(f"dbsect_1__speech_{number}", *rest)
        for number, rest in enumerate(((1, 0, 19), (2, 15, 19), (1, 4, 7), (1, 0, 0)), 1)
    )


def test_a_document_of_other_speeches_has_no_places() -> None:
    root, _ = spoken(Speech("a", "b", (ONE,)))
    _, other = spoken(Speech("a", "b", (ONE,)), Speech("a", "b", (TWO,)))
    assert places_of(root, other, TEXT) == ()


def test_a_speech_that_lost_its_eid_is_placed_without_one() -> None:
    root, found = spoken(Speech("a", "b", (ONE,)))
    del next(root.iter(f"{{{AKN}}}speech")).attrib["eId"]
    assert places_of(root, found, TEXT) == (Place("", 1, 0, 3),)


# --- the metadata ----------------------------------------------------------------------------------------------------


def test_a_manifestation_is_the_xml_of_an_expression() -> None:
    root = write(record("verbatimRecord", DEBATE), TEXT)
    iri = "/akn/un/debate/record/un-sc/2001-02-03/S-PV.1/eng@"
    assert [
        (part.tag.partition("}")[2], dict(part.attrib)) for part in next(root.iter(f"{{{AKN}}}FRBRManifestation"))
    ] == [
        ("FRBRthis", {"value": f"{iri}/!main.xml"}),
        ("FRBRuri", {"value": f"{iri}.xml"}),
        ("FRBRdate", {"date": "2001-02-03", "name": "markup"}),
        ("FRBRauthor", {"href": "#akn-convert", "as": "#editor"}),
        ("FRBRformat", {"value": "xml"}),
    ]
    tool = next(e for e in root.iter(f"{{{AKN}}}TLCOrganization") if e.get("eId") == "akn-convert")
    assert (tool.get("href"), tool.get("showAs")) == ("/akn/ontology/organization/un/akn-convert", "akn_convert")


@pytest.mark.parametrize(
    ("status", "name"), [("provisional", "provisionalVerbatimRecord"), ("other", "verbatimRecord")]
)
def test_a_provisional_record_is_published_as_such(status: str, name: str) -> None:
    meta = Meta("verbatimRecord", "un-sc", "S-PV.1", "2001-02-03", "eng", "S/PV.1", status="As printed")
    root = write(Record(meta, (), DEBATE, (Entity(status, "concept", status, "Status"),)), TEXT)
    published = next(root.iter(f"{{{AKN}}}publication"))
    assert (published.get("name"), published.get("showAs")) == (name, "As printed")
