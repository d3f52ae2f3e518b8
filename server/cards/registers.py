"""What machines know, written to the registers of a lead through the same merge as everyone's."""

from collections.abc import Mapping, Sequence
from typing import Any

from server.cards.mapping import REGISTERS, Machine, Source, registers_of
from server.core.ids import new_id
from server.leads.op import Op
from server.leads.operations import put_lead
from server.leads.workspace import LeadState, Workspace


def fill(ws: Workspace, lead: LeadState, sources: Sequence[Source], *, src: str, op: Op | None = None) -> None:
    """Put what was found on the lead; a register a better hand wrote or emptied stays as it is.

    `src`: `ocr` or `badge`. `op`: the operation it came with, for its instant and number; None: a machine, now.
    """
    by_capture: dict[str, dict[str, Machine]] = {}
    for name, machine in registers_of(sources).items():
        if not _stands(lead, name, machine, src):
            by_capture.setdefault(machine.capture, {})[name] = machine
    for capture, found in by_capture.items():
        _put(ws, lead, op, _body(found, src, capture))


def withdraw(ws: Workspace, lead: LeadState, sources: Sequence[Source]) -> None:
    """Empty the registers that only an earlier reading here filled, and none fills any more; phones' stay."""
    here = {source.capture for source in sources}
    still = registers_of(sources)
    mine = {name for name in REGISTERS if _is_reading_of(lead, name, here) and lead.doc["origin"][name]["by"] is None}
    gone = mine - set(still)
    if gone:
        _put(ws, lead, None, {"set": dict.fromkeys(gone), "src": "ocr"})


def confirm(ws: Workspace, lead: LeadState, capture_id: str, op: Op) -> None:
    """A person says that everything read on a picture is right: the same values, now in her name."""
    read = [name for name in REGISTERS if _is_reading_of(lead, name, {capture_id})]
    if read:
        _put(ws, lead, op, {"set": {name: lead.fields[name] for name in read}, "src": "human"})


def _is_reading_of(lead: LeadState, name: str, captures: set[str]) -> bool:
    origin: Mapping[str, Any] = lead.doc["origin"].get(name) or {}
    is_value = lead.fields.get(name) is not None
    return is_value and origin.get("src") == "ocr" and origin.get("capture") in captures


def _stands(lead: LeadState, name: str, machine: Machine, src: str) -> bool:
    """Whether the register already says so from the same source: writing it again would only make noise."""
    origin: Mapping[str, Any] = lead.doc["origin"].get(name) or {}
    same = (origin.get("src"), origin.get("capture"), origin.get("conf"), origin.get("by"))
    return lead.fields.get(name) == machine.value and same == (src, machine.capture, machine.conf, None)


def _body(found: Mapping[str, Machine], src: str, capture: str) -> dict[str, Any]:
    return {
        "set": {name: machine.value for name, machine in found.items()},
        "src": src,
        "conf": {name: machine.conf for name, machine in found.items() if machine.conf is not None},
        "box": {name: list(machine.box) for name, machine in found.items() if machine.box is not None},
        "capture": capture,
    }


def _put(ws: Workspace, lead: LeadState, op: Op | None, body: Mapping[str, Any]) -> None:
    if op is None:
        put_lead(ws, Op(new_id(), "put", lead.id, ws.now, body))
    else:
        put_lead(ws, Op(op.id, "put", lead.id, op.at, body, device=op.device, seq=op.seq, base=op.base))
