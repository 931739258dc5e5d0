"""What the lines of a Russian, Chinese or Arabic meeting become: who speaks, and as what; each case is a few lines."""

import re

import pytest

from akn_convert import convert
from akn_convert.exports.document import Document
from akn_convert.exports.readback import read_back

COVERS = {
    "ru": """Организация Объединенных Наций S/PV.8899
Совет Безопасности
Семьдесят шестой год
8899-е заседание
Четверг, 16 сентября 2021 года, 10 ч. 00 м.
Нью-Йорк
Председатель: г-жа Бирн (Ирландия)
Заседание открывается в 10 ч. 05 м.
{}
Заседание закрывается в 11 ч. 35 м.
""",
    "zh": """联合国 S/PV.8899
安全理事会
第七十六年
第八八九九次会议
2021年9月16日星期四上午10时举行
纽约
主席：伯恩女士（爱尔兰）
上午10时05分开会。
{}
上午11时35分散会。
""",
    "ar": """الأمم المتحدة S/PV.8899
مجلس الأمن
السنة السادسة والسبعون
الجلسة 8899
الخميس، 16 أيلول/سبتمبر 2021، الساعة 10/00
نيويورك
الرئيسة: السيدة بيرن (أيرلندا)
افتُتحت الجلسة الساعة 10/05.
{}
رُفعت الجلسة الساعة 11/35.
""",
    "en": """United Nations S/PV.8899
Security Council
Seventy-sixth year
8899th meeting
Thursday, 16 September 2021, 10 a.m.
New York
President: Ms. Byrne (Ireland)
The meeting was called to order at 10.05 a.m.
{}
The meeting rose at 11.35 a.m.
""",
}


def meeting(language: str, *lines: str) -> Document:
    """The record of a meeting of the Security Council in which these lines stand."""
    xml = convert(COVERS[language].format("\n".join(lines))).xml
    assert xml is not None
    return read_back(xml)


def last(document: Document) -> tuple[str, str]:
    return document.speeches[-1].capacity, document.speeches[-1].country


@pytest.mark.parametrize(
    ("language", "introduction", "head"),
    [
        ("ru", "Председатель: Совет заслушает выступление Президента Республики Сенегал г-на Маки Сарра.",
         "Президент Сарр (говорит по-французски): Благодарю."),
        ("ru", "Председатель: Я приветствую Премьер-министра Сенегала г-жу Сарр.",
         "Г-жа Сарр (говорит по-французски): Благодарю."),
        ("zh", "主席：我荣幸地欢迎塞内加尔共和国总统马基·萨尔先生阁下。", "萨尔总统（以法语发言）：谢谢。"),
        ("zh", "主席：我请塞内加尔外交部长萨尔女士发言。", "萨尔女士（以法语发言）：谢谢。"),
        ("ar", "الرئيسة: أرحب بفخامة السيد ماكي سار، رئيس جمهورية السنغال.", "الرئيس سار (تكلم بالفرنسية): شكرا."),
    ],
)  # fmt: skip
def test_a_visiting_president_or_minister_speaks_for_the_state_of_the_introduction(
    language: str, introduction: str, head: str
) -> None:
    assert last(meeting(language, introduction, head)) == ("representative", "SEN")


@pytest.mark.parametrize(
    ("language", "introduction", "head", "country"),
    [
        ("en", "The President: I invite Mr. Min Park, Permanent Representative of the Republic of Korea, in his capacity as "
         "Chair of the Committee established pursuant to resolution 1591 (2005).", "Mr. Park: I report.", "KOR"),
        ("ru", "Председатель: Я приглашаю Председателя Комитета, учрежденного резолюцией 1591 (2005), г-на Пака Мина.",
         "Г-н Пак (говорит по-английски): Докладываю.", ""),
        ("zh", "主席：我邀请第1591（2005）号决议所设委员会主席、大韩民国常驻代表朴先生。", "朴先生（以英语发言）：我通报。", "KOR"),
        ("ar", "الرئيسة: أدعو السيد مين بارك، رئيس اللجنة المنشأة عملا بالقرار 1591 (2005).",
         "السيد بارك (تكلم بالإنكليزية): أقدم.", ""),
    ],
)  # fmt: skip
def test_the_chair_of_a_sanctions_committee_speaks_as_such(
    language: str, introduction: str, head: str, country: str
) -> None:
    xml = convert(COVERS[language].format(f"{introduction}\n{head}")).xml
    assert xml is not None
    assert last(read_back(xml))[0] == "committee_chair"
    assert b"/un-sc/committee-1591/chair" in xml
    assert country in {"", *re.findall('/person/[^"]*([A-Z]{3})"', xml.decode())}


