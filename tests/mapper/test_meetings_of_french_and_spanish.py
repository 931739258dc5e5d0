"""What the lines of French and Spanish meetings become: conventions that English prints otherwise, or not at all."""

import pytest

from akn_convert import convert
from akn_convert.exports.document import Document, Remark
from akn_convert.exports.readback import read_back

COVERS = {
    "fr": """Nations Unies
A/58/PV.91
Assemblée générale
Cinquante-huitième session
91e séance plénière
Jeudi 20 novembre 2003, à 15 heures
New York
Président : M. Toussaint (Sainte-Lucie)
La séance est ouverte à 15 h 15.
""",
    "es": """Naciones Unidas
A/58/PV.91
Asamblea General
Quincuagésimo octavo período de sesiones
91ª sesión plenaria
Jueves 20 de noviembre de 2003, a las 15.00 horas
Nueva York
Presidente: Sr. Toussaint (Santa Lucía)
Se abre la sesión a las 15.15 horas.
""",
}
CLOSING = {"fr": "La séance est levée à 18 heures.", "es": "Se levanta la sesión a las 18.00 horas."}


def read(text: str) -> Document:
    xml = convert(text).xml
    assert xml is not None
    return read_back(xml)


def meeting(language: str, *lines: str) -> Document:
    """The record of a meeting of the General Assembly in which these lines stand."""
    return read("\n".join([COVERS[language] + lines[0], *lines[1:], CLOSING[language], ""]))


def turns(document: Document) -> list[tuple[str, str]]:
    return [(part.capacity, part.country) for part in document.speeches]


def scenes(document: Document) -> list[str]:
    return [item.text for item in document.items if isinstance(item, Remark)]


# --- votes ----------------------------------------------------------------------------------------------------------


def test_a_result_goes_on_behind_the_number_of_the_page_that_it_ends() -> None:
    document = meeting(
        "fr", "Le Président : Nous votons.", "Le projet de résolution A/58/L.9 est adopté", "2/9", "(résolution 58/9)."
    )
    assert "Le projet de résolution A/58/L.9 est adopté (résolution 58/9)." in scenes(document)


def test_words_that_lead_to_a_result_are_said() -> None:
    document = meeting(
        "fr",
        "La Présidente par intérim (parle en anglais) :",
        "L’Assemblée est saisie d’un projet de résolution. La Commission",
        "l’a adopté. Puis-je considérer que l’Assemblée en fait de même ?",
        "Le projet de résolution est adopté (résolution 58/990).",
    )
    assert document.speeches[0].text.startswith("L’Assemblée est saisie")
    assert scenes(document)[-1] == "Le projet de résolution est adopté (résolution 58/990)."


LISTS = {
    "fr": ["Le Président : Nous votons.", "Il est procédé au vote à main levée.", "Votent pour :", "Pérou, Togo", "Vote contre :", "Chine"],
    "es": ["El Presidente: Votamos.", "Se procede a votación ordinaria, con el siguiente resultado:", "Votos a favor:", "Perú, Togo", "Votos en contra:", "China"],
}  # fmt: skip


@pytest.mark.parametrize(
    ("language", "lines", "outcome"),
    [
        ("fr", ["Il y a 2 voix pour et une voix contre. La décision du Président est annulée."], "rejected"),
        ("fr", ["Il y a 2 voix pour et une voix contre.",
                "La voix contre étant celle d'un membre permanent du Conseil, le projet de résolution n'est pas adopté."], "rejected"),
        ("es", ["Hay 2 votos a favor y 1 en contra. El proyecto de resolución no ha sido aprobado por haber votado en contra un miembro permanente."],
         "rejected"),
        ("es", ["Hay 2 votos a favor y 1 en contra.", "Queda aprobada la moción."], "adopted"),
    ],
)  # fmt: skip
def test_old_records_state_the_numbers_of_a_vote_before_its_outcome(
    language: str, lines: list[str], outcome: str
) -> None:
    document = meeting(language, *LISTS[language], *lines)
    (voting,) = document.votings
    assert (voting.outcome, [count.value for count in voting.counts][:2]) == (outcome, [2, 1])
    assert len(turns(document)) == 1
    assert scenes(document)[-len(lines) :] == lines


