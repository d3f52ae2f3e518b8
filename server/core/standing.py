"""Standing data: what a house says once and every request asks again, like people, shows, plans and rules.

It is read once and kept in this process under the name of its state, `sync_clock.standing`. Triggers give the state a
new random name with every write to a watched table, in the writer's own transaction, whoever writes and by whatever
way (docs/decisions/0106-standing-data-cached.md). A transaction asks for the name as it sees it, so it gets what it
would have read: never older, and never what another transaction has not committed.
"""

import re
from collections import OrderedDict
from collections.abc import Callable
from functools import lru_cache, wraps
from threading import Lock
from typing import Any, TypeVar, TypeVarTuple
from weakref import WeakKeyDictionary

from sqlalchemy import Connection, Engine, event

from server.core import changes

T = TypeVar("T")
Asked = TypeVarTuple("Asked")
#: a function and what it was asked
Piece = tuple[Callable[..., Any], tuple[Any, ...]]

#: tables whose writes give the state a new name; the newest migration that makes triggers knows the same ones
WATCHED = (
    "calendar",
    "event",
    "event_staff",
    "org_setting",
    "plan_template",
    "plan_template_step",
    "rule_set",
    "sla_policy",
    "source",
    "team",
    "team_member",
    "user",
)
#: states kept: the present one, and those that longer reads and rehearsals still see
STATES = 4
#: every function whose answers are kept
LOADERS: list[Callable[..., Any]] = []
_PIECES = "boxless.standing_pieces"
_TARGET = re.compile(r'\s*(?:INSERT INTO|UPDATE|DELETE FROM)\s+"?(\w+)', re.IGNORECASE)


class _Kept:
    """What one database's standing data looked like, by the name of the state."""

    def __init__(self) -> None:
        self._states: OrderedDict[str, dict[Piece, Any]] = OrderedDict()
        self._guard = Lock()

    def pieces(self, name: str) -> dict[Piece, Any]:
        """What is known of a state so far, to be added to."""
        with self._guard:
            found = self._states.setdefault(name, {})
            self._states.move_to_end(name)
            while len(self._states) > STATES:
                self._states.popitem(last=False)
        return found


_kept: WeakKeyDictionary[Engine, _Kept] = WeakKeyDictionary()


def standing(load: Callable[[Connection, *Asked], T]) -> Callable[[Connection, *Asked], T]:
    """Keep what a function reads, for each of the things it is asked, as long as no watched table changes.

    It may read watched tables only, and nothing else that changes: no clock, no settings, no other rows. What it
    answers is shared by all threads, so nobody may change it. `None` is not kept: nothing was found, and there is no
    end of what may be asked for in vain.
    """

    @wraps(load)
    def kept(connection: Connection, *asked: *Asked) -> T:
        pieces = _pieces(connection)
        piece = (load, asked)
        known: T | None = pieces.get(piece)
        if known is not None:
            return known
        found = load(connection, *asked)
        if found is not None:
            pieces[piece] = found
        return found

    LOADERS.append(kept)
    return kept


def _pieces(connection: Connection) -> dict[Piece, Any]:
    found: dict[Piece, Any] | None = connection.info.get(_PIECES)
    if found is None:
        of_this_database = _kept.setdefault(connection.engine, _Kept())
        found = connection.info[_PIECES] = of_this_database.pieces(changes.standing_name(connection))
    return found


def _forget(connection: Connection) -> None:
    """The next question asks for the name of the state anew."""
    connection.info.pop(_PIECES, None)
    changes.forget_standing(connection)


@event.listens_for(Engine, "begin")
def _on_begin(connection: Connection) -> None:
    _forget(connection)


@event.listens_for(Engine, "engine_disposed")
def _on_disposed(engine: Engine) -> None:
    """Whoever lets go of a database lets go of what it said."""
    _kept.pop(engine, None)


@event.listens_for(Engine, "rollback_savepoint")
def _on_rollback_savepoint(connection: Connection, _name: str, _context: None) -> None:
    _forget(connection)


@event.listens_for(Engine, "before_cursor_execute")
def _on_statement(connection: Connection, _cursor: Any, statement: str, *_rest: Any) -> None:
    """A transaction that writes watched rows sees what it wrote from then on."""
    if not statement.startswith("SELECT") and _may_rename(statement):
        _forget(connection)


@lru_cache(maxsize=1024)
def _may_rename(statement: str) -> bool:
    """Whether a statement that is no plain query may write a watched table; what is not understood may."""
    target = _TARGET.match(statement)
    return target is None or target[1].lower() in WATCHED
