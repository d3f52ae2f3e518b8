"""What prospects said about being contacted: kept word by word, enforced on every lead (METHOD 2.7)."""

from collections.abc import Iterable, Mapping
from functools import partial
from typing import Any

from sqlalchemy import or_, select

from server.core import signals
from server.core.db import table
from server.core.errors import Invalid
from server.followups import suppression
from server.followups.models import Consent, Touch
from server.leads.models import Lead
from server.leads.normalise import email_key
from server.leads.op import Op
from server.leads.operations import witnessed
from server.leads.phones import e164
from server.leads.registers import EMAILS, PHONES
from server.leads.row_ids import claim_id
from server.leads.workspace import LeadState, Workspace
from server.plans.facts import CONSENT_CHANNELS, LeadFacts
from server.plans.permission import GOVERNED_BY, permitted

_consent, _touch, _lead = table(Consent), table(Touch), table(Lead)
#: leads whose list entries must be looked up again although no field of theirs changed
_LOOK_AGAIN = "consents:look_again"
#: leads on which somebody said something in this transaction
_SPOKEN = "consents:spoken"
#: an objection to calls covers text messages: both ring the same pocket
COVERS = {"call": ("call", "sms")}


def write_consent(ws: Workspace, op: Op) -> None:
    """Add a prospect's word on one channel; intake plans anew with what is left.

    An objection puts the lead's numbers or addresses of the channel on the suppression list, also for other and
    future leads. A grant takes them off again; after an objection it needs its evidence.

    Raises NotFound, Forbidden, Invalid `consent_needs_evidence`.
    """
    lead = witnessed(ws, op.lead_id)
    body = op.body
    if any(consent["id"] == body["id"] for consent in lead.doc["consents"]):
        return
    against = {*lead.doc["dnc"], *objections(lead.doc)}
    if body["state"] == "granted" and body["channel"] in against and not body["evidence"]:
        raise Invalid(
            "They objected before. Write down what they said or where they signed.",
            code="consent_needs_evidence",
            errors={"evidence": ["It is needed after an objection."]},
        )
    claim_id(ws, _consent, body["id"])
    ws.touch(lead)
    same = ("id", "channel", "state", "basis", "wording_version", "evidence")
    consent: dict[str, Any] = {
        **{name: body[name] for name in same},
        "at": op.at,
        "by": ws.actor.user_id,
        "device": op.device or None,
    }
    lead.doc["consents"].append(consent)
    ws.insert(_consent, {**consent, "lead_id": lead.id})
    ws.memo.setdefault(_SPOKEN, set()).add(lead.id)
    reach_others(ws, lead)


def reach_others(ws: Workspace, lead: LeadState) -> None:
    """Leads with the same number or address are looked at again: the word holds for the person, not the card."""
    look_again(ws, lead)
    text = partial(suppression.text_of, lead.fields)
    emails = {key for name in EMAILS if (key := email_key(text(name)))}
    phones = {number for name in PHONES if (number := e164(text(name), text("country")))}
    if not emails | phones:
        return
    same = (_lead.c.email_norm.in_(sorted(emails)), _lead.c.phone_e164.in_(sorted(phones)))
    others = set(ws.connection.execute(select(_lead.c.id).where(or_(*same))).scalars())
    for _, found in signals.contact_shared.send(ws.connection, emails=emails, phones=phones):
        others.update(found)
    others.discard(lead.id)
    ws.load(sorted(others))
    for other in filter(None, map(ws.lead, sorted(others))):
        ws.touch(other)
        look_again(ws, other)


def look_again(ws: Workspace, lead: LeadState) -> None:
    """Have intake compare the lead with the suppression list although no field of it changed."""
    ws.memo.setdefault(_LOOK_AGAIN, set()).add(lead.id)


