"""Securing the connection, logging in, and finding the folder, against servers and people in between."""

from __future__ import annotations

import base64
import json
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from dataclasses import replace
from pathlib import Path
from typing import Literal

import pytest

from ingest import bootstrap
from ingest.clock import SystemClock
from ingest.mailbox.errors import CertificateRefused, LoginRefused, MailboxError
from ingest.mailbox.folder import AfterRecording
from ingest.mailbox.imap import ImapMailbox
from ingest.mailbox.login import TokenLogin
from ingest.mailbox.oauth import TokenSource
from ingest.mailbox.trust import Trust
from ingest.mailbox.wire import Server
from ingest.store import Store
from tests.integration import certificates, dovecot_server
from tests.integration.certificates import Authority
from tests.integration.scripted_imap import Connection, Script, serving
from tests.integration.taking import LIMITS, imap, mail, open_store, station

QUICK = replace(LIMITS, connect_seconds=2, message_seconds=0.4)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with closing(open_store(tmp_path)) as opened:
        yield opened


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return certificates.made(tmp_path_factory.mktemp("ca"))


class OneTalk:
    """A port on which one client is talked to; what the client said is kept."""

    def __init__(self, talk: Callable[[OneTalk, socket.socket], None]) -> None:
        self.said: list[bytes] = []
        self._talk = talk
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def line(self, sock: socket.socket) -> tuple[bytes, bytes]:
        """The client's next tag, and its command."""
        received = b""
        while not received.endswith(b"\n"):
            byte = sock.recv(1)
            if not byte:
                raise OSError
            received += byte
        self.said.append(received)
        tag, _, command = received.strip().partition(b" ")
        return tag, command.upper()

    def close(self) -> None:
        self._listener.close()
        self._thread.join(timeout=10)

    def _serve(self) -> None:
        with suppress(OSError):
            sock, _ = self._listener.accept()
            sock.settimeout(10)
            with sock:
                self._talk(self, sock)


def until_starttls(talk: OneTalk, sock: socket.socket) -> bytes:
    """Greet, offer STARTTLS and return the tag of its command."""
    sock.sendall(b"* OK hello\r\n")
    while True:
        tag, command = talk.line(sock)
        if command == b"STARTTLS":
            return tag
        sock.sendall(b"* CAPABILITY IMAP4rev1 STARTTLS LOGINDISABLED\r\n" + tag + b" OK done\r\n")


def test_what_is_injected_behind_starttls_ends_the_connection_before_a_password(authority: Authority) -> None:
    def talk(one: OneTalk, sock: socket.socket) -> None:
        tag = until_starttls(one, sock)
        sock.sendall(tag + b" OK begin\r\n* CAPABILITY IMAP4rev1 AUTH=EVIL\r\n")
        one.line(sock)

    with closing(OneTalk(talk)) as one:
        mailbox = imap(one.port, tls="starttls", trust=Trust("127.0.0.1", authority.authority), limits=QUICK)
        with pytest.raises(CertificateRefused, match="plain text"), mailbox.open("INBOX"):
            pass
    assert b"LOGIN" not in b"".join(one.said)


def test_what_was_said_in_plain_text_before_tls_is_forgotten(authority: Authority) -> None:
    """The capabilities of before say that no login is taken; those of within decide."""

    def talk(one: OneTalk, sock: socket.socket) -> None:
        tag = until_starttls(one, sock)
        sock.sendall(b"* CAPABILITY IMAP4rev1 LOGINDISABLED\r\n" + tag + b" OK begin\r\n")
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(authority.certificate, authority.key)
        with context.wrap_socket(sock, server_side=True) as secured:
            while True:
                tag, command = one.line(secured)
                if command.startswith(b"EXAMINE"):
                    secured.sendall(b"* 0 EXISTS\r\n* OK [UIDVALIDITY 7] ok\r\n* OK [UIDNEXT 1] ok\r\n")
                if command == b"CAPABILITY":
                    secured.sendall(b"* CAPABILITY IMAP4rev1\r\n")
                secured.sendall(tag + b" OK done\r\n")

    with closing(OneTalk(talk)) as one:
        mailbox = imap(one.port, tls="starttls", trust=Trust("127.0.0.1", authority.authority), limits=QUICK)
        with mailbox.open("INBOX") as folder:
            assert folder.state.uidvalidity == 7


