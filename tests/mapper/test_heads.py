"""Heads are told from words that look like them, and who speaks from what was said of them before."""

import pytest

from akn_convert import convert, grammar
from akn_convert.exports.readback import read_back
from akn_convert.mapper.heads import parse_head

COVER = """Организация Объединенных Наций S/PV.9990
Совет Безопасности
Вторник, 9 декабря 2025 года, 10 ч 00 мин
Нью-Йорк
Председатель: г-н Ковач (Словения)
Заседание открывается в 10 ч 05 мин.
"""


def turns(*lines: str) -> list[tuple[str, str]]:
    """Capacity and State of each turn of a meeting."""
    conversion = convert((COVER + "\n".join(lines) + "\nЗаседание закрывается в 10 ч 20 мин.").encode())
    assert conversion.valid and conversion.xml
    return [(part.capacity, part.country) for part in read_back(conversion.xml).speeches]


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("ru", "Г-н Председатель, позвольте мне сказать следующее: мы против."),
        ("ru", "Председатель, как известно, заявил следующее: он против."),
        ("ru", "Г-н Вуд сказал следующее: мы против."),
        ("zh", "主席先生，我要说的是：我们反对。"),
    ],
)
def test_an_address_and_a_report_of_words_are_no_heads(language: str, words: str) -> None:
    assert parse_head(words, 0, len(words), grammar.load(language)) is None


@pytest.mark.parametrize(
    ("language", "words", "state", "delivered"),
    [
        ("ru", "Дама Элис Харвуд (Соединенное Королевство) (говорит по-английски): Да.", "GBR", "eng"),
        ("ru", "Г-жа ар-Ровайей (Бахрейн) (го-\nворит по-\nарабски): Да.", "BHR", "ara"),
        ("ru", "12. Г-н ОБОЛЕНСКИЙ (Союз Советских Социалистических Республик): Да.", "SUN", ""),
        ("ru", "Г-н ЛЕМЕР (Франция) (перевод с французского): Да.", "FRA", "fra"),
        ("zh", "四 . Mr. OBOLENSKY (蘇維埃社會主義共和國聯邦)(譯自俄文): 是。", "SUN", "rus"),
        ("zh", "Schoulgin Nyoni女士(瑞典)(以英语发言):是。", "SWE", "eng"),
        ("zh", "吴百纳女爵士（联合王国）（以英语发言）：是。", "GBR", "eng"),
    ],
)
def test_a_head_of_any_era_is_taken_apart(language: str, words: str, state: str, delivered: str) -> None:
    head = parse_head(words, 0, len(words), grammar.load(language), 1954)
    assert head is not None and (head.state, head.delivered) == (state, delivered)


@pytest.mark.parametrize("words", ["Mr. Ash (keeper of lamps): Yes.", "Mr. Ash (Peru), keeper of lamps: Yes."])
def test_a_function_that_is_in_no_table_tells_no_capacity(words: str) -> None:
    head = parse_head(words, 0, len(words), grammar.load("en"))
    assert head is not None and head.function_cut is not None
    assert (head.function, words[slice(*head.function_cut)]) == ("", "keeper of lamps")


def test_of_two_functions_in_a_head_the_first_counts() -> None:
    words = "Mr. Ash (Under-Secretary-General for Lamps) (Minister of Tides): Yes."
    head = parse_head(words, 0, len(words), grammar.load("en"))
    assert head is not None and head.function_cut is not None
    assert (head.function, words[slice(*head.function_cut)]) == ("secretariat", "Under-Secretary-General for Lamps")


def test_who_is_introduced_with_a_function_of_the_secretariat_is_of_it_and_nobody_else() -> None:
    assert turns(
        "Председатель (говорит по-английски): Я приглашаю заместителя Генерального секретаря г-на Марека "
        "Новотного и руководителя сети «Голоса берега» г-жу Амину Талль. Слово имеет г-н Новотный.",
        "Г-н Новотный (говорит по-английски): Благодарю.",
        "Г-жа Талль (говорит по-французски): Благодарю.",
    ) == [("president", "SVN"), ("secretariat", ""), ("briefer", "")]


def test_a_president_comes_back_with_the_title_where_no_scene_says_so() -> None:
    assert turns(
        "Место Председателя занимает г-н Доку (Гана), заместитель Председателя.",
        "Исполняющий обязанности Председателя (говорит по-английски): Слово имеет Перу.",
        "Председатель (говорит по-английски): Благодарю.",
    ) == [("acting_president", "GHA"), ("president", "SVN")]


def test_words_in_a_font_with_shifted_letters_are_told_of_and_stay() -> None:
    source = COVER.replace("Нью-Йорк\n", "Нью-Йорк\nВ настоящем отчете содержатся тексты (YHUEDWLPUHFRUGV# XQ RUJ)\n")
    conversion = convert((source + "Председатель: Да.\nЗаседание закрывается в 10 ч 20 мин.").encode())
    assert [f.code for f in conversion.findings if "verbatimrecords" in f.message] == ["shifted-letters"]
    assert "YHUEDWLPUHFRUGV#" in conversion.text.clean
