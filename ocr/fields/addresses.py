"""Candidates for the postal address: runs of neighbouring fragments."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from ocr.fields.candidates import Candidate, shape
from ocr.fields.context import Context, domain_agreement, mail_agreement
from ocr.fields.found import Span
from ocr.fields.fragments import Fragment
from ocr.fields.lexicon import legal_form
from ocr.fields.names import titleish
from ocr.fields.traits import POSTCODE, traits, without_years
from ocr.layout import gap_below
from ocr.text import has_cjk, letters

LONGEST = 7
MOST_RUNS = 250
_HOUSE = re.compile(
    r"(?<![\w/-])(?:\d{1,5}[a-zA-Z]?|[A-Z]?[-/]?\d+(?:[-/]\d+)+[A-Z]?|\d{1,4}(?:st|nd|rd|th))(?![\w/])"
)


def address_candidates(context: Context) -> list[Candidate]:
    """Every run of fragments that could be the address, with evidence."""
    seen: dict[tuple[Span, ...], Candidate] = {}
    for chain in _runs(context):
        for parts in (chain, *_without_firm(chain)):
            spans = tuple(part.span for part in parts)
            if spans not in seen and letters("".join(part.text for part in parts)) >= 4:
                seen[spans] = _judged(context, parts)
    return list(seen.values())


def _runs(context: Context) -> Iterator[tuple[Fragment, ...]]:
    count = 0
    evidence = {f.index: looks_postal(f.text) for f in context.fragments}
    pending: list[tuple[Fragment, ...]] = [
        (f,) for f in context.fragments if evidence[f.index] or f.label == "address" or _plain(f)
    ]
    while pending and count < MOST_RUNS:
        chain = pending.pop(0)
        if any(evidence[part.index] for part in chain):
            count += 1
            yield chain
        if len(chain) < LONGEST:
            pending.extend(
                (*chain, follower)
                for follower in _followers(context, chain)
                if (evidence[follower.index] or _plain(follower)) and not _next_office(chain, follower)
            )


def _next_office(chain: Sequence[Fragment], follower: Fragment) -> bool:
    """One address has ended and another begins: a firm's second office."""
    return any(_closes(part.text) for part in chain[-2:]) and _opens(follower.text)


def _followers(context: Context, chain: Sequence[Fragment]) -> list[Fragment]:
    last = chain[-1]
    beside = context.right_of(last)
    found = [context.fragments[i] for i in context.below[last.index][:2]] + ([beside] if beside else [])
    if len(chain) > 1:  # a second column: the line below the one before may go on
        found += [context.fragments[i] for i in context.below[chain[-2].index][:2]]
    unique = {f.index: f for f in found if f not in chain and f.row.y >= chain[0].row.y - chain[0].row.h}
    return [f for f in unique.values() if max(f.row.h, last.row.h) < 1.8 * min(f.row.h, last.row.h)]


def _plain(fragment: Fragment) -> bool:
    """A line without evidence that may still be a building or a village inside an address."""
    t = traits(fragment.text)
    return t.count <= 6 and not titleish(fragment.text)


def looks_postal(text: str) -> bool:
    """Any sign of an address in a text."""
    t = traits(text)
    return bool(
        t.postcode
        or t.street_words
        or t.country
        or t.region
        or t.city
        or _HOUSE.search(without_years(text))
        or t.cjk_address > 1
    )


def _without_firm(chain: tuple[Fragment, ...]) -> Iterator[tuple[Fragment, ...]]:
    """ "Firm Ltd, 1 High Street": the address starts behind the legal form, or behind the first dash or comma."""
    first = chain[0]
    ends = [form[1]] if (form := legal_form(first.text)) else []
    ends += [m.end() for m in list(re.finditer(r"\s[-–—]\s|,\s", first.text))[:2] if m.start() > 2]
    for end in ends:
        rest = first.text[end:]
        start = end + len(rest) - len(rest.lstrip(" ,-–—.:/|"))
        if looks_postal(first.text[start:]):
            span = Span(first.span.row, first.span.start + start, first.span.end)
            yield (replace(first, span=span, text=first.text[start:]), *chain[1:])


def _judged(context: Context, parts: Sequence[Fragment]) -> Candidate:
    text = joined_text(parts)
    originals = tuple(context.fragments[part.index] for part in parts)
    cut = parts[0].text != originals[0].text
    raw = Candidate("address", text, tuple(part.span for part in parts), tuple(originals), cut=cut)
    features = {**shape(context, raw), **_whole(text), **_ends(context, parts), **_spread(parts)}
    for part in parts:
        for name, value in _line(context, part).items():
            features[f"line_{name}"] = features.get(f"line_{name}", 0.0) + value
    return Candidate(raw.role, text, raw.spans, raw.parts, features, cut)


def joined_text(parts: Sequence[Fragment]) -> str:
    """Lines joined by ", ", as addresses are written on one line."""
    if all(has_cjk(part.text) for part in parts):
        return " ".join(part.text for part in parts)
    return ", ".join(part.text.rstrip(" ,;") for part in parts)


