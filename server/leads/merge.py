"""Merging one field at a time: the better hand wins, then the later real edit (docs/sync.md). Pure.

Each field of a lead carries a `Stamp`: who set it last, when in corrected time, in which operation. The rule never
looks at a device's clock, only at the time that has passed on it, so a wrong clock changes nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from server.core.values import value

#: a person over a badge over a spreadsheet over a reading
RANK = {"human": 3, "badge": 2, "import": 1, "ocr": 0}


class Stamp(NamedTuple):
    """Where the present value of a field comes from."""

    #: corrected instant of the edit
    at: int
    rank: int
    op: str
    #: revision of the lead when it was set
    rev: int
    device: str
    seq: int


@value(frozen=True, slots=True)
class Patch:
    """Some fields set by one operation."""

    op: str
    device: str
    seq: int
    #: the lead's revision on screen when it was typed; 0 if none
    base: int
    rank: int
    #: corrected instant of the edit
    at: int
    values: Mapping[str, Any]
    #: stamps the server gave the same operation before a restore: they hold again
    given: Mapping[str, int] = field(default_factory=dict)


@dataclass(slots=True)
class Merged:
    """What became of a patch."""

    #: fields that took the new value, with the value they had (absent when it had none) and its stamp
    won: dict[str, tuple[Any, Stamp | None]] = field(default_factory=dict)
    #: fields that kept theirs: the value that stayed
    lost: dict[str, Any] = field(default_factory=dict)
    #: fields two people wrote without having seen each other
    concurrent: set[str] = field(default_factory=set)
    #: stamps that differ from the patch's own instant
    stamps: dict[str, int] = field(default_factory=dict)
    #: field -> where its value came from before the patch, kept by whoever applies it
    before: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)


def corrected(now: int, sent_at: int, at: int) -> int:
    """The server's instant of something a device did at `at` and sent at `sent_at`: never in the future."""
    return now - max(0, sent_at - at)


def merge(fields: dict[str, Any], stamps: dict[str, Stamp], patch: Patch, rev: int, now: int) -> Merged:
    """Apply the patch to `fields` and `stamps` in place, as revision `rev`."""
    outcome = Merged()
    usual = min(patch.at, now)
    stamp = Stamp(usual, patch.rank, patch.op, rev, patch.device, patch.seq)
    if usual == patch.at and not patch.given and stamps.keys().isdisjoint(patch.values):
        # nobody wrote any of these before, as on every new card: nothing to weigh
        outcome.won = {name: (fields.get(name), None) for name in patch.values}
        fields.update(patch.values)
        stamps.update(dict.fromkeys(patch.values, stamp))
        return outcome
    # Fields written together share their stamp, and what it comes to against this patch.
    met: Stamp | None = None
    at, wins, unseen = usual, True, False
    for name, new in patch.values.items():
        current = stamps.get(name)
        if current is not met or patch.given:
            at, wins, unseen = _judged(current, patch, min(patch.given[name], now) if name in patch.given else usual)
            stamp = stamp if at == stamp.at else stamp._replace(at=at)
            met = current
        if unseen and fields.get(name) != new:
            outcome.concurrent.add(name)
        # of a field that loses too: after the next restore it may meet other rivals
        if at != patch.at:
            outcome.stamps[name] = at
        if not wins:
            outcome.lost[name] = fields.get(name)
            continue
        outcome.won[name] = (fields.get(name), current)
        fields[name] = new
        stamps[name] = stamp
    return outcome


def _judged(current: Stamp | None, patch: Patch, at: int) -> tuple[int, bool, bool]:
    """(instant of the edit, whether it takes the field, whether two people wrote and one did not see)."""
    if current is None:
        return at, True, False
    seen = _seen(current, patch)
    if seen and current.rank == patch.rank:
        at = max(at, current.at + 1)
    unseen = not seen and current.rank == patch.rank == RANK["human"]
    return at, _wins(current, patch, at), unseen


def _seen(current: Stamp, patch: Patch) -> bool:
    """Whether the person had the present value on screen when she typed."""
    return current.rev <= patch.base or (current.device == patch.device and current.seq < patch.seq)


def _wins(current: Stamp, patch: Patch, at: int) -> bool:
    if current.rank != patch.rank:
        return patch.rank > current.rank
    # screens and machines have no device and number nothing: for them time decides
    if patch.device and current.device == patch.device:
        return patch.seq > current.seq
    return (at, patch.op) > (current.at, current.op)
