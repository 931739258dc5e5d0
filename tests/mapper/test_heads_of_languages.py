"""Heads of records in languages other than English, of every era, and lines that only look like one."""

import pytest

from akn_convert import grammar
from akn_convert.mapper.heads import parse_head

HEADS = [
    ("fr", "Mme d’Alembert (Bénin) : ", "Mme d’Alembert", "BEN", ""),
    ("fr", "M me Lefranc (Togo) ( parle en\nanglais) : ", "M me Lefranc", "TGO", "eng"),
    ("fr", "12. M. ORLOV (Bulgarie) [interprétation du russe] : ", "M. ORLOV", "BGR", "rus"),
    ("fr", "M. J.-P. Untel (parle en espa-\ngnol) : ", "M. J.-P. Untel", "", "spa"),
    ("fr", "Anwar TAHIR Bey (Egypte) (traduit de l'anglais) : ", "Anwar TAHIR Bey", "EGY", "eng"),
    ("fr", "M. Saïd (Qatar) (parle en arabe ; texte anglais fourni par la délégation) : ", "M. Saïd", "QAT", "ara"),
    ("es", "Sr. de la Torre Gómez (México): ", "Sr. de la Torre Gómez", "MEX", ""),
    ("es", "Sra. Blanchet Royer (Francia) (habla en fran-\ncés): ", "Sra. Blanchet Royer", "FRA", "fra"),
    ("es", "3. Sr. LEVI (Israel) (interpretación del inglés): ", "Sr. LEVI", "ISR", "eng"),
    ("es", "Sr. MENSAH (Ghana) (interpretación del inglés)s ", "Sr. MENSAH", "GHA", "eng"),
    ("es", "Dame Alice Harwood (Reino Unido) (habla\nen inglés): ", "Dame Alice Harwood", "GBR", "eng"),
    ("fr", "U MYINT (Birmanie) (traduit de I'anglais) : ", "U MYINT", "MMR", "eng"),
    ("fr", "M, HALVORSEN (Norvège) (traduit du rosse) : ", "M, HALVORSEN", "NOR", "rus"),
    ("fr", "Lord Harwood of Wells (Royaume-Uni) (parle en anglais) : ", "Lord Harwood of Wells", "GBR", "eng"),
    ("fr", "Le Coprésident (Namibie) (parle en anglais) : ", "Le Coprésident", "NAM", "eng"),
    ("es", "Sr . LEVI (Israel) (interpretaci6n deJ ingl6s) s ", "Sr . LEVI", "ISR", "eng"),
    ("es", "Nana Osei-Mensah (Ghana) (habla en inglés): ", "Nana Osei-Mensah", "GHA", "eng"),
    ("fr", "M. Constantin-Weyer (Canada) : ", "M. Constantin-Weyer", "CAN", ""),
    ("fr", "Mme al-Untel (Iraq) (parle en arabe) : ", "Mme al-Untel", "IRQ", "ara"),
    ("fr", "Mme Al‑Untel (Iraq) : ", "Mme Al‑Untel", "IRQ", ""),
    ("fr", "Mme le Goff du Lac (France) : ", "Mme le Goff du Lac", "FRA", ""),
    ("fr", "M. Untel wa Untelle (Kenya) : ", "M. Untel wa Untelle", "KEN", ""),
    ("fr", "Le Juge Untel (parle en anglais) : ", "Le Juge Untel", "", "eng"),
    ("fr", "Le général de corps d’armée Untel (parle en anglais) : ", "Le général de corps d’armée Untel", "", "eng"),
    ("es", "Sr. Comesaña Vives (Uruguay): ", "Sr. Comesaña Vives", "URY", ""),
    ("es", "Sr. Gobeil (Canadá) (habla en francés): ", "Sr. Gobeil", "CAN", "fra"),
    ("es", "Jequesa Fulana (Bahrein) (habla en árabe): ", "Jequesa Fulana", "BHR", "ara"),
    ("es", "Teniente General Fulano (habla en inglés): ", "Teniente General Fulano", "", "eng"),
    ("es", "Presidenta Doe Roe (habla en kurdo): ", "Presidenta Doe Roe", "", "und"),
    ("ru", "Великий герцог Жан (Люксембург) (говорит по-французски): ", "Великий герцог Жан", "LUX", "fra"),
    ("ru", "У ТИН (Бирма) (говорит по-английски): ", "У ТИН", "MMR", "eng"),
    ("ru", "Г-н де ла Куэва (Перу) (говорит по‑испански): ", "Г-н де ла Куэва", "PER", "spa"),
    ("ru", "Г-жа аль-Фарси (Оман) (говорит\nна боснийском языке): ", "Г-жа аль-Фарси", "OMN", "bos"),
    ("ru", "Наследный принц Рашид: ", "Наследный принц Рашид", "", ""),
    ("ru", "Ее Королевское Высочество Элис: ", "Ее Королевское Высочество Элис", "", ""),
    ("ar", "السيّدة نور (عمان) (تكلَّمت بالإنكليزية): ", "السيّدة نور", "OMN", "eng"),
    ("ar", "معالي السيد حدّاد (تشاد) (تكلم باللغة الفرنسية): ", "معالي السيد حدّاد", "TCD", "fra"),
    ("ar", "السلطان نجيب (بروني دار السلام) (تحدث بالبوسنية): ", "السلطان نجيب", "BRN", "bos"),
    ("zh", "谢赫·本·卢安谢赫（巴林）（以阿拉伯语发言）：", "谢赫·本·卢安谢赫", "BHR", "ara"),
    ("zh", "罗伊 先生（大韩 民国）（以西班 牙语发言）：", "罗伊 先生", "KOR", "spa"),
    ("zh", "尼古拉公爵（卢森堡）（以波斯尼亚语发言）：", "尼古拉公爵", "LUX", "bos"),
]
NO_HEADS = [
    ("fr", "M. le Président : je dis ceci"),
    ("fr", "M. le Premier Ministre : je dis ceci"),
    ("fr", "M. le Directeur : je dis ceci"),
    ("fr", "M. Untel a dit ceci : la paix"),
    ("fr", "Le Président du Comité a déclaré : oui"),
    ("es", "Sr. Presidente: Quisiera decir esto"),
    ("es", "Sra. Presidenta: Le doy las gracias"),
    ("es", "El Presidente del Comité dijo: así es"),
    ("ru", "Принц Рашид сказал: мир"),
    ("ru", "Великий герцог согласен: мир"),
]


