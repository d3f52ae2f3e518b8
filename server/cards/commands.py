"""Commands about readings."""

import click
from flask.cli import with_appcontext

from server.cards.corrections import report
from server.core.db import reading


@click.command("ocr-report")
@with_appcontext
def ocr_report() -> None:
    """Show which fields people had to correct most, by engine and version."""
    with reading() as connection:
        lines = report(connection)
    if not lines:
        click.echo("Nobody has looked at a reading yet. Accept or correct a few cards first.")
        return
    click.echo(f"{'field':16} {'kept':>6} {'corrected':>10} {'removed':>8} {'missed':>7}  engine")
    for line in lines:
        numbers = f"{line.kept:>6} {line.corrected:>10} {line.removed:>8} {line.missed:>7}"
        click.echo(f"{line.field:16} {numbers}  {line.engine}")
