"""The worker's sign of life in the store: as long as it moves, and no longer.

A thread beats even while the worker waits. A worker that has not moved for long is stuck, and a
heartbeat would hide that from the board: then the beat says so instead, and the service manager's
watchdog is fed no more.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta

from ingest.clock import Clock
from ingest.errors import StoreUnavailable
from ingest.service_manager import ServiceManager
from ingest.store import HealthBook

_PERIOD = 20.0
_LONGEST_ACT = 600.0  # no message and no answer of a server takes a fraction of this


class Pulse:
    """Safe to use from threads. A store that fails is not the pulse's business: it says nothing."""

    def __init__(
        self, health: HealthBook, clock: Clock, poll_seconds: float, manager: ServiceManager | None = None
    ) -> None:
        self._health = health
        self._clock = clock
        self._manager = manager or ServiceManager()
        self._period = timedelta(seconds=min(poll_seconds, _PERIOD, self._manager.feeding_seconds))
        self._poll_period = timedelta(seconds=poll_seconds)
        self._stuck_after = 2 * poll_seconds + _LONGEST_ACT
        self._moved_at = clock.monotonic()

    def moved(self) -> None:
        """The worker got on."""
        self._moved_at = self._clock.monotonic()

    def succeeded(self) -> None:
        self.moved()
        self._manager.status("every mailbox was looked at")
        with suppress(StoreUnavailable):
            self._health.succeeded()

    def failed(self, sentence: str) -> None:
        self.moved()
        self._manager.status(sentence)
        with suppress(StoreUnavailable):
            self._health.failed(sentence)

    def beat(self) -> None:
        """Once, by a pass that somebody asked for: the next is a poll's period away."""
        with suppress(StoreUnavailable):
            self._health.beat(self._poll_period)

    def stopped(self) -> None:
        self._manager.stopping()
        with suppress(StoreUnavailable):
            self._health.stopped()

    @contextmanager
    def beating(self) -> Iterator[None]:
        """Beat from a thread of its own, within."""
        over = threading.Event()
        thread = threading.Thread(target=self._beat_until, args=(over,), name="pulse", daemon=True)
        self.moved()
        self._manager.ready()
        thread.start()
        try:
            yield
        finally:
            over.set()
            thread.join(timeout=5)

    def _beat_until(self, over: threading.Event) -> None:
        while not over.is_set():
            self._beat()
            over.wait(self._period.total_seconds())

    def _beat(self) -> None:
        stuck = self._clock.monotonic() - self._moved_at > self._stuck_after
        if not stuck:
            self._manager.alive()
        with suppress(StoreUnavailable):
            if stuck:
                self._health.failed("the worker is stuck: stop it and start it again")
            else:
                self._health.beat(self._period)
