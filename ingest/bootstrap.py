"""Settings into working parts: the only wiring.

Every function takes the settings that it needs and imports its parts itself, so that a command
pays for what it uses only.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from config import secrets
from config import settings as configuration
from config.errors import SettingsError
from config.settings import Settings
from ingest.clock import Clock, SystemClock
from ingest.errors import CallerMistake

if TYPE_CHECKING:
    from config.sections import Mailbox as MailboxSettings
    from ingest.domain.clocks import Calendar, FollowUpRule, RatingRule
    from ingest.mailbox.source import Mailbox
    from ingest.store.store import Store


def load_settings(config: Path | None = None) -> Settings:
    """The settings in force. Raises `CallerMistake` with the sentence to show."""
    try:
        return configuration.load(config)
    except SettingsError as error:
        raise CallerMistake(error.sentence) from None


def mailboxes(settings: Settings) -> tuple[Mailbox, ...]:
    """Every configured mailbox, not yet connected. Raises `CallerMistake` where a secret is missing."""
    try:
        return tuple(_mailbox(settings, item) for item in settings.mailboxes)
    except SettingsError as error:
        raise CallerMistake(error.sentence) from None


def _mailbox(settings: Settings, chosen: MailboxSettings) -> Mailbox:
    if chosen.kind == "maildir":
        return _maildir(settings, chosen)
    return _imap(settings, chosen)


def _maildir(settings: Settings, chosen: MailboxSettings) -> Mailbox:
    from ingest.mailbox.maildir import MaildirMailbox

    assert chosen.path is not None  # the section's own check saw to it
    return MaildirMailbox(chosen.name, settings.input_path(chosen.path), settings.worker.max_message_bytes)


def _imap(settings: Settings, chosen: MailboxSettings) -> Mailbox:
    raise NotImplementedError


def open_store(settings: Settings, clock: Clock | None = None) -> Store:
    """The store, its schema made or checked. The caller closes it.

    Raises `CallerMistake`, `SchemaOutOfDate` or `StoreUnavailable`.
    """
    from ingest.store.store import Store

    store = Store.open(_database_url(settings), clock or SystemClock())
    store.ensure_schema()
    return store


def _database_url(settings: Settings) -> str:
    from sqlalchemy import make_url
    from sqlalchemy.exc import ArgumentError

    try:
        password = secrets.database_password(settings)
        if password is None:
            return settings.database_url
        url = make_url(settings.database_url).set(password=password.get_secret_value())
    except SettingsError as error:
        raise CallerMistake(error.sentence) from None
    except ArgumentError:
        raise CallerMistake("the database URL cannot be understood: see [database] url") from None
    return url.render_as_string(hide_password=False)


def calendar(settings: Settings) -> Calendar:
    """Office hours and holidays of this hub."""
    from ingest.domain.clocks import Calendar

    chosen = settings.calendar
    return Calendar(chosen.office_opens, chosen.office_closes, frozenset(chosen.extra_holidays))


def follow_up_rule(settings: Settings) -> FollowUpRule:
    """How long a caller has to write."""
    from ingest.domain.clocks import Counting, FollowUpRule

    counting = Counting.WORKING_HOURS if settings.clocks.working_hours else Counting.ELAPSED
    return FollowUpRule(settings.clocks.follow_up_hours, counting)


def rating_rule(settings: Settings) -> RatingRule:
    """Each RAG rating's timescale."""
    from ingest.domain.clocks import Counting, FollowUpRule, Rating, RatingRule

    hours = settings.clocks.rag
    return RatingRule(
        {
            Rating.RED: FollowUpRule(hours.red, Counting.ELAPSED),
            Rating.AMBER: FollowUpRule(hours.amber, Counting.WORKING_HOURS),
            Rating.GREEN: FollowUpRule(hours.green, Counting.WORKING_HOURS),
        }
    )