def _line(context: Context, part: Fragment) -> dict[str, float]:
    t = traits(part.text)
    count = max(1, t.count)
    agreement = domain_agreement(context, part.text)
    return {
        "house": float(bool(_HOUSE.search(without_years(part.text)))),
        "postcode": float(t.postcode),
        "street": float(t.street_words > 0),
        "city": float(t.city > 0),
        "country": float(t.country),
        "region": float(t.region),
        "comma": float("," in part.text),
        "plain": float(not looks_postal(part.text)),
        "title": float(titleish(part.text)),
        "legal": float(t.legal),
        "company_word": t.company_words / count,
        "names": (t.given + t.family) / (2 * count) if not t.digits and not t.street_words else 0.0,
        "stop": t.stop_words / count,
        "mail": mail_agreement(context, part.text),
        "domain": max(agreement.get("same", 0.0), agreement.get("holds", 0.0)),
        "label": float(part.label == "address"),
        "department": float(t.department_words > 0 and not t.digits),
        "only_city": float(t.city > 0 and not t.digits and t.count <= 2),
        "city_list": float(_lists_places(part.text)),
        "shared": float(part.shared),
        "capitals": float(t.capitals > 0.95),
        "cjk_address": float(t.cjk_address > 1),
        "lower": float(t.capitalised < 0.3 and t.cjk == 0),
    }


def _lists_places(text: str) -> bool:
    """ "Branches: Pune, Nagpur, Goa": where a firm is, not where a letter goes."""
    t = traits(text)
    return (
        text.count(",") + text.count("-") >= 2
        and t.digits == 0
        and t.city > 0
        and t.street_words == 0
        and not t.country
    )


def _whole(text: str) -> dict[str, float]:
    t = traits(text)
    codes = [m.group() for m in POSTCODE.finditer(without_years(text)) if sum(c.isdigit() for c in m.group()) >= 4]
    return {
        "has_postcode": float(bool(codes)),
        "has_house": float(bool(_HOUSE.search(without_years(text)))),
        "has_street": float(t.street_words > 0),
        "has_city": float(t.city > 0),
        "has_country": float(t.country),
        "has_region": float(t.region),
        "two_postcodes": float(len(codes) > 1),
        "short": float(t.count < 4 and t.cjk == 0),
        "no_digits": float(t.digits == 0),
    }


def _ends(context: Context, parts: Sequence[Fragment]) -> dict[str, float]:
    """What stands at the run's two ends and what was left out next to them."""
    inside = {part.index for part in parts}
    under = [context.fragments[i] for i in context.below[parts[-1].index] if i not in inside]
    over = [context.fragments[i] for i in context.above[parts[0].index] if i not in inside]
    beside = context.right_of(parts[-1])
    after = [*under[:1], *([beside] if beside and beside.index not in inside else [])]
    after = [f for f in after if not _next_office(parts, f)]
    over = [f for f in over if not (_closes(f.text) and _opens(parts[0].text))]
    t = traits(parts[-1].text)
    early = [traits(part.text) for part in parts[:-2]]
    return {
        "later_office": float(
            any(_closes(f.text) for f in context.fragments[: parts[0].index] if f.index not in inside)
        ),
        "code_early": float(any(e.postcode and not e.street_words for e in early)),
        "country_inside": float(any(traits(part.text).country for part in parts[:-1])),
        "restart": float(sum(_closes(a.text) and _opens(b.text) for a, b in pairwise(parts))),
        "email_gap": float(any(b.span.row - a.span.row > 1 for a, b in pairwise(parts))),
        "ends_in_place": float(t.postcode or t.country or t.city > 0 or t.region),
        "ends_in_comma": float(
            context.fragments[parts[-1].index].text.rstrip().endswith(",") or _raw_comma(context, parts[-1])
        ),
        "starts_with_code": float(bool(POSTCODE.match(parts[0].text))),
        "starts_plain": float(not looks_postal(parts[0].text)),
        "ends_plain": float(not looks_postal(parts[-1].text)),
        "more_below": float(any(_strongly_postal(f.text) for f in after)),
        "more_above": float(any(_strongly_postal(f.text) for f in over[-1:])),
        "weak_below": float(any(looks_postal(f.text) and not _strongly_postal(f.text) for f in after)),
        "weak_above": float(any(looks_postal(f.text) and not _strongly_postal(f.text) for f in over[-1:])),
        "comma_above": float(any(_raw_comma(context, f) for f in over[-1:])),
    }


def _closes(text: str) -> bool:
    """The last line of an address: a country, or a post code behind a town."""
    t = traits(text)
    return t.country or (t.postcode and t.city > 0 and not t.street_words)


def _opens(text: str) -> bool:
    """The first line of an address: a street, a house number, a post box."""
    t = traits(text)
    return t.street_words > 0 or bool(_HOUSE.match(text))


def _raw_comma(context: Context, part: Fragment) -> bool:
    row = context.page.rows[part.span.row].text
    return row[part.span.end :].strip().startswith(",")


def _strongly_postal(text: str) -> bool:
    t = traits(text)
    signs = [
        t.postcode,
        t.street_words > 0,
        t.city > 0,
        t.country,
        t.region,
        bool(_HOUSE.search(without_years(text))),
    ]
    return sum(map(bool, signs)) >= 2 and not titleish(text)


def _spread(parts: Sequence[Fragment]) -> dict[str, float]:
    gaps = [gap_below(a.row, b.row) for a, b in pairwise(parts)]
    heights = [part.row.h for part in parts]
    edges = [_offset(a, b) for a, b in pairwise(parts)]
    return {
        "gap": max(0.0, *gaps, 0.0),
        "uneven": max(heights) / max(1.0, min(heights)) - 1.0,
        "level_moves": float(sum(gap < -0.6 for gap in gaps)),
        "jump": max(
            (max(0.0, b.row.x - a.row.right) / max(a.row.h, 1.0) for a, b in pairwise(parts)),
            default=0.0,
        ),
        "ragged": float(any(edge > 1.5 for edge in edges)),
    }


def _offset(a: Fragment, b: Fragment) -> float:
    """How far two lines are from sharing an edge or the middle, in text heights."""
    apart = min(abs(a.row.x - b.row.x), abs(a.row.right - b.row.right), abs(a.row.middle - b.row.middle))
    return apart / max(a.row.h, 1.0)
