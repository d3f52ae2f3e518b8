"""Facts of leads for the tests of the method: builders for single cases, strategies for properties."""

from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import strategies as st

from server.plans.calendars import Calendar
from server.plans.facts import (
    CLASSES,
    CONSENT_CHANNELS,
    ConsentFact,
    InfoRequestFact,
    LeadFacts,
    PromiseFact,
    TouchFact,
)

#: A Monday, ten in the morning in Berlin.
CAPTURED = datetime(2025, 3, 3, 9, tzinfo=UTC)
BERLIN = Calendar("Europe/Berlin")
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


def lead(**facts: Any) -> LeadFacts:
    """A lead captured on Monday morning, of class A unless said otherwise."""
    return LeadFacts(**{"lead_id": "l1", "captured_at": CAPTURED, "received_at": CAPTURED, "lead_class": "A"} | facts)


def at(hours: float) -> datetime:
    """So many hours after the capture."""
    return CAPTURED + timedelta(hours=hours)


def call(hours: float, outcome: str = "no_answer", **facts: Any) -> TouchFact:
    """An outbound call so many hours after the capture."""
    return _touch(hours, "call", outcome, **facts)


def mail(hours: float, outcome: str = "sent", **facts: Any) -> TouchFact:
    """An outbound mail."""
    return _touch(hours, "email", outcome, **facts)


def reply(hours: float, channel: str = "email", outcome: str = "replied", **facts: Any) -> TouchFact:
    """Something that came in."""
    return _touch(hours, channel, outcome, direction="in", **facts)


def _touch(hours: float, channel: str, outcome: str, **facts: Any) -> TouchFact:
    direction = facts.pop("direction", "out")
    touch_id = facts.pop("id", f"{direction}-{channel}-{hours:09.3f}")
    return TouchFact(touch_id, at(hours), direction, channel, outcome, **facts)


def no_calls(hours: float = 0) -> ConsentFact:
    """An objection to calls."""
    return ConsentFact("call", "objected", at(hours))


def silent(hours: float = 0) -> tuple[ConsentFact, ...]:
    """An objection on every channel."""
    return tuple(ConsentFact(channel, "objected", at(hours)) for channel in CONSENT_CHANNELS)


OUTCOMES_OF = {
    ("out", "call"): ("connected", "left_message", "no_answer", "other_person", "wrong_number"),
    ("out", "email"): ("sent", "bounced"),
    ("out", "letter"): ("sent",),
    ("out", "meeting"): ("met", "appointment"),
    ("in", "email"): ("replied",),
    ("in", "call"): ("connected", "left_message"),
    ("in", "booth"): ("met",),
}
KEYS = ("ack:1", "call:1", "summary:1", "courtesy:1", "revive:1", "attempt:1", "attempt:3", "monthly:1", "promise:p0")

hours = st.integers(0, 60 * 24 * 4).map(lambda quarters: quarters / 4)


#: Everything one drawn number can say about a contact: direction, channel, outcome, by machine, step named.
_SORTS = [
    (direction, channel, outcome, auto, satisfies)
    for (direction, channel), outcomes in OUTCOMES_OF.items()
    for outcome in outcomes
    for auto in ((False, True) if (direction, channel) == ("out", "email") else (False,))
    for satisfies in ((), (), *((key,) for key in KEYS if direction == "out"))
]


def touches(most: int = 8) -> st.SearchStrategy[tuple[TouchFact, ...]]:
    """A log of contacts within sixty days, in no order, every id once."""
    drawn = st.lists(st.tuples(st.sampled_from(_SORTS), hours), max_size=most)
    return drawn.map(lambda rows: tuple(_numbered(number, *row) for number, row in enumerate(rows)))


def _numbered(number: int, sort: tuple[str, str, str, bool, tuple[str, ...]], after: float) -> TouchFact:
    direction, channel, outcome, auto, satisfies = sort
    return TouchFact(f"t{number:02}", at(after), direction, channel, outcome, None, auto, satisfies)


@st.composite
def promises(draw: st.DrawFn) -> tuple[PromiseFact, ...]:
    """Up to two promises, some for whole days, some settled."""
    found = []
    for number in range(draw(st.integers(0, 2))):
        made = draw(hours)
        found.append(
            PromiseFact(
                f"p{number}",
                at(made),
                at(made + draw(st.integers(1, 24 * 40))),
                channel=draw(st.sampled_from(("call", "email", "meeting", "sms", "chat"))),
                asked_by_prospect=draw(st.booleans()),
                whole_day=draw(st.booleans()),
                state=draw(st.sampled_from(("open", "open", "kept", "released"))),
            )
        )
    return tuple(found)


consents = st.lists(
    st.builds(
        ConsentFact,
        channel=st.sampled_from(CONSENT_CHANNELS),
        state=st.sampled_from(("granted", "objected")),
        at=hours.map(at),
    ),
    max_size=4,
).map(tuple)


@st.composite
def leads(draw: st.DrawFn, open_only: bool = True) -> LeadFacts:
    """A lead in any state a show can bring it to. No steps yet."""
    track = draw(st.sampled_from(("active", "active", "active", "nurture", "customer")))
    sold = at(draw(hours)) if track == "customer" else None
    closed = at(draw(hours)) if not open_only and draw(st.booleans()) else None
    asked = draw(st.lists(hours, max_size=1))
    return lead(
        lead_class=draw(st.sampled_from(CLASSES)),
        track=track,
        wake_at=at(24 * draw(st.integers(1, 400))) if track == "nurture" and draw(st.booleans()) else None,
        customer_since=sold,
        closed_at=sold or closed,
        outcome="won" if sold else "lost" if closed else None,
        owner_id=draw(st.sampled_from((None, "u1"))),
        need=draw(st.sampled_from((None, 0, 3))),
        has_email=draw(st.booleans()),
        has_phone=draw(st.booleans()),
        has_postal=draw(st.booleans()),
        touches=draw(touches()),
        promises=draw(promises()),
        consents=draw(consents),
        info_requests=tuple(InfoRequestFact(f"i{n}", at(opened)) for n, opened in enumerate(asked)),
    )
