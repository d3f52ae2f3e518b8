"""A private PostgreSQL cluster for one test session: own folder, own socket, no TCP, gone afterwards."""

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

SUPERUSER = "postgres"
#: Tests throw the data away, so waiting for the disk only costs time. `durable=True` leaves it on.
CARELESS = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")
SETTINGS = (
    "listen_addresses=",
    "max_connections=120",
    "shared_buffers=64MB",
    "log_min_messages=fatal",
    "timezone=UTC",
)
FIRST_SETTINGS = ("-A", "trust", "-E", "UTF8", "--no-locale", "--no-sync")


class PostgresMissing(RuntimeError):
    """The server's programs are not on this machine; the message says how to get them."""


def programs() -> Path:
    """The folder of initdb and postgres: Debian keeps it off the PATH."""
    versions = Path("/usr/lib/postgresql").glob("*/bin/initdb")
    newest = max(versions, key=lambda path: int(path.parts[-3]), default=None)
    found = newest or shutil.which("initdb")
    if not found:
        raise PostgresMissing("PostgreSQL's server is not installed: `make test` does it, or run with --db sqlite")
    return Path(found).parent


class Cluster:
    """A running server; databases in it are made and dropped by name."""

    def __init__(self, *, durable: bool = False, disk: Path | None = None) -> None:
        """`disk`: a folder for the data, which may be a small disk; else it lies beside the socket."""
        self.folder = Path(tempfile.mkdtemp(prefix="boxless-pg-"))
        self._data = (disk or self.folder) / "data"
        self._user = _unprivileged()
        for folder in filter(None, (self.folder, disk)):
            if self._user:
                shutil.chown(folder, self._user)
        self._run("initdb", "-D", str(self._data), "-U", SUPERUSER, *FIRST_SETTINGS)
        settings = (*SETTINGS, f"unix_socket_directories={self.folder}", *(() if durable else CARELESS))
        self._flags = [word for setting in settings for word in ("-c", setting)]
        self.start()

    def start(self) -> None:
        """Start the server; it may have ended by itself, as it does when it cannot even write its log."""
        command = [programs() / "postgres", "-D", self._data, *self._flags]
        with (self.folder / "log").open("ab") as log:
            self.process = subprocess.Popen(command, stderr=log, user=self._user, cwd=self.folder)
        self._wait_until_ready()

    def url(self, database: str) -> str:
        """DATABASE_URL of one of its databases."""
        return f"postgresql://{SUPERUSER}@/{database}?host={self.folder}"

    def create(self, database: str, template: str = "template0") -> str:
        """Make a database, as a copy of another one if wanted; answers its URL."""
        self._sql(f'CREATE DATABASE "{database}" TEMPLATE "{template}"')
        return self.url(database)

    def drop(self, database: str) -> None:
        """Remove a database and whoever is still connected to it."""
        self._sql(f'DROP DATABASE IF EXISTS "{database}" WITH (FORCE)')

    def stop(self) -> None:
        """End the server at once and remove its folder."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGQUIT)
            self.process.wait(20)
        shutil.rmtree(self.folder, ignore_errors=True)

    def _wait_until_ready(self) -> None:
        deadline = time.monotonic() + 30
        while subprocess.run([programs() / "pg_isready", "-q", "-h", self.folder], check=False).returncode:
            if self.process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"PostgreSQL did not start: {(self.folder / 'log').read_text()}")
            time.sleep(0.05)

    def _sql(self, statement: str) -> None:
        self._run("psql", "-q", "-X", "-h", str(self.folder), "-U", SUPERUSER, "-d", "postgres", "-c", statement)

    def _run(self, program: str, *arguments: str) -> None:
        command: Sequence[str | Path] = [programs() / program, *arguments]
        done = subprocess.run(command, user=self._user, cwd=self.folder, capture_output=True, text=True, check=False)
        if done.returncode:
            raise RuntimeError(f"{program} failed: {done.stderr}")


def _unprivileged() -> str | None:
    """The user to run as when we are root, whom PostgreSQL refuses."""
    if os.geteuid() != 0:
        return None
    known = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in known else "nobody"
