"""R28: the language versions of one meeting have one skeleton; the version that differs from most of them is named."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from akn_convert.findings import Finding, Location, finding
from akn_convert.validator.index import Element, Index, name_of, row_of

_SKELETON = frozenset({"debateSection", "speech", "narrative", "rollCall", "voting", "adjournment"})

Feature = tuple[str, ...]


class Version(NamedTuple):
    """One language version: its file's name, its language, and what the versions are compared by."""

    filename: str
    language: str
    tree: Index


def _ids(index: Index) -> Feature:
    """The ids of the skeleton, in document order."""
    return tuple(f"{name_of(e)} {e.get('eId', '')}" for e in index.elements if name_of(e) in _SKELETON)


def _turns(index: Index) -> Feature:
    return tuple(f"{speech.get('by')} as {speech.get('as')}" for speech in index.all("speech"))


def _entities(index: Index) -> Feature:
    return tuple(sorted({e.get("href", "") for tag, found in index.by_tag.items() if tag[:3] == "TLC" for e in found}))


FEATURES: dict[str, Callable[[Index], Feature]] = {
    "sections, speeches, narratives and votes": _ids,
    "speakers and capacities": _turns,
    "entities": _entities,
}


def check_parity(trees: Mapping[str, Element]) -> list[Finding]:
    """What keeps the versions of one symbol from agreeing; `trees` are roots by file name. One finding a difference.

    Versions are grouped by symbol, `FRBRnumber/@showAs` of the Work, since IRIs may differ in the date.
    """
    groups: dict[str, list[Version]] = defaultdict(list)
    for filename in sorted(trees):
        index = Index.of(trees[filename])
        symbol = index.frbr_value("FRBRWork", "FRBRnumber", "showAs")
        symbol = symbol or index.frbr_value("FRBRWork", "FRBRnumber")
        language = index.frbr_value("FRBRExpression", "FRBRlanguage", "language") or "?"
        if symbol:
            groups[symbol].append(Version(filename, language, index))
    return [found for symbol, versions in groups.items() if len(versions) > 1 for found in _compare(symbol, versions)]


def _compare(symbol: str, versions: list[Version]) -> Iterator[Finding]:
    for what, feature in FEATURES.items():
        features = [feature(version.tree) for version in versions]
        common = Counter(features).most_common(1)[0][0]  # of a draw, the version first in order of the names
        model = versions[features.index(common)]
        for version, own in zip(versions, features, strict=True):
            if own != common:
                why, element = _difference(version, own, model, common)
                yield finding(
                    "R28", symbol=symbol, what=what, why=why, filename=version.filename,
                    location=_location(element),
                    eId=None if element is None else element.get("eId"),
                )  # fmt: skip


def _location(element: Element | None) -> Location | None:
    row = None if element is None else row_of(element)
    return Location(row) if row else None


def _difference(version: Version, own: Feature, model: Version, common: Feature) -> tuple[str, Element | None]:
    """The first difference between two versions in words, how many there are, and the element where it shows."""
    at = next(
        (i for i, pair in enumerate(zip(own, common, strict=False)) if pair[0] != pair[1]), min(len(own), len(common))
    )
    here = own[at] if at < len(own) else "nothing more"
    there = common[at] if at < len(common) else "nothing more"
    why = f"{version.language} has {here} where {model.language} has {there} ({len(own)} against {len(common)} in all)"
    return why, version.tree.ids.get(here.rpartition(" ")[2].removeprefix("#"))
