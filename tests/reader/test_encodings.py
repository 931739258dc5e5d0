"""The encoding matrix: six languages, every encoding that records in them were written in, three lengths."""

from __future__ import annotations

import pytest

from akn_convert.reader import read

from .samples import LEGACY, SENTENCES, UNICODE, encoded, text_of

SEEDS = range(4)


def expected(text: str, encoding: str) -> str:
    return text.replace("'", "’") if encoding == "cp1252" else text


def outcomes(language: str, encoding: str, length: int) -> list[bool]:
    """Whether each sample is read right; a wrong one must come with a finding that gives the doubt."""
    right = []
    for seed in SEEDS:
        raw = text_of(language, length, seed)
        text = read(encoded(raw, encoding))
        right.append(text.clean == expected(raw, encoding))
        assert right[-1] or any(found.code == "encoding-doubtful" for found in text.findings), text.findings
    return right


CASES = [(language, encoding) for language in SENTENCES for encoding in (*UNICODE, *LEGACY[language])]


def test_99_of_100_are_right() -> None:
    right = [ok for case in CASES for length in (200, 2_000, 20_000) for ok in outcomes(*case, length)]
    assert len(right) >= 600
    assert sum(right) >= 0.99 * len(right)


@pytest.mark.parametrize("encoding", UNICODE)
def test_unicode_is_never_in_doubt(encoding: str) -> None:
    for language in SENTENCES:
        text = read(encoded(text_of(language, 2_000, 0), encoding))
        assert text.findings == ()
        assert text.origin.confidence >= 0.9


@pytest.mark.parametrize(("language", "encoding"), [(lang, enc) for lang in LEGACY for enc in LEGACY[lang]])
def test_a_guess_says_so(language: str, encoding: str) -> None:
    text = read(encoded(text_of(language, 2_000, 0), encoding))
    assert {found.code for found in text.findings} & {"encoding-guessed", "encoding-doubtful"}
    assert 0 < text.origin.confidence < 1


@pytest.mark.parametrize(("language", "encoding"), [(lang, enc) for lang in LEGACY for enc in LEGACY[lang]])
def test_a_short_text_is_right_or_in_doubt(language: str, encoding: str) -> None:
    assert len(outcomes(language, encoding, 60)) == len(SEEDS)


@pytest.mark.parametrize("encoding", ["cp1251", "koi8-r"])
def test_lines_of_another_encoding_are_read_and_reported(encoding: str) -> None:
    above, middle, below = (text_of("ru", 700, seed) + "\n" for seed in range(3))
    text = read(above.encode() + middle.encode(encoding) + below.encode())
    assert text.clean == above + middle + below
    (found,) = (f for f in text.findings if f.code == "mixed-encoding")
    assert found.span is not None
    assert text.raw[found.span.start : found.span.end].split("\n")[0] == middle.split("\n")[0]


def test_a_damaged_spot_of_utf8_is_replaced_and_reported_alone() -> None:
    data = text_of("fr", 2_000, 0).encode()
    at = data.index("é".encode(), 900)
    text = read(data[: at + 1] + data[at + 2 :])
    assert text.clean.count("\ufffd") == 1
    (found,) = text.findings
    assert (found.code, found.span and text.raw[found.span.start]) == ("damaged-text", "\ufffd")


def test_a_character_cut_in_two_at_the_end_costs_no_more_than_itself() -> None:
    raw = text_of("zh", 500, 0).rpartition("，")[0]
    for encoding in ("utf-8", "gb18030", "utf-16-le"):
        text = read(raw.encode(encoding)[:-1])
        assert text.clean[:-1] == raw[:-1]
        assert any(found.code == "damaged-text" for found in text.findings)


def test_replacement_characters_that_came_with_the_file_are_told_of() -> None:
    assert [found.code for found in read("Ms. Mu\ufffdoz".encode()).findings] == ["replaced-before"]


def test_damage_everywhere_is_summed_up() -> None:
    text = read(b"\xef\xbb\xbf" + b"word \xff\xfe word\n" * 500)
    assert [found.code for found in text.findings] == ["damaged-text"] * 20 + ["damaged-text-more"]
