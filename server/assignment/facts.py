"""What assignment may know about a lead and the people who could own it: frozen, no database, no clock."""

from dataclasses import dataclass
from datetime import datetime

from server.core.values import value
from server.core.why import Why


@dataclass(frozen=True, slots=True)
class Territory:
    """What a team covers: a country, in it perhaps only postcodes that begin so. None covers everything."""

    country: str | None = None
    postcodes: tuple[str, ...] = ()


@value(frozen=True, slots=True)
class Candidate:
    """Somebody who could own a lead, with what speaks for and against it."""

    user_id: str
    name: str
    active: bool = True
    #: field or desk; None works both ways.
    kind: str | None = None
    #: Empty covers everything.
    territories: tuple[Territory, ...] = ()
    #: Language codes such as "de"; empty is not known.
    languages: tuple[str, ...] = ()
    #: Product codes; empty sells everything.
    products: tuple[str, ...] = ()
    #: Open leads of class A and B.
    open_ab: int = 0
    #: Most open A and B leads this person takes from a rule; None has no limit.
    capacity: int | None = None
    last_assigned_at: datetime | None = None
    away_from: datetime | None = None
    away_to: datetime | None = None
    deputy_id: str | None = None
    #: A contractor's last moment.
    contract_until: datetime | None = None

    def may_own(self, now: datetime) -> bool:
        """Whether this person may own leads at all now: active, and under contract."""
        return self.active and (self.contract_until is None or now < self.contract_until)

    def is_away(self, now: datetime) -> bool:
        """Whether this person is absent now. An absence without an end lasts until it gets one."""
        return self.away_from is not None and self.away_from <= now and (self.away_to is None or now < self.away_to)


@value(frozen=True, slots=True)
class AssignFacts:
    """The lead, as far as its owner depends on it."""

    lead_id: str
    #: field or desk, as the class asks.
    kind: str = "desk"
    country: str | None = None
    postcode: str | None = None
    language: str | None = None
    products: tuple[str, ...] = ()
    #: Who owns other open or won leads of the same person, then of the same company.
    person_owner_id: str | None = None
    company_owner_id: str | None = None
    #: Who shouted "mine" when capturing it.
    mine_by: str | None = None


@value(frozen=True, slots=True)
class Ownership:
    """Who shall own a lead, who acts for them now, and why. No owner: the pool, for a supervisor."""

    owner_id: str | None
    #: Who gets the due steps: the owner, or the deputy while the owner is away.
    acting_id: str | None
    #: The code of the rule that decided.
    why: Why
    #: What every rule on the way did, in order.
    trail: tuple[Why, ...] = ()


@dataclass(frozen=True, slots=True)
class Cover:
    """Who does the work of an owner who is away. Nobody: the supervisor is told at once of what falls due."""

    acting_id: str | None
    #: when the owner is back, if that is known; what is due later waits for her
    until: datetime | None
    why: Why
