"""Contacts that happened and contacts that were promised."""

from typing import Any

from sqlalchemy import JSON, Boolean, ForeignKey, Index, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from server.core.db import Base, Id, Millis, Minor, SafeText, one_of
from server.plans.facts import DIRECTIONS, TOUCH_CHANNELS, TOUCH_OUTCOMES


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
    cost: Mapped[int] = mapped_column(Minor, default=0)
    #: what else it did: {"step": id, "satisfies": [...], "collateral": [...]}
    details: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    auto: Mapped[bool] = mapped_column(Boolean, default=False)
    #: a call made although the person had objected: kept, and shown in the violations report
    after_dnc: Mapped[bool] = mapped_column(Boolean, default=False)
    corrects_id: Mapped[str | None] = mapped_column(Id)


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
