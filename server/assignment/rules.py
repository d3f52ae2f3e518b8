"""Who owns a lead, and why: the order of METHOD 2.8, one rule after the other. Pure."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime

from server.assignment.facts import AssignFacts, Candidate, Cover, Ownership, Territory
from server.core.why import Why

NEVER = datetime(1, 1, 1, tzinfo=UTC)


def assign(facts: AssignFacts, team: Mapping[str, Candidate], now: datetime) -> Ownership:
    """The owner of a lead nobody owns yet. `team`: person -> what speaks for and against her.

    In this order: who owns the person or the company already; who shouted "mine"; then territory, kind, language
    and product narrow the field, the least open A and B leads decide, and among equals it goes round. Where
    nobody is left, the lead waits in the pool. The same facts always give the same owner.
    """
    trail: list[Why] = []
    known = _known_owner(facts, team, now, trail)
    if known is not None:
        return _owned(known[0], team, now, known[1], trail)
    left = _present(team.values(), now, trail)
    for narrow in (_by_territory, _by_kind, _by_language, _by_product, _by_capacity):
        if not left:
            break
        left = narrow(facts, left, trail)
    if not left:
        why = trail[-1] if trail else Why("pool_nobody", "Nobody is there to take it.")
        return Ownership(None, None, Why(why.code, f"{why.words} It waits in the pool."), tuple(trail))
    chosen, why = _fair_turn(left)
    return _owned(chosen, team, now, why, trail)


def acting_for(owner: Candidate, team: Mapping[str, Candidate], now: datetime) -> str:
    """Who gets the owner's due steps now: the owner, or a deputy who is there. Deputies of deputies count once."""
    seen: set[str] = set()
    person: Candidate | None = owner
    while person is not None and person.user_id not in seen:
        seen.add(person.user_id)
        if person.may_own(now) and not person.is_away(now):
            return person.user_id
        person = team.get(person.deputy_id or "")
    return owner.user_id


def cover_for(owner: Candidate, team: Mapping[str, Candidate], now: datetime) -> Cover | None:
    """Who does an absent owner's work now; None while she is there, or no longer works here at all."""
    if not owner.may_own(now) or not owner.is_away(now):
        return None
    acting = acting_for(owner, team, now)
    if acting == owner.user_id:
        return Cover(None, owner.away_to, Why("nobody_covers", f"{owner.name} is away, and nobody stands in."))
    words = f"{owner.name} is away; {team[acting].name} stands in."
    return Cover(acting, owner.away_to, Why("deputy", words))


def expired(candidates: Iterable[Candidate], now: datetime) -> tuple[str, ...]:
    """Whose leads go back to the pool: contracts that are over, people who left."""
    return tuple(sorted(candidate.user_id for candidate in candidates if not candidate.may_own(now)))


def _known_owner(
    facts: AssignFacts, team: Mapping[str, Candidate], now: datetime, trail: list[Why]
) -> tuple[Candidate, Why] | None:
    """A person who knows the prospect, or claimed it. Absence is no obstacle: the deputy acts meanwhile."""
    for user_id, code, words in (
        (facts.person_owner_id, "owner_of_person", "looks after this person already"),
        (facts.company_owner_id, "owner_of_company", "looks after this company already"),
        (facts.mine_by, "mine", 'said "mine" at the booth'),
    ):
        candidate = team.get(user_id or "")
        if candidate is not None and candidate.may_own(now):
            return candidate, Why(code, f"{candidate.name} {words}.")
        if user_id is not None:
            trail.append(Why(f"{code}_gone", f"Whoever {words} no longer works here."))
    return None


def _owned(
    owner: Candidate, team: Mapping[str, Candidate], now: datetime, why: Why, trail: Sequence[Why]
) -> Ownership:
    return Ownership(owner.user_id, acting_for(owner, team, now), why, (*trail, why))


def _present(candidates: Iterable[Candidate], now: datetime, trail: list[Why]) -> list[Candidate]:
    team = sorted((c for c in candidates if c.may_own(now)), key=lambda c: c.user_id)
    present = [candidate for candidate in team if not candidate.is_away(now)]
    if len(present) < len(team):
        trail.append(Why("away", f"{len(team) - len(present)} of {len(team)} people are away."))
    if not present:
        trail.append(Why("pool_nobody", "Nobody is there to take it."))
    return present


