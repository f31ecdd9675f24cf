"""Microsoft 365's modern authentication: a token for this program, by the client credentials flow."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from typing import Any, Protocol

from ingest.mailbox.errors import LoginRefused, MailboxUnreachable


class TokenClient(Protocol):
    """What is used of `msal.ConfidentialClientApplication`."""

    def acquire_token_for_client(self, scopes: list[str]) -> Mapping[str, Any]: ...


class TokenSource:
    """Access tokens; msal keeps one until shortly before it expires. Safe to use from threads."""

    def __init__(self, client: Callable[[], TokenClient], scope: str) -> None:
        self._make = client
        self._scope = scope
        self._client: TokenClient | None = None
        self._lock = threading.Lock()

    def token(self) -> str:
        """A token that is valid now. Raises `LoginRefused` or `MailboxUnreachable`."""
        with self._lock:
            answer = self._ask()
        if "access_token" in answer:
            return str(answer["access_token"])
        code = str(answer.get("error") or "no reason given")
        raise LoginRefused(
            f"no access token was granted ({code}): check tenant, client_id and whether the secret has expired"
        )

    def forget(self) -> None:
        """Ask for a new token next time: the server refused this one."""
        with self._lock:
            self._client = None

    def _ask(self) -> Mapping[str, Any]:
        try:
            if self._client is None:
                self._client = self._make()
            return self._client.acquire_token_for_client(scopes=[self._scope])
        except (OSError, ValueError) as error:  # msal: ValueError for an authority that cannot be asked
            raise MailboxUnreachable(
                f"the token endpoint cannot be used ({type(error).__name__}): check authority and tenant"
            ) from None


def microsoft(authority: str, client_id: str, secret: str) -> Callable[[], TokenClient]:
    """Makes msal's client when it is first needed: making it asks the network."""

    def make() -> TokenClient:
        import msal

        client: TokenClient = msal.ConfidentialClientApplication(
            client_id, authority=authority, client_credential=secret, timeout=20
        )
        return client

    return make
