"""What a server's FETCH answers really say, each kept to the UID that it names itself.

IMAPClient files an answer without a UID under its sequence number and merges answers: a body
could be taken for another message's. Here an answer without a UID says nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Any

from imapclient.datetime_util import parse_to_datetime
from imapclient.exceptions import ProtocolError
from imapclient.response_parser import parse_response

_NUMBER = re.compile(rb"\d+")
_ALL = re.compile(rb" ALL ([\d:,]+)", re.IGNORECASE)
_MOST_UIDS = 10_000_000
GREATEST = (1 << 63) - 1  # RFC 9051 ends at 32 bits, databases at 63


def by_uid(data: Sequence[Any], asked: Iterable[int]) -> dict[int, dict[bytes, Any]]:
    """The items of each FETCH answer for a UID that was asked for; names in capitals.

    `data` is imaplib's list of untagged FETCH answers. Raises `ProtocolError` where they cannot
    be taken apart. Where a server says two different things of one message, neither is believed.
    """
    wanted = set(asked)
    found: dict[int, dict[bytes, Any]] = {}
    for items in _answers(data):
        uid = items.get(b"UID")
        if isinstance(uid, int) and uid in wanted:
            said = found.setdefault(uid, {})
            said.update({name: _agreed(said.get(name, value), value) for name, value in items.items()})
    return found


def _agreed(one: Any, other: Any) -> Any:
    return one if one == other else None


def whole_answers(data: Sequence[Any]) -> list[Any]:
    """Those of `data` before the first answer that a cut connection left unfinished."""
    whole: list[Any] = []
    pending: list[Any] = []
    for item in data:
        pending.append(item)
        if not isinstance(item, tuple):
            whole += pending
            pending = []
    return whole


def uids_in(data: Iterable[bytes | None]) -> list[int]:
    """The UIDs of SEARCH answers, rising, each once."""
    lines = (line.partition(b"(")[0] for line in data if line)
    return _rising({int(number) for line in lines for number in _NUMBER.findall(line)})


def uids_told(data: Sequence[Any]) -> list[int]:
    """The UIDs that FETCH answers name, rising, each once."""
    named = {items.get(b"UID") for items in _answers(data)}
    return _rising({uid for uid in named if isinstance(uid, int)})


def _rising(uids: set[int]) -> list[int]:
    if uids and max(uids) > GREATEST:
        raise ProtocolError("an answer names a UID that is none")
    return sorted(uids)


def uids_in_sets(data: Iterable[bytes | None], tag: bytes) -> list[int] | None:
    """The UIDs of the ESEARCH answer to the command of this tag, rising; `None` where there is none.

    Raises `ProtocolError` for a set of more UIDs than any folder holds.
    """
    for line in data:
        if line and tag in line:
            found = _ALL.search(line)
            return _members(found[1]) if found else []
    return None


def _members(uids: bytes) -> list[int]:
    members: set[int] = set()
    for part in uids.split(b","):
        first, _, last = part.partition(b":")
        low, high = sorted((int(first), int(last or first)))
        if high - low >= _MOST_UIDS:
            raise ProtocolError("an ESEARCH answer names more messages than there can be")
        members.update(range(low, high + 1))
    return _rising(members)


def internal_date(value: Any) -> datetime | None:
    """INTERNALDATE as an aware time in UTC; `None` where it is none."""
    if not isinstance(value, bytes):
        return None
    try:
        at: datetime = parse_to_datetime(value, normalise=False)
        return at.astimezone(UTC)
    except (ValueError, TypeError, OverflowError):
        return None


def _answers(data: Sequence[Any]) -> list[dict[bytes, Any]]:
    if list(data) == [None]:
        return []
    parsed = parse_response(list(data))
    if len(parsed) % 2:
        raise ProtocolError("a FETCH answer breaks off")
    return [_items(answer) for answer in parsed[1::2]]


def _items(answer: Any) -> dict[bytes, Any]:
    if not isinstance(answer, tuple) or len(answer) % 2:
        raise ProtocolError("a FETCH answer is no list of pairs")
    return {
        name.upper(): value
        for name, value in zip(answer[::2], answer[1::2], strict=True)
        if isinstance(name, bytes)
    }
