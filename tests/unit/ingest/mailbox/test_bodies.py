"""Whatever a server does to its answers, what counts as a message is all of it, and nothing but it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from random import Random
from typing import Any, cast

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ingest.clock import SetClock
from ingest.mailbox import responses
from ingest.mailbox.bodies import Bodies, FetchLimits
from ingest.mailbox.errors import CommandRefused, MailboxError, MailboxUnreachable
from ingest.mailbox.failures import translated
from ingest.mailbox.in_vain import InVain
from ingest.mailbox.patience import Patience
from ingest.mailbox.session import Session
from ingest.mailbox.source import Fetched, Listed
from tests.integration.taking import mail
from tests.unit.ingest.mailbox.test_fetch_answers import as_imaplib_gives_it
from tests.unit.ingest.mailbox.test_wholeness import in_parts

LIMITS = FetchLimits(5, 5, 60, 1_000_000, 10, 100_000)
MESSAGES = {uid: mail(f"Form {uid}", body="A child. " * uid) for uid in range(1, 5)} | {
    uid: in_parts(300 * uid) for uid in (5, 6)
}
_AT = datetime(2026, 6, 1, tzinfo=UTC)

Damage = Callable[[Random, int, bytes], bytes]


def _answer(uid: int, name: bytes, raw: bytes) -> bytes:
    return b"%d (UID %d %s {%d}\r\n%s)" % (uid, uid, name, len(raw), raw)


def _beginning(chance: Random, uid: int, name: bytes) -> bytes:
    raw = MESSAGES[uid]
    return _answer(uid, name, raw[: chance.randrange(len(raw))])


def _miscounted(chance: Random, uid: int, name: bytes) -> bytes:
    raw = MESSAGES[uid]
    wrong = max(0, len(raw) + chance.randint(-40, 40))
    return _answer(uid, name, raw).replace(b"{%d}" % len(raw), b"{%d}" % wrong)


def _bare(chance: Random, uid: int, name: bytes) -> bytes:
    words = (b"abc", b"NIL", b"nil", b"12", b"()", b'""', b'"abc"', b'"abc', b"{3}", b"")
    return b"%d (UID %d %s %s)" % (uid, uid, name, chance.choice(words))


def _anothers(chance: Random, uid: int, name: bytes) -> bytes:
    return _answer(uid, name, MESSAGES[chance.choice([other for other in MESSAGES if other != uid])])


def _noisy(chance: Random, uid: int, name: bytes) -> bytes:
    head, body = b"%d (UID %d %s " % (uid, uid, name), _answer(uid, b"", MESSAGES[uid]).partition(b"{")
    at = chance.randrange(len(head))
    return head[:at] + chance.randbytes(3) + head[at:] + body[1] + body[2]


def _nothing(_chance: Random, _uid: int, _name: bytes) -> bytes:
    return b""


def _two_bodies(chance: Random, uid: int, name: bytes) -> bytes:
    return _answer(uid, name, MESSAGES[uid])[:-1] + b" " + _anothers(chance, uid, name).partition(b"(")[2]


DAMAGES: Sequence[Damage] = (_beginning, _miscounted, _bare, _anothers, _noisy, _nothing, _two_bodies)


@dataclass
class Server:
    """Stands in for a session and its connection. Pieces, and what is not damaged, come as they should."""

    chance: Random
    damaged: dict[int, Damage]
    cut: float
    patience: Patience = field(default_factory=lambda: Patience(SetClock(_AT), 5))
    received: list[Any] = field(default_factory=list)

    @property
    def connection(self) -> Server:
        return self

    def drop(self) -> None:
        self.received = []

    def hear_of_what_went(self) -> None:
        return

    def uid_search(self, *_criteria: str) -> list[int]:
        return list(MESSAGES)

    def uids_told(self, above: int) -> list[int]:
        return [uid for uid in MESSAGES if uid > above]

    def uid_fetch(self, uids: Sequence[int], items: str) -> dict[int, dict[bytes, Any]]:
        self.received = []
        for uid in uids:
            if self.chance.random() < self.cut:
                raise MailboxUnreachable
            wire = self._said(uid, items)
            self.received += as_imaplib_gives_it(wire) if wire else []
        with translated():
            return responses.by_uid(self.received, uids)

    def salvaged(self, uids: Sequence[int]) -> dict[int, dict[bytes, Any]]:
        return responses.before_damage(self.received, uids)

    def _said(self, uid: int, items: str) -> bytes:
        raw = MESSAGES[uid]
        if items == "BODY.PEEK[HEADER]":
            return _answer(uid, b"BODY[HEADER]", raw.partition(b"\r\n\r\n")[0])
        if items == "BODY.PEEK[]":
            damage = self.damaged.get(uid)
            return damage(self.chance, uid, b"BODY[]") if damage else _answer(uid, b"BODY[]", raw)
        start, _, length = items.removeprefix("BODY.PEEK[]<").rstrip(">").partition(".")
        return _answer(uid, b"BODY[]<%s>" % start.encode(), raw[int(start) : int(start) + int(length)])


def taken(server: Server, listed: Sequence[Listed]) -> list[Fetched]:
    bodies = Bodies(cast("Session", server), LIMITS, InVain(SetClock(_AT)))
    found: list[Fetched] = []
    try:
        for some in bodies.fetch(listed):
            found += some
    except MailboxError:
        pass  # the server gave too little: the rest is asked for at the next look
    return found


def described(size: Callable[[bytes], int | None]) -> list[Listed]:
    return [Listed(7, uid, size(raw), _AT) for uid, raw in MESSAGES.items()]


@settings(max_examples=300)
@given(
    st.integers(0, 1 << 32),
    st.dictionaries(st.sampled_from(list(MESSAGES)), st.sampled_from(DAMAGES)),
    st.sampled_from([0.0, 0.0, 0.2]),
    st.sampled_from([len, len, lambda _raw: None, lambda raw: 2 * len(raw), lambda raw: len(raw) + 7]),
)
def test_what_counts_as_a_message_is_all_of_it(
    seed: int, damaged: dict[int, Damage], cut: float, size: Callable[[bytes], int | None]
) -> None:
    found = taken(Server(Random(seed), damaged, cut), described(size))
    assert len({one.listed.uid for one in found}) == len(found)
    for one in found:
        if one.missing is None:
            assert one.raw == MESSAGES[one.listed.uid]
        else:
            assert one.ask_again


@dataclass
class Patchy(Server):
    """Gives `given` of the pieces that it is asked for, and of the others nothing in one way or another."""

    given: float = 0.8

    def uid_fetch(self, uids: Sequence[int], items: str) -> dict[int, dict[bytes, Any]]:
        if "<" in items and self.chance.random() > self.given:
            return self._nothing(uids[0], items.partition("<")[2].partition(".")[0])
        return super().uid_fetch(uids, items)

    def _nothing(self, uid: int, start: str) -> dict[int, dict[bytes, Any]]:
        said: Any = self.chance.choice([None, b"", "nothing", CommandRefused(), MailboxUnreachable()])
        if isinstance(said, MailboxError):
            raise said
        return {} if said == "nothing" else {uid: {f"BODY[]<{start}>".encode(): said}}


@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(
    st.integers(0, 1 << 32),
    st.sampled_from([0.5, 0.8, 1.0]),
    st.sampled_from([len, lambda _raw: None, lambda raw: 2 * len(raw), lambda raw: len(raw) // 2]),
)
def test_what_is_put_together_from_pieces_is_all_of_it(
    monkeypatch: pytest.MonkeyPatch, seed: int, given: float, size: Callable[[bytes], int | None]
) -> None:
    monkeypatch.setattr("ingest.mailbox.bodies._PIECE", 90)
    monkeypatch.setattr("ingest.mailbox.bodies._END", 40)
    monkeypatch.setattr("ingest.mailbox.bodies._OVERLAP", 10)
    found = taken(Patchy(Random(seed), {}, 0.0, given=given), described(size))
    assert all(one.raw == MESSAGES[one.listed.uid] for one in found if one.missing is None)
    if given == 1:
        assert len(found) == len(MESSAGES)
        assert not any(one.missing for one in found)


def test_a_server_that_does_no_wrong_gives_everything_in_one_answer_whatever_it_says_of_sizes() -> None:
    for size in (len, lambda _raw: None, lambda raw: 3 * len(raw), lambda _raw: 0):
        found = taken(Server(Random(1), {}, 0.0), described(size))
        assert {one.listed.uid: one.raw for one in found if one.missing is None} == MESSAGES
