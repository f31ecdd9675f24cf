"""The unattended side: it looks at every mailbox, again and again, and says how it is.

    start -> lock --> waiting -> reading what waits ---.     a thread for what is left to read,
               |         ^------------- a tick --------'
      (another |
       worker) |----> waiting -> looking at the mailbox -.   and one for each mailbox
               v         ^                               |
             end         '-- a tick, IDLE's news, or <---'   it fails: the sentence goes to the board,
                             a retry that is due             and this mailbox backs off, if all its
    SIGTERM, SIGINT: end, once the messages in hand          folders fail; the others do not wait
    are finished

`poll_once` is one pass over everything; `run` is the loops. A scheduler ticks (in UTC), IDLE listens
on threads of its own, and both only set events: a wake during a look is kept for the next one. Should
the scheduler's clock be set back, the loops still look, by a clock that never steps.

What becomes of a message is the ledger's to say: see `ingest.store.ledger`. How one mailbox is
watched: `ingest.watch`.
"""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from datetime import UTC

from apscheduler.schedulers.background import BackgroundScheduler

from ingest.clock import Clock
from ingest.errors import MashError
from ingest.journal import Journal, place
from ingest.mailbox.source import Mailbox
from ingest.pipeline import Pipeline, PollResult
from ingest.pulse import Pulse
from ingest.reconciliation import FolderCount
from ingest.sending import Postman
from ingest.service_manager import ServiceManager
from ingest.store import HealthBook
from ingest.store.locks import WorkerLock
from ingest.watch import LATE, Timing, Watch

__all__ = ["AnotherWorker", "PollResult", "Timing", "Worker"]

_READING = "reading"  # the part that is no mailbox
_TO_END = 60.0  # seconds for the messages in hand
_TO_GIVE = 3.0  # seconds for servers to finish what they are sending; the rest is fetched another time


class AnotherWorker(MashError):
    """Another worker is at work on this database: there is nothing to do for a second one."""


