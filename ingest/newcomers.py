"""Which messages of a folder the ledger does not know yet.

Not "those after the last one": a message that was skipped once would be skipped for ever. Every
UID on the server is compared with the ledger when the folder is first looked at and whenever a
reconciliation is asked for; in between only those above the point up to which all are known, and
none where the folder says itself (UIDNEXT, or files listed once) that nothing came.

A server that is brought back from a backup gives UIDs out a second time, and says nothing of it. So
once all are compared and taken, the newest that are known are compared by their times and sizes too: a
message that took another's UID is taken like any other, under a UIDVALIDITY that is made up for it.

Servers that are made of several show a message late: it is counted, or a later one has come, and it
is not listed yet. Where a UID seems to have been given out and is not there, the folder is listed from
that place on for some minutes, whatever it says of itself; and all of it is compared at once where it
counts more than it lists there, for a message may have a smaller UID than those before it.

A folder that was renumbered (another UIDVALIDITY) is taken anew from its end, some at a time: what is
really new stands there, and must not wait for the whole folder to be fetched again. A folder of which
much is not known yet is taken some at a time from its beginning, and whatever comes meanwhile before that.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from ingest.clock import Clock
from ingest.mailbox.arrival import can_be_true
from ingest.mailbox.made_uids import number
from ingest.mailbox.source import Folder, FolderState, Listed
from ingest.store import Ledger

_Place = tuple[str, str, int]
_AT_ONCE = 500
_COMPARED_BY_TIME = 400
_SHOWN_WITHIN = 600.0  # seconds; what shows later is found when all are compared
_FEW_OF_ANOTHER_SIZE = 3
_A_ZONE, _FARTHEST_ZONES = timedelta(minutes=15), timedelta(hours=26)


@dataclass(frozen=True, slots=True)
class Found:
    """Messages to take.

    `up_to` is the UID up to which all are known once they are taken; `whole` says that every UID
    on the server was compared, `late` how many messages had been passed over before, `left` how
    many more wait for the next look, and `hidden` how many the folder has counted for long and never listed.
    """

    place: _Place | None
    listed: Sequence[Listed]
    up_to: int = 0
    state: FolderState | None = None
    whole: bool = True
    late: int = 0
    left: int = 0
    awaited: Awaited | None = None
    hidden: int = 0


@dataclass(frozen=True, slots=True)
class Awaited:
    """Messages with UIDs above `above` that should be there, are not listed, and are looked for until then
    (monotonic). `up_to` and `uidnext` are what had come and been promised when they were first missed;
    `lacking` is how many the folder counts and does not list."""

    above: int
    until: float
    up_to: int
    uidnext: int | None
    lacking: int


@dataclass(frozen=True, slots=True)
class _Known:
    """Up to which UID all are known but for those that are awaited, and how the folder was when they were
    listed."""

    up_to: int = 0
    state: FolderState | None = None
    awaited: Awaited | None = None

    @property
    def without_gap(self) -> int:
        return self.up_to if self.awaited is None else self.awaited.above


@dataclass(slots=True)
class Newcomers:
    """Remembers, while it lives, how far each folder is known without a gap."""

    ledger: Ledger
    clock: Clock
    _known: dict[_Place, _Known] = field(default_factory=dict)
    _compare: set[_Place] = field(default_factory=set)
    _short_since: dict[_Place, float] = field(default_factory=dict)
    _listed_to: dict[_Place, int] = field(default_factory=dict)
    _listed_before: dict[_Place, set[int]] = field(default_factory=dict)

    def find(self, mailbox: str, name: str, folder: Folder) -> Found:
        """The messages that are on the server and not in the ledger. Raises `MailboxError`."""
        state = folder.state
        if state.uidvalidity is None:
            return Found(None, self._by_description(mailbox, name, folder))
        place = (mailbox, name, state.uidvalidity)
        known = self._known.get(place, _Known())
        went_back = state.uidnext is not None and state.uidnext <= known.up_to
        if place not in self._compare and known.awaited is None and _is_unchanged(known.state, state):
            return Found(place, (), known.up_to, state, whole=False)
        above = 0 if went_back or place in self._compare or not state.rising else known.without_gap
        uids = folder.uids(above)
        recorded = self.ledger.known_uids(mailbox, name, state.uidvalidity, above)
        if above and known.awaited is None and _lacking(known, above, uids, recorded, state) > 0:
            above, uids = 0, folder.uids()  # what came may stand below what is known
            recorded = self.ledger.known_uids(mailbox, name, state.uidvalidity)
        new = [uid for uid in uids if uid not in recorded]
        rises = state.rising and known.state is not None and not went_back and place not in self._short_since
        late = sum(uid <= known.without_gap for uid in new) if rises else 0
        some = self._some_of(place, new) if state.rising else new
        listed = [*folder.describe(some)]
        left = len(new) - len(some)
        if not state.rising:
            there = len(listed)
            listed = self._first_of(place, listed)
            left = there - len(listed)
        if above == 0 and state.rising and not left:
            listed += self._under_used_uids(place, folder, [uid for uid in uids if uid in recorded])
        awaited = self._awaited(known, above, uids, recorded, state) if state.rising else None
        hidden = self._hidden(place, state.exists - len(uids)) if above == 0 else 0
        return Found(place, listed, max(uids, default=above), state, above == 0, late, left, awaited, hidden)

    def _hidden(self, place: _Place, lacking: int) -> int:
        """How many messages the folder counts and does not list, once that has lasted for longer than servers
        take to show one, or a colleague to delete it."""
        if lacking <= 0:
            self._short_since.pop(place, None)
            return 0
        now = self.clock.monotonic()
        since = self._short_since.setdefault(place, now)
        return lacking if now - since >= _SHOWN_WITHIN else 0

    def _awaited(
        self, known: _Known, above: int, uids: Sequence[int], recorded: set[int], state: FolderState
    ) -> Awaited | None:
        """What should be among `uids` or those that are recorded, all of them above `above`."""
        now, before, had = self.clock.monotonic(), known.awaited, sorted(recorded.union(uids))
        top = max(had, default=above)
        is_over = before is not None and now >= before.until
        lacking = 0 if is_over else _lacking(known, above, uids, recorded, state)
        if is_over and before is not None:
            later = [uid for uid in had if uid > before.up_to]
            gap = _gap(before.up_to, later, state.uidnext) if state.uidnext != before.uidnext else None
        elif before is None and known.state is not None and state.uidnext == known.state.uidnext:
            gap = None  # what was promised and never showed is waited for no longer
        else:
            gap = _gap(above, had, state.uidnext)
        if gap is None and lacking > 0:
            gap = above or top
        if gap is None:
            return None
        if before is not None and not is_over:
            return replace(before, above=gap, lacking=lacking)
        return Awaited(gap, now + _SHOWN_WITHIN, top, state.uidnext, lacking)

    def _under_used_uids(self, place: _Place, folder: Folder, known: Sequence[int]) -> list[Listed]:
        """Of the newest; and of all, where there is one among these."""
        others = self._others(place, folder, known[-_COMPARED_BY_TIME:])
        return self._others(place, folder, known) if others and len(known) > _COMPARED_BY_TIME else others

    def _others(self, place: _Place, folder: Folder, known: Sequence[int]) -> list[Listed]:
        """Messages that are not those which were recorded under their UIDs, and are not recorded yet."""
        if not known:
            return []
        seen = self.ledger.seen(*place, above=min(known) - 1)
        there = [self._with_time(item) for item in folder.describe(known) if item.uid in seen]
        others = [item for item in there if _is_another(item, *seen[item.uid])]
        others += _of_another_size(there, seen)
        others = [
            replace(item, uidvalidity=number(f"{item.size} {item.received_at}".encode())) for item in others
        ]
        mailbox, name, _ = place
        return [
            item for item in others if item.uid not in self.ledger.known_uids(mailbox, name, item.uidvalidity)
        ]

    def _with_time(self, item: Listed) -> Listed:
        """A time that cannot be true was not recorded either, and tells nothing."""
        said = item.received_at
        return item if said and can_be_true(said, self.clock.now()) else replace(item, received_at=None)

    def _some_of(self, place: _Place, new: Sequence[int]) -> Sequence[int]:
        """All; of many what came since the last look and the oldest, or the newest where the folder was
        renumbered: those behind are known by their bytes."""
        if len(new) <= _AT_ONCE:
            return new
        if self.ledger.was_renumbered(*place):
            return new[-_AT_ONCE:]
        listed_to = self._listed_to.get(place, new[-1])
        came = [uid for uid in new if uid > listed_to][:_AT_ONCE]
        self._listed_to[place] = max([listed_to, *came])
        return [*came, *new[: _AT_ONCE - len(came)]]

    def _first_of(self, place: _Place, listed: list[Listed]) -> list[Listed]:
        """The same where UIDs do not rise; `listed` has the oldest first."""
        if len(listed) <= _AT_ONCE:
            return listed
        before = self._listed_before.setdefault(place, {item.uid for item in listed})
        came = [item for item in listed if item.uid not in before][:_AT_ONCE]
        oldest = [item for item in listed if item.uid in before]
        before.update(item.uid for item in came)
        return [*came, *oldest[: _AT_ONCE - len(came)]]

    def still_missing(self, found: Found, folder: Folder) -> list[int]:
        """The UIDs of messages that were found, are on the server still and not in the ledger."""
        if found.place is None or not found.listed:
            return []
        known = self.ledger.known_uids(*found.place, above=min(item.uid for item in found.listed) - 1)
        missing = [item.uid for item in found.listed if item.uid not in known]
        return sorted(set(missing) & set(folder.uids())) if missing else []

    def all_taken(self, found: Found) -> None:
        """Everything found was taken: where nothing is left, the next look begins above it."""
        if found.place is not None and not found.left:
            self._known[found.place] = _Known(found.up_to, found.state, found.awaited)
            self._listed_before.pop(found.place, None)
            self._compare.discard(found.place)
            if found.place in self._short_since:
                self._compare.add(found.place)  # until it lists what it counts

    def compare_all(self) -> None:
        """Compare every UID on the server with the ledger at the next look at each folder."""
        self._compare.update(self._known)

    def _by_description(self, mailbox: str, name: str, folder: Folder) -> list[Listed]:
        """Where UIDs cannot be relied on, each message's made-up UIDVALIDITY tells it from others."""
        listed = folder.describe(folder.uids())
        known = {
            validity: self.ledger.known_uids(mailbox, name, validity)
            for validity in {item.uidvalidity for item in listed}
        }
        return [item for item in listed if item.uid not in known[item.uidvalidity]]


