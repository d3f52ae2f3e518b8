"""Who sees a lead: the scopes it is in (docs/sync.md). Pure."""

from collections.abc import Iterable, Mapping
from typing import Any

EVERYTHING = "all"
PARKED = "nurture"


def team_scope(team: str) -> str:
    """The scope of what the people of a team own."""
    return f"team:{team}"


def scopes_of(doc: Mapping[str, Any], teams_of: Mapping[str, Iterable[str]]) -> set[str]:
    """Scopes of a lead document. `teams_of`: person -> ids of her teams."""
    scopes = {EVERYTHING}
    owner = doc["owner"]
    if owner:
        scopes.add(f"user:{owner}")
        scopes.update(team_scope(team) for team in teams_of.get(owner, ()))
        if doc.get("acting"):
            scopes.add(f"user:{doc['acting']}")
    else:
        scopes.add(f"user:{doc['captured_by']}")
        if doc["event"]:
            scopes.add(f"pool:{doc['event']}")
    told = (doc.get("escalation") or {}).get("supervisor")
    if told:
        # whoever shall decide must see it, whichever team it comes from
        scopes.add(f"user:{told}")
    if doc["track"] == "nurture" and doc["status"] < 5:
        scopes.add(PARKED)
    return scopes
