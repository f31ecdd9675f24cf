"""The database that the settings name."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from config import secrets
from config.errors import SettingsError
from config.settings import Settings
from ingest.clock import Clock, SystemClock
from ingest.errors import CallerMistake

if TYPE_CHECKING:
    from ingest.store.store import Store


def open_store(settings: Settings, clock: Clock | None = None) -> Store:
    """The store, its schema made or checked. The caller closes it.

    Raises `CallerMistake`, `SchemaOutOfDate` or `StoreUnavailable`.
    """
    from ingest.store.store import Store

    store = Store.open(database_url(settings), clock or SystemClock())
    store.ensure_schema()
    return store


def upgrade_store(settings: Settings, clock: Clock | None = None) -> str:
    """Make the database, or bring it to this program's version; that version comes back."""
    from ingest.store.store import Store

    with closing(Store.open(database_url(settings), clock or SystemClock())) as store:
        return store.upgrade_schema()


def database_file(settings: Settings) -> Path:
    """The SQLite file, whether it is there or not. Raises `CallerMistake` for PostgreSQL."""
    from sqlalchemy import make_url

    from ingest.backup import POSTGRESQL

    url = make_url(database_url(settings))
    if url.get_backend_name() != "sqlite" or not url.database:
        raise CallerMistake(POSTGRESQL)
    return Path(url.database)


def database_url(settings: Settings) -> str:
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
