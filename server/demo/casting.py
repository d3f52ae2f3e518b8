"""Who comes to the stand, who meets them and what becomes of it: the whole story, drawn before anything happens."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from server.core.clock import DAY, MINUTE, to_datetime
from server.demo.calendar import Calendar
from server.demo.house import House, Person
from server.demo.people import Crowd, Prospect
from server.demo.photo import Shot
from server.demo.scripts import FATES
from server.demo.texts import BOOTH_NOTES, INTERESTS

#: of so many captures one is taken in by the badge's code, one by hand; the rest are cards
BADGES, BY_HAND = 6, 13
MEMOS, BACKS, POOR, CLAIMED = 7, 17, 9, 3
#: fates of somebody a colleague has met before
TWINS = ("duplicate", "twin")
PRODUCTS = ("flow", "level", "analysis")
WISHES = ("demo", "quote", "call_back")


@dataclass(slots=True)
class Encounter:
    """Two people met at the stand."""

    number: int
    prospect: Prospect
    captor: Person
    event: str
    at: int
    fate: str
    rating: str
    #: card, badge_qr, vcard or manual
    kind: str
    shot: Shot
    #: registers the rep fills in by taps
    taps: dict[str, Any]
    note: str | None
    has_back: bool
    has_memo: bool
    #: known once it was taken in
    lead_id: str = ""
    #: the earlier encounter with the same person, with a colleague
    twin_of: "Encounter | None" = None

    @property
    def is_mine(self) -> bool:
        """Whether the captor claims it at once: contractors do, they see nothing else."""
        return self.number % CLAIMED == 1 or "contractor" in self.captor.post.roles


def cast(house: House, calendar: Calendar, rng: random.Random, number: int) -> list[Encounter]:
    """So many encounters in the order of their fates; every fate comes once before one comes twice."""
    crowd = Crowd(rng)
    met: list[Encounter] = []
    for index, fate in enumerate(_fates(number)):
        twin = _somebody_met(met) if fate in TWINS else None
        met.append(_encounter(index, fate, twin, house, calendar, rng, crowd))
    return met


def late_comers(house: House, calendar: Calendar, rng: random.Random, counts: Sequence[int]) -> list[Encounter]:
    """The last people met before now, so many by each of the first reps: they are still on their phones."""
    crowd = Crowd(rng)
    begins, ends = calendar.open_hours(calendar.today)
    day = calendar.today if ends > begins else calendar.running[0]
    last = calendar.at(day, calendar.open_hours(day)[1])
    found: list[Encounter] = []
    for rep, count in zip(house.of_role("rep"), counts, strict=False):
        for back in range(count):
            encounter = _encounter(len(found), "fresh", None, house, calendar, rng, crowd)
            encounter.captor, encounter.at = rep, last - back * 4 * MINUTE
            found.append(encounter)
    return sorted(found, key=lambda encounter: encounter.at)


def _somebody_met(met: Sequence[Encounter]) -> Encounter | None:
    """Somebody well looked after who has not come twice yet."""
    twice = {id(encounter.twin_of) for encounter in met if encounter.twin_of}
    return next((e for e in met if e.fate in ("informed", "quoted") and id(e) not in twice), None)


def _fates(number: int) -> list[str]:
    """Fates in turn, each as often as it may come; a longer story goes round again."""
    fates: list[str] = []
    left = dict(FATES)
    while len(fates) < number:
        if not any(left.values()):
            left = dict(FATES)
        for fate in FATES:
            if left[fate]:
                left[fate] -= 1
                fates.append(fate)
    return fates[:number]


def _encounter(
    number: int, fate: str, twin: Encounter | None, house: House, calendar: Calendar, rng: random.Random, crowd: Crowd
) -> Encounter:
    is_running = fate.startswith("fresh")
    prospect = twin.prospect if twin else crowd.next()
    captor = _captor(house, prospect, twin, rng)
    rating = _rating(fate, rng)
    return Encounter(
        number=number,
        prospect=prospect,
        captor=captor,
        event=house.running if is_running else house.past,
        at=_moment(calendar, fate, twin, rng),
        fate=fate,
        rating=rating,
        kind="card" if twin else _kind(number, rng),
        shot=_shot(number, rng),
        taps=_taps(rating, prospect, calendar, rng),
        note=rng.choice(BOOTH_NOTES[rating]) if rng.random() < 0.55 else None,
        has_back=number % BACKS == 4,
        has_memo=number % MEMOS == 2,
        twin_of=twin,
    )


def _captor(house: House, prospect: Prospect, twin: Encounter | None, rng: random.Random) -> Person:
    """Whoever speaks the visitor's language, if she is free; never the same person twice."""
    everybody = house.of_role("rep") * 2 + house.of_role("contractor")
    stand = [p for p in everybody if twin is None or p is not twin.captor]
    fitting = [p for p in stand if prospect.firm.country.language in p.post.languages]
    return rng.choice(fitting if fitting and rng.random() < 0.6 else stand)


def _moment(calendar: Calendar, fate: str, twin: Encounter | None, rng: random.Random) -> int:
    if twin:
        return twin.at + rng.randint(40, 90) * MINUTE
    if fate.startswith("fresh"):
        days: Sequence[Any] = [calendar.running[0], calendar.today, calendar.today]
    else:
        days = calendar.past[:2] if fate in ("won", "quoted", "reopened") else calendar.past
    day = rng.choice(days)
    begins, ends = calendar.open_hours(day)
    if ends <= begins:  # the hall has not opened today
        day, (begins, ends) = calendar.running[0], calendar.open_hours(calendar.running[0])
    return calendar.at(day, rng.uniform(begins, ends))


def _rating(fate: str, rng: random.Random) -> str:
    chances = {
        "won": (8, 2, 0),
        "quoted": (6, 4, 0),
        "not_a_prospect": (0, 2, 8),
        "nurture": (0, 5, 5),
        "fresh": (3, 4, 3),
    }
    return rng.choices(("hot", "warm", "cold"), chances.get(fate, (3, 4, 3)))[0]


def _kind(number: int, rng: random.Random) -> str:
    if number % BADGES == 3:
        return rng.choice(("badge_qr", "vcard"))
    return "manual" if number % BY_HAND == 11 else "card"


def _shot(number: int, rng: random.Random) -> Shot:
    if number % POOR == 5:
        return Shot.POOR
    return rng.choice((Shot.GOOD, Shot.USUAL, Shot.USUAL))


def _taps(rating: str, prospect: Prospect, calendar: Calendar, rng: random.Random) -> dict[str, Any]:
    """Rating, chips and, for those who stayed longer, the answers to the show's questions."""
    taps: dict[str, Any] = {"rating": rating, f"tag/{rng.choice(PRODUCTS)}": True}
    if rating != "cold" and rng.random() < 0.5:
        taps[f"tag/{rng.choice(WISHES)}"] = True
    if rng.random() < 0.6:
        taps |= {"language": prospect.firm.country.language, "interest": rng.choice(INTERESTS)}
    if rating == "hot" or rng.random() < 0.4:
        small, large = rng.randrange(2, 10), rng.randrange(10, 90)
        taps["worth"] = rng.choice((small, large, large) if rating == "hot" else (small, small, large)) * 100_000
    if rating == "hot":
        decision = to_datetime(calendar.now + rng.choice((5, 9, 20, 120)) * DAY).date().isoformat()
        budget = rng.choice(("set_aside", "set_aside", "planned", "unknown"))
        taps |= {"q/need": rng.choice((1, 2, 3)), "q/budget": budget, "q/decision_by": decision}
        taps["q/authority"] = rng.choice(("yes", "no", "unknown"))
    return taps