@pytest.mark.parametrize(
    ("language", "introduction", "head"),
    [
        (
            "en",
            "The President: I invite Mr. Sam Ash, Chairperson of the African Union Commission.",
            "Mr. Ash: I thank you.",
        ),
        ("ru", "Председатель: Я приглашаю Председателя Комиссии Африканского союза г-на Эша.", "Г-н Эш: Спасибо."),
        ("ru", "Председатель: Я приглашаю председателя сети «Голоса берега» г-жу Талль.", "Г-жа Талль: Спасибо."),
        ("zh", "主席：我邀请非洲联盟委员会主席阿什先生。", "阿什先生：谢谢。"),
        ("zh", "主席：我感谢塞内加尔代表。我请阿什先生发言。", "阿什先生：谢谢。"),
    ],
)
def test_a_guest_stays_a_guest(language: str, introduction: str, head: str) -> None:
    assert last(meeting(language, introduction, head)) == ("briefer", "")


@pytest.mark.parametrize(
    ("language", "head", "announced"),
    [
        ("en", "1. The PRESIDENT: I thank you.", "2. I shall now speak as the representative of IRELAND."),
        ("ru", "1. ПРЕДСЕДАТЕЛЬ: Благодарю.", "2. Теперь я хотел бы выступить в качестве представителя ИРЛАНДИИ."),
    ],
)
def test_the_number_of_a_paragraph_stays_with_its_words(language: str, head: str, announced: str) -> None:
    spoken = meeting(language, head, announced).speeches
    assert [speech.capacity for speech in spoken] == ["president", "representative"]
    assert spoken[1].text.strip() == announced


def test_a_stretched_record_of_the_fifties_is_chinese_though_its_titles_are_not() -> None:
    cover = ["聯合國", "S/PV.699", "一九五四年三月十八日", "主席：Mr. A . K Y R O S （土耳其）", "午後三時開會。"]
    heads = [
        f"Mr. {name}（法蘭西）：我 們 同 意 。" for name in ("ROE", "DOE", "COE", "LOE", "POE", "ZOE", "HOE", "BOE")
    ]
    xml = convert("\n".join([*cover, *heads, "主 席 ：下 次 再 開 會 。", "午後五時四十分散會。"])).xml
    assert xml is not None
    spoken = read_back(xml).speeches
    assert [speech.country for speech in spoken] == ["FRA"] * 8 + ["TUR"]
    assert spoken[0].delivered == "zh"


def test_titles_of_the_fifties_are_numbered_in_chinese() -> None:
    cover = [
        "聯合國",
        "安全理事會",
        "S/PV.699",
        "一九五四年三月十八日",
        "主席：Mr. KYROS（土耳其）",
        "臨時議程",
        "一. 通過議程。",
        "二. 鹽路問題。",
    ]
    lines = [
        "二. 通過議程",
        "議程通過。",
        "三. 鹽路問題",
        "一. 主席：我們開會。",
        "二. 我們休會。",
        "午後五時四十分散會。",
    ]
    xml = convert("\n".join([*cover, *lines])).xml
    assert xml is not None
    assert re.findall("<heading[^>]*>([^<]+)<", xml.decode()) == ["二. 通過議程", "三. 鹽路問題"]


@pytest.mark.parametrize(
    ("language", "scene", "clock"),
    [
        ("ru", "Заседание возобновляется в 15.10.", "15:10"),
        ("ru", "Заседание возобновляется в 3 час. 10 мин. дня.", "15:10"),
        ("ar", "استؤنفت الجلسة الساعة 15.", "15:00"),
        ("ar", "استؤنفت الجلسة الساعة 3/10 مساءً.", "15:10"),
        ("ar", "استؤنفت الجلسة الساعة 3 بعد الظهر.", "15:00"),
        ("zh", "下午3时10分复会。", "15:10"),
    ],
)
@pytest.mark.parametrize(
    ("printed", "symbol"),
    [(" (Resumption)", "S/PV.8899 (Resumption)"), ("(Возобновление 1)", "S/PV.8899 (Resumption 1)")],
)
def test_a_meeting_that_goes_on_in_another_record_opens_with_its_resumption(
    language: str, scene: str, clock: str, printed: str, symbol: str
) -> None:
    lines = COVERS[language].format("").split("\n")
    lines = [*lines[:7], scene, *lines[-2:]]
    xml = convert("\n".join(lines).replace("S/PV.8899", f"S/PV.8899{printed}")).xml
    assert xml is not None
    record = read_back(xml)
    assert (record.symbol, record.opened[11:16], record.closed[11:16]) == (symbol, clock, "11:35")


