"""What a lead was judged to be, what was found out about it, and the rules it is judged by."""

from typing import Any

from sqlalchemy import JSON, Boolean, CheckConstraint, ForeignKey, Index, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from server.classification.facts import AUTHORITIES, BUDGETS
from server.core.db import Base, Id, Millis, Minor, SafeText, one_of


class Classification(Base):
    """One judgement; the latest one stands, a person's override stands over every rule."""

    __tablename__ = "classification"
    __table_args__ = (one_of("class", "A", "B", "C", "D"), one_of("kind", "field", "desk"))

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    lead_id: Mapped[str] = mapped_column(ForeignKey("lead.id", ondelete="CASCADE"), index=True)
    at: Mapped[int] = mapped_column(Millis)
    #: who overrode; NULL: the rules
    by: Mapped[str | None] = mapped_column(Id)
    class_: Mapped[str] = mapped_column("class", String(1))
    kind: Mapped[str] = mapped_column(String(8))
    worth: Mapped[int] = mapped_column(Minor)
    probability: Mapped[int] = mapped_column(Integer)
    sales_ready: Mapped[bool] = mapped_column(Boolean)
    #: [{"code", "text"}]
    reasons: Mapped[list[dict[str, str]]] = mapped_column(JSON)
    override: Mapped[bool] = mapped_column(Boolean, default=False)
    note: Mapped[str | None] = mapped_column(SafeText)
    rules_version: Mapped[int] = mapped_column(Integer, default=1)


class Qualification(Base):
    """What a person found out at one time. Append-only; what counts stands in the fields `q/…` of the lead."""

    __tablename__ = "qualification"
    __table_args__ = (
        CheckConstraint("need BETWEEN 0 AND 3", name="need"),
        one_of("budget", *BUDGETS),
        one_of("authority", *AUTHORITIES),
        Index("ix_qualification_lead_at", "lead_id", "at"),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    lead_id: Mapped[str] = mapped_column(ForeignKey("lead.id", ondelete="CASCADE"))
    at: Mapped[int] = mapped_column(Millis)
    by: Mapped[str | None] = mapped_column(Id)
    #: 0 none, 1 some, 2 clear, 3 urgent; NULL: not known
    need: Mapped[int | None] = mapped_column(Integer)
    budget: Mapped[str] = mapped_column(String(12), default="unknown")
    authority: Mapped[str] = mapped_column(String(8), default="unknown")
    #: local calendar day, YYYY-MM-DD
    decision_by: Mapped[str | None] = mapped_column(String(10))
    timeline: Mapped[str | None] = mapped_column(SafeText)
    #: answers to the show's own questions: question id -> answer
    answers: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)


class RuleSetVersion(Base):
    """A published rule set of classification. A version never changes; the newest one judges."""

    __tablename__ = "rule_set"

    version: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    #: the rules as data (classification.ruleset)
    content: Mapped[dict[str, Any]] = mapped_column(JSON)
    published_at: Mapped[int] = mapped_column(Millis)
    #: NULL: as shipped
    published_by: Mapped[str | None] = mapped_column(Id)
    #: why, in the supervisor's words
    note: Mapped[str | None] = mapped_column(SafeText)
    #: the older version this one brought back
    restored_from: Mapped[int | None] = mapped_column(Integer)
