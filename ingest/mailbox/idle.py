"""Being told of new mail (IDLE, RFC 2177), on a connection of its own that is renewed in time."""

from __future__ import annotations

import re
from collections.abc import Callable
from threading import Event

from ingest.clock import Clock
from ingest.mailbox.connection import Connection
from ingest.mailbox.errors import CommandRefused, MailboxError, NotNow

_RENEWED_AFTER = 9 * 60.0  # servers may hang up after 29 minutes, and routers forget much sooner
_SLICE = 0.5
_ANSWER = 20.0
_REFUSED_FOR = 3600.0  # a server that offers IDLE and refuses it is polled so long before it is asked again
_WORTH_IT = 60.0  # one that ends it after so long is waited for all the same
_NEWS = re.compile(rb"\* \d+ (EXISTS|RECENT)", re.IGNORECASE)


class Idle:
    """Waits for news of one folder. Used by one thread."""

    def __init__(self, connect: Callable[[], Connection], folder: str, clock: Clock) -> None:
        self._connect = connect
        self._folder = folder
        self._clock = clock
        self._connection: Connection | None = None
        self._refused_until = 0.0
        self._renewed_by: float | None = None  # while it idles: when to end that and begin anew

    def wait(self, stop: Event, seconds: float) -> bool:
        """True when there may be news: also after a new connection, since what came meanwhile is
        not known. False after `seconds`, or where the server cannot IDLE. Raises `MailboxError`."""
        if self._clock.monotonic() < self._refused_until:
            stop.wait(seconds)
            return False
        try:
            if self._connection is None:
                self._connection = self._open()
                return True
            if not self._connection.has_capability("IDLE"):
                stop.wait(seconds)
                return False
            return self._idle(self._connection, stop, seconds)
        except NotNow:
            self.close()
            raise
        except CommandRefused:
            now = self._clock.monotonic()
            if self._renewed_by is None or now < self._renewed_by - _RENEWED_AFTER + _WORTH_IT:
                self._refused_until = now + _REFUSED_FOR
            self.close()
            raise
        except MailboxError:
            self.close()
            raise

    def close(self) -> None:
        """Hang up. Never raises."""
        self._renewed_by = None
        if self._connection is not None:
            self._connection.shut()
            self._connection = None

    def _open(self) -> Connection:
        connection = self._connect()
        try:
            connection.has_capability("IDLE")  # asked before the folder is open: its answer may bring news
            connection.examine(self._folder, read_only=True)
        except BaseException:
            connection.shut()
            raise
        return connection

    def _idle(self, connection: Connection, stop: Event, seconds: float) -> bool:
        """News is told at once and idling goes on; where none came, the server is asked whether it lives."""
        end = self._clock.monotonic() + min(seconds, _RENEWED_AFTER)
        news = self._begin(connection)
        while not news and not stop.is_set() and self._clock.monotonic() < end:
            news = _tells(connection.idle_line(_SLICE))
        if not news:
            return not stop.is_set() and self._end(connection)
        while connection.idle_line(0) is not None:
            pass  # what came together is told together
        return True

    def _begin(self, connection: Connection) -> bool:
        """Idle, anew where it has gone on for long; whether there was news."""
        now = self._clock.monotonic()
        if self._renewed_by is not None and now < self._renewed_by:
            return False
        news = self._renewed_by is not None and self._end(connection)
        said = connection.begin_idle(_ANSWER)
        self._renewed_by = now + _RENEWED_AFTER
        return news or any(map(_tells, said))

    def _end(self, connection: Connection) -> bool:
        self._renewed_by = None
        return any(map(_tells, connection.end_idle(_ANSWER)))


def _tells(line: bytes | None) -> bool:
    return line is not None and _NEWS.match(line) is not None