def test_a_correction_under_an_asterisk_is_no_speech() -> None:
    line = "*Par la suite, les délégations du Bénin et du Togo ont fait savoir au Secrétariat qu'elles entendaient voter pour."
    document = meeting("fr", "Le Président : Nous votons.", "Le projet de résolution est adopté.*", line)
    assert scenes(document)[-1] == line
    assert len(document.speeches) == 1


BALLOTS = {
    "fr": ["À l’invitation du Président, M. Doe (Fidji) et Mme Roe (Togo) assurent les fonctions de scrutateurs.",
           "Il est procédé au vote au scrutin secret.", "Le Président : Le résultat du vote est le suivant :", "Nombre de bulletins déposés : 192",
           "Abstentions : {count}", "Majorité requise : 128", "Le projet de résolution sera adopté.", "Le projet de résolution I est adopté."],
    "es": ["Por invitación del Presidente, el Sr. Doe (Fiji) y la Sra. Roe (Togo) actúan como escrutadores.", "Se procede a votación secreta.",
           "El Presidente: El resultado de la votación es el siguiente:", "Cédulas depositadas: 192", "Abstenciones: {count}",
           "Mayoría requerida: 128", "El proyecto de resolución se aprobará pronto.", "Queda aprobado el proyecto de resolución I."],
}  # fmt: skip
NONE = {"fr": "Néant", "es": "Ninguna"}


@pytest.mark.parametrize("language", BALLOTS)
@pytest.mark.parametrize("count", ["3", ""])
def test_the_count_of_a_secret_ballot_is_said_and_no_roll_call(language: str, count: str) -> None:
    document = meeting(language, *(line.format(count=count or NONE[language]) for line in BALLOTS[language]))
    [voting] = document.votings
    assert voting.without_vote and voting.outcome == "adopted"
    assert len({part.turn for part in document.speeches}) == 1 and "128" in document.speeches[-1].text


def test_sub_items_under_an_item_are_titles_of_their_own() -> None:
    titles = [
        "Élections aux sièges devenus vacants dans les organes",
        "a) Élection de cinq membres du Conseil de",
        "sécurité",
    ]
    document = meeting("fr", "Point 112 de l’ordre du jour", *titles, "Le Président : Nous commençons.")
    headings = [heading.text for section in document.sections for heading in section.headings]
    assert headings == ["Point 112 de l’ordre du jour", titles[0], " ".join(titles[1:])]


# --- who speaks -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "line"),
    [("fr", "Le Président assume la présidence."), ("es", "El Presidente ocupa la Presidencia.")],
)
def test_the_president_comes_to_the_chair(language: str, line: str) -> None:
    assert line in scenes(
        meeting(language, "Le Président : Bonjour." if language == "fr" else "El Presidente: Hola.", line)
    )


INVITED = "El Presidente (habla en inglés): Invito al Secretario General Adjunto de Operaciones de Paz, Sr. Jean Roe, y a la Directora Ejecutiva de Mujeres por la Paz, Sra. Amina Doe."


def test_a_function_before_a_name_is_not_that_of_the_name_before() -> None:
    document = meeting("es", INVITED, "Sr. Roe (habla en inglés): Gracias.", "Sra. Doe (habla en inglés): Gracias.")
    assert [speech.capacity for speech in document.speeches] == ["president", "secretariat", "briefer"]


