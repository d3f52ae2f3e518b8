"""Which channels may be used for a lead: the latest consent of each, and the suppression list above it."""

from server.plans.facts import CONSENT_CHANNELS, LeadFacts

#: Step or touch channel -> the consent channel that governs it.
GOVERNED_BY = {"call": "call", "sms": "sms", "email": "email", "letter": "post"}


def allowed(facts: LeadFacts, channel: str) -> bool:
    """Whether a step or touch channel may be used now. Internal work and meetings need no permission.

    An objection to calls covers text messages too: both ring the same pocket (METHOD 2.7).
    """
    governed = GOVERNED_BY.get(channel)
    if governed is None:
        return True
    if governed == "sms" and not _open(facts, "call"):
        return False
    return _open(facts, governed)


def may_contact(facts: LeadFacts) -> bool:
    """Whether any channel is left at all."""
    return any(_open(facts, channel) for channel in CONSENT_CHANNELS if channel != "sms")


def written_channel(facts: LeadFacts) -> str | None:
    """The channel for something in writing: mail if allowed and known, else letter, else None."""
    options = [("email", facts.has_email), ("letter", facts.has_postal)]
    permitted = [(channel, reachable) for channel, reachable in options if allowed(facts, channel)]
    for channel, reachable in permitted:
        if reachable:
            return channel
    return permitted[0][0] if permitted else None


def _open(facts: LeadFacts, channel: str) -> bool:
    if channel in facts.suppressed:
        return False
    if not facts.consents:
        return channel not in facts.grant_needed
    # An objection and a grant of the same instant: the objection is the safer reading.
    latest = max(
        (row for row in facts.consents if row.channel == channel),
        key=lambda row: (row.at, row.state == "objected"),
        default=None,
    )
    if channel in facts.grant_needed:
        return latest is not None and latest.state == "granted"
    return latest is None or latest.state != "objected"
