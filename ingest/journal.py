"""The worker's log: one JSON object a line, with ids and never a word of what a message says."""

from __future__ import annotations

import json
import logging
import threading
import traceback
from datetime import datetime
from pathlib import Path
from typing import TextIO

from ingest.clock import Clock

_LIBRARIES = ("apscheduler", "imapclient", "msal", "urllib3")


class Journal:
    """Writes lines to a stream. Safe to use from threads. Without a stream it says nothing."""

    def __init__(self, clock: Clock, stream: TextIO | None = None) -> None:
        self._clock = clock
        self._stream = stream
        self._lock = threading.Lock()

    def note(self, event: str, **ids: str | int | float | datetime | None) -> None:
        """One line: when, what, and the ids of what it concerns."""
        if self._stream is None:
            return
        line: dict[str, str | int | float | None] = {
            "at": self._clock.now().isoformat(timespec="milliseconds")
        }
        line["event"] = event
        line |= {name: _plain(value) for name, value in ids.items()}
        with self._lock:
            self._stream.write(json.dumps(line, ensure_ascii=True) + "\n")
            self._stream.flush()

    def take_over_logging(self) -> None:
        """Let the libraries' warnings come here too, told by kind and place only.

        Their texts are not passed on: nobody vouches for what they quote.
        """
        handler = _Handler(self)
        logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)
        for name in _LIBRARIES:
            logging.getLogger(name).setLevel(logging.WARNING)


def place(error: BaseException) -> str:
    """File and line of a fault; never the exception's text, which may quote a message."""
    frame = traceback.extract_tb(error.__traceback__)[-1]
    return f"{Path(frame.filename).name}:{frame.lineno}"


class _Handler(logging.Handler):
    def __init__(self, journal: Journal) -> None:
        super().__init__(logging.WARNING)
        self._journal = journal

    def emit(self, record: logging.LogRecord) -> None:
        kind = record.exc_info[0].__name__ if record.exc_info and record.exc_info[0] else None
        self._journal.note(
            "library", logger=record.name, level=record.levelname, line=record.lineno, fault=kind
        )


def _plain(value: str | int | float | datetime | None) -> str | int | float | None:
    return value.isoformat() if isinstance(value, datetime) else value
