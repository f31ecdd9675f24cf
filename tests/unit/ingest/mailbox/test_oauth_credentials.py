"""How the program proves who it is to the token endpoint, which the test plays behind msal."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import jwt
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID

from ingest.mailbox.errors import LoginRefused, MailboxUnreachable, TokenRefused
from ingest.mailbox.oauth import Credential, TokenSource, certificate, microsoft
from ingest.mailbox.secret import Secret

AUTHORITY = "https://login.microsoftonline.com/a-tenant"
ISSUER = f"{AUTHORITY}/v2.0"


@dataclass
class Answer:
    """As msal expects it of an HTTP client."""

    text: str
    status_code: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)

    def raise_for_status(self) -> None:
        if self.status_code != 200:
            raise OSError(self.status_code)


@dataclass
class Endpoint:
    """The tenant: where its token endpoint is, and what that gives; `says` with another status as it stands."""

    token: Any
    says: tuple[str, int] | None = None
    asked: list[Mapping[str, str]] = field(default_factory=list)

    def get(self, url: str, **_: object) -> Answer:
        if url.endswith("/common/discovery/instance"):
            return Answer(json.dumps({"metadata": []}))
        assert url.startswith(AUTHORITY)
        place = {"token_endpoint": f"{AUTHORITY}/oauth2/v2.0/token", "issuer": ISSUER}
        return Answer(json.dumps(place | {"authorization_endpoint": f"{AUTHORITY}/oauth2/v2.0/authorize"}))

    def post(self, url: str, data: Mapping[str, str], **_: object) -> Answer:
        assert url == f"{AUTHORITY}/oauth2/v2.0/token"
        self.asked.append(data)
        if self.says is not None:
            return Answer(*self.says)
        return Answer(json.dumps(self.token), 200 if "access_token" in self.token else 401)

    def close(self) -> None:
        return


def granted(seconds: int) -> dict[str, Any]:
    return {"token_type": "Bearer", "access_token": "a-token", "expires_in": seconds}


def source(endpoint: Endpoint, credential: Credential = "a-secret") -> TokenSource:
    made = microsoft(AUTHORITY, "an-application", Secret(lambda: credential), endpoint)
    return TokenSource(made, "https://mail.example/.default")


def test_a_token_is_kept_while_it_lasts() -> None:
    endpoint = Endpoint(granted(3600))
    tokens = source(endpoint)
    assert [tokens.token() for _ in range(3)] == ["a-token"] * 3
    [asked] = endpoint.asked
    assert (asked["grant_type"], asked["scope"]) == ("client_credentials", "https://mail.example/.default")


def test_a_token_is_renewed_before_its_end() -> None:
    endpoint = Endpoint(granted(299))
    tokens = source(endpoint)
    for _ in range(2):
        tokens.token()
    assert len(endpoint.asked) == 2


def test_a_secret_that_was_renewed_while_the_old_one_was_in_use_asks_for_the_next_token() -> None:
    secrets = ["an old secret"]

    class Renewing(Endpoint):
        def post(self, url: str, data: Mapping[str, str], **more: object) -> Answer:
            self.token = granted(299) if data["client_secret"] == secrets[0] else {"error": "invalid_client"}
            return super().post(url, data, **more)

    endpoint = Renewing({})
    tokens = TokenSource(
        microsoft(AUTHORITY, "an-application", Secret(lambda: secrets[0]), endpoint), "s/.default"
    )
    assert tokens.token() == "a-token"
    secrets[0] = "a new secret"
    assert tokens.token() == "a-token"
    assert [asked["client_secret"] for asked in endpoint.asked] == [
        "an old secret",
        "an old secret",
        "a new secret",
    ]


def test_a_secret_that_is_refused_when_it_was_just_read_is_not_sent_a_second_time() -> None:
    endpoint = Endpoint({"error": "invalid_client"})
    with pytest.raises(LoginRefused):
        source(endpoint).token()
    assert len(endpoint.asked) == 1


@pytest.mark.parametrize(
    "says",
    [
        "[]",
        "null",
        "[" * 100_000,
        '{"access_token": null, "expires_in": 3600}',
        '{"access_token": "a\\r\\nX-Other: b", "expires_in": 3600}',
        '{"access_token": "a", "expires_in": null}',
    ],
)
def test_an_endpoint_that_gives_no_token_in_whatever_way_is_a_passing_failure(says: str) -> None:
    endpoint = Endpoint(granted(3600), (says, 200))
    tokens = source(endpoint)
    with pytest.raises(MailboxUnreachable):
        tokens.token()
    endpoint.says = None
    assert tokens.token() == "a-token"


def test_an_endpoint_that_is_in_trouble_is_a_passing_failure() -> None:
    with pytest.raises(MailboxUnreachable):
        source(Endpoint(granted(3600), ("<html>", 500))).token()


@pytest.mark.parametrize("error", ["Ann Invented, ann@school.example", "\x1b[31m", ["x"], {"code": "x"}])
def test_words_of_an_endpoint_that_are_no_code_are_not_passed_on(error: object) -> None:
    refused = {"error": error, "error_codes": [["x"]]}
    with pytest.raises(TokenRefused, match=r"no reason given\): check tenant"):
        source(Endpoint(refused)).token()


def _rsa_pem() -> str:
    """A key and its certificate in one text, as `openssl pkcs12 -nodes` writes them."""
    key = rsa.generate_private_key(65_537, 2048)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "mash-worker")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .sign(key, hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    private = key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    return f"Bag Attributes\n{private.decode()}Bag Attributes\n{made.public_bytes(pem).decode()}"


def test_a_certificate_signs_for_the_application_and_its_key_stays_here() -> None:
    endpoint = Endpoint(granted(3600))
    credential = certificate(_rsa_pem())
    source(endpoint, credential).token()
    [asked] = endpoint.asked
    assert isinstance(credential, dict)
    known = x509.load_pem_x509_certificate(credential["public_certificate"].encode())
    claims = jwt.decode(
        asked["client_assertion"],
        known.public_key(),  # type: ignore[arg-type]
        algorithms=["PS256"],
        audience=f"{AUTHORITY}/oauth2/v2.0/token",
    )
    assert claims["iss"] == claims["sub"] == "an-application"
    assert "client_secret" not in asked
    assert "PRIVATE" not in str(asked)


@pytest.mark.parametrize("pem", ["", "-----BEGIN CERTIFICATE-----\nx\n-----END CERTIFICATE-----"])
def test_a_certificate_without_its_key_is_refused(pem: str) -> None:
    with pytest.raises(ValueError, match="private key"):
        certificate(pem)


@pytest.mark.parametrize(
    ("code", "words"),
    [
        (7000222, "the client secret has expired"),
        (7000215, "copy its value"),
        (700027, "the certificate is not the one"),
        (1, "check tenant"),
    ],
)
def test_a_refusal_says_what_to_do_and_not_what_the_server_said(code: int, words: str) -> None:
    said = {"error": "invalid_client", "error_description": "AADSTS: trace of mash@council.example"}
    with pytest.raises(LoginRefused, match=words) as refused:
        source(Endpoint(said | {"error_codes": [code]})).token()
    assert "council.example" not in refused.value.sentence
