"""How long one part of a message may take, on a quiet machine and on a busy one."""

from __future__ import annotations

import signal
from collections.abc import Iterator

import pytest

from parsers import alarm


@pytest.fixture
def clocks(monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, float]]:
    """The wall's clock and the processor's: set them."""
    clock = {"wall": 100.0, "processor": 7.0}
    monkeypatch.setattr("parsers.alarm.time.monotonic", lambda: clock["wall"])
    monkeypatch.setattr("parsers.alarm.time.process_time", lambda: clock["processor"])
    before = signal.signal(signal.SIGALRM, signal.SIG_IGN)
    alarm.start(15)
    yield clock
    alarm.stop()
    signal.signal(signal.SIGALRM, before)


@pytest.mark.parametrize(
    ("elapsed", "worked", "left"),
    [
        (0.2, 0.0, 14.8),  # too soon to tell
        (10.0, 10.0, 5.0),  # it spins, or works, on a processor of its own
        (10.0, 19.0, 5.0),  # on two
        (10.0, 5.0, 20.0),  # on half a one: it may take twice as long
        (15.0, 1.0, 30.0),  # on next to none: three times
        (44.0, 3.0, 1.0),
        (45.0, 3.0, 0.0),
        (40.0, 15.0, 0.0),  # it worked its time
    ],
)
def test_seconds_are_those_of_a_processor_up_to_three_times_as_many(
    clocks: dict[str, float], elapsed: float, worked: float, left: float
) -> None:
    clocks["wall"] += elapsed
    clocks["processor"] += worked
    assert alarm.left() == pytest.approx(left)


def test_a_signal_that_comes_while_the_process_waited_is_not_the_end(clocks: dict[str, float]) -> None:
    clocks["wall"] += 15
    clocks["processor"] += 7.5
    assert alarm.goes_on()
    assert signal.getitimer(signal.ITIMER_REAL)[0] == pytest.approx(15, abs=1)
    clocks["wall"] += 15
    clocks["processor"] += 7.5
    assert not alarm.goes_on()


def test_without_an_alarm_nothing_is_left() -> None:
    assert alarm.left() == 0
    assert not alarm.goes_on()