def test_a_server_that_claims_to_know_us_already_is_not_followed_into_plain_text() -> None:
    def talk(one: OneTalk, sock: socket.socket) -> None:
        sock.sendall(b"* PREAUTH welcome back\r\n")
        while True:
            tag, _ = one.line(sock)
            sock.sendall(b"* CAPABILITY IMAP4rev1 STARTTLS\r\n" + tag + b" OK done\r\n")

    with (
        closing(OneTalk(talk)) as one,
        pytest.raises(MailboxError),
        imap(one.port, tls="starttls", limits=QUICK).open("INBOX"),
    ):
        pass
    assert not any(word in b"".join(one.said) for word in (b"LOGIN", b"EXAMINE"))


@pytest.mark.parametrize(
    ("user", "sent"),
    [
        ("mash@council.example", "mash@council.example"),
        ("duty officer", '"duty officer"'),
        ("COUNCIL\\duty", '"COUNCIL\\\\duty"'),
        ('o"brien', '"o\\"brien"'),
    ],
)
def test_a_user_name_of_any_kind_is_one_string_to_the_server(user: str, sent: str) -> None:
    with (
        serving(Script({1: mail("Form 1")})) as server,
        imap(server.port, user=user, password='p{5} "q"', limits=QUICK).open("INBOX"),
    ):
        pass
    assert f'LOGIN {sent} "p{{5}} \\"q\\""' in server.script.commands


def test_a_password_with_a_line_break_is_never_sent_as_a_command() -> None:
    with serving(Script({1: mail("Form 1")}, capabilities="IMAP4rev1 AUTH=PLAIN")) as server:
        mailbox = imap(server.port, password="first\r\nA1 DELETE INBOX", limits=QUICK)
        with pytest.raises(MailboxError), mailbox.open("INBOX"):
            pass
    assert "AUTHENTICATE PLAIN" in server.script.commands
    assert not any("DELETE" in command or "LOGIN" in command for command in server.script.commands)


def test_no_password_is_sent_where_login_is_disabled() -> None:
    script = Script(capabilities="IMAP4rev1 LOGINDISABLED")
    with (
        serving(script) as server,
        pytest.raises(LoginRefused, match="check tls"),
        imap(server.port, limits=QUICK).open("INBOX"),
    ):
        pass
    assert not any("LOGIN" in command or "AUTH" in command for command in script.commands)


def test_a_password_that_is_changed_in_its_file_is_used_at_the_next_login(tmp_path: Path) -> None:
    (tmp_path / "password").write_text("an old password")
    settings = tmp_path / "mash.toml"
    with serving(Script({1: mail("Form 1")})) as server:
        settings.write_text(
            f'[[mailboxes]]\nname = "mash"\nhost = "127.0.0.1"\nport = {server.port}\nuser = "duty"\n'
            'tls = "none"\npassword_file = "password"\n'
        )
        (mailbox,) = bootstrap.mailboxes(bootstrap.load_settings(settings))
        with mailbox.open("INBOX"):
            pass
        (tmp_path / "password").unlink()
        with pytest.raises(MailboxError, match="the secret file"), mailbox.open("INBOX"):
            pass
        (tmp_path / "password").write_text("a new password")
        assert mailbox.login_is_renewed()
        with mailbox.open("INBOX"):
            pass
        mailbox.close()
    logins = [command for command in server.script.commands if command.startswith("LOGIN")]
    assert logins == ['LOGIN duty "an old password"', 'LOGIN duty "a new password"']


def with_a_token(port: int) -> ImapMailbox:
    class Endpoint:
        def acquire_token_for_client(self, scopes: list[str]) -> dict[str, str]:
            return {"access_token": "a-token"}

    login = TokenLogin("mash@council.example", TokenSource(Endpoint, "scope"))
    server = Server("127.0.0.1", port, "none", Trust("127.0.0.1"))
    return ImapMailbox("mash", server, login, ("INBOX",), QUICK, SystemClock(), idle=False)


