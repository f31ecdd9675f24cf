"""The unattended side: it looks at every mailbox, again and again, and says how it is.

    start -> lock -> waiting <------------------------------------------.
               |        | a tick, IDLE's news, or a retry that is due    |
      (another |        v                                                |
       worker) |     reading what waits -> looking at each mailbox ------'
               v        |                        | it fails: the sentence goes to the board, and
             end        | SIGTERM, SIGINT        | this mailbox backs off, if all its folders fail
                        v                        v
                      end, once the message in hand is finished

`poll_once` is one pass; `run` is the loop around it. A scheduler ticks (in UTC), IDLE listens on
threads of its own, and both only set an event: a wake during a pass is kept for the next one.
Should the scheduler's clock be set back, the loop still looks, by a clock that never steps.

Each hour every UID on the server is compared with the ledger, whatever the server says of news. What
becomes of a message is the ledger's to say: see `ingest.store.ledger`.
"""

from __future__ import annotations

import signal
import threading
import traceback
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from datetime import UTC
from pathlib import Path

from apscheduler.schedulers.background import BackgroundScheduler

from ingest.backoff import BackOff
from ingest.clock import Clock
from ingest.errors import MashError
from ingest.journal import Journal
from ingest.mailbox.errors import LoginRefused, MailboxError
from ingest.mailbox.source import Mailbox
from ingest.pipeline import Pipeline, PollResult
from ingest.pulse import Pulse
from ingest.reconciliation import FolderCount
from ingest.sending import Postman
from ingest.service_manager import ServiceManager
from ingest.store import HealthBook
from ingest.store.locks import WorkerLock

__all__ = ["AnotherWorker", "PollResult", "Timing", "Worker"]

_NOTICED_WITHIN = 60.0  # a server that works again is looked at so soon at the latest
_LATE = 1.5  # ticks to wait for the scheduler before looking without it


class AnotherWorker(MashError):
    """Another worker is at work on this database: there is nothing to do for a second one."""


