"""One joint choice of name, title, company and address: the best consistent whole, blanks allowed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import exp

from ocr.fields.addresses import address_candidates
from ocr.fields.candidates import Candidate
from ocr.fields.companies import company_candidates
from ocr.fields.context import Context
from ocr.fields.names import name_candidates
from ocr.fields.titles import title_candidates
from ocr.scoring import score
from ocr.text import squash

ROLES = ("name", "title", "company", "address")
FINDERS = {
    "name": name_candidates,
    "title": title_candidates,
    "company": company_candidates,
    "address": address_candidates,
}
#: Candidates kept for the joint choice, and how far (log-odds) behind the best one may lie.
KEPT = 8
REACH = 7.0

Weights = Mapping[str, Mapping[str, float]]
Whole = tuple[Candidate | None, ...]


@dataclass(frozen=True)
class Choice:
    """The chosen candidate of a role and its share of all consistent wholes (0..1)."""

    candidate: Candidate
    share: float


def ranked(context: Context, role: str, weights: Weights | None = None) -> list[tuple[float, Candidate]]:
    """The best candidates of one role with their scores, best first, each place once."""
    scored = sorted(
        ((score(role, c.features, weights), c) for c in FINDERS[role](context)), key=lambda pair: -pair[0]
    )
    places: dict[object, tuple[float, Candidate]] = {}
    for own, candidate in scored:
        places.setdefault(candidate.spans, (own, candidate))
    kept = list(places.values())[:KEPT]
    return [(own, candidate) for own, candidate in kept if own > max(kept[0][0], 0.0) - REACH]


def assemble(context: Context, weights: Weights | None = None) -> dict[str, Choice]:
    """Role -> choice. A role is absent when leaving it empty is the better whole."""
    lists = [ranked(context, role, weights) for role in ROLES]
    wholes = list(_wholes(lists, weights))
    best_score, best = max(wholes, key=lambda pair: pair[0])
    odds = [(exp(own - best_score), whole) for own, whole in wholes]
    total = sum(share for share, _ in odds)
    choices: dict[str, Choice] = {}
    for position, role in enumerate(ROLES):
        chosen = best[position]
        if chosen is not None:
            alike = _alike(chosen, lists[position])
            share = sum(own for own, whole in odds if id(whole[position]) in alike) / total
            choices[role] = Choice(chosen, min(1.0, share))
    return choices


def _alike(chosen: Candidate, others: Sequence[tuple[float, Candidate]]) -> set[int]:
    """Identities of the candidates that give the same value from another place."""
    value = squash(chosen.text)
    return {id(candidate) for _, candidate in others if squash(candidate.text) == value}


def _wholes(
    lists: Sequence[Sequence[tuple[float, Candidate]]], weights: Weights | None
) -> Iterator[tuple[float, Whole]]:
    """Every consistent assignment of the kept candidates, with its score."""
    partial: list[tuple[float, Whole]] = [(0.0, ())]
    apart: dict[tuple[int, int], bool] = {}

    def fits(candidate: Candidate, whole: Whole) -> bool:
        for other in whole:
            if other is not None:
                pair = (id(candidate), id(other))
                if pair not in apart:
                    apart[pair] = not candidate.overlaps(other)
                if not apart[pair]:
                    return False
        return True

    for position, options in enumerate(lists):
        grown: list[tuple[float, Whole]] = []
        for total, whole in partial:
            grown.append((total, (*whole, None)))
            grown.extend((total + own, (*whole, candidate)) for own, candidate in options if fits(candidate, whole))
        if position == 1:
            grown = [(total + _together(whole, weights), whole) for total, whole in grown]
        partial = grown
    yield from partial


def _together(whole: Sequence[Candidate | None], weights: Weights | None) -> float:
    """What two chosen values say about each other."""
    name, title = whole[0], whole[1]
    if name is None or title is None:
        return 0.0
    return score("together", pair_evidence(name, title), weights)


def pair_evidence(name: Candidate, title: Candidate) -> dict[str, float]:
    """Where the title stands as seen from the name."""
    upper, lower = name.parts[-1].row, title.parts[0].row
    distance = abs(lower.y - upper.bottom) / max(1.0, min(upper.h, lower.h))
    shared_row = name.spans[-1].row == title.spans[0].row
    return {
        "same_row": float(shared_row),
        "near": float(not shared_row and lower.y > upper.y and distance < 1.2),
        "distance": min(4.0, distance) / 4 if not shared_row else 0.0,
        "title_first": float(lower.y < upper.y and not shared_row),
    }
