"""Every figure of every report, and the leads behind it, held against a recount in plain Python."""

import random
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from server import create_app
from server.auth.actor import Actor
from server.core.clock import frozen
from server.core.db import close, reading
from server.leads.scopes import scopes_of
from server.reports.asking import Asked, ask
from server.reports.catalogue import REPORTS
from server.reports.counting import work_out
from server.reports.drilling import Cell, behind, counted
from server.reports.queries import answer, dimensions_of
from server.reports.tables import Table
from server.triage.queries import summary
from tests.server.reports.oracle import TABLES, Count
from tests.server.reports.recount import BERLIN, Fact, World
from tests.server.reports.season import MIDNIGHT, Season, a_season
from tests.support.databases import SECRET_KEY, Database
from tests.support.people import actor

#: in one process of the test run: a season is played once on each database
pytestmark = pytest.mark.xdist_group("recount")

#: counted by hand in tests of their own
ELSEWHERE = {("review", "gaps")}
QUESTIONS = 5
DAY = 86_400_000


@pytest.fixture(scope="module")
def played(migrated: Database, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Season]:
    """One season for all these tests: none of them writes."""
    basics = {"DATABASE_URL": migrated.url, "DATA_DIR": str(tmp_path_factory.mktemp("season"))}
    app = create_app({**basics, "SECRET_KEY": SECRET_KEY, "TESTING": True})
    yield a_season(app, seed=20250220)
    close(app)
    migrated.reset()


@pytest.fixture
def season(played: Season) -> Iterator[Season]:
    with played.app.app_context(), frozen(lambda: played.now):
        yield played


def questions(season: Season, chance: random.Random) -> Iterator[dict[str, Any]]:
    """Nothing asked, a period that begins or ends at the season's midnight, and random filters."""
    yield {}
    yield {"from": "2025-04-01"}
    yield {"to": "2025-03-31"}
    people = [phone.who.id for phone in season.phones]
    for _ in range(QUESTIONS):
        asked: dict[str, Any] = {}
        if chance.random() < 0.3:
            asked["show"] = chance.choice((season.show.id, season.other_show))
        if chance.random() < 0.3:
            asked["class"] = chance.choice("ABCD")
        if chance.random() < 0.2:
            asked["source"] = "referral"
        if chance.random() < 0.3:
            asked["rep"] = chance.choice((*people, "none"))
        if chance.random() < 0.2:
            asked["team"] = chance.choice((season.show.team, season.other_team))
        if chance.random() < 0.5:
            asked["from"] = str(
                datetime.fromtimestamp(MIDNIGHT / 1000, BERLIN).date() - timedelta(chance.randint(0, 30))
            )
            asked["to"] = str(
                datetime.fromtimestamp(MIDNIGHT / 1000, BERLIN).date() + timedelta(chance.randint(0, 30))
            )
        yield asked


def fitting(world: World, facts: list[Fact], asked: dict[str, Any]) -> list[Fact]:
    """The facts the filters leave."""
    team = {m["user_id"] for m in world.members if m["team_id"] == asked.get("team")}

    def fits(fact: Fact) -> bool:
        rep = asked.get("rep")
        return (
            all(fact[name] == asked[name] for name in ("show", "class", "source") if name in asked)
            and (rep is None or fact["person"] == (None if rep == "none" else rep))
            and ("team" not in asked or fact["person"] in team)
            and (fact.get("always") or in_period(fact, asked))
        )

    return [fact for fact in facts if fits(fact)]


def in_period(fact: Fact, asked: dict[str, Any]) -> bool:
    """Whether its day lies in the period, first and last day included."""
    begin, end = asked.get("from", ""), asked.get("to", "9999")
    day = fact["day"] if "day" in fact else datetime.fromtimestamp(fact["at"] / 1000, BERLIN).date().isoformat()
    return not asked.keys() & {"from", "to"} or (day is not None and begin <= day <= end)


