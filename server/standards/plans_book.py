"""Contact plans: drafted, published as versions, brought back, and applied to running plans when somebody asks."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection

from server.auth.actor import Actor
from server.core import audit, changes
from server.core.db import writing
from server.core.errors import Conflict, Invalid, NotFound
from server.events.queries import event
from server.leads.workspace import LeadState, Workspace
from server.plans.plan_data import from_data, to_data
from server.plans.soundness import EDITABLE, plan_mistakes
from server.plans.store import PlanBook, plan_book, plan_versions, publish, publish_shipped
from server.plans.templates import PlanTemplate, mail_only
from server.standards import drafts, runs
from server.standards.looking import documents


def plans(connection: Connection) -> list[dict[str, Any]]:
    """Every plan in short: its version, its size, and how many open leads run on which version."""
    book, running = plan_book(connection), _running(connection)
    drafted = {code: drafts.draft_of(connection, _subject(code)) for code in EDITABLE}
    return [_short(book.newest[code], running[code], drafted[code]) for code in EDITABLE]


def _short(plan: PlanTemplate, running: Counter[int], draft: Mapping[str, Any] | None) -> dict[str, Any]:
    return {
        "code": plan.code,
        "name": plan.name,
        "version": plan.version,
        "steps": len(plan.steps),
        "touches": plan.touches,
        "running": running.total(),
        "older": running.total() - running[plan.version],
        "has_draft": draft is not None,
    }


def _running(connection: Connection) -> dict[str, Counter[int]]:
    counted: dict[str, Counter[int]] = {code: Counter() for code in EDITABLE}
    for doc in documents(connection, None):
        plan = doc.get("plan")
        if plan:
            counted[plan["code"]][plan["version"]] += 1
    return counted


def plan(connection: Connection, code: str) -> dict[str, Any]:
    """A plan in force and its draft. Raises NotFound."""
    newest = _book(connection, code).newest[code]
    versions = plan_versions(connection, code)
    return {
        "version": newest.version,
        "content": to_data(newest),
        "published": versions[0] if versions else None,
        "draft": drafts.draft_of(connection, _subject(code)),
    }


def _book(connection: Connection, code: str) -> PlanBook:
    if code not in EDITABLE:
        raise NotFound("There is no such plan.")
    return plan_book(connection)


def _subject(code: str) -> str:
    return f"plan/{code}"


def read(code: str, content: Mapping[str, Any]) -> PlanTemplate:
    """A plan from what a supervisor wrote. Raises Invalid that names step and field."""
    wanted = from_data(code, content)
    errors: dict[str, Any] = {}
    for mistake in plan_mistakes(wanted):
        field = "plan" if mistake.step is None and mistake.field == "steps" else mistake.field
        place = errors if mistake.step is None else errors.setdefault("steps", {}).setdefault(mistake.step, {})
        place.setdefault(field, []).append(mistake.words)
    if errors:
        raise Invalid(
            "This plan would break a promise of the method. See where.", errors={"json": {"content": errors}}
        )
    return wanted


def save(actor: Actor, code: str, body: Mapping[str, Any]) -> dict[str, Any]:
    """Keep a draft of a plan. Raises NotFound, Invalid, Conflict `draft_changed`, `standards_changed`."""
    with writing() as connection:
        changes.take(connection)
        version = _book(connection, code).newest[code].version
        content = to_data(read(code, body["content"]))
        stamps = {"revision": body["revision"], "seen": body["version"], "version": version}
        drafts.save_draft(connection, actor, _subject(code), content, **stamps)
        return plan(connection, code)


def drop(actor: Actor, code: str) -> None:
    """Throw the draft of a plan away. Raises NotFound."""
    with writing() as connection:
        _book(connection, code)
        drafts.drop_draft(connection, _subject(code))
        audit.record(connection, "plan.draft_dropped", object=code, **actor.trace())


def publish_draft(actor: Actor, code: str, revision: int, note: str | None) -> dict[str, Any]:
    """Put the draft into force for leads that begin from now on. Returns {version, run: None}.

    Raises NotFound, Conflict `no_draft`, `draft_changed`, `standards_changed`.
    """
    with writing() as connection:
        changes.take(connection)
        version = _book(connection, code).newest[code].version
        content = drafts.take_draft(connection, _subject(code), revision, version)
        return _in_force(connection, actor, read(code, content), note, None)


def restore(actor: Actor, code: str, version: int, note: str | None) -> dict[str, Any]:
    """Bring an older version back as the newest one. Returns {version, run: None}. Raises NotFound."""
    with writing() as connection:
        changes.take(connection)
        return _in_force(connection, actor, of_version(connection, code, version), note, version)


def of_version(connection: Connection, code: str, version: int) -> PlanTemplate:
    """A plan as it was published under this number. Raises NotFound."""
    found = _book(connection, code).versions.get((code, version))
    if found is None:
        raise NotFound()
    return found


def _in_force(
    connection: Connection, actor: Actor, wanted: PlanTemplate, note: str | None, restored: int | None
) -> dict[str, Any]:
    publish_shipped(connection)
    publish(connection, [wanted, mail_only(wanted)], actor.user_id, note, restored)
    version = plan_book(connection).newest[wanted.code].version
    diff = {"version": [restored, version], "note": [None, note]}
    audit.record(connection, "plan.published", object=wanted.code, diff=diff, **actor.trace())
    return {"version": version, "run": None}


def apply(actor: Actor, code: str, event_id: str | None) -> dict[str, Any]:
    """Put the open leads on the newest version; done, skipped and pinned steps stay. Returns {version, run}.

    Raises NotFound for plan or show, Conflict `nothing_to_apply` when every lead runs on it.
    """
    with writing() as connection:
        newest = _book(connection, code).newest[code]
        if event_id is not None and event(connection, event_id) is None:
            raise NotFound("There is no such show.")
        if not any(_is_behind(doc, newest) for doc in documents(connection, event_id)):
            raise Conflict("Every lead runs on this version already.", code="nothing_to_apply")
        run = runs.start(connection, actor, "plan", code, event_id)
        audit.record(
            connection, "plan.applied", object=code, diff={"version": [None, newest.version]}, **actor.trace()
        )
        return {"version": newest.version, "run": run}


def _is_behind(doc: Mapping[str, Any], newest: PlanTemplate) -> bool:
    remembered = doc.get("plan") or {}
    return remembered.get("code") == newest.code and remembered["version"] != newest.version


@runs.follows("plan")
def follows(ws: Workspace, lead: LeadState, run: Mapping[str, Any]) -> bool:
    """Let a lead on an older version of the plan begin with the newest."""
    if not _is_behind(lead.doc, plan_book(ws.connection).newest[run["subject"]]):
        return False
    lead.doc["plan"] = None
    return True
