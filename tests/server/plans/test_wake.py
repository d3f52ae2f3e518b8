"""When a parked lead comes back."""

from datetime import UTC, datetime

import pytest

from server.plans.wake import wake_after


def test_nothing_for_nine_months_wakes_two_weeks_before() -> None:
    assert wake_after(datetime(2025, 3, 3, 9, tzinfo=UTC), 9) == datetime(2025, 11, 19, 9, tzinfo=UTC)


def test_a_day_the_month_has_not_becomes_its_last() -> None:
    assert wake_after(datetime(2025, 12, 31, tzinfo=UTC), 2) == datetime(2026, 2, 14, tzinfo=UTC)


def test_nobody_wakes_before_falling_asleep() -> None:
    captured = datetime(2025, 1, 31, tzinfo=UTC)
    assert wake_after(captured, 1) == datetime(2025, 2, 14, tzinfo=UTC)
    assert wake_after(captured, 1, lead_time=captured - datetime(2024, 1, 1, tzinfo=UTC)) == captured


def test_less_than_a_month_is_a_promise_and_no_sleep() -> None:
    with pytest.raises(ValueError, match="one month"):
        wake_after(datetime(2025, 1, 1, tzinfo=UTC), 0)
