"""Shapes of the sync wire. The envelope is checked by marshmallow; fields of a lead by leads.registers."""

from typing import Any

from marshmallow import EXCLUDE, RAISE, Schema, ValidationError, fields, validate, validates_schema

from server.core.clock import LATEST
from server.core.ids import is_id
from server.core.text import clean
from server.followups.models import CONSENT_BASES
from server.leads.merge import RANK
from server.leads.models import OUTCOMES
from server.mail.shipped import WRITTEN
from server.plans.facts import CONSENT_CHANNELS, CONSENT_STATES, TOUCH_CHANNELS

MOST_OPS = 500
LONGEST_NOTE = 20_000
SHORT = validate.Length(max=2_000)
FEW = validate.Length(max=50)


def _id(value: str) -> None:
    if not is_id(value):
        raise ValidationError("Not a UUID in lower case.")


class Text(fields.String):
    """Text in NFC without NUL and control characters."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> str:
        return clean(super()._deserialize(value, attr, data, **kwargs)).strip()


def id_field(**options: Any) -> fields.String:
    """A UUID in canonical form."""
    return fields.String(validate=_id, **options)


def instant(**options: Any) -> fields.Integer:
    """What a device's clock said: milliseconds since 1970, between 1970 and the year 10000."""
    return fields.Integer(strict=True, validate=validate.Range(min=0, max=253_402_300_799_000), **options)


def date(**options: Any) -> fields.Integer:
    """When something shall happen: milliseconds since 1970, up to the year 2200."""
    return fields.Integer(strict=True, validate=validate.Range(min=0, max=LATEST), **options)


class EnvelopeSchema(Schema):
    """A push without its ops, which are checked one by one."""

    class Meta:
        unknown = EXCLUDE

    device = id_field(required=True)
    schema = fields.Integer(strict=True, load_default=1)
    app = fields.String(load_default="", validate=validate.Length(max=40))
    epoch = fields.String(load_default=None, allow_none=True)
    sent_at = instant(required=True)
    oldest_seq = fields.Integer(
        strict=True, load_default=None, allow_none=True, validate=validate.Range(min=1, max=2**53)
    )
    last_seq = fields.Integer(strict=True, load_default=None, allow_none=True)
    leads_left = fields.Integer(
        strict=True, load_default=None, allow_none=True, validate=validate.Range(min=0, max=1_000_000)
    )
    oldest_at = instant(load_default=None, allow_none=True)
    ops = fields.List(fields.Raw(allow_none=True), required=True, validate=validate.Length(max=MOST_OPS))


class PullSchema(Schema):
    """A pull."""

    class Meta:
        unknown = EXCLUDE

    device = id_field(required=True)
    schema = fields.Integer(strict=True, load_default=1)
    cursor = fields.Dict(load_default=None, allow_none=True)
    limit = fields.Integer(strict=True, load_default=500, validate=validate.Range(min=1, max=1000))
    settings = fields.String(load_default=None, allow_none=True)


class WaitSchema(Schema):
    """A wait for something to pull: the cursor and the settings' etag of the last pull."""

    class Meta:
        unknown = EXCLUDE

    cursor = fields.Dict(load_default=None, allow_none=True)
    settings = fields.String(load_default=None, allow_none=True)
    seconds = fields.Integer(strict=True, load_default=45, validate=validate.Range(min=0, max=60))


class SelfCheckSchema(Schema):
    """What a device believes to hold: scope -> `<count>:<sha256 of id:rev lines>`, at the cursor of its last pull."""

    class Meta:
        unknown = EXCLUDE

    cursor = fields.Dict(load_default=None, allow_none=True)
    settings = fields.String(load_default=None, allow_none=True)
    scopes = fields.Dict(required=True, keys=fields.String(), values=fields.String())


class PutSchema(Schema):
    """Registers of a lead."""

    class Meta:
        unknown = EXCLUDE

    event = fields.String(load_default=None, allow_none=True)
    src = fields.String(load_default="human", validate=validate.OneOf(list(RANK)))
    set = fields.Dict(required=True)
    mine = fields.Boolean(load_default=False)
    source = fields.String(load_default=None, allow_none=True)
    conf = fields.Dict(keys=fields.String(), values=fields.Float(), load_default=None, allow_none=True)
    box = fields.Dict(keys=fields.String(), values=fields.List(fields.Float()), load_default=None, allow_none=True)
    capture = fields.String(load_default=None, allow_none=True)
    stamps = fields.Dict(keys=fields.String(), values=fields.Integer(strict=True), load_default=None, allow_none=True)


