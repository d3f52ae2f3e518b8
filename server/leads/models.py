"""Leads, the people and companies behind them, and the feed devices pull from."""

from typing import Any

from sqlalchemy import JSON, Boolean, CheckConstraint, ForeignKey, Index, Integer, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from server.core.db import Base, Id, Millis, Minor, SafeText, one_of

OUTCOMES = ("won", "lost", "no_decision", "unreachable", "not_a_prospect", "do_not_contact", "duplicate")


#: open A and B leads: a partial index serves only a query that says it word for word, and SQLite would answer `IN`
#: from the index of the class
OPEN_AB = text("owner_id IS NOT NULL AND status < 5 AND class NOT IN ('C', 'D')")


class Company(Base):
    """A firm; several people and leads may belong to it."""

    __tablename__ = "company"

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    name: Mapped[str] = mapped_column(SafeText)
    #: folded, without legal form: what two spellings of one firm share
    name_key: Mapped[str] = mapped_column(String(200), index=True)
    #: mail or web domain of its own
    domain: Mapped[str | None] = mapped_column(String(253), index=True)
    country: Mapped[str | None] = mapped_column(String(2))
    is_customer: Mapped[bool] = mapped_column(Boolean, default=False)
    created_at: Mapped[int] = mapped_column(Millis)


class Person(Base):
    """Somebody met once or many times; e-mail is no key, two people may share one."""

    __tablename__ = "person"
    __table_args__ = (one_of("role", "buyer", "influencer", "introducer", "user", "unknown"),)

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    company_id: Mapped[str | None] = mapped_column(ForeignKey("company.id"), index=True)
    given_name: Mapped[str | None] = mapped_column(SafeText)
    family_name: Mapped[str | None] = mapped_column(SafeText)
    email_norm: Mapped[str | None] = mapped_column(String(254), index=True)
    phone_e164: Mapped[str | None] = mapped_column(String(20), index=True)
    role: Mapped[str] = mapped_column(String(12), default="unknown")
    customer_since: Mapped[int | None] = mapped_column(Millis)
    #: somebody said that this is the same person as that one
    same_as: Mapped[str | None] = mapped_column(ForeignKey("person.id"), index=True)
    created_at: Mapped[int] = mapped_column(Millis)


