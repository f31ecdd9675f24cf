"""A connection to the mail server that takes letters and alarms, with a verified certificate."""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Literal


def _none() -> str | None:
    return None


@dataclass(frozen=True, slots=True)
class SmtpServer:
    """`password` is called for each login, where there is one; it raises `ValueError` where it cannot be
    had. `ca_file` is trusted instead of the system's."""

    host: str
    port: int
    tls: Literal["implicit", "starttls", "none"]
    user: str | None = None
    password: Callable[[], str | None] = _none
    ca_file: Path | None = None

    def connect(self, seconds: float) -> smtplib.SMTP:
        """A connection, logged in where it must be; each answer is waited for so long.

        Raises `OSError`, `ValueError` or `smtplib.SMTPException`; none of them says the password.
        """
        password = self.password()
        if self.tls == "implicit":
            connection: smtplib.SMTP = smtplib.SMTP_SSL(
                self.host, self.port, timeout=seconds, context=self._context()
            )
        else:
            connection = smtplib.SMTP(self.host, self.port, timeout=seconds)
        try:
            if self.tls == "starttls":
                connection.starttls(context=self._context())  # raises where the server has none
            if self.user and password:
                connection.login(self.user, password)
        except BaseException:
            connection.close()
            raise
        return connection

    def _context(self) -> ssl.SSLContext:
        context = ssl.create_default_context(cafile=self.ca_file)
        context.minimum_version = ssl.TLSVersion.TLSv1_2
        return context


def leave(connection: smtplib.SMTP) -> None:
    """Say goodbye. What the server answers to it changes nothing: it took the email, or did not."""
    with suppress(OSError, smtplib.SMTPException):
        connection.quit()
    connection.close()
