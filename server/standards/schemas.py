"""Wire shapes of the standards. Whether rules and plans make sense, their own rooms judge."""

from typing import Any

from marshmallow import RAISE, Schema, ValidationError, fields, validate

from server.classification.facts import CLASSES
from server.classification.ruleset import EFFECTS, OPERATORS
from server.core.fields import Day, IdField, Instant, Slug, TimeZone, Whole, Words
from server.plans.calendars import WEEKDAYS
from server.plans.facts import CONSENT_CHANNELS, STEP_CHANNELS, STEP_PURPOSES
from server.plans.policies import CLOCK_MODES, CLOCKS
from server.plans.standards import KINDS as POLICY_KINDS
from server.plans.templates import ANCHORS, STOPS, UNITS

MOST_RULES = 100
MONEY = validate.Range(0, 10**12)
HOURS = validate.Range(-100_000, 100_000)
#: working hours from and to, 00:00 to 24:00
CLOCK_TIME = fields.String(
    validate=validate.Regexp(r"^([01]\d|2[0-3]):[0-5]\d$|^24:00$", error="Write it like 09:00.")
)
PER_CENT = validate.Range(0, 100)


class Strict(Schema):
    """A body without keys nobody knows."""

    class Meta:
        unknown = RAISE


class Comparand(fields.Raw):
    """What a rule compares with: text, a number, yes or no, or a list of them."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Any:
        listed = value if isinstance(value, list) else [value]
        if len(listed) > MOST_RULES or not all(v is None or isinstance(v, str | int | float) for v in listed):
            raise ValidationError("Not a text, number, yes or no, or a list of them.")
        if any(isinstance(v, str) and len(v) > 200 for v in listed):
            raise ValidationError("Longer than 200 characters.")
        return value


class Rule(Strict):
    """One rule of classification (classification.ruleset)."""

    code = Slug(required=True)
    fact = fields.String(required=True, validate=validate.Length(1, 80))
    operator = fields.String(required=True, validate=validate.OneOf(OPERATORS))
    value = Comparand(required=True, allow_none=True)
    effect = fields.String(required=True, validate=validate.OneOf(EFFECTS))
    amount = fields.Integer(required=True, strict=True, validate=validate.Range(-(10**12), 10**12))
    words = Words(required=True)


class RuleSet(Strict):
    """The rules as a supervisor edits them."""

    worth_threshold_minor = fields.Integer(required=True, strict=True, validate=MONEY)
    probability_threshold = fields.Integer(required=True, strict=True, validate=PER_CENT)
    base_worth_minor = fields.Integer(required=True, strict=True, validate=MONEY)
    base_probability = fields.Integer(required=True, strict=True, validate=PER_CENT)
    default_class = fields.String(required=True, validate=validate.OneOf(CLASSES))
    rules = fields.List(Whole(Rule), required=True, validate=validate.Length(max=MOST_RULES))


class DraftStamp(Strict):
    """What a draft rests on."""

    #: of the draft on screen; 0 where there was none
    revision = fields.Integer(required=True, strict=True, validate=validate.Range(min=0))
    #: in force on screen
    version = fields.Integer(required=True, strict=True, validate=validate.Range(min=1))


class RulesDraft(DraftStamp):
    """Rules to keep as a draft."""

    content = fields.Nested(RuleSet, required=True)


class RulesPreview(Strict):
    """What to look at: the given rules, or the draft; one show, or all."""

    event = IdField(allow_none=True, load_default=None)
    content = fields.Nested(RuleSet, allow_none=True, load_default=None)


class StandardPublication(Strict):
    """The draft on screen goes into force."""

    revision = fields.Integer(required=True, strict=True, validate=validate.Range(min=1))
    note = Words(allow_none=True, load_default=None, longest=500)


class StandardRestoration(Strict):
    """An older version comes back."""

    note = Words(allow_none=True, load_default=None, longest=500)


class StandardVersion(Schema):
    """A published version, without what it says."""

    version = fields.Integer()
    published_at = Instant()
    published_by = fields.String(allow_none=True)
    note = fields.String(allow_none=True)
    restored_from = fields.Integer(allow_none=True)


class StandardDraft(Schema):
    """A draft as it is kept."""

    content = fields.Raw()
    base_version = fields.Integer()
    revision = fields.Integer()
    updated_at = Instant()
    updated_by = fields.String(allow_none=True)


class StandardBook(Schema):
    """A standard in force, and what is being prepared."""

    version = fields.Integer()
    content = fields.Raw()
    published = fields.Nested(StandardVersion, allow_none=True)
    draft = fields.Nested(StandardDraft, allow_none=True)


class StandardContent(Schema):
    """What a version said."""

    version = fields.Integer()
    content = fields.Raw()


class StandardPublished(Schema):
    """The new version, and the run that brings the leads in line."""

    version = fields.Integer()
    run = fields.String(allow_none=True)


class StandardRun(Schema):
    """How far the leads follow."""

    id = fields.String()
    kind = fields.String()
    subject = fields.String()
    event_id = fields.String(allow_none=True)
    state = fields.String()
    looked = fields.Integer()
    changed = fields.Integer()
    started_at = Instant()
    finished_at = Instant(allow_none=True)


class PlanStep(Strict):
    """One place of a contact plan (plans.templates)."""

    key = fields.String(required=True, validate=validate.Length(1, 30))
    channel = fields.String(required=True, validate=validate.OneOf(STEP_CHANNELS))
    purpose = fields.String(required=True, validate=validate.OneOf(STEP_PURPOSES))
    anchor = fields.String(load_default="captured", validate=validate.OneOf(ANCHORS))
    offset_h = fields.Float(required=True, validate=HOURS)
    unit = fields.String(load_default="elapsed", validate=validate.OneOf(UNITS))
    not_before_h = fields.Float(load_default=None, allow_none=True, validate=HOURS)
    stop_on = fields.String(load_default="none", validate=validate.OneOf(STOPS))
    needs_permission = fields.String(load_default=None, allow_none=True, validate=validate.OneOf(CONSENT_CHANNELS))
    auto = fields.Boolean(load_default=False)
    if_unanswered = fields.Boolean(load_default=False)
    text = Words(load_default=None, allow_none=True, longest=40)


class PlanTail(Strict):
    """The slow rhythm a plan falls back to."""

    key = fields.String(required=True, validate=validate.Length(1, 30))
    every_days = fields.Float(required=True, validate=validate.Range(0, 10_000))
    channels = fields.List(fields.String(), required=True, validate=validate.Length(max=6))
    purpose = fields.String(required=True)


class Plan(Strict):
    """A contact plan as a supervisor edits it."""

    name = Words(required=True, longest=80)
    calls_per_round = fields.Integer(required=True, strict=True, validate=validate.Range(0, 100))
    steps = fields.List(Whole(PlanStep), required=True, validate=validate.Length(max=100))
    tail = Whole(PlanTail, required=True)


class PlanDraft(DraftStamp):
    """A plan to keep as a draft."""

    content = fields.Nested(Plan, required=True)


class PlanPreview(Strict):
    """What to look at: the given plan, or the draft; one show, or all."""

    event = IdField(allow_none=True, load_default=None)
    content = fields.Nested(Plan, allow_none=True, load_default=None)


class PlanApplication(Strict):
    """Whose running plans follow: those of a show, or all."""

    event = IdField(allow_none=True, load_default=None)


class PlanShort(Schema):
    """A plan in the list."""

    code = fields.String()
    name = fields.String()
    version = fields.Integer()
    steps = fields.Integer()
    touches = fields.Integer()
    running = fields.Integer()
    older = fields.Integer()
    has_draft = fields.Boolean()


class ClockStandard(Strict):
    """A standard for one clock; `class` null: for every class."""

    id = fields.String(dump_only=True, allow_none=True)
    clock = fields.String(required=True, validate=validate.OneOf(CLOCKS))
    lead_class = fields.String(
        data_key="class", load_default=None, allow_none=True, validate=validate.OneOf(POLICY_KINDS)
    )
    hours = fields.Float(required=True, validate=validate.Range(0, 24 * 366 * 2))
    grace_h = fields.Float(load_default=0, validate=validate.Range(0, 24 * 366))
    mode = fields.String(load_default="elapsed", validate=validate.OneOf(CLOCK_MODES))
    applies = fields.Boolean(load_default=True)
    active_from = Instant(load_default=None, allow_none=True)


class ClockStandards(Schema):
    """Every standard of time."""

    in_force = fields.List(fields.Nested(ClockStandard))
    coming = fields.List(fields.Nested(ClockStandard))
    past = fields.List(fields.Nested(ClockStandard))


class ClockSet(Schema):
    """The standards after a change, and the run that follows it."""

    clocks = fields.Nested(ClockStandards)
    run = fields.String()


class WorkCalendar(Strict):
    """When people work: the week, public holidays, days off of their own."""

    id = fields.String(dump_only=True)
    name = Words(required=True, longest=80)
    tz = TimeZone(required=True)
    week = fields.Dict(
        keys=fields.String(validate=validate.OneOf(WEEKDAYS)),
        values=fields.List(
            fields.List(CLOCK_TIME, validate=validate.Length(equal=2)), validate=validate.Length(max=6)
        ),
        required=True,
    )
    countries = fields.List(Words(longest=12), load_default=list, validate=validate.Length(max=20))
    extra_days = fields.List(Day(), load_default=list, validate=validate.Length(max=400))
    house = fields.Boolean(load_default=False)
    team_ids = fields.List(IdField(), load_default=list, validate=validate.Length(max=200))
    next_days_off = fields.List(fields.String(), dump_only=True)


class HolidayCountry(Schema):
    """A country whose public holidays are known."""

    code = fields.String()
    regions = fields.List(fields.String())


class TeamName(Schema):
    """A team a calendar can be for."""

    id = fields.String()
    name = fields.String()
