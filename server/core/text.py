"""Text as it may be stored: NFC, without NUL (PostgreSQL refuses it) and control characters (terminals obey them)."""

import re
import unicodedata

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u2028\u2029\ufeff\ud800-\udfff]")


def clean(value: str) -> str:
    """NFC without control characters (tab and line breaks stay) and lone surrogates."""
    if value.isascii() and value.isprintable():
        return value
    return unicodedata.normalize("NFC", _CONTROL.sub("", value))


def fold(value: str) -> str:
    """For comparing and searching: no case, no accents, single blanks."""
    if value.isascii():
        return " ".join(value.lower().split())
    plain = unicodedata.normalize("NFKD", value).casefold()
    return " ".join("".join(c for c in plain if not unicodedata.combining(c)).split())
