"""The alarm of the process that reads: how long one part of a message may take.

Its seconds are those of a processor. Where other work keeps the process waiting for one, it has
as much longer, up to `LONGEST` times: a scan that takes four seconds alone is read on a busy
machine too. A reader that spins has no more than its seconds on a quiet one.
"""

from __future__ import annotations

import signal
import time
from dataclasses import dataclass
from typing import Final

#: Times the seconds that are allowed, on a machine with far too much to do.
LONGEST: Final = 3.0
_TOO_SOON: Final = 0.5  # seconds: what share of a processor the process gets cannot be told before
_AT_ONCE: Final = 0.01


@dataclass(frozen=True, slots=True)
class _Allowance:
    seconds: float
    begun: float
    worked: float

    def left(self) -> float:
        """Seconds until the alarm, at the pace at which the process was given a processor so far."""
        elapsed = time.monotonic() - self.begun
        worked = time.process_time() - self.worked
        if elapsed < _TOO_SOON or worked >= elapsed:
            return max(0.0, self.seconds - elapsed)
        share = max(worked / elapsed, 1 / LONGEST)
        return max(0.0, min((self.seconds - worked) / share, LONGEST * self.seconds - elapsed))


_running: _Allowance | None = None


def start(seconds: float) -> None:
    """Set the alarm: `signal.SIGALRM` comes when the time is over, and perhaps before (see `goes_on`)."""
    global _running
    _running = _Allowance(seconds, time.monotonic(), time.process_time())
    signal.setitimer(signal.ITIMER_REAL, seconds)


def stop() -> None:
    """Set it aside."""
    global _running
    _running = None
    signal.setitimer(signal.ITIMER_REAL, 0)


def left() -> float:
    """Seconds until the time is over; 0 when it is, and where no alarm is set."""
    return _running.left() if _running else 0.0


def goes_on() -> bool:
    """Whether time is left though the signal came: the process waited for a processor. It will come again."""
    more = left()
    if more <= _AT_ONCE:
        return False
    signal.setitimer(signal.ITIMER_REAL, more)
    return True
