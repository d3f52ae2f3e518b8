"""The model of the phone's engine is worth what it has in common with the engine: both play the same scripts."""

import os
import subprocess
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import orjson
import pytest
from werkzeug.serving import WSGIRequestHandler, make_server
from werkzeug.wrappers import Request, Response

from server.core.clock import frozen
from tests.simulation.deeds import MEMOS
from tests.simulation.house import BEGINNING, House
from tests.simulation.in_step import PHONES, Player, Step, script
from tests.simulation.running import furnished

#: in one process of the test run: the scripts are played once
pytestmark = pytest.mark.xdist_group("in step")
PWA = Path(__file__).resolve().parents[2] / "pwa"
SEEDS = range(1, 11)


class Served:
    """The house over HTTP. Time is what the request says; `/script/<command>` is for the script."""

    def __init__(self, house: House) -> None:
        self.house = house
        self.now = BEGINNING
        self._backup: Any = None

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        request = Request(environ)
        self.now = int(request.headers.get("X-Script-Now", self.now))
        if not request.path.startswith("/script/"):
            return self.house.app.wsgi_app(environ, start_response)
        self._do(request.path.removeprefix("/script/"))
        return Response("done")(environ, start_response)

    def _do(self, command: str) -> None:
        if command == "reset":
            self._backup = None
            self.house.reset()
        elif command == "backup":
            self._backup = self.house.backup()
        elif self._backup is not None:
            self.house.restore(self._backup)


class _Quiet(WSGIRequestHandler):
    def log(self, *_: Any, **__: Any) -> None:
        """Say nothing."""


@contextmanager
def _listening(served: Served) -> Iterator[str]:
    server = make_server("127.0.0.1", 0, served, request_handler=_Quiet)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join(10)
        server.server_close()


def _played_by_the_app(house: House, scripts: list[list[Step]], folder: Path) -> list[dict[str, Any]]:
    served = Served(house)
    phones = {name: house.phones[name] for name in PHONES}
    told = {
        name: {"device": phone.device, "user": phone.user, "token": house.tokens[name]}
        for name, phone in phones.items()
    }
    given, played = folder / "scripts.json", folder / "played.json"
    with frozen(lambda: served.now), _listening(served) as url:
        memos = {sha256: data.hex() for sha256, data in MEMOS.items()}
        cast = {"server": url, "event": house.events[0], "phones": told, "memos": memos}
        given.write_bytes(orjson.dumps({"cast": cast, "scripts": scripts}))
        command = ["npx", "vitest", "run", "--config", "vitest.inStep.config.ts"]
        env = {**os.environ, "SCRIPTS": str(given), "PLAYED": str(played)}
        done = subprocess.run(command, cwd=PWA, env=env, capture_output=True, text=True, check=False, timeout=300)
    assert done.returncode == 0, done.stdout + done.stderr
    return list(orjson.loads(played.read_bytes()))


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[tuple[dict[str, Any], dict[str, Any]]]]:
    """(what the app did, what the model did) of every script."""
    scripts = [script(seed) for seed in SEEDS]
    with furnished() as house:
        model = [Player(house, seed).play(steps) for seed, steps in zip(SEEDS, scripts, strict=True)]
        house.database.close()
        app = _played_by_the_app(house, scripts, tmp_path_factory.mktemp("scripts"))
        yield list(zip(app, (orjson.loads(orjson.dumps(one)) for one in model), strict=True))


def test_both_send_the_same(both: list[tuple[dict[str, Any], dict[str, Any]]]) -> None:
    for seed, (app, model) in zip(SEEDS, both, strict=True):
        for number, (one, other) in enumerate(zip(app["sent"], model["sent"], strict=False)):
            assert one == other, f"seed {seed}, request {number}"
        assert len(app["sent"]) == len(model["sent"]), f"seed {seed}"


def test_both_hold_the_same_in_the_end(both: list[tuple[dict[str, Any], dict[str, Any]]]) -> None:
    for seed, (app, model) in zip(SEEDS, both, strict=True):
        for phone in PHONES:
            for what, held in model["held"][phone].items():
                assert app["held"][phone][what] == held, f"seed {seed}, {phone}, {what}"


def test_the_scripts_meet_what_they_are_for(both: list[tuple[dict[str, Any], dict[str, Any]]]) -> None:
    sent = [request for _app, model in both for request in model["sent"]]
    again = [op for request in sent if request[0] == "push" for op in request[2] if op[4]]

    kinds = {op[0] for request in sent if request[0] == "push" for op in request[2]}

    assert again
    assert kinds == {"put", "note", "touch", "capture", "claim", "assign", "close"}
    assert any(request[0] == "bytes" for request in sent)
    assert any(held["dead"] for _app, model in both for held in model["held"].values())
    assert any(held["docs"] for _app, model in both for held in model["held"].values())
