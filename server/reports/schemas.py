"""Wire shapes of reports."""

from collections.abc import Mapping
from typing import Any

import orjson
from marshmallow import RAISE, Schema, ValidationError, fields, validate, validates_schema

from server.core.fields import Day, Words, canonical_id
from server.reports.cracks import CRACKS, STAGES
from server.reports.labels import DIMENSIONS
from server.reports.models import CAUSES

LARGEST_PAGE = 200
MOST_DIMENSIONS = 3
MOST_MONEY = 10**15


def _somebody(value: str) -> None:
    if value not in ("none", "me"):
        canonical_id(value)


def _show(value: str) -> None:
    if value != "none":
        canonical_id(value)


class Dimensions(fields.String):
    """Names of dimensions with commas between, as a tuple."""

    def _deserialize(self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any) -> Any:
        names = tuple(super()._deserialize(value, attr, data, **kwargs).split(","))
        if len(names) > MOST_DIMENSIONS or len(set(names)) < len(names) or not set(names) <= set(DIMENSIONS):
            raise ValidationError(f"Name up to {MOST_DIMENSIONS} of: {', '.join(DIMENSIONS)}.")
        return names


class Key(fields.String):
    """A row's key: a JSON list, as the report gave it."""

    def _deserialize(self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any) -> Any:
        try:
            key = orjson.loads(super()._deserialize(value, attr, data, **kwargs))
        except orjson.JSONDecodeError as error:
            raise ValidationError("Not a row's key. Send the one the report gave, as JSON.") from error
        if not isinstance(key, list):
            raise ValidationError("Not a row's key. Send the one the report gave, as JSON.")
        return key


class ReportQuery(Schema):
    """Filters every report takes. Days are the organisation's; `from` and `to` belong to the period."""

    class Meta:
        unknown = RAISE

    show = fields.String(validate=_show)
    source = fields.String(validate=validate.Length(1, 24))
    klass = fields.String(data_key="class", attribute="class", validate=validate.OneOf(["A", "B", "C", "D"]))
    rep = fields.String(validate=_somebody)
    team = fields.String(validate=canonical_id)
    begin = Day(data_key="from", attribute="from")
    end = Day(data_key="to", attribute="to")
    by = Dimensions()

    @validates_schema
    def _in_order(self, data: Mapping[str, Any], **_kwargs: Any) -> None:
        if data.get("from") and data.get("to") and data["to"] < data["from"]:
            raise ValidationError("The period ends before it begins.", "to")


class RowsQuery(ReportQuery):
    """Query of the download of a report's rows."""

    table = fields.String(validate=validate.Length(1, 40))


class CellQuery(ReportQuery):
    """Which figure: `table.figure`, and of which row (all of them without a key)."""

    cell = fields.String(required=True, validate=validate.Regexp(r"^[a-z_0-9]+\.[a-z_0-9]+\Z"))
    key = Key()


class LeadsQuery(CellQuery):
    """Query of the leads behind a figure."""

    page = fields.Integer(load_default=1, validate=validate.Range(1, 100_000))
    page_size = fields.Integer(load_default=50, validate=validate.Range(1, LARGEST_PAGE))


class NoteBody(Schema):
    """Why leads fall through at one place."""

    class Meta:
        unknown = RAISE

    crack = fields.String(
        required=True, validate=validate.OneOf([*(name for name, _, _ in CRACKS), *(name for name, _ in STAGES)])
    )
    show = fields.String(load_default=None, allow_none=True, validate=canonical_id)
    cause = fields.String(required=True, validate=validate.OneOf(CAUSES))
    text = Words(required=True, longest=2000)
    action = Words(load_default=None, allow_none=True, longest=2000)


class NotesQuery(Schema):
    """Query of the notes on cracks."""

    class Meta:
        unknown = RAISE

    crack = fields.String(validate=validate.Length(1, 40))
    show = fields.String(validate=canonical_id)


class ReviewBody(Schema):
    """What is written under a month; signing keeps its figures."""

    class Meta:
        unknown = RAISE

    notes = Words(load_default="", shortest=0, longest=10_000)
    sign = fields.Boolean(load_default=False)


class QuotaBody(Schema):
    """What is to be sold in a fiscal quarter, minor units of the organisation's currency."""

    class Meta:
        unknown = RAISE

    amount = fields.Integer(required=True, strict=True, validate=validate.Range(0, MOST_MONEY))
