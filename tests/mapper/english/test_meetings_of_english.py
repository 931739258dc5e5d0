"""What the lines of an English meeting become: turns, scenes, sections, votes; each case is a few lines."""

import pytest

from akn_convert import convert
from akn_convert.exports.document import Document, Remark
from akn_convert.exports.readback import read_back

COVER = """United Nations
A/58/PV.91
General Assembly
Fifty-eighth session
91st plenary meeting
Thursday, 20 November {year}, 3 p.m.
New York
President: Mr. Toussaint (Saint Lucia)
The meeting was called to order at 3.15 p.m.
"""


def meeting(*lines: str, year: int = 2003) -> Document:
    """The record of a meeting of the General Assembly in which these lines stand."""
    xml = convert(printed(*lines, year=year)).xml
    assert xml is not None
    return read_back(xml)


def printed(*lines: str, year: int = 2003) -> str:
    return "\n".join([COVER.format(year=year) + lines[0], *lines[1:], "The meeting rose at 6 p.m.", ""])


def turns(document: Document) -> list[tuple[str, str]]:
    return [(part.capacity, part.country) for part in document.speeches]


def scenes(document: Document) -> list[str]:
    return [item.text for item in document.items if isinstance(item, Remark)]


# --- who speaks ---------------------------------------------------------------------------------------------------


def test_a_vice_president_in_the_chair_acts_until_the_president_returns() -> None:
    document = meeting(
        "The President: I open.",
        "Mr. Doku (Ghana), VicePresident, took the Chair.",
        "The President: I call on Peru.",
        "Ms. Roe (Peru): I am brief.",
        "The President returned to the Chair.",
        "The President: I close.",
    )
    assert turns(document) == [
        ("president", "LCA"), ("acting_president", "GHA"), ("representative", "PER"), ("president", "LCA"),
    ]  # fmt: skip


def test_a_visiting_president_speaks_for_the_state_of_the_introduction() -> None:
    document = meeting(
        "The President: The Assembly will hear the President of the Republic of Peru.",
        "Mr. Juan Roe, President of the Republic of Peru, was escorted into the General Assembly Hall.",
        "President Roe (spoke in Spanish): My grandfather planted a tree.",
    )
    assert turns(document)[1:] == [("representative", "PER")]
    assert document.speeches[1].delivered == "es"
    assert scenes(document)[0].endswith("was escorted into the General Assembly Hall.")


@pytest.mark.parametrize(
    ("introduction", "capacity"),
    [
        ("I invite Mr. Sam Ash, Special Representative of the Secretary-General for Mali.", "secretariat"),
        ("I give the floor to the Under-Secretary-General for Lamps, Mr. Ash.", "secretariat"),
        ("I invite Ms. Eve Oak, Under-Secretary-General, and Mr. Sam Ash, founder of the network Shore.", "briefer"),
        ("I invite Mr. Sam Ash, founder of the network Shore; and Ms. Oak, Legal Counsel.", "briefer"),
        ("I now give the floor to Mr. Ash.", "briefer"),
        ("I invite Mr. Sam Ash, founder of the network Shore; and Ms. Eve Ashby, Legal Counsel.", "briefer"),
        ("I invite Mr. Sam Ash, Legal Counsel; and Ms. Eve Nash, founder of the network Shore.", "secretariat"),
        ("I invite Mr. Sam Ash, Executive Director of the World Food Programme.", "secretariat"),
    ],
)
def test_a_guest_is_what_the_introduction_says(introduction: str, capacity: str) -> None:
    document = meeting(f"The President: {introduction}", "Mr. Ash: I thank you.")
    assert turns(document)[1] == (capacity, "")


@pytest.mark.parametrize("count", ["3", "None"])
def test_the_count_of_a_secret_ballot_is_said_and_no_roll_call(count: str) -> None:
    document = meeting(
        "The President: We proceed to the election.",
        "A vote was taken by secret ballot.",
        "The President: The result of the voting is as follows:",
        "Number of ballot papers: 192",
        f"Abstentions: {count}",
        "Required majority: 128",
        "The draft resolution was adopted.",
    )
    [voting] = document.votings
    assert voting.without_vote and document.speeches[-1].text.endswith("128")


