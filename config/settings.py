"""Settings: defaults, then the settings file, then `MASH_*` variables, each over the one before.

`load()` is the door. The file is `--config`, else `MASH_CONFIG`, else `./mash.toml`, else
`/etc/mash/mash.toml`; without any of them the defaults hold. Variables name nested settings
with two underscores (`MASH_DATABASE__URL`). Unknown names are refused, in the file and among
the variables, and no error shows a value: it may be a secret.
"""

from __future__ import annotations

import os
import tomllib
from collections import Counter
from pathlib import Path
from typing import Any, Self

from pydantic import PrivateAttr, ValidationError, model_validator
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict
from pydantic_settings.exceptions import SettingsError as SourceError

from config.errors import SettingsError
from config.places import beside, existing, settings_file
from config.sections import (
    Alarm,
    Calendar,
    Clocks,
    Database,
    Desk,
    Hub,
    Labels,
    Letters,
    Mailbox,
    Matching,
    Reading,
    Retention,
    Worker,
)
from config.spelling import refuse_unknown_secrets, refuse_unknown_variables, sentence_of


class Settings(BaseSettings):
    """Everything that can be set. Frozen; secrets are read when they are needed."""

    model_config = SettingsConfigDict(
        env_prefix="MASH_",
        env_nested_delimiter="__",
        extra="forbid",
        frozen=True,
        hide_input_in_errors=True,
    )

    database: Database = Database()
    mailboxes: tuple[Mailbox, ...] = ()
    worker: Worker = Worker()
    alarm: Alarm = Alarm()
    reading: Reading = Reading()
    hub: Hub = Hub()
    clocks: Clocks = Clocks()
    calendar: Calendar = Calendar()
    matching: Matching = Matching()
    labels: Labels = Labels()
    letters: Letters = Letters()
    desk: Desk = Desk()
    keys: dict[str, str] = {}
    retention: Retention = Retention()

    _file: Path | None = PrivateAttr(default=None)

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        del settings_cls, dotenv_settings, file_secret_settings
        return (env_settings, init_settings)  # a variable wins over the file

    @model_validator(mode="after")
    def _each_mailbox_has_a_name_of_its_own(self) -> Self:
        twice = [
            name
            for name, times in Counter(mailbox.name.lower() for mailbox in self.mailboxes).items()
            if times > 1
        ]
        if twice:
            raise ValueError(f"two mailboxes are called {twice[0]!r}: give each a name of its own")
        return self

    @property
    def file(self) -> Path | None:
        """The settings file in use, absolute; `None` where the defaults hold."""
        return self._file

    @property
    def database_url(self) -> str:
        """The database's URL, a relative SQLite path taken from the settings file's folder.

        It may hold a password: never print it.
        """
        url = self.database.url.get_secret_value()
        scheme, mark, path = url.partition(":///")
        if not mark or not scheme.startswith("sqlite") or not path or path.startswith((":memory:", "file:")):
            return url
        return f"{scheme}:///{beside(self._file, Path(path))}"

    def input_path(self, path: Path) -> Path:
        """A file or folder named in the settings: beside the settings file, else from here."""
        return existing(self._file, path)


def load(config: Path | None = None) -> Settings:
    """The settings in force.

    Raises `SettingsError` with one sentence that names the file and the setting.
    """
    file = settings_file(config)
    values = _read(file) if file else {}
    refuse_unknown_variables(os.environ, Settings)
    try:
        settings = Settings(**values)
    except ValidationError as error:
        raise SettingsError(sentence_of(error, Settings, file, os.environ)) from None
    except SourceError as error:
        raise SettingsError(f"a MASH_ variable cannot be used: {error}") from None
    if settings.mailboxes:  # commands that need none, such as `mash read`, run beside any secret
        refuse_unknown_secrets(os.environ, [mailbox.name for mailbox in settings.mailboxes])
    settings._file = file
    return settings


def _read(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        raise SettingsError(f"there is no settings file {file}") from None
    except OSError:
        raise SettingsError(f"the settings file {file} cannot be read: check its owner and mode") from None
    except UnicodeDecodeError:
        raise SettingsError(f"the settings file {file} is no UTF-8 text: save it anew as that") from None
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"{file} is not valid TOML: {error}") from None
