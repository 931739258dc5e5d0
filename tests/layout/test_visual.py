"""Arabic that was taken from the page from left to right is put into reading order; what is in order stays as it is."""

import json
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from akn_convert import convert, grammar
from akn_convert.exports.readback import read_back
from akn_convert.layout import CONTRACTS, lay_out, visual
from akn_convert.layout.visual.heads import head_order
from akn_convert.layout.visual.names import joined, list_order, name_order
from akn_convert.layout.visual.runs import reading_order
from akn_convert.text import Text, broken_contracts, out_of_order, unaccounted

from .printed import line, printed, swapped

MADE = Path(__file__).parents[2] / "fixtures" / "made"
TEXTS = sorted(path.parent.name for path in MADE.glob("*/ar.txt"))
LOGICAL = [name for name in TEXTS if not name.startswith("visual")]
# Not among them: heads that run over two lines, numbered paragraphs, and what was said of a guest words before.
RESTORED = [name for name in LOGICAL if name not in ("suspended", "numbered", "fifties", "briefers")]
ARABIC = grammar.load("ar")
# Words without a letter behind which a run may begin.
WORDS = st.sampled_from(
    ["مجلس", "الجلسة", "بحلول", "نهاية", "عام", "الساعة", "S/2024/413", "2732", "15", "S/PV.9642", "(تابع)"]
)


def tidied(words: str) -> Text:
    return visual.tidy(Text.of(words), ARABIC)


@pytest.mark.parametrize("name", LOGICAL)
def test_a_text_in_reading_order_is_left_alone(name: str) -> None:
    text = Text.of((MADE / name / "ar.txt").read_text("utf-8"))
    assert visual.tidy(text, ARABIC) is text or visual.tidy(text, ARABIC) == text


@pytest.mark.parametrize("name", TEXTS)
def test_every_character_is_accounted_for(name: str) -> None:
    words = (MADE / name / "ar.txt").read_text("utf-8")
    text = lay_out(Text.of(words if name.startswith("visual") else printed(words)), ARABIC)
    assert unaccounted(text) == []
    assert out_of_order(text) == []
    assert broken_contracts(text, CONTRACTS) == []


@pytest.mark.parametrize("name", RESTORED)
def test_a_record_printed_in_visual_order_gives_the_same_facts(name: str) -> None:
    words = (MADE / name / "ar.txt").read_text("utf-8")
    one, other = convert(words), convert(printed(words))
    assert one.xml is not None and other.xml is not None and other.valid
    a, b = read_back(one.xml), read_back(other.xml)
    assert (a.symbol, a.date, a.opened, a.closed, a.suspended) == (b.symbol, b.date, b.opened, b.closed, b.suspended)
    assert [(s.country, s.capacity, s.delivered) for s in a.speeches] == [
        (s.country, s.capacity, s.delivered) for s in b.speeches
    ]
    assert [m.country for m in a.roster] == [m.country for m in b.roster]
    assert [[c.value for c in v.counts] for v in a.votings] == [[c.value for c in v.counts] for v in b.votings]


@given(st.lists(WORDS, min_size=1, max_size=8))
def test_a_line_of_words_and_numbers_is_read_as_it_was_written(words: list[str]) -> None:
    for one, other in pairwise(words):
        if one[0].isascii() and other[0].isascii():
            return  # Latin words side by side keep their own order
    written = " ".join(words)
    taken = line(written)
    order = reading_order(taken)
    assert sorted(i for start, end in order for i in range(start, end)) == list(range(len(taken)))
    assert joined(taken, order).split() == swapped(written).split()


@given(st.text(alphabet=" ().:،»12aZابةأرلإ", max_size=24))
def test_the_order_of_any_line_takes_each_sign_once(taken: str) -> None:
    order = reading_order(taken)
    assert sorted(at for start, end in order for at in range(start, end)) == list(range(len(taken)))
    assert all(start < end for start, end in order) or not taken


@pytest.mark.parametrize("signs", [")", ")(", "  )2024(", " . ", "", "( )"])
def test_signs_without_letters_keep_their_place_unless_a_number_stands_among_them(signs: str) -> None:
    assert (joined(signs, reading_order(signs)) == signs) == ("2024" not in signs)


@pytest.mark.parametrize(
    ("taken", "read"),
    [
        (".10/05 افتتحت الجلسة الساعة", "افتتحت الجلسة الساعة 10/05."),
        (".)2024( 2732 المجلس في مقره", "المجلس في مقره 2732 (2024)."),
        ("9642 الجلسة", "الجلسة 9642"),
        ("ي تصويت برفع األيدي.أجر", "أجري تصويت برفع األيدي."),
        ("ار جدول األعمالإقر", "إقرار جدول األعمال"),
        ("من جدول األعمال (تابع) 117 البند", "البند 117 من جدول األعمال (تابع)"),
        (".)http://example.org( انظر الموقع", "انظر الموقع (http://example.org)."),
        ("التفاصيل متاحة.", "التفاصيل متاحة."),
        ("24-15337 2/4", "24-15337 2/4"),
    ],
)
def test_lines(taken: str, read: str) -> None:
    assert joined(taken, reading_order(taken)) == read


