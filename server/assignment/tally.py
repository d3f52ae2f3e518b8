"""Who would get how many leads, and by which rule: what a preview shows."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, select

from server.assignment.facts import Ownership
from server.auth.models import User
from server.core.db import table

_user = table(User)


@dataclass(slots=True)
class Tally:
    """Counts what the rules chose."""

    _by: dict[str | None, Counter[str]] = field(default_factory=dict)

    def count(self, chosen: Ownership) -> None:
        """One lead more."""
        self._by.setdefault(chosen.owner_id, Counter())[chosen.why.words] += 1

    def people(self, connection: Connection) -> list[dict[str, Any]]:
        """`[{id, name, count, why: [{words, count}]}]`, the most first; id None: the pool."""
        ids = [id for id in self._by if id]
        names = dict(connection.execute(select(_user.c.id, _user.c.name).where(_user.c.id.in_(ids))).all())
        rows = [
            {
                "id": id,
                "name": names.get(id or ""),
                "count": sum(whys.values()),
                "why": [{"words": words, "count": count} for words, count in whys.most_common()],
            }
            for id, whys in self._by.items()
        ]
        return sorted(rows, key=lambda row: (-row["count"], row["name"] or "", row["id"] or ""))
