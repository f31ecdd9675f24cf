"""How long a server is waited for: a limit for the whole of an act, whatever drips in between."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event

from ingest.clock import Clock
from ingest.mailbox.errors import OutOfTime

_NEVER = float("inf")


class Patience:
    """The moment at which waiting ends. Limits nest: the nearest one counts. Used by one thread, but for
    `lose`."""

    def __init__(self, clock: Clock, silence: float) -> None:
        self._clock = clock
        self._silence = silence
        self._end = _NEVER
        self._is_lost = Event()
        self._let_go: Callable[[], object] | None = None

    @contextmanager
    def for_at_most(self, seconds: float) -> Iterator[None]:
        """Within, everything together may take `seconds`."""
        outer = self._end
        self._end = min(outer, self._clock.monotonic() + seconds)
        try:
            yield
        finally:
            self._end = outer

    def left(self) -> float:
        """Seconds to wait for the next byte. Raises `OutOfTime` when there are none."""
        left = self._end - self._clock.monotonic()
        if left <= 0 or self._is_lost.is_set():
            raise OutOfTime
        return min(left, self._silence)

    def until_the_end(self) -> float:
        """Seconds until the limit, whatever is sent before; infinitely many where there is none."""
        return self._end - self._clock.monotonic()

    def waits_on(self, let_go: Callable[[], object]) -> None:
        """From now on the waiting is on something of which `let_go` lets go, from another thread."""
        self._let_go = let_go

    def lose(self) -> None:
        """Whoever waits has no time left, for good. May be called from another thread."""
        self._is_lost.set()
        if self._let_go is not None:
            self._let_go()

    def pause(self, seconds: float) -> None:
        """Wait so long, or until patience is lost."""
        self._is_lost.wait(seconds)

    def ended(self, waited: float) -> bool:
        """Whether a wait of `waited` seconds, as `left` gave it, ended at the limit and not for silence."""
        return waited < self._silence
