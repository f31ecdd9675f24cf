"""A Maildir, or a plain folder of `.eml` files, as a mailbox. It is only ever read.

A Maildir's file keeps the part of its name before the flags for ever, so that part makes the
UID; a plain file may be replaced, so its size and time are part of its identity too. UIDVALIDITY
is made from the folder's path. No file says when the mail arrived: the newest Received header
does where it can be true, else the file's own time.

A Maildir is listed anew when a directory's own time says that something came, and each hour in any
case. A plain folder is listed each time: a file that is written over leaves no trace in that time.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from threading import Event

from ingest.clock import Clock, SystemClock
from ingest.mailbox.arrival import newest_received
from ingest.mailbox.chunks import in_chunks
from ingest.mailbox.errors import FolderMissing, MailboxUnreachable
from ingest.mailbox.made_uids import number
from ingest.mailbox.source import Fetched, FolderState, Listed

_LISTED_ANEW = 3600.0  # seconds
_SETTLED = 2.0  # seconds: what comes right after a look may leave a directory's time as it was
_HEADERS = 256 * 1024
_AT_ONCE = 50


class MaildirMailbox:
    """A Maildir (`cur` and `new`; `tmp` is still being written) or a folder of `.eml` files."""

    def __init__(
        self,
        name: str,
        path: Path,
        max_message_bytes: int = 64 * 1024 * 1024,
        clock: Clock | None = None,
    ) -> None:
        self.name = name
        self.folders: tuple[str, ...] = ("INBOX",)
        self._path = path.absolute()
        self._limit = max_message_bytes
        self._clock = clock or SystemClock()
        self._listing: _Listing | None = None
        self._listings = 0

    @contextmanager
    def open(self, folder: str) -> Iterator[MaildirFolder]:
        del folder  # there is one
        yield MaildirFolder(self._path, self._limit, self._listed(), self._clock.now())

    def _listed(self) -> _Listing:
        """The files that are there; those of the last look, where nothing has come since."""
        last, now = self._listing, self._clock.monotonic()
        try:
            if not self._path.is_dir():
                raise FolderMissing(f"there is no mail folder {self._path}: check path in its settings")
            times = self._settled_times()
            if last is None or not times or last.times != times or now - last.listed_at >= _LISTED_ANEW:
                files = dict(_uids(self._path))
                same = last is not None and last.files.keys() == files.keys()
                self._listings += not same
                last = self._listing = _Listing(files, times, now, self._listings)
        except OSError:
            raise MailboxUnreachable(
                f"the mail folder {self._path} cannot be listed: check its mode"
            ) from None
        return last

    def _settled_times(self) -> tuple[int, ...]:
        """When a Maildir's directories were changed, in nanoseconds; none where that tells nothing."""
        places = [place for place in (self._path / "cur", self._path / "new") if place.is_dir()]
        times = tuple(place.stat().st_mtime_ns for place in places)
        wall = self._clock.now().timestamp()
        return times if all(wall - time / 1e9 > _SETTLED for time in times) else ()

    def wait(self, stop: Event, seconds: float) -> bool:
        stop.wait(seconds)
        return False

    def stay_connected(self) -> None:
        return

    def login_is_renewed(self) -> bool:
        return False

    def hang_up(self) -> None:
        """Nothing: no file keeps anybody waiting."""

    def close(self) -> None:
        return


@dataclass(frozen=True, slots=True)
class _Listing:
    """A folder's files by their UIDs; its directories' times just before; a number for what is there."""

    files: dict[int, Path]
    times: tuple[int, ...]
    listed_at: float
    number: int


