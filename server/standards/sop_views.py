"""The standard operating procedure: as data, and as a page to read and print. HTTP only."""

from pathlib import Path
from typing import Any

from flask import Response, make_response, render_template, send_file
from marshmallow import fields, validate

from server.auth.access import current_actor, requires, signed_in
from server.core.api import Blueprint
from server.core.db import reading
from server.core.http import json_response
from server.standards import sop
from server.standards.schemas import Strict

CSS = Path(__file__).parent / "sop.css"

blueprint = Blueprint(
    "sop",
    __name__,
    url_prefix="/api/v1/standards",
    template_folder="templates",
    description="Everything in force, as one document.",
)


class OwnWords(Strict):
    """What the organisation says in front of its standards."""

    words = fields.String(required=True, validate=validate.Length(max=20_000))


@blueprint.get("/sop")
@signed_in
def document() -> Response:
    """The whole procedure, made of what is in force now."""
    with reading() as connection:
        return json_response(sop.document(connection))


@blueprint.put("/sop")
@blueprint.arguments(OwnWords)
@requires("standards:write")
def own_words(body: dict[str, Any]) -> Response:
    """Set the organisation's own words in front of it."""
    return json_response(sop.set_own_words(current_actor(), body["words"]))


@blueprint.get("/sop.html")
@signed_in
def page() -> Response:
    """The same as a page to read and print."""
    with reading() as connection:
        written = sop.document(connection)
    response = make_response(render_template("sop.html", sop=written))
    response.mimetype = "text/html"
    return response


@blueprint.get("/sop.css")
@signed_in
def style() -> Response:
    """How the page looks; the content security policy allows no style inside it."""
    return send_file(CSS, mimetype="text/css")
