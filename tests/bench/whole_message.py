"""A message's whole way, from the mailbox's bytes to the committed row, beside two others.

The peer does what a first version would: mail-parser, every pass of pdfplumber over each PDF,
and one object saved and committed for each message. The floor commits each message's bytes and
reads nothing. All three take the same emails and write to files of their own on one disk.
"""

from __future__ import annotations

import base64
import logging
import resource
import sqlite3
import tempfile
import time
import warnings
from collections.abc import Callable, Sequence
from pathlib import Path

import mailparser
from sqlalchemy import create_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

from config import settings as configuration
from ingest import bootstrap
from ingest.poll_result import PollResult
from tests.bench.mixed_mail import mixed_mail
from tests.bench.reading import three_passes

_MESSAGES = 120


class _Base(DeclarativeBase):
    pass


class _Saved(_Base):
    """The peer's one table."""

    __tablename__ = "saved"
    id: Mapped[int] = mapped_column(primary_key=True)
    subject: Mapped[str]
    text: Mapped[str]


def floor(mail: Sequence[bytes], folder: Path) -> None:
    """Each message's bytes committed, as safely as the store does it."""
    connection = sqlite3.connect(folder / "floor.db")
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("CREATE TABLE kept (raw BLOB)")
    for raw in mail:
        with connection:
            connection.execute("INSERT INTO kept VALUES (?)", (raw,))
    connection.close()


def naive(mail: Sequence[bytes], folder: Path) -> None:
    """mail-parser, pdfplumber and an object a message."""
    engine = create_engine(f"sqlite:///{folder / 'naive.db'}")
    _Base.metadata.create_all(engine)
    for raw in mail:
        parsed = mailparser.parse_from_bytes(raw)
        for attachment in parsed.attachments:
            data = base64.b64decode(attachment["payload"])
            if data.startswith(b"%PDF"):
                three_passes(data)
        with Session(engine) as session:
            session.add(_Saved(subject=parsed.subject or "", text=parsed.body or ""))
            session.commit()
    engine.dispose()


def ours(mail: Sequence[bytes], folder: Path) -> tuple[float, PollResult]:
    """Seconds on the wall for one pass over a mailbox, its reader started before; and what it did."""
    inbox = folder / "mail"
    inbox.mkdir()
    for number, raw in enumerate(mail):
        (inbox / f"{number:06}.eml").write_bytes(raw)
    config = folder / "mash.toml"
    config.write_text(
        f'[database]\nurl = "sqlite:///{folder}/mash.db"\n'
        f'[[mailboxes]]\nname = "mash"\nkind = "maildir"\npath = "{inbox}"\n'
    )
    settings = configuration.load(config)
    store = bootstrap.open_store(settings)
    try:
        with bootstrap.sandbox(settings) as sandbox:
            sandbox.read(mail[0])
            (mailbox,) = bootstrap.mailboxes(settings)
            pipeline = bootstrap.pipeline(settings, store, sandbox)
            started = time.perf_counter()
            done = pipeline.look(mailbox, "INBOX")
            return time.perf_counter() - started, done
    finally:
        store.close()


def _spent(work: Callable[[], object]) -> tuple[float, float]:
    """Seconds on the wall, and of processors, children's included."""
    started, before = time.perf_counter(), _processors()
    work()
    return time.perf_counter() - started, _processors() - before


def _processors() -> float:
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(item.ru_utime + item.ru_stime for item in used)


def main(count: int = _MESSAGES) -> None:
    """Print the three, and what ours makes of them."""
    warnings.simplefilter("ignore")
    logging.disable()
    mail = list(mixed_mail(count))
    with tempfile.TemporaryDirectory(prefix="whole-message-") as name:
        folder = Path(name)
        seconds, done = ours(mail, folder)
        theirs, their_processors = _spent(lambda: naive(mail, folder))
        least, _ = _spent(lambda: floor(mail, folder))
    for what, taken in (("whole message", seconds), ("naive pipeline", theirs), ("bytes committed", least)):
        print(f"{what:18} {taken / count * 1000:8.1f} ms a message")
    print(
        f"{theirs / seconds:.1f} x as fast as the naive pipeline (goal >= 10 x; of its time "
        f"{their_processors / theirs:.0%} on a processor), {seconds / least:.1f} of the floor (goal <= 3.0)"
    )
    print(f"fetched {done.fetched}, referrals {done.referrals}, no form {done.no_form}, failed {done.failed}")
