"""Wire shapes of texts, brochures and messages (docs/api.md). Unknown fields are refused."""

from marshmallow import Schema, fields, validate

from server.core.fields import IdField, Instant, Words
from server.mail.merge import FIELDS

LONGEST_BODY = 20_000
LONGEST_SUBJECT = 300


class Said(Schema):
    """The words of a text, with their marks."""

    subject = Words(longest=LONGEST_SUBJECT, shortest=0, load_default="")
    body = Words(longest=LONGEST_BODY, required=True)


class TextVersion(Schema):
    """One version of a text."""

    id = IdField(dump_only=True, allow_none=True)
    kind = fields.String()
    language = fields.String()
    version = fields.Integer()
    subject = fields.String()
    body = fields.String()
    created_at = Instant(allow_none=True)
    created_by = IdField(allow_none=True)
    published_at = Instant(allow_none=True)
    published_by = IdField(allow_none=True)


class TextPair(Schema):
    """What is in force for a kind and language, and the draft that may follow it."""

    kind = fields.String()
    language = fields.String()
    published = fields.Nested(TextVersion, allow_none=True)
    draft = fields.Nested(TextVersion, allow_none=True)


class MergeField(Schema):
    """Something a text may name between two # signs."""

    name = fields.String(validate=validate.OneOf(list(FIELDS)))
    meaning = fields.String()


class Signature(Schema):
    """What stands under mails of the house."""

    organisation = fields.String(dump_only=True)
    phone = Words(longest=60, allow_none=True, required=True)


class Texts(Schema):
    """Every text, and the fields they may name."""

    texts = fields.List(fields.Nested(TextPair))
    fields_ = fields.List(fields.Nested(MergeField), data_key="fields")
    signature = fields.Nested(Signature)
    mail = fields.Boolean(metadata={"description": "Whether this server sends mail."})


class Versions(Schema):
    """The history of a text."""

    versions = fields.List(fields.Nested(TextVersion))


class Publication(Schema):
    """The draft to put in force: what the person looked at."""

    draft = IdField(required=True)


class PreviewRequest(Said):
    """A text and the lead to show it for; without one a made-up prospect."""

    lead_id = IdField(load_default=None, allow_none=True)
    collateral = fields.List(IdField(), load_default=list, validate=validate.Length(max=50))


class Preview(Schema):
    """What the prospect would read, and the fields nothing is known for."""

    subject = fields.String()
    body = fields.String()
    empty = fields.List(fields.String())


class CollateralItem(Schema):
    """A brochure or page, and how it is used."""

    id = IdField(dump_only=True)
    title = Words(required=True)
    url = fields.Url(schemes={"http", "https"}, required=True, validate=validate.Length(max=2_000))
    product = Words(allow_none=True, load_default=None)
    active = fields.Boolean(load_default=True)
    used = fields.Integer(dump_only=True)
    people = fields.Integer(dump_only=True)
    leads = fields.Integer(dump_only=True)
    won = fields.Integer(dump_only=True)
    last_used_at = Instant(dump_only=True, allow_none=True)


class Message(Schema):
    """A mail and what became of it."""

    id = IdField()
    lead_id = IdField()
    lead = fields.String()
    step_id = IdField(allow_none=True)
    kind = fields.String(allow_none=True)
    recipient = fields.String()
    subject = fields.String()
    body = fields.String()
    collateral = fields.List(fields.String())
    by = IdField(allow_none=True)
    auto = fields.Boolean()
    state = fields.String()
    reason = fields.String(allow_none=True)
    at = Instant()
    sent_at = Instant(allow_none=True)


class Messages(Schema):
    """Mails, the newest first."""

    messages = fields.List(fields.Nested(Message))


class MessageWord(Schema):
    """What a person decided about a mail that got stuck."""

    word = fields.String(required=True, validate=validate.OneOf(["sent", "again", "drop"]))
