"""`/api/openapi.json` for machines and `/api/docs` for people, both for those who are signed in."""

from pathlib import Path
from typing import Any

from flask import Blueprint, Flask, Response, current_app, render_template, send_file
from flask_smorest.spec.plugins import FlaskPlugin

from server.apidocs.description import VERBS, describe
from server.auth.access import Mark, mark_of, signed_in
from server.auth.permission_map import PERMISSIONS
from server.core.http import json_response
from server.core.version import VERSION

CSS = Path(__file__).parent / "api.css"
SCHEMES = {
    "cookie": {"type": "apiKey", "in": "cookie", "name": "boxless", "description": "Signed in by password."},
    "device": {"type": "http", "scheme": "bearer", "description": "The token of a paired phone."},
}

blueprint = Blueprint("apidocs", __name__, url_prefix="/api", template_folder="templates")


@blueprint.get("/openapi.json")
@signed_in
def openapi() -> Response:
    """The description for machines."""
    return json_response(_document())


@blueprint.get("/docs")
@signed_in
def page() -> str:
    """The description for people."""
    return render_template("api.html", described=describe(_document()), version=VERSION)


@blueprint.get("/docs/api.css")
@signed_in
def style() -> Response:
    """How the page looks; the content security policy allows no style inside it."""
    return send_file(CSS, mimetype="text/css")


def who(mark: Mark | None) -> str:
    """Who may use a route, in words."""
    if mark is None:
        return "nobody"
    if mark.anonymous:
        return "anyone"
    if mark.permission:
        return f"{mark.permission} ({', '.join(PERMISSIONS[mark.permission])})"
    return "signed in by password" if mark.password_only else "anybody signed in"


def _document() -> dict[str, Any]:
    """The OpenAPI document, with what each route asks of its caller."""
    document: dict[str, Any] = current_app.extensions["flask-smorest"]["apis"][""]["ext_obj"].spec.to_dict()
    document["components"]["securitySchemes"] = SCHEMES
    marks = _marks(current_app)
    for path, methods in document["paths"].items():
        for verb in set(VERBS) & set(methods):
            mark = marks.get((path, verb))
            methods[verb] |= {"x-who": who(mark), "security": _security(mark)}
    return document


def _marks(app: Flask) -> dict[tuple[str, str], Mark | None]:
    """(path as OpenAPI writes it, verb) -> mark."""
    return {
        (FlaskPlugin.flaskpath2openapi(rule.rule), method.lower()): mark_of(app, rule.endpoint, method)
        for rule in app.url_map.iter_rules()
        for method in rule.methods or ()
    }


def _security(mark: Mark | None) -> list[dict[str, list[str]]]:
    if mark is not None and mark.anonymous:
        return []
    if mark is not None and mark.password_only:
        return [{"cookie": []}]
    return [{"cookie": []}, {"device": []}]
