"""Names of States: every Member in every language, every printed form, and lists that give their States back."""

import csv
import json
import pickle
import re
import tomllib
from pathlib import Path

import pytest

from akn_convert.errors import GrammarError
from akn_convert.grammar.states import OBSERVERS, States
from akn_convert.grammar.states.coverage import coverage, load_states, main
from akn_convert.grammar.tables import text_of

LANGUAGES = ("en", "fr", "es", "ru", "zh", "ar")
STATES = {language: load_states(language) for language in LANGUAGES}
ROWS = {language: tomllib.loads(text_of(language))["states"]["names"].strip().split("\n") for language in LANGUAGES}
COMMA = {"en": ", ", "fr": ", ", "es": ", ", "ru": ", ", "zh": "、", "ar": "، "}
AND = {"en": " and ", "fr": " et ", "es": " y ", "ru": " и ", "zh": "和", "ar": " و"}

# The 193 Members, by the code of the State as it is today.
_MEMBERS = """
    AFG ALB DZA AND AGO ATG ARG ARM AUS AUT AZE BHS BHR BGD BRB BLR BEL BLZ BEN BTN BOL BIH BWA BRA BRN BGR BFA BDI CPV
    KHM CMR CAN CAF TCD CHL CHN COL COM COG CRI CIV HRV CUB CYP CZE PRK COD DNK DJI DMA DOM ECU EGY SLV GNQ ERI EST SWZ
    ETH FJI FIN FRA GAB GMB GEO DEU GHA GRC GRD GTM GIN GNB GUY HTI HND HUN ISL IND IDN IRN IRQ IRL ISR ITA JAM JPN JOR
    KAZ KEN KIR KWT KGZ LAO LVA LBN LSO LBR LBY LIE LTU LUX MDG MWI MYS MDV MLI MLT MHL MRT MUS MEX FSM MCO MNG MNE MAR
    MOZ MMR NAM NRU NPL NLD NZL NIC NER NGA MKD NOR OMN PAK PLW PAN PNG PRY PER PHL POL PRT QAT KOR MDA ROU RUS RWA KNA
    LCA VCT WSM SMR STP SAU SEN SRB SYC SLE SGP SVK SVN SLB SOM ZAF SSD ESP LKA SDN SUR SWE CHE SYR TJK THA TLS TGO TON
    TTO TUN TUR TKM TUV UGA UKR ARE GBR TZA USA URY UZB VUT VEN VNM YEM ZMB ZWE
"""
MEMBERS = set(_MEMBERS.split())
# Not Members, and in UN lists all the same; and the States that are no more (ISO 3166-3).
OTHERS = {"COK", "NIU"}
DISSOLVED = {"SUN", "YUG", "CSK", "DDR", "YMD", "SCG", "VDR"}

