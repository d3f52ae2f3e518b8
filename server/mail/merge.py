"""The `#name#` marks of a text: which there are, and what stands in their place. Pure; a mark is never evaluated."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from difflib import get_close_matches

#: what may stand between two # signs, and what it becomes
FIELDS: Mapping[str, str] = {
    "name": "Given and family name",
    "given": "Given name",
    "family": "Family name",
    "company": "Company",
    "job_title": "Position",
    "rep": "Name of whoever writes",
    "rep_phone": "Her own number, else the organisation's",
    "rep_email": "Her address",
    "organisation": "Your organisation",
    "phone": "Your organisation's number",
    "show": "Where you met",
    "venue": "Hall or city",
    "topic": "What they asked for",
    "links": "The brochures chosen, one a line",
    "unsubscribe": "The link to be left in peace",
}
#: known only when the mail is built: the link belongs to the address it goes to
LATE = frozenset({"unsubscribe"})
_MARK = re.compile(r"#([A-Za-z][A-Za-z0-9_]{0,39})#")
_BEFORE_PUNCTUATION = re.compile(r"[ \t]+(?=[,.;:!?])")
_GAP = re.compile(r"(?<=\S)[ \t]{2,}")


@dataclass(frozen=True, slots=True)
class Filled:
    """A text with its values, and the fields nothing was known for."""

    text: str
    empty: tuple[str, ...] = ()


def marks(text: str) -> list[str]:
    """The fields a text names, each once, in order."""
    return list(dict.fromkeys(name.lower() for name in _MARK.findall(text)))


def unknown(text: str) -> dict[str, str]:
    """Fields of the text that do not exist -> the one that was probably meant."""
    return {name: _nearest(name) for name in marks(text) if name not in FIELDS}


def _nearest(name: str) -> str:
    return get_close_matches(name, FIELDS, n=1, cutoff=0)[0]


def fill(text: str, values: Mapping[str, str], late: Collection[str] = LATE) -> Filled:
    """Put values in place of marks, in one pass: what a value says is never read as a mark again.

    Marks in `late` stay. Where nothing is known the gap is closed; a line of nothing but empty marks is left out.
    """
    lines: list[str] = []
    empty: dict[str, None] = {}
    for line in text.split("\n"):
        missing = [name for name in marks(line) if name not in late and not values.get(name)]
        empty.update(dict.fromkeys(missing))
        filled = _MARK.sub(lambda mark: _value(mark, values, late), line)
        if missing:
            filled = _GAP.sub(" ", _BEFORE_PUNCTUATION.sub("", filled)).rstrip()
        if not missing or any(map(str.isalnum, filled)):
            lines.append(filled)
    return Filled("\n".join(lines), tuple(empty))


def _value(mark: re.Match[str], values: Mapping[str, str], late: Collection[str]) -> str:
    name = mark[1].lower()
    return mark[0] if name in late else values.get(name, "")


def one_line(text: str) -> str:
    """The text without line breaks: a header has one line, whatever a name or subject contains."""
    return " ".join(text.split())
