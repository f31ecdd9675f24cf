"""The desk of one officer."""

from __future__ import annotations

import getpass
import os
from typing import TYPE_CHECKING

from config.settings import Settings
from ingest.bootstrap.rules import desk_rules
from ingest.bootstrap.weights import matcher

if TYPE_CHECKING:
    from ingest.desk import Desk
    from ingest.store.store import Store


def desk(settings: Settings, store: Store, officer: str | None = None, *, looks: bool = False) -> Desk:
    """The desk of one officer: as given, else as in the settings, else the account that runs this.

    With `looks`, matching is set up only if something asks for it: for commands that show.
    """
    from ingest.desk import Desk
    from ingest.later import LaterMatcher

    matching = LaterMatcher(lambda: matcher(settings)) if looks else matcher(settings)
    return Desk(store, officer or actor(settings), matching, desk_rules(settings))


def actor(settings: Settings) -> str:
    """Who acts, for the audit: as in the settings, else the account that runs this."""
    if settings.desk.officer:
        return settings.desk.officer
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return f"account {os.getuid()}"  # a container's number without a name