PRINTED = [
    ("en", "Bolivia (Plurinational State of)", "BOL"),
    ("en", "Plurinational State of Bolivia", "BOL"),
    ("en", "Iran, Islamic Republic of", "IRN"),
    ("en", "the Netherlands", "NLD"),
    ("en", "Gambia (the)", "GMB"),
    ("en", "The Gambia", "GMB"),
    ("en", "Cote d'Ivoire", "CIV"),
    ("en", "Côte d’Ivoire", "CIV"),
    ("en", "Ivory Coast", "CIV"),
    ("en", "TÜRKİYE", "TUR"),
    ("en", "Turkey", "TUR"),
    ("en", "Guinea Bissau", "GNB"),
    ("en", "U n i t e d  K i n g d o m", "GBR"),
    ("en", "UNION OF SOVIET SOCIALIST REPUBLICS", "SUN"),
    ("en", "U. S. S. R.", "SUN"),
    ("en", "Byelorussian SSR", "BLR"),
    ("en", "Libyan Arab Jamahiriya", "LBY"),
    ("en", "the former Yugoslav Republic of Macedonia", "MKD"),
    ("en", "Zaire", "COD"),
    ("en", "Dahomey", "BEN"),
    ("en", "United Arab Republic", "EGY"),
    ("en", "Viet-Nam", "VNM"),
    ("en", "Democratic Yemen", "YMD"),
    ("en", "European Union", "EU"),
    ("fr", "Etats-Unis d'Amérique", "USA"),
    ("fr", "ÉTATS-UNIS D’AMÉRIQUE", "USA"),
    ("fr", "l'ex-République yougoslave de Macédoine", "MKD"),
    ("fr", "de la République arabe syrienne", "SYR"),
    ("fr", "Fédé-\nration de Russie", "RUS"),
    ("fr", "Saint-Vincent-et-les Grenadines", "VCT"),
    ("fr", "Royaume-Uni", "GBR"),
    ("fr", "Tchécoslovaquie", "CSK"),
    ("fr", "Haute-Volta", "BFA"),
    ("es", "Rei-\nno Unido de Gran Bretaña e Irlanda del Norte", "GBR"),
    ("es", "el Salvador", "SLV"),
    ("es", "Birmania", "MMR"),
    ("es", "Yemen Democrático", "YMD"),
    ("es", "República Democrática Alemana", "DDR"),
    ("es", "del Perú", "PER"),
    ("ru", "Соединённые Штаты Америки", "USA"),
    ("ru", "Соеди-\nненные Штаты Америки", "USA"),
    ("ru", "Кот-д’Ивуар", "CIV"),
    ("ru", "Папуа — Новая Гвинея", "PNG"),
    ("ru", "СОЮЗ СОВЕТСКИХ СОЦИАЛИСТИЧЕСКИХ РЕСПУБЛИК", "SUN"),
    ("ru", "Берег Слоновой Кости", "CIV"),
    ("zh", "法蘭西", "FRA"),
    ("zh", "蘇維埃社會主義共和國聯邦", "SUN"),
    ("zh", "美利堅合眾國", "USA"),
    ("zh", "利比\n里亚", "LBR"),
    ("zh", "刚果（布）", "COG"),
    ("zh", "捷克斯洛伐克", "CSK"),
    ("zh", "联 合 王 国", "GBR"),
    ("ar", "الاتحاد الروسي", "RUS"),
    ("ar", "االتحاد الروسي", "RUS"),
    ("ar", "الواليات المتحدة األمريكية", "USA"),
    ("ar", "الولايـــات المتحـــدة", "USA"),
    ("ar", "عُمان", "OMN"),
    ("ar", "بوليفيا (دولة - المتعددة القوميات)", "BOL"),
    ("ar", "الجماهيرية العربية الليبية", "LBY"),
    ("ar", "اتحاد الجمهوريات الاشتراكية السوفياتية", "SUN"),
]

NOT_STATES = [
    ("en", ""),
    ("en", "the"),
    ("en", "Northern Ireland"),
    ("en", "American Samoa"),
    ("en", "New Jersey"),
    ("en", "European Commission"),
    ("en", "us"),
    ("en", "Chairman of the Committee"),
    ("fr", "Guinée française"),
    ("fr", "eu"),
    ("es", "Irlanda del Norte"),
    ("ru", "говорит по-английски"),
    ("zh", "以英语发言"),
    ("zh", "共和国"),
    ("ar", "تكلم بالإنكليزية"),
    ("ar", "قطار"),
    ("ar", "كوب"),
    ("ar", "ليبي"),
]


@pytest.mark.parametrize(("language", "name", "code"), PRINTED)
def test_a_printed_name_is_found(language: str, name: str, code: str) -> None:
    assert STATES[language].find(name) == code


@pytest.mark.parametrize(("language", "name"), NOT_STATES)
def test_what_is_no_state_is_not_found(language: str, name: str) -> None:
    assert STATES[language].find(name) is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_member_and_observer_has_a_name_and_no_code_is_of_another_kind(language: str) -> None:
    assert len(MEMBERS) == 193
    assert set(STATES[language].codes.values()) == MEMBERS | OBSERVERS | OTHERS | DISSOLVED


