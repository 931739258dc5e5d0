"""Heads of English records, of every era, and lines that only look like one."""

import time

import pytest

from akn_convert import grammar
from akn_convert.grammar.openers import opener
from akn_convert.mapper.heads import parse_head

ENGLISH = grammar.load("en")
HEADS = [
    ("Mr. Doe (Kenya): ", "Mr. Doe", "KEN", "", ""),
    ("Mr. Doe Núñez (Bolivarian Republic of Venezuela) (spoke in\nSpanish): ", "Mr. Doe Núñez", "VEN", "spa", ""),
    ("Ms. Roe (Poland), Rapporteur of the\nThird Committee: ", "Ms. Roe", "POL", "", "rapporteur"),
    ("Mrs. Roe (Kenya), Chair of the Special Committee on Lighthouses: ", "Mrs. Roe", "KEN", "", "committee_chair"),
    ("12. Mr. DOE (Hungary) (translated from Rus-\nsian): ", "Mr. DOE", "HUN", "rus", ""),
    ("Mr. Doe (Egypt)(interpretation from Arabic): ", "Mr. Doe", "EGY", "ara", ""),
    ("Sir John DOE (United Kingdom): ", "Sir John DOE", "GBR", "", ""),
    ("Archbishop Doe (Holy See): ", "Archbishop Doe", "VAT", "", ""),
    ("His Highness Sheikh Doe Al Roe (Qatar): ", "His Highness Sheikh Doe Al Roe", "QAT", "", ""),
    ("Mr. van der Doe (Netherlands): ", "Mr. van der Doe", "NLD", "", ""),
    ("Mr. d'Oe (France): ", "Mr. d'Oe", "FRA", "", ""),
    ("Mr. ’t Oe (Netherlands): ", "Mr. ’t Oe", "NLD", "", ""),
    ("Dato’ Seri Doe (Malaysia): ", "Dato’ Seri Doe", "MYS", "", ""),
    ("Earl Doe of Roe (United Kingdom): ", "Earl Doe of Roe", "GBR", "", ""),
    ("Mr. Justice Doe (Pakistan): ", "Mr. Justice Doe", "PAK", "", ""),
    ("H.R.H. Princess Roe (Jordan): ", "H.R.H. Princess Roe", "JOR", "", ""),
    ("Mrs. Broad-\nmoor Roe (France): ", "Mrs. Broad-\nmoor Roe", "FRA", "", ""),
    ("U Doe (Myanmar): ", "U Doe", "MMR", "", ""),
    ("Ms. Roe (European Union): ", "Ms. Roe", "EU", "", ""),
    ("Mr. Doe: (Chad) (spoke in French): ", "Mr. Doe", "TCD", "fra", ""),
    ("Mr. Doe, Under-Secretary-General for Lamps: ", "Mr. Doe", "", "", "secretariat"),
    ("President Doe (spoke in Portuguese; English text provided by the delegation): ", "President Doe", "", "por", ""),
]
OFFICES = [
    ("The President: ", "president"), ("The PRESIDENT (interpretation from French): ", "president"), ("The Chairman: ", "president"),
    ("The Acting President: ", "acting_president"), ("The Temporary President: ", "acting_president"),
    ("The SECRETARY-GENERAL: ", "secretariat"), ("The DEPUTY SECRETARY-GENERAL: ", "secretariat"),
]  # fmt: skip
NO_HEADS = [
    "Mr. President, let me say this: ",
    "Mr. Doe said the following: ",
    "Mr. Doe, who came late, said: ",
    "President of the thirtieth session of the General\nAssembly\nThe President: ",
    "General Assembly: ",
    "The President of the Republic said: ",
    "Mr. Chairman: ",
]


@pytest.mark.parametrize(("line", "name", "state", "delivered", "function"), HEADS, ids=lambda value: value[:30])
def test_a_head_tells_name_state_language_and_function(
    line: str, name: str, state: str, delivered: str, function: str
) -> None:
    head = parse_head(f"{line}words", 0, len(line) + 5, ENGLISH)
    assert head is not None
    told = (line[head.who.start : head.who.end], head.state, head.delivered, head.function)
    assert told == (name, state, delivered, function)


@pytest.mark.parametrize(("line", "office"), OFFICES)
def test_an_office_speaks_without_a_name(line: str, office: str) -> None:
    head = parse_head(f"{line}words", 0, len(line) + 5, ENGLISH)
    assert head is not None and head.office == office


@pytest.mark.parametrize("line", NO_HEADS)
def test_prose_with_a_colon_is_no_head(line: str) -> None:
    assert parse_head(f"{line}words", 0, len(line) + 5, ENGLISH) is None


@pytest.mark.parametrize(
    "pumped",
    [
        "Mr. Doe ",
        "The draft resolution ",
        "The meeting was ",
        "At the invitation of the President, Mr. Doe (",
        "Doe (Kenya) (",
    ],
)
def test_what_opens_a_paragraph_is_told_in_linear_time(pumped: str) -> None:
    opens = opener(ENGLISH).match  # compiled before the clock runs

    def seconds(times: int) -> float:
        text = pumped * times
        start = time.process_time()
        for _ in range(20):
            opens(text)
        return time.process_time() - start

    assert seconds(4000) < 12 * max(seconds(1000), 0.002)
