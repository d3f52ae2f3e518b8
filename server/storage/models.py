"""Pictures and voice memos by their SHA-256."""

from sqlalchemy import Boolean, ForeignKey, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from server.core.db import Base, Id, Millis, one_of


class Blob(Base):
    """Bytes known by their hash; `expected` until they have arrived whole."""

    __tablename__ = "blob"
    __table_args__ = (one_of("state", "expected", "stored", "purged"),)

    sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    bytes: Mapped[int] = mapped_column(Integer)
    mime: Mapped[str] = mapped_column(String(40))
    width: Mapped[int | None] = mapped_column(Integer)
    height: Mapped[int | None] = mapped_column(Integer)
    duration_ms: Mapped[int | None] = mapped_column(Integer)
    state: Mapped[str] = mapped_column(String(8), default="expected", index=True)
    #: whether position and camera data were removed before it was stored
    stripped: Mapped[bool] = mapped_column(Boolean, default=False)
    created_at: Mapped[int] = mapped_column(Millis)
    stored_at: Mapped[int | None] = mapped_column(Millis)


class BlobHolder(Base):
    """Who announced or uploaded these bytes: knowing a hash alone opens nothing."""

    __tablename__ = "blob_holder"

    sha256: Mapped[str] = mapped_column(ForeignKey("blob.sha256", ondelete="CASCADE"), primary_key=True)
    user_id: Mapped[str] = mapped_column(Id, primary_key=True)
    #: when this person's device sent the bytes themselves; NULL: only announced
    uploaded_at: Mapped[int | None] = mapped_column(Millis)
