"""What goes wrong with a mailbox. Each class's docstring is the sentence shown; none names a person."""

from __future__ import annotations

from math import ceil

from ingest.errors import MashError


class MailboxError(MashError):
    """The mailbox cannot be used just now: it will be tried again."""


class MailboxUnreachable(MailboxError):
    """The mail server cannot be reached or fell silent: it will be tried again."""


class LeftAlone(MailboxUnreachable):
    """The mail server asks to be left alone for some time: it will be tried again."""

    def __init__(self, seconds: float) -> None:
        whole = max(1, ceil(seconds))
        super().__init__(
            f"the mail server asks to be left alone for {whole} {'second' if whole == 1 else 'seconds'}"
        )
        self.seconds = seconds


class LoginRefused(MailboxError):
    """The mail server refused the login: check user name and password, or the OAuth2 secret."""

    locks_accounts = True  # tried often, it makes a directory lock the account


class TokenRefused(LoginRefused):
    """No access token was granted, or it was refused: check tenant, client_id, the secret and its rights."""

    locks_accounts = False


class CertificateRefused(MailboxError):
    """The mail server's certificate is not to be trusted: check host, ca_file and fingerprint."""


class FolderMissing(MailboxError):
    """The mailbox has no such folder: check folder and folders in its settings."""


class OutOfTime(MailboxError):
    """The mail server is too slow: what is left waits for the next look."""


class TooMuchAnnounced(MailboxError):
    """The mail server announced more data than any message may hold: the connection was ended."""


class NotUnderstood(MailboxError):
    """The mail server gave an answer that cannot be understood."""


class OnlyCopied(MailboxError):
    """Mail was copied, and may not be deleted where it lay: no more is copied; grant it, or set after = "none"."""


class CommandRefused(MailboxError):
    """The mail server refused a command: it will be tried again."""


class NotNow(CommandRefused):
    """The mail server cannot do what it was asked just now: it will be tried again."""
