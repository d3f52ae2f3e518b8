"""From an empty server to cards taken without it: each arrives once, is read, classed, owned, planned and queued."""

from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import expect

from tests.support import cards
from tests.support.browser import DESKTOP
from tests.support.firm import ADMIN, PASSWORD, Firm
from tests.support.live import LiveApp
from tests.support.phone import Phone, PhoneMaker
from tests.support.waiting import eventually


@pytest.fixture
def live(own_live: LiveApp) -> LiveApp:
    """An empty app, which the story stops."""
    return own_live


@pytest.fixture
def origin(live: LiveApp) -> str:
    """Phones speak to it without anything between."""
    return live.url


def set_up(desk: Phone, link: str) -> None:
    """Fill the three pages behind the printed link."""
    desk.browser.open()
    desk.page.goto(link)
    desk.find("setup-organisation").fill("Firm")
    desk.find("setup-next").click()
    desk.find("setup-name").fill("Sue Pervisor")
    desk.find("setup-email").fill(ADMIN)
    desk.find("setup-password").fill(PASSWORD)
    desk.find("setup-next").click()
    desk.find("setup-event").fill("Fair")
    desk.find("setup-next").click()
    expect(desk.find("setup-next")).to_have_count(0)


def show_pairing_link(desk: Phone, name: str) -> str:
    """What the QR code on the desk's screen says."""
    desk.open("/setup?part=phones")
    desk.find("phone-pair").click()
    desk.find("pair-person").select_option(label=name)
    desk.find("pair-show").click()
    return f"{desk.origin}/#enrol={desk.find('pair-code').inner_text().strip()}"


def test_cards_taken_with_the_server_stopped_become_prospects_exactly_once(
    live: LiveApp, phone: PhoneMaker, scenes: dict[str, Image.Image]
) -> None:
    desk = phone("desk", shape=DESKTOP)
    set_up(desk, live.first_run_url())
    firm = Firm.known(live)
    rep = firm.hire("Anna Rep")
    anna = phone("anna", scenes)
    anna.pair(show_pairing_link(desk, "Anna Rep"))
    live.stop()

    for name in scenes:
        anna.shoot(name)
        anna.next_card()
    expect(anna.find("sync-pill")).to_have_attribute("data-unsent", "3")
    anna.browser.close()
    anna.open()
    expect(anna.find("sync-pill")).to_have_attribute("data-unsent", "3")

    live.start()
    anna.wait_until_sent()
    leads = eventually(lambda: all_read(firm.leads()), within=180)
    assert len(leads) == 3
    printed = {(card.email, card.family_name) for card in map(cards.somebody, (1, 2, 3))}
    assert {(lead["fields"].get("email"), lead["fields"].get("family_name")) for lead in leads} == printed
    for lead in leads:
        assert lead["owner"] == rep["id"]
        assert lead["class"], "it has no class"
        assert lead["next_step"]["due_at"], "nothing is planned"
    anna.open("/queue")
    expect(anna.find("queue-row")).to_have_count(3)


def all_read(leads: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The leads, once the server has read every card."""
    waiting = [lead for lead in leads if any(c["status"] in {"pending", "ocr"} for c in lead["captures"])]
    return leads if len(leads) >= 3 and not waiting else []
