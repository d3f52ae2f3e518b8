"""Reading the put that phones send all day without marshmallow's walk over every field: half the cost of an edit.

Whatever is not plainly right is left to the schema, so there is one judge of what is wrong and one wording for it.
"""

from collections.abc import Mapping
from typing import Any

from server.leads.merge import RANK


def ordinary_put(raw: Mapping[str, Any]) -> dict[str, Any] | None:
    """What `PutSchema` makes of the operation; None where the schema must look at it.

    Readings (with confidences and boxes) and puts sent again after a restore (with stamps) are not ordinary.
    """
    event, source, capture = raw.get("event"), raw.get("source"), raw.get("capture")
    src, mine, registers = raw.get("src", "human"), raw.get("mine", False), raw.get("set")
    texts_or_none = _text_or_none(event) and _text_or_none(source) and _text_or_none(capture)
    bare = raw.get("conf") is None and raw.get("box") is None and raw.get("stamps") is None
    named = type(src) is str and src in RANK
    if not (texts_or_none and bare and named and type(mine) is bool and type(registers) is dict):
        return None
    return {
        "event": event,
        "src": src,
        "set": registers,
        "mine": mine,
        "source": source,
        "conf": None,
        "box": None,
        "capture": capture,
        "stamps": None,
    }


def _text_or_none(value: Any) -> bool:
    return value is None or type(value) is str