@pytest.mark.parametrize("accepted", [True, False])
def test_a_token_is_given_without_an_initial_response_and_a_refusals_reason_is_answered(
    accepted: bool,
) -> None:
    answers: list[bytes] = []

    def authenticate(connection: Connection, tag: str, command: str) -> bytes | None:
        if not command.startswith("AUTHENTICATE"):
            return None
        assert command == "AUTHENTICATE XOAUTH2"
        connection.send(b"+ \r\n")
        answers.append(base64.b64decode(connection.lines.readline()))
        if accepted:
            return f"{tag} OK in\r\n".encode()
        reason = base64.b64encode(json.dumps({"status": "401", "schemes": "bearer"}).encode())
        connection.send(b"+ " + reason + b"\r\n")
        answers.append(connection.lines.readline())
        return f"{tag} NO [AUTHENTICATIONFAILED] no\r\n".encode()

    with serving(Script(on_command=authenticate)) as server:
        if accepted:
            with with_a_token(server.port).open("INBOX"):
                pass
        else:
            with pytest.raises(LoginRefused), with_a_token(server.port).open("INBOX"):
                pass
    given = b"user=mash@council.example\1auth=Bearer a-token\1\1"
    assert answers == ([given] if accepted else [given, b"\r\n"])


@pytest.mark.parametrize("act", ["keyword", "move"])
def test_from_a_folder_that_is_read_only_mail_is_taken_and_what_cannot_be_done_is_told(
    store: Store, act: Literal["keyword", "move"]
) -> None:
    with serving(Script({1: mail("Form 1")})) as server:
        duty = station(store, imap(server.port, limits=QUICK, after=AfterRecording(act)))
        first, second = duty.worker.poll_once(), duty.worker.poll_once()
    assert (first.referrals, second.fetched) == (1, 0)
    for told in (first.errors, second.errors):
        assert "read-only" in "; ".join(told)


@pytest.mark.parametrize(
    ("words", "why"), [("NO [OVERQUOTA] full", "the mailbox is full"), ("NO Server Busy", "cannot do")]
)
def test_where_only_the_marking_fails_it_is_told_that_the_mail_was_taken(
    store: Store, words: str, why: str
) -> None:
    def refuse(_connection: Connection, tag: str, command: str) -> bytes | None:
        if command.startswith("SELECT"):
            opened = f"* 1 EXISTS\r\n* OK [UIDVALIDITY 7] v\r\n{tag} OK [READ-WRITE] open\r\n"
            return opened.encode()
        return f"{tag} {words}\r\n".encode() if command.startswith("UID STORE") else None

    with serving(Script({1: mail("Form 1")}, on_command=refuse)) as server:
        duty = station(store, imap(server.port, limits=QUICK, after=AfterRecording("keyword")))
        result = duty.worker.poll_once()
    assert result.referrals == 1
    [told] = result.errors
    assert "its mail was taken, and could not be marked or moved in 'INBOX' then" in told
    assert why in told


def test_mail_that_may_not_be_deleted_where_it_lay_is_copied_once(store: Store) -> None:
    def copy_and_keep(_connection: Connection, tag: str, command: str) -> bytes | None:
        if command.startswith("SELECT"):
            return f"* 1 EXISTS\r\n* OK [UIDVALIDITY 7] v\r\n{tag} OK [READ-WRITE] open\r\n".encode()
        if command.startswith("LIST"):
            return f'* LIST () "/" "MASH taken"\r\n{tag} OK done\r\n'.encode()
        if command.startswith("UID STORE"):
            return f"{tag} NO the mailbox is on hold\r\n".encode()
        return f"{tag} OK copied\r\n".encode() if command.startswith("UID COPY") else None

    with serving(Script({1: mail("Form 1")}, on_command=copy_and_keep)) as server:
        duty = station(store, imap(server.port, limits=QUICK, after=AfterRecording("move")))
        first = duty.worker.poll_once()
        server.script.messages[2] = mail("Form 2")
        second = duty.worker.poll_once()
    assert (first.referrals, second.referrals) == (1, 1)
    for told in (first.errors, second.errors):
        assert "no more is copied" in "; ".join(told)
    assert sum(command.startswith("UID COPY") for command in server.script.commands) == 1


