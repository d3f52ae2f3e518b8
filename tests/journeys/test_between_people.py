"""What one person does reaches the others: leads change hands, touches move the plan."""

from typing import Any

from playwright.sync_api import expect

from tests.support.browser import DESKTOP
from tests.support.firm import ADMIN, PASSWORD, Firm
from tests.support.line import Line
from tests.support.phone import Phone, PhoneMaker
from tests.support.waiting import eventually

VISITOR = {
    "given_name": "Vera",
    "family_name": "Visitor",
    "company": "Harbour Pumps Ltd",
    "email": "vera@example.com",
    "phone": "+44 20 7946 0123",
}


def planned(firm: Firm) -> dict[str, Any]:
    """The only lead, once it has an owner and a next step."""

    def look() -> dict[str, Any] | None:
        leads = firm.leads()
        assert len(leads) <= 1
        return leads[0] if leads and leads[0]["owner"] and leads[0]["next_step"] else None

    return eventually(look, within=60)


def sign_in(desk: Phone) -> None:
    """The supervisor at a desk, by password."""
    desk.open("/signin")
    desk.find("signin-with-password").click()
    desk.find("signin-email").fill(ADMIN)
    desk.find("signin-password").fill(PASSWORD)
    desk.find("signin-submit").click()
    expect(desk.find("triage-table")).to_be_visible()


def test_an_assigned_lead_leaves_one_phone_and_appears_on_the_other(firm: Firm, phone: PhoneMaker) -> None:
    anna, ben = phone("anna"), phone("ben")
    anna.pair(firm.enrolment(firm.hire("Anna Rep")))
    ben.pair(firm.enrolment(receiver := firm.hire("Ben Rep")))
    anna.type_in(**VISITOR)
    anna.wait_until_sent()
    lead = planned(firm)
    eventually(lambda: anna.has(lead["id"]), within=60)
    assert not ben.has(lead["id"])

    desk = phone("desk", shape=DESKTOP)
    sign_in(desk)
    desk.page.locator(f'[data-lead="{lead["id"]}"]').get_by_role("checkbox").check()
    desk.find("bulk-assign").click()
    desk.find("assign-to").select_option(label=receiver["name"])
    desk.find("assign-go").click()
    expect(desk.find("assign-preview")).to_be_visible()
    desk.find("assign-go").click()
    expect(desk.find("assign-many")).to_have_count(0)

    assert planned(firm)["owner"] == receiver["id"]
    eventually(lambda: ben.has(lead["id"]), within=60)
    eventually(lambda: not anna.has(lead["id"]), within=60)


def test_a_touch_logged_without_the_server_moves_step_and_status(line: Line, firm: Firm, phone: PhoneMaker) -> None:
    anna = phone("anna")
    anna.pair(firm.enrolment(rep := firm.hire("Anna Rep")))
    anna.type_in(**VISITOR)
    anna.wait_until_sent()
    before = planned(firm)
    anna.open("/queue")
    expect(anna.find("prospect-name")).to_contain_text("Vera")
    line.cut()

    anna.find("act-call").click()
    anna.find("outcome-connected").click()
    expect(anna.find("touch-sheet")).to_have_count(0)
    anna.open("/mine")
    expect(anna.find("sync-pill")).to_have_attribute("data-unsent", "1")

    line.mend()
    anna.wait_until_sent()
    after = planned(firm)
    (touch,) = after["touches"]
    assert (touch["by"], touch["channel"], touch["outcome"]) == (rep["id"], "call", "connected")
    assert after["next_step"]["id"] != before["next_step"]["id"]
    assert after["status"] > before["status"]


def test_a_browser_killed_right_after_saved_loses_nothing(line: Line, firm: Firm, phone: PhoneMaker) -> None:
    anna = phone("anna")
    anna.pair(firm.enrolment(firm.hire("Anna Rep")))
    line.cut()
    anna.find("manual-open").click()
    anna.find("manual-family_name").fill("Visitor")
    anna.find("manual-save").click()
    expect(anna.find("saved")).to_be_visible()
    anna.browser.kill()

    anna.open()
    expect(anna.find("sync-pill")).to_have_attribute("data-unsent", "1")
    line.mend()
    anna.wait_until_sent()
    assert [lead["fields"]["family_name"] for lead in firm.leads()] == ["Visitor"]
