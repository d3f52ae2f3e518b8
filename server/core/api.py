"""How every room speaks HTTP: its blueprint, JSON bodies (gzip too), ids in addresses, OpenAPI."""

from typing import Any

from apispec.ext.marshmallow import MarshmallowPlugin
from apispec.ext.marshmallow.common import resolve_schema_cls
from flask import Flask, Request, request
from flask_smorest import Api as SmorestApi
from flask_smorest import Blueprint as SmorestBlueprint
from marshmallow import RAISE, Schema, fields
from webargs import core
from webargs.flaskparser import FlaskParser
from werkzeug.exceptions import UnsupportedMediaType
from werkzeug.routing import BaseConverter, IntegerConverter, Map

from server.core.fields import Day, Instant
from server.core.http import read_json


class JsonParser(FlaskParser):
    """Reads a body once, strictly: JSON or nothing, plain or gzip, within the limit."""

    DEFAULT_LOCATION = "json"
    #: a misspelt filter would silently show everything
    DEFAULT_UNKNOWN_BY_LOCATION: dict[str, str | None] = {"json": None, "query": RAISE}  # noqa: RUF012 - as its base

    def load_json(self, req: Request, schema: Schema) -> Any:
        """The body; no body at all counts as an empty one, so that its required fields are named."""
        if not req.content_length and "Transfer-Encoding" not in req.headers:
            return core.missing
        if not core.is_json(req.mimetype):
            raise UnsupportedMediaType()
        return read_json()


class ProblemSchema(Schema):
    """The shape of every failure (RFC 9457)."""

    type = fields.String(metadata={"description": "`/problems/<code>`"})
    title = fields.String(metadata={"description": "What to do, one sentence."})
    status = fields.Integer()
    code = fields.String(metadata={"description": "Stable; docs/errors.md lists them all."})
    errors = fields.Dict(metadata={"description": "Messages by place and field, where fields are at fault."})


class Blueprint(SmorestBlueprint):
    """A room's blueprint; its answers and refusals are described in OpenAPI."""

    ARGUMENTS_PARSER = JsonParser()


class Api(SmorestApi):
    """The description of every blueprint. Errors keep the one shape of `core.http`."""

    ERROR_SCHEMA = ProblemSchema

    def __init__(self, app: Flask) -> None:
        plugin = MarshmallowPlugin(schema_name_resolver=name_in_openapi)
        super().__init__(app, spec_kwargs={"marshmallow_plugin": plugin})
        self.register_field(Instant, "string", "date-time")
        self.register_field(Day, "string", "date")

    def _register_error_handlers(self) -> None:
        """None: flask-smorest's own handler has another shape and loses the Allow header of a 405."""


def name_in_openapi(schema: Any) -> str:
    """Name of a schema: its class; `PersonChange` where every field may be left out."""
    found = resolve_schema_cls(schema)
    name = found.__name__ if isinstance(found, type) else str(found)
    return f"{name}Change" if getattr(schema, "partial", None) else name


class IdConverter(BaseConverter):
    """`<id:lead_id>`: a UUID in canonical form. Anything else is no address of ours."""

    regex = r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"


class NumberConverter(IntegerConverter):
    """`<int:version>`: a number the database can hold. A longer one is no address of ours."""

    def __init__(self, map: Map, max: int = 2**31 - 1) -> None:
        super().__init__(map, max=max)


def number_in_openapi(_converter: BaseConverter) -> dict[str, str]:
    """How a number of an address is described."""
    return {"type": "integer"}


def id_in_openapi(_converter: BaseConverter) -> dict[str, str]:
    """How an id of an address is described."""
    return {"type": "string", "format": "uuid"}


def client_address() -> str:
    """Where the request comes from, as far as the configured proxies tell."""
    return request.remote_addr or "unknown"
