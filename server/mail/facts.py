"""What stands in place of the marks, for one lead and whoever writes."""

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Connection, select

from server.auth.models import User
from server.core import org
from server.core.db import table
from server.events.models import Event
from server.followups.suppression import text_of
from server.mail.merge import one_line

_user, _event = table(User), table(Event)
#: what a preview without a lead shows
SAMPLE: Mapping[str, Any] = {
    "event": None,
    "owner": None,
    "fields": {
        "given_name": "Ada",
        "family_name": "Example",
        "company": "Example Engines",
        "job_title": "Head of engineering",
        "interest": "pumps for sea water",
    },
}


def merge_values(
    connection: Connection, doc: Mapping[str, Any], writer_id: str | None, collateral: Iterable[Mapping[str, Any]]
) -> dict[str, str]:
    """Field -> what is known. `writer_id`: the person who writes; None: the owner of the lead."""
    fields, organisation = doc["fields"], org.find(connection) or {}
    writer = writer_of(connection, writer_id or doc["owner"])
    show = _row(connection, select(_event).where(_event.c.id == doc["event"])) if doc["event"] else {}
    given, family = (text_of(fields, name) or "" for name in ("given_name", "family_name"))
    values = {
        "name": f"{given} {family}",
        "given": given,
        "family": family,
        "company": text_of(fields, "company"),
        "job_title": text_of(fields, "job_title"),
        "rep": writer.get("name"),
        "rep_phone": writer.get("phone") or organisation.get("phone"),
        "rep_email": writer.get("email"),
        "organisation": organisation.get("name"),
        "phone": organisation.get("phone"),
        "show": show.get("name"),
        "venue": show.get("venue"),
        "topic": _topic(fields, show),
    }
    links = "\n".join(f"{one_line(one['title'])}: {one['url']}" for one in collateral)
    return {name: one_line(value or "") for name, value in values.items()} | {"links": links}


def writer_of(connection: Connection, user_id: str | None) -> dict[str, Any]:
    """The person a mail comes from; nothing where there is none."""
    return _row(connection, select(_user).where(_user.c.id == user_id)) if user_id else {}


def language_of(connection: Connection, doc: Mapping[str, Any]) -> tuple[str | None, str | None]:
    """The prospect's language and the house's, where known."""
    return text_of(doc["fields"], "language"), (org.find(connection) or {}).get("language")


def _topic(fields: Mapping[str, Any], show: Mapping[str, Any]) -> str:
    """Their own words, and what was ticked for them under the label the show gave it."""
    labels = {chip["slug"]: chip["label"] for chip in show.get("chips") or ()}
    ticked = [
        name.partition("/")[2] for name, value in fields.items() if value and name.startswith(("product/", "tag/"))
    ]
    words = [text_of(fields, "interest"), *(labels.get(slug, slug.replace("_", " ")) for slug in sorted(ticked))]
    return ", ".join(word for word in words if word)


def _row(connection: Connection, query: Any) -> dict[str, Any]:
    row = connection.execute(query).mappings().first()
    return dict(row) if row else {}
