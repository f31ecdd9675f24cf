"""What the commands share: the settings, the store and the desk, opened for one command."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from tui.cli import config_of

if TYPE_CHECKING:
    from config.settings import Settings
    from ingest.desk import Desk


def settings_of(ctx: click.Context) -> Settings:
    """The settings in force. Raises `CallerMistake`."""
    from ingest.bootstrap import load_settings

    return load_settings(config_of(ctx))


@contextmanager
def opened_desk(ctx: click.Context, *, looks: bool = False) -> Iterator[Desk]:
    """The desk of the account that runs this command; `looks`: for one that only shows."""
    with opened(settings_of(ctx), looks=looks) as desk:
        yield desk


@contextmanager
def opened(settings: Settings, *, looks: bool = False) -> Iterator[Desk]:
    """The desk of the account that runs this, at the store of these settings."""
    from ingest import bootstrap

    store = bootstrap.open_store(settings)
    try:
        yield bootstrap.desk(settings, store, looks=looks)
    finally:
        store.close()


as_json = click.option("--json", "as_json", is_flag=True, help="Print JSON, for programs.")
