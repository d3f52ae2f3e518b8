"""Whatever a field or date holds, the server takes it or refuses it; it never stumbles, and its books stay right."""

import random
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from server.core.clock import LATEST, now_ms
from server.core.ids import new_id
from server.doctor.operations import examine_all
from server.leads.registers import EMAILS, FACTS, PHONES
from tests.support.shows import Phone, open_show, phone

ODD: tuple[Any, ...] = (
    *("", None, True, False, 0, 1, -1, -7.5, 1e15, 2**52, -(2**52), LATEST, LATEST - 1, 253_402_300_799_999),
    *("x", "hot", "nurture", "Acme GmbH", "GmbH", "&", "a@b.example", "@", "İİ@İ.İİ", "+49 30 1000101", "+", "00"),
    *("DE", "xx", "ß", "İ", "www.b.example", "http://[", "https://a:b:c/", "9999-12-31", "0001-01-01", "2027-02-30"),
    *("\u202e", "NaN", "½", "٣" * 12, "a" * 5_000, "🙂" * 100, "planned", "1e400"),
)
NAMES = (
    *sorted(FACTS | {*EMAILS, *PHONES}),
    *("expected_close", "job_title", "interest_note", "title", "phone_kind", "product/x", "tag/x"),
    *("q/decision_by", "q/budget", "q/need", "q/authority", "q/probability", "q/company_size", "q/x"),
)
FIRST, LAST = 1, 2**53 - 1


def acts(chance: random.Random) -> dict[str, Callable[[], dict[str, Any]]]:
    """Kind -> a body whose dates lie anywhere."""

    def date() -> int:
        return chance.choice((0, 1, now_ms(), now_ms() + 10**9, LATEST, LATEST - 1))

    return {
        "step": lambda: {"step": new_id(), "action": "add", "channel": "call", "purpose": "call", "due_at": date()},
        "promise": lambda: {"id": new_id(), "due_at": date(), "channel": "call"},
        "park": lambda: {"wake_at": date(), "reason": "Next year."},
        "capture": lambda: {"id": new_id(), "kind": "manual", "taken_at": date()},
        "close": lambda: {"outcome": "not_a_prospect", "reason": "No"},
        "reopen": lambda: {"reason": "Again"},
        "request": lambda: {"id": new_id(), "text": "How loud?"},
        "claim": dict,
    }


@pytest.mark.parametrize("seed", [1, 2])
def test_odd_values_and_dates(app: Flask, seed: int) -> None:
    rep: Phone = phone(open_show(app))
    chance = random.Random(seed)
    leads: list[str] = []
    answered: list[str] = []
    for number in range(250):
        values = {chance.choice(NAMES): chance.choice(ODD) for _ in range(chance.randint(1, 3))}
        if not leads or chance.random() < 0.1:
            op = rep.put({**values, "family_name": f"Number {number}"}, mine=chance.random() < 0.7)
            leads.append(op["lead"])
        elif chance.random() < 0.7:
            op = rep.put(values, chance.choice(leads), base=10**12)
        else:
            kind, body = chance.choice(list(acts(chance).items()))
            op = rep.op(kind, chance.choice(leads), body=body())
        op["at"] = chance.choice((op["at"], op["at"], FIRST, LAST))
        answered += [answer.get("code", answer["st"]) for answer in rep.push(op)]

    assert "unavailable" not in answered
    assert answered.count("ok") > 150
    with app.app_context():
        assert list(examine_all()) == []
    assert len(rep.pull()) > 15