@dataclass(frozen=True, slots=True)
class Timing:
    """In seconds. The limit is for refused logins, lest an account be locked; other failures wait
    a minute at most."""

    poll_seconds: float = 60
    reconcile_seconds: float = 3600
    back_off_seconds: float = 5
    back_off_limit_seconds: float = 600


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
        self._clock = clock
        self._timing = timing or Timing()
        self._journal = journal or Journal(clock)
        self._stop = threading.Event()
        self._wake = threading.Event()
        self._pulse = Pulse(health, clock, self._timing.poll_seconds, manager)
        self._metrics_port = metrics_port
        self._postman = postman
        self._back_off = {
            mailbox.name: BackOff(clock, self._timing.back_off_seconds, self._timing.back_off_limit_seconds)
            for mailbox in mailboxes
        }
        self._compared_at = clock.monotonic()

    def poll_once(self) -> PollResult:
        """One pass over every mailbox, and more where a folder took longer than its time.

        Raises `AnotherWorker`, or `StoreUnavailable` where nothing can be recorded. A mailbox that
        fails is in the result's `errors`, and the others are looked at all the same.
        """
        with self._locked():
            self._pulse.beat()
            result = latest = self._pass(self._mailboxes)
            while latest.unfinished and not self._is_over():
                latest = self._pass(self._mailboxes)
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
            while not self._stop.is_set():
                self._wake.clear()
                self._safe_pass()
                self._wake.wait(self._until_next())

    def reconcile(self) -> list[FolderCount]:
        """Count what every folder holds against what is recorded. Nothing is fetched."""
        return [
            self._pipeline.count(mailbox, folder) for mailbox in self._mailboxes for folder in mailbox.folders
        ]

    def stop(self) -> None:
        """End after the message in hand. May be called from a signal handler or another thread."""
        self._stop.set()
        self._wake.set()

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
        """Before every pass: a database server that was started anew has forgotten who held it."""
        if not self._lock.acquire():
            holder = self._lock.holder()
            raise AnotherWorker(f"another worker is at work ({holder}): nothing to do" if holder else "")

    def _safe_pass(self) -> None:
        """A pass that outlives a failing store: it is tried again, and the mail stays where it is."""
        due = [mailbox for mailbox in self._mailboxes if self._back_off[mailbox.name].is_due()]
        try:
            self._keep_lock()
            self._pipeline.get_ready()
            self._pass(due)
        except MashError as error:
            self._journal.note("pass.failed", fault=type(error).__name__, sentence=error.sentence)
            self._pulse.failed(error.sentence)
        except Exception as error:  # noqa: BLE001  # a dead worker is worse than one that says it is ill
            kind = type(error).__name__
            self._journal.note("pass.failed", fault=kind, place=_place(error))
            self._pulse.failed(f"an unforeseen fault ({kind}) ended a pass: the log says where")

    def _pass(self, mailboxes: Sequence[Mailbox]) -> PollResult:
        self._compare_in_time()
        result = self._pipeline.read_waiting(self._is_over)
        for mailbox in mailboxes:
            result += self._look_through(mailbox)
        result += self._pipeline.trouble()
        self._journal.note("pass.done", **result.counts())
        self._tell(result, mailboxes)
        return result

    def _look_through(self, mailbox: Mailbox) -> PollResult:
        """Look at each folder. The mailbox backs off where all fail: one that is missing slows no other."""
        looks = [self._look(mailbox, folder) for folder in mailbox.folders if not self._is_over()]
        result = sum(looks, PollResult())
        if looks and all(look.errors for look in looks):
            self._back_off[mailbox.name].failed(_longest_wait(refused=result.login_refused))
        else:
            self._back_off[mailbox.name].succeeded()
        return result

    def _look(self, mailbox: Mailbox, folder: str) -> PollResult:
        try:
            result = self._pipeline.look(mailbox, folder, self._is_over)
        except MashError:
            raise
        except Exception as error:  # noqa: BLE001  # one folder's fault must not hide the others' mail
            result = self._unforeseen(mailbox, folder, error)
        if result.unfinished:
            self._wake.set()
        return result

    def _unforeseen(self, mailbox: Mailbox, folder: str, error: Exception) -> PollResult:
        kind = type(error).__name__
        sentence = f"an unforeseen fault ({kind}) ended the look at {folder}: the log says where"
        self._journal.note("look.failed", mailbox=mailbox.name, fault=kind, place=_place(error))
        self._health.look_failed(mailbox.name, folder, sentence)
        return PollResult(failed=1, errors=(f"mailbox {mailbox.name}: {sentence}",))

    def _tell(self, result: PollResult, looked_at: Sequence[Mailbox]) -> None:
        """Failures go to the board at once; that all is well only after a look at every mailbox."""
        if result.errors:
            self._pulse.failed("; ".join(dict.fromkeys(result.errors)))  # two folders, one server
        elif len(looked_at) == len(self._mailboxes):
            self._pulse.succeeded()

    def _is_over(self) -> bool:
        self._pulse.moved()
        return self._stop.is_set()

    def _compare_in_time(self) -> None:
        if self._clock.monotonic() - self._compared_at >= self._timing.reconcile_seconds:
            self._pipeline.reconcile()
            self._compared_at = self._clock.monotonic()

    def _until_next(self) -> float:
        """Seconds until a look is due even if nothing wakes the worker."""
        retries = (back_off.seconds_left() for back_off in self._back_off.values() if back_off.is_backing_off)
        return min([_LATE * self._timing.poll_seconds, *retries])

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
            self._wake.set,
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
        threads = [
            threading.Thread(target=self._listen, args=(mailbox,), name=f"idle-{mailbox.name}", daemon=True)
            for mailbox in self._mailboxes
        ]
        for thread in threads:
            thread.start()
        try:
            yield
        finally:
            self._stop.set()
            for thread in threads:
                thread.join(timeout=5)

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

    def _listen(self, mailbox: Mailbox) -> None:
        """Wake the loop when the mailbox has news; where listening fails, polling goes on."""
        back_off = BackOff(self._clock, self._timing.back_off_seconds, self._timing.back_off_limit_seconds)
        while not self._stop.is_set():
            try:
                if mailbox.wait(self._stop, self._timing.poll_seconds):
                    self._wake.set()
                back_off.succeeded()
            except Exception as error:  # noqa: BLE001  # a thread that died would leave news waiting for good
                back_off.failed(_longest_wait(refused=isinstance(error, LoginRefused)))
                place = {} if isinstance(error, MailboxError) else {"place": _place(error)}
                self._journal.note("idle.failed", mailbox=mailbox.name, fault=type(error).__name__, **place)
                self._stop.wait(back_off.seconds_left())

    def _say_goodbye(self) -> None:
        self._pulse.stopped()
        self._journal.note("worker.stopped")


def _longest_wait(*, refused: bool) -> float:
    return float("inf") if refused else _NOTICED_WITHIN


def _place(error: BaseException) -> str:
    """File and line; never the exception's text, which may quote a message."""
    frame = traceback.extract_tb(error.__traceback__)[-1]
    return f"{Path(frame.filename).name}:{frame.lineno}"