def test_a_king_is_told_by_a_longer_name_than_his_head_prints() -> None:
    told = "The Assembly will hear His Majesty King Talal Bin Doe Al Roe, Head of State of the Hashemite Kingdom of Jordan."
    assert turns(meeting(f"The President: {told}", "King Talal: I thank you."))[1] == ("representative", "JOR")


def test_a_surname_of_many_words_is_not_told_by_its_last() -> None:
    told = "I invite Mr. Sam Ash de Oak, founder of the network Shore; and Ms. Eve Oak, Legal Counsel."
    document = meeting(f"The President: {told}", "Mr. Ash de Oak: I thank you.", "Ms. Oak: I thank you too.")
    assert turns(document)[1:] == [("briefer", ""), ("secretariat", "")]


def test_the_second_and_the_third_speaker_of_a_delegation_have_ids_of_their_own() -> None:
    words = ["The President: I open.", *(f"{who} (Peru): Yes." for who in ("Ms. Roe", "Mr. Ash", "Mr. Oak", "Ms. Roe"))]
    assert [part.by for part in meeting(*words).speeches[1:]] == [
        "person-per", "person-per-2", "person-per-3", "person-per",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("line", "headings"),
    [
        ("The lakes of the north", []),
        ("## The lakes of the north", ["The lakes of the north"]),
        ("**The lakes of the north**", ["The lakes of the north"]),
        ("The **lakes** of the north", []),
    ],
)
def test_a_line_that_is_set_apart_is_a_heading(line: str, headings: list[str]) -> None:
    document = meeting("The President: I open.", "Ms. Roe (Peru): One.", line, "Ms. Roe (Peru): Two.")
    assert [heading.text for section in document.sections for heading in section.headings] == headings


OPENS, SCENE = "The President: I open.", "The meeting was suspended at 4 p.m. and resumed at 5 p.m."
YES = "Ms. Roe (Peru): Yes."
SEEN = "All who were there that afternoon had come to see the harbour of the north and all of its ships."


@pytest.mark.parametrize(
    ("lines", "parts"),
    [
        ([OPENS, SEEN], [(1, "en", (), ["I open.", SEEN])]),
        ([OPENS, SCENE, SEEN], [(1, "en", (), ["I open."]), (1, "en", (), [SEEN])]),  # the turn goes on behind the scene
        ([OPENS, SCENE, "(spoke in French): We go on."], [(1, "en", (), ["I open."]), (2, "fr", (), ["We go on."])]),
        ([OPENS, "(spoke in French): We go on."], [(1, "en", (), ["I open.", "(spoke in French): We go on."])]),
        ([OPENS, "(spoke in French)", "On."], [(1, "en", ("fr",), ["I open.", "(spoke in French)", "On."])]),
        ([OPENS, SCENE, "(spoke in French)", "On."], [(1, "en", (), ["I open."]), (1, "en", ("fr",), ["(spoke in French)", "On."])]),
        (["The President: I open. (spoke in French)", "On."], [(1, "en", (), ["I open. (spoke in French)", "On."])]),
        (["The President:", "On."], [(1, "en", (), ["On."])]),
        (["The President (spoke in French): ** On."], [(1, "fr", (), ["On."])]),
    ],
)  # fmt: skip
def test_a_turn_goes_on_until_another_head_and_in_the_language_that_is_noted(
    lines: list[str], parts: list[tuple[int, str, tuple[str, ...], list[str]]]
) -> None:
    found = [
        (p.turn, p.delivered, p.languages, [words.text for words in p.paragraphs]) for p in meeting(*lines).speeches
    ]
    assert found == parts


