"""The revision clock: one row, taken first in every write that a device must hear of."""

import uuid

from sqlalchemy import CheckConstraint, Connection, Integer, String, bindparam, select, update
from sqlalchemy.orm import Mapped, mapped_column

from server.core.clock import now_ms
from server.core.db import Base, Id, Millis, table

RESTORE_LEAP = 1_000_000


class SyncClock(Base):
    """The single row all revisions come from."""

    __tablename__ = "sync_clock"
    __table_args__ = (CheckConstraint("id = 1", name="single"),)

    #: always 1
    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    #: the last revision given out
    rev: Mapped[int] = mapped_column(Millis)
    #: names this history; a restore starts a new one
    epoch: Mapped[str] = mapped_column(Id)
    #: the newest backup holds everything up to this revision
    backup_rev: Mapped[int] = mapped_column(Millis, default=0)
    #: changes with every change of shows, people or texts that devices carry
    settings_etag: Mapped[str] = mapped_column(String(36), default="")


_clock = table(SyncClock)
_row = _clock.c.id == 1
#: built once: these run with every request, and building a statement costs more than running it
_TAKE = update(_clock).where(_row).values(rev=_clock.c.rev).returning(_clock.c.rev, _clock.c.epoch)
_ADVANCE = update(_clock).where(_row).values(rev=bindparam("to"))
_READ = select(_clock.c.rev, _clock.c.epoch)


def take(connection: Connection) -> tuple[int, str]:
    """Lock the clock until commit. Returns (last revision given out, epoch)."""
    taken = connection.execute(_TAKE).one()
    return taken[0], taken[1]


def advance(connection: Connection, rev: int) -> None:
    """Move the clock to the last revision used by this transaction."""
    connection.execute(_ADVANCE, {"to": rev})


def read(connection: Connection) -> tuple[int, str]:
    """(last revision, epoch) of this snapshot."""
    row = connection.execute(_READ).one()
    return row[0], row[1]


def touch_settings(connection: Connection) -> None:
    """Tell devices that shows, people or texts changed."""
    connection.execute(update(_clock).values(settings_etag=str(uuid.uuid4())))


def new_epoch(connection: Connection) -> str:
    """Begin another history after a restore: no revision is ever given out twice."""
    rev, _ = take(connection)
    epoch = str(uuid.uuid4())
    leap = max(rev + RESTORE_LEAP, now_ms() * 1000)
    connection.execute(update(_clock).values(rev=leap, epoch=epoch))
    return epoch