class NoteBody(Schema):
    """Free text."""

    class Meta:
        unknown = RAISE

    id = id_field(required=True)
    text = Text(required=True, validate=validate.Length(min=1, max=LONGEST_NOTE))


class StepBody(Schema):
    """What happens to a step."""

    class Meta:
        unknown = RAISE

    step = id_field(required=True)
    action = fields.String(required=True, validate=validate.OneOf(["done", "skip", "snooze", "pin", "add"]))
    due_at = date(load_default=None, allow_none=True)
    reason = Text(load_default=None, allow_none=True, validate=SHORT)
    channel = fields.String(load_default=None, allow_none=True)
    purpose = fields.String(load_default=None, allow_none=True)


class AssignBody(Schema):
    """A change of owner."""

    class Meta:
        unknown = RAISE

    to = id_field(required=True, allow_none=True)
    reason = Text(load_default="", validate=SHORT)


class UnassignBody(Schema):
    """Taking a change of owner back; without `assignment` the latest."""

    class Meta:
        unknown = RAISE

    assignment = id_field(load_default=None, allow_none=True)
    reason = Text(load_default="", validate=SHORT)


class ClassifyBody(Schema):
    """A person's word on the class."""

    class Meta:
        unknown = RAISE

    # `class` is no name Python takes
    klass = fields.String(required=True, data_key="class", validate=validate.OneOf(["A", "B", "C", "D"]))
    reason = Text(required=True, validate=validate.Length(min=1, max=2_000))


class QuoteBody(Schema):
    """An offer made."""

    class Meta:
        unknown = RAISE

    id = id_field(required=True)
    number = Text(required=True, validate=validate.Length(min=1, max=80))
    amount = fields.Integer(required=True, strict=True, validate=validate.Range(min=0, max=10**15))
    currency = fields.String(load_default=None, allow_none=True, validate=validate.Regexp("[A-Z]{3}"))
    valid_until = instant(load_default=None, allow_none=True)
    doc_link = fields.Url(schemes={"http", "https"}, load_default=None, allow_none=True, validate=SHORT)
    state = fields.String(load_default="sent", validate=validate.OneOf(["sent", "accepted", "rejected", "expired"]))


class SaleBody(Schema):
    """What was sold."""

    class Meta:
        unknown = RAISE

    invoice_no = Text(required=True, validate=validate.Length(min=1, max=80))
    value = fields.Integer(required=True, strict=True, validate=validate.Range(min=0, max=10**15))
    currency = fields.String(load_default=None, allow_none=True, validate=validate.Regexp("[A-Z]{3}"))
    doc_link = fields.Url(schemes={"http", "https"}, load_default=None, allow_none=True, validate=SHORT)


class CloseBody(Schema):
    """How it ended."""

    class Meta:
        unknown = RAISE

    outcome = fields.String(required=True, validate=validate.OneOf(OUTCOMES))
    reason = Text(load_default="", validate=SHORT)
    objection = Text(load_default=None, allow_none=True, validate=SHORT)
    competitor = Text(load_default=None, allow_none=True, validate=SHORT)
    duplicate_of = id_field(load_default=None, allow_none=True)
    sale = fields.Nested(SaleBody, load_default=None, allow_none=True)


class ReopenBody(Schema):
    """Why it goes on."""

    class Meta:
        unknown = RAISE

    reason = Text(required=True, validate=validate.Length(min=1, max=2_000))


class HandBody(Schema):
    """A refused operation left to the manager."""

    class Meta:
        unknown = RAISE

    #: id of the refused op
    id = id_field(required=True)
    op = fields.Dict(required=True)
    code = Text(load_default="", validate=validate.Length(max=40))
    text = Text(load_default="", validate=SHORT)


class EmptyBody(Schema):
    """Kinds that carry nothing."""

    class Meta:
        unknown = EXCLUDE


class ReviveBody(Schema):
    """What a prospect who fell silent answered (METHOD B24)."""

    class Meta:
        unknown = RAISE

    satisfied = fields.Boolean(load_default=None, allow_none=True)
    assist = Text(load_default="", validate=SHORT)
    objection = Text(load_default="", validate=SHORT)


