"""Servers that are silent, drop the line or misuse IDLE: each wait ends, and the next look goes on."""

from __future__ import annotations

import socket
import threading
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from ingest.clock import SetClock, SystemClock
from ingest.mailbox.errors import (
    CommandRefused,
    LeftAlone,
    LoginRefused,
    MailboxError,
    MailboxUnreachable,
    NotNow,
)
from ingest.mailbox.imap import ImapMailbox
from ingest.mailbox.login import PasswordLogin
from ingest.mailbox.secret import Secret
from ingest.mailbox.trust import Trust
from ingest.mailbox.wire import Server
from tests.integration import certificates
from tests.integration.certificates import Authority
from tests.integration.scripted_imap import Connection, HangUp, Script, serving
from tests.integration.taking import QUICK, imap, three_forms

PATIENT = replace(QUICK, connect_seconds=600, message_seconds=600, cycle_seconds=3600)


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return certificates.made(tmp_path_factory.mktemp("ca"))


def test_news_is_told_before_idling_ends_and_idling_goes_on() -> None:
    script = Script(
        three_forms(), on_idle=lambda connection: connection.send(b"* 4 EXISTS\r\n* 1 RECENT\r\n")
    )
    with serving(script) as server:
        mailbox, stop = imap(server.port, idle=True, limits=QUICK), threading.Event()
        mailbox.wait(stop, 5)
        assert mailbox.wait(stop, 5)
        assert not mailbox.wait(stop, 0.05)  # told once, and asked whether the server lives
        mailbox.close()
    assert script.commands.count("IDLE") == 1


def test_a_silent_greeting_ends_in_time() -> None:
    with serving(Script(on_greeting=Connection.fall_silent)) as server:
        mailbox = imap(server.port, limits=QUICK)
        with pytest.raises(MailboxUnreachable, match="silent"), mailbox.open("INBOX"):
            pass


def test_a_greeting_that_drips_ends_in_time() -> None:
    script = Script(on_greeting=lambda connection: connection.drip(b"* OK " + b"x" * 9000))
    with serving(script) as server:
        mailbox = imap(server.port, limits=QUICK)
        with pytest.raises(MailboxError), mailbox.open("INBOX"):
            pass


@pytest.mark.parametrize("secured", [False, True])
@pytest.mark.parametrize("at", ["greeting", "EXAMINE", "a body"])
def test_a_server_that_is_waited_for_is_left_at_once_when_somebody_hangs_up(
    authority: Authority, at: str, secured: bool
) -> None:
    waited_for = threading.Event()

    def fall_silent(connection: Connection) -> None:
        waited_for.set()
        connection.fall_silent()

    script = Script(three_forms(), tls=authority.serving() if secured else None)
    if at == "greeting":
        script.on_greeting = fall_silent
    elif at == "EXAMINE":
        script.on_command = lambda connection, _tag, command: (
            fall_silent(connection) if command.startswith("EXAMINE") else None
        )
    else:
        script.on_fetch = lambda connection, _uid, items: fall_silent(connection) if "BODY" in items else None
    told: list[MailboxError] = []
    with serving(script) as server:
        trust = Trust("127.0.0.1", authority.authority)
        mailbox = imap(server.port, limits=PATIENT, tls="implicit" if secured else "none", trust=trust)

        def look() -> None:
            try:
                with mailbox.open("INBOX") as folder:
                    list(folder.fetch(folder.describe(folder.uids())))
            except MailboxError as error:
                told.append(error)

        looking = threading.Thread(target=look, daemon=True)
        looking.start()
        assert waited_for.wait(20)
        mailbox.hang_up()
        looking.join(20)
        assert not looking.is_alive()
    assert len(told) == 1


def test_a_server_that_does_not_begin_to_idle_is_left_at_once_when_somebody_hangs_up() -> None:
    waited_for = threading.Event()

    def idle(connection: Connection, _tag: str, command: str) -> bytes | None:
        if command == "IDLE":
            waited_for.set()
            connection.fall_silent()
        return None

    with serving(Script(three_forms(), on_command=idle)) as server:
        mailbox = imap(server.port, idle=True, limits=PATIENT)
        stop = threading.Event()
        assert mailbox.wait(stop, 5)
        told: list[MailboxError] = []

        def wait() -> None:
            try:
                mailbox.wait(stop, 3600)
            except MailboxError as error:
                told.append(error)

        waiting = threading.Thread(target=wait, daemon=True)
        waiting.start()
        assert waited_for.wait(20)
        mailbox.hang_up()
        waiting.join(15)
        assert not waiting.is_alive()
    assert len(told) == 1


