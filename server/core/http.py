"""HTTP manners: one error shape, security headers, body limits, JSON answers."""

import gzip
import zlib
from typing import Any

import orjson
import structlog
from flask import Flask, Request, Response, current_app, request
from flask.sessions import SessionInterface, SessionMixin
from marshmallow import ValidationError
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as PoolExhausted
from werkzeug.exceptions import HTTPException

from server.core.errors import Invalid, Malformed, Problem, TooLarge, Unavailable

log = structlog.get_logger()

PROBLEM = "application/problem+json"
BODY_LIMIT = 4 << 20
GZIP_FROM = 1_400
CSP = (
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self' blob:; connect-src 'self'; "
    "img-src 'self' blob: data:; media-src 'self' blob:; style-src 'self'; font-src 'self'; manifest-src 'self'; "
    "frame-ancestors 'none'; base-uri 'none'; form-action 'self'"
)
HEADERS = {
    "Content-Security-Policy": CSP,
    "Permissions-Policy": "camera=(self), microphone=(self), geolocation=(), payment=(), usb=()",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
CODES = {
    400: "malformed",
    401: "unauthenticated",
    403: "forbidden",
    404: "not_found",
    405: "method_not_allowed",
    413: "too_large",
    415: "unsupported_media_type",
    422: "invalid",
    429: "too_many_attempts",
}
TITLES = {
    404: "There is nothing at this address.",
    405: "This address does not take that method. See the Allow header.",
    413: "This is too large. Send less at once.",
    415: "Send JSON with Content-Type: application/json.",
}


def json_response(data: Any, status: int = 200) -> Response:
    """JSON through orjson, gzipped when it pays and the client takes it."""
    return raw_json_response(orjson.dumps(data), status)


def raw_json_response(body: bytes, status: int = 200) -> Response:
    """As `json_response` for a body that is JSON text already."""
    response = Response(body, status, mimetype="application/json")
    if len(body) > GZIP_FROM and "gzip" in request.headers.get("Accept-Encoding", ""):
        response.set_data(gzip.compress(body, 1))
        response.headers["Content-Encoding"] = "gzip"
        response.vary.add("Accept-Encoding")
    return response


def read_json(limit: int = BODY_LIMIT) -> Any:
    """The request's JSON, unzipped up to `limit` bytes. Raises Malformed or TooLarge."""
    raw = request.get_data()
    if request.headers.get("Content-Encoding") == "gzip":
        raw = _unzipped(raw, limit)
    if len(raw) > limit:
        raise TooLarge()
    try:
        return orjson.loads(raw)
    except orjson.JSONDecodeError as error:
        raise Malformed() from error


def _unzipped(raw: bytes, limit: int) -> bytes:
    inflate = zlib.decompressobj(31)
    try:
        body = inflate.decompress(raw, limit + 1)
    except zlib.error as error:
        raise Malformed() from error
    if len(body) > limit:
        raise TooLarge()
    if not inflate.eof or inflate.unused_data:
        raise Malformed()
    return body


def problem_response(problem: Problem) -> Response:
    """A Problem as RFC 9457 JSON."""
    # marshmallow names items of a list by their number
    body = orjson.dumps(problem.to_dict(), option=orjson.OPT_NON_STR_KEYS)
    response = Response(body, problem.status, mimetype=PROBLEM)
    response.headers.update(problem.headers)
    return response


class NoSession(SessionInterface):
    """Flask's signed cookie is not used (auth/sessions.py has ours), so none is read or prepared."""

    def __init__(self) -> None:
        self._none = self.null_session_class()

    def open_session(self, app: Flask, request: Request) -> SessionMixin:
        """The same nothing for everybody."""
        return self._none

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        """There is nothing to keep."""


def init_app(app: Flask) -> None:
    """Error handlers and headers for every response, errors included."""
    app.session_interface = NoSession()
    app.register_error_handler(Problem, problem_response)
    app.register_error_handler(HTTPException, _from_http)
    app.register_error_handler(ValidationError, lambda e: problem_response(Invalid(errors=e.messages)))
    app.register_error_handler(OperationalError, _database_away)
    app.register_error_handler(PoolExhausted, _database_away)
    if not app.config["DEVELOPMENT"] and not app.testing:
        app.register_error_handler(Exception, _unexpected)
    app.before_request(_refuse_nul)
    app.after_request(_headers)


def _refuse_nul() -> None:
    """No address or query of ours holds a NUL, and PostgreSQL takes none."""
    if "\0" in request.path or any("\0" in key + value for key, value in request.args.items(multi=True)):
        raise Malformed()


def _database_away(error: Exception) -> Response:
    log.error("database_away", path=request.path, error=type(error).__name__)
    return problem_response(Unavailable(headers={"Retry-After": "5"}))


def _from_http(error: HTTPException) -> Response:
    status = error.code or 500
    problem = Problem(TITLES.get(status, error.description or error.name), code=CODES.get(status, "http_error"))
    problem.status = status
    # webargs hangs marshmallow's messages here
    problem.errors = (getattr(error, "data", None) or {}).get("messages")
    if status == 422:
        problem.title = Invalid.title
    response = problem_response(problem)
    for name, value in error.get_headers():
        if name.lower() in {"allow", "retry-after", "www-authenticate"}:
            response.headers[name] = value
    return response


def _unexpected(error: Exception) -> Response:
    log.error("unexpected", path=request.path, exc_info=error)
    return problem_response(Problem("The server stumbled. It is logged; try again.", code="internal"))


def _headers(response: Response) -> Response:
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    if request.is_secure or current_app.config["SECURE_COOKIES"]:
        response.headers.setdefault("Strict-Transport-Security", "max-age=31536000; includeSubDomains")
    if request.path.startswith("/api/"):
        response.headers.setdefault("Cache-Control", "no-store")
    return response