@pytest.mark.parametrize(
    ("first", "second", "read"),
    [
        ("ه): بدأنا النظر", "تكلم بالإنكليزية( الرئيس", "الرئيس (تكلم بالإنكليزية): بدأنا النظره"),
        (":)", "تكلمت بالفرنسية(مالي) ( السيدة كيتا", "السيدة كيتا (مالي) (تكلمت بالفرنسية):"),
        (
            "): ترحب",
            "تكلم بالروسيةاليات المتحدة) ((الو السيد وود",
            "السيد وود (الواليات المتحدة) (تكلم بالروسية): ترحب",
        ),
        (":)", "بالإنكليزية تكلمت( (غيانا) بيرساد السيدة", "السيدة بيرساد (غيانا) (تكلمت بالإنكليزية):"),
        (
            "): ترحب",
            "تكلم بالروسيةاليات المتحدة) ((الو يالسيد كاميلير",
            "السيد كاميليري (الواليات المتحدة) (تكلم بالروسية): ترحب",
        ),
        (
            "): نشكر",
            "تكلمت بالفرنسيةان (جمهورية - الإسلامية)) ((إير السيدة نور",
            "السيدة نور (إيران (جمهورية - الإسلامية)) (تكلمت بالفرنسية): نشكر",
        ),
        (": شكرا", "(قطر) السيد علي", "السيد علي (قطر): شكرا"),
        ("): حصل", "تكلم بالإنكليزية(", "(تكلم بالإنكليزية): حصل"),
    ],
)
def test_heads(first: str, second: str, read: str) -> None:
    order = head_order(first, second, first, ARABIC)
    assert order is not None
    assert joined(second, order[0]) + joined(first, order[1]) == read


@pytest.mark.parametrize(
    ("president", "state", "country"),
    [
        ("اللورد أحمد", ")األردن(", "JOR"),
        ("يصاحب السمو الشيخ مهر", ")قطر(", "QAT"),
        ("السيد وود", ")ان (جمهورية - اإلسالمية)(إير", "IRN"),
        ("السيد وود", ")بوليفيا (دولة - المتعددة القوميات)(", "BOL"),
    ],
)
def test_the_president_of_a_cover_in_visual_order(president: str, state: str, country: str) -> None:
    words = (MADE / "visual-order" / "ar.txt").read_text("utf-8")
    xml = convert(words.replace("السيدة رودريغو )غيانا(", f"{president} {state}")).xml
    assert xml is not None
    record = read_back(xml)
    assert record.president is not None
    assert (record.president.country, len(record.roster)) == (country, 14)


def test_two_lines_that_make_no_head_stay() -> None:
    assert head_order("كما قال): شكرا", "ثم تكلم السيد علي عن ذلك", "كما قال): شكرا", ARABIC) is None


@pytest.mark.parametrize(
    ("taken", "read"),
    [
        ("ائرالجز", "الجزائر"),
        ("اسويسر", "سويسرا"),
        ("امبيقموز", "موزامبيق"),
        ("فرنسا", "فرنسا"),
        ("نستو", "تونس"),
        ("ونست", None),
        ("شاطئ", None),
    ],
)
def test_names_of_states(taken: str, read: str | None) -> None:
    order = name_order(taken, ARABIC.states)
    assert (joined(taken, order) if order else None) == read


def test_a_list_is_read_with_what_the_line_before_began() -> None:
    taken = "الياتامبيق، الوالمتحدة لبريطانيا العظمى وأيرلندا الشمالية، موز"
    order = list_order(taken, ARABIC.states, "المملكة ")
    assert order is not None
    assert joined(taken, order) == "المتحدة لبريطانيا العظمى وأيرلندا الشمالية، موزامبيق، الواليات"


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ("مجلس األمن\nاألمين العام\nالأمم المتحدة", "swapped in some words and sound in others"),
        ("مجلس األمن\nاألمين العام", "lines seem to be in order"),
        (".15/10 رفعت الجلسة\n.10/05 افتتحت الجلسة\n): قال\n", "no letters are swapped"),
    ],
)
def test_a_doubt_is_said(words: str, why: str) -> None:
    text = tidied(words)
    assert [f.code for f in text.findings] == ["visual-order-doubt"]
    assert why in text.findings[0].message
    assert {piece.rule for piece in text.pieces} <= {"", "lam-alef"}


@pytest.mark.parametrize(
    ("printed_as", "right"),
    [("األمن", "الأمن"), ("باإلنكليزية", "بالإنكليزية"), ("مع االتحاد", "مع الاتحاد"), ("ال يوجد", "لا يوجد"),
     ("إال", "إلا"), ("من لألمم", "من للأمم"), ("مسألة", "مسألة"), ("إلى ألمانيا", "إلى ألمانيا"), ("ا السيد", "ا السيد")],
)  # fmt: skip
def test_only_letters_that_are_swapped_for_certain_change(printed_as: str, right: str) -> None:
    swapped_text = "مجلس األمن\nاألمين العام\n"  # enough of it to be certain
    assert tidied(swapped_text + printed_as).clean.split("\n")[-1] == right


def test_the_record_says_what_was_done() -> None:
    report = convert((MADE / "visual-order" / "ar.txt").read_bytes())
    assert {"visual-order", "nameless-head"} <= {f.code for f in report.findings}
    assert json.dumps(report.report, ensure_ascii=False)
