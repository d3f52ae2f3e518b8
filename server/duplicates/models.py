"""Pairs of leads that look like one person's, and leads that were made one."""

from typing import Any

from sqlalchemy import JSON, BigInteger, CheckConstraint, ForeignKey, Index, Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from server.core.db import Base, Id, Millis, one_of

STATES = ("open", "merged", "linked", "distinct")


class DupCandidate(Base):
    """Two leads that may be one person's, and what a person decided about them."""

    __tablename__ = "dup_candidate"
    __table_args__ = (
        UniqueConstraint("a", "b"),
        CheckConstraint("a < b", name="ordered"),
        one_of("state", *STATES),
        Index("ix_dup_candidate_state_score", "state", "score"),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    #: the lead with the smaller id
    a: Mapped[str] = mapped_column(ForeignKey("lead.id", ondelete="CASCADE"))
    b: Mapped[str] = mapped_column(ForeignKey("lead.id", ondelete="CASCADE"), index=True)
    #: 0-100
    score: Mapped[int] = mapped_column(Integer)
    #: [{"code", "words"}]
    reasons: Mapped[list[dict[str, str]]] = mapped_column(JSON)
    state: Mapped[str] = mapped_column(String(8))
    found_at: Mapped[int] = mapped_column(Millis)
    decided_by: Mapped[str | None] = mapped_column(Id)
    decided_at: Mapped[int | None] = mapped_column(Millis)
    #: the score it was decided at: only better evidence asks again
    decided_score: Mapped[int | None] = mapped_column(Integer)
    #: whom the leads stood for before the decision, for taking it back: {"people": {lead: person or null}, …}
    before: Mapped[dict[str, Any] | None] = mapped_column(JSON)


class DupKey(Base):
    """Keys under which a lead is found by leads that may be its double (duplicates.keys)."""

    __tablename__ = "dup_key"

    lead_id: Mapped[str] = mapped_column(ForeignKey("lead.id", ondelete="CASCADE"), primary_key=True)
    key: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False, index=True)


class DupProgress(Base):
    """Up to which revision leads have been compared. One row."""

    __tablename__ = "dup_progress"

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    rev: Mapped[int] = mapped_column(Millis)


class PictureLook(Base):
    """What a picture looks like, in 64 bits."""

    __tablename__ = "picture_look"

    sha256: Mapped[str] = mapped_column(ForeignKey("blob.sha256", ondelete="CASCADE"), primary_key=True)
    #: 16 hex digits; NULL: nothing to see on it, or damaged
    look: Mapped[str | None] = mapped_column(String(16))


class Merge(Base):
    """Two leads made one. It keeps what they were, so that they can be parted again exactly."""

    __tablename__ = "merge"

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    winner: Mapped[str] = mapped_column(ForeignKey("lead.id", ondelete="CASCADE"), index=True)
    #: closed with outcome `duplicate`; erasing either lead erases this row
    loser: Mapped[str] = mapped_column(ForeignKey("lead.id", ondelete="CASCADE"), index=True)
    by: Mapped[str | None] = mapped_column(Id)
    at: Mapped[int] = mapped_column(Millis)
    #: field -> "winner" or "loser", as a person chose
    field_choices: Mapped[dict[str, str]] = mapped_column(JSON)
    #: JSON text: both leads with their steps and clocks before, and their documents after (duplicates.snapshot)
    kept: Mapped[str] = mapped_column(Text)
    undone_at: Mapped[int | None] = mapped_column(Millis)
    undone_by: Mapped[str | None] = mapped_column(Id)
