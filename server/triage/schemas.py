"""Wire shapes of the manager's lists."""

from marshmallow import RAISE, Schema, fields, validate

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
    to = fields.String(required=True, allow_none=True, validate=_ids)
    reason = fields.String(load_default="", validate=validate.Length(max=2000))
    preview = fields.Boolean(load_default=False)