@pytest.mark.parametrize(
    ("lines", "code", "words"),
    [
        ([SEEN, OPENS], "unattributed", SEEN[:60]),
        ([OPENS, SCENE, "(spoke in French): We go on."], "nameless-head", "(spoke in French): We go on."),
        ([OPENS, SCENE, f"(spoke in French): {SEEN}"], "nameless-head", f"(spoke in French): {SEEN}"[:60]),
        ([OPENS, SEEN], None, ""),
        ([OPENS, "## The lakes of the north", SEEN], "unattributed", SEEN[:60]),  # a heading ends the turn before it
    ],
)
def test_words_without_a_speaker_and_heads_without_a_name_are_told_of(lines: list[str], code: str, words: str) -> None:
    said = [f for f in convert(printed(*lines)).findings if f.code in ("unattributed", "nameless-head")]
    assert [f.code for f in said] == ([code] if code else [])
    assert all(f'"{words}"' in f.message for f in said)


@pytest.mark.parametrize(
    ("lines", "sections"),
    [
        (["Agenda item 117", "The lakes", YES, "Agenda item 9", "Tides", YES],
         [("agendaItem", "Agenda item 117 The lakes", "117"), ("agendaItem", "Agenda item 9 Tides", "9")]),
        (["## The lakes", YES, "## Tides", YES], [("agendaItem", "The lakes", "1"), ("agendaItem", "Tides", "2")]),
        (["## The lakes", YES, "## Tides", YES, "## The lakes", YES],
         [("agendaItem", "The lakes", "1"), ("agendaItem", "Tides", "2"), ("agendaItem", "The lakes", "1")]),
        ([SEEN, "Programme of work", YES], [("procedural", "Programme of work", "")]),
        (["Programme of work", SEEN, YES], []),  # nobody's turn begins there
        (["## The lakes"], [("agendaItem", "The lakes", "1")]),
    ],
)  # fmt: skip
def test_a_heading_opens_a_section_about_its_item(lines: list[str], sections: list[tuple[str, str, str]]) -> None:
    found = [(section.name, section.title, section.target) for section in meeting(OPENS, *lines).sections]
    assert found == [("openingSection", "", ""), ("procedural", "", ""), *sections, ("conclusion", "", "")]


def test_a_record_may_be_cut_off_behind_a_heading() -> None:
    for lines in ([OPENS, "## The lakes"], [OPENS, "Agenda item 117"], [OPENS, SEEN, "Programme of work"]):
        xml = convert("\n".join([COVER.format(year=2003) + lines[0], *lines[1:]])).xml
        assert xml is not None and lines[-1].removeprefix("## ") in xml.decode()


def test_who_presides_speaks_for_a_state_from_the_sentence_that_says_so_until_the_one_that_ends_it() -> None:
    document = meeting(
        OPENS,
        "It is late. I shall now make a statement in my national capacity. We agree.",
        "I speak in my national capacity.",
        "We thank all. I now resume my functions as President of the Assembly.",
    )
    assert [(part.capacity, [p.text for p in part.paragraphs]) for part in document.speeches] == [
        ("president", ["I open.", "It is late."]),
        ("representative", ["I shall now make a statement in my national capacity. We agree.",
                            "I speak in my national capacity.", "We thank all."]),
        ("president", ["I now resume my functions as President of the Assembly."]),
    ]  # fmt: skip


def test_words_that_nobody_says_stand_as_a_scene_before_the_debate() -> None:
    document = meeting(SEEN, OPENS)
    assert scenes(document) == [SEEN]
    assert [section.name for section in document.sections] == ["openingSection", "procedural", "conclusion"]


def test_two_officials_are_two_persons() -> None:
    document = meeting("The SECRETARY-GENERAL: One.", "The DEPUTY SECRETARY-GENERAL: Two.")
    assert len({part.by for part in document.speeches}) == 2


@pytest.mark.parametrize(
    ("line", "kind", "target"),
    [
        ("It was so decided.", "narrative", "decided"),
        ("The members of the General Assembly observed a minute of silence.", "narrative", "silence"),
        ("[Subsequently, the delegation of Mali informed the Secretariat that it had intended to vote in favour.]", "narrative", "correction"),
        ("(applause)", "scene", "applause"),
        ("A vote was taken by show of hands.", "narrative", "showOfHands"),
        ("A recorded vote was taken.", "narrative", "recordedVote"),
        ("A vote was taken by secret ballot.", "narrative", "secretBallot"),
        ("The meeting was suspended at 4 p.m. and resumed at 5 p.m.", "narrative", "suspension"),
        ("The meeting was suspended at 4 p.m.", "narrative", "suspension"),
        ("Mr. Doku (Ghana), Vice-President, took the Chair.", "narrative", "chairChange"),
        ("The President returned to the Chair.", "narrative", "chairChange"),
    ],
)  # fmt: skip
def test_a_scene_stands_for_what_happens(line: str, kind: str, target: str) -> None:
    found = [item for item in meeting(OPENS, line, YES).items if isinstance(item, Remark)]
    assert [(item.kind, item.target, item.text) for item in found] == [(kind, target, line)]


