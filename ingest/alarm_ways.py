"""The ways by which an alarm leaves the machine: an email over SMTP, a JSON record to a web address."""

from __future__ import annotations

import json
import smtplib
import ssl
from contextlib import suppress
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path
from typing import Literal

from ingest.alarms import NotTaken
from ingest.clock import Clock
from ingest.store.alarms import AlarmLetter

_SECONDS = 15


@dataclass(frozen=True, slots=True)
class SmtpServer:
    """`password` is asked for a login where it is set. `ca_file` is trusted instead of the system's."""

    host: str
    port: int
    tls: Literal["implicit", "starttls", "none"]
    user: str | None = None
    password: str | None = None
    ca_file: Path | None = None


class EmailWay:
    """An email to everyone named."""

    def __init__(self, server: SmtpServer, sender: str, recipients: tuple[str, ...], clock: Clock) -> None:
        self._server = server
        self._sender = sender
        self._recipients = recipients
        self._clock = clock

    def send(self, letter: AlarmLetter) -> None:
        email = EmailMessage()
        email["From"], email["To"] = self._sender, ", ".join(self._recipients)
        email["Subject"] = f"[MASH desk] {'over' if letter.over_at else 'ALARM'}: {letter.name}"
        email["Date"] = format_datetime(self._clock.now())
        email["Auto-Submitted"] = "auto-generated"  # so that nobody's absence notice answers it
        email.set_content(in_words(letter) + "\n")
        try:
            connection = self._connected()
            try:
                connection.send_message(email)
            finally:
                _leave(connection)
        except (OSError, ValueError, smtplib.SMTPException) as error:
            raise NotTaken(f"the mail server for alarms cannot be used ({type(error).__name__})") from None

    def _connected(self) -> smtplib.SMTP:
        server = self._server
        if server.tls == "implicit":
            connection: smtplib.SMTP = smtplib.SMTP_SSL(
                server.host, server.port, timeout=_SECONDS, context=_context(server.ca_file)
            )
        else:
            connection = smtplib.SMTP(server.host, server.port, timeout=_SECONDS)
        try:
            if server.tls == "starttls":
                connection.starttls(context=_context(server.ca_file))  # raises where there is none
            if server.user and server.password:
                connection.login(server.user, server.password)
        except BaseException:
            connection.close()
            raise
        return connection


class WebhookWay:
    """A POST of one JSON record. The address may be a secret: no error shows it."""

    def __init__(self, url: str, ca_file: Path | None = None) -> None:
        self._url = url
        self._ca_file = ca_file

    def send(self, letter: AlarmLetter) -> None:
        import requests

        verify = str(self._ca_file) if self._ca_file else True
        try:
            answer = requests.post(
                self._url,
                data=json.dumps(as_record(letter)),
                headers={"Content-Type": "application/json"},
                timeout=_SECONDS,
                verify=verify,
                allow_redirects=False,
            )
        except (requests.RequestException, OSError, ValueError) as error:
            raise NotTaken(f"the webhook cannot be reached ({type(error).__name__})") from None
        if not 200 <= answer.status_code < 300:
            raise NotTaken(f"the webhook refused ({answer.status_code})")


def in_words(letter: AlarmLetter) -> str:
    """What is told: without personal data."""
    since = letter.since.isoformat(timespec="minutes")
    if letter.over_at is None:
        return f"{letter.sentence} (since {since})"
    return f"over at {letter.over_at.isoformat(timespec='minutes')}: {letter.sentence} (since {since})"


def as_record(letter: AlarmLetter) -> dict[str, str | None]:
    """For programs; `text` is what chat services show."""
    return {
        "alarm": letter.name,
        "state": "over" if letter.over_at else "raised",
        "sentence": letter.sentence,
        "since": letter.since.isoformat(),
        "over_at": letter.over_at.isoformat() if letter.over_at else None,
        "text": f"MASH desk: {in_words(letter)}",
    }


def _leave(connection: smtplib.SMTP) -> None:
    """What a server says to the goodbye changes nothing: it took the email, or did not."""
    with suppress(OSError, smtplib.SMTPException):
        connection.quit()
    connection.close()


def _context(ca_file: Path | None) -> ssl.SSLContext:
    context = ssl.create_default_context(cafile=ca_file)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    return context
