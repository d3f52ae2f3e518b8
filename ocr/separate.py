"""Several cards in one picture: whose lines are whose.

A straight cut through blank ground divides the lines where both sides read as a card of their own (a person,
and a mail address or phone that the other side has not) and either the border of a card is seen between them
or both persons have a mailbox of their name. A single card must never fall apart: any doubt keeps it whole.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median

from ocr.fields.context import Context, mail_agreement
from ocr.geometry import height, turned
from ocr.ground import Ground, Strip
from ocr.model import Box, Code, Line, ReadOptions
from ocr.reading import context_of, fields_of

#: Cards lie at any angle; blank ground between two of them is looked for every so many degrees.
STEP_DEGREES = 5
#: Blank ground between two cards, in typical line heights: two printed margins, at the least.
LEAST_GAP = 2.0
#: Cuts that pass the quick test and are read on both sides; the widest come first.
MOST_TRIALS = 8
#: More cards than this on one picture are a table full of them.
MOST_CARDS = 8
#: How sure the person on each side must be, without and with a mail address made of the name.
SURE_PERSON, AGREED_PERSON = 0.8, 0.5
#: Share of a mailbox made of the name from which the two belong together.
AGREES = 0.6

#: A cut is the better the surer these are on both sides of it.
TELLING = frozenset({"name", "job_title", "company", "address"})

Lines = tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Cut:
    """Blank ground between two groups of line numbers, ``gap`` line heights wide."""

    gap: float
    one: frozenset[int]
    other: frozenset[int]
    ground: Strip


@dataclass(frozen=True, slots=True)
class Side:
    """Whose card one side of a cut is: confidences summed, the person, whether a mailbox is made of the name."""

    worth: float
    person: str
    agreed: bool


def separate(lines: Sequence[Line], ground: Ground, whole: Context, options: ReadOptions, engine: str) -> list[Lines]:
    """The lines of each card, in no order; one group when there is no clear evidence of more.

    ``whole`` is the context of all lines; ``engine`` picks the calibration of its confidences.
    """
    waiting: list[tuple[Lines, Context | None]] = [(tuple(lines), whole)]
    done: list[Lines] = []
    while waiting:
        group, known = waiting.pop()
        room = len(waiting) + len(done) + 1 < MOST_CARDS
        parts = _halves(group, ground, known or context_of(group, options), options, engine) if room else None
        if parts is None:
            done.append(group)
        else:
            waiting += [(part, None) for part in parts]
    return done


def main_first(groups: Sequence[Lines], size: tuple[int, int]) -> list[Lines]:
    """The card that was meant comes first: large, and near the middle of the picture."""

    def meant(group: Lines) -> float:
        box = Box.around(line.box for line in group)
        away = abs((box.x + box.w / 2) / size[0] - 0.5) + abs((box.y + box.h / 2) / size[1] - 0.5)
        return box.w * box.h * (1 - away)

    return sorted(groups, key=meant, reverse=True) if len(groups) > 1 else list(groups)


def shared_out(codes: Sequence[Code], groups: Sequence[Lines]) -> list[tuple[Code, ...]]:
    """For each group of lines the codes printed among or nearest to them."""
    own: list[list[Code]] = [[] for _ in groups]
    for code in codes:
        own[min(range(len(groups)), key=lambda i: _away(groups[i], code.box))].append(code)
    return [tuple(some) for some in own]


def _away(group: Lines, box: Box | None) -> float:
    if box is None or not group:
        return 0.0
    x, y = box.x + box.w / 2, box.y + box.h / 2
    around = Box.around(line.box for line in group)
    return max(around.x - x, 0, x - around.x - around.w) + max(around.y - y, 0, y - around.y - around.h)


def _halves(
    lines: Lines, ground: Ground, whole: Context, options: ReadOptions, engine: str
) -> tuple[Lines, Lines] | None:
    """The two sides of the best cut, or None when this is one card."""
    reach = _reach(whole)
    if len(reach) < 2:
        return None
    likely = sorted((cut for cut in _cuts(lines) if _apart(cut, reach)), key=lambda cut: -cut.gap)
    best: tuple[tuple[bool, float], tuple[Lines, Lines]] | None = None
    for cut in likely[:MOST_TRIALS]:
        sides = _chosen(lines, cut.one), _chosen(lines, cut.other)
        one, other = (_side(side, options, engine) for side in sides)
        if one is None or other is None or one.person.casefold() == other.person.casefold():
            continue
        border = ground.has_border(cut.ground)
        worth = border, one.worth + other.worth
        if (border or (one.agreed and other.agreed)) and (best is None or worth > best[0]):
            best = worth, sides
    return best[1] if best else None


def _chosen(lines: Lines, numbers: frozenset[int]) -> Lines:
    return tuple(line for i, line in enumerate(lines) if i in numbers)


def _reach(context: Context) -> list[frozenset[int]]:
    """For each mail address and phone, the numbers of all lines it is printed on."""
    rows = context.page.rows
    found = (*context.exact.emails, *context.exact.phones)
    return [frozenset(rows[span.row].line for span in (*one.spans, *one.echoes)) for one in found]


def _apart(cut: Cut, reach: Sequence[frozenset[int]]) -> bool:
    """True when each side has a mail or phone of its own and none is printed on both: front and back agree."""
    whole = all(lines <= cut.one or lines <= cut.other for lines in reach)
    return whole and any(lines <= cut.one for lines in reach) and any(lines <= cut.other for lines in reach)


def _cuts(lines: Lines) -> Iterator[Cut]:
    """Every way to divide the lines by a straight cut through blank ground, each once."""
    unit = max(1.0, median(height(line.quad) for line in lines))
    widest: dict[frozenset[int], Cut] = {}
    for degrees in range(0, 180, STEP_DEGREES):
        for cut in _cuts_across(lines, degrees, unit):
            before = widest.get(cut.one)
            if before is None or before.gap < cut.gap:
                widest[cut.one] = cut
    yield from widest.values()


def _cuts_across(lines: Lines, degrees: int, unit: float) -> Iterator[Cut]:
    """The gaps met when going through the picture in one direction."""
    placed = [[turned(point, -degrees) for point in line.quad] for line in lines]
    first, last = ([end(x for x, _ in quad) for quad in placed] for end in (min, max))
    order = sorted(range(len(lines)), key=lambda i: first[i])
    reached = last[order[0]]
    for position, number in enumerate(order[1:], start=1):
        if first[number] - reached >= LEAST_GAP * unit:
            sides = frozenset(order[:position]), frozenset(order[position:])
            heights = [[y for i in side for _, y in placed[i]] for side in sides]
            ground = Strip(degrees, reached, first[number], *_shared(*heights))
            one, other = sides if 0 in sides[0] else sides[::-1]
            yield Cut((first[number] - reached) / unit, one, other, ground)
        reached = max(reached, last[number])


def _shared(one: Sequence[float], other: Sequence[float]) -> tuple[float, float]:
    """The length along which two sides face each other; of the shorter side when they do not."""
    top, bottom = max(min(one), min(other)), min(max(one), max(other))
    if top < bottom:
        return top, bottom
    shorter = min(one, other, key=lambda side: max(side) - min(side))
    return min(shorter), max(shorter)


def _side(lines: Lines, options: ReadOptions, engine: str) -> Side | None:
    """Whose card this side is; None when it is nobody's for sure."""
    context = context_of(lines, options)
    fields = fields_of(context, engine)
    name = next((field for field in fields if field.name == "name"), None)
    if name is None:
        return None
    agreed = mail_agreement(context, name.value) >= AGREES
    if name.confidence < (AGREED_PERSON if agreed else SURE_PERSON):
        return None
    return Side(sum(field.confidence for field in fields if field.name in TELLING), name.value, agreed)