def key_of(fact: Fact, by: tuple[str, ...]) -> tuple[Any, ...]:
    """The row a fact falls into."""
    return tuple(fact[name] if name in fact and name != "day" else named(fact["at"], name) for name in by)


def named(at: int, name: str) -> str:
    day = datetime.fromtimestamp(at / 1000, BERLIN).date().isoformat()
    return day if name == "day" else day[:7]


def expected(
    facts: list[Fact], by: tuple[str, ...], figures: dict[str, Count]
) -> dict[tuple[Any, ...], dict[str, Any]]:
    rows: dict[tuple[Any, ...], list[Fact]] = defaultdict(list)
    for fact in facts:
        rows[key_of(fact, by)].append(fact)
    return {key: {name: figure.value(row) for name, figure in figures.items()} for key, row in rows.items()}


def check(asked: Asked, table: Table, by: tuple[str, ...], facts: list[Fact], figures: dict[str, Count]) -> None:
    """Rows and total of a table as recounted."""
    ours, totals = work_out(asked, table, by)
    theirs = expected(facts, by, figures)
    plain = {f.name for f in table.figures if f.kind != "quotient"}
    assert plain == set(figures)
    added = {key for key in ours if key not in theirs}
    assert not added or (table.finish and not any(ours[key].get(n) for key in added for n in plain))
    for key, values in theirs.items():
        assert {n: ours[key][n] for n in plain} == values, (table.name, asked.filters, by, key)
    assert {n: totals[n] for n in plain} == {n: f.value(facts) for n, f in figures.items()}, (
        table.name,
        asked.filters,
    )
    for figure in (f for f in table.figures if f.kind == "quotient"):
        for values in (*ours.values(), totals):
            below = values[figure.below]
            assert values[figure.name] == (values[figure.above] * figure.times / below if below else None)


def check_behind(
    asked: Asked, table: Table, by: tuple[str, ...], facts: list[Fact], figures: dict[str, Count]
) -> None:
    """The leads behind each figure: of the total where nothing was asked, else of one row."""
    keys = sorted({key_of(fact, by) for fact in facts}, key=lambda key: None not in key)
    for name, figure in figures.items():
        # a row nobody owns, or without a reason, is the one an "=" would lose
        key = keys[0] if keys and asked.filters else None
        row = facts if key is None else [fact for fact in facts if key_of(fact, by) == key]
        our = table.figure(name)
        assert our
        cell = Cell(table, our, by, key)
        parts: dict[str, list[int]] = defaultdict(list)
        for lead, part in figure.parts(row):
            parts[lead].append(part)
        fold = sum if figure.kind == "sum" else min
        wanted = {lead: fold(mine) for lead, mine in parts.items()}
        found = {lead: int(part) for lead, part in asked.connection.execute(behind(asked, cell))}
        assert found == wanted, (table.name, name, key, asked.filters)
        if figure.kind == "sum":
            assert sum(found.values()) == figure.value(row), (table.name, name)
        if asked.filters:
            assert counted(asked, cell)[:2] == (len(wanted), sum(wanted.values()))


def test_every_figure_is_what_a_recount_finds(season: Season) -> None:
    chance = random.Random(7)
    who = actor(season.app, season.people["director"])
    with reading() as connection:
        world = World(connection, season.now)
        found = {place: list(facts(world)) for place, (facts, _) in TABLES.items()}
        assert all(found[place] for place in TABLES), [place for place in TABLES if not found[place]]
        for filters in questions(season, chance):
            asked = ask(connection, who, filters)
            for report, name in chance.sample(sorted(TABLES), 10) if filters else TABLES:
                table, figures = REPORTS[report].table(name), TABLES[report, name][1]
                assert table
                facts = fitting(world, found[report, name], filters)
                dimensions = [d for d in table.dimensions if d != "day" or report == "activity"]
                by = tuple(chance.sample(dimensions, min(2, len(dimensions)))) if filters else table.by
                check(asked, table, by, facts, figures)
                drawn = chance.sample(sorted(figures), 1) if filters else figures
                check_behind(asked, table, by, facts, {figure: figures[figure] for figure in drawn})


