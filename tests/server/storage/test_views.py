"""Pictures and memos over HTTP, as phones send and screens fetch them (docs/sync.md, docs/api.md)."""

import hashlib
import io
import random
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from PIL import Image
from sqlalchemy import Connection
from werkzeug.test import TestResponse

from server.core import signals
from server.core.db import reading, writing
from server.core.errors import Unavailable
from server.storage import operations, queries
from server.storage.parts import KEEP, PART, drop_abandoned
from server.storage.store import store_of
from tests.support import pictures
from tests.support.clock import standing_still
from tests.support.people import Colleague, colleague


def sha(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def memo(size: int) -> bytes:
    return b"OggS" + random.Random(size).randbytes(size - 4)


def put(client: FlaskClient, who: Colleague, data: bytes, name: str | None = None, query: str = "") -> TestResponse:
    return client.put(f"/api/sync/v1/blob/{name or sha(data)}{query}", data=data, headers=who.headers)


def put_part(client: FlaskClient, who: Colleague, whole: bytes, part: int, piece: bytes | None = None) -> int:
    of = -(-len(whole) // PART)
    piece = whole[part * PART : (part + 1) * PART] if piece is None else piece
    return put(client, who, piece, sha(whole), f"?part={part}&of={of}").status_code


def head(client: FlaskClient, who: Colleague, data: bytes) -> TestResponse:
    return client.head(f"/api/sync/v1/blob/{sha(data)}", headers=who.headers)


def show(client: FlaskClient, who: Colleague, data: bytes, query: str = "", **headers: str) -> TestResponse:
    return client.get(f"/api/v1/blobs/{sha(data)}{query}", headers={**who.headers, **headers})


def files(tmp_path: Path) -> list[Path]:
    return [path for path in (tmp_path / "blobs").rglob("*") if path.is_file()]


@contextmanager
def news() -> Iterator[list[tuple[str, str]]]:
    heard: list[tuple[str, str]] = []

    def hear(connection: Connection, sha256: str, user_id: str) -> None:
        heard.append((sha256, user_id))

    with signals.blob_stored.connected_to(hear):
        yield heard


@pytest.fixture
def rep(app: Flask) -> Colleague:
    return colleague(app)


def test_a_picture_is_kept_once_and_whoever_waits_hears_of_it_once(
    app: Flask, client: FlaskClient, rep: Colleague
) -> None:
    data = pictures.plain()
    with news() as heard:
        assert head(client, rep, data).status_code == 404
        assert put(client, rep, data).status_code == 201
        assert put(client, rep, data).status_code == 201
    assert heard == [(sha(data), rep.id)]
    assert head(client, rep, data).status_code == 200
    assert client.get(f"/api/sync/v1/blob/{sha(data)}", headers=rep.headers).data == data


@pytest.mark.parametrize("size", [PART * 3 + 10, PART * 2])
def test_parts_in_any_order_and_again_and_again(client: FlaskClient, rep: Colleague, size: int) -> None:
    data = memo(size)
    last = -(-size // PART) - 1
    assert put_part(client, rep, data, last) == 202
    assert put_part(client, rep, data, last) == 202
    assert head(client, rep, data).headers["X-Have"] == str(last)
    order = list(range(last))
    random.Random(size).shuffle(order)
    with news() as heard:
        answers = [put_part(client, rep, data, part) for part in order for _ in range(2)]
    assert answers[-2:] == [201, 201]  # the answer to the last part may have been lost
    assert set(answers[:-2]) <= {202}
    assert heard == [(sha(data), rep.id)]
    assert show(client, rep, data).data == data


def test_the_parts_that_are_here_are_told(client: FlaskClient, rep: Colleague) -> None:
    data = memo(PART * 4)
    assert head(client, rep, data).headers["X-Have"] == ""
    for part in (2, 0):
        put_part(client, rep, data, part)
    assert head(client, rep, data).headers["X-Have"] == "0,2"
    assert head(client, rep, data).status_code == 404


def test_a_corrupt_part_makes_the_phone_start_over_and_leaves_nothing(
    app: Flask, client: FlaskClient, rep: Colleague, tmp_path: Path
) -> None:
    data = memo(PART + 5)
    put_part(client, rep, data, 0, b"x" * PART)
    answer = put(client, rep, data[PART:], sha(data), "?part=1&of=2")
    assert (answer.status_code, answer.json["code"]) == (422, "hash_mismatch")
    assert files(tmp_path) == []
    assert [put_part(client, rep, data, part) for part in (0, 1)] == [202, 201]
    assert [path.name for path in files(tmp_path)] == [sha(data)]


def test_somebody_elses_wrong_part_harms_nobody(app: Flask, client: FlaskClient, rep: Colleague) -> None:
    data, other = memo(PART + 5), colleague(app)
    put_part(client, other, data, 1, b"xxxxx")
    assert [put_part(client, rep, data, part) for part in (0, 1)] == [202, 201]


@pytest.mark.parametrize(
    ("query", "size"),
    [
        ("?part=0&of=2", PART - 1),
        ("?part=2&of=2", PART),
        ("?part=0&of=2", 0),
        ("?part=-1&of=2", PART),
        ("?part=0&of=0", PART),
        ("?part=x&of=2", PART),
    ],
)
def test_parts_that_fit_nowhere_are_refused(
    client: FlaskClient, rep: Colleague, tmp_path: Path, query: str, size: int
) -> None:
    assert put(client, rep, b"x" * size, "0" * 64, query).status_code == 422
    assert files(tmp_path) == []


@pytest.mark.parametrize(
    ("query", "size"), [("", (1 << 20) + 1), ("?part=0&of=2", PART + 1), ("?part=0&of=101", PART), ("", 27 << 20)]
)
def test_too_much_is_refused(client: FlaskClient, rep: Colleague, tmp_path: Path, query: str, size: int) -> None:
    answer = put(client, rep, b"x" * size, "0" * 64, query)
    assert (answer.status_code, answer.json["code"]) == (413, "too_large")
    assert files(tmp_path) == []


def test_bytes_that_are_not_those_of_the_hash_are_refused(
    client: FlaskClient, rep: Colleague, tmp_path: Path
) -> None:
    answer = put(client, rep, pictures.plain(), "0" * 64)
    assert (answer.status_code, answer.json["code"]) == (422, "hash_mismatch")
    assert files(tmp_path) == []


@pytest.mark.parametrize("data", [pictures.other("GIF"), pictures.bomb(8_000), pictures.plain()[:-9], b"<svg/>"])
def test_what_is_no_picture_is_refused_and_nothing_stays(
    client: FlaskClient, rep: Colleague, tmp_path: Path, data: bytes
) -> None:
    answer = put(client, rep, data)
    assert (answer.status_code, answer.json["code"]) == (415, "not_a_picture")
    assert files(tmp_path) == []
    assert head(client, rep, data).status_code == 404


@pytest.mark.parametrize(
    "name",
    [
        "..%2f..%2fetc%2fpasswd",
        "../../secret_key",
        "A" * 64,
        "0" * 63,
        "0" * 65,
        "é" * 64,
        "0" * 64 + "%00",
        "%2e%2e",
        "0" * 63 + "\n",
    ],
)
@pytest.mark.parametrize("path", ["/api/sync/v1/blob/", "/api/v1/blobs/"])
def test_only_a_hash_is_an_address(client: FlaskClient, rep: Colleague, tmp_path: Path, path: str, name: str) -> None:
    for method in ("GET", "PUT", "HEAD"):
        answer = client.open(path + name, method=method, data=pictures.plain(), headers=rep.headers)
        assert answer.status_code in {400, 404, 405}
    assert files(tmp_path) == []


def test_a_foreign_blob_is_as_if_it_were_not_there(app: Flask, client: FlaskClient, rep: Colleague) -> None:
    data, stranger = pictures.plain(), colleague(app, "director")
    put(client, rep, data)
    for answer in (
        show(client, stranger, data),
        show(client, stranger, data, "?w=320"),
        head(client, stranger, data),
    ):
        assert answer.status_code == 404
    assert client.get(f"/api/sync/v1/blob/{sha(data)}", headers=stranger.headers).status_code == 404
    assert show(client, rep, b"never sent").status_code == 404
    assert client.get(f"/api/v1/blobs/{sha(data)}").status_code == 401


def test_knowing_a_hash_opens_nothing_but_sending_the_bytes_does(
    app: Flask, client: FlaskClient, rep: Colleague
) -> None:
    data, other = pictures.plain(), colleague(app)
    put(client, rep, data)
    announced = operations.Announced(sha(data), len(data), "image/jpeg")
    with app.app_context(), writing() as connection:
        assert operations.expect(connection, announced, other.id) is False
        assert operations.expect(connection, announced, rep.id) is True
    assert show(client, other, data).status_code == 404
    assert head(client, other, data).status_code == 404
    with news() as heard:
        assert put(client, other, data).status_code == 201
    assert heard == [(sha(data), other.id)]
    assert show(client, other, data).status_code == 200


def test_a_room_that_holds_the_blob_may_open_it(app: Flask, client: FlaskClient, rep: Colleague) -> None:
    data, viewer = pictures.plain(), colleague(app)
    put(client, rep, data)
    sees_it = signals.blob_asked.connected_to(lambda connection, sha256, actor: actor.user_id == viewer.id)
    with sees_it:
        assert show(client, viewer, data).data == data
        assert show(client, colleague(app), data).status_code == 404


def test_what_a_person_announced_and_has_not_sent_is_wanted(app: Flask, client: FlaskClient, rep: Colleague) -> None:
    here, there, other = pictures.plain(), pictures.plain("PNG"), colleague(app)
    with app.app_context(), writing() as connection:
        for data in (here, there):
            for who in (rep, other):
                operations.expect(connection, operations.Announced(sha(data), len(data), "image/jpeg"), who.id)
    put(client, rep, here)
    with app.app_context(), reading() as connection:
        assert queries.wanted(connection, rep.id, 9) == [sha(there)]
        assert set(queries.wanted(connection, other.id, 9)) == {sha(here), sha(there)}
        assert len(queries.wanted(connection, other.id, 1)) == 1


def test_place_and_camera_data_reach_neither_disk_nor_screen(
    client: FlaskClient, rep: Colleague, tmp_path: Path
) -> None:
    data = pictures.with_metadata(orientation=6)
    assert put(client, rep, data).status_code == 201
    stored = b"".join(path.read_bytes() for path in files(tmp_path))
    assert [mark for mark in pictures.TELLTALE if mark in stored] == []
    assert show(client, rep, data).data == stored
    assert head(client, rep, data).status_code == 200


def test_a_browser_can_do_nothing_but_show_it(client: FlaskClient, rep: Colleague) -> None:
    data = pictures.plain("PNG")
    put(client, rep, data)
    answer = show(client, rep, data)
    assert answer.headers["Content-Type"] == "image/png"
    assert answer.headers["Content-Disposition"] == f"attachment; filename={sha(data)[:12]}.png"
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cache-Control"] == "private, max-age=31536000, immutable"
    assert set(answer.vary) == {"Authorization", "Cookie"}
    again = show(client, rep, data, **{"If-None-Match": answer.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


def test_a_memo_can_be_played_from_the_middle(client: FlaskClient, rep: Colleague) -> None:
    data = memo(1_000)
    put(client, rep, data)
    answer = show(client, rep, data, Range="bytes=100-199")
    assert (answer.status_code, answer.data) == (206, data[100:200])


def test_a_small_copy_is_made_once(app: Flask, client: FlaskClient, rep: Colleague, tmp_path: Path) -> None:
    data = pictures.plain("WEBP")
    put(client, rep, data)
    first = show(client, rep, data, "?w=320")
    assert Image.open(io.BytesIO(first.data)).size == (320, 200)
    assert first.headers["Content-Type"] == "image/jpeg"
    with app.app_context():
        store_of().delete(f"{sha(data)[:2]}/{sha(data)}")
    assert show(client, rep, data, "?w=320").data == first.data
    assert show(client, rep, data, "?w=5000").status_code == 422


def test_a_memo_has_no_small_copy(client: FlaskClient, rep: Colleague) -> None:
    data = memo(900)
    put(client, rep, data)
    assert show(client, rep, data, "?w=320").data == data


def test_bytes_that_got_lost_are_sent_again(app: Flask, client: FlaskClient, rep: Colleague) -> None:
    data = pictures.plain()
    put(client, rep, data)
    with app.app_context():
        store_of().delete(f"{sha(data)[:2]}/{sha(data)}")
    assert head(client, rep, data).status_code == 404
    assert show(client, rep, data).status_code == 404
    assert put(client, rep, data).status_code == 201
    assert show(client, rep, data).data == data


def test_a_store_that_does_not_answer_loses_nothing(
    app: Flask, client: FlaskClient, rep: Colleague, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(key: str, data: bytes) -> None:
        raise OSError("No space left on device")

    data = pictures.plain()
    with app.app_context():
        monkeypatch.setattr(store_of(), "_put", broken)
    assert put(client, rep, data).status_code == 503
    with app.app_context(), reading() as connection:
        assert queries.find(connection, sha(data)) is None


def test_when_a_listener_fails_nothing_is_said_to_be_stored(app: Flask, client: FlaskClient, rep: Colleague) -> None:
    def fail(connection: Connection, **news: str) -> None:
        raise Unavailable

    data = pictures.plain()
    with signals.blob_stored.connected_to(fail):
        assert put(client, rep, data).status_code == 503
    assert head(client, rep, data).status_code == 404
    assert put(client, rep, data).status_code == 201


def test_abandoned_parts_are_thrown_away_after_a_week(app: Flask, client: FlaskClient, rep: Colleague) -> None:
    data = memo(PART * 2)
    put_part(client, rep, data, 0)
    with app.app_context(), standing_still() as clock:
        assert drop_abandoned(store_of()) == 0
        clock.advance(KEEP + 1_000)
        assert drop_abandoned(store_of()) == 1
    assert head(client, rep, data).headers["X-Have"] == ""


def test_erased_bytes_are_gone_with_their_small_copy(
    app: Flask, client: FlaskClient, rep: Colleague, tmp_path: Path
) -> None:
    data, kept = pictures.plain(), pictures.plain("PNG")
    for picture in (data, kept):
        put(client, rep, picture)
        show(client, rep, picture, "?w=320")
    with app.app_context(), writing() as connection:
        operations.purge(connection, sha(data))
    assert not [path for path in files(tmp_path) if sha(data) in path.name]
    assert show(client, rep, data).status_code == 404
    assert show(client, rep, kept, "?w=320").status_code == 200
