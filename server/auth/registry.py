"""The list of devices as people use it: within one's reach, with a line in the audit log."""

from typing import Any

from server.auth import devices
from server.auth.actor import Actor
from server.auth.devices import Installation
from server.auth.queries import device_by_id, devices_of
from server.auth.reach import within_reach
from server.core import audit, changes
from server.core.db import reading, writing
from server.core.errors import NotFound


def listed(actor: Actor) -> list[dict[str, Any]]:
    """Devices within the actor's reach."""
    with reading() as connection:
        return devices_of(connection, within_reach(connection, actor))


def register(actor: Actor, installation: Installation) -> str:
    """Pair the browser of somebody signed in by password. Returns its token. Raises DeviceTaken."""
    with writing() as connection:
        changes.take(connection)
        token = devices.pair(connection, actor.user_id or "", installation)
        diff = {"label": [None, installation.label]}
        audit.record(connection, "device.registered", object=installation.device_id, diff=diff, **actor.trace())
        return token


def revoke(actor: Actor, device_id: str) -> None:
    """Take a device out of use. Raises NotFound for one out of reach."""
    with writing() as connection:
        changes.take(connection)
        device, reached = device_by_id(connection, device_id), within_reach(connection, actor)
        if device is None or (reached is not None and device["user_id"] not in reached):
            raise NotFound()
        if device["revoked_at"] is None:
            devices.revoke(connection, device_id)
            audit.record(connection, "device.revoked", object=device_id, **actor.trace())