@pytest.mark.parametrize(
    ("language", "told", "head", "capacity", "country"),
    [
        ("fr", "Le Président : J’invite M. Adem Korbey, Secrétaire général de l’Organisation des Nations Unies.", "M. Korbey", "secretariat", ""),
        ("fr", "Le Président : J’invite Mme Awa Ba, Haute-Représentante pour les affaires de désarmement.", "Mme Ba", "secretariat", ""),
        ("fr", "Le Président : J’invite M. Jo Roe, Représentant spécial du Président de la Commission de l’Union africaine.", "M. Roe", "briefer", ""),
        ("fr", "Le Président : J’invite le Premier Ministre du Togo, M. Koffi Doe.", "M. Doe", "representative", "TGO"),
        ("fr", "Le Président : J’invite M. Jo Roe, Président du Tribunal pénal international pour le Rwanda.", "M. Roe", "briefer", ""),
        ("es", "El Presidente: Invito al Sr. Jo Roe, Administrador del Programa de las Naciones Unidas para el Desarrollo.", "Sr. Roe", "secretariat", ""),
        ("es", "El Presidente: Invito al Sr. Jo Roe, Secretario General de la Organización de Cooperación Islámica.", "Sr. Roe", "briefer", ""),
        ("es", "El Presidente: Doy la palabra a la Ministra de Relaciones Exteriores del Perú, Sra. Ana Doe.", "Sra. Doe", "representative", "PER"),
    ],
)  # fmt: skip
def test_a_guest_is_what_the_introduction_says(
    language: str, told: str, head: str, capacity: str, country: str
) -> None:
    document = meeting(language, told, f"{head}{' :' if language == 'fr' else ':'} Mali 2030.")
    assert turns(document)[1] == (capacity, country)


def test_a_delegate_who_is_not_the_one_of_the_cover_is_somebody_else() -> None:
    cover = COVERS["es"].replace(
        "Se abre", "Miembros:\nChina . . . . . . Sr. Qin Huasun\nPerú . . . . . . Sr. Roe\nSe abre"
    )
    cover = cover.replace("A/58/PV.91", "S/PV.3756").replace("Asamblea General", "Consejo de Seguridad")
    document = read(f"{cover}Sr. Wang Xuexian (China): Gracias.\nSr. Roe (Perú): Gracias.\n{CLOSING['es']}\n")
    assert [speech.speaker for speech in document.speeches] == ["Sr. Wang Xuexian", "Sr. Roe"]


def test_a_head_of_state_may_be_called_by_the_office() -> None:
    document = meeting("es", "El Presidente: Hola.", "Presidente GARCÍA (Perú): Gracias.")
    assert turns(document)[1:] == [("representative", "PER")]


@pytest.mark.parametrize(
    ("language", "lines"),
    [
        ("fr", ["Le Président : Je donne maintenant la parole à", "M. Roe.", "M. Roe (Canada) : Merci."]),
        ("es", ["El Presidente: Doy ahora la palabra a la", "Sra. Roe.", "El Presidente (habla en inglés): No está."]),
    ],
)
def test_a_name_that_ends_a_line_and_a_sentence_begins_no_head(language: str, lines: list[str]) -> None:
    document = meeting(language, *lines)
    assert len(document.speeches) == 2
    assert document.speeches[0].text.endswith(lines[1])


# --- the cover ------------------------------------------------------------------------------------------------------

TYPED = """NACIONES UNIDAS
Asamblea General
PROVISIONAL
A/40/PV.21
4 de octubre de 1985
ESPAÑOL
ACTA TAQUIGRAFICA PROVISIONAL DE LA 21a. SESION
Celebrada en la Sede, Nueva York,
el jueves 3 de octubre de 1985, a las 15.00 horas
Presidente: Sr. PEREZ (España)
Se abre la sesión a las 15.30 horas.
El PRESIDENTE: Hola.
"""


def test_the_day_of_the_meeting_is_not_the_day_on_which_its_record_was_distributed() -> None:
    document = read(TYPED)
    assert document.date == "1985-10-03"


