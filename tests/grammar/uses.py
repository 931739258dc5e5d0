"""How the package applies its regular expressions: conversions of made records, with each call written down.

    python tests/grammar/uses.py

Prints a JSON list: the pattern, its flags, the methods called, whether it was shown more than a line at a time, and
whether it was matched inside a text with no end given.
It runs in a process of its own, because modules compile their patterns when they are imported.
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import Any

METHODS = ("search", "match", "fullmatch", "finditer", "findall", "sub", "subn", "split")
FIXTURES = Path(__file__).parents[2] / "fixtures"
MEETINGS = ("sc-veto", "ga-recorded-vote", "prst-meeting", "communique", "visual-order")
seen: dict[tuple[Any, int], dict[str, Any]] = {}


class Watched:
    """A compiled pattern that writes down how it is applied."""

    def __init__(self, pattern: re.Pattern[Any]) -> None:
        self._pattern = pattern
        self._use = seen.setdefault((pattern.pattern, pattern.flags), {"methods": set(), "lines": False, "open": False})

    def __getattr__(self, name: str) -> Any:
        method = getattr(self._pattern, name)
        if name not in METHODS:
            return method

        def called(*given: Any, **named: Any) -> Any:
            text, *window = given[1 if name.startswith("sub") else 0 :]
            window = [] if name.startswith(("sub", "split")) else window
            start, end = (*window, 0, len(text))[0], (window[1:] or [len(text)])[0]
            self._use["methods"].add(name)
            self._use["open"] |= name == "match" and len(window) == 1 and start > 0
            self._use["lines"] |= (b"\n" if isinstance(text, bytes) else "\n") in text[start:end].strip()
            return method(*given, **named)

        return called


def watch() -> None:
    """From now on what modules of the package compile is watched, and so is what they give to `re` directly."""
    compile_, functions = re.compile, {name: getattr(re, name) for name in METHODS}

    def of_package() -> bool:
        return str(sys._getframe(2).f_globals.get("__name__", "")).startswith("akn_convert")

    def compiled(pattern: Any, flags: int = 0) -> Any:
        made = compile_(pattern, flags)
        return Watched(made) if of_package() else made

    re.compile = compiled  # type: ignore[assignment]
    for name in METHODS:

        def function(pattern: Any, *given: Any, _name: str = name, flags: int = 0, **named: Any) -> Any:
            if of_package() and isinstance(pattern, str):
                return getattr(Watched(compile_(pattern, flags)), _name)(*given, **named)
            return functions[_name](pattern, *given, flags=flags, **named)

        setattr(re, name, function)


def main() -> None:
    """Convert a record of each kind and language, and print what was seen."""
    watch()
    from akn_convert import convert

    for meeting in MEETINGS:
        for path in sorted((FIXTURES / "made" / meeting).glob("??.txt")):
            convert(path)
    rows = [
        {"pattern": p if isinstance(p, str) else p.decode("latin-1"), "flags": flags}
        | {"methods": sorted(use["methods"]), "lines": use["lines"], "open": use["open"]}
        for (p, flags), use in seen.items()
    ]
    json.dump(rows, sys.stdout)


if __name__ == "__main__":
    main()
