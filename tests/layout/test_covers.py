"""On a cover a line stands alone, or it goes on because a name or a sentence does."""

import re

import pytest

from akn_convert import convert, grammar
from akn_convert.layout import lay_out
from akn_convert.text import Text

FULL = "Мы рассчитываем на дальнейшее сотрудничество всех государств,"
COVER = [
    "Организация Объединенных Наций S/PV.9990",
    "Совет Безопасности",
    "Восьмидесятый год",
    "Вторник, 9 декабря 2025 года, 10 ч 00 мин",
    "Нью-Йорк",
    "Предварительный отчет",
    "Председатель: г-н Ковач . . . . . . . (Словения)",
    "Члены: Алжир . . . . . . . г-н Хаддад",
    "Демократическая Республика Конго г-жа Мбеки",
    "Гайана г-жа Персауд",
    "Соединенное Королевство Великобритании и",
    "Северной Ирландии . . . . . дама Элис Харвуд",
    "Повестка дня",
    "Положение в Долине озер",
]


def laid(*lines: str) -> list[str]:
    return lay_out(Text.of("\n".join(lines)), grammar.load("ru")).clean.split("\n")


def meeting(*lines: str) -> list[str]:
    """The lines after the cover and the opening, laid out."""
    return laid(*COVER, "Заседание открывается в 10 ч 05 мин.", *lines)[14:]


def test_a_cover_narrower_or_wider_than_the_text_keeps_its_lines() -> None:
    narrow = laid(*COVER, "Заседание открывается в 10 ч 05 мин.", *[FULL[:40] + ","] * 12)
    assert narrow[:6] == COVER[:6]
    assert narrow[8:11] == [
        "Демократическая Республика Конго г-жа Мбеки",
        "Гайана г-жа Персауд",
        "Соединенное Королевство Великобритании и Северной Ирландии\tдама Элис Харвуд",
    ]


def test_rows_of_a_chinese_roster_stand_alone_without_leaders() -> None:
    rows = [
        "成员： 阿尔及利亚 哈达德先生",
        "刚果民主共和国 姆贝基女士",
        "大不列颠及北爱尔兰联合王国 艾丽斯·哈伍德女爵士",
        "圭亚那 珀索德女士",
    ]
    cover = [
        "联合国 S/PV.9990",
        "安全理事会",
        "第八十年",
        "2025年12月9日星期二上午10时举行",
        "纽约",
        "主席： 科瓦奇先生 （斯洛文尼亚）",
        *rows,
        "议程项目",
        "湖谷局势",
    ]
    text = Text.of(
        "\n".join([*cover, "上午10时05分开会。", "主席：我宣布开会。", *["我们期待着各国进一步合作，" * 3] * 12])
    )
    assert lay_out(text, grammar.load("zh")).clean.split("\n")[6:10] == rows
    record = convert(text.raw).xml
    assert record is not None
    assert re.findall(r'href="/akn/ontology/person/[^"]*([A-Z]{3})"', record.decode()) == [
        "DZA",
        "COD",
        "GBR",
        "GUY",
        "SVN",
    ]


def test_the_first_row_of_a_roster_ends_where_it_does_though_the_label_stands_before_it() -> None:
    rows = [
        "Члены: Острова Кука г-жа ван ден Берг",
        "Исламская Республика Мавритания г-н Ба",
    ]
    cover = [*COVER[:7], *rows, *COVER[12:], "Заседание открывается в 10 ч 05 мин."]
    assert laid(*cover, *[FULL[:40] + ","] * 12)[7:9] == rows


@pytest.mark.parametrize(("blanks", "between"), [("   ", " "), ("    ", "\t"), ("\t", "\t"), (" \t ", "\t")])
def test_the_cells_of_a_row_stand_four_blanks_apart(blanks: str, between: str) -> None:
    row = f"Гайана{blanks}г-жа Персауд"
    lines = laid(*COVER[:9], row, *COVER[10:], "Заседание открывается в 10 ч 05 мин.", f"Вот{blanks}так.")
    assert f"Гайана{between}г-жа Персауд" in lines
    assert lines[-1] == "Вот так."  # no row of a cover


@pytest.mark.parametrize("name", ["дама Элис Харвуд", "Элис Харвуд"])
def test_the_name_of_a_state_goes_on_in_the_first_cell_of_the_next_row(name: str) -> None:
    rows = ["Соединенное Королевство Великобритании и", f"Северной Ирландии . . . . . {name}"]
    lines = laid(*COVER[:10], *rows, *COVER[12:], "Заседание открывается в 10 ч 05 мин.")
    assert lines[10] == f"Соединенное Королевство Великобритании и Северной Ирландии\t{name}"


