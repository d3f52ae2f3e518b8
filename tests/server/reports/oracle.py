"""What every figure of every report must be, over the facts `recount` finds. Nothing of `server.reports`."""

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from tests.server.reports.recount import (
    CRACKS,
    LOST,
    Fact,
    World,
    ahead,
    asking,
    box,
    broken,
    came_in,
    captured,
    cards,
    clocks,
    contacts,
    effort,
    ended,
    flags,
    human,
    late_steps,
    logged,
    mails,
    money,
    outbound,
    past,
    pieces,
    quality,
    quarters,
    reached,
    refused,
    silent,
    stages,
    talk,
    untold,
    waits,
)


@dataclass(frozen=True)
class Count:
    """count, sum, min or percentile over facts."""

    kind: str
    of: Callable[[Fact], Any]
    where: Callable[[Fact], Any] = lambda fact: True
    rank: int = 0

    def parts(self, facts: list[Fact]) -> list[tuple[str, int]]:
        """(lead, part) of every fact that counts."""
        found = ((f["lead"]["id"], self.of(f)) for f in facts if self.where(f))
        return [(lead, int(part)) for lead, part in found if part is not None]

    def value(self, facts: list[Fact]) -> int | None:
        """The figure."""
        parts = sorted(part for _, part in self.parts(facts))
        if self.kind == "sum":
            return sum(parts)
        if not parts:
            return None
        return parts[0] if self.kind == "min" else parts[math.ceil(len(parts) * self.rank / 100) - 1]


def n(where: Callable[[Fact], Any] = lambda fact: True) -> Count:
    return Count("sum", lambda fact: 1, where)


def s(name: str, where: Callable[[Fact], Any] = lambda fact: True) -> Count:
    return Count("sum", lambda fact: fact[name], where)


def p(rank: int, name: str) -> Count:
    return Count("percentile", lambda fact: fact[name], rank=rank)


def least(where: Callable[[Fact], Any] = lambda fact: True) -> Count:
    return Count("min", lambda fact: fact["at"], where)


def state(*states: str, machine: bool | None = None) -> Count:
    return n(lambda f: f["row"]["state"] in states and machine in (None, f["row"]["by_machine"]))


def outcome(*codes: str) -> Callable[[Fact], bool]:
    return lambda fact: fact["lead"]["outcome"] in codes


def _lost(clean: bool) -> Count:
    return n(lambda f: f["outcome"] in LOST and f["clean"] is clean)


