"""PDF: pages made by hand, read in the order in which people read them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from akn_convert.reader import CONTRACTS, Limits, read
from akn_convert.text import Text, broken_contracts, out_of_order, unaccounted

from .make_pdf import Set, make_pdf, paragraphs

LEFT = [
    "\tMr. Adu (Ghana): We thank the Council for",
    "this debate, which comes at a good time for the",
    "whole of the region, and we hope that it bears",
    "fruit before the rains of the coming season.",
    "\tLet me add one remark on the budget of the",
    "mission, which has not been paid in full.",
]
RIGHT = [
    "It will be paid before the end of the month, as",
    "we were told in the consultations last week.",
    "\tThe President: I thank the representative of",
    "Ghana for his words. There are no more names",
    "inscribed on the list of speakers, and so I now",
    "adjourn the meeting.",
]


def lawful(text: Text) -> bool:
    return not (unaccounted(text) or out_of_order(text) or broken_contracts(text, CONTRACTS))


def lines(text: Text) -> list[str]:
    return [line.strip() for line in text.clean.splitlines() if line.strip()]


def printed(column: list[str]) -> list[str]:
    return [line.strip() for line in column]


def opened(text: Text) -> list[str]:
    """The first two words of each line that is marked as the opening of a paragraph."""
    starts = [mark.source.start for mark in text.marks if mark.kind == "indent"]
    return [" ".join(text.raw[start : start + 40].split()[:2]) for start in starts]


def marked(text: Text, kind: str) -> list[str]:
    return [text.raw[mark.source.start : mark.source.end] for mark in text.marks if mark.kind == kind]


def test_two_columns_are_read_one_after_the_other() -> None:
    text = read(make_pdf([paragraphs(60, 700, LEFT) + paragraphs(312, 700, RIGHT)]))
    assert lines(text) == printed(LEFT + RIGHT)
    assert lawful(text)


def test_the_order_of_the_stream_does_not_matter() -> None:
    both = paragraphs(60, 700, LEFT) + paragraphs(312, 700, RIGHT)
    text = read(make_pdf([both[::-1]]))
    assert lines(text) == printed(LEFT + RIGHT)
    assert lawful(text)


def test_columns_drawn_row_by_row_are_parted_at_the_gutter() -> None:
    left, right = paragraphs(60, 700, LEFT), paragraphs(312, 700, RIGHT)
    text = read(make_pdf([[line for row in zip(left, right, strict=True) for line in row]]))
    assert lines(text) == printed(LEFT + RIGHT)
    assert lawful(text)


def test_a_heading_across_the_page_stands_before_the_columns_under_it() -> None:
    heading = [
        Set(60, 740, "Letter dated 3 May from the Chair of the Committee to the President of the Council", "bold")
    ]
    again = [Set(60, 600, "Second report of the Chair of the Committee to the President of the Security Council")]
    lower = paragraphs(60, 570, LEFT) + paragraphs(312, 570, RIGHT)
    text = read(make_pdf([paragraphs(60, 700, LEFT) + lower + paragraphs(312, 700, RIGHT) + again + heading]))
    assert lines(text) == [heading[0].text, *printed(LEFT + RIGHT), again[0].text, *printed(LEFT + RIGHT)]


def test_one_column_stays_one() -> None:
    body = [
        "\tThe meeting was called to order at 10.05 a.m., and the provisional agenda was adopted without a vote.",
        *LEFT,
    ]
    assert lines(read(make_pdf([paragraphs(60, 700, body)]))) == printed(body)


def test_a_roster_keeps_country_and_name_on_a_line() -> None:
    rows = [("Algeria", "Mr. Benali"), ("China", "Ms. Li"), ("Guyana", "Mrs. Persaud"), ("Mozambique", "Mr. Sitoe")]
    label = [Set(60, 500, "Members:", "italic")]
    names = [Set(420, 500 - 14 * n, name) for n, (_, name) in enumerate(rows)]
    countries = [Set(120, 500 - 14 * n, country + " ." * (54 - len(country))) for n, (country, _) in enumerate(rows)]
    text = read(make_pdf([label + countries + names]))
    found = [re.sub(r"[\s.]*\s\.[\s.]*", " .. ", line) for line in lines(text)]
    assert found == [
        "Members: Algeria .. Mr. Benali",
        "China .. Ms. Li",
        "Guyana .. Mrs. Persaud",
        "Mozambique .. Mr. Sitoe",
    ]
    assert lawful(text)


def test_a_roster_entry_that_lost_its_leaders_is_still_a_row() -> None:
    page = []
    for number, (country, name) in enumerate(
        [("Algeria" + " ." * 48, "Mr. Benali"), ("Japan", "Mr. Sato"), ("Malta" + " ." * 50, "Ms. Vella")]
    ):
        page += [Set(120, 500 - 14 * number, country), Set(420, 500 - 14 * number, name)]
    assert [line.split()[0] + line.split()[-1] for line in lines(read(make_pdf([page])))] == [
        "AlgeriaBenali",
        "JapanSato",
        "MaltaVella",
    ]


def test_boxes_at_the_side_of_a_cover_are_read_after_the_masthead_and_before_the_body() -> None:
    cover = [
        Set(60, 780, "United Nations"),
        Set(60, 755, "SECURITY COUNCIL", "bold", 16),
        Set(60, 738, "SEVENTY-NINTH YEAR"),
    ]
    box = [
        Set(470, 778, "9999th", "bold", 14),
        Set(430, 760, "MEETING", "bold", 14),
        Set(420, 741, "Monday, 6 May 2024"),
    ]
    page = cover + box + paragraphs(60, 690, LEFT) + paragraphs(312, 690, RIGHT)
    assert lines(read(make_pdf([page], rules=[720]))) == [line.text for line in cover + box] + printed(LEFT + RIGHT)


def test_an_ordinal_set_high_is_joined_to_its_number() -> None:
    assert lines(
        read(make_pdf([[Set(60, 700, "9999", "bold", 20), Set(101, 707, "th", "", 9), Set(114, 700, "meeting")]]))
    )[0].startswith("9999th meeting")


def test_running_heads_and_feet_are_marked_and_stand_at_the_edges() -> None:
    pages = []
    for number in range(2, 5):
        head = [Set(60, 800, "S/PV.9999"), Set(230, 800, "Threats to peace and security"), Set(500, 800, "06/05/2024")]
        foot = [Set(60, 40, f"{number}/9"), Set(500, 40, "24-12345")]
        pages.append(
            paragraphs(60, 760, LEFT) + paragraphs(312, 760, RIGHT) + foot + (head if number % 2 else head[::-1])
        )
    text = read(make_pdf(pages))
    marked = [text.raw[m.source.start : m.source.end].strip() for m in text.marks if m.kind == "furniture"]
    assert len(text.pages) == 3
    assert [" ".join(line.split()) for line in lines(text)[:1]] == [
        "S/PV.9999 Threats to peace and security 06/05/2024"
    ]
    assert lines(text)[1:13] == printed(LEFT + RIGHT)
    assert sum("S/PV.9999" in line for line in marked) == sum("24-12345" in line for line in marked) == 3
    assert not any("Ghana" in line for line in marked)
    assert lawful(text)


def test_a_line_under_the_running_head_is_the_columns_whatever_white_follows_it() -> None:
    head = [Set(60, 800, "S/PV.9999"), Set(500, 800, "06/05/2024")]
    left, right = paragraphs(60, 740, LEFT), paragraphs(312, 740, RIGHT)
    opening, against = Set(60, 770, "Adoption of the agenda"), Set(312, 770, "Against: none")
    text = read(make_pdf([[*head, opening, *left, against, *right], [*head, *left, *right]]))
    assert lines(text)[1 : 3 + len(LEFT)] == [opening.text, *printed(LEFT), against.text]
    assert lawful(text)


def test_paragraphs_open_where_a_line_is_set_in_or_white_stands_before_it() -> None:
    text = read(make_pdf([paragraphs(60, 700, LEFT) + paragraphs(312, 700, RIGHT)]))
    assert opened(text) == ["Mr. Adu", "Let me", "The President:"]
    block = [
        "No line here is set in, and white stands",
        "before each paragraph.",
        "",
        "As it does here, before",
        "the second one.",
    ]
    assert opened(read(make_pdf([paragraphs(60, 700, block)]))) == ["As it"]


def test_a_paragraph_opens_under_others_of_one_line_each() -> None:
    block = [
        "\tThe agenda was adopted.",
        "\tThe situation in Utopia",
        "\tReport of the Secretary-General on the work of",
        "United missions in that country (S/2034/7)",
        "\tWe have nothing to add to what it says.",
        "\tI now give the floor to the representative of",
        "Ghana, who wishes to speak before the vote.",
    ]
    text = read(make_pdf([paragraphs(60, 700, block)]))
    assert {"Report of", "I now"} <= set(opened(text)) and not {"United missions", "Ghana, who"} & set(opened(text))


def test_a_list_that_is_set_in_is_one_paragraph() -> None:
    block = [
        "In favour:",
        "\tAlgeria, China, Ecuador, France, Guyana, Japan,",
        "\tMalta, Mozambique, Sierra Leone, Slovenia",
        "Against:",
        "\tNone",
    ]
    assert "Malta, Mozambique," not in opened(read(make_pdf([paragraphs(60, 700, block)])))


def test_bold_and_italic_are_marks() -> None:
    page = [
        Set(60, 700, "Mr. Adu", "bold"),
        Set(100, 700, "(Ghana)"),
        Set(138, 700, "(spoke in French):", "italic"),
        Set(60, 688, "Thank you."),
    ]
    text = read(make_pdf([page]))
    marks = {(m.kind, text.raw[m.source.start : m.source.end]) for m in text.marks if m.kind in ("bold", "italic")}
    assert marks == {("bold", "Mr. Adu"), ("italic", "(spoke in French):")}


def test_a_hyphen_at_a_line_end_stays_with_its_line_end_for_the_layout() -> None:
    text = read(make_pdf([paragraphs(60, 700, ["We ask for the full and un-", "conditional release of all."])]))
    assert lines(text) == ["We ask for the full and un-", "conditional release of all."]
    assert lawful(text)


ARABIC = [
    "الرئيس: أعطي الكلمة الآن للسيد داود (تونس)",
    "وأود أن أشكره على حضوره معنا اليوم في المجلس",
    "ونحن نرحب بما جاء في كلمته من نقاط هامة",
]
ARABIC_2 = [
    "السيد داود (تونس): أشكركم على هذه الدعوة الكريمة",
    "إننا نؤيد مشروع القرار المعروض علينا اليوم",
    "وسنصوت مؤيدين له في 15 دقيقة من الآن",
]


def drawn(text: str) -> str:
    """Right-to-left text as its shapes stand on paper, from the left: figures keep their order, brackets turn."""
    turned = text[::-1].translate(str.maketrans("()", ")("))
    return re.sub(r"\d+", lambda figures: figures[0][::-1], turned)


def test_a_right_to_left_page_is_read_from_the_right_column_in_logical_order() -> None:
    page = []
    for x, column in ((40, ARABIC_2), (310, ARABIC)):
        page += [Set(x + 240 - 5 * len(line), 700 - 14 * n, drawn(line), "", 5) for n, line in enumerate(column)]
    text = read(make_pdf([page]))
    assert lines(text) == ARABIC + ARABIC_2
    assert lawful(text)


LAM_ALEF = {"\ue001": "لأ", "\ue002": "لآ", "\ue003": "لا"}


def test_lam_alef_drawn_as_one_shape_is_read_in_the_order_of_its_letters() -> None:
    column = ["مجلس الأمن يبدأ الآن نظره في البند", "لا نقاش في السلام والأمن الدوليين"]
    page = []
    for number, line in enumerate(column):
        for shape, letters in LAM_ALEF.items():
            line = line.replace(letters, shape)
        page.append(Set(100, 700 - 14 * number, drawn(line)))
    text = read(make_pdf([page], shapes=LAM_ALEF))
    assert lines(text) == column
    assert lawful(text)


def test_letters_drawn_one_by_one_from_the_right_are_put_together() -> None:
    words, page, right = ["الرئيس", "يعطي", "الكلمة"], [Set(60, 660, drawn(ARABIC[1]))], 500.0
    for word in words:
        right -= 10 * len(word)
        page.append(Set(right, 700, drawn(word)))
        right -= 4
    assert lines(read(make_pdf([page])))[0].split() == words


def test_raised_letters_belong_to_their_word() -> None:
    page = [Set(60, 700, "M"), Set(69, 704, "me", "", 6), Set(79, 700, "Kamara assume la présidence.")]
    text = read(make_pdf([page]))
    assert lines(text) == ["Mme Kamara assume la présidence."]
    assert marked(text, "superscript") == ["me"]


def test_the_number_of_a_note_is_marked_and_smaller_letters_on_the_line_are_not() -> None:
    text = read(
        make_pdf(
            [[Set(60, 700, "the draft resolution", "", 10), Set(140, 704, "12", "", 6), Set(150, 700, "was adopted.")]]
        )
    )
    assert marked(text, "superscript") == ["12"]
    assert marked(read(make_pdf([[Set(60, 700, "9999", "bold", 20), Set(100, 700, "th", "", 9)]])), "superscript") == []


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_page_that_is_shown_turned_is_read_as_it_is_seen(turn: int) -> None:
    data = make_pdf([paragraphs(60, 700, LEFT) + paragraphs(312, 700, RIGHT)])
    wide, high = (842, 595) if turn % 180 else (595, 842)
    matrix = {90: f"0 -1 1 0 0 {high}", 180: f"-1 0 0 -1 {wide} {high}", 270: f"0 1 -1 0 {wide} 0"}[turn]
    raw = re.sub(rb"stream\nBT", lambda m: b"stream\n" + matrix.encode() + b" cm BT", data, count=1)
    raw = raw.replace(b"/MediaBox [0 0 595 842]", f"/MediaBox [0 0 {wide} {high}] /Rotate {360 - turn}".encode())
    assert lines(read(raw)) == printed(LEFT + RIGHT)


def test_a_chinese_page_without_blanks_is_read_in_columns() -> None:
    left = [
        "主席（以英语发言）：安全理事会现在开始审议其议程",
        "上的项目。请各位成员注意文件，其中载有法国提交的",
        "决议草案全文。安理会准备对决议草案进行表决。",
    ]
    right = [
        "李女士（中国）：中方感谢秘书长的通报。我们支持联",
        "合国在该地区发挥积极作用，并欢迎各方保持对话与合",
        "作。中方愿同各方一道继续努力。",
    ]
    page = [
        Set(x, 700 - 14 * n, line, "", 9) for x, column in ((60, left), (312, right)) for n, line in enumerate(column)
    ]
    text = read(make_pdf([page]))
    assert (lines(text), text.findings) == (left + right, ())


def test_a_font_without_a_unicode_table_is_reported() -> None:
    page = [Set(60, 700 - 14 * n, line, "", 9) for n, line in enumerate(ARABIC)]
    text = read(make_pdf([page], to_unicode=False))
    assert "no-unicode-map" in {found.code for found in text.findings}
    assert text.clean.strip()
    assert lawful(text)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (make_pdf([]), "no-pages"),
        (make_pdf([[], []]), "no-text-layer"),
        (b"%PDF-1.7\nnothing more", "damaged-pdf"),
        (make_pdf([paragraphs(60, 700, LEFT)])[:200], "damaged-pdf"),
        (make_pdf([[Set(60, 700, "Th#s |s n0t w+ll r~ad; q%zx @@ &&& ^^^ ###")]]), "poor-text"),
    ],
)
def test_a_pdf_that_cannot_be_read_gives_one_clear_finding(data: bytes, code: str) -> None:
    assert [found.code for found in read(data).findings] == [code]


def test_a_record_without_faults_has_no_findings() -> None:
    text = read(make_pdf([paragraphs(60, 700, LEFT)]), filename="record.pdf")
    assert text.findings == ()
    assert text.origin.format == "pdf"


def test_pages_beyond_the_limit_are_refused_and_time_stops_the_reading() -> None:
    data = make_pdf([paragraphs(60, 700, LEFT)] * 3)
    assert [f.code for f in read(data, limits=Limits(pages=2)).findings] == ["too-many-pages"]
    stopped = read(data, limits=Limits(seconds=0.0))
    assert "time-limit" in {f.code for f in stopped.findings}


@pytest.mark.shared
@pytest.mark.parametrize("name", ["S_PV.8422", "S_PV.10100", "N0553261", "A_61_PV.107", "A_48_PV.46"])
def test_real_records_are_read_whole(shared: Path, name: str) -> None:
    text = read(shared / "corpus" / "en" / f"{name}.pdf")
    assert lawful(text)
    assert text.findings == ()
    assert text.clean.count("The meeting was called to order") == 1
