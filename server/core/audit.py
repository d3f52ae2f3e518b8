"""Who changed what: an append-only log in which every line carries the hash of the one before."""

import hashlib
import json
from typing import Any

from sqlalchemy import JSON, BigInteger, Connection, Integer, String, insert, select
from sqlalchemy.orm import Mapped, mapped_column

from server.core import changes
from server.core.clock import now_ms
from server.core.db import Base, Id, Millis, table

MASKED = {"password", "password_hash", "token", "token_hash", "code", "code_hash", "secret"}


class Audit(Base):
    """One line of the log."""

    __tablename__ = "audit"

    #: position in the chain
    id: Mapped[int] = mapped_column(BigInteger().with_variant(Integer, "sqlite"), primary_key=True)
    at: Mapped[int] = mapped_column(Millis)
    #: who did it; NULL for the system itself
    actor: Mapped[str | None] = mapped_column(Id)
    device: Mapped[str | None] = mapped_column(Id)
    ip: Mapped[str | None] = mapped_column(String(45))
    #: `<thing>.<verb>`, like user.created
    action: Mapped[str] = mapped_column(String(60))
    #: id of the thing it was done to
    object: Mapped[str | None] = mapped_column(String(80))
    #: what changed: field -> [before, after]; secrets masked
    diff: Mapped[dict[str, Any]] = mapped_column(JSON)
    prev_hash: Mapped[str] = mapped_column(String(64))
    hash: Mapped[str] = mapped_column(String(64))


_audit = table(Audit)
GENESIS = "0" * 64


def record(
    connection: Connection,
    action: str,
    *,
    object: str | None = None,
    actor: str | None = None,
    device: str | None = None,
    ip: str | None = None,
    diff: dict[str, Any] | None = None,
) -> None:
    """Append a line inside the caller's write transaction.

    It takes the revision clock, so that on PostgreSQL two writers never build on the same line. Whoever locks other
    rows takes the clock before them: one order for all means no deadlock.
    """
    changes.take(connection)
    last = connection.execute(select(_audit.c.hash).order_by(_audit.c.id.desc()).limit(1)).scalar() or GENESIS
    line = {
        "at": now_ms(),
        "actor": actor,
        "device": device,
        "ip": ip,
        "action": action,
        "object": object,
        "diff": _masked(diff or {}),
    }
    connection.execute(insert(_audit).values(**line, prev_hash=last, hash=_digest(line, last)))


def broken_at(connection: Connection) -> int | None:
    """Id of the first line whose chain does not hold, or None when the log is whole."""
    before = GENESIS
    for row in connection.execute(select(_audit).order_by(_audit.c.id)).mappings():
        line = {k: row[k] for k in ("at", "actor", "device", "ip", "action", "object", "diff")}
        if row["prev_hash"] != before or row["hash"] != _digest(line, before):
            return int(row["id"])
        before = row["hash"]
    return None


def _masked(diff: dict[str, Any]) -> dict[str, Any]:
    return {k: "***" if k in MASKED else v for k, v in diff.items()}


def _digest(line: dict[str, Any], before: str) -> str:
    text = json.dumps(line, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256((before + text).encode()).hexdigest()