# --- headings -------------------------------------------------------------------------------------------------------


def test_titles_under_an_item_are_parted_where_documents_begin() -> None:
    document = meeting(
        "Agenda item 15 (continued)",
        "Zone of peace and cooperation of the lesser",
        "lighthouses",
        "Report of the Secretary-General (A/58/253 and",
        "Add.1)",
        "Draft resolution (A/58/L.66)",
        "The President: We begin, and we shall not end",
        *["before all of us have said what we came to say"] * 8,
    )
    assert [heading.text for heading in document.sections[1].headings] == [
        "Agenda item 15 (continued)",
        "Zone of peace and cooperation of the lesser lighthouses",
        "Report of the Secretary-General (A/58/253 and Add.1)",
        "Draft resolution (A/58/L.66)",
    ]


def test_a_heading_that_is_no_item_is_procedural() -> None:
    document = meeting("The President: We begin.", "Organization of work", "The President: We go on.")
    assert [section.name for section in document.sections] == [
        "openingSection",
        "procedural",
        "procedural",
        "conclusion",
    ]


def test_an_old_record_numbers_its_titles_and_paragraphs() -> None:
    document = meeting(
        "1. Adoption of the agenda",
        "1. The PRESIDENT: The agenda is before you.",
        "2. The question of the salt road",
        "2. Mr. DOE (Kenya): The road is long, and it has been long",
        "since the first of us walked on it with empty hands.",
        "3. It is narrow as well.",
        "4. The PRESIDENT: We go on.",
        year=1952,
    )
    assert [[heading.text for heading in section.headings] for section in document.sections[1:3]] == [
        ["1. Adoption of the agenda"], ["2. The question of the salt road"],
    ]  # fmt: skip
    assert turns(document) == [("president", "LCA"), ("representative", "KEN"), ("president", "LCA")]
    assert document.speeches[1].text.endswith("\n3. It is narrow as well.")


def test_the_day_of_issue_on_a_typed_cover_is_not_the_day_of_the_meeting() -> None:
    cover = COVER.format(year=1985).replace("A/58/PV.91", "PROVISIONAL\nA/40/PV.21\n25 November 1985\nENGLISH")
    document = read_back(convert(f"{cover}The PRESIDENT: I open.\nThe meeting rose at 6 p.m.\n").xml or b"")
    assert (document.date, document.opened[:16]) == ("1985-11-20", "1985-11-20T15:15")


def test_heads_may_stand_on_their_lines_without_a_colon_where_none_has_one() -> None:
    page = [
        "<h3>The President</h3>",
        "<p>I call on Kenya.</p>",
        "<h3>Ms. Roe (Kenya) (spoke in French)</h3>",
        "<p>I am brief.</p>",
    ]
    lines = "".join(f"<p>{line}</p>" for line in COVER.format(year=2003).splitlines())
    document = read_back(convert(f"<html><body>{lines}{''.join(page)}</body></html>").xml or b"")
    assert turns(document) == [("president", "LCA"), ("representative", "KEN")]
    assert [speech.text for speech in document.speeches] == ["I call on Kenya.", "I am brief."]


def test_where_heads_have_colons_a_name_alone_is_no_head() -> None:
    document = meeting("The President: We shall hear a speech of", "Mr. Doe", "who is not here.")
    assert turns(document) == [("president", "LCA")]


