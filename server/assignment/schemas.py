"""Wire shapes of owners and hand-overs (docs/api.md)."""

from marshmallow import Schema, fields, validate

from server.core.fields import IdField, Instant, Words

MOST_RECEIVERS = 50


class Owner(Schema):
    """Somebody who can own leads, and what she holds."""

    id = fields.String()
    name = fields.String()
    roles = fields.List(fields.String())
    active = fields.Boolean()
    open = fields.Integer()
    overdue = fields.Integer()
    ab = fields.Integer(metadata={"description": "Open leads of class A and B."})
    escalated = fields.Integer(metadata={"description": "Of them on the supervisor's list."})
    covering = fields.Integer(metadata={"description": "Leads looked after for somebody who is away."})
    away = fields.Boolean()
    away_from = Instant(allow_none=True)
    away_to = Instant(allow_none=True)
    deputy_id = fields.String(allow_none=True)
    contract_until = Instant(allow_none=True)
    ends_soon = fields.Boolean()


class HandoverWish(Schema):
    """Whose queue goes to whom. `to` empty: whoever the rules choose."""

    from_id = IdField(required=True, data_key="from")
    to = fields.List(IdField(), load_default=list, validate=validate.Length(max=MOST_RECEIVERS))
    reason = Words(required=True, longest=2000)


class HandoverQuestion(Schema):
    """What a hand-over would do."""

    from_id = IdField(required=True, data_key="from")
    to = fields.List(IdField(), load_default=list, validate=validate.Length(max=MOST_RECEIVERS))


class Why(Schema):
    """How many leads one rule gives."""

    words = fields.String()
    count = fields.Integer()


class Receiver(Schema):
    """Who would get how many; `id` null: the pool."""

    id = fields.String(allow_none=True)
    name = fields.String(allow_none=True)
    count = fields.Integer()
    why = fields.List(fields.Nested(Why))


class HandoverPreview(Schema):
    """Who would get how many, by which rule."""

    total = fields.Integer()
    people = fields.List(fields.Nested(Receiver))


class Handover(Schema):
    """A whole queue that changed hands."""

    id = fields.String()
    from_id = fields.String(data_key="from")
    receivers = fields.List(fields.String(), data_key="to")
    reason = fields.String()
    by = fields.String()
    at = Instant()
    state = fields.String()
    total = fields.Integer()
    moved = fields.Integer()
    returned = fields.Integer()
    ended_at = Instant(allow_none=True)