class Worker:
    """One per database: a lock sees to that."""

    def __init__(
        self,
        mailboxes: Sequence[Mailbox],
        pipeline: Pipeline,
        health: HealthBook,
        lock: WorkerLock,
        clock: Clock,
        timing: Timing | None = None,
        journal: Journal | None = None,
        *,
        manager: ServiceManager | None = None,
        metrics_port: int | None = None,
        postman: Postman | None = None,
    ) -> None:
        self._mailboxes = mailboxes
        self._pipeline = pipeline
        self._health = health
        self._lock = lock
        self._one_at_a_time = threading.Lock()
        self._clock = clock
        self._timing = timing or Timing()
        self._journal = journal or Journal(clock)
        self._stop = threading.Event()
        self._wake = threading.Event()
        parts = [_READING, *(_part(mailbox) for mailbox in mailboxes)]
        self._pulse = Pulse(health, clock, self._timing.poll_seconds, manager, parts)
        self._metrics_port = metrics_port
        self._postman = postman
        self._watches = [
            Watch(
                mailbox,
                _part(mailbox),
                pipeline,
                health,
                self._pulse,
                self._journal,
                clock,
                self._timing,
                self._stop,
            )
            for mailbox in mailboxes
        ]

    def poll_once(self) -> PollResult:
        """One pass over every mailbox, and more where a folder took longer than its time.

        Raises `AnotherWorker`, or `StoreUnavailable` where nothing can be recorded. A mailbox that
        fails is in the result's `errors`, and the others are looked at all the same.
        """
        with self._locked():
            self._pulse.beat()
            result = latest = self._pass()
            while latest.unfinished and not self._stop.is_set():
                latest = self._pass()
                result += latest
            return replace(result, unfinished=latest.unfinished)

    def run(self) -> None:
        """Work until `stop` is called. Raises `AnotherWorker`."""
        with self._locked(), ExitStack() as stack:
            self._journal.note("worker.started", mailboxes=len(self._mailboxes))
            stack.callback(self._say_goodbye)
            stack.enter_context(self._connected())
            stack.enter_context(self._pulse.beating())
            self._serve_metrics(stack)
            stack.enter_context(self._ticking())
            stack.enter_context(self._listening())
            stack.enter_context(self._sending())
            stack.enter_context(self._looking())
            while not self._stop.is_set():
                self._wake.clear()
                self._safely(_READING, self._read_as_due)
                self._wake.wait(LATE * self._timing.poll_seconds)

    def reconcile(self) -> list[FolderCount]:
        """Count what every folder holds against what is recorded. Nothing is fetched."""
        return [
            self._pipeline.count(mailbox, folder) for mailbox in self._mailboxes for folder in mailbox.folders
        ]

    def stop(self) -> None:
        """End after the messages in hand. May be called from another thread."""
        self._stop.set()
        self._wake.set()
        for watch in self._watches:
            watch.be_over()

    def _wake_all(self) -> None:
        for wake in (self._wake, *(watch.wake for watch in self._watches)):
            wake.set()

    def end_on_signals(self) -> None:
        """Let SIGTERM and SIGINT end the worker cleanly. For the main thread only."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._on_signal)

    def _on_signal(self, *_: object) -> None:
        # On a thread of its own: the interrupted code may hold the lock that an event needs.
        threading.Thread(target=self.stop, name="stop", daemon=True).start()

    @contextmanager
    def _locked(self) -> Iterator[None]:
        self._keep_lock()
        try:
            yield
        finally:
            self._lock.release()

    def _keep_lock(self) -> None:
        """Before every look: a database server that was started anew has forgotten who held it."""
        with self._one_at_a_time:
            if not self._lock.acquire():
                holder = self._lock.holder()
                raise AnotherWorker(f"another worker is at work ({holder}): nothing to do" if holder else "")

    def _safely(self, part: str, act: Callable[[], PollResult]) -> None:
        """An act that outlives a failing store: it is tried again, and the mail stays where it is."""
        try:
            self._keep_lock()
            self._tell(part, act())
        except MashError as error:
            self._journal.note("pass.failed", fault=type(error).__name__, sentence=error.sentence)
            self._pulse.told(part, [error.sentence])
        except Exception as error:  # noqa: BLE001  # a dead worker is worse than one that says it is ill
            kind = type(error).__name__
            self._journal.note("pass.failed", fault=kind, place=place(error))
            self._pulse.told(part, [f"an unforeseen fault ({kind}) ended a pass: the log says where"])

    def _pass(self) -> PollResult:
        """What waits to be read, and then every mailbox, all of them at the same time."""
        waiting = self._read_waiting()
        if len(self._watches) == 1:
            looks = [self._watches[0].look()]
        else:
            with ThreadPoolExecutor(len(self._watches), "look") as pool:
                looks = list(pool.map(Watch.look, self._watches))
        waiting += self._pipeline.trouble()
        self._tell(_READING, waiting)
        for watch, look in zip(self._watches, looks, strict=True):
            self._tell(watch.part, look)
        return sum(looks, waiting)

    def _read_waiting(self) -> PollResult:
        self._pulse.begins(_READING, "reading what waits")
        return self._pipeline.read_waiting(self._is_over)

    def _read_as_due(self) -> PollResult:
        """The reader is got ready though nothing waits: it takes seconds to start."""
        self._pipeline.get_ready()
        return self._read_waiting() + self._pipeline.trouble()

    def _tell(self, part: str, result: PollResult) -> None:
        counts = result.counts()
        if part != _READING or any(counts.values()):  # that nothing waited is no news each minute
            self._journal.note("waiting.read" if part == _READING else "pass.done", part=part, **counts)
        if result.errors or not self._stop.is_set():  # a look that was cut off is no success
            self._pulse.told(part, result.errors)

    def _is_over(self) -> bool:
        self._pulse.moved(_READING)
        return self._stop.is_set()

    def _serve_metrics(self, stack: ExitStack) -> None:
        """A port that somebody else has is told and is no reason to leave the mail alone."""
        if self._metrics_port is None:
            return
        from ingest import metrics

        try:
            stack.enter_context(metrics.serving(self._health, self._clock, self._metrics_port))
        except OSError as error:
            self._journal.note("metrics.failed", port=self._metrics_port, fault=type(error).__name__)

    @contextmanager
    def _connected(self) -> Iterator[None]:
        """Connections outlive a pass, within: a look that finds nothing is one question."""
        for mailbox in self._mailboxes:
            mailbox.stay_connected()
        try:
            yield
        finally:
            for mailbox in self._mailboxes:
                mailbox.close()

    @contextmanager
    def _ticking(self) -> Iterator[None]:
        scheduler = BackgroundScheduler(timezone=UTC)
        scheduler.add_job(
            self._wake_all,
            "interval",
            seconds=self._timing.poll_seconds,
            coalesce=True,
            max_instances=1,
            misfire_grace_time=None,  # after a sleep, run: the default would skip
        )
        scheduler.start()
        try:
            yield
        finally:
            scheduler.shutdown(wait=False)

    @contextmanager
    def _listening(self) -> Iterator[None]:
        with self._beside("idle", lambda watch: watch.listen(), patience=5):
            yield

    @contextmanager
    def _looking(self) -> Iterator[None]:
        def look(watch: Watch) -> None:
            self._safely(watch.part, watch.look)

        with self._beside("look", lambda watch: watch.keep_looking(look), patience=_TO_END):
            yield

    @contextmanager
    def _beside(self, what: str, act: Callable[[Watch], None], patience: float) -> Iterator[None]:
        """`act` for each mailbox on a thread of its own, within. A server that does not come to an end soon
        is left."""
        threads = {
            threading.Thread(
                target=act, args=(watch,), name=f"{what}-{watch.mailbox.name}", daemon=True
            ): watch.mailbox
            for watch in self._watches
        }
        for thread in threads:
            thread.start()
        try:
            yield
        finally:
            self.stop()
            self._await(threads, _TO_GIVE)
            for thread, mailbox in threads.items():
                if thread.is_alive():
                    mailbox.hang_up()
            self._await(threads, patience)

    def _await(self, threads: Iterable[threading.Thread], seconds: float) -> None:
        """For all of them together."""
        end = self._clock.monotonic() + seconds
        for thread in threads:
            thread.join(max(0.0, end - self._clock.monotonic()))

    @contextmanager
    def _sending(self) -> Iterator[None]:
        """Letters go on a thread of their own: a slow mail server holds no reading up."""
        if self._postman is None:
            yield
            return
        sender = threading.Thread(target=self._postman.run, args=(self._stop,), name="postman", daemon=True)
        sender.start()
        try:
            yield
        finally:
            self._stop.set()
            sender.join(timeout=5)

    def _say_goodbye(self) -> None:
        self._pulse.stopped()
        self._journal.note("worker.stopped")


def _part(mailbox: Mailbox) -> str:
    return f"mailbox {mailbox.name}"
