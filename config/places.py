"""Where paths in the settings lead: they are relative to the settings file's folder.

So that `mash desk` and `mash worker` open the same database wherever they are started.
"""

from __future__ import annotations

import os
from pathlib import Path

SYSTEM_FILE = Path("/etc/mash/mash.toml")


def beside(file: Path | None, path: Path) -> Path:
    """`path`, absolute: from the settings file's folder, or from here where there is none."""
    path = path.expanduser()
    return path if path.is_absolute() else (file.parent if file else Path.cwd()) / path


def existing(file: Path | None, path: Path) -> Path:
    """As `beside`; but something that must exist already is also looked for from here."""
    place = beside(file, path)
    here = Path.cwd() / path
    return here if not _is_there(place) and _is_there(here) else place


def _is_there(path: Path) -> bool:
    """What this account may not look at is taken to be there: whoever opens it says what is wrong."""
    try:
        return path.exists()
    except PermissionError:
        return True


def settings_file(config: Path | None) -> Path | None:
    """The settings file in use, absolute: `config`, else as the module `settings` says; it need not exist."""
    named = config or (Path(os.environ["MASH_CONFIG"]) if os.environ.get("MASH_CONFIG") else None)
    if named is not None:
        return named.absolute()
    found = (path for path in (Path("mash.toml"), SYSTEM_FILE) if path.is_file())
    chosen = next(found, None)
    return chosen.absolute() if chosen else None
