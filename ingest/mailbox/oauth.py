"""Microsoft 365's modern authentication: a token for this program, by the client credentials flow."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Mapping
from typing import Any, Protocol

from ingest.mailbox.errors import MailboxError, MailboxUnreachable, TokenRefused
from ingest.mailbox.secret import Secret

Credential = str | Mapping[str, str]
_PEM = re.compile(r"-----BEGIN (?P<kind>[A-Z ]+)-----.+?-----END (?P=kind)-----", re.DOTALL)
_TOKEN = re.compile(r"[\x21-\x7e]+")
_CODE = re.compile(r"[A-Za-z0-9_.-]{1,60}")  # a name of the protocol's; other words may quote anything
_SILENCE, _EXCHANGE = 20, 40  # seconds for the next byte, and for a whole answer
_MOST_BYTES = 1024 * 1024
_PASSING = {"temporarily_unavailable", "server_error", "service_unavailable"}
_ADVICE = {
    7000222: "the client secret has expired: make a new one in the Entra admin centre",
    7000215: "the client secret is not the right one: copy its value, not its id",
    700027: "the certificate is not the one that the app registration knows, or has expired",
    700016: "the tenant knows no such application: check client_id and tenant",
    90002: "there is no such tenant: check tenant",
}


class TokenClient(Protocol):
    """What is used of `msal.ConfidentialClientApplication`."""

    def acquire_token_for_client(self, scopes: list[str]) -> Mapping[str, Any]: ...


class TokenSource:
    """Access tokens; msal keeps one until five minutes before it expires. Safe to use from threads."""

    def __init__(self, client: Callable[[], TokenClient], scope: str) -> None:
        self._make = client
        self._scope = scope
        self._client: TokenClient | None = None
        self._lock = threading.Lock()

    def token(self) -> str:
        """A token that is valid now. Raises `TokenRefused` or `MailboxUnreachable`."""
        with self._lock:
            answer = self._granted_or_refused()
        if "access_token" in answer:
            return self._sound(answer["access_token"])
        code = _code(answer.get("error"))
        if code in _PASSING:
            raise MailboxUnreachable(
                f"the token endpoint gives no token just now ({code}): it will be tried again"
            )
        raise TokenRefused(f"no access token was granted ({code}): {_advice(answer)}")

    def forget(self) -> None:
        """Ask for a new token next time: the server refused this one."""
        with self._lock:
            self._client = None

    def _sound(self, said: object) -> str:
        if not isinstance(said, str) or not _TOKEN.fullmatch(said):
            self.forget()  # a client keeps whatever it was given
            raise MailboxUnreachable("the token endpoint gives what is no token: it will be tried again")
        return said

    def _granted_or_refused(self) -> Mapping[str, Any]:
        """A refusal counts only where the secret was read for it: a client keeps the one it was made with."""
        is_kept = self._client is not None
        answer = self._ask()
        if is_kept and "access_token" not in answer:
            self._client = None
            answer = self._ask()
        if "access_token" not in answer:
            self._client = None
        return answer

    def _ask(self) -> Mapping[str, Any]:
        try:
            if self._client is None:
                self._client = self._make()
            return self._client.acquire_token_for_client(scopes=[self._scope])
        except MailboxError:
            raise
        except Exception as error:  # noqa: BLE001  # whatever msal makes of what it is told; nothing is sent on
            raise MailboxUnreachable(
                f"the token endpoint cannot be used ({type(error).__name__}): check authority and tenant"
            ) from None


def microsoft(
    authority: str, client_id: str, credential: Secret[Credential], http_client: Any = None
) -> Callable[[], TokenClient]:
    """Makes msal's client when it is first needed: making it asks the network.

    `http_client` stands in for the network, as msal describes it.
    """

    def make() -> TokenClient:
        import msal

        from ingest.mailbox.bounded_http import SmallExchanges

        client: TokenClient = msal.ConfidentialClientApplication(
            client_id,
            authority=authority,
            client_credential=credential(),
            http_client=http_client or SmallExchanges(_SILENCE, _EXCHANGE, _MOST_BYTES),
        )
        return client

    return make


def certificate(pem: str) -> Credential:
    """A certificate and its private key, both in PEM, as msal wants them. Raises `ValueError`."""
    blocks = {match["kind"]: match[0] for match in _PEM.finditer(pem)}
    key = next((text for kind, text in blocks.items() if kind.endswith("PRIVATE KEY")), None)
    if key is None or "CERTIFICATE" not in blocks:
        raise ValueError("a certificate and its private key are needed, both in PEM and unencrypted")
    return {"private_key": key, "public_certificate": blocks["CERTIFICATE"]}


def _code(said: object) -> str:
    return said if isinstance(said, str) and _CODE.fullmatch(said) else "no reason given"


def _advice(answer: Mapping[str, Any]) -> str:
    """What to do, by the codes that Microsoft gives; its words are not passed on."""
    codes = answer.get("error_codes")
    said = [code for code in codes if isinstance(code, int)] if isinstance(codes, list) else []
    known = (_ADVICE[code] for code in said if code in _ADVICE)
    return next(known, "check tenant, client_id and whether the secret has expired")