class MaildirFolder:
    """The files as they were when the folder was opened."""

    def __init__(self, path: Path, limit: int, listing: _Listing, now: datetime) -> None:
        self._now = now
        self._limit = limit
        self._uidvalidity = number(str(path.resolve()).encode(), bits=32)
        self._files = listing.files
        self.state = FolderState(
            self._uidvalidity, None, len(self._files), rising=False, listing=listing.number
        )

    def uids(self, above: int = 0) -> Sequence[int]:
        return sorted(uid for uid in self._files if uid > above)

    def describe(self, uids: Sequence[int]) -> Sequence[Listed]:
        found = (self._describe(uid) for uid in uids if uid in self._files)
        return sorted(filter(None, found), key=_by_arrival)

    def fetch(self, listed: Sequence[Listed]) -> Iterator[Sequence[Fetched]]:
        found = map(self._fetch, listed)
        return in_chunks((one for one in found if one is not None), _AT_ONCE)

    def untaken(self) -> Sequence[int]:
        return ()

    def hindrance(self) -> str | None:
        return None

    def taken(self, uids: Sequence[int]) -> None:
        """Nothing: the files are evidence."""

    def _is_being_written(self, uid: int, path: Path) -> bool:
        """Whether a plain file was written to since it was listed. A Maildir's files are whole when they
        come."""
        try:
            return path.parent.name not in {"cur", "new"} and _plain_uid(path) != uid
        except OSError:
            return False  # it has gone since, and was read before

    def _describe(self, uid: int) -> Listed | None:
        path = _as_it_is_called_now(self._files[uid])
        try:
            with path.open("rb") as file:
                top = file.read(_HEADERS)
            status = path.stat()
        except FileNotFoundError:
            return None
        except OSError:
            return Listed(self._uidvalidity, uid, None, None)
        at = newest_received(top, self._now) or _time(status.st_mtime)
        return Listed(self._uidvalidity, uid, status.st_size, at)

    def _fetch(self, listed: Listed) -> Fetched | None:
        path = _as_it_is_called_now(self._files[listed.uid])
        too_large = listed.size is not None and listed.size > self._limit
        try:
            with path.open("rb") as file:
                raw = file.read(_HEADERS if too_large else -1)
        except FileNotFoundError:
            return None
        except OSError:
            why = f"the file of message {listed.uid} cannot be read: check its mode"
            return Fetched(listed, b"", why, ask_again=True)
        if self._is_being_written(listed.uid, path):
            del self._files[listed.uid]  # it is another message by now, whole perhaps at the next look
            return None
        if not too_large:
            return Fetched(listed, raw)
        return Fetched(listed, raw, f"the message is larger than the limit of {self._limit} bytes")


def _time(seconds: float) -> datetime | None:
    """`None` for a time that no calendar has: file systems keep any."""
    try:
        return datetime.fromtimestamp(seconds, UTC)
    except (ValueError, OverflowError, OSError):
        return None


def _by_arrival(listed: Listed) -> tuple[bool, datetime, int]:
    at = listed.received_at
    return at is None, at or datetime.max.replace(tzinfo=UTC), listed.uid


def _uids(path: Path) -> Iterator[tuple[int, Path]]:
    """Each message's UID and file, in the order of their names."""
    if (path / "cur").is_dir() or (path / "new").is_dir():
        yield from _maildir_uids([file for place in ("cur", "new") for file in _files_in(path / place)])
        return
    for file in _files_in(path):
        if file.suffix.lower() == ".eml":
            yield _plain_uid(file), file


def _maildir_uids(files: Sequence[Path]) -> Iterator[tuple[int, Path]]:
    """By their names, which are unique where programs keep to the rules; two files of one name are known by
    what tells them apart, both of them, for either may have been the first."""
    named: dict[str, list[Path]] = {}
    for file in files:
        named.setdefault(_name(file), []).append(file)
    for name, some in named.items():
        if len(some) == 1:
            yield number(name.encode("utf-8", "surrogateescape")), some[0]
            continue
        for file in some:
            with suppress(FileNotFoundError):  # it is listed anew: the folder has changed
                yield _uid_of_its_own(file), file


def _uid_of_its_own(file: Path) -> int:
    status = file.stat()
    identity = f"{_name(file)}\n{status.st_ino}\n{status.st_size}\n{status.st_mtime_ns}"
    return number(identity.encode("utf-8", "surrogateescape"))


def _name(file: Path) -> str:
    """Of a Maildir's file, without its flags."""
    return file.name.partition(":2,")[0]


def _plain_uid(file: Path) -> int:
    status = file.stat()
    identity = f"{file.name}\n{status.st_size}\n{status.st_mtime_ns}"
    return number(identity.encode("utf-8", "surrogateescape"))


def _files_in(folder: Path) -> list[Path]:
    if not folder.is_dir():
        return []
    return sorted(file for file in folder.iterdir() if file.is_file() and not file.name.startswith("."))


def _as_it_is_called_now(file: Path) -> Path:
    """The file, which a mail reader may have moved to `cur` or flagged since it was listed."""
    if file.exists() or file.parent.name not in {"cur", "new"}:
        return file
    here = [other for place in ("cur", "new") for other in _files_in(file.parent.parent / place)]
    found = [other for other in here if _name(other) == _name(file)]
    return found[0] if len(found) == 1 else file  # of several nobody knows which it was
