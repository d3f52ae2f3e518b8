"""An exhibiting firm on a running app: founded, staffed and asked through the API, as a second computer would."""

import json
from datetime import UTC, datetime, timedelta
from http.cookiejar import CookieJar
from typing import Any
from urllib.parse import parse_qs, urlsplit
from urllib.request import HTTPCookieProcessor, ProxyHandler, Request, build_opener

from tests.support.live import PATIENT_S, LiveApp

PASSWORD = "vivid harbour lantern 42"
ADMIN = "sue@firm.example"


class Client:
    """A signed-in computer: JSON in, JSON out, errors raised."""

    def __init__(self, origin: str) -> None:
        self._origin = origin
        # no proxy of the machine between a test and its own loopback
        self._opener = build_opener(ProxyHandler({}), HTTPCookieProcessor(CookieJar()))

    def ask(self, method: str, path: str, body: object = None) -> Any:
        """Send a request; answers the decoded body. Raises HTTPError for refusals."""
        data = None if body is None else json.dumps(body).encode()
        request = Request(self._origin + path, data, {"Content-Type": "application/json"}, method=method)
        with self._opener.open(request, timeout=PATIENT_S) as response:
            text = response.read()
        return json.loads(text) if text else None


class Firm:
    """The firm, seen by its supervisor, who is its administrator as well."""

    def __init__(self, client: Client) -> None:
        self._client = client
        (self.show,) = self._list("/api/v1/events")
        (self.team,) = self._list("/api/v1/teams")

    @classmethod
    def found(cls, live: LiveApp) -> "Firm":
        """Set a new server up with the link it printed; the show runs today."""
        client, today = Client(live.url), datetime.now(UTC).date()
        client.ask(
            "POST",
            "/api/v1/setup",
            {
                "token": parse_qs(urlsplit(live.first_run_url()).fragment)["setup"][0],
                "organisation": {"name": "Firm", "currency": "EUR", "tz": "Europe/Berlin", "language": "en"},
                "admin": {"name": "Sue Pervisor", "email": ADMIN, "password": PASSWORD, "also_supervisor": True},
                "event": {
                    "name": "Fair",
                    "venue": "Hall 3",
                    "tz": "Europe/Berlin",
                    "starts_on": f"{today - timedelta(days=1)}",
                    "ends_on": f"{today + timedelta(days=1)}",
                },
            },
        )
        return cls(client)

    @classmethod
    def known(cls, live: LiveApp) -> "Firm":
        """The firm of a server that was set up in a browser."""
        client = Client(live.url)
        client.ask("POST", "/api/v1/session", {"email": ADMIN, "password": PASSWORD})
        return cls(client)

    def hire(self, name: str) -> dict[str, Any]:
        """A new rep of the team who staffs the show."""
        email = f"{name.lower().replace(' ', '.')}@firm.example"
        body = {"name": name, "email": email, "roles": ["rep"], "languages": ["en"], "team_ids": [self.team["id"]]}
        person: dict[str, Any] = self._ask("POST", "/api/v1/users", body)
        staff = [*self._ask("GET", f"/api/v1/events/{self.show['id']}")["staff_ids"], person["id"]]
        self._ask("PATCH", f"/api/v1/events/{self.show['id']}", {"staff_ids": staff})
        return person

    def people(self) -> list[dict[str, Any]]:
        """Everybody who may sign in."""
        return self._list("/api/v1/users")

    def enrolment(self, person: dict[str, Any]) -> str:
        """The link inside the QR code with which the person's phone is paired."""
        url: str = self._ask("POST", "/api/v1/enrolments", {"user_id": person["id"]})["url"]
        return url

    def leads(self) -> list[dict[str, Any]]:
        """Every lead the supervisor sees, as whole documents."""
        return [self._ask("GET", f"/api/v1/leads/{row['id']}") for row in self._list("/api/v1/leads")]

    def pairs(self) -> list[dict[str, Any]]:
        """Leads that look like one person's, two by two; the server looks for them once a minute."""
        return self._list("/api/v1/duplicates")

    def assign(self, lead_ids: list[str], person: dict[str, Any], reason: str) -> None:
        """Give leads to a person."""
        self._ask("POST", "/api/v1/leads/assign", {"lead_ids": lead_ids, "to": person["id"], "reason": reason})

    def _list(self, path: str) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self._ask("GET", path)
        return found

    def _ask(self, method: str, path: str, body: object = None) -> Any:
        return self._client.ask(method, path, body)
