"""Candidates for the company: legal name, logo lettering, stacked lines."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ocr.fields.candidates import Candidate, evenness, joined, loose_ends, pieces, shape, single, stacks
from ocr.fields.context import Context, domain_agreement, mail_agreement, own_product
from ocr.fields.fragments import Fragment
from ocr.fields.lexicon import legal_form
from ocr.fields.names import titleish
from ocr.fields.traits import Traits, is_department, traits
from ocr.text import fold, has_cjk, letters, squash, words


def company_candidates(context: Context) -> list[Candidate]:
    """Every text that could be the firm, with evidence."""
    raw = [
        c
        for c in _raw(context)
        if letters(c.text) >= 2 and len(c.text) <= 100 and letters(c.text) > 0.5 * len(c.text.replace(" ", ""))
    ]
    return [_judged(context, candidate) for candidate in raw]


def _raw(context: Context) -> Iterator[Candidate]:
    for fragment in context.fragments:
        yield single("company", fragment)
        yield from pieces("company", fragment)
    for chain in stacks(context, longest=4, height_slack=2.6):
        yield joined("company", chain)


def _judged(context: Context, raw: Candidate) -> Candidate:
    t = traits(raw.text)
    features = {
        **shape(context, raw),
        **evenness(raw.parts),
        **loose_ends(context, raw),
        **_words(raw.text, t),
        **_not_a_company(context, raw, t),
        **_agreement(context, raw),
        **_edges(context, raw),
        "known": _known(context, raw.text),
        "own_product": own_product(context, raw.text),
    }
    return Candidate(raw.role, raw.text, raw.spans, raw.parts, features, raw.cut)


def _words(text: str, t: Traits) -> dict[str, float]:
    form = legal_form(text)
    count = max(1, t.count)
    last = t.words[-1] if t.words else ""
    return {
        "legal": float(form is not None),
        "legal_end": float(form is not None and not text[form[1] :].strip(" .,)")),
        "legal_only": float(form is not None and letters(text[: form[0]] + text[form[1] :]) < 2),
        "company_word": float(t.company_words > 0),
        "company_share": t.company_words / count,
        "last_company_word": float(last in _company_words()),
        "one_word": float(t.count == 1),
        "many_words": max(0.0, t.count - 5) / 3,
        "all_capitals": float(t.capitals > 0.95 and t.cjk == 0),
        "lower": float(t.capitalised < 0.3 and t.cjk == 0),
        "short": float(t.letters <= 3),
        "cjk": t.cjk,
        "camel": float(bool(re.search(r"[a-z][A-Z]", text))),
    }


def _company_words() -> frozenset[str]:
    from ocr.fields.lexicon import word_set

    return word_set("company_words")


def _not_a_company(context: Context, raw: Candidate, t: Traits) -> dict[str, float]:
    count = max(1, t.count)
    return {
        "title_head": float(t.title_heads > 0),
        "title_share": t.title_share,
        "names": (t.given + t.family) / (2 * count),
        "mail": mail_agreement(context, raw.text),
        "department": float(t.department_words > 0),
        "part_of_firm": float(is_department(raw.text)),
        "street": t.street_words / count,
        "abstract": t.abstract / count,
        "stop": t.stop_words / count,
        "stop_only": float(t.stop_words > 0 and t.company_words == 0 and not t.legal),
        "city": t.city / count,
        "country": float(t.country),
        "has_digits": float(t.digits > 0),
        "many_digits": float(t.digits > 3),
        "sentence": float(bool(re.search(r"[!?…]|\.{2,}|\w\.\s+[A-Z]\w+\s+\w+\s+\w+", raw.text))),
        "list": float(len(re.findall(r"[,/•*]|\s[-–]\s", raw.text)) >= 2),
        "cjk_title": float(t.cjk_title),
        "article": float(bool(t.words) and t.words[0] in _ARTICLES and t.count > 2),
        "article_part": float(any(_starts_sentence(part.text) for part in raw.parts[1:])),
        "stop_part": max((_sentence_share(part.text) for part in raw.parts), default=0.0)
        if len(raw.parts) > 1
        else 0.0,
        "address_label": float(raw.parts[0].label == "address"),
    }


_ARTICLES = frozenset(
    "a an ein eine un une una uno um uma een the your our ihr ihre votre il la le member part division unit".split()
)


def _starts_sentence(text: str) -> bool:
    found = traits(text).words
    return len(found) > 2 and found[0] in _ARTICLES


def _sentence_share(text: str) -> float:
    t = traits(text)
    return t.stop_words / t.count if t.count > 2 and not t.legal else 0.0


def _agreement(context: Context, raw: Candidate) -> dict[str, float]:
    """Evidence from the domains, for the core of the name without its legal form."""
    form = legal_form(raw.text)
    core = raw.text[: form[0]] if form and form[0] > 1 else raw.text
    agreement = {f"domain_{key}": value for key, value in domain_agreement(context, core).items()}
    best = max(agreement.values(), default=0.0)
    others = [f for f in context.fragments if f not in raw.parts]
    mine = squash(core)
    echoed = any(len(mine) >= 3 and mine in squash(f.text) for f in others)
    echoes = any(len(squash(f.text)) >= 3 and squash(f.text) in mine for f in others)
    agreement["free_mail"] = max((_of_local(local, mine) for local in context.free_locals), default=0.0)
    return agreement | {
        "no_domain": float(best < 0.5 and bool(context.domain_names)),
        "echoed": float(echoed),
        "echoes": float(echoes),
    }


def _of_local(local: str, mine: str) -> float:
    """Firms without a domain call their free mailbox after themselves."""
    if len(local) < 4 or len(mine) < 4:
        return 0.0
    if mine in local:
        return len(mine) / len(local)
    return 1.0 if local in mine else 0.0


def _edges(context: Context, raw: Candidate) -> dict[str, float]:
    """Whether the value seems to go on above or below: a like neighbour that was left out."""
    inside = {part.index for part in raw.parts}
    first, last = raw.parts[0], raw.parts[-1]
    over = [context.fragments[i] for i in context.above[first.index] if i not in inside]
    under = [context.fragments[i] for i in context.below[last.index] if i not in inside]
    form = legal_form(raw.text)
    return {
        "left_out_above": max((_like(f, first) for f in over), default=0.0),
        "left_out_below": max((_like(last, f) for f in under), default=0.0),
        "legal_below": float(form is None and any(legal_form(f.text) for f in under)),
        "address_below": float(any(_addressish(f.text) for f in under[:1])),
        "title_above": float(any(titleish(f.text) for f in over)),
        "title_below": float(any(titleish(f.text) for f in under)),
        "form_inside": float(any(legal_form(part.text) is not None for part in raw.parts[:-1])),
        "title_inside": float(len(raw.parts) > 1 and any(titleish(part.text) for part in raw.parts)),
        "address_inside": float(len(raw.parts) > 1 and any(_addressish(part.text) for part in raw.parts)),
        "script_mix": float(len({has_cjk(part.text) for part in raw.parts}) > 1),
        "descriptor_left_out": float(any(_describes(f, first) for f in [*over[-1:], *under[:1]])),
        "descriptor_joined": float(len(raw.parts) > 1 and any(_describes(part, first) for part in raw.parts[1:])),
        "repeats": _repeats(raw),
        "domain_and_more": float(
            len(raw.parts) > 1 and form is None and any(squash(p.text) in context.domain_names for p in raw.parts)
        ),
    }


def _like(upper: Fragment, lower: Fragment) -> float:
    """1 for the same height and case, falling with the difference."""
    ratio = min(upper.row.h, lower.row.h) / max(upper.row.h, lower.row.h)
    same_case = upper.text.isupper() == lower.text.isupper()
    plain = (
        not titleish(lower.text)
        and not titleish(upper.text)
        and not traits(lower.text).digits
        and not traits(upper.text).digits
    )
    return max(0.0, (ratio - 0.7) / 0.3) * (1.0 if same_case else 0.5) * float(plain)


def _describes(line: Fragment, brand: Fragment) -> bool:
    """A line of trade words near a brand belongs to its name: "The Quill" over "TEA ROOM"."""
    t = traits(line.text)
    trade = t.company_words >= max(1, t.count / 2) and t.count <= 5
    return trade and not (t.title_heads or t.digits or t.street_words) and line.row.h >= 0.35 * brand.row.h


def _addressish(text: str) -> bool:
    t = traits(text)
    return t.digits > 0 and (t.street_words > 0 or t.postcode or t.city > 0)


def _repeats(raw: Candidate) -> float:
    """Share of words printed twice inside a joined value: a logo glued to the legal name."""
    tokens = [w for w in words(raw.text) if len(w) > 2]
    return 1.0 - len(set(tokens)) / len(tokens) if tokens and len(raw.parts) > 1 else 0.0


def _known(context: Context, text: str) -> float:
    """A company of earlier leads, or the one that earlier leads had at this domain."""
    mine = squash(text)
    if any(mine == squash(company) for company in context.lexicon.companies):
        return 1.0
    expected = {
        squash(company)
        for domain, company in context.lexicon.domains.items()
        if squash(fold(domain).split(".")[0]) in context.domain_names
    }
    return float(mine in expected)
