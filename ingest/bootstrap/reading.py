"""What reads messages: the label tables, the hub's own details and the limits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from config import tables
from config.errors import SettingsError
from config.settings import Settings
from ingest.errors import CallerMistake

if TYPE_CHECKING:
    from parsers.labels import Hub, LabelTables
    from parsers.sandbox.sandbox import Sandbox


def sandbox(settings: Settings) -> Sandbox:
    """What reads messages, each in a process of its own. The caller closes it."""
    from parsers.mime.leaves import Limits
    from parsers.sandbox.sandbox import Sandbox

    labels = label_tables(settings)
    limits = Limits(
        leaf_seconds=settings.reading.seconds,
        message_seconds=settings.reading.seconds,
        memory_bytes=settings.reading.memory_mib * 1024 * 1024,
    )
    return Sandbox(labels, hub(settings), limits)


def label_tables(settings: Settings) -> LabelTables:
    """The label tables, a hub's own among them. Raises `CallerMistake`."""
    from parsers.labels import LabelTables

    own = [settings.input_path(folder) for folder in settings.labels.folders]
    try:
        return LabelTables.from_toml(tables.labels(own))
    except SettingsError as error:
        raise CallerMistake(error.sentence) from None
    except ValueError as error:
        raise CallerMistake(f"a label table cannot be used: {error}") from None


def hub(settings: Settings) -> Hub:
    """The hub's own details, which are never a referrer's."""
    from parsers.labels import Hub

    own = settings.hub
    return Hub(phones=own.every_phone, emails=own.emails, postcodes=own.postcodes, names=(own.name,))
