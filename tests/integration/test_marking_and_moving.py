"""What a server does to mail that is to be marked or moved: the mail is taken once whatever that is, and told."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from ingest.clock import SetClock
from ingest.mailbox.folder import AfterRecording
from ingest.store import Store
from tests.integration.scripted_imap import Connection, Script, serving
from tests.integration.taking import LIMITS, Station, imap, mail, open_store, station

QUICK = replace(LIMITS, connect_seconds=2)


@pytest.fixture
def clock() -> SetClock:
    return SetClock(datetime(2026, 6, 1, 12, 0, tzinfo=UTC))


@pytest.fixture
def store(tmp_path: Path, clock: SetClock) -> Iterator[Store]:
    with closing(open_store(tmp_path, clock)) as opened:
        yield opened


class Moving:
    """A server that moves as many of the messages as it is told, and then says so much."""

    def __init__(self, says: str, moves: int) -> None:
        self.says, self.moves = says, moves
        self.copyuid = ""
        self.script = Script({uid: mail(f"Form {uid}") for uid in (1, 2, 3)}, on_command=self.answer)
        self.script.capabilities = "IMAP4rev1 MOVE UIDPLUS"

    @property
    def tries(self) -> int:
        return sum(command.startswith("UID MOVE") for command in self.script.commands)

    def answer(self, _connection: Connection, tag: str, command: str) -> bytes | None:
        if command.startswith("SELECT"):
            count = len(self.script.messages)
            return f"* {count} EXISTS\r\n* OK [UIDVALIDITY 7] v\r\n{tag} OK [READ-WRITE] open\r\n".encode()
        if command.startswith("LIST"):
            return f'* LIST () "/" "MASH taken"\r\n{tag} OK done\r\n'.encode()
        if not command.startswith("UID MOVE"):
            return None
        gone = sorted(self.script.messages)[: self.moves]
        for uid in gone:
            del self.script.messages[uid]
        return (self.copyuid + "* 1 EXPUNGE\r\n" * len(gone) + f"{tag} {self.says}\r\n").encode()

    def desk(self, store: Store, port: int) -> Station:
        after = AfterRecording("move")
        return station(store, imap(port, limits=QUICK, after=after, clock=store.clock))


@pytest.mark.parametrize(
    ("says", "moves", "told"),
    [
        ("NO [OVERQUOTA] full", 0, "the mailbox is full"),
        ("NO [OVERQUOTA] full", 1, "the mailbox is full"),
        ("NO [TRYCREATE] none", 0, "refused a command"),
        ("OK moved", 1, "moved 1 of 3 messages"),
        ("OK moved", 2, "moved 2 of 3 messages"),
    ],
)
def test_who_does_not_move_all_is_left_alone_with_it_for_a_while_and_new_mail_is_taken(
    store: Store, clock: SetClock, says: str, moves: int, told: str
) -> None:
    moving = Moving(says, moves)
    with serving(moving.script) as server:
        duty = moving.desk(store, server.port)
        assert duty.worker.poll_once().referrals == 3
        for uid in range(4, 9):
            clock.move(timedelta(seconds=5))
            moving.script.messages[uid] = mail(f"Form {uid}")
            result = duty.worker.poll_once()
            assert result.referrals == 1
            [words] = result.errors
            assert told in words
            assert words.count("its mail was taken") == 1
        assert moving.tries == 1
        moving.says, moving.moves = "OK moved", 99
        clock.move(timedelta(seconds=60))
        result = duty.worker.poll_once()
        assert (result.referrals, result.errors, moving.tries) == (0, (), 2)
    assert moving.script.messages == {}


def test_the_longer_it_is_refused_the_less_often_it_is_tried(store: Store, clock: SetClock) -> None:
    moving = Moving("NO [OVERQUOTA] full", 0)
    with serving(moving.script) as server:
        duty = moving.desk(store, server.port)
        for _ in range(60):
            assert "the mailbox is full" in "; ".join(duty.worker.poll_once().errors)
            clock.move(timedelta(seconds=60))
    assert 7 <= moving.tries <= 20


@pytest.mark.parametrize("copyuid", ["* OK [COPYUID 7 1:3 900:950] x\r\n", "* OK [COPYUID 0 9 1] x\r\n"])
def test_what_a_server_says_of_the_copies_changes_nothing(store: Store, copyuid: str) -> None:
    moving = Moving("OK [COPYUID 7 99:120 1] moved", 99)
    moving.copyuid = copyuid
    with serving(moving.script) as server:
        duty = moving.desk(store, server.port)
        result = duty.worker.poll_once()
        assert (result.referrals, result.errors, duty.worker.poll_once().fetched) == (3, (), 0)
