"""The rules beyond the schema: one function a rule, `Index -> faults`, in the one table RULES.

A new rule is a function in the file it belongs to, a row here, a row in `catalogue/rules.toml` and a document under
`fixtures/broken/<code>/`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from akn_convert.validator.index import Fault, Index
from akn_convert.validator.rules import identification, identifiers, markup, ontology, speeches

Rule = Callable[[Index], Iterable[Fault]]

# R25 (no text lost) needs the source: `akn_convert.validator.fidelity`. R28 (versions agree) needs several documents:
# `akn_convert.validator.parity`.
RULES: dict[str, Rule] = {
    "R1": identifiers.ids_are_unique,
    "R2": identifiers.ids_are_present,
    "R3": identifiers.ids_have_the_form,
    "R4": identifiers.numbers_follow,
    "R5": ontology.references_resolve,
    "R6": ontology.references_fit,
    "R7": ontology.links_stay_in_content,
    "R8": ontology.classes_are_declared_well,
    "R9": identification.work_iri_agrees,
    "R10": identification.iris_nest,
    "R11": identification.languages_agree,
    "R12": identification.language_codes_exist,
    "R13": identification.dates_are_ordered,
    "R14": identification.mandatory_metadata_is_there,
    "R15": markup.names_are_well_formed,
    "R16": speeches.meeting_is_in_order,
    "R17": speeches.meeting_opens_and_closes_once,
    "R18": speeches.turns_begin_with_a_speaker,
    "R19": speeches.speakers_are_who_they_are,
    "R20": speeches.delegations_are_declared,
    "R21": markup.counts_are_numbers,
    "R22": markup.values_agree_with_their_text,
    "R23": markup.front_matter_stays_in_front,
    "R24": ontology.documents_are_cited_by_iri,
    "R26": markup.no_layout_is_left,
    "R27": markup.encoding_is_declared,
}


def check(index: Index, rules: Mapping[str, Rule] = RULES) -> list[Fault]:
    """Every fault that the rules find, rule by rule."""
    return [fault for rule in rules.values() for fault in rule(index)]
