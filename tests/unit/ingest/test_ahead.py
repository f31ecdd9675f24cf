"""The next item is begun while this one is dealt with; order, failures and an early end are kept."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest

from ingest.ahead import one_ahead


def test_items_come_in_order() -> None:
    assert list(one_ahead(iter(range(50)))) == list(range(50))


def test_the_next_is_begun_before_it_is_asked_for() -> None:
    begun = threading.Event()

    def items() -> Iterator[int]:
        yield 1
        begun.set()
        yield 2

    coming = one_ahead(items())
    assert next(coming) == 1
    assert begun.wait(10)
    coming.close()


def test_what_came_before_a_failure_is_given_before_it() -> None:
    def items() -> Iterator[int]:
        yield 1
        raise OSError("cut")

    coming = one_ahead(items())
    assert next(coming) == 1
    with pytest.raises(OSError, match="cut"):
        next(coming)


def test_once_it_is_closed_nothing_runs_any_more() -> None:
    running = threading.Lock()

    def items() -> Iterator[int]:
        while True:
            with running:
                yield 1

    coming = one_ahead(items())
    next(coming)
    coming.close()
    assert not any(thread.name.startswith("ahead") for thread in threading.enumerate())
