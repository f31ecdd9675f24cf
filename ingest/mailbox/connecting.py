"""From an address to a connection that is secured and logged in."""

from __future__ import annotations

import imaplib
from collections.abc import Callable

from imapclient.exceptions import IMAPClientAbortError, LoginError

from ingest.mailbox.connection import Connection
from ingest.mailbox.errors import CertificateRefused, LoginRefused, MailboxUnreachable
from ingest.mailbox.failures import code_of, is_login_refused_for_now, refuse_to_hurry, translated
from ingest.mailbox.patience import Patience
from ingest.mailbox.wire import Server

_LOGIN_REFUSED_AS = {  # RFC 5530; what is not told is what the class says
    "EXPIRED": "the mail server says that the password has expired: set a new one",
    "AUTHORIZATIONFAILED": "the mail server knows the account and does not let it into this mailbox: grant it that",
    "PRIVACYREQUIRED": "the mail server takes no password on a connection without TLS: check tls",
}


def connect(
    server: Server, login: Callable[[Connection], None], patience: Patience, largest: int
) -> Connection:
    """A connection that is secured and logged in. Raises `MailboxError`."""
    with translated():
        connection = _greeted(server, patience, largest)
    try:
        with translated():
            if server.tls == "starttls":
                _secure(connection)
            _log_in(connection, login)
            if connection.has_capability("UTF8=ONLY"):
                connection.speak_utf8()
    except BaseException:
        connection.leave()
        raise
    return connection


def _greeted(server: Server, patience: Patience, largest: int) -> Connection:
    try:
        return Connection(server, patience, largest)
    except imaplib.IMAP4.abort:
        raise
    except imaplib.IMAP4.error:
        raise MailboxUnreachable(
            "the mail server turned the connection away, or is no IMAP server: it will be tried again"
        ) from None


def _secure(connection: Connection) -> None:
    if connection.is_logged_in:
        raise CertificateRefused("the mail server skips STARTTLS by a login of its own: do not trust it")
    if not connection.has_capability("STARTTLS"):
        raise CertificateRefused("the mail server offers no STARTTLS: no password was sent to it")
    connection.starttls()


def _log_in(connection: Connection, login: Callable[[Connection], None]) -> None:
    if connection.is_logged_in:  # PREAUTH: the server knows who this is by other means
        return
    try:
        login(connection)
    except LoginError as error:
        refuse_to_hurry(error)
        # LoginError also covers a server that hangs up, or that says it is busy.
        hung_up = isinstance(error.__context__, IMAPClientAbortError)
        if hung_up or is_login_refused_for_now(error):
            raise MailboxUnreachable(
                "the mail server does not accept logins now: it will be tried again"
            ) from None
        raise LoginRefused(_LOGIN_REFUSED_AS.get(code_of(error) or "", "")) from None
