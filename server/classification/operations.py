"""Writing judgements: the rules' on every change, a person's when she overrides."""

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from server.classification.facts import AUTHORITIES, BUDGETS, RATINGS, ClassFacts, Judgement, Override
from server.classification.models import Classification
from server.classification.rules import classify
from server.classification.store import rules_in_force
from server.core import org
from server.core.clock import to_datetime
from server.core.db import table
from server.core.errors import Invalid
from server.core.ids import new_id
from server.leads.op import Op
from server.leads.operations import seen
from server.leads.registers import products_of
from server.leads.workspace import LeadState, Workspace

_classification = table(Classification)


def judge(ws: Workspace, lead: LeadState, default_class: str | None) -> None:
    """Classify by the rules (a person's override stands) and keep the judgement when it changed."""
    organisation = organisation_of(ws)
    facts = facts_of(lead.doc, default_class)
    judgement = classify(facts, today(ws.now, organisation), rules_in_force(ws.connection))
    doc, shown = lead.doc, shown_of(judgement)
    reasons = [{"code": why.code, "text": why.words} for why in judgement.reasons]
    changed = any(doc[name] != value for name, value in shown.items())
    doc.update(
        shown,
        class_by="person" if judgement.overridden else "rule",
        class_why=[reason["text"] for reason in reasons],
        currency=organisation.get("currency", "EUR"),
    )
    if changed:
        _keep(ws, lead, judgement, reasons)


def shown_of(judgement: Judgement) -> dict[str, Any]:
    """What a lead document shows of a judgement, beside its reasons."""
    return {
        "class": judgement.lead_class,
        "kind": judgement.kind,
        "worth": judgement.worth_minor,
        "probability": judgement.probability,
        "sales_ready": judgement.sales_ready,
    }


def differs(doc: Mapping[str, Any], judgement: Judgement) -> bool:
    """Whether judging so would change what the lead says, its reasons included."""
    shown = shown_of(judgement) | {"class_why": [why.words for why in judgement.reasons]}
    return any(doc[name] != value for name, value in shown.items())


def _keep(ws: Workspace, lead: LeadState, judgement: Judgement, reasons: list[dict[str, str]]) -> None:
    override = lead.doc["class_override"]
    ws.insert(
        _classification,
        {
            "id": new_id(),
            "lead_id": lead.id,
            "at": ws.now,
            "by": override["by"] if override else None,
            "class": judgement.lead_class,
            "kind": judgement.kind,
            "worth": judgement.worth_minor,
            "probability": judgement.probability,
            "sales_ready": judgement.sales_ready,
            "reasons": reasons,
            "override": judgement.overridden,
            "note": override["reason"] if override else None,
            "rules_version": judgement.rules_version,
        },
    )


def override(ws: Workspace, op: Op) -> None:
    """A person's word on the class. Raises NotFound, Invalid without a reason."""
    lead = seen(ws, op.lead_id)
    if not op.body["reason"]:
        raise Invalid("Say why, in a few words.", errors={"reason": ["A reason is needed."]})
    ws.touch(lead)
    lead.doc["class_override"] = {
        "class": op.body["klass"],
        "reason": op.body["reason"],
        "by": ws.actor.user_id,
        "at": op.at,
    }


def facts_of(doc: dict[str, Any], default_class: str | None) -> ClassFacts:
    """What the rules may look at, from a lead document. Values they cannot read count as unknown."""
    fields = doc["fields"]
    answers = {name.removeprefix("q/"): value for name, value in fields.items() if name.startswith("q/")}
    override = doc["class_override"]
    return ClassFacts(
        rating=_known(fields.get("rating"), RATINGS),
        need=answers["need"] if type(answers.get("need")) is int else None,
        budget=_known(answers.get("budget"), BUDGETS) or "unknown",
        authority=_known(answers.get("authority"), AUTHORITIES) or "unknown",
        decision_by=_day(answers.get("decision_by")),
        worth_minor=fields["worth"] if type(fields.get("worth")) is int else None,
        probability=answers["probability"] if type(answers.get("probability")) is int else None,
        products=products_of(fields),
        company_size=answers["company_size"] if type(answers.get("company_size")) is int else None,
        is_customer=doc["track"] == "customer",
        competitor=doc["competitor"] or _words(fields.get("competitor")),
        source=doc["source"],
        interest=fields.get("interest"),
        country=fields.get("country"),
        answers=answers,
        default_class=default_class,
        override=Override(override["class"], override["reason"], override["by"]) if override else None,
    )


def organisation_of(ws: Workspace) -> dict[str, Any]:
    """The organisation's row, read once in a transaction; empty before set-up."""
    if "org" not in ws.memo:
        ws.memo["org"] = org.find(ws.connection) or {}
    organisation: dict[str, Any] = ws.memo["org"]
    return organisation


def today(now: int, organisation: Mapping[str, Any]) -> date:
    """The day it is where the organisation lives."""
    return _day_in(organisation.get("tz") or "UTC", now)


@lru_cache(maxsize=16)
def _day_in(tz: str, now: int) -> date:
    # all leads of a transaction share one now
    return to_datetime(now).astimezone(ZoneInfo(tz)).date()


def _known(value: Any, choices: tuple[str, ...]) -> str | None:
    return value if isinstance(value, str) and value in choices else None


def _words(value: Any) -> str | None:
    return value if isinstance(value, str) else None


def _day(value: Any) -> date | None:
    try:
        return date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
