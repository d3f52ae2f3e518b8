"""Telephone numbers in E.164, by evidence of country."""

from functools import lru_cache

import phonenumbers


@lru_cache(maxsize=50_000)
def e164(number: str | None, country: str | None = None) -> str | None:
    """The number as +<country><rest>, or None when it is not possible to tell.

    `country`: ISO code used when the number has no prefix of its own.
    """
    if not number:
        return None
    region = country.upper() if country and len(country) == 2 else None
    try:
        parsed = phonenumbers.parse(number, region)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_possible_number(parsed):
        return None
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)
