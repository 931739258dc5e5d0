"""Rules about eIds: unique, present, built from the ancestors' eIds, numbered in order (R1 to R4)."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache

from akn_convert.validator.index import (
    CLARK,
    SHORT_FORMS,
    Element,
    Fault,
    Identified,
    Index,
    fault,
    name_of,
    row_of,
    stands_in_meta,
    text_of,
)

_ENTRIES = f"{CLARK}references"
_WORD = re.compile(r"[a-z0-9.-]+")
_RANK = re.compile(r"-\d+$")  # of what stands a second time under one number: "3-2"
_SEGMENT = re.compile(r"([A-Za-z][A-Za-z0-9.-]*)(?:_([A-Za-z0-9.-]+))?")
_WHOLE = re.compile(
    r"[a-zA-Z][A-Za-z0-9.-]*+(?:_[A-Za-z0-9.-]++)?+(?:__[A-Za-z][A-Za-z0-9.-]*+(?:_[A-Za-z0-9.-]++)?+)*+"
)


def ids_are_unique(index: Index) -> Iterator[Fault]:
    """R1: no two elements have the same eId, over all components of the file."""
    if len(index.ids) == len(index.identified):
        return
    for element, tag, eid, _ in index.identified:
        first = index.ids[eid]
        if first is not element:
            yield fault("R1", element, element=tag, eid=eid, first=name_of(first), row=row_of(first))


def ids_are_present(index: Index) -> Iterator[Fault]:
    """R2: each element of a type that takes an eId has one; an error in the content of UN documents."""
    for element in index.unidentified:
        mild = not index.is_un or stands_in_meta(element)
        yield fault("R2", element, "warning" if mild else None, element=name_of(element))


def ids_have_the_form(index: Index) -> Iterator[Fault]:
    """R3: an eId is the nearest ancestor's, two underscores, the element's short form, one underscore, a number."""
    for item, number in zip(index.identified, index.numbers, strict=True):
        if number == "" or (number and number.isalnum() and number.isascii()):
            continue
        element, tag, eid, _ = item
        if why := _form_fault(item):
            yield fault("R3", element, element=tag, eid=eid, why=why, kin=(tag, why[:20]))


def _form_fault(item: Identified) -> str:
    """What is wrong with an eId, in words; "" where nothing is."""
    element, tag, eid, above = item
    head, _, last = eid.rpartition("__")
    if _is_free(element, tag):
        return "" if _WHOLE.fullmatch(eid) else "it may only have letters, digits, dots, hyphens and underscores"
    prefix = f"{above}__" if above else ""
    wanted = f'"{prefix}{SHORT_FORMS.get(tag, tag)}_" and a number would do'
    if not _WHOLE.fullmatch(eid) or not _SEGMENT.fullmatch(last):
        return f"levels are joined by two underscores, a number by one, in plain letters; {wanted}"
    if head != above:
        return f"it does not go on from the eId around it; {wanted}"
    if last.partition("_")[0] == SHORT_FORMS.get(tag, tag):
        return ""
    return f'the short form of {tag} is "{SHORT_FORMS.get(tag, tag)}"; {wanted}'


def _is_free(element: Element, tag: str) -> bool:
    """Whether the convention leaves an eId to its author: entries of `references`, and foreign elements."""
    parent = element.getparent()
    return tag[0] == "{" or (parent is not None and parent.tag == _ENTRIES)


def numbers_follow(index: Index) -> Iterator[Fault]:
    """R4: the number of an eId is the printed `num`, else the position among the elements of that name."""
    printed = {num.getparent(): text_of(num) for num in index.all("num")}
    reached: dict[tuple[str, str], int] = defaultdict(int)
    for (element, tag, eid, above), number in zip(index.identified, index.numbers, strict=True):
        if number is None:
            continue  # R3 has said so, and the number would be judged against the wrong neighbours
        position = reached[above, tag] = reached[above, tag] + 1
        if why := _number_fault(number, position, printed.get(element, "") if printed else ""):
            if number.isascii() and number.isdigit():
                reached[above, tag] = int(number)  # one gap is one fault: those after it are judged from here
            yield fault("R4", element, element=tag, eid=eid, why=why, kin=(tag, why[:20]))


def _number_fault(number: str, position: int, num: str) -> str:
    """Why the number of an eId is wrong, in words; "" where it is what is printed, else the position."""
    if num and (words := _words(num)):
        return "" if _fits(number.lower(), words) else f'the printed number is "{num.strip()}"'
    if number == str(position) or (not number and position == 1):
        return ""
    return f"it is number {position} of its kind here"


@lru_cache(1024)
def _words(num: str) -> tuple[str, ...]:
    """The letters and digits of a printed number, folded, word by word; none where none of them is ASCII."""
    found = _WORD.findall(unicodedata.normalize("NFKC", num).lower())
    return tuple(word.strip(".-") for word in found if word.strip(".-"))


def _fits(number: str, words: tuple[str, ...]) -> bool:
    """Whether an eId's number is what is printed: the whole of it, or its part that counts ("Article 3")."""
    return number in words or _RANK.sub("", number) in (*words, "".join(words), "-".join(words))
