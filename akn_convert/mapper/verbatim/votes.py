"""Votes: the printed lists, the line that states a result, or the President's sentence that does.

What is printed is never mended: where the numbers and the lists disagree, a finding says so.
"""

from __future__ import annotations

import re

from akn_convert.grammar import Rule
from akn_convert.grammar.citations.symbols import reference_id
from akn_convert.grammar.clock import named, named_span, number
from akn_convert.grammar.openers import openings
from akn_convert.mapper.verbatim.sitting import Ballot, Sitting
from akn_convert.model import Count, Inline, Paragraph, Remark, RollCall, Voting
from akn_convert.text import Cut

CHOICES = {"in_favour": "inFavour", "against": "against", "abstaining": "abstaining"}
_OTHER_LABEL = re.compile(r"[^,，、،;；:：]{2,40}[:：]")  # as of those who did not take part in the vote
_GROUPS = {"inFavour": "for", "against": "against", "abstaining": "abstaining"}


def open_ballot(sitting: Sitting, cut: Cut, *, secret: bool = False) -> None:
    """A vote is taken: lists and a result are awaited."""
    close_ballot(sitting)
    sitting.ballot = Ballot(cut, secret)


def close_ballot(sitting: Sitting) -> None:
    """No result came: a finding, since a vote that is printed must end somehow."""
    if sitting.ballot is not None and sitting.ballot.lists:
        sitting.tell("vote-without-result", sitting.ballot.scene)
    sitting.ballot = None


def take_roll_call(sitting: Sitting, index: int) -> int:
    """The lists of a vote: labels, each with the names on its line or under it. 0 where no label stands."""
    if not _label(sitting, sitting.lines[index]):
        return 0
    ballot = sitting.ballot or Ballot(sitting.lines[index])
    sitting.ballot = ballot
    lines: list[Paragraph] = []
    taken, choice = 0, ""
    while index + taken < len(sitting.lines):
        cut = sitting.lines[index + taken]
        label = _label(sitting, cut)
        if label:
            choice, after = label
            ballot.lists.setdefault(choice, [])
            ballot.lines.setdefault(choice, []).append(cut)
            lines.append(_voters(sitting, Cut(after, cut.end), choice, cut))
        elif _is_list(sitting, cut):
            ballot.lines.setdefault(choice, []).append(cut)
            lines.append(_voters(sitting, cut, choice, cut))
        else:
            break
        taken += 1
    sitting.add(RollCall(tuple(lines)))
    return taken


def _label(sitting: Sitting, cut: Cut) -> tuple[str, int] | None:
    """The choice whose label a line begins with, and where the label ends; None where a figure stands behind it."""
    for name, choice in CHOICES.items():
        rule: Rule = getattr(sitting.grammar.votes, name)
        found = rule.pattern.match(sitting.clean, cut.start, cut.end)
        if found:
            return None if _is_count(sitting, sitting.clean[found.end() : cut.end].strip()) else (choice, found.end())
    return None


def _is_count(sitting: Sitting, words: str) -> bool:
    """Whether words behind a label are a row of a count of papers: "Abstentions: 3", or none in a secret ballot."""
    if words[:1].isdigit():
        return True
    return (
        sitting.ballot is not None and sitting.ballot.secret and bool(sitting.grammar.votes.none.pattern.match(words))
    )


def _is_list(sitting: Sitting, cut: Cut) -> bool:
    """Whether a line holds names of States and little else, or says that there are none."""
    words = sitting.clean[cut.start : cut.end]
    if sitting.grammar.votes.none.pattern.match(words.strip()):
        return True
    if cut.start in openings(sitting.clean, sitting.grammar) or _OTHER_LABEL.match(words):
        return False
    names = sitting.grammar.states.split(words)
    return bool(names) and sum(end - start for start, end, _ in names) > 0.6 * len(re.sub(r"\s", "", words)) - 4


def _voters(sitting: Sitting, names: Cut, choice: str, whole: Cut) -> Paragraph:
    """A line of a list: each State in it is a vote."""
    inlines = []
    words = sitting.clean[names.start : names.end]
    if not sitting.grammar.votes.none.pattern.match(words.strip()):
        for start, end, iso in sitting.grammar.states.stretches(words, misread=True):
            if not iso:
                sitting.tell("unknown-state", Cut(names.start + start, names.start + end), name=words[start:end])
                continue
            state = sitting.cast.state(iso, re.sub(r"\s+", " ", words[start:end]))
            inlines.append(Inline(Cut(names.start + start, names.start + end), "vote", state, choice))
            if sitting.ballot is not None:
                sitting.ballot.lists.setdefault(choice, []).append(iso)
    return Paragraph(whole, tuple(inlines))


