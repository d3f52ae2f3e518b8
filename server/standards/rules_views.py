"""The rules of classification: HTTP only."""

from typing import Any

from flask import Response

from server.auth.access import current_actor, requires
from server.core.api import Blueprint
from server.core.db import reading
from server.core.http import json_response
from server.standards import rules_book
from server.standards.drafts import draft_of, draft_or_given
from server.standards.rules_preview import preview as preview_rules
from server.standards.runs import runs
from server.standards.schemas import (
    RulesDraft,
    RulesPreview,
    StandardBook,
    StandardContent,
    StandardPublication,
    StandardPublished,
    StandardRestoration,
    StandardRun,
    StandardVersion,
)

blueprint = Blueprint(
    "rules", __name__, url_prefix="/api/v1/standards", description="The rules of classification, as versions."
)


@blueprint.get("/rules")
@blueprint.response(200, StandardBook)
@requires("standards:read")
def rules() -> dict[str, Any]:
    """The rules in force, and the draft."""
    with reading() as connection:
        return rules_book.rules_book(connection)


@blueprint.put("/rules/draft")
@blueprint.arguments(RulesDraft)
@blueprint.response(200, StandardBook)
@requires("standards:write")
def save_rules(body: dict[str, Any]) -> dict[str, Any]:
    """Keep a draft of the rules; nothing follows it yet."""
    return rules_book.save(current_actor(), body)


@blueprint.delete("/rules/draft")
@blueprint.response(204)
@requires("standards:write")
def drop_rules() -> None:
    """Throw the draft away."""
    rules_book.drop(current_actor())


@blueprint.post("/rules/preview")
@blueprint.arguments(RulesPreview)
@requires("standards:write")
def preview(body: dict[str, Any]) -> Response:
    """What publishing would change, for a show or for all: classes, the leads that move and why, owners, plans."""
    with reading() as connection:
        content = draft_or_given(draft_of(connection, rules_book.SUBJECT), body["content"])
        return json_response(preview_rules(connection, current_actor(), rules_book.read(content), body["event"]))


@blueprint.post("/rules/publish")
@blueprint.arguments(StandardPublication)
@blueprint.response(201, StandardPublished)
@requires("standards:write")
def publish(body: dict[str, Any]) -> dict[str, Any]:
    """Put the draft into force; open leads are judged anew, people's own words stay."""
    return rules_book.publish(current_actor(), body["revision"], body["note"])


@blueprint.get("/rules/versions")
@blueprint.response(200, StandardVersion(many=True))
@requires("standards:read")
def versions() -> list[dict[str, Any]]:
    """Every published version, the newest first; empty while the shipped rules hold."""
    with reading() as connection:
        return rules_book.rule_versions(connection)


@blueprint.get("/rules/versions/<int:version>")
@blueprint.response(200, StandardContent)
@requires("standards:read")
def version(version: int) -> dict[str, Any]:
    """What a version said."""
    with reading() as connection:
        return rules_book.content_of(connection, version)


@blueprint.post("/rules/versions/<int:version>/restore")
@blueprint.arguments(StandardRestoration)
@blueprint.response(201, StandardPublished)
@requires("standards:write")
def restore(body: dict[str, Any], version: int) -> dict[str, Any]:
    """Bring an older version back as the newest one."""
    return rules_book.restore(current_actor(), version, body["note"])


@blueprint.get("/runs")
@blueprint.response(200, StandardRun(many=True))
@requires("standards:read")
def latest_runs() -> list[dict[str, Any]]:
    """How far the leads follow what was published, the newest first."""
    with reading() as connection:
        return runs(connection)
