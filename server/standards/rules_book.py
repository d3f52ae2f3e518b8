"""The rules of classification: drafted, published as versions, brought back, and followed by the leads there are."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, select

from server.auth.actor import Actor
from server.classification.operations import differs, facts_of, organisation_of, today
from server.classification.rules import classify
from server.classification.ruleset import Rule, RuleSet, ruleset_mistakes, to_json
from server.classification.store import publish_rules, rule_versions, rules_in_force, rules_of_version
from server.core import audit, changes
from server.core.db import table, writing
from server.core.errors import Invalid, NotFound
from server.events.models import Event
from server.leads.workspace import LeadState, Workspace
from server.standards import drafts, runs

_event = table(Event)
SUBJECT = "rules"
#: of a rule set, what the organisation or the store says
GIVEN = ("version", "fiscal_year_start")


def rules_book(connection: Connection) -> dict[str, Any]:
    """The rules in force, who published them when, and the draft."""
    rules = rules_in_force(connection)
    versions = rule_versions(connection)
    return {
        "version": rules.version,
        "content": editable(rules),
        "published": versions[0] if versions else None,
        "draft": drafts.draft_of(connection, SUBJECT),
    }


def editable(rules: RuleSet) -> dict[str, Any]:
    """The part of a rule set a supervisor edits, as data."""
    return {name: value for name, value in to_json(rules).items() if name not in GIVEN}


def read(content: Mapping[str, Any]) -> RuleSet:
    """A rule set from what a supervisor wrote. Raises Invalid that names rule and field."""
    rules = RuleSet(**{**content, "rules": tuple(Rule(**rule) for rule in content["rules"])})
    errors: dict[str, Any] = {}
    for mistake in ruleset_mistakes(rules):
        place = errors if mistake.rule is None else errors.setdefault("rules", {}).setdefault(mistake.rule, {})
        place.setdefault(mistake.field, []).append(mistake.words)
    if errors:
        raise Invalid("Some rules cannot work. See which, and why.", errors={"json": {"content": errors}})
    return rules


def save(actor: Actor, body: Mapping[str, Any]) -> dict[str, Any]:
    """Keep a draft of the rules. Raises Invalid, Conflict `draft_changed`, `standards_changed`."""
    rules = read(body["content"])
    with writing() as connection:
        changes.take(connection)
        version = _version(connection)
        stamps = {"revision": body["revision"], "seen": body["version"], "version": version}
        drafts.save_draft(connection, actor, SUBJECT, editable(rules), **stamps)
        return rules_book(connection)


def drop(actor: Actor) -> None:
    """Throw the draft away."""
    with writing() as connection:
        drafts.drop_draft(connection, SUBJECT)
        audit.record(connection, "rules.draft_dropped", **actor.trace())


def publish(actor: Actor, revision: int, note: str | None) -> dict[str, Any]:
    """Put the draft into force as the next version and judge the open leads anew.

    Returns {version, run}. Raises Conflict `no_draft`, `draft_changed`, `standards_changed`.
    """
    with writing() as connection:
        changes.take(connection)
        content = drafts.take_draft(connection, SUBJECT, revision, _version(connection))
        return _in_force(connection, actor, read(content), note, None)


def restore(actor: Actor, version: int, note: str | None) -> dict[str, Any]:
    """Bring an older version back as the newest one. Returns {version, run}. Raises NotFound."""
    with writing() as connection:
        changes.take(connection)
        rules = rules_of_version(connection, version)
        if rules is None:
            raise NotFound()
        return _in_force(connection, actor, rules, note, version)


def _in_force(
    connection: Connection, actor: Actor, rules: RuleSet, note: str | None, restored: int | None
) -> dict[str, Any]:
    version = publish_rules(connection, rules, by=actor.user_id, note=note, restored_from=restored)
    diff = {"version": [restored, version], "note": [None, note]}
    audit.record(connection, "rules.published", object=str(version), diff=diff, **actor.trace())
    return {"version": version, "run": runs.start(connection, actor, "rules")}


def _version(connection: Connection) -> int:
    return rules_in_force(connection).version


def content_of(connection: Connection, version: int) -> dict[str, Any]:
    """What a version said. Raises NotFound."""
    rules = rules_of_version(connection, version)
    if rules is None:
        raise NotFound()
    return {"version": version, "content": editable(rules)}


@runs.follows("rules")
def follows(ws: Workspace, lead: LeadState, run: Mapping[str, Any]) -> bool:
    """Whether the rules in force say something else of this lead than it does."""
    organisation = organisation_of(ws)
    if "classes" not in ws.memo:
        ws.memo["classes"] = default_classes(ws.connection)
        ws.memo["in_force"] = rules_in_force(ws.connection)
    facts = facts_of(lead.doc, ws.memo["classes"].get(lead.doc["event"]))
    return differs(lead.doc, classify(facts, today(ws.now, organisation), ws.memo["in_force"]))


def default_classes(connection: Connection) -> dict[str, str]:
    """Show -> the class of leads nothing is known of."""
    return dict(connection.execute(select(_event.c.id, _event.c.default_class)).all())
