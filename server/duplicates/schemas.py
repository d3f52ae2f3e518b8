"""Wire shapes of pairs and merges."""

from marshmallow import RAISE, Schema, fields, validate

from server.core.fields import IdField
from server.duplicates.merge import LOSER, WINNER
from server.duplicates.models import STATES

LARGEST_PAGE = 100


class PairFilter(Schema):
    """Query of GET /duplicates."""

    class Meta:
        unknown = RAISE

    state = fields.String(load_default="open", validate=validate.OneOf(STATES))
    lead = IdField(load_default=None)
    page = fields.Integer(load_default=1, validate=validate.Range(1, 100_000))
    page_size = fields.Integer(load_default=20, validate=validate.Range(1, LARGEST_PAGE))


class PairDecision(Schema):
    """Body of POST /duplicates/<id>."""

    class Meta:
        unknown = RAISE

    decision = fields.String(required=True, validate=validate.OneOf(["distinct", "linked", "open"]))


class MergeBody(Schema):
    """Body of POST /merges."""

    class Meta:
        unknown = RAISE

    winner = IdField(required=True)
    loser = IdField(required=True)
    #: field -> whose value stays
    fields_ = fields.Dict(
        keys=fields.String(),
        values=fields.String(validate=validate.OneOf([WINNER, LOSER])),
        load_default=dict,
        data_key="fields",
        validate=validate.Length(max=400),
    )
    preview = fields.Boolean(load_default=False)
