"""What changes under a worker that runs: certificates, folders, rights. It is told in words, and passes when it is mended."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from ingest.mailbox.trust import Trust
from ingest.store import Store
from tests.integration import certificates
from tests.integration.certificates import Authority
from tests.integration.scripted_imap import Connection, Script, ScriptedServer, serving
from tests.integration.taking import LIMITS, Station, imap, mail, open_store, station

QUICK = replace(LIMITS, connect_seconds=5)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with closing(open_store(tmp_path)) as opened:
        yield opened


def made(place: Path) -> Authority:
    place.mkdir()
    return certificates.made(place)


def logins(script: Script) -> int:
    return sum(command.startswith("LOGIN") for command in script.commands)


@pytest.mark.parametrize("by", ["authority", "pin"])
def test_a_certificate_that_changes_gets_no_password_and_is_told_until_it_is_the_right_one(
    store: Store, tmp_path: Path, by: str
) -> None:
    ours, another = made(tmp_path / "ours"), made(tmp_path / "another")
    trust = (
        Trust("127.0.0.1", ours.authority)
        if by == "authority"
        else Trust("127.0.0.1", fingerprint=ours.fingerprint)
    )
    script = Script({1: mail("Form 1")}, tls=ours.serving())
    with serving(script) as server:
        mailbox = imap(server.port, tls="implicit", trust=trust, limits=QUICK)
        mailbox.stay_connected()
        duty = station(store, mailbox)
        assert duty.worker.poll_once().referrals == 1
        script.messages[2] = mail("Form 2")
        script.tls = another.serving()
        server.hang_up_on_all()
        said_before = logins(script)
        told = "; ".join(duty.worker.poll_once().errors)
        assert ("certificate is refused" if by == "authority" else "not the pinned one") in told
        assert logins(script) == said_before
        script.tls = ours.serving()
        assert duty.worker.poll_once().referrals == 1
        mailbox.close()


def _is_deleted(_connection: Connection, tag: str, command: str) -> bytes | None:
    return f"{tag} NO [NONEXISTENT] gone\r\n".encode() if command.startswith("EXAMINE") else None


def _may_not_be_read(_connection: Connection, tag: str, command: str) -> bytes | None:
    return f"{tag} NO [NOPERM] no\r\n".encode() if command.startswith("EXAMINE") else None


def _is_a_name_only(_connection: Connection, tag: str, command: str) -> bytes | None:
    if command.startswith("LIST"):
        return f'* LIST (\\Noselect) "/" INBOX\r\n{tag} OK done\r\n'.encode()
    return f"{tag} NO cannot be opened\r\n".encode() if command.startswith("EXAMINE") else None


@pytest.mark.parametrize(
    ("happens", "told"),
    [
        (_is_deleted, "has no folder 'INBOX'"),
        (_is_a_name_only, "has no folder 'INBOX'"),
        (_may_not_be_read, "may not read the folder 'INBOX'"),
    ],
)
@pytest.mark.parametrize("hangs_up", [True, False])
def test_a_folder_that_goes_is_told_and_is_read_when_it_is_back(
    store: Store,
    happens: Callable[[Connection, str, str], bytes | None],
    told: str,
    hangs_up: bool,
) -> None:
    script = Script({1: mail("Form 1"), 2: mail("Form 2")})
    with serving(script) as server:
        duty = running(store, server)
        script.on_command = happens
        if hangs_up:
            server.hang_up_on_all()
        assert told in "; ".join(duty.worker.poll_once().errors)
        script.on_command = None
        script.messages[3] = mail("Form 3")
        result = duty.worker.poll_once()
        assert (result.fetched, result.referrals, result.errors) == (1, 1, ())
        duty.mailbox.close()


def test_a_folder_that_is_emptied_and_filled_again_hides_and_doubles_nothing(store: Store) -> None:
    script = Script({1: mail("Form 1"), 2: mail("Form 2")})
    with serving(script) as server:
        duty = running(store, server)
        script.messages.clear()
        assert duty.worker.poll_once().errors == ()
        script.messages |= {3: mail("Form 3"), 4: mail("Form 1")}
        assert duty.worker.poll_once().fetched == 2
        script.messages.clear()
        script.uidvalidity = 8
        script.messages |= {1: mail("Form 3"), 2: mail("Form 5")}
        result = duty.worker.poll_once()
        assert (result.referrals, result.errors) == (1, ())
        duty.mailbox.close()


def running(store: Store, server: ScriptedServer) -> Station:
    mailbox = imap(server.port, limits=QUICK)
    mailbox.stay_connected()
    duty = station(store, mailbox)
    assert duty.worker.poll_once().referrals == 2
    return duty
