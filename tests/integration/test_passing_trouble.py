"""What a server cannot do just now: it is waited for, and no message is blamed for it."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from ingest.clock import SetClock
from ingest.domain.model import LedgerState
from ingest.store import Store
from tests.integration.scripted_imap import Connection, HangUp, Script, serving
from tests.integration.taking import ALL_READ, QUICK, imap, mail, open_store, states, station, three_forms

OnFetch = Callable[[Connection, int, str], bytes | None]
TROUBLES = [
    "NO [UNAVAILABLE] the storage is away",
    "NO [INUSE] locked",
    "NO [LIMIT] too much",
    "BAD Server Unavailable. 15",
    "BAD User is authenticated but not connected.",
    "hangs up",
]


@pytest.fixture
def clock() -> SetClock:
    return SetClock(datetime(2026, 6, 1, 12, 0, tzinfo=UTC))


@pytest.fixture
def store(tmp_path: Path, clock: SetClock) -> Iterator[Store]:
    with closing(open_store(tmp_path, clock)) as opened:
        yield opened


def in_trouble(words: str, uids: Container[int] = range(100)) -> OnFetch:
    """A server that says so, or hangs up, when one of these bodies is asked for."""

    def on_fetch(connection: Connection, uid: int, items: str) -> bytes | None:
        if "BODY" not in items:
            return None
        if uid in uids and words == "hangs up":
            raise HangUp
        connection.script.after_fetch = words if uid in uids else connection.script.after_fetch
        return b"" if uid in uids else None

    return on_fetch


def is_answered_anew(script: Script) -> Callable[[Connection, str, str], None]:
    """What was said at the end of the last answer is not said at the end of the next."""

    def on_command(_connection: Connection, _tag: str, _command: str) -> None:
        script.after_fetch = "OK fetched"

    return on_command


def troubled(messages: dict[int, bytes], words: str, uids: Container[int] = range(100)) -> Script:
    script = Script(messages, on_fetch=in_trouble(words, uids))
    script.on_command = is_answered_anew(script)
    return script


@pytest.mark.parametrize("words", TROUBLES)
def test_a_server_in_trouble_is_no_messages_fault(store: Store, clock: SetClock, words: str) -> None:
    script = troubled(three_forms(), words)
    with serving(script) as server:
        duty = station(store, imap(server.port, limits=QUICK, clock=clock))
        assert duty.worker.poll_once().failed == 1
        assert states(store) == {}
        script.behave()
        clock.move(timedelta(seconds=60))
        assert duty.worker.poll_once().errors == ()
    assert states(store) == ALL_READ


@pytest.mark.parametrize("words", TROUBLES)
def test_a_message_that_is_not_given_for_long_is_seen_whosever_fault_it_is(
    store: Store, clock: SetClock, words: str
) -> None:
    script = troubled({11: mail("Form 11")}, words)
    with serving(script) as server:
        duty = station(store, imap(server.port, limits=QUICK, clock=clock))
        assert duty.worker.poll_once().failed == 1
        clock.move(timedelta(minutes=10))
        assert duty.worker.poll_once().needs_attention == 1
        script.behave()
        clock.move(timedelta(hours=1))
        assert duty.worker.poll_once().referrals == 1
    assert states(store) == {"Form 11": LedgerState.REFERRAL}


@pytest.mark.parametrize("words", TROUBLES)
def test_one_message_of_several_that_is_not_given_costs_only_itself(store: Store, words: str) -> None:
    with serving(troubled(three_forms(), words, {12})) as server:
        result = station(store, imap(server.port, limits=QUICK)).worker.poll_once()
    assert (result.referrals, result.needs_attention, result.errors) == (2, 1, ())


def test_a_message_that_is_not_given_and_one_that_came_later_is_told_apart(
    store: Store, clock: SetClock
) -> None:
    script = troubled({11: mail("Form 11")}, TROUBLES[0], {11})
    with serving(script) as server:
        duty = station(store, imap(server.port, limits=QUICK, clock=clock))
        assert duty.worker.poll_once().failed == 1
        script.messages[12] = mail("Form 12")
        assert duty.worker.poll_once().needs_attention == 1
        assert states(store)["Form 12"] == LedgerState.REFERRAL


def test_a_server_that_hangs_up_at_every_message_is_not_logged_in_to_for_each(store: Store) -> None:
    forms = {uid: mail(f"Form {uid}") for uid in range(1, 61)}
    script = troubled(forms, "hangs up")
    with serving(script) as server:
        duty = station(store, imap(server.port, limits=QUICK))
        assert duty.worker.poll_once().failed == 1
        assert server.connections <= 16
        script.behave()
        assert duty.worker.poll_once().referrals == 60


def test_messages_that_break_every_connection_hide_no_others(store: Store) -> None:
    forms = {uid: mail(f"Form {uid}") for uid in range(1, 61)}
    with serving(troubled(forms, "hangs up", range(1, 9))) as server:
        station(store, imap(server.port, limits=QUICK)).worker.poll_once()
    read = {name for name, state in states(store).items() if state == LedgerState.REFERRAL}
    assert read == {f"Form {uid}" for uid in range(9, 61)}


def test_a_message_that_is_gone_and_listed_until_the_server_may_say_so_is_nobodys_fault(store: Store) -> None:
    """A server may tell of what was deleted in answer to NOOP, not of SEARCH (RFC 9051, 7.5.1)."""

    def on_command(connection: Connection, tag: str, command: str) -> bytes | None:
        if command == "NOOP":
            script.messages.pop(12, None)
            return f"* 2 EXPUNGE\r\n{tag} OK done\r\n".encode()
        return None

    script = Script(three_forms(), on_command=on_command)
    script.on_fetch = lambda _c, uid, items: b"" if uid == 12 and "BODY" in items else None
    with serving(script) as server:
        result = station(store, imap(server.port, limits=QUICK)).worker.poll_once()
    assert (result.errors, result.needs_attention) == ((), 0)
    assert states(store) == {name: state for name, state in ALL_READ.items() if name != "Form 12"}


def test_a_server_that_does_not_search_is_asked_otherwise_whether_a_message_is_there(store: Store) -> None:
    def refuses(_connection: Connection, tag: str, command: str) -> bytes | None:
        return f"{tag} NO [CANNOT] no\r\n".encode() if command.startswith("UID SEARCH") else None

    script = Script(three_forms(), on_command=refuses)
    script.on_fetch = lambda _c, uid, items: b"" if uid == 12 and "BODY" in items else None
    with serving(script) as server:
        result = station(store, imap(server.port, limits=QUICK)).worker.poll_once()
    assert (result.errors, result.needs_attention, result.referrals) == ((), 1, 2)


@pytest.mark.parametrize("bye", [b"* BYE Session invalidated - AccessTokenExpired\r\n", b""])
def test_a_session_that_ends_in_the_middle_goes_on_in_a_new_one(store: Store, bye: bytes) -> None:
    def ends(connection: Connection, _tag: str, command: str) -> bytes | None:
        if connection.number == 1 and "BODY" in command:
            connection.send(bye)
            raise HangUp
        return None

    with serving(Script(three_forms(), on_command=ends)) as server:
        assert station(store, imap(server.port, limits=QUICK)).worker.poll_once().errors == ()
    assert states(store) == ALL_READ
