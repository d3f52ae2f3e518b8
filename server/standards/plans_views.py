"""Contact plans as standards: HTTP only."""

from typing import Any

from flask import Response

from server.auth.access import current_actor, requires
from server.core.api import Blueprint
from server.core.db import reading
from server.core.http import json_response
from server.plans.plan_data import to_data
from server.standards import plans_book
from server.standards.drafts import draft_or_given
from server.standards.plans_preview import preview as preview_plan
from server.standards.schemas import (
    PlanApplication,
    PlanDraft,
    PlanPreview,
    PlanShort,
    StandardBook,
    StandardContent,
    StandardPublication,
    StandardPublished,
    StandardRestoration,
    StandardVersion,
)

blueprint = Blueprint(
    "plans", __name__, url_prefix="/api/v1/standards/plans", description="Contact plans, as versions."
)


@blueprint.get("")
@blueprint.response(200, PlanShort(many=True))
@requires("standards:read")
def plans() -> list[dict[str, Any]]:
    """Every plan, and how many open leads run on it and on older versions of it."""
    with reading() as connection:
        return plans_book.plans(connection)


@blueprint.get("/<code>")
@blueprint.response(200, StandardBook)
@requires("standards:read")
def plan(code: str) -> dict[str, Any]:
    """A plan in force, and its draft."""
    with reading() as connection:
        return plans_book.plan(connection, code)


@blueprint.put("/<code>/draft")
@blueprint.arguments(PlanDraft)
@blueprint.response(200, StandardBook)
@requires("standards:write")
def save_plan(body: dict[str, Any], code: str) -> dict[str, Any]:
    """Keep a draft of a plan; nothing follows it yet."""
    return plans_book.save(current_actor(), code, body)


@blueprint.delete("/<code>/draft")
@blueprint.response(204)
@requires("standards:write")
def drop_plan(code: str) -> None:
    """Throw the draft away."""
    plans_book.drop(current_actor(), code)


@blueprint.post("/<code>/preview")
@blueprint.arguments(PlanPreview)
@requires("standards:write")
def preview(body: dict[str, Any], code: str) -> Response:
    """Which open steps would come, move and go if the plan were published and applied."""
    with reading() as connection:
        content = draft_or_given(plans_book.plan(connection, code)["draft"], body["content"])
        wanted = plans_book.read(code, content)
        return json_response(preview_plan(connection, current_actor(), wanted, body["event"]))


@blueprint.post("/<code>/publish")
@blueprint.arguments(StandardPublication)
@blueprint.response(201, StandardPublished)
@requires("standards:write")
def publish(body: dict[str, Any], code: str) -> dict[str, Any]:
    """Put the draft into force for leads that begin with it; running plans stay as they are until it is applied."""
    return plans_book.publish_draft(current_actor(), code, body["revision"], body["note"])


@blueprint.post("/<code>/apply")
@blueprint.arguments(PlanApplication)
@blueprint.response(202, StandardPublished)
@requires("standards:write")
def apply(body: dict[str, Any], code: str) -> dict[str, Any]:
    """Put running plans on the newest version; done, skipped and pinned steps stay."""
    return plans_book.apply(current_actor(), code, body["event"])


@blueprint.get("/<code>/versions")
@blueprint.response(200, StandardVersion(many=True))
@requires("standards:read")
def versions(code: str) -> list[dict[str, Any]]:
    """Every published version, the newest first."""
    with reading() as connection:
        plans_book.plan(connection, code)
        return plans_book.plan_versions(connection, code)


@blueprint.get("/<code>/versions/<int:version>")
@blueprint.response(200, StandardContent)
@requires("standards:read")
def version(code: str, version: int) -> dict[str, Any]:
    """What a version said."""
    with reading() as connection:
        return {"version": version, "content": to_data(plans_book.of_version(connection, code, version))}


@blueprint.post("/<code>/versions/<int:version>/restore")
@blueprint.arguments(StandardRestoration)
@blueprint.response(201, StandardPublished)
@requires("standards:write")
def restore(body: dict[str, Any], code: str, version: int) -> dict[str, Any]:
    """Bring an older version back as the newest one."""
    return plans_book.restore(current_actor(), code, version, body["note"])
