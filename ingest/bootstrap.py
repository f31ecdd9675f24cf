"""Settings into working parts: the only wiring.

Every function takes the settings that it needs and imports its parts itself, so that a command
pays for what it uses only.
"""

from __future__ import annotations

import getpass
import os
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from config import secrets, tables
from config import settings as configuration
from config.errors import SettingsError
from config.settings import Settings
from ingest.clock import Clock, SystemClock
from ingest.errors import CallerMistake

if TYPE_CHECKING:
    from config.sections import Mailbox as MailboxSettings
    from ingest.alarms import Alarms, Way
    from ingest.desk import Desk, DeskRules
    from ingest.domain.clocks import Calendar, FollowUpRule, RatingRule
    from ingest.domain.matching import MatchingModel
    from ingest.journal import Journal
    from ingest.mailbox.bodies import FetchLimits
    from ingest.mailbox.login import Login
    from ingest.mailbox.oauth import Credential, TokenSource
    from ingest.mailbox.source import Mailbox
    from ingest.pipeline import Pipeline, Reader
    from ingest.sending import Postman
    from ingest.store.matcher import Matcher
    from ingest.store.store import Store
    from ingest.worker import Worker
    from parsers.labels import Hub
    from parsers.sandbox import Sandbox


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

    ca_file = settings.input_path(chosen.ca_file) if chosen.ca_file else None
    trust = Trust(chosen.host or "", ca_file, chosen.fingerprint)
    return ImapMailbox(
        chosen.name,
        Server(chosen.host or "", chosen.port_used, chosen.tls, trust),
        _login(settings, chosen),
        chosen.folders_used,
        _fetch_limits(settings),
        SystemClock(),
        after=AfterRecording(chosen.after, chosen.after_keyword, chosen.after_folder),
        idle=chosen.idle,
    )


def _graph(settings: Settings, chosen: MailboxSettings) -> Mailbox:
    from ingest.mailbox.graph import GraphMailbox
    from ingest.mailbox.graph_client import GraphClient

    client = GraphClient(chosen.graph_service, _tokens(settings, chosen))
    limits = _fetch_limits(settings)
    return GraphMailbox(chosen.name, chosen.user or "", chosen.folders_used, client, limits, SystemClock())


def _login(settings: Settings, chosen: MailboxSettings) -> Login:
    from ingest.mailbox.login import PasswordLogin, TokenLogin

    user = chosen.user or ""
    if chosen.oauth2 is None:
        return PasswordLogin(user, secrets.mailbox_password(settings, chosen).get_secret_value())
    return TokenLogin(user, _tokens(settings, chosen))


def _tokens(settings: Settings, chosen: MailboxSettings) -> TokenSource:
    from ingest.mailbox.oauth import TokenSource, microsoft

    assert chosen.oauth2 is not None  # the section's own check saw to it
    authority = f"{chosen.oauth2.authority}/{chosen.oauth2.tenant}"
    client = microsoft(authority, chosen.oauth2.client_id, _credential(settings, chosen))
    return TokenSource(client, chosen.scope_used)


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


def open_store(settings: Settings, clock: Clock | None = None) -> Store:
    """The store, its schema made or checked. The caller closes it.

    Raises `CallerMistake`, `SchemaOutOfDate` or `StoreUnavailable`.
    """
    from ingest.store.store import Store

    store = Store.open(_database_url(settings), clock or SystemClock())
    store.ensure_schema()
    return store


def upgrade_store(settings: Settings, clock: Clock | None = None) -> str:
    """Make the database, or bring it to this program's version; that version comes back."""
    from ingest.store.store import Store

    with closing(Store.open(_database_url(settings), clock or SystemClock())) as store:
        return store.upgrade_schema()