def test_a_goodbye_at_login_is_no_wrong_password() -> None:
    def say_bye(connection: Connection, _command: str) -> bytes | None:
        connection.send(b"* BYE token revoked\r\n")
        raise HangUp

    with serving(Script(on_login=say_bye)) as server:
        with pytest.raises(MailboxUnreachable), imap(server.port, limits=QUICK).open("INBOX"):
            pass
        server.script.on_login = lambda _c, _command: b"NO [UNAVAILABLE] come back later"
        with pytest.raises(MailboxUnreachable), imap(server.port, limits=QUICK).open("INBOX"):
            pass
        server.script.on_login = lambda _c, _command: b"NO [ALERT] Too many simultaneous connections."
        with pytest.raises(MailboxUnreachable), imap(server.port, limits=QUICK).open("INBOX"):
            pass
        server.script.on_login = lambda _c, _command: b"NO [AUTHENTICATIONFAILED] wrong"
        with pytest.raises(LoginRefused), imap(server.port, limits=QUICK).open("INBOX"):
            pass


@pytest.mark.parametrize(
    "words",
    [
        "[OVERQUOTA] Account exceeded command or bandwidth limits. (Failure)",
        "Temporary authentication failure.",
        "Server Unavailable. 15",
        "Internal error occurred. Refer to server log for more information.",
        "System Error (Failure)",
        "Backend error",
        "[SERVERBUG] LOGIN Server error - Please try again later",
        "LOGIN Server error - Please try again later",
        "Connection is closed. 13",
        "Maximum number of connections from user+IP exceeded (mail_max_userip_connections=10)",
        "User is authenticated but not connected.",
    ],
)
def test_a_server_that_cannot_log_anybody_in_just_now_is_no_wrong_password(words: str) -> None:
    with (
        serving(Script(on_login=lambda _c, _command: f"NO {words}".encode())) as server,
        pytest.raises(MailboxUnreachable, match=r"does not accept logins now|asks to be left alone"),
        imap(server.port, limits=QUICK).open("INBOX"),
    ):
        pass


def test_a_wrong_password_is_one_whatever_words_it_is_told_in() -> None:
    words = b"NO [AUTHENTICATIONFAILED] Server error: wrong password"
    with (
        serving(Script(on_login=lambda _c, _command: words)) as server,
        pytest.raises(LoginRefused),
        imap(server.port, limits=QUICK).open("INBOX"),
    ):
        pass


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("Server Busy", "cannot do what it was asked just now"),
        ("Server Unavailable. 15", "cannot do what it was asked just now"),
        ("System Error (Failure)", "cannot do what it was asked just now"),
        ("Request is throttled.", "asks to be left alone"),
        ("[ALERT] Too many simultaneous connections. (Failure)", "does not open the folder 'INBOX' now"),
        ("[CORRUPTION] the index", "does not open the folder 'INBOX' now"),
        ("Mailbox is locked", "does not open the folder 'INBOX' now"),
    ],
)
def test_a_folder_that_a_server_in_trouble_refuses_is_not_told_to_be_missing(
    words: str, sentence: str
) -> None:
    def refuse(_connection: Connection, tag: str, command: str) -> bytes | None:
        return f"{tag} NO {words}\r\n".encode() if command.startswith(("EXAMINE", "LIST")) else None

    with (
        serving(Script(on_command=refuse)) as server,
        pytest.raises(MailboxError, match=sentence),
        imap(server.port, limits=QUICK).open("INBOX"),
    ):
        pass


def test_an_account_that_may_not_use_its_mailbox_is_told_as_such() -> None:
    """Exchange takes the login, and refuses everything after it."""

    def refuse(_connection: Connection, tag: str, command: str) -> bytes | None:
        words = f"{tag} BAD User is authenticated but not connected.\r\n"
        return words.encode() if command.startswith("EXAMINE") else None

    with (
        serving(Script(on_command=refuse)) as server,
        pytest.raises(MailboxUnreachable, match="check the account's rights to it, and that"),
        imap(server.port, limits=QUICK).open("INBOX"),
    ):
        pass


