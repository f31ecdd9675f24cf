"""Full disks, locked databases, stopped processes, clocks that jump, colleagues who tidy up."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select

from ingest.clock import SetClock
from ingest.domain.model import LedgerState
from ingest.errors import StoreUnavailable
from ingest.pipeline import Pipeline, PollResult
from ingest.store import HealthBook, Ledger, Store
from ingest.store.health import worker_state
from ingest.store.schema import message, referral, sighting
from ingest.views import WorkerState
from tests.integration.journal_lines import lines_until
from tests.integration.scripted_imap import Connection, Script, serving
from tests.integration.taking import LIMITS, NoMatches, SubjectReader, imap, mail, open_store, station
from tests.unit.ingest.paper_mailbox import PaperMailbox
from tests.unit.ingest.unattended import worker
from tui.demo.server import DemoMailServer

AT = datetime(2026, 6, 1, 9, 30, tzinfo=UTC)
LONG = bool(os.environ.get("TESTS_LONG"))


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with closing(open_store(tmp_path)) as opened:
        yield opened


def pipeline(store: Store) -> Pipeline:
    return Pipeline(Ledger(store), SubjectReader(), NoMatches(), store.clock, at_once=2)


def counts(store: Store) -> tuple[int, int, int]:
    """How many messages, sightings and referrals are recorded."""
    with store.reading() as conn:
        found = [
            conn.execute(select(func.count()).select_from(table)).scalar_one()
            for table in (message, sighting, referral)
        ]
    return found[0], found[1], found[2]


@contextmanager
def small_disk(folder: Path) -> Iterator[Path]:
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", str(folder)]
    if os.geteuid() != 0 or subprocess.run(command, check=False, capture_output=True).returncode != 0:
        pytest.skip("mounting a small disk needs root's rights")
    try:
        yield folder
    finally:
        subprocess.run(["umount", str(folder)], check=True)


def test_a_full_disk_loses_nothing_and_work_goes_on_when_there_is_room(tmp_path: Path) -> None:
    noise = {uid: mail(f"Form {uid}", body=os.urandom(150_000).hex()) for uid in range(1, 13)}
    box = PaperMailbox(messages=noise)
    with small_disk(tmp_path / "disk") as disk:
        with closing(open_store(disk)) as store:
            with pytest.raises(StoreUnavailable, match="disk is full: make room"):
                pipeline(store).look(box, "INBOX")
            assert box.touched == []
        subprocess.run(["mount", "-o", "remount,size=64m", str(disk)], check=True)
        with closing(open_store(disk)) as store:
            path = pipeline(store)
            result = path.read_waiting() + path.look(box, "INBOX")
            assert (result.errors, result.failed) == ((), 0)
            assert counts(store) == (12, 12, 12)
            with store.reading() as conn:
                states = set(conn.execute(select(message.c.state)).scalars())
            assert states == {LedgerState.REFERRAL}


def test_a_database_that_is_read_only_leaves_the_mail_where_it_is(store: Store) -> None:
    box, path = PaperMailbox(messages={1: mail("Form 1")}), pipeline(store)
    with store.engine.connect() as conn:
        conn.exec_driver_sql("PRAGMA query_only=ON")  # stays with this one connection of the pool
    with pytest.raises(StoreUnavailable):
        path.look(box, "INBOX")
    assert box.touched == []
    store.engine.dispose()
    assert path.look(box, "INBOX").referrals == 1


def test_a_database_that_somebody_else_holds_is_told_and_mail_is_taken_afterwards(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ingest.store.engine.BUSY_MS", 50)
    store.engine.dispose()
    box, path = PaperMailbox(messages={1: mail("Form 1"), 2: mail("Form 2")}), pipeline(store)
    with closing(Store.open(str(store.engine.url), store.clock)) as other, other.writing():
        for _ in range(4):
            with pytest.raises(StoreUnavailable, match=r"^the database refused: another program holds it"):
                path.look(box, "INBOX")
    assert path.look(box, "INBOX").referrals == 2


def test_a_process_that_was_stopped_for_longer_than_a_period_goes_on(tmp_path: Path) -> None:
    with DemoMailServer() as server:
        (tmp_path / "password").write_text(server.password)
        settings = tmp_path / "mash.toml"
        settings.write_text(
            "[worker]\npoll_seconds = 1\n"
            f'[[mailboxes]]\nname = "mash"\nhost = "127.0.0.1"\nport = {server.port}\n'
            f'user = "{server.user}"\ntls = "none"\npassword_file = "password"\nidle = false\n'
        )
        command = [sys.executable, "-m", "tui", "--config", str(settings), "worker"]
        with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
            try:
                lines_until(process, "pass.done")
                process.send_signal(signal.SIGSTOP)
                server.deliver(mail("Lunch"), AT)
                with pytest.raises(subprocess.TimeoutExpired):
                    process.wait(timeout=2.5)  # it stands still for more than two periods
                process.send_signal(signal.SIGCONT)
                lines_until(process, "message.read")
                process.send_signal(signal.SIGTERM)
                assert process.wait(timeout=60) == 0
            finally:
                with suppress(ProcessLookupError):
                    process.kill()
    with closing(open_store(tmp_path)) as store:
        assert counts(store) == (1, 1, 0)


@pytest.mark.parametrize("hours", [6, -6])
def test_a_clock_that_jumps_loses_nothing_and_hides_no_silence(tmp_path: Path, hours: int) -> None:
    clock = JumpingClock(AT)
    with closing(open_store(tmp_path, clock)) as store:
        box = PaperMailbox(messages={1: mail("Form 1"), 2: mail("POISON")})
        path, book = pipeline(store), HealthBook(store)
        path.look(box, "INBOX")
        clock.jump(timedelta(hours=hours))
        box.messages[3] = mail("Form 3")
        assert path.look(box, "INBOX").referrals == 1
        book.beat(timedelta(seconds=60))
        book.succeeded()
        with store.reading() as conn:
            assert worker_state(conn, clock.now()).state is WorkerState.WORKING
        clock.move(timedelta(hours=7))  # what failed is tried again, however the clock went
        results = [path.read_waiting() for _ in range(3)]
        assert sum(result.failed for result in results) >= 1
        with store.reading() as conn:
            assert worker_state(conn, clock.now()).state is WorkerState.SILENT


class JumpingClock(SetClock):
    """A wall clock that somebody sets; the time that passed is not touched."""

    def jump(self, by: timedelta) -> None:
        self._now += by


@pytest.mark.parametrize(
    "before", [datetime(2026, 3, 29, 0, 59, tzinfo=UTC), datetime(2026, 10, 25, 0, 59, tzinfo=UTC)]
)
def test_summer_time_begins_and_ends_without_a_missed_or_early_retry(
    tmp_path: Path, before: datetime
) -> None:
    clock = SetClock(before)
    with closing(open_store(tmp_path, clock)) as store:
        path = pipeline(store)
        path.look(PaperMailbox(messages={1: mail("POISON")}, arrived=before), "INBOX")
        clock.move(timedelta(seconds=59))
        assert path.read_waiting() == PollResult()
        clock.move(timedelta(seconds=2))
        assert path.read_waiting().failed == 1
        with store.reading() as conn:
            assert conn.execute(select(message.c.received_at)).scalar_one() == before


@pytest.mark.long
def test_many_mails_with_one_message_id_are_all_kept(store: Store) -> None:
    many = 1000 if LONG else 60
    box = PaperMailbox(messages={uid: mail(f"Form {uid}", "<the-same@x>") for uid in range(1, many + 1)})
    assert worker(store, box).poll_once().referrals == many
    assert counts(store) == (many, many, many)


@pytest.mark.long
def test_many_changes_of_uidvalidity_lose_and_double_nothing(store: Store) -> None:
    resets = 100 if LONG else 8
    script = Script({uid: mail(f"Form {uid}") for uid in range(1, 6)})
    with serving(script) as server:
        mailbox = imap(server.port)
        mailbox.stay_connected()
        duty = station(store, mailbox)
        for reset in range(1, resets + 1):
            assert duty.worker.poll_once().errors == ()
            script.uidvalidity = 7 + reset
            kept = [*list(script.messages.values())[1:], mail(f"Form new {reset}")]
            script.messages = dict(enumerate(kept, 1))  # UID 1 is another message now
        result = duty.worker.poll_once()
        mailbox.close()
    assert result.errors == ()
    messages, _, referrals = counts(store)
    assert (messages, referrals) == (5 + resets, 5 + resets)


def test_colleagues_who_delete_mail_during_a_poll_cost_nobody_else_a_message(store: Store) -> None:
    script = Script({uid: mail(f"Form {uid}") for uid in range(1, 31)})

    def tidy_up(_connection: Connection, uid: int, items: str) -> bytes | None:
        if "BODY" in items and uid % 7 == 0:
            script.messages.pop(uid, None)
            return b""
        return None

    script.on_fetch = tidy_up
    with serving(script) as server:
        duty = station(store, imap(server.port))
        assert duty.worker.poll_once().errors == ()
        moved = mail("Form 2")
        script.messages[40] = moved  # moved out and back in: another UID, the same bytes
        result = duty.worker.poll_once()
    assert (result.fetched, result.referrals, result.errors) == (1, 0, ())
    messages, _, referrals = counts(store)
    assert messages == referrals == 26
    with store.reading() as conn:
        assert set(conn.execute(select(message.c.state)).scalars()) == {LedgerState.REFERRAL}


@pytest.mark.long
def test_a_large_message_comes_whole_and_of_one_over_the_limit_a_person_is_told(store: Store) -> None:
    mebibyte = 1024 * 1024 // (1 if LONG else 16)  # 25 and 145 of them, and a limit of 64
    large, too_large = mail("Form 1", body="x" * 25 * mebibyte), mail("Form 2", body="x" * 145 * mebibyte)
    limits = replace(LIMITS, max_message_bytes=64 * mebibyte, message_seconds=60)
    with serving(Script({1: large, 2: too_large, 3: mail("Form 3")})) as server:
        result = station(store, imap(server.port, limits=limits)).worker.poll_once()
    assert (result.referrals, result.needs_attention, result.errors) == (2, 1, ())
    with store.reading() as conn:
        ids = {row.subject: row.id for row in conn.execute(select(message.c.subject, message.c.id))}
    assert Ledger(store).raw(ids["Form 1"]) == large
    assert Ledger(store).raw(ids["Form 2"]).startswith(b"Subject: Form 2")