def database_file(settings: Settings) -> Path:
    """The SQLite file, whether it is there or not. Raises `CallerMistake` for PostgreSQL."""
    from sqlalchemy import make_url

    from ingest.backup import POSTGRESQL

    url = make_url(_database_url(settings))
    if url.get_backend_name() != "sqlite" or not url.database:
        raise CallerMistake(POSTGRESQL)
    return Path(url.database)


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
    holidays = tables.bank_holidays() | frozenset(chosen.extra_holidays)
    return Calendar(chosen.office_opens, chosen.office_closes, holidays)


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


def sandbox(settings: Settings) -> Sandbox:
    """What reads messages, each in a process of its own. The caller closes it."""
    from parsers.labels import LabelTables
    from parsers.mime import Limits
    from parsers.sandbox import Sandbox

    own = [settings.input_path(folder) for folder in settings.labels.folders]
    try:
        labels = LabelTables.from_toml(tables.labels(own))
    except SettingsError as error:
        raise CallerMistake(error.sentence) from None
    except ValueError as error:
        raise CallerMistake(f"a label table cannot be used: {error}") from None
    limits = Limits(
        leaf_seconds=settings.reading.seconds,
        message_seconds=settings.reading.seconds,
        memory_bytes=settings.reading.memory_mib * 1024 * 1024,
    )
    return Sandbox(labels, hub(settings), limits)


def hub(settings: Settings) -> Hub:
    """The hub's own details, which are never a referrer's."""
    from parsers.labels import Hub

    own = settings.hub
    return Hub(phones=own.every_phone, emails=own.emails, postcodes=own.postcodes, names=(own.name,))


def matching_model(settings: Settings) -> MatchingModel:
    """Weights, nicknames and agencies for matching. Raises `CallerMistake`."""
    from ingest.domain.matching import BadWeights, MatchingModel

    try:
        return MatchingModel.from_toml(
            matching_weights(settings),
            nicknames=tables.optional("nicknames.toml"),
            agencies=tables.optional("agencies.toml"),
            frequencies=tables.optional("name_frequencies.toml"),
        )
    except SettingsError as error:
        raise CallerMistake(error.sentence) from None
    except (BadWeights, ValueError, TypeError, KeyError) as error:
        raise CallerMistake(f"the matching weights cannot be used: {error}") from None


def matching_weights(settings: Settings) -> str:
    """The text of the weights in force. Raises `SettingsError` where it cannot be read."""
    own = settings.matching.weights
    return tables.matching_weights(settings.input_path(own) if own else None)


def matcher(settings: Settings) -> Matcher:
    """Matching as the store asks for it."""
    from ingest.matcher import FellegiSunterMatcher

    return FellegiSunterMatcher(matching_model(settings))


def desk_rules(settings: Settings) -> DeskRules:
    """The hub's clocks, outcomes and agencies."""
    from ingest.desk import DeskRules

    return DeskRules(
        calendar=calendar(settings),
        follow_up=follow_up_rule(settings),
        due_soon=timedelta(hours=settings.clocks.due_soon_hours),
        outcomes=tables.outcomes(),
        levels=tables.levels(),
        agencies=tables.agencies(),
        ratings=rating_rule(settings),
        hub=_signature(settings),
        letters_to=settings.letters.domains if settings.letters.host else None,
    )


def _signature(settings: Settings) -> str:
    """The lines under what the hub writes."""
    hub = settings.hub
    night = f"Out of hours: {hub.out_of_hours_phone}" if hub.out_of_hours_phone else ""
    lines = (hub.name, "Telephone: " + " or ".join(hub.phones), night, ", ".join(hub.emails))
    return "\n".join(line for line in lines if line)


def desk(settings: Settings, store: Store, officer: str | None = None, *, looks: bool = False) -> Desk:
    """The desk of one officer: as given, else as in the settings, else the account that runs this.

    With `looks`, matching is set up only if something asks for it: for commands that show.
    """
    from ingest.desk import Desk
    from ingest.later import LaterMatcher

    matching = LaterMatcher(lambda: matcher(settings)) if looks else matcher(settings)
    return Desk(store, officer or actor(settings), matching, desk_rules(settings))


