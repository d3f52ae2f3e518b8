"""Who owned a lead when, and why it changed hands."""

from sqlalchemy import ForeignKey, Index, String
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
