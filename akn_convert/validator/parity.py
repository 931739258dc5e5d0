"""R28: the language versions of one meeting have one skeleton; the version that differs from most of them is named."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NamedTuple

from akn_convert.findings import Finding, Location, finding
from akn_convert.validator.index import Element, Index, name_of, row_of

_SKELETON = frozenset({"debateSection", "speech", "narrative", "rollCall", "voting", "adjournment"})

_OF_ONE_VERSION = ("/concept/un/language/", "/concept/un/verbatimRecord")

Feature = tuple[str, ...]


class Version(NamedTuple):
    """One language version: its file's name, symbol and language, what versions are compared by, the rows of its ids."""

    filename: str
    symbol: str
    language: str
    features: dict[str, Feature]
    rows: dict[str, int | None]


def _skeleton(index: Index) -> Feature:
    return tuple(f"{name_of(e)} {e.get('eId', '')}" for e in index.elements if name_of(e) in _SKELETON)


def _turns(index: Index) -> Feature:
    return tuple(f"{speech.get('by')} as {speech.get('as')}" for speech in index.all("speech"))


def _entities(index: Index) -> Feature:
    """What is referred to; but not the languages spoken, of which each version leaves out its own, nor the cover's
    words for the kind of document, which only some versions print."""
    hrefs = {e.get("href", "") for tag, found in index.by_tag.items() if tag[:3] == "TLC" for e in found}
    return tuple(sorted(href for href in hrefs if not any(own in href for own in _OF_ONE_VERSION)))


FEATURES: dict[str, Callable[[Index], Feature]] = {
    "sections, speeches, narratives and votes": _skeleton,
    "speakers and capacities": _turns,
    "entities": _entities,
}


def version_of(filename: str, root: Element) -> Version | None:
    """What of a document is compared; None where it has no symbol (`FRBRnumber/@showAs` of the Work, or its value)."""
    index = Index(root)
    symbol = index.frbr_value("FRBRWork", "FRBRnumber", "showAs") or index.frbr_value("FRBRWork", "FRBRnumber")
    if not symbol:
        return None
    language = index.frbr_value("FRBRExpression", "FRBRlanguage", "language") or "?"
    features = {what: feature(index) for what, feature in FEATURES.items()}
    rows = {eid: row_of(element) for element, tag, eid, _ in index.identified if tag in _SKELETON}
    return Version(filename, symbol, language, features, rows)


def check_parity(trees: Mapping[str, Element]) -> list[Finding]:
    """What keeps the versions of one symbol from agreeing; `trees` are roots by file name. One finding a difference."""
    return compare(version for name in sorted(trees) if (version := version_of(name, trees[name])) is not None)


def compare(versions: Iterable[Version]) -> list[Finding]:
    """The differences within each symbol: versions are grouped by it, not by IRI, since a date may differ."""
    groups: dict[str, list[Version]] = defaultdict(list)
    for version in versions:
        groups[version.symbol].append(version)
    return [
        found for group in groups.values() if len(group) > 1 for what in FEATURES for found in _compare(what, group)
    ]


def _compare(what: str, group: list[Version]) -> Iterator[Finding]:
    features = [version.features[what] for version in group]
    common = Counter(features).most_common(1)[0][0]  # of a draw, the version that came first
    model = group[features.index(common)]
    for version, own in zip(group, features, strict=True):
        if own != common:
            yield _difference(what, version, model)


def _difference(what: str, version: Version, model: Version) -> Finding:
    """The first difference between two versions, how many items each has, and the place where it shows."""
    own, common = version.features[what], model.features[what]
    pairs = enumerate(zip(own, common, strict=False))
    at = next((i for i, pair in pairs if pair[0] != pair[1]), min(len(own), len(common)))
    here = own[at] if at < len(own) else "nothing more"
    there = common[at] if at < len(common) else "nothing more"
    why = f"{version.language} has {here} where {model.language} has {there} ({len(own)} against {len(common)} in all)"
    eid = here.rpartition(" ")[2]
    row = version.rows.get(eid)
    return finding(
        "R28",
        symbol=version.symbol,
        what=what,
        why=why,
        filename=version.filename,
        eId=eid if eid in version.rows else None,
        location=Location(row) if row else None,
    )
