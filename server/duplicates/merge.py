"""Which of two leads' values the merged lead takes, field by field, and what else of the other it keeps. Pure."""

from collections.abc import Mapping
from typing import Any

from server.leads.merge import RANK, Stamp
from server.leads.registers import EMAILS, PHONES

WINNER, LOSER = "winner", "loser"
#: what a lead is, not what stands on its card
OWN = frozenset({"trashed"})
#: chosen together: the second says what the first is
TOGETHER = {"wake_at": "track", **{f"{phone}_kind": phone for phone in PHONES}}
#: places for further numbers and addresses
SLOTS = (EMAILS, PHONES)

Fields = Mapping[str, Any]
Stamps = Mapping[str, Stamp]


def differing(winner: Fields, loser: Fields) -> list[str]:
    """Fields the two leads say different things about."""
    return sorted(
        name for name in {*winner, *loser} if name not in OWN and not _same(winner.get(name), loser.get(name))
    )


def choose(winner: tuple[Fields, Stamps], loser: tuple[Fields, Stamps], wanted: Mapping[str, str]) -> dict[str, str]:
    """Field -> whose value stays, for every field that differs. `wanted`: what a person chose."""
    names = differing(winner[0], loser[0])
    chosen = {name: wanted.get(name) or _better(name, winner, loser) for name in names}
    for name, leader in TOGETHER.items():
        if name in chosen and name not in wanted and leader in chosen:
            chosen[name] = chosen[leader]
    return chosen


def _same(one: Any, other: Any) -> bool:
    # True == 1 in Python, and neither is the other on a card
    return bool(one == other) and isinstance(one, bool) == isinstance(other, bool)


def _better(name: str, winner: tuple[Fields, Stamps], loser: tuple[Fields, Stamps]) -> str:
    """A value beats none, a person a machine, the newer the older; the winner where nothing tells."""
    mine, other = (_strength(name, *side) for side in (winner, loser))
    return LOSER if other > mine else WINNER


def _strength(name: str, fields: Fields, stamps: Stamps) -> tuple[bool, int, int]:
    stamp = stamps.get(name)
    rank, at = (stamp.rank, stamp.at) if stamp else (-1, 0)
    # somebody emptied the field on purpose: that is a word as well
    is_said = fields.get(name) is not None or rank == RANK["human"]
    return is_said, rank, at


def spare(merged: Fields, loser: Fields) -> dict[str, str]:
    """Free place -> the other lead's field whose number or address goes there, so that none is lost."""
    places: dict[str, str] = {}
    for slots in SLOTS:
        held = {merged.get(slot) for slot in slots}
        free = [slot for slot in slots if not merged.get(slot)]
        for slot in slots:
            value = loser.get(slot)
            if value and value not in held and free:
                places[free.pop(0)] = slot
                held.add(value)
    return places
