"""Writing leads: creating and changing their registers, notes. Every change goes through a workspace."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select

from server.auth.permission_map import check
from server.auth.queries import staff_by_show
from server.core.clock import to_datetime
from server.core.db import table
from server.core.errors import Forbidden, Invalid, NotFound
from server.events.queries import shows, sources
from server.leads import registers
from server.leads.merge import Merged
from server.leads.models import LeadNote, LeadScope
from server.leads.op import Op
from server.leads.orphans import is_its_capture, mark_orphan, recognise_captor
from server.leads.row_ids import claim_id
from server.leads.workspace import LeadState, Workspace

_scope = table(LeadScope)


def put_lead(ws: Workspace, op: Op) -> dict[str, Any]:
    """Set registers of a lead; an unknown id creates it. Answers with what was lost and stamped.

    Raises Invalid for a field that cannot be read, Forbidden when the lead is somebody else's.
    """
    try:
        values, flags = registers.tidy(op.body["set"])
    except registers.BadRegister as error:
        raise Invalid(errors={"set": {error.field: ["This field cannot be read."]}}) from error
    lead = ws.lead(op.lead_id)
    if lead is None:
        lead = _create(ws, op)
    elif is_its_capture(lead, op):
        check(ws.actor, "lead:capture")
        recognise_captor(ws, lead, op, event=_show(ws, op), source=_source_of(ws, op))
    elif not ws.visible(lead):
        raise Forbidden("This lead is no longer yours. Hand the change to its owner.")
    else:
        check(ws.actor, "lead:touch")
    source = op.body.get("src", "human")
    merged = ws.patch(
        lead,
        values,
        src=source,
        op=op.id,
        device=op.device,
        seq=op.seq,
        base=op.base,
        at=op.at,
        given=op.given,
        notes=_machine_notes(op.body) if source != "human" else None,
    )
    _flag(lead, flags, merged)
    _note_conflicts(lead, merged, values, ws, op)
    return _answer(op, merged)


def _create(ws: Workspace, op: Op) -> LeadState:
    check(ws.actor, "lead:capture")
    wanted, event, by = op.body.get("event"), _show(ws, op), ws.actor.user_id or ""
    lead = ws.create(op.lead_id, event=event, source=_source_of(ws, op), by=by, captured_at=op.at)
    if wanted and wanted != event:
        lead.doc["flags"]["event"] = "unknown_event"
    lead.doc["mine"] = bool(op.body.get("mine"))
    mark_orphan(lead, op)
    return lead


def _show(ws: Workspace, op: Op) -> str | None:
    wanted: str | None = op.body.get("event")
    return wanted if wanted in shows(ws.connection) else _current_event(ws, op.at)


def _source_of(ws: Workspace, op: Op) -> str:
    source = op.body.get("source") or "exhibition"
    return source if source in sources(ws.connection) else "other"


def _current_event(ws: Workspace, at: int) -> str | None:
    """The show a lead without one belongs to: where its captor is on the stand that day, else the latest begun."""
    day = to_datetime(at).date().isoformat()
    staff = staff_by_show(ws.connection)

    def nearness(event: Mapping[str, Any]) -> tuple[bool, bool, bool, str]:
        running = event["starts_on"] <= day <= event["ends_on"]
        mine = ws.actor.user_id in staff.get(event["id"], ())
        return mine and running, running, event["starts_on"] <= day, event["starts_on"]

    open_events = [e for e in shows(ws.connection).values() if e["archived_at"] is None]
    return max(open_events, key=nearness)["id"] if open_events else None


def _machine_notes(body: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """Field -> confidence, box and capture a machine named."""
    conf, box = body.get("conf") or {}, body.get("box") or {}
    shared = {"capture": body["capture"]} if body.get("capture") else {}
    notes: dict[str, dict[str, Any]] = {}
    for name in body["set"]:
        note = dict(shared)
        if name in conf:
            note["conf"] = conf[name]
        if name in box:
            note["box"] = box[name]
        notes[name] = note
    return notes


def _flag(lead: LeadState, flags: Mapping[str, str | None], merged: Merged) -> None:
    raised = lead.head["flags"]
    if not raised and not any(flags.values()):
        return
    for name in merged.won:
        flag = flags.get(name)
        if flag:
            raised[name] = flag
        else:
            raised.pop(name, None)


def _note_conflicts(lead: LeadState, merged: Merged, values: Mapping[str, Any], ws: Workspace, op: Op) -> None:
    """Two people wrote one field unseen: show both until somebody picks. Writing a field anew settles it."""
    if not merged.concurrent and not lead.head["conflicts"]:
        return
    kept = [c for c in lead.head["conflicts"] if c["field"] not in merged.won or c["field"] in merged.concurrent]
    for name in sorted(merged.concurrent):
        mine = {"value": values[name], "by": ws.actor.user_id, "at": op.at}
        other_value = merged.lost[name] if name in merged.lost else merged.won[name][0]
        known = next((c for c in kept if c["field"] == name), None)
        if known is None:
            author = merged.before.get(name) or {}
            other = {"value": other_value, "by": author.get("by"), "at": author.get("at")}
            known = {"field": name, "values": [other]}
            kept.append(known)
        if all(v["value"] != mine["value"] for v in known["values"]):
            known["values"].append(mine)
    lead.head["conflicts"] = kept


def _answer(op: Op, merged: Merged) -> dict[str, Any]:
    answer: dict[str, Any] = {"stamp": op.at}
    if merged.stamps:
        answer["stamps"] = merged.stamps
    if merged.lost:
        answer["lost"] = merged.lost
    return answer


def add_note(ws: Workspace, op: Op) -> None:
    """Append free text. Raises NotFound or Forbidden as `witnessed` does, Conflict for an id in use elsewhere."""
    lead = witnessed(ws, op.lead_id)
    id, text = op.body["id"], op.body["text"]
    if any(n["id"] == id for n in lead.doc["notes"]):
        return
    claim_id(ws, table(LeadNote), id)
    ws.touch(lead, stale=False)
    note = {"id": id, "at": op.at, "by": ws.actor.user_id, "text": text}
    lead.doc["notes"].append(note)
    ws.insert(table(LeadNote), {**note, "lead_id": lead.id})


def seen(ws: Workspace, lead_id: str) -> LeadState:
    """The lead when the actor sees it now. Raises NotFound; a missing one may still come from another phone."""
    lead = ws.lead(lead_id)
    if lead is None:
        raise NotFound(code="unknown_lead")
    if not ws.visible(lead):
        raise NotFound()
    return lead


def witnessed(ws: Workspace, lead_id: str) -> LeadState:
    """The lead when the actor sees it or once did: what happened between two people is a fact and is kept.

    Raises NotFound, Forbidden.
    """
    lead = ws.lead(lead_id)
    if lead is None:
        raise NotFound(code="unknown_lead")
    if not ws.visible(lead) and not _saw(ws, lead):
        raise Forbidden("This lead was never yours.")
    return lead


def _saw(ws: Workspace, lead: LeadState) -> bool:
    if lead.doc["captured_by"] == ws.actor.user_id:
        return True
    ever = select(_scope.c.rev).where(_scope.c.lead_id == lead.id, _scope.c.scope.in_(ws.actor.scopes))
    return ws.connection.execute(ever.limit(1)).first() is not None
