"""Mail from the command line."""

import click
from flask.cli import with_appcontext

from server.core.db import reading
from server.core.errors import Problem
from server.mail.trial import send_test


@click.command("mail-test")
@click.argument("address")
@with_appcontext
def mail_test(address: str) -> None:
    """Send a test mail to ADDRESS and say what the mail server answered."""
    try:
        with reading() as connection:
            send_test(connection, address)
    except Problem as problem:
        raise click.ClickException(f"{problem.title} {problem.extra.get('said', '')}".strip()) from problem
    click.echo(f"The mail server took the test mail to {address}.")
