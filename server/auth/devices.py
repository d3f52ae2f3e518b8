"""Paired phones and registered browsers: an opaque token each, revocable within one request."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, bindparam, insert, select, update

from server.auth.models import Device
from server.auth.queries import colleagues
from server.auth.secrets import digest, new_token
from server.core import changes
from server.core.clock import DAY, MINUTE, now_ms
from server.core.db import table
from server.core.errors import Conflict, Unauthenticated

IDLE = 30 * DAY
ABSOLUTE = 90 * DAY
#: how stale `last_seen_at` may get before a request writes it again
SEEN_STEP = 5 * MINUTE
PREFIX = "bxl_"
REVOKED = "This phone was taken out of use. Save what it has not sent, then pair it again."

_device, _clock = table(Device), table(changes.SyncClock)
_ASKED = ("user_id", "id", "last_seen_at", "expires_at", "revoked_at")
#: with the name of the standing data's state, which every request needs next
_FIND = select(_clock.c.standing, *(_device.c[name] for name in _ASKED)).select_from(
    _clock.outerjoin(_device, _device.c.token_hash == bindparam("hash"))
)


class DeviceRevoked(Unauthenticated):
    """The device offers a rescue export of what it has not sent, then wipes itself."""

    code = "device_revoked"
    title = REVOKED


class DeviceTaken(Conflict):
    """An installation belongs to one person for good: its numbered ops are hers."""

    code = "device_taken"
    title = "This installation belongs to somebody else. Reset the app, then pair it again."


@dataclass(frozen=True)
class Installation:
    """What an app says about itself when it is paired. The id is made by the device."""

    device_id: str
    label: str
    app_version: str | None = None


def pair(connection: Connection, user_id: str, installation: Installation) -> str:
    """Pair an installation with a person, anew or again. Returns its token, which nobody can read back.

    Raises DeviceTaken when the installation is another person's.
    """
    owner = connection.scalar(select(_device.c.user_id).where(_device.c.id == installation.device_id))
    if owner not in (None, user_id):
        raise DeviceTaken()
    token, now = new_token(PREFIX), now_ms()
    values = {
        "user_id": user_id,
        "label": installation.label,
        "token_hash": digest(token),
        "app_version": installation.app_version,
        "enrolled_at": now,
        "last_seen_at": now,
        "expires_at": now + ABSOLUTE,
        "revoked_at": None,
        "wiped_at": None,
    }
    if owner:
        connection.execute(update(_device).where(_device.c.id == installation.device_id).values(**values))
    else:
        connection.execute(insert(_device).values(id=installation.device_id, **values))
    return token


def find(connection: Connection, token: str) -> dict[str, Any] | None:
    """The device of a token with its person (as `colleagues` has her, and device_id, last_seen_at), or None.

    Raises DeviceRevoked.
    """
    name, user_id, device_id, last_seen_at, expires_at, revoked_at = connection.execute(
        _FIND, {"hash": digest(token)}
    ).one()
    changes.know_standing(connection, name)
    if device_id is None:
        return None
    if revoked_at is not None:
        raise DeviceRevoked()
    now = now_ms()
    if expires_at <= now or last_seen_at <= now - IDLE:
        return None
    return {**colleagues(connection)[user_id], "device_id": device_id, "last_seen_at": last_seen_at}


def seen(connection: Connection, device_id: str, **said: Any) -> None:
    """The device is in use. `said`: what it told with it (app_version, outbox_count, outbox_oldest_at, skew_ms)."""
    connection.execute(update(_device).where(_device.c.id == device_id).values(last_seen_at=now_ms(), **said))


def revoke(connection: Connection, device_id: str) -> None:
    """Take a device out of use, effective with its next request. Doing it twice changes nothing."""
    live = _device.c.id == device_id, _device.c.revoked_at.is_(None)
    connection.execute(update(_device).where(*live).values(revoked_at=now_ms()))


def revoke_all(connection: Connection, user_id: str) -> None:
    """Take every device of a person out of use."""
    live = _device.c.user_id == user_id, _device.c.revoked_at.is_(None)
    connection.execute(update(_device).where(*live).values(revoked_at=now_ms()))
