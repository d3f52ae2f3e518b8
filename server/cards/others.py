"""Further cards on one picture: kept with the reading, so that each can become a lead of its own."""

from typing import Any

from ocr import Box, CardReading, Field
from server.cards.mapping import Seen, Source, registers_of


def others_on(reading: CardReading) -> list[dict[str, Any]]:
    """What stands on each further card: `set` registers, `conf` 0..1 per register, `box` [x, y, w, h] of the card.

    Cards without a single field are left out.
    """
    return [_other(card) for card in reading.others if card.fields]


def _other(card: CardReading) -> dict[str, Any]:
    seen = [_seen(field) for field in card.fields]
    registers = registers_of([Source("", seen)])
    return {
        "set": {name: machine.value for name, machine in registers.items()},
        "conf": {name: machine.conf for name, machine in registers.items() if machine.conf is not None},
        "box": _around(card),
    }


def _seen(field: Field) -> Seen:
    # downwards: 0.897 must not be shown as sure
    return Seen(field.name, field.value, int(field.confidence * 100) / 100, None, field.kind, field.e164)


def _around(card: CardReading) -> list[int] | None:
    """The place of everything printed on the card, in pixels of the stored picture."""
    boxes = [line.box for line in card.lines] or [field.box for field in card.fields if field.box]
    if not boxes:
        return None
    corners = [corner for box in boxes for corner in ((box.x, box.y), (box.x + box.w, box.y + box.h))]
    around = Box.of_points(corners)
    return [around.x, around.y, around.w, around.h]
