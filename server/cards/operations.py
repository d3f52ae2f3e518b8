"""Taking in cards, badges and memos: the capture on its lead, its picture, and the job that reads it."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, select

from ocr.contacts import parse_contact
from server.auth.actor import SYSTEM
from server.cards.mapping import Seen, Source
from server.cards.models import CAPTURE_KINDS, Capture
from server.cards.registers import fill
from server.core import signals
from server.core.db import table
from server.core.errors import Invalid
from server.jobs.operations import USUAL, enqueue
from server.jobs.queries import waiting
from server.leads.op import Op
from server.leads.operations import witnessed
from server.leads.workspace import LeadState, Workspace, workspace
from server.storage.operations import Announced, expect
from server.storage.queries import find, may_read

_capture = table(Capture)

READ = "cards.read"
#: a show that sends many cards at once waits behind the others, but not for ever
MOST_PATIENCE = 400
BADGES = ("badge_qr", "badge_barcode", "nfc", "vcard")


def add_capture(ws: Workspace, op: Op) -> None:
    """Put something taken in on its lead: `op.body` as docs/sync.md describes it.

    Raises Invalid, and NotFound or Forbidden as `witnessed` does.
    """
    body = op.body
    if body["kind"] not in CAPTURE_KINDS:
        raise Invalid(errors={"body": {"kind": ["There is no such kind of capture."]}})
    lead = witnessed(ws, op.lead_id)
    if _known(ws, lead, body["id"]):
        return
    ws.touch(lead)
    held = _announce(ws, body["blob"])
    capture = _as_shown(ws, op, held)
    lead.doc["captures"].append(capture)
    told = _fill_from_payload(ws, lead, op)
    capture["status"] = status_after(capture, told) if held else "pending"
    _write(ws, op, capture)
    if capture["status"] == "ocr":
        queue_reading(ws.connection, lead, capture["id"])


def _known(ws: Workspace, lead: LeadState, id: str) -> bool:
    """Whether the capture is on the lead already. Raises Invalid when it is on another one."""
    if any(capture["id"] == id for capture in lead.doc["captures"]):
        return True
    taken: set[str] = ws.memo.setdefault("captures", set())
    if id in taken or ws.connection.execute(select(_capture.c.id).where(_capture.c.id == id)).first():
        raise Invalid(errors={"body": {"id": ["This capture belongs to another lead."]}})
    taken.add(id)
    return False


def _announce(ws: Workspace, blob: Mapping[str, Any] | None) -> bool:
    """Expect the bytes; True when nothing has to come: there are none, or this person may already have them."""
    if blob is None:
        return True
    if expect(ws.connection, Announced(**blob), ws.actor.user_id or ""):
        return True
    row = find(ws.connection, blob["sha256"])
    return row is not None and row["state"] == "stored" and may_read(ws.connection, ws.actor, blob["sha256"])


def _as_shown(ws: Workspace, op: Op, held: bool) -> dict[str, Any]:
    body = op.body
    blob = body["blob"] and {**body["blob"], "stored": held}
    return {
        "id": body["id"],
        "kind": body["kind"],
        "side": body["side"],
        "taken_at": op.instant(body["taken_at"]),
        "by": ws.actor.user_id,
        "status": "pending",
        "reason": None,
        "payload": body["payload"],
        "blob": blob,
    }


def _write(ws: Workspace, op: Op, capture: Mapping[str, Any]) -> None:
    same = ("id", "kind", "side", "taken_at", "by", "payload", "status", "reason")
    row = {name: capture[name] for name in same}
    blob = capture["blob"]
    row |= {"lead_id": op.lead_id, "device_id": op.device or None, "sha256": blob["sha256"] if blob else None}
    ws.insert(_capture, row)


def _fill_from_payload(ws: Workspace, lead: LeadState, op: Op) -> bool:
    """Fill registers from a badge's or vCard's text. True when it said anything."""
    body = op.body
    if body["kind"] not in BADGES or not body["payload"]:
        return False
    seen = [Seen(field, value, kind=kind) for field, value, kind in parse_contact(body["payload"]) if value.strip()]
    # the captor of a lead that became somebody else's adds the capture, but no longer changes fields
    if seen and ws.visible(lead):
        fill(ws, lead, [Source(body["id"], seen)], src="badge", op=op)
    return bool(seen)


def status_after(capture: Mapping[str, Any], told: bool) -> str:
    """What is next for a capture whose bytes are here. `told`: its code already said who it is."""
    if capture["kind"] in ("card", *BADGES) and capture["blob"] and not told:
        is_picture = capture["blob"]["mime"].startswith("image/")
        return "ocr" if is_picture else "accepted"
    # a code we cannot take apart needs somebody to type what stands on the badge
    return "review" if capture["kind"] in BADGES and not told else "accepted"


def reading_key(event_id: str | None, capture_id: str, *more: object) -> str:
    """Key of the job that reads a capture; it begins with the show, so that shows can take turns."""
    return ":".join([READ, event_id or "none", capture_id, *map(str, more)])


def queue_reading(
    connection: Connection,
    lead: LeadState,
    capture_id: str,
    *,
    engine: str | None = None,
    again: int = 0,
    priority: int | None = None,
) -> bool:
    """Queue the reading of a capture; False when it is queued already. `again`: how many readings there were.

    Without a priority shows take turns, however many cards each sends at once.
    """
    event_id = lead.doc["event"]
    key = reading_key(event_id, capture_id, *((again, engine or "any") if again or engine else ()))
    if priority is None:
        before = waiting(connection, READ, f"{READ}:{event_id or 'none'}:")
        priority = USUAL + min(before, MOST_PATIENCE)
    return enqueue(connection, READ, key, {"capture": capture_id, "engine": engine}, priority=priority)


@signals.blob_stored.connect
def on_blob_stored(connection: Connection, sha256: str, user_id: str) -> None:
    """Bytes have come: their captures by the same person go on."""
    waiting_for_it = select(_capture.c.id, _capture.c.lead_id).where(
        _capture.c.sha256 == sha256, _capture.c.by == user_id, _capture.c.status == "pending"
    )
    rows = connection.execute(waiting_for_it).all()
    if not rows:
        return
    blob = find(connection, sha256) or {}
    with workspace(SYSTEM) as ws:
        for capture_id, lead_id in rows:
            lead = ws.lead(lead_id)
            if lead is not None:
                _arrive(ws, lead, capture_id, blob)


def _arrive(ws: Workspace, lead: LeadState, capture_id: str, blob: Mapping[str, Any]) -> None:
    capture = shown(lead, capture_id)
    if capture is None:
        return
    ws.touch(lead)
    # what arrived is the truth about it, not what was announced
    found = {name: blob[name] for name in ("bytes", "mime", "width", "height")}
    capture["blob"] |= found | {"stored": True}
    told = bool(capture["kind"] in BADGES and parse_contact(capture["payload"] or ""))
    set_status(ws, capture, status_after(capture, told))
    if capture["status"] == "ocr":
        queue_reading(ws.connection, lead, capture_id)


def shown(lead: LeadState, capture_id: str) -> dict[str, Any] | None:
    """The capture in the lead's document, or None."""
    return next((capture for capture in lead.doc["captures"] if capture["id"] == capture_id), None)


def set_status(ws: Workspace, capture: dict[str, Any], status: str, reason: str | None = None) -> None:
    """Change a capture's status in the document and in its row. The caller marks the lead changed."""
    capture |= {"status": status, "reason": reason}
    ws.update(_capture, capture["id"], {"status": status, "reason": reason})
