"""Contacts that happened or were promised, questions asked, permissions given and taken, offers and sales."""

from typing import Any

from sqlalchemy import JSON, Boolean, ForeignKey, Index, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from server.core.db import Base, Id, Millis, Minor, SafeText, one_of
from server.plans.facts import (
    CONSENT_CHANNELS,
    CONSENT_STATES,
    DIRECTIONS,
    PROMISE_STATES,
    TOUCH_CHANNELS,
    TOUCH_OUTCOMES,
)

#: on what ground a channel may be used
CONSENT_BASES = ("consent", "legitimate_interest", "soft_opt_in", "contract")


class Touch(Base):
    """One contact in either direction. Append-only: a correction is a new row that names the one it corrects."""

    __tablename__ = "touch"
    __table_args__ = (
        one_of("direction", *DIRECTIONS),
        one_of("channel", *TOUCH_CHANNELS),
        one_of("outcome", *TOUCH_OUTCOMES),
        Index("ix_touch_lead_at", "lead_id", "at"),
        Index("ix_touch_user_at", "user_id", "at"),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    lead_id: Mapped[str] = mapped_column(ForeignKey("lead.id", ondelete="CASCADE"))
    #: NULL: sent by the system
    user_id: Mapped[str | None] = mapped_column(Id)
    at: Mapped[int] = mapped_column(Millis)
    direction: Mapped[str] = mapped_column(String(4))
    channel: Mapped[str] = mapped_column(String(8))
    outcome: Mapped[str] = mapped_column(String(16))
    note: Mapped[str | None] = mapped_column(SafeText)
    minutes: Mapped[int] = mapped_column(Integer, default=0)
    #: what it cost beside the time: postage, a lunch
    cost: Mapped[int] = mapped_column(Minor, default=0)
    #: what the minutes cost by the person's rate of that day
    time_cost: Mapped[int] = mapped_column(Minor, default=0, server_default="0")
    #: what else it did: {"step": id, "satisfies": [...], "collateral": [...], "revive": {...}}
    details: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    auto: Mapped[bool] = mapped_column(Boolean, default=False)
    #: made although the person had objected to the channel: kept, and shown in the violations report
    after_dnc: Mapped[bool] = mapped_column(Boolean, default=False)
    corrects_id: Mapped[str | None] = mapped_column(Id)


class StatusOverride(Base):
    """A supervisor's word on the status, with the reason. Append-only; the latest counts until something happens."""

    __tablename__ = "status_override"
    __table_args__ = (one_of("status", 1, 2, 3, 4),)

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    lead_id: Mapped[str] = mapped_column(ForeignKey("lead.id", ondelete="CASCADE"), index=True)
    status: Mapped[int] = mapped_column(Integer)
    reason: Mapped[str] = mapped_column(SafeText)
    at: Mapped[int] = mapped_column(Millis)
    by: Mapped[str | None] = mapped_column(Id)


class Promise(Base):
    """A contact promised to a prospect for a moment or a day."""

    __tablename__ = "promise"
    __table_args__ = (one_of("channel", *TOUCH_CHANNELS), one_of("state", *PROMISE_STATES))

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    lead_id: Mapped[str] = mapped_column(ForeignKey("lead.id", ondelete="CASCADE"), index=True)
    by: Mapped[str | None] = mapped_column(Id)
    made_at: Mapped[int] = mapped_column(Millis)
    due_at: Mapped[int] = mapped_column(Millis)
    #: any time on the local day of `due_at`
    whole_day: Mapped[bool] = mapped_column(Boolean, default=False)
    channel: Mapped[str] = mapped_column(String(8))
    text: Mapped[str] = mapped_column(SafeText)
    #: what they said they would order then, minor units of the organisation's currency
    order_minor: Mapped[int | None] = mapped_column(Minor)
    #: the prospect asked for it, so other clocks wait
    asked: Mapped[bool] = mapped_column(Boolean, default=True)
    state: Mapped[str] = mapped_column(String(8), default="open")
    #: when it was kept, too late or not, or released
    ended_at: Mapped[int | None] = mapped_column(Millis)
    kept_touch: Mapped[str | None] = mapped_column(Id)
    #: why the prospect no longer expects it
    reason: Mapped[str | None] = mapped_column(SafeText)


class InfoRequest(Base):
    """Something a prospect asked to know; its INFO72 clock says by when it is owed."""

    __tablename__ = "info_request"

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    lead_id: Mapped[str] = mapped_column(ForeignKey("lead.id", ondelete="CASCADE"), index=True)
    by: Mapped[str | None] = mapped_column(Id)
    text: Mapped[str] = mapped_column(SafeText)
    opened_at: Mapped[int] = mapped_column(Millis)
    satisfied_at: Mapped[int | None] = mapped_column(Millis)
    #: NULL with a date: a person said so
    satisfied_by_touch: Mapped[str | None] = mapped_column(Id)


class Consent(Base):
    """One word of a prospect on one channel. Append-only: the latest of a channel holds."""

    __tablename__ = "consent"
    __table_args__ = (
        one_of("channel", *CONSENT_CHANNELS),
        one_of("state", *CONSENT_STATES),
        one_of("basis", *CONSENT_BASES),
        Index("ix_consent_lead_at", "lead_id", "at"),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    lead_id: Mapped[str] = mapped_column(ForeignKey("lead.id", ondelete="CASCADE"))
    channel: Mapped[str] = mapped_column(String(8))
    state: Mapped[str] = mapped_column(String(8))
    basis: Mapped[str | None] = mapped_column(String(20))
    #: which text the person was shown or read
    wording_version: Mapped[str | None] = mapped_column(String(40))
    #: what they said or where they signed
    evidence: Mapped[str | None] = mapped_column(SafeText)
    at: Mapped[int] = mapped_column(Millis)
    by: Mapped[str | None] = mapped_column(Id)
    device: Mapped[str | None] = mapped_column(Id)


class Suppression(Base):
    """A number or address nobody may use, as a keyed hash: it outlives the lead and its erasure."""

    __tablename__ = "suppression"
    __table_args__ = (one_of("channel", *CONSENT_CHANNELS),)

    channel: Mapped[str] = mapped_column(String(8), primary_key=True)
    value_hmac: Mapped[str] = mapped_column(String(64), primary_key=True)
    reason: Mapped[str] = mapped_column(SafeText)
    #: the latest objection
    at: Mapped[int] = mapped_column(Millis)
    #: a permission given after it: may be used again
    lifted_at: Mapped[int | None] = mapped_column(Millis)


class Quote(Base):
    """An offer made; its number is the organisation's own and unique."""

    __tablename__ = "quote"
    __table_args__ = (one_of("state", "sent", "accepted", "rejected", "expired"),)

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    lead_id: Mapped[str] = mapped_column(ForeignKey("lead.id", ondelete="CASCADE"), index=True)
    number: Mapped[str] = mapped_column(String(80), unique=True)
    amount: Mapped[int] = mapped_column(Minor)
    #: ISO 4217
    currency: Mapped[str] = mapped_column(String(3))
    at: Mapped[int] = mapped_column(Millis)
    valid_until: Mapped[int | None] = mapped_column(Millis)
    doc_link: Mapped[str | None] = mapped_column(SafeText)
    state: Mapped[str] = mapped_column(String(8), default="sent")
    by: Mapped[str | None] = mapped_column(Id)


class Sale(Base):
    """What was won; its invoice number is unique."""

    __tablename__ = "sale"

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    lead_id: Mapped[str] = mapped_column(ForeignKey("lead.id", ondelete="CASCADE"), index=True)
    quote_id: Mapped[str | None] = mapped_column(ForeignKey("quote.id"))
    invoice_no: Mapped[str] = mapped_column(String(80), unique=True)
    value: Mapped[int] = mapped_column(Minor)
    #: ISO 4217
    currency: Mapped[str] = mapped_column(String(3))
    at: Mapped[int] = mapped_column(Millis)
    doc_link: Mapped[str | None] = mapped_column(SafeText)
    by: Mapped[str | None] = mapped_column(Id)
