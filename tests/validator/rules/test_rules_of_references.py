"""R5 to R8 and R24: what points to what, each broken in one place."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from lxml import etree

sys.path.insert(0, str(Path(__file__).parent))
from changed import Change, changed, said

from akn_convert.validator import check_tree

LOW = "The lakes are low again this year."
SPOKE = '<speech eId="dbsect_2__speech_2" by="#person-per" as="#rep-per">'


def check(rule: str, changes: list[Change], faults: list[str]) -> None:
    assert sorted(said(rule, changed("debate", *changes))) == sorted(faults)


def spoken(**attributes: str) -> list[Change]:
    given = {"by": "#person-per", "as": "#rep-per"} | attributes
    words = " ".join(f'{name}="{value}"' for name, value in given.items())
    return [(SPOKE, f'<speech eId="dbsect_2__speech_2" {words}>')]


@pytest.mark.parametrize(
    "attribute", ["by", "as", "to", "source", "refersTo", "outcome", "choice", "dictionary", "for", "alternativeTo"]
)
@pytest.mark.parametrize(
    ("value", "why"),
    [
        ("#nobody", 'no element here has the eId "nobody"'),
        ("", "it is empty"),
        (" ", "it is empty"),
        ("person-gha", '"#person-gha" was meant: "#" is missing'),
        ("/akn/un/person", 'it does not begin with "#"'),
        ("#", 'no element here has the eId ""'),
        ("!person-gha", 'it does not begin with "#"'),
        ("##person-gha", 'no element here has the eId "#person-gha"'),
        ("#person-gha #nobody", 'no element here has the eId "nobody"'),
        ("#person-gha #person-per", None),
        ("#person-gha", None),
    ],
)
def test_r5_a_reference_leads_somewhere(attribute: str, value: str, why: str | None) -> None:
    faults = [f"dbsect_2__speech_2: speech | {attribute} | {value} | {why}"] if why else []
    check("R5", spoken(**{attribute: value}), faults)


def test_r5_each_element_that_refers_so_has_a_fault_and_authors_refer_by_href() -> None:
    per, gha = 'by="#person-per"', 'by="#person-gha"'
    found = said("R5", changed("debate", (per, gha), (gha, 'by="#nobody"')))
    assert [fault.partition(":")[0] for fault in found] == [f"dbsect_2__speech_{n}" for n in range(1, 6)]
    check(
        "R5",
        [('<FRBRauthor href="#un-sc"', '<FRBRauthor href="#nobody"')],
        ['FRBRauthor: FRBRauthor | href | #nobody | no element here has the eId "nobody"'],
    )
    check("R5", [('<FRBRauthor href="#un-sc"', "<FRBRauthor")], ["FRBRauthor: FRBRauthor | href |  | it is empty"])
    check("R5", [(LOW, '<ref href="nowhere">x</ref>')], [])


AGENT, ROLE = "TLCPerson or TLCOrganization", "TLCRole"


@pytest.mark.parametrize(
    ("attribute", "value", "found", "wanted"),
    [
        ("by", "#rep-gha", "TLCRole", AGENT), ("by", "#state-gha", None, ""), ("by", "#dbsect_1", "debateSection", AGENT), ("by", "#nobody", None, ""),
        ("source", "#rep-gha", "TLCRole", AGENT), ("source", "#un", None, ""),
        ("to", "#adopted", "TLCConcept", "TLCRole or TLCPerson or TLCOrganization"), ("to", "#rep-gha", None, ""), ("to", "#person-gha", None, ""),
        ("as", "#person-gha", "TLCPerson", ROLE), ("as", "#president", None, ""),
        ("outcome", "#meeting", "TLCEvent", "TLCConcept"), ("outcome", "#adopted", None, ""),
        ("choice", "#adopted", "TLCConcept", "quorum or count"), ("choice", "#voting_1__count_1", None, ""),
        ("refersTo", "#dbsect_1", "debateSection", "an entry of references"), ("refersTo", "#doc-S-2018-9901", None, ""),
        ("refersTo", "#meeting", None, ""), ("dictionary", "#voting_1", "voting", "an entry of references"), ("dictionary", "#un", None, ""),
        ("for", "#dbsect_1", None, ""), ("alternativeTo", "#dbsect_1", None, ""),
    ],
)  # fmt: skip
def test_r6_a_reference_fits_what_it_points_to(attribute: str, value: str, found: str | None, wanted: str) -> None:
    faults = [f"dbsect_2__speech_2: speech | {attribute} | {value} | {found} | {wanted}"] if found else []
    check("R6", spoken(**{attribute: value}), faults)


ENTRIES = '<TLCOrganization eId="un" '


@pytest.mark.parametrize(
    ("changes", "faults"),
    [
        ([('<FRBRauthor href="#un-sc"', '<FRBRauthor href="#president"')], [f"FRBRauthor: FRBRauthor | href | #president | TLCRole | {AGENT}"]),
        ([('<FRBRauthor href="#un-sc"', '<FRBRauthor href="#person-gha"')], []),
        ([('<FRBRauthor href="#un-sc"', '<FRBRauthor href="#nobody"')], []),
        ([(ENTRIES, f'<passiveRef eId="act_2"/>{ENTRIES}'), *spoken(refersTo="#act_2")], []),
        ([(ENTRIES, f'<passiveRef eId="act_2"/>{ENTRIES}'), *spoken(source="#act_2")],
         [f"dbsect_2__speech_2: speech | source | #act_2 | passiveRef | {AGENT}"]),
        ([(ENTRIES, f'<passiveRef eId="act_2"/>{ENTRIES}'), (LOW, '<eventRef source="#act_2"/>')], []),
        ([(ENTRIES, f'<passiveRef eId="act_2"/>{ENTRIES}'), (LOW, '<eventRef by="#dbsect_1"/>')],
         [f"eventRef: eventRef | by | #dbsect_1 | debateSection | {AGENT}"]),
        ([('<publication ', '<classification><keyword eId="lakes"/></classification><publication '), *spoken(refersTo="#lakes")], []),
        (spoken(refersTo="#un #dbsect_1 #dbsect_2"),
         [f"dbsect_2__speech_2: speech | refersTo | #dbsect_{n} | debateSection | an entry of references" for n in (1, 2)]),
        (spoken(refersTo="#nobody"), []),
        ([(LOW, '<TLCEvent eId="lake"/>'), *spoken(refersTo="#un #lake")], []),  # that it stands there the schema refuses
        ([('<debateBody>', '<debateBody eId="body">'), *spoken(refersTo="#body")], ["dbsect_2__speech_2: speech | refersTo | #body | debateBody | an entry of references"]),
        ([("<akomaNtoso ", '<akomaNtoso eId="root" '), *spoken(refersTo="#root")], ["dbsect_2__speech_2: speech | refersTo | #root | akomaNtoso | an entry of references"]),
    ],
)  # fmt: skip
def test_r6_authors_events_and_entries(changes: list[Change], faults: list[str]) -> None:
    check("R6", changes, faults)


@pytest.mark.parametrize(
    ("href", "why"),
    [("#dbsect_1", None), ("#nobody", "no element here has that eId"), ("#un", "TLCOrganization stands in meta; refersTo is for that"),
     ("#voting_1", "voting stands in meta; refersTo is for that"), ("/akn/un/x", None), ("", None), ("#", "no element here has that eId")],
)  # fmt: skip
def test_r7_a_link_stays_in_the_content(href: str, why: str | None) -> None:
    check("R7", [(LOW, f'<a href="{href}">x</a>')], [f"a: a | {href} | {why}"] if why else [])


@pytest.mark.parametrize("element", ["ref", "rref", "mref", "a", "voting", "count", "quorum"])
def test_r7_every_link_is_followed(element: str) -> None:
    fault = f"{element}: {element} | #nobody | no element here has that eId"
    check("R7", [(LOW, f'<{element} href="#nobody"/>')], [fault])
    check("R7", [(LOW, f"<{element}/>")], [])


def test_r7_links_of_the_metadata_themselves_lead_where_they_like() -> None:
    check("R7", [('<a href="https://undocs.org/S/2018/9901"', '<ref href="#un"'), ("S/2018/9901</a>", "S/2018/9901</ref>")],
          ["ref: ref | #un | TLCOrganization stands in meta; refersTo is for that"])  # fmt: skip
    check("R7", [('<voting eId="voting_1" href="#dbsect_2__summary_1"', '<voting eId="voting_1" href="#nobody"')],
          ["voting_1: voting | #nobody | no element here has that eId"])  # fmt: skip
    check("R7", [('<FRBRauthor href="#un-sc"', '<FRBRauthor href="#nobody"')], [])


CHANGE = '<TLCEvent eId="chairChange" href="/akn/ontology/event/un/chairChange"'


@pytest.mark.parametrize(
    ("new", "faults"),
    [
        ('<TLCEvent eId="other" href="/akn/ontology/event/un/other"/>', ["other (info): TLCEvent | other | nothing refers to it"]),
        ('<TLCEvent eId="other" href="/akn/ontology/role/un/other"/>',
         ["other (info): TLCEvent | other | nothing refers to it",
          'other: TLCEvent | other | its href "/akn/ontology/role/un/other" does not begin with /akn/ontology/event/']),
        ('<TLCEvent eId="other" href="/akn/ontology/event/un/suspension"/>',
         ["other (info): TLCEvent | other | nothing refers to it", 'other: TLCEvent | other | "suspension" has the same href']),
        ('<TLCEvent href="/akn/ontology/event/un/other"/>', ["TLCEvent (info): TLCEvent |  | nothing refers to it"]),
        ('<TLCEvent eId="other"/>', ["other (info): TLCEvent | other | nothing refers to it", 'other: TLCEvent | other | its href "" does not begin with /akn/ontology/event/']),
        ('<TLCReference eId="other" href="anywhere"/>', ["other (info): TLCReference | other | nothing refers to it"]),
    ],
)  # fmt: skip
def test_r8_entities_are_declared_well(new: str, faults: list[str]) -> None:
    check("R8", [(CHANGE, new + CHANGE)], faults)


@pytest.mark.parametrize(
    "tag", ["Person", "Organization", "Role", "Concept", "Event", "Location", "Object", "Process", "Term"]
)
def test_r8_each_class_has_its_iri(tag: str) -> None:
    good = f'<TLC{tag} eId="other" href="/akn/ontology/{tag.lower()}/un/other"/>'
    check("R8", [(CHANGE, good + CHANGE), *spoken(to="#other")], [])
    bad = f'<TLC{tag} eId="other" href="/ontology/{tag.lower()}/un/other"/>'
    check("R8", [(CHANGE, bad + CHANGE), *spoken(to="#other")],
          [f'other: TLC{tag} | other | its href "/ontology/{tag.lower()}/un/other" does not begin with /akn/ontology/{tag.lower()}/'])  # fmt: skip


@pytest.mark.parametrize(
    "mention",
    [
        'refersTo="#un #other"',
        'refersTo="#un&#10;#other"',
        'xmlns:x="urn:x" x:agent="#other"',
        'startQuote="#other"',
        'href="#other"',
        'name="#other"',
    ],
)
def test_r8_whatever_mentions_an_entity_refers_to_it(mention: str) -> None:
    new = '<TLCEvent eId="other" href="/akn/ontology/event/un/other"/>'
    check("R8", [(CHANGE, new + CHANGE), (LOW, f"<span {mention}>x</span>")], [])


@pytest.mark.parametrize(
    ("words", "is_good"),
    [
        ('<ref href="https://undocs.org/S/2018/1">x</ref>', False), ('<rref href="http://www.undocs.org/S/2018/1">x</rref>', False),
        ('<mref href="HTTPS://DOCS.UN.ORG/S/2018/1">x</mref>', False), ('<a href="https://documents.un.org/x">x</a>', False),
        ('<a href="https://documents-dds-ny.un.org/x">x</a>', False), ('<a href="https://undocs.org/S/2018/1" refersTo="#un">x</a>', True),
        ('<ref href="https://undocs.org/S/2018/1" refersTo="#un">x</ref>', False), ('<ref href="/akn/un/statement">x</ref>', True),
        ('<ref href="https://undocs.org/">x</ref>', True), ('<ref href="https://example.org/undocs.org/x">x</ref>', True),
        ('<img href="https://undocs.org/x"/>', True), ('<a href="ftp://undocs.org/x">x</a>', True),
    ],
)  # fmt: skip
def test_r24_documents_of_the_un_are_cited_by_iri(words: str, is_good: bool) -> None:
    tag, href = words[1:].partition(" ")[0], words.partition('href="')[2].partition('"')[0]
    check("R24", [(LOW, words)], [] if is_good else [f"{tag}: {tag} | {href}"])
    check("R24", [(LOW, words), ("/akn/un/debate", "/akn/gh/debate")], [])


def test_r24_links_are_one_cause_and_citations_another() -> None:
    links = [
        f'<{tag} href="https://undocs.org/S/2018/{number}"/>' for number, tag in enumerate(("a", "ref", "rref", "a"))
    ]
    found = check_tree(etree.fromstring(changed("debate", (LOW, "".join(links))).encode()), checks=("rules",))
    places = [str(finding.xpath).rpartition("/")[2] for finding in found if finding.code == "R24"]
    assert sorted(places) == ["a[1]", "ref"]
