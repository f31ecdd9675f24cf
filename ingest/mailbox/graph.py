"""A mailbox at Microsoft Graph: an application's token, a delta query for what changed, MIME as it came.

Messages are known by their immutable ids, which survive a move; each makes a UID, as a file's name
does in a Maildir, and the mailbox and the folder make the UIDVALIDITY. The first look lists the
folder page by page; each one after it is a single question, and each hour everything is listed anew,
lest a change that was never told hide a message. The mailbox is only ever read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from threading import Event
from typing import Any
from urllib.parse import quote

from ingest.clock import Clock
from ingest.mailbox.bodies import FetchLimits
from ingest.mailbox.chunks import in_chunks
from ingest.mailbox.errors import FolderMissing, MailboxError
from ingest.mailbox.graph_client import Gone, GraphClient, LeftAlone, NotThere, TooLarge
from ingest.mailbox.made_uids import number
from ingest.mailbox.patience import Patience
from ingest.mailbox.source import Fetched, FolderState, Listed

_AT_ONCE = 10
_RATE = 256 * 1024  # bytes a second that any server must manage
_LISTED_ANEW = 3600.0  # seconds
_IN_A_ROW = 5  # messages not given, with none given in between: then it is the server
_WELL_KNOWN = {
    "inbox": "inbox",
    "junk": "junkemail",
    "junk email": "junkemail",
    "archive": "archive",
    "deleted items": "deleteditems",
}


def _never() -> bool:
    return False


@dataclass(slots=True)
class _Watched:
    """What a folder held when it was last asked: ids with their times; where to ask on; and when
    everything was listed (monotonic)."""

    listed_at: float
    messages: dict[str, datetime | None] = field(default_factory=dict)
    delta: str | None = None


class GraphMailbox:
    """One user's mailbox. It remembers, while it lives, what each folder holds."""

    def __init__(
        self,
        name: str,
        user: str,
        folders: tuple[str, ...],
        client: GraphClient,
        limits: FetchLimits,
        clock: Clock,
        is_renewed: Callable[[], bool] = _never,
    ) -> None:
        """`is_renewed` tells whether another secret asks for tokens now than the last time."""
        self.name = name
        self.folders = folders
        self._user = user
        self._client = client
        self._limits = limits
        self._clock = clock
        self._patience = Patience(clock, limits.connect_seconds)
        self._is_renewed = is_renewed
        self._watched: dict[str, _Watched] = {}

    @contextmanager
    def open(self, folder: str) -> Iterator[GraphFolder]:
        with self._patience.for_at_most(self._limits.cycle_seconds):
            watched = self._brought_up_to_date(folder)
            uidvalidity = number(f"{self._user.lower()}\n{folder}".encode(), bits=32)
            yield GraphFolder(
                self._client, self._patience, self._limits, self._messages_of(), watched, uidvalidity
            )

    def wait(self, stop: Event, seconds: float) -> bool:
        stop.wait(seconds)
        return False

    def stay_connected(self) -> None:
        return

    def login_is_renewed(self) -> bool:
        return self._is_renewed()

    def hang_up(self) -> None:
        """At the next byte, or once the server has been silent for as long as it may."""
        self._patience.lose()

    def close(self) -> None:
        self._client.close()

    def _messages_of(self) -> str:
        return f"/users/{quote(self._user)}/messages"

    def _brought_up_to_date(self, folder: str) -> dict[str, datetime | None]:
        known, now = self._watched.get(folder), self._clock.monotonic()
        if known is not None and now - known.listed_at < _LISTED_ANEW:
            try:
                self._watched[folder] = self._changed(known)
                return self._watched[folder].messages
            except (Gone, NotThere):  # the server has forgotten where we were: list everything anew
                del self._watched[folder]
        place = f"/users/{quote(self._user)}/mailFolders/{quote(self._folder_id(folder))}"
        whole = _Watched(now, delta=f"{place}/messages/delta?$select=receivedDateTime")
        self._watched[folder] = self._changed(whole)
        return self._watched[folder].messages

    def _changed(self, before: _Watched) -> _Watched:
        """The folder after every page of changes; as it was, should one page fail."""
        after = _Watched(before.listed_at, dict(before.messages))
        link = before.delta
        asked: set[str] = set()
        while link is not None and link not in asked:
            asked.add(link)
            page = self._client.record(link, self._patience)
            for item in _records(page, "value"):
                _apply(after.messages, item)
            after.delta = _text(page, "@odata.deltaLink")
            link = _text(page, "@odata.nextLink")
        if after.delta is None:
            raise MailboxError("the mail server gave an answer that cannot be understood")
        return after

    def _folder_id(self, folder: str) -> str:
        known = _WELL_KNOWN.get(folder.lower())
        if known is not None:
            return known
        place = f"/users/{quote(self._user)}/mailFolders"
        found = ""
        for name in folder.split("/"):
            children = f"{place}/{quote(found)}/childFolders" if found else place
            condition = quote("displayName eq '" + name.replace("'", "''") + "'")
            page = self._client.record(f"{children}?$filter={condition}&$select=id", self._patience)
            ids = [_text(item, "id") for item in _records(page, "value")]
            if not ids or ids[0] is None:
                raise FolderMissing
            found = ids[0]
        return found


