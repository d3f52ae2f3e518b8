"""Which channels may be used for a lead: the latest consent of each, and the suppression list above it."""

from functools import lru_cache

from server.plans.facts import CONSENT_CHANNELS, ConsentFact, LeadFacts

#: Step or touch channel -> the consent channel that governs it.
GOVERNED_BY = {"call": "call", "sms": "sms", "email": "email", "letter": "post"}


def allowed(facts: LeadFacts, channel: str) -> bool:
    """Whether a step or touch channel may be used now. Internal work and meetings need no permission."""
    governed = GOVERNED_BY.get(channel)
    return governed is None or governed in permitted(facts)


def may_contact(facts: LeadFacts) -> bool:
    """Whether any channel is left at all."""
    # text messages are permitted only where calls are
    return bool(permitted(facts))


def written_channel(facts: LeadFacts) -> str | None:
    """The channel for something in writing: mail if allowed and known, else letter, else None."""
    mail, post = allowed(facts, "email"), allowed(facts, "letter")
    if post and facts.has_postal and not (mail and facts.has_email):
        return "letter"
    return "email" if mail else "letter" if post else None


def permitted(facts: LeadFacts) -> frozenset[str]:
    """The consent channels that may be used now."""
    return _permitted(facts.consents, facts.suppressed, facts.grant_needed)


# asked dozens of times for every lead, and most leads never said a word
@lru_cache(maxsize=1024)
def _permitted(
    consents: tuple[ConsentFact, ...], suppressed: frozenset[str], grant_needed: frozenset[str]
) -> frozenset[str]:
    unlisted = [channel for channel in CONSENT_CHANNELS if channel not in suppressed]
    found = {channel for channel in unlisted if _consented(consents, channel, channel in grant_needed)}
    # An objection to calls covers text messages too: both ring the same pocket (METHOD 2.7).
    return frozenset(found if "call" in found else found - {"sms"})


def _consented(consents: tuple[ConsentFact, ...], channel: str, grant_needed: bool) -> bool:
    # An objection and a grant of the same instant: the objection is the safer reading.
    latest = max(
        (row for row in consents if row.channel == channel),
        key=lambda row: (row.at, row.state == "objected"),
        default=None,
    )
    if grant_needed:
        return latest is not None and latest.state == "granted"
    return latest is None or latest.state != "objected"
