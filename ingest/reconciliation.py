"""What a folder holds against what is recorded: the proof that nothing was lost on the way."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from ingest.domain.model import LedgerState
from ingest.mailbox.errors import MailboxError
from ingest.mailbox.source import Folder, Mailbox
from ingest.store import Ledger

_SHOWN = 20
_WORDS = {
    LedgerState.REFERRAL: "with forms",
    LedgerState.NO_FORM: "with none",
    LedgerState.NEEDS_ATTENTION: "for a person to look at",
    LedgerState.STORED: "waiting to be read",
    LedgerState.READING: "being read",
    LedgerState.PURGED: "purged",
}


@dataclass(frozen=True, slots=True)
class FolderCount:
    """`missing` are the UIDs on the server that are not in the ledger, and `states` counts those that
    are, by their state; `failure` says in a sentence why nothing could be counted."""

    mailbox: str
    folder: str
    on_server: int = 0
    recorded: int = 0
    missing: tuple[int, ...] = ()
    failure: str | None = None
    states: Mapping[str, int] = field(default_factory=dict)

    def as_record(self) -> dict[str, Any]:
        """For programs."""
        return asdict(self)

    def in_words(self) -> str:
        """For people."""
        place = f"{self.mailbox}, {self.folder}"
        if self.failure:
            return f"{place}: {self.failure}"
        if not self.missing:
            return f"{place}: all {self.on_server} messages are recorded{self._in_states()}"
        recorded = f"{self.recorded} of {self.on_server} messages are recorded{self._in_states()}"
        return f"{place}: {recorded}; missing: UID {named(self.missing)}"

    def _in_states(self) -> str:
        counted = [
            f"{self.states[state]} {words}" for state, words in _WORDS.items() if self.states.get(state)
        ]
        return f" ({', '.join(counted)})" if counted else ""


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
        validity: ledger.states(mailbox.name, folder_name, validity) for validity in {v for v, _ in places}
    }
    missing = tuple(uid for validity, uid in places if uid not in known[validity])
    states = Counter(known[validity][uid].value for validity, uid in places if uid in known[validity])
    recorded = states.total()
    return FolderCount(mailbox.name, folder_name, len(places), recorded, missing, states=dict(states))


def _places(folder: Folder) -> list[tuple[int, int]]:
    """UIDVALIDITY and UID of each message."""
    uids = folder.uids()
    if folder.state.uidvalidity is None:
        return [(item.uidvalidity, item.uid) for item in folder.describe(uids)]
    return [(folder.state.uidvalidity, uid) for uid in uids]
