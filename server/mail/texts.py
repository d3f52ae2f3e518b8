"""Texts as rows: drafts, versions, the newest published one of each kind and language."""

import re
from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, func, insert, select, update

from server.auth.actor import Actor
from server.core import audit, changes, org
from server.core.clock import now_ms
from server.core.db import table, writing
from server.core.errors import Conflict, Invalid, NotFound
from server.core.ids import new_id
from server.mail.merge import unknown
from server.mail.models import TextTemplate
from server.mail.shipped import KINDS, SHIPPED, SPOKEN

_text = table(TextTemplate)
#: kind and language
Key = tuple[str, str]
FALLBACK = "en"


class UnknownField(Invalid):
    """A text names a field there is none of."""

    code = "unknown_field"
    title = "The text names a field that does not exist. See errors for the nearest one."


def refuse_unknown(**texts: str) -> None:
    """Raise UnknownField that names every field that does not exist, and the nearest one that does."""
    faults = {
        name: [f"There is no field #{wrong}#. Did you mean #{near}#?" for wrong, near in unknown(text).items()]
        for name, text in texts.items()
    }
    faults = {name: said for name, said in faults.items() if said}
    if faults:
        raise UnknownField(errors=faults)


def published(connection: Connection) -> dict[Key, dict[str, Any]]:
    """The text in force for every kind and language; a shipped one where none was published, with id None."""
    found: dict[Key, dict[str, Any]] = {(one.kind, one.language): _shipped(one) for one in SHIPPED}
    rows = select(_text).where(_text.c.published_at.is_not(None)).order_by(_text.c.version)
    found |= {(row["kind"], row["language"]): dict(row) for row in connection.execute(rows).mappings()}
    return found


def _shipped(one: Any) -> dict[str, Any]:
    said = {name: getattr(one, name) for name in ("kind", "language", "subject", "body")}
    return {"id": None, "version": 0, "published_at": None, "published_by": None, **said}


def text_for(
    connection: Connection, kind: str, *languages: str | None, known: Mapping[Key, dict[str, Any]] | None = None
) -> dict[str, Any] | None:
    """The text of a kind in the first of the languages there is one in; English at last."""
    texts = published(connection) if known is None else known
    return next((texts[kind, one] for one in (*languages, FALLBACK) if one and (kind, one) in texts), None)


def drafts(connection: Connection) -> dict[Key, dict[str, Any]]:
    """What somebody wrote and nobody published yet."""
    rows = connection.execute(select(_text).where(_text.c.published_at.is_(None))).mappings()
    return {(row["kind"], row["language"]): dict(row) for row in rows}


def versions(connection: Connection, kind: str, language: str) -> list[dict[str, Any]]:
    """Every version, the newest first. Raises NotFound where there is none."""
    rows = select(_text).where(_text.c.kind == kind, _text.c.language == language).order_by(_text.c.version.desc())
    found = [dict(row) for row in connection.execute(rows).mappings()]
    if not found:
        raise NotFound()
    return found


def save_draft(actor: Actor, kind: str, language: str, said: Mapping[str, str]) -> dict[str, Any]:
    """Keep a text as the draft of its kind and language, in place of an earlier draft. `said`: subject, body.

    Raises NotFound for no kind or language, UnknownField, Invalid for a mail without a subject.
    """
    if kind not in KINDS or not re.fullmatch("[a-z]{2}", language):
        raise NotFound()
    refuse_unknown(**said)
    if kind not in SPOKEN and not said["subject"]:
        raise Invalid(errors={"subject": ["A mail needs a subject."]})
    with writing() as connection:
        changes.take(connection)
        before = drafts(connection).get((kind, language))
        row = {"subject": said["subject"], "body": said["body"], "created_at": now_ms(), "created_by": actor.user_id}
        if before:
            connection.execute(update(_text).where(_text.c.id == before["id"]).values(row))
        else:
            fixed = {"id": new_id(), "kind": kind, "language": language, "version": _next(connection, kind, language)}
            connection.execute(insert(_text).values(**fixed, **row))
        return drafts(connection)[kind, language]


def publish(actor: Actor, kind: str, language: str, draft_id: str) -> dict[str, Any]:
    """Put a draft in force. Raises NotFound, Conflict `draft_changed` when somebody wrote another one meanwhile."""
    with writing() as connection:
        changes.take(connection)
        draft = drafts(connection).get((kind, language))
        if draft is None:
            raise NotFound()
        if draft["id"] != draft_id:
            raise Conflict(
                "Somebody published or changed this text meanwhile. Look at it again.", code="draft_changed"
            )
        stamp = {"published_at": now_ms(), "published_by": actor.user_id}
        connection.execute(update(_text).where(_text.c.id == draft_id).values(stamp))
        changes.touch_settings(connection)
        diff = {"version": [None, draft["version"]]}
        audit.record(connection, "text.published", object=f"{kind}/{language}", diff=diff, **actor.trace())
        return {**draft, **stamp}


def sign(actor: Actor, phone: str | None) -> dict[str, Any]:
    """Set the organisation's number. Returns name and number."""
    with writing() as connection:
        changes.take(connection)
        before = org.find(connection) or {}
        connection.execute(update(table(org.OrgSetting)).values(phone=phone))
        changes.touch_settings(connection)
        diff = {"phone": [before.get("phone"), phone]}
        audit.record(connection, "organisation.changed", diff=diff, **actor.trace())
        return {"organisation": before.get("name"), "phone": phone}


def publish_shipped_texts(connection: Connection) -> None:
    """Store the shipped texts where none of their kind and language is stored, for the organisation to edit."""
    known = {tuple(row) for row in connection.execute(select(_text.c.kind, _text.c.language))}
    now = now_ms()
    rows = [
        {
            "id": new_id(),
            "version": 1,
            **{name: getattr(one, name) for name in ("kind", "language", "subject", "body")},
            "created_at": now,
            "published_at": now,
        }
        for one in SHIPPED
        if (one.kind, one.language) not in known
    ]
    if rows:
        connection.execute(insert(_text), rows)
        changes.touch_settings(connection)


def _next(connection: Connection, kind: str, language: str) -> int:
    same = (_text.c.kind == kind, _text.c.language == language)
    return (connection.execute(select(func.max(_text.c.version)).where(*same)).scalar() or 0) + 1
