"""What is done on the server with messages whose outcome is committed, where that is configured.

A server that refuses it is left alone with it, longer each time: each try is a command for every message,
and some servers copy a few before they refuse. The mail itself is taken as ever, and the board goes on
saying why it is not marked or moved.
"""

from __future__ import annotations

from collections.abc import Sequence

from ingest.backoff import BackOff
from ingest.clock import Clock
from ingest.mailbox.errors import CommandRefused, NotNow
from ingest.mailbox.source import Folder
from ingest.steps import Step, durable
from ingest.store import Ledger

_FIRST_WAIT, _LONGEST_WAIT = 60.0, 600.0  # seconds


class Touching:
    """One folder's."""

    def __init__(self, ledger: Ledger, mailbox: str, name: str, clock: Clock) -> None:
        self._ledger = ledger
        self._place = (mailbox, name)
        self._done_with = -1
        self._back_off = BackOff(clock, _FIRST_WAIT, _LONGEST_WAIT)
        self._refused: str | None = None  # why, in a sentence

    def touch(self, folder: Folder, outcomes: int, *, whole: bool) -> None:
        """Do it with every message that needs it; `outcomes` says how many there were by now.

        What is asked is the ledger, not this pass: a worker that was killed in between is made up
        for. Where nothing was read since the last time, there is nothing to do, unless the `whole`
        folder is compared. Raises `MailboxError`: the last one, while the server is left alone.
        """
        if self._refused is not None and not self._back_off.is_due():
            raise CommandRefused(self._refused)
        if not whole and self._done_with == outcomes:
            return
        try:
            self._touch(folder)
        except NotNow:
            raise
        except CommandRefused as error:
            self._back_off.failed()
            self._refused = error.sentence
            raise
        self._back_off.succeeded()
        self._refused = None
        self._done_with = outcomes

    def _touch(self, folder: Folder) -> None:
        uidvalidity = folder.state.uidvalidity
        untaken = folder.untaken() if uidvalidity is not None else ()
        if not untaken or uidvalidity is None:
            return
        finished = self._ledger.finished_uids(*self._place, uidvalidity)
        uids: Sequence[int] = [uid for uid in untaken if uid in finished]
        if uids:
            with durable(Step.TOUCH):
                folder.taken(uids)