def enforce_suppression(ws: Workspace, leads: Iterable[LeadState]) -> None:
    """Write what people said onto the list, and tell each lead which of its channels stand there. Part of intake.

    One query for all leads whose fields or consents changed; none where neither did.
    """
    again = ws.memo.get(_LOOK_AGAIN, ())
    asked = [lead for lead in leads if lead.id in again or not suppression.CONTACT_FIELDS.isdisjoint(lead.changed)]
    entries = {lead.id: suppression.entries_of(lead.fields) for lead in asked}
    listed = suppression.known(ws.connection, (entry for mine in entries.values() for entry in mine))
    changed: dict[suppression.Entry, suppression.Listed] = {}
    for lead in asked:
        if not lead.doc["consents"]:
            continue
        for entry in entries[lead.id]:
            said = _heard(lead, entry, listed.get(entry), spoken=lead.id in ws.memo.get(_SPOKEN, ()))
            if said is not None and said != listed.get(entry):
                listed[entry] = changed[entry] = said
    suppression.write(ws.connection, changed)
    for lead in asked:
        if not listed:
            lead.doc["suppressed"] = {}
            continue
        standing = [
            (channel, listed[channel, value]) for channel, value in entries[lead.id] if (channel, value) in listed
        ]
        lead.doc["suppressed"] = {
            channel: one.at for channel, one in sorted(standing, key=_earliest_last) if one.stands
        }


def _earliest_last(standing: tuple[str, suppression.Listed]) -> tuple[str, int]:
    return standing[0], -standing[1].at


def _heard(
    lead: LeadState, entry: suppression.Entry, listed: suppression.Listed | None, *, spoken: bool
) -> suppression.Listed | None:
    """What the list says of an entry after the lead's own words."""
    channel = entry[0]
    objected = objections(lead.doc).get(channel)
    if objected is not None:
        return listed.objected(objected) if listed else suppression.Listed(objected)
    word = latest_words(lead.doc).get(channel)
    # An old permission says nothing about a number that was written down later.
    if listed is not None and spoken and word is not None and word["state"] == "granted":
        return listed.granted(word["at"])
    return listed


def latest_words(doc: Mapping[str, Any], until: int | None = None) -> dict[str, Mapping[str, Any]]:
    """Channel -> the latest word on it, at or before an instant. Of two in one instant the objection is the safer."""
    if not doc["consents"]:
        return {}
    words = [word for word in doc["consents"] if until is None or word["at"] <= until]
    return {word["channel"]: word for word in sorted(words, key=lambda w: (w["at"], w["state"] == "objected"))}


def objections(doc: Mapping[str, Any], until: int | None = None) -> dict[str, int]:
    """Channel -> since when the prospect objects to it, own words only."""
    words = latest_words(doc, until)
    return {
        covered: word["at"]
        for channel, word in words.items()
        if word["state"] == "objected"
        for covered in COVERS.get(channel, (channel,))
    }


def settle_permission(ws: Workspace, lead: LeadState, facts: LeadFacts) -> None:
    """Show which channels are refused, and flag what was done all the same. Part of intake."""
    lead.doc["dnc"] = refused(facts)
    if not lead.doc["dnc"] and not lead.doc["consents"]:
        return
    for touch in lead.doc["touches"]:
        against = was_refused(lead.doc, touch)
        if against and not touch["after_dnc"]:
            touch["after_dnc"] = True
            ws.update(_touch, touch["id"], {"after_dnc": True})


def refused(facts: LeadFacts) -> list[str]:
    """Consent channels that may not be used now."""
    usable = permitted(facts)
    return [channel for channel in CONSENT_CHANNELS if channel not in usable]


def was_refused(doc: Mapping[str, Any], touch: Mapping[str, Any]) -> bool:
    """Whether we used a channel that had been objected to by then. What they did themselves is their business."""
    channel = GOVERNED_BY.get(touch["channel"])
    if touch["direction"] != "out" or channel is None:
        return False
    listed = doc["suppressed"].get(channel)
    return channel in objections(doc, touch["at"]) or (listed is not None and listed <= touch["at"])
