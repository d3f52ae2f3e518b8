"""Pull: what changed for a person since her cursor, page by page, from one snapshot (docs/sync.md)."""

from collections.abc import Mapping
from typing import Any

import orjson
from sqlalchemy import Connection, text

from server.auth.actor import Actor
from server.core import changes
from server.core.clock import now_ms
from server.core.db import reading
from server.core.errors import Forbidden, Malformed
from server.leads.queries import loaded
from server.sync.settings import settings_for

_PAGE = text(
    "SELECT s.lead_id, s.rev, s.present, CASE WHEN s.present THEN l.doc END AS doc "
    "FROM lead_scope s JOIN lead l ON l.id = s.lead_id "
    "WHERE s.scope = :scope AND s.rev > :after ORDER BY s.rev LIMIT :most"
)
LARGEST_PAGE = 2 << 20
#: from this schema on a device takes documents as they are stored, without what follows from the rest
PACKED = 2


def pull(actor: Actor, request: Mapping[str, Any]) -> bytes:
    """The answer as JSON text; documents are spliced in as they are stored, whole for an app of before `PACKED`."""
    if request["device"] != actor.device_id:
        raise Forbidden("This cursor belongs to another device.", code="forged_device")
    with reading() as connection:
        clock, epoch = changes.read(connection)
        head: dict[str, Any] = {"epoch": epoch, "clock": clock, "now": now_ms(), "drop": [], "rm": [], "reset": False}
        settings = settings_for(connection, actor, request["settings"])
        if settings is not None:
            head["settings"] = settings
        since = since_of(request["cursor"], epoch, clock)
        if since is None:
            head.update(cursor=None, more=False, reset=True)
            return _spliced(head, [])
        page = _Page(connection, request["limit"], clock, whole=request["schema"] < PACKED)
        for scope in sorted(actor.scopes):
            page.read(scope, since.get(scope, 0))
        head.update(
            cursor={"epoch": epoch, "s": page.cursor},
            rm=page.gone,
            drop=[scope for scope in since if scope not in actor.scopes],
            more=page.more,
        )
        return _spliced(head, page.documents)


def since_of(cursor: Mapping[str, Any] | None, epoch: str, clock: int) -> dict[str, int] | None:
    """Scope -> last revision seen; None when the cursor belongs to another history."""
    if cursor is None:
        return {}
    since = cursor.get("s")
    if not isinstance(since, dict) or any(type(v) is not int for v in since.values()):
        raise Malformed()
    if cursor.get("epoch") != epoch or any(rev > clock for rev in since.values()):
        return None
    return since


class _Page:
    """One page over several scopes."""

    def __init__(self, connection: Connection, limit: int, clock: int, *, whole: bool) -> None:
        self.connection = connection
        self.left = limit
        self.clock = clock
        self.whole = whole
        self.size = 0
        self.documents: list[str] = []
        self.gone: list[dict[str, str]] = []
        self.cursor: dict[str, int] = {}
        self.more = False

    def read(self, scope: str, after: int) -> None:
        """Take what fits of one scope; a snapshot that shows clock C shows every revision up to C."""
        if after >= self.clock:
            # nothing has been written since, to anybody
            self.cursor[scope] = after
            return
        if self.left <= 0 or self.size >= LARGEST_PAGE:
            self.cursor[scope], self.more = after, True
            return
        rows = self.connection.execute(_PAGE, {"scope": scope, "after": after, "most": self.left}).all()
        full = len(rows) == self.left
        for lead_id, rev, present, doc in rows:
            if self.size >= LARGEST_PAGE:
                full = True
                break
            after = rev
            if present:
                doc = orjson.dumps(loaded(doc)).decode() if self.whole else doc
                self.documents.append(f'{{"s":"{scope}","d":{doc}}}')
                self.size += len(doc)
            else:
                self.gone.append({"s": scope, "id": lead_id})
        self.left -= len(rows)
        self.cursor[scope] = after if full else self.clock
        self.more = self.more or full


def _spliced(head: Mapping[str, Any], documents: list[str]) -> bytes:
    return orjson.dumps(head)[:-1] + b',"put":[' + ",".join(documents).encode() + b"]}"
