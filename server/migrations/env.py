"""Alembic's entry: migrations run on the application's own engine, both ways, on SQLite and PostgreSQL."""

from typing import Any, Literal

from alembic import context
from flask import current_app
from sqlalchemy import Connection
from sqlalchemy.engine import Engine

from server.core.db import SafeText

database = current_app.extensions["migrate"].db


def render_item(kind: str, item: object, _context: Any) -> str | Literal[False]:
    """Write our column types as the plain ones they are in the database: old migrations outlive our code."""
    return "sa.Text()" if kind == "type" and isinstance(item, SafeText) else False


def without_foreign_keys(connection: Connection) -> None:
    """SQLite changes a table by copying and dropping it; with the keys on, the drop would take its children along."""
    raw: Any = connection.connection.dbapi_connection
    raw.execute("PRAGMA foreign_keys=OFF")


def skip_empty(_context: Any, _revision: Any, directives: list[Any]) -> None:
    """Write no migration when the models did not change."""
    if getattr(context.config.cmd_opts, "autogenerate", False) and directives[0].upgrade_ops.is_empty():
        directives[:] = []


def run(engine: Engine) -> None:
    """Apply the migrations asked for in one transaction each."""
    lite = engine.dialect.name == "sqlite"
    with engine.connect() as connection:
        if lite:
            without_foreign_keys(connection)
        context.configure(
            connection=connection,
            target_metadata=database.metadata,
            render_as_batch=True,
            compare_type=True,
            render_item=render_item,
            process_revision_directives=skip_empty,
            transaction_per_migration=True,
        )
        with context.begin_transaction():
            context.run_migrations()
        if lite:
            connection.invalidate()


run(database.engine)
