"""Records cut, mixed and damaged give valid XML or a stated reason for none, and say what they are made of."""

import random
import re
import sys
from pathlib import Path

import pytest

from akn_convert import convert

sys.path.insert(0, str(Path(__file__).parent))
from made import FIXTURES, IDS, LANGUAGES, TEXTS, promised

VETO = FIXTURES / "made" / "sc-veto"
SAMPLES = sorted((FIXTURES / "records").glob("S_*"))


def cut_everywhere(path: Path, step: int) -> int:
    """Convert the beginning of a record, cut at every `step`-th character; how many cuts were tried."""
    raw, tried = path.read_text("utf-8"), 0
    for at in range(0, len(raw), step):
        conversion = promised(convert(raw[:at], filename=path.name))
        if conversion.record is not None and conversion.record.meta.date and not conversion.record.is_empty:
            assert conversion.xml is not None, at
        tried += 1
    return tried


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_record_cut_anywhere_gives_what_is_left(language: str) -> None:
    path = VETO / f"{language}.txt"
    assert cut_everywhere(path, 200) > 5


@pytest.mark.long
@pytest.mark.parametrize("path", TEXTS + SAMPLES, ids=lambda p: f"{p.parent.name}-{p.name}")
def test_every_record_cut_at_every_fortieth_character_gives_what_is_left(path: Path) -> None:
    assert cut_everywhere(path, 40) > 5


@pytest.mark.parametrize("cut", range(1, 12))
def test_bytes_cut_inside_a_character_are_said(cut: int) -> None:
    data = (VETO / "fr.txt").read_bytes()
    inside = [i for i, byte in enumerate(data) if 0x80 <= byte < 0xC0][cut]
    conversion = promised(convert(data[:inside], filename="fr.txt", encoding="utf-8"))
    assert conversion.findings


WRONG = ("utf-8", "latin-1", "cp1251", "cp1256", "gb18030", "utf-16", "utf-16-le", "shift_jis", "utf-32", "cp037")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("encoding", WRONG)
def test_a_record_read_in_a_wrong_encoding_never_breaks(language: str, encoding: str) -> None:
    data = (VETO / f"{language}.txt").read_bytes()[:4000]
    promised(convert(data, encoding=encoding, filename="x.txt"))


# Of each language an encoding that its records came in, and one that is taken for another at times.
OTHER = {"ar": ("cp1256", "iso-8859-6"), "en": ("cp1252", "mac-roman"), "es": ("cp1252", "mac-roman"),
         "fr": ("cp1252", "mac-roman"), "ru": ("cp1251", "koi8-r"), "zh": ("gb18030", "big5")}  # fmt: skip
SURE = ("cp1256", "iso-8859-6", "cp1251", "koi8-r", "gb18030")


def _is_utf8(data: bytes) -> bool:
    """Whether bytes can be read as UTF-8, as those of 纽约 in GB 18030 can: nobody can tell them apart."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize(("language", "encoding"), [(code, name) for code, names in OTHER.items() for name in names])
def test_of_mixed_encodings_each_line_is_read_or_told_of(language: str, encoding: str, seed: int) -> None:
    chance = random.Random(f"{language}{encoding}{seed}")
    lines = [
        f"“{line}”" if language == "en" else line for line in (VETO / f"{language}.txt").read_text("utf-8").split("\n")
    ]
    names = [chance.choice(("utf-8", "utf-8", encoding)) for _ in lines]
    data = b"\n".join(line.encode(name, "replace") for line, name in zip(lines, names, strict=True))
    conversion = promised(convert(data, filename=f"{language}.txt", date="2018-02-13"))
    text = conversion.text
    assert text.origin.encoding == "utf-8"
    told, rest = set[int](), len(text.raw)  # from the twenty-first place on one finding stands for all
    for found in text.findings:
        if found.code in ("mixed-encoding", "damaged-text") and found.span:
            told.update(range(found.span.start, found.span.end))
        elif found.code == "damaged-text-more" and found.span:
            rest = min(rest, found.span.start)
    assert [at for at, sign in enumerate(text.raw) if sign == "\ufffd" and at < rest and at not in told] == []
    start, right, foreign = 0, 0, 0
    for line, name, read in zip(lines, names, text.raw.split("\n"), strict=True):
        if name == "utf-8":
            assert read == line
        elif not _is_utf8(data := line.encode(name, "replace")) and data.decode(name) == line:
            foreign, right = foreign + 1, right + (read == line)
            assert read == line or start + len(read) > rest or told & set(range(start, start + len(read)))
        start += len(read) + 1
    assert foreign or encoding == "big5"  # which has few of the simplified letters
    assert encoding not in SURE or right >= 0.8 * foreign


NASTY = {
    "nul": "\0", "control": "\x01", "escape": "\x1b[2J", "no-character": "\ufffe", "surrogate": "\ud800",
    "low-surrogate": "\udfff", "override": "\u202e", "isolate": "\u2066", "bom-inside": "\ufeff", "private": "\ue000",
    "last": "\U0010ffff", "delete": "\x7f", "next-line": "\x85", "tag": "\U000e0001",
}  # fmt: skip


@pytest.mark.parametrize("name", NASTY)
def test_a_sign_that_prints_nothing_is_gone_or_kept_by_rule_and_never_in_the_way(name: str) -> None:
    raw = (VETO / "en.txt").read_text("utf-8")
    chance = random.Random(name)
    for _ in range(4):
        for _ in range(12):
            at = chance.randrange(len(raw))
            raw = raw[:at] + NASTY[name] + raw[at:]
        conversion = promised(convert(raw, filename="en.txt", date="2018-02-13"))
        forbidden = re.search("[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff\ud800-\udfff\u202a-\u202e\u2066-\u2069]",
                              conversion.text.clean)  # fmt: skip
        assert forbidden is None


DAMAGES = {
    "lines-swapped": lambda lines, chance: chance.sample(lines, len(lines)),
    "lines-doubled": lambda lines, chance: [line for line in lines for _ in range(chance.choice((1, 1, 2, 3)))],
    "lines-lost": lambda lines, chance: [line for line in lines if chance.random() > 0.3],
    "joined": lambda lines, chance: [" ".join(lines)],
    "words-apart": lambda lines, chance: [word for line in lines for word in line.split()],
    "brackets-lost": lambda lines, chance: [re.sub(r"[()]", lambda _: chance.choice("()"), line) for line in lines],
    "colons-lost": lambda lines, chance: [line.replace(":", chance.choice(":;. ")) for line in lines],
    "reversed": lambda lines, chance: [line[::-1] for line in lines],
    "capitals": lambda lines, chance: [line.upper() for line in lines],
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_record_loses_nothing(damage: str) -> None:
    for path in TEXTS[:: len(TEXTS) // 6]:
        lines = path.read_text("utf-8").split("\n")
        broken = "\n".join(DAMAGES[damage](lines, random.Random(f"{damage}{path.parent.name}/{path.name}")))
        promised(convert(broken, filename=path.name, date="2018-02-13"))


@pytest.mark.long
@pytest.mark.parametrize("damage", DAMAGES)
@pytest.mark.parametrize("path", TEXTS, ids=IDS)
def test_every_record_damaged_in_every_way_loses_nothing(damage: str, path: Path) -> None:
    lines = path.read_text("utf-8").split("\n")
    for seed in range(5):
        broken = "\n".join(DAMAGES[damage](lines, random.Random(seed)))
        promised(convert(broken, filename=path.name, date="2018-02-13" if seed % 2 else ""))
