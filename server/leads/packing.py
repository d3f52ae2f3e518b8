"""The lead document as it is stored and pulled: what follows from the rest is left out (docs/sync.md). Pure.

A document has some ten kilobytes, most of it a plan of a dozen steps that say the same things again and again. Packed
it has a third of that, and a phone reads it, a server writes and sends it, in a third of the time. The plan stands at
its end, under a key of its own, so that whoever only edits a field need not read it.
"""

from collections.abc import Mapping, MutableMapping
from typing import Any

#: stands in a row for what is usual there: the owner of the lead, the purpose its key names, the reason of its code
USUAL = 0
#: how rows mostly end, after the state of the step or clock; what is so is left out
STEP_END = (USUAL, USUAL, USUAL, USUAL, False, None, None)
CLOCK_END = (USUAL, None, "", False)
#: What a key holds that a packed document leaves out. Lists and objects are made anew for every document.
SCALARS: Mapping[str, Any] = {
    "event": None,
    "owner": None,
    "owner_since": None,
    "owner_how": None,
    "owner_why": None,
    "acting": None,
    "acting_until": None,
    "acting_why": None,
    "escalation": None,
    "ladder_at": None,
    "class": None,
    "class_override": None,
    "kind": None,
    "sales_ready": False,
    "status": 1,
    "track": "active",
    "wake_at": None,
    "outcome": None,
    "outcome_reason": None,
    "objection": None,
    "competitor": None,
    "process_clean": None,
    "closed_at": None,
    "closed_by": None,
    "closed_early": False,
    "customer_since": None,
    "pool_since": None,
    "track_since": None,
    "status_why": None,
    "status_override": None,
    "qualified_at": None,
    "qualified_by": None,
    "plan": None,
    "plan_from": None,
    "round": 1,
    "reopen_status": 1,
    "mine": False,
}
LISTS = (
    "class_why",
    "touches",
    "notes",
    "captures",
    "readings",
    "assignments",
    "promises",
    "requests",
    "consents",
    "dnc",
    "quotes",
    "sales",
    "conflicts",
)
OBJECTS = ("fields", "origin", "suppressed", "flags")
#: the key of the plan in a packed document, always its last; no field can be called so
PLAN = "~plan"
_JOINT = f',"{PLAN}":'
#: every field that `origin` does not name has the first of its rows
ROWS = "*"
_NEXT = ("id", "channel", "purpose", "due_at")
_STEP = frozenset(
    (
        *("id", "owner", "key", "origin", "channel", "purpose", "due_at"),
        *("not_before", "state", "pinned", "why", "why_code", "touch", "done_at"),
    )
)
_CLOCK = frozenset(
    ("id", "clock", "subject", "anchor_at", "due_at", "state", "stopped_at", "by_machine", "why"),
)


def empty() -> dict[str, Any]:
    """A document that holds nothing but what is usual, without a plan."""
    return {**SCALARS, **{name: [] for name in LISTS}, **{name: {} for name in OBJECTS}}


def no_plan() -> dict[str, Any]:
    """What stands in the place of a plan that is still to be made."""
    return {"next_step": None, "steps": [], "clocks": []}


_EMPTY = empty()
_PARTS = tuple(no_plan())
#: what an edit of fields may change, beside the revision and the origins
_EDITED = ("fields", "flags", "conflicts")


def packed(doc: Mapping[str, Any]) -> dict[str, Any]:
    """The whole document without what `unpacked` knows by itself."""
    return {**packed_head(doc), PLAN: packed_plan(doc)}


def packed_head(doc: Mapping[str, Any]) -> dict[str, Any]:
    """The same without the plan, which the document may have or not."""
    short = {name: value for name, value in doc.items() if name not in _EMPTY or value != _EMPTY[name]}
    for name in _PARTS:
        short.pop(name, None)
    if doc["origin"]:
        short["origin"] = _grouped(doc["fields"], doc["origin"])
    return short


def edited_head(before: Mapping[str, Any], head: Mapping[str, Any]) -> dict[str, Any]:
    """The packed head of a document in which only fields were edited since it was packed as `before`."""
    short = {**before, "rev": head["rev"]}
    for name in _EDITED:
        if head[name]:
            short[name] = head[name]
        else:
            short.pop(name, None)
    if head["origin"]:
        short["origin"] = _grouped(head["fields"], head["origin"])
    return short


def packed_plan(doc: Mapping[str, Any]) -> dict[str, Any]:
    """Steps and clocks as rows, the next step by its place, and why, said once."""
    short: dict[str, Any] = {}
    whys: dict[str, str] = {}
    if doc["next_step"]:
        short["next_step"] = _place_of(doc["next_step"], doc["steps"])
    if doc["steps"]:
        short["steps"] = [_step_row(step, doc["owner"], whys) for step in doc["steps"]]
    if doc["clocks"]:
        short["clocks"] = [_clock_row(clock, whys) for clock in doc["clocks"]]
    if whys:
        short["whys"] = whys
    return short


def joined(head: str, plan: str) -> str:
    """The text of a packed document from the texts of its head and its plan."""
    return f"{head[:-1]}{_JOINT}{plan}}}"


def parted(text: str) -> tuple[str, str | None]:
    """(head, plan) of the text of a document; no plan in one that was never packed."""
    # Inside a JSON text every quote is escaped, so this can only be the key.
    at = text.rfind(_JOINT)
    return (text, None) if at < 0 else (f"{text[:at]}}}", text[at + len(_JOINT) : -1])