@pytest.mark.parametrize(
    ("language", "scene"),
    [
        ("ru", "Заседание прерывается в 13.05 и возобновляется в 15.10."),
        ("ru", "Заседание прерывается в 1 ч. 05 м. дня и возобновляется в 3 ч. 10 м. дня."),
        ("ar", "عُلقت الجلسة الساعة 1/05 بعد الظهر واستؤنفت الساعة 3/10 مساء."),
        ("ar", "علقت الجلسة في الساعة 13.05 واستؤنفت في الساعة 15.10."),
        ("zh", "下午1时05分会议暂停，下午3时10分复会。"),
    ],
)
def test_a_meeting_is_suspended_at_the_hours_of_any_clock(language: str, scene: str) -> None:
    suspended = meeting(language, scene).suspended
    assert [time[11:16] for time in suspended] == ["13:05", "15:10"]


@pytest.mark.parametrize(
    ("language", "closing", "scene"),
    [
        ("ru", "Заседание закрывается в 11 ч. 35 м.", "Заседание закрывается в 01 ч. 15 м. в пятницу, 17 сентября 2021 года."),
        ("ar", "رُفعت الجلسة الساعة 11/35.", "رُفعت الجلسة الساعة 1/15 من يوم الجمعة، 17 أيلول/سبتمبر 2021."),
        ("zh", "上午11时35分散会。", "2021年9月17日星期五上午1时15分散会。"),
    ],
)  # fmt: skip
def test_a_meeting_may_end_on_the_day_after(language: str, closing: str, scene: str) -> None:
    xml = convert(COVERS[language].format("").replace(closing, scene)).xml
    assert xml is not None and read_back(xml).closed[:16] == "2021-09-17T01:15"


@pytest.mark.parametrize("state", ["刚果（布）", "刚果(布)", "刚果（布拉柴维尔）"])
@pytest.mark.parametrize("brackets", ["（{}）", "({})"])
def test_the_presidents_state_may_be_printed_with_a_bracket_of_its_own(state: str, brackets: str) -> None:
    cover = COVERS["zh"].replace("（爱尔兰）", brackets.format(state))
    rows = "成员： 法国 . . . . 莫雷尔女士\n纽埃 . . . . 塔拉吉先生\n上午10时05分开会。"
    xml = convert(cover.format("主席：我们开会。").replace("上午10时05分开会。", rows)).xml
    assert xml is not None
    record = read_back(xml)
    assert record.president is not None
    assert (record.president.country, [row.country for row in record.roster]) == ("COG", ["FRA", "NIU"])


LISTS = {
    "ru": ["Проводится заносимое в отчет о заседании голосование.", "Голосовали за:", "Перу, Фиджи", "Голосовали против:", "Гана", "Воздержались:", "Палау, Чад, Того"],
    "ar": ["أجري تصويت مسجل.", "المؤيدون:", "بيرو، فيجي", "المعارضون:", "غانا", "الممتنعون عن التصويت:", "بالاو، تشاد، توغو"],
    "zh": ["进行了记录表决。", "赞成：", "秘鲁、斐济", "反对：", "加纳", "弃权：", "帕劳、乍得、多哥"],
}  # fmt: skip


