"""The exhibiting organisation: one row, made by the set-up page."""

from copy import deepcopy
from typing import Any

from sqlalchemy import JSON, CheckConstraint, Connection, Integer, String, insert, select
from sqlalchemy.orm import Mapped, mapped_column

from server.core.clock import now_ms
from server.core.db import Base, Millis, Minor, SafeText, table
from server.core.standing import standing


class OrgSetting(Base):
    """Name, money, language and the thresholds of the organisation."""

    __tablename__ = "org_setting"
    __table_args__ = (CheckConstraint("id = 1", name="single"),)

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False, default=1)
    name: Mapped[str] = mapped_column(SafeText)
    #: printed under mails
    phone: Mapped[str | None] = mapped_column(SafeText)
    #: IANA name
    tz: Mapped[str] = mapped_column(String(60))
    #: ISO 4217
    currency: Mapped[str] = mapped_column(String(3))
    #: ISO 639-1
    language: Mapped[str] = mapped_column(String(8), default="en")
    #: month the fiscal year begins, 1-12
    fiscal_start: Mapped[int] = mapped_column(Integer, default=1)
    retention_days: Mapped[int] = mapped_column(Integer, default=730)
    #: class thresholds: worth in minor units, probability in per cent
    worth_threshold: Mapped[int] = mapped_column(Minor, default=1_000_000)
    probability_threshold: Mapped[int] = mapped_column(Integer, default=50)
    #: feature switches and texts: name -> value
    options: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    created_at: Mapped[int] = mapped_column(Millis)


def find(connection: Connection) -> dict[str, Any] | None:
    """The organisation's row as a dict of the caller's own, or None before set-up."""
    row = _row(connection)
    return row and {**row, "options": deepcopy(row["options"])}


@standing
def _row(connection: Connection) -> dict[str, Any] | None:
    row = connection.execute(select(table(OrgSetting))).mappings().first()
    return dict(row) if row else None


def create(connection: Connection, **values: Any) -> None:
    """Write the one row: name, currency, tz, language."""
    connection.execute(insert(table(OrgSetting)).values(id=1, created_at=now_ms(), **values))
