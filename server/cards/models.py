"""What was captured, and what machines read from it."""

from typing import Any

from sqlalchemy import JSON, ForeignKey, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from server.core.db import Base, Id, Millis, SafeText, one_of

CAPTURE_KINDS = ("card", "badge_qr", "badge_barcode", "nfc", "vcard", "voice", "manual", "import", "web")


class Capture(Base):
    """One side of a card, one badge, one voice memo."""

    __tablename__ = "capture"
    __table_args__ = (
        one_of("kind", *CAPTURE_KINDS),
        one_of("side", "front", "back"),
        one_of("status", "pending", "ocr", "review", "accepted", "rejected"),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    lead_id: Mapped[str] = mapped_column(ForeignKey("lead.id", ondelete="CASCADE"), index=True)
    kind: Mapped[str] = mapped_column(String(16))
    side: Mapped[str | None] = mapped_column(String(8))
    device_id: Mapped[str | None] = mapped_column(Id)
    by: Mapped[str] = mapped_column(Id)
    taken_at: Mapped[int] = mapped_column(Millis)
    #: decoded badge or vCard text
    payload: Mapped[str | None] = mapped_column(SafeText)
    sha256: Mapped[str | None] = mapped_column(ForeignKey("blob.sha256"), index=True)
    status: Mapped[str] = mapped_column(String(10))
    #: stable code: why a picture could not be read
    reason: Mapped[str | None] = mapped_column(String(40))


class OcrResult(Base):
    """One reading of one capture by one engine and version; never overwritten."""

    __tablename__ = "ocr_result"
    __table_args__ = (one_of("ran_on", "device", "server"),)

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    capture_id: Mapped[str] = mapped_column(ForeignKey("capture.id", ondelete="CASCADE"), index=True)
    engine: Mapped[str] = mapped_column(String(24))
    version: Mapped[str] = mapped_column(String(40))
    params: Mapped[dict[str, Any]] = mapped_column(JSON)
    ms: Mapped[int] = mapped_column(Integer)
    full_text: Mapped[str] = mapped_column(SafeText)
    #: 0-100
    mean_conf: Mapped[int] = mapped_column(Integer)
    ran_on: Mapped[str] = mapped_column(String(8))
    #: stable code when reading failed
    error: Mapped[str | None] = mapped_column(String(40))
    created_at: Mapped[int] = mapped_column(Millis)


class OcrField(Base):
    """One field found in a reading."""

    __tablename__ = "ocr_field"

    result_id: Mapped[str] = mapped_column(ForeignKey("ocr_result.id", ondelete="CASCADE"), primary_key=True)
    position: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    field: Mapped[str] = mapped_column(String(40))
    value: Mapped[str] = mapped_column(Text)
    #: 0-100
    conf: Mapped[int] = mapped_column(Integer)
    #: [x, y, w, h] in pixels of the stored picture
    box: Mapped[list[float] | None] = mapped_column(JSON)
    #: work, mobile, fax or home, for a phone
    kind: Mapped[str | None] = mapped_column(String(8))
    #: dialable form, for a phone
    e164: Mapped[str | None] = mapped_column(String(20))
    rule: Mapped[str | None] = mapped_column(String(60))
