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
from server.auth.setup import first_run_url
from server.core.db import db
from server.jobs.worker import run as work
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
    chosen = os.environ.get("PUBLIC_URL")
    urls = [chosen] if chosen else address.urls(host, port, https=tls_certificate is not None)
    # The children read it from the environment, as everything does; the first-run link is opened on this machine.
    os.environ["PUBLIC_URL"], current_app.config["PUBLIC_URL"] = urls[-1], urls[0]
    upgrade()
    lines = _welcome(urls, first_run_url())
    db.engine.dispose()
    workers = [[sys.executable, "-m", "flask", "--app", "wsgi", "worker"]] * current_app.config["OCR_WORKERS"]
    web = [sys.executable, "-m", "server.web", host, str(port), *map(str, filter(None, (tls_certificate, tls_key)))]
    supervisor = Supervisor(web, workers)
    sys.exit(supervisor.run(lambda: _announce(host, port, lines)))


@click.command()
@with_appcontext
def worker() -> None:
    """Read cards, run clocks, send mail: everything that need not happen within a request."""
    end_with_parent()
    work()


def _announce(host: str, port: int, lines: list[str]) -> None:
    """Print the address once it answers: a link that fails at the first tap looks broken."""
    deadline = time.monotonic() + STARTS_WITHIN
    while not address.is_answering(host, port):
        if time.monotonic() > deadline:
            click.echo("boxless: the web server takes unusually long to start; its messages are above.", err=True)
            return
        time.sleep(0.1)
    click.echo("\n".join(lines))


def _welcome(urls: list[str], set_up: str | None) -> list[str]:
    lines = ["", f"Boxless runs at {urls[0]}   (Ctrl-C stops it)"]
    if len(urls) > 1:
        lines.append(f"From phones in your network: {urls[-1]}   (camera and offline need HTTPS, see docs/phones.md)")
    lines += ["", _qr(urls[-1])]
    if set_up:
        lines += [
            "First run: open this link to name your organisation and its first administrator:",
            f"  {set_up}",
            "",
        ]
    return lines


def _qr(url: str) -> str:
    drawn = io.StringIO()
    segno.make(url, error="l").terminal(drawn, compact=True, border=2)
    return drawn.getvalue()
