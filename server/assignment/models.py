"""Who owned a lead when, and why it changed hands; who was told of work left undone; whole queues handed over."""

from sqlalchemy import JSON, ForeignKey, Index, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from server.core.db import Base, Id, Millis, SafeText, one_of


class Assignment(Base):
    """One change of owner; append-only. The lead's owner column is a cache of the latest."""

    __tablename__ = "assignment"
    __table_args__ = (
        one_of("how", "claim", "assign", "rule", "escalation", "absence", "handover", "expiry", "undo"),
        Index("ix_assignment_lead_at", "lead_id", "at"),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    lead_id: Mapped[str] = mapped_column(ForeignKey("lead.id", ondelete="CASCADE"))
    from_id: Mapped[str | None] = mapped_column(Id)
    to_id: Mapped[str | None] = mapped_column(Id)
    at: Mapped[int] = mapped_column(Millis)
    #: who did it; NULL: a rule
    by: Mapped[str | None] = mapped_column(Id)
    how: Mapped[str] = mapped_column(String(12))
    why: Mapped[str] = mapped_column(SafeText)
    #: what the rules on the way said: [{"code", "words"}]; NULL: no rule was asked
    trail: Mapped[list[dict[str, str]] | None] = mapped_column(JSON)
    #: the bulk assignment or hand-over it was part of, for taking all of it back
    batch_id: Mapped[str | None] = mapped_column(Id, index=True)


class Escalation(Base):
    """One rung of the ladder that was reached: somebody was told, or the lead was taken back into the pool."""

    __tablename__ = "escalation"
    __table_args__ = (
        one_of("action", "notify", "deputy", "supervisor", "pool"),
        # the same rung of the same wait is climbed once, however often the sweep comes by
        UniqueConstraint("lead_id", "subject", "since", "level"),
        Index("ix_escalation_ended_at", "ended_at", "level"),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    lead_id: Mapped[str] = mapped_column(ForeignKey("lead.id", ondelete="CASCADE"))
    #: id of the overdue step; `owner` where what is overdue is an owner
    subject: Mapped[str] = mapped_column(String(36))
    #: since when it waits
    since: Mapped[int] = mapped_column(Millis)
    level: Mapped[int] = mapped_column(Integer)
    action: Mapped[str] = mapped_column(String(12))
    at: Mapped[int] = mapped_column(Millis)
    #: who was told; NULL: nobody is there to be told
    to_id: Mapped[str | None] = mapped_column(Id)
    why: Mapped[str] = mapped_column(SafeText)
    #: when somebody acted
    ended_at: Mapped[int | None] = mapped_column(Millis)


class Handover(Base):
    """A whole queue that changes hands for good; worked in batches, so that it can be carried on after a crash."""

    __tablename__ = "handover"
    __table_args__ = (one_of("state", "running", "done", "undoing", "undone"),)

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    from_id: Mapped[str] = mapped_column(ForeignKey("user.id"), index=True)
    #: ids of those who receive; empty: whoever the rules choose
    receivers: Mapped[list[str]] = mapped_column(JSON)
    reason: Mapped[str] = mapped_column(SafeText)
    by: Mapped[str] = mapped_column(Id)
    at: Mapped[int] = mapped_column(Millis)
    state: Mapped[str] = mapped_column(String(8))
    #: leads there were to move when it began
    total: Mapped[int] = mapped_column(Integer)
    moved: Mapped[int] = mapped_column(Integer, default=0)
    #: leads that went back when it was undone; the rest had changed hands again
    returned: Mapped[int] = mapped_column(Integer, default=0)
    ended_at: Mapped[int | None] = mapped_column(Millis)
