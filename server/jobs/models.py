"""Work to do later, kept as rows written in the same transaction as the thing they serve."""

from typing import Any

from sqlalchemy import JSON, Index, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from server.core.db import Base, Id, Millis, one_of


class Job(Base):
    """One piece of work. A worker leases it; a lease that runs out gives it to another worker."""

    __tablename__ = "job"
    __table_args__ = (
        one_of("state", "new", "run", "done", "dead"),
        Index("ix_job_state_run_at", "state", "priority", "run_at"),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    #: which function works it, like `cards.read`
    kind: Mapped[str] = mapped_column(String(40))
    #: the same work is queued once, however often it is asked for
    key: Mapped[str] = mapped_column(String(160), unique=True)
    payload: Mapped[dict[str, Any]] = mapped_column(JSON)
    #: smaller is sooner
    priority: Mapped[int] = mapped_column(Integer, default=100)
    state: Mapped[str] = mapped_column(String(4), default="new")
    attempts: Mapped[int] = mapped_column(Integer, default=0)
    #: not before
    run_at: Mapped[int] = mapped_column(Millis)
    lease_until: Mapped[int | None] = mapped_column(Millis)
    last_error: Mapped[str | None] = mapped_column(Text)
    created_at: Mapped[int] = mapped_column(Millis)
    finished_at: Mapped[int | None] = mapped_column(Millis)
