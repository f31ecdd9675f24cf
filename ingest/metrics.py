"""The worker's gauges as Prometheus reads them, on this machine only. They count; they name nobody."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from ingest.clock import Clock
from ingest.errors import StoreUnavailable
from ingest.store import HealthBook, MailboxState
from ingest.views import WorkerHealth, WorkerState

_TYPE = "text/plain; version=0.0.4; charset=utf-8"


def exposition(
    health: WorkerHealth, messages: dict[str, int], folders: Sequence[MailboxState], now: datetime
) -> str:
    """The text format, version 0.0.4. Times are seconds since 1970, ages are seconds."""
    waits = (now - health.backlog_since).total_seconds() if health.backlog_since else 0.0
    state = health.state
    lines = [
        *_gauge("mash_worker_up", "1 while the worker says that it works", state is WorkerState.WORKING),
        *_gauge("mash_worker_failing", "1 after a pass that failed", state is WorkerState.FAILING),
        *_gauge(
            "mash_worker_heartbeat_seconds", "Time of the last sign of life", _seconds(health.heartbeat_at)
        ),
        *_gauge(
            "mash_worker_success_seconds", "Time of the last good pass", _seconds(health.last_success_at)
        ),
        *_gauge("mash_backlog_messages", "Messages stored and not read", health.backlog),
        *_gauge("mash_backlog_oldest_seconds", "Age of the oldest of them", max(0.0, waits)),
        "# HELP mash_messages Messages by state",
        "# TYPE mash_messages gauge",
        *(f'mash_messages{{state="{state}"}} {count}' for state, count in sorted(messages.items())),
        *_by_folder("mash_folder_failing", "1 after a look that failed", folders, lambda one: one.fails),
        *_by_folder(
            "mash_folder_success_seconds",
            "Time of the last good look",
            folders,
            lambda one: _seconds(one.last_success_at),
        ),
        *_by_folder(
            "mash_folder_on_server", "Messages that it holds", folders, lambda one: one.on_server or 0
        ),
        *_by_folder(
            "mash_folder_recorded", "Messages of it recorded", folders, lambda one: one.recorded or 0
        ),
    ]
    return "\n".join(lines) + "\n"


@contextmanager
def serving(book: HealthBook, clock: Clock, port: int) -> Iterator[int]:
    """Answer `GET /metrics` on 127.0.0.1 within; the port comes back (0 asks for a free one).

    Raises `OSError` where the port is taken.
    """
    with ThreadingHTTPServer(("127.0.0.1", port), _handler(book, clock)) as server:
        server.daemon_threads = True
        thread = threading.Thread(target=server.serve_forever, name="metrics", daemon=True)
        thread.start()
        try:
            yield server.server_port
        finally:
            server.shutdown()
            thread.join(timeout=5)


def _handler(book: HealthBook, clock: Clock) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        timeout = 10

        def do_GET(self) -> None:  # http.server's name for it
            if self.path != "/metrics":
                self.send_error(404)
                return
            try:
                text = exposition(book.health(), book.messages(), book.mailboxes(), clock.now())
            except StoreUnavailable:
                self.send_error(503)
                return
            self.send_response(200)
            self.send_header("Content-Type", _TYPE)
            self.end_headers()
            self.wfile.write(text.encode())

        def log_message(self, *_: object) -> None:
            """Nothing: the journal is for mail."""

    return Handler


def _gauge(name: str, help_words: str, value: float) -> tuple[str, str, str]:
    return f"# HELP {name} {help_words}", f"# TYPE {name} gauge", f"{name} {float(value)}"


def _by_folder(
    name: str, help_words: str, folders: Sequence[MailboxState], value: Callable[[MailboxState], float]
) -> Iterator[str]:
    yield f"# HELP {name} {help_words}"
    yield f"# TYPE {name} gauge"
    for one in folders:
        place = f'mailbox="{_label(one.mailbox)}",folder="{_label(one.folder)}"'
        yield f"{name}{{{place}}} {float(value(one))}"


def _label(text: str) -> str:
    return text.replace("\\", r"\\").replace('"', r"\"").replace("\n", r"\n")


def _seconds(at: datetime | None) -> float:
    return at.timestamp() if at else 0.0
