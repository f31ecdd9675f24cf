"""Fetching bodies from a server that may do anything: one bad message costs itself only.

Messages come in chunks. Where a chunk fails, what had come in whole is kept, and the rest is
asked for singly, the suspect last. A message that is not given in two tries, though the server
still lists it, is reported as missing: an answer too, that a person will see. Where the server hangs
up, is silent or says that it cannot just now, and gives nothing else either, it is the server's fault.

Part of a message reads like a message that says little. So one whose length is not the announced one
counts as whole only where the server says its last bytes once more.
"""

from __future__ import annotations

import random
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from ingest.mailbox.errors import (
    CommandRefused,
    LeftAlone,
    MailboxError,
    MailboxUnreachable,
    NotNow,
    NotUnderstood,
    OutOfTime,
)
from ingest.mailbox.in_vain import InVain
from ingest.mailbox.session import Session
from ingest.mailbox.source import Fetched, Listed
from ingest.mailbox.wholeness import closes_itself

_TRIES = 2  # and then it is a row, that a person sees and the mailbox is asked for again
_BRIEF = 5.0  # seconds for what is asked besides: new mail waits meanwhile
_RATE = 256 * 1024  # bytes a second that any server must manage
_PIECE = 1024 * 1024
_OVERLAP = 64  # bytes that each piece has in common with the one before, which tell whether it goes on
_END = 1024  # bytes that are asked for again where it is not plain that they are the last
_WHOLE = "BODY.PEEK[]"
_IN_A_ROW = 5  # messages not given, with none given in between: then it is the server
_LOST_IN_A_ROW = 15  # times the server was in trouble, with none given in between: it is left for this look
_WHOLE_NAMES = (b"BODY[]", b"BODY[]<0>", b"BODY[]<>", b"RFC822", b"BODY.PEEK[]", b"RFC822.PEEK", b"BINARY[]")
_SERVERS_OWN = (MailboxUnreachable, OutOfTime, NotNow)  # failures that need not be the message's


@dataclass(frozen=True, slots=True)
class FetchLimits:
    """Times in seconds, sizes in bytes."""

    connect_seconds: float
    message_seconds: float
    cycle_seconds: float
    max_message_bytes: int
    chunk_messages: int
    chunk_bytes: int


_Suspect = tuple[Listed, int]
"""A message that was not given yet, and how often it was asked for."""


class _Oversized(Exception):
    """A message turned out larger than was announced."""


