"""The ground the other tests stand on holds."""

import smtplib

import pytest
from flask import Flask
from redis import Redis
from sqlalchemy import text

from server.core.db import writing
from tests.support import cards
from tests.support.databases import Database
from tests.support.mailbox import Mailbox


@pytest.mark.parametrize("time", ["first", "second"])
def test_a_test_leaves_no_trace_in_the_database(app: Flask, database: Database, time: str) -> None:
    assert database.rows() == database.first_rows
    with app.app_context(), writing() as connection:
        connection.execute(text("DELETE FROM source"))
        connection.execute(text("UPDATE sync_clock SET rev = 7"))
    assert database.rows() != database.first_rows


def test_mail_sent_to_the_mailbox_can_be_read_there(mail: tuple[Mailbox, str]) -> None:
    box, url = mail
    with smtplib.SMTP("127.0.0.1", int(url.rpartition(":")[2])) as server:
        server.sendmail("from@example.com", ["to@example.com"], "Subject: Brochure\r\n\r\nHere it is.")
    assert box.messages[0]["Subject"] == "Brochure"


def test_redis_answers(redis_url: str) -> None:
    with Redis.from_url(redis_url) as redis:
        assert redis.ping()


def test_the_same_seed_draws_the_same_card() -> None:
    drawn = [cards.jpeg(cards.draw(cards.somebody(seed), seed)) for seed in range(9)]
    assert drawn == [cards.jpeg(cards.draw(cards.somebody(seed), seed)) for seed in range(9)]
    assert len(set(drawn)) == 9
