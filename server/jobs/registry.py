"""Which function works which kind of job, and what is done every minute or hour. Rooms add their own at import."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

#: a job that keeps failing is dead after so many attempts
ATTEMPTS = 5
#: one that takes its process down with it, or never ends, is not tried that often
POISON_ATTEMPTS = 3


@dataclass(frozen=True, slots=True)
class Leased:
    """A job in the hands of a worker. `attempts` counts this one and names the lease: a later lease has a higher."""

    id: str
    kind: str
    key: str
    payload: dict[str, Any]
    attempts: int


@dataclass(frozen=True, slots=True)
class Kind:
    """How jobs of one kind are worked. `on_dead` is told of a job nobody will try again."""

    name: str
    work: Callable[[Leased], None]
    attempts: int = ATTEMPTS
    on_dead: Callable[[Leased, str], None] | None = None


@dataclass(frozen=True, slots=True)
class Periodic:
    """Something done once in every `every` milliseconds, by whichever worker is free."""

    name: str
    every: int


class Poison(Exception):
    """Raised by a job whose work crashed, hung or ate the memory: three times are enough. `code` says which."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(code)


KINDS: dict[str, Kind] = {}
PERIODICS: dict[str, Periodic] = {}


def job(
    name: str, *, attempts: int = ATTEMPTS, on_dead: Callable[[Leased, str], None] | None = None
) -> Callable[[Callable[[Leased], None]], Callable[[Leased], None]]:
    """Decorator: this function works jobs of that kind. It runs at least once per job, so effects are idempotent."""

    def add(work: Callable[[Leased], None]) -> Callable[[Leased], None]:
        KINDS[name] = Kind(name, work, attempts, on_dead)
        return work

    return add


def periodic(name: str, every: int) -> Callable[[Callable[[], None]], Callable[[], None]]:
    """Decorator: this function is called once in every `every` milliseconds, however many workers there are."""

    def add(work: Callable[[], None]) -> Callable[[], None]:
        # a failed round is not repeated: the next one is due soon
        KINDS[name] = Kind(name, lambda leased: work(), attempts=1)
        PERIODICS[name] = Periodic(name, every)
        return work

    return add


def attempts_of(kind: str) -> int:
    """How often a job of this kind may be tried."""
    return KINDS[kind].attempts if kind in KINDS else ATTEMPTS
