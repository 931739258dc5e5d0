"""What the schema refuses, in words that a person can act on: the element, what is wrong, what was expected, a hint.

libxml2 gives the verdict and the place. Where its message cannot tell what was expected (it lists ten names at most,
optional ones among them), xmlschema is asked about that one element; it is imported only then.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

from lxml import etree

from akn_convert.validator.index import CLARK, Element, Fault, name_of
from akn_convert.validator.xsd import Refusal

_CODES = {
    "SCHEMAV_CVC_COMPLEX_TYPE_4": "xsd-missing-attribute",
    "SCHEMAV_CVC_COMPLEX_TYPE_3_2_1": "xsd-unknown-attribute",
    "SCHEMAV_CVC_COMPLEX_TYPE_3_2_2": "xsd-unknown-attribute",
    "SCHEMAV_CVC_COMPLEX_TYPE_2_1": "xsd-stray-text",
    "SCHEMAV_CVC_COMPLEX_TYPE_2_2": "xsd-stray-text",
    "SCHEMAV_CVC_COMPLEX_TYPE_2_3": "xsd-stray-text",
    "SCHEMAV_CVC_IDC": "xsd-duplicate-id",
    "SCHEMAV_CVC_ELT_1": "xsd-unknown-element",
    "SCHEMAV_ELEMENT_CONTENT": "xsd-unexpected-element",
}
_ATTRIBUTE = re.compile(r"attribute '([^']+)'")
_VALUE = re.compile(r"(?:value |: |\[)'([^']*)'")
_CHOICES = re.compile(r"\A(?>(?s:.*?)set \{)(.*)\}")
_PATTERN = re.compile(r"pattern '(.*)'")
_EXPECTED = re.compile(r"\A(?>(?s:.*?)Expected is (?:one of )?\( )(.*?) \)")
_CONSTRAINTS = [f"{{http://www.w3.org/2001/XMLSchema}}{name}" for name in ("unique", "key", "keyref")]
_LISTED = 8  # names of expected elements in one sentence

# What a value of the schema's types looks like, by the attribute that has it.
_LOOKS = {
    "date": "a date such as 2018-02-13",
    "time": "a time such as 15:10:00, or 2018-02-13T15:10:00-05:00",
    "eId": "an identifier without blanks",
    "href": "an IRI",
}


def in_words(refusal: Refusal, schema: Path) -> Fault:
    """A refusal as a fault of the catalogue `xsd.toml`, with what was expected and a hint where there is one."""
    code = _CODES.get(refusal.kind, "xsd-bad-value" if "value" in refusal.message else "xsd-other")
    if code == "xsd-unexpected-element" and "Missing child" in refusal.message:
        code = "xsd-incomplete-element"
    facts = _facts(code, refusal, schema)
    hint = hint_for(code, facts)
    return code, refusal.element, {**facts, "hint": hint} if hint else facts, None, ()


def _facts(code: str, refusal: Refusal, schema: Path) -> dict[str, Any]:
    element, message = refusal.element, refusal.message
    parent = element.getparent()
    attribute = _ATTRIBUTE.search(message)
    facts: dict[str, Any] = {
        "element": name_of(element),
        "parent": "the file" if parent is None else name_of(parent),
        "attribute": attribute[1] if attribute else "",
    }
    if code in ("xsd-unexpected-element", "xsd-incomplete-element"):
        facts["expected"] = _expected(code, refusal, schema)
    elif code == "xsd-bad-value":
        facts |= _value_facts(element, facts["attribute"], message)
    elif code == "xsd-duplicate-id":
        value = _VALUE.search(message)
        facts["value"] = value[1] if value else ""
    elif code == "xsd-stray-text":
        facts["text"] = _stray(element)
    elif code == "xsd-other":
        facts["message"] = message.replace(CLARK, "")
    return facts


def _value_facts(element: Element, attribute: str, message: str) -> dict[str, str]:
    """The value that was refused and what would have been accepted."""
    value = element.get(attribute, "") if attribute else (element.text or "")
    if match := _CHOICES.search(message):
        wanted = "one of " + match[1].replace("'", "")
    elif attribute.rpartition("}")[2] in _LOOKS:
        wanted = _LOOKS[attribute.rpartition("}")[2]]
    elif match := _PATTERN.search(message):
        wanted = f"a value of the pattern {match[1]}"
    else:
        wanted = re.sub(
            r"(?m:^).*value of the (?:atomic|local|union|list) type '?(?:xs:)?([^'.]+)'?.*",
            r"a value of type \1",
            message,
        )
    return {"value": value, "wanted": wanted.replace(CLARK, ""), "where": f"@{attribute}" if attribute else "the text"}


def _stray(element: Element) -> str:
    """The first words that stand directly in an element."""
    texts = [element.text or "", *(child.tail or "" for child in element)]
    words = next((text.strip() for text in texts if text.strip()), "")
    return words if len(words) <= 40 else words[:40].rstrip() + "…"


def _expected(code: str, refusal: Refusal, schema: Path) -> str:
    """What would have fitted, as a phrase: "heading, p or speech"; "nothing more" at the end of a content model."""
    holder = refusal.element if code == "xsd-incomplete-element" else refusal.element.getparent()
    names = _expected_by_xmlschema(holder, schema) if holder is not None else []
    if not names and (match := _EXPECTED.search(refusal.message)):
        names = [name.strip().replace(CLARK, "") for name in match[1].split(",")]
    if not names:
        return "nothing more"
    if len(names) > _LISTED:
        return f"{', '.join(names[:_LISTED])} or {len(names) - _LISTED} others"
    return f"{', '.join(names[:-1])} or {names[-1]}" if len(names) > 1 else names[0]


def _expected_by_xmlschema(holder: Element, schema: Path) -> list[str]:
    """The names that xmlschema expected inside an element; empty where it cannot say.

    Only the element with its children's names is shown to it: the children's own faults are libxml2's to report.
    """
    from xmlschema import XMLSchemaChildrenValidationError

    declared = _schema(schema).maps.elements.get(holder.tag)
    if declared is None:
        return []
    shell: Any = etree.Element(holder.tag, dict(holder.items()))  # type: ignore[arg-type]
    shell.text = holder.text
    for child in holder.iterchildren("*"):
        etree.SubElement(shell, child.tag)
    for error in declared.iter_errors(shell):
        if isinstance(error, XMLSchemaChildrenValidationError) and error.elem is shell:
            names = [str(particle.name or "").replace(CLARK, "") for particle in error.expected or ()]
            return sorted({name for name in names if name}, key=str.lower)
    return []


@cache
def _schema(file: Path) -> Any:
    """The schema as xmlschema reads it, for its content models alone: half a second, so only when first needed.

    Its keys are left out, for which xmlschema walks from each element to all below it (three quarters of its time),
    and it is not judged again: libxml2 has compiled it.
    """
    from xmlschema import XMLSchema

    source = etree.parse(str(file), etree.XMLParser(no_network=True, resolve_entities=False)).getroot()
    for constraint in list(source.iter(*_CONSTRAINTS)):
        constraint.getparent().remove(constraint)
    return XMLSchema(
        etree.tostring(source), base_url=str(file.parent), allow="local", defuse="always", validation="skip"
    )


@cache
def _hints() -> dict[str, list[tuple[dict[str, str], str]]]:
    """By code, in the table's order: what must hold, and the hint."""
    table = tomllib.loads(resources.files(__package__).joinpath("hints.toml").read_text("utf-8"))
    rows: dict[str, list[tuple[dict[str, str], str]]] = {}
    for row in table["hint"]:
        conditions = {key: value for key, value in row.items() if key not in ("code", "hint", "broken", "mended")}
        rows.setdefault(row["code"], []).append((conditions, row["hint"]))
    return rows


def hint_for(code: str, facts: dict[str, Any]) -> str | None:
    """What to do about one of the commonest faults; the first row whose conditions all hold."""
    for conditions, hint in _hints().get(code, ()):
        if all(facts.get(key) == value for key, value in conditions.items()):
            return hint
    return None
