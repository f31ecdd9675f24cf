"""A mailbox at Microsoft Graph: an application's token, a delta query for what changed, MIME as it came.

Messages are known by their immutable ids, which survive a move; each makes a UID, as a file's name
does in a Maildir, and the mailbox and the folder make the UIDVALIDITY. The first look lists the
folder page by page; each one after it is a single question, and each hour everything is listed anew,
lest a change that was never told hide a message. The mailbox is only ever read.
"""

from __future__ import annotations

import re
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
from ingest.mailbox.errors import (
    FolderMissing,
    LeftAlone,
    MailboxError,
    MailboxUnreachable,
    OutOfTime,
    TokenRefused,
)
from ingest.mailbox.graph_client import GraphClient, NotThere, TooLarge
from ingest.mailbox.leave import Leave
from ingest.mailbox.made_uids import number
from ingest.mailbox.patience import Patience
from ingest.mailbox.source import Fetched, FolderState, Listed

_AT_ONCE = 10
_RATE = 256 * 1024  # bytes a second that any server must manage
_LISTED_ANEW = 3600.0  # seconds
_IN_A_ROW = 5  # messages not given, with none given in between: then it is the server
_BEGINNING = re.compile(rb"[A-Za-z][A-Za-z0-9_.-]*[ \t]*:")  # of every message that Exchange puts together
_WELL_KNOWN = {
    "inbox": "inbox",
    "junk": "junkemail",
    "junk email": "junkemail",
    "archive": "archive",
    "deleted items": "deleteditems",
}


def _never() -> bool:
    return False


@dataclass(frozen=True, slots=True)
class _Message:
    id: str
    received_at: datetime | None


@dataclass(slots=True)
class _Watched:
    """What a folder held when it was last asked, by UID; where to ask on; when everything was listed
    (monotonic); a number that is another one whenever a message has come; and how many were told without
    an id, by which nobody can ask for them."""

    listed_at: float
    delta: str | None
    listing: int
    messages: dict[int, _Message] = field(default_factory=dict)
    nameless: int = 0


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
        self._listings = 0
        self._leave = Leave(clock)

    @contextmanager
    def open(self, folder: str) -> Iterator[GraphFolder]:
        with self._leave.kept(), self._patience.for_at_most(self._limits.cycle_seconds):
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
        self._patience.lose()

    def close(self) -> None:
        self._client.close()

    def _messages_of(self) -> str:
        return f"/users/{quote(self._user)}/messages"

    def _brought_up_to_date(self, folder: str) -> _Watched:
        known, now = self._watched.get(folder), self._clock.monotonic()
        if known is not None and now - known.listed_at < _LISTED_ANEW:
            try:
                self._ask_on(known)
                return known
            except (MailboxUnreachable, TokenRefused, OutOfTime):
                raise
            except (
                MailboxError
            ):  # the server has forgotten where we were, or sent us astray: list everything anew
                del self._watched[folder]
        place = f"/users/{quote(self._user)}/mailFolders/{quote(self._folder_id(folder))}"
        whole = _Watched(now, f"{place}/messages/delta?$select=receivedDateTime", self._next_listing())
        self._ask_on(whole)
        self._watched[folder] = whole
        return whole

    def _next_listing(self) -> int:
        self._listings += 1
        return self._listings

    def _ask_on(self, watched: _Watched) -> None:
        """Bring it up to date by every page of changes; it stays as it was, should one page fail."""
        link = watched.delta
        asked: set[str] = set()
        changes: list[Mapping[str, Any]] = []
        delta: str | None = None
        while link is not None and link not in asked:
            asked.add(link)
            page = self._client.record(link, self._patience)
            changes += _records(page, "value")
            delta = _text(page, "@odata.deltaLink")
            link = _text(page, "@odata.nextLink")
        if delta is None:
            raise MailboxError("the mail server gave an answer that cannot be understood")
        watched.delta = delta
        named = [item for item in changes if _text(item, "id")]
        nameless = sum("@removed" not in item for item in changes) - sum(
            "@removed" not in item for item in named
        )
        watched.nameless += nameless
        if _apply(watched.messages, named) or nameless:
            watched.listing = self._next_listing()

    def _folder_id(self, folder: str) -> str:
        """Each folder on the way by its name; the first also by the name that it has in every language."""
        first, *others = [folder] if folder.lower() in _WELL_KNOWN else folder.split("/")
        place = f"/users/{quote(self._user)}/mailFolders"
        found = _WELL_KNOWN.get(first.lower()) or self._id_in(place, first)
        for name in others:
            found = self._id_in(f"{place}/{quote(found)}/childFolders", name)
        return found

    def _id_in(self, place: str, name: str) -> str:
        condition = quote("displayName eq '" + name.replace("'", "''") + "'")
        link: str | None = f"{place}?$filter={condition}&$select=id"
        asked: set[str] = set()
        while link is not None and link not in asked:  # a page may be empty though another has it
            asked.add(link)
            page = self._client.record(link, self._patience)
            found = next((_text(item, "id") for item in _records(page, "value")), None)
            if found is not None:
                return found
            link = _text(page, "@odata.nextLink")
        raise FolderMissing


