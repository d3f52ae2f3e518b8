"""An edit of a field that no rule reads goes past intake. Nothing may come out otherwise than if it had not."""

from typing import Any

from flask import Flask
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from server.core.clock import frozen, now_ms
from server.leads.registers import FACTS, is_fact
from server.leads.workspace import workspace
from tests.support.people import actor
from tests.support.shows import Phone, open_show, phone

#: every register of docs/sync.md, and one of an app newer than this server
NAMES = (
    "given_name family_name name_prefix job_title department company email email_2 email_3 phone phone_kind phone_2 "
    "phone_2_kind phone_3 phone_3_kind phone_4 phone_4_kind website website_2 social address street postcode city "
    "region country vat_id language interest interest_note where_met rating worth wake_at track trashed tag/demo "
    "product/pump q/need later_field"
).split()
DESCRIBING = [name for name in NAMES if not is_fact(name)]
CARDS: tuple[dict[str, Any], ...] = (
    {"given_name": "Ada", "company": "Engines Ltd", "email": "ada@engines.example", "rating": "hot"},
    {"family_name": "Byron", "phone": "+49 30 1234567", "city": "Berlin", "q/budget": "planned"},
    {"company": "Looms", "track": "nurture"},
    {"trashed": True},
)
values = (
    st.none() | st.booleans() | st.integers(-5, 5) | st.sampled_from(["hot", "nurture", "x@y.example", "+49 30 99"])
)
edits = st.lists(st.dictionaries(st.sampled_from(DESCRIBING), values, min_size=1, max_size=4), min_size=1, max_size=3)


def test_an_edit_past_intake_ends_where_intake_would(app: Flask) -> None:
    rep = phone(open_show(app))
    now = now_ms()

    @example(card=CARDS[1], edits=[dict.fromkeys(DESCRIBING, "nurture")])
    @example(card=CARDS[0], edits=[dict.fromkeys(DESCRIBING, 7)])
    @settings(max_examples=15, suppress_health_check=[HealthCheck.too_slow])
    @given(card=st.sampled_from(CARDS), edits=edits)
    def holds(card: dict[str, Any], edits: list[dict[str, Any]]) -> None:
        with frozen(lambda: now):
            put = rep.put(card, mine=True)
            rep.push(put)
            for edit in edits:
                rep.push(rep.put(edit, lead=put["lead"]))
            skipped = rep.pull()[put["lead"]]
            _send_through_intake(rep, put["lead"])
            looked_at = rep.pull()[put["lead"]]

        assert looked_at.pop("rev") > skipped.pop("rev")
        assert looked_at == skipped

    holds()


def test_what_rules_read_never_goes_past_intake(app: Flask) -> None:
    rep = phone(open_show(app))
    put = rep.put({"company": "Looms"}, mine=True)
    rep.push(put)

    for name in (*FACTS, "q/budget", "product/pump"):
        with app.app_context(), workspace(actor(app, rep.who)) as ws:
            lead = ws.lead(put["lead"])
            assert lead is not None
            ws.patch(lead, {name: None})
            assert lead.stale, name


def _send_through_intake(rep: Phone, id: str) -> None:
    with rep.client.application.app_context(), workspace(actor(rep.client.application, rep.who)) as ws:
        lead = ws.lead(id)
        assert lead is not None
        ws.touch(lead)
