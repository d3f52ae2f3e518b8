"""What a lead was judged to be, each time with the reasons."""

from sqlalchemy import JSON, Boolean, ForeignKey, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

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
