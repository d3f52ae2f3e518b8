"""What a supervisor does with many leads: change the rules, join what was met twice, look behind a number."""

from playwright.sync_api import Locator, expect

from tests.support.browser import DESKTOP
from tests.support.firm import ADMIN, PASSWORD, Firm
from tests.support.phone import Phone, PhoneMaker
from tests.support.waiting import eventually

VERA = {"given_name": "Vera", "family_name": "Visitor", "company": "Harbour Pumps Ltd", "email": "vera@pumps.example"}
#: the server looks for them once a minute
PAIRS_WITHIN_S = 180


def at_the_desk(phone: PhoneMaker) -> Phone:
    """The supervisor's browser, signed in."""
    desk: Phone = phone("desk", shape=DESKTOP)
    desk.open("/signin")
    desk.find("signin-with-password").click()
    desk.find("signin-email").fill(ADMIN)
    desk.find("signin-password").fill(PASSWORD)
    desk.find("signin-submit").click()
    expect(desk.find("count-total")).to_be_visible()
    return desk


def met(desk: Phone, **fields: str) -> None:
    """She takes a visitor in herself."""
    desk.find("tab-scan").click()
    desk.type_in(**fields)
    desk.wait_until_sent()


def rows(desk: Phone) -> Locator:
    """The leads in triage."""
    desk.open("/triage")
    return desk.find("lead-row")


def merged(firm: Firm) -> int:
    """How many leads have become part of another."""
    return sum(bool(lead.get("merged_into")) for lead in firm.leads())


def test_a_published_rule_gives_its_leads_another_class(firm: Firm, phone: PhoneMaker) -> None:
    desk = at_the_desk(phone)
    met(desk, **VERA)
    desk.open("/mine")
    desk.find("lead-row").click()
    desk.find("rate-hot").click()
    eventually(lambda: [lead["class"] for lead in firm.leads()] == ["A"], within=60)

    desk.open("/setup?part=standards")
    desk.find("rules-list").get_by_role("button", name="Edit").first.click()
    desk.find("rule-amount").fill("20")
    desk.find("rule-form-save").click()
    desk.find("standard-look").click()
    expect(desk.find("standard-preview")).to_contain_text("Vera Visitor")
    assert [lead["class"] for lead in firm.leads()] == ["A"], "looking at it changed something"
    desk.find("standard-publish").click()
    expect(desk.find("standard-version")).to_contain_text("Sue Pervisor")

    eventually(lambda: [lead["class"] for lead in firm.leads()] == ["B"], within=60)
    expect(rows(desk).first).to_contain_text("B")


def test_two_leads_of_one_person_are_merged_and_parted_again(firm: Firm, phone: PhoneMaker) -> None:
    desk = at_the_desk(phone)
    met(desk, **VERA)
    met(desk, **VERA | {"given_name": "V."})
    eventually(firm.pairs, within=PAIRS_WITHIN_S)
    expect(rows(desk)).to_have_count(2)

    desk.find("pairs-open").click()
    expect(desk.find("pair-lead")).to_have_count(2)
    desk.find("pair-merge").click()
    expect(desk.find("lead-row").filter(has_text="Duplicate")).to_have_count(1)
    eventually(lambda: merged(firm) == 1)

    desk.find("pair-undo").click()
    expect(desk.find("lead-row").filter(has_text="Duplicate")).to_have_count(0)
    eventually(lambda: merged(firm) == 0)
    assert sorted(lead["fields"]["given_name"] for lead in firm.leads()) == ["V.", "Vera"]


def test_a_number_of_a_report_leads_to_its_lead(firm: Firm, phone: PhoneMaker) -> None:
    desk = at_the_desk(phone)
    met(desk, **VERA)
    [lead] = eventually(firm.leads, within=60)

    desk.open("/reports")
    desk.find("report-box").click()
    desk.find("headline").click()
    expect(desk.find("behind-count")).to_contain_text("1 lead")
    desk.page.locator(f'[data-testid="behind-lead"][data-lead="{lead["id"]}"]').click()
    expect(desk.find("lead-name")).to_contain_text("Vera Visitor")
