"""A furnished house for tests of leads: an organisation, a show with its stand, and phones that push and pull."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import insert

from server.auth.models import EventStaff, Team, TeamMember
from server.core import org
from server.core.clock import now_ms
from server.core.db import table, writing
from server.core.ids import new_id
from server.events.models import Event
from server.leads.packing import unpacked
from tests.support.people import Colleague, colleague


@dataclass
class Show:
    """A show of the organisation."""

    app: Flask
    id: str
    team: str


def open_show(app: Flask, **changes: Any) -> Show:
    """An organisation in Berlin with one team and one show that runs now."""
    now, event, team = now_ms(), new_id(), new_id()
    with app.app_context(), writing() as connection:
        connection.execute(
            insert(table(org.OrgSetting)).values(
                id=1, name="Pumps & Co", tz="Europe/Berlin", currency="EUR", created_at=now, options={}
            )
        )
        connection.execute(
            insert(table(Team)).values(id=team, name="Sales", kind="field", territory={}, created_at=now)
        )
        show = {"name": "Pump Fair", "tz": "Europe/Berlin", "starts_on": "2020-01-01", "ends_on": "2099-12-31"}
        stamps = {"created_at": now, "updated_at": now}
        more = {"chips": [], "questions": [], **changes}
        connection.execute(insert(table(Event)).values(id=event, **show, **stamps, **more))
    return Show(app, event, team)


def staff(show: Show, *roles: str, leads_team: bool = False) -> Colleague:
    """Somebody on the show's stand, in its team."""
    person = colleague(show.app, *roles)
    with show.app.app_context(), writing() as connection:
        connection.execute(insert(table(EventStaff)).values(event_id=show.id, user_id=person.id))
        member = {"team_id": show.team, "user_id": person.id, "is_supervisor": leads_team}
        connection.execute(insert(table(TeamMember)).values(member))
    return person


@dataclass
class Phone:
    """A device as the server sees it: numbers its operations, keeps its cursor and documents."""

    client: FlaskClient
    who: Colleague
    event: str | None
    seq: int = 0
    cursor: dict[str, Any] | None = None
    #: etag of the settings it holds
    settings: str | None = None
    documents: dict[str, dict[str, Any]] = field(default_factory=dict)
    scopes: dict[str, set[str]] = field(default_factory=dict)

    def op(self, kind: str, lead: str, **more: Any) -> dict[str, Any]:
        """The next operation of this phone."""
        self.seq += 1
        return {"id": new_id(), "seq": self.seq, "kind": kind, "lead": lead, "at": now_ms(), **more}

    def put(self, fields: Mapping[str, Any], lead: str | None = None, **more: Any) -> dict[str, Any]:
        """A put; a new lead unless one is named."""
        return self.op("put", lead or new_id(), event=self.event, set=dict(fields), **more)

    def touch(self, lead: str, **body: Any) -> dict[str, Any]:
        """A connected call unless said otherwise."""
        basics = {"id": new_id(), "at": now_ms(), "direction": "out", "channel": "call", "outcome": "connected"}
        return self.op("touch", lead, body={**basics, **body})

    def send(self, *ops: Any, **envelope: Any) -> Any:
        """Push the operations; the raw response."""
        body = {"device": self.who.device_id, "schema": 1, "sent_at": now_ms(), "ops": list(ops), **envelope}
        return self.client.post("/api/sync/v1/push", json=body, headers=self.who.headers)

    def push(self, *ops: Any) -> list[dict[str, Any]]:
        """Push and return the answers."""
        response = self.send(*ops)
        assert response.status_code == 200, response.json
        results: list[dict[str, Any]] = response.json["results"]
        return results

    def pull(self, limit: int = 500) -> dict[str, dict[str, Any]]:
        """Pull until nothing is left; the documents this phone now holds."""
        more = True
        while more:
            body = {"device": self.who.device_id, "schema": 2, "cursor": self.cursor, "limit": limit}
            response = self.client.post("/api/sync/v1/pull", json=body, headers=self.who.headers)
            assert response.status_code == 200, response.json
            more = self._take(response.json)
        return self.documents

    def _take(self, page: dict[str, Any]) -> bool:
        self.settings = page.get("settings", {}).get("etag", self.settings)
        if page["reset"]:
            self.cursor, self.documents, self.scopes = None, {}, {}
            return True
        for entry in page["put"]:
            self.documents[entry["d"]["id"]] = unpacked(entry["d"])
            self.scopes.setdefault(entry["d"]["id"], set()).add(entry["s"])
        gone = [(entry["id"], entry["s"]) for entry in page["rm"]]
        gone += [(id, scope) for scope in page["drop"] for id in self.scopes]
        for id, scope in gone:
            held = self.scopes.get(id, set())
            held.discard(scope)
            if not held:
                self.documents.pop(id, None)
        self.cursor = page["cursor"]
        return bool(page["more"])


def phone(show: Show, *roles: str, **options: Any) -> Phone:
    """The phone of somebody on the stand."""
    return Phone(show.app.test_client(), staff(show, *roles, **options), show.id)
