"""Every configured mailbox, and how each is logged in to."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from config import secrets
from config.errors import SettingsError
from config.settings import Settings
from ingest.clock import SystemClock
from ingest.errors import CallerMistake

if TYPE_CHECKING:
    from config.sections import Mailbox as MailboxSettings
    from ingest.mailbox.bodies import FetchLimits
    from ingest.mailbox.login import Login
    from ingest.mailbox.oauth import Credential, TokenSource
    from ingest.mailbox.secret import Secret
    from ingest.mailbox.source import Mailbox

Value = TypeVar("Value")


def mailboxes(settings: Settings) -> tuple[Mailbox, ...]:
    """Every configured mailbox, not yet connected. Raises `CallerMistake` where a secret is missing."""
    try:
        return tuple(_mailbox(settings, item) for item in settings.mailboxes)
    except SettingsError as error:
        raise CallerMistake(error.sentence) from None


def _mailbox(settings: Settings, chosen: MailboxSettings) -> Mailbox:
    if chosen.kind == "maildir":
        return _maildir(settings, chosen)
    if chosen.kind == "graph":
        return _graph(settings, chosen)
    return _imap(settings, chosen)


def _maildir(settings: Settings, chosen: MailboxSettings) -> Mailbox:
    from ingest.mailbox.maildir import MaildirMailbox

    assert chosen.path is not None  # the section's own check saw to it
    return MaildirMailbox(chosen.name, settings.input_path(chosen.path), settings.worker.max_message_bytes)


def _imap(settings: Settings, chosen: MailboxSettings) -> Mailbox:
    from ingest.mailbox.folder import AfterRecording
    from ingest.mailbox.imap import ImapMailbox
    from ingest.mailbox.trust import Trust
    from ingest.mailbox.wire import Server

    login, secret = _login(settings, chosen)
    ca_file = settings.input_path(chosen.ca_file) if chosen.ca_file else None
    trust = Trust(chosen.host or "", ca_file, chosen.fingerprint)
    return ImapMailbox(
        chosen.name,
        Server(chosen.host or "", chosen.port_used, chosen.tls, trust),
        login,
        chosen.folders_used,
        _fetch_limits(settings),
        SystemClock(),
        after=AfterRecording(chosen.after, chosen.after_keyword, chosen.after_folder),
        idle=chosen.idle,
        is_renewed=secret.is_renewed,
    )


def _graph(settings: Settings, chosen: MailboxSettings) -> Mailbox:
    from ingest.mailbox.graph import GraphMailbox
    from ingest.mailbox.graph_client import GraphClient

    tokens, secret = _tokens(settings, chosen)
    return GraphMailbox(
        chosen.name,
        chosen.user or "",
        chosen.folders_used,
        GraphClient(chosen.graph_service, tokens),
        _fetch_limits(settings),
        SystemClock(),
        is_renewed=secret.is_renewed,
    )


def _login(settings: Settings, chosen: MailboxSettings) -> tuple[Login, Secret[str] | Secret[Credential]]:
    """How to log in, and the secret that it needs."""
    from ingest.mailbox.login import PasswordLogin, TokenLogin

    user = chosen.user or ""
    if chosen.oauth2 is None:
        password = _secret(lambda: secrets.mailbox_password(settings, chosen).get_secret_value())
        return PasswordLogin(user, password), password
    tokens, credential = _tokens(settings, chosen)
    return TokenLogin(user, tokens), credential


def _tokens(settings: Settings, chosen: MailboxSettings) -> tuple[TokenSource, Secret[Credential]]:
    """Where tokens come from, and the secret that asks for them."""
    from ingest.mailbox.oauth import TokenSource, microsoft

    assert chosen.oauth2 is not None  # the section's own check saw to it
    authority = f"{chosen.oauth2.authority}/{chosen.oauth2.tenant}"
    credential = _secret(lambda: _credential(settings, chosen))
    client = microsoft(authority, chosen.oauth2.client_id, credential)
    return TokenSource(client, chosen.scope_used), credential


def _secret(read: Callable[[], Value]) -> Secret[Value]:
    """A secret that can be read now; one that cannot be read later is the mailbox's trouble, and passes.
    Raises `SettingsError` or `CallerMistake`."""
    from ingest.mailbox.errors import MailboxError
    from ingest.mailbox.secret import Secret

    def anew() -> Value:
        try:
            return read()
        except (SettingsError, CallerMistake) as error:
            raise MailboxError(error.sentence) from None

    read()
    return Secret(anew)


def _credential(settings: Settings, chosen: MailboxSettings) -> Credential:
    from ingest.mailbox.oauth import certificate

    pem = secrets.client_certificate(settings, chosen)
    if pem is None:
        return secrets.client_secret(settings, chosen).get_secret_value()
    try:
        return certificate(pem.get_secret_value())
    except ValueError as error:
        raise CallerMistake(
            f"the certificate_file of mailbox {chosen.name!r} cannot be used: {error}"
        ) from None


def _fetch_limits(settings: Settings) -> FetchLimits:
    from ingest.mailbox.bodies import FetchLimits

    worker = settings.worker
    return FetchLimits(
        connect_seconds=worker.connect_seconds,
        message_seconds=worker.message_seconds,
        cycle_seconds=worker.cycle_seconds,
        max_message_bytes=worker.max_message_bytes,
        chunk_messages=worker.chunk_messages,
        chunk_bytes=worker.chunk_bytes,
    )
