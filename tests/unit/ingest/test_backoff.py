"""How long a failing mailbox is left alone."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from ingest.backoff import BackOff
from ingest.clock import SetClock


def test_each_wait_is_longer_up_to_the_limit_and_none_is_the_same_for_all() -> None:
    clock = SetClock(datetime(2026, 6, 1, tzinfo=UTC))
    back_off = BackOff(clock, 5, 60)
    for whole in (5, 10, 20, 40, 60, 60):
        back_off.failed()
        assert whole / 2 <= back_off.seconds_left() <= whole
        assert not back_off.is_due()
    clock.move(timedelta(seconds=60))
    assert back_off.is_due()


def test_a_wait_may_be_limited_further() -> None:
    back_off = BackOff(SetClock(datetime(2026, 6, 1, tzinfo=UTC)), 5, 600)
    for _ in range(30):
        back_off.failed(at_most=60)
    assert 30 <= back_off.seconds_left() <= 60


def test_after_a_success_it_begins_afresh() -> None:
    back_off = BackOff(SetClock(datetime(2026, 6, 1, tzinfo=UTC)), 5, 60)
    for _ in range(5):
        back_off.failed()
    back_off.succeeded()
    assert back_off.is_due()
    back_off.failed()
    assert back_off.seconds_left() <= 5


def test_a_refusal_is_asked_about_once_more_soon_and_then_seldom() -> None:
    back_off = BackOff(SetClock(datetime(2026, 6, 1, tzinfo=UTC)), 5, 600)
    for whole in (5, 300, 600, 600):
        back_off.refused()
        assert whole / 2 <= back_off.seconds_left() <= whole
