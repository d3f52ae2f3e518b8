"""Live: a waiting device is answered when, and only when, a pull would bring it something."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from flask import Flask

from server.core import changes
from server.core.db import writing
from server.sync import live
from tests.support.shows import Phone, open_show, phone
from tests.support.waiting import eventually

CARD = {"given_name": "Ada"}


def ask(who: Phone, seconds: int = 0) -> tuple[int, bool]:
    """Status and answer of a wait with what the phone pulled last."""
    body = {"cursor": who.cursor, "settings": who.settings, "seconds": seconds}
    answer = who.client.application.test_client().post(live.WAIT_PATH, json=body, headers=who.who.headers)
    assert answer.json is not None
    return answer.status_code, answer.json.get("changed", False)


@contextmanager
def waiting(who: Phone, seconds: int = 10) -> Iterator[list[bool]]:
    """The phone waits meanwhile; the answers land in the list, which is complete at the end."""
    who.pull()
    with who.client.application.app_context():
        here = live.watch()
    before = len(here._places)
    answers: list[bool] = []
    thread = threading.Thread(target=lambda: answers.append(ask(who, seconds)[1]))
    thread.start()
    eventually(lambda: len(here._places) > before)
    try:
        yield answers
    finally:
        thread.join()


def test_who_is_behind_is_answered_at_once_and_who_is_not_is_told_so(app: Flask) -> None:
    rep = phone(open_show(app))
    assert ask(rep) == (200, True)
    rep.pull()
    assert ask(rep) == (200, False)
    rep.push(rep.put(CARD, mine=True))
    assert ask(rep) == (200, True)
    rep.pull()
    assert ask(rep) == (200, False)


def test_somebody_elses_change_wakes_exactly_those_who_may_see_it(app: Flask) -> None:
    show = open_show(app)
    boss, one, other = phone(show, "supervisor", leads_team=True), phone(show), phone(show)
    put = one.put(CARD, mine=True)
    one.push(put)
    with waiting(other, seconds=3) as others, waiting(one) as ones:
        said = boss.push(boss.touch(put["lead"]))
    assert said[0]["st"] == "ok", said
    assert (ones, others) == ([True], [False])


def test_a_lead_that_is_taken_away_is_news(app: Flask) -> None:
    show = open_show(app)
    boss, one, other = phone(show, "supervisor", leads_team=True), phone(show), phone(show)
    put = one.put(CARD, mine=True)
    one.push(put)
    with waiting(other) as others, waiting(one) as ones:
        boss.push(boss.op("assign", put["lead"], body={"to": other.who.id, "reason": "Territory"}))
    assert (ones, others) == ([True], [True])


@pytest.mark.parametrize("news", [changes.touch_settings, changes.new_epoch])
def test_what_concerns_everybody_wakes_everybody(app: Flask, news: object) -> None:
    rep = phone(open_show(app))
    with waiting(rep) as answers, app.app_context(), writing() as connection:
        assert callable(news)
        news(connection)
    assert answers == [True]


def test_without_a_place_the_phone_is_asked_to_poll(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    rep = phone(open_show(app))
    rep.pull()
    monkeypatch.setattr(live, "PLACES", 0)
    assert ask(rep)[0] == 503


def test_whoever_is_not_signed_in_does_not_wait(app: Flask) -> None:
    assert app.test_client().post(live.WAIT_PATH, json={"seconds": 30}).status_code == 401
