"""The points of origin the method names are there from the first start."""

import pytest

from server.events.models import KINDS, SOURCES

CODES = {code for code, _ in SOURCES}


@pytest.mark.parametrize(
    "named",
    [
        {"website", "facebook", "twitter", "direct_call"},
        {"telemarketing", "exhibition", "seminar", "advertising", "direct_response", "directory"},
        {"estimate_call", "download"},
    ],
)
def test_every_origin_of_the_method_can_be_named(named: set[str]) -> None:
    assert named <= CODES


def test_an_occasion_may_be_more_than_a_show() -> None:
    assert {"exhibition", "roadshow", "seminar", "telemarketing", "ad", "directory", "web", "call"} <= set(KINDS)
