"""Sends what stands in the outbox, by SMTP with a verified certificate.

The server's answers are asked for one by one: what it refused before it had the letter may be
sent again, and what was lost after that may not.
"""

from __future__ import annotations

import smtplib
from contextlib import suppress
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, formataddr
from threading import Event

from ingest.clock import Clock
from ingest.errors import MashError
from ingest.smtp import SmtpServer, leave
from ingest.store.outbox import Outbox, OutboxLetter

EVERY_SECONDS = 10.0
_SECONDS = 30.0
_NOT_NOW, _FOR_GOOD = 400, 500


class NotTaken(MashError):
    """The mail server cannot be used now: the letter is tried again."""


class RefusedForGood(MashError):
    """The mail server will not take the letter: write to the referrer another way."""


class NobodyKnows(MashError):
    """The connection ended before the server answered: the letter may have been sent, or not."""


class Postman:
    """Sends letters, one after the other."""

    def __init__(self, outbox: Outbox, server: SmtpServer, sender: str, hub: str, clock: Clock) -> None:
        self._outbox = outbox
        self._server = server
        self._sender = sender
        self._hub = hub
        self._clock = clock

    def run(self, over: Event) -> None:
        """Send what comes until `over` is set; a store that fails is asked again."""
        while not over.wait(EVERY_SECONDS):
            with suppress(MashError):
                self.send_waiting(over)

    def send_waiting(self, over: Event | None = None) -> int:
        """Try every letter that is due; how many were sent."""
        self._outbox.recover()
        sent = 0
        while not (over and over.is_set()) and (letter := self._outbox.begin()) is not None:
            try:
                self._send(letter)
            except NotTaken as error:
                self._outbox.not_taken(letter, error.sentence)
            except RefusedForGood as error:
                self._outbox.refused(letter, error.sentence)
            except NobodyKnows as error:
                self._outbox.unsure(letter, error.sentence)
            else:
                self._outbox.sent(letter)
                sent += 1
        return sent

    def _send(self, letter: OutboxLetter) -> None:
        words = self._words(letter)
        try:
            connection = self._server.connect(_SECONDS)
        except (OSError, ValueError, smtplib.SMTPException) as error:
            raise NotTaken(f"the mail server cannot be used ({type(error).__name__})") from None
        try:
            self._offer(connection, letter)
            self._hand_over(connection, words)
        finally:
            leave(connection)

    def _offer(self, connection: smtplib.SMTP, letter: OutboxLetter) -> None:
        try:
            connection.ehlo_or_helo_if_needed()
            for answer, _ in (connection.mail(self._sender), connection.rcpt(letter.to_address)):
                _judge(answer)
        except ValueError:  # smtplib: an address beyond ASCII, and a server that takes none
            raise RefusedForGood("the mail server takes no address with such letters") from None
        except (OSError, smtplib.SMTPException) as error:
            raise NotTaken(f"the mail server ended the conversation ({type(error).__name__})") from None

    def _hand_over(self, connection: smtplib.SMTP, words: bytes) -> None:
        try:
            answer, _ = connection.data(words)
        except smtplib.SMTPDataError as error:  # it would not even begin: no word of it has left
            answer = max(error.smtp_code, _NOT_NOW)
        except (OSError, smtplib.SMTPException) as error:
            raise NobodyKnows(f"no answer came once the letter had left ({type(error).__name__})") from None
        _judge(answer)

    def _words(self, letter: OutboxLetter) -> bytes:
        email = EmailMessage(policy=SMTP)
        try:
            email["From"] = formataddr((self._hub, self._sender))
            email["To"] = letter.to_address
            email["Subject"] = letter.subject
            email["Date"] = format_datetime(self._clock.now())
            email["Message-ID"] = f"<{letter.message_id}@{self._sender.rpartition('@')[2]}>"
            email.set_content(letter.text)
            return email.as_bytes()
        except ValueError:
            raise RefusedForGood("the letter cannot be written as an email") from None


def _judge(answer: int) -> None:
    if answer >= _FOR_GOOD:
        raise RefusedForGood(f"the mail server refused it ({answer})")
    if not 200 <= answer < 300:
        raise NotTaken(f"the mail server would not take it now ({answer})")
