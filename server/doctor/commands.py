"""`flask --app wsgi doctor`: whether every lead is managed as the method asks, and stored without contradiction."""

import click
from flask.cli import with_appcontext

from server.doctor.operations import examine_all, rebuild


@click.command("doctor")
@click.option("--rebuild", "mends", is_flag=True, help="Derive columns, plans and the feed of the leads found anew.")
@with_appcontext
def doctor(mends: bool) -> None:
    """List every lead that breaks a rule of the method. Exit code 1 when there is one."""
    found = examine_all()
    if found and mends:
        leads = {violation.lead_id for violation in found}
        rebuild(leads)
        left = examine_all()
        click.echo(f"Rebuilt {len(leads)} leads: {len(found)} violations before, {len(left)} now.")
        found = left
    for violation in found:
        click.echo(f"{violation.code:22} {violation.lead_id}  {violation.says}")
    if found:
        leads = {violation.lead_id for violation in found}
        raise click.ClickException(f"{len(found)} violations on {len(leads)} leads.")
    click.echo("All leads are well.")
