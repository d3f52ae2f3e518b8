"""Wire shapes of what people judge: how a prospect qualifies, where it stands, when it wakes."""

from typing import Any

from marshmallow import RAISE, Schema, ValidationError, fields, validate, validates_schema

from server.classification.facts import AUTHORITIES, BUDGETS
from server.core.fields import Day
from server.sync.schemas import SHORT, Text, date, id_field

#: "nothing for N months": ten years is as far as anybody plans
MOST_MONTHS = 120
MOST_ANSWERS = 40


class QualifyBody(Schema):
    """What was found out. A key left out says nothing; null empties what was known."""

    class Meta:
        unknown = RAISE

    id = id_field(required=True)
    need = fields.Integer(strict=True, allow_none=True, validate=validate.Range(min=0, max=3))
    budget = fields.String(allow_none=True, validate=validate.OneOf(BUDGETS))
    authority = fields.String(allow_none=True, validate=validate.OneOf(AUTHORITIES))
    decision_by = Day(allow_none=True)
    timeline = Text(allow_none=True, validate=SHORT)
    #: question id -> answer, as the fields `q/<id>` hold them
    answers = fields.Dict(
        keys=fields.String(validate=validate.Regexp(r"^[A-Za-z0-9_.\-]{1,60}$")),
        values=fields.Raw(allow_none=True),
        validate=validate.Length(max=MOST_ANSWERS),
    )


class StatusBody(Schema):
    """A supervisor's word on the status."""

    class Meta:
        unknown = RAISE

    status = fields.Integer(required=True, strict=True, validate=validate.Range(min=1, max=5))
    reason = Text(required=True, validate=SHORT)


class ParkBody(Schema):
    """A lead that is not ready: for so many months, or until a day."""

    class Meta:
        unknown = RAISE

    months = fields.Integer(
        strict=True, load_default=None, allow_none=True, validate=validate.Range(min=1, max=MOST_MONTHS)
    )
    wake_at = date(load_default=None, allow_none=True)
    reason = Text(load_default="", validate=SHORT)

    @validates_schema
    def _dated(self, body: dict[str, Any], **_: Any) -> None:
        if (body["months"] is None) == (body["wake_at"] is None):
            raise ValidationError("Name either the months or the day.", "wake_at")
