"""From a lead's document to the facts its plan and clocks are computed from."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from server.core.clock import to_datetime
from server.leads.registers import EMAILS, PHONES
from server.plans.facts import (
    AUTHORITIES,
    ConsentFact,
    InfoRequestFact,
    LeadFacts,
    PlanRef,
    PromiseFact,
    StatusOverride,
    StepFact,
    TouchFact,
)


def facts_of(doc: Mapping[str, Any]) -> LeadFacts:
    """The facts of a lead document (docs/sync.md). Steps no longer planned are not among them."""
    fields = doc["fields"]
    need, authority = fields.get("q/need"), fields.get("q/authority")
    keys = _keys_of(doc) if doc["touches"] else {}
    override, plan = doc.get("status_override"), doc.get("plan")
    return LeadFacts(
        lead_id=doc["id"],
        captured_at=to_datetime(doc["captured_at"]),
        received_at=to_datetime(doc["received_at"]),
        lead_class=doc["class"],
        track=doc["track"],
        track_since=_moment(doc.get("track_since")),
        wake_at=_moment(doc["wake_at"]),
        owner_id=doc["owner"],
        owner_since=_moment(doc["owner_since"]),
        pool_since=_moment(doc.get("pool_since")),
        customer_since=_moment(doc.get("customer_since")),
        closed_at=_moment(doc["closed_at"]),
        outcome=doc["outcome"],
        plan_from=_moment(doc["plan_from"]),
        round_no=doc["round"],
        reopen_status=doc["reopen_status"],
        sales_ready=doc["sales_ready"],
        has_email=any(fields.get(name) for name in EMAILS),
        has_phone=any(fields.get(name) for name in PHONES),
        need=need if type(need) is int else None,
        authority=authority if authority in AUTHORITIES else "unknown",
        has_postal=bool(fields.get("address") or (fields.get("street") and fields.get("city"))),
        touches=tuple(_touch(touch, keys) for touch in doc["touches"]),
        promises=tuple(promise_fact(promise) for promise in doc["promises"]),
        info_requests=tuple(_request(request) for request in doc["requests"]),
        consents=tuple(ConsentFact(c["channel"], c["state"], to_datetime(c["at"])) for c in doc["consents"]),
        suppressed=frozenset(doc["suppressed"]),
        steps=tuple(step_fact(step) for step in doc["steps"]),
        status_override=_override(override) if override else None,
        plan=PlanRef(plan["code"], plan["version"], plan["round"]) if plan else None,
    )


def _keys_of(doc: Mapping[str, Any]) -> dict[str, str]:
    """Id of what a touch may name -> its place in the plan."""
    return {
        # of a lead merged into this one
        **doc.get("step_keys", {}),
        **{step["id"]: step["key"] for step in doc["steps"]},
        **{promise["id"]: promise_key(promise["id"]) for promise in doc["promises"]},
        **{request["id"]: request_key(request["id"]) for request in doc["requests"]},
    }


def step_fact(step: Mapping[str, Any]) -> StepFact:
    """A step of the document as a fact."""
    return StepFact(
        key=step["key"],
        channel=step["channel"],
        purpose=step["purpose"],
        due_at=to_datetime(step["due_at"]),
        state=step["state"],
        not_before=_moment(step["not_before"]),
        origin=step["origin"],
        pinned=step["pinned"],
        touch_id=step["touch"],
        done_at=_moment(step["done_at"]),
        why_code=step["why_code"],
        why=step["why"],
    )


def promise_key(id: str) -> str:
    """The place in the plan where a promise is kept."""
    return f"promise:{id}"


def request_key(id: str) -> str:
    """The place in the plan where a question is answered."""
    return f"info:{id}"


def _moment(ms: int | None) -> datetime | None:
    return None if ms is None else to_datetime(ms)


def _touch(touch: Mapping[str, Any], keys: Mapping[str, str]) -> TouchFact:
    named = (touch["step"], *touch["satisfies"])
    return TouchFact(
        id=touch["id"],
        at=to_datetime(touch["at"]),
        direction=touch["direction"],
        channel=touch["channel"],
        outcome=touch["outcome"],
        user_id=touch["by"],
        auto=touch["auto"],
        satisfies=tuple(dict.fromkeys(keys[id] for id in named if id in keys)),
        corrects_id=touch["corrects"],
    )


def promise_fact(promise: Mapping[str, Any]) -> PromiseFact:
    """A promise of the document as a fact."""
    return PromiseFact(
        id=promise["id"],
        made_at=to_datetime(promise["made_at"]),
        due_at=to_datetime(promise["due_at"]),
        channel=promise["channel"],
        asked_by_prospect=promise["asked"],
        whole_day=promise["whole_day"],
        state=promise["state"],
        ended_at=_moment(promise["ended_at"]),
        text=promise["text"],
    )


def _request(request: Mapping[str, Any]) -> InfoRequestFact:
    return InfoRequestFact(
        id=request["id"],
        opened_at=to_datetime(request["opened_at"]),
        satisfied_at=_moment(request["satisfied_at"]),
        text=request["text"],
    )


def _override(override: Mapping[str, Any]) -> StatusOverride:
    return StatusOverride(override["status"], to_datetime(override["at"]), override["reason"])
