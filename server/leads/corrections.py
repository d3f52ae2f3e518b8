"""Append-only logs: which entries stand once corrections are counted. Pure."""

from collections.abc import Callable, Iterable
from typing import TypeVar

Entry = TypeVar("Entry")


def newest(
    entries: Iterable[Entry], *, id_of: Callable[[Entry], str], corrects: Callable[[Entry], str | None]
) -> list[Entry]:
    """One entry for each that was first written: itself, or of all its corrections the one with the latest id.

    Ids grow with time, and every device comes to the same answer in whatever order corrections arrived.
    """
    by_id = {id_of(entry): entry for entry in entries}
    standing: dict[str, Entry] = {}
    for id, entry in by_id.items():
        root = _root(id, by_id, corrects)
        rival = standing.get(root)
        if rival is None or (corrects(entry) is not None, id) > (corrects(rival) is not None, id_of(rival)):
            standing[root] = entry
    return list(standing.values())


def _root(id: str, by_id: dict[str, Entry], corrects: Callable[[Entry], str | None]) -> str:
    seen = {id}
    while (before := corrects(by_id[id])) is not None:
        if before in seen or before not in by_id:
            return before
        seen.add(before)
        id = before
    return id