def postman(settings: Settings, store: Store) -> Postman | None:
    """What sends letters to referrers; `None` where no mail server is named. Raises `CallerMistake`."""
    chosen = settings.letters
    if chosen.host is None or chosen.sender is None:
        return None
    from ingest.alarm_ways import SmtpServer
    from ingest.sending import Postman
    from ingest.store.outbox import Outbox

    try:
        secret = secrets.letters_password(settings)
    except SettingsError as error:
        raise CallerMistake(error.sentence) from None
    password = secret.get_secret_value() if secret else None
    ca_file = settings.input_path(chosen.ca_file) if chosen.ca_file else None
    server = SmtpServer(chosen.host, chosen.port_used, chosen.tls, chosen.user, password, ca_file)
    return Postman(Outbox(store), server, chosen.sender, settings.hub.name, store.clock)


def actor(settings: Settings) -> str:
    """Who acts, for the audit: as in the settings, else the account that runs this."""
    return settings.desk.officer or getpass.getuser()


def pipeline(settings: Settings, store: Store, reader: Reader, journal: Journal | None = None) -> Pipeline:
    """The path from a mailbox to the board."""
    from ingest.pipeline import Pipeline
    from ingest.store import HealthBook, Ledger

    ledger, health = Ledger(store), HealthBook(store)
    return Pipeline(ledger, reader, matcher(settings), store.clock, journal, health=health)


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
    from ingest.alarm_ways import EmailWay, SmtpServer, WebhookWay

    ways: dict[str, Way] = {}
    try:
        if (email := settings.alarm.email) is not None:
            secret = secrets.alarm_password(settings)
            password = secret.get_secret_value() if secret else None
            ca_file = settings.input_path(email.ca_file) if email.ca_file else None
            server = SmtpServer(email.host, email.port_used, email.tls, email.user, password, ca_file)
            ways["email"] = EmailWay(server, email.sender, email.recipients, clock)
        if (webhook := settings.alarm.webhook) is not None:
            ca_file = settings.input_path(webhook.ca_file) if webhook.ca_file else None
            ways["webhook"] = WebhookWay(secrets.webhook_url(settings).get_secret_value(), ca_file)
    except SettingsError as error:
        raise CallerMistake(error.sentence) from None
    return ways


@contextmanager
def worker(settings: Settings, clock: Clock | None = None, journal: TextIO | None = None) -> Iterator[Worker]:
    """The unattended side, ready to `poll_once` or to `run`; everything is closed afterwards.

    `journal` is where its log lines go; without one it says nothing.

    Raises `CallerMistake` where no mailbox is configured or a setting cannot be used.
    """
    from ingest.journal import Journal
    from ingest.service_manager import ServiceManager
    from ingest.store import HealthBook
    from ingest.worker import Timing, Worker

    if not settings.mailboxes:
        raise CallerMistake("no mailbox is configured: add a [[mailboxes]] table to the settings file")
    timing = Timing(
        poll_seconds=settings.worker.poll_seconds,
        back_off_seconds=settings.worker.back_off_seconds,
        back_off_limit_seconds=settings.worker.back_off_limit_seconds,
    )
    boxes = mailboxes(settings)
    lines = Journal(clock or SystemClock(), journal)
    if journal is not None:
        lines.take_over_logging()
    with closing(open_store(settings, clock)) as store, sandbox(settings) as reader:
        health = HealthBook(store)
        health.forget_but({(box.name, folder) for box in boxes for folder in box.folders})
        yield Worker(
            boxes,
            pipeline(settings, store, reader, lines),
            health,
            store.worker_lock(),
            store.clock,
            timing,
            lines,
            manager=ServiceManager.of(os.environ),
            metrics_port=settings.worker.metrics_port,
            postman=postman(settings, store),
        )
