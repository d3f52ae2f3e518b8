"""Readings: every one is kept beside the others; the newest of each picture speaks for it on the lead."""

from typing import Any

from sqlalchemy import Connection, insert, select

from ocr import CardReading, Field
from server.auth.actor import SYSTEM
from server.cards.models import OcrField, OcrResult
from server.cards.operations import set_status, shown
from server.cards.others import others_on
from server.cards.registers import fill, withdraw
from server.cards.sources import sources_of
from server.core.clock import now_ms
from server.core.db import table
from server.core.text import clean
from server.leads.workspace import LeadState, Workspace, workspace

_result, _field = table(OcrResult), table(OcrField)
#: a picture without a single field: a blank wall, a thumb
NOTHING_FOUND = "nothing_found"
#: more than one card lies on the picture; the lead holds the one that was meant
SEVERAL_CARDS = "several_cards"


def apply_reading(lead_id: str, capture_id: str, result_id: str, reading: CardReading) -> None:
    """Keep a reading and let it speak on its lead, in one transaction; the same `result_id` again does nothing.

    Fields go through the merge of docs/sync.md: a person's value, or her emptying of one, stays.
    """
    with workspace(SYSTEM) as ws:
        lead = ws.lead(lead_id)
        capture = shown(lead, capture_id) if lead else None
        if lead is None or capture is None or _is_kept(ws.connection, result_id):
            return
        ws.touch(lead)
        _keep(ws.connection, capture_id, result_id, reading)
        lead.doc["readings"].append(_as_shown(ws, capture_id, result_id, reading))
        if not reading.fields:
            _reject(ws, lead, capture, NOTHING_FOUND)
            return
        sources = sources_of(ws.connection, lead.doc["captures"])
        withdraw(ws, lead, sources)
        fill(ws, lead, sources, src="ocr")
        set_status(ws, capture, "review", SEVERAL_CARDS if reading.others else None)


def refuse_reading(lead_id: str, capture_id: str, result_id: str, engine: str, error: str) -> None:
    """Note that a picture cannot be read, and why (the code of an OcrError); earlier readings stay in force."""
    with workspace(SYSTEM) as ws:
        lead = ws.lead(lead_id)
        capture = shown(lead, capture_id) if lead else None
        if lead is None or capture is None or _is_kept(ws.connection, result_id):
            return
        ws.touch(lead)
        ws.connection.execute(insert(_result).values(_failure(capture_id, result_id, engine, error)))
        _reject(ws, lead, capture, error)


def _reject(ws: Workspace, lead: LeadState, capture: dict[str, Any], reason: str) -> None:
    # a worse engine that fails does not undo what a better one has read
    if any(source.capture == capture["id"] for source in sources_of(ws.connection, lead.doc["captures"])):
        set_status(ws, capture, "accepted" if capture["status"] == "accepted" else "review")
    else:
        set_status(ws, capture, "rejected", reason)


def _is_kept(connection: Connection, result_id: str) -> bool:
    return connection.execute(select(_result.c.id).where(_result.c.id == result_id)).first() is not None


def _as_shown(ws: Workspace, capture_id: str, result_id: str, reading: CardReading) -> dict[str, Any]:
    return {
        "id": result_id,
        "capture": capture_id,
        "engine": reading.engine,
        "version": reading.engine_version,
        "ran_on": "server",
        "mean_conf": reading.mean_confidence,
        "at": ws.now,
    }


def _keep(connection: Connection, capture_id: str, result_id: str, reading: CardReading) -> None:
    row = {
        "id": result_id,
        "capture_id": capture_id,
        "engine": reading.engine,
        "version": reading.engine_version[:40],
        "params": dict(reading.params) | _about(reading),
        "ms": reading.ms,
        "full_text": "\n\n".join(card.full_text for card in (reading, *reading.others)),
        "mean_conf": _percent(reading.mean_confidence),
        "ran_on": "server",
        "created_at": now_ms(),
    }
    connection.execute(insert(_result).values(row))
    fields = [_field_row(result_id, position, field) for position, field in enumerate(reading.fields)]
    if fields:
        connection.execute(insert(_field), fields)


def _about(reading: CardReading) -> dict[str, Any]:
    others = others_on(reading)
    about: dict[str, Any] = {"rotate": reading.rotate, "cards": 1 + len(reading.others)}
    return about | ({"others": others} if others else {})


def _field_row(result_id: str, position: int, field: Field) -> dict[str, Any]:
    box = field.box
    return {
        "result_id": result_id,
        "position": position,
        "field": field.name,
        "value": clean(field.value),
        "conf": _percent(field.confidence),
        "box": [box.x, box.y, box.w, box.h] if box else None,
        "kind": field.kind,
        "e164": field.e164,
        "rule": field.rule,
    }


def _percent(share: float) -> int:
    # downwards: 0.897 must not be shown as sure
    return int(share * 100)


def _failure(capture_id: str, result_id: str, engine: str, error: str) -> dict[str, Any]:
    return {
        "id": result_id,
        "capture_id": capture_id,
        "engine": engine,
        "version": "",
        "params": {},
        "ms": 0,
        "full_text": "",
        "mean_conf": 0,
        "ran_on": "server",
        "error": error,
        "created_at": now_ms(),
    }
