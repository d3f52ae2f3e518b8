"""Drafts of standards: saved, thrown away, and taken for publication. Two people never save over each other."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from server.auth.actor import Actor
from server.core.clock import now_ms
from server.core.db import table
from server.core.errors import Conflict
from server.standards.models import StandardDraft

_draft = table(StandardDraft)


class StandardsChanged(Conflict):
    """A draft made from a version that is no longer in force would undo the newer one; `version` names that."""

    code = "standards_changed"
    title = "Another version came into force since this draft was begun. Compare the two, then save yours anew."


def draft_of(connection: Connection, subject: str) -> dict[str, Any] | None:
    """The draft of a standard with its revision, or None."""
    row = connection.execute(select(_draft).where(_draft.c.subject == subject)).mappings().first()
    return dict(row) if row else None


def draft_or_given(draft: Mapping[str, Any] | None, given: Mapping[str, Any] | None) -> Mapping[str, Any]:
    """The content a preview is about: what was sent along, else the saved draft's. Raises Conflict `no_draft`."""
    if given is not None:
        return given
    if draft is None:
        raise Conflict("There is no draft to look at. Save your changes first.", code="no_draft")
    content: Mapping[str, Any] = draft["content"]
    return content


def save_draft(
    connection: Connection,
    actor: Actor,
    subject: str,
    content: Mapping[str, Any],
    *,
    revision: int,
    seen: int,
    version: int,
) -> dict[str, Any]:
    """Keep a draft. `revision`: the one it was made from, 0 for the first; `seen`: the version on screen.

    Raises Conflict `draft_changed` when somebody saved meanwhile, `standards_changed` when somebody published.
    """
    known = draft_of(connection, subject)
    if (known["revision"] if known else 0) != revision:
        raise Conflict("Somebody saved this draft meanwhile. Reload it and add your changes.", code="draft_changed")
    if seen != version:
        raise StandardsChanged(version=version)
    stamp = {"updated_at": now_ms(), "updated_by": actor.user_id, "base_version": version}
    values = {"content": dict(content), "revision": revision + 1, **stamp}
    if known:
        connection.execute(update(_draft).where(_draft.c.subject == subject).values(values))
    else:
        connection.execute(insert(_draft).values(subject=subject, **values))
    return draft_of(connection, subject) or {}


def drop_draft(connection: Connection, subject: str) -> None:
    """Throw a draft away; none is no error."""
    connection.execute(delete(_draft).where(_draft.c.subject == subject))


def take_draft(connection: Connection, subject: str, revision: int, version: int) -> dict[str, Any]:
    """The content of a draft about to be published, which ends it.

    Raises Conflict `no_draft`, `draft_changed`, `standards_changed` when another version came into force meanwhile.
    """
    draft = draft_of(connection, subject)
    if draft is None:
        raise Conflict("There is no draft to publish. Save your changes first.", code="no_draft")
    if draft["revision"] != revision:
        raise Conflict("Somebody saved this draft meanwhile. Look at it again.", code="draft_changed")
    if draft["base_version"] != version:
        raise StandardsChanged(version=version)
    drop_draft(connection, subject)
    content: dict[str, Any] = draft["content"]
    return content
