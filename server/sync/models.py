"""Receipts: what each operation of each device was answered; proposals: what was refused and waits for a manager."""

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from server.core.db import Base, Id, Millis, SafeText, one_of


class OpReceipt(Base):
    """The stored answer to one op: a retry gets it again."""

    __tablename__ = "op_receipt"
    __table_args__ = (Index("uq_op_receipt_device_seq", "device_id", "seq", unique=True),)

    op_id: Mapped[str] = mapped_column(Id, primary_key=True)
    #: the phone, or the web session, it was done on
    device_id: Mapped[str | None] = mapped_column(Id)
    #: the device's own number; NULL for what was done online
    seq: Mapped[int | None] = mapped_column(Millis)
    user_id: Mapped[str] = mapped_column(Id)
    lead_id: Mapped[str | None] = mapped_column(Id, index=True)
    at: Mapped[int] = mapped_column(Millis)
    #: sha256 of the op, to know a replay from a forgery
    digest: Mapped[str] = mapped_column(String(64))
    #: JSON text of the answer
    result: Mapped[str] = mapped_column(Text)
    #: JSON text of the op where it was refused or a person's value lost: nothing vanishes
    payload: Mapped[str | None] = mapped_column(Text)


class Proposal(Base):
    """A refused operation a manager decides about: an edit by who lost the lead, or one a person handed over."""

    __tablename__ = "proposal"
    __table_args__ = (one_of("state", "open", "accepted", "dismissed"),)

    #: id of the refused op
    id: Mapped[str] = mapped_column(Id, primary_key=True)
    lead_id: Mapped[str] = mapped_column(ForeignKey("lead.id", ondelete="CASCADE"), index=True)
    user_id: Mapped[str] = mapped_column(Id)
    #: when it was done on the device, corrected for its clock
    at: Mapped[int] = mapped_column(Millis)
    kind: Mapped[str] = mapped_column(String(16))
    #: JSON text of the op
    payload: Mapped[str] = mapped_column(Text)
    #: why it was refused
    code: Mapped[str] = mapped_column(String(40))
    #: what the person wants the manager to know
    text: Mapped[str] = mapped_column(SafeText, default="")
    state: Mapped[str] = mapped_column(String(9), default="open", index=True)
    decided_by: Mapped[str | None] = mapped_column(Id)
    decided_at: Mapped[int | None] = mapped_column(Millis)
