"""`flask --app wsgi demo-fill`: the believable show, then who signs in and how phones are paired."""

import os

import click
from flask import current_app
from flask.cli import with_appcontext
from flask_migrate import upgrade

from server import address
from server.auth.enrolment import offer
from server.auth.setup import is_needed
from server.core.db import writing
from server.demo.filling import SEED, fill
from server.demo.house import House, actor_of
from server.demo.scripts import USUAL
from server.plans.store import publish_shipped


@click.command("demo-fill")
@click.option("--leads", default=USUAL, show_default=True, type=click.IntRange(1, 2_000), help="How many are met.")
@click.option("--seed", default=SEED, show_default=True, help="Another number tells another story.")
@click.option("--host", envvar="HOST", default="127.0.0.1", help="As for serve: what the printed links begin with.")
@click.option("--port", envvar="PORT", default=8000, show_default=True, type=click.IntRange(1, 65535))
@with_appcontext
def demo_fill(leads: int, seed: int, host: str, port: int) -> None:
    """Fill an empty database with a show that is over, one that runs, and everything in between."""
    current_app.config["PUBLIC_URL"] = os.environ.get("PUBLIC_URL") or address.urls(host, port, https=False)[0]
    upgrade()
    with writing() as connection:
        publish_shipped(connection)
        is_empty = is_needed(connection)
    if not is_empty:
        raise click.ClickException("This database is in use. The demo fills an empty one only: try `make demo`.")
    click.echo(f"boxless: telling the story of {leads} leads; reading their cards takes about a minute")
    house = fill(leads, seed, say=lambda text: click.echo(f"boxless: {text}"))
    click.echo("\n".join(_sign_ins(house)))


def _sign_ins(house: House) -> list[str]:
    """Printed once: nobody can read these passwords again."""
    rows = [
        f"  {person.post.name:<17}{', '.join(person.post.roles):<20}{person.post.email:<28}{person.password}"
        for person in house.people
    ]
    boss = actor_of(house.supervisor.id)
    links = [
        f"  {person.post.name:<17}{offer(boss, person.id)['url']}" for person in house.of_role("rep", "contractor")
    ]
    return [
        "",
        "Sign in at a desk (shown this once, written nowhere):",
        *rows,
        "",
        "Or pair a browser as a phone of the stand, within 15 minutes (later: Set-up makes new ones):",
        *links,
        "",
    ]
