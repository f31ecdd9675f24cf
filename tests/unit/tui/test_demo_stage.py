"""The demonstration's board opens once the worker is heard of, and does not wait for one that is dead."""

from __future__ import annotations

from datetime import UTC, datetime

from tui.demo.stage import until_heard_of

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


def test_the_board_waits_for_the_workers_first_sign() -> None:
    signs = iter([None, None, NOON])
    until_heard_of(lambda: next(signs))
    assert next(signs, "none is left") == "none is left"


def test_a_worker_of_whom_nothing_is_heard_is_left_to_the_board_to_tell() -> None:
    asked = []
    until_heard_of(lambda: asked.append(1), looks=3)
    assert len(asked) == 3
