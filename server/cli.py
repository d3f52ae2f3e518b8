"""The commands of the app, `flask --app wsgi <command>`: here those that run it."""

import io
import os
import sys
import time
from pathlib import Path

import click
import segno
from flask import Flask, current_app
from flask.cli import with_appcontext
from flask_migrate import upgrade

from server import address
from server.core.db import db
from server.supervise import Supervisor, end_with_parent

#: Seconds the web server has to answer before we say that it takes long.
STARTS_WITHIN = 60.0


def register(app: Flask) -> None:
    """Add the commands to the app."""
    app.cli.add_command(serve)
    app.cli.add_command(worker)


@click.command()
@click.option("--host", envvar="HOST", default="0.0.0.0", show_default=True, help="Address to listen on.")  # noqa: S104
@click.option("--port", envvar="PORT", default=8000, show_default=True, type=click.IntRange(1, 65535))
@click.option("--tls-certificate", envvar="TLS_CERTIFICATE", type=click.Path(exists=True, path_type=Path))
@click.option("--tls-key", envvar="TLS_KEY", type=click.Path(exists=True, path_type=Path), help="PKCS#8, PEM.")
@with_appcontext
def serve(host: str, port: int, tls_certificate: Path | None, tls_key: Path | None) -> None:
    """Migrate the database, then run the web server and the workers until Ctrl-C."""
    if bool(tls_certificate) != bool(tls_key):
        raise click.UsageError("TLS_CERTIFICATE and TLS_KEY go together: set both or none.")
    if not address.is_free(host, port):
        raise click.ClickException(
            f"Port {port} is taken. Stop what uses it, or choose another: PORT={port + 1} make run"
        )
    # The children read their settings from the environment, as everything does.
    url = os.environ.setdefault("PUBLIC_URL", address.public_url(host, port, https=tls_certificate is not None))
    current_app.config["PUBLIC_URL"] = url
    upgrade()
    lines = _welcome(url, _first_run_url())
    db.engine.dispose()
    workers = [[sys.executable, "-m", "flask", "--app", "wsgi", "worker"]] * current_app.config["OCR_WORKERS"]
    web = [sys.executable, "-m", "server.web", host, str(port), *map(str, filter(None, (tls_certificate, tls_key)))]
    supervisor = Supervisor(web, workers)
    sys.exit(supervisor.run(lambda: _announce(host, port, lines)))


@click.command()
@with_appcontext
def worker() -> None:
    """Read cards, run clocks, send mail: everything that need not happen within a request."""
    from server.jobs.worker import run

    end_with_parent()
    run()


def _first_run_url() -> str | None:
    from server.auth.setup import first_run_url

    return first_run_url()


def _announce(host: str, port: int, lines: list[str]) -> None:
    """Print the address once it answers: a link that fails at the first tap looks broken."""
    deadline = time.monotonic() + STARTS_WITHIN
    while not address.is_answering(host, port):
        if time.monotonic() > deadline:
            click.echo("boxless: the web server takes unusually long to start; its messages are above.", err=True)
            return
        time.sleep(0.1)
    click.echo("\n".join(lines))


def _welcome(url: str, set_up: str | None) -> list[str]:
    lines = ["", f"Boxless runs at {url}   (Ctrl-C stops it)"]
    if address.is_local(url):
        lines.append('Only this machine can open that address: see the README, "On phones".')
    lines += ["", _qr(url)]
    if set_up:
        lines += [
            "First run: open this link, once, to name your organisation and its first administrator:",
            f"  {set_up}",
            "",
        ]
    return lines


def _qr(url: str) -> str:
    drawn = io.StringIO()
    segno.make(url, error="l").terminal(drawn, compact=True, border=2)
    return drawn.getvalue()
