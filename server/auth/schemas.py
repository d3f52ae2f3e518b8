"""Wire shapes of people, teams, phones and the ways in (docs/api.md). Unknown fields are refused."""

from marshmallow import Schema, fields, validate, validates_schema
from marshmallow.exceptions import ValidationError

from server.auth.models import ROLES
from server.auth.passwords import LONGEST
from server.core.fields import (
    Currency,
    Email,
    IdField,
    Instant,
    Language,
    ShowBasics,
    TimeZone,
    Words,
    in_order,
)

SECRET_LONGEST = 200
MOST_TEAMS = 50
MOST_MEMBERS = 500


class Password(fields.String):
    """Taken as typed; `passwords.check` judges a new one."""

    def __init__(self, **kwargs: object) -> None:
        # longer than allowed on purpose: the rule's own message says more than "longer than maximum"
        super().__init__(required=True, load_only=True, validate=validate.Length(1, 4 * LONGEST), **kwargs)  # type: ignore[arg-type]


class Secret(fields.String):
    """A token or code out of an address."""

    def __init__(self) -> None:
        super().__init__(required=True, load_only=True, validate=validate.Length(1, SECRET_LONGEST))


class Organisation(Schema):
    """The exhibiting firm."""

    name = Words(required=True)
    currency = Currency(required=True)
    tz = TimeZone(required=True)
    language = Language(load_default="en")


class FirstAdmin(Schema):
    """Who sets the server up."""

    name = Words(required=True)
    email = Email(required=True)
    password = Password()
    also_supervisor = fields.Boolean(load_default=True)


class FirstShow(ShowBasics):
    """The first show."""

    @validates_schema
    def _in_order(self, data: dict[str, str], **_kwargs: object) -> None:
        in_order(data["starts_on"], data["ends_on"])


class SetUp(Schema):
    """Everything the set-up page sends."""

    token = Secret()
    organisation = fields.Nested(Organisation, required=True)
    admin = fields.Nested(FirstAdmin, required=True)
    event = fields.Nested(FirstShow, required=True)


class SetUpNeeded(Schema):
    """Whether nobody has set the server up yet."""

    needed = fields.Boolean()


class Health(Schema):
    """The server answers and its database does."""

    status = fields.String()
    version = fields.String()


class SignIn(Schema):
    """E-mail and password."""

    email = Words(required=True, longest=254)
    password = Password()


class ChoosePassword(Schema):
    """What a one-time link leads to."""

    token = Secret()
    password = Password()


class ChangePassword(Schema):
    """From the old to a new password."""

    current = Password()
    new = Password()


class Session(Schema):
    """A browser signed in by password."""

    id = fields.String()
    label = fields.String()
    created_at = Instant()
    seen_at = Instant()
    current = fields.Boolean()


class Self(Schema):
    """The person herself."""

    id = fields.String()
    name = fields.String()
    email = fields.String()
    roles = fields.List(fields.String())
    languages = fields.List(fields.String())
    tz = fields.String(allow_none=True)
    away_from = Instant(allow_none=True)
    away_to = Instant(allow_none=True)
    deputy_id = fields.String(allow_none=True)


class OwnOrganisation(Schema):
    """The organisation as everybody in it sees it."""

    name = fields.String()
    phone = fields.String(allow_none=True)
    currency = fields.String()
    tz = fields.String()
    language = fields.String()


class OwnDevice(Schema):
    """The paired phone that asks."""

    id = fields.String()
    label = fields.String()


class Me(Schema):
    """Who is signed in, and what she may do."""

    user = fields.Nested(Self)
    org = fields.Nested(OwnOrganisation, allow_none=True)
    permissions = fields.List(fields.String())
    device = fields.Nested(OwnDevice, allow_none=True)
    home = fields.String()


