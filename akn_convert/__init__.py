"""Published meeting records in, valid Akoma Ntoso out: `convert` is the whole way, the other verbs its stages.

>>> import akn_convert
>>> akn_convert.convert("", filename="empty.txt").findings[0].code
'empty-text'
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

if TYPE_CHECKING:
    from akn_convert.batch.many import convert_many as convert_many
    from akn_convert.batch.outcome import Outcome as Outcome
    from akn_convert.findings import Finding as Finding
    from akn_convert.findings import Severity as Severity
    from akn_convert.layout import lay_out as lay_out
    from akn_convert.line import Conversion as Conversion
    from akn_convert.line import convert as convert
    from akn_convert.mapper import map_record as map_record
    from akn_convert.reader import read as read
    from akn_convert.validator import validate as validate
    from akn_convert.writer import write as write

# The public names and where they live; each is imported when it is first used, so that `--version` is quick.
_PUBLIC = {
    "Conversion": "line",
    "Finding": "findings",
    "Outcome": "batch.outcome",
    "Severity": "findings",
    "convert": "line",
    "convert_many": "batch.many",
    "lay_out": "layout",
    "map_record": "mapper",
    "read": "reader",
    "validate": "validator",
    "write": "writer",
}
__all__ = ["__version__", *_PUBLIC]


def __getattr__(name: str) -> Any:
    """A public name, imported on first use."""
    if name not in _PUBLIC:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(f"{__name__}.{_PUBLIC[name]}"), name)
    globals()[name] = value
    return value
