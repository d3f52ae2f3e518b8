"""The ground the other tests stand on holds."""

import smtplib
import socket

import pytest
from flask import Flask
from redis import Redis
from sqlalchemy import text

from server.core.db import writing
from tests.support import cards
from tests.support.databases import Database
from tests.support.line import Line
from tests.support.mailbox import Mailbox
from tests.support.ports import free_port


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


def test_no_port_is_answered_twice() -> None:
    ports = [free_port() for _ in range(50)]
    assert len(set(ports)) == 50


def test_a_line_that_is_cut_ends_what_it_carried_and_answers_again_when_mended() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server, Line() as line:
        line.lead_to(server.getsockname()[1])

        def connected() -> tuple[socket.socket, socket.socket]:
            near = socket.create_connection(("127.0.0.1", line.port), timeout=60)
            return near, server.accept()[0]

        near, far = connected()
        with near, far:
            near.sendall(b"to the server")
            assert far.recv(99) == b"to the server"
            far.sendall(b"to the phone")
            assert near.recv(99) == b"to the phone"
            line.cut()
            assert near.recv(99) == b""
        with pytest.raises(ConnectionRefusedError):
            socket.create_connection(("127.0.0.1", line.port), timeout=60)
        line.mend()
        near, far = connected()
        with near, far:
            far.sendall(b"again")
            assert near.recv(99) == b"again"
