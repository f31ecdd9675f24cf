"""A folder kept open over reconnects: a cut connection costs one message, never the look."""

from __future__ import annotations

from collections.abc import Callable

from ingest.mailbox.connection import Connection
from ingest.mailbox.errors import MailboxError
from ingest.mailbox.patience import Patience
from ingest.mailbox.source import FolderState


class Session:
    """One open folder on one connection at a time."""

    def __init__(
        self, connect: Callable[[], Connection], folder: str, patience: Patience, *, read_only: bool
    ) -> None:
        self.patience = patience
        self._connect = connect
        self._folder = folder
        self._read_only = read_only
        self._connection: Connection | None = None
        self.state = self._open()

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

    def _open(self) -> FolderState:
        connection = self._connect()
        try:
            state = connection.examine(self._folder, read_only=self._read_only)
        except BaseException:
            connection.shut()
            raise
        self._connection = connection
        return state
