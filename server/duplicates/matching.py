"""How likely two cards are one person's: a score of 0-100 and the reasons in words. Pure.

One thing that several people share proves nothing: a switchboard's number, an info@ address, the look of a firm's
cards. So every score rests on the best agreement found, weighed by what the names say, and names that contradict
take the weight out of it.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from server.core.why import Why
from server.duplicates.names import CLOSE, DIFFERENT, FAMILY, SAME, SWAPPED, UNKNOWN, compare, is_slip
from server.leads.normalise import FREE_MAIL, is_shared_box

#: below, nobody is asked; from here on the pair is likely, and strong
LEAST, LIKELY, STRONG = 50, 70, 90
#: bits two pictures may differ in and still look alike; near it they are the same shot
ALIKE_BITS = 6
#: what each further agreement adds, and what a contradiction costs
SECOND, CONTRADICTION = 3, 15


@dataclass(frozen=True, slots=True)
class Card:
    """What of a lead can show that it is somebody met before."""

    given: str | None = None
    family: str | None = None
    #: folded addresses
    emails: frozenset[str] = frozenset()
    #: E.164, faxes left out
    phones: frozenset[str] = frozenset()
    #: those of the phones said to be somebody's own
    mobiles: frozenset[str] = frozenset()
    #: folded, without legal form
    company: str | None = None
    #: mail domains of its own, free mail left out
    domains: frozenset[str] = frozenset()
    #: decoded codes; a short number also names its show
    badges: frozenset[str] = frozenset()
    #: SHA-256 of its pictures
    pictures: frozenset[str] = frozenset()
    #: perceptual hashes of its pictures, 64 bits
    looks: frozenset[int] = field(default_factory=frozenset)

    @property
    def name(self) -> tuple[str | None, str | None]:
        """(given, family)"""
        return self.given, self.family


@dataclass(frozen=True, slots=True)
class Match:
    """What two cards have in common."""

    score: int
    reasons: tuple[Why, ...]


@dataclass(frozen=True, slots=True)
class _Found:
    worth: int
    why: Why


def match(one: Card, other: Card) -> Match:
    """The score of the pair, 0-100, and why. Order does not matter."""
    name = compare(one.name, other.name)
    found = sorted(_agreements(one, other, name), key=lambda f: -f.worth)
    if not found:
        return Match(0, ())
    more = sum(SECOND for f in found[1:] if f.worth >= LEAST)
    against = list(_contradictions(one, other, name))
    score = min(100, found[0].worth + more) - CONTRADICTION * len(against)
    reasons = [f.why for f in found if f.worth > 0]
    return Match(max(0, score), (*reasons, *_name_reason(name), *against))


def differing_bits(one: int, other: int) -> int:
    """Bits two perceptual hashes differ in."""
    return (one ^ other).bit_count()


#: what an agreement is worth by what the names say: (same or swapped, close, family only, unknown, different)
_WORTH = {
    "badge": (98, 96, 95, 94, 45),
    "picture": (96, 95, 92, 92, 30),
    "email": (97, 94, 90, 86, 45),
    "shared_email": (86, 78, 60, 35, 10),
    "mobile": (95, 91, 82, 75, 30),
    "phone": (91, 84, 66, 40, 10),
    "company": (85, 72, 52, 0, 0),
    "company_close": (72, 58, 40, 0, 0),
    "look": (60, 58, 55, 55, 0),
}
_COLUMN = {SAME: 0, SWAPPED: 0, CLOSE: 1, FAMILY: 2, UNKNOWN: 3, DIFFERENT: 4}
_WORDS = {
    "badge": "The same badge.",
    "picture": "The very same picture.",
    "email": "The same e-mail address.",
    "shared_email": "The same e-mail address, but one that several people read.",
    "mobile": "The same mobile number.",
    "phone": "The same phone number, which colleagues may share.",
    "company": "The same company.",
    "company_close": "Nearly the same company name.",
    "look": "The pictures look alike.",
}
_NAMES = {
    SAME: Why("name", "The same name."),
    SWAPPED: Why("name_swapped", "The same name, given and family name swapped."),
    CLOSE: Why("name_close", "Nearly the same name."),
    FAMILY: Why("name_family", "The same family name; one card has no given name."),
    DIFFERENT: Why("name_differs", "The names differ."),
}


def _agreements(one: Card, other: Card, name: str) -> Iterator[_Found]:
    column = _COLUMN[name]
    for code in _shared(one, other):
        yield _Found(_WORTH[code][column], Why(code, _WORDS[code]))


def _shared(one: Card, other: Card) -> Iterator[str]:
    """Codes of what the cards have in common."""
    if one.badges & other.badges:
        yield "badge"
    if one.pictures & other.pictures:
        yield "picture"
    elif any(differing_bits(a, b) <= ALIKE_BITS for a in one.looks for b in other.looks):
        yield "look"
    addresses = one.emails & other.emails
    if addresses:
        yield "shared_email" if all(map(is_shared_box, addresses)) else "email"
    numbers = one.phones & other.phones
    if numbers:
        yield "mobile" if numbers & (one.mobiles | other.mobiles) else "phone"
    company = _company(one, other)
    if company:
        yield company


def _company(one: Card, other: Card) -> str | None:
    if one.domains & other.domains or (one.company and one.company == other.company):
        return "company"
    if not one.company or not other.company:
        return None
    short, long = sorted((one.company, other.company), key=len)
    is_beginning = len(short) >= 5 and long.startswith(short)
    return "company_close" if is_beginning or is_slip(short, long) else None


def _contradictions(one: Card, other: Card, name: str) -> Iterator[Why]:
    """What two cards of one person would not show: another personal address at the same firm, another mobile."""
    if name == DIFFERENT or (one.badges & other.badges) or (one.pictures & other.pictures):
        return
    own, others = _personal(one), _personal(other)
    if own and others and not own & others and one.domains & other.domains:
        yield Why("emails_differ", "Each has an e-mail address of its own at the same company.")
    if one.mobiles and other.mobiles and not one.mobiles & other.mobiles:
        yield Why("mobiles_differ", "The mobile numbers differ.")


def _personal(card: Card) -> set[str]:
    return {a for a in card.emails if not is_shared_box(a) and a.rpartition("@")[2] not in FREE_MAIL}


def _name_reason(name: str) -> Iterator[Why]:
    if name in _NAMES:
        yield _NAMES[name]
