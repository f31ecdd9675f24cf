"""The settings in force."""

from __future__ import annotations

from pathlib import Path

from config import settings as configuration
from config.errors import SettingsError
from config.settings import Settings
from ingest.errors import CallerMistake


def load_settings(config: Path | None = None) -> Settings:
    """The settings in force. Raises `CallerMistake` with the sentence to show."""
    try:
        return configuration.load(config)
    except SettingsError as error:
        raise CallerMistake(error.sentence) from None
