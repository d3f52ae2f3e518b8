"""Every screen by the rules of WCAG 2.2 AA, light and dark, as axe-core checks them."""

from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.support.browser import DESKTOP
from tests.support.firm import ADMIN, PASSWORD, Firm
from tests.support.phone import Phone, PhoneMaker

AXE = Path(__file__).resolve().parents[2] / "pwa" / "node_modules" / "axe-core" / "axe.min.js"
#: rule, how bad, where: enough to find the spot
CHECK = """async () => (await axe.run()).violations.flatMap(({id, impact, nodes}) =>
  nodes.map(({target, html}) => `${id} (${impact}) ${target.join(' ')} ${html.slice(0, 200)}`))"""
THEMES = ("light", "dark")
REP = {"/": "scan", "/mine": "mine", "/ready": "ready", "/queue": "prospect"}
SUPERVISOR = {
    "/triage": "triage-table",
    "/queue": "queue-counts",
    "/setup": "show-row",
    "/setup?part=people": "people-table",
    "/setup?part=phones": "phones-table",
    "/setup?part=texts": "text-row",
    "/setup?part=standards": "rules-list",
    "/reports": "report-box",
    "/reports?r=box": "headline",
    "/nowhere": "tab-triage",
}


def violations(page: Page) -> Iterator[str]:
    """What axe finds on the screen as it is, in both themes."""
    page.evaluate(AXE.read_text())
    for theme in THEMES:
        page.evaluate("theme => { document.documentElement.dataset.theme = theme }", theme)
        # colours glide from one theme to the other
        page.evaluate("() => Promise.all(document.getAnimations().map((each) => each.finished.catch(() => null)))")
        for found in page.evaluate(CHECK):
            yield f"{page.url} {theme}: {found}"


def all_of(user: Phone, screens: dict[str, str]) -> Iterator[str]:
    """The same for each screen, once it shows what it is for."""
    for path, hook in screens.items():
        user.open(path)
        expect(user.find(hook).first).to_be_visible()
        yield from violations(user.page)


def sign_in(user: Phone) -> None:
    """As the supervisor, by password."""
    user.find("signin-with-password").click()
    user.find("signin-email").fill(ADMIN)
    user.find("signin-password").fill(PASSWORD)
    user.find("signin-submit").click()
    expect(user.find("tab-triage")).to_be_visible()


def test_a_rep_s_screens_can_be_used_by_everybody(firm: Firm, phone: PhoneMaker) -> None:
    anna = phone("anna")
    anna.pair(firm.enrolment(firm.hire("Anna Rep")))
    anna.type_in(given_name="Ada", company="Engines", email="ada@engines.example")
    anna.wait_until_sent()
    found = list(all_of(anna, REP))
    anna.find("open-lead").click()
    expect(anna.find("lead-name")).to_be_visible()
    found += violations(anna.page)
    anna.open("/mine")
    anna.find("lead-row").first.click()
    expect(anna.find("lead-sheet")).to_be_visible()
    found += violations(anna.page)
    assert found == []


def test_a_supervisor_s_screens_can_be_used_by_everybody(firm: Firm, phone: PhoneMaker) -> None:
    anna, desk = phone("anna"), phone("desk", shape=DESKTOP)
    anna.pair(firm.enrolment(firm.hire("Anna Rep")))
    anna.type_in(given_name="Ada", company="Engines")
    anna.wait_until_sent()
    desk.open("/")
    expect(desk.find("signin-with-password")).to_be_visible()
    found = list(violations(desk.page))
    sign_in(desk)
    found += all_of(desk, SUPERVISOR)
    desk.find("account").click()
    desk.find("change-password").click()
    expect(desk.find("password-sheet")).to_be_visible()
    found += violations(desk.page)
    assert found == []
