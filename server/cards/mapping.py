"""From what machines read on the pictures of a lead to the registers of that lead (docs/sync.md). Pure.

All readings of a lead are looked at together, so that the order in which front and back arrive changes nothing.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

#: what is said in one breath comes from one picture: no given name of the front with a family name of the back
TOGETHER = (
    ("given_name", "family_name", "name_prefix"),
    ("job_title",),
    ("department",),
    ("company",),
    ("street", "postcode", "city", "region", "country"),
    ("vat_id",),
)
EMAILS = ("email", "email_2", "email_3")
WEBSITES = ("website", "website_2")
SOCIALS = ("social",)
PHONES = ("phone", "phone_2", "phone_3", "phone_4")
#: every register a machine may fill
REGISTERS = frozenset(
    [name for group in TOGETHER for name in group]
    + [*EMAILS, *WEBSITES, *SOCIALS, *PHONES]
    + [f"{phone}_kind" for phone in PHONES]
)


@dataclass(frozen=True, slots=True)
class Seen:
    """One field as a machine found it. `conf` 0..1 and `box` [x, y, w, h] in pixels are None for codes."""

    field: str
    value: str
    conf: float | None = None
    box: Sequence[float] | None = None
    #: work, mobile, fax, home and the dialable form, of a phone
    kind: str | None = None
    e164: str | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """What was found on one picture or in one code."""

    capture: str
    seen: Sequence[Seen]


@dataclass(frozen=True, slots=True)
class Machine:
    """A value for a register and where it comes from."""

    value: str
    capture: str
    conf: float | None = None
    box: Sequence[float] | None = None


def registers_of(sources: Sequence[Source]) -> dict[str, Machine]:
    """Registers filled from all sources of a lead; on equal terms the earlier source wins."""
    found: dict[str, Machine] = {}
    each = [(source.capture, _singles(source.seen)) for source in sources]
    for group in TOGETHER:
        best = max(each, key=lambda pair: _weight(pair[1], group), default=None)
        if best is not None:
            found |= {name: _machine(best[0], best[1][name]) for name in group if name in best[1]}
    found |= _numbered(EMAILS, _unlike(sources, "email", str.casefold))
    found |= _numbered(WEBSITES, _unlike(sources, "website", _bare_site))
    found |= _numbered(SOCIALS, _unlike(sources, "social", _bare_site))
    phones = _unlike(sources, "phone", lambda value: re.sub(r"\D", "", value))
    found |= _phones(sorted(phones, key=lambda pair: pair[1].kind == "fax"))
    return found


def _singles(seen: Sequence[Seen]) -> dict[str, Seen]:
    """The first of each field; a name or an address nobody could take apart goes where people look for it."""
    first: dict[str, Seen] = {}
    for one in seen:
        if one.value.strip():
            first.setdefault(one.field, one)
    if "name" in first and "given_name" not in first and "family_name" not in first:
        first["family_name"] = first["name"]
    if "address" in first and not any(part in first for part in ("street", "city", "postcode")):
        first["street"] = first["address"]
    return first


def _weight(singles: dict[str, Seen], group: Sequence[str]) -> float:
    """How much a source has to say about a group: more parts and surer ones count."""
    return sum(1.0 if one.conf is None else one.conf for name in group if (one := singles.get(name)))


def _unlike(sources: Iterable[Source], field: str, same: Callable[[str], str]) -> list[tuple[str, Seen]]:
    """Each value of a field once, in the order of the pictures; the surer twin stays."""
    kept: dict[str, tuple[str, Seen]] = {}
    for source in sources:
        for one in source.seen:
            if one.field != field or not one.value.strip():
                continue
            key = same(one.e164 or one.value)
            before = kept.get(key)
            if before is None or (one.conf or 0) > (before[1].conf or 0):
                kept[key] = (source.capture, one)
    return list(kept.values())


def _bare_site(value: str) -> str:
    return re.sub(r"^https?://|^www\.|/$", "", value.casefold().removeprefix("http://").removeprefix("https://"))


def _numbered(names: Sequence[str], values: Sequence[tuple[str, Seen]]) -> dict[str, Machine]:
    return {name: _machine(capture, one) for name, (capture, one) in zip(names, values, strict=False)}


def _phones(values: Sequence[tuple[str, Seen]]) -> dict[str, Machine]:
    found: dict[str, Machine] = {}
    for name, (capture, one) in zip(PHONES, values, strict=False):
        found[name] = _machine(capture, one)
        if one.kind:
            found[f"{name}_kind"] = Machine(one.kind, capture, one.conf, one.box)
    return found


def _machine(capture: str, one: Seen) -> Machine:
    value = one.value.strip()
    # a number without its country is of no use to a colleague abroad
    if one.field == "phone" and one.e164 and not value.startswith(("+", "00")):
        value = one.e164
    return Machine(value, capture, one.conf, one.box)
