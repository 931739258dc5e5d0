"""The four laws, each broken on purpose: a word rewritten, pieces swapped, a sentence dropped, a paragraph doubled."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from akn_convert.findings import Place
from akn_convert.text import Contract, Edit, Span, Text
from akn_convert.validator.fidelity import _first_difference, _place, _shown, check_fidelity, content_of
from akn_convert.validator.index import AKN

RAW = "The lake is low.\nSnow was scarce.\nA page head\nThe rivers wait.\n"
HEAD = RAW.index("A page head")
CONTRACTS = {
    "line-join": Contract(
        "line-join", 'a line end becomes " "', lambda source, became, raw: (source, became) == ("\n", " ")
    ),
    "furniture": Contract("furniture", "a page head is dropped", lambda source, became, raw: source == "A page head\n"),
}


def laid_out() -> Text:
    text = Text.of(RAW)
    joins = [Edit(16, 17, " ", "line-join"), Edit(33, 34, " ", "line-join")]
    return text.edited([*joins, Edit(HEAD, HEAD + 12, "", "furniture")])


def document(words: str) -> etree._Element:
    root = etree.Element(f"{{{AKN}}}akomaNtoso", nsmap={None: AKN})
    doc = etree.SubElement(root, f"{{{AKN}}}doc")
    etree.SubElement(etree.SubElement(doc, f"{{{AKN}}}meta"), f"{{{AKN}}}proprietary").text = "18-00001"
    etree.SubElement(etree.SubElement(doc, f"{{{AKN}}}mainBody"), f"{{{AKN}}}p").text = words
    return root


def complaints(text: Text, words: str | None = None) -> list[str]:
    found = check_fidelity(text, document(text.clean if words is None else words), CONTRACTS)
    assert all(finding.code == "R25" and finding.severity == "error" for finding in found)
    return [finding.message for finding in found]


def test_a_faithful_document_has_no_finding() -> None:
    assert complaints(laid_out()) == []


def test_white_space_is_no_difference() -> None:
    assert complaints(laid_out(), "The lake\nis  low. Snow was scarce. The rivers wait.") == []


def test_a_word_rewritten_in_the_document_is_found_where_it_stands() -> None:
    (finding,) = check_fidelity(laid_out(), document(laid_out().clean.replace("scarce", "plenty")), CONTRACTS)
    assert finding.span == Place(RAW.index("scarce"), RAW.index("scarce") + 1)


def test_a_document_that_begins_otherwise_differs_at_the_start() -> None:
    (finding,) = check_fidelity(laid_out(), document(laid_out().clean.replace("The", "One", 1)), CONTRACTS)
    assert (
        finding.span == Place(0, 1)
        and 'goes on with "Thelake' in finding.message
        and 'with "Onelake' in finding.message
    )


def test_a_document_that_ends_early_has_nothing_more() -> None:
    text = laid_out()
    (finding,) = check_fidelity(text, document(text.clean.replace("The rivers wait.", "")), CONTRACTS)
    assert 'with "Theriverswait.", the document with "nothing more".' in finding.message


def test_words_from_no_source_have_no_place_in_it() -> None:
    (finding,) = check_fidelity(Text.of(""), document("The lake is low."), {})
    assert finding.span is None


def test_a_document_without_children_has_no_words() -> None:
    assert content_of(etree.Element(f"{{{AKN}}}akomaNtoso")) == ""


@given(st.text("ab "), st.text("ab "), st.text("abé主"))
def test_texts_differ_first_behind_what_they_begin_with_in_common(one: str, other: str, shared: str) -> None:
    one, other = shared + one, shared + other
    common = _first_difference(one, other)
    assert one[:common] == other[:common] and (common == min(len(one), len(other)) or one[common] != other[common])


@given(st.text("ab 主\n\u3000", min_size=1))
def test_each_character_that_is_no_white_space_has_its_place(clean: str) -> None:
    places = [place for place, character in enumerate(clean) if not character.isspace()]
    assert [_place(clean, at) for at in range(len(places))] == places


def test_a_word_rewritten_in_a_piece_is_found_although_document_and_text_agree() -> None:
    text = laid_out()
    pieces = [replace_text(piece, "low", "high") for piece in text.pieces]
    assert (
        '"The lake is low." became "The lake is high." by no rule' in complaints(replace(text, pieces=tuple(pieces)))[0]
    )


def replace_text(piece, old: str, new: str):  # type: ignore[no-untyped-def]
    return piece._replace(text=piece.text.replace(old, new))


def test_two_pieces_swapped_are_found() -> None:
    text = laid_out()
    pieces = list(text.pieces)
    pieces[0], pieces[2] = pieces[2], pieces[0]
    assert any("out of its order" in message for message in complaints(replace(text, pieces=tuple(pieces))))


def test_a_sentence_dropped_as_furniture_is_found() -> None:
    text = laid_out().edited([Edit(17, 33, "", "furniture")])
    assert "was dropped by the rule furniture, which may only" in complaints(text)[0]


def test_a_rule_without_a_contract_is_found() -> None:
    text = laid_out().edited([Edit(0, 3, "A", "whim")])
    assert "whim, which has no contract" in complaints(text)[0]


def test_a_paragraph_doubled_is_found_in_the_pieces() -> None:
    text = laid_out()
    assert any(
        "in more than one" in message for message in complaints(replace(text, pieces=(*text.pieces, text.pieces[2])))
    )


def test_a_paragraph_doubled_is_found_in_the_document() -> None:
    text = laid_out()
    assert '"nothing more", the document with "Theriverswait.' in complaints(text, text.clean + "The rivers wait.")[0]


def test_a_source_character_in_no_piece_is_found() -> None:
    text = laid_out()
    found = check_fidelity(replace(text, pieces=text.pieces[:-1]), document(text.clean), CONTRACTS)
    assert found[0].span is not None and Span(found[0].span.start, found[0].span.end) == text.pieces[-1].source


def test_metadata_are_no_content_and_components_have_metadata_of_their_own() -> None:
    root = document("words")
    root[0].append(document(" more")[0])
    assert "".join(content_of(root).split()) == "wordsmore"


def test_a_message_shows_forty_characters_and_where_nothing_stands_the_place_is_the_start() -> None:
    assert _shown("a" * 40) == "a" * 40
    assert _shown("a" * 41) == "a" * 40 + "…"
    assert _place(" \n", 3) == 0
    assert [_place("ab  cd", at) for at in range(5)] == [0, 1, 4, 5, 6]
