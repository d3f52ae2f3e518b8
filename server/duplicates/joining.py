"""What the merged lead takes over from the other one besides rows: fields, first capture, owner."""

from collections.abc import Mapping
from typing import Any

from server.assignment.operations import set_owner
from server.core.ids import new_id
from server.duplicates.merge import LOSER, choose, spare
from server.leads.merge import RANK, Stamp
from server.leads.registers import is_fact
from server.leads.workspace import LeadState, Workspace

#: how and when we met: of the earlier capture
FIRST = ("captured_by", "captured_at", "received_at", "lag_ms")


def join_fields(ws: Workspace, winner: LeadState, loser: LeadState, wanted: Mapping[str, str]) -> dict[str, str]:
    """Set the fields of the merged lead. Returns field -> whose value it took.

    A value keeps who set it and how sure it was; what a person chose here is her own word from now on.
    """
    chosen = choose((winner.fields, winner.stamps), (loser.fields, loser.stamps), wanted)
    op = new_id()
    for name, side in chosen.items():
        if side == LOSER:
            _take(ws, winner, loser, name, name)
        if name in wanted:
            _confirm(ws, winner, name, op)
    for place, name in spare(winner.fields, loser.fields).items():
        _take(ws, winner, loser, place, name)
        if f"{name}_kind" in loser.fields:
            _take(ws, winner, loser, f"{place}_kind", f"{name}_kind")
    return chosen


def _take(ws: Workspace, winner: LeadState, loser: LeadState, place: str, name: str) -> None:
    winner.fields[place] = loser.fields.get(name)
    stamp = loser.stamps.get(name)
    if stamp is not None:
        # nobody had it on the winner's screen before
        winner.stamps[place] = stamp._replace(rev=winner.doc["rev"])
    for key in ("origin", "flags"):
        _copy(winner.doc[key], loser.doc[key], place, name)
    kept = [conflict for conflict in winner.doc["conflicts"] if conflict["field"] != place]
    taken = [conflict for conflict in loser.doc["conflicts"] if conflict["field"] == name]
    winner.doc["conflicts"] = [*kept, *({**conflict, "field": place} for conflict in taken)]
    winner.stale = winner.stale or is_fact(place)


def _copy(mine: dict[str, Any], others: Mapping[str, Any], place: str, name: str) -> None:
    if name in others:
        mine[place] = others[name]
    else:
        mine.pop(place, None)


def _confirm(ws: Workspace, winner: LeadState, name: str, op: str) -> None:
    winner.stamps[name] = Stamp(ws.now, RANK["human"], op, winner.doc["rev"], "", 0)
    winner.doc["origin"][name] = {"src": "human", "by": ws.actor.user_id, "at": ws.now}
    winner.doc["conflicts"] = [c for c in winner.doc["conflicts"] if c["field"] != name]


def join_rest(ws: Workspace, winner: LeadState, loser: LeadState) -> None:
    """The first capture counts; what only the other lead knew is taken over."""
    mine, other = winner.doc, loser.doc
    if other["captured_at"] < mine["captured_at"]:
        mine |= {name: other[name] for name in FIRST}
    mine["event"] = mine["event"] or other["event"]
    mine["mine"] = mine["mine"] or other["mine"]
    mine["class_override"] = mine["class_override"] or other["class_override"]
    if winner.company_id is None or mine["fields"].get("company") == other["fields"].get("company"):
        winner.company_id = loser.company_id
    # contacts name the steps they did: the plan must know which ones those of the other lead were
    names = {step["id"]: step["key"] for step in other["steps"]} | {id: key for key, id in loser.ended.items()}
    mine["step_keys"] = {**mine.get("step_keys", {}), **other.get("step_keys", {}), **names}
    bought = [at for doc in (mine, other) if (at := doc["customer_since"]) is not None]
    mine["customer_since"] = min(bought, default=None)
    if (other.get("qualified_at") or 0) > (mine.get("qualified_at") or 0):
        mine |= {name: other[name] for name in ("qualified_at", "qualified_by")}
    if mine["owner"] is None and other["owner"] is not None and mine["status"] < 5:
        why = "Owner of the lead it was merged with."
        set_owner(ws, winner, other["owner"], how="rule", why=why, by=None)
