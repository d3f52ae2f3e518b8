"""E-mail addresses, with the repairs that print and OCR need."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from rapidfuzz.distance import Levenshtein

from ocr.fields import domains
from ocr.fields.found import Found, Span
from ocr.fields.labels import labels_in
from ocr.fields.lexicon import word_set
from ocr.layout import Row, stacked

_AT = r"(?:@|\s?\(at\)\s?|\s?\[at\]\s?|©|®(?=\w+\.))"
_MAIL = re.compile(
    rf"([\w.+&'’-]*\w[\w.+-]*)\s?{_AT}\s?([\w-]+(?:\s?[.,]\s?[\w-]+)*\s?[.,]\s?[A-Za-z]{{2,}})", re.IGNORECASE
)
_OPEN_END = re.compile(rf"([\w.+-]+\s?{_AT}\s?[\w.-]*)$")
_GLUED_LABEL = re.compile(r"^(?:e-?mail|mail|eml|email-?id)[.:_-]?(?=\w)", re.IGNORECASE)


def find_emails(rows: Sequence[Row]) -> list[Found]:
    """All addresses of the card, each once, in reading order."""
    found: list[Found] = []
    for index, row in enumerate(rows):
        found.extend(_in_row(index, row))
    found.extend(_over_two_rows(rows, found))
    kept: list[Found] = []
    for mail in found:
        at = next((i for i, other in enumerate(kept) if _same(mail.value, other.value)), None)
        if at is None:
            kept.append(mail)
        else:
            kept[at] = replace(kept[at], echoes=kept[at].echoes + mail.spans)
    return kept


def _same(a: str, b: str) -> bool:
    """Equal, or one reading of a doubled line with a single misread letter."""
    a, b = a.casefold(), b.casefold()
    local_a, _, host_a = a.partition("@")
    local_b, _, host_b = b.partition("@")
    near = (
        len(local_a) > 4 and local_a.isalpha() and local_b.isalpha() and Levenshtein.distance(local_a, local_b) == 1
    )
    return a == b or (host_a == host_b and near)


def _in_row(index: int, row: Row) -> Iterator[Found]:
    for match in _MAIL.finditer(row.text):
        start, local = _without_label(row.text, match.start(1), match.group(1))
        start, local = _with_lost_underscore(row.text, start, local)
        host, length = repaired_host(match.group(2))
        if local and host:
            end = match.start(2) + length
            exact = row.text[start:end].replace(" ", "") == f"{local}@{host}"
            yield Found("email", f"{local}@{host}", (Span(index, start, end),), 0.97 if exact else 0.85, "pattern")


def _over_two_rows(rows: Sequence[Row], found: Sequence[Found]) -> Iterator[Found]:
    """An address broken after its "@" or a dot, continued in the row below."""
    taken = {span.row for mail in found for span in mail.spans}
    for i, upper in enumerate(rows):
        head = _OPEN_END.search(upper.text)
        if i in taken or not head:
            continue
        for j, lower in enumerate(rows):
            tail = re.match(r"\s*([\w.-]+)", lower.text)
            if j == i or not tail or not stacked(upper, lower):
                continue
            whole = _MAIL.fullmatch((head.group(1) + tail.group(1)).replace(" ", ""))
            host = repaired_host(whole.group(2))[0] if whole else ""
            if whole and host:
                start, local = _without_label(upper.text, head.start(), whole.group(1))
                spans = (Span(i, start, len(upper.text)), Span(j, tail.start(1), tail.end(1)))
                yield Found("email", f"{local}@{host}", spans, 0.85, "two-rows")
                break


def _without_label(text: str, start: int, local: str) -> tuple[int, str]:
    """Cut a label word glued to the local part: "Email:ann", "E-mailann"."""
    cut = _GLUED_LABEL.match(local)
    if cut and len(local) > cut.end() + 1:
        return start + cut.end(), local[cut.end() :]
    dashed = re.match(r"[eE][-_.](?=\w{3,})", local)
    if dashed and start == 0 and not labels_in(text[:start]) and local[0].isupper() and local[2:3].islower():
        return start + dashed.end(), local[dashed.end() :]
    trimmed = local.lstrip(".-'’+&")
    return start + len(local) - len(trimmed), trimmed


def _with_lost_underscore(text: str, start: int, local: str) -> tuple[int, str]:
    """An underscore is easily read as a blank: "ann 2000@web.de" alone on its row is one address."""
    head = text[:start].strip()
    if local[:1].isdigit() and re.fullmatch(r"[A-Za-z][\w.-]*", head) and not labels_in(head):
        return 0, f"{head}_{local}"
    return start, local


def repaired_host(printed: str) -> tuple[str, int]:
    """A host without blanks and with dots for commas, cut after the last suffix that exists.

    Returns the host ("" when there is none) and how many printed characters it covers.
    """
    pieces = list(re.finditer(r"[\w-]+", printed))
    for count in range(len(pieces), 1, -1):
        host = ".".join(piece.group() for piece in pieces[:count])
        spaced = any(_gap(printed, a, b) for a, b in pairwise(pieces[:count]))
        if not domains.is_domain(host) or (spaced and not _believable(pieces[count - 1].group())):
            continue
        return host, pieces[count - 1].end()
    return "", 0


def _gap(printed: str, left: re.Match[str], right: re.Match[str]) -> bool:
    between = printed[left.end() : right.start()]
    return between != "."


def _believable(suffix: str) -> bool:
    return suffix.casefold() in word_set("common_suffixes") and not suffix[0].isupper()
