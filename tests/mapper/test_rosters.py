"""Rosters of covers in any layout: each row is one delegation, whatever its State is called."""

import re

import pytest
from lxml import etree

from akn_convert import convert
from akn_convert.exports.readback import read_back

COVERS = {
    "en": ("S/PV.9990\n\nUnited Nations\n\nSecurity Council\n\n9990th meeting\nTuesday, 9 December 2025, 10 a.m.\nNew York\n\n"
           "President:\n\nMr. Doe . . . . . . . . .\n\n(Slovenia)\n\nMembers:\n\n{rows}\n\nAgenda\nThe situation in the valley\n\n"
           "The meeting was called to order at 10.05 a.m.\nThe President: {words}\n"),
    "fr": ("S/PV.9990\n\nNations Unies\n\nConseil de sécurité\n\n9990e séance\nMardi 9 décembre 2025, à 10 heures\nNew York\n\n"
           "Président :\n\nM. Doe . . . . . . . . .\n\n(Slovénie)\n\nMembres :\n\n{rows}\n\nOrdre du jour\nLa situation dans la vallée\n\n"
           "La séance est ouverte à 10 h 5.\nLe Président : {words}\n"),
    "es": ("S/PV.9990\n\nNaciones Unidas\n\nConsejo de Seguridad\n\n9990a sesión\nMartes 9 de diciembre de 2025, a las 10.00 horas\n"
           "Nueva York\n\nPresidente:\n\nSr. Doe . . . . . . . . .\n\n(Eslovenia)\n\nMiembros:\n\n{rows}\n\nOrden del día\n"
           "La situación en el valle\n\nSe declara abierta la sesión a las 10.05 horas.\nEl Presidente: {words}\n"),
}  # fmt: skip
# Capitals that are States too, a State with a title in its name, names nearly as wide as the page.
ROWS = {
    "en": {"Democratic Republic of the Congo": "COD", "Guatemala": "GTM", "Panama": "PAN", "Sao Tome and Principe": "STP", "Togo": "TGO"},
    "fr": {"République populaire démocratique de Corée": "PRK", "Samoa": "WSM", "Panama": "PAN", "Sao Tomé-et-Principe": "STP", "Togo": "TGO"},
    "es": {"República Democrática Popular Lao": "LAO", "Samoa": "WSM", "Panamá": "PAN", "Santo Tomé y Príncipe": "STP", "Togo": "TGO"},
}  # fmt: skip
TITLE = {"en": "Ms.", "fr": "Mme", "es": "Sra."}
WORDS = "\n".join(["Sheep graze on the slopes of the upper valley,"] * 12)  # the columns of a page are no wider
DOTS = " . . . . . . . ."
LAYOUTS = {
    "states-then-names": lambda rows: "\n".join(f"{s}{DOTS}" for s, _ in rows) + "\n\n" + "\n".join(n for _, n in rows),
    "one-below-the-other": lambda rows: "\n\n".join(f"{s}{DOTS}\n\n{n}" for s, n in rows),
    "side-by-side": lambda rows: "\n".join(f"{s}{DOTS} {n}" for s, n in rows),
    "in-columns": lambda rows: "\n".join(f"{s:<60}{n}" for s, n in rows),
    "without-leaders": lambda rows: "\n".join(f"{s} {n}" for s, n in rows),
}


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("language", COVERS)
def test_each_row_is_a_delegation(language: str, layout: str) -> None:
    rows = [(state, f"{TITLE[language]} Roe-{i}") for i, state in enumerate(ROWS[language])]
    xml = convert(COVERS[language].format(rows=LAYOUTS[layout](rows), words=WORDS), language=language).xml
    assert xml is not None and etree.fromstring(xml) is not None
    roster = [(member.country, member.name) for member in read_back(xml).roster]
    assert roster == list(zip(ROWS[language].values(), (name for _, name in rows), strict=True))


@pytest.mark.parametrize("language", COVERS)
def test_no_leader_is_left_between_a_president_and_the_state(language: str) -> None:
    rows = LAYOUTS["one-below-the-other"]([(state, f"{TITLE[language]} Roe") for state in ROWS[language]])
    cover = COVERS[language].format(rows=rows, words=WORDS)
    one_line = re.sub(r"( \.){9}\n\n\(", r" . . . . . . . . . (", cover)
    conversion = convert(one_line, language=language)
    assert one_line != cover and [f for f in conversion.findings if f.code == "R26"] == []
    assert conversion.xml is not None
    president = read_back(conversion.xml).president
    assert president is not None and president.country == "SVN"
