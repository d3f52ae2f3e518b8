"""Push: operations of one device, each answered on its own, all in one transaction (docs/sync.md)."""

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any

import orjson
import structlog
from marshmallow import ValidationError
from sqlalchemy import and_, bindparam, or_, select

from server.auth.actor import Actor
from server.auth.models import Device
from server.core.db import table, writing
from server.core.errors import Conflict, Forbidden, Problem, Unavailable
from server.core.ids import is_id
from server.leads.merge import corrected
from server.leads.op import Op
from server.leads.workspace import Workspace, workspace
from server.storage.queries import wanted
from server.sync.kinds import apply, read_body
from server.sync.models import OpReceipt
from server.sync.proposals import keep_refused

log = structlog.get_logger()
_receipt, _device = table(OpReceipt), table(Device)
#: built once: building a statement costs more than running it
_KNOWN = select(_receipt.c.op_id, _receipt.c.device_id, _receipt.c.seq, _receipt.c.digest, _receipt.c.result).where(
    or_(
        _receipt.c.op_id.in_(bindparam("ids", expanding=True)),
        and_(_receipt.c.device_id == bindparam("device"), _receipt.c.seq.in_(bindparam("seqs", expanding=True))),
    )
)
#: the device keeps an operation answered so and sends it again
RETRY_CODES = {"unknown_lead", "unknown_kind", "unavailable", "other_history"}
_ANEW = Conflict("The server came back from a backup. The phone sends this again.", code="other_history")
_OURS = Unavailable("The server could not take this entry. It stays on the phone and is sent again.")
MOST_WANTED = 100
_SEQ_LIMIT = 2**53


def push(actor: Actor, envelope: Mapping[str, Any]) -> dict[str, Any]:
    """Apply a batch. `envelope` as EnvelopeSchema loads it. Raises Forbidden for another device's batch."""
    if envelope["device"] != actor.device_id:
        raise Forbidden("This batch belongs to another device.", code="forged_device")
    try:
        return _push(actor, envelope)
    except Problem:
        raise
    except Exception:
        # A fault of ours in one operation must not keep a phone's whole outbox waiting behind it.
        log.exception("push_failed", device=actor.device_id, ops=len(envelope["ops"]))
        return _one_by_one(actor, envelope)


def _push(actor: Actor, envelope: Mapping[str, Any]) -> dict[str, Any]:
    ops: Sequence[Any] = envelope["ops"]
    with writing() as connection:
        with workspace(actor) as ws:
            known = _known(ws, actor.device_id, ops)
            ws.load(op["lead"] for op in ops if isinstance(op, dict) and is_id(op.get("lead")))
            if _of_another_history(ws, envelope):
                results = [_refused(_id_of(raw), _ANEW) for raw in ops]
            else:
                results = [_answer(ws, envelope, raw, known) for raw in ops]
            _see_device(ws, envelope)
        # pictures this person announced, here or before, that her phone has not sent
        missing = wanted(connection, actor.user_id or "", MOST_WANTED)
    return {"epoch": ws.epoch, "now": ws.now, "clock": ws.rev, "want": missing, "results": results}


def _one_by_one(actor: Actor, envelope: Mapping[str, Any]) -> dict[str, Any]:
    """Each operation in a transaction of its own; the one that fails stays on the phone until we are mended."""
    results = []
    for raw in envelope["ops"]:
        try:
            results += _push(actor, {**envelope, "ops": [raw]})["results"]
        except Problem:
            raise
        except Exception:
            log.exception("operation_failed", op=_id_of(raw))
            results.append(_refused(_id_of(raw), _OURS))
    return {**_push(actor, {**envelope, "ops": []}), "results": results}


def push_one(actor: Actor, op: Op) -> tuple[dict[str, Any], dict[str, Any]]:
    """Do one operation online. Returns (answer, lead document); raises a Problem when refused."""
    with workspace(actor) as ws:
        receipt = ws.connection.execute(select(_receipt).where(_receipt.c.op_id == op.id)).mappings().first()
        digest = _digest({"kind": op.kind, "lead": op.lead_id, "body": op.body})
        if receipt is not None:
            answer = _replayed(dict(receipt), digest)
        else:
            answer = {"id": op.id, "st": "ok", **apply(ws, op)}
            answer["rev"] = ws.rev
            _keep(ws, op.id, None, None, op.lead_id, digest, answer, None)
    lead = ws.lead(op.lead_id)
    return answer, lead.doc if lead and ws.visible(lead) else {}


def _known(ws: Workspace, device: str | None, ops: Sequence[Any]) -> dict[Any, dict[str, Any]]:
    """Receipts by op id and by this device's number."""
    ids = [op["id"] for op in ops if isinstance(op, dict) and isinstance(op.get("id"), str)]
    seqs = [op["seq"] for op in ops if isinstance(op, dict) and type(op.get("seq")) is int]
    seqs = [seq for seq in seqs if 0 < seq < _SEQ_LIMIT]
    found: dict[Any, dict[str, Any]] = {}
    for row in ws.connection.execute(_KNOWN, {"ids": ids, "device": device, "seqs": seqs}).mappings():
        found[row["op_id"]] = dict(row)
        if row["device_id"] == device:
            found[row["seq"]] = dict(row)
    return found


def _of_another_history(ws: Workspace, envelope: Mapping[str, Any]) -> bool:
    """Whether the batch was written before a restore. It may be a late copy, and what its entries were answered then
    is forgotten here; a phone that still means them learns the new epoch and sends them again."""
    return envelope["epoch"] not in (None, ws.epoch)


