"""What a person does about a lead: log a contact, promise, obey a no, decide between two words."""

from typing import Any

import pytest
from playwright.sync_api import expect

from tests.journeys.test_between_people import VISITOR, planned, sign_in
from tests.support.browser import DESKTOP
from tests.support.firm import Firm
from tests.support.line import Line
from tests.support.phone import Phone, PhoneMaker
from tests.support.waiting import eventually

#: a local date for a date field
A_DAY_TO_COME = "new Date(Date.now() + 9 * 864e5).toLocaleDateString('sv')"


@pytest.fixture
def anna(firm: Firm, phone: PhoneMaker) -> Phone:
    """A rep's phone with one lead of hers on it that the server has planned."""
    anna = phone("anna")
    anna.pair(firm.enrolment(firm.hire("Anna Rep")))
    anna.type_in(**VISITOR)
    anna.wait_until_sent()
    planned(firm)
    return anna


def only(firm: Firm) -> dict[str, Any]:
    (lead,) = firm.leads()
    return lead


def test_two_taps_log_a_contact_and_a_promise_made_offline_becomes_its_step(
    line: Line, firm: Firm, anna: Phone
) -> None:
    anna.open("/queue")
    expect(anna.find("prospect-name")).to_contain_text("Vera")
    anna.find("act-call").click()
    anna.find("outcome-no_answer").click()
    expect(anna.find("touch-sheet")).to_have_count(0)
    (touch,) = eventually(lambda: only(firm)["touches"], within=60)
    assert (touch["channel"], touch["outcome"], touch["direction"]) == ("call", "no_answer", "out")

    lead_id = only(firm)["id"]
    # the browser would ask which program dials, and takes no taps until somebody answers
    anna.browser.close()
    line.cut()
    anna.open(f"/lead/{lead_id}")
    expect(anna.find("lead-name")).to_contain_text("Vera")
    anna.find("lead-promise").click()
    anna.find("promise-text").fill("Will order")
    anna.find("promise-order").fill("12000")
    anna.find("day").fill(anna.page.evaluate(A_DAY_TO_COME))
    anna.find("promise-sheet").get_by_role("button", name="Keep this promise").click()
    expect(anna.find("promise")).to_contain_text("Will order")

    line.mend()
    anna.open("/mine")
    anna.wait_until_sent()
    # a page that has just opened has not counted yet what it holds
    (promise,) = eventually(lambda: only(firm)["promises"], within=60)
    lead = only(firm)
    assert (promise["text"], promise["order_minor"], promise["state"]) == ("Will order", 1_200_000, "open")
    assert [step["purpose"] for step in lead["steps"] if step["key"] == f"promise:{promise['id']}"] == ["promise"]


def test_a_no_to_calls_takes_the_dial_link_from_every_device(
    line: Line, firm: Firm, anna: Phone, phone: PhoneMaker
) -> None:
    lead = only(firm)["id"]
    anna.open(f"/lead/{lead}")
    expect(anna.page.locator('a[href^="tel:"]')).to_have_count(1)
    line.cut()

    anna.find("act-call").click()
    anna.find("outcome-refused_call").click()
    expect(anna.find("refused-call")).to_contain_text("not to be called")
    expect(anna.page.locator('a[href^="tel:"]')).to_have_count(0)

    line.mend()
    anna.open("/mine")
    anna.wait_until_sent()
    desk = phone("desk", shape=DESKTOP)
    sign_in(desk)
    desk.open(f"/lead/{lead}")
    expect(desk.find("refused-call")).to_contain_text("not to be called")
    expect(desk.page.locator('a[href^="tel:"]')).to_have_count(0)
    assert not [step for step in only(firm)["steps"] if step["channel"] == "call" and step["state"] == "planned"]


def test_one_tap_decides_between_two_words(line: Line, firm: Firm, anna: Phone, phone: PhoneMaker) -> None:
    lead = only(firm)["id"]
    desk = phone("desk", shape=DESKTOP)
    sign_in(desk)
    desk.open(f"/lead/{lead}")
    anna.open(f"/lead/{lead}")
    line.cut()
    for who, company in ((anna, "Harbour Pumps GmbH"), (desk, "Harbour Group")):
        who.find("field-company").get_by_role("button").click()
        who.find("edit-company").fill(company)
        who.find("edit-company").press("Enter")
        expect(who.find("field-company")).to_contain_text(company)
    line.mend()

    def conflict() -> Any:
        return only(firm)["conflicts"]

    for who in (anna, desk):
        who.open("/queue")
    (found,) = eventually(conflict, within=60)
    assert len([value for value in found["values"] if value["by"]]) == 2
    desk.open("/triage")
    desk.find("count-to-decide").click()
    expect(desk.page.locator(f'[data-testid="lead-row"][data-lead="{lead}"]')).to_be_visible()
    desk.open(f"/lead/{lead}")
    question = desk.find("conflict-company")
    expect(question).to_contain_text("Anna Rep")

    question.get_by_role("button", name="Harbour Pumps GmbH").click()

    expect(question).to_have_count(0)
    eventually(lambda: not conflict(), within=60)
    assert only(firm)["fields"]["company"] == "Harbour Pumps GmbH"
