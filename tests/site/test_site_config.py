"""A site's settings are checked when they are read; the interface says the same things in six languages."""

import re
import string
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from akn_convert.errors import UsageError
from akn_convert.site.config import COLOURS, LANGUAGES, Settings, contrast, spelled_date, state_names, strings


def leaves(table: dict[str, Any], path: str = "") -> Iterator[tuple[str, str]]:
    for key, value in table.items():
        if isinstance(value, dict):
            yield from leaves(value, f"{path}{key}.")
        else:
            yield path + key, value if isinstance(value, str) else "|".join(value)


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_every_word_with_the_same_fields(language: str) -> None:
    english, other = dict(leaves(strings("en"))), dict(leaves(strings(language)))
    assert set(other) == set(english)
    assert all(text.strip() for key, text in other.items() if key != "separator")
    assert {key: fields(text) for key, text in other.items()} == {key: fields(text) for key, text in english.items()}
    assert len(strings(language)["months"]) == 12


def test_every_word_is_used_by_a_page() -> None:
    folder = Path(__file__).parents[2] / "akn_convert" / "site"
    code = "\n".join(p.read_text("utf-8") for p in [*folder.glob("theme/templates/*.html"), *folder.glob("*.py")])
    unused = [key for key in strings("en")["ui"] if not re.search(rf'ui\.{key}\b|\["{key}"\]', code)]
    assert unused == []


def test_dates_are_spelled_as_the_language_does() -> None:
    assert spelled_date("2042-10-14", "en") == "14 October 2042"
    assert spelled_date("2042-10-14", "zh") == "2042年10月14日"
    assert spelled_date("2042-10-14", "ar").startswith("14 تشرين الأول/أكتوبر")
    assert spelled_date("some day", "fr") == "some day"


def test_states_have_a_name_in_every_language() -> None:
    assert (state_names("en")["FRA"], state_names("zh")["FRA"]) == ("France", "法国")
    assert min(len(state_names(language)) for language in LANGUAGES) > 190


def test_the_colours_that_come_with_it_can_be_read() -> None:
    assert (
        min(contrast(COLOURS[text], COLOURS[ground]) for text in ("ink", "accent") for ground in ("paper", "soft"))
        > 4.5
    )
    assert round(contrast("#000000", "#ffffff")) == 21


@pytest.mark.parametrize(
    ("toml", "named"),
    [
        ('colour = "red"', "colour"), ('[colours]\naccent = "#ffff00"', "contrast"), ('[colours]\naccent = "red"', "#rrggbb"),
        ('address = "javascript:alert(1)"', "URL"), ('language = "xx"', "language"), ('logo = "../nowhere.svg"', "logo"),
        ("name = 3", "name"), ("name = [", "site.toml"),
    ],
)  # fmt: skip
def test_a_setting_that_will_not_do_is_refused_by_name(toml: str, named: str, tmp_path: Path) -> None:
    (tmp_path / "site.toml").write_text(toml, "utf-8")
    with pytest.raises(UsageError, match=named):
        Settings.load(tmp_path / "site.toml")


def test_a_site_may_have_a_name_a_language(tmp_path: Path) -> None:
    (tmp_path / "logo.svg").write_text("<svg/>", "utf-8")
    (tmp_path / "site.toml").write_text(
        'name = { en = "Lamps", fr = "Lampes" }\naddress = "https://x.example/a"\nlogo = "logo.svg"\n[colours]\naccent = "#7a1f1f"\n',
        "utf-8",
    )
    site = Settings.load(tmp_path / "site.toml")
    assert (site.title("fr"), site.title("en"), site.title("es")) == ("Lampes", "Lamps", "Actas de las sesiones")
    assert (site.address, site.colours["accent"], site.colours["ink"]) == (
        "https://x.example/a/",
        "#7a1f1f",
        COLOURS["ink"],
    )
