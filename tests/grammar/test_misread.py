"""Words that recognition misread: the only one that can be meant, or none."""

import time
import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from akn_convert import grammar
from akn_convert.grammar.clock import find_day, find_misread_day
from akn_convert.grammar.misread import SHORTEST, Slips
from akn_convert.grammar.misread.tolerant import misread_lines, tolerant
from akn_convert.grammar.openers import head, scenes
from akn_convert.grammar.states.coverage import load_states
from akn_convert.grammar.tables import text_of

LANGUAGES = ("en", "fr", "es", "ru", "zh", "ar")
WORDS = ("algeria", "nigeria", "niger", "gambia", "zambia", "san marino", "iraq", "iran")


@pytest.mark.parametrize(
    ("printed", "meant"),
    [
        ("algeria", {"algeria"}),
        ("a1geria", {"algeria"}),
        ("algria", {"algeria"}),
        ("algerria", {"algeria"}),
        ("agleria", {"algeria"}),
        ("san rnarino", {"san marino"}),
        ("bambia", {"gambia", "zambia"}),
        ("nigera", {"nigeria", "niger"}),
        ("irak", {"iraq", "iran"}),
        ("a1gerla", set()),
        ("ira", set()),
        ("", set()),
    ],
)
def test_a_word_is_what_it_is_but_for_one_slip(printed: str, meant: set[str]) -> None:
    assert Slips(WORDS).meant(printed) == meant


@st.composite
def slipped(draw: st.DrawFn) -> tuple[str, str]:
    word = draw(st.sampled_from(WORDS))
    at = draw(st.integers(0, len(word) - 1))
    sign = draw(st.sampled_from(["", "x", f"{word[at]}x", f"x{word[at]}"]))
    return word, word[:at] + sign + word[at + 1 :]


@given(slipped())
def test_of_any_slip_the_word_is_among_those_that_are_meant(pair: tuple[str, str]) -> None:
    word, printed = pair
    assert word in Slips(WORDS).meant(printed) or len(printed) < SHORTEST or printed in WORDS


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_slip_in_a_name_never_makes_it_another_states(language: str) -> None:
    states = load_states(language)
    rows = tomllib.loads(text_of(language))["states"]["names"].strip().split("\n")
    names = [(row.split("|")[0].split()[0], name.strip()) for row in rows for name in row.split("|")[1:]]
    told = 0
    for code, name in names:
        at = len(name) // 2
        printed = f"{name[:at]}x{name[at + 1 :]}"
        found = states.find_misread(printed)
        eras = {each for each, other in names if other == name}
        assert found in {None, *eras} or states.find(printed) == found, (code, name, found)
        told += found is not None
    assert told > (0.8 if language != "zh" else 0.2) * len(names)


@pytest.mark.parametrize(
    ("printed", "code"),
    [
        ("United K1ngdom of Great Britain and Northern Irelancl", "GBR"),
        ("Democratlc People's Rapublic of K orea", "PRK"),
        ("Northern Irelancl", None),
        ("Republlc of Koraa", "KOR"),
        ("the Republic of Utopla", None),
    ],
)
def test_a_name_of_several_words_may_have_a_slip_in_each(printed: str, code: str | None) -> None:
    assert load_states("en").find_misread(printed, 1993) == code


def test_a_list_counts_what_is_misread_only_where_it_is_asked_to() -> None:
    states = load_states("en")
    text = "Albania, A1geria. Saint V1ncent and the Grenadines, Bambia, Utopia and Chde"
    assert [code for *_, code in states.split(text)] == ["ALB"]
    found = [*states.stretches(text, misread=True)]
    assert [code for *_, code in found if code] == ["ALB", "DZA", "VCT"]
    assert [text[start:end] for start, end, code in found if not code] == ["Bambia", "Utopia", "Chde"]


def test_a_long_list_of_unknown_names_takes_linear_time() -> None:
    states, spent = load_states("en"), []
    assert [*states.stretches("Xlbania", misread=True)]
    for times in (300, 3_000):
        begun = time.process_time()
        assert [*states.stretches("Utopia of the North and Lilliput, " * times, misread=True)]
        spent.append(time.process_time() - begun)
    assert spent[1] < 25 * spent[0] + 0.2


@pytest.mark.parametrize(
    ("language", "printed", "day"),
    [
        ("en", "Thursday, 13 Septembet 2007, 10 a.m.", "2007-09-13"),
        ("en", "Thursday, 13 Novernber 2007, 10 a.m.", "2007-11-13"),
        ("fr", "Jeudi 13 septernbre 2007, à 10 heures", "2007-09-13"),
        ("es", "Jueves, 13 de septiernbre de 2007, a las 10.00 horas", "2007-09-13"),
        ("ru", "Четверг, 13 сентябрн 2007 года, 10 ч. 00 м.", "2007-09-13"),
        ("en", "Thursday, 13 Jan 2007", ""),
        ("en", "13 Jurie 2007", ""),  # June or July
    ],
)
def test_a_month_is_read_with_a_slip(language: str, printed: str, day: str) -> None:
    table = grammar.load(language)
    assert not find_day(printed, table)
    found = find_misread_day(printed, table, 0, len(printed))
    assert (found.iso if found else "") == day


MISREAD = {
    "en": ["Tbe President: I thank you.", "The Presiclent (spoke in French): I thank you.", "Il was so decided.",
           "A vote was taken by show of hauds.", "The meeting rose al 3.10 p.m."],
    "fr": ["Le Présidcnt : Je vous remercie.", "La séauce est levée à 15 h 10."],
    "es": ["El Presideute: Doy las gracias.", "Se levauta la sesión a las 15.10 horas."],
    "ru": ["Предсепатель: Благодарю вас.", "Заседание закрывастся в 15 ч. 10 м."],
}  # fmt: skip


@pytest.mark.parametrize(("language", "line"), [(language, line) for language in MISREAD for line in MISREAD[language]])
def test_a_head_or_scene_with_a_slip_is_one_in_the_tolerant_grammar_alone(language: str, line: str) -> None:
    table = grammar.load(language)
    patterns = {name: (head(each), *scenes(each).values()) for name, each in (("", table), ("more", tolerant(table)))}
    assert not any(pattern.match(line) for pattern in patterns[""])
    assert any(pattern.match(line) for pattern in patterns["more"])
    assert misread_lines(f"Some words.\n{line}\nMore words.", table)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_line_of_a_table_is_misread(language: str) -> None:
    table = grammar.load(language)
    rules = (*table.heads.offices.values(), table.scenes.opened, table.scenes.closed, table.scenes.decided)
    assert (
        misread_lines(
            "\n".join(f"{example}:\n{example}\n" for rule in rules for example in rule.examples if '"' not in example),
            table,
        )
        == []
    )


def test_in_columns_a_line_may_begin_in_the_middle() -> None:
    line = "We thank the Council for its time.          Tbe President: I thank you."
    assert misread_lines(f"{line}\n", grammar.load("en")) == ["Tbe President:"]
