"""A firm that has been at it for years: one lead copied by SQL until there are as many as wanted."""

from sqlalchemy import Connection, create_engine, text

from server.core.db import table
from server.leads.models import Lead

STEP = 50_000
#: what must differ between two leads, or would tie the copies to one person
ALONE = {"email_norm": None, "phone_e164": None, "person_id": None, "company_id": None}
NUMBERS = {
    "sqlite": "WITH RECURSIVE n(i) AS (SELECT :first UNION ALL SELECT i + 1 FROM n WHERE i < :last) SELECT i FROM n",
    "postgresql": "SELECT i FROM generate_series(:first, :last) AS n(i)",
}
IDS = {
    "sqlite": "printf('00000000-0000-7000-8000-%012x', i)",
    "postgresql": "'00000000-0000-7000-8000-' || lpad(to_hex(i), 12, '0')",
}


def fill(url: str, pattern: str, wanted: int) -> None:
    """Copy the lead `pattern` with its place in the feed until the database holds `wanted` leads."""
    engine = create_engine(url.replace("postgresql://", "postgresql+psycopg://"))
    with engine.connect() as connection:
        have = connection.execute(text("SELECT count(*) FROM lead")).scalar_one()
        clock = connection.execute(text("SELECT rev FROM sync_clock")).scalar_one()
        for first in range(have + 1, wanted + 1, STEP):
            last = min(first + STEP - 1, wanted)
            _copy(connection, pattern, clock, first, last)
            connection.commit()
        connection.execute(text("UPDATE sync_clock SET rev = :rev"), {"rev": clock + wanted})
        connection.commit()
        connection.execute(text("ANALYZE"))
        connection.commit()
    engine.dispose()


def _copy(connection: Connection, pattern: str, clock: int, first: int, last: int) -> None:
    kind = connection.dialect.name
    doc = "replace(replace(p.doc, p.id, x.id), '\"rev\":' || p.rev || ',', '\"rev\":' || (:clock + x.i) || ',')"
    made = {"id": "x.id", "rev": ":clock + x.i", "doc": doc, **dict.fromkeys(ALONE, "NULL")}
    names = [column.name for column in table(Lead).columns]
    values = ", ".join(made.get(name, f'p."{name}"') for name in names)
    numbered = f"SELECT i, {IDS[kind]} AS id FROM ({NUMBERS[kind]}) AS y"
    listed = ", ".join(f'"{name}"' for name in names)
    bounds = {"first": first, "last": last, "clock": clock, "pattern": pattern}
    connection.execute(
        text(f"INSERT INTO lead ({listed}) SELECT {values} FROM ({numbered}) AS x, lead p WHERE p.id = :pattern"),
        bounds,
    )
    connection.execute(
        text(
            "INSERT INTO lead_scope (scope, lead_id, rev, present) SELECT s.scope, x.id, :clock + x.i, s.present "
            f"FROM ({numbered}) AS x, lead_scope s WHERE s.lead_id = :pattern"
        ),
        bounds,
    )


def pattern_of(url: str) -> tuple[str, list[str]]:
    """(id of the lead with the shortest document, ids of a hundred leads of one owner)."""
    engine = create_engine(url.replace("postgresql://", "postgresql+psycopg://"))
    with engine.connect() as connection:
        ids = connection.execute(text("SELECT id FROM lead ORDER BY rev LIMIT 100")).scalars().all()
        shortest = connection.execute(text("SELECT id FROM lead ORDER BY length(doc) LIMIT 1")).scalar_one()
    engine.dispose()
    return shortest, list(ids)
