"""Reading a document back gives the facts that its markup states, and invents none."""

import re
import time
from pathlib import Path

import pytest
from lxml import etree

from akn_convert.exports.document import Document, Paragraph, Remark, RollCall, SpeechPart, Vote, paragraphs_of
from akn_convert.exports.readback import NotAkomaNtoso, read_back

HERE = Path(__file__).parent / "readback"


@pytest.fixture(scope="module")
def en() -> Document:
    return read_back(HERE / "A_73_PV.90.en.xml")


@pytest.fixture(scope="module")
def ar() -> Document:
    return read_back(HERE / "A_73_PV.90.ar.xml")


def minimal(body: str, references: str = "", name: str = "debate") -> bytes:
    """A document of little more than its body."""
    return (
        f'<akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0"><{name} name="x"><meta>'
        f'<references source="#s">{references}</references></meta>{body}</{name}></akomaNtoso>'
    ).encode()


def test_what_identifies_it(en: Document, ar: Document) -> None:
    assert en.work_iri == ar.work_iri == "/akn/un/debate/record/un-ga/2019-03-05/A-73-PV.90"
    assert (en.expression_iri[-4:], ar.expression_iri[-4:]) == ("eng@", "ara@")
    assert (en.symbol, en.actor, en.session, en.meeting, en.date) == ("A/73/PV.90", "un-ga", 73, 90, "2019-03-05")
    assert (en.organ, ar.organ) == ("General Assembly", "الجمعية العامة")
    assert (ar.language, ar.lang, ar.rtl, en.rtl) == ("ara", "ar", True, False)


def test_the_cover_has_a_president_and_a_roster(en: Document) -> None:
    assert en.president is not None and (en.president.country, en.president.country_name) == ("ECU", "Ecuador")
    assert [(m.name, m.country, m.country_name) for m in en.roster] == [("Mr. Modèle", "FRA", "France")]
    assert [block.name for block in en.preface] == ["masthead", "meeting", "membership"]


def test_what_stands_on_the_cover_beside_its_containers_is_read_too() -> None:
    container = '<container name="masthead"><p>United Nations</p></container>'
    cover = f"<preface><p>One</p><p>Two</p>{container}<longTitle><p>An <b>Act</b></p></longTitle></preface>"
    document = read_back(minimal(f"{cover}<mainBody/>", name="doc"))
    assert [(block.name, [line.text for line in block.lines]) for block in document.preface] == [
        ("", ["One", "Two"]), ("masthead", ["United Nations"]), ("", ["An Act"]),
    ]  # fmt: skip


def test_times_of_breaks_are_apart(en: Document) -> None:
    assert (en.opened[11:16], en.closed[11:16]) == ("10:05", "17:40")
    assert [moment[11:16] for moment in en.suspended] == ["13:05", "15:00"]


def test_a_turn_cut_by_a_scene_or_a_capacity_stays_one_turn(en: Document) -> None:
    told = [(p.turn, p.country, p.capacity, p.delivered, p.head is None) for p in en.speeches]
    assert told == [
        (1, "ECU", "president", "es", False),
        (1, "ECU", "representative", "es", True),
        (2, "FRA", "representative", "en", False),
        (2, "FRA", "representative", "en", True),
        (3, "GHA", "acting_president", "en", False),
        (4, "PSE", "observer", "en", False),
        (5, "", "briefer", "en", False),
    ]


def test_a_note_on_the_language_is_no_speech(en: Document) -> None:
    first = en.speeches[0]
    assert first.languages == ("fr",)
    assert first.text == "Members have before them draft resolution A/73/L.90.\nI shall now speak for my country."


def test_speakers_have_names_in_the_language_of_the_record(en: Document, ar: Document) -> None:
    assert en.speeches[2].speaker == "Mr. Modèle" and en.speeches[2].country_name == "France"
    assert ar.speeches[2].speaker == "السيد موديل" and ar.speeches[2].country_name == "فرنسا"


def test_runs_keep_links_and_joined_give_the_text(en: Document) -> None:
    link = next(run for run in en.speeches[0].paragraphs[0].runs if run.kind == "ref")
    assert (link.text, link.href) == ("A/73/L.90", "/akn/un/doc/communication/un-ga/2019/A-73-L.90")
    assert [run.text for run in en.speeches[2].paragraphs[0].runs] == ["A well is ", "not", " a mirror."]
    assert en.speeches[-1].paragraphs[-1].quoted


def test_remarks_say_what_they_stand_for(en: Document) -> None:
    remarks = [(r.kind, r.target) for r in en.items if isinstance(r, Remark)]
    assert remarks[:2] == [("narrative", "chairChange"), ("scene", "applause")]
    assert remarks[-1] == ("narrative", "suspension")


def test_votes_have_counts_lists_and_documents(en: Document, ar: Document) -> None:
    recorded, plain = en.votings
    assert (recorded.draft, recorded.adopted, recorded.outcome) == ("A/73/L.90", "A/RES/73/301", "adopted")
    assert recorded.states("inFavour") == ("ECU", "GHA") and recorded.states("abstaining") == ()
    assert [count.value for count in recorded.counts] == [2, 1, 0]
    assert plain.without_vote and plain.outcome == "rejected" and plain.adopted == ""
    assert recorded.href == "dbsect_2__summary_1"
    assert ar.votings == en.votings
    roll = next(item for item in en.items if isinstance(item, RollCall))
    assert roll.votes[2] == Vote("FRA", "France", "against", "voting_1")