@pytest.mark.parametrize(
    ("language", "result", "outcome"),
    [
        ("ru", "Последний пункт преамбулы сохраняется 2 голосами против 1 при 3 воздержавшихся.", "adopted"),
        ("ru", "Подпункт b) не сохраняется 2 голосами против 1 при 3 воздержавшихся.", "rejected"),
        ("ar", "استُبقيت الفقرة السابعة من الديباجة بأغلبية صوتين مقابل صوت واحد، مع امتناع 3 أعضاء عن التصويت.", "adopted"),
        ("ar", "رُفض التعديل بأغلبية صوتين مقابل صوت واحد، مع امتناع ثلاثة أعضاء عن التصويت.", "rejected"),
        ("zh", "序言部分第七段以2票赞成、1票反对、3票弃权获\n得保留。", "adopted"),
        ("zh", "决议草案A/79/L.5以2票对1票、3票弃权被否\n决。", "rejected"),
        ("zh", "决议草 案A/79/L.5以2票对1票、3票弃权获得通 过（第79/7号决 议）。", "adopted"),
        ("zh", "决议草\n案A/79/L.5以2票对1票、3票弃\n权获得通过(第79/7号决\n议)。", "adopted"),
    ],
)  # fmt: skip
def test_a_result_is_read_wherever_its_line_breaks(language: str, result: str, outcome: str) -> None:
    voting = meeting(language, *LISTS[language], result).votings[0]
    counted = {choice: [*voting.states(choice)] for choice in ("inFavour", "against", "abstaining")}
    assert counted == {"inFavour": ["PER", "FJI"], "against": ["GHA"], "abstaining": ["PLW", "TCD", "TGO"]}
    assert voting.outcome == outcome
    assert [count.value for choice in counted if (count := voting.count(choice))] == [2, 1, 3]


@pytest.mark.parametrize(
    "scene",
    [
        "主席缺席，副主席卡马拉女士（利比里亚）主持会\n议。",
        "副主席恩亚基先生（坦桑尼亚联合共和国）代行主席职\n务。",
        "因主席缺席，由副主席阿吉曼先生（加纳）主\n持会议。",
    ],
)
def test_a_chinese_scene_is_read_wherever_its_line_breaks(scene: str) -> None:
    document = meeting("zh", "主席：我们继续开会。", scene, "代理主席（以英语发言）：我现在请秘鲁代表发言。")
    assert last(document)[0] == "acting_president"
    assert document.speeches[0].text.strip() == "我们继续开会。"


def test_a_president_of_no_known_state_does_not_take_the_roster_along() -> None:
    rows = "Члены: Франция . . . . г-жа Морель\nНиуэ . . . . г-н Талаги\nЗаседание открывается в 10 ч. 05 м."
    cover = COVERS["ru"].replace("(Ирландия)", "(Исландрия)").replace("Заседание открывается в 10 ч. 05 м.", rows)
    xml = convert(cover.format("Председатель: Начнем.")).xml
    assert xml is not None
    assert [row.country for row in read_back(xml).roster] == ["FRA", "NIU"]


@pytest.mark.parametrize(
    ("language", "introduction", "head"),
    [
        ("ru", "Председатель: Я приглашаю Специального представителя Генерального секретаря г-жу Роу и г-на Доу.",
         "Г-жа РОУ (говорит по-английски): Благодарю."),
        ("ru", "Председатель: Я приглашаю г‑на Доу и Специального представителя Генерального секретаря г‑жу Роу.",
         "Г‑жа Роу (говорит по‑английски): Благодарю."),
        ("en", "The President: I invite Mr. Sam Roe, Special Representative of the Secretary-General.", "Mr. ROE: I thank you."),
    ],
)  # fmt: skip
def test_an_official_is_known_by_the_introduction_in_whatever_letters_the_name_is_set(
    language: str, introduction: str, head: str
) -> None:
    assert last(meeting(language, introduction, head))[0] == "secretariat"


@pytest.mark.parametrize("hyphen", ["-", "\u00ad", "‐"])
def test_a_scene_goes_on_behind_any_hyphen_at_the_end_of_its_line(hyphen: str) -> None:
    scene = f"Заседание прерывается в 10 ч. 50 м. и возобновля{hyphen}\nется в 12 ч. 15 м."
    assert len(meeting("ru", "Председатель: Пора.", scene, "Председатель: Продолжим.").suspended) == 2


def test_a_symbol_may_have_the_brackets_of_chinese_type() -> None:
    xml = convert(COVERS["zh"].format("主席：我们开会。").replace("S/PV.8899", "S/PV.8899（Resumption 1）")).xml
    assert xml is not None and read_back(xml).symbol == "S/PV.8899 (Resumption 1)"
