"""How much of a document's time is left for recognising its pages.

The process that reads a document sets itself an alarm (`parsers.alarm`) before it begins; here
that alarm clock is read. On a busy machine a page takes many times as long as it needs.
"""

from __future__ import annotations

import math
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from parsers import alarm

_FOR_THE_REST: Final = 2.0  # seconds: what was recognised must still be understood
_RECOGNITION: Final = 1.3  # times what making a page ready for it took
_QUIET: Final = 0.6  # of a processor that a thread gets: there is room for more pages beside it


class Pace:
    """The pace at which pages are recognised, and what the time still allows. Threads share one.

    Where no alarm is set, time has no end.
    """

    def __init__(self) -> None:
        self._has_end = _until_the_alarm() > 0
        self._kept_back = 0.0
        self._longest = 0.0
        self._first_leaves_room = threading.Event()
        if not self._has_end:
            self._first_leaves_room.set()

    def left(self) -> float:
        """Seconds for recognition; 0 when they are gone, infinite where no alarm is set."""
        return max(0.0, _until_the_alarm() - self._kept_back) if self._has_end else math.inf

    def allows_a_page(self) -> bool:
        """Whether one more page could be done if it took as long as the longest before."""
        return self.left() > self._longest

    def could_end(self, begun: float) -> bool:
        """Whether a page can end that is ready for recognition now and was begun at `begun` (see `now`)."""
        return self.left() > _RECOGNITION * (now() - begun)

    def allows_more(self) -> bool:
        """Whether any time is left."""
        return self.left() > 0

    @contextmanager
    def prepared(self) -> Iterator[None]:
        """Takes the time in which the first page is made ready: on a quiet machine others may begin then.

        On a busy one they would take from it what it needs to end at all.
        """
        before, worked = now(), time.thread_time()
        yield
        if self._has_end and time.thread_time() - worked >= _QUIET * (now() - before):
            self._first_leaves_room.set()

    def first_is_over(self) -> None:
        """The first page is seen, or given up."""
        self._first_leaves_room.set()

    @property
    def others_may_begin(self) -> bool:
        """Whether pages beside the first one may begin."""
        return self._first_leaves_room.is_set()

    def wait_for_the_first(self) -> None:
        """Wait until a page beside the first one may begin, or the time is over."""
        left = self.left()
        self._first_leaves_room.wait(None if math.isinf(left) else left)

    @contextmanager
    def page(self) -> Iterator[None]:
        """Takes the time of a page."""
        before = now()
        yield
        if self._has_end:
            self._longest = max(self._longest, now() - before)

    @property
    def has_end(self) -> bool:
        """Whether an alarm was set."""
        return self._has_end

    def end(self) -> bool:
        """Set the alarm aside where it would soon go off, as if it had; whether the time is over.

        What was recognised must still be understood, and the whole message has a limit of its own.
        """
        is_over = self._has_end and _until_the_alarm() < _FOR_THE_REST
        if is_over:
            alarm.stop()
        return is_over

    def keep_half(self) -> None:
        """Leave half of what is left to the pages that come later."""
        if self._has_end:
            self._kept_back += self.left() / 2


def now() -> float:
    """The moment, in seconds of a clock that is never set."""
    return time.monotonic()


def _until_the_alarm() -> float:
    return alarm.left()
