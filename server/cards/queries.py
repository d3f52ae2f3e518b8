"""Reading about captures and what was read on them."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, exists, func, select

from server.auth.actor import Actor
from server.cards.models import Capture, OcrField, OcrResult
from server.core import signals
from server.core.clock import iso
from server.core.db import table
from server.leads.models import Lead
from server.leads.queries import visible
from server.storage.models import Blob

_capture, _result, _field, _blob, _lead = table(Capture), table(OcrResult), table(OcrField), table(Blob), table(Lead)


def newest_readings(connection: Connection, capture_ids: Sequence[str]) -> dict[str, list[dict[str, Any]]]:
    """Capture -> fields of its newest good reading, in the order they stand; captures without one are left out."""
    rows = select(_result.c.capture_id, _result.c.id).where(
        _result.c.capture_id.in_(capture_ids),
        _result.c.error.is_(None),
        exists().where(_field.c.result_id == _result.c.id),
    )
    in_order = connection.execute(rows.order_by(_result.c.created_at, _result.c.id))
    found: dict[str, str] = {capture: result for capture, result in in_order}  # noqa: C416 - rows are no pairs to mypy
    fields = fields_of(connection, list(found.values()))
    return {capture: fields[result] for capture, result in found.items()}


def fields_of(connection: Connection, result_ids: Sequence[str]) -> dict[str, list[dict[str, Any]]]:
    """Result -> its fields (columns of `ocr_field`), in the order they stand on the card."""
    found: dict[str, list[dict[str, Any]]] = {id: [] for id in result_ids}
    rows = select(_field).where(_field.c.result_id.in_(result_ids)).order_by(_field.c.result_id, _field.c.position)
    for row in connection.execute(rows).mappings():
        found[row["result_id"]].append(dict(row))
    return found


def to_read(connection: Connection, capture_id: str) -> dict[str, Any] | None:
    """lead_id, event_id, sha256 and status of a capture with its picture in the store, or None."""
    rows = (
        select(_capture.c.lead_id, _capture.c.status, _capture.c.sha256, _lead.c.event_id)
        .join(_lead, _lead.c.id == _capture.c.lead_id)
        .join(_blob, _blob.c.sha256 == _capture.c.sha256)
        .where(_capture.c.id == capture_id, _blob.c.state == "stored")
    )
    row = connection.execute(rows).mappings().first()
    return dict(row) if row else None


def readings(connection: Connection, lead_id: str) -> list[dict[str, Any]]:
    """Every reading of a lead with its fields, the newest first. Confidences are 0..1, instants ISO 8601."""
    rows = (
        select(_result)
        .join(_capture, _capture.c.id == _result.c.capture_id)
        .where(_capture.c.lead_id == lead_id)
        .order_by(_result.c.created_at.desc(), _result.c.id.desc())
    )
    results = [dict(row) for row in connection.execute(rows).mappings()]
    fields = fields_of(connection, [result["id"] for result in results])
    return [_as_shown(result, fields[result["id"]]) for result in results]


def _as_shown(result: dict[str, Any], fields: Sequence[dict[str, Any]]) -> dict[str, Any]:
    same = ("id", "engine", "version", "params", "ran_on", "ms", "full_text", "error")
    shown = {name: result[name] for name in same}
    names = ("field", "value", "box", "kind", "e164", "rule")
    return shown | {
        "capture": result["capture_id"],
        "mean_conf": result["mean_conf"] / 100,
        "at": iso(result["created_at"]),
        "fields": [{**{name: field[name] for name in names}, "conf": field["conf"] / 100} for field in fields],
    }


def number_of_results(connection: Connection, capture_id: str) -> int:
    """How often a capture was read or tried."""
    return connection.execute(select(func.count()).where(_result.c.capture_id == capture_id)).scalar_one()


def waiting_captures(connection: Connection, lead_id: str) -> list[tuple[str | None, str]]:
    """(show, capture) of what waits to be read on a lead."""
    rows = select(_lead.c.event_id, _capture.c.id).join(_capture, _capture.c.lead_id == _lead.c.id)
    found = connection.execute(rows.where(_lead.c.id == lead_id, _capture.c.status == "ocr"))
    return [(event, capture) for event, capture in found]


@signals.blob_asked.connect
def sees_blob(connection: Connection, sha256: str, actor: Actor) -> bool:
    """Whether the person sees a lead with a capture of these bytes, put there by somebody who had them."""
    held = select(_capture.c.lead_id).where(_capture.c.sha256 == sha256, _capture.c.status != "pending")
    return connection.execute(visible(actor, _lead.c.id).where(_lead.c.id.in_(held)).limit(1)).first() is not None
