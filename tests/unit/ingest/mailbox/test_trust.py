"""Whom the program talks to: nobody whose certificate or protocol is not in order."""

from __future__ import annotations

import ipaddress
import socket
import ssl
import threading
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from ingest.mailbox.errors import CertificateRefused
from ingest.mailbox.trust import Trust


def self_signed(folder: Path, *, address: str = "127.0.0.1", days_left: int = 9) -> tuple[Path, str]:
    """A file with a certificate and its key; the certificate's fingerprint."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, address)])
    until = datetime.now(UTC) + timedelta(days=days_left)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(until - timedelta(days=30))
        .not_valid_after(until)
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address(address))]), critical=False
        )
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    private = key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    file = folder / "server.pem"
    file.write_bytes(private + made.public_bytes(pem))
    return file, made.fingerprint(hashes.SHA256()).hex()


@contextmanager
def serving(certificate: Path, newest: ssl.TLSVersion | None = None) -> Iterator[int]:
    """A server that shakes hands with whoever comes, and says nothing."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    if newest is not None:
        context.set_ciphers("DEFAULT:@SECLEVEL=0")
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)
            context.minimum_version = ssl.TLSVersion.TLSv1
            context.maximum_version = newest

    def greet() -> None:
        with suppress(OSError), listening.accept()[0] as plain, context.wrap_socket(plain, server_side=True):
            pass

    with socket.create_server(("127.0.0.1", 0)) as listening:
        thread = threading.Thread(target=greet, daemon=True)
        thread.start()
        yield listening.getsockname()[1]
        thread.join(timeout=10)


def shake_hands(trust: Trust, port: int) -> str | None:
    with socket.create_connection(("127.0.0.1", port), timeout=10) as plain, trust.secure(plain) as secured:
        return secured.version()


def test_a_certificate_that_its_authority_vouches_for_is_trusted(tmp_path: Path) -> None:
    file, _ = self_signed(tmp_path)
    with serving(file) as port:
        assert shake_hands(Trust("127.0.0.1", file), port) in {"TLSv1.2", "TLSv1.3"}


def test_a_certificate_for_which_nobody_vouches_is_refused(tmp_path: Path) -> None:
    file, _ = self_signed(tmp_path)
    with serving(file) as port, pytest.raises(CertificateRefused, match="self"):
        shake_hands(Trust("127.0.0.1"), port)


def test_an_expired_certificate_is_refused(tmp_path: Path) -> None:
    file, _ = self_signed(tmp_path, days_left=-1)
    with serving(file) as port, pytest.raises(CertificateRefused, match="expired"):
        shake_hands(Trust("127.0.0.1", file), port)


def test_a_certificate_for_another_host_is_refused(tmp_path: Path) -> None:
    file, _ = self_signed(tmp_path, address="127.0.0.2")
    with serving(file) as port, pytest.raises(CertificateRefused, match="mismatch"):
        shake_hands(Trust("127.0.0.1", file), port)


def test_a_pinned_certificate_is_trusted_and_another_is_not(tmp_path: Path) -> None:
    file, fingerprint = self_signed(tmp_path)
    with serving(file) as port:
        assert shake_hands(Trust("127.0.0.1", fingerprint=fingerprint), port)
    with serving(file) as port, pytest.raises(CertificateRefused, match="pinned"):
        shake_hands(Trust("127.0.0.1", fingerprint="0" * 64), port)


def test_a_pin_beside_an_authority_needs_both(tmp_path: Path) -> None:
    file, _ = self_signed(tmp_path)
    with serving(file) as port, pytest.raises(CertificateRefused, match="pinned"):
        shake_hands(Trust("127.0.0.1", file, "0" * 64), port)


@pytest.mark.parametrize("protocol", ["TLSv1", "TLSv1_1"])
def test_a_server_that_speaks_an_old_protocol_only_is_refused(tmp_path: Path, protocol: str) -> None:
    file, fingerprint = self_signed(tmp_path)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        newest = ssl.TLSVersion[protocol]
    for trust in (Trust("127.0.0.1", file), Trust("127.0.0.1", fingerprint=fingerprint)):
        with serving(file, newest) as port, pytest.raises(ssl.SSLError, match=r"(?i)protocol|version"):
            shake_hands(trust, port)