class Bodies:
    """The bodies of listed messages, as far as the server gives them."""

    def __init__(self, session: Session, limits: FetchLimits, in_vain: InVain) -> None:
        self._session = session
        self._limits = limits
        self._in_vain = in_vain
        self._refused_in_a_row = 0
        self._lost_in_a_row = 0
        self._trouble: MailboxError | None = None  # the server's own, at the last message

    def fetch(self, listed: Sequence[Listed]) -> Iterator[Sequence[Fetched]]:
        """Each message once, those of a chunk together; small ones first, troublesome ones last. Raises `MailboxError`."""
        self._refused_in_a_row = self._lost_in_a_row = 0
        small = [item for item in listed if not _is_large(item)]
        large = [item for item in listed if _is_large(item)]
        suspects: list[_Suspect] = []
        for chunk in self._chunks(small):
            yield from self._chunk(chunk, suspects)
        for item in large:
            yield from self._first_try(item, suspects)
        yield from self._try_again(suspects)

    def _chunks(self, listed: Sequence[Listed]) -> Iterator[list[Listed]]:
        chunk: list[Listed] = []
        size = 0
        for item in listed:
            if chunk and (
                len(chunk) == self._limits.chunk_messages
                or size + (item.size or 0) > self._limits.chunk_bytes
            ):
                yield chunk
                chunk, size = [], 0
            chunk.append(item)
            size += item.size or 0
        if chunk:
            yield chunk

    def _chunk(self, chunk: list[Listed], suspects: list[_Suspect]) -> Iterator[Sequence[Fetched]]:
        if self._lost_in_a_row >= _IN_A_ROW:
            suspects += [(item, 0) for item in chunk]
            return
        given, whole = self._ask(chunk)
        rest = [item for item in chunk if item.uid not in given]
        if rest and max(given, default=0) > rest[0].uid:  # the server got past it
            self._in_vain.asked(rest[0])
        as_announced = [item for item in chunk if len(given.get(item.uid, b"")) == item.size]
        if as_announced:
            yield [self._given(item, given[item.uid]) for item in as_announced]
        for item in chunk:
            if item.uid in given and item not in as_announced:
                yield from self._first_try(item, suspects, given[item.uid])
        if not whole and rest:  # servers answer in order: the first left out broke the chunk
            suspects.append((rest.pop(0), 1))
            self._in_vain.asked(suspects[-1][0])
        for item in rest:
            yield from self._first_try(item, suspects)

    def _ask(self, chunk: Sequence[Listed]) -> tuple[dict[int, bytes], bool]:
        """The bodies that came, and whether the server answered to the end."""
        uids = [item.uid for item in chunk]
        connection = self._session.connection
        try:
            with self._session.patience.for_at_most(self._time_for(sum(item.size or 0 for item in chunk))):
                return _bodies(connection.uid_fetch(uids, _WHOLE)), True
        except MailboxError as error:
            given = _bodies(connection.salvaged(uids))
            if not given or not isinstance(error, LeftAlone):  # else the next question ends the look
                self._after(error)
            return given, False

    def _first_try(
        self, item: Listed, suspects: list[_Suspect], raw: bytes | None = None
    ) -> Iterator[Sequence[Fetched]]:
        if raw is None and self._lost_in_a_row >= _IN_A_ROW:
            suspects.append((item, 0))
            return
        fetched = self._single(item, raw)
        if fetched is None:
            suspects.append((item, 1))
        else:
            yield [fetched]

    def _try_again(self, suspects: Sequence[_Suspect]) -> Iterator[Sequence[Fetched]]:
        """Those first that were put off, in no order: were they in the same order each time, the same few that
        break every connection would hide the others for good."""
        put_off = [suspect for suspect in suspects if not suspect[1]]
        random.shuffle(put_off)
        waiting = deque([*put_off, *(suspect for suspect in suspects if suspect[1])])
        trouble: MailboxError | None = None
        while waiting:
            item, tries = waiting.popleft()
            fetched = self._single(item)
            if fetched is not None:
                yield [fetched]
            elif tries + 1 < _TRIES:
                waiting.append((item, tries + 1))
            elif self._trouble is not None and not self._in_vain.blames(item):
                trouble = self._trouble
            elif self._still_there(item):
                yield [self._refused(item)]
        if trouble is not None:
            raise _of_the_server(trouble)

    def _single(self, item: Listed, raw: bytes | None = None) -> Fetched | None:
        """The message, or `None` where it was not given this time. `raw` is what came of it already."""
        self._trouble = None
        _ = self._session.connection  # that there is none is the server's fault, not the message's
        try:
            if self._is_too_large(item):
                return self._too_large(item)
            raw = self._in_pieces(item) if _is_large(item) else self._whole(item, raw)
        except _Oversized:
            return self._too_large(item)
        except MailboxError as error:
            self._after(error)
            raw = None
        if raw is None:
            self._in_vain.asked(item)
            return None
        return self._given(item, raw)

    def _is_too_large(self, item: Listed) -> bool:
        """Whether there is something beyond the limit, where the announced size says so: it may be wrong."""
        limit = self._limits.max_message_bytes
        if item.size is None or item.size <= limit:
            return False
        try:
            piece, is_whole = self._piece(item, limit)
            if not piece:
                return False
            return len(piece) > limit if is_whole else piece != self._piece(item, 0)[0]
        except MailboxError as error:
            self._after(error)
            return True

    def _whole(self, item: Listed, raw: bytes | None) -> bytes | None:
        """A small message, asked for at once unless it came already."""
        raw = raw or self._at_once(item)
        return raw if raw and self._is_all(item, raw) else None

    def _at_once(self, item: Listed) -> bytes | None:
        with self._session.patience.for_at_most(self._time_for(item.size or 0)):
            return _bodies(self._session.connection.uid_fetch([item.uid], _WHOLE)).get(item.uid)

    def _is_all(self, item: Listed, raw: bytes) -> bool:
        return len(raw) == item.size or self._ends_so(item, raw)

    def _ends_so(self, item: Listed, raw: bytes) -> bool:
        """Whether the server's message ends as `raw` does, and there, though another size was announced:
        Exchange tells what a message takes to store, others count line ends differently."""
        start = max(len(raw) // 2, len(raw) - _END)
        try:
            piece, _ = self._piece(item, start)
        except CommandRefused:
            piece = None
        if piece == raw[start:]:
            return True
        if piece is not None and piece != raw:
            return False
        # Some servers know no pieces: they refuse them, or send the whole again.
        is_long_enough = len(raw) + raw.count(b"\n") >= (item.size or 0)
        return (is_long_enough or closes_itself(raw)) and (piece == raw or self._at_once(item) == raw)

    def _in_pieces(self, item: Listed) -> bytes | None:
        """A large message, each piece with a time limit of its own, until it is as long as announced or
        the server has no more: the announced size is only a hint. That there is no more, servers say by no
        bytes, by NIL or by a refusal, as they do of what they cannot read just now. A message that becomes
        another one on the way is not given."""
        raw = bytearray()
        while len(raw) <= self._limits.max_message_bytes:
            known = bytes(raw[-_OVERLAP:])
            try:
                piece, whole = self._piece(item, len(raw) - len(known))
            except CommandRefused:
                if not raw:
                    raise
                piece, whole = None, False
            if piece and (whole or piece == raw):  # the same again: it was the whole message
                return piece if self._is_all(item, piece) else None
            if piece and not piece.startswith(known):
                return None
            if not piece or piece == known:
                return bytes(raw) if raw and self._ends_so(item, bytes(raw)) else None
            raw += piece[len(known) :]
            if len(raw) == item.size and self._ends_so(item, bytes(raw)):
                return bytes(raw)
        raise _Oversized

    def _piece(self, item: Listed, offset: int) -> tuple[bytes | None, bool]:
        """The bytes from `offset`, and whether the server sent the whole message instead.

        A server may leave out the origin, and then only the size tells a piece from the whole.
        """
        with self._session.patience.for_at_most(self._time_for(_PIECE)):
            answer = self._session.connection.uid_fetch([item.uid], f"{_WHOLE}<{offset}.{_PIECE}>")
        items = answer.get(item.uid, {})
        whole = _body(items, but=b"BODY[]<0>")
        if whole is not None:
            return whole, len(whole) > _PIECE
        piece = items.get(f"BODY[]<{offset}>".encode())
        return (piece, False) if isinstance(piece, bytes) else (None, False)

    def _given(self, item: Listed, raw: bytes) -> Fetched:
        self._refused_in_a_row = self._lost_in_a_row = 0
        self._in_vain.given(item)
        return Fetched(item, raw)

    def _too_large(self, item: Listed) -> Fetched:
        limit = self._limits.max_message_bytes // (1024 * 1024)
        return Fetched(
            item,
            self._headers(item),
            f"the message is larger than the limit of {limit} MiB: open it in the mailbox and key it by hand",
        )

    def _refused(self, item: Listed) -> Fetched:
        self._refused_in_a_row += 1
        if self._refused_in_a_row >= _IN_A_ROW:
            raise MailboxError("the mail server lists messages and gives none: it will be tried again")
        return Fetched(
            item,
            self._headers(item),
            f"the server would not give message UID {item.uid}: open it in the mailbox and key it by hand",
            ask_again=True,
        )

    def _headers(self, item: Listed) -> bytes:
        """The header section, or nothing where that is not given either."""
        try:
            with self._session.patience.for_at_most(min(_BRIEF, self._limits.message_seconds)):
                answer = self._session.connection.uid_fetch([item.uid], "BODY.PEEK[HEADER]")
        except MailboxError as error:
            self._after(error)
            return b""
        said = answer.get(item.uid, {})
        headers = said.get(b"BODY[HEADER]", said.get(b"RFC822.HEADER"))
        return headers if isinstance(headers, bytes) else b""

    def _still_there(self, item: Listed) -> bool:
        """Whether the folder still lists the message: one that was deleted is nobody's fault."""
        with self._session.patience.for_at_most(self._limits.message_seconds):
            connection = self._session.connection
            connection.hear_of_what_went()
            try:
                listed = item.uid in connection.uid_search("UID", str(item.uid))
            except NotNow:
                raise
            except (CommandRefused, NotUnderstood):  # one that does not search
                return item.uid in connection.uids_told(item.uid - 1)
            return listed and not self._is_only_searched(item)

    def _is_only_searched(self, item: Listed) -> bool:
        """Whether the server tells of as many messages as it counts, and not of this one: a search may go by
        an index that still has what went."""
        connection = self._session.connection
        try:
            if item.uid in connection.uids_told(item.uid - 1):
                return False
            return len(connection.uids_told(0)) == self._session.state.exists
        except CommandRefused:
            return False

    def _after(self, error: MailboxError) -> None:
        """Go on after a failure: on a new connection, unless the server answered properly. One that wants to be
        left alone is asked nothing more, and no message is at fault."""
        if isinstance(error, LeftAlone):
            raise error
        self._session.patience.left()  # the look's own deadline ends the look
        if not isinstance(error, CommandRefused):
            self._session.drop()
        if isinstance(error, _SERVERS_OWN):
            self._trouble = error
            self._lost_in_a_row += 1
            if self._lost_in_a_row >= _LOST_IN_A_ROW:  # each time is a login, and they are counted
                raise _of_the_server(error)

    def _time_for(self, size: int) -> float:
        return self._limits.message_seconds + size / _RATE


def _of_the_server(error: MailboxError) -> MailboxError:
    """What a look ends with; time that ran out for a message says nothing of the look's."""
    if isinstance(error, OutOfTime):
        return MailboxUnreachable("the mail server is too slow to give messages: it will be tried again")
    return error


def _is_large(item: Listed) -> bool:
    """Whether it is to come in pieces: what tells no size may be."""
    return item.size is None or item.size > _PIECE


def _bodies(answers: dict[int, dict[bytes, Any]]) -> dict[int, bytes]:
    """The bodies in FETCH answers. NIL is none, and so are no bytes: what servers say of a message
    that they cannot read just now."""
    bodies = ((uid, _body(items)) for uid, items in answers.items())
    return {uid: body for uid, body in bodies if body}


def _body(items: dict[bytes, Any], but: bytes = b"") -> bytes | None:
    """What stands under a name of the whole message, `but` that one: some servers answer by an older name of
    it, or by the one that was asked for. Where there are several, the first counts."""
    named = (items[name] for name in _WHOLE_NAMES if name in items and name != but)
    first = next(named, None)
    return first if isinstance(first, bytes) else None
