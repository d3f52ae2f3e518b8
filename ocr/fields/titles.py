"""Candidates for the job title and, from what follows it, the department."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ocr.fields.candidates import Candidate, evenness, joined, loose_ends, pieces, shape, single, stacks
from ocr.fields.context import Context, domain_agreement, mail_agreement
from ocr.fields.fragments import Fragment
from ocr.fields.lexicon import title_heads
from ocr.fields.names import titleish
from ocr.fields.traits import Traits, is_department, traits
from ocr.text import has_cjk, letters


def title_candidates(context: Context) -> list[Candidate]:
    """Every text that could be a job title, with evidence."""
    return [_judged(context, raw) for raw in _raw(context) if letters(raw.text) >= 2 and len(raw.text) <= 90]


def _raw(context: Context) -> Iterator[Candidate]:
    for fragment in context.fragments:
        yield single("title", fragment)
        yield from pieces("title", fragment)
        yield from _after_name(fragment)
        yield from _before_cjk_name(fragment)
    for chain in stacks(context, longest=3, height_slack=1.35):
        titled = any(traits(part.text).title_heads or traits(part.text).cjk_title for part in chain)
        if titled and not any(is_department(part.text) for part in chain[1:]):
            yield joined("title", chain)


def _after_name(fragment: Fragment) -> Iterator[Candidate]:
    """ "Ann Lee Sales Manager": the title starts at its first title word."""
    heads = traits(fragment.text)
    if not heads.title_heads or heads.given + heads.family == 0:
        return
    position = 0
    for token in fragment.text.split(" ")[:-1]:
        position += len(token) + 1
        t = traits(fragment.text[position:])
        if t.title_share > 0.9 and t.title_heads:
            span = type(fragment.span)(fragment.span.row, fragment.span.start + position, fragment.span.end)
            yield Candidate("title", fragment.text[position:], (span,), (fragment,), cut=True)
            return


def _before_cjk_name(fragment: Fragment) -> Iterator[Candidate]:
    """ "営業部長 山田 太郎": titles stand before the name on the same line."""
    if not has_cjk(fragment.text):
        return
    for match in re.finditer(r"\s+", fragment.text):
        text = fragment.text[: match.start()]
        if traits(text).cjk_title:
            span = type(fragment.span)(fragment.span.row, fragment.span.start, fragment.span.start + match.start())
            yield Candidate("title", text, (span,), (fragment,), cut=True)


def _judged(context: Context, raw: Candidate) -> Candidate:
    t = traits(raw.text)
    agreement = domain_agreement(context, raw.text)
    features = {
        **shape(context, raw),
        **evenness(raw.parts),
        **loose_ends(context, raw),
        **_words(raw.text, t),
        **_not_a_title(t),
        "mail": mail_agreement(context, raw.text),
        "domain": max(agreement.get("same", 0.0), agreement.get("holds", 0.0)),
        **_neighbours(context, raw),
    }
    return Candidate(raw.role, raw.text, raw.spans, raw.parts, features, raw.cut)


def _words(text: str, t: Traits) -> dict[str, float]:
    parts_with_head = text.count(",") + 1
    return {
        "head": float(t.title_heads > 0),
        "heads": min(3.0, float(t.title_heads)),
        "share": t.title_share,
        "all": float(t.title_share > 0.95 and t.title_heads > 0),
        "first_head": float(bool(t.words) and t.words[0] in title_heads()),
        "last_head": float(bool(t.words) and t.words[-1] in title_heads()),
        "one_word": float(t.count == 1),
        "many_words": max(0.0, t.count - 5) / 3,
        "lower": float(t.capitalised < 0.3 and t.cjk == 0),
        "all_capitals": float(t.capitals > 0.95 and t.cjk == 0),
        "commas": float(parts_with_head - 1),
        "cjk_title": float(t.cjk_title),
        "cjk": t.cjk,
    }


def _not_a_title(t: Traits) -> dict[str, float]:
    count = max(1, t.count)
    return {
        "company_word": t.company_words / count,
        "department": float(t.department_words > 0),
        "names": (t.given + t.family) / (2 * count),
        "street": t.street_words / count,
        "abstract": t.abstract / count,
        "stop": t.stop_words / count,
        "city": t.city / count,
        "country": float(t.country),
        "legal": float(t.legal),
        "has_digits": float(t.digits > 0),
        "long_digits": float(t.digits > 3),
    }


def _neighbours(context: Context, raw: Candidate) -> dict[str, float]:
    parts = {part.index for part in raw.parts}
    over = [context.fragments[i] for i in context.above[raw.parts[0].index] if i not in parts]
    under = [context.fragments[i] for i in context.below[raw.parts[-1].index] if i not in parts]
    mine = raw.parts[0].row.h
    return {
        "name_above": max((_nameish(context, f.text) for f in over), default=0.0),
        "bigger_above": float(any(f.row.h > 1.12 * mine for f in over)),
        "name_below": max((_nameish(context, f.text) for f in under), default=0.0),
        "title_above": float(any(titleish(f.text) for f in over)),
        "title_below": float(any(titleish(f.text) for f in under)),
        "title_inside": sum(titleish(part.text) for part in raw.parts) / len(raw.parts),
        "first_is_title": float(titleish(raw.parts[0].text)),
        "cut_beside_name": _nameish(context, _rest(raw)) if raw.cut else 0.0,
        "cut_beside_words": float(raw.cut and _nameish(context, _rest(raw)) < 0.3),
    }


def _rest(raw: Candidate) -> str:
    """What the fragment holds besides the candidate's piece of it."""
    fragment, span = raw.parts[0], raw.spans[0]
    start, end = span.start - fragment.span.start, span.end - fragment.span.start
    return f"{fragment.text[:start]} {fragment.text[end:]}".strip(" ,-–—/()|")


def _nameish(context: Context, text: str) -> float:
    """How much a neighbouring text looks like a person (0..1)."""
    t = traits(text)
    if t.digits or t.legal or t.title_heads or not t.words or t.count > 5:
        return 0.0
    listed = min(1.0, (t.given + t.family) / (2 * t.count) + 0.2)
    return max(mail_agreement(context, text), 0.8 * listed)
