"""A text is published at the desk, sent from a phone without a network, read by the prospect and refused."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.support.browser import DESKTOP
from tests.support.firm import ADMIN, PASSWORD, Firm
from tests.support.line import Line
from tests.support.live import LiveApp
from tests.support.mailbox import Mailbox, mailbox
from tests.support.phone import Phone, PhoneMaker
from tests.support.waiting import eventually

SUMMARY = '[data-text="summary/en"] [data-testid="text-edit"]'

#: notes of every dialog whether it is open as soon as it stands in the page
WATCH_DIALOGS = """() => {
  globalThis.openAtSight = [];
  const note = (node) => node instanceof HTMLDialogElement && openAtSight.push(node.open);
  const look = (changes) => changes.forEach((one) => one.addedNodes.forEach(note));
  new MutationObserver(look).observe(document, { childList: true, subtree: true });
}"""


@pytest.fixture
def box_and_url() -> Iterator[tuple[Mailbox, str]]:
    """The prospect's mail box."""
    with mailbox() as box:
        yield box


@pytest.fixture
def line() -> Iterator[Line]:
    """The network between phones and this app."""
    with Line() as line:
        yield line


@pytest.fixture
def live(tmp_path: Path, box_and_url: tuple[Mailbox, str], line: Line) -> Iterator[LiveApp]:
    """The real app, which sends mail."""
    (tmp_path / "data").mkdir()
    mail = {"SMTP_URL": box_and_url[1], "MAIL_FROM": "Firm <sales@firm.example>"}
    app = LiveApp(tmp_path / "data", PUBLIC_URL=line.url, **mail)
    try:
        app.start()
        line.lead_to(app.port)
        yield app
    finally:
        app.end()


@pytest.fixture
def firm(live: LiveApp) -> Firm:
    """The firm on it."""
    return Firm.found(live)


def publish_at(desk: Phone) -> None:
    """The supervisor puts a brochure on the list and changes the text after a call."""
    desk.open("/signin")
    desk.find("signin-with-password").click()
    desk.find("signin-email").fill(ADMIN)
    desk.find("signin-password").fill(PASSWORD)
    desk.find("signin-submit").click()
    expect(desk.find("tab-triage")).to_be_visible()
    desk.open("/setup?part=texts")
    desk.find("brochure-new").click()
    desk.find("brochure-title").fill("Price list")
    desk.find("brochure-url").fill("https://firm.example/prices")
    desk.find("brochure-form-save").click()
    expect(desk.find("brochure-row")).to_contain_text("Never sent yet")
    desk.page.locator(SUMMARY).click()
    desk.find("text-subject").fill("For #nmae#")
    expect(desk.find("text-form")).to_contain_text("Did you mean #name#?")
    desk.find("text-subject").fill("For ")
    desk.find("insert-name").click()
    expect(desk.find("text-preview")).to_contain_text("For Ada Example")
    desk.find("text-publish").click()
    expect(desk.find("text-form")).to_have_count(0)


def test_a_mail_written_without_a_network_arrives_once_and_can_be_refused(
    line: Line, firm: Firm, phone: PhoneMaker, box_and_url: tuple[Mailbox, str]
) -> None:
    box, _ = box_and_url
    publish_at(phone("desk", shape=DESKTOP))
    anna, ada = phone("anna"), phone("ada")
    anna.pair(firm.enrolment(firm.hire("Anna Rep")))
    anna.type_in(
        given_name="Ada", family_name="Visitor", company="Harbour", email="ada@example.com", phone="+442079460123"
    )
    anna.wait_until_sent()
    eventually(lambda: any(lead["next_step"] for lead in firm.leads()), within=60)
    anna.open("/queue")
    anna.page.evaluate(WATCH_DIALOGS)
    anna.find("prepare").click()
    expect(anna.find("prep-script")).to_contain_text("this is Anna Rep of Firm")
    anna.page.keyboard.press("Escape")
    assert anna.page.evaluate("openAtSight") == [True], "a key pressed at the sight of it finds it open"
    anna.find("act-call").click()
    anna.find("outcome-connected").click()
    expect(anna.find("touch-sheet")).to_have_count(0)
    eventually(lambda: firm.leads()[0]["touches"], within=60)
    expect(anna.find("prospect")).to_contain_text("Send the summary")
    # the browser would ask which program dials, and takes no taps until somebody answers
    anna.browser.close()
    line.cut()

    anna.open("/queue")
    expect(anna.find("prospect")).to_contain_text("Send the summary")
    anna.find("act-email").click()
    expect(anna.find("mail-subject")).to_have_value("For Ada Visitor")
    anna.page.get_by_role("button", name="Price list").click()
    expect(anna.find("mail-body")).to_have_value(re.compile("Price list: https://firm.example/prices"))
    anna.find("mail-send").click()
    expect(anna.find("mail-sheet")).to_have_count(0)
    assert box.messages == []

    line.mend()
    anna.open("/mine")
    anna.wait_until_sent()
    (mail,) = eventually(lambda: box.messages, within=60)
    assert mail["Subject"] == "For Ada Visitor"
    (lead,) = eventually(lambda: [one for one in firm.leads() if one["touches"][-1]["channel"] == "email"], within=60)
    assert (lead["touches"][-1]["collateral"], lead["status"]) == (["Price list"], 3)

    ada.open(re.findall(r"<https?://[^/]+(.+)>", mail["List-Unsubscribe"])[0])
    ada.page.get_by_role("button", name="Stop all mail").click()
    expect(ada.page.get_by_role("heading")).to_contain_text("You get no more mail from Firm")
    anna.open(f"/lead/{lead['id']}")
    expect(anna.find("refused-email").first).to_be_visible()
    assert len(box.messages) == 1
