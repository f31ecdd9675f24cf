"""Servers that ask to be left alone: for as long as they say, nothing is asked of them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from ingest.clock import Clock
from ingest.mailbox.errors import LeftAlone

_AT_MOST = 3600.0  # seconds, whatever a server says


class Leave:
    """One server, and until when it asked to be left alone: each question would count against us."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._until = 0.0

    @contextmanager
    def kept(self) -> Iterator[None]:
        """Within, the server may be asked. Raises `LeftAlone` while it may not."""
        left = self._until - self._clock.monotonic()
        if left > 0:
            raise LeftAlone(left)
        try:
            yield
        except LeftAlone as error:
            self._until = self._clock.monotonic() + min(error.seconds, _AT_MOST)
            raise
