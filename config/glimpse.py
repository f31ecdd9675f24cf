"""The few settings that the dashboard's first rows depend on, read before pydantic is loaded.

A glimpse judges nothing: where the file or a variable says anything unusual there is none, and the
settings are loaded whole, as they always are a moment later. What it tells is what `settings.load`
would tell; a test holds the two against each other.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from config.places import beside, settings_file

_SQLITE: Final = "sqlite:///"
_UNUSUAL_IN_A_URL: Final = frozenset("?%#:")
# Variables that set nothing of what is told here.
_PASSED_OVER: Final = frozenset({"MASH_CONFIG", "MASH_DESK__OFFICER"})


@dataclass(frozen=True, slots=True)
class Glimpse:
    """Settings as `Settings` has them; `database` is the SQLite file, absolute."""

    database: Path
    follow_up_hours: float = 48
    due_soon_hours: float = 12
    lock_minutes: float = 15
    theme: str | None = None
    title: bool = True
    passphrase_hash: str | None = None
    keys: Mapping[str, str] = field(default_factory=dict)


def glimpse(config: Path | None = None, variables: Mapping[str, str] = os.environ) -> Glimpse | None:
    """What the settings say of the first rows, if they say it in the usual way."""
    if any(name.upper().startswith("MASH_") and name.upper() not in _PASSED_OVER for name in variables):
        return None
    file = settings_file(config)
    try:
        said = tomllib.loads(file.read_text(encoding="utf-8-sig")) if file else {}
        return _told(file, said)
    except (OSError, ValueError, LookupError, TypeError):
        return None


def _told(file: Path | None, said: Mapping[str, Any]) -> Glimpse:
    """Raises `ValueError` where a value is not written in the usual way."""
    database, clocks, desk = (_table(said, name) for name in ("database", "clocks", "desk"))
    if "password_file" in database or clocks.get("working_hours", False) is not False:
        raise ValueError("not for a glimpse")
    told = {
        **_numbers(clocks, "follow_up_hours", "due_soon_hours"),
        **_numbers(desk, "lock_minutes"),
        **_texts(desk, "theme", "passphrase_hash"),
        **_switches(desk, "title"),
    }
    keys = _table(said, "keys")
    return Glimpse(_sqlite_file(file, database), keys=_texts(keys, *keys), **told)


def _table(said: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    table = said.get(name, {})
    if not isinstance(table, dict):
        raise TypeError("not for a glimpse")
    return table


def _numbers(table: Mapping[str, Any], *names: str) -> dict[str, Any]:
    said = {name: table[name] for name in names if name in table}
    if not all(type(value) in {int, float} and 0 <= value < float("inf") for value in said.values()):
        raise ValueError("not for a glimpse")
    return said


def _texts(table: Mapping[str, Any], *names: str) -> dict[str, Any]:
    said = {name: table[name] for name in names if name in table}
    if not all(isinstance(value, str) for value in said.values()):
        raise ValueError("not for a glimpse")
    return said


def _switches(table: Mapping[str, Any], *names: str) -> dict[str, Any]:
    said = {name: table[name] for name in names if name in table}
    if not all(isinstance(value, bool) for value in said.values()):
        raise ValueError("not for a glimpse")
    return said


def _sqlite_file(file: Path | None, database: Mapping[str, Any]) -> Path:
    url = _texts(database, "url").get("url", f"{_SQLITE}mash.db")
    path = url.removeprefix(_SQLITE)
    if path == url or not path or not _UNUSUAL_IN_A_URL.isdisjoint(path):
        raise ValueError("not for a glimpse")
    return beside(file, Path(path)).absolute()
