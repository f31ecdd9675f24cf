"""The draft of a call being logged: kept in memory, and in a file where one is given."""

from __future__ import annotations

import contextlib
import json
import os
from pathlib import Path

from tui.screens.prefill import Typed

OWNER_ONLY = 0o600


class Drafts:
    """Keeps one draft, so that a dead terminal or a stray Esc loses nothing that was typed.

    The file holds personal data: only its owner may read it, and it is removed once the call
    is logged. A draft that cannot be read or written never stops the desk.
    """

    def __init__(self, path: Path | None = None) -> None:
        self._path = path
        self._kept: Typed | None = None

    def recall(self) -> Typed | None:
        """What was typed and never logged."""
        if self._kept is None and self._path is not None:
            with contextlib.suppress(OSError, ValueError):
                given = json.loads(self._path.read_text("utf-8"))
                self._kept = Typed.from_json(given) if isinstance(given, dict) else None
        return self._kept

    def keep(self, typed: Typed) -> bool:
        """Whether it was written where it survives the terminal (or there is no such place)."""
        self._kept = typed
        if self._path is None:
            return True
        try:
            _write(self._path, json.dumps(typed.to_json()))
        except OSError:
            return False
        return True

    def forget(self) -> None:
        self._kept = None
        if self._path is not None:
            with contextlib.suppress(OSError):
                self._path.unlink(missing_ok=True)


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(path.name + ".new")
    with contextlib.suppress(FileNotFoundError):
        beside.unlink()
    handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWNER_ONLY)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(text)
    beside.replace(path)
