"""The daily self-check: a device tells what it believes to hold, the server whether that is so (docs/sync.md)."""

import hashlib
from collections.abc import Mapping
from typing import Any

import structlog
from sqlalchemy import Connection, text

from server.auth.actor import Actor
from server.core.audit import record
from server.core.db import reading, writing
from server.sync.live import is_behind

log = structlog.get_logger(__name__)
_HELD = text(
    "SELECT l.id, l.rev FROM lead_scope s JOIN lead l ON l.id = s.lead_id "
    "WHERE s.scope = :scope AND s.present ORDER BY l.id"
)


def self_check(actor: Actor, request: Mapping[str, Any]) -> dict[str, Any]:
    """`{"state": "behind"}` when the device must pull first; else "same" or "differs" with the scopes in `differ`."""
    with reading() as connection:
        if is_behind(connection, actor, request):
            return {"state": "behind", "differ": []}
        differ = [
            scope for scope in sorted(actor.scopes) if request["scopes"].get(scope) != summary(connection, scope)
        ]
    if differ:
        log.error("self_check_differs", device=actor.device_id, scopes=differ)
        with writing() as connection:
            record(connection, "device.self_check_failed", object=actor.device_id, diff={"scopes": [None, differ]})
    return {"state": "differs" if differ else "same", "differ": differ}


def summary(connection: Connection, scope: str) -> str:
    """Number of leads in a scope and SHA-256 of their `id:rev` lines in order of the ids: `12:ab34…`."""
    rows = connection.execute(_HELD, {"scope": scope}).all()
    lines = "".join(f"{id}:{rev}\n" for id, rev in rows)
    return f"{len(rows)}:{hashlib.sha256(lines.encode()).hexdigest()}"
