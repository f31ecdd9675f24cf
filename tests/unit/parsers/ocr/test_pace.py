"""The time that a document's alarm leaves for its pages."""

from __future__ import annotations

import math
import signal

import pytest

from parsers import alarm as alarm_clock
from parsers.ocr import pace as pace_module
from parsers.ocr.pace import Pace


@pytest.fixture
def alarm(monkeypatch: pytest.MonkeyPatch) -> dict[str, float]:
    """Seconds until the alarm: set them. As many pass as it comes nearer."""
    clock = {"seconds": 0.0}
    monkeypatch.setattr("parsers.ocr.pace._until_the_alarm", lambda: clock["seconds"])
    monkeypatch.setattr("parsers.ocr.pace.now", lambda: -clock["seconds"])
    return clock


def test_without_an_alarm_time_has_no_end(alarm: dict[str, float]) -> None:
    pace = Pace()
    with pace.page():
        pass
    pace.keep_half()
    assert pace.left() == math.inf
    assert pace.allows_a_page()
    assert pace.allows_more()


def test_a_page_is_begun_only_if_one_like_the_longest_could_end(alarm: dict[str, float]) -> None:
    alarm["seconds"] = 15
    pace = Pace()
    with pace.page():
        alarm["seconds"] = 9
    assert pace.allows_a_page()
    alarm["seconds"] = 6
    assert not pace.allows_a_page()
    assert pace.allows_more()


def test_second_looks_leave_half_of_the_time_to_the_pages_that_come_later(alarm: dict[str, float]) -> None:
    alarm["seconds"] = 12
    pace = Pace()
    pace.keep_half()
    assert pace.left() == 6


def test_when_the_alarm_went_off_no_time_is_left(alarm: dict[str, float]) -> None:
    alarm["seconds"] = 15
    pace = Pace()
    alarm["seconds"] = 0
    assert pace.left() == 0
    assert not pace.allows_more()


@pytest.mark.parametrize(("left", "set_aside"), [(0.5, True), (9.0, False)])
def test_an_alarm_about_to_go_off_is_set_aside_for_what_comes_after(left: float, set_aside: bool) -> None:
    before = signal.signal(signal.SIGALRM, signal.SIG_IGN)
    alarm_clock.start(left)
    try:
        assert Pace().end() is set_aside
        assert (signal.getitimer(signal.ITIMER_REAL)[0] == 0) is set_aside
    finally:
        alarm_clock.stop()
        signal.signal(signal.SIGALRM, before)


def test_a_page_whose_making_ready_took_most_of_the_time_cannot_end(alarm: dict[str, float]) -> None:
    alarm["seconds"] = 15
    pace = Pace()
    begun = pace_module.now()
    alarm["seconds"] = 10
    assert pace.could_end(begun)
    alarm["seconds"] = 8
    assert not pace.could_end(begun)


@pytest.mark.parametrize(("worked", "may_begin"), [(1.9, True), (0.4, False)])
def test_other_pages_begin_beside_the_first_only_where_it_gets_a_processor_for_itself(
    alarm: dict[str, float], monkeypatch: pytest.MonkeyPatch, worked: float, may_begin: bool
) -> None:
    processor = {"seconds": 5.0}
    monkeypatch.setattr("parsers.ocr.pace.time.thread_time", lambda: processor["seconds"])
    alarm["seconds"] = 15
    pace = Pace()
    with pace.prepared():
        alarm["seconds"] = 13
        processor["seconds"] += worked
    alarm["seconds"] = 0  # nobody waits here
    assert pace.others_may_begin is may_begin
    pace.first_is_over()
    assert pace.others_may_begin


def test_without_an_alarm_no_page_waits_for_the_first(alarm: dict[str, float]) -> None:
    pace = Pace()
    pace.wait_for_the_first()
    assert pace.others_may_begin
