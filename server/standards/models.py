"""Standards in the making, and the runs that bring them to the leads there are."""

from typing import Any

from sqlalchemy import JSON, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from server.core.db import Base, Id, Millis, one_of

RUN_KINDS = ("rules", "plan", "clocks")


class StandardDraft(Base):
    """What somebody is preparing; nothing follows it before it is published. One for each standard."""

    __tablename__ = "standard_draft"

    #: `rules`, or `plan/<code>`
    subject: Mapped[str] = mapped_column(String(40), primary_key=True)
    content: Mapped[dict[str, Any]] = mapped_column(JSON)
    #: the published version it was made from
    base_version: Mapped[int] = mapped_column(Integer)
    #: counts the savings: who saves over another's work is told
    revision: Mapped[int] = mapped_column(Integer)
    updated_at: Mapped[int] = mapped_column(Millis)
    updated_by: Mapped[str | None] = mapped_column(Id)


class StandardRun(Base):
    """One walk over the open leads to bring them in line with a standard, batch by batch."""

    __tablename__ = "standard_run"
    __table_args__ = (one_of("kind", *RUN_KINDS), one_of("state", "running", "done"))

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    kind: Mapped[str] = mapped_column(String(8))
    #: the code of a plan, the id of a calendar; empty for rules
    subject: Mapped[str] = mapped_column(String(40), default="")
    #: only the leads of this show; NULL: all
    event_id: Mapped[str | None] = mapped_column(Id)
    state: Mapped[str] = mapped_column(String(8), default="running")
    #: the last lead looked at: a worker that dies is followed by one that goes on from here
    cursor: Mapped[str] = mapped_column(String(36), default="")
    looked: Mapped[int] = mapped_column(Integer, default=0)
    changed: Mapped[int] = mapped_column(Integer, default=0)
    started_at: Mapped[int] = mapped_column(Millis)
    finished_at: Mapped[int | None] = mapped_column(Millis)
    by: Mapped[str | None] = mapped_column(Id)
