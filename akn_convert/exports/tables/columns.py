"""The tables of an export, column by column: their names, types and meaning are a promise, the same in every format.

Names need no quoting in SQL; that is why the table of references is called `citations`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal, NamedTuple

Type = Literal["string", "integer", "date", "boolean"]


class Column(NamedTuple):
    """A column: `type` is "string", "integer" (64 bits), "date" (ISO 8601 where a format has no dates) or "boolean".

    A column that is not `required` is null where the document does not say it.
    """

    name: str
    type: Type
    meaning: str
    required: bool = False


_DOCUMENT = (
    Column("expression_iri", "string", "IRI of the document in one language: the key that joins the tables"),
    Column("work_iri", "string", "IRI of the document, the same in all its languages"),
    Column("symbol", "string", "symbol, such as S/PV.8180"),
    Column("organ", "string", "id of the organ, such as un-sc"),
    Column("meeting", "integer", "number of the meeting"),
    Column("date", "date", "date of the meeting, or of the document"),
    Column("language", "string", "language of the document, ISO 639-2 (zho)"),
)

TABLES: Mapping[str, tuple[Column, ...]] = {
    "documents": (
        *_DOCUMENT,
        Column("kind", "string", "name of the document's kind, such as verbatimRecord"),
        Column("organ_name", "string", "organ as the document prints it"),
        Column("session", "integer", "number of the session"),
        Column("title", "string", "title"),
        Column("status", "string", "status as printed, such as Provisional"),
        Column("opened", "string", "when the meeting opened: xsd:dateTime or xsd:time"),
        Column("closed", "string", "when it closed"),
        Column("president", "string", "who presides, by the cover"),
        Column("president_country", "string", "State of the President, ISO 3166-1 alpha-3"),
        Column("speeches", "integer", "rows of this document in the table speeches", required=True),
        Column("votings", "integer", "rows of this document in the table votings", required=True),
        Column("citations", "integer", "rows of this document in the table citations", required=True),
        Column("xml_file", "string", "the Akoma Ntoso file that was read", required=True),
        Column("source_file", "string", "the file that it was converted from"),
        Column("source_sha256", "string", "SHA-256 of the bytes of that file"),
    ),
    "speeches": (
        *_DOCUMENT,
        Column("section", "string", "headings of the section, in one line"),
        Column("section_name", "string", "kind of the section, such as agendaItem"),
        Column("eid", "string", "eId of the speech: its permanent link within the document"),
        Column("speech_order", "integer", "1 for the first speech of the document", required=True),
        Column("turn", "integer", "printed turn, from 1; a turn that a remark interrupts is several speeches", required=True),
        Column("speaker", "string", "name of the speaker, as printed"),
        Column("country", "string", "ISO 3166-1 alpha-3; EU for the European Union"),
        Column("country_name", "string", "State as printed"),
        Column("capacity", "string", "representative, president, acting_president, committee_chair, rapporteur, observer, secretariat or briefer"),
        Column("delivered", "string", "language in which the speech begins, ISO 639-1 (es)"),
        Column("languages", "string", "languages that it goes on in, ISO 639-1, with a blank between"),
        Column("text", "string", "the words spoken, a line a paragraph", required=True),
        Column("source_file", "string", "the file that the document was converted from"),
        Column("page", "integer", "page of the source on which the speech begins, from 1"),
        Column("start_offset", "integer", "first character of the speech, head included, in the decoded source"),
        Column("end_offset", "integer", "end of the speech there (half-open)"),
    ),
    "votings": (
        *_DOCUMENT,
        Column("voting", "string", "eId of the voting", required=True),
        Column("draft", "string", "symbol of the draft"),
        Column("adopted_text", "string", "symbol of the adopted text"),
        Column("outcome", "string", "adopted, rejected or as the document names it"),
        Column("without_vote", "boolean", "decided without a vote", required=True),
        Column("in_favour", "integer", "votes in favour, as printed"),
        Column("against", "integer", "votes against, as printed"),
        Column("abstaining", "integer", "abstentions, as printed"),
        Column("stated_in", "string", "eId of the element that states the result"),
    ),
    "votes": (
        *_DOCUMENT,
        Column("voting", "string", "eId of the voting"),
        Column("draft", "string", "symbol of the draft"),
        Column("country", "string", "State that voted, ISO 3166-1 alpha-3"),
        Column("country_name", "string", "State as printed", required=True),
        Column("choice", "string", "inFavour, against, abstaining or as the document names it"),
    ),
    "citations": (
        *_DOCUMENT,
        Column("cited", "string", "symbol of the cited document, or its title", required=True),
        Column("cited_iri", "string", "work IRI of the cited document, where the text links it"),
        Column("href", "string", "address of the cited document"),
    ),
}  # fmt: skip


def json_schema() -> dict[str, Any]:
    """The JSON Schema of a row of each table, under `$defs`."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "https://akn-convert.invalid/schemas/export.json",
        "title": "Rows of the tables that akn-convert export writes",
        "$defs": {name: _of_table(columns) for name, columns in TABLES.items()},
    }


def _of_table(columns: tuple[Column, ...]) -> dict[str, Any]:
    return {
        "type": "object",
        "additionalProperties": False,
        "required": [column.name for column in columns],
        "properties": {column.name: _of_column(column) for column in columns},
    }


def _of_column(column: Column) -> dict[str, Any]:
    kind = "string" if column.type == "date" else column.type
    form = {"format": "date"} if column.type == "date" else {}
    return {"type": kind if column.required else [kind, "null"], **form, "description": column.meaning}


def markdown() -> str:
    """The tables as the documentation shows them."""
    parts = []
    for name, columns in TABLES.items():
        rows = [f"| `{c.name}` | {c.type}{'' if c.required else ', null'} | {c.meaning} |" for c in columns]
        parts.append("\n".join([f"### {name}", "", "| column | type | meaning |", "|---|---|---|", *rows]))
    return "\n\n".join(parts) + "\n"
