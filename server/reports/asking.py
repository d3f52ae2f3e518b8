"""What was asked of a report and by whom: the leads it may count, the period, the organisation's calendar."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Connection, Select, select

from server.auth.actor import Actor
from server.auth.models import TeamMember
from server.core import org
from server.core.clock import now_ms
from server.core.db import table
from server.leads.models import Lead
from server.leads.queries import visible
from server.reports.periods import Span, day_of, day_start, spans

lead = table(Lead)
_member = table(TeamMember)
#: what every fact of a lead carries, so that any table can be grouped by it
SHARED = {
    "lead_id": lead.c.id,
    "show": lead.c.event_id,
    "source": lead.c.source,
    "class": lead.c["class"],
    "rep": lead.c.owner_id,
    "interest": lead.c.interest,
}
#: months and days a table can be split into, counted back from today or the end of the period
MOST_MONTHS, MOST_DAYS = 120, 366
#: months of the future that are named: a silence may last a year
AHEAD = 13


@dataclass(frozen=True)
class Asked:
    """One question of one person at one moment. `filters`: wire names of `schemas.ReportQuery`."""

    connection: Connection
    actor: Actor
    filters: Mapping[str, Any]
    now: int

    @cached_property
    def organisation(self) -> dict[str, Any]:
        """The organisation's row; UTC and euros before it is set up."""
        return org.find(self.connection) or {"tz": "UTC", "currency": "EUR", "fiscal_start": 1}

    @property
    def tz(self) -> ZoneInfo:
        """Where the organisation's days begin."""
        return ZoneInfo(self.organisation["tz"])

    @property
    def currency(self) -> str:
        """The money sums are in."""
        return str(self.organisation["currency"])

    @property
    def fiscal_start(self) -> int:
        """Month the fiscal year begins in."""
        return int(self.organisation["fiscal_start"])

    @cached_property
    def today(self) -> date:
        """The organisation's calendar day."""
        return day_of(self.now, self.tz)

    @cached_property
    def period(self) -> tuple[int | None, int | None]:
        """(from, up to but without) as instants; None: open."""
        begin, end = self.filters.get("from"), self.filters.get("to")
        return (
            day_start(date.fromisoformat(begin), self.tz) if begin else None,
            day_start(date.fromisoformat(end) + timedelta(days=1), self.tz) if end else None,
        )

    @property
    def sees_all(self) -> bool:
        """Marketing counts every lead; whose they are it sees only where its scopes let it."""
        return self.actor.has("marketing", "director")

    def leads(
        self, *columns: Any, at: ColumnElement[Any] | None = None, mine: bool = True, timed: bool = True
    ) -> Select[Any]:
        """SELECT of `SHARED` and the columns over the leads counted, narrowed by the filters.

        `at`: the instant the period goes by (capture if not said). Leads in the trash and those closed as the
        duplicate of another never count. `mine`: the filter on people means the owner; `timed`: the period counts.
        """
        moment = lead.c.captured_at if at is None else at
        wanted = [*(column.label(name) for name, column in SHARED.items()), moment.label("at"), *columns]
        query = select(*wanted) if self.sees_all else visible(self.actor, *wanted)
        query = query.where(~lead.c.trashed, lead.c.outcome.is_distinct_from("duplicate"))
        for name in ("show", "source", "class"):
            query = self._narrowed(query, SHARED[name], self.filters.get(name))
        if mine:
            query = self.by_person(query, lead.c.owner_id)
        return self._within(query, moment) if timed else query

    def _within(self, query: Select[Any], moment: ColumnElement[Any]) -> Select[Any]:
        begin, end = self.period
        if begin is not None:
            query = query.where(moment >= begin)
        return query if end is None else query.where(moment < end)

    def by_person(self, query: Select[Any], person: ColumnElement[Any]) -> Select[Any]:
        """Narrowed by the filters `rep` and `team`, applied to that column."""
        rep, team = self.filters.get("rep"), self.filters.get("team")
        query = self._narrowed(query, person, self.actor.user_id if rep == "me" else rep)
        if team:
            query = query.where(person.in_(select(_member.c.user_id).where(_member.c.team_id == team)))
        return query

    def _narrowed(self, query: Select[Any], column: ColumnElement[Any], value: str | None) -> Select[Any]:
        if value is None:
            return query
        return query.where(column.is_(None) if value == "none" else column == value)

    def spans(self, kind: str, *, timed: bool = True) -> list[Span]:
        """The days, months, quarters or years a table may be split into, up to the end of the period."""
        begin, end = (self.filters.get("from"), self.filters.get("to")) if timed else (None, None)
        ahead = self.today + timedelta(days=0 if kind == "day" else 31 * AHEAD)
        last = min(date.fromisoformat(end), ahead) if end else ahead
        back = timedelta(days=MOST_DAYS if kind == "day" else 31 * MOST_MONTHS)
        first = max(last - back, date.fromisoformat(begin)) if begin else last - back
        return list(spans(kind, first, last, self.tz, self.fiscal_start))


def ask(connection: Connection, actor: Actor, filters: Mapping[str, Any]) -> Asked:
    """A question asked now."""
    return Asked(connection, actor, filters, now_ms())