def _answer(ws: Workspace, envelope: Mapping[str, Any], raw: Any, known: dict[Any, dict[str, Any]]) -> dict[str, Any]:
    """The answer to one operation; a refusal never reaches its neighbours."""
    fault = _misshapen(raw)
    if fault:
        return _refusal(_id_of(raw), "invalid", f"The entry could not be read: {fault}.")
    digest = _digest(raw)
    before = known.get(raw["id"]) or known.get(raw["seq"])
    if before is not None:
        try:
            return {**_replayed(before, digest), "id": raw["id"]}
        except Problem as problem:
            return _refusal(raw["id"], problem.code, problem.title)
    answer = _applied(ws, envelope, raw)
    if answer["st"] == "reject":
        keep_refused(ws, raw, answer["code"], corrected(ws.now, envelope["sent_at"], raw["at"]))
    if answer["st"] != "retry":
        kept = raw if answer["st"] == "reject" or "lost" in answer else None
        said = _keep(ws, raw["id"], envelope["device"], raw["seq"], raw["lead"], digest, answer, kept)
        known[raw["id"]] = known[raw["seq"]] = {"digest": digest, "result": said}
    return answer


def _applied(ws: Workspace, envelope: Mapping[str, Any], raw: Mapping[str, Any]) -> dict[str, Any]:
    try:
        body = read_body(raw["kind"], raw)
        op = Op(
            id=raw["id"],
            kind=raw["kind"],
            lead_id=raw["lead"],
            at=corrected(ws.now, envelope["sent_at"], raw["at"]),
            body=body,
            said_at=raw["at"],
            device=envelope["device"],
            seq=raw["seq"],
            base=raw.get("base") or 0,
            given=body.get("stamps") or {},
        )
        added = apply(ws, op)
    except ValidationError as error:
        return {**_refusal(raw["id"], "invalid", "Some values are not accepted."), "errors": _named(error.messages)}
    except Problem as problem:
        return _refused(raw["id"], problem)
    return {"id": raw["id"], "st": "ok", "rev": ws.rev, **added}


def _named(messages: Any) -> Any:
    """Marshmallow's messages as JSON: it names items of a list by their number."""
    return orjson.loads(orjson.dumps(messages, option=orjson.OPT_NON_STR_KEYS))


def _id_of(raw: Any) -> Any:
    return raw.get("id") if isinstance(raw, dict) else None


def _misshapen(raw: Any) -> str | None:
    """What is wrong with the frame of an operation, in words."""
    if not isinstance(raw, dict):
        return "it is not an object"
    if not is_id(raw.get("id")):
        return "id is no UUID"
    if not is_id(raw.get("lead")):
        return "lead is no UUID"
    if not isinstance(raw.get("kind"), str):
        return "kind is missing"
    for name in ("seq", "at"):
        value = raw.get(name)
        if type(value) is not int or not 0 < value < _SEQ_LIMIT:
            return f"{name} is no positive whole number"
    base = raw.get("base") or 0
    return None if type(base) is int and 0 <= base < _SEQ_LIMIT else "base is no whole number"


def _refused(id: Any, problem: Problem) -> dict[str, Any]:
    if problem.code in RETRY_CODES:
        return {"id": id, "st": "retry", "code": problem.code, "title": problem.title}
    answer = _refusal(id, problem.code, problem.title)
    if problem.errors is not None:
        answer["errors"] = problem.errors
    return answer | problem.extra


def _refusal(id: Any, code: str, title: str) -> dict[str, Any]:
    return {"id": id, "st": "reject", "code": code, "title": title}


def _replayed(receipt: Mapping[str, Any], digest: str) -> dict[str, Any]:
    if receipt["digest"] != digest:
        raise Conflict("This number was used for another entry before.", code="replay_mismatch")
    return {**orjson.loads(receipt["result"]), "dup": True}


def _digest(op: Mapping[str, Any]) -> str:
    # Stamps of an earlier answer come along after a restore; if the backup knows the operation it is the same one.
    said = {name: value for name, value in op.items() if name != "stamps"} if "stamps" in op else op
    return hashlib.sha256(orjson.dumps(said, option=orjson.OPT_SORT_KEYS)).hexdigest()


def _keep(
    ws: Workspace,
    id: str,
    device: str | None,
    seq: int | None,
    lead: str,
    digest: str,
    answer: Mapping[str, Any],
    payload: Mapping[str, Any] | None,
) -> str:
    """Store the receipt. Returns the answer as it is stored."""
    said = orjson.dumps(answer).decode()
    ws.insert(
        _receipt,
        {
            "op_id": id,
            "device_id": device,
            "seq": seq,
            "user_id": ws.actor.user_id,
            "lead_id": lead,
            "at": ws.now,
            "digest": digest,
            "result": said,
            "payload": orjson.dumps(payload).decode() if payload is not None else None,
        },
    )
    return said


def _see_device(ws: Workspace, envelope: Mapping[str, Any]) -> None:
    """Note what the phone says of itself: how far its clock is off and how much it still holds."""
    left = envelope["leads_left"] or 0
    ws.update(
        _device,
        envelope["device"],
        {
            "last_seen_at": ws.now,
            "skew_ms": ws.now - envelope["sent_at"],
            "app_version": envelope["app"] or None,
            "outbox_count": left,
            "outbox_oldest_at": envelope["oldest_at"] if left else None,
            **({"oldest_seq": envelope["oldest_seq"]} if envelope["oldest_seq"] else {}),
        },
    )