def take_result(sitting: Sitting, index: int) -> int:
    """A line that states a result: "Draft resolution A was adopted by 143 votes to 4". 0 where it is none."""
    cut = sitting.lines[index]
    found = sitting.grammar.votes.result.pattern.match(sitting.clean, cut.start, cut.end)
    if not found or found.end() < cut.end - 1:
        return 0
    printed = {choice: _number(sitting, named(found, group)) for choice, group in _GROUPS.items()}
    outcome, inlines = _outcome(sitting, cut)
    for choice, group in _GROUPS.items():
        span = named_span(found, group)
        if span:
            target = _choice(sitting, choice)
            inlines.append(Inline(Cut(*span), "quantity", target, str(printed[choice] or 0)))
    sitting.add(Remark("summary", sitting.inlines.paragraph(*cut, *inlines)))
    _decide(sitting, outcome, printed, cut, [c.symbol for c in sitting.inlines.cited_in(*cut)])
    return 1


def hear(sitting: Sitting, cut: Cut) -> None:
    """The President says the result of the vote whose lists stand above: counts, outcome, adopted text."""
    ballot = sitting.ballot
    if ballot is None or not ballot.lists:
        return
    votes = sitting.grammar.votes
    adopted = votes.adopted.pattern.search(sitting.clean, cut.start, cut.end)
    rejected = votes.rejected.pattern.search(sitting.clean, cut.start, cut.end)
    if not adopted and not rejected:
        return
    rules = {"inFavour": votes.spoken_for, "against": votes.spoken_against, "abstaining": votes.spoken_abstaining}
    printed = {choice: _spoken(sitting, rule, cut) for choice, rule in rules.items()}
    outcome = _concept(sitting, "rejected" if rejected else "adopted")
    documents = [*_draft(sitting, ballot.scene), *(c.symbol for c in sitting.inlines.cited_in(*cut))]
    _decide(sitting, outcome, printed, cut, documents)


def _spoken(sitting: Sitting, rule: Rule, cut: Cut) -> int | None:
    found = rule.pattern.search(sitting.clean, cut.start, cut.end)
    return _number(sitting, named(found, "n")) if found else None


def _number(sitting: Sitting, word: str | None) -> int | None:
    return number(word, sitting.grammar) if word else None


def _outcome(sitting: Sitting, cut: Cut) -> tuple[str, list[Inline]]:
    votes = sitting.grammar.votes
    rejected = votes.rejected.pattern.search(sitting.clean, cut.start, cut.end)
    found = rejected or votes.adopted.pattern.search(sitting.clean, cut.start, cut.end)
    concept = _concept(sitting, "rejected" if rejected else "adopted")
    return concept, [Inline(Cut(*found.span()), "outcome", concept)] if found else []


def _concept(sitting: Sitting, outcome: str) -> str:
    return sitting.cast.concept(outcome, f"outcome/{outcome}")


def _choice(sitting: Sitting, choice: str) -> str:
    return sitting.cast.concept(choice, f"voting/{choice}")


def _draft(sitting: Sitting, scene: Cut) -> list[str]:
    """The draft that was put to the vote: the last document that a sentence before the vote calls a draft."""
    draft = sitting.grammar.votes.draft.pattern
    for citation in reversed(sitting.inlines.cited_in(max(0, scene.start - 6_000), scene.start)):
        near = sitting.clean[max(0, citation.cut.start - 80) : citation.cut.end + 120]
        if "/RES/" not in citation.symbol and draft.search(near):
            return [citation.symbol]
    return []


def _decide(sitting: Sitting, outcome: str, printed: dict[str, int | None], stated: Cut, documents: list[str]) -> None:
    """One voting, with the numbers that are printed; a number that is not printed is that of the list."""
    ballot = sitting.ballot or Ballot(stated)
    voted = bool(ballot.lists) or any(value is not None for value in printed.values())
    counts = []
    for choice in CHOICES.values() if voted else ():
        names = ballot.lists.get(choice, [])
        value = printed[choice] if printed[choice] is not None else len(names)
        if names and printed[choice] is not None and printed[choice] != len(names):
            sitting.tell("vote-mismatch", stated, choice=choice, printed=value, listed=len(names))
        _choice(sitting, choice)
        counts.append(Count(choice, value or 0, tuple(ballot.lines.get(choice, ()))))
    if not voted:
        counts = [Count(_choice(sitting, "withoutVote"), 0)]
    ids = tuple(dict.fromkeys(reference_id(symbol) for symbol in documents))
    sitting.votings.append(Voting(outcome, tuple(counts), ids, stated))
    sitting.ballot = None
