"""Texts with their versions, what was or will be sent of them, and the brochures that go along."""

from sqlalchemy import JSON, Boolean, ForeignKey, Index, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from server.core.db import Base, Id, Millis, SafeText, one_of
from server.mail.shipped import KINDS

#: queued -> sending -> sent; the rest are ends. `unsure`: handed over, and the answer was lost
STATES = ("queued", "sending", "sent", "bounced", "suppressed", "failed", "unsure")


class TextTemplate(Base):
    """A text of one kind in one language; a new version never changes an old one. Unpublished: a draft."""

    __tablename__ = "text_template"
    __table_args__ = (one_of("kind", *KINDS), UniqueConstraint("kind", "language", "version"))

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    kind: Mapped[str] = mapped_column(String(12))
    #: ISO 639-1
    language: Mapped[str] = mapped_column(String(2))
    version: Mapped[int] = mapped_column(Integer)
    #: empty for what is only read aloud
    subject: Mapped[str] = mapped_column(SafeText)
    body: Mapped[str] = mapped_column(SafeText)
    created_at: Mapped[int] = mapped_column(Millis)
    #: NULL: shipped with the product
    created_by: Mapped[str | None] = mapped_column(Id)
    published_at: Mapped[int | None] = mapped_column(Millis)
    published_by: Mapped[str | None] = mapped_column(Id)


class Message(Base):
    """One mail to one prospect, from the decision to send it to what became of it."""

    __tablename__ = "message"
    __table_args__ = (
        one_of("state", *STATES),
        Index("ix_message_lead", "lead_id"),
        Index("ix_message_state_at", "state", "at"),
        Index("ix_message_step", "step_id"),
    )

    #: also the id of the touch it becomes; made by the phone or by us
    id: Mapped[str] = mapped_column(Id, primary_key=True)
    #: the same decision makes one message, however often it is taken
    idempotency_key: Mapped[str] = mapped_column(String(120), unique=True)
    lead_id: Mapped[str] = mapped_column(ForeignKey("lead.id", ondelete="CASCADE"))
    text_id: Mapped[str | None] = mapped_column(ForeignKey("text_template.id"))
    step_id: Mapped[str | None] = mapped_column(Id)
    kind: Mapped[str | None] = mapped_column(String(12))
    recipient: Mapped[str] = mapped_column(SafeText)
    subject: Mapped[str] = mapped_column(SafeText)
    #: with every value in its place but the link to unsubscribe
    body: Mapped[str] = mapped_column(SafeText)
    #: titles of the brochures that went along
    collateral: Mapped[list[str]] = mapped_column(JSON, default=list)
    #: ids of steps, promises and questions it settles
    satisfies: Mapped[list[str]] = mapped_column(JSON, default=list)
    #: whoever wrote it; NULL: the machine by itself
    by: Mapped[str | None] = mapped_column(Id)
    auto: Mapped[bool] = mapped_column(Boolean, default=False)
    state: Mapped[str] = mapped_column(String(10), default="queued")
    #: why it bounced, was held back or waits
    reason: Mapped[str | None] = mapped_column(SafeText)
    #: the Message-ID header, the same at every try
    smtp_id: Mapped[str] = mapped_column(String(200), unique=True)
    tries: Mapped[int] = mapped_column(Integer, default=0)
    #: when it was decided
    at: Mapped[int] = mapped_column(Millis)
    #: when the last bytes were about to leave: from here on it may have arrived
    sending_at: Mapped[int | None] = mapped_column(Millis, index=True)
    sent_at: Mapped[int | None] = mapped_column(Millis)


class Collateral(Base):
    """A brochure, price list or page that mails point to."""

    __tablename__ = "collateral"

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    #: what touches and reports know it by
    title: Mapped[str] = mapped_column(String(200), unique=True)
    url: Mapped[str] = mapped_column(SafeText)
    product: Mapped[str | None] = mapped_column(SafeText)
    active: Mapped[bool] = mapped_column(Boolean, default=True)
    created_at: Mapped[int] = mapped_column(Millis)
    updated_at: Mapped[int] = mapped_column(Millis)
