"""Whether two written names may be one person's: typing slips, initials, names the wrong way round. Pure."""

from server.core.text import fold

#: what stands before a name and is none
TITLES = frozenset("dr prof ing dipl mag phd msc bsc mba herr frau mr mrs ms".split())
#: two ways of writing one sound; the shorter is compared
_SPELLINGS = (("ae", "a"), ("oe", "o"), ("ue", "u"), ("ß", "ss"), ("ø", "o"), ("ł", "l"))
#: a slip is only believed in words long enough to bear one
ONE_SLIP_FROM, TWO_SLIPS_FROM = 4, 9
Words = tuple[str, ...]
#: how well two names agree, best first
SAME, SWAPPED, CLOSE, FAMILY, DIFFERENT, UNKNOWN = "same", "swapped", "close", "family", "different", "unknown"


def words_of(name: str | None) -> tuple[str, ...]:
    """The words of a name without case, accents, titles and dots."""
    words = "".join(c if c.isalnum() else " " for c in fold(name or "")).split()
    return tuple(word for word in words if word not in TITLES)


def plain_words_of(name: str | None) -> tuple[str, ...]:
    """The same with one spelling for each sound: `mueller` and `müller` are one."""
    return tuple(map(_plain, words_of(name)))


def _plain(word: str) -> str:
    for long, short in _SPELLINGS:
        word = word.replace(long, short)
    return word


def slips(one: str, other: str) -> int:
    """Letters typed wrong, left out, added or in the wrong order between two words (optimal string alignment)."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        before, last, row = row, before, [i]
        for j, b in enumerate(other, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                cost = min(cost, last[j - 2] + 1)
            row.append(cost)
    return row[-1]


def is_slip(one: str, other: str) -> bool:
    """Whether one word may be the other, typed or read wrong."""
    shorter = min(len(one), len(other))
    allowed = 2 if shorter >= TWO_SLIPS_FROM else 1 if shorter >= ONE_SLIP_FROM else 0
    return abs(len(one) - len(other)) <= allowed and slips(one, other) <= allowed


def compare(one: tuple[str | None, str | None], other: tuple[str | None, str | None]) -> str:
    """How two (given, family) names agree."""
    given, family = map(plain_words_of, one)
    given_2, family_2 = map(plain_words_of, other)
    if not (given or family) or not (given_2 or family_2):
        return UNKNOWN
    if (given, family) == (given_2, family_2):
        return SAME if given and family else FAMILY
    if sorted(given + family) == sorted(given_2 + family_2):
        return SWAPPED if len(given + family) > 1 else FAMILY
    return _nearly(*map(words_of, (*one, *other)))


def _nearly(given: Words, family: Words, given_2: Words, family_2: Words) -> str:
    if not given or not given_2:
        return FAMILY if _agree(family or given, family_2 or given_2) else DIFFERENT
    straight = _agree(family, family_2) and _given_agree(given, given_2)
    crossed = _agree(family, given_2) and _agree(given, family_2)
    return CLOSE if straight or crossed else DIFFERENT


def _agree(words: Words, others: Words) -> bool:
    """The same words but for slips; `Meier-Schmidt` goes with `Meier`, not with nothing."""
    few, many = sorted((words, others), key=len)
    return bool(few) and all(any(_plain(a) == _plain(b) or is_slip(a, b) for b in many) for a in few)


def _given_agree(words: Words, others: Words) -> bool:
    return _agree(words, others) or _initials(words, others) or _initials(others, words)


def _initials(words: Words, others: Words) -> bool:
    """`A.` for Anna, `J. P.` for Jean Paul."""
    return all(len(word) == 1 for word in words) and all(b.startswith(a) for a, b in zip(words, others, strict=False))