class GraphFolder:
    """A folder as the last delta left it."""

    def __init__(
        self,
        client: GraphClient,
        patience: Patience,
        limits: FetchLimits,
        place: str,
        watched: _Watched,
        uidvalidity: int,
    ) -> None:
        self._client = client
        self._patience = patience
        self._limits = limits
        self._place = place
        self._messages = watched.messages
        self._have_gone: set[int] = set()
        self._refused_in_a_row = 0
        self._uidvalidity = uidvalidity
        exists = len(self._messages) + watched.nameless
        self.state = FolderState(uidvalidity, None, exists, rising=False, listing=watched.listing)

    def uids(self, above: int = 0) -> Sequence[int]:
        return sorted(uid for uid in self._messages.keys() - self._have_gone if uid > above)

    def describe(self, uids: Sequence[int]) -> Sequence[Listed]:
        """The oldest first. Graph does not say how large a message is."""
        there = [uid for uid in uids if uid in self._messages and uid not in self._have_gone]
        listed = [Listed(self._uidvalidity, uid, None, self._messages[uid].received_at) for uid in there]
        return sorted(listed, key=lambda one: (one.received_at or datetime.max.replace(tzinfo=UTC), one.uid))

    def fetch(self, listed: Sequence[Listed]) -> Iterator[Sequence[Fetched]]:
        return in_chunks(self._each(listed), _AT_ONCE)

    def untaken(self) -> Sequence[int]:
        return ()

    def hindrance(self) -> str | None:
        return None

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
        except NotThere:
            return None if self._is_there(item) else self._gone(item)
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
        except TooLarge as error:
            size = limit // (1024 * 1024)
            why = f"the message is larger than the limit of {size} MiB: open it in the mailbox and key it by hand"
            return [Fetched(item, error.headers, why)]
        if not _BEGINNING.match(raw):  # nothing, or what stands between says that it was blocked
            raise MailboxError("the mail server gave something else than a message")
        return [Fetched(item, raw)]

    def _refused(self, item: Listed) -> Sequence[Fetched]:
        """Where the server does not answer for the message at all, the fault is its own: `MailboxError`."""
        if not self._is_there(item):
            return self._gone(item)
        why = "the server would not give a message: open it in the mailbox and key it by hand"
        return [Fetched(item, b"", why, ask_again=True)]

    def _is_there(self, item: Listed) -> bool:
        """Whether the mailbox has the message, be its content there or not."""
        try:
            self._client.record(f"{self._path(item)}?$select=id", self._patience)
        except NotThere:
            return False
        return True

    def _gone(self, item: Listed) -> Sequence[Fetched]:
        self._have_gone.add(item.uid)
        return []

    def _path(self, item: Listed) -> str:
        return f"{self._place}/{quote(self._messages[item.uid].id, safe='')}"


def _apply(messages: dict[int, _Message], changes: Sequence[Mapping[str, Any]]) -> bool:
    """Whether a message came that was not there."""
    came = False
    for item in changes:
        message_id = str(item["id"])
        uid = number(message_id.encode())
        known = messages.get(uid)
        if "@removed" in item:
            messages.pop(uid, None)
        else:
            came = came or known is None
            messages[uid] = _Message(message_id, _time(item) or (known.received_at if known else None))
    return came


def _time(item: Mapping[str, Any]) -> datetime | None:
    try:
        at = datetime.fromisoformat(_text(item, "receivedDateTime") or "")
        return at.astimezone(UTC) if at.tzinfo else at.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        return None


def _records(page: Mapping[str, Any], name: str) -> list[Mapping[str, Any]]:
    found = page.get(name)
    if not isinstance(found, list) or not all(isinstance(item, dict) for item in found):
        raise MailboxError("the mail server gave an answer that cannot be understood")
    return found


def _text(record: Mapping[str, Any], name: str) -> str | None:
    value = record.get(name)
    return value if isinstance(value, str) and value else None
