"""Candidates for the person's name."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ocr.fields.candidates import Candidate, evenness, joined, pieces, shape, single, stacks
from ocr.fields.context import Context, domain_agreement, mail_agreement, own_product
from ocr.fields.fragments import Fragment
from ocr.fields.lexicon import title_heads, word_set
from ocr.fields.traits import Traits, traits
from ocr.text import cjk_share, fold, has_cjk, is_han, letters

_ODD = re.compile(r"[!?;:&/\\|@\d\"()+=%#]")
MOST_WORDS = 6


def name_candidates(context: Context) -> list[Candidate]:
    """Every text that could be a person, with evidence."""
    return [_judged(context, raw) for raw in _raw(context) if _possible(raw.text)]


def _raw(context: Context) -> Iterator[Candidate]:
    for fragment in context.fragments:
        yield single("name", fragment)
        yield from pieces("name", fragment)
        yield from _before_title(fragment)
    for chain in stacks(context, longest=2, height_slack=1.5):
        if all(len(part.text.split()) <= 2 for part in chain):
            yield joined("name", chain)


def _before_title(fragment: Fragment) -> Iterator[Candidate]:
    """ "Ann Lee Sales Manager" or "营业部长 山田太郎": the name ends where the title starts."""
    for match in re.finditer(r"\s+", fragment.text):
        rest = fragment.text[match.end() :]
        head = fragment.text[: match.start()]
        t = traits(rest)
        if t.title_heads and t.title_share > 0.9 and 2 <= len(head.split()) <= 4 and not traits(head).title_heads:
            yield _piece(fragment, 0, match.start())
            break
    if has_cjk(fragment.text) and " " in fragment.text.strip():
        last = fragment.text.rfind(" ") + 1
        yield _piece(fragment, last, len(fragment.text))
        second = fragment.text.rfind(" ", 0, last - 1) + 1
        if second:
            yield _piece(fragment, second, len(fragment.text))


def _piece(fragment: Fragment, start: int, end: int) -> Candidate:
    span = type(fragment.span)(fragment.span.row, fragment.span.start + start, fragment.span.start + end)
    return Candidate("name", fragment.text[start:end], (span,), (fragment,), cut=True)


def _possible(text: str) -> bool:
    tokens = text.split()
    if has_cjk(text):
        return 2 <= letters(text) <= 24
    return letters(text) >= 3 and len(tokens) <= MOST_WORDS + 3 and letters(text) > 0.6 * len(text.replace(" ", ""))


def bare_words(text: str) -> list[str]:
    """The name's own words: no honorifics in front, no degrees behind."""
    head = text.split(",")[0] if len(text.split(",")[0].split()) > 1 or "," not in text else text.replace(",", " ")
    tokens = [
        t.strip(".,()\"'") for t in re.split(r"[\s]+", re.sub(r"\.(?=\w{2,})", ". ", head)) if t.strip(".,()\"'")
    ]
    while len(tokens) > 1 and _is_honorific(tokens[0]):
        tokens = tokens[1:]
    while len(tokens) > 2:
        last, two = (re.sub(r"\W", "", fold("".join(tokens[-n:]))) for n in (1, 2))
        if len(tokens) > 3 and len(two) <= 4 and two in word_set("degrees"):
            tokens = tokens[:-2]
        elif last in word_set("degrees") and not (len(last) == 2 and tokens[-1].istitle()):
            tokens = tokens[:-1]
        else:
            break
    return unglued_name(tokens)


def _is_honorific(token: str) -> bool:
    """ "Dr", "Dr.-Ing": every piece of it is one."""
    pieces = [piece for piece in re.split(r"[.-]+", fold(token)) if piece]
    return bool(pieces) and all(piece in word_set("honorifics") for piece in pieces)


def unglued_name(tokens: list[str]) -> list[str]:
    """ "ROWENAASHDOWN" and "AnnLee": a lost blank between a given and a family name."""
    if len(tokens) != 1 or len(tokens[0]) < 7:
        return tokens
    word, folded = tokens[0], fold(tokens[0])
    camel = re.fullmatch(r"([A-Z][a-z]{2,})([A-Z][a-z]{2,})", word)
    if camel and camel.group(1) not in {"Mac", "Fitz", "Van", "Von"}:
        return [camel.group(1), camel.group(2)]
    if folded in word_set("given_names") or folded in word_set("family_names"):
        return tokens
    for at in range(len(word) - 3, 3, -1):
        if folded[:at] in word_set("given_names") and folded[at:] in word_set("family_names"):
            return [word[:at], word[at:]]
    return tokens


