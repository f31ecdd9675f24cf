"""What is being typed and not saved yet: kept in memory, and in a file where one is given."""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Protocol, runtime_checkable

OWNER_ONLY = 0o600


@runtime_checkable
class KeepsDraft(Protocol):
    """A screen on which something may have been typed that is not saved yet."""

    def keep_draft(self) -> None: ...


class Drafts:
    """Keeps one draft, so that a dead terminal or a stray Esc loses nothing that was typed.

    The file holds personal data: only its owner may read it, and it is removed once what was
    typed is saved. A draft that cannot be read or written never stops the desk.
    """

    def __init__(self, path: Path | None = None) -> None:
        self._path = path
        self._kept: dict[str, Any] | None = None

    def recall(self) -> dict[str, Any] | None:
        """What was typed and never saved, as it was kept."""
        if self._kept is None and self._path is not None:
            with contextlib.suppress(OSError, ValueError):
                given = json.loads(self._path.read_text("utf-8"))
                self._kept = given if isinstance(given, dict) else None
        return self._kept

    def keep(self, typed: Mapping[str, Any]) -> bool:
        """Whether it was written where it survives the terminal (or there is no such place)."""
        self._kept = dict(typed)
        if self._path is None:
            return True
        try:
            _write(self._path, json.dumps(self._kept))
        except OSError:
            return False
        return True

    def forget(self) -> None:
        self._kept = None
        if self._path is not None:
            with contextlib.suppress(OSError):
                self._path.unlink(missing_ok=True)


class DraftFolder:
    """The drafts of an officer: of the call being logged in one file, of each other thing in a file
    of its own beside it, named by the record's key and nothing else."""

    def __init__(self, call: Path | None) -> None:
        self._call = call
        self.of_call = Drafts(call)
        self._others: dict[str, Drafts] = {}

    def of(self, what: str) -> Drafts:
        """What was typed about one record, such as "form of message:7"."""
        if what not in self._others:
            name = "".join(char if char.isalnum() else "-" for char in what)
            path = self._call.with_name(f"draft-{name}.json") if self._call is not None else None
            self._others[what] = Drafts(path)
        return self._others[what]


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    beside = path.with_name(path.name + ".new")
    with contextlib.suppress(FileNotFoundError):
        beside.unlink()
    handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWNER_ONLY)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(text)
    beside.replace(path)
