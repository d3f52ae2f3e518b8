"""Pairing a phone: the manager shows a QR, the phone scans it, no password is typed."""

from typing import Any

import segno
from sqlalchemy import delete, insert, select, update

from server.auth import devices, throttle
from server.auth.actor import Actor
from server.auth.devices import Installation
from server.auth.links import address_of
from server.auth.models import EnrolCode
from server.auth.queries import user_by_id
from server.auth.reach import refuse_out_of_reach
from server.auth.scopes import has_access
from server.auth.secrets import digest, new_code, read_code
from server.core import audit, changes
from server.core.clock import MINUTE, now_ms
from server.core.db import table, writing
from server.core.errors import Gone, NotFound

LIFETIME = 15 * MINUTE

_code = table(EnrolCode)


class EnrolExpired(Gone):
    """Unknown, used and expired codes answer the same."""

    code = "enrol_expired"
    title = "This code has expired or was used. Ask for a new one."


def offer(actor: Actor, user_id: str) -> dict[str, Any]:
    """A code for one phone of a person: `{code, url, qr_svg, expires_at}`. An earlier one stops working.

    Raises NotFound for somebody without access, Forbidden for somebody out of the actor's reach.
    """
    code, expires_at = new_code(), now_ms() + LIFETIME
    with writing() as connection:
        changes.take(connection)
        user = user_by_id(connection, user_id)
        if user is None or not has_access(user):
            raise NotFound()
        refuse_out_of_reach(connection, actor, user)
        connection.execute(delete(_code).where(_code.c.user_id == user_id))
        connection.execute(
            insert(_code).values(
                code_hash=digest(code), user_id=user_id, created_by=actor.user_id, expires_at=expires_at
            )
        )
        audit.record(connection, "enrolment.offered", object=user_id, **actor.trace())
    url = address_of("enrol", code)
    return {"code": code, "url": url, "qr_svg": _drawn(url), "expires_at": expires_at}


def claim(code: str, installation: Installation, ip: str) -> tuple[str, dict[str, Any]]:
    """Pair the phone that holds the code. Returns its token and the person (a row of `user`).

    The phone that used it may use it again while it lasts: the answer gets lost in a hall's network.

    Raises EnrolExpired, DeviceTaken, TooMany.
    """
    key = throttle.address_key(ip, "enrol")
    throttle.take_try((key, throttle.CODE))
    hashed = digest(read_code(code))
    with writing() as connection:
        changes.take(connection)
        open_to_it = _code.c.used_at.is_(None) | (_code.c.device_id == installation.device_id)
        live = (_code.c.code_hash == hashed, open_to_it, _code.c.expires_at > now_ms())
        user_id = connection.scalar(select(_code.c.user_id).where(*live))
        taken = {"used_at": now_ms(), "device_id": installation.device_id}
        used = connection.execute(update(_code).where(*live).values(taken))
        user = user_by_id(connection, user_id) if user_id and used.rowcount else None
        if user is None or not has_access(user):
            raise EnrolExpired()
        token = devices.pair(connection, user["id"], installation)
        throttle.give_back_one(connection, key)
        audit.record(
            connection,
            "device.paired",
            object=installation.device_id,
            actor=user["id"],
            ip=ip,
            diff={"label": [None, installation.label]},
        )
    return token, user


def _drawn(url: str) -> str:
    """The QR as an SVG element: dark on its own white ground, so that it scans in both themes."""
    return segno.make(url, error="m", micro=False).svg_inline(border=3, omitsize=True, light="#fff", svgclass=None)
