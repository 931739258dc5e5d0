"""Exceptions are for misuse of the API; whatever stands in the input is a Finding.

Each carries its facts as arguments, so that it survives a process pool.
"""

from __future__ import annotations


class AknConvertError(Exception):
    """The base of all exceptions that this package raises on purpose."""


class UsageError(AknConvertError, ValueError):
    """An argument that cannot be used: the message names it and says what would do."""


class GrammarError(AknConvertError, ValueError):
    """A table of a language or an organ is wrong: a key is missing, unknown or of the wrong type."""


class MissingExtra(AknConvertError, ImportError):
    """An optional library is not installed: `MissingExtra(library, extra)` names the pip line that helps."""

    def __init__(self, library: str, extra: str) -> None:
        super().__init__(library, extra)
        self.library, self.extra = library, extra

    def __str__(self) -> str:
        return f"{self.library} is not installed; try: pip install 'akn-convert[{self.extra}]'"
