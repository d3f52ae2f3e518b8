"""Wire shapes of shows."""

from marshmallow import Schema, ValidationError, fields, validate, validates_schema

from server.core.fields import Currency, IdField, Instant, ShowBasics, Slug, Whole, Words, in_order
from server.events.models import COST_KINDS, KINDS

MOST_CHIPS = 6
MOST_QUESTIONS = 20
MOST_CHOICES = 12
MOST_STAFF = 500
QUESTION_KINDS = ("text", "choice", "yes_no", "number")


class Chip(Schema):
    """One tap on the lead sheet: becomes the field `tag/<slug>`."""

    slug = Slug(required=True)
    label = Words(required=True, longest=40)


class Question(Schema):
    """One line of the qualifying script: its answer becomes the field `q/<id>`."""

    id = Slug(required=True)
    label = Words(required=True)
    kind = fields.String(load_default="text", validate=validate.OneOf(QUESTION_KINDS))
    choices = fields.List(Words(longest=80), load_default=list, validate=validate.Length(max=MOST_CHOICES))


class Event(ShowBasics):
    """A show or another occasion leads come from."""

    id = fields.String(dump_only=True)
    kind = fields.String(load_default="exhibition", validate=validate.OneOf(KINDS))
    chips = fields.List(Whole(Chip), validate=validate.Length(max=MOST_CHIPS))
    questions = fields.List(Whole(Question), load_default=list, validate=validate.Length(max=MOST_QUESTIONS))
    default_class = fields.String(load_default="C", validate=validate.OneOf(("A", "B", "C", "D")))
    target_leads = fields.Integer(allow_none=True, load_default=None, validate=validate.Range(0, 1_000_000))
    required_roi = fields.Integer(allow_none=True, load_default=None, validate=validate.Range(0, 100_000))
    announced_at = Instant(dump_only=True, allow_none=True)
    staff_ids = fields.List(IdField(), load_default=list, validate=validate.Length(max=MOST_STAFF))
    archived = fields.Boolean()
    created_at = Instant(dump_only=True)
    updated_at = Instant(dump_only=True)

    @validates_schema
    def _in_order(self, data: dict[str, str], **_kwargs: object) -> None:
        if "starts_on" in data and "ends_on" in data:
            in_order(data["starts_on"], data["ends_on"])

    @validates_schema
    def _distinct(self, data: dict[str, list[dict[str, str]]], **_kwargs: object) -> None:
        for field, key in (("chips", "slug"), ("questions", "id")):
            names = [item[key] for item in data.get(field, [])]
            if len(names) != len(set(names)):
                raise ValidationError(f"Each {key} may stand here once.", field)

    @validates_schema
    def _choices(self, data: dict[str, list[dict[str, str]]], **_kwargs: object) -> None:
        if any((q["kind"] == "choice") != bool(q["choices"]) for q in data.get("questions", [])):
            raise ValidationError("A question of kind choice needs choices, and only that.", "questions")


class EventCost(Schema):
    """One line of what a show costs; `amount` in minor units, without a currency in the organisation's."""

    id = fields.String(dump_only=True)
    kind = fields.String(required=True, validate=validate.OneOf(COST_KINDS))
    amount = fields.Integer(required=True, strict=True, validate=validate.Range(0, 10**13))
    currency = Currency(load_default=None, allow_none=True)
    text = Words(load_default=None, allow_none=True)
    created_at = Instant(dump_only=True)
    updated_at = Instant(dump_only=True)


class CostTotal(Schema):
    """The sum of one currency."""

    currency = fields.String()
    amount = fields.Integer()


class EventCosts(Schema):
    """Everything a show costs."""

    costs = fields.List(fields.Nested(EventCost))
    totals = fields.List(fields.Nested(CostTotal))


class Announcement(Schema):
    """What sales is told of a show or campaign."""

    message = Words(required=True, longest=4_000)


class NoticeRead(Schema):
    """Who read a notice, and when first."""

    user_id = fields.String()
    at = Instant()


class Notice(Schema):
    """A notice with its receipts."""

    id = fields.String()
    event_id = fields.String()
    message = fields.String()
    sent_at = Instant()
    by = fields.String(allow_none=True)
    read = fields.List(fields.Nested(NoticeRead))
    unread = fields.List(fields.String())


class NoticeForMe(Schema):
    """A notice as the person it is for sees it."""

    id = fields.String()
    event_id = fields.String()
    event_name = fields.String()
    starts_on = fields.String()
    message = fields.String()
    sent_at = Instant()
    read_at = Instant(allow_none=True)
