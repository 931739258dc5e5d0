"""What happens in the General Assembly, in Russian, Chinese and Arabic: elections, visitors, tributes, silence."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
from test_meetings_of_other_scripts import meeting

from akn_convert.exports.document import Document, Remark


def scenes(document: Document) -> list[str]:
    """The scenes between the opening and the closing, as printed."""
    return [" ".join(item.line.text.split()) for item in document.items if isinstance(item, Remark)]


@pytest.mark.parametrize(
    ("language", "head", "lines"),
    [
        (
            "ru",
            "Председатель: Голосуем.",
            [
                "По приглашению исполняющей обязанности Председателя г-н Роу (Чили), г-жа Доу (Бенин) исполняют обязанности счетчиков голосов.",
                "Проводится тайное голосование.",
                "Заседание прерывается в 10 ч. 50 м. и возобновляется в 12 ч. 15 м.",
            ],
        ),
        (
            "ru",
            "Председатель: Голосуем.",
            [
                "По приглашению Председателя обязанности счетчиков голосов исполняют г-н Дж. Роу (Чили) и г-жа Доу (Бенин).",
                "Проводится тайное голосование.",
                "По приглашению Председателя г-н Роу (Чили) занимает место за столом Совета.",
            ],
        ),
        (
            "ar",
            "الرئيسة: نصوت.",
            [
                "بدعوة من الرئيسة بالنيابة، تولى السيد رو (شيلي) والسيدة دو (بنن) فرز الأصوات.",
                "أجري تصويت بالاقتراع السري.",
                "علقت الجلسة الساعة 10/50 واستؤنفت الساعة 12/15.",
            ],
        ),
        (
            "ar",
            "الرئيسة: نصوت.",
            [
                "بناء على دعوة الرئيس، قام السيد د. رو (شيلي) بفرز الأصوات.",
                "جرى الاقتراع السري.",
                "بدعوة من الرئيس، شغل السيد رو (شيلي) مقعدا إلى طاولة المجلس.",
                "التزم أعضاء الجمعية العامة الصمت لمدة دقيقة.",
            ],
        ),
        (
            "zh",
            "主席：我们投票。",
            [
                "应代理主席邀请，罗先生（智利）和杜女士（贝宁）担任计票人。",
                "进行了无记名投票。",
                "应主席邀请，罗先生（智利）在安理会议席就座。",
                "大会成员默哀一分钟。",
            ],
        ),
    ],
)
def test_each_scene_of_an_election_is_a_line_of_its_own(language: str, head: str, lines: list[str]) -> None:
    document = meeting(language, head, *lines, head)
    assert scenes(document) == lines
    assert len(document.speeches) == 2 and document.votings == ()
