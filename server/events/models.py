"""Shows and other occasions leads come from."""

from typing import Any

from sqlalchemy import JSON, ForeignKey, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from server.core.db import Base, Id, Millis, Minor, SafeText, one_of

KINDS = (
    "exhibition",
    "networking",
    "roadshow",
    "seminar",
    "telemarketing",
    "ad",
    "directory",
    "web",
    "call",
    "other",
)
COST_KINDS = ("stand", "travel", "staff", "print", "media")


class Event(Base):
    """A show, campaign or other source occasion."""

    __tablename__ = "event"
    __table_args__ = (one_of("kind", *KINDS), one_of("default_class", "A", "B", "C", "D"))

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    name: Mapped[str] = mapped_column(SafeText)
    kind: Mapped[str] = mapped_column(String(16), default="exhibition")
    venue: Mapped[str | None] = mapped_column(SafeText)
    #: IANA name of the place
    tz: Mapped[str] = mapped_column(String(60))
    #: local calendar days, YYYY-MM-DD
    starts_on: Mapped[str] = mapped_column(String(10), index=True)
    ends_on: Mapped[str] = mapped_column(String(10))
    #: [{"slug", "label"}], at most 6 on the lead sheet
    chips: Mapped[list[dict[str, str]]] = mapped_column(JSON, default=list)
    #: [{"id", "label", "kind", "choices"}]: the qualifying script
    questions: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    #: class of a lead nothing else speaks for
    default_class: Mapped[str] = mapped_column(String(1), default="C")
    target_leads: Mapped[int | None] = mapped_column(Integer)
    #: required return on cost, in per cent
    required_roi: Mapped[int | None] = mapped_column(Integer)
    announced_at: Mapped[int | None] = mapped_column(Millis)
    archived_at: Mapped[int | None] = mapped_column(Millis)
    created_at: Mapped[int] = mapped_column(Millis)
    updated_at: Mapped[int] = mapped_column(Millis)


class Source(Base):
    """Point of origin of a lead; seeded with the method's list."""

    __tablename__ = "source"

    code: Mapped[str] = mapped_column(String(24), primary_key=True)
    label: Mapped[str] = mapped_column(SafeText)
    parent: Mapped[str | None] = mapped_column(String(24))
    position: Mapped[int] = mapped_column(Integer, default=0)


#: seeded by the first migration (METHOD B12, C2, D3)
SOURCES = (
    ("exhibition", "Exhibition"),
    ("networking", "Networking event"),
    ("roadshow", "Road show"),
    ("seminar", "Seminar"),
    ("website", "Website"),
    ("download", "Download"),
    ("facebook", "Facebook"),
    ("twitter", "Twitter / X"),
    ("linkedin", "LinkedIn"),
    ("direct_call", "Direct call"),
    ("estimate_call", "Call for an estimate"),
    ("telemarketing", "Telemarketing"),
    ("advertising", "Advertising"),
    ("direct_response", "Direct response"),
    ("directory", "Directory"),
    ("referral", "Referral"),
    ("import", "Spreadsheet"),
    ("other", "Other"),
)


class EventCost(Base):
    """One line of what a show costs."""

    __tablename__ = "event_cost"
    __table_args__ = (one_of("kind", *COST_KINDS),)

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    event_id: Mapped[str] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    kind: Mapped[str] = mapped_column(String(8))
    #: minor units
    amount: Mapped[int] = mapped_column(Minor)
    #: ISO 4217
    currency: Mapped[str] = mapped_column(String(3))
    text: Mapped[str | None] = mapped_column(SafeText)
    by: Mapped[str | None] = mapped_column(Id)
    created_at: Mapped[int] = mapped_column(Millis)
    updated_at: Mapped[int] = mapped_column(Millis)


class CampaignNotice(Base):
    """What marketing tells sales of a show or campaign before it begins."""

    __tablename__ = "campaign_notice"

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    event_id: Mapped[str] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    message: Mapped[str] = mapped_column(SafeText)
    sent_at: Mapped[int] = mapped_column(Millis, index=True)
    by: Mapped[str | None] = mapped_column(Id)


class CampaignRead(Base):
    """Who has read a notice, and when first."""

    __tablename__ = "campaign_read"

    notice_id: Mapped[str] = mapped_column(ForeignKey("campaign_notice.id", ondelete="CASCADE"), primary_key=True)
    user_id: Mapped[str] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"), primary_key=True, index=True)
    at: Mapped[int] = mapped_column(Millis)
