"""Servers that do what servers must not: every message still ends where a person sees it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from ingest.clock import SetClock
from ingest.domain.model import LedgerState
from ingest.store import Store
from ingest.store.schema import message
from tests.integration.scripted_imap import Connection, HangUp, Script, ScriptedServer, serving
from tests.integration.taking import QUICK, Station, imap, mail, open_store, station, three_forms

BODY = "BODY.PEEK[]"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with closing(open_store(tmp_path)) as opened:
        yield opened


def outcomes(store: Store) -> dict[str | None, str]:
    with store.reading() as conn:
        rows = conn.execute(select(message.c.subject, message.c.reason, message.c.state))
        return {row.subject or row.reason: row.state for row in rows}


def polled(store: Store, server: ScriptedServer) -> dict[str | None, str]:
    result = station(store, imap(server.port, limits=QUICK)).worker.poll_once()
    assert result.errors == ()
    return outcomes(store)


TWO_READ = {"Form 11": LedgerState.REFERRAL, "Form 13": LedgerState.REFERRAL}


def only_for_12(answer: bytes) -> Script:
    """A server that answers so whenever the body of message 12 is asked for, and its headers too."""
    return Script(
        three_forms(), on_fetch=lambda _c, uid, items: answer if uid == 12 and "BODY" in items else None
    )


@pytest.mark.parametrize(
    "answer",
    [
        pytest.param(b"", id="no answer at all"),
        pytest.param(b"* 2 FETCH (BODY[] {3}\r\nabc)\r\n", id="no UID"),
        pytest.param(b"* 2 FETCH (UID 12 BODY[] NIL)\r\n", id="NIL"),
        pytest.param(b"* 2 FETCH (UID 99 BODY[] {3}\r\nabc)\r\n", id="the UID of another message"),
        pytest.param(b"* 3 FETCH (UID 13 FLAGS (\\Seen))\r\n", id="the flags of another message"),
        pytest.param(b"* 2 FETCH (UID 12)\r\n", id="nothing but the UID"),
        pytest.param(b"* 2 FETCH ()\r\n", id="an empty answer"),
        pytest.param(b"* 2 FETCH (UID 12 BODY[] {})\r\n", id="a literal without a size"),
        pytest.param(b"* 2 FETCH (UID 12 BODY[] (((\r\n", id="unbalanced brackets"),
        pytest.param(b"* 2 FETCH (UID 12 BODY[] {20000000000}\r\n", id="20 GB announced"),
    ],
)
def test_a_message_that_the_server_does_not_give_is_seen_and_the_others_are_read(
    store: Store, answer: bytes
) -> None:
    with serving(only_for_12(answer)) as server:
        found = polled(store, server)
    assert {name: state for name, state in found.items() if state == LedgerState.REFERRAL} == TWO_READ
    (left,) = set(found) - set(TWO_READ)
    assert found[left] == LedgerState.NEEDS_ATTENTION
    assert "UID 12" in str(left)


def test_a_body_without_a_uid_is_never_taken_for_the_message_of_that_sequence_number(store: Store) -> None:
    script = Script({1: mail("Form 1"), 2: mail("Form 2")})
    wrong = b"* 1 FETCH (BODY[] {3}\r\nabc)\r\n"
    script.on_fetch = lambda _c, uid, items: wrong if uid == 2 and BODY in items else None
    with serving(script) as server:
        found = polled(store, server)
    assert found["Form 1"] == LedgerState.REFERRAL
    assert found["Form 2"] == LedgerState.NEEDS_ATTENTION  # by its headers


def test_a_message_given_at_the_second_asking_is_read(store: Store) -> None:
    asked: list[int] = []

    def once(_connection: Connection, uid: int, items: str) -> bytes | None:
        if uid != 12 or BODY not in items:
            return None
        asked.append(uid)
        return b"" if len(asked) == 1 else None

    with serving(Script(three_forms(), on_fetch=once)) as server:
        assert set(polled(store, server).values()) == {LedgerState.REFERRAL}


def test_a_server_that_says_no_to_a_chunk_gives_its_messages_singly(store: Store) -> None:
    script = Script(three_forms())

    def answer(_connection: Connection, uid: int, items: str) -> bytes | None:
        script.after_fetch = "NO [UNAVAILABLE] some of them" if uid == 12 and BODY in items else "OK fetched"
        return b"" if uid == 12 and BODY in items else None

    script.on_fetch = answer
    with serving(script) as server:
        found = polled(store, server)
    assert {name: found[name] for name in TWO_READ} == TWO_READ
    assert LedgerState.NEEDS_ATTENTION in found.values()


@pytest.mark.parametrize("how", ["cut", "drip", "silence"])
def test_a_message_that_breaks_the_connection_costs_only_itself(store: Store, how: str) -> None:
    def answer(connection: Connection, uid: int, items: str) -> bytes | None:
        if uid != 12 or BODY not in items:
            return None
        connection.send(b"* 2 FETCH (UID 12 BODY[] {5000}\r\nSubject: Form 12\r\n")
        if how == "drip":
            connection.drip(b"x" * 5000, 0.05)
        if how == "silence":
            connection.fall_silent()
        raise HangUp

    with serving(Script(three_forms(), on_fetch=answer)) as server:
        found = polled(store, server)
    assert found == TWO_READ | {"Form 12": LedgerState.NEEDS_ATTENTION}


def test_what_came_before_a_cut_is_kept_and_not_asked_for_again(store: Store) -> None:
    cut: list[int] = []

    def answer(connection: Connection, uid: int, items: str) -> bytes | None:
        if uid == 13 and BODY in items and not cut:
            cut.append(uid)
            raise HangUp
        return None

    script = Script(three_forms(), on_fetch=answer)
    with serving(script) as server:
        assert len(polled(store, server)) == 3
    bodies = [command for command in script.commands if BODY in command]
    assert [command.split()[2] for command in bodies] == ["11:13", "13"]


def test_a_server_that_gives_no_message_at_all_is_a_failure_and_not_hundreds_of_rows(store: Store) -> None:
    script = Script({uid: mail(f"Form {uid}") for uid in range(1, 41)})
    script.on_fetch = lambda _c, _uid, items: b"" if "BODY" in items else None
    with serving(script) as server:
        result = station(store, imap(server.port, limits=QUICK)).worker.poll_once()
        assert result.failed == 1
        assert result.needs_attention < 5
        script.on_fetch = None
        station(store, imap(server.port, limits=QUICK)).worker.poll_once()
    assert len(outcomes(store)) == 40


def test_a_message_that_was_deleted_meanwhile_is_nobodys_fault(store: Store) -> None:
    script = Script(three_forms())

    def answer(_connection: Connection, uid: int, items: str) -> bytes | None:
        if uid == 12 and BODY in items:
            script.messages.pop(12)
            return b""
        return None

    script.on_fetch = answer
    with serving(script) as server:
        assert polled(store, server) == TWO_READ


def test_the_last_message_named_by_an_open_range_is_not_taken_again(store: Store) -> None:
    script = Script(three_forms(), uidnext=False)
    with serving(script) as server:
        duty = station(store, imap(server.port, limits=QUICK))
        assert duty.worker.poll_once().fetched == 3
        assert duty.worker.poll_once().fetched == 0
    assert any("14:*" in command for command in script.commands)


@contextmanager
def staying_connected(store: Store, server: ScriptedServer) -> Iterator[Station]:
    """A station that keeps its connection from look to look, after the first one."""
    mailbox = imap(server.port, limits=QUICK)
    mailbox.stay_connected()
    duty = station(store, mailbox)
    duty.worker.poll_once()
    yield duty
    mailbox.close()


def test_a_look_that_finds_nothing_asks_one_question_over_the_connection_of_the_last(store: Store) -> None:
    script = Script(three_forms())
    with serving(script) as server, staying_connected(store, server) as duty:
        said = len(script.commands)
        for _ in range(3):
            assert duty.worker.poll_once().errors == ()
        asked = [command.split()[0] for command in script.commands[said:]]
        script.messages[14] = mail("Form 14")
        assert duty.worker.poll_once().referrals == 1
    assert asked == ["EXAMINE"] * 3
    assert server.connections == 1


def test_a_kept_connection_that_the_server_dropped_is_replaced_without_a_word(store: Store) -> None:
    script = Script(three_forms())
    with serving(script) as server, staying_connected(store, server) as duty:
        server.hang_up_on_all()
        script.messages[14] = mail("Form 14")
        result = duty.worker.poll_once()
    assert (result.referrals, result.errors, server.connections) == (1, (), 2)


def test_a_message_that_the_server_gives_at_last_is_read_and_no_longer_waits_for_a_person(
    tmp_path: Path,
) -> None:
    clock = SetClock(datetime(2026, 6, 1, 9, 30, tzinfo=UTC))
    script = only_for_12(b"* 2 FETCH (UID 12 BODY[] NIL)\r\n")
    with closing(open_store(tmp_path, clock)) as store, serving(script) as server:
        duty = station(store, imap(server.port, limits=QUICK))
        assert duty.worker.poll_once().needs_attention == 1
        clock.move(timedelta(hours=1))
        assert duty.worker.poll_once().counts()["fetched"] == 0
        script.on_fetch = None
        clock.move(timedelta(hours=7))
        assert duty.worker.poll_once().referrals == 1
        assert outcomes(store) == TWO_READ | {"Form 12": LedgerState.REFERRAL}


def test_mail_that_the_server_hides_from_its_counts_is_found_within_the_hour(tmp_path: Path) -> None:
    script, clock = Script(three_forms()), SetClock(datetime(2026, 6, 1, 9, 30, tzinfo=UTC))

    def same_as_ever(_connection: Connection, tag: str, command: str) -> bytes | None:
        counts = "* 3 EXISTS\r\n* OK [UIDVALIDITY 7] valid\r\n* OK [UIDNEXT 14] next\r\n"
        return f"{counts}{tag} OK [READ-ONLY] in\r\n".encode() if command.startswith("EXAMINE") else None

    script.on_command = same_as_ever
    with closing(open_store(tmp_path, clock)) as store, serving(script) as server:
        duty = station(store, imap(server.port, limits=QUICK))
        duty.worker.poll_once()
        script.messages[14] = mail("Form 14")
        assert duty.worker.poll_once().fetched == 0
        clock.move(timedelta(hours=1))
        assert duty.worker.poll_once().referrals == 1


def test_without_uidnext_mail_is_taken_as_ever(store: Store) -> None:
    with serving(Script(three_forms(), uidnext=False)) as server:
        assert set(polled(store, server).values()) == {LedgerState.REFERRAL}


def test_without_uidvalidity_a_uid_that_names_another_message_later_hides_nothing(store: Store) -> None:
    script = Script(three_forms(), uidvalidity=None)
    with serving(script) as server:
        duty = station(store, imap(server.port, limits=QUICK))
        assert duty.worker.poll_once().referrals == 3
        assert duty.worker.poll_once().fetched == 0
        script.messages[12] = mail("Form another and longer")
        assert duty.worker.poll_once().referrals == 1


def test_the_servers_time_is_the_time_of_arrival(store: Store) -> None:
    with serving(Script(three_forms())) as server:
        polled(store, server)
    with store.reading() as conn:
        times = set(conn.execute(select(message.c.received_at)).scalars())
    assert times == {datetime(2026, 3, 29, 0, 59, 30, tzinfo=UTC)}


def test_a_large_message_whose_size_was_announced_wrong_is_whole(store: Store) -> None:
    raw = mail("Form large", body="x" * 3_000_000)
    for announced in (2_000_000, 3_500_000):
        with serving(Script({1: raw}, sizes={1: announced}, uidvalidity=announced)) as server:
            station(store, imap(server.port, limits=QUICK)).worker.poll_once()
    assert outcomes(store) == {"Form large": LedgerState.REFERRAL}


def test_a_server_that_counts_messages_and_lists_none_is_a_failure(store: Store) -> None:
    script = Script(
        three_forms(), lists_none=True, on_fetch=lambda _c, _u, items: b"" if items == "(UID)" else None
    )
    with serving(script) as server:
        result = station(store, imap(server.port, limits=QUICK)).worker.poll_once()
    assert result.failed == 1
    assert "lists none" in result.errors[0]


def test_mail_that_a_search_does_not_find_yet_is_taken_at_once(store: Store) -> None:
    script = Script(three_forms())
    with serving(script) as server:
        duty = station(store, imap(server.port, limits=QUICK))
        duty.worker.poll_once()
        script.messages[14] = mail("Form 14")
        script.lists_none = True
        assert duty.worker.poll_once().referrals == 1


@pytest.mark.parametrize("date", ["31-Dec-9999 23:59:59 +0000", "01-Jan-1980 00:00:00 +0000"])
def test_a_time_of_arrival_that_cannot_be_is_replaced_by_the_newest_servers_own(
    store: Store, date: str
) -> None:
    received = b"Received: from a.example by b.example; Mon, 1 Jun 2026 10:00:00 +0100\r\n"
    said = f'* 1 FETCH (UID 1 RFC822.SIZE 100 INTERNALDATE "{date}")\r\n'.encode()
    script = Script({1: received + mail("Form 1")})
    script.on_fetch = lambda _c, _uid, items: said if "SIZE" in items else None
    with serving(script) as server:
        polled(store, server)
    with store.reading() as conn:
        (at,) = conn.execute(select(message.c.received_at)).scalars()
    assert at == datetime(2026, 6, 1, 9, tzinfo=UTC)


def test_no_word_of_a_message_reaches_a_log(
    store: Store, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(0)
    with serving(Script({1: mail("Form 1", body="a very private matter")})) as server:
        assert len(polled(store, server)) == 1
    assert "private" not in caplog.text
    assert "long-password" not in caplog.text
    out, err = capsys.readouterr()
    assert "private" not in out + err
