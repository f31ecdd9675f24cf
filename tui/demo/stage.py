"""The demonstration's stage: a folder that is gone afterwards, with settings, database and calls.

Everything runs as it does in earnest: the mail comes over IMAP, the worker is a process of its
own, the dashboard looks at the same database.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from secrets import token_urlsafe
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Final

from ingest.domain.model import Caller, ContactChild, NewContact
from tui.demo.post import Delivery, in_order
from tui.demo.server import DemoMailServer
from tui.demo.story import CALLS, Call, YoungPerson

if TYPE_CHECKING:
    from ingest.clock import Clock
    from ingest.duty_desk import DutyDesk

_SETTINGS: Final = """\
[database]
url = "sqlite:///mash.db"

[worker]
poll_seconds = 5

[[mailboxes]]
name = "mash"
kind = "imap"
host = "{host}"
port = {port}
user = "{user}"
tls = "none"
password_file = "password"
"""

_BETWEEN_LOOKS: Final = 0.1  # seconds


@dataclass(frozen=True, slots=True)
class Stage:
    """A mail server that runs, and the settings file that points to it."""

    server: DemoMailServer
    settings_file: Path


@contextmanager
def set_up() -> Iterator[Stage]:
    """The stage for as long as the block runs; nothing of it is left afterwards."""
    # A variable of the real installation would win over the stage's settings file.
    for name in [name for name in os.environ if name.startswith("MASH_")]:
        del os.environ[name]
    # The server greets with its host's name, which would be looked up.
    os.environ.setdefault("FQDN", "localhost")
    with ExitStack() as stack:
        folder = Path(
            stack.enter_context(TemporaryDirectory(prefix="mash-demo-", ignore_cleanup_errors=True))
        )
        # What is kept while it runs, such as a handover, is gone with it too.
        os.environ["XDG_STATE_HOME"] = str(folder / "state")
        server = stack.enter_context(DemoMailServer(password=token_urlsafe(16)))
        password = folder / "password"
        password.touch(mode=0o600)
        password.write_text(server.password, encoding="utf-8")
        settings_file = folder / "mash.toml"
        values = {"host": server.host, "port": server.port, "user": server.user}
        settings_file.write_text(_SETTINGS.format(**values), encoding="utf-8")
        yield Stage(server, settings_file)


def log_calls(desk: DutyDesk, now: datetime) -> None:
    """Log the story's calls as if officers had taken them over the last days."""
    for call in CALLS:
        desk.log_contact(_contact(call, now))


def _contact(call: Call, now: datetime) -> NewContact:
    by = call.by
    return NewContact(
        received_at=now - call.ago,
        reference=call.reference,
        taken_by=call.taken_by,
        caller=Caller(by.name, by.agency, by.role, by.phone, by.email),
        children=tuple(_child(child) for child in call.children),
        concern=call.about.concern,
    )


def _child(child: YoungPerson) -> ContactChild:
    return ContactChild(
        forename=child.forename,
        surname=child.surname,
        dob=child.born,
        address=child.address,
        postcode=child.postcode or None,
        school=child.school,
        nhs_number=(child.nhs_number or "").replace(" ", "") or None,
    )


def deliver_all(server: DemoMailServer, now: datetime) -> list[tuple[Delivery, datetime]]:
    """Deliver the whole story at once, as if it had just gone by; when each email came."""
    post = list(in_order())
    began = now - max(item.after for item in post) - timedelta(seconds=1)
    arrivals = [(item, (began + item.after).replace(microsecond=0)) for item in post]
    for item, at in arrivals:
        server.deliver(_bytes(item, arrivals), at)
    return arrivals


def _bytes(item: Delivery, arrivals: list[tuple[Delivery, datetime]]) -> bytes:
    # What is sent twice is the same to the byte: it is made for its first arrival both times.
    first = next(at for other, at in arrivals if other.make is item.make)
    return item.make(first)


class Postman(threading.Thread):
    """Delivers the story's emails as it goes by, until it is stopped."""

    def __init__(self, server: DemoMailServer, clock: Clock) -> None:
        super().__init__(name="postman", daemon=True)
        self._server = server
        self._clock = clock
        self._ended = threading.Event()

    def run(self) -> None:
        began = self._clock.now()
        for item in in_order():
            wait = began + item.after - self._clock.now()
            if self._ended.wait(max(0.0, wait.total_seconds())):
                return
            self._server.deliver(item.make(began), self._clock.now())

    def stop(self) -> None:
        """Deliver no more."""
        self._ended.set()
        self.join(timeout=5)


@contextmanager
def unattended(settings_file: Path) -> Iterator[None]:
    """The worker in a process of its own, for as long as the block runs."""
    log = settings_file.with_name("worker.log").open("wb")
    with log:
        process = subprocess.Popen(
            [sys.executable, "-P", "-m", "tui.demo.stage", str(settings_file)],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=log,
            start_new_session=True,
        )
        assert process.stdin is not None
        try:
            yield
        finally:
            process.stdin.close()
            try:
                process.wait(timeout=20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def until_heard_of(heartbeat_at: Callable[[], datetime | None], looks: int = 150) -> None:
    """Wait for the worker's first sign: a board that opens with an alarm would frighten for nothing. One
    that does not come is told by the board."""
    waiting = threading.Event()
    for _ in range(looks):
        if heartbeat_at() is not None:
            return
        waiting.wait(_BETWEEN_LOOKS)


def _work(settings_file: Path) -> None:
    """The worker, until standard input closes: it never outlives the demonstration."""
    from ingest import bootstrap

    settings = bootstrap.load_settings(settings_file)
    demonstration = os.getppid()
    with bootstrap.worker(settings) as worker:
        worker.end_on_signals()

        def end_with_the_demonstration() -> None:
            sys.stdin.buffer.read()
            worker.stop()

        threading.Thread(target=end_with_the_demonstration, daemon=True).start()
        worker.run()
    if os.getppid() != demonstration:
        # It was killed, with its terminal perhaps: nobody else is left to tidy up.
        shutil.rmtree(settings_file.parent, ignore_errors=True)


@dataclass(frozen=True, slots=True)
class Fate:
    """What became of one email of the story. `matches` are (reference, status, probability)."""

    what: str
    arrived_at: datetime
    outcome: str
    reason: str | None
    matches: tuple[tuple[str, str, float], ...]

    def as_json(self) -> str:
        """One line for programs."""
        return json.dumps(
            {
                "what": self.what,
                "arrived_at": self.arrived_at.isoformat(),
                "outcome": self.outcome,
                "reason": self.reason,
                "matches": [
                    {"contact": contact, "status": status, "probability": round(probability, 4)}
                    for contact, status, probability in self.matches
                ],
            }
        )

    def in_words(self) -> str:
        """One line for people."""
        links = "; ".join(
            f"{status} {contact} ({probability:.1%})" for contact, status, probability in self.matches
        )
        return f"{self.what:28} {self.outcome:16} {links or self.reason or 'no call known'}"


if __name__ == "__main__":
    _work(Path(sys.argv[1]))