def test_references_have_symbol_address_and_work(en: Document) -> None:
    first = en.references[0]
    assert first == (
        "doc-A-73-L.90",
        "A/73/L.90",
        "https://undocs.org/A/73/L.90",
        "/akn/un/doc/communication/un-ga/2019/A-73-L.90",
    )
    assert len(en.references) == 3


@pytest.mark.parametrize("name", ["A_73_PV.90.en.xml", "A_73_PV.90.ar.xml"])
def test_no_printed_word_of_the_body_is_lost_or_invented(name: str) -> None:
    root = etree.parse(HERE / name).getroot()
    printed = "".join("".join(map(str, body.itertext())) for body in root.iter("{*}debateBody"))
    document = read_back(HERE / name)
    headings = [h for s in document.sections for h in s.headings]
    told = [p.text for p in headings] + [p.text for i in document.items for p in paragraphs_of(i)]
    assert sorted(re.sub(r"\s", "", "".join(told))) == sorted(re.sub(r"\s", "", printed))


def test_foreign_debates_go_as_far_as_they_go() -> None:
    document = read_back(
        minimal(
            '<debateBody><debateSection eId="a" name="day"><heading>Monday</heading><questions eId="b"><question '
            'by="#p" eId="q"><from>Hon. Member:</from><p>Why?</p></question></questions><p>Then tea.</p>'
            '<speechGroup><speech by="#p"><num>7.</num><from>The Speaker</from><p>Order.</p></speech></speechGroup>'
            "</debateSection></debateBody>",
            '<TLCPerson eId="p" href="/ontology/person/x" showAs="Hon. Member"/>',
        )
    )
    assert [(s.eId, s.level, s.title) for s in document.sections] == [("a", 1, "Monday"), ("b", 2, ""), ("a", 1, "")]
    asked, tea, order = document.items
    assert isinstance(asked, SpeechPart) and (asked.speaker, asked.country, asked.capacity) == ("Hon. Member", "", "")
    assert isinstance(tea, Paragraph) and tea.text == "Then tea."
    assert isinstance(order, SpeechPart) and order.paragraphs[0].num == "7." and order.text == "Order."


def test_lists_and_tables_become_paragraphs_with_their_numbers() -> None:
    document = read_back(
        minimal(
            '<mainBody><paragraph eId="para_1"><num>1.</num><intro><p>We note:</p></intro><list><point><num>(a)</num>'
            "<content><p>one</p></content></point></list></paragraph><table><tr><td>x</td><td><p>y</p></td></tr></table>"
            "</mainBody>",
            name="doc",
        )
    )
    assert [(p.num, p.text) for p in document.items if isinstance(p, Paragraph)] == [
        ("1.", "We note:"), ("(a)", "one"), ("", "x"), ("", "y")
    ]  # fmt: skip


@pytest.mark.parametrize(
    "hostile",
    [
        b"", b"<a", b"<html/>", b"<akomaNtoso/>", b"\x00\xff",
        b'<!DOCTYPE akomaNtoso [<!ENTITY x SYSTEM "file:///etc/passwd">]><akomaNtoso><doc>&x;</doc></akomaNtoso>',
    ],
)  # fmt: skip
def test_what_is_no_document_is_refused(hostile: bytes) -> None:
    with pytest.raises(NotAkomaNtoso):
        read_back(hostile)


def test_a_vote_with_many_lists_takes_linear_time() -> None:
    def seconds(votings: int) -> float:
        counts = "".join(
            f'<voting eId="v{n}"><count eId="v{n}c" refersTo="#inFavour" value="1"/></voting>' for n in range(votings)
        )
        rolls = "".join(
            f'<rollCall><p>For: <vote by="#s" choice="#v{n}c">S</vote></p></rollCall>' for n in range(votings)
        )
        body = f"<debateBody><debateSection>{rolls}</debateSection></debateBody>"
        data = minimal(body, f"</references><analysis>{counts}</analysis><references>")
        start = time.process_time()
        assert len(read_back(data).votings) == votings
        return time.process_time() - start

    seconds(100)
    assert seconds(8000) < 24 * max(seconds(1000), 0.005)  # 8 times where it is linear, 64 where it is not


@pytest.mark.shared
def test_the_examples_of_the_model_read(shared: Path) -> None:
    sample = read_back(shared / "design" / "examples" / "S_PV_8180.zh.partial.xml")
    assert (sample.symbol, sample.meeting, len(sample.roster)) == ("S/PV.8180", 8180, 14)
    assert [p.capacity for p in sample.speeches][:2] == ["president", "committee_chair"]
    statement = read_back(shared / "design" / "examples" / "S_PRST_2021_1.zh.xml")
    assert (statement.kind, len(list(statement.items)), statement.symbol) == ("statement", 19, "S/PRST/2021/1")
