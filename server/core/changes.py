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
    #: names the state of the standing data (core.standing); triggers renew it
    standing: Mapped[str] = mapped_column(String(36), default="", server_default="")


_clock = table(SyncClock)
_row = _clock.c.id == 1
#: built once: these run with every request, and building a statement costs more than running it
_TAKE = update(_clock).where(_row).values(rev=_clock.c.rev).returning(_clock.c.rev, _clock.c.epoch, _clock.c.standing)
_ADVANCE = update(_clock).where(_row).values(rev=bindparam("to"))
_READ = select(_clock.c.rev, _clock.c.epoch, _clock.c.standing)
#: where a connection remembers the name of the standing data's state in its transaction
_STANDING = "boxless.standing"


def take(connection: Connection) -> tuple[int, str]:
    """Lock the clock until commit. Returns (last revision given out, epoch)."""
    rev, epoch, connection.info[_STANDING] = connection.execute(_TAKE).one()
    return rev, epoch


def advance(connection: Connection, rev: int) -> None:
    """Move the clock to the last revision used by this transaction."""
    connection.execute(_ADVANCE, {"to": rev})


def read(connection: Connection) -> tuple[int, str]:
    """(last revision, epoch) of this snapshot."""
    rev, epoch, connection.info[_STANDING] = connection.execute(_READ).one()
    return rev, epoch


def know_standing(connection: Connection, name: str) -> None:
    """A statement of this transaction brought the name of the standing data's state along."""
    connection.info[_STANDING] = name


def forget_standing(connection: Connection) -> None:
    """Ask for the name anew: another transaction has begun, or this one may have changed it."""
    connection.info.pop(_STANDING, None)


def standing_name(connection: Connection) -> str:
    """The name of the state of the standing data, as this transaction sees it.

    A write transaction takes the clock for it: from then on nobody else changes standing data under its feet.
    """
    if _STANDING not in connection.info:
        (take if connection.get_execution_options().get("write") else read)(connection)
    name: str = connection.info[_STANDING]
    return name


def touch_settings(connection: Connection) -> None:
    """Tell devices that shows, people or texts changed."""
    connection.execute(update(_clock).values(settings_etag=str(uuid.uuid4())))


def new_epoch(connection: Connection) -> str:
    """Begin another history after a restore: no revision is ever given out twice."""
    rev, _ = take(connection)
    epoch = str(uuid.uuid4())
    leap = max(rev + RESTORE_LEAP, now_ms() * 1000)
    connection.execute(update(_clock).values(rev=leap, epoch=epoch, standing=str(uuid.uuid4())))
    return epoch
