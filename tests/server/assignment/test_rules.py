"""Who owns a lead: the order of METHOD 2.8, each rule with its reason."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from server.assignment.facts import AssignFacts, Candidate, Territory
from server.assignment.rules import acting_for, assign, expired

NOW = datetime(2025, 3, 3, 9, tzinfo=UTC)
DAY = timedelta(days=1)
ANN, BEN, EVA = (Candidate(name.lower(), name) for name in ("Ann", "Ben", "Eva"))
AWAY = {"away_from": NOW - DAY, "away_to": NOW + DAY}


def owner(facts: AssignFacts, *team: Candidate) -> tuple[str | None, str]:
    """Who gets it, and by which rule."""
    found = assign(facts, by_id(team), NOW)
    return found.owner_id, found.why.code


def by_id(team: Iterable[Candidate]) -> dict[str, Candidate]:
    return {candidate.user_id: candidate for candidate in team}


def lead(**facts: object) -> AssignFacts:
    return AssignFacts("l1", **facts)


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        (lead(person_owner_id="ben", company_owner_id="eva", mine_by="ann"), ("ben", "owner_of_person")),
        (lead(company_owner_id="eva", mine_by="ann"), ("eva", "owner_of_company")),
        (lead(mine_by="ann"), ("ann", "mine")),
        (lead(person_owner_id="gone", mine_by="ann"), ("ann", "mine")),
    ],
)
def test_who_knows_the_prospect_comes_before_who_claims_it(facts: AssignFacts, expected: tuple[str, str]) -> None:
    assert owner(facts, ANN, BEN, EVA) == expected


@pytest.mark.parametrize("gone", [{"active": False}, {"contract_until": NOW}])
def test_who_left_owns_nothing_any_more(gone: dict[str, object]) -> None:
    assert owner(lead(person_owner_id="ben"), ANN, replace(BEN, **gone)) == ("ann", "only_one")


def test_territory_binds_by_country_and_postcode() -> None:
    north = replace(ANN, territories=(Territory("DE", ("1", "2")),))
    south = replace(BEN, territories=(Territory("DE", ("8",)), Territory("AT")))
    assert owner(lead(country="DE", postcode="80331"), north, south) == ("ben", "only_one")
    assert owner(lead(country="AT", postcode="1010"), north, south) == ("ben", "only_one")
    assert owner(lead(country="FR"), north, south) == (None, "pool_territory")


def test_a_country_not_read_yet_excludes_nobody() -> None:
    assert owner(lead(), replace(ANN, territories=(Territory("DE"),)))[0] == "ann"
    assert owner(lead(country="DE"), replace(ANN, territories=(Territory("DE", ("8",)),)))[0] == "ann"


@pytest.mark.parametrize(
    ("facts", "fitting"),
    [
        (lead(kind="field"), {"kind": "field"}),
        (lead(language="fr"), {"languages": ("fr",)}),
        (lead(language="FR-ch"), {"languages": ("en", "fr")}),
        (lead(products=("press",)), {"products": ("press", "saw")}),
    ],
)
def test_kind_language_and_product_prefer_who_fits(facts: AssignFacts, fitting: dict[str, object]) -> None:
    other = replace(ANN, kind="desk", languages=("de",), products=("drill",))
    assert owner(facts, other, replace(other, user_id="ben", **fitting)) == ("ben", "only_one")
    # Somebody who does not fit is better than nobody.
    assert owner(facts, other) == ("ann", "only_one")


def test_territory_decides_before_language() -> None:
    speaks = replace(ANN, languages=("fr",), territories=(Territory("BE"),))
    covers = replace(BEN, languages=("de",), territories=(Territory("FR"),))
    assert owner(lead(country="FR", language="fr"), speaks, covers)[0] == "ben"


def test_the_least_loaded_takes_it_and_nobody_above_their_capacity() -> None:
    assert owner(lead(), replace(ANN, open_ab=5), replace(BEN, open_ab=4)) == ("ben", "least_load")
    full = replace(BEN, open_ab=4, capacity=4)
    assert owner(lead(), replace(ANN, open_ab=5), full) == ("ann", "only_one")
    assert owner(lead(), full) == (None, "pool_capacity")


def test_among_equals_it_goes_round() -> None:
    team = {"ann": ANN, "ben": BEN, "eva": EVA}
    turns = []
    for hour in range(6):
        found = assign(lead(), team, NOW)
        assert found.owner_id is not None
        turns.append(found.owner_id)
        team[found.owner_id] = replace(team[found.owner_id], last_assigned_at=NOW + timedelta(hours=hour))
    assert turns == ["ann", "ben", "eva"] * 2


def test_nobody_there_means_the_pool() -> None:
    assert owner(lead()) == (None, "pool_nobody")
    assert owner(lead(), replace(ANN, **AWAY)) == (None, "pool_nobody")


def test_an_absent_owner_stays_owner_and_the_deputy_acts() -> None:
    found = assign(lead(person_owner_id="ann"), by_id([replace(ANN, **AWAY, deputy_id="ben"), BEN]), NOW)
    assert (found.owner_id, found.acting_id) == ("ann", "ben")


def test_deputies_of_deputies_are_found_and_circles_end() -> None:
    away = {user.user_id: replace(user, **AWAY) for user in (ANN, BEN)}
    chain = {"ann": replace(away["ann"], deputy_id="ben"), "ben": replace(away["ben"], deputy_id="eva"), "eva": EVA}
    assert acting_for(chain["ann"], chain, NOW) == "eva"
    circle = {"ann": replace(away["ann"], deputy_id="ben"), "ben": replace(away["ben"], deputy_id="ann")}
    assert acting_for(circle["ann"], circle, NOW) == "ann"


def test_absence_begins_and_ends_on_time() -> None:
    assert not replace(ANN, away_from=NOW - DAY, away_to=NOW).is_away(NOW)
    assert replace(ANN, away_from=NOW).is_away(NOW)


def test_leads_of_who_left_go_back_to_the_pool() -> None:
    over = replace(BEN, contract_until=NOW)
    assert expired([ANN, over, replace(EVA, active=False)], NOW) == ("ben", "eva")


def test_every_rule_that_spoke_is_on_the_trail() -> None:
    team = (
        replace(ANN, territories=(Territory("DE"),), languages=("de",)),
        replace(BEN, territories=(Territory("DE"),), languages=("en",)),
        replace(EVA, territories=(Territory("FR"),)),
    )
    found = assign(lead(country="DE", language="de"), by_id(team), NOW)
    assert [why.code for why in found.trail] == ["territory", "language", "only_one"]
    assert all(why.words.endswith(".") for why in found.trail)


teams = st.lists(
    st.builds(
        Candidate,
        user_id=st.uuids().map(str),
        name=st.just("Someone"),
        active=st.booleans(),
        kind=st.sampled_from((None, "field", "desk")),
        territories=st.sampled_from(((), (Territory("DE"),), (Territory("FR", ("7",)),))),
        languages=st.sampled_from(((), ("de",), ("fr", "en"))),
        open_ab=st.integers(0, 3),
        capacity=st.none() | st.integers(0, 3),
        away_from=st.none() | st.just(NOW - DAY),
    ),
    max_size=6,
    unique_by=lambda candidate: candidate.user_id,
)


@settings(max_examples=300, deadline=None, derandomize=True, database=None)
@given(
    team=teams, data=st.data(), country=st.sampled_from((None, "DE", "FR")), language=st.sampled_from((None, "fr"))
)
def test_the_same_team_in_any_order_gives_the_same_owner_who_may_own(
    team: list[Candidate], data: st.DataObject, country: str | None, language: str | None
) -> None:
    facts = lead(country=country, language=language)
    found = assign(facts, by_id(team), NOW)
    assert assign(facts, by_id(data.draw(st.permutations(team))), NOW) == found
    assert found.why.words
    chosen = by_id(team).get(found.owner_id or "")
    assert (chosen is None) == (found.owner_id is None)
    assert chosen is None or (chosen.may_own(NOW) and not chosen.is_away(NOW))
