"""Draws prospects: people who do not exist, at firms on `.example` domains."""

import random
from dataclasses import dataclass

from server.core.text import fold
from server.demo.countries import COUNTRIES, Country, Town

#: letters that mail addresses spell out; the rest loses its accents
SPELLED = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "ł": "l", "ø": "o", "æ": "ae", "å": "a"})


@dataclass(frozen=True, slots=True)
class Firm:
    """A company and what all its cards share. `look` picks layout, colours and mark."""

    name: str
    domain: str
    country: Country
    town: Town
    look: int


@dataclass(frozen=True, slots=True)
class Prospect:
    """What is printed on a card."""

    given_name: str
    family_name: str
    job_title: str
    firm: Firm
    email: str
    phone: str
    mobile: str | None

    @property
    def name(self) -> str:
        """As printed."""
        return f"{self.given_name} {self.family_name}"

    @property
    def website(self) -> str:
        """As printed."""
        return f"www.{self.firm.domain}"

    def fields(self) -> dict[str, str]:
        """What a badge says of her, or what a person types who has her card in hand."""
        return {
            "given_name": self.given_name,
            "family_name": self.family_name,
            "job_title": self.job_title,
            "company": self.firm.name,
            "email": self.email,
            "phone": self.phone,
            "country": self.firm.country.code,
            "language": self.firm.country.language,
        }


class Crowd:
    """The visitors of a show: nobody comes twice, firms send one to three people."""

    def __init__(self, rng: random.Random) -> None:
        self._rng = rng
        self._firms = [
            Firm(name, f"{domain}.example", country, country.towns[index % len(country.towns)], rng.randrange(1000))
            for country, _ in COUNTRIES
            for index, (name, domain) in enumerate(country.firms)
        ]
        self._weights = [weight / len(c.firms) for c, weight in COUNTRIES for _ in c.firms]
        self._met: set[str] = set()

    def next(self) -> Prospect:
        """Somebody who was not here yet."""
        while True:
            [firm] = self._rng.choices(self._firms, self._weights)
            prospect = self._of(firm)
            if prospect.name not in self._met:
                self._met.add(prospect.name)
                return prospect

    def _of(self, firm: Firm) -> Prospect:
        country, rng = firm.country, self._rng
        is_woman = rng.random() < 0.5
        given = rng.choice(country.women if is_woman else country.men)
        family, title = (_form(rng.choice(words), is_woman) for words in (country.families, country.titles))
        first = ascii_of(given) + "." if firm.look % 3 else ascii_of(given)[0]
        return Prospect(
            given,
            family,
            title,
            firm,
            f"{first}{ascii_of(family)}@{firm.domain}",
            self._number(firm.town.phone),
            self._number(country.mobile) or None if rng.random() < 0.45 else None,
        )

    def _number(self, pattern: str) -> str:
        return "".join(str(self._rng.randrange(10)) if c == "#" else c for c in pattern)


def _form(word: str, is_woman: bool) -> str:
    forms = word.split("/")
    return forms[-1] if is_woman else forms[0]


def ascii_of(name: str) -> str:
    """A name as mail addresses write it."""
    return "".join(c for c in fold(name.lower().translate(SPELLED)) if c.isalnum())
