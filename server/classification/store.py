"""The rules in force and their history as rows: a published version never changes, the newest one judges."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, func, insert, select

from server.classification.models import RuleSetVersion
from server.classification.ruleset import DEFAULT_RULESET, RuleSet, from_json, to_json
from server.core import org
from server.core.clock import now_ms
from server.core.db import table
from server.core.standing import standing

_rules = table(RuleSetVersion)


@standing
def rules_in_force(connection: Connection) -> RuleSet:
    """The newest published rules; before the first publication the shipped ones with the set-up's thresholds.

    The fiscal year is the organisation's, whatever a version says.
    """
    organisation = org.find(connection) or {}
    row = connection.execute(select(_rules).order_by(_rules.c.version.desc()).limit(1)).mappings().first()
    if row is None:
        return _shipped(organisation)
    start = organisation.get("fiscal_start", DEFAULT_RULESET.fiscal_year_start)
    return replace(from_json(row["content"]), version=row["version"], fiscal_year_start=start)


def _shipped(organisation: Mapping[str, Any]) -> RuleSet:
    if not organisation:
        return DEFAULT_RULESET
    return replace(
        DEFAULT_RULESET,
        worth_threshold_minor=organisation["worth_threshold"],
        probability_threshold=organisation["probability_threshold"],
        fiscal_year_start=organisation["fiscal_start"],
    )


def publish_rules(
    connection: Connection, rules: RuleSet, *, by: str | None, note: str | None, restored_from: int | None = None
) -> int:
    """Store a rule set as the next version, which is returned. The shipped one stays behind it as version 1."""
    newest = connection.execute(select(func.max(_rules.c.version))).scalar()
    if newest is None:
        newest = DEFAULT_RULESET.version
        _write(connection, newest, _shipped(org.find(connection) or {}), None, None, None)
    _write(connection, newest + 1, rules, by, note, restored_from)
    return newest + 1


def _write(
    connection: Connection, version: int, rules: RuleSet, by: str | None, note: str | None, restored: int | None
) -> None:
    stamp = {"published_at": now_ms(), "published_by": by, "note": note, "restored_from": restored}
    content = to_json(replace(rules, version=version))
    connection.execute(insert(_rules).values(version=version, content=content, **stamp))


def rule_versions(connection: Connection) -> list[dict[str, Any]]:
    """Every published version without its content, the newest first."""
    shown = (_rules.c[name] for name in ("version", "published_at", "published_by", "note", "restored_from"))
    return [dict(row) for row in connection.execute(select(*shown).order_by(_rules.c.version.desc())).mappings()]


def rules_of_version(connection: Connection, version: int) -> RuleSet | None:
    """The rules as they were published under this number; None where there is none."""
    content = connection.execute(select(_rules.c.content).where(_rules.c.version == version)).scalar()
    return from_json(content) if content is not None else None
