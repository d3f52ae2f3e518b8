"""Wire shapes of the manager's lists."""

from marshmallow import RAISE, Schema, ValidationError, fields, pre_load, validate, validates_schema

from server.triage.queries import NEEDS, SORTS

LARGEST_PAGE = 200
MOST_LEADS = 500
_ids = validate.Regexp(r"^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$")


class LeadFilter(Schema):
    """Query of GET /leads."""

    class Meta:
        unknown = RAISE

    event = fields.String(validate=_ids)
    owner = fields.String(validate=validate.Length(max=36))
    klass = fields.String(data_key="class", validate=validate.OneOf(["A", "B", "C", "D"]))
    status = fields.Integer(validate=validate.Range(1, 5))
    track = fields.String(validate=validate.OneOf(["active", "nurture", "customer"]))
    source = fields.String(validate=validate.Length(max=24))
    needs = fields.String(validate=validate.OneOf(NEEDS))
    overdue = fields.Boolean()
    q = fields.String(validate=validate.Length(max=200))
    sort = fields.String(load_default="-captured", validate=validate.OneOf([*SORTS, *(f"-{name}" for name in SORTS)]))
    page = fields.Integer(load_default=1, validate=validate.Range(1, 100_000))
    page_size = fields.Integer(load_default=50, validate=validate.Range(1, LARGEST_PAGE))


class SummaryFilter(Schema):
    """Query of GET /leads/summary."""

    class Meta:
        unknown = RAISE

    event = fields.String(validate=_ids)


class BulkAssign(Schema):
    """Body of POST /leads/assign."""

    class Meta:
        unknown = RAISE

    lead_ids = fields.List(fields.String(validate=_ids), required=True, validate=validate.Length(1, MOST_LEADS))
    to = fields.String(load_default=None, allow_none=True, validate=_ids)
    by_rule = fields.Boolean(load_default=False)
    #: `seen` of the preview the person agreed to
    seen = fields.String(load_default=None, allow_none=True, validate=validate.Length(max=64))
    reason = fields.String(load_default="", validate=validate.Length(max=2000))
    preview = fields.Boolean(load_default=False)

    @validates_schema
    def _somebody(self, body: dict[str, object], **_: object) -> None:
        if body["by_rule"] and body["to"] is not None:
            raise ValidationError("Name a person or let the rules choose.", "to")

    @pre_load
    def _named(self, body: object, **_: object) -> object:
        if isinstance(body, dict) and "to" not in body and not body.get("by_rule"):
            raise ValidationError("Missing data for required field.", "to")
        return body


class BulkUndo(Schema):
    """Body of POST /leads/assign/undo."""

    class Meta:
        unknown = RAISE

    batch = fields.String(required=True, validate=_ids)
