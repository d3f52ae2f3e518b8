"""Keys under which a card is found again without comparing it with every other one. Pure.

Two cards that may be one person's share at least one key; each is a 63-bit number, so that the table of keys holds
nothing anybody can read.
"""

from collections.abc import Iterable, Iterator
from hashlib import blake2b

from server.duplicates.matching import Card
from server.duplicates.names import plain_words_of

#: parts a perceptual hash is cut into: pictures that differ in fewer bits than that share one
BANDS, BITS = 4, 16
#: letters of a company's name that are hardly ever typed wrong
BEGINNING = 5


def keys_of(card: Card) -> frozenset[int]:
    """Every key of the card."""
    return frozenset(_number(text) for text in _texts(card))


def keys_of_contact(emails: Iterable[str], phones: Iterable[str]) -> list[int]:
    """The keys of every card with one of these addresses or numbers, first or second."""
    texts = (f"{kind}:{value}" for kind, values in (("e", emails), ("p", phones)) for value in values)
    return sorted(map(_number, texts))


def _texts(card: Card) -> Iterator[str]:
    for kind, values in (("e", card.emails), ("p", card.phones), ("b", card.badges), ("h", card.pictures)):
        yield from (f"{kind}:{value}" for value in values)
    for look in card.looks:
        yield from (f"l{band}:{look >> band * BITS & (1 << BITS) - 1:x}" for band in range(BANDS))
    # a slip in the name is found by the company, one in the company by the name
    given, family = plain_words_of(card.given), plain_words_of(card.family)
    if given and family:
        yield "n:" + " ".join(sorted(given + family))
    if given and family and card.company:
        # a slip in both leaves the initials and how the company begins
        yield f"i:{card.company[:BEGINNING]}:{''.join(sorted(given[0][0] + family[0][0]))}"
    if given or family:
        firms = {*card.domains, *((card.company,) if card.company else ())}
        initials = {word[0] for word in (*given, *family)}
        yield from (f"c:{firm}:{initial}" for firm in firms for initial in initials)


def _number(text: str) -> int:
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), "big") >> 1
