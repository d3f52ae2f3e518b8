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

from server import address, local_ca
from server.auth.setup import first_run_url
from server.cards.commands import ocr_report
from server.core.db import db, writing
from server.demo.commands import demo_fill
from server.doctor.commands import doctor
from server.jobs.worker import run as work
from server.mail.commands import mail_test
from server.mail.texts import publish_shipped_texts
from server.plans.store import publish_shipped
from server.supervise import Supervisor, end_with_parent

#: Seconds the web server has to answer before we say that it takes long.
STARTS_WITHIN = 60.0


def register(app: Flask) -> None:
    """Add the commands to the app."""
    app.cli.add_command(serve)
    app.cli.add_command(worker)
    app.cli.add_command(ocr_report)
    app.cli.add_command(demo_fill)
    app.cli.add_command(doctor)
    app.cli.add_command(mail_test)


@click.command()
@click.option("--host", envvar="HOST", default="0.0.0.0", show_default=True, help="Address to listen on.")  # noqa: S104
@click.option("--port", envvar="PORT", default=8000, show_default=True, type=click.IntRange(1, 65535))
@click.option("--https", envvar="HTTPS", type=click.Choice(["local"]), help="Make a certificate of our own.")
@click.option("--tls-certificate", envvar="TLS_CERTIFICATE", type=click.Path(exists=True, path_type=Path))
@click.option("--tls-key", envvar="TLS_KEY", type=click.Path(exists=True, path_type=Path), help="PKCS#8, PEM.")
@with_appcontext
def serve(host: str, port: int, https: str | None, tls_certificate: Path | None, tls_key: Path | None) -> None:
    """Migrate the database, then run the web server and the workers until Ctrl-C."""
    if bool(tls_certificate) != bool(tls_key):
        raise click.UsageError("TLS_CERTIFICATE and TLS_KEY go together: set both or none.")
    if not address.is_free(host, port):
        raise click.ClickException(
            f"Port {port} is taken. Stop what uses it, or choose another: PORT={port + 1} make run"
        )
    tls = [tls_certificate, tls_key] if tls_certificate and tls_key else _own_certificate() if https else []
    urls = _take_addresses(host, port, https=bool(tls))
    upgrade()
    with writing() as connection:
        publish_shipped(connection)
        publish_shipped_texts(connection)
    lines = _welcome(urls, first_run_url())
    db.engine.dispose()
    workers = [[sys.executable, "-m", "flask", "--app", "wsgi", "worker"]] * current_app.config["OCR_WORKERS"]
    supervisor = Supervisor([sys.executable, "-m", "server.web", host, str(port), *map(str, tls)], workers)
    sys.exit(supervisor.run(lambda: _announce(host, port, lines)))


@click.command()
@with_appcontext
def worker() -> None:
    """Read cards, run clocks, send mail: everything that need not happen within a request."""
    end_with_parent()
    work()


def _own_certificate() -> list[Path]:
    try:
        made = local_ca.ensure(Path(current_app.config["DATA_DIR"]) / "tls")
    except local_ca.NoCertificate as error:
        raise click.ClickException(str(error)) from error
    click.echo(f"Phones must trust {made.authority} (docs/phones.md). Its SHA-256 fingerprint:\n  {made.fingerprint}")
    return [made.certificate, made.key]


def _take_addresses(host: str, port: int, *, https: bool) -> list[str]:
    """The addresses to show: first the one for this machine, where the first-run link is opened, last for phones."""
    chosen = os.environ.get("PUBLIC_URL")
    urls = [chosen] if chosen else address.urls(host, port, https=https)
    # The children read it from the environment, as everything does.
    os.environ["PUBLIC_URL"], current_app.config["PUBLIC_URL"] = urls[-1], urls[0]
    return urls


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
        trust = "" if urls[-1].startswith("https://") else "   (camera and offline need HTTPS: docs/phones.md)"
        lines.append(f"From phones in your network: {urls[-1]}{trust}")
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
