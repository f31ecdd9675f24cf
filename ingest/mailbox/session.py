"""A folder kept open over reconnects: a cut connection costs one message, never the look."""

from __future__ import annotations

from collections.abc import Callable

from ingest.mailbox.connection import Connection
from ingest.mailbox.errors import LeftAlone, MailboxError
from ingest.mailbox.patience import Patience
from ingest.mailbox.source import FolderState


class Session:
    """One open folder on one connection at a time."""

    def __init__(
        self,
        connect: Callable[[], Connection],
        folder: str,
        patience: Patience,
        *,
        read_only: bool,
        kept: Connection | None = None,
    ) -> None:
        """Open `folder`, over the connection that was `kept` from the last look where it still holds."""
        self.patience = patience
        self._connect = connect
        self._folder = folder
        self._read_only = read_only
        self._connection: Connection | None = None
        self.state = self._open_on(kept) or self._open()

    @property
    def connection(self) -> Connection:
        """The connection in use; a new one where the last was dropped. Raises `MailboxError`.

        Raises it also where the folder is not the same one any more: its UIDs would mislead.
        """
        if self._connection is None and self._open().uidvalidity != self.state.uidvalidity:
            self.drop()
            raise MailboxError("the folder was replaced while it was being read: it will be looked at again")
        assert self._connection is not None
        return self._connection

    def drop(self) -> None:
        """Give the connection up: what it would say next cannot be trusted."""
        if self._connection is not None:
            self._connection.shut()
            self._connection = None

    def leave(self) -> None:
        """Log out and close. Never raises."""
        if self._connection is not None:
            self._connection.leave()
            self._connection = None

    def hand_over(self) -> Connection | None:
        """The connection, to be kept for the next look; this session is over."""
        connection, self._connection = self._connection, None
        return connection

    def _open_on(self, kept: Connection | None) -> FolderState | None:
        """`None` where the connection does not serve any more: servers drop them, or lose their mind."""
        if kept is None:
            return None
        try:
            return self._examine(kept)
        except LeftAlone:
            raise
        except MailboxError:
            self.patience.left()  # the look's own deadline ends the look
            return None

    def _open(self) -> FolderState:
        return self._examine(self._connect())

    def _examine(self, connection: Connection) -> FolderState:
        try:
            state = connection.examine(self._folder, read_only=self._read_only)
        except BaseException:
            connection.shut()
            raise
        self._connection = connection
        return state