def _by_territory(facts: AssignFacts, left: list[Candidate], trail: list[Why]) -> list[Candidate]:
    """Territories bind: a lead outside all of them is the supervisor's decision."""
    if facts.country is None:
        trail.append(Why("territory_unknown", "The country is not known yet, so no territory applies."))
        return left
    covering = [candidate for candidate in left if _covers(candidate.territories, facts)]
    place = " ".join(filter(None, (facts.country, facts.postcode)))
    if not covering:
        trail.append(Why("pool_territory", f"Nobody covers {place}."))
    elif len(covering) < len(left):
        trail.append(Why("territory", f"{_names(covering)} cover {place}."))
    return covering


def _covers(territories: tuple[Territory, ...], facts: AssignFacts) -> bool:
    return not territories or any(_within(territory, facts) for territory in territories)


def _within(territory: Territory, facts: AssignFacts) -> bool:
    if territory.country not in (None, facts.country):
        return False
    # A postcode nobody has read yet excludes nobody who covers the country.
    return not territory.postcodes or facts.postcode is None or facts.postcode.startswith(territory.postcodes)


def _by_kind(facts: AssignFacts, left: list[Candidate], trail: list[Why]) -> list[Candidate]:
    return _preferred(left, trail, "kind", f"{facts.kind} sales", lambda c: c.kind in (None, facts.kind))


def _by_language(facts: AssignFacts, left: list[Candidate], trail: list[Why]) -> list[Candidate]:
    if facts.language is None:
        return left
    language = facts.language.lower().partition("-")[0]
    spoken = f"who speak {language!r}"
    return _preferred(left, trail, "language", spoken, lambda c: language in [x.lower()[:2] for x in c.languages])


def _by_product(facts: AssignFacts, left: list[Candidate], trail: list[Why]) -> list[Candidate]:
    if not facts.products:
        return left
    wanted = set(facts.products)
    named = f"who sell {', '.join(facts.products)}"
    return _preferred(left, trail, "product", named, lambda c: not c.products or bool(wanted & set(c.products)))


def _preferred(
    left: list[Candidate], trail: list[Why], code: str, words: str, fits: Callable[[Candidate], bool]
) -> list[Candidate]:
    """Narrows to those who fit. If nobody does, somebody is better than nobody."""
    fitting = [candidate for candidate in left if fits(candidate)]
    if not fitting:
        trail.append(Why(f"{code}_nobody", f"Nobody fits ({words}), so it does not count."))
        return left
    if len(fitting) < len(left):
        trail.append(Why(code, f"{_names(fitting)} fit ({words})."))
    return fitting


def _by_capacity(facts: AssignFacts, left: list[Candidate], trail: list[Why]) -> list[Candidate]:
    free = [candidate for candidate in left if candidate.capacity is None or candidate.open_ab < candidate.capacity]
    if not free:
        trail.append(Why("pool_capacity", "Everybody who fits has as many open A and B prospects as they can take."))
    return free


def _fair_turn(left: list[Candidate]) -> tuple[Candidate, Why]:
    """The least open A and B leads; among equals whoever has waited longest."""
    least = min(candidate.open_ab for candidate in left)
    equals = [candidate for candidate in left if candidate.open_ab == least]
    chosen = min(equals, key=lambda candidate: (candidate.last_assigned_at or NEVER, candidate.user_id))
    if len(left) == 1:
        return chosen, Why("only_one", f"{chosen.name} is the one who fits.")
    if len(equals) == 1:
        return chosen, Why("least_load", f"{chosen.name} has the fewest open A and B prospects ({least}).")
    return chosen, Why("fair_turn", f"It is {chosen.name}'s turn among equals.")


def _names(candidates: Sequence[Candidate]) -> str:
    names = [candidate.name for candidate in candidates]
    return ", ".join(names[:3]) + (f" and {len(names) - 3} more" if len(names) > 3 else "")
