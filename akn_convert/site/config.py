"""What a site may be told: its name, address, colours and logo; and the words of its interface in six languages."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

from akn_convert.errors import UsageError
from akn_convert.grammar.tables import text_of

LANGUAGES = ("ar", "en", "es", "fr", "ru", "zh")
# The colours of the style sheet that a site may set, and what they are without it.
COLOURS = {"accent": "#1f5a8c", "ink": "#1c2126", "paper": "#ffffff", "soft": "#f4f6f8"}
_LOGOS = frozenset({".svg", ".png", ".jpg", ".jpeg", ".webp"})


@dataclass(frozen=True, slots=True)
class Settings:
    """A site's own settings; `name` and `tagline` by language, with "" for the languages that have none of their own.

    `address` is the site's own URL, with a slash at its end, or "": only the sitemap and canonical links need it.
    """

    name: Mapping[str, str] = field(default_factory=dict)
    tagline: Mapping[str, str] = field(default_factory=dict)
    address: str = ""
    language: str = "en"
    logo: Path | None = None
    colours: Mapping[str, str] = field(default_factory=lambda: dict(COLOURS))

    @classmethod
    def load(cls, path: Path) -> Settings:
        """The settings of a TOML file; UsageError says which key is unknown or which value will not do."""
        try:
            given = tomllib.loads(path.read_text("utf-8"))
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
            raise UsageError(f"{path}: {error}") from None
        unknown = sorted(set(given) - {"name", "tagline", "address", "language", "logo", "colours"})
        if unknown:
            raise UsageError(f"{path}: no such setting: {', '.join(unknown)}")
        address = str(given.get("address", ""))
        if address and not re.fullmatch(r"https?://[^\s?#]+", address):
            raise UsageError(f"{path}: address must be a URL such as https://records.example.org/")
        return cls(
            name=_by_language(given.get("name", ""), path),
            tagline=_by_language(given.get("tagline", ""), path),
            address=address.rstrip("/") + "/" if address else "",
            language=_one_of(given.get("language", "en"), LANGUAGES, path),
            logo=_logo(given.get("logo"), path),
            colours=_colours(given.get("colours", {}), path),
        )

    def title(self, language: str) -> str:
        """The site's name in a language; without one, what kind of thing it is."""
        return self.name.get(language) or self.name.get("") or str(strings(language)["ui"]["site"])

    def subtitle(self, language: str) -> str:
        """The line under the name, or ""."""
        return self.tagline.get(language) or self.tagline.get("", "")


@cache
def strings(language: str) -> dict[str, Any]:
    """The words of the interface in a language, one of LANGUAGES."""
    file = resources.files("akn_convert.site").joinpath("theme", "strings", f"{language}.toml")
    return tomllib.loads(file.read_text("utf-8"))


@cache
def state_names(language: str) -> dict[str, str]:
    """The names of States in a language, as the tables by which records are read have them first."""
    rows = (row.split("|") for row in tomllib.loads(text_of(language))["states"]["names"].splitlines())
    return {head.strip(): names[0].strip() for head, *names in rows if names and len(head.strip()) <= 3}


def spelled_date(date: str, language: str) -> str:
    """An ISO 8601 date (or the start of a date-time) as the language writes it; what is no such date is left alone."""
    found = re.match(r"(\d{4})-(\d\d)-(\d\d)", date)
    words = strings(language)
    if not found or not 1 <= int(found[2]) <= 12:
        return date
    return str(words["date"].format(day=int(found[3]), month=words["months"][int(found[2]) - 1], year=int(found[1])))


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours (#rrggbb), from 1 to 21, as WCAG 2.2 defines it."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    parts = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _by_language(value: Any, path: Path) -> dict[str, str]:
    given = value if isinstance(value, dict) else {"": value}
    for language, text in given.items():
        if (language and language not in LANGUAGES) or not isinstance(text, str):
            raise UsageError(f"{path}: a name is a text, or a table of texts by language ({', '.join(LANGUAGES)})")
    return given


def _one_of(value: Any, allowed: tuple[str, ...], path: Path) -> str:
    if value not in allowed:
        raise UsageError(f"{path}: language must be one of {', '.join(allowed)}")
    return str(value)


def _logo(value: Any, path: Path) -> Path | None:
    if value is None:
        return None
    logo = path.parent / str(value)
    if logo.suffix.lower() not in _LOGOS or not logo.is_file():
        raise UsageError(f"{path}: logo must be an image file beside it ({', '.join(sorted(_LOGOS))})")
    return logo


def _colours(given: Any, path: Path) -> dict[str, str]:
    """The colours, refused where text in them could not be read: 4.5 is what WCAG 2.2 AA asks for."""
    for name, colour in given.items():
        if name not in COLOURS or not re.fullmatch(r"#[0-9a-fA-F]{6}", str(colour)):
            raise UsageError(f"{path}: colours are {', '.join(COLOURS)}, each as #rrggbb")
    colours = {**COLOURS, **given}
    for text in ("accent", "ink"):
        for ground in ("paper", "soft"):
            if (ratio := contrast(colours[text], colours[ground])) < 4.5:
                raise UsageError(f"{path}: {text} on {ground} has a contrast of {ratio:.1f}; 4.5 can be read")
    return colours
