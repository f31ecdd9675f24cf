"""What a server's FETCH answers really say, each kept to the UID that it names itself.

IMAPClient files an answer without a UID under its sequence number, merges answers, and takes a bare
word for a body: one could be taken for another message's. Here an answer without a UID says nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any, TypeAlias

from imapclient.datetime_util import parse_to_datetime
from imapclient.exceptions import ProtocolError

from ingest.mailbox import fetch_answers

_NUMBER = re.compile(rb"\d{1,19}")
_ALL = re.compile(rb"[ \t]ALL[ \t]+(\S+)", re.IGNORECASE)
_SET = re.compile(rb"\d{1,19}(?::\d{1,19})?(?:,\d{1,19}(?::\d{1,19})?)*")
_LIMITED = re.compile(rb"\[MESSAGELIMIT \d{1,19} (\d{1,19})\]")
_MOST_UIDS = 2_000_000  # as many as a line of SEARCH has room for
GREATEST = (1 << 63) - 1  # RFC 9051 ends at 32 bits, databases at 63

_Item: TypeAlias = tuple[bytes, fetch_answers.Value]


def by_uid(data: Sequence[Any], asked: Iterable[int]) -> dict[int, dict[bytes, Any]]:
    """The items of each FETCH answer for a UID that was asked for; names in capitals.

    `data` is imaplib's list of untagged FETCH answers. Raises `ProtocolError` where they cannot
    be taken apart. Where a server says two different things of one message, neither is believed;
    NIL says nothing.
    """
    return _filed(map(fetch_answers.items, fetch_answers.separate(data)), asked)


def before_damage(data: Sequence[Any], asked: Iterable[int]) -> dict[int, dict[bytes, Any]]:
    """As `by_uid`, of the answers before the first that is damaged or unfinished: after such a one
    nobody knows where the next begins."""
    return _filed(_sound(data), asked)


def _filed(answers: Iterable[Iterable[_Item]], asked: Iterable[int]) -> dict[int, dict[bytes, Any]]:
    wanted = set(asked)
    found: dict[int, list[_Item]] = {}
    for items in map(list, answers):
        uid = _agreed(items).get(b"UID")
        if isinstance(uid, int) and uid in wanted:
            found.setdefault(uid, []).extend(items)
    return {uid: _agreed(items) for uid, items in found.items()}


def _agreed(items: Iterable[_Item]) -> dict[bytes, Any]:
    """What stands under each name, where nothing else stands there too."""
    said: dict[bytes, Any] = {}
    doubtful: set[bytes] = set()
    for name, value in items:
        if said.get(name) is None:
            said[name] = value
        elif value is not None and value != said[name]:
            doubtful.add(name)
    return said | dict.fromkeys(doubtful)


def _sound(data: Sequence[Any]) -> Iterator[list[_Item]]:
    with suppress(ProtocolError):
        for answer in fetch_answers.separate(data):
            yield fetch_answers.items(answer)


def uids_in(data: Iterable[bytes | None]) -> list[int]:
    """The UIDs of SEARCH answers, rising, each once. Raises `ProtocolError` where one is no number."""
    said = {word for line in data if line for word in line.partition(b"(")[0].split()}
    if not all(map(_NUMBER.fullmatch, said)):
        raise ProtocolError("a SEARCH answer holds what is no number")
    return _rising(set(map(int, said)))


def uids_told(data: Sequence[Any]) -> list[int]:
    """The UIDs that FETCH answers name, rising, each once."""
    named = {_agreed(fetch_answers.items(answer)).get(b"UID") for answer in fetch_answers.separate(data)}
    return _rising({uid for uid in named if isinstance(uid, int)})


def _rising(uids: set[int]) -> list[int]:
    if uids and max(uids) > GREATEST:
        raise ProtocolError("an answer names a UID that is none")
    return sorted(uids)


def uids_in_sets(data: Iterable[fetch_answers.Part | None], tag: bytes) -> list[int] | None:
    """The UIDs of the ESEARCH answer to the command of this tag, rising; `None` where there is none.

    Raises `ProtocolError` for more UIDs than any folder holds, and for what is no set: half of one would
    hide the other messages.
    """
    for answer in fetch_answers.separate(list(data)):
        line = b"".join(part if isinstance(part, bytes) else b"".join(part) for part in answer)
        if tag in line:
            return _in_set(line)
    return None


def _in_set(line: bytes) -> list[int]:
    found = _ALL.search(line)
    if found is None:
        return []
    behind = line[found.end() :].strip()
    if not _SET.fullmatch(found[1]) or not (not behind or behind[:1].isalpha()):
        raise ProtocolError("an ESEARCH answer holds what is no set")
    return _members(found[1])


def _members(uids: bytes) -> list[int]:
    members: set[int] = set()
    named = 0
    for part in uids.split(b","):
        first, _, last = part.partition(b":")
        low, high = sorted((int(first), int(last or first)))
        named += high - low + 1
        if named > _MOST_UIDS:
            raise ProtocolError("an ESEARCH answer names more messages than there can be")
        members.update(range(low, high + 1))
    return _rising(members)


def left_off(data: Iterable[bytes | None], below: int | None) -> int | None:
    """The UID down to which a command was done, by its tagged answer, where the server does no more
    messages at once (RFC 9738). `below` is where it left off before. Raises `ProtocolError` where it
    does not get on."""
    said = next(filter(None, (_LIMITED.search(line or b"") for line in data)), None)
    end = 0 if said is None else int(said[1])
    if below is not None and end >= below:
        raise ProtocolError("a server that does some messages at once does not get on")
    return end if end > 1 else None


def internal_date(value: Any) -> datetime | None:
    """INTERNALDATE as an aware time in UTC; `None` where it is none."""
    if not isinstance(value, bytes):
        return None
    try:
        at: datetime = parse_to_datetime(value, normalise=False)
        return at.astimezone(UTC)
    except (ValueError, TypeError, OverflowError):
        return None