class Person(Schema):
    """Somebody who works here."""

    id = fields.String(dump_only=True)
    name = Words(required=True)
    email = Email(required=True)
    roles = fields.List(fields.String(validate=validate.OneOf(ROLES)), required=True, validate=validate.Length(1))
    languages = fields.List(Language(), load_default=list, validate=validate.Length(max=20))
    products = fields.List(Words(longest=40), load_default=list, validate=validate.Length(max=50))
    capacity = fields.Integer(
        strict=True, allow_none=True, load_default=None, validate=validate.Range(min=0, max=100_000)
    )
    phone = Words(allow_none=True, load_default=None, longest=60)
    tz = TimeZone(allow_none=True, load_default=None)
    team_ids = fields.List(IdField(), load_default=list, validate=validate.Length(max=MOST_TEAMS))
    contract_until = Instant(allow_none=True, load_default=None)
    away_from = Instant(allow_none=True, load_default=None)
    away_to = Instant(allow_none=True, load_default=None)
    deputy_id = IdField(allow_none=True, load_default=None)
    #: minor units of the organisation's currency: what her time costs
    cost_per_hour = fields.Integer(
        strict=True, allow_none=True, load_default=None, validate=validate.Range(0, 10_000_000)
    )
    active = fields.Boolean(load_default=True)
    created_at = Instant(dump_only=True)
    updated_at = Instant(dump_only=True)

    @validates_schema
    def _contractor_alone(self, data: dict[str, object], **_kwargs: object) -> None:
        roles = data.get("roles", [])
        if isinstance(roles, list) and "contractor" in roles and len(roles) > 1:
            raise ValidationError("A contractor has no other role.", "roles")


class Absence(Schema):
    """From when to when somebody is away, and who stands in; without `away_from` she is here."""

    away_from = Instant(required=True, allow_none=True)
    away_to = Instant(allow_none=True, load_default=None)
    deputy_id = IdField(allow_none=True, load_default=None)


class Absent(Absence):
    """Whose absence it is."""

    id = fields.String()
    name = fields.String()


class Link(Schema):
    """A link that works once."""

    url = fields.String()
    expires_at = Instant()


class Invited(Person):
    """A new person, with the link by which she chooses a password."""

    link = fields.Nested(Link, dump_only=True)


class Team(Schema):
    """People who share leads under one or more supervisors."""

    id = fields.String(dump_only=True)
    name = Words(required=True)
    kind = fields.String(load_default="field", validate=validate.OneOf(("field", "desk")))
    member_ids = fields.List(IdField(), load_default=list, validate=validate.Length(max=MOST_MEMBERS))
    supervisor_ids = fields.List(IdField(), load_default=list, validate=validate.Length(max=MOST_MEMBERS))


class Registration(Schema):
    """What an installation of the app says about itself."""

    device_id = IdField(required=True)
    label = Words(required=True, longest=80)
    app_version = Words(allow_none=True, load_default=None, longest=40)


class Registered(Schema):
    """A paired installation and its token, shown this once."""

    device_id = fields.String()
    token = fields.String()


class Device(Schema):
    """A phone or browser with the app."""

    id = fields.String()
    user_id = fields.String()
    label = fields.String()
    app_version = fields.String(allow_none=True)
    enrolled_at = Instant()
    last_seen_at = Instant(allow_none=True)
    outbox_count = fields.Integer()
    outbox_oldest_at = Instant(allow_none=True)
    ops_missing = fields.Integer()
    revoked_at = Instant(allow_none=True)


class EnrolmentWish(Schema):
    """Whose phone is to be paired."""

    user_id = IdField(required=True)


class Enrolment(Schema):
    """A code for one phone; the QR is an SVG element."""

    code = fields.String()
    url = fields.String()
    qr_svg = fields.String()
    expires_at = Instant()


class Claim(Registration):
    """The phone shows the code it scanned."""

    code = Secret()


class Claimed(Registered):
    """The phone is paired."""

    user = fields.Nested(Self)
    org = fields.Nested(OwnOrganisation, allow_none=True)