def test_a_line_goes_on_where_the_next_begins_in_lower_case() -> None:
    assert meeting("Сороковой доклад Генерального", "секретаря о реке", *[FULL] * 8)[0].startswith(
        "Сороковой доклад Генерального секретаря о реке"
    )


def test_a_sentence_does_not_end_with_the_page() -> None:
    lines = [FULL] * 8
    lines[4:4] = ["Мы благодарим", "25-20993 7", "A/61/PV.107"]
    assert len(meeting(*lines, "Конец.")) == 1


@pytest.mark.parametrize("ending", ["Пункт 117 повестки дня (продолжение)", "Пункт 117 повестки дня"])
def test_the_line_of_an_agenda_item_is_whole(ending: str) -> None:
    assert meeting(*[FULL] * 7, FULL[:-1] + ".", ending, "Права смотрителей маяков")[-2:] == [
        ending,
        "Права смотрителей маяков",
    ]


def test_each_paragraph_of_a_statement_opens_with_a_quotation_mark() -> None:
    words = "«Совет вновь заявляет о своей приверженности миру на всех великих реках."
    lines = laid("Заявление Председателя Совета Безопасности", *[words] * 9)
    assert lines[1:] == [words] * 9


def test_the_state_of_a_president_may_be_broken_within_its_brackets() -> None:
    cover = [*COVER[:6], "Председатель: г-н Ковач (Объединенная Республика", "Танзания)", *COVER[7:]]
    assert "Председатель: г-н Ковач (Объединенная Республика Танзания)" in laid(*cover, *[FULL] * 9)


STATEMENT = "Заявление Председателя Совета Безопасности"
# Full lines, none of which a sign ends: what parts them is how the next one is set, and that it is quoted anew.
QUOTED = "«Совет вновь заявляет о своей приверженности миру на всех великих реках мира,"


@pytest.mark.parametrize("set_off", [["", QUOTED], ["\t" + QUOTED]], ids=["by a blank line", "by a tab"])
def test_a_quotation_opens_each_paragraph_anew_whatever_ends_the_one_before(set_off: list[str]) -> None:
    lines = laid(STATEMENT, *[*set_off, QUOTED[1:]] * 5)
    assert lines[1:] == [f"{QUOTED} {QUOTED[1:]}"] * 5


def test_a_title_quoted_at_the_top_of_a_page_goes_on_with_the_sentence() -> None:
    lines = [QUOTED[1:]] * 9
    lines[5:5] = [
        "07-47960",
        "",
        "S/PRST/2007/41",
        "",
        "«Совет и его реки» и далее по тексту того же предложения, которое",
    ]
    assert len(laid(STATEMENT, *lines)) == 2


@pytest.mark.parametrize(
    ("language", "scene", "label", "lines", "name"),
    [
        ("zh", "进行了举手表决。", "赞成：", ["法国、美利坚", "合众国、尼日尔"], "美利坚合众国"),
        (
            "ru",
            "Проводится голосование поднятием руки.",
            "Голосовали за:",
            ["Франция, Конго", "(Киншаса), Нигер"],
            "Конго (Киншаса)",
        ),
        ("ar", "أُجري تصويت برفع الأيدي.", "المؤيدون:", ["فرنسا، الكونغو", "(برازافيل)، النيجر"], "الكونغو (برازافيل)"),
        (
            "en",
            "A vote was taken by show of hands.",
            "In favour:",
            [
                "Tonga, Tunisia, Turkey, Uganda, Ukraine, United",
                "K i n g d o m o f G r e a t B r i t a i n a n d",
                "Northern Ireland, United States of America, Uruguay",
            ],
            "United KingdomofGreatBritainand Northern Ireland",
        ),
    ],
)
def test_a_name_in_a_list_goes_on_though_its_beginning_is_the_name_of_a_state(
    language: str, scene: str, label: str, lines: list[str], name: str
) -> None:
    text = Text.of("\n".join(["S/PV.1", scene, label, *lines, "A" * 90]))
    assert any(name in line for line in lay_out(text, grammar.load(language)).clean.split("\n"))


@pytest.mark.parametrize("early", [True, False])
def test_a_title_ends_in_the_meeting_where_it_ends_early_on_the_cover(early: bool) -> None:
    titles = ["Положение в Долине озер: пути к миру и согласию,", "Спокойствие на берегах"]
    agenda = titles if early else [" ".join(titles)]
    cover = [
        *COVER[:-1],
        *agenda,
        "В настоящем отчете содержатся тексты выступлений на русском языке и тексты письменных",
    ]
    lines = laid(*cover, "Заседание открывается в 10 ч 05 мин.", "Повестка дня утверждается.", *titles,
                 "Председатель: Мы начинаем.", *[FULL] * 12)  # fmt: skip
    assert lines[lines.index("Повестка дня утверждается.") + 1 :][: len(agenda)] == agenda