class TouchBody(Schema):
    """A contact that happened."""

    class Meta:
        unknown = RAISE

    id = id_field(required=True)
    at = instant(required=True)
    direction = fields.String(required=True)
    channel = fields.String(required=True)
    outcome = fields.String(required=True)
    note = Text(load_default="", allow_none=True, validate=validate.Length(max=LONGEST_NOTE))
    minutes = fields.Integer(strict=True, load_default=0, allow_none=True, validate=validate.Range(min=0, max=1440))
    step = id_field(load_default=None, allow_none=True)
    corrects = id_field(load_default=None, allow_none=True)
    #: ids of steps, promises and questions it settles
    satisfies = fields.List(id_field(), load_default=list, validate=FEW)
    cost_minor = fields.Integer(strict=True, load_default=0, validate=validate.Range(min=0, max=10**12))
    #: names of the brochures and links that went along
    collateral = fields.List(Text(validate=validate.Length(min=1, max=200)), load_default=list, validate=FEW)
    #: only of a reviving contact: satisfied, how to assist, objection
    revive = fields.Nested(ReviveBody, load_default=None, allow_none=True)


class PromiseBody(Schema):
    """A contact promised, or a promise nobody expects any more."""

    class Meta:
        unknown = RAISE

    id = id_field(required=True)
    action = fields.String(load_default="make", validate=validate.OneOf(["make", "release"]))
    due_at = date(load_default=None, allow_none=True)
    channel = fields.String(load_default="call", validate=validate.OneOf(TOUCH_CHANNELS))
    text = Text(load_default="", validate=SHORT)
    order_minor = fields.Integer(
        strict=True, load_default=None, allow_none=True, validate=validate.Range(min=0, max=10**15)
    )
    asked = fields.Boolean(load_default=True)
    whole_day = fields.Boolean(load_default=False)
    reason = Text(load_default="", validate=SHORT)

    @validates_schema
    def _dated(self, body: dict[str, Any], **_: Any) -> None:
        if body["action"] == "make" and body["due_at"] is None:
            raise ValidationError("A date is needed.", "due_at")


class RequestBody(Schema):
    """Something the prospect asked to know, or that it was answered."""

    class Meta:
        unknown = RAISE

    id = id_field(required=True)
    action = fields.String(load_default="open", validate=validate.OneOf(["open", "satisfy"]))
    text = Text(load_default="", validate=SHORT)


class ConsentBody(Schema):
    """A prospect's word on one channel."""

    class Meta:
        unknown = RAISE

    id = id_field(required=True)
    channel = fields.String(required=True, validate=validate.OneOf(CONSENT_CHANNELS))
    state = fields.String(required=True, validate=validate.OneOf(CONSENT_STATES))
    basis = fields.String(load_default=None, allow_none=True, validate=validate.OneOf(CONSENT_BASES))
    wording_version = Text(load_default=None, allow_none=True, validate=validate.Length(max=40))
    evidence = Text(load_default=None, allow_none=True, validate=SHORT)


class MailBody(Schema):
    """A mail the server shall send, as the person saw it; `#field#` marks left in it are filled in."""

    class Meta:
        unknown = RAISE

    id = id_field(required=True)
    subject = Text(required=True, validate=validate.Length(min=1, max=300))
    body = Text(required=True, validate=validate.Length(min=1, max=LONGEST_NOTE))
    #: which text it began as
    kind = fields.String(load_default=None, allow_none=True, validate=validate.OneOf(WRITTEN))
    step = id_field(load_default=None, allow_none=True)
    satisfies = fields.List(id_field(), load_default=list, validate=FEW)
    #: ids of brochures and pages that go along
    collateral = fields.List(id_field(), load_default=list, validate=FEW)


class BlobBody(Schema):
    """Bytes that will come apart from the data."""

    class Meta:
        unknown = RAISE

    sha256 = fields.String(required=True, validate=validate.Regexp("^[0-9a-f]{64}$"))
    bytes = fields.Integer(required=True, strict=True, validate=validate.Range(min=1, max=25 << 20))
    mime = fields.String(required=True, validate=validate.Length(max=40))
    width = fields.Integer(strict=True, load_default=None, allow_none=True)
    height = fields.Integer(strict=True, load_default=None, allow_none=True)
    duration_ms = fields.Integer(strict=True, load_default=None, allow_none=True)


class CaptureBody(Schema):
    """Something taken in."""

    class Meta:
        unknown = RAISE

    id = id_field(required=True)
    kind = fields.String(required=True)
    side = fields.String(load_default=None, allow_none=True, validate=validate.OneOf(["front", "back"]))
    taken_at = instant(required=True)
    payload = Text(load_default=None, allow_none=True, validate=validate.Length(max=LONGEST_NOTE))
    blob = fields.Nested(BlobBody, load_default=None, allow_none=True)
