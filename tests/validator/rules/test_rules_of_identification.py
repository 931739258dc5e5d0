"""R9 to R14: IRIs, languages, dates and mandatory metadata, each broken in one place."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
from changed import Change, changed, said

WORK = "/akn/un/debate/record/un-sc/2018-05-03/S-PV.9901"
URI = f'<FRBRuri value="{WORK}"/>'
THIS = f'<FRBRthis value="{WORK}/!main"/>'
EXPRESSION = f'<FRBRuri value="{WORK}/eng@"/>'
MANIFESTATION = f'<FRBRuri value="{WORK}/eng@.xml"/>'
MANIFESTED = f'<FRBRthis value="{WORK}/eng@/!main.xml"/>'
UN_FORM = "its form is not /akn/un/type/subtype/actor/date/number"


def iri(value: str) -> list[Change]:
    return [(URI, f'<FRBRuri value="{value}"/>')]


def check(rule: str, document: str, changes: list[Change], faults: list[str]) -> None:
    assert sorted(said(rule, changed(document, *changes))) == sorted(faults)


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        (iri("/akn/un/debate/record/un-sc/2018-05-03"), UN_FORM),
        (iri("/akn/un/debate/record/un-sc/2018-05-03/S/PV.9901"), UN_FORM),
        (iri("/akn/un/debate/un-sc/2018-05-03/S-PV.9901"), UN_FORM),
        (iri("/akn/un/debate/record/un-sc/may/S-PV.9901"), UN_FORM),
        (iri("/akn/un/debate/record/un-sc/2018-5-3/S-PV.9901"), UN_FORM),
        (iri("/akn/un/statement/record/un-sc/2018-05-03/S-PV.9901"), 'the type is "statement" here and "debate" in the metadata'),
        (iri("/akn/un/debate/minute/un-sc/2018-05-03/S-PV.9901"), 'the subtype is "minute" here and "record" in the metadata'),
        (iri("/akn/un/debate/record/un-ga/2018-05-03/S-PV.9901"), 'the actor is "un-ga" here and "un-sc" in the metadata'),
        (iri("/akn/un/debate/record/un-sc/2018-05-04/S-PV.9901"), 'the date is "2018-05-04" here and "2018-05-03" in the metadata'),
        (iri("/akn/un/debate/record/un-sc/2018-05-03/S-PV.9902"), 'the number is "S-PV.9902" here and "S-PV.9901" in the metadata'),
        ([('<FRBRcountry value="un"/>', '<FRBRcountry value="gh"/>')], 'the country is "un" here and "gh" in the metadata'),
        (iri("/akn/un/debate/record/un-sc/2018/S-PV.9901"), None),
        (iri("/akn/un/debate/record/un-sc/2018-05/S-PV.9901"), None),
        (iri("/akn/un-sc/debate/record/un-sc/2018-05-03/S-PV.9901"), "the date"),
        ([('<FRBRdate date="2018-05-03" name="meeting"/>\n<FRBRauthor href="#un-sc" as="#author"/>', '<FRBRauthor href="#nobody" as="#author"/>')], None),
        ([('<FRBRsubtype value="record"/>', ""), ('<FRBRcountry value="un"/>', "")], None),
        ([(URI, "")], None),
    ],
)  # fmt: skip
def test_r9_the_work_s_iri_is_what_the_metadata_say(changes: list[Change], why: str | None) -> None:
    found = said("R9", changed("debate", *changes))
    if why == "the date":  # of another publisher: any place will do for the date
        assert found == []
        return
    value = changes[0][1].partition('value="')[2].partition('"')[0] if changes[0][0] == URI else WORK
    assert found == ([] if why is None else [f"FRBRuri: {value} | {why}"])


@pytest.mark.parametrize(
    ("value", "why"),
    [
        ("/akn/gh/act/2018/7", None),
        ("/act/2018/7/a/b", "its form is not /akn/country/type/.../date/number"),
        ("/akn/gh/2018/7", "its form is not /akn/country/type/.../date/number"),
        ("/akn/gh/act/2018", "its form is not /akn/country/type/.../date/number"),
        ("/akn/gh-aa/act/actor/2018-05-03/cap-7/more", None),
        ("X/akn/gh/act/2018/7X", "its form is not /akn/country/type/.../date/number"),
    ],
)
def test_r9_of_other_publishers_less_is_asked(value: str, why: str | None) -> None:
    text = changed("act")
    current = text.partition('<FRBRuri value="')[2].partition('"')[0]
    others = [(f'<FRBRuri value="{current}"', f'<FRBRuri value="{value}"')]
    work = text.partition("<FRBRExpression>")[0]
    for name in ("FRBRnumber", "FRBRcountry", "FRBRdate"):
        element = work.partition(f"<{name}")[2].partition("/>")[0]
        if f"<{name}" in work:
            others.append((f"<{name}{element}/>", ""))
    found = said("R9", changed("act", *others))
    assert found == ([] if why is None else [f"FRBRuri: {value} | {why}"])


@pytest.mark.parametrize(
    ("country", "agrees"), [("xx", True), ("xx-aa", True), ("aa", False), ("xx-bb", False), ("xx-", False)]
)
def test_r9_a_part_of_a_country_is_named_by_either_standard_of_codes(country: str, agrees: bool) -> None:
    place = '<FRBRuri value="/akn/xx-aa/act/1998/12"'
    changes = [('<FRBRuri value="/akn/xx/act/1998/12"', place), ('"xx"/>', f'"{country}"/>')]
    found = [fault.partition("| ")[2] for fault in said("R9", changed("act", *changes))]
    assert found == ([] if agrees else [f'the country is "xx-aa" here and "{country}" in the metadata'])


def test_r9_a_number_may_have_parts_and_an_author_no_iri() -> None:
    current = changed("act").partition('<FRBRuri value="')[2].partition('"')[0]
    parts = [
        (f'<FRBRuri value="{current}"', '<FRBRuri value="/akn/xx/act/1998/12/a"'),
        ('<FRBRnumber value="12"/>', '<FRBRnumber value="12/a"/>'),
    ]
    check("R9", "act", [*parts, ('date="1998-04-02"', 'date="1998"')], [])
    check("R9", "debate", [(' href="/akn/ontology/organization/un/un-sc"', "")],
          [f'FRBRuri: {WORK} | the actor is "un-sc" here and "" in the metadata'])  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "faults"),
    [
        ([(URI, f'<FRBRuri value="{WORK}/"/>')], ["FRBRuri: FRBRWork | an IRI does not end in a slash"]),
        ([(THIS, f'<FRBRthis value="{WORK}/!main/"/>')], ["FRBRthis: FRBRWork | an IRI does not end in a slash"]),
        ([(THIS, f'<FRBRthis value="{WORK}"/>')], [f"FRBRthis: FRBRWork | FRBRthis should be {WORK}/!main"]),
        ([(EXPRESSION, f'<FRBRuri value="{WORK}/en@"/>')],
         [f"FRBRuri: FRBRExpression | FRBRuri should be {WORK}/ and the language and @",
          f"FRBRthis: FRBRExpression | FRBRthis should be {WORK}/en@/!main",
          f"FRBRuri: FRBRManifestation | FRBRuri should be {WORK}/en@.xml"]),
        ([(f"{WORK}/eng@", f"{WORK}/eng:2018")], []),
        ([(MANIFESTATION, f'<FRBRuri value="{WORK}/eng@.pdf"/>')],
         [f"FRBRuri: FRBRManifestation | FRBRuri should be {WORK}/eng@.xml", f"FRBRthis: FRBRManifestation | FRBRthis should be {WORK}/eng@.pdf/!main"]),
        ([(MANIFESTATION, f'<FRBRuri value="{WORK}/eng@.akn"/>')],
         [f"FRBRthis: FRBRManifestation | FRBRthis should be {WORK}/eng@/!main.akn"]),
        ([(f"{WORK}/eng@.xml", f"{WORK}/eng@.akn"), ("/!main.xml", "/!main.akn")], []),
        ([(f"{WORK}/eng@.xml", f"{WORK}/eng@.pdf"), ("/!main.xml", "/!main.pdf"), ('<FRBRformat value="xml"/>', '<FRBRformat value="pdf"/>')], []),
        ([(f"{WORK}/eng@.xml", f"{WORK}/eng@.akn"), ("/!main.xml", "/!main.akn"), ('<FRBRformat value="xml"/>', "")], []),
        ([(MANIFESTATION, f'<FRBRuri value="{WORK}/fra@.xml"/>')],
         [f"FRBRuri: FRBRManifestation | FRBRuri should be {WORK}/eng@.xml", f"FRBRthis: FRBRManifestation | FRBRthis should be {WORK}/fra@/!main.xml"]),
        ([(MANIFESTED, f'<FRBRthis value="{WORK}/eng@.xml/!main"/>')], []),
        ([(THIS, "")], []),  # the schema says so
        ([(EXPRESSION, "")], []),
    ],
)  # fmt: skip
def test_r10_each_level_s_iri_goes_on_from_the_one_above_it(changes: list[Change], faults: list[str]) -> None:
    check("R10", "debate", changes, faults)


@pytest.mark.parametrize("number", ["S-PV.99X", "S-PV.xml"])
def test_r10_a_number_may_end_in_anything(number: str) -> None:
    check("R10", "debate", [("S-PV.9901", number)], [])
    check(
        "R10",
        "debate",
        [("S-PV.9901", number), (f'{number}"/>\n<FRBRalias', f'{number}/"/>\n<FRBRalias')],
        ["FRBRuri: FRBRWork | an IRI does not end in a slash"],
    )
    work = WORK.replace("S-PV.9901", number)
    check(
        "R10",
        "debate",
        [("S-PV.9901", number), (f'FRBRthis value="{work}/!main"', f'FRBRthis value="{work}/!first"')],
        [f"FRBRthis: FRBRWork | FRBRthis should be {work}/!main"],
    )


def test_r10_what_is_no_main_is_not_this_and_xml_is_a_format_always() -> None:
    check(
        "R10",
        "debate",
        [(THIS, f'<FRBRthis value="{WORK}/!mainX"/>')],
        [f"FRBRthis: FRBRWork | FRBRthis should be {WORK}/!main"],
    )
    check("R10", "debate", [('<FRBRformat value="xml"/>', '<FRBRformat value="akn"/>')], [])


LANGUAGE = '<FRBRlanguage language="eng"/>'
LOW = "The lakes are low again this year."


@pytest.mark.parametrize(
    ("changes", "faults"),
    [
        (
            [(LANGUAGE, '<FRBRlanguage language="fra"/>')],
            [
                'FRBRlanguage: fra | the IRI of the Expression says "eng"',
                'FRBRlanguage (warning): fra | the text looks like "eng"',
            ],
        ),
        (
            [(LANGUAGE, '<FRBRlanguage language="eng"/>'), ("/eng@", "/deu@")],
            ['FRBRlanguage: eng | the IRI of the Expression says "deu"'],
        ),
        ([(EXPRESSION, "")], []),
        ([(LANGUAGE, "")], []),
        ([(LOW, "安理会审议了这一问题。" * 200)], ['FRBRlanguage (warning): eng | the text looks like "zho"']),
        ([(LOW, "安理会审议了这一问题。" * 200), (LANGUAGE, '<FRBRlanguage language="zho"/>'), ("eng@", "zho@")], []),
        (
            [(LOW, "It is so. " * 500 + "安理会审议了这一问题。" * 90 + "It is so. " * 500)],
            ['FRBRlanguage (warning): eng | the text looks like "zho"'],
        ),
        ([(LOW, LOW + " It is so." * 200 + "安理会审议了这一问题。" * 20)], []),  # judged by its middle
    ],
)
def test_r11_the_language_is_one_in_iri_metadata_and_text(changes: list[Change], faults: list[str]) -> None:
    check("R11", "debate", changes, faults)


NO_CODE = "it is no three-letter terminology code of ISO 639-2"
NO_TAG = "it is no language tag of RFC 5646, such as en or zh-Hant"


@pytest.mark.parametrize(
    ("code", "fault"),
    [("fra", None), ("fre", f'{NO_CODE}; use "fra"'), ("chi", f'{NO_CODE}; use "zho"'), ("en", NO_CODE), ("", NO_CODE),
     ("qtzA", NO_CODE), ("qaa", None), ("qmz", None), ("qtz", None), ("qzz", NO_CODE), ("pzz", NO_CODE)],
)  # fmt: skip
def test_r12_the_language_is_a_code_of_iso_639_2(code: str, fault: str | None) -> None:
    check(
        "R12",
        "debate",
        [(LANGUAGE, f'<FRBRlanguage language="{code}"/>')],
        [f"FRBRlanguage: {code} | {fault}"] if fault else [],
    )


def test_r12_a_language_is_asked_for() -> None:
    check("R12", "debate", [(LANGUAGE, "<FRBRlanguage/>")], [f"FRBRlanguage:  | {NO_CODE}"])


@pytest.mark.parametrize(
    ("tag", "is_good"),
    [("en", True), ("zh-Hant", True), ("es-419", True), ("x-lake", True), ("i-klingon", True), ("", True), ("english", False), ("e", False),
     ("en_GB", False), ("EN", False), ("en-abcdefghi", False), ("en-", False)],
)  # fmt: skip
def test_r12_a_language_marked_in_the_text_is_a_tag_of_rfc_5646(tag: str, is_good: bool) -> None:
    words = f'<p xml:lang="{tag}" eId="dbsect_2__speech_2__p_1">'
    check(
        "R12",
        "debate",
        [('<p eId="dbsect_2__speech_2__p_1">', words)],
        [] if is_good else [f"dbsect_2__speech_2__p_1: {tag} | {NO_TAG}"],
    )


EXPRESSED = f'{EXPRESSION}\n<FRBRdate date="2018-05-03" name="meeting"/>'


@pytest.mark.parametrize(
    ("changes", "faults"),
    [
        ([(EXPRESSED, EXPRESSED.replace("05-03", "05-02"))], ["FRBRdate: FRBRWork is of 2018-05-03, FRBRExpression of 2018-05-02"]),
        ([(EXPRESSED, EXPRESSED.replace("2018-05-03\" name", "2024-01-02\" name"))],
         ["FRBRdate: FRBRExpression is of 2024-01-02, FRBRManifestation of 2024-01-01"]),
        ([(EXPRESSED, EXPRESSED.replace("2018-05-03\" name", "2018-05-03T10:00:00\" name"))], []),
        ([(EXPRESSED, EXPRESSED.replace('date="2018-05-03" ', ""))], []),
        ([(EXPRESSED, EXPRESSED.replace("2018-05-03\" name", "2024-01-01\" name"))], []),
        ([('<publication date="2018-05-03"', '<publication date="2024-01-02"')],
         ["publication (warning): publication is of 2024-01-02, after the markup of 2024-01-01"]),
        ([('<publication date="2018-05-03"', '<publication date="2024-01-01"')], []),
        ([('<publication date="2018-05-03"', '<publication date="0001-01-01"')],
         ["publication: publication has the date 0001-01-01, which nobody meant"]),
        ([('<docDate date="2018-05-03"', '<docDate date="2024-05-03"')], ["docDate (warning): docDate is of 2024-05-03, after the markup of 2024-01-01"]),
        ([('<docDate date="2018-05-03"', '<docDate date="2024-05-03"'), ('date="2024-01-01" name="markup"', 'name="markup"')], []),
        ([('<publication date="2018-05-03"', "<publication")], []),
        ([('<publication date="2018-05-03"', '<publication date="2024-01-01T10:00:00"')], []),
        ([('<publication date="2018-05-03"', '<publication date="2024-01-02"'), ('date="2024-01-01" name="markup"', 'date="2024-01-01T10:00:00" name="markup"')],
         ["publication (warning): publication is of 2024-01-02, after the markup of 2024-01-01"]),
        ([("<analysis ", '<workflow><step date="2024-01-02"/></workflow><analysis ')], ["step (warning): step is of 2024-01-02, after the markup of 2024-01-01"]),
        ([("<analysis ", '<lifecycle><eventRef date="0001-01-01"/></lifecycle><analysis ')], ["eventRef: eventRef has the date 0001-01-01, which nobody meant"]),
        ([('<FRBRdate date="2018-05-03" name="meeting"/>\n<FRBRauthor href="#un-sc"', '<FRBRdate date="2018-05-03T10:00:00" name="meeting"/>\n<FRBRauthor href="#un-sc"')], []),
        ([('name="markup"', 'name="mark-up"')], []),
        ([('name="markup"', 'name="Mark_Up"')], []),
        ([('name="markup"', 'name="entry-into-force"')], []),
        ([('name="markup"', 'name="somehow"')], ['FRBRdate (warning): FRBRdate has the name "somehow", which says nothing known']),
        ([(' name="markup"', "")], ['FRBRdate (warning): FRBRdate has the name "", which says nothing known']),
    ],
)  # fmt: skip
def test_r13_dates_follow_each_other(changes: list[Change], faults: list[str]) -> None:
    check("R13", "debate", changes, faults)


def test_r13_dates_of_the_frbr_block_are_compared_with_each_other_alone() -> None:
    def dated(date: str) -> list[str]:
        return said("R13", changed("debate", ('date="2018-05-03" name="meeting"', f'date="{date}" name="meeting"')))

    assert dated("0001-01-01") == ["FRBRdate: FRBRdate has the date 0001-01-01, which nobody meant"] * 2
    assert dated("2024-01-02") == ["FRBRdate: FRBRExpression is of 2024-01-02, FRBRManifestation of 2024-01-01"]


DATES = (
    "meeting adoption publication markup generation creation issue issued enactment assent promulgation signature signing "
    "commencement entryIntoForce presentation delivery debate hearing decision judgment judgement translation consolidation "
    "amendment expression manifestation work registration submission"
)


@pytest.mark.parametrize("name", DATES.split())
def test_r13_a_date_may_have_a_name_of_these(name: str) -> None:
    check("R13", "debate", [('name="markup"', f'name="{name}"')], [])
    check(
        "R13",
        "debate",
        [('name="markup"', f'name="{name}s"')],
        [f'FRBRdate (warning): FRBRdate has the name "{name}s", which says nothing known'],
    )


REFERENCES = '<references source="#akn-convert">'


@pytest.mark.parametrize(
    ("document", "changes", "faults"),
    [
        ("debate", [('<debate name="verbatimRecord"', "<debate")], ["debate: debate has no name"]),
        ("debate", [('<FRBRsubtype value="record"/>', "")], ["FRBRWork: FRBRWork has no FRBRsubtype"]),
        ("debate", [('<FRBRnumber value="S-PV.9901" showAs="S/PV.9901"/>', "")], ["FRBRWork: FRBRWork has no FRBRnumber"]),
        ("debate", [("<publication", "<lifecycle")], ["meta: there is no publication"]),
        ("debate", [(REFERENCES, "<notes>"), ("</references>", "</notes>")], ["meta: there is no references"]),
        ("debate", [("<preface ", "<preamble "), ("</preface>", "</preamble>")], ["debate: there is no preface"]),
        ("debate", [('<FRBRsubtype value="record"/>', '<FRBRsubtype value="minute"/>')],
         ['FRBRsubtype: a debate cannot have the subtype "minute"; record would do']),
        ("debate", [("<debate ", "<debateReport "), ("</debate>", "</debateReport>")],
         ['FRBRsubtype: a debateReport cannot have the subtype "record"; agenda or minute or report would do']),
        ("debate", [("<debate ", "<portion "), ("</debate>", "</portion>")], ['FRBRsubtype: a portion cannot have the subtype "record"']),
        ("debate", [("/akn/un/", "/akn/gh/"), ('<debate name="verbatimRecord"', "<debate")], []),
        *(("debate", [("<debate ", f"<{kind} "), ("</debate>", f"</{kind}>"), ('<FRBRsubtype value="record"/>', f'<FRBRsubtype value="{subtype}"/>')], [])
          for kind, subtype in (("debateReport", "minute"), ("debateReport", "report"), ("debateReport", "agenda"), ("statement", "deliberation"),
                                ("statement", "instruction"), ("doc", "communication"), ("doc", "paper"), ("act", "provision"), ("bill", "provision"))),
    ],
)  # fmt: skip
def test_r14_a_document_of_the_un_has_what_akn4un_asks_for(
    document: str, changes: list[Change], faults: list[str]
) -> None:
    check("R14", document, changes, faults)


def test_r14_where_there_is_no_work_the_document_is_pointed_at() -> None:
    text = changed("debate", ("FRBRWork", "FRBRItem"), ('<FRBRsubtype value="record"/>', ""))
    assert said("R14", text) == []  # nothing says that it is the UN's
