"""The ways by which an alarm leaves the machine: an email over SMTP, a JSON record to a web address."""

from __future__ import annotations

import json
import smtplib
from collections.abc import Sequence
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path
from typing import Any

from ingest.alarms import NotTaken
from ingest.clock import Clock
from ingest.smtp import SmtpServer, leave
from ingest.store.alarms import AlarmLetter

_SECONDS = 15


class EmailWay:
    """An email to everyone named: one, however many alarms there are at once."""

    def __init__(self, server: SmtpServer, sender: str, recipients: tuple[str, ...], clock: Clock) -> None:
        self._server = server
        self._sender = sender
        self._recipients = recipients
        self._clock = clock

    def send(self, letters: Sequence[AlarmLetter]) -> None:
        email = EmailMessage()
        email["From"], email["To"] = self._sender, ", ".join(self._recipients)
        of_what = letters[0].name if len(letters) == 1 else f"{len(letters)} troubles"
        email["Subject"] = f"[MASH desk] {'over' if letters[0].over_at else 'ALARM'}: {of_what}"
        email["Date"] = format_datetime(self._clock.now())
        email["Auto-Submitted"] = "auto-generated"  # so that nobody's absence notice answers it
        email.set_content("\n\n".join(map(in_words, letters)) + "\n")
        try:
            connection = self._server.connect(_SECONDS)
            try:
                connection.send_message(email)
            finally:
                leave(connection)
        except (OSError, ValueError, smtplib.SMTPException) as error:
            raise NotTaken(f"the mail server for alarms cannot be used ({type(error).__name__})") from None


class WebhookWay:
    """A POST of a JSON record, which names each alarm, for one or several at once. The address may be a
    secret: no error shows it."""

    def __init__(self, url: str, ca_file: Path | None = None) -> None:
        self._url = url
        self._ca_file = ca_file

    def send(self, letters: Sequence[AlarmLetter]) -> None:
        import requests

        verify = str(self._ca_file) if self._ca_file else True
        try:
            answer = requests.post(
                self._url,
                data=json.dumps(as_record(letters)),
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


def as_record(letters: Sequence[AlarmLetter]) -> dict[str, Any]:
    """For programs; `text` is what chat services show. Of several alarms the first stands for all of them
    where a program knows one only, and `alarms` has each."""
    each = [_record(letter) for letter in letters]
    return each[0] | {"text": f"MASH desk: {'; '.join(map(in_words, letters))}", "alarms": each}


def _record(letter: AlarmLetter) -> dict[str, str | None]:
    return {
        "alarm": letter.name,
        "state": "over" if letter.over_at else "raised",
        "sentence": letter.sentence,
        "since": letter.since.isoformat(),
        "over_at": letter.over_at.isoformat() if letter.over_at else None,
    }