RENAMED = {
    "BEN",
    "BFA",
    "BLR",
    "CAF",
    "COD",
    "COG",
    "EGY",
    "KHM",
    "LBY",
    "LKA",
    "MKD",
    "MMR",
    "MNG",
    "MYS",
    "TZA",
    "UKR",
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_former_names_and_former_states_have_years(language: str) -> None:
    dated = {row[:3] for row in ROWS[language] if re.match(r"[A-Z]{3} \d{4}-", row)}
    assert dated >= RENAMED | DISSOLVED


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_name_stands_for_two_states_in_one_year(language: str) -> None:
    for letters, eras in STATES[language].eras.items():
        for one in eras:
            for other in eras:
                apart = one.last < other.first or other.last < one.first
                assert apart or one.code == other.code, (letters, eras)


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_state_stands_in_one_row_an_era(language: str) -> None:
    heads = [row.partition("|")[0].strip() for row in ROWS[language]]
    assert len(heads) == len(set(heads))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_name_alone_is_a_list_of_one(language: str) -> None:
    for row in ROWS[language]:
        code, *names = [part.strip() for part in row.split("|")]
        for name in names:
            year = int(code[4:8]) if len(code) > 4 else None
            ((start, end, found),) = STATES[language].split(name, year)
            assert (name[start:end], found) == (name.rstrip("."), code.split()[0])
            assert STATES[language].unknown(name) == []


def test_the_year_decides_between_two_states_of_one_name() -> None:
    states = States.parse("COD 1960-1964 | Republic of the Congo\nCOG 1965- | Republic of the Congo", ["the"])
    assert states.find("the Republic of the Congo") == "COG"
    assert states.find("Republic of the Congo", year=1962) == "COD"
    assert states.find("Republic of the Congo", year=1975) == "COG"
    assert states.split("Republic of the Congo", year=1962) == [(0, 21, "COD")]


def test_a_year_out_of_all_eras_still_finds_the_name() -> None:
    assert STATES["en"].find("Czechoslovakia", year=2020) == "CSK"


def test_of_two_eras_a_table_gives_the_latest_where_no_year_is_asked() -> None:
    assert States.parse("BBB 2000- | Xanadu\nAAA 1946-1999 | Xanadu").find("Xanadu") == "BBB"


@pytest.mark.parametrize("row", ["Chad | Chad", "TCD", "TCD |", "TCD 1960 | Chad", "tcd | Chad"])
def test_a_row_of_another_shape_is_refused(row: str) -> None:
    with pytest.raises(GrammarError, match="ISO"):
        States.parse(row)


def test_states_survive_a_process_pool() -> None:
    assert pickle.loads(pickle.dumps(STATES["ar"])).find("مصر") == "EGY"


# --- the check against others' lists ---------------------------------------------------------------------------------


def test_the_check_names_what_is_missing() -> None:
    columns = ("ISO3166-1-Alpha-3", "UNTERM English Short", "UNTERM English Formal", "official_name_en")
    rows = [dict(zip(columns, row, strict=True)) for row in [("CHL", "Chile", "the Republic of Chile", "Chili")]]
    assert [(line.found, line.asked) for line in coverage("en", rows)] == [(1, 1), (1, 1), (0, 1)]
    assert coverage("en", rows)[2].missing == (("CHL", "Chili"),)


@pytest.mark.shared
def test_the_table_covers_unterm_and_m49(shared: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = shared / "data" / "country-codes.csv"
    assert main(["--check", str(file)]) == 0
    assert capsys.readouterr().out.count("100.0%") == 18
    with file.open(encoding="utf-8", newline="") as lines:
        codes = {row["ISO3166-1-Alpha-3"] for row in csv.DictReader(lines) if row["UNTERM English Short"]}
    assert codes - OTHERS | {"CIV", "TUR"} == MEMBERS | OBSERVERS - {"EU"}


@pytest.mark.shared
def test_the_brackets_of_real_heads_hold_states(shared: Path) -> None:
    asked = 0
    for file in sorted(shared.glob("gold/*/*.json")):
        gold = json.loads(file.read_text("utf-8"))
        for turn in gold.get("turns") or []:
            brackets = re.findall(r"[(（]([^()（）]+)[)）(]", turn["head"] or "")
            if turn["country"] and brackets:
                asked += 1
                found = {STATES[gold["language"]].find(bracket) for bracket in brackets}
                assert turn["country"] in found, (file.name, turn["head"])
    assert asked > 100