OFFICIAL = """NACIONES UNIDAS
ASAMBLEA GENERAL
TRIGESIMO PRIMER PERIODO DE SESIONES
Documentos Oficiales
90a. SESION PLENARIA
Miércoles 8 de diciembre de 1976
NUEVA YORK
SUMARIO
TEMA 27 DEL PROGRAMA
La salina . . . . . . . . . . . . 1375
Presidente: Sr. Juan PEREZ (España).
A/31/PV.90
TEMA 27 DEL PROGRAMA
La salina: informe del Secretario General
1. El PRESIDENTE: Se ha presentado un proyecto.
2. Sr. ROE (Israel): Lo presento.
[El orador da lectura al proyecto de resolución.]
3. Mi delegación pide que se vote.
"""


def test_a_meeting_whose_opening_is_not_printed_begins_with_its_item() -> None:
    document = read(OFFICIAL)
    (section,) = document.sections
    assert section.headings[0].text == "TEMA 27 DEL PROGRAMA"
    assert turns(document) == [("president", "ESP"), ("representative", "ISR"), ("representative", "ISR")]
    assert document.speeches[-1].text == "3. Mi delegación pide que se vote."


def test_a_scene_before_any_heading_ends_no_speech() -> None:
    document = read(OFFICIAL.replace("TEMA 27 DEL PROGRAMA\nLa salina: informe del Secretario General\n", ""))
    assert document.speeches[-1].text == "3. Mi delegación pide que se vote."


# --- words that a column divides ------------------------------------------------------------------------------------

OPEN = {"fr": "Le Président : Je demande une minute de silence.", "es": "El Presidente: Pido un minuto de silencio."}


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("fr", "Les membres de l’Assemblée générale observent une mi-\nnute de silence."),
        ("fr", "M. Doku (Ghana), Vice-\nPrésident, assume la prési-\ndence."),
        (
            "fr",
            "Par 9 voix contre une, avec 3 abstentions, le pro-\njet de résolution est adopté (réso-\nlution 58/990).",
        ),
        ("es", "Así queda acorda-\ndo."),
        ("es", "Se suspende la sesión a las 16.35 horas y se rea-\nnuda a las 17.15 horas."),
        ("es", "[Posteriormente, la delegación del Chad in-\nformó a la Secretaría de que habría vota-\ndo a favor.]"),
        ("es", "Por 9 votos contra 1 y 3 abstenciones, queda apro-\nbado el proyecto de resolución."),
    ],
)
def test_a_scene_is_one_also_where_a_line_end_divides_its_words(language: str, line: str) -> None:
    document = meeting(language, OPEN[language], line, OPEN[language].replace("Je", "Ici je"))
    whole = line.replace("Vice-\n", "Vice-").replace("-\n", "")
    assert scenes(document)[-1] == whole
    assert turns(document)[0] == ("president", "LCA")


def test_a_head_behind_a_dash_at_a_line_end_is_a_head() -> None:
    document = meeting("es", "El Presidente: Quisiera decir-", "Sr. Doku (Ghana): Pido la palabra.")
    assert turns(document) == [("president", "LCA"), ("representative", "GHA")]


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("fr", "Par 9 voix contre une, avec 3 abstentions, le\n\nprojet de résolution est adopté (résolution 58/990)."),
        ("es", "Se suspende la sesión a las 16.35 horas y se rea-\n\nnuda a las 17.15 horas."),
        ("es", "[Posteriormente, la delegación del Chad\n\ninformó a la Secretaría de que habría votado\na favor.]"),
    ],
)
def test_a_scene_may_go_on_behind_the_furniture_of_a_page(language: str, line: str) -> None:
    above, _, below = line.partition("\n\n")
    page = ["2 03-99123", "A/58/PV.91"]
    document = meeting(language, OPEN[language], *above.split("\n"), *page, *below.split("\n"), OPEN[language])
    assert scenes(document)[-1] == line.replace("-\n\n", "").replace("\n\n", " ").replace("\n", " ")
    assert len(document.speeches) == 2


def test_a_head_may_go_on_behind_the_furniture_of_a_page() -> None:
    lines = ["Sr. Doku (República Unida", "2 03-99123", "A/58/PV.91", "de Tanzanía) (habla en inglés): Soy breve."]
    assert turns(meeting("es", OPEN["es"], *lines))[1:] == [("representative", "TZA")]
