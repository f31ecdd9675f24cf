"""The worker's sign of life in the store: as long as each of its parts moves, and no longer.

The parts are the reading and each mailbox, every one on a thread of its own. A thread beats for them
even while they wait. A part whose step takes long is told to the board by that step's name, and one
that is stuck ends the heartbeat, which would hide it: the beat says so instead, and the service
manager's watchdog is fed no more.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import timedelta

from ingest.clock import Clock
from ingest.errors import StoreUnavailable
from ingest.service_manager import ServiceManager
from ingest.store import HealthBook

_PERIOD = 20.0
_LONG = 240.0  # of one step: no message and no answer of a server takes so long, but for a very large one
_LONGEST_ACT = 600.0  # no message and no answer of a server takes a fraction of this
_MINUTE = 60.0


@dataclass(slots=True)
class _Part:
    """`step` is what it does since `moved_at`, or `None` while it waits; `errors` is what went wrong the
    last time, and `None` before the first."""

    moved_at: float
    step: str | None = None
    errors: Sequence[str] | None = None


class Pulse:
    """Safe to use from threads. A store that fails is not the pulse's business: it says nothing."""

    def __init__(
        self,
        health: HealthBook,
        clock: Clock,
        poll_seconds: float,
        manager: ServiceManager | None = None,
        parts: Sequence[str] = (),
    ) -> None:
        self._health = health
        self._clock = clock
        self._manager = manager or ServiceManager()
        self._period = timedelta(seconds=min(poll_seconds, _PERIOD, self._manager.feeding_seconds))
        self._poll_period = timedelta(seconds=poll_seconds)
        self._stuck_after = 2 * poll_seconds + _LONGEST_ACT
        self._lock = threading.Lock()
        self._parts = {part: _Part(clock.monotonic()) for part in parts}

    def begins(self, part: str, step: str | None) -> None:
        """What a part of the worker does from now on, in words without personal data; `None`: it waits."""
        self._parts[part].step = step
        self.moved(part)

    def moved(self, part: str) -> None:
        """A part of the worker got on."""
        self._parts[part].moved_at = self._clock.monotonic()

    def told(self, part: str, errors: Sequence[str]) -> None:
        """A part has done what it did. What went wrong goes to the board at once, with what is wrong with
        others; that all is well only after every part has said so."""
        self.begins(part, None)
        with self._lock:
            self._parts[part].errors = errors
            said = [one.errors for one in self._parts.values()]
            # Each once: two folders have one server.
            wrong = dict.fromkeys([*(error for some in said for error in some or ()), *self._slow(_LONG)])
            if wrong:
                self._failed("; ".join(wrong))
            elif None not in said:
                self._succeeded()

    def _succeeded(self) -> None:
        self._manager.status("every mailbox was looked at")
        with suppress(StoreUnavailable):
            self._health.succeeded()

    def _failed(self, sentence: str) -> None:
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
        for part in self._parts:
            self.moved(part)
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
        stuck, slow = self._slow(self._stuck_after, waiting=True), self._slow(_LONG)
        if not stuck:
            self._manager.alive()
        with suppress(StoreUnavailable):
            if stuck:
                self._health.failed(f"the worker is stuck ({'; '.join(stuck)}): stop it and start it again")
                return
            self._health.beat(self._period)
            if slow:
                self._health.failed("; ".join(slow))

    def _slow(self, seconds: float, *, waiting: bool = False) -> list[str]:
        """The steps that have taken longer, in words; with `waiting` also parts that were not woken."""
        now = self._clock.monotonic()
        waits = [(name, part.step, now - part.moved_at) for name, part in self._parts.items()]
        return [
            f"{step or name} has taken {max(1, round(waited / _MINUTE))} min"
            for name, step, waited in waits
            if waited > seconds and (waiting or step)
        ]
