"""Tokens for Microsoft 365, from an endpoint that the test plays."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, cast

import pytest
from imapclient.exceptions import LoginError

from ingest.mailbox.connection import Connection
from ingest.mailbox.errors import LoginRefused, MailboxUnreachable
from ingest.mailbox.login import PasswordLogin, TokenLogin
from ingest.mailbox.oauth import TokenSource
from ingest.mailbox.secret import Secret


class Endpoint:
    """Plays msal's client: gives what it is told to, and counts."""

    def __init__(self, answer: Mapping[str, Any] | Exception) -> None:
        self.answer = answer
        self.made = 0

    def __call__(self) -> Endpoint:
        self.made += 1
        return self

    def acquire_token_for_client(self, scopes: list[str]) -> Mapping[str, Any]:
        assert scopes == ["https://mail.example/.default"]
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer


class Line:
    """Plays a connection: remembers how it was logged in."""

    def __init__(self, *capabilities: str, refuses: bool = False) -> None:
        self.capabilities = capabilities
        self.refuses = refuses
        self.said: list[tuple[str, ...]] = []

    def has_capability(self, name: str) -> bool:
        return name in self.capabilities

    def sasl_login(self, mechanism: str, answers: Callable[[bytes], str]) -> None:
        self.said.append((mechanism, answers(b"")))
        if self.refuses:
            self.said.append((mechanism, answers(b'{"status":"401"}')))
            raise LoginError("no")

    def login(self, user: str, password: str) -> None:
        self.said.append(("login", user, password))

    def plain_login(self, user: str, password: str) -> None:
        self.said.append(("plain", user, password))


def logged_in(login: Callable[[Connection], None], line: Line) -> None:
    login(cast("Connection", line))


def source(endpoint: Endpoint) -> TokenSource:
    return TokenSource(endpoint, "https://mail.example/.default")


def test_a_token_logs_in_and_the_client_that_keeps_it_is_made_once() -> None:
    endpoint, line = Endpoint({"access_token": "abc"}), Line()
    login = TokenLogin("mash@example", source(endpoint))
    logged_in(login, line)
    logged_in(login, line)
    assert line.said == [("XOAUTH2", "user=mash@example\1auth=Bearer abc\1\1")] * 2
    assert endpoint.made == 1


def test_an_expired_secret_is_told_by_its_code_only() -> None:
    answer = {"error": "invalid_client", "error_description": "AADSTS7000222: something long"}
    with pytest.raises(LoginRefused, match=r"invalid_client.*secret has expired") as caught:
        source(Endpoint(answer)).token()
    assert "AADSTS" not in str(caught.value)


@pytest.mark.parametrize("fault", [ConnectionError("x"), ValueError("x")])
def test_an_endpoint_that_cannot_be_asked_is_a_passing_failure(fault: Exception) -> None:
    with pytest.raises(MailboxUnreachable, match="token endpoint"):
        source(Endpoint(fault)).token()


@pytest.mark.parametrize("error", ["temporarily_unavailable", "server_error", "service_unavailable"])
def test_an_endpoint_that_gives_no_token_just_now_is_no_wrong_secret(error: str) -> None:
    with pytest.raises(MailboxUnreachable, match="tried again"):
        source(Endpoint({"error": error, "error_description": "AADSTS90033: something long"})).token()


def test_a_token_that_the_server_refuses_is_not_used_again() -> None:
    endpoint, line = Endpoint({"access_token": "revoked"}), Line(refuses=True)
    login = TokenLogin("mash@example", source(endpoint))
    for _ in range(2):
        with pytest.raises(LoginError):
            logged_in(login, line)
    assert endpoint.made == 2
    assert line.said[1] == ("XOAUTH2", "")  # the server says why, and waits to be answered


def test_a_password_that_login_cannot_carry_goes_by_authenticate_plain() -> None:
    line = Line()
    logged_in(PasswordLogin("u", Secret(lambda: "plain words")), line)
    logged_in(PasswordLogin("u", Secret(lambda: "pässwörd")), line)
    assert [said[0] for said in line.said] == ["login", "plain"]


def test_a_server_that_takes_no_login_is_sent_no_password_by_login() -> None:
    line = Line("LOGINDISABLED", "AUTH=PLAIN")
    logged_in(PasswordLogin("u", Secret(lambda: "plain words")), line)
    assert [said[0] for said in line.said] == ["plain"]
    line = Line("LOGINDISABLED")
    with pytest.raises(LoginRefused, match="takes no password"):
        logged_in(PasswordLogin("u", Secret(lambda: "plain words")), line)
    assert line.said == []
