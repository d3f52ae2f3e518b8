"""Each fault as a function: it happens while a crew works on a real server. What was lost is counted afterwards."""

import os
import random
import resource
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path

import psutil
import psycopg

from tests.faults.crew import Crew
from tests.faults.reading import Desk
from tests.faults.wire import broken_push, replaying_proxy
from tests.support.live import LiveApp
from tests.support.postgres import Cluster
from tests.support.waiting import eventually

#: seconds until writers who never pause let somebody else have the lock
LOCK_WITHIN_S = 120


@dataclass
class Scene:
    """A running app and the phones at work on it."""

    live: LiveApp
    crew: Crew
    #: how long the crew works before and after each fault
    work_s: float
    chance: random.Random
    #: where the database lies, if that is a disk of its own which can be filled
    disk: Path | None = None
    cluster: Cluster | None = None

    def __post_init__(self) -> None:
        self.desk = Desk(self.crew, self.database)

    @property
    def database(self) -> str:
        """Path of the SQLite file, or the URL of PostgreSQL."""
        url = str(self.live.env.get("DATABASE_URL", ""))
        return url or str(self.live.folder / "boxless.db")

    def work(self) -> None:
        """Let the crew work for a while."""
        time.sleep(self.chance.uniform(0.5, 1.5) * self.work_s)


Fault = Callable[[Scene], None]


def kill_everything(scene: Scene) -> None:
    """kill -9 of supervisor, web server and worker at once, at any moment; then a start."""
    scene.live.kill()
    scene.live.start()


def kill_worker(scene: Scene) -> None:
    """kill -9 of the worker while it reads a card; the supervisor starts another one."""
    scene.desk.photograph(3)
    eventually(scene.desk.begun, within=120)
    before = {child.pid for child in eventually(lambda: scene.live.children("worker"))}
    for child in scene.live.children("worker"):
        child.kill()
    eventually(lambda: [child for child in scene.live.children("worker") if child.pid not in before])


def freeze(scene: Scene) -> None:
    """SIGSTOP for longer than phones wait for an answer, then SIGCONT: they have sent again meanwhile."""
    scene.live.freeze()
    scene.work()
    time.sleep(4.0)
    scene.live.thaw()


def lock_database(scene: Scene) -> None:
    """Another process keeps the write lock: SQLite's, or PostgreSQL's row of the clock."""
    if scene.database.startswith("postgresql"):
        with psycopg.connect(scene.database) as connection:
            connection.execute("SELECT rev FROM sync_clock FOR UPDATE")
            time.sleep(3)
        return
    with closing(sqlite3.connect(scene.database, timeout=LOCK_WITHIN_S, isolation_level=None)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        time.sleep(3)
        connection.execute("ROLLBACK")


def fill_disk(scene: Scene) -> None:
    """Writes fail until there is room again: a small disk of its own is filled, elsewhere files may not grow."""
    if scene.disk is None:
        _forbid_growth(scene)
        return
    _fill_up(scene.disk / "ballast")
    if scene.cluster and scene.cluster.process.poll() is not None:
        # PostgreSQL gives up when it cannot even write its log: somebody makes room and starts it
        scene.cluster.start()


def _fill_up(ballast: Path) -> None:
    with ballast.open("wb", buffering=0) as file, suppress(OSError):
        while True:
            file.write(bytes(1 << 16))
    try:
        time.sleep(2)
    finally:
        ballast.unlink()


def _forbid_growth(scene: Scene) -> None:
    """A limit on the running processes (RLIMIT_FSIZE): SQLite gets its refusal from write(), as on a full disk."""
    assert scene.live.process
    leader = scene.live.process.pid
    pids = [leader, *(child.pid for child in psutil.Process(leader).children(recursive=True))]
    most = min(os.path.getsize(f"{scene.database}-wal"), 64 << 10)
    _limit_files(pids, most)
    try:
        time.sleep(2)
    finally:
        _limit_files(pids, resource.RLIM_INFINITY)


def _limit_files(pids: list[int], most: int) -> None:
    for pid in pids:
        with suppress(ProcessLookupError):  # it ended meanwhile
            resource.prlimit(pid, resource.RLIMIT_FSIZE, (most, resource.RLIM_INFINITY))


def cut_requests(scene: Scene) -> None:
    """The connection is reset in the middle of the request; then the phone sends it again."""
    for share in (0.2, 0.6, 0.95):
        _broken_then_sent(scene, sent=share, read=0)


def cut_answers(scene: Scene) -> None:
    """The connection is reset before or within the answer; then the phone sends it again."""
    for read in (0, 1, 60):
        _broken_then_sent(scene, sent=1.0, read=read)


def _broken_then_sent(scene: Scene, *, sent: float, read: int) -> None:
    phone = scene.crew.extra
    ops = phone.lead()
    try:
        broken_push(phone, ops, sent=sent, read=read)
    finally:
        scene.crew.send(phone, ops)


def replay(scene: Scene) -> None:
    """A proxy sends everything twice, and old requests again after newer ones."""
    phone = scene.crew.extra
    port = phone.port
    with replaying_proxy(port) as phone.port:
        for _ in range(8):
            scene.crew.send(phone, phone.lead())
    phone.port = port


FAULTS: dict[str, Fault] = {
    "kill -9 of everything": kill_everything,
    "kill -9 of the worker": kill_worker,
    "SIGSTOP, SIGCONT": freeze,
    "database locked by another process": lock_database,
    "disk full": fill_disk,
    "connection reset in the request": cut_requests,
    "connection reset in the answer": cut_answers,
    "proxy that replays": replay,
}


def possible(scene: Scene, name: str) -> bool:
    """Whether this fault can be brought about: files of PostgreSQL's user cannot be kept from growing."""
    return name != "disk full" or scene.cluster is None or scene.disk is not None


def suffer(scene: Scene, fault: Fault, rounds: int) -> dict[str, int]:
    """So many rounds of a fault under load; how much work it was, and what went wrong."""
    before, retries = len(scene.crew.acknowledged), scene.crew.retries
    with scene.crew.at_work():
        for _ in range(rounds):
            scene.work()
            fault(scene)
        # whoever was cut off gets through once more
        scene.work()
    done = {"acknowledged": len(scene.crew.acknowledged) - before, "retries": scene.crew.retries - retries}
    read, wrong = scene.desk.reckoning(), scene.crew.losses()
    wrong["lost"] += read.pop("unread")
    wrong["doubled"] += read.pop("read_twice")
    return {**done, **read, **wrong}
