"""What the newest good reading of each picture of a lead says."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection

from server.cards.mapping import Seen, Source
from server.cards.queries import newest_readings


def sources_of(connection: Connection, captures: Sequence[Mapping[str, Any]]) -> list[Source]:
    """Sources for `registers_of`, fronts first, then in the order they were taken. `captures`: of the document."""
    fronts_first = sorted(captures, key=lambda capture: (capture["side"] == "back", capture["taken_at"]))
    found = newest_readings(connection, [capture["id"] for capture in fronts_first])
    return [
        Source(capture["id"], [_seen(row) for row in found[capture["id"]]])
        for capture in fronts_first
        if capture["id"] in found
    ]


def _seen(row: Mapping[str, Any]) -> Seen:
    return Seen(row["field"], row["value"], row["conf"] / 100, row["box"], row["kind"], row["e164"])
