"""The made records and the check that every conversion has to pass, for the tests of this folder."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from lxml import etree

from akn_convert import Conversion, convert
from akn_convert.findings import Severity
from akn_convert.line import CONTRACTS as ALL
from akn_convert.text import broken_contracts, out_of_order, unaccounted

FIXTURES = Path(__file__).parents[2] / "fixtures"
TEXTS = sorted((FIXTURES / "made").glob("*/??.txt"))
LANGUAGES = sorted({path.stem for path in TEXTS})
IDS = [f"{path.parent.name}-{path.stem}" for path in TEXTS]


@cache
def xml_of(path: Path) -> bytes:
    """The Akoma Ntoso of a made record."""
    xml = convert(path).xml
    assert xml is not None
    return xml


def promised(conversion: Conversion) -> Conversion:
    """A conversion that keeps the promise: valid XML, or none and a stated reason; every character accounted for."""
    text = conversion.text
    assert not unaccounted(text) and not out_of_order(text) and not broken_contracts(text, ALL)
    errors = [f.code for f in conversion.findings if f.severity == Severity.ERROR]
    if conversion.xml is None:
        assert errors
    else:
        etree.fromstring(conversion.xml)
        assert not [code for code in errors if code.startswith("xsd") or code == "R25"], errors
    return conversion
