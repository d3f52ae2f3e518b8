"""The exhibitor of the demo: a maker of measuring instruments, its people and its two shows. All invented."""

from dataclasses import dataclass
from datetime import date
from typing import Any

ORGANISATION = {"name": "Aldervoss Instruments", "currency": "EUR", "tz": "Europe/Berlin", "language": "en"}
DOMAIN = "aldervoss.example"
FIELD, DESK = "Field sales", "Desk sales"

CHIPS = [
    {"slug": "flow", "label": "Flow meters"},
    {"slug": "level", "label": "Level sensors"},
    {"slug": "analysis", "label": "Gas analysis"},
    {"slug": "demo", "label": "Demo on site"},
    {"slug": "quote", "label": "Quote"},
    {"slug": "call_back", "label": "Call back"},
]
QUESTIONS = [
    {"id": "need", "label": "How pressing is it, 0 to 3?", "kind": "number", "choices": []},
    {"id": "budget", "label": "Is there a budget?", "kind": "choice",
     "choices": ["none", "unknown", "planned", "set_aside"]},
    {"id": "authority", "label": "Does this person decide?", "kind": "choice", "choices": ["yes", "no", "unknown"]},
    {"id": "decision_by", "label": "Decision by (day)", "kind": "text", "choices": []},
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Post:
    """Somebody who works there. Without a phone: desk only."""

    name: str
    roles: tuple[str, ...]
    languages: tuple[str, ...]
    teams: tuple[str, ...] = ()
    phone: str | None = None

    @property
    def email(self) -> str:
        """How she signs in: by her given name."""
        return f"{self.name.split()[0].lower()}@{DOMAIN}"

    @property
    def sells_at_shows(self) -> bool:
        """Whether her phone is on the stand."""
        return bool({"rep", "contractor"} & set(self.roles))


SUPERVISOR = Post("Ingrid Sommer", ("supervisor", "admin"), ("de", "en"), (FIELD, DESK), "Ingrid's iPhone")
STAFF = (
    SUPERVISOR,
    Post("Mara Nyberg", ("rep",), ("en", "de"), (FIELD,), "Mara's Pixel 9"),
    Post("Tomasz Wrona", ("rep",), ("pl", "de", "en"), (FIELD,), "Tomasz' Galaxy"),
    Post("Giulia Ferrante", ("rep",), ("it", "fr", "en"), (FIELD,), "Giulia's iPhone"),
    Post("Daniel Okafor", ("rep",), ("en", "fr"), (DESK,), "Stand tablet"),
    Post("Lena Hartwig", ("rep",), ("de", "nl", "en"), (DESK,), "Lena's iPhone"),
    Post("Bea Alvarado", ("contractor",), ("es", "pt", "en"), (FIELD,), "Bea's Galaxy"),
    Post("Paul Renard", ("director",), ("en", "fr")),
)


PAST = ("Process Days Cologne", "Hall 7, stand C12")
RUNNING = ("InstruFair Hamburg", "Hall B4, stand 218")


def show(name_and_venue: tuple[str, str], days: list[date]) -> dict[str, Any]:
    """A show as the operations of the shows take it."""
    name, venue = name_and_venue
    first, last = days[0].isoformat(), days[-1].isoformat()
    place = {"venue": venue, "tz": ORGANISATION["tz"], "starts_on": first, "ends_on": last}
    return {"name": name, **place, "kind": "exhibition", "chips": CHIPS, "questions": QUESTIONS}
