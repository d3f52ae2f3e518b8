"""What reports keep: what was expected on past days, what people said about cracks, reviews and targets."""

from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from server.core.db import Base, Id, Millis, Minor, SafeText, one_of

CAUSES = ("nobody", "time", "data", "tool", "process", "prospect", "other")


class ForecastSnapshot(Base):
    """What was expected of an open lead at the end of a day; written once a day, never changed."""

    __tablename__ = "forecast_snapshot"

    #: calendar day of the organisation, YYYY-MM-DD
    day: Mapped[str] = mapped_column(String(10), primary_key=True)
    lead_id: Mapped[str] = mapped_column(ForeignKey("lead.id", ondelete="CASCADE"), primary_key=True, index=True)
    worth: Mapped[int] = mapped_column(Minor)
    probability: Mapped[int] = mapped_column(Integer)
    expected_close: Mapped[str | None] = mapped_column(String(10))
    owner_id: Mapped[str | None] = mapped_column(Id)
    class_: Mapped[str] = mapped_column("class", String(1))
    status: Mapped[int] = mapped_column(Integer)


class CrackNote(Base):
    """Why leads fall through at one place, told by somebody who works there, with the number it was written at."""

    __tablename__ = "crack_note"
    __table_args__ = (one_of("cause", *CAUSES), Index("ix_crack_note_crack_at", "crack", "at"))

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    #: which figure of the report on cracks
    crack: Mapped[str] = mapped_column(String(40))
    #: the show it is about; NULL: all of them
    event_id: Mapped[str | None] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"))
    #: one of CAUSES
    cause: Mapped[str] = mapped_column(String(12))
    text: Mapped[str] = mapped_column(SafeText)
    #: what is going to be done about it
    action: Mapped[str | None] = mapped_column(SafeText)
    by: Mapped[str] = mapped_column(Id)
    at: Mapped[int] = mapped_column(Millis)
    #: leads in the crack, of all the report knew of, when the note was written
    before: Mapped[int] = mapped_column(Integer)
    before_of: Mapped[int] = mapped_column(Integer)


class Review(Base):
    """One month of one agent as it was talked through; signing it keeps its figures for good."""

    __tablename__ = "review"
    __table_args__ = (UniqueConstraint("user_id", "month"),)

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    user_id: Mapped[str] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"))
    #: YYYY-MM
    month: Mapped[str] = mapped_column(String(7))
    notes: Mapped[str] = mapped_column(SafeText, default="")
    #: the report as it stood when it was signed
    figures: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    by: Mapped[str] = mapped_column(Id)
    at: Mapped[int] = mapped_column(Millis)
    signed_by: Mapped[str | None] = mapped_column(Id)
    signed_at: Mapped[int | None] = mapped_column(Millis)


class Quota(Base):
    """What is to be sold in a quarter of the fiscal year, in the organisation's currency."""

    __tablename__ = "quota"

    #: first day of the quarter, YYYY-MM-DD
    quarter: Mapped[str] = mapped_column(String(10), primary_key=True)
    amount: Mapped[int] = mapped_column(Minor)
    by: Mapped[str] = mapped_column(Id)
    at: Mapped[int] = mapped_column(Millis)
