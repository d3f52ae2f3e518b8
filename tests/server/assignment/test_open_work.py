"""How much open work everybody has is asked with every new lead: years of finished leads must not be read for it."""

from typing import Any

from flask import Flask
from sqlalchemy import event, text

from server.core.db import db, is_sqlite, reading
from tests.support.shows import open_show, phone


def test_open_work_is_counted_from_its_own_index(app: Flask) -> None:
    rep = phone(open_show(app))
    asked: list[str] = []

    def listen(_connection: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        asked.append(statement)

    with app.app_context():
        event.listen(db.engine, "before_cursor_execute", listen)
        rep.push(rep.put({"company": "Engines Ltd"}))
        event.remove(db.engine, "before_cursor_execute", listen)
        (counting,) = (one for one in asked if "count(" in one and "GROUP BY lead.owner_id" in one)
        with reading() as connection:
            if not is_sqlite():
                connection.execute(text("SET LOCAL enable_seqscan = off"))
            plan = connection.exec_driver_sql(f"EXPLAIN {'QUERY PLAN' if is_sqlite() else ''} {counting}").all()

    assert "ix_lead_open_ab" in str(plan)