# --- votes ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "outcome", "counts"),
    [
        ("Draft resolution A/58/L.6 was adopted by 143 votes to 4, with 11 abstentions (resolution 58/295).", "adopted", [143, 4, 11]),
        ("The eighth preambular paragraph was retained by 105 votes to none, with 22 abstentions.", "adopted", [105, 0, 22]),
        ("Operative paragraph 7 was retained by 106 votes to 1.", "adopted", [106, 1, 0]),
        ("The motion was rejected by 57 votes to 46, with 34 abstentions.", "rejected", [57, 46, 34]),
        ("The amendment was not adopted by 20 votes to 70, with one abstention.", "rejected", [20, 70, 1]),
        ("Draft resolution I was adopted.", "adopted", [None, None, None]),
        ("The draft decision was adopted.", "adopted", [None, None, None]),
        ("The President’s ruling was overruled by 8 votes to 1, with 2 abstentions.", "rejected", [8, 1, 2]),
    ],
)  # fmt: skip
def test_a_result_tells_outcome_and_counts(line: str, outcome: str, counts: list[int | None]) -> None:
    document = meeting("The President: We shall now vote.", line)
    (voting,) = document.votings
    found = [
        count.value if (count := voting.count(choice)) else None for choice in ("inFavour", "against", "abstaining")
    ]
    assert (voting.outcome, found) == (outcome, counts)
    assert scenes(document) == [line]


BALLOT = ["The President: We shall now vote on draft resolution A/58/L.6.", "A recorded vote was taken.",
          "In favour:", "Chad, Mexico", "Against:", "Kenya"]  # fmt: skip


@pytest.mark.parametrize(
    ("result", "code"),
    [
        ("Draft resolution A/58/L.6 was adopted by 2 votes to 1, with 3 abstentions.", None),
        ("Draft resolution A/58/L.6 was adopted by 3 votes to 1.", "vote-mismatch"),
        ("Draft resolution A/58/L.6 was adopted by 2 votes to none.", "vote-mismatch"),
        ("Draft resolution A/58/L.6 was adopted.", None),
        ("The President: The draft resolution has been adopted.", None),
        ("Ms. Roe (Peru): We are glad.", "vote-without-result"),
    ],
)
def test_a_list_that_is_not_what_the_result_says_is_told_of(result: str, code: str | None) -> None:
    conversion = convert(printed(*BALLOT, result))
    said = [f.code for f in conversion.findings if f.code.startswith("vote-")]
    assert said == ([code] if code else [])
    assert conversion.xml is not None
    assert [voting.draft for voting in read_back(conversion.xml).votings] == (
        ["A/58/L.6"] if code != "vote-without-result" else []
    )


def test_a_result_that_names_no_document_is_about_the_draft_that_was_named_before_if_one_was() -> None:
    spoken = [SEEN, SEEN, *BALLOT[1:], "The President: The text has been adopted."]
    named = meeting("The President: We shall now vote on draft resolution A/58/L.6.", *spoken)
    assert [voting.documents for voting in named.votings] == [("A/58/L.6",)]
    cited = meeting("The President: We recall A/58/6 and shall now vote.", *spoken)
    assert [voting.documents for voting in cited.votings] == [()]


@pytest.mark.parametrize(
    "line", ["The draft resolution was late.", "Against that background, Kenya voted.", "In favour of peace we stand."]
)
def test_prose_about_votes_is_said_by_the_speaker(line: str) -> None:
    document = meeting("Mr. Doe (Kenya): I shall be brief.", line)
    assert document.votings == () and scenes(document) == []
    assert document.speeches[0].text.split("\n")[-1].endswith(line)


def test_lists_hold_the_states_that_a_page_divides() -> None:
    document = meeting(
        "The President: We shall now vote.",
        "A recorded vote was taken.",
        "In favour:",
        "Chad, Indonesia, Iran (Islamic Republic of),",
        "3",
        "03-99120",
        "A/58/PV.91",
        "Mexico, United Kingdom of Great Britain and",
        "Northern Ireland",
        "Abstentions:",
        "None",
        "Draft resolution I was adopted by 5 votes to none.",
    )
    assert document.votings[0].states("inFavour") == ("TCD", "IDN", "IRN", "MEX", "GBR")
    assert document.votings[0].states("abstaining") == ()
