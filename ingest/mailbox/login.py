"""How the program says who it is: a password, or an OAuth2 token (XOAUTH2)."""

from __future__ import annotations

from typing import Protocol

from imapclient.exceptions import LoginError

from ingest.mailbox.connection import Connection
from ingest.mailbox.oauth import TokenSource


class PasswordLogin:
    """LOGIN; or AUTHENTICATE PLAIN for a password that LOGIN cannot carry."""

    def __init__(self, user: str, password: str) -> None:
        self._user = user
        self._password = password

    def __call__(self, connection: Connection) -> None:
        if f"{self._user}{self._password}".isascii():
            connection.login(self._user, self._password)
        else:
            connection.plain_login(self._user, self._password)


class TokenLogin:
    """XOAUTH2 with a token; a token that the server refuses is not used again."""

    def __init__(self, user: str, tokens: TokenSource) -> None:
        self._user = user
        self._tokens = tokens

    def __call__(self, connection: Connection) -> None:
        try:
            connection.oauth2_login(self._user, self._tokens.token())
        except LoginError:
            self._tokens.forget()
            raise


class Login(Protocol):
    """Logs a connection in. Raises `LoginError` where it is refused."""

    def __call__(self, connection: Connection) -> None: ...
