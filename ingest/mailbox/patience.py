"""How long a server is waited for: a limit for the whole of an act, whatever drips in between."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from ingest.clock import Clock
from ingest.mailbox.errors import OutOfTime

_NEVER = float("inf")


class Patience:
    """The moment at which waiting ends. Limits nest: the nearest one counts."""

    def __init__(self, clock: Clock, silence: float) -> None:
        self._clock = clock
        self._silence = silence
        self._end = _NEVER

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
        if left <= 0:
            raise OutOfTime
        return min(left, self._silence)

    def ended(self, waited: float) -> bool:
        """Whether a wait of `waited` seconds, as `left` gave it, ended at the limit and not for silence."""
        return waited < self._silence