def _gap(above: int, uids: Sequence[int], uidnext: int | None) -> int | None:
    """The UID behind which one is not listed that was given out, as it seems. Among all messages of a folder
    there are gaps wherever one was deleted: there only the end tells."""
    last = above
    for uid in uids if above else ():
        if uid > last + 1:
            return last
        last = uid
    last = max(uids, default=above)
    return last if uidnext is not None and uidnext > last + 1 else None


def _lacking(known: _Known, above: int, uids: Sequence[int], recorded: set[int], state: FolderState) -> int:
    """How many more messages the folder counts than it lists."""
    if not above or known.state is None:
        return state.exists - len(uids)
    before = 0 if known.awaited is None else known.awaited.lacking
    return before + state.exists - known.state.exists - len(set(uids) - recorded)


def _is_another(item: Listed, received_at: datetime, size: int) -> bool:
    """By its time of arrival. Servers that mix up time zones tell the same one otherwise in summer,
    and then the size tells."""
    if item.received_at is None or item.received_at == received_at:
        return False
    apart = abs(item.received_at - received_at)
    is_one_time = not apart % _A_ZONE and apart <= _FARTHEST_ZONES
    return not is_one_time or (item.size is not None and item.size != size)


def _of_another_size(there: Sequence[Listed], seen: Mapping[int, tuple[datetime, int]]) -> Sequence[Listed]:
    """What came at the same time, and is longer or shorter: few at most, for a server that tells most sizes
    otherwise tells what messages take to store."""
    at_that_time = [
        item
        for item in there
        if item.size is not None and (item.received_at is None or item.received_at == seen[item.uid][0])
    ]
    others = [item for item in at_that_time if item.size != seen[item.uid][1]]
    return others if len(others) <= max(_FEW_OF_ANOTHER_SIZE, len(at_that_time) // 10) else ()


def _is_unchanged(then: FolderState | None, now: FolderState) -> bool:
    """A folder whose UIDNEXT stands still has got no message; one that grew all the same lies."""
    if then is not None and now.listing is not None and now.listing == then.listing:
        return True
    if then is None or now.uidnext is None or not now.rising:
        return False
    return now.uidnext == then.uidnext and now.exists <= then.exists