@pytest.mark.parametrize(("language", "line", "name", "state", "delivered"), HEADS)
def test_a_head_tells_name_state_and_language(language: str, line: str, name: str, state: str, delivered: str) -> None:
    head = parse_head(f"{line}words", 0, len(line) + 5, grammar.load(language))
    assert head is not None
    assert (line[head.who.start : head.who.end], head.state, head.delivered) == (name, state, delivered)


@pytest.mark.parametrize(
    ("language", "line", "name", "function"),
    [
        ("en", "Judge Roe, President of the International Court of Justice (spoke in French): ", "Judge Roe", ""),
        ("ru", "Судья Роу, Председатель Международного Суда (говорит по-французски): ", "Судья Роу", ""),
        ("ar", "السيدة دو (تشاد)، مقررة لجنة إنهاء الاستعمار (اللجنة الرابعة) (تكلمت بالفرنسية): ", "السيدة دو", "rapporteur"),
        ("ar", "السيد رو، رئيس لجنة الإعلام (تكلم بالفرنسية): ", "السيد رو", "committee_chair"),
        ("ar", "السيدة دو (تشاد)، نائبة الرئيس (تكلمت بالفرنسية): ", "السيدة دو", "acting_president"),
        ("zh", "罗法官，国际法院院长（以法语发言）：", "罗法官", ""),
        ("zh", "杜女士（乍得），非殖民化委员会（第四委员会）报告员（以法语发言）：", "杜女士", "rapporteur"),
        ("zh", "第三委员会报告员杜女士（乍得）（以法语发言）：", "杜女士", "rapporteur"),
        ("zh", "建设和平委员会主席杜女士（以法语发言）：", "杜女士", "committee_chair"),
    ],
)  # fmt: skip
def test_a_function_stands_behind_the_name_or_before_it(language: str, line: str, name: str, function: str) -> None:
    head = parse_head(f"{line}words", 0, len(line) + 5, grammar.load(language))
    assert head is not None
    assert (line[head.who.start : head.who.end], head.function, head.delivered) == (name, function, "fra")


@pytest.mark.parametrize(("language", "line"), NO_HEADS)
def test_prose_with_a_colon_is_no_head(language: str, line: str) -> None:
    assert parse_head(line, 0, len(line), grammar.load(language)) is None


HEADS_IN = {"ru": "Г-н Роу (Перу) ({}): ", "ar": "السيد رو (بيرو) ({}): ", "zh": "罗先生（秘鲁）（{}）："}
NOTES = {
    "ru": {"по-": "говорит {}", "ом": "говорит на {} языке", "ого": "перевод с {}", "": "говорит на языке {}"},
    "ar": {"": "تكلمت ب{}"},
    "zh": {"": "以{}发言"},
}


@pytest.mark.parametrize("language", NOTES)
def test_every_language_of_the_table_is_known_in_a_note(language: str) -> None:
    table = grammar.load(language)
    read = {}
    for word in table.heads.languages:
        note = next(n for form, n in NOTES[language].items() if word.startswith(form) or word.endswith(form))
        line = HEADS_IN[language].format(note.format(word))
        head = parse_head(f"{line}words", 0, len(line) + 5, table)
        read[word] = head.delivered if head else None
    assert read == table.heads.languages
