"""Servers that ask to be left alone: they are, for as long as they say, and no message is blamed for it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from ingest.clock import SetClock
from ingest.store import Store
from tests.integration.scripted_imap import Connection, Script, serving
from tests.integration.taking import ALL_READ, QUICK, imap, open_store, states, station, three_forms

EXCHANGE = "BAD Request is throttled. Suggested Backoff Time: 25423 milliseconds"
GOOGLE = "NO [OVERQUOTA] Account exceeded command or bandwidth limits. (Failure)"
YAHOO = "NO [LIMIT] UID FETCH Rate limit hit."


@pytest.fixture
def clock() -> SetClock:
    return SetClock(datetime(2026, 6, 1, 12, 0, tzinfo=UTC))


@pytest.fixture
def store(tmp_path: Path, clock: SetClock) -> Iterator[Store]:
    with closing(open_store(tmp_path, clock)) as opened:
        yield opened


def throttled(words: str, at: str) -> Script:
    """A server that answers so whatever begins or ends with `at`."""

    def on_command(_connection: Connection, tag: str, command: str) -> bytes | None:
        return f"{tag} {words}\r\n".encode() if command.startswith(at) or command.endswith(at) else None

    return Script(three_forms(), on_command=on_command)


@pytest.mark.parametrize("words", [EXCHANGE, GOOGLE, YAHOO])
@pytest.mark.parametrize("at", ["LOGIN", "EXAMINE", "UID SEARCH", "UID FETCH", "BODY.PEEK[])"])
def test_who_is_throttled_asks_nothing_more_and_blames_no_message(
    store: Store, clock: SetClock, words: str, at: str
) -> None:
    script = throttled(words, at)
    with serving(script) as server:
        duty = station(store, imap(server.port, limits=QUICK, clock=clock))
        result = duty.worker.poll_once()
        assert "asks to be left alone" in result.errors[0]
        assert not result.login_refused
        assert sum(command.startswith(("LOGIN", "UID FETCH")) for command in script.commands) <= 3
        assert states(store) == {}
        script.behave()
        clock.move(timedelta(seconds=61))
        assert duty.worker.poll_once().errors == ()
    assert states(store) == ALL_READ


def test_a_server_is_left_alone_for_as_long_as_it_asks(store: Store, clock: SetClock) -> None:
    script = throttled(EXCHANGE, "UID FETCH")
    with serving(script) as server:
        duty = station(store, imap(server.port, limits=QUICK, clock=clock))
        duty.worker.poll_once()
        script.behave()
        clock.move(timedelta(seconds=25))
        assert "left alone" in duty.worker.poll_once().errors[0]
        assert server.connections == 1
        clock.move(timedelta(seconds=1))
        assert duty.worker.poll_once().errors == ()
    assert states(store) == ALL_READ


def test_what_came_before_a_server_had_enough_is_kept(store: Store, clock: SetClock) -> None:
    def refuse_at_the_end(connection: Connection, _tag: str, command: str) -> bytes | None:
        connection.script.after_fetch = GOOGLE if "BODY" in command else "OK fetched"
        return None

    script = Script(three_forms())
    script.on_fetch = lambda _c, uid, items: b"" if "BODY" in items and uid == 13 else None
    script.on_command = refuse_at_the_end
    with serving(script) as server:
        result = station(store, imap(server.port, limits=QUICK, clock=clock)).worker.poll_once()
    assert "asks to be left alone" in result.errors[0]
    assert states(store) == {name: state for name, state in ALL_READ.items() if name != "Form 13"}
