"""A message's whole way, from a server's INBOX to the committed row, beside two others.

The peer does what a first version would: IMAPClient as it comes, a command for each message;
mail-parser; every pass of pdfplumber over each PDF; one object saved and committed for each
message. The floor fetches all of them with one command on a bare socket and keeps nothing of the
answer, asks PDFium for the bare text of each PDF, and commits each message's bytes. All three take
the same emails from the same Dovecot and write to files of their own on one disk, in turns; the
best turn of each counts. Ours uses every core; beside the wall's clock stands what the processors
spent on it, readers included and the server not.

The peer reads PDFs only. So the emails that each bring a printed form of four pages are those where
both do the same work; in the mixed mail two thirds bring what only ours reads.
"""

from __future__ import annotations

import base64
import email
import logging
import os
import sqlite3
import sys
import tempfile
import time
import warnings
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

import mailparser
from sqlalchemy import create_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

from config import settings as configuration
from ingest import bootstrap
from ingest.mailbox.source import Mailbox
from ingest.pipeline import Pipeline
from ingest.poll_result import PollResult
from tests.bench import mailbox_world as world
from tests.bench.mixed_mail import mixed_mail, printed_mail
from tests.bench.reading import bare_text, three_passes
from tests.integration import dovecot_server
from tests.integration.dovecot_server import Dovecot

_MESSAGES = 60
_TURNS = 3


class _Base(DeclarativeBase):
    pass


class _Saved(_Base):
    """The peer's one table."""

    __tablename__ = "saved"
    id: Mapped[int] = mapped_column(primary_key=True)
    subject: Mapped[str]
    text: Mapped[str]


def floor(server: Dovecot, mail: Sequence[bytes], papers: Sequence[bytes], folder: Path) -> None:
    """The mail fetched, the bare text of its PDFs, and each message committed as safely as the store does."""
    world.fetch_raw(server)
    for paper in papers:
        bare_text(paper)
    with closing(sqlite3.connect(folder / "floor.db")) as connection:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=FULL")
        connection.execute("CREATE TABLE kept (raw BLOB)")
        for raw in mail:
            with connection:
                connection.execute("INSERT INTO kept VALUES (?)", (raw,))


def naive(server: Dovecot, count: int, folder: Path) -> None:
    """IMAPClient, mail-parser, pdfplumber and an object a message."""
    engine = create_engine(f"sqlite:///{folder / 'naive.db'}")
    _Base.metadata.create_all(engine)
    for raw in world.one_by_one(server, count):
        parsed = mailparser.parse_from_bytes(raw)
        for attachment in parsed.attachments:
            data = base64.b64decode(attachment["payload"])
            if data.startswith(b"%PDF"):
                three_passes(data)
        with Session(engine) as session:
            session.add(_Saved(subject=parsed.subject or "", text=parsed.body or ""))
            session.commit()
    engine.dispose()


class _Cost(NamedTuple):
    """Seconds on the wall, and of this process's and its children's processors."""

    wall: float
    processors: float


class _Ours:
    """The worker's own way, its reader started before and warm, as in service."""

    def __init__(self, server: Dovecot, first: bytes) -> None:
        self._server, self._first = server, first
        self.done = PollResult()

    def turn(self, folder: Path) -> _Cost:
        """One look at the mailbox, into a new database."""
        config = folder / "mash.toml"
        config.write_text(f'[database]\nurl = "sqlite:///{folder}/mash.db"\n')
        settings = configuration.load(config)
        with (
            closing(bootstrap.open_store(settings)) as store,
            bootstrap.sandbox(settings) as sandbox,
        ):
            sandbox.read(self._first)
            pipeline = bootstrap.pipeline(settings, store, sandbox)
            mailbox = world.taken_as_in_service(self._server.port)
            return _spent(lambda: self._look(pipeline, mailbox))

    def _look(self, pipeline: Pipeline, mailbox: Mailbox) -> None:
        self.done = pipeline.look(mailbox, "INBOX")


def _papers(raw: bytes) -> list[bytes]:
    parts = [part.get_payload(decode=True) for part in email.message_from_bytes(raw).walk()]
    return [part for part in parts if isinstance(part, bytes) and part.startswith(b"%PDF")]


def _compare(what: str, mail: Sequence[bytes]) -> None:
    papers = [paper for raw in mail for paper in _papers(raw)]
    with dovecot_server.running() as server:
        world.lay(server, mail)
        world.fetch_raw(server)  # the server's own caches are warm from here on
        ours = _Ours(server, mail[0])
        ways: dict[str, Callable[[Path], _Cost]] = {
            "whole message": ours.turn,
            "naive pipeline": lambda folder: _spent(lambda: naive(server, len(mail), folder)),
            "floor": lambda folder: _spent(lambda: floor(server, mail, papers, folder)),
        }
        best = dict.fromkeys(ways, _Cost(float("inf"), float("inf")))
        for _ in range(_TURNS):
            for way, turn in ways.items():
                with tempfile.TemporaryDirectory(prefix="whole-message-") as folder:
                    best[way] = _Cost(*map(min, best[way], turn(Path(folder))))
    print(f"{len(mail)} emails, {what}: fetched {ours.done.fetched}, forms {ours.done.referrals}")
    for way, cost in best.items():
        wall, processors = (seconds / len(mail) * 1000 for seconds in cost)
        print(f"  {way:16} {wall:8.1f} ms a message, {processors:8.1f} ms of processors")
    mine, theirs, least = best.values()
    print(
        f"  {theirs.wall / mine.wall:.1f} x as fast as the naive pipeline (goal >= 10 x; "
        f"{theirs.processors / mine.processors:.1f} x by processors), "
        f"{mine.wall / least.wall:.1f} of the floor (goal <= 3.0)"
    )


def _spent(work: Callable[[], object]) -> _Cost:
    started, before = time.perf_counter(), _processors()
    work()
    return _Cost(time.perf_counter() - started, _processors() - before)


def _processors() -> float:
    """Seconds of this process, and of its children and of theirs that have ended."""
    ticks = 0
    for task in Path("/proc/self/task").glob("*/children"):
        for child in task.read_text().split():
            of_child = Path(f"/proc/{child}/stat").read_text().rpartition(")")[2].split()
            ticks += sum(map(int, of_child[11:15]))
    return time.process_time() + ticks / os.sysconf("SC_CLK_TCK")


def main(count: int = _MESSAGES) -> None:
    """Print the three, and what ours makes of them: for printed forms, and for mixed mail."""
    if dovecot_server.installed() is None:
        print("Dovecot is not installed: apt-get install dovecot-imapd")
        return
    warnings.simplefilter("ignore")
    logging.disable()
    _compare("each with a printed form of four pages", list(printed_mail(count)))
    _compare("of every kind", list(mixed_mail(count)))


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
