"""The index finds words as people type them: folded, by single characters in Chinese, newest first."""

import json
import re
from pathlib import Path

import pytest

from akn_convert.site import search
from akn_convert.site.search import Index, folded, tokens


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("negociation", "Négociation"), ("equite", "ÉQUITÉ"), ("السلام", "السَّلامُ"), ("سلام", "والسلام"),
        ("الإسكندرية", "الاسكندريه"), ("ежик", "Ёжик"), ("ﬁnal", "final"),
    ],
)  # fmt: skip
def test_what_is_typed_meets_what_is_printed(typed: str, printed: str) -> None:
    assert list(tokens(typed)) == list(tokens(printed))


def test_chinese_goes_by_characters_and_pairs() -> None:
    assert list(tokens("和平。安全")) == ["和", "平", "和平", "安", "全", "安全"]
    assert list(tokens("第1373号")) == ["第", "1373", "号"]


def test_folding_twice_changes_nothing() -> None:
    for text in ("Négociation", "فَالسَّلامُ", "Ёлка", "İstanbul", "ΟΔΟΣ"):
        assert folded(folded(text)) == folded(text)


def read_index(folder: Path) -> tuple[dict[str, list[int]], dict[str, object]]:
    """The words of an index and its manifest, read as the browser reads them."""

    def data(path: Path) -> dict[str, str]:
        found = re.fullmatch(r'aknIndex\("zh","[mwr]",\d+,(.*)\);\n', path.read_text("utf-8"), re.DOTALL)
        assert found, path
        return dict(json.loads(found[1]))

    words: dict[str, list[int]] = {}
    for path in sorted(folder.glob("w*.js"), key=lambda p: int(p.stem[1:])):
        for token, packed in data(path).items():
            assert token not in words
            total, numbers = 0, []
            for step in packed.split():
                total += int(step, 36)
                numbers.append(total)
            words[token] = numbers
    return words, dict(data(folder / "manifest.js"))


def fill(folder: Path) -> tuple[dict[str, list[int]], dict[str, object]]:
    index = Index(folder, "zh")
    for number in range(30):
        index.add({"slug": f"r{number}"}, [("e1", "林女士", "中国", "海上和平"), ("e2", "", "", f"第{number}段 光")])
    index.close()
    return read_index(folder)


def test_every_word_is_found_with_every_speech_that_has_it(tmp_path: Path) -> None:
    words, manifest = fill(tmp_path / "a")
    assert words["和平"] == [n * search.UNITS for n in range(30)]
    assert words["光"] == [n * search.UNITS + 1 for n in range(30)]
    assert words["17"] == [17 * search.UNITS + 1]
    assert manifest["records"] == 30


def test_the_index_is_the_same_when_memory_is_short_and_files_are_small(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    words, _ = fill(tmp_path / "a")
    monkeypatch.setattr(search, "SPILL", 40)
    monkeypatch.setattr(search, "SHARD", 200)
    spilled, manifest = fill(tmp_path / "b")
    assert spilled == words
    starts = manifest["starts"]
    assert isinstance(starts, list) and len(starts) > 5 and starts == sorted(starts)
    assert not [path for path in (tmp_path / "b").iterdir() if path.is_dir()]
