"""Plans as rows: what is read back is what was published, and only the newest counts."""

from dataclasses import replace

from flask import Flask

from server.core.db import reading, writing
from server.plans.store import plans, publish, publish_shipped
from server.plans.templates import PLAN_A, SHIPPED


def test_shipped_plans_hold_until_something_is_published(app: Flask) -> None:
    with app.app_context(), reading() as connection:
        assert plans(connection) == SHIPPED


def test_what_is_published_is_read_back_whole_and_once(app: Flask) -> None:
    with app.app_context():
        for _ in range(2):
            with writing() as connection:
                publish_shipped(connection)
        with reading() as connection:
            assert dict(plans(connection)) == SHIPPED


def test_the_newest_version_of_a_plan_counts(app: Flask) -> None:
    shorter = replace(PLAN_A, name="Shorter", steps=PLAN_A.steps[:3])
    with app.app_context():
        with writing() as connection:
            publish_shipped(connection)
        with writing() as connection:
            publish(connection, [shorter])
        with reading() as connection:
            found = plans(connection)

    assert found["A"] == replace(shorter, version=2)
    assert found["B"] == SHIPPED["B"]
