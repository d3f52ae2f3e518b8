"""Splitting a name: honorifics, degrees, family-first and East Asian orders."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ocr.fields.lexicon import word_set
from ocr.fields.names import bare_words
from ocr.text import fold, has_cjk, squash

#: Where the mother's family name follows the father's.
TWO_FAMILY_NAMES = frozenset("ES MX AR CL CO PE EC UY VE BO PY CR GT HN NI PA SV DO CU".split())


@dataclass(frozen=True, slots=True)
class Person:
    """A name in full, and its two halves where they can be told."""

    full: str
    given: str
    family: str


def split_name(printed: str, mail_locals: Sequence[str] = (), countries: Sequence[str] = ()) -> Person:
    """Given and family name of a printed name. The full name keeps the printed order.

    ``countries`` (ISO, most likely first) tell where people carry two family names.
    """
    if has_cjk(printed):
        return _east_asian(printed)
    comma = re.fullmatch(r"\s*([A-ZÀ-Ý][\w'’ -]+),\s*([A-ZÀ-Ý][\w'’. -]+)", printed)
    if (
        comma
        and len(comma.group(1).split()) == 1
        and fold(comma.group(2).split()[0].strip(".")) in word_set("given_names")
    ):
        return Person(f"{comma.group(2)} {comma.group(1)}", comma.group(2).split()[0], comma.group(1))
    tokens = bare_words(printed)
    full = _full(printed, tokens)
    if len(tokens) < 2:
        return Person(full, tokens[0] if tokens else "", "")
    if _family_first(tokens, mail_locals):
        return Person(full, " ".join(tokens[1:]), tokens[0])
    start = len(tokens) - 1
    while start > 1 and fold(tokens[start - 1]) in word_set("particles"):
        start -= 1
    if countries and countries[0] in TWO_FAMILY_NAMES and start > 1:
        start = _two_family_names(tokens, start)
    return Person(full, tokens[0], " ".join(tokens[start:]))


def _two_family_names(tokens: Sequence[str], start: int) -> int:
    """ "María Robles Pardo": the word before the last family name is one too unless it is a second given name."""
    word = fold(tokens[start - 1])
    given = word in word_set("given_names") and word not in word_set("family_names")
    return start if given or fold(tokens[start - 1]) in word_set("particles") else start - 1


def _full(printed: str, tokens: Sequence[str]) -> str:
    """The printed text from the first to the last name word, with its dots."""
    if not tokens:
        return printed.strip()
    if len(tokens) == 2 and "".join(tokens) in printed:
        return " ".join(tokens)
    start = printed.find(tokens[0])
    end = printed.rfind(tokens[-1]) + len(tokens[-1])
    kept = printed[max(0, start) : end] if end > start else printed
    if end < len(printed) and printed[end] == "." and len(tokens[-1]) == 1:
        kept += "."
    return re.sub(r"\s+", " ", kept).strip(" ,;-")


def _family_first(tokens: Sequence[str], mail_locals: Sequence[str]) -> bool:
    """ "NGUYEN Van An", "Nagy László": capitals on the first word only, or both lists agree and the mail too."""
    if len(re.sub(r"\W", "", tokens[0])) < len(tokens[0]) or len(tokens[0]) < 3:
        return False
    if tokens[0].isupper() and not any(token.isupper() and len(token) > 2 for token in tokens[1:]):
        return True
    first, last = fold(tokens[0]), fold(tokens[-1])
    turned = first in word_set("family_names") and first not in word_set("given_names")
    turned = turned and last in word_set("given_names") and last not in word_set("family_names")
    ordered = any(squash(local).startswith((squash(first + last), first[0] + squash(last))) for local in mail_locals)
    return turned and not ordered


def _east_asian(printed: str) -> Person:
    """Family name first; without a blank the longest known family name is cut off."""
    text = re.sub(r"[（(].*?[)）]", "", printed).strip()
    latin = re.sub(r"[^\x00-\u024f]", "", text).strip()
    text = re.sub(r"[A-Za-z.]+", "", text).strip() if len(latin) > 2 else text
    parts = text.replace("\u3000", " ").split()
    if len(parts) == 2:
        return Person(text, parts[1], parts[0])
    bare = "".join(parts)
    known = next((n for n in (3, 2, 1) if bare[:n] in word_set("cjk_family_names") and len(bare) > n), None)
    cut = known or (2 if len(bare) >= 4 else 1)
    return Person(text if len(parts) <= 2 else bare, bare[cut:], bare[:cut])
