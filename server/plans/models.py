"""Contact plans, their dated steps, and the clocks that watch them."""

from typing import Any

from sqlalchemy import JSON, Boolean, Float, ForeignKey, Index, Integer, String, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column

from server.core.db import Base, Id, Millis, SafeText, one_of

STEP_STATES = ("planned", "due", "done", "skipped", "superseded", "blocked")
CLOCKS = ("ACK24", "CALL48", "INFO72", "COURTESY48", "REVIVE72", "PROMISE", "ASSIGN", "IDLE")


class PlanTemplate(Base):
    """A published contact plan for a class and track; a new version never changes an old one."""

    __tablename__ = "plan_template"
    __table_args__ = (UniqueConstraint("code", "version"),)

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    #: A, B, C, D, customer, nurture, and A-mail … for people who may not be called
    code: Mapped[str] = mapped_column(String(16))
    version: Mapped[int] = mapped_column(Integer)
    name: Mapped[str] = mapped_column(SafeText)
    #: {"tail": what goes on when the ladder is used up, "calls_per_round"}
    shape: Mapped[dict[str, Any]] = mapped_column(JSON)
    published_at: Mapped[int] = mapped_column(Millis)
    published_by: Mapped[str | None] = mapped_column(Id)
    #: why, in the supervisor's words
    note: Mapped[str | None] = mapped_column(SafeText)
    #: the older version this one brought back
    restored_from: Mapped[int | None] = mapped_column(Integer)


class PlanTemplateStep(Base):
    """One step of a plan."""

    __tablename__ = "plan_template_step"

    template_id: Mapped[str] = mapped_column(ForeignKey("plan_template.id", ondelete="CASCADE"), primary_key=True)
    seq: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    #: the pure rule's own fields (plans.templates): key, anchor, offset, channel, purpose, stop_on …
    spec: Mapped[dict[str, Any]] = mapped_column(JSON)


class Step(Base):
    """One thing to do for a lead by a date."""

    __tablename__ = "step"
    __table_args__ = (
        UniqueConstraint("lead_id", "key"),
        one_of("state", *STEP_STATES),
        one_of("origin", "plan", "manual", "promise", "escalation"),
        Index("ix_step_owner_state_due", "owner_id", "state", "due_at"),
        Index("ix_step_state_due", "state", "due_at"),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    lead_id: Mapped[str] = mapped_column(ForeignKey("lead.id", ondelete="CASCADE"))
    #: names its place in the plan, so that planning again finds it
    key: Mapped[str] = mapped_column(String(80))
    origin: Mapped[str] = mapped_column(String(12))
    channel: Mapped[str] = mapped_column(String(8))
    purpose: Mapped[str] = mapped_column(String(12))
    due_at: Mapped[int] = mapped_column(Millis)
    not_before: Mapped[int | None] = mapped_column(Millis)
    owner_id: Mapped[str | None] = mapped_column(Id)
    state: Mapped[str] = mapped_column(String(12))
    #: why it is there, or why it ended
    reason: Mapped[str | None] = mapped_column(SafeText)
    touch_id: Mapped[str | None] = mapped_column(Id)
    pinned: Mapped[bool] = mapped_column(Boolean, default=False)


class SlaClock(Base):
    """One running or finished clock of a lead; finished ones never change."""

    __tablename__ = "sla_clock"
    __table_args__ = (
        one_of("clock", *CLOCKS),
        one_of("state", "running", "met", "breached", "cancelled", "waived"),
        UniqueConstraint("lead_id", "clock", "subject", "anchor_at"),
        Index("ix_sla_clock_state_due", "state", "due_at"),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    lead_id: Mapped[str] = mapped_column(ForeignKey("lead.id", ondelete="CASCADE"))
    clock: Mapped[str] = mapped_column(String(12))
    #: the promise or request it belongs to; empty for the rest
    subject: Mapped[str] = mapped_column(String(36), default="")
    anchor_at: Mapped[int] = mapped_column(Millis)
    due_at: Mapped[int] = mapped_column(Millis)
    state: Mapped[str] = mapped_column(String(10))
    #: when it was met or ended, or done too late
    stopped_at: Mapped[int | None] = mapped_column(Millis)
    #: met by an automatic mail: reported apart from people
    by_machine: Mapped[bool] = mapped_column(Boolean, default=False)
    reason: Mapped[str | None] = mapped_column(SafeText)


class SlaPolicy(Base):
    """A standard of the house for one clock, for clocks that start from its day on. Append-only; the newest holds."""

    __tablename__ = "sla_policy"
    __table_args__ = (
        one_of("clock", *CLOCKS),
        one_of("mode", "elapsed", "business"),
        Index("ix_sla_policy_clock", "clock", "class", "active_from"),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    clock: Mapped[str] = mapped_column(String(12))
    #: A, B, C, D or customer; NULL: every one
    class_: Mapped[str | None] = mapped_column("class", String(8))
    hours: Mapped[float] = mapped_column(Float)
    grace_h: Mapped[float] = mapped_column(Float, default=0)
    #: elapsed: absolute hours; business: hours of the team's calendar
    mode: Mapped[str] = mapped_column(String(8))
    #: false: the clock is not kept any more
    applies: Mapped[bool] = mapped_column(Boolean, default=True)
    #: clocks that start earlier keep the standard of their day
    active_from: Mapped[int] = mapped_column(Millis)
    created_at: Mapped[int] = mapped_column(Millis)
    created_by: Mapped[str | None] = mapped_column(Id)


class Calendar(Base):
    """Working hours and days off of a team."""

    __tablename__ = "calendar"

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    name: Mapped[str] = mapped_column(SafeText)
    tz: Mapped[str] = mapped_column(String(60))
    #: {"mon": [["09:00", "17:00"]], …}
    week: Mapped[dict[str, list[list[str]]]] = mapped_column(JSON)
    #: whose public holidays count: DE, or with the region DE-BY
    countries: Mapped[list[str]] = mapped_column(JSON, default=list, server_default="[]")
    #: own days off, YYYY-MM-DD
    extra_days: Mapped[list[str]] = mapped_column(JSON, default=list)
    #: counts wherever a team has none of its own, and in the pool
    house: Mapped[bool] = mapped_column(Boolean, default=False, server_default=false())
