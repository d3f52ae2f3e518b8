"""The fields of a lead that are merged one by one: their names, what they hold, how a value is tidied. Pure.

A bad value is kept and flagged rather than refused: what somebody typed at a booth is worth more than its form.
"""

import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any

from server.core.text import clean

LONGEST_TEXT = 4_000
LONGEST_NAME = 101
MOST_FIELDS = 200
#: letters of all names of fields set together, up to which they are remembered
LONGEST_FORM = 1_000
_NAME = re.compile(r"[a-z][a-z0-9_]{0,39}(/[A-Za-z0-9_.\-]{1,60})?")
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s.]{2,}")
_LARGEST = 2**53

EMAILS = ("email", "email_2", "email_3")
PHONES = ("phone", "phone_2", "phone_3", "phone_4")
CHOICES = {
    "rating": ("hot", "warm", "cold"),
    "track": ("active", "nurture", "customer"),
    "role": ("buyer", "influencer", "introducer", "user", "unknown"),
    **{f"{phone}_kind": ("work", "mobile", "fax", "home") for phone in PHONES},
}
NUMBERS = ("worth", "wake_at")
SWITCHES = ("trashed",)

#: class, owner, plan and status rest on these and on answers and products; the rest only describes
FACTS = frozenset(
    (
        *EMAILS,
        *PHONES,
        *NUMBERS,
        *SWITCHES,
        "rating",
        "track",
        "given_name",
        "family_name",
        "company",
        "website",
        "address",
        "street",
        "city",
        "postcode",
        "country",
        "language",
        "interest",
        "competitor",
        "role",
    )
)


#: facts that are words: whoever reads them need not ask what they are
WORDS = FACTS.difference(NUMBERS, SWITCHES)


class BadRegister(ValueError):
    """A field name or value with no sensible reading; `field` names it."""

    def __init__(self, field: str) -> None:
        self.field = field
        super().__init__(field)


def tidy(values: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, str | None]]:
    """Clean values and, for each field, the flag it earns (None lifts an old one).

    Raises BadRegister for a name that is none, a structure where a plain value belongs, or too many fields.
    """
    if len(values) > MOST_FIELDS:
        raise BadRegister("set")
    tidied, flags = dict(values), dict[str, str | None].fromkeys(values)
    good, plain, odd = _sorted_out(values)
    # most of a card's twenty fields need nothing: seen together they cost half
    if not good or not _all_usual(list(map(values.__getitem__, plain))):
        odd = tuple(values)
    for name in odd:
        value = values[name]
        # only short names are remembered
        if not isinstance(name, str) or len(name) > LONGEST_NAME or not _is_name(name):
            raise BadRegister(str(name)[:60])
        if type(value) is not str or name in _SPECIAL or not _is_usual(value):
            tidied[name], flags[name] = _tidy_one(name, value)
    return tidied, flags


def _sorted_out(values: Mapping[str, Any]) -> tuple[bool, tuple[str, ...], tuple[str, ...]]:
    names = tuple(values)
    try:
        # what is remembered must not grow with what somebody sends
        return _of_form(names) if len("".join(names)) <= LONGEST_FORM else (False, (), ())
    except TypeError:
        return False, (), ()


@lru_cache(maxsize=256)
def _of_form(names: tuple[str, ...]) -> tuple[bool, tuple[str, ...], tuple[str, ...]]:
    """(whether all are good names, those of which any text is right, the others). Phones send the same few forms."""
    plain = tuple(name for name in names if name not in _SPECIAL)
    odd = tuple(name for name in names if name in _SPECIAL)
    return all(map(_NAME.fullmatch, names)), plain, odd


def _all_usual(texts: list[Any]) -> bool:
    """Whether these are texts and nothing is to do about any."""
    try:
        stripped = list(map(str.strip, texts))
    except TypeError:
        return False
    return all(texts) and texts == stripped and (not texts or _is_usual(" ".join(texts)))


def _is_usual(text: str) -> bool:
    """Whether nothing needs cleaning or cutting, as with most texts."""
    usual = text.isascii() and text.isprintable() and 0 < len(text) <= LONGEST_TEXT
    return usual and text[0] != " " and text[-1] != " "


@lru_cache(maxsize=2048)
def _is_name(name: str) -> bool:
    return _NAME.fullmatch(name) is not None


def _tidy_one(name: str, value: Any) -> tuple[Any, str | None]:
    if isinstance(value, str):
        value, flag = _tidy_text(value)
        if value is None or name in NUMBERS or name in SWITCHES:
            return _other(name, value)
        check = _CHECKS.get(name)
        return value, flag or (check(name, value) if check else None)
    return _other(name, value)


def _other(name: str, value: Any) -> tuple[Any, str | None]:
    if value is None:
        return None, None
    plain = isinstance(value, bool) or (isinstance(value, int | float) and abs(value) <= _LARGEST)
    if not plain:
        raise BadRegister(name)
    return (str(value).lower(), "not_text") if name in WORDS else (value, None)


def _tidy_text(value: str) -> tuple[str | None, str | None]:
    value = clean(value).strip()
    if len(value) > LONGEST_TEXT:
        return value[:LONGEST_TEXT], "cut"
    return value or None, None


def _email(_name: str, value: str) -> str | None:
    return None if _EMAIL.fullmatch(value) else "not_an_address"


def _phone(_name: str, value: str) -> str | None:
    digits = sum(map(str.isdigit, value))
    return None if 5 <= digits <= 20 else "not_a_number"


def _choice(name: str, value: str) -> str | None:
    return None if value in CHOICES[name] else "unknown_choice"


_CHECKS: dict[str, Callable[[str, str], str | None]] = {
    **dict.fromkeys(EMAILS, _email),
    **dict.fromkeys(PHONES, _phone),
    **dict.fromkeys(CHOICES, _choice),
}


#: fields of which a text may be wrong
_SPECIAL = frozenset((*NUMBERS, *SWITCHES, *_CHECKS))


def products_of(fields: Mapping[str, Any]) -> tuple[str, ...]:
    """Codes of the products somebody ticked."""
    ticked = [name for name, value in fields.items() if name.startswith("product/") and value]
    return tuple(sorted(name.removeprefix("product/") for name in ticked)) if ticked else ()


@lru_cache(maxsize=2048)
def is_fact(name: str) -> bool:
    """Whether anything is decided by this field."""
    return name in FACTS or name.startswith(("q/", "product/"))
