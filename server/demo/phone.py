"""A paired phone as docs/sync.md describes it: it numbers what happens on it and sends it when there is a network."""

import hashlib
from dataclasses import dataclass, field
from typing import Any

from server.auth.actor import Actor
from server.core.clock import now_ms
from server.core.ids import new_id
from server.storage.operations import receive
from server.sync.push import push
from server.sync.schemas import EnvelopeSchema

APP = "0.1.0"


class Refused(RuntimeError):
    """The server refused something the story counts on."""


@dataclass(slots=True)
class Phone:
    """One person's phone with its outbox."""

    user_id: str
    device_id: str
    _seq: int = 0
    _outbox: list[dict[str, Any]] = field(default_factory=list)
    _blobs: dict[str, bytes] = field(default_factory=dict)

    def note_down(self, kind: str, lead: str, at: int, **more: Any) -> None:
        """Put an operation into the outbox. `more`: its own keys, or `body`."""
        self._seq += 1
        op = {"id": new_id(), "seq": self._seq, "kind": kind, "lead": lead, "at": at, **more}
        self._outbox.append(op)

    def keep(self, data: bytes, mime: str, **more: Any) -> dict[str, Any]:
        """Store a picture or memo on the phone; how a capture names it."""
        sha256 = hashlib.sha256(data).hexdigest()
        self._blobs[sha256] = data
        return {"sha256": sha256, "bytes": len(data), "mime": mime, **more}

    @property
    def waiting(self) -> int:
        """How many operations are not sent."""
        return len(self._outbox)

    def send(self, actor: Actor, *, but: int = 0) -> None:
        """Send the outbox as of now, then what pictures the server wants. `but`: the last so many stay unsent.

        Raises Refused when an operation is not accepted.
        """
        ops, left = self._outbox[: len(self._outbox) - but], self._outbox[len(self._outbox) - but :]
        said = {
            "oldest_seq": self._outbox[0]["seq"] if self._outbox else None,
            "last_seq": self._seq,
            "leads_left": len({op["lead"] for op in left}),
            "oldest_at": left[0]["at"] if left else None,
        }
        envelope = {"device": self.device_id, "app": APP, "sent_at": now_ms(), "ops": ops, **said}
        answer = push(actor, EnvelopeSchema().load(envelope))
        refused = [result for result in answer["results"] if result["st"] != "ok"]
        if refused:
            raise Refused(f"{refused[0]['code']}: {refused[0]['title']}")
        self._outbox = left
        for sha256 in answer["want"]:
            if sha256 in self._blobs:
                receive(sha256, self._blobs.pop(sha256), self.user_id)
