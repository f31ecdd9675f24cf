"""An IMAP mailbox. Read-only (EXAMINE, BODY.PEEK) unless something is to be done after recording.

UIDs decide what is new, never flags: a colleague who reads a message first hides nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event

from ingest.clock import Clock
from ingest.mailbox.bodies import FetchLimits
from ingest.mailbox.connecting import connect
from ingest.mailbox.connection import Connection
from ingest.mailbox.errors import OnlyCopied
from ingest.mailbox.folder import AfterRecording, ImapFolder
from ingest.mailbox.idle import Idle
from ingest.mailbox.in_vain import InVain
from ingest.mailbox.leave import Leave
from ingest.mailbox.login import Login
from ingest.mailbox.patience import Patience
from ingest.mailbox.session import Session
from ingest.mailbox.wire import Server

_SLACK = 1024 * 1024


def _never() -> bool:
    return False


class ImapMailbox:
    """Opens its folders one at a time; waits for news on a connection of its own."""

    def __init__(
        self,
        name: str,
        server: Server,
        login: Login,
        folders: tuple[str, ...],
        limits: FetchLimits,
        clock: Clock,
        *,
        after: AfterRecording | None = None,
        idle: bool = True,
        is_renewed: Callable[[], bool] = _never,
    ) -> None:
        """`is_renewed` tells whether `login` would say something else than the last time."""
        self.name = name
        self.folders = folders
        self._server = server
        self._login = login
        self._limits = limits
        self._after = after or AfterRecording()
        self._patience = Patience(clock, limits.connect_seconds)
        self._waiting = Patience(clock, limits.connect_seconds)
        self._leave = Leave(clock)
        self._is_renewed = is_renewed
        self._stays = False
        self._only_copies = False
        self._kept: Connection | None = None
        self._clock = clock
        self._in_vain: dict[str, InVain] = {}
        self._idle = Idle(self._connect_to_wait, folders[0], clock) if idle else None

    @contextmanager
    def open(self, folder: str) -> Iterator[ImapFolder]:
        patience = self._patience
        with self._leave.kept(), patience.for_at_most(self._limits.cycle_seconds):
            kept, self._kept = self._kept, None
            session = Session(self._connect, folder, patience, read_only=self._after.act == "none", kept=kept)
            try:
                in_vain = self._in_vain.setdefault(folder, InVain(self._clock))
                yield ImapFolder(session, self._limits, self._after, in_vain, only_copies=self._only_copies)
                if self._stays:
                    self._kept = session.hand_over()
            except OnlyCopied:
                self._only_copies = True
                raise
            finally:
                session.leave()

    def stay_connected(self) -> None:
        self._stays = True

    def wait(self, stop: Event, seconds: float) -> bool:
        if self._idle is None:
            stop.wait(seconds)
            return False
        return self._idle.wait(stop, seconds)

    def login_is_renewed(self) -> bool:
        return self._is_renewed()

    def hang_up(self) -> None:
        self._patience.lose()
        self._waiting.lose()

    def close(self) -> None:
        if self._idle is not None:
            self._idle.close()
        kept, self._kept = self._kept, None
        if kept is not None:
            kept.leave()

    def _connect(self) -> Connection:
        return self._connection(self._patience)

    def _connect_to_wait(self) -> Connection:
        with self._leave.kept():
            return self._connection(self._waiting)

    def _connection(self, patience: Patience) -> Connection:
        with patience.for_at_most(2 * self._limits.connect_seconds):
            return connect(self._server, self._login, patience, self._limits.max_message_bytes + _SLACK)