def unpacked(short: Mapping[str, Any]) -> dict[str, Any]:
    """The whole document; one that was never packed comes back as it is. Shares parts with the input."""
    doc = unpacked_head(short)
    plan = doc.pop(PLAN, None)
    if plan is not None:
        unfold(doc, plan)
    return doc


def unpacked_head(short: Mapping[str, Any]) -> dict[str, Any]:
    """The document without its plan."""
    doc = {**SCALARS, **short}
    for name in LISTS:
        if name not in short:
            doc[name] = []
    for name in OBJECTS:
        if name not in short:
            doc[name] = {}
    named = doc["origin"]
    if ROWS in named:
        rows = named[ROWS]
        doc["origin"] = {name: rows[named.get(name, 0)] for name in doc["fields"]}
    return doc


def unfold(doc: MutableMapping[str, Any], plan: Mapping[str, Any]) -> None:
    """Put a packed plan into the document it belongs to."""
    whys, owner = plan.get("whys", {}), doc["owner"]
    doc["steps"] = [_step_of(row, owner, whys) if type(row) is list else row for row in plan.get("steps", ())]
    doc["clocks"] = [_clock_of(row, whys) if type(row) is list else row for row in plan.get("clocks", ())]
    doc["next_step"] = plan.get("next_step")
    if type(doc["next_step"]) is int:
        step = doc["steps"][doc["next_step"]]
        doc["next_step"] = {name: step[name] for name in _NEXT}


def _step_row(step: Mapping[str, Any], owner: str | None, whys: dict[str, str]) -> list[Any] | Mapping[str, Any]:
    if step.keys() != _STEP:
        return step
    key, code, why, state = step["key"], step["why_code"], step["why"], step["state"]
    row = [step["id"], key, step["channel"], step["due_at"], step["not_before"], code]
    purpose, by, origin = step["purpose"], step["owner"], step["origin"]
    end = (
        USUAL if purpose == key.partition(":")[0] else purpose,
        USUAL if by == owner else by,
        USUAL if origin == "plan" else origin,
        USUAL if why == whys.setdefault(code, why) else why,
        step["pinned"],
        step["touch"],
        step["done_at"],
    )
    return _ended(row, USUAL if state == "planned" else state, end, STEP_END)


def _step_of(row: list[Any], owner: str | None, whys: Mapping[str, str]) -> dict[str, Any]:
    whole = row if len(row) == 14 else (*row, *(USUAL, *STEP_END)[len(row) - 6 :])
    id, key, channel, due_at, not_before, code, state, purpose, by, origin, why, pinned, touch, done_at = whole
    return {
        "id": id,
        "owner": owner if by is USUAL else by,
        "key": key,
        "origin": origin or "plan",
        "channel": channel,
        "purpose": key.partition(":")[0] if purpose is USUAL else purpose,
        "due_at": due_at,
        "not_before": not_before,
        "state": state or "planned",
        "pinned": pinned,
        "why": whys[code] if why is USUAL else why,
        "why_code": code,
        "touch": touch,
        "done_at": done_at,
    }


def _clock_row(clock: Mapping[str, Any], whys: dict[str, str]) -> list[Any] | Mapping[str, Any]:
    if clock.keys() != _CLOCK:
        return clock
    state, why = clock["state"], clock["why"]
    row = [clock["id"], clock["clock"], clock["anchor_at"], clock["due_at"]]
    end = (
        USUAL if why == whys.setdefault(state, why) else why,
        clock["stopped_at"],
        clock["subject"],
        clock["by_machine"],
    )
    return _ended(row, USUAL if state == "running" else state, end, CLOCK_END)


def _clock_of(row: list[Any], whys: Mapping[str, str]) -> dict[str, Any]:
    whole = row if len(row) == 9 else (*row, *(USUAL, *CLOCK_END)[len(row) - 4 :])
    id, clock, anchor_at, due_at, state, why, stopped_at, subject, by_machine = whole
    state = state or "running"
    return {
        "id": id,
        "clock": clock,
        "subject": subject,
        "anchor_at": anchor_at,
        "due_at": due_at,
        "state": state,
        "stopped_at": stopped_at,
        "by_machine": by_machine,
        "why": whys[state] if why is USUAL else why,
    }


def _ended(row: list[Any], state: Any, end: tuple[Any, ...], usual: tuple[Any, ...]) -> list[Any]:
    """The row with its state and its end, as far as they are not as usual: mostly neither is there."""
    if end != usual:
        kept = max(place for place, value in enumerate(end) if value != usual[place]) + 1
        return [*row, state, *end[:kept]]
    if state is not USUAL:
        row.append(state)
    return row


def _place_of(next_step: dict[str, Any], steps: list[dict[str, Any]]) -> int | dict[str, Any]:
    """The next step as its place among the steps, when it says the same."""
    for place, step in enumerate(steps):
        if step["id"] == next_step["id"] and next_step == {name: step.get(name) for name in _NEXT}:
            return place
    return next_step


def _grouped(fields: Mapping[str, Any], origin: Mapping[str, Mapping[str, Any]]) -> Mapping[str, Any]:
    """Fields written together have one origin, which is said once. Only where every field has one, and nothing else.

    Fields written together stand together, so only neighbours are compared, and all with the first.
    """
    if len(origin) < 2 or origin.keys() != fields.keys():
        return origin
    first = next(iter(origin.values()))
    last: Mapping[str, Any] | None = None
    rows = [first]
    short: dict[str, Any] = {ROWS: rows}
    for name, of in origin.items():
        # mostly it is the same object, too
        if of is not last:
            if of is first or of == first:
                continue
            if of != last:
                rows.append(of)
            last = of
        short[name] = len(rows) - 1
    return short