class GraphFolder:
    """A folder as the last delta left it."""

    def __init__(
        self,
        client: GraphClient,
        patience: Patience,
        limits: FetchLimits,
        place: str,
        messages: Mapping[str, datetime | None],
        uidvalidity: int,
    ) -> None:
        self._client = client
        self._patience = patience
        self._limits = limits
        self._place = place
        self._received = messages
        self._ids = {number(item.encode()): item for item in messages}
        self._refused_in_a_row = 0
        self.state = FolderState(uidvalidity, None, len(self._ids), rising=False)

    def uids(self, above: int = 0) -> Sequence[int]:
        return sorted(uid for uid in self._ids if uid > above)

    def describe(self, uids: Sequence[int]) -> Sequence[Listed]:
        """The oldest first. Graph does not say how large a message is."""
        assert self.state.uidvalidity is not None
        there = [uid for uid in uids if uid in self._ids]
        listed = [Listed(self.state.uidvalidity, uid, None, self._received[self._ids[uid]]) for uid in there]
        return sorted(listed, key=lambda one: (one.received_at or datetime.max.replace(tzinfo=UTC), one.uid))

    def fetch(self, listed: Sequence[Listed]) -> Iterator[Sequence[Fetched]]:
        return in_chunks(self._each(listed), _AT_ONCE)

    def untaken(self) -> Sequence[int]:
        return ()

    def taken(self, uids: Sequence[int]) -> None:
        """Nothing: the program asks for no right to change the mailbox."""

    def _each(self, listed: Sequence[Listed]) -> Iterator[Fetched]:
        """What is not given is asked for again after the others. Not given then either, though the server
        answers for it, it is reported as missing."""
        suspects: list[Listed] = []
        for item in listed:
            given = self._given(item)
            if given is None:
                suspects.append(item)
            else:
                yield from given
        for item in suspects:
            given = self._given(item)
            yield from self._refused(item) if given is None else given

    def _given(self, item: Listed) -> Sequence[Fetched] | None:
        """The message; nothing where it has gone, `None` where it was not given this time."""
        try:
            given = self._fetch(item)
        except LeftAlone:
            raise
        except MailboxError:
            self._patience.left()  # the look's own deadline ends the look
            self._refused_in_a_row += 1
            if self._refused_in_a_row >= _IN_A_ROW:
                raise
            return None
        self._refused_in_a_row = 0
        return given

    def _fetch(self, item: Listed) -> Sequence[Fetched]:
        limit = self._limits.max_message_bytes
        try:
            with self._patience.for_at_most(self._limits.message_seconds + limit / _RATE):
                raw = self._client.content(f"{self._path(item)}/$value", self._patience, limit)
        except NotThere:
            return self._gone(item)
        except TooLarge as error:
            size = limit // (1024 * 1024)
            why = f"the message is larger than the limit of {size} MiB: open it in the mailbox and key it by hand"
            return [Fetched(item, error.headers, why)]
        if not raw:
            raise MailboxError("the mail server gave a message without a byte")
        return [Fetched(item, raw)]

    def _refused(self, item: Listed) -> Sequence[Fetched]:
        """Where the server does not answer for the message at all, the fault is its own: `MailboxError`."""
        try:
            self._client.record(f"{self._path(item)}?$select=id", self._patience)
        except NotThere:
            return self._gone(item)
        why = "the server would not give a message: open it in the mailbox and key it by hand"
        return [Fetched(item, b"", why, ask_again=True)]

    def _gone(self, item: Listed) -> Sequence[Fetched]:
        del self._ids[item.uid]
        return []

    def _path(self, item: Listed) -> str:
        return f"{self._place}/{quote(self._ids[item.uid], safe='')}"


def _apply(messages: dict[str, datetime | None], item: Mapping[str, Any]) -> None:
    message_id = _text(item, "id")
    if message_id is None:
        raise MailboxError("the mail server gave an answer that cannot be understood")
    if "@removed" in item:
        messages.pop(message_id, None)
    else:
        messages[message_id] = _time(item) or messages.get(message_id)


def _time(item: Mapping[str, Any]) -> datetime | None:
    try:
        at = datetime.fromisoformat(_text(item, "receivedDateTime") or "")
    except ValueError:
        return None
    return at.astimezone(UTC) if at.tzinfo else at.replace(tzinfo=UTC)


def _records(page: Mapping[str, Any], name: str) -> list[Mapping[str, Any]]:
    found = page.get(name)
    if not isinstance(found, list) or not all(isinstance(item, dict) for item in found):
        raise MailboxError("the mail server gave an answer that cannot be understood")
    return found


def _text(record: Mapping[str, Any], name: str) -> str | None:
    value = record.get(name)
    return value if isinstance(value, str) and value else None
