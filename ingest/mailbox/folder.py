"""A folder of an IMAP mailbox, open for one look."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from ingest.mailbox import rights
from ingest.mailbox.bodies import Bodies, FetchLimits
from ingest.mailbox.errors import CommandRefused, LeftAlone, MailboxError, NotNow, NotUnderstood, OnlyCopied
from ingest.mailbox.in_vain import InVain
from ingest.mailbox.responses import GREATEST, internal_date
from ingest.mailbox.session import Session
from ingest.mailbox.source import Fetched, FolderState, Listed

_AT_ONCE = 400
_MADE_UP = 1 << 32  # above every real UIDVALIDITY


@dataclass(frozen=True, slots=True)
class AfterRecording:
    """What to do on the server with a message that is recorded."""

    act: Literal["none", "keyword", "move"] = "none"
    keyword: str = "MashTaken"
    folder: str = "MASH taken"


class ImapFolder:
    """Lists by UID, fetches, and touches messages only as configured."""

    def __init__(
        self,
        session: Session,
        limits: FetchLimits,
        after: AfterRecording,
        in_vain: InVain,
        *,
        only_copies: bool = False,
    ) -> None:
        """`only_copies` says that the server was seen to leave what is moved where it lay."""
        self._only_copies = only_copies
        self._session = session
        self._bodies = Bodies(session, limits, in_vain)
        self._after = after

    @property
    def state(self) -> FolderState:
        return self._session.state

    def uids(self, above: int = 0) -> Sequence[int]:
        found = self._found(above)
        if self._leaves_out(found, above):
            found = sorted({*found, *self._told(above)})
        elif not above and len(found) > self.state.exists:
            told = self._told(above)
            found = told if len(told) == self.state.exists else found  # the index still has what went
        if not above and not found and self.state.exists:
            raise MailboxError("the mail server counts messages and lists none: it will be tried again")
        return found

    def _found(self, above: int) -> list[int]:
        """By a search; a server that refuses it, or answers it in a way of its own, tells of its messages all
        the same."""
        criteria = ("UID", f"{above + 1}:*") if above else ("ALL",)
        try:
            return self._newer(self._session.connection.uid_search(*criteria), above)
        except NotNow:
            raise
        except (CommandRefused, NotUnderstood):
            return self._told(above)

    def _told(self, above: int) -> list[int]:
        return self._newer(self._session.connection.uids_told(above), above)

    def _newer(self, uids: Sequence[int], above: int) -> list[int]:
        """`n:*` names the last message in any case; and a UID of 0 is a message all the same."""
        return [uid for uid in uids if uid > above or not above]

    def _leaves_out(self, found: Sequence[int], above: int) -> bool:
        """Whether there should be more: fewer than are counted, or none though UIDs were given out."""
        if not above:
            return len(found) < self.state.exists
        return not found and self.state.uidnext is not None and self.state.uidnext > above + 1

    def describe(self, uids: Sequence[int]) -> Sequence[Listed]:
        listed: list[Listed] = []
        for start in range(0, len(uids), _AT_ONCE):
            listed += self._describe(uids[start : start + _AT_ONCE])
        return listed

    def _describe(self, uids: Sequence[int]) -> list[Listed]:
        """A message that the server says nothing of stays listed: fetching it will tell."""
        items = "RFC822.SIZE INTERNALDATE"
        try:
            said = self._session.connection.uid_fetch(uids, items)
        except LeftAlone:
            raise
        except MailboxError as error:
            said = self._session.connection.salvaged(uids)
            if not isinstance(error, CommandRefused):
                self._session.drop()
                if not said and len(uids) == 1:
                    return [self._listed(uids[0], {})]
            if not said and len(uids) > 1:
                return [item for uid in uids for item in self._describe([uid])]
        return [self._listed(uid, said.get(uid, {})) for uid in uids]

    def _listed(self, uid: int, items: dict[bytes, Any]) -> Listed:
        size = items.get(b"RFC822.SIZE")
        received_at = internal_date(items.get(b"INTERNALDATE"))
        known_size = size if isinstance(size, int) and 0 <= size <= GREATEST else None
        uidvalidity = self.state.uidvalidity or _made_up(known_size, items.get(b"INTERNALDATE"))
        return Listed(uidvalidity, uid, known_size, received_at)

    def fetch(self, listed: Sequence[Listed]) -> Iterator[Sequence[Fetched]]:
        return self._bodies.fetch(listed)

    def untaken(self) -> Sequence[int]:
        if self._after.act == "none" or self._is_where_they_go():
            return ()
        if self._after.act == "keyword":
            return self._session.connection.uid_search("UNKEYWORD", self._after.keyword)
        return self._session.connection.uid_search("UNDELETED")

    def _is_where_they_go(self) -> bool:
        """Whether messages are moved to this very folder: moved again, each would get another UID, and be new."""
        return self._after.act == "move" and self._session.connection.is_open(self._after.folder)

    def hindrance(self) -> str | None:
        if self._after.act == "keyword":
            return rights.to_mark(self._session.connection, self._after.keyword)
        if self._after.act == "move" and not self._is_where_they_go():
            return rights.to_move(self._session.connection, self._after.folder)
        return None

    def taken(self, uids: Sequence[int]) -> None:
        if self._only_copies:
            raise OnlyCopied  # each try would make another copy
        for start in range(0, len(uids), _AT_ONCE):
            some = uids[start : start + _AT_ONCE]
            if self._after.act == "keyword":
                self._session.connection.uid_keyword(some, self._after.keyword)
            elif self._after.act == "move":
                self._session.connection.uid_move(some, self._after.folder)


def _made_up(size: int | None, date: Any) -> int:
    """A stand-in where the server gives no UIDVALIDITY: it differs when another message has the UID."""
    return _MADE_UP + zlib.crc32(f"{size} {date}".encode())
