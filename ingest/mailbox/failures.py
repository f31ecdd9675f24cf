"""What a server's and a library's failures come to: a `MailboxError` each, and the code that was given."""

from __future__ import annotations

import imaplib
import re
from collections.abc import Iterator
from contextlib import contextmanager

from imapclient.exceptions import IMAPClientError, LoginError, ProtocolError

from ingest.mailbox.errors import (
    CommandRefused,
    LeftAlone,
    MailboxError,
    MailboxUnreachable,
    NotNow,
    NotUnderstood,
)

_CODE = re.compile(r"\[([A-Z][A-Z-]+)")
_ASKS_FOR_PATIENCE = re.compile(r"throttl|back-?off time|(?:rate|bandwidth) limit", re.IGNORECASE)
_BACK_OFF = re.compile(r"back-?off time: (\d{1,9}) milliseconds", re.IGNORECASE)
_NOT_NOW = {"UNAVAILABLE", "INUSE", "LIMIT"}
_NOT_NOW_WORDS = re.compile(  # Exchange and Gmail give no code
    r"server (?:is )?(?:busy|unavailable)|(?:system|backend) error|connection is closed"
    r"|temporary (?:\w+ )?(?:failure|error)",
    re.IGNORECASE,
)
_SESSION_OVER = re.compile(r"session invalidated|token ?(?:has )?expired", re.IGNORECASE)
_NOT_CONNECTED = re.compile(r"authenticated but not connected", re.IGNORECASE)
PASSING = {"UNAVAILABLE", "INUSE", "LIMIT", "OVERQUOTA", "SERVERBUG", "CONTACTADMIN"}
_LOGIN_NOT_NOW_WORDS = re.compile(  # of servers that give no code; nothing that is said of a wrong password too
    r"too many (?:\w+ )?(?:connections|sessions)|(?:connection|session) limit|maximum number of connections"
    r"|(?:internal|server) error|maintenance",
    re.IGNORECASE,
)
_MEANINGS = {"OVERQUOTA": "the mailbox is full", "NOPERM": "the account lacks a right that is needed"}
_UNTOLD = 60.0  # seconds, where a server does not say how many


@contextmanager
def translated() -> Iterator[None]:
    """Every failure of IMAPClient, imaplib and the socket as a `MailboxError`.

    The server's words are not passed on, only its response code: they may quote a message.
    """
    try:
        yield
    except MailboxError:
        raise
    except imaplib.IMAP4.abort:
        raise MailboxUnreachable("the mail server ended the connection: it will be tried again") from None
    except ProtocolError:
        raise NotUnderstood from None
    except (IMAPClientError, imaplib.IMAP4.error) as error:
        refuse_to_hurry(error)
        refuse_for_now(error)
        code = code_of(error)
        meaning = f": {_MEANINGS[code]}" if code in _MEANINGS else ""
        said = f" ({code}{meaning})" if code else ""
        raise CommandRefused(f"the mail server refused a command{said}: it will be tried again") from None
    except OSError as error:
        raise MailboxUnreachable(
            f"the mail server cannot be reached ({error.strerror or type(error).__name__})"
        ) from None
    except (ValueError, TypeError, LookupError, AttributeError, AssertionError, RecursionError):
        raise NotUnderstood from None


def code_of(error: BaseException) -> str | None:
    """The response code in an answer, such as `NONEXISTENT`, or `None`."""
    found = _CODE.search(str(error))
    return found[1] if found else None


def refuse_to_hurry(error: BaseException) -> None:
    """Raise `LeftAlone` where an answer says that too much is asked: no message is at fault then. Exchange
    says for how long it wants to be left alone."""
    said = str(error)
    if _ASKS_FOR_PATIENCE.search(said):
        told = _BACK_OFF.search(said)
        raise LeftAlone(int(told[1]) / 1000 if told else _UNTOLD) from None


def refuse_for_now(error: BaseException) -> None:
    """Raise what tells that the server, or its store, is in trouble, where an answer says so."""
    said, code = str(error), code_of(error)
    if _NOT_CONNECTED.search(said):  # Exchange, of a mailbox that moves as of one that may not be opened
        raise MailboxUnreachable(
            "the mail server knows the account and does not open its mailbox: it will be tried again; "
            "should it go on, check the account's rights to it, and that it may be used by IMAP"
        ) from None
    if _SESSION_OVER.search(said):
        raise MailboxUnreachable("the mail server ended the session: it will be tried again") from None
    if code in _NOT_NOW or _NOT_NOW_WORDS.search(said):
        told = f" ({code})" if code else ""
        raise NotNow(
            f"the mail server cannot do what it was asked just now{told}: it will be tried again"
        ) from None


def is_login_refused_for_now(error: LoginError) -> bool:
    """Whether a login is refused for the server's own trouble; of a wrong password its words say nothing else."""
    code = code_of(error)
    if code == "AUTHENTICATIONFAILED":
        return False
    try:
        refuse_for_now(error)
    except (MailboxUnreachable, NotNow):
        return True
    return code in PASSING or _LOGIN_NOT_NOW_WORDS.search(str(error)) is not None
