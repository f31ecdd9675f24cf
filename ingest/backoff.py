"""How long to leave something alone that fails: longer each time, never in step with others."""

from __future__ import annotations

import random

from ingest.clock import Clock


class BackOff:
    """Doubles from `first` to `limit` seconds, each time by chance between half and all of it."""

    def __init__(self, clock: Clock, first: float, limit: float) -> None:
        self._clock = clock
        self._first = first
        self._limit = limit
        self._failures = 0
        self._until = 0.0

    @property
    def is_backing_off(self) -> bool:
        return self._failures > 0

    def failed(self, at_most: float = float("inf")) -> None:
        """Wait, longer than the last time, but `at_most` so many seconds."""
        whole = min(self._limit, at_most, self._first * 2 ** min(self._failures, 30))
        self._failures += 1
        self._wait(whole)

    def refused(self) -> None:
        """Wait for what must not be tried often: once more soon, for servers refuse by mistake; then half
        the limit, and then all of it."""
        self._failures += 1
        whole = {1: self._first, 2: self._limit / 2}.get(self._failures, self._limit)
        self._wait(whole)

    def succeeded(self) -> None:
        """Begin afresh."""
        self._failures = 0

    def is_due(self) -> bool:
        """Whether it may be tried now."""
        return not self.is_backing_off or self.seconds_left() == 0

    def seconds_left(self) -> float:
        """Seconds until it may be tried."""
        return max(0.0, self._until - self._clock.monotonic()) if self.is_backing_off else 0.0

    def _wait(self, whole: float) -> None:
        self._until = self._clock.monotonic() + whole * random.uniform(0.5, 1)
