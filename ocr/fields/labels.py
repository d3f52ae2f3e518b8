"""Words printed before a value that say what it is, in the languages cards are printed in."""

from __future__ import annotations

import re
from functools import cache

from ocr.fields.lexicon import rows_of
from ocr.text import fold

#: Letters that label a value when they stand right before it.
LETTERS = {
    **dict.fromkeys(("t", "p", "o", "d", "w", "b", "tf", "dl"), "work"),
    **dict.fromkeys(("m", "c", "h"), "mobile"),
    "f": "fax",
    "r": "home",
    "e": "email",
    "a": "address",
}
#: Labels that are set with blanks between their letters to fill a column.
_SPACED = frozenset({"tel", "fax", "url", "email"})
PHONE_KINDS = ("work", "mobile", "fax", "home")


@cache
def _table() -> tuple[tuple[str, str], ...]:
    """(role, label word) as the word list has them."""
    rows = (row.split(":", 1) for row in rows_of("labels"))
    return tuple((role, word) for role, words in rows for word in words.strip().split("|"))


def _flexible(label: str) -> str:
    if label in _SPACED:
        return r"\s?".join(label)
    return re.escape(label).replace(r"\ ", r"[\s.]*")


@cache
def _pattern() -> re.Pattern[str]:
    """Any label word; the longest first so that "tel portable" is not read as "tel"."""
    known = sorted({word for _, word in _table()}, key=len, reverse=True)
    return re.compile(r"(?<![^\W_])(?:" + "|".join(_flexible(word) for word in known) + r")(?![^\W\d_])")


@cache
def _roles() -> dict[str, str]:
    roles: dict[str, str] = {}
    for role, word in _table():
        roles.setdefault(re.sub(r"[\s.]+", "", word), role)
    return roles


def folded(text: str) -> str:
    """``text`` folded when that keeps every character's place, else only lower-cased."""
    changed = fold(text)
    return changed if len(changed) == len(text) else text.casefold()


def role_of(word: str) -> str | None:
    """What a label word announces."""
    return _roles().get(re.sub(r"[\s.]+", "", fold(word)))


def labels_in(text: str) -> list[tuple[int, int, str]]:
    """Every label word in ``text``: start, end, role."""
    return [(m.start(), m.end(), role_of(m.group()) or "") for m in _pattern().finditer(folded(text))]


#: What may stand between a label and its value.
BETWEEN = re.compile(
    r"(?:[\s.:：;,=>)\]\-–—_#*'’+/(]|(?i:no|nr|number)\b|n°|º)*(?:[A-Z]{2}\s?(?=\(?\+))?(?:[\s(]*$)?"
)
_LETTER = re.compile(r"(?<![^\W_])([A-Za-z]{1,2})\s*[.:：)\]|/-]*\s*[(+]*$")


def label_before(text: str, at: int) -> str | None:
    """Role of the label that ends right before position ``at`` of ``text``, if there is one."""
    head = text[:at]
    for start, end, role in reversed(labels_in(head)):
        if not BETWEEN.sub("", head[end:], count=1).strip():
            return _doubled(head, start) or role
        break
    letter = _LETTER.search(head)
    return LETTERS.get(letter.group(1).casefold()) if letter else None


def _doubled(head: str, start: int) -> str | None:
    """ "Tel/Fax:" and "Phone & Fax" announce one number that is both: it can be called."""
    earlier = [found for found in labels_in(head[:start]) if found[2] in PHONE_KINDS]
    if earlier and re.fullmatch(r"\W*[/&+,]\W*(?:and|und|et|y|e)?\W*", head[earlier[-1][1] : start]):
        return earlier[-1][2]
    return None


def label_after(text: str, at: int) -> str | None:
    """Role of a label printed behind a number: "(cell)", "- fax", "M"."""
    tail = text[at:]
    found = re.match(r"\s*[(（\[\-–—:/]*\s*([^\W\d_][^\W\d_./]*)\.?\s*[)）\]]?\s*(?=$|[^\w\s]|\s)", tail)
    if not found:
        return None
    word = found.group(1)
    bracketed = tail.lstrip().startswith(("(", "（", "["))
    if not bracketed and re.search(r"\d", tail[found.end() :]):
        return None  # it announces the next number
    if len(word) <= 2 and word < "\u2e80":  # two characters are a whole word in Chinese and Japanese
        alone = not tail[found.end() :].strip()
        return LETTERS.get(word.casefold()) if bracketed or alone else None
    return role_of(word)


def is_only_label(text: str) -> str | None:
    """Role of a row that holds a label and nothing else."""
    bare = re.sub(r"[\s:：.\-–—|/]+$", "", text.strip())
    if len(bare) <= 2:
        return LETTERS.get(bare.casefold())
    return role_of(bare)


def strip_labels(text: str, roles: tuple[str, ...]) -> str:
    """``text`` without a leading label of one of ``roles``."""
    for start, end, role in labels_in(text):
        if role in roles and not re.sub(r"[\W_]", "", text[:start]):
            rest = text[end:]
            if re.match(r"\s*[:：.\-–—]", rest) or not rest.strip():
                return rest.lstrip(" :：.-–—")
        break
    return text