class Lead(Base):
    """One encounter that wants following up.

    `doc` is the wire document (docs/sync.md) with all its children, `meta` the merge stamps of its fields. The
    columns repeat what queries need; one function (`workspace.columns_of`) derives them on every write.
    """

    __tablename__ = "lead"
    __table_args__ = (
        one_of("status", 1, 2, 3, 4, 5),
        one_of("class", "A", "B", "C", "D"),
        one_of("track", "active", "nurture", "customer"),
        one_of("outcome", *OUTCOMES),
        CheckConstraint("(status = 5) = (outcome IS NOT NULL)", name="done_has_outcome"),
        CheckConstraint("track <> 'nurture' OR wake_at IS NOT NULL OR status = 5", name="nurture_wakes"),
        Index("ix_lead_owner_next", "owner_id", "status", "next_step_at"),
        Index("ix_lead_open_ab", "owner_id", "received_at", sqlite_where=OPEN_AB, postgresql_where=OPEN_AB),
        Index("ix_lead_event_first_out", "event_id", "first_out_at"),
        {"postgresql_with": {"fillfactor": 70}},
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    #: raised by every change; no index of it, or PostgreSQL could not change the row in place (decision 0109)
    rev: Mapped[int] = mapped_column(Millis)
    event_id: Mapped[str | None] = mapped_column(ForeignKey("event.id"), index=True)
    person_id: Mapped[str | None] = mapped_column(ForeignKey("person.id"), index=True)
    company_id: Mapped[str | None] = mapped_column(ForeignKey("company.id"), index=True)
    source: Mapped[str] = mapped_column(ForeignKey("source.code"))
    captured_by: Mapped[str] = mapped_column(Id, index=True)
    #: when it happened at the booth, corrected for the device's clock, never in the future
    captured_at: Mapped[int] = mapped_column(Millis, index=True)
    received_at: Mapped[int] = mapped_column(Millis)
    owner_id: Mapped[str | None] = mapped_column(ForeignKey("user.id"))
    #: who does the owner's work while she is away
    acting_id: Mapped[str | None] = mapped_column(Id, index=True)
    #: how far up the ladder of `assignment.escalation` its overdue step has climbed; 0: nowhere
    escalation: Mapped[int] = mapped_column(Integer, default=0, server_default="0", index=True)
    #: when the ladder's next rung is reached, if nobody acts
    ladder_at: Mapped[int | None] = mapped_column(Millis, index=True)
    class_: Mapped[str] = mapped_column("class", String(1), index=True)
    worth: Mapped[int] = mapped_column(Minor, default=0)
    probability: Mapped[int] = mapped_column(Integer, default=0)
    sales_ready: Mapped[bool] = mapped_column(Boolean, default=False)
    status: Mapped[int] = mapped_column(Integer, default=1)
    track: Mapped[str] = mapped_column(String(8), default="active")
    wake_at: Mapped[int | None] = mapped_column(Millis, index=True)
    outcome: Mapped[str | None] = mapped_column(String(16))
    closed_at: Mapped[int | None] = mapped_column(Millis)
    #: why it ended, in the words of who closed it
    outcome_reason: Mapped[str | None] = mapped_column(Text)
    objection: Mapped[str | None] = mapped_column(Text)
    competitor: Mapped[str | None] = mapped_column(Text)
    #: managed as promised until it closed; NULL while open
    process_clean: Mapped[bool | None] = mapped_column(Boolean)
    interest: Mapped[str | None] = mapped_column(Text)
    #: calendar day the order is expected, YYYY-MM-DD
    expected_close: Mapped[str | None] = mapped_column(String(10))
    trashed: Mapped[bool] = mapped_column(Boolean, default=False)
    given_name: Mapped[str | None] = mapped_column(Text)
    family_name: Mapped[str | None] = mapped_column(Text)
    company: Mapped[str | None] = mapped_column(Text)
    email_norm: Mapped[str | None] = mapped_column(String(254), index=True)
    phone_e164: Mapped[str | None] = mapped_column(String(20), index=True)
    company_key: Mapped[str | None] = mapped_column(String(200), index=True)
    #: folded words of name, company, e-mail, phone: what the search box looks through
    search: Mapped[str] = mapped_column(Text, default="")
    rating: Mapped[str | None] = mapped_column(String(4))
    #: a reading nobody has looked at yet, or one that failed
    needs_review: Mapped[bool] = mapped_column(Boolean, default=False)
    #: fields a machine read and was not sure of, and nobody has confirmed
    unsure: Mapped[int] = mapped_column(Integer, default=0, server_default="0")
    #: two people wrote one field without having seen each other, and nobody has picked yet
    has_conflict: Mapped[bool] = mapped_column(Boolean, default=False, server_default=text("false"))
    next_step_at: Mapped[int | None] = mapped_column(Millis)
    first_out_at: Mapped[int | None] = mapped_column(Millis)
    first_human_out_at: Mapped[int | None] = mapped_column(Millis)
    first_call_at: Mapped[int | None] = mapped_column(Millis)
    first_connect_at: Mapped[int | None] = mapped_column(Millis)
    last_touch_at: Mapped[int | None] = mapped_column(Millis)
    last_in_at: Mapped[int | None] = mapped_column(Millis)
    attempts: Mapped[int] = mapped_column(Integer, default=0)
    touches: Mapped[int] = mapped_column(Integer, default=0)
    minutes: Mapped[int] = mapped_column(Integer, default=0)
    doc: Mapped[str] = mapped_column(Text)
    meta: Mapped[str] = mapped_column(Text)


class LeadScope(Base):
    """The feed: who sees which lead, latest state only. `present` false tells a device to let go of it."""

    __tablename__ = "lead_scope"
    __table_args__ = (Index("ix_lead_scope_scope_rev", "scope", "rev"),)

    scope: Mapped[str] = mapped_column(String(48), primary_key=True)
    lead_id: Mapped[str] = mapped_column(ForeignKey("lead.id", ondelete="CASCADE"), primary_key=True, index=True)
    rev: Mapped[int] = mapped_column(Millis)
    present: Mapped[bool] = mapped_column(Boolean)


class LeadNote(Base):
    """Free text by a person; append-only."""

    __tablename__ = "lead_note"

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    lead_id: Mapped[str] = mapped_column(ForeignKey("lead.id", ondelete="CASCADE"), index=True)
    by: Mapped[str] = mapped_column(Id)
    at: Mapped[int] = mapped_column(Millis)
    text: Mapped[str] = mapped_column(SafeText)


class FieldHistory(Base):
    """Every value a field has had or lost to: who or what set it, when, how sure."""

    __tablename__ = "field_provenance"
    __table_args__ = (
        one_of("origin", "human", "badge", "import", "ocr"),
        Index("ix_field_provenance_lead_field", "lead_id", "field", "at"),
    )

    #: op id, or a new id for changes that came by no op
    op_id: Mapped[str] = mapped_column(Id, primary_key=True)
    field: Mapped[str] = mapped_column(String(60), primary_key=True)
    lead_id: Mapped[str] = mapped_column(ForeignKey("lead.id", ondelete="CASCADE"))
    #: JSON text of the value
    value: Mapped[str | None] = mapped_column(Text)
    origin: Mapped[str] = mapped_column(String(8))
    by: Mapped[str | None] = mapped_column(Id)
    conf: Mapped[int | None] = mapped_column(Integer)
    #: whether it became the field's value; a loser is kept all the same
    won: Mapped[bool] = mapped_column(Boolean)
    at: Mapped[int] = mapped_column(Millis)


class ExportLog(Base):
    """Lead data that left the house: who took what, when. Append-only."""

    __tablename__ = "export_log"

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    at: Mapped[int] = mapped_column(Millis, index=True)
    by: Mapped[str] = mapped_column(Id)
    #: what made it: `report:box`, `leads` …
    kind: Mapped[str] = mapped_column(String(60))
    #: csv, xlsx, vcf …
    form: Mapped[str] = mapped_column(String(8))
    #: the filters it was made with
    filters: Mapped[dict[str, Any]] = mapped_column(JSON)
    columns: Mapped[list[str]] = mapped_column(JSON)
    leads: Mapped[int] = mapped_column(Integer)
