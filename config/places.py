"""Where paths in the settings lead: they are relative to the settings file's folder.

So that `mash desk` and `mash worker` open the same database wherever they are started.
"""

from __future__ import annotations

from pathlib import Path


def beside(file: Path | None, path: Path) -> Path:
    """`path`, absolute: from the settings file's folder, or from here where there is none."""
    path = path.expanduser()
    return path if path.is_absolute() else (file.parent if file else Path.cwd()) / path


def existing(file: Path | None, path: Path) -> Path:
    """As `beside`; but something that must exist already is also looked for from here."""
    place = beside(file, path)
    here = Path.cwd() / path
    return here if not place.exists() and here.exists() else place
