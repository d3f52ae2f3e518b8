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
FINDERS = {"name": name_candidates, "title": title_candidates, "company": company_candidates, "address": address_candidates}
#: Candidates kept for the joint choice; the rest cannot win.
KEPT = 12

Weights = Mapping[str, Mapping[str, float]]
Ranked = tuple[tuple[float, Candidate], ...]


@dataclass(frozen=True)
class Choice:
    """The chosen candidate of a role and its share of all consistent wholes (0..1)."""

    candidate: Candidate
    share: float


def ranked(context: Context, role: str, weights: Weights | None = None) -> Ranked:
    """The best candidates of one role with their scores, best first."""
    scored = [(score(role, c.features, weights), c) for c in FINDERS[role](context)]
    return tuple(sorted(scored, key=lambda pair: -pair[0])[:KEPT])


def assemble(context: Context, weights: Weights | None = None) -> dict[str, Choice]:
    """Role -> choice. A role is absent when leaving it empty is the better whole."""
    lists = {role: ranked(context, role, weights) for role in ROLES}
    wholes = list(_wholes(lists, weights))
    best_score, best = max(wholes, key=lambda pair: pair[0])
    total = sum(exp(s - best_score) for s, _ in wholes)
    choices: dict[str, Choice] = {}
    for position, role in enumerate(ROLES):
        chosen = best[position]
        if chosen is not None:
            alike = squash(chosen.text)
            share = sum(exp(s - best_score) for s, w in wholes if (c := w[position]) is not None and squash(c.text) == alike) / total
            choices[role] = Choice(chosen, min(1.0, share))
    return choices


Whole = tuple[Candidate | None, ...]


def _wholes(lists: Mapping[str, Ranked], weights: Weights | None) -> Iterator[tuple[float, Whole]]:
    """Every consistent assignment of the kept candidates, with its score."""

    def extend(position: int, so_far: tuple[Candidate | None, ...], total: float) -> Iterator[tuple[float, Whole]]:
        if position == len(ROLES):
            yield total + _together(so_far, weights), so_far
            return
        yield from extend(position + 1, (*so_far, None), total)
        for own, candidate in lists[ROLES[position]]:
            if not any(candidate.overlaps(other) for other in so_far if other is not None):
                yield from extend(position + 1, (*so_far, candidate), total + own)

    top = {role: max((s for s, _ in pairs), default=0.0) for role, pairs in lists.items()}
    lists = {role: tuple((s, c) for s, c in pairs if s > top[role] - 9.0 and s > -9.0) for role, pairs in lists.items()}
    yield from extend(0, (), 0.0)


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
