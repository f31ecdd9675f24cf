"""Messages that were asked for in vain: whether they are at fault, or the server."""

from __future__ import annotations

from ingest.clock import Clock
from ingest.mailbox.source import Listed

_AT_MOST = 600.0  # seconds; what is not given for longer is put before a person, whosever fault it is


class InVain:
    """One folder's. A server that is in trouble gives nothing; one that gave something else meanwhile, or
    has not given a message for long, does not give that message."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._given = 0
        self._since: dict[tuple[int, int], tuple[float, int]] = {}

    def asked(self, item: Listed) -> None:
        """It was not given."""
        self._since.setdefault((item.uidvalidity, item.uid), (self._clock.monotonic(), self._given))

    def given(self, item: Listed) -> None:
        self._given += 1
        self._since.pop((item.uidvalidity, item.uid), None)

    def blames(self, item: Listed) -> bool:
        """Whether it is the message's fault, and not that of a server that may be well again soon."""
        since, given = self._since.get((item.uidvalidity, item.uid), (self._clock.monotonic(), self._given))
        return self._given > given or self._clock.monotonic() - since >= _AT_MOST