def test_every_table_is_recounted() -> None:
    known = {(r.name, t.name) for r in REPORTS.values() for t in r.tables if isinstance(t, Table)}

    assert known == set(TABLES) | ELSEWHERE


def test_people_count_what_they_may(season: Season) -> None:
    """A supervisor her teams' leads; marketing all, and looks only at what is parked."""
    boss, marketing = (actor(season.app, season.people[name]) for name in ("boss", "marketing"))
    with reading() as connection:
        world = World(connection, season.now)
        for report, name in random.Random(3).sample(sorted(TABLES), 12):
            table, (make, figures) = REPORTS[report].table(name), TABLES[report, name]
            assert table
            facts = list(make(world))
            check(ask(connection, marketing, {}), table, table.by, facts, figures)
            seen = [fact for fact in facts if sees(world, boss, fact["lead"])]
            check(ask(connection, boss, {}), table, table.by, seen, figures)
        assert 0 < sum(sees(world, boss, lead) for lead in world.facts()) < len(list(world.facts()))
        table = REPORTS["contact-rate"].tables[0]
        assert isinstance(table, Table)
        cell = Cell(table, table.figures[0], table.by, None)
        many, _, hidden = counted(ask(connection, marketing, {}), cell)
        parked = [lead for lead in world.facts() if lead["track"] == "nurture" and lead["open"]]
        assert (many, hidden) == (len(list(world.facts())), many - len(parked))
        assert parked


def sees(world: World, who: Actor, lead: dict[str, Any]) -> bool:
    """Whether the lead is in one of her groups (docs/sync.md, "Scopes")."""
    teams: dict[str, list[str]] = defaultdict(list)
    for member in world.members:
        teams[member["user_id"]].append(member["team_id"])
    return not who.scopes.isdisjoint(scopes_of(lead["doc"], teams))


def test_the_box_and_the_triage_header_agree(season: Season) -> None:
    who = actor(season.app, season.people["director"])
    with reading() as connection:
        counts = summary(connection, who, season.show.id)
        box = answer(ask(connection, who, {"show": season.show.id}), REPORTS["box"])
    total = box["tables"][0]["total"]

    assert (counts["untouched"], counts["oldest_untouched_at"]) == (total["untouched"], total["oldest"])
    assert counts["on_phones"] == box["tables"][2]["total"]["waiting"]


def test_the_worst_gaps_are_those_of_missed_moments_and_cracks(season: Season) -> None:
    who = actor(season.app, season.people["director"])
    with reading() as connection:
        asked = ask(connection, who, {})
        world = World(connection, season.now)
        gaps: dict[str, set[str]] = defaultdict(set)
        for fact in TABLES["missed", "clocks"][0](world):
            gaps[fact["clock"]].add(fact["lead"]["id"])
        for fact in TABLES["cracks", "cracks"][0](world):
            for crack in REPORTS["cracks"].tables[0].figures[2:]:  # type: ignore[union-attr]
                if fact[crack.name]:
                    gaps[crack.name].add(fact["lead"]["id"])
        table = REPORTS["review"].table("gaps")
        assert table
        rows, _ = work_out(asked, table, ("gap",))
    worst = sorted(gaps, key=lambda name: (-len(gaps[name]), name))[:3]

    assert {key[0]: values["leads"] for key, values in rows.items()} == {name: len(gaps[name]) for name in worst}


def test_dimensions_a_table_does_not_know_leave_it_as_it_is() -> None:
    table = REPORTS["attainment"].table("clocks")
    assert table

    assert dimensions_of(table, ("agent",)) == ("clock",)
    assert dimensions_of(table, ("rep", "clock")) == ("rep", "clock")
    assert dimensions_of(replace(table, by=("show",)), None) == ("show",)
