"""The standard operating procedure says what is in force, and nothing else."""

import copy
import re

from tests.server.standards.conftest import Desk
from tests.support.shows import Phone


def html(desk: Desk) -> str:
    response = desk.ask("GET", "/standards/sop.html")
    assert (response.status_code, response.mimetype) == (200, "text/html")
    page: str = response.text
    return page


def test_it_tells_the_shipped_standards(desk: Desk) -> None:
    sop = desk.get("/standards/sop")
    limits = {(clock["clock"], clock["for"]): clock["limit"] for clock in sop["clocks"]}
    assert limits["ACK24", "everybody"] == "within 24 hours"
    assert limits["CALL48", "class A"] == "within 48 hours"
    assert limits["REVIVE72", "everybody"] == "not before 3 days, by 4 days"
    assert limits["ASSIGN", "everybody"] == "within 4 hours of working time"
    assert limits["IDLE", "customers"] == "within 90 days"
    plan = next(plan for plan in sop["plans"] if plan["code"] == "A")
    assert (plan["touches"], plan["steps"][1]["when"]) == (10, "within 4 hours of working time after the capture")
    assert plan["rhythm"].startswith("After that a call or mail every 30 days")
    assert {row["class"]: row["when"] for row in sop["classes"]["matrix"]}["A"].startswith(
        "worth at least 10,000 EUR"
    )
    assert any("#name#" in text["body"] for text in sop["texts"])


def test_what_is_published_is_what_it_says(desk: Desk) -> None:
    book = desk.get("/standards/plans/C")
    content = {**copy.deepcopy(book["content"]), "name": "Desk, <quickly>"}
    desk.do("PUT", "/standards/plans/C/draft", {"content": content, "revision": 0, "version": book["version"]})
    assert "Desk, &lt;quickly&gt;" not in html(desk)
    desk.do("POST", "/standards/plans/C/publish", {"revision": 1})
    desk.do("POST", "/standards/clocks", {"clock": "ACK24", "hours": 2})
    desk.do("POST", "/standards/clocks", {"clock": "IDLE", "class": "D", "hours": 1, "applies": False})
    page = html(desk)

    assert "Desk, &lt;quickly&gt;" in page
    limits = {(clock["clock"], clock["for"]): clock["limit"] for clock in desk.get("/standards/sop")["clocks"]}
    assert (limits["ACK24", "everybody"], limits["IDLE", "class D"]) == ("within 2 hours", "not kept")


def test_the_house_says_something_of_its_own_first(desk: Desk, rep: Phone) -> None:
    desk.do("PUT", "/standards/sop", {"words": "We call back.\n\nAlways."})
    assert re.search(r"<p>We call back\.</p>\s*<p>Always\.</p>", html(desk))
    desk.headers = rep.who.headers
    assert "We call back." in html(desk)
    assert desk.ask("PUT", "/standards/sop", {"words": "x"}).status_code == 403


def test_the_page_keeps_to_the_content_security_policy(desk: Desk) -> None:
    page = html(desk)
    assert "<style" not in page
    assert " style=" not in page
    assert "<script" not in page
    [sheet] = re.findall(r'<link rel="stylesheet" href="(/api/v1[^"]+)"', page)
    assert desk.ask("GET", sheet.removeprefix("/api/v1")).mimetype == "text/css"