@pytest.mark.parametrize(
    ("listed", "sentence"),
    [('* LIST () "/" INBOX\r\n', "does not open the folder 'INBOX' now"), ("", "has no folder 'INBOX'")],
)
def test_a_folder_that_is_refused_without_a_reason_is_missing_only_where_it_is_not_listed(
    listed: str, sentence: str
) -> None:
    def refuse(_connection: Connection, tag: str, command: str) -> bytes | None:
        if command.startswith("LIST"):
            return f"{listed}{tag} OK done\r\n".encode()
        return f"{tag} NO Mailbox is locked\r\n".encode() if command.startswith("EXAMINE") else None

    with (
        serving(Script(on_command=refuse)) as server,
        pytest.raises(MailboxError, match=sentence),
        imap(server.port, limits=QUICK).open("INBOX"),
    ):
        pass


def test_an_address_that_swallows_everything_leaves_time_for_the_others(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def addresses(_host: str, port: int, **_more: object) -> list[tuple[object, ...]]:
        return [(0, 0, 0, "", (address, port)) for address in ("192.0.2.1", "192.0.2.2", "127.0.0.1")]

    def connect(address: tuple[str, int], timeout: float) -> socket.socket:
        if address[0] == "127.0.0.1":
            made = socket.socket()
            made.connect(address)
            return made
        waited.append(timeout)
        raise TimeoutError

    waited: list[float] = []
    with serving(Script(three_forms())) as server:
        monkeypatch.setattr("socket.getaddrinfo", addresses)
        monkeypatch.setattr("socket.create_connection", connect)
        with imap(server.port, limits=QUICK).open("INBOX") as folder:
            assert folder.state.exists == 3
    assert len(waited) == 2
    assert waited[0] <= QUICK.connect_seconds / 3


def test_a_server_that_speaks_in_plain_text_where_tls_is_wanted_has_the_settings_checked() -> None:
    with (
        serving(Script(on_command=lambda _c, _tag, _command: b"* BAD what\r\n")) as server,
        pytest.raises(MailboxUnreachable, match="check port and tls"),
        imap(server.port, limits=QUICK, tls="implicit", trust=Trust("127.0.0.1")).open("INBOX"),
    ):
        pass


@pytest.mark.parametrize("host", ["imap..council.example", f"{'a' * 64}.example"])
def test_a_host_whose_name_is_none_is_told_as_such(host: str) -> None:
    server = Server(host, 143, "none", Trust(host))
    login = PasswordLogin("duty", Secret(lambda: "a-long-password"))
    mailbox = ImapMailbox("mash", server, login, ("INBOX",), QUICK, SystemClock(), idle=False)
    with pytest.raises(MailboxUnreachable, match="check host"), mailbox.open("INBOX"):
        pass


def test_a_folder_that_may_not_be_read_is_not_told_to_be_missing() -> None:
    def refuse(_connection: Connection, tag: str, command: str) -> bytes | None:
        return f"{tag} NO [NOPERM] no\r\n".encode() if command.startswith("EXAMINE") else None

    with (
        serving(Script(on_command=refuse)) as server,
        pytest.raises(MailboxError, match="may not read the folder 'INBOX'"),
        imap(server.port, limits=QUICK).open("INBOX"),
    ):
        pass


def test_a_server_that_accepts_idle_and_dies_is_told_and_idle_begins_afresh() -> None:
    def die(connection: Connection) -> None:
        if connection.number == 1:
            raise HangUp
        connection.send(b"* 4 EXISTS\r\n")

    with serving(Script(three_forms(), on_idle=die)) as server:
        mailbox, stop = imap(server.port, idle=True, limits=QUICK), threading.Event()
        assert mailbox.wait(stop, 5)
        with pytest.raises(MailboxUnreachable):
            mailbox.wait(stop, 5)
        assert mailbox.wait(stop, 5)  # a new connection
        assert mailbox.wait(stop, 5)  # and its news
        mailbox.close()


def test_a_server_that_ends_idling_by_itself_is_polled() -> None:
    script = Script(three_forms())
    script.on_command = lambda _c, tag, command: (
        f"+ idling\r\n{tag} OK done\r\n".encode() if command == "IDLE" else None
    )
    with serving(script) as server:
        mailbox, stop = imap(server.port, idle=True, limits=QUICK), threading.Event()
        assert mailbox.wait(stop, 5)
        with pytest.raises(CommandRefused):
            mailbox.wait(stop, 5)
        assert not mailbox.wait(stop, 0.05)
        mailbox.close()


def test_a_server_that_ends_idling_after_minutes_is_waited_for_again() -> None:
    def idle_for_long(connection: Connection, tag: str, command: str) -> bytes | None:
        if command != "IDLE":
            return None
        connection.send(b"+ idling\r\n* 4 EXISTS\r\n")
        moved.wait(20)
        return f"{tag} OK that was long enough\r\n".encode()

    moved, clock = threading.Event(), SetClock(datetime(2026, 6, 1, 12, 0, tzinfo=UTC))
    with serving(Script(three_forms(), on_command=idle_for_long)) as server:
        mailbox, stop = imap(server.port, idle=True, limits=QUICK, clock=clock), threading.Event()
        assert mailbox.wait(stop, 5)
        assert mailbox.wait(stop, 5)  # the news
        clock.move(timedelta(minutes=5))
        moved.set()
        with pytest.raises(CommandRefused):
            mailbox.wait(stop, 5)
        assert mailbox.wait(stop, 5)  # a new connection
        mailbox.close()


def test_a_server_that_refuses_idle_is_polled_without_a_login_each_time() -> None:
    script = Script(three_forms())
    script.on_command = lambda _c, tag, command: f"{tag} NO no\r\n".encode() if command == "IDLE" else None
    with serving(script) as server:
        mailbox, stop = imap(server.port, idle=True, limits=QUICK), threading.Event()
        assert mailbox.wait(stop, 5)
        with pytest.raises(CommandRefused):
            mailbox.wait(stop, 5)
        assert not mailbox.wait(stop, 0.05)
        mailbox.close()
    assert server.connections == 1


@pytest.mark.parametrize(
    ("code", "told"),
    [
        ("[EXPIRED]", "password has expired"),
        ("[AUTHORIZATIONFAILED]", "does not let it into this mailbox"),
        ("[PRIVACYREQUIRED]", "check tls"),
        ("[AUTHENTICATIONFAILED]", "check user name and password"),
        ("", "check user name and password"),
    ],
)
def test_why_a_login_is_refused_is_told_where_the_server_says_so(code: str, told: str) -> None:
    script = Script(on_login=lambda _c, _command: f"NO {code} not you".encode())
    with serving(script) as server, pytest.raises(LoginRefused) as caught:
        imap(server.port, limits=QUICK).open("INBOX").__enter__()
    assert told in caught.value.sentence


@pytest.mark.parametrize(
    ("said", "error"),
    [
        ("BAD User is authenticated but not connected.", MailboxUnreachable),
        ("NO [UNAVAILABLE] the storage is away", NotNow),
        ("BAD Request is throttled. Suggested Backoff Time: 9 milliseconds", LeftAlone),
    ],
)
def test_a_server_that_cannot_idle_just_now_is_asked_again(said: str, error: type[MailboxError]) -> None:
    told = iter([said])

    def on_command(_connection: Connection, tag: str, command: str) -> bytes | None:
        words = next(told, None) if command == "IDLE" else None
        return f"{tag} {words}\r\n".encode() if words else None

    script = Script(three_forms(), on_command=on_command)
    script.on_idle = lambda connection: connection.send(b"* 4 EXISTS\r\n")
    with serving(script) as server:
        mailbox, stop = imap(server.port, idle=True, limits=QUICK), threading.Event()
        assert mailbox.wait(stop, 5)
        with pytest.raises(error):
            mailbox.wait(stop, 5)
        assert mailbox.wait(stop, 5)  # a new connection
        assert mailbox.wait(stop, 5)  # and its news
        mailbox.close()


def test_a_server_without_idle_is_polled() -> None:
    with serving(Script(three_forms(), capabilities="IMAP4rev1")) as server:
        mailbox, stop = imap(server.port, idle=True, limits=QUICK), threading.Event()
        assert mailbox.wait(stop, 5)
        assert not mailbox.wait(stop, 0.05)
        mailbox.close()