def _judged(context: Context, raw: Candidate) -> Candidate:
    t = traits(raw.text)
    features = {**shape(context, raw), **evenness(raw.parts), **_words(raw.text, t), **_not_a_person(t)}
    agreement = mail_agreement(context, raw.text)
    firm = float(t.company_words > 0 or t.legal or t.abstract > 0 or t.stop_words > 0)
    same = domain_agreement(context, raw.text)
    features |= {
        "mail": agreement * (1.0 - firm),
        "mail_full": float(agreement > 0.95) * (1.0 - firm),
        "mail_firm": agreement * firm,
        "domain": max(same.get("same", 0.0), same.get("holds", 0.0)),
        "domain_part": same.get("part", 0.0) * (1.0 - agreement),
        "own_product": own_product(context, raw.text),
        "two_heights": features["size"] ** 2,
        **_neighbours(context, raw),
    }
    return Candidate(raw.role, raw.text, raw.spans, raw.parts, features, raw.cut)


def _words(text: str, t: Traits) -> dict[str, float]:
    tokens = bare_words(text)
    folded = [fold(token) for token in tokens]
    long = [w for w in folded if len(w) > 1]
    count = max(1, len(long))
    given = sum(w in word_set("given_names") or any(p in word_set("given_names") for p in w.split("-")) for w in long)
    family = sum(w in word_set("family_names") for w in long)
    known = sum(w in word_set("given_names") or w in word_set("family_names") for w in long)
    return {
        "one_word": float(len(tokens) == 1),
        "two_words": float(len(tokens) == 2),
        "three_words": float(len(tokens) == 3),
        "many_words": float(len(tokens) > 4),
        "given": given / count,
        "any_given": float(given > 0),
        "family": family / count,
        "unknown": 1.0 - known / count,
        "first_given": float(bool(long) and long[0] in word_set("given_names")),
        "initial": float(0 < t.initials < max(2, len(tokens)) and len(tokens) > 1),
        "honorific": float(t.honorific and t.count > 1),
        "degree": float(t.degree),
        "lower": float(t.capitalised < 0.5 and t.cjk == 0),
        "all_capitals": float(t.capitals > 0.95 and t.cjk == 0),
        "short": float(t.letters < 5 and t.cjk == 0),
        "long": max(0.0, t.letters - 24) / 10,
        "odd": float(bool(_ODD.search(text))),
        "bad_case": float(any(re.search(r"[a-z][A-Z]{2,}|[a-z]{2}[A-Z][a-z]+[A-Z]", token) for token in tokens)),
        **_cjk(text),
    }


def _cjk(text: str) -> dict[str, float]:
    if not has_cjk(text):
        return {}
    bare = re.sub(r"\s", "", text)
    surnames = word_set("cjk_family_names")
    starts = any(bare[:n] in surnames for n in (1, 2, 3)) and len(bare) > 1
    spaced = bool(re.fullmatch(r"\S{1,3}\s+\S{1,3}", text.strip()))
    return {
        "cjk": cjk_share(text),
        "cjk_surname": float(starts),
        "cjk_length": float(2 <= len(bare) <= 5),
        "cjk_spaced": float(spaced and starts),
        "cjk_han": float(is_han(text)),
        "cjk_long": max(0.0, len(bare) - 5) / 3,
    }


def _not_a_person(t: Traits) -> dict[str, float]:
    count = max(1, t.count)
    return {
        "title_head": float(t.title_heads > 0),
        "title_share": t.title_share,
        "company_word": t.company_words / count,
        "department": float(t.department_words > 0),
        "street": t.street_words / count,
        "stop": t.stop_words / count,
        "abstract": t.abstract / count,
        "city": t.city / count,
        "country": float(t.country),
        "legal": float(t.legal),
        "has_digits": float(t.digits > 0),
        "cjk_title": float(t.cjk_title),
        "cjk_address": float(t.cjk_address > 1),
    }


def _neighbours(context: Context, raw: Candidate) -> dict[str, float]:
    under = [
        context.fragments[i] for i in context.below[raw.parts[-1].index] if i not in {p.index for p in raw.parts}
    ]
    over = [context.fragments[i] for i in context.above[raw.parts[0].index]]
    rest = _rest_of_row(raw)
    return {
        "title_below": float(any(titleish(f.text) for f in under[:1])),
        "title_near": float(any(titleish(f.text) for f in under[1:2])),
        "title_beside": float(titleish(rest)) if rest else 0.0,
        "title_above": float(any(titleish(f.text) for f in over)),
        "smaller_below": float(any(f.row.h < 0.85 * raw.parts[-1].row.h for f in under[:1])),
        "cjk_pair": float(
            any(has_cjk(f.text) != has_cjk(raw.text) and letters(f.text) < 24 for f in [*under[:1], *over])
        ),
    }


def _rest_of_row(raw: Candidate) -> str:
    if not raw.cut:
        return ""
    fragment, span = raw.parts[0], raw.spans[0]
    return fragment.text[span.end - fragment.span.start :].strip(" ,-–/()")


def titleish(text: str) -> bool:
    """A job title by its words alone."""
    t = traits(text)
    strong = t.title_heads > 0 and (t.title_share >= 0.5 or t.words[0] in title_heads()) if t.words else False
    return (strong and not t.legal) or t.cjk_title
