"""What an account may do in a folder, as far as the server tells beforehand (RFC 4314; RFC 9051, 7.1)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from imapclient.response_parser import parse_response

from ingest.mailbox.fetch_answers import separate

if TYPE_CHECKING:
    from ingest.mailbox.connection import Connection

_OLDER = {"c": "kx", "d": "te"}  # RFC 4314 (2.1.1): what servers say that know no others, and others besides
_READ = "r"
_READ_ONLY = 'the folder is read-only here: set after = "none" or grant writing'
_TO_MARK = {"w": "to mark messages"}
_TO_TAKE_OUT = {"t": "to mark messages as deleted", "e": "to take out what is deleted"}
_TO_PUT_IN = {"i": "to put messages in"}
_TO_MAKE = {"k": "to make folders below it"}


def told(answers: Iterable[Any]) -> frozenset[str] | None:
    """The letters in MYRIGHTS' answer; `None` where it tells nothing that can be so of a folder that opens."""
    for answer in separate([part for part in answers if part]):
        match list(parse_response(list(answer))):
            case [_, bytes(said)]:
                letters = said.decode("latin-1")
                return frozenset(letters).union(*_stood_for(letters)) if _READ in letters else None
    return None


def _stood_for(letters: str) -> Iterator[str]:
    """An older letter stands for those that came in its place, where none of them is there."""
    for older, newer in _OLDER.items():
        if older in letters and not set(newer) & set(letters):
            yield newer


def why_no_keyword(connection: Connection, keyword: str) -> str | None:
    """Why messages of the open folder cannot be given a keyword, by what the server said when it was opened."""
    if not connection.may_write:
        return _READ_ONLY
    if not connection.keeps(keyword, b"\\*"):
        return 'the folder keeps no keyword of ours: set after = "none", or "move", or grant it'
    return None


def why_no_move(connection: Connection) -> str | None:
    """Why messages cannot be moved out of the open folder, by what the server said when it was opened."""
    if not connection.may_write:
        return _READ_ONLY
    if not connection.has_capability("MOVE") and not connection.keeps("\\Deleted"):
        # a copy would be made, and made again
        return 'nothing may be deleted in the folder: set after = "none", or grant it'
    return None


def to_mark(connection: Connection, keyword: str) -> str | None:
    """As `why_no_keyword`, and by the account's rights. Raises `MailboxError`."""
    return why_no_keyword(connection, keyword) or _lacking(connection, connection.opened_as, _TO_MARK)


def to_move(connection: Connection, target: str) -> str | None:
    """As `why_no_move`, and by the account's rights here and in the other folder. Raises `MailboxError`."""
    return (
        why_no_move(connection)
        or _lacking(connection, connection.opened_as, _TO_TAKE_OUT)
        or _no_way_in(connection, target)
    )


def _no_way_in(connection: Connection, target: str) -> str | None:
    there = connection.spelling_of(target)
    if there is not None:
        return _lacking(connection, there, _TO_PUT_IN)
    above = target.rpartition("/")[0]
    there = connection.spelling_of(above) if above else None
    return _lacking(connection, there, _TO_MAKE) if there is not None else None


def _lacking(connection: Connection, folder: str, needed: Mapping[str, str]) -> str | None:
    has = connection.rights(folder)
    lacks = (
        [] if has is None else [f"{what} ({letter})" for letter, what in needed.items() if letter not in has]
    )
    if not lacks:
        return None
    return f"in the folder {folder!r} the account lacks the right {' and '.join(lacks)}: grant it that"
