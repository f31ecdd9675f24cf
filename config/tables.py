"""The data tables that come with the program, found wherever it is installed.

They are read as text: whoever needs a table parses it. Folders of one's own add to them.
"""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from datetime import date
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path

from config.errors import SettingsError


def packaged(*names: str) -> Traversable:
    """A file or folder inside the `config` package."""
    return resources.files("config").joinpath(*names)


def text_of(name: str) -> str:
    """The text of a packaged table, such as `outcomes.toml`."""
    return packaged(name).read_text(encoding="utf-8")


def labels(extra: Sequence[Path] = ()) -> dict[str, str]:
    """Label tables: file name -> TOML text; those of `extra` folders last, over their namesakes."""
    tables = _tables_in(packaged("labels"))
    for folder in extra:
        if not folder.is_dir():
            raise SettingsError(f"there is no folder of label tables {folder}")
        tables |= _tables_in(folder)
    return tables


def matching_weights(own: Path | None = None) -> str:
    """The matching weights as TOML text: `own`, else the packaged ones."""
    if own is None:
        return text_of("matching.toml")
    return _text(own, "matching weights")


def optional(name: str) -> str:
    """The text of a packaged table, or nothing where this installation has none."""
    table = packaged(name)
    return table.read_text(encoding="utf-8") if table.is_file() else ""


def outcomes() -> tuple[str, ...]:
    """What the hub decides between, in the order to offer it; empty where none are named."""
    return tuple(str(outcome) for outcome in tomllib.loads(optional("outcomes.toml")).get("outcomes", ()))


def levels() -> tuple[str, ...]:
    """The local threshold levels, in the order to offer them; empty where none are named."""
    return tuple(str(level) for level in tomllib.loads(optional("outcomes.toml")).get("levels", ()))


def agencies() -> tuple[str, ...]:
    """The agencies that are known by name."""
    rows = tomllib.loads(optional("agencies.toml")).get("agencies", ())
    return tuple(str(row["name"]) for row in rows if isinstance(row, dict) and "name" in row)


def bank_holidays() -> frozenset[date]:
    """Days off that came too late for the calendar package."""
    return frozenset(tomllib.loads(optional("bank_holidays.toml")).get("dates", ()))


def default_settings() -> str:
    """The commented settings file, for `mash check` and for writing one's own."""
    return text_of("default.toml")


def _tables_in(folder: Traversable) -> dict[str, str]:
    found = (item for item in folder.iterdir() if item.name.endswith(".toml"))
    return {item.name: item.read_text(encoding="utf-8") for item in sorted(found, key=lambda item: item.name)}


def _text(path: Path, what: str) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        raise SettingsError(f"the {what} {path} cannot be read") from None
