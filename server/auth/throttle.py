"""Slows down guessing, per account and per address; in the database, so that a restart forgets nothing.

A try is counted before it is judged: many at once get no more guesses than one after the other. Unknown accounts
are counted like known ones, so an answer tells nothing about who exists.
"""

from collections.abc import Sequence

from sqlalchemy import Connection, delete, func, insert, select

from server.auth.models import LoginFailure
from server.auth.secrets import digest
from server.core.clock import DAY, HOUR, MINUTE, SECOND, now_ms
from server.core.db import table, writing
from server.core.errors import TooMany
from server.core.ids import new_id

Limits = Sequence[tuple[int, int]]

_failures = table(LoginFailure)
#: tries within milliseconds
ACCOUNT: Limits = ((5, MINUTE), (20, HOUR), (50, DAY))
#: a whole stand may share one address
ADDRESS: Limits = ((20, MINUTE), (100, HOUR))
CODE: Limits = ((5, MINUTE), (30, HOUR))


def account_key(email: str) -> str:
    """Key of an account, known or not."""
    return f"account:{digest(email)}"


def address_key(ip: str, what: str = "ip") -> str:
    """Key of a network address; `what` keeps kinds of secrets apart."""
    return f"{what}:{ip}"


def take_try(*keys: tuple[str, Limits]) -> None:
    """Count one try under every key. Raises TooMany with Retry-After when one is used up."""
    with writing() as connection:
        connection.execute(delete(_failures).where(_failures.c.at <= now_ms() - DAY))
        wait = max(_wait(connection, key, limits) for key, limits in keys)
        if wait == 0:
            now = now_ms()
            connection.execute(insert(_failures), [{"id": new_id(), "key": key, "at": now} for key, _ in keys])
    if wait:
        raise TooMany(headers={"Retry-After": str(wait)})


def give_back(connection: Connection, *keys: str) -> None:
    """A right answer: its tries no longer count."""
    connection.execute(delete(_failures).where(_failures.c.key.in_(keys)))


def give_back_one(connection: Connection, key: str) -> None:
    """A right answer from an address: only this try no longer counts, guesses at others do."""
    newest = select(_failures.c.id).where(_failures.c.key == key).order_by(_failures.c.at.desc()).limit(1)
    connection.execute(delete(_failures).where(_failures.c.id == newest.scalar_subquery()))


def _wait(connection: Connection, key: str, limits: Limits) -> int:
    """Seconds until the key has a try left; 0 when it has one now."""
    now = now_ms()
    wait = 0
    for tries, span in limits:
        since = now - span
        recent = _failures.c.key == key, _failures.c.at > since
        if (connection.scalar(select(func.count()).where(*recent)) or 0) < tries:
            continue
        nth = select(_failures.c.at).where(*recent).order_by(_failures.c.at.desc()).offset(tries - 1).limit(1)
        wait = max(wait, (connection.scalars(nth).one() - since) // SECOND + 1)
    return wait
