"""What a folder holds against what is recorded: the proof that nothing was lost on the way."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from ingest.mailbox.errors import MailboxError
from ingest.mailbox.source import Folder, Mailbox
from ingest.store import Ledger

_SHOWN = 20


@dataclass(frozen=True, slots=True)
class FolderCount:
    """`missing` are the UIDs on the server that are not in the ledger; `failure` says in a
    sentence why nothing could be counted."""

    mailbox: str
    folder: str
    on_server: int = 0
    recorded: int = 0
    missing: tuple[int, ...] = ()
    failure: str | None = None

    def as_record(self) -> dict[str, Any]:
        """For programs."""
        return asdict(self)

    def in_words(self) -> str:
        """For people."""
        place = f"{self.mailbox}, {self.folder}"
        if self.failure:
            return f"{place}: {self.failure}"
        if not self.missing:
            return f"{place}: all {self.on_server} messages are recorded"
        recorded = f"{self.recorded} of {self.on_server} messages are recorded"
        return f"{place}: {recorded}; missing: UID {named(self.missing)}"


def named(uids: Sequence[int]) -> str:
    """UIDs for people: the first few of many."""
    return ", ".join(map(str, uids[:_SHOWN])) + (", …" if len(uids) > _SHOWN else "")


def count(mailbox: Mailbox, folder_name: str, ledger: Ledger) -> FolderCount:
    """Compare one folder with the ledger. Nothing is fetched. Raises `StoreUnavailable`."""
    try:
        with mailbox.open(folder_name) as folder:
            places = _places(folder)
    except MailboxError as error:
        return FolderCount(mailbox.name, folder_name, failure=error.sentence)
    known = {
        validity: ledger.known_uids(mailbox.name, folder_name, validity)
        for validity in {v for v, _ in places}
    }
    missing = tuple(uid for validity, uid in places if uid not in known[validity])
    return FolderCount(mailbox.name, folder_name, len(places), len(places) - len(missing), missing)


def _places(folder: Folder) -> list[tuple[int, int]]:
    """UIDVALIDITY and UID of each message."""
    uids = folder.uids()
    if folder.state.uidvalidity is None:
        return [(item.uidvalidity, item.uid) for item in folder.describe(uids)]
    return [(folder.state.uidvalidity, uid) for uid in uids]
