"""One mailbox, looked at and listened to on threads of its own.

Whatever its server does, drip, hang or refuse, delays no other mailbox.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field

from ingest.backoff import BackOff
from ingest.clock import Clock
from ingest.errors import MashError
from ingest.journal import Journal, place
from ingest.mailbox.errors import LoginRefused, MailboxError
from ingest.mailbox.source import Mailbox
from ingest.pipeline import Pipeline
from ingest.poll_result import PollResult
from ingest.pulse import Pulse
from ingest.store import HealthBook

NOTICED_WITHIN = 60.0  # a server that works again is looked at so soon at the latest
_BREATH = 0.2  # seconds between two tidings: some servers tell of news without end
LATE = 1.5  # ticks to wait for the scheduler before looking without it


@dataclass(frozen=True, slots=True)
class Timing:
    """In seconds. The limit is for refused logins: directories lock an account after some five of them
    in half an hour. Other failures wait a minute at most."""

    poll_seconds: float = 60
    reconcile_seconds: float = 3600
    back_off_seconds: float = 5
    back_off_limit_seconds: float = 600

    def back_off(self, clock: Clock) -> BackOff:
        return BackOff(clock, self.back_off_seconds, self.back_off_limit_seconds)


@dataclass(slots=True)
class Watch:
    """A mailbox, when it is due, and what wakes it."""

    mailbox: Mailbox
    part: str  # its name among the parts of the worker
    pipeline: Pipeline
    health: HealthBook
    pulse: Pulse
    journal: Journal
    clock: Clock
    timing: Timing
    stop: threading.Event
    wake: threading.Event = field(default_factory=threading.Event)
    well: threading.Event = field(default_factory=threading.Event)  # the last look at it succeeded
    back_off: BackOff = field(init=False)
    _compared_at: float = field(init=False)

    def __post_init__(self) -> None:
        self.back_off = self.timing.back_off(self.clock)
        self._compared_at = self.clock.monotonic()

    def keep_looking(self, look: Callable[[Watch], object]) -> None:
        """Call `look` whenever something woke it and the mailbox is due, or its secret is another one than
        the server refused; until `stop`."""
        while not self.stop.is_set():
            self.wake.clear()
            if self.stop.is_set():
                return  # it was set with the wake that was just cleared
            if self.back_off.is_due() or self.mailbox.login_is_renewed():
                look(self)
            self.wake.wait(self.until_next())

    def until_next(self) -> float:
        """Seconds until a look is due even if nothing wakes it."""
        late = LATE * self.timing.poll_seconds
        return min(late, self.back_off.seconds_left()) if self.back_off.is_backing_off else late

    def look(self) -> PollResult:
        """Look at each folder. The mailbox backs off where all fail to give their mail: one that is missing slows
        no other, and mail that may not be marked does not keep new mail waiting.

        Raises `StoreUnavailable`.
        """
        self._compare_in_time()
        looks: list[PollResult] = []
        for folder in self.mailbox.folders:
            if self.stop.is_set() or any(look.login_refused for look in looks):
                break
            looks.append(self._look(folder))
        result = sum(looks, PollResult())
        if looks and all(look.errors and not look.taken for look in looks):
            self._failed(refused=result.login_refused)
        else:
            self.back_off.succeeded()
            self.well.set()
        if result.unfinished:
            self.wake.set()
        return result

    def _failed(self, *, refused: bool) -> None:
        self.well.clear()
        _leave_alone(self.back_off, refused=refused)

    def _look(self, folder: str) -> PollResult:
        here = f"{self.part}, {folder}"
        try:
            return self.pipeline.look(
                self.mailbox,
                folder,
                self._is_over,
                lambda step: self.pulse.begins(self.part, f"{here}: {step} the folder"),
            )
        except MashError:
            raise
        except Exception as error:  # noqa: BLE001  # one folder's fault must not hide the others' mail
            return self._unforeseen(folder, error)

    def _unforeseen(self, folder: str, error: Exception) -> PollResult:
        kind = type(error).__name__
        sentence = f"an unforeseen fault ({kind}) ended the look at {folder}: the log says where"
        self.journal.note("look.failed", mailbox=self.mailbox.name, fault=kind, place=place(error))
        self.health.look_failed(self.mailbox.name, folder, sentence)
        return PollResult(failed=1, errors=(f"mailbox {self.mailbox.name}: {sentence}",))

    def _is_over(self) -> bool:
        self.pulse.moved(self.part)
        return self.stop.is_set()

    def _compare_in_time(self) -> None:
        """Each hour every UID on the server is compared, whatever the server says of news."""
        if self.clock.monotonic() - self._compared_at >= self.timing.reconcile_seconds:
            self.pipeline.reconcile(self.mailbox.name)
            self._compared_at = self.clock.monotonic()

    def listen(self) -> None:
        """Be woken when the mailbox has news; where listening fails, polling goes on. While looking fails
        nobody listens: each try to log in counts against the account."""
        back_off = self.timing.back_off(self.clock)
        while self.well.wait() and not self.stop.is_set():
            try:
                if self.mailbox.wait(self.stop, self.timing.poll_seconds):
                    self.wake.set()
                    self.stop.wait(_BREATH)
                back_off.succeeded()
            except Exception as error:  # noqa: BLE001  # a thread that died would leave news waiting for good
                refused = isinstance(error, LoginRefused) and error.locks_accounts
                _leave_alone(back_off, refused=refused)
                where = {} if isinstance(error, MailboxError) else {"place": place(error)}
                self.journal.note(
                    "idle.failed", mailbox=self.mailbox.name, fault=type(error).__name__, **where
                )
                self.stop.wait(back_off.seconds_left())

    def be_over(self) -> None:
        """Let the threads see that `stop` is set."""
        self.wake.set()
        self.well.set()


def _leave_alone(back_off: BackOff, *, refused: bool) -> None:
    if refused:
        back_off.refused()
    else:
        back_off.failed(NOTICED_WITHIN)
