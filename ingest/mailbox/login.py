"""How the program says who it is: a password, or an OAuth2 token (XOAUTH2)."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Protocol

from imapclient.exceptions import LoginError

from ingest.mailbox.connection import Connection
from ingest.mailbox.errors import LoginRefused
from ingest.mailbox.oauth import TokenSource
from ingest.mailbox.secret import Secret

_ATOM = re.compile(r"[A-Za-z0-9.@_+/=-]+")


class PasswordLogin:
    """LOGIN; or AUTHENTICATE PLAIN for a name or a password that LOGIN cannot carry."""

    def __init__(self, user: str, password: Secret[str]) -> None:
        self._user = user
        self._password = password

    def __call__(self, connection: Connection) -> None:
        password = self._password()
        takes_login = not connection.has_capability("LOGINDISABLED")
        words = f"{self._user}{password}"
        if takes_login and words.isascii() and words.isprintable():
            connection.login(_as_string(self._user), password)
        elif takes_login or connection.has_capability("AUTH=PLAIN"):
            connection.plain_login(self._user, password)
        else:
            raise LoginRefused("the mail server takes no password on this connection: check tls")


def _as_string(user: str) -> str:
    """imaplib quotes the password only; and Exchange's shared mailboxes have a backslash in their names."""
    if _ATOM.fullmatch(user):
        return user
    quoted = user.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{quoted}"'


class TokenLogin:
    """XOAUTH2 with a token; a token that the server refuses is not used again."""

    def __init__(self, user: str, tokens: TokenSource) -> None:
        self._user = user
        self._tokens = tokens

    def __call__(self, connection: Connection) -> None:
        try:
            connection.sasl_login("XOAUTH2", self._answers())
        except LoginError:
            self._tokens.forget()
            raise

    def _answers(self) -> Callable[[bytes], str]:
        """The token to the first challenge; to the one that says why it is refused, an empty line."""
        waiting = [f"user={self._user}\1auth=Bearer {self._tokens.token()}\1\1"]
        return lambda _challenge: waiting.pop() if waiting else ""


class Login(Protocol):
    """Logs a connection in. Raises `LoginError` where it is refused."""

    def __call__(self, connection: Connection) -> None: ...