def test_mail_that_a_server_says_it_moved_and_has_still_is_moved_once(store: Store) -> None:
    def move_nothing(_connection: Connection, tag: str, command: str) -> bytes | None:
        if command.startswith("SELECT"):
            return f"* 1 EXISTS\r\n* OK [UIDVALIDITY 7] v\r\n{tag} OK [READ-WRITE] open\r\n".encode()
        if command.startswith("LIST"):
            return f'* LIST () "/" "MASH taken"\r\n{tag} OK done\r\n'.encode()
        return f"{tag} OK moved\r\n".encode() if command.startswith("UID MOVE") else None

    script = Script({1: mail("Form 1")}, on_command=move_nothing, capabilities="IMAP4rev1 MOVE")
    with serving(script) as server:
        duty = station(store, imap(server.port, limits=QUICK, after=AfterRecording("move")))
        told = [*duty.worker.poll_once().errors, *duty.worker.poll_once().errors]
    assert ["no more is copied" in words for words in told] == [True, True]
    assert sum(command.startswith("UID MOVE") for command in script.commands) == 1


def test_a_server_that_never_answers_done_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ingest.mailbox.idle._ANSWER", 0.3)

    def idle(connection: Connection, _tag: str, command: str) -> bytes | None:
        if command == "IDLE":
            connection.send(b"+ idling\r\n* 5 EXISTS\r\n")
            connection.fall_silent()
        return None

    with serving(Script(on_command=idle)) as server:
        mailbox, stop = imap(server.port, idle=True, limits=QUICK), threading.Event()
        assert mailbox.wait(stop, 5)
        assert mailbox.wait(stop, 5)  # its news is told all the same
        with pytest.raises(MailboxError):
            mailbox.wait(stop, 0.1)
        mailbox.close()


def test_news_before_idle_begins_are_news() -> None:
    def idle(connection: Connection, _tag: str, command: str) -> bytes | None:
        if command == "IDLE":
            connection.send(b"* 5 EXISTS\r\n")
        return None

    with serving(Script(on_command=idle)) as server:
        mailbox, stop = imap(server.port, idle=True, limits=QUICK), threading.Event()
        assert mailbox.wait(stop, 5)
        assert mailbox.wait(stop, 60)
        mailbox.close()


needs_dovecot = pytest.mark.skipif(dovecot_server.installed() is None, reason="Dovecot is not installed")


@pytest.mark.dovecot
@needs_dovecot
def test_folders_with_letters_quotes_and_signs_of_all_kinds_are_found(store: Store) -> None:
    names = ("Bürgerbüro & Co", 'Say "yes"', "50 % (new)", "日本")
    with dovecot_server.running() as server:
        duty = station(store, imap(server.port, folders=("INBOX", *names), after=AfterRecording("none")))
        for number, name in enumerate(names):
            with imap(server.port, after=AfterRecording("keyword")).open("INBOX") as folder:
                folder._session.connection.create_folder(name)
                folder._session.connection.append(name, mail(f"Form {number}"))
        result = duty.worker.poll_once()
    assert (result.referrals, result.errors) == (len(names), ())


@pytest.mark.dovecot
@needs_dovecot
def test_folders_are_found_and_made_below_the_servers_own_prefix(store: Store) -> None:
    extra = "namespace inbox {\n inbox = yes\n prefix = INBOX.\n separator = .\n}"
    with dovecot_server.running(extra=extra) as server:
        server.make_folder("INBOX.Post.Junk")
        server.deliver(mail("Form 1"), "INBOX.Post.Junk")
        after = AfterRecording("move", folder="MASH taken")
        duty = station(store, imap(server.port, folders=("INBOX", "Post/Junk"), after=after))
        result = duty.worker.poll_once()
        assert (result.referrals, result.errors) == (1, ())
        assert len(server.flags('"INBOX.MASH taken"')) == 1