_TOUCHES = {
    "touches": n(),
    "human": n(lambda f: human(f["touch"])),
    "talks": n(lambda f: talk(f["touch"])),
    "came_in": n(lambda f: came_in(f["touch"])),
    "machine": n(lambda f: outbound(f["touch"]) and f["touch"]["auto"]),
    "bounced": n(lambda f: f["touch"]["outcome"] == "bounced" and not f["touch"]["auto"]),
    "minutes": Count("sum", lambda f: f["touch"]["minutes"]),
    "cost": Count("sum", lambda f: f["touch"]["cost"]),
}
_CLOCKS = {
    "met": state("met"),
    "broken": state("breached"),
    "judged": state("met", "breached"),
    "people": state("met", machine=False),
    "machine": state("met", machine=True),
    "late": n(lambda f: f["row"]["state"] == "breached" and f["row"]["stopped_at"] is not None),
    "running": state("running"),
    "waived": state("waived"),
    "cancelled": state("cancelled"),
}
_CLOSED = {
    "closed": n(),
    "won": n(outcome("won")),
    "value": s("value", outcome("won")),
    "no_prospect": n(outcome("not_a_prospect")),
    "foreign": n(lambda f: f["outcome"] == "won" and f["foreign"]),
    "unready_won": n(lambda f: f["outcome"] == "won" and not f["ready_at_capture"]),
}
TABLES: dict[tuple[str, str], tuple[Callable[[World], Iterator[Fact]], dict[str, Count]]] = {
    ("box", "leads"): (
        box,
        {"untouched": n(lambda f: f["untouched"]), "open": n(), "oldest": least(lambda f: f["untouched"])},
    ),
    ("box", "cards"): (
        cards,
        {
            "reading": n(lambda f: f["status"] in ("pending", "ocr")),
            "review": n(lambda f: f["status"] in ("review", "rejected")),
        },
    ),
    ("contact-rate", "leads"): (
        contacts,
        {
            "leads": n(),
            "documented": n(lambda f: f["documented"]),
            "never": n(lambda f: not f["human"]),
            "machine": n(lambda f: f["machine"]),
        },
    ),
    ("speed", "leads"): (
        waits,
        {"leads": n(), "lag_p50": p(50, "lag"), "lag_p90": p(90, "lag")}
        | {
            f"{k}_n": Count("sum", lambda f, k=k: None if f[k] is None else 1)
            for k in ("out", "human", "call", "connect")
        }
        | {f"{k}_p{r}": p(r, k) for k in ("out", "human", "call", "connect") for r in (50, 90)},
    ),
    ("attainment", "clocks"): (clocks, _CLOCKS),
    ("missed", "clocks"): (
        broken,
        {
            "missed": n(),
            "open": n(lambda f: f["owed"]),
            "late": n(lambda f: f["row"]["stopped_at"] is not None),
            "over": p(50, "over"),
            "oldest": least(lambda f: f["owed"]),
        },
    ),
    ("silence", "silent"): (
        silent,
        {
            "leads": n(),
            "customers": n(lambda f: f["lead"]["track"] == "customer"),
            "oldest": least(),
            "silent_p50": p(50, "silent"),
            "over_p50": p(50, "over"),
        },
    ),
    ("conversion", "closed"): (ended, _CLOSED),
    ("win-loss", "closed"): (
        ended,
        {
            "closed": n(),
            "won": n(outcome("won")),
            "lost": n(outcome(*LOST)),
            "clean": _lost(True),
            "by_us": _lost(False),
        },
    ),
    ("inbound", "waiting"): (
        asking,
        {
            "leads": n(),
            "times": s("times"),
            "again": n(lambda f: f["times"] >= 2),
            "oldest": least(),
            "half": p(50, "wait"),
        },
    ),
    ("cracks", "cracks"): (
        flags,
        {"open": n(), "any": n(lambda f: any(f[c] for c in CRACKS))} | {c: n(lambda f, c=c: f[c]) for c in CRACKS},
    ),
    ("cracks", "stages"): (
        stages,
        {
            "entered": n(),
            "left": n(lambda f: f["left"] is not None),
            "inside": n(lambda f: f["left"] is None),
            "stuck": n(lambda f: f["stuck"]),
            "wait": p(50, "wait"),
            "age": p(50, "age"),
            "oldest": least(lambda f: f["left"] is None),
        },
    ),
    ("activity", "touches"): (logged, _TOUCHES),
    ("persistence", "effort"): (
        effort,
        {
            "leads": n(),
            "tries": s("tries"),
            "talked": n(lambda f: f["talked"]),
            "waiting": n(lambda f: f["lead"]["open"] and not f["talked"]),
            "asked": n(lambda f: f["asked"]),
            "given_up": n(lambda f: f["lead"]["outcome"] in LOST and not f["talked"] and f["tries"] < 8),
        },
    ),
    ("persistence", "reached"): (reached, {"leads": n(), "tries": s("tries")}),
    ("discipline", "steps"): (late_steps, {"overdue": n(), "oldest": least(), "over": p(50, "over")}),
    ("discipline", "leads"): (untold, {"open": n(), "idle": n(lambda f: f["idle"])}),
    ("discipline", "touches"): (
        lambda w: (f for f in logged(w) if human(f["touch"])),
        {"touches": n(), "mute": n(lambda f: not f["touch"]["note"])},
    ),
    ("quality", "leads"): (
        quality,
        {
            "leads": n(),
            "unreachable": n(lambda f: f["nowhere"]),
            "unsure": n(lambda f: f["unsure"] > 0),
            "fields": s("unsure"),
            "review": n(lambda f: f["review"]),
            "no_prospect": n(outcome("not_a_prospect")),
        },
    ),
    ("quality", "mails"): (mails, {"mails": n(), "bounced": n(lambda f: f["touch"]["outcome"] == "bounced")}),
    ("cost", "shows"): (
        money,
        {
            "leads": n(),
            "contacted": n(lambda f: f["contacted"]),
            "won": n(outcome("won")),
            **{name: s(name) for name in ("value", "minutes", "spent")},
        },
    ),
    ("marketing", "use"): (
        pieces,
        {
            "leads": n(),
            "times": s("times"),
            "ended": n(lambda f: not f["lead"]["open"]),
            "won": n(outcome("won")),
            "since": least(),
        },
    ),
    ("forecast", "open"): (
        ahead,
        {"leads": n(), "worth": Count("sum", lambda f: f["lead"]["worth"]), "weighted": s("weighted")},
    ),
    ("forecast", "quota"): (quarters, {"sold": s("sold"), "weighted": s("weighted")}),
    ("forecast", "past"): (past, {"leads": n(), "worth": s("worth"), "weighted": s("weighted")}),
    ("review", "captured"): (captured, {"leads": n(), "ready": n(lambda f: f["ready"])}),
    ("review", "work"): (logged, _TOUCHES),
    ("review", "standards"): (clocks, _CLOCKS),
    ("review", "success"): (ended, _CLOSED),
    ("refusals", "touches"): (refused, {"touches": n()}),
}
