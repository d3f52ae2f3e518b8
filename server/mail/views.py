"""Texts, brochures, messages and the way out: HTTP only."""

from typing import Any

from flask import Response, current_app, request

from server.auth.access import current_actor, public, requires, signed_in
from server.auth.queries import user_by_id
from server.core import org
from server.core.api import Blueprint
from server.core.db import reading
from server.core.http import json_response
from server.leads.queries import document
from server.mail import collateral, queries, schemas, settling, texts, trial, unsubscribe
from server.mail.merge import FIELDS
from server.mail.page import LANGUAGES, POLICY, page
from server.mail.preview import preview
from server.mail.smtp import server_of

blueprint = Blueprint("mail", __name__, url_prefix="/api/v1", description="Texts, and the mail made of them.")
way_out = Blueprint("unsubscribe", __name__, description="The link every mail carries.")
blueprints = (blueprint, way_out)


@blueprint.get("/texts")
@blueprint.response(200, schemas.Texts)
@signed_in
def all_texts() -> dict[str, Any]:
    """Every text in force, its draft if there is one, and the fields texts may name."""
    with reading() as connection:
        published, drafts = texts.published(connection), texts.drafts(connection)
        organisation = org.find(connection) or {}
    pairs = [
        {"kind": key[0], "language": key[1], "published": published.get(key), "draft": drafts.get(key)}
        for key in sorted({*published, *drafts})
    ]
    return {
        "texts": pairs,
        "fields_": [{"name": name, "meaning": meaning} for name, meaning in FIELDS.items()],
        "signature": {"organisation": organisation.get("name"), "phone": organisation.get("phone")},
        "mail": server_of(current_app.config) is not None,
    }


@blueprint.put("/texts/signature")
@blueprint.arguments(schemas.Signature)
@blueprint.response(200, schemas.Signature)
@requires("template:write")
def sign(body: dict[str, str | None]) -> dict[str, Any]:
    """Set the organisation's number, which stands under its mails."""
    return texts.sign(current_actor(), body["phone"])


@blueprint.get("/texts/<kind>/<language>")
@blueprint.response(200, schemas.Versions)
@signed_in
def text_history(kind: str, language: str) -> dict[str, Any]:
    """Every version of a text, the newest first."""
    with reading() as connection:
        return {"versions": texts.versions(connection, kind, language)}


@blueprint.put("/texts/<kind>/<language>")
@blueprint.arguments(schemas.Said)
@blueprint.response(200, schemas.TextVersion)
@requires("template:write")
def save_text(said: dict[str, str], kind: str, language: str) -> dict[str, Any]:
    """Keep a draft; nobody uses it before it is published."""
    return texts.save_draft(current_actor(), kind, language, said)


@blueprint.post("/texts/<kind>/<language>/publish")
@blueprint.arguments(schemas.Publication)
@blueprint.response(200, schemas.TextVersion)
@requires("template:write")
def publish_text(body: dict[str, str], kind: str, language: str) -> dict[str, Any]:
    """Put the draft in force for every mail from now on."""
    return texts.publish(current_actor(), kind, language, body["draft"])


@blueprint.post("/texts/preview")
@blueprint.arguments(schemas.PreviewRequest)
@blueprint.response(200, schemas.Preview)
@signed_in
def preview_text(body: dict[str, Any]) -> dict[str, Any]:
    """A text as the prospect would read it; fields nothing is known for are named."""
    with reading() as connection:
        return preview(connection, current_actor(), body)


@blueprint.get("/collateral")
@blueprint.response(200, schemas.CollateralItem(many=True))
@signed_in
def all_collateral() -> list[dict[str, Any]]:
    """Brochures and pages, and how sales uses them."""
    with reading() as connection:
        used = collateral.usage(connection)
        unused = {"used": 0, "people": 0, "leads": 0, "won": 0, "last_used_at": None}
        return [{**item, **used.get(item["title"], unused)} for item in collateral.listed(connection)]


@blueprint.post("/collateral")
@blueprint.arguments(schemas.CollateralItem)
@blueprint.response(201, schemas.CollateralItem)
@requires("template:write")
def add_collateral(body: dict[str, Any]) -> dict[str, Any]:
    """Put a brochure or page on the list."""
    return collateral.add(current_actor(), body)


@blueprint.patch("/collateral/<id:item_id>")
@blueprint.arguments(schemas.CollateralItem(partial=True))
@blueprint.response(200, schemas.CollateralItem)
@requires("template:write")
def change_collateral(body: dict[str, Any], item_id: str) -> dict[str, Any]:
    """Change an item, or take it out of use."""
    return collateral.change(current_actor(), item_id, body)


@blueprint.get("/leads/<id:lead_id>/messages")
@blueprint.response(200, schemas.Messages)
@requires("lead:read")
def messages_of_lead(lead_id: str) -> dict[str, Any]:
    """Every mail to this prospect with its words."""
    with reading() as connection:
        document(connection, current_actor(), lead_id)
        return {"messages": queries.messages_of(connection, lead_id)}


@blueprint.get("/messages/stuck")
@blueprint.response(200, schemas.Messages)
@requires("lead:read")
def stuck_messages() -> dict[str, Any]:
    """Mails of the person's leads that bounced, failed or may have arrived."""
    with reading() as connection:
        found = queries.stuck(connection, current_actor())
    return {"messages": [{**row, "lead": _shown_name(row)} for row in found]}


def _shown_name(row: dict[str, Any]) -> str:
    return " ".join(filter(None, (row["given_name"], row["family_name"]))) or row["company"] or row["recipient"]


@blueprint.post("/messages/<id:message_id>/settle")
@blueprint.arguments(schemas.MessageWord)
@requires("lead:touch")
def settle_message(body: dict[str, str], message_id: str) -> Response:
    """Say what shall become of a mail that got stuck; answers the lead document."""
    return json_response(settling.settle(current_actor(), message_id, body["word"]))


@blueprint.post("/mail/test")
@blueprint.response(204)
@requires("admin:users")
def send_test_mail() -> None:
    """Send a test mail to oneself."""
    with reading() as connection:
        person = user_by_id(connection, current_actor().user_id or "") or {}
        trial.send_test(connection, person.get("email", ""))


@way_out.get("/unsubscribe/<token>")
@public
def ask_to_leave(token: str) -> Response:
    """The page with one button. Looking at it changes nothing: mail scanners follow every link."""
    unsubscribe.read(token)
    return _page("ask")


@way_out.post("/unsubscribe/<token>")
@public
def leave(token: str) -> Response:
    """No more mail to this address: the button, and the one-click of mail programs (RFC 8058)."""
    unsubscribe.leave(token)
    return _page("done")


@way_out.errorhandler(unsubscribe.BadLink)
def bad_link(error: unsubscribe.BadLink) -> Response:
    """A page as well: people read it."""
    return _page("bad", error.status)


def _page(state: str, status: int = 200) -> Response:
    with reading() as connection:
        organisation = (org.find(connection) or {}).get("name") or "Boxless"
    language = request.accept_languages.best_match(LANGUAGES, "en") or "en"
    response = Response(page(state, language, organisation), status, mimetype="text/html")
    # with `no-referrer` a browser would hide that the form was sent from here
    response.headers.update(
        {"Content-Security-Policy": POLICY, "Referrer-Policy": "same-origin", "Cache-Control": "no-store"}
    )
    return response
