"""Whom to trust: TLS 1.2 or better, the host's name checked, a private authority or a pinned certificate."""

from __future__ import annotations

import hashlib
import hmac
import socket
import ssl
from dataclasses import dataclass
from pathlib import Path

from ingest.mailbox.errors import CertificateRefused


@dataclass(frozen=True, slots=True)
class Trust:
    """How a server proves who it is. A pinned `fingerprint` (SHA-256, hexadecimal) stands in for
    an authority's word, so that a self-signed certificate can be used safely."""

    host: str
    ca_file: Path | None = None
    fingerprint: str | None = None

    def secure(self, plain: socket.socket) -> ssl.SSLSocket:
        """Start TLS on a connected socket. Raises `CertificateRefused`, or `OSError`."""
        try:
            secured = self._context().wrap_socket(plain, server_hostname=self.host)
        except ssl.SSLCertVerificationError as error:
            reason = (
                f"the mail server's certificate is refused ({error.verify_message}): check host and ca_file"
            )
            raise CertificateRefused(reason) from None
        if self.fingerprint is not None and not self._is_pinned(secured):
            secured.close()
            raise CertificateRefused("the mail server's certificate is not the pinned one: check fingerprint")
        return secured

    def _context(self) -> ssl.SSLContext:
        try:
            context = ssl.create_default_context(cafile=self.ca_file)
        except (OSError, ssl.SSLError):
            raise CertificateRefused(f"the authority's file {self.ca_file} cannot be read") from None
        context.minimum_version = ssl.TLSVersion.TLSv1_2
        if self.fingerprint is not None and self.ca_file is None:
            context.check_hostname = False
            context.verify_mode = ssl.CERT_NONE  # the pin is compared before a word is said
        return context

    def _is_pinned(self, secured: ssl.SSLSocket) -> bool:
        certificate = secured.getpeercert(binary_form=True) or b""
        return hmac.compare_digest(hashlib.sha256(certificate).hexdigest(), self.fingerprint or "")
