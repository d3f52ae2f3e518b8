"""A model of the phone's sync engine (pwa/src/sync, pwa/src/store): what it keeps and how answers change that."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from server.leads.merge import RANK
from server.leads.packing import unpacked
from server.sync.pull import PACKED
from tests.simulation.house import Paired

Op = dict[str, Any]


@dataclass
class Held:
    """A document with the scopes it came from."""

    doc: dict[str, Any]
    scopes: set[str]


@dataclass
class Acked:
    """An operation the server took; kept for the case that it is restored from a backup."""

    op: Op
    rev: int
    epoch: str
    stamps: dict[str, int] | None
    #: a finished pull holds it: it is not laid over documents any more
    seen: bool = False


@dataclass
class Upload:
    """Bytes of a capture on their way, known by their hash."""

    op: str
    lead: str
    sha256: str
    stored: bool = False


@dataclass
class Device:
    """One phone. Everything here survives its crashes: the engine keeps nothing else."""

    phone: Paired
    #: this device's clock minus the true time
    skew: int
    #: of the app on it
    schema: int = PACKED
    seq: int = 0
    outbox: list[Op] = field(default_factory=list)
    acked: list[Acked] = field(default_factory=list)
    dead: list[tuple[Op, dict[str, Any]]] = field(default_factory=list)
    docs: dict[str, Held] = field(default_factory=dict)
    uploads: list[Upload] = field(default_factory=list)
    cursor: dict[str, Any] | None = None
    epoch: str | None = None
    #: etag of the settings it holds
    settings: str | None = None

    # --- what the person sees

    def known(self) -> list[str]:
        """Leads on this screen: those it holds, and those it made."""
        return sorted({*self.docs, *(op["lead"] for op in self._overlay() if makes_lead(op))})

    def shown(self, lead: str, name: str) -> Any:
        """The value of a field on screen: the document, then what this phone did that it may not hold yet."""
        held = self.docs.get(lead)
        value, rank = None, -1
        if held and name in held.doc["fields"]:
            value, rank = held.doc["fields"][name], RANK[held.doc["origin"][name]["src"]]
        for op in self._overlay():
            if op["lead"] == lead and op["kind"] == "put" and name in op["set"] and rank_of(op) >= rank:
                value, rank = op["set"][name], rank_of(op)
        return value

    def base(self, lead: str) -> int:
        """Revision of the lead on screen."""
        return self.docs[lead].doc["rev"] if lead in self.docs else 0

    def _overlay(self) -> Iterator[Op]:
        mine = [kept.op for kept in self.acked if not kept.seen] + self.outbox
        yield from sorted(mine, key=lambda op: op["seq"])

    def unsent(self) -> int:
        """What the server does not have, refused entries included: with any of it nobody signs out."""
        return len(self.outbox) + len(self.dead) + sum(not upload.stored for upload in self.uploads)

    # --- push

    def batch(self, after: int, most: int) -> list[Op]:
        """The next operations to send."""
        return [op for op in self.outbox if op["seq"] > after][:most]

    def settle(self, answer: Mapping[str, Any]) -> bool:
        """File each operation under its answer. True when the server's history is a new one."""
        restored = self.meet_epoch(answer["epoch"])
        waiting = {op["id"]: op for op in self.outbox}
        for result in answer["results"]:
            op = waiting.get(result["id"])
            if op is not None and result["st"] != "retry":
                self.outbox.remove(op)
                self._file(op, result, answer["epoch"])
        for upload in self.uploads:
            upload.stored = upload.stored and upload.sha256 not in answer["want"]
        return restored

    def _file(self, op: Op, result: Mapping[str, Any], epoch: str) -> None:
        if result["st"] == "ok":
            self.acked.append(Acked(op, result["rev"], epoch, stamps_of(op, result)))
        else:
            self.dead.append((op, dict(result)))

    # --- pictures and memos

    def next_upload(self) -> Upload | None:
        """Bytes to send: only of what the server has taken."""
        held_back = {op["id"] for op in self.outbox} | {op["id"] for op, _ in self.dead}
        waiting = (upload for upload in self.uploads if not upload.stored and upload.op not in held_back)
        return next(waiting, None)

    # --- pull

    def take(self, page: Mapping[str, Any]) -> str:
        """Apply a page and its cursor at once. Returns "restored", "more" or "end"."""
        restored = self.meet_epoch(page["epoch"])
        if page["reset"]:
            self.forget_documents()
        if restored:
            return "restored"
        if page["reset"]:
            return "more"
        for entry in page["put"]:
            self._put(entry["s"], self.read(entry["d"]))
        for entry in page["rm"]:
            self.leave(entry["id"], entry["s"])
        for scope in page["drop"]:
            for lead in [id for id, held in self.docs.items() if scope in held.scopes]:
                self.leave(lead, scope)
        self.cursor = page["cursor"]
        self.settings = page["settings"]["etag"] if "settings" in page else self.settings
        if page["more"]:
            return "more"
        for kept in self.acked:
            kept.seen = kept.seen or kept.rev <= page["clock"]
        return "end"

    def read(self, doc: dict[str, Any]) -> dict[str, Any]:
        """The whole document; an older app gets nothing else, and could not read the short one."""
        return unpacked(doc) if self.schema >= PACKED else doc

    def die_while_applying(self, page: Mapping[str, Any]) -> None:
        """The page's transaction was not committed: nothing of it is there."""

    def _put(self, scope: str, doc: dict[str, Any]) -> None:
        held = self.docs.setdefault(doc["id"], Held(doc, set()))
        held.scopes.add(scope)
        if doc["rev"] >= held.doc["rev"]:
            held.doc = doc

    def leave(self, lead: str, scope: str) -> None:
        """The lead left a scope; with its last one it leaves the phone."""
        held = self.docs.get(lead)
        if held is None:
            return
        held.scopes.discard(scope)
        if not held.scopes:
            del self.docs[lead]

    # --- epochs

    def meet_epoch(self, epoch: str) -> bool:
        """A new epoch: forget documents and cursor, send again what another epoch had acknowledged."""
        known, self.epoch = self.epoch, epoch
        if known in (None, epoch):
            return False
        self.forget_documents()
        self.requeue(epoch)
        return True

    def forget_documents(self) -> None:
        """Forget what came down, never what waits to go up."""
        self.docs, self.cursor = {}, None

    def requeue(self, epoch: str) -> None:
        """Put what another history acknowledged back into the outbox, with its stamps."""
        old = [kept for kept in self.acked if kept.epoch != epoch]
        self.acked = [kept for kept in self.acked if kept.epoch == epoch]
        again = [{**kept.op, "stamps": kept.stamps} if kept.stamps else kept.op for kept in old]
        self.outbox = sorted([*self.outbox, *again], key=lambda op: op["seq"])
        # the restored server may have lost the bytes too
        leads = {kept.op["lead"] for kept in old}
        for upload in self.uploads:
            upload.stored = upload.stored and upload.lead not in leads


def makes_lead(op: Op) -> bool:
    """Whether the operation alone is enough to show a lead."""
    return op["kind"] == "capture" or (op["kind"] == "put" and op["base"] == 0)


def rank_of(op: Op) -> int:
    """Rank of who wrote a put; an old app does not say that it was a person."""
    return RANK[op.get("src", "human")]


def stamps_of(op: Op, result: Mapping[str, Any]) -> dict[str, int] | None:
    """One stamp per field, as a restored server wants them back."""
    if op["kind"] != "put" or "stamp" not in result:
        return None
    return {**dict.fromkeys(op["set"], result["stamp"]), **result.get("stamps", {})}
