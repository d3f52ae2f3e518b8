"""Fields and checks of wire shapes that every room shares: text, instants, days, time zones, ids."""

from collections.abc import Mapping
from datetime import date, datetime
from functools import cache
from typing import Any
from zoneinfo import available_timezones

from email_validator import EmailNotValidError, validate_email
from marshmallow import Schema, ValidationError, fields, validate

from server.core.clock import from_datetime, iso
from server.core.ids import is_id
from server.core.text import clean


class Words(fields.String):
    """Text by a person: NFC, without control characters and blanks around it; 1 to `longest` characters."""

    def __init__(self, *, longest: int = 200, shortest: int = 1, **kwargs: Any) -> None:
        wanted = "Write something, up to {max} characters." if shortest == 1 else "Write {min} to {max} characters."
        super().__init__(validate=validate.Length(shortest, longest, error=wanted), **kwargs)

    def _deserialize(self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any) -> str:
        return clean(super()._deserialize(value, attr, data, **kwargs)).strip()


class Email(Words):
    """A mail address, lower case. Only its form is judged: the address is proven by its use."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(longest=254, **kwargs)

    def _deserialize(self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any) -> str:
        text = super()._deserialize(value, attr, data, **kwargs)
        try:
            found = validate_email(text, check_deliverability=False, test_environment=True)
        except EmailNotValidError as error:
            raise ValidationError("Not a valid email address.") from error
        return found.normalized.lower()


class Whole(fields.Nested):
    """A nested item that is always given whole: a change (`partial`) replaces it, it does not reach into it."""

    def _load(self, value: Any, partial: Any = None) -> Any:
        return super()._load(value, partial=False)


class Instant(fields.Field[int]):
    """Milliseconds inside, ISO 8601 with Z outside."""

    def _serialize(self, value: int | None, attr: str | None, obj: Any, **kwargs: Any) -> str | None:
        return iso(value)

    def _deserialize(self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any) -> int:
        try:
            return from_datetime(datetime.fromisoformat(value))
        except (TypeError, ValueError, OverflowError) as error:
            raise ValidationError("Not an instant. Write it like 2026-11-21T17:30:00Z.") from error


class Day(fields.Field[str]):
    """A calendar day, YYYY-MM-DD, without a place."""

    def _serialize(self, value: str | None, attr: str | None, obj: Any, **kwargs: Any) -> str | None:
        return value

    def _deserialize(self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any) -> str:
        try:
            return date.fromisoformat(value).isoformat()
        except (TypeError, ValueError) as error:
            raise ValidationError("Not a day. Write it like 2026-11-21.") from error


@cache
def _zones() -> set[str]:
    """Names that mean the same on every machine; finding them reads the disk."""
    return available_timezones() - {"localtime", "Factory"}


def time_zone(name: str) -> None:
    """Raises ValidationError unless it is a name of the IANA time zone database."""
    if name not in _zones():
        raise ValidationError("Not a time zone. Name it like Europe/Berlin.")


def canonical_id(value: str) -> None:
    """Raises ValidationError unless it is a UUID in canonical form."""
    if not is_id(value):
        raise ValidationError("Not an id.")


class IdField(fields.String):
    """An id."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(validate=canonical_id, metadata={"format": "uuid"}, **kwargs)


class TimeZone(fields.String):
    """An IANA time zone."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(validate=[validate.Length(max=60), time_zone], **kwargs)


class Coded(Words):
    """Text of one pattern, like `^[a-z]{2}$`. Blanks around it are gone before it is judged."""

    def __init__(self, pattern: str, error: str, *, longest: int = 60, **kwargs: Any) -> None:
        super().__init__(longest=longest, **kwargs)
        self.validators.append(validate.Regexp(pattern, error=error))


class Language(Coded):
    """An ISO 639-1 code."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__("^[a-z]{2}$", "Not a language. Write it like en or de.", longest=2, **kwargs)


class Currency(Coded):
    """An ISO 4217 code."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__("^[A-Z]{3}$", "Not a currency. Write it like EUR.", longest=3, **kwargs)


class Slug(Coded):
    """A name for machines: small letters, digits and underscores."""

    def __init__(self, **kwargs: Any) -> None:
        error = "Use small letters, digits and single underscores, like call_back."
        super().__init__("^[a-z0-9]+(_[a-z0-9]+)*$", error, longest=40, **kwargs)


class ShowBasics(Schema):
    """What a show is at least: the set-up page asks for it, and shows add to it."""

    name = Words(required=True)
    venue = Words(allow_none=True, load_default=None)
    tz = TimeZone(required=True)
    starts_on = Day(required=True)
    ends_on = Day(required=True)


def in_order(starts_on: str, ends_on: str) -> None:
    """Raises ValidationError when a show would end before it begins."""
    if ends_on < starts_on:
        raise ValidationError("The last day lies before the first.", "ends_on")
