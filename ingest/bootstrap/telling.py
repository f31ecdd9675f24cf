"""What is sent to others: letters to referrers, and alarms."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import timedelta
from typing import TYPE_CHECKING, TextIO

from config import secrets
from config.errors import SettingsError
from config.settings import Settings
from ingest.bootstrap.storage import open_store
from ingest.clock import Clock, SystemClock
from ingest.errors import CallerMistake

if TYPE_CHECKING:
    from pydantic import SecretStr

    from config.sections import MailServer
    from ingest.alarms import Alarms, Way
    from ingest.sending import Postman
    from ingest.smtp import SmtpServer
    from ingest.store.store import Store


def postman(settings: Settings, store: Store) -> Postman | None:
    """What sends letters to referrers; `None` where no mail server is named. Raises `CallerMistake`."""
    chosen = settings.letters
    if chosen.host is None or chosen.sender is None:
        return None
    from ingest.sending import Postman
    from ingest.store.outbox import Outbox

    try:
        server = _smtp_server(settings, chosen.host, chosen, lambda: secrets.letters_password(settings))
    except SettingsError as error:
        raise CallerMistake(error.sentence) from None
    return Postman(Outbox(store), server, chosen.sender, settings.hub.name, store.clock)


@contextmanager
def alarms(settings: Settings, journal: TextIO | None = None) -> Iterator[Alarms]:
    """What tells alarms, over a connection of its own. Raises `CallerMistake`."""
    from ingest.alarms import Alarms
    from ingest.journal import Journal
    from ingest.store import HealthBook
    from ingest.store.alarms import AlarmBook

    after = timedelta(minutes=settings.alarm.after_minutes)
    clock = SystemClock()
    ways = _alarm_ways(settings, clock)
    with closing(open_store(settings, clock)) as store:
        lines = Journal(clock, journal)
        yield Alarms(HealthBook(store), AlarmBook(store), ways, clock, after, lines)


def _alarm_ways(settings: Settings, clock: Clock) -> dict[str, Way]:
    from ingest.alarm_ways import EmailWay, WebhookWay

    ways: dict[str, Way] = {}
    try:
        if (email := settings.alarm.email) is not None:
            server = _smtp_server(settings, email.host, email, lambda: secrets.alarm_password(settings))
            ways["email"] = EmailWay(server, email.sender, email.recipients, clock)
        if (webhook := settings.alarm.webhook) is not None:
            ca_file = settings.input_path(webhook.ca_file) if webhook.ca_file else None
            ways["webhook"] = WebhookWay(secrets.webhook_url(settings).get_secret_value(), ca_file)
    except SettingsError as error:
        raise CallerMistake(error.sentence) from None
    return ways


def _smtp_server(
    settings: Settings, host: str, chosen: MailServer, password: Callable[[], SecretStr | None]
) -> SmtpServer:
    """With a password that can be read now, and is read anew for each login. Raises `SettingsError`."""
    from ingest.smtp import SmtpServer

    def anew() -> str | None:
        try:
            secret = password()
        except SettingsError:
            raise ValueError("the password cannot be read now") from None
        return secret.get_secret_value() if secret else None

    password()
    ca_file = settings.input_path(chosen.ca_file) if chosen.ca_file else None
    return SmtpServer(host, chosen.port_used, chosen.tls, chosen.user, anew, ca_file)
